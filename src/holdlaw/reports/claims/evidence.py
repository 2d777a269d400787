"""What claims are checked against: the law, the published figures, and what a register holds."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from holdlaw.policybook import Book
from holdlaw.reports.period import Period
from holdlaw.reports.trends.counts import Counts


@frozen(kw_only=True)
class Contact:
    """One contact with federal authorities that is on record, by its entry."""

    entry: int
    on: date
    entered_on: date
    direction: str
    purpose: str
    counterpart: str
    event: str | None = None


@frozen(kw_only=True)
class Attested:
    """One attestation about an event: what was searched, what was not, and how much was found."""

    entry: int
    event: str
    on: date
    given_on: date
    searched: tuple[str, ...]
    not_searched: tuple[str, ...]
    found: int


@frozen(kw_only=True)
class Agency:
    """What the register holds of one agency."""

    counts: Counts
    contacts: tuple[Contact, ...] = ()
    attested: tuple[Attested, ...] = ()


@frozen(kw_only=True)
class Figure:
    """One published number, with its period as it was stated. Numbers that look alike stay apart."""

    id: str
    place: str
    measure: str
    value: int
    period: Period
    year: str
    """The kind of period it is said to be: calendar, fiscal, statutory, part."""
    source: str
    address: str
    note: str = ""


@frozen(kw_only=True)
class Term:
    """The first day of somebody's term of office."""

    office: str
    began: date
    source: str


@frozen(kw_only=True)
class Published:
    """What ships with the program beside the law: figures, terms of office, other names of places."""

    figures: tuple[Figure, ...]
    terms: tuple[Term, ...]
    names: tuple[tuple[str, str], ...]
    """What a place is called in sentences, and the place."""


@frozen(kw_only=True)
class Evidence:
    """Everything at hand. Without a register, `agencies` is empty and the published figures serve."""

    book: Book
    published: Published
    agencies: tuple[Agency, ...] = ()
