"""What every page shows around its own content: the menu, who is signed in, whether it is a demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from holdlaw.web.accounts.models import User
from holdlaw.web.roles import can
from holdlaw.web.routing import Route, routes


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the menu this person may use, and the marks of a demo."""
    user = getattr(request, "user", None)
    return {"menu": menu_of(user) if isinstance(user, User) else [], "demo": settings.DEMO}


def menu_of(user: User) -> list[Route]:
    """Give the pages of the menu that somebody may use, in the menu's order."""
    items = [route for route in routes() if route.menu and (route.deed is None or can(user.who, route.deed))]
    return sorted(items, key=lambda route: route.menu_order)


def home(request: HttpRequest) -> HttpResponse:
    """Lead to the first page of the person's own menu: not everybody has the board."""
    menu = menu_of(request.user) if isinstance(request.user, User) else []
    return redirect(menu[0].name if menu else "mfa_index")
