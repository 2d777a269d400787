"""Reads from an open register what a release is made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book
from holdlaw.register.checkpoints import Checkpoint, open_checkpoint
from holdlaw.register.kinds.report_published import ReportPublished
from holdlaw.register.tree import inclusion_proof
from holdlaw.reports.law.views import LawView, open_points, views_on
from holdlaw.reports.public.kept import keep_editions, kept_editions, kept_table
from holdlaw.reports.public.material import LawVersion, Material, Publication, Published
from holdlaw.reports.public.series import RAW_ITEMS, Raw, Series, counted, series
from holdlaw.reports.rows import counted_rows
from holdlaw.reports.suppression.counts import Counts
from holdlaw.reports.suppression.crossed import ALL
from holdlaw.reports.trends.reading import counts_of
from holdlaw.store.agencies import agencies
from holdlaw.store.database import Database
from holdlaw.store.home import Home
from holdlaw.store.kept_notes import stored_notes
from holdlaw.store.reading import node_reader
from holdlaw.store.registers import Register


def material(register: Register, book: Book) -> Material:
    """Gather what has been published: reports, and editions of counts as they are kept. It adds none."""
    known = agencies(register)
    newest = _checkpoint(register)
    return Material(
        origin=register.origin,
        agencies={each.id: each.name for each in known.values()},
        publications=publications(register, newest.size),
        editions=kept_editions(register.home),
        law=tuple(law_of(book, {each.place for each in known.values()})),
        size=newest.size,
        checkpoint=newest.note,
        keys=tuple(map(str, register.verifier_keys)),
    )


def add_editions(register: Register, book: Book, at: datetime) -> tuple[Published, ...]:
    """Count the months that ended before the day of `at`, choose what is withheld, and keep the editions.

    An agency whose newest edition says the same gets none. Nothing is shown to anybody by this.
    """
    kept = kept_editions(register.home)
    raw = tuple(shown_numbers(publications(register, _checkpoint(register).size)))
    with counted_rows(register, book.forms) as rows:
        requests = counts_of(register, rows, at)
    added = []
    for agency, own in requests.items():
        earlier = [each for each in kept if each.agency == agency]
        counts = counted(own, raw)
        same = earlier and (earlier[-1].edition.values, earlier[-1].raw_by) == (
            counts.values,
            _raw_by(counts),
        )
        if counts.counts and not same:
            made = series(counts, [each.edition for each in earlier])
            added.append(edition(made, agency, (f"edition-{len(earlier) + 1}", at.date())))
    if added:
        keep_editions(register.home, [*kept, *added])
    return tuple(added)


def edition(made: Series, agency: str, named: tuple[str, date]) -> Published:
    """Make an edition of counts that were chosen; `named`: its name and its day."""
    return Published(
        agency=agency,
        edition=made.chosen.edition(named[0], made.counts),
        design=made.design,
        on=named[1],
        shown=frozenset(count.id for count in made.counts.counts if count.shown),
        raw_by=_raw_by(made.counts),
        narrowed=made.narrowed,
        told=made.told,
    )


def _raw_by(counts: Counts) -> dict[str, str]:
    return {count.id: count.raw_by for count in counts.counts if count.raw_by is not None}


def _checkpoint(register: Register) -> Checkpoint:
    notes = stored_notes(register.db)
    if not notes:
        why, mend = "A published count is proved by a signed checkpoint over it.", "Run `holdlaw sign` first."
        raise HoldlawError([Problem("HL-6013", "checkpoint", "None is signed yet.", why, mend)])
    return open_checkpoint(notes[-1].note, [register.verifier_keys[0]], notes[-1].where)


def publications(register: Register, size: int) -> tuple[Publication, ...]:
    """Give every published report under the checkpoint of so many entries, with its proof and its file."""
    node = node_reader(register.db)
    return tuple(
        Publication(
            entry=body,
            proof=tuple(inclusion_proof(seq, size, node)),
            table=_table(register.home, body, seq),
        )
        for seq, body in _published(register.db)
        if seq < size
    )


def _published(db: Database) -> Iterator[tuple[int, bytes]]:
    sql = f"SELECT seq, {db.BYTES_OF_BODY} FROM entries WHERE kind = ? ORDER BY seq"
    yield from list(db.rows(sql, [ReportPublished.NAME]))


def _table(home: Home, body: bytes, seq: int) -> bytes:
    return kept_table(home, json.loads(body)["fields"]["sha256"], seq)


def shown_numbers(published: tuple[Publication, ...]) -> Iterator[Raw]:
    """Give the numbers of published reports that a reader could take for a total of the counts."""
    for each in published:
        table = json.loads(each.table)
        items, lines = table["items"], table.get("information", {})
        shown = [((RAW_ITEMS[item], ALL), items[item], item) for item in RAW_ITEMS if item in items]
        for line, value in lines.items():
            outcome, _, basis = line.partition(".")
            shown.append(((outcome, basis or ALL), value, f"(in the report of entry {each.seq})"))
        for answers, value, where in shown:
            if isinstance(value, int):
                cite = f"{table.get('cite', '')} {where}".strip()
                yield Raw(each.said["agency"], each.period, answers, value, cite)


def law_of(book: Book, places: set[str]) -> Iterator[LawVersion]:
    """Give every version of the law of these places and of the layers above them."""
    known = sorted(places & set(book.place_names()))
    for place in dict.fromkeys(layer for name in known for layer in book.chain(name)):
        seen: set[str] = set()
        for file in place.files:
            for view in views_on(book, place, file.in_force.by):
                if view.version.id not in seen:
                    seen.add(view.version.id)
                    yield _version(view)


def _version(view: LawView) -> LawVersion:
    version = view.version
    return LawVersion(
        place=view.place.id,
        name=view.place.name,
        version=version.id,
        from_=version.in_force.not_before,
        by=version.in_force.by,
        cite=version.cite,
        title=version.title,
        recorded=version.recorded,
        parts=tuple((f"{kind} {name}".strip(), lines) for (kind, name), lines in view.parts().items()),
        open_points=open_points(view),
    )
