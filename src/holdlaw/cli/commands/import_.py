"""`holdlaw import`: reads a federal release or an agency's own export into one table of a known shape."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.lines import wrapped
from holdlaw.cli.progress import counting
from holdlaw.cli.register_options import shown
from holdlaw.core.problems import HoldlawError, Problem

File = Annotated[Path, typer.Argument(metavar="FILE", help="CSV, tab or bar delimited, gzip, XLSX, Parquet.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="F.parquet", help="The table to write.")]
Source = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="The release, where it has to be said.")
]
Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="M.yaml", help="What the columns are, for an agency's own export."),
]
Places = Annotated[
    Path | None,
    typer.Option("--facilities", metavar="F.csv", help="Which agency and county a facility belongs to."),
]
Memory = Annotated[str, typer.Option("--memory", metavar="SIZE", help="How much memory to take.")]
Trial = Annotated[bool, typer.Option("--dry-run", help="Read and count, and write nothing.")]

FACILITIES_SHOWN = 5
"""Facilities without an agency that the page names; the JSON has more."""


def command(
    file: File,
    *,
    out: Out = None,
    source: Source = None,
    mapping: Mapping = None,
    facilities: Places = None,
    memory: Memory = "1GB",
    dry_run: Trial = False,
    as_json: OneJson = False,
) -> None:
    """Import rows: every value keeps its state, every row left out is counted with its reason."""

    def run() -> int:
        from holdlaw.sources.releases.facilities import NO_FACILITIES, read_facilities
        from holdlaw.sources.releases.header import named
        from holdlaw.sources.releases.importing import Wanted, import_file
        from holdlaw.sources.releases.mapping import mapped

        if out is None and not dry_run:
            raise _nowhere()
        wanted = Wanted(
            known=(mapped(mapping),) if mapping else named(source),
            facilities=read_facilities(facilities) if facilities else NO_FACILITIES,
            memory=memory,
        )
        with counting("rows") as tick:
            manifest = import_file(file, None if dry_run else out, wanted, tick)
        told = manifest.as_json() | {"out": None if dry_run else str(out)}
        return shown(told, "\n".join(_page(told)), as_json)

    raise ending(run, as_json)


def _nowhere() -> HoldlawError:
    what, why = "It is not said where to write the table.", "Nothing is written beside a file by itself."
    return HoldlawError([Problem("HL-4001", "--out", what, why, "Give --out F.parquet, or --dry-run.")])


def _page(told: dict[str, Any]) -> list[str]:
    said = [
        f"{told['title']} ({told['source']}), {told['from']}.",
        f"{told['rows_read']:,} rows read, {told['rows_kept']:,} kept.",
        f"The first day is {told['first_day']}, the last {told['last_day']}.",
        *(
            f"{each['rows']:,} left out: {each['reason']}; first lines {', '.join(map(str, each['lines']))}."
            for each in told["rows_dropped"]
        ),
        f"{told['rows_repeated']:,} rows repeat another in every column; none was taken out.",
        *_not_utf8(told["rows_not_utf8"]),
        f"{told['facilities_unresolved']:,} rows name a facility that no agency was found for.",
        *(_facility(each) for each in told["facilities_unresolved_most"][:FACILITIES_SHOWN]),
        *(f"Note: {each}" for each in told["caveats"]),
        f"Written: {told['out'] or 'nothing, as asked'}.",
    ]
    return [line for text in said for line in wrapped(text)]


def _not_utf8(rows: int) -> list[str]:
    said = (
        "rows hold characters that are not UTF-8, each kept as \ufffd; save the file as UTF-8 to read them."
    )
    return [f"{rows:,} {said}"] if rows else []


def _facility(found: dict[str, Any]) -> str:
    names = (found[name] for name in ("facility_code", "facility", "city", "state"))
    return f"{found['rows']:,} rows: {', '.join(name for name in names if name)}."
