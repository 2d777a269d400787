"""Made-up requests for any place whose law ships, in the shape of the public case file. Nobody is real.

`cases(seed, count, place)` makes the same cases from the same seed. Half of them are drawn towards a
permission: a complete request, a judge's warrant and a recent listed conviction.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from holdlaw.core.case import Act, Case
from holdlaw.core.conditions import leaves
from holdlaw.core.convictions import ConvictionTest, years_before
from holdlaw.policybook import shipped
from holdlaw.sources.case_file import case_from_data

Part = dict[str, Any]

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
LIKELY, EVEN, RARE = 0.9, 0.5, 0.1
THREE_VALUES = ("yes", "no", "unknown")
ELSEWHERE = ("NJ 2C:15-1", "FL 812.13", "18 USC 1951", "NY PL 155.25", "NY PL 265.02", "CA PC 484", "unknown")
LOOK_BACKS = (0, 5, 5, 10, 15)
WARRANT = {
    "kind": "warrant",
    "issuer": "federal_magistrate",
    "probable_cause": "yes",
    "authorises_federal_custody": "yes",
    "names_subject": "yes",
    "criminal": "yes",
}
"""A paper that passes every test of a judge's warrant that a shipped law has."""


def cases(seed: int, count: int, place: str) -> Iterator[Part]:
    """Make so many cases of one place from one seed."""
    rng = Random(f"{seed} {place}")
    return (one_case(rng, place) for _ in range(count))


def read(data: Part) -> Case:
    """Read a case as the command reads it."""
    return case_from_data(data)


@cache
def turning_days(place: str) -> tuple[date, ...]:
    """List the first days of a place's versions and of the layers above it, with the day before and after."""
    book = shipped()
    spans = [version.in_force for layer in book.chain(place) for version in book.versions(layer)]
    firsts = {day for span in spans for day in (span.not_before, span.by)}
    return tuple(sorted(day + step for day in firsts for step in (-DAY, timedelta(), DAY)))


@cache
def listed_statutes(place: str) -> tuple[str, ...]:
    """List the statutes that a place's law lists somewhere."""
    book = shipped()
    conditions = [
        clause.when
        for layer in book.chain(place)
        for version in book.versions(layer)
        for act in Act
        for clause in version.rule(act).clauses
    ]
    tests = [leaf.test for condition in conditions for leaf in leaves(condition)]
    lists = [
        found
        for test in tests
        if isinstance(test, ConvictionTest)
        for found in (test.listed, test.not_listed)
    ]
    statutes = {str(s) for found in lists if found for entry in found.entries for s in entry.statutes}
    return tuple(sorted(statutes)) or ("NY PL 120.05",)


def one_case(rng: Random, place: str) -> Part:
    """Make one case."""
    towards = rng.random() < EVEN
    release = release_moment(rng, place)
    received = release - rng.choice((1, 30, 600, 3000)) * MINUTE
    at = release + rng.choice((0, 0, 0, 0, 0, 1, 1, 20, 47, 48, 72, 140)) * HOUR if towards else release
    case: Part = {"place": place, "at": spell(at)}
    case["request"] = request(rng, received, at, towards)
    case["custody"] = custody(rng, release, towards)
    record = convictions(rng, place, case["custody"].get("arrested_on"), release, towards)
    if record is not None:
        case["convictions"] = record
    case["facts"] = {
        fact: three_values(rng, EVEN if towards else RARE)
        for fact in shipped().questions.facts
        if rng.random() < EVEN
    }
    return case


def release_moment(rng: Random, place: str) -> datetime:
    """Draw when the person would walk out: around a day on which the law turns, or any day."""
    zone = ZoneInfo(shipped().place(place).timezone or "America/Denver")
    day = rng.choice(turning_days(place))
    if rng.random() < EVEN:
        day = date(2013, 1, 1) + rng.randrange(5300) * DAY
    return datetime(day.year, day.month, day.day, rng.randrange(24), rng.randrange(60), tzinfo=zone)


def spell(moment: datetime) -> str:
    """Write a moment as a case file has it, with its offset."""
    return moment.isoformat(timespec="seconds")


def three_values(rng: Random, likely_yes: float) -> str:
    """Draw a yes, or one of the other two."""
    return "yes" if rng.random() < likely_yes else rng.choice(THREE_VALUES[1:])


