"""The life of a report: drafted, reviewed by a second person, published, amended. Each is an entry.

What is hashed is the public form of the table, as canonical JSON: the bytes of the file that is published. A
review and a publication are made with the table counted anew; where a number has changed since the draft,
there has to be a new draft. So nothing is published that two people did not see.
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.canonical import canonical
from holdlaw.register.checkpoints import Checkpoint, open_checkpoint
from holdlaw.register.entry import Draft, Entry
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.report_drafted import ReportDrafted
from holdlaw.register.kinds.report_published import ReportPublished
from holdlaw.register.kinds.report_reviewed import ReportReviewed
from holdlaw.register.receipts import Receipt
from holdlaw.reports.period import Period
from holdlaw.reports.public.kept import keep_table
from holdlaw.reports.table import Table
from holdlaw.store.erasing import By
from holdlaw.store.intake import intake
from holdlaw.store.kept_notes import stored_notes
from holdlaw.store.reading import Filter, entries, entry_at
from holdlaw.store.registers import Register

_PAGE = 500


@frozen(kw_only=True)
class Step:
    """One step in the life of a report. `kind` is drafted, reviewed or published."""

    seq: int
    kind: str
    by: str
    at: str
    sha256: str
    draft: int | None = None
    amends: int | None = None


@frozen(kw_only=True)
class Life:
    """Where a report on a period stands. `state` is none, drafted, reviewed, published or amended."""

    report: str
    agency: str
    period: Period
    steps: tuple[Step, ...]

    @property
    def state(self) -> str:
        """Say what the last step made of it."""
        if not self.steps:
            return "none"
        last = self.steps[-1]
        return "amended" if last.amends is not None else last.kind

    @property
    def published(self) -> tuple[Step, ...]:
        """Give the publications, oldest first."""
        return tuple(step for step in self.steps if step.kind == "published")


@frozen(kw_only=True)
class Change:
    """One number that an amendment changed. None: it was not counted, or not asked for."""

    item: str
    before: int | None
    after: int | None


def table_bytes(table: Table) -> bytes:
    """Give the public form of a table as canonical JSON: the file that is published."""
    return canonical(table.public_json(), f"report {table.report}")


def table_hash(table: Table) -> str:
    """Give the SHA-256 of a table's public form, as hex."""
    return sha256(table_bytes(table)).hexdigest()


def draft(register: Register, table: Table, by: By, key: str) -> Receipt:
    """Enter that a report was counted and put before others."""
    content = ReportDrafted(
        report=table.report,
        period_from=table.period.from_.isoformat(),
        period_before=table.period.before.isoformat(),
        sha256=table_hash(table),
        size=table.size,
    )
    return _enter(register, content, by, key)


def review(register: Register, drafted: int, table: Table, by: By, key: str) -> Receipt:
    """Enter that a second person went through a draft; `table` is counted anew.

    Raise HoldlawError: HL-8005 for whoever made the draft; HL-8006 if a number has changed since.
    """
    entry, content = drafted_at(register, drafted)
    if entry.actor.id == by.actor.id:
        why, mend = (
            "A number that one person alone has seen is nobody's check.",
            "Have somebody else review it.",
        )
        what = f"{by.actor.id} made the draft of entry {drafted}."
        raise HoldlawError([Problem("HL-8005", f"entry {drafted}", what, why, mend)])
    _same(drafted, content, table, by)
    return _enter(register, ReportReviewed(draft=drafted, sha256=content.sha256), by, key)


def publish(register: Register, drafted: int, table: Table, by: By, key: str) -> Receipt:
    """Keep the file of a reviewed draft and enter that it is published; `table` is counted anew.

    Raise HoldlawError: HL-8006 if a number has changed since the draft; HL-8007 if nobody reviewed it, no
    checkpoint covers what it counts, or the period was published before (then it is amended).
    """
    content = _reviewed(register, drafted, table, by)
    if life(register, table).published:
        what, mend = "A report on this period was published before.", "Amend that publication instead."
        raise _not_yet(drafted, what, mend)
    publication = _publication(register, drafted, content, None)
    keep_table(register.home, table_bytes(table))
    return _enter(register, publication, by, key)


def amend(register: Register, drafted: int, table: Table, by: By, amends: Amends) -> Amended:
    """Keep the file of a reviewed draft and enter that it replaces the latest publication; give the changes.

    Raise HoldlawError: HL-8006 and HL-8007 as `publish` does; HL-8008 if `amends` is not that publication.
    """
    content = _reviewed(register, drafted, table, by)
    published = life(register, table).published
    if not published:
        raise _not_yet(drafted, "No report on this period was published.", "Publish it.")
    last = published[-1]
    if sha256(amends.earlier).hexdigest() != last.sha256:
        what = "The file is not the table that was last published on this period."
        why = "What is compared with something else than what people have read misleads them."
        mend = f"Name the JSON file of the publication in entry {last.seq}."
        raise HoldlawError([Problem("HL-8008", f"entry {last.seq}", what, why, mend)])
    publication = _publication(register, drafted, content, last.seq)
    keep_table(register.home, table_bytes(table))
    receipt = _enter(register, publication, by, amends.key)
    return Amended(receipt, last.seq, difference(json.loads(amends.earlier), table.public_json()))


@frozen
class Amends:
    """What an amendment needs: the published bytes of the table it replaces, and an idempotency key."""

    earlier: bytes
    key: str


@frozen
class Amended:
    """An amendment: its receipt, the publication it replaces, and each number that changed."""

    receipt: Receipt
    amends: int
    changes: tuple[Change, ...]


