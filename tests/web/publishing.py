"""A register with two published reports and counts beside them, as anybody sees it; and all its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from attrs import frozen
from django.test import Client

from holdlaw.reports.public.release import Release, release
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register

FRONT = {"en": "/public/", "es": "/public/es/"}
LINK = re.compile(r'(?:href|src)="(/public/[^"#]*)')


@frozen
class Walked:
    """What stands at one address."""

    path: str
    answer: Any

    @property
    def is_page(self) -> bool:
        """Tell whether it is a page and no file."""
        return str(self.answer["Content-Type"]).startswith("text/html")

    @property
    def text(self) -> str:
        """Give the page as it was sent."""
        return str(self.answer.content.decode())


def walk(client: Client, start: str) -> Iterator[Walked]:
    """Follow every link from a page on, within the public page."""
    waiting, seen = [start], {start}
    while waiting:
        found = Walked(path := waiting.pop(), client.get(path))
        yield found
        if found.answer.status_code == 200 and found.is_page:
            for link in LINK.findall(found.text):
                if (to := unescape(link)) not in seen:
                    seen.add(to)
                    waiting.append(to)


def released(home: Home) -> Release:
    """Make the release of a register, as the command does."""
    from holdlaw.policybook import shipped
    from holdlaw.reports.public.gathering import material

    with open_register(home) as register:
        return release(material(register, shipped()))
