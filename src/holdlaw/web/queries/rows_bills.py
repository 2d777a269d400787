"""Bills: edited copies of a place's law, kept in `bills/` beside the imported rows, and asked like a law."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen
from django.http import Http404

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book
from holdlaw.simulate.forking import Bill, fork, law_named
from holdlaw.sources.worked_cases import read_worked_cases, run_worked
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_cards import places
from holdlaw.web.queries.report_downloads import Download, packed

FOLDER = "bills"
ABOUT = "bill.json"
"""The file that says which version of the copy is the bill's own, and when it came."""
PREFIX, NAME_LENGTH = "bill-", 12
BOOKS_KEPT = 32
_NAME = re.compile(rf"{PREFIX}[0-9a-f]{{{NAME_LENGTH}}}")


@frozen
class KeptBill:
    """One bill: its name (what its bytes are), the place it is of, its version, the file that says it."""

    name: str
    folder: Path
    place: str
    version: str
    came_on: str

    @property
    def file(self) -> Path:
        """Give the file that was sent in."""
        return self.folder / self.inside

    @property
    def inside(self) -> str:
        """Say where that file stands in the folder."""
        return f"{self.place.replace('-', '/')}/{self.version}.yaml"

    @property
    def law(self) -> Bill:
        """Give the law it makes."""
        return _law(self.folder)


def bills_of(desk: Desk) -> Path:
    """Give the folder of bills; it need not be there."""
    return desk.register.home.folder / FOLDER


def all_bills(desk: Desk) -> tuple[KeptBill, ...]:
    """Give every bill, by place, the newest version first."""
    found = filter(None, (bill_named(desk, path.name) for path in bills_of(desk).glob(f"{PREFIX}*")))
    return tuple(sorted(found, key=lambda bill: (bill.place, bill.version, bill.name)))


def bill_named(desk: Desk, name: str) -> KeptBill | None:
    """Give the bill of this name; None if there is none."""
    folder = bills_of(desk) / name
    if not _NAME.fullmatch(name):
        return None
    try:
        told = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return KeptBill(name, folder, told["place"], told["version"], told["came_on"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def bill_or_404(desk: Desk, name: str) -> KeptBill:
    """Give the bill of this name; raise Http404 if there is none."""
    bill = bill_named(desk, name)
    if bill is None:
        raise Http404
    return bill


def law_names(desk: Desk) -> set[str]:
    """Name every law that can be asked: the places, and the bills."""
    return {*desk.book.place_names(), *(bill.name for bill in all_bills(desk))}


def bills_in(desk: Desk, names: Iterable[str]) -> tuple[KeptBill, ...]:
    """Give the bills among what is asked, each once."""
    found = (bill_named(desk, name) for name in dict.fromkeys(names))
    return tuple(bill for bill in found if bill)


def law_asked(desk: Desk, name: str) -> Bill:
    """Give the law of a place, or of a bill. Raise HoldlawError if it can no longer be read."""
    bill = bill_named(desk, name)
    return bill.law if bill else Bill(desk.book, name)


@lru_cache(maxsize=BOOKS_KEPT)
def _law(folder: Path) -> Bill:
    # Named by its bytes: what a folder says never changes. No place is named as a path is.
    return law_named(str(folder), Book(folder))


def choices(desk: Desk) -> tuple[tuple[str, str, bool], ...]:
    """Give what may be chosen: every place, then every bill (`True`), each with how it is called."""
    named = dict(places(desk))
    bills = ((bill.name, f"{named.get(bill.place, bill.place)}, {bill.version}") for bill in all_bills(desk))
    return (*((name, says, False) for name, says in named.items()), *((*each, True) for each in bills))


def turned(bill: KeptBill) -> tuple[Problem, ...]:
    """Give what the worked cases of the place say against a bill: the cases that it answers otherwise."""
    return _turned(bill.folder)


@lru_cache(maxsize=BOOKS_KEPT)
def _turned(folder: Path) -> tuple[Problem, ...]:
    law = _law(folder)
    try:
        worked = read_worked_cases(law.book, law.book.place(law.place))
    except HoldlawError as error:
        return error.problems
    return tuple(problem for each in worked for problem in run_worked(each, law.book).problems)


def copied(desk: Desk, place: str, kind: str) -> Download | None:
    """Give a place's law to be edited: its newest version, or the whole copy that `law fork` makes.

    None where it has no version, or there is no such kind. Raise HoldlawError for no place.
    """
    match kind:
        case "version":
            return _last_version(desk, place)
        case "folder":
            return _copy_of(desk, place)
        case _:
            return None


def _copy_of(desk: Desk, place: str) -> Download:
    with TemporaryDirectory(prefix="holdlaw-fork-") as beside:
        folder = Path(beside) / place
        fork(desk.book, place, folder)
        files = {
            f"{place}/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    return Download(f"holdlaw_bill_{place}.zip", packed(files))


def _last_version(desk: Desk, place: str) -> Download | None:
    own = desk.book.place(place)
    if not own.files:
        return None
    last = own.files[-1].id
    return Download(f"holdlaw_bill_{place}_{last}.yaml", (own.folder / f"{last}.yaml").read_bytes())
