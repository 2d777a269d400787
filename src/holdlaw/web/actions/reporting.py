"""The life of a report, and records given out. Each step counts anew and is an entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from holdlaw.register.kinds.records_disclosed import RecordsDisclosed
from holdlaw.register.receipts import Receipt
from holdlaw.reports import life
from holdlaw.reports.disclosure.answering import Asked, disclosed
from holdlaw.reports.disclosure.folder import write_disclosure
from holdlaw.reports.life import Amends, table_hash
from holdlaw.reports.public.kept import kept_table
from holdlaw.reports.statutory.declaration import Report
from holdlaw.reports.table import Table
from holdlaw.store.erasing import By
from holdlaw.store.reading import first_of_intake
from holdlaw.store.states import catch_up
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.actions.writing import draft as draft_of
from holdlaw.web.actions.writing import write
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download, packed
from holdlaw.web.queries.report_page import counted, stage_of

Of = tuple[Report, date]
"""Which report: its declaration, and the last day of the period."""


def draft(desk: Desk, of: Of, seen: str, key: str) -> int:
    """Enter that the report as counted now is put before others; give the number of the entry.

    `seen`: the hash of the table that the person looked at. Raise HoldlawError (HL-7004) if it is another.
    """
    return _once(desk, key, lambda: life.draft(desk.register, _as_seen(desk, of, seen), _by(desk), key))


def review(desk: Desk, of: Of, seen: str, key: str) -> int:
    """Enter that this person went through the draft. Raise HoldlawError as `reports.life.review` does."""

    def step() -> Receipt:
        table = _as_seen(desk, of, seen)
        return life.review(desk.register, _drafted(desk, table), table, _by(desk), key)

    return _once(desk, key, step)


def publish(desk: Desk, of: Of, seen: str, key: str) -> int:
    """Enter that the reviewed draft is published, and keep the file. Raise HoldlawError as life does."""

    def step() -> Receipt:
        table = _as_seen(desk, of, seen)
        return life.publish(desk.register, _drafted(desk, table), table, _by(desk), key)

    return _once(desk, key, step)


def amend(desk: Desk, of: Of, seen: str, key: str) -> int:
    """Enter that the reviewed draft replaces the last publication, and keep the file."""

    def step() -> Receipt:
        table = _as_seen(desk, of, seen)
        drafted, published = _drafted(desk, table), life.life(desk.register, table).published
        if not published:
            what, why = _("No report on this period was published."), _("There is nothing to amend.")
            raise refusal("report", what, why, _("Publish it."))
        last = published[-1]
        earlier = kept_table(desk.register.home, last.sha256, last.seq)
        return life.amend(desk.register, drafted, table, _by(desk), Amends(earlier, key)).receipt

    return _once(desk, key, step)


def disclose(desk: Desk, asked: Asked, purpose: str, key: str) -> Download:
    """Enter that records are given out, and for what; then give them as a zip file.

    Raise HoldlawError as `reports.disclosure.answering.disclosed` does. Nothing is given out unentered.
    """
    catch_up(desk.register)
    made = disclosed(desk.register, asked)
    content = RecordsDisclosed(
        role=asked.role.value,
        purpose=purpose,
        scope=asked.digest,
        size=made.size,
        entries=len(made.records),
        removals=len(made.removals),
    )
    write(desk, [draft_of(desk, content, (None, None))], f"{key}/{asked.digest}/{purpose}")
    with TemporaryDirectory(prefix="holdlaw-records-") as folder:
        filled = Path(folder) / "records"
        write_disclosure(desk.register, made, filled)
        files = {
            each.relative_to(filled).as_posix(): each.read_bytes()
            for each in filled.rglob("*")
            if each.is_file()
        }
    name = f"holdlaw_{desk.agency.id}_records_{asked.role.value}_{asked.digest[:12]}_{made.size}.zip"
    return Download(name, packed(files))


def _once(desk: Desk, key: str, step: Callable[[], Receipt]) -> int:
    """Take a step; the form sent twice gives the entry that it made the first time."""
    before = first_of_intake(desk.register.db, key)
    if before is not None:
        return before
    seq = step().seq
    catch_up(desk.register)
    return seq


def _as_seen(desk: Desk, of: Of, seen: str) -> Table:
    table = counted(desk, of)
    if table_hash(table) != seen:
        what, why = _("A number changed after you read it."), _("Nobody stands behind what they did not see.")
        raise refusal("report", what, why, _("Read the report as it stands now, and go on from there."))
    return table


def _drafted(desk: Desk, table: Table) -> int:
    drafted = stage_of(desk, table, life.life(desk.register, table)).draft
    if drafted is None:
        what, why = _("There is no draft of these numbers."), _("What nobody drafted, nobody can review.")
        raise refusal("report", what, why, _("Make a draft first."))
    return drafted.seq


def _by(desk: Desk) -> By:
    return By(desk.user.actor, desk.agency.id, desk.now)
