"""Who may see anything: only a person who chose their own password and showed a second factor.

The demo asks for neither.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from holdlaw.web.accounts.adapter import FACTORS
from holdlaw.web.accounts.models import User

SESSION_MARK = "second_factor_set_up"
"""In a session in which the person set up their second factor, and so has shown it."""

ALWAYS = frozenset({"account_login", "account_logout", "account_reauthenticate", "set_language"})
TO_CHOOSE_A_PASSWORD = ALWAYS | {"account_change_password"}
TO_SET_UP_A_FACTOR = ALWAYS | {"mfa_activate_totp", "mfa_add_webauthn"}


class SecondFactorMiddleware:
    """Sends whoever has no password or second factor of their own to make one; the rest is closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the question is asked once it is known which page is meant."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let pass who has both; send the others to what is missing."""
        user = request.user
        if settings.DEMO or not isinstance(user, User) or request.resolver_match is None:
            return None
        page = request.resolver_match.url_name
        if user.password_given:
            return None if page in TO_CHOOSE_A_PASSWORD else redirect("account_change_password")
        if not is_mfa_enabled(user, FACTORS):
            return None if page in TO_SET_UP_A_FACTOR else redirect("mfa_activate_totp")
        if page in ALWAYS or factor_shown(request):
            return None
        logout(request)
        return redirect(settings.LOGIN_URL)


def factor_shown(request: HttpRequest) -> bool:
    """Tell whether the second factor was shown in this session, or set up in it."""
    if request.session.get(SESSION_MARK):
        return True
    user = request.user if isinstance(request.user, User) else None
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def mark_set_up(request: HttpRequest, authenticator: Any, **_: Any) -> None:
    """Remember that the person set up a second factor in this session."""
    if authenticator.type in FACTORS:
        request.session[SESSION_MARK] = True
