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
from holdlaw.web.queries.rows_bills import KeptBill
from holdlaw.web.queries.rows_data import Data, OwnRegister
from holdlaw.web.queries.rows_kept import Kept

VERSION = 1
"""The version of the layout of these files; it stands in their names."""

_SCRIPT = """\
#!/bin/sh
# Works {title} out again, byte for byte, and says so if anything differs.
# Use: sh {script} {use}
{about}
set -eu
[ "$#" -eq {count} ] || {{ echo "Use: sh {script} {use} ({count})" >&2; exit 2; }}
sum() {{ if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d " " -f 1; }}
same() {{ [ "$(sum < "$1")" = "$2" ] || {{ echo "$1 is another file." >&2; exit 1; }}; }}

{steps}
{command} > {out}
same {out} {digest}
echo "{out} is the same, byte for byte."
"""


@frozen
class Figure:
    """A figure: what it is called, the words of the command that makes it, and the JSON that this prints.

    `also`: tables that were counted with the first. `bills`: bills among the laws that were asked.
    """

    name: str
    words: tuple[str, ...]
    told: Mapping[str, Any]
    also: tuple[Kept, ...] = ()
    bills: tuple[KeptBill, ...] = ()

    @property
    def printed(self) -> bytes:
        """Give the bytes that the command prints."""
        return f"{json.dumps(self.told, ensure_ascii=False)}\n".encode()


def file_name(data: Data, figure: Figure, ending: str) -> str:
    """Name a file of a figure."""
    return f"holdlaw_rows_{data.name}_{figure.name}_v{VERSION}.{ending}"


def json_file(data: Data, figure: Figure) -> Download:
    """Give a figure as the command prints it."""
    return Download(file_name(data, figure, "json"), figure.printed)


def script_file(data: Data, figure: Figure) -> Download:
    """Give the shell script that makes a figure again from the release, and checks that it is the same."""
    out, script = file_name(data, figure, "json"), file_name(data, figure, "sh")
    asked = _of_register(data, figure) if isinstance(data, OwnRegister) else _of_tables(data, figure)
    written = _SCRIPT.format(
        title=out,
        script=script,
        use=asked.use,
        about="\n".join(f"# {line}" for line in asked.about),
        count=asked.count,
        steps="\n".join([*map(_copied, figure.bills), *asked.steps]),
        command=asked.command,
        out=out,
        digest=sha256(figure.printed).hexdigest(),
    )
    return Download(script, written.encode())


@frozen(kw_only=True)
class _Asked:
    """What a script takes, how many of them, what it does with them first, and the command."""

    use: str
    count: int
    about: tuple[str, ...]
    steps: tuple[str, ...]
    command: str


def _of_tables(first: Kept, figure: Figure) -> _Asked:
    tables = (first, *figure.also)
    titles = (f"  {' '.join(str(each.told['title']).split())}" for each in tables)
    name, *rest = figure.words
    return _Asked(
        use="FILE...",
        count=len(tables),
        about=("The files are, in this order:", *titles),
        steps=tuple(_imported(number, each) for number, each in enumerate(tables, 1)),
        command=shlex.join(["holdlaw", name, *(each.path.name for each in tables), *rest, "--json"]),
    )


def _of_register(data: OwnRegister, figure: Figure) -> _Asked:
    name, *rest = figure.words
    of = shlex.join(["--agency", data.agency.id, *rest, "--json"])
    return _Asked(
        use="DIR",
        count=1,
        about=(
            "DIR is the folder of the register, where it stands on PostgreSQL with DATABASE_URL set.",
            f"It had {data.entries} entries; what was entered since may change the figure.",
        ),
        steps=(),
        command=f'holdlaw {name} --dir "$1" {of}',
    )


def _imported(number: int, kept: Kept) -> str:
    lines = [f'same "${number}" {kept.digest}']
    if kept.mapping is None:
        how = f"--source {shlex.quote(kept.told['source'])}"
    else:
        how = f"--mapping {kept.name}.yaml"
        lines.append(_written(f"{kept.name}.yaml", kept.mapping.read_text(encoding="utf-8")))
    return "\n".join(
        [*lines, f'holdlaw import "${number}" {how} --out {kept.path.name} --json > {kept.digest}.json']
    )


def _copied(bill: KeptBill) -> str:
    """Write the steps that make a bill's folder again: the place's law copied, the bill's file put in."""
    copied = f"[ -e {bill.name} ] || holdlaw law fork {bill.place} --to {bill.name} > /dev/null"
    text = bill.file.read_text(encoding="utf-8")
    return f"{copied}\n{_written(f'{bill.name}/{bill.inside}', text)}"


def _written(name: str, text: str) -> str:
    """Write the step that writes a text into a file; no line of the text can end it."""
    end = f"end-of-{sha256(text.encode()).hexdigest()}"
    return f"cat > {name} <<'{end}'\n{text.removesuffix(chr(10))}\n{end}"


def csv_file(
    data: Data, figure: Figure, columns: Sequence[str], rows: Iterable[tuple[Value, ...]]
) -> Download:
    """Give the rows of a figure as comma-separated values; the caveats of the release stand below them."""
    empty = (None,) * (len(columns) - 2)
    caveats = (("caveat", text, *empty) for text in figure.told["caveats"])
    about = About(name="rows", title=figure.name, unit="rows")
    table = Chart(about=about, description="", columns=tuple(columns), rows=(*rows, *caveats), spec={})
    return Download(file_name(data, figure, "csv"), chart_csv(table).encode())
