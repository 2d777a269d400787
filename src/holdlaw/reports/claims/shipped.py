"""What ships with the program for checking claims: the example set, published figures, terms, names."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from holdlaw.clocks.instants import ONE_DAY
from holdlaw.policybook import Book
from holdlaw.policybook.digests import plain
from holdlaw.policybook.nodes import decode, parse
from holdlaw.reports.claims.claim import Claim
from holdlaw.reports.claims.evidence import Evidence, Figure, Published, Term
from holdlaw.reports.claims.files import claims_in
from holdlaw.reports.period import Period

_FOLDER = resources.files(__package__ or "holdlaw.reports.claims")
EXAMPLES, PUBLISHED = "examples.yaml", "published.yaml"


def example_claims(book: Book) -> tuple[Claim, ...]:
    """Give the example set: the statements of five news stories. No verdict stands in it."""
    return claims_in((_FOLDER / EXAMPLES).read_bytes(), EXAMPLES, book)


@lru_cache(maxsize=1)
def published() -> Published:
    """Give the figures, terms of office and names that ship with the program."""
    data = plain(parse(decode((_FOLDER / PUBLISHED).read_bytes(), PUBLISHED), PUBLISHED))
    return Published(
        figures=tuple(_figure(each) for each in data["figures"]),
        terms=tuple(
            Term(office=each["office"], began=date.fromisoformat(each["began"]), source=each["source"])
            for each in data["terms"]
        ),
        names=tuple(data["names"].items()),
    )


def _figure(data: dict[str, Any]) -> Figure:
    first, last = date.fromisoformat(data["from"]), date.fromisoformat(data["to"])
    return Figure(
        id=data["id"],
        place=data["place"],
        measure=data["measure"],
        value=int(data["value"]),
        period=Period(first, last + ONE_DAY),
        year=data["year"],
        source=data["source"],
        address=data["address"],
        note=data.get("note", ""),
    )


def without_register(book: Book) -> Evidence:
    """Give what claims are checked against where no register is named: law and published figures."""
    return Evidence(book=book, published=published())
