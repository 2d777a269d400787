"""Made-up cases for every law at once, as values: awkward in every field a law tests, and quick to make.

The same seed makes the same cases. Nobody in them is real, and nobody has a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from attrs import evolve

from holdlaw.core.case import Act, Case, Conviction, Custody, Jail, NoEquivalent, Paper, Request
from holdlaw.core.convictions import years_before
from holdlaw.core.statutes import Statute, parse_statute
from holdlaw.core.truth import Truth
from holdlaw.policybook import Book
from holdlaw.simulate.laws import law_of

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LEAP_DAYS = (date(2016, 2, 29), date(2020, 2, 29), date(2024, 2, 29))
LOOK_BACKS = (5, 10, 15)
AGENCIES = ("ICE", "CBP", "other", None)
ELSEWHERE = (
    "NJ 2C:15-1",
    "FL 812.13",
    "18 USC 1951",
    "8 USC 1326",
    "NY PL 155.25",
    "CA PC 484",
    "NY VTL 511(2)",
)


class Maker:
    """Makes cases for one place: days around every change of its law, statutes of every list."""

    def __init__(self, book: Book, place: str, seed: int) -> None:
        """Look up what to be awkward about."""
        self.book, self.place, self.rng = book, book.place(place), Random(f"{place} {seed}")
        self.days = [span.first for span in law_of(book, place).spans if span.first is not None]
        self.zone = ZoneInfo(self.place.timezone) if self.place.timezone else UTC
        self.statutes = list(_statutes(book))
        self.questions = book.questions

    def cases(self, count: int) -> Iterator[Case]:
        """Make so many cases."""
        return (self.case() for _ in range(count))

    def case(self) -> Case:
        """Make one case."""
        rng = self.rng
        release = self.release()
        search = rng.choice((None, release, *(release + rng.randint(-13, 5) * HOUR for _ in range(3))))
        at = release
        if rng.random() < 0.5:
            start = max(release, search or release)
            at = start + rng.choice((0, 47, 48, 49, 71, 72, 96, 97, 120, 150)) * HOUR
            at += rng.choice((-1, 0, 0, 1)) * MINUTE
        arrested = self.arrested(release.date())
        custody = Custody(release, arrested, search, rng.choice((None, None, None, "court", "government")))
        return Case(
            self.place.id, at, self.request(release, at), custody,
            self.record((arrested or at.date(), at.date())), self.facts(),
        )  # fmt: skip

    def release(self) -> datetime:
        """Draw a moment of release: near a change of the law, or anywhere; in the place's own time."""
        rng = self.rng
        first = rng.choice([day for day in self.days if day.year > 2000] or [date(2017, 6, 1)])
        day = first + rng.choice((-1, 0, 1, rng.randint(-30, 400), rng.randint(0, 1500))) * DAY
        return datetime(
            day.year, day.month, day.day, rng.randrange(24), rng.choice((0, 30)), tzinfo=self.zone
        )

    def arrested(self, latest: date) -> date | None:
        """Draw the day of the arrest: recent, a leap day, or not known."""
        rng = self.rng
        leap = [day for day in LEAP_DAYS if day <= latest]
        if leap and rng.random() < 0.2:
            return leap[-1]
        return rng.choice((latest, latest - DAY, latest - rng.randint(2, 400) * DAY, None))

    def request(self, release: datetime, at: datetime) -> Request:
        """Draw a request; a letter says what it asks, for a case must."""
        rng, choices = self.rng, self.questions.choices
        form = rng.choice((*self.book.forms, None))
        asks = frozenset(rng.sample(list(Act), rng.randint(1, 3)))
        stated = not self.book.forms[form or "other"].asks or rng.random() < 0.3
        received = rng.choice(
            (None, release - rng.randint(0, 90) * HOUR, release - rng.randint(0, 900) * DAY)
        )
        duties = rng.choice((None, None, frozenset(rng.sample(choices["duties"].options, 2))))
        return Request(
            form,
            received_at=received,
            asks=asks if stated else None,
            box=rng.choice((None, *choices["box"].options)),
            agency=rng.choice(AGENCIES),
            duties=duties,
            papers=tuple(self.paper(release, received, at) for _ in range(rng.choice((0, 1, 1, 2)))),
        )

    def paper(self, release: datetime, received: datetime | None, at: datetime) -> Paper:
        """Draw a paper: mostly a sound warrant with one field drawn again."""
        rng, fields = self.rng, self.questions.paper
        good: dict[str, Truth | str] = {
            "issuer": rng.choice(("article_iii_judge", "federal_magistrate")), "probable_cause": Truth.YES,
            "authorises_federal_custody": Truth.YES, "names_subject": Truth.YES,
            "criminal": rng.choice(tuple(Truth)), "signed": rng.choice(tuple(Truth)),
        }  # fmt: skip
        for _ in range(rng.choice((0, 0, 1, 2))):
            name = rng.choice(tuple(good))
            good[name] = rng.choice(fields[name].options or (Truth.YES, Truth.NO, Truth.UNKNOWN))
        stated = {name: value for name, value in good.items() if value is not Truth.UNKNOWN}
        kind = rng.choice(("warrant", "warrant", "warrant", "order", "I-200", "I-205", None))
        moments = [None, None, received, release, at, release + rng.randint(-99, 150) * HOUR]
        moments += [] if received is None else [received + MINUTE]
        presented = rng.choice(moments)
        return Paper(kind, None, presented, presented is None and rng.random() < 0.3, stated)

    def record(self, ends: tuple[date, date]) -> tuple[Conviction, ...] | None:
        """Draw a record, its look-backs from one of these days: not known, none, or some convictions."""
        if self.rng.random() < 0.12:
            return None
        return tuple(self.conviction(self.rng.choice(ends)) for _ in range(self.rng.choice((0, 1, 1, 2, 3))))

    def conviction(self, end: date) -> Conviction:
        """Draw a conviction, its judgment often on the line of a look-back."""
        rng = self.rng
        line = years_before(end, rng.choice(LOOK_BACKS)) + rng.randint(-1, 1) * DAY
        judged = rng.choice(
            (line, line, end - rng.randint(1, 8000) * DAY, line - rng.randint(1, 300) * DAY, None)
        )
        statute = rng.choice((None, *(rng.choice(self.statutes) for _ in range(12))))
        equal = rng.choice((None, None, NoEquivalent.NONE, rng.choice(self.statutes)))
        return Conviction(statute, judged, tuple(self.jail(judged, end)), equal, self.stated())

    def stated(self) -> dict[str, Truth | str]:
        """Draw the fields of a conviction, those a law likes more often."""
        rng, found = self.rng, dict[str, Truth | str]()
        for name, question in self.questions.conviction.items():
            if name == "adjudication":
                found |= {name: "adult"} if rng.random() < 0.85 else {}
            elif name == "class":
                found |= {name: rng.choice(question.options)} if rng.random() < 0.85 else {}
            elif question.left_out is not None:
                found[name] = rng.choice((Truth.NO, Truth.NO, Truth.NO, Truth.YES, Truth.UNKNOWN))
            elif not question.options and question.field.endswith((name, "there", "here")):
                value = rng.choice((Truth.YES, Truth.YES, Truth.NO, None))
                known = value is not None and name not in _APART
                found |= {name: value} if known and value is not None else {}
        return found

    def jail(self, judged: date | None, end: date) -> Iterator[Jail]:
        """Draw times in jail that overlap, end late or begin early."""
        for _ in range(self.rng.choice((0, 0, 1, 2, 3))):
            first = (judged or end) + self.rng.randint(-200, 600) * DAY
            length = self.rng.choice((150, 300, 301, self.rng.randint(1, 500)))
            yield Jail(first, first + length * DAY, self.rng.choice((*Truth, Truth.YES)))

    def facts(self) -> dict[str, Truth]:
        """Draw some of the facts."""
        names = self.questions.facts
        return {name: self.rng.choice(tuple(Truth)) for name in names if self.rng.random() < 0.6}


_APART = ("statute", "equivalent_to", "target", "judgment_on", "committed_on", "plea_on", "incarcerated")


def _statutes(book: Book) -> Iterator[Statute]:
    """Give every listed statute, each with and without its subdivisions, and some that no list names."""
    for path in sorted((book.root / "offences").glob("ny-*.yaml")) + sorted(
        (book.root / "offences").glob("*.yaml")
    ):
        file = book.offence_file(path.stem) if path.stem != "digests" else None
        for edition in file.editions.values() if file else ():
            for entry in edition.entries:
                for own in entry.statutes:
                    yield own
                    if own.subdivisions:
                        yield Statute(own.jurisdiction, own.code, own.section, own.subdivisions[:-1])
                        yield Statute(own.jurisdiction, own.code, own.section, ("99",))
    yield from (parse_statute(text) for text in ELSEWHERE * 6)


def mixed(cases: Sequence[Case], rng: Random, count: int) -> Iterator[Case]:
    """Mix parts of cases: one's papers and times with another's record and a third's facts."""
    for _ in range(count):
        one, other, third = rng.choice(cases), rng.choice(cases), rng.choice(cases)
        yield evolve(one, convictions=other.convictions, facts=third.facts)
