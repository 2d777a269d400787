"""Figures of imported rows as files: the command's JSON, and the script that makes the same bytes again."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from attrs import frozen

from holdlaw.reports.charts.chart import About, Chart, Value
from holdlaw.reports.charts.drawing import chart_csv
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.rows_kept import Kept

VERSION = 1
"""The version of the layout of these files; it stands in their names."""

_SCRIPT = """\
#!/bin/sh
# Works {title} out again, byte for byte, and says so if anything differs.
# Use: sh {script} FILE..., where the files are, in this order:
{releases}
set -eu
[ "$#" -eq {count} ] || {{ echo "Use: sh {script} FILE... ({count})" >&2; exit 2; }}
sum() {{ if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d " " -f 1; }}
same() {{ [ "$(sum < "$1")" = "$2" ] || {{ echo "$1 is another file." >&2; exit 1; }}; }}

{imports}
{command} > {out}
same {out} {digest}
echo "{out} is the same, byte for byte."
"""


@frozen
class Figure:
    """A figure: what it is called, the words of the command that makes it, and the JSON that this prints.

    `also`: tables that were counted with the first.
    """

    name: str
    words: tuple[str, ...]
    told: Mapping[str, Any]
    also: tuple[Kept, ...] = ()

    @property
    def printed(self) -> bytes:
        """Give the bytes that the command prints."""
        return f"{json.dumps(self.told, ensure_ascii=False)}\n".encode()


def file_name(kept: Kept, figure: Figure, ending: str) -> str:
    """Name a file of a figure."""
    return f"holdlaw_rows_{kept.name}_{figure.name}_v{VERSION}.{ending}"


def json_file(kept: Kept, figure: Figure) -> Download:
    """Give a figure as the command prints it."""
    return Download(file_name(kept, figure, "json"), figure.printed)


def script_file(kept: Kept, figure: Figure) -> Download:
    """Give the shell script that makes a figure again from the release, and checks that it is the same."""
    out, script = file_name(kept, figure, "json"), file_name(kept, figure, "sh")
    first, *rest = figure.words
    tables = (kept, *figure.also)
    written = _SCRIPT.format(
        title=out,
        script=script,
        releases="\n".join(f"#   {' '.join(str(each.told['title']).split())}" for each in tables),
        count=len(tables),
        imports="\n".join(_imported(number, each) for number, each in enumerate(tables, 1)),
        command=shlex.join(["holdlaw", first, *(each.path.name for each in tables), *rest, "--json"]),
        out=out,
        digest=sha256(figure.printed).hexdigest(),
    )
    return Download(script, written.encode())


def _imported(number: int, kept: Kept) -> str:
    source = shlex.quote(kept.told["source"])
    lines = (
        f'same "${number}" {kept.digest}',
        f'holdlaw import "${number}" --source {source} --out {kept.path.name} --json > {kept.digest}.json',
    )
    return "\n".join(lines)


def csv_file(
    kept: Kept, figure: Figure, columns: Sequence[str], rows: Iterable[tuple[Value, ...]]
) -> Download:
    """Give the rows of a figure as comma-separated values; the caveats of the release stand below them."""
    empty = (None,) * (len(columns) - 2)
    caveats = (("caveat", text, *empty) for text in figure.told["caveats"])
    about = About(name="rows", title=figure.name, unit="rows")
    table = Chart(about=about, description="", columns=tuple(columns), rows=(*rows, *caveats), spec={})
    return Download(file_name(kept, figure, "csv"), chart_csv(table).encode())
