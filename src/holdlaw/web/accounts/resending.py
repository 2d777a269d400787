"""A form sent after its page grew old: nothing typed is lost, and nothing another site sent is taken.

The form is given back to the person who sent it, to be sent again. It carries its idempotency key with it,
so that sending it twice stores it once.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_GIVEN_BACK = {"csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code"}


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose mark against forgery is old: the person has signed in again since."""
    return given_back(request, status=403)


def given_back(request: HttpRequest, *, sign_in: str = "", status: int) -> HttpResponse:
    """Give a form back to be sent again.

    `sign_in`: where to sign in first, for somebody who is signed out.
    """
    page = {"fields": _fields(request), "to": request.get_full_path(), "sign_in": sign_in}
    return render(request, "account/stale_form.html", page, status=status)


def can_be_given_back(request: HttpRequest) -> bool:
    """Tell whether this is a form of this site with something in it. Files cannot be given back."""
    return request.method == "POST" and bool(_fields(request))


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    if not _from_this_site(request) or request.FILES:
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_GIVEN_BACK
    ]


def _from_this_site(request: HttpRequest) -> bool:
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == own and request.headers.get("Sec-Fetch-Site") in (
        None,
        "same-origin",
    )
