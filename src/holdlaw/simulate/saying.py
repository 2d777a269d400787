"""What a statement of a conviction or a paper says under a test: asked of core itself, once a statement.

A register of millions of convictions states only some thousands of different things. Each is put to the same
checks as a case at the desk; the answer is a number that the statement's rows then share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from holdlaw.core.case import Act, Case, Conviction, Custody, NoEquivalent, Paper, Request
from holdlaw.core.conditions import Leaf, PaperTest, Unknowns
from holdlaw.core.convictions import Check
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.core.readings import finder
from holdlaw.core.situation import Situation
from holdlaw.core.statutes import Statute, parse_statute
from holdlaw.core.truth import Truth
from holdlaw.policybook.questions import Question
from holdlaw.simulate.derived import Derived
from holdlaw.simulate.layout import NO, UNKNOWN, YES, Missing
from holdlaw.simulate.three import TRUTHS, Nulls

Row = Mapping[str, Any]
_SOME_DAY = date(2000, 1, 1)
_SOME_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_ALL_OPEN = Unknowns()
_BEHIND = {"conviction.target": "equivalent_to"}
"""The column behind a field that has another name."""


def conviction_of(row: Row, fields: Mapping[str, Question]) -> Conviction:
    """Make the conviction that a row of `offences` states, with a day of judgment."""
    return Conviction(
        statute=_statute(row, "statute"),
        judgment_on=_SOME_DAY,
        equivalent_to=NoEquivalent.NONE if row["equivalent_to"] == "none" else _statute(row, "equivalent_to"),
        stated=_stated(row, fields),
    )


def paper_of(row: Row, fields: Mapping[str, Question]) -> Paper:
    """Make the paper that a row of `paper_kinds` states."""
    stated = _stated(row, {name: q for name, q in fields.items() if name != "kind"})
    kind = row["kind"]
    return Paper(None if kind in (None, "unknown") else str(kind), stated=stated)


def conviction_waits(checks: Sequence[Check], conviction: Conviction) -> tuple[str, ...] | None:
    """List the fields that leave open whether a conviction counts; None where it certainly does not."""
    waits = []
    for check in checks:
        raw, name = check(conviction)
        if raw is Truth.NO:
            return None
        if raw is Truth.UNKNOWN:
            waits.append(name)
    return tuple(waits)


def conviction_code(derived: Derived, waits: tuple[str, ...], absent: frozenset[str]) -> int:
    """Say what a conviction states under a test that waits for some fields.

    `absent`: fields that the data leaves open, whatever the law makes of an unknown.
    """
    if any(_value(derived, name, absent) == NO for name in waits):
        return NO
    return derived.code(UNKNOWN, *dict.fromkeys(waits)) if waits else YES


def paper_code(derived: Derived, paper: Paper, absent: frozenset[str]) -> tuple[bool, int]:
    """Say whether a paper may count under a test at all, and what it says if presented in time."""
    assert isinstance(derived.test, PaperTest)
    found = finder(Leaf(PaperTest(derived.test.fields), _ALL_OPEN))(_with(paper))
    match found.stated:
        case Truth.NO:
            return False, NO
        case Truth.YES:
            return True, YES
        case Truth.UNKNOWN:
            name = f"paper.{found.fields[0].partition('.')[2]}"
            value = _value(derived, name, absent)
            return True, derived.code(value, name)


def absent_from(row: Row, nulls: Nulls) -> frozenset[str]:
    """List the columns of a row that the data leaves open."""
    if nulls.missing is Missing.UNKNOWN:
        return frozenset()
    return frozenset(name for name, value in row.items() if value is None)


def column_of(label: str) -> str:
    """Name the column behind a field."""
    return _BEHIND.get(label, label.rpartition(".")[2])


def _value(derived: Derived, label: str, absent: frozenset[str]) -> int:
    if column_of(label) in absent or derived.unknowns.of(label) is Truth.UNKNOWN:
        return UNKNOWN
    return NO


def _statute(row: Row, name: str) -> Statute | None:
    text = row[name]
    if text is None or text == "unknown":
        return None
    try:
        return parse_statute(str(text))
    except ValueError as error:
        raise HoldlawError(
            [
                Problem(
                    "HL-9003",
                    f"offences.{name}",
                    f"{error}.",
                    "It could not be looked up on a list.",
                    "Mend it where the file is made, or leave it empty.",
                )
            ]
        ) from None


def _stated(row: Row, fields: Mapping[str, Question]) -> dict[str, Truth | str]:
    """Read the stated fields as a case file does: unknown is left out, what may be left out is set."""
    found: dict[str, Truth | str] = {}
    for name, question in fields.items():
        value = row.get(name)
        if question.left_out is not None:
            found[name] = Truth(question.left_out) if value is None else TRUTHS[value]
        elif value is not None and value not in ("unknown", UNKNOWN):
            found[name] = str(value) if question.options else TRUTHS[value]
    return found


def _with(paper: Paper) -> Situation:
    case = Case("", _SOME_MOMENT, Request(None, papers=(paper,)), Custody(_SOME_MOMENT), None, {})
    return Situation(
        None, frozenset(act.value for act in Act), None, None, None, None, (paper,), None, {}, _SOME_DAY,
        _never, case,
    )  # fmt: skip


def _never(case: Case, name: str, moment: datetime) -> bool:
    return False
