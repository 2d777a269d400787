"""The search of the record: what was searched and found, whether it is fresh, the form for another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.core.conditions import FactTest, SearchWindow
from holdlaw.core.convictions import ConvictionTest
from holdlaw.core.problems import HoldlawError
from holdlaw.decide.program import Program, program
from holdlaw.register.case_state import CaseState
from holdlaw.register.case_status import Status
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.lines import Line, lines, standing
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.intake_fields import ADJUDICATIONS, CLASSES, ROWS_MAX, SYSTEMS, USUAL_SYSTEMS
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.intake_rows import convictions
from holdlaw.web.queries.request_asks import (
    Ask,
    Happened,
    options,
    read_when,
    required,
    three,
    when_it_happened,
)

RECORDS = ("none", "found", "unknown")
OPERATOR = "the search operator"
ASKED_PARTS = (
    "statute",
    "class",
    "adjudication",
    "judgment_on",
    "committed_on",
    "attempt",
    "jail_from",
    "jail_before",
    "jail_for_listed",
)
"""What the form asks of a conviction. Whatever else an earlier search found of the same one is kept."""


@frozen
class Freshness:
    """Whether the record has to be searched again before release. `by`: the earliest moment that counts."""

    needed: bool
    says: str
    by: datetime | None = None


def still_here(state: CaseState) -> bool:
    """Tell whether somebody has still to act on the request before release: nobody left, nothing ended it."""
    ended = (Status.HELD, Status.HONORED, Status.DUPLICATE, Status.CANCELLED, Status.SUPERSEDED)
    return state.left is None and state.status not in ended


def last_search(case: OpenCase) -> Line[RecordSearched] | None:
    """Give the latest search that stands, with what it found where that may be seen."""
    found = standing(lines(case.entries, case.values), RecordSearched)
    return found[-1] if found else None


def law_of(case: OpenCase) -> Program | None:
    """Give the law of the day of release; None while it cannot be told."""
    at = case.state.release_due_at
    day = (datetime.fromisoformat(at) if at else case.desk.now).astimezone(case.zone).date()
    try:
        return program(case.desk.book, case.desk.agency.place, day, case.known_on)
    except HoldlawError:
        return None


def freshness(case: OpenCase) -> Freshness:
    """Say whether the record has to be searched again: near release, an old search does not count."""
    law, due = law_of(case), case.state.release_due_at
    if law is None or due is None or not still_here(case.state):
        return Freshness(False, "")
    last = last_search(case)
    if last is None:
        return Freshness(
            _turns_on_search(law), _("The record has not been searched.") if _turns_on_search(law) else ""
        )
    return (
        _against(law.windows[0], (case, last, datetime.fromisoformat(due)))
        if law.windows
        else Freshness(False, "")
    )


def _turns_on_search(law: Program) -> bool:
    """Tell whether the law of the place asks what a search of the record shows."""
    return bool(law.windows) or any(isinstance(leaf.test, ConvictionTest) for leaf in law.leaves)


def _against(window: SearchWindow, known: tuple[OpenCase, Line[RecordSearched], datetime]) -> Freshness:
    case, last, due = known
    opens = due - timedelta(hours=window.hours)
    told_by = case.case_file.get("custody", {}).get("informed_by")
    if last.at >= opens or told_by in window.unless_informed_by:
        return Freshness(False, "")
    if case.desk.now < opens:
        says = _("Search again from %(time)s on: an earlier search does not count at release (%(cite)s).")
        return Freshness(
            False, says % {"time": f"{opens.astimezone(case.zone):%H:%M}", "cite": window.cite}, opens
        )
    says = _(
        "Search the record again: the last search was more than %(hours)d hours before release (%(cite)s)."
    )
    return Freshness(True, says % {"hours": window.hours, "cite": window.cite}, opens)


def search_asks(case: OpenCase, rows: int = 0) -> tuple[Ask, ...]:
    """Ask what was searched and found; the last search stands there. `rows`: room for convictions."""
    last = last_search(case)
    listed = _listed(last)
    record = "found" if listed else "none" if listed == [] else ""
    systems = frozenset(last.content.systems) if last else frozenset(USUAL_SYSTEMS)
    head = (
        *when_it_happened(_("When was the search done?")),
        Ask(
            name="systems",
            label=_("Which records were searched?"),
            shape="ticks",
            options=options(SYSTEMS),
            ticked=systems,
        ),
        Ask(
            name="record",
            label=_("What does the record show?"),
            shape="choice",
            value=record,
            options=(
                ("none", _("no convictions")),
                ("found", _("these convictions")),
                ("unknown", _("no result: not known")),
            ),
        ),
    )
    room = max(rows, len(listed or ()), 1)
    asked = [ask for number in range(room) for ask in _row(number, listed or [])]
    return (*head, *_facts(case, last), *asked, Ask(name="rows", shape="hidden", value=str(room)))


def rows_of(told: Mapping[str, str]) -> int:
    """Give for how many convictions a form that was sent has room; one more if that was asked for."""
    numbers = [int(name.split("-")[1]) for name in told if re.fullmatch(r"conviction-\d{1,2}-\w+", name)]
    rows = max([1, *(number + 1 for number in numbers), min(ROWS_MAX, _whole(told.get("rows", "")))])
    return min(ROWS_MAX, rows + ("more" in told))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def read_search(case: OpenCase, read: Reader) -> tuple[Kind, Happened]:
    """Read a search of the record."""
    happened = read_when(read)
    record = required(read, "record", RECORDS)
    systems = read.ticked("systems", SYSTEMS)
    if not systems:
        read.wrong("systems", _("Tick which records were searched."))
    found = convictions(read) if record == "found" else []
    if record == "found" and not found:
        read.wrong("conviction-0-statute", _("Write at least one conviction; unknown parts may stay empty."))
    facts = {name: read.told.get(f"fact-{name}", "unknown") for name in facts_searched(case)}
    shown = {name: said for name, said in facts.items() if said in ("yes", "no", "unknown")}
    content = RecordSearched(
        systems=systems or ["unknown"],
        not_searched=[system for system in SYSTEMS if system not in systems] or None,
        convictions=None if record == "unknown" else _with_what_was_known(found, _listed(last_search(case))),
        facts=shown or None,
    )
    return content, happened


def facts_searched(case: OpenCase) -> tuple[str, ...]:
    """List the facts that a search answers and that the law of this place and day turns on."""
    law = law_of(case)
    tested = {leaf.test.fact for leaf in law.leaves if isinstance(leaf.test, FactTest)} if law else set()
    known = case.desk.book.questions.facts
    return tuple(name for name, question in known.items() if name in tested and question.who == OPERATOR)


def _facts(case: OpenCase, last: Line[RecordSearched] | None) -> Iterator[Ask]:
    before = last.content.facts if last and isinstance(last.content.facts, Mapping) else {}
    for number, name in enumerate(facts_searched(case)):
        section = _("What else the search shows") if number == 0 else ""
        asks = case.desk.book.questions.facts[name].asks
        yield three(f"fact-{name}", asks, value=str(before.get(name, "unknown")), section=section)


def _listed(last: Line[RecordSearched] | None) -> list[dict[str, Any]] | None:
    found = last.content.convictions if last else None
    return [dict(each) for each in found] if isinstance(found, list | tuple) else None


def _row(number: int, listed: Sequence[Mapping[str, Any]]) -> tuple[Ask, ...]:
    known = dict(listed[number]) if number < len(listed) else {}
    jail = (known.get("incarcerated") or [{}])[0]
    values = {**known, **{f"jail_{part}": value for part, value in jail.items()}}

    def ask(part: str, label: str, **more: Any) -> Ask:
        value = str(values.get(part, ""))
        return Ask(name=f"conviction-{number}-{part}", label=label, value=value, when="record=found", **more)

    unknown = (("", _("not known")),)
    title = _("Conviction %(number)d") % {"number": number + 1}
    return (
        ask("statute", _("Statute"), hint=_("NY PL 160.10, NJ 2C:15-1, 18 USC 2113(a)"), section=title),
        ask("class", _("Class"), shape="pick", options=(*unknown, *options(CLASSES))),
        ask("judgment_on", _("Sentenced on"), shape="day"),
        ask("committed_on", _("Committed on"), shape="day"),
        ask("adjudication", _("Convicted as"), shape="pick", options=(*unknown, *options(ADJUDICATIONS))),
        ask(
            "attempt", _("An attempt?"), shape="pick", options=(*unknown, ("yes", _("yes")), ("no", _("no")))
        ),
        ask("jail_from", _("In jail from"), shape="day"),
        ask("jail_before", _("In jail until (day of release)"), shape="day"),
        ask(
            "jail_for_listed",
            _("In jail for a listed crime?"),
            shape="pick",
            options=(*unknown, ("yes", _("yes")), ("no", _("no"))),
        ),
    )


def _with_what_was_known(
    found: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]] | None
) -> list[dict[str, Any]]:
    """Keep what an earlier search found of the same conviction and the form did not ask."""
    return [{**_rest(each, number, before or ()), **each} for number, each in enumerate(found)]


def _rest(found: Mapping[str, Any], number: int, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    old = before[number] if number < len(before) else {}
    if old.get("statute") != found.get("statute"):
        return {}
    kept = {part: value for part, value in old.items() if part not in (*ASKED_PARTS, "incarcerated")}
    jail = old.get("incarcerated") or []
    own = list(found.get("incarcerated") or [])
    return {**kept, "incarcerated": [*own, *jail[1:]]} if len(jail) > 1 else kept
