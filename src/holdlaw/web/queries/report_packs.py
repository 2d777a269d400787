"""A hearing pack to be saved: the PDF alone, or everything as a zip."""

from __future__ import annotations

from datetime import date

from holdlaw.reports.faces.typesetting import typeset
from holdlaw.reports.pack.folder import files, pack_name
from holdlaw.reports.pack.making import Asked, make_pack
from holdlaw.reports.pack.pages import pack_paper
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download, packed


def pack_of(desk: Desk, ending: date, language: str, *, whole: bool) -> Download:
    """Make the pack of the reports that end on a day. Raise HoldlawError (HL-8062) where none does."""
    asked = Asked(agency=desk.agency.id, ending=ending, language=language)
    pack = make_pack(desk.register, desk.book, asked)
    if whole:
        return Download(pack_name(pack, "pack", "zip"), packed(files(pack)))
    return Download(pack_name(pack, "pack", "pdf"), typeset(pack_paper(pack)))
