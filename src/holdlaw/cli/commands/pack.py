"""`holdlaw pack`: what an agency brings to a hearing, as a PDF and a folder of data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import Policies, a_day, the_book
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.lines import wrapped
from holdlaw.cli.register_options import AgencyId, DatabaseUrl, Dir, home_of, shown
from holdlaw.cli.register_options import ending as ended
from holdlaw.reports.pack.comparing import comparison_said, comparisons
from holdlaw.reports.pack.contents import Pack
from holdlaw.reports.pack.folder import files, pack_json
from holdlaw.reports.pack.making import Asked, make_pack
from holdlaw.reports.pack.questions import questions
from holdlaw.store.durable import new_folder
from holdlaw.store.opening import open_register

Ending = Annotated[str, typer.Option(metavar="DAY", help="The last day of the reports: 2017-09-30.")]
Out = Annotated[Path, typer.Option(metavar="FOLDER", help="A new folder.")]
Language = Annotated[str, typer.Option(help="en or es.")]


def command(
    *,
    dir_: Dir,
    agency: AgencyId,
    ending: Ending,
    out: Out,
    language: Language = "en",
    database_url: DatabaseUrl = None,
    policies: Policies = None,
    as_json: OneJson = False,
) -> None:
    """Write an agency's numbers, charts and comparisons for a hearing, and what its data cannot answer.

    The same register gives the same bytes.
    """

    def run() -> int:
        asked = Asked(agency=agency, ending=a_day(ending, "--ending") or date.max, language=language)
        with open_register(home_of(dir_, database_url)) as register:
            pack = make_pack(register, the_book(policies), asked)
        made = files(pack)
        with new_folder(out) as filling:
            for name, data in made.items():
                (filling / name).write_bytes(data)
        told = {**pack_json(pack), "folder": str(out), "files": sorted(made)}
        return shown(told, "\n".join(_lines(pack, out, len(made))), as_json)

    raise ended(run, as_json)


def _lines(pack: Pack, out: Path, count: int) -> Iterator[str]:
    yield f"{pack.agency_name}, {pack.period}: {count} files are in {out}."
    for part in pack.parts:
        for each in comparisons(part, pack.language):
            yield from wrapped(comparison_said(each, pack.language), "  ", "    ")
    yield f"Questions that the data cannot answer: {len(questions(pack))}."
