"""What each place's law could have said of real federal rows, which state next to nothing a law asks."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from holdlaw.core.case import Act
from holdlaw.policybook import shipped
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.ready import ready
from holdlaw.simulate.simulating import Simulation, Summary
from holdlaw.simulate.source import connect, open_source
from holdlaw.sources.releases.header import named
from holdlaw.sources.releases.importing import Wanted, import_file

DATA = os.environ.get("HOLDLAW_DATA")
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "what-federal-rows-can-tell.md"
ON = date(2026, 11, 23)
ROWS = 32_757
pytestmark = pytest.mark.skipif(DATA is None, reason="real releases: HOLDLAW_DATA names no folder")


def simulated(path: Path) -> dict[str, Summary]:
    """Put every detainer of the state to the law of every place, as of one day."""
    book, found = shipped(), {}
    for place in sorted(book.place_names()):
        law = law_of(book, place, ON)
        source = open_source(connect(), path, book.questions)
        facts = ready(source, law.needed([Act.HOLD]), tuple(book.forms))
        found[place] = Simulation(source, law, [Act.HOLD], facts).summaries()[Act.HOLD]
    return found


def line(place: str, summary: Summary) -> str:
    """Write one place as a row of the page's table."""
    told = summary.as_json()
    hinges = sorted(told["hinges"].items(), key=lambda hinge: (-hinge[1], hinge[0]))
    fields = ", ".join(f"{name} {rows:,}" for name, rows in hinges) or "–"
    counts = " | ".join(f"{told[name]:,}" for name in ("allowed", "not_allowed", "cannot_tell"))
    return f"| {place} | {counts} | {fields} |"


def test_the_table_of_every_place_is_what_the_program_gives(tmp_path: Path) -> None:
    """A reader has to see how little a release can tell before anybody quotes a share from it."""
    out = tmp_path / "rows.parquet"
    import_file(Path(DATA or "") / "pennsylvania/pa_detainers.csv", out, Wanted(known=named(None)))
    found = simulated(out)
    assert {each.allowed + each.not_allowed + each.cannot_tell for each in found.values()} == {ROWS}
    table = "\n".join(line(place, summary) for place, summary in found.items())
    assert table in PAGE.read_text(encoding="utf-8"), f"the page says otherwise; the table is now:\n{table}"
