"""Every address of the site, found by walking Django's own list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen
from django.urls import URLResolver, get_resolver, reverse

FILL_IN = "7"
"""What stands for any part of an address that varies."""


@frozen
class Address:
    """One address of the site: its name, its view, and the parts of it that vary."""

    name: str
    view: Callable[..., Any]
    parts: tuple[str, ...]

    @property
    def path(self) -> str:
        """Write the address out, its varying parts filled in."""
        return self.about()

    def about(self, **told: str) -> str:
        """Write the address out about something: `request_id="r-own"`.

        Parts that are not told are filled in.
        """
        parts = {part: told.get(part, FILL_IN) for part in self.parts}
        return str(reverse(self.name, kwargs=parts))

    @property
    def open_to_all(self) -> bool:
        """Tell whether it answers people who are not signed in."""
        return not getattr(self.view, "login_required", True)


def addresses(resolver: URLResolver | None = None, parts: tuple[str, ...] = ()) -> Iterator[Address]:
    """Give every address of the site."""
    for found in (resolver or get_resolver()).url_patterns:
        own = (*parts, *found.pattern.regex.groupindex)
        if isinstance(found, URLResolver):
            yield from addresses(found, own)
        else:
            yield Address(str(found.name), found.callback, own)


def behind_the_door() -> list[Address]:
    """Give every address for which somebody has to be signed in."""
    return [address for address in addresses() if not address.open_to_all]