def difference(earlier: dict[str, Any], later: dict[str, Any]) -> tuple[Change, ...]:
    """Give each number that differs between two published tables, those beside the items included."""
    found = []
    for part in ("items", "information"):
        before, after = earlier.get(part, {}), later.get(part, {})
        for item in dict.fromkeys((*before, *after)):
            if before.get(item) != after.get(item):
                found.append(Change(item=item, before=before.get(item), after=after.get(item)))
    return tuple(found)


def life(register: Register, table: Table) -> Life:
    """Give the life of the report that a table is of."""
    return life_of(register, (table.report, table.agency), table.period)


def life_of(register: Register, report: tuple[str, str], period: Period) -> Life:
    """Give the life of a report (its id, and the agency's) on a period."""
    found = [
        each for each in lives(register) if (each.report, each.agency) == report and each.period == period
    ]
    return found[0] if found else Life(report=report[0], agency=report[1], period=period, steps=())


def lives(register: Register) -> tuple[Life, ...]:
    """Give the life of every report that was drafted or published, in the order of their first step."""
    steps: dict[tuple[str, str, Period], list[Step]] = {}
    of_draft: dict[int, tuple[str, str, Period]] = {}
    for entry in _entries(register):
        content = entry.content()
        match content:
            case ReportDrafted() | ReportPublished():
                period = Period(
                    date.fromisoformat(content.period_from), date.fromisoformat(content.period_before)
                )
                of = (content.report, entry.agency, period)
                of_draft[entry.seq] = of
            case ReportReviewed() if content.draft in of_draft:
                of = of_draft[content.draft]
            case _:
                continue
        steps.setdefault(of, []).append(_step(entry, content))
    return tuple(
        Life(report=report, agency=agency, period=period, steps=tuple(own))
        for (report, agency, period), own in steps.items()
    )


def _step(entry: Entry, content: ReportDrafted | ReportPublished | ReportReviewed) -> Step:
    return Step(
        seq=entry.seq,
        kind=entry.kind.removeprefix("report."),
        by=entry.actor.id,
        at=entry.happened_at,
        sha256=content.sha256,
        draft=None if isinstance(content, ReportDrafted) else content.draft,
        amends=content.amends if isinstance(content, ReportPublished) else None,
    )


def _entries(register: Register) -> list[Entry]:
    found: list[Entry] = []
    for kind in (ReportDrafted.NAME, ReportReviewed.NAME, ReportPublished.NAME):
        after = -1
        while page := entries(register.db, after, _PAGE, Filter(kind=kind)):
            found += page
            after = page[-1].seq
    return sorted(found, key=lambda entry: entry.seq)


def drafted_at(register: Register, seq: int) -> tuple[Entry, ReportDrafted]:
    """Give a draft by the number of its entry. Raise HoldlawError (HL-8007) if that is none."""
    entry = entry_at(register.db, seq)
    content = entry.content()
    if not isinstance(content, ReportDrafted):
        raise _not_yet(seq, "The entry is not the draft of a report.", "Name the entry of a draft.")
    return entry, content


def _reviewed(register: Register, drafted: int, table: Table, by: By) -> ReportDrafted:
    """Give the draft if it was reviewed and its numbers still stand."""
    _, content = drafted_at(register, drafted)
    _same(drafted, content, table, by)
    if not any(step.kind == "reviewed" and step.draft == drafted for step in life(register, table).steps):
        raise _not_yet(drafted, "Nobody has reviewed the draft.", "Have a second person review it.")
    return content


def _same(drafted: int, content: ReportDrafted, table: Table, by: By) -> None:
    of = (table.report, table.agency, table.period.from_.isoformat(), table.period.before.isoformat())
    drawn = (content.report, by.agency, content.period_from, content.period_before)
    if of != drawn or table_hash(table) != content.sha256:
        what = f"Counted anew, the table is not that of the draft in entry {drafted}."
        why = "What was entered since has changed it, or it is of another report, agency or period."
        mend = "Look at what changed, and make a new draft."
        raise HoldlawError([Problem("HL-8006", f"entry {drafted}", what, why, mend)])


def _publication(
    register: Register, drafted: int, content: ReportDrafted, amends: int | None
) -> ReportPublished:
    checkpoint = _covering(register, drafted, content)
    return ReportPublished(
        report=content.report,
        period_from=content.period_from,
        period_before=content.period_before,
        sha256=content.sha256,
        size=content.size,
        amends=amends,
        draft=drafted,
        checkpoint=checkpoint.size,
        root=checkpoint.root.hex(),
    )


def _covering(register: Register, drafted: int, content: ReportDrafted) -> Checkpoint:
    """Give the newest checkpoint, if it covers all that the draft counts."""
    kept = stored_notes(register.db)
    if kept:
        newest = open_checkpoint(kept[-1].note, [register.verifier_keys[0]])
        if newest.size >= content.size:
            return newest
    raise _not_yet(
        drafted, "No checkpoint covers all the entries it counts.", "Run `holdlaw sign`, then publish."
    )


def _not_yet(drafted: int, what: str, mend: str) -> HoldlawError:
    why = "A published number has to rest on what a second person has seen and a checkpoint covers."
    return HoldlawError([Problem("HL-8007", f"entry {drafted}", what, why, mend)])


def _enter(register: Register, content: Kind, by: By, key: str) -> Receipt:
    made = Draft(content=content, agency=by.agency, actor=by.actor, happened_at=by.at)
    return intake(register, [made], key=key, entered_at=by.at)[0]
