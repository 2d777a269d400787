"""Small values to test with: convictions, papers, situations, tests and rules. Nobody in them is real."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from holdlaw.core.case import Case, Conviction, Custody, Jail, Outcome, Paper, Request
from holdlaw.core.clauses import ActRule, Clause
from holdlaw.core.conditions import Condition, FactTest, Leaf, Test, Unknowns
from holdlaw.core.offences import Entry, OffenceList
from holdlaw.core.readings import Finding, finder, reader
from holdlaw.core.situation import Situation
from holdlaw.core.statutes import parse_statute
from holdlaw.core.truth import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
ALL_OPEN = Unknowns()
"""A law under which every unknown stays open."""

NOON = datetime(2017, 6, 14, 12, tzinfo=UTC)
"""The moment of release, and of the act unless a test says otherwise."""

ARREST = date(2017, 6, 13)


def conviction(statute: str | None = "NY PL 120.05", **fields: Any) -> Conviction:
    """Make a conviction; what is not a part of its own is a stated field."""
    own = {name: fields.pop(name) for name in ("judgment_on", "jail", "equivalent_to") if name in fields}
    if "class_" in fields:
        fields["class"] = fields.pop("class_")
    return Conviction(parse_statute(statute) if statute else None, stated=fields, **own)


def jail(from_on: date, before_on: date, for_listed: Truth = YES) -> Jail:
    """Make a time in jail, for a listed crime unless said otherwise."""
    return Jail(from_on, before_on, for_listed)


def entry(statute: str, **parts: Any) -> Entry:
    """Make one entry of a list; several statutes are parted by commas."""
    statutes = tuple(parse_statute(one) for one in statute.split(","))
    return Entry(**{"statutes": statutes, "name": statute, "group": "base", **parts})


def offences(*entries: Entry, **parts: Any) -> OffenceList:
    """Make an edition of a list of New York's."""
    return OffenceList(
        **{"name": "listed", "edition": "1", "jurisdiction": "NY", "entries": entries, **parts}
    )


def situation(
    facts: Mapping[str, Truth] | None = None,
    papers: tuple[Paper, ...] = (),
    convictions: tuple[Conviction, ...] | None = (),
    **parts: Any,
) -> Situation:
    """Make a situation on the day of release; `parts` replace the others, by their names."""
    request = Request("I-247A", received_at=parts.pop("received_at", NOON), papers=papers)
    custody = Custody(NOON, arrested_on=parts.pop("arrested_on", ARREST))
    case = Case("us", NOON, request, custody, convictions, facts or {})
    made = Situation(
        form="I-247A",
        asks=frozenset({"hold"}),
        box=None,
        agency="ICE",
        duties=None,
        informed_by=None,
        papers=papers,
        convictions=convictions,
        facts=facts or {},
        today=NOON.date(),
        still_running=lambda case, name, moment: moment < NOON,
        case=case,
    )
    return made._replace(**parts)


def searched(at: datetime | None, informed_by: str | None = None, **parts: Any) -> Situation:
    """Make a situation in which the record was searched at a moment."""
    made = situation(**parts)
    custody = evolve(made.case.custody, search_done_at=at, informed_by=informed_by)
    return made._replace(case=evolve(made.case, custody=custody))


def fact(name: str, unknowns: Unknowns = ALL_OPEN) -> Leaf:
    """Make the test of a yes/no fact."""
    return Leaf(FactTest(name), unknowns, name=name, says=name)


def found(test: Test, where: Situation, unknowns: Unknowns = ALL_OPEN) -> Finding:
    """Read a test in both ways, and hold the two equal."""
    leaf = Leaf(test, unknowns)
    finding = finder(leaf)(where)
    assert reader(leaf)(where) is finding.value
    return finding


def clause(id_: str, effect: Outcome, when: Condition, **parts: Any) -> Clause:
    """Make a clause that cites itself."""
    return Clause(id_, f"({id_})", effect, when, **parts)


def rule(*clauses: Clause, otherwise: Outcome = Outcome.MUST_NOT) -> ActRule:
    """Make the rule of an act."""
    return ActRule(Clause("otherwise", "(z)", otherwise), clauses)
