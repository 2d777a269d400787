"""Pages are found by location: a module in `pages/` declares its routes, and each the deed it needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from attrs import frozen
from django.http.response import HttpResponseBase

from holdlaw.web.roles import Deed

View = Callable[..., HttpResponseBase]


@frozen
class Route:
    """One address of the site.

    `deed` None: anybody who is signed in. A `<request_id>` in the path sets the scope.

    `live`: the page renews itself, and goes on doing so when the desk is left alone.
    """

    path: str
    name: str
    view: View
    deed: Deed | None
    menu: str = ""
    menu_order: int = 50
    live: bool = False


@cache
def routes() -> tuple[Route, ...]:
    """Give every route of every page."""
    from holdlaw.web import pages

    found: list[Any] = []
    for module in iter_modules(pages.__path__, f"{pages.__name__}."):
        found += getattr(import_module(module.name), "ROUTES", ())
    return tuple(found)
