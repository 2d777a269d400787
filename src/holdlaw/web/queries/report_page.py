"""One report as its page shows it: the table with its footnotes, its life so far, and what comes next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen
from django.http import Http404

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.charts.chart import Chart
from holdlaw.reports.faces.printable import printable_item
from holdlaw.reports.life import Change, Life, Step, difference, life, table_hash
from holdlaw.reports.pack.pictures import pictures, years_before
from holdlaw.reports.public.kept import kept_table
from holdlaw.reports.rows import counted_rows
from holdlaw.reports.statutory.declaration import Report
from holdlaw.reports.statutory.places import report_named
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.reports.table import Cell, Note, Row, Table
from holdlaw.reports.trends.reading import counts_of
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_words import language

CHARTED_DAYS = 300
"""From how long a period on a report has charts: a month or a quarter has too few bars to say anything."""
LISTED_MAX = 200
"""Single events and unclear rows that a page lists; the downloads have all."""
_YEARS = 2


class Next(StrEnum):
    """What comes next in the life of a report."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISH = "publish"
    AMEND = "amend"
    NOTHING = "nothing"
    """What was published last is what the register says."""


@frozen
class Line:
    """One number of the table, with the numbers of its footnotes. `item` may end a line at its dots."""

    cell: Cell
    item: str
    notes: tuple[int, ...]


@frozen(kw_only=True)
class Stage:
    """How far a report is, as the register stands now.

    `draft`: the newest draft that still says what is counted now. `outdated`: there was one, and a number has
    changed since. `changes`: what differs from the last publication; `lost`: why that cannot be shown.
    """

    next: Next
    draft: Step | None = None
    own: bool = False
    outdated: bool = False
    published: Step | None = None
    changes: tuple[Change, ...] = ()
    lost: tuple[Problem, ...] = ()


@frozen(kw_only=True)
class Shown:
    """A report as a page shows it."""

    table: Table
    sha256: str
    lines: tuple[Line, ...]
    beside: tuple[Line, ...]
    notes: tuple[tuple[int, Note], ...]
    of_label: tuple[int, ...]
    """The footnotes of the whole: they stand at the period."""
    columns: tuple[str, ...]
    events: tuple[tuple[str, tuple[str, ...]], ...]
    """Single events: the item of each, and what is told of it by column."""
    life: Life
    stage: Stage


def report_of(named: Mapping[str, str]) -> tuple[Report, date]:
    """Read the address of a report. Raise Http404 for one that is not declared, or no day."""
    try:
        return report_named(f"{named['place']}/{named['name']}"), date.fromisoformat(named["ending"])
    except (HoldlawError, ValueError):
        raise Http404 from None


def counted(desk: Desk, of: tuple[Report, date]) -> Table:
    """Count a report of the agency over the register as it stands.

    Raise HoldlawError where the law asks for none such, of this agency or for that period.
    """
    report, ending = of
    return run(desk.register, report, Asked(ending=ending, agency=desk.agency.id), desk.book)


def shown(desk: Desk, table: Table) -> Shown:
    """Give a report with its footnotes numbered, and what comes next in its life."""
    notes = tuple(enumerate(table.notes, 1))
    own = life(desk.register, table)
    columns = tuple(dict.fromkeys(name for row in table.rows for name, _ in row.told))
    return Shown(
        table=table,
        sha256=table_hash(table),
        lines=_lines(table.cells, notes),
        beside=_lines(table.information, notes),
        notes=notes,
        of_label=tuple(number for number, note in notes if not note.items),
        columns=columns,
        events=tuple(_event(row, columns) for row in table.rows[:LISTED_MAX]),
        life=own,
        stage=stage_of(desk, table, own),
    )


def _event(row: Row, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    told = dict(row.told)
    return row.item, tuple(told.get(name, "") for name in columns)


def _lines(cells: Sequence[Cell], notes: tuple[tuple[int, Note], ...]) -> tuple[Line, ...]:
    return tuple(
        Line(
            cell,
            printable_item(cell.item),
            tuple(number for number, note in notes if cell.item in note.items),
        )
        for cell in cells
    )


def stage_of(desk: Desk, table: Table, own: Life) -> Stage:
    """Say what comes next, from the entries about the report and the table as it is counted now."""
    sha256 = table_hash(table)
    last = own.published[-1] if own.published else None
    if last is not None and last.sha256 == sha256:
        return Stage(next=Next.NOTHING, published=last)
    since = [step for step in own.steps if last is None or step.seq > last.seq]
    drafts = [step for step in since if step.kind == "drafted"]
    changes, lost = _changes(desk, table, last)
    draft = next((step for step in reversed(drafts) if step.sha256 == sha256), None)
    return Stage(
        next=_next(since, draft, last),
        draft=draft,
        own=draft is not None and draft.by == desk.user.staff_id,
        outdated=draft is None and bool(drafts),
        published=last,
        changes=changes,
        lost=lost,
    )


def _next(since: Sequence[Step], draft: Step | None, last: Step | None) -> Next:
    if draft is None:
        return Next.DRAFT
    if not any(step.kind == "reviewed" and step.draft == draft.seq for step in since):
        return Next.REVIEW
    return Next.PUBLISH if last is None else Next.AMEND


def _changes(desk: Desk, table: Table, last: Step | None) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    if last is None:
        return (), ()
    try:
        before = kept_table(desk.register.home, last.sha256, last.seq)
    except HoldlawError as error:
        return (), tuple(error.problems)
    return difference(json.loads(before), table.public_json()), ()


def charts(desk: Desk, table: Table) -> tuple[Chart, ...]:
    """Draw the months and the outcomes of a yearly report's period and of the year before it."""
    if table.period.days < CHARTED_DAYS:
        return ()
    with counted_rows(desk.register, desk.book.forms, desk.agency.id) as rows:
        counts = counts_of(desk.register, rows, desk.now).get(desk.agency.id)
    if counts is None or counts.data.common(table.period) is None:
        return ()
    return pictures(counts, years_before(table.period, _YEARS), (), language())
