"""How long somebody stays signed in: so many hours at most, and not at a desk that was left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from holdlaw.web.accounts.resending import can_be_given_back, given_back
from holdlaw.web.routing import routes

SINCE, USED = "signed_in_at", "used_at"
NOTED_EVERY_SECONDS = 60
"""How exactly the last use is kept: more often would write to the database at every click."""

ACCOUNT_PAGES = "/accounts/"
SIGNED_OUT = "holdlaw:signed-out"
"""The event a page hears when a part of it could not be loaded because the person is signed out."""


class SessionLimitsMiddleware:
    """Signs out who has been signed in for too long, or has not been there.

    A page that renews itself (a `live` route) goes on doing so on its wall after the desk was left; that
    does not count as use.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let no page be kept for the next person, and lose nothing of a form sent too late."""
        response = self._unlost(request, self.get_response(request))
        match = request.resolver_match
        if match is not None and match.url_name == "account_logout":
            response["Clear-Site-Data"] = '"cache"'
        elif match is not None and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-cache"
        return response

    def _unlost(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Where a whole page would be sent to sign in: tell a part of one, and give a filled form back."""
        sent_to = response.headers.get("Location", "")
        if _open_to_all(request) or not sent_to.startswith(reverse(settings.LOGIN_URL)):
            return response
        if request.headers.get("HX-Request"):
            told = json.dumps({SIGNED_OUT: {"sign_in": sent_to}})
            return HttpResponse(status=401, headers={"HX-Trigger": told})
        if can_be_given_back(request) and not request.path.startswith(ACCOUNT_PAGES):
            return given_back(request, sign_in=reverse(settings.LOGIN_URL), status=401)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Sign out whose time is over; note the use of everybody else."""
        if not request.user.is_authenticated:
            return None
        now = timezone.now().timestamp()
        since, used = request.session.setdefault(SINCE, now), request.session.setdefault(USED, now)
        renewal = _renews_itself(request)
        left = not renewal and now - used > settings.IDLE_SECONDS
        if left or now - since > settings.SESSION_COOKIE_AGE:
            logout(request)
            return (
                None
                if _open_to_all(request)
                else redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            )
        if not renewal and now - used > NOTED_EVERY_SECONDS:
            request.session[USED] = now
        return None


@cache
def _live() -> frozenset[str]:
    return frozenset(route.name for route in routes() if route.live)


def _open_to_all(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or not getattr(match.func, "login_required", True)


def _renews_itself(request: HttpRequest) -> bool:
    match = request.resolver_match
    asked = request.method == "GET" and "HX-Request" in request.headers
    return asked and match is not None and match.url_name in _live()
