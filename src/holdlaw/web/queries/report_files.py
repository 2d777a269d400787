"""The files of a report: CSV, JSON, PDF, the data package, and the table as it was published."""

from __future__ import annotations

import json

from holdlaw.reports.faces.csv_face import csv_files, file_name
from holdlaw.reports.faces.json_face import json_face
from holdlaw.reports.life import life, table_hash
from holdlaw.reports.public.kept import kept_table
from holdlaw.reports.table import Table
from holdlaw.store.kept_notes import stored_notes
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download, packed
from holdlaw.web.queries.report_page import Next, stage_of

STATUS = {Next.NOTHING: "published", Next.PUBLISH: "reviewed", Next.AMEND: "reviewed"}
"""How far a printed report is, by what comes next; else it is a draft."""


def file_of(desk: Desk, table: Table, face: str, language: str) -> Download | None:
    """Make one file of a report; None for a kind that there is none of.

    Raise HoldlawError where what was published is not kept here, or cannot be set.
    """
    name = file_name(table)
    match face:
        case "csv":
            return Download(name, csv_files(table, _note(desk))[name])
        case "package":
            return Download(_ending(name, "zip"), packed(_with_note(csv_files(table, _note(desk)), desk)))
        case "json":
            return Download(_ending(name, "json"), written(json_face(table)))
        case "pdf":
            return Download(_ending(name, "pdf"), _pdf(desk, table, language))
        case "published":
            return _published(desk, table)
        case _:
            return None


def written(told: dict[str, object]) -> bytes:
    """Write JSON values as a file that people read too."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _ending(name: str, ending: str) -> str:
    return f"{name.removesuffix('.csv')}.{ending}"


def _note(desk: Desk) -> str | None:
    notes = stored_notes(desk.register.db)
    return notes[-1].note if notes else None


def _with_note(files: dict[str, bytes], desk: Desk) -> dict[str, bytes]:
    note = _note(desk)
    return files if note is None else {**files, "checkpoint.note": note.encode()}


def _pdf(desk: Desk, table: Table, language: str) -> bytes:
    from holdlaw.reports.faces.pdf import Stamp, pdf  # Typst is loaded by those who ask for a PDF

    stage = stage_of(desk, table, life(desk.register, table))
    stamp = Stamp(
        moment=desk.now,
        hash=table_hash(table),
        checkpoint=_note(desk),
        status=STATUS.get(stage.next, "draft"),
    )
    return pdf(table, stamp, language)


def _published(desk: Desk, table: Table) -> Download | None:
    published = life(desk.register, table).published
    if not published:
        return None
    last = published[-1]
    return Download(
        f"{file_name(table).removesuffix('.csv')}_published.json",
        kept_table(desk.register.home, last.sha256, last.seq),
    )
