"""A small register with something to report: an invented police department, drawn by lot, at the end of a
statutory year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import time_machine
from attrs import frozen
from django.test import Client
from django.urls import reverse

from holdlaw.register.entry import Actor
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.erasing import By, ask, seal
from holdlaw.store.opening import open_register
from holdlaw.store.signer import sign
from tests.cli.shell import run
from tests.reports.lots import Lots

from .made import Site

NOW = datetime(2027, 1, 5, 15, 0, tzinfo=UTC)
PLACE = "us-ny-nyc-police"
AGENCY = f"agency-{PLACE}"
REPORT, ENDING = f"{PLACE}/14-154-f", "2017-09-30"
ADDRESS = {"place": PLACE, "name": "14-154-f", "ending": ENDING}
NAME = "Testa Testperson"
SEALED, HELD = "r-sealed-one", "r-held-one"
REQUESTS = 24


@frozen
class Reported:
    """The site of that register, its agency's entries under a checkpoint."""

    site: Site

    def told(self, *words: str, agency: bool = True) -> Any:
        """Run a command over the register; give the JSON it prints."""
        of = ("--agency", AGENCY) if agency else ()
        done = run(*words, "--dir", str(self.site.home.folder), *of, "--json")
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def received(self, number: int) -> None:
        """Enter one more request in the period, and sign a checkpoint over it."""
        with open_register(self.site.home) as register:
            lots = Lots.__new__(Lots)
            lots.register, lots.agency, lots.made = register, AGENCY, 1000 + number
            paper = RequestReceived(form="I-247A", channel="fax")
            at = datetime(2017, 9, 1, 12, number, tzinfo=UTC)
            lots.enter(paper, at, request=f"r-later-{number}", person=f"p-later-{number}")
        sign(self.site.home)

    def size(self) -> int:
        """Give how many entries the register has."""
        with open_register(self.site.home) as register:
            row = register.db.one("SELECT count(*) FROM entries", [])
        assert row is not None
        return int(row[0])


def make_reported(site: Site) -> Iterator[Reported]:
    """Fill the register and stop the clock, so that a page and a command are asked at one moment."""
    days = [date(2016, 9, 29) + timedelta(days=30 * number) for number in range(13)]
    with site.register() as register:
        lots = Lots(register, PLACE, days, seed=7)
        lots.requests(REQUESTS)
        at, of = datetime(2017, 8, 30, 9, tzinfo=UTC), {"request": HELD, "person": f"p-{HELD}"}
        subject = {"name": NAME, "birth_date": "1990-02-03"}
        paper = RequestReceived(form="I-247A", channel="fax", subject=subject)
        lots.enter(paper, at, request=SEALED, person=f"p-{SEALED}")
        lots.enter(paper, at, **of)
        made = lots.enter(lots.decision("may", at.isoformat(), at.isoformat()), at, **of)
        until = (at + timedelta(hours=2)).isoformat()
        hold = HoldStarted(
            decision=made, cite="Invented Code § 1", basis="civil_detainer", until=until, governed_by="form",
            clocks=[],
        )  # fmt: skip
        lots.enter(hold, at, **of)
        clerk, officer = Actor("staff-1", "clerk"), Actor("staff-2", "records_officer")
        asked = ask(
            register, f"p-{SEALED}", ErasureAsked(what="seal", cite="NY CPL 160.50"), By(clerk, AGENCY, at)
        )
        seal(register, asked.seq, By(officer, AGENCY, at))
    sign(site.home)
    with time_machine.travel(NOW, tick=False):
        yield Reported(site)


def address(name: str, query: dict[str, str] | None = None, /, **named: str) -> str:
    """Write the address of a page out."""
    return reverse(name, kwargs=named) + (f"?{urlencode(query)}" if query else "")


def opened(client: Client, name: str, query: dict[str, str] | None = None, /, **named: str) -> Any:
    """Open a page that is there."""
    answer = client.get(address(name, query, **named))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer


def printed(page: str) -> list[int]:
    """Give the numbers of a report as they stand on its page, in order."""
    found = re.findall(r'class="[^"]*rp-value"[^>]*>([\d,]+)<', page)
    return [int(each.replace(",", "")) for each in found]


def file_name(answer: Any) -> str:
    """Give the name under which an answer is saved."""
    return str(answer["Content-Disposition"]).partition('filename="')[2].rstrip('"')
