"""Reads the parts of a law file beside its acts: unknowns, search window, clocks, duties, choices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from holdlaw.clocks import Calendar, Limit
from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import Caution, Choice, ClockRule, Duty
from holdlaw.core.conditions import Always, Condition, SearchWindow, Unknowns
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.condition_files import Reading
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.questions import Questions

CLOCK_KEYS = (
    "name", "label", "cite", "hours", "until_local_time", "days_before_release", "excluding", "when",
    "unverified", "notes",
)  # fmt: skip
DUTY_KEYS = ("cite", "says", "when", "outcomes", "unverified")
CHOICE_KEYS = ("question", "chosen", "otherwise", "why")
WINDOW_KEYS = ("hours", "cite", "unless_informed_by", "facts", "assumption")
UNKNOWN_KEYS = ("why", "facts", "stays_open")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ACTS = tuple(act.value for act in Act)


def read_unknowns(node: Node | None, questions: Questions, checking: Checking) -> Unknowns:
    """Read what an unknown means in this law; without a word of it every unknown stays open."""
    if node is None:
        return Unknowns()
    checking.keys(node, UNKNOWN_KEYS, ("why", "facts"))
    known = questions.known_to_unknowns()
    return Unknowns(
        frozenset(checking.names(node.get("facts"), known)),
        frozenset(checking.names(node.get("stays_open"), known)),
        checking.text(node.get("why")) or "",
    )


def read_window(node: Node, full_cite: Callable[[str], str], checking: Checking) -> SearchWindow:
    """Read how fresh the record search must be."""
    checking.keys(node, WINDOW_KEYS, ("hours", "cite", "facts", "assumption"))
    return SearchWindow(
        hours=checking.whole(node.get("hours")) or 0,
        unless_informed_by=frozenset(checking.names(node.get("unless_informed_by"), ("court", "government"))),
        cite=full_cite(checking.text(node.get("cite")) or ""),
        assumption=checking.text(node.get("assumption")) or "",
    )


def read_when(node: Node, reading: Reading) -> Condition:
    """Read the condition of a part; without one it always holds."""
    part = node.get("when")
    return reading.condition(part) if part is not None else Always()


def read_cite(node: Node, reading: Reading) -> str:
    """Read a citation, in full."""
    return reading.full_cite(reading.checking.text(node.get("cite")) or "")


def read_clock(name: str, node: Node, reading: Reading) -> ClockRule:
    """Read a clock. Its public name is the place's, unless the file gives one."""
    checking, text = reading.checking, reading.checking.text
    checking.keys(node, CLOCK_KEYS, ("label", "cite", "when"))
    parts = checking.members(node.get("excluding"))
    rule = ClockRule(
        name=text(node.get("name")) or reading.place or name,
        label=text(node.get("label")) or "",
        cite=read_cite(node, reading),
        hours=checking.whole(node.get("hours")),
        until_local_time=text(node.get("until_local_time")),
        days_before_release=checking.whole(node.get("days_before_release")),
        excluding_weekdays=tuple(p.value for p in parts if isinstance(p.value, str) and p.value in WEEKDAYS),
        calendars=tuple(found for p in parts if (found := _calendar(p, reading)) is not None),
        applies=read_when(node, reading),
        unverified=text(node.get("unverified")),
    )
    _check_length(name, node, rule, checking)
    return rule


def limit_of(rule: ClockRule, calendars: tuple[Calendar, ...]) -> Limit:
    """Turn a clock rule into a limit that can be counted; raise ValueError if it cannot be."""
    until = rule.until_local_time
    return Limit(
        name=rule.name,
        hours=rule.hours,
        until_local_time=None if until is None else time.fromisoformat(until),
        days_before_release=rule.days_before_release,
        excluding_weekdays=frozenset(WEEKDAYS.index(day) for day in rule.excluding_weekdays),
        calendars=calendars,
        cite=rule.cite,
    )


def _check_length(name: str, node: Node, rule: ClockRule, checking: Checking) -> None:
    try:
        limit_of(rule, ())
    except ValueError as error:
        checking.add(
            "HL-2001",
            node.where,
            (
                f"The clock '{name}' cannot be counted: {str(error).partition(': ')[2] or error}.",
                "Its end could not be told.",
                "Write one of `hours`, `until_local_time` (as 23:59) or `days_before_release`; "
                "exclude days only from `hours`.",
            ),
        )


def _calendar(node: Node, reading: Reading) -> str | None:
    """Read one exclusion that is not a weekday: `holidays` (the place's own lists) or one calendar."""
    if isinstance(node.value, str):
        known = reading.checking.one_of(node, (*WEEKDAYS, "holidays"))
        return "place" if known == "holidays" else None
    reading.checking.keys(node, ("calendar",), ("calendar",))
    return reading.checking.one_of(node.get("calendar"), reading.calendars)


def read_duty(name: str, node: Node, reading: Reading) -> Duty:
    """Read a duty: when it is owed, and after which outcomes."""
    checking = reading.checking
    checking.keys(node, DUTY_KEYS, ("cite", "says"))
    outcomes = node.get("outcomes")
    if outcomes is not None:
        checking.keys(outcomes, ACTS)
    values = tuple(outcome.value for outcome in Outcome)
    wanted = [(act, checking.names(part, values)) for act, part in checking.pairs(outcomes)]
    return Duty(
        name=name,
        cite=read_cite(node, reading),
        says=checking.text(node.get("says")) or "",
        when=read_when(node, reading),
        outcomes={Act(act): frozenset(Outcome(v) for v in named) for act, named in wanted if act in ACTS},
        unverified=checking.text(node.get("unverified")),
    )


def read_caution(node: Node, reading: Reading) -> Caution:
    """Read a warning that the law's file attaches to a kind of case."""
    reading.checking.keys(node, ("when", "text"), ("when", "text"))
    return Caution(reading.checking.text(node.get("text")) or "", read_when(node, reading))


def read_choice(name: str, node: Node, reading: Reading) -> Choice:
    """Read an open point of interpretation and what was chosen."""
    reading.checking.keys(node, CHOICE_KEYS, CHOICE_KEYS)
    question, chosen, otherwise, why = (reading.checking.text(node.get(key)) or "" for key in CHOICE_KEYS)
    return Choice(name, question, chosen, otherwise, why)