def request(rng: Random, received: datetime, at: datetime, towards: bool) -> Part:
    """Draw a request with its papers."""
    asks = [act.value for act in Act if rng.random() < (LIKELY if towards else 0.4)] or ["notify"]
    options = shipped().questions.choices
    made: Part = {"form": rng.choice((*shipped().forms, "I-247A", "I-247A")), "asks": asks}
    if rng.random() < LIKELY:
        made["received_at"] = spell(received)
    if towards or rng.random() < EVEN:
        made["requester"] = {"agency": "ICE" if towards else rng.choice(("ICE", "CBP", "FBI", "unknown"))}
        if rng.random() < EVEN:
            made["requester"]["duties"] = [rng.choice(options["duties"].options)]
    if rng.random() < RARE:
        made["box"] = rng.choice(options["box"].options)
    count = rng.choice((1, 1, 2) if towards else (0, 1, 1, 2))
    made["papers"] = [paper(rng, received, at, towards) for _ in range(count)]
    return made


def paper(rng: Random, received: datetime, at: datetime, towards: bool) -> Part:
    """Draw one paper: often a judge's warrant in full, sometimes with a field that is missing or wrong."""
    if rng.random() < (RARE if towards else 0.3):
        return officers_paper(rng)
    made: Part = dict(WARRANT)
    for name in ("issuer", "probable_cause", "names_subject", "authorises_federal_custody", "criminal"):
        if rng.random() > (0.97 if towards else 0.8):
            made[name] = "unknown" if name == "issuer" else rng.choice(THREE_VALUES[1:])
    when = rng.choice(("with it", "with it", "then", "then", "then", "after", "now"))
    if when != "with it":
        made["presented_at"] = spell({"then": received, "after": received + 30 * HOUR, "now": at}[when])
    return made


def officers_paper(rng: Random) -> Part:
    """Draw an I-200 or I-205, which no judge signs."""
    return {"kind": rng.choice(("I-200", "I-205")), "signed": three_values(rng, EVEN)}


def custody(rng: Random, release: datetime, towards: bool) -> Part:
    """Draw the custody, with a search that is fresh, at the six-hour line, or old."""
    made: Part = {"release_due_at": spell(release)}
    if rng.random() < LIKELY:
        made["arrested_on"] = str(release.date() - rng.choice((0, 1, 1, 30, 400)) * DAY)
    if rng.random() < EVEN:
        minutes = rng.choice((0, 30, 360, -20) if towards else (0, 359, 360, 361, 900, -20, -300))
        made["search_done_at"] = spell(release - minutes * MINUTE)
    if rng.random() < RARE:
        made["informed_by"] = rng.choice(("court", "government", "unknown"))
    return made


def convictions(
    rng: Random, place: str, arrested_on: str | None, release: datetime, towards: bool
) -> list[Part] | None:
    """Draw a record: None where nobody looked, else up to three convictions."""
    count = rng.choice((1, 1, 2) if towards else (-1, 0, 1, 2, 3))
    if count < 0:
        return None
    end = date.fromisoformat(arrested_on) if arrested_on else release.date()
    return [conviction(rng, place, end, towards) for _ in range(count)]


def conviction(rng: Random, place: str, end: date, towards: bool) -> Part:
    """Draw one conviction, its judgment often on the line of a look-back."""
    statutes = listed_statutes(place) if rng.random() < (LIKELY if towards else EVEN) else ELSEWHERE
    years = 0 if towards and rng.random() < EVEN else rng.choice(LOOK_BACKS)
    judged = years_before(end, years) + rng.choice((-1, 0, 1, 200)) * DAY
    judged = min(judged, end)
    made: Part = {
        "statute": rng.choice(statutes),
        "class": "felony" if towards else rng.choice(("felony", "felony", "misdemeanor", "unknown")),
        "judgment_on": str(judged) if rng.random() < LIKELY else "unknown",
        "adjudication": "adult" if rng.random() < LIKELY else rng.choice(("youthful_offender", "unknown")),
        "state_prison": three_values(rng, EVEN if towards else RARE),
        "wobbler": three_values(rng, EVEN),
    }
    if rng.random() < 0.3:
        made["over_one_year"] = {side: three_values(rng, LIKELY) for side in ("there", "here")}
        made["equivalent_to"] = rng.choice(("none", "unknown", *listed_statutes(place)[:20]))
    if rng.random() < RARE / 2:
        made["attempt"] = "yes"
    if rng.random() < 0.2:
        made["incarcerated"] = [
            {"from": str(judged), "before": str(judged + 90 * DAY), "for_listed": three_values(rng, EVEN)}
        ]
    return made
