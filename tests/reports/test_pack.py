"""The hearing pack: one folder whose pages say no more than its data, and say what the data cannot answer."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdf
import pytest
from attrs import evolve

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.reports.charts.chart import Chart
from holdlaw.reports.faces.csv_face import PACKAGE
from holdlaw.reports.guard import Guarded
from holdlaw.reports.pack.comparing import comparison_said, comparisons
from holdlaw.reports.pack.contents import Gap, Pack, Part
from holdlaw.reports.pack.folder import SUMS, files, pack_json
from holdlaw.reports.pack.making import Asked, make_pack
from holdlaw.reports.pack.pictures import pictures, years_before
from holdlaw.reports.pack.questions import questions
from holdlaw.reports.pack.words import OUTCOMES, TERMS, WORDS
from holdlaw.reports.period import Period
from holdlaw.reports.statutory.places import report_named
from holdlaw.reports.statutory.running import Asked as AskedReport
from holdlaw.reports.statutory.running import run as run_report
from holdlaw.reports.table import Cell, Note, Table
from holdlaw.reports.trends.counts import Counts
from holdlaw.store.home import Home
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.signer import sign
from tests.cli.shell import run

from .invented import MOMENT, NOTE, STAMP, TABLE, table
from .lots import CLERK, ENTERED, Lots
from .story import city

YEAR = Period(date(2016, 10, 1), date(2017, 10, 1))
BEFORE = Period(date(2015, 10, 1), date(2016, 10, 1))
BOTH = pytest.mark.parametrize("language", ["en", "es"])


def earlier(**changes: Any) -> Table:
    """The invented table of the year before: 80 received, 2 held."""
    cells = (
        Cell(item="f.1", label="Detainers received", unit="detainers", value=80),
        Cell(item="f.2", label="Persons held", unit="persons", value=2),
        Cell(item="f.5", label="Requests for information", unit="requests", value=None, why="not asked"),
    )
    return evolve(table(cells=cells, period=BEFORE), **changes)


def pack(language: str = "en", **changes: Any) -> Pack:
    """An invented pack, over counts of the first public story."""
    counts: Counts = city().counts
    parts = (Part(table=TABLE, before=earlier()),)
    made = Pack(
        agency="invented-police", agency_name="Invented Police", period=YEAR, language=language,
        moment=MOMENT, size=24811, checkpoint=STAMP.checkpoint, parts=parts,
        charts=pictures(counts, years_before(YEAR, 2), parts, language),
        gaps=(Gap(field="criminality", count=1526, of=1526), Gap(field="basis", count=0, of=2)),
    )  # fmt: skip
    return evolve(made, **changes)


def text(made: dict[str, bytes]) -> str:
    """All words of the PDF of a pack, on one line."""
    (data,) = (each for name, each in made.items() if name.endswith(".pdf"))
    pages = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return " ".join(pages.replace("\u200b", "").split())


def chart(made: Pack, name: str) -> Chart:
    """One chart of a pack."""
    return next(each for each in made.charts if each.about.name == name)


@BOTH
def test_the_pages_carry_every_number_of_the_tables_and_charts(language: str) -> None:
    """A number that is said at a hearing can be found in a file that lies beside."""
    made = pack(language)
    said = text(files(made))
    for told in ("1,526", "80", "19.075", "+1,807.5", "15.2", "23.9", NOTE, "24,811", "cm9vdA=="):
        assert told in said
    for row in chart(made, "requests-by-month").rows:
        assert str(row[0]) in said
    assert WORDS[language]["questions"] in said
    assert all(term in said for term in TERMS[language])


@BOTH
def test_the_comparison_is_said_in_one_right_sentence(language: str) -> None:
    """It was said as almost 20 times more; 19.075 times as many is 18.1 times more."""
    first, second = comparisons(pack().parts[0], language)
    assert comparison_said(first, "en") == (
        "Detainers received (f.1, detainers): 1,526 against 80 in the period October 1, 2015 to September "
        "30, 2016: 19.075 times as many (18.1 times more, +1,807.5 %; 95 % interval of the ratio 15.2 to "
        "23.9)."
    )
    assert comparison_said(first, "es") == (
        "Detainers received (f.1, detainers): 1,526 frente a 80 en el período del 1 de octubre de 2015 al 30 "
        "de septiembre de 2016: 19.075 veces el número (18.1 veces más, +1,807.5 %; intervalo del 95 % de la "
        "razón: 15.2 a 23.9)."
    )
    assert second.ratio is not None


def test_what_the_guard_refuses_is_not_compared() -> None:
    """A quarter set beside a year looks like a fall by three quarters."""
    refused = Guarded(refused=(Note(code="unlike_length", text="One has 365 days and the other 92."),))
    part = Part(table=TABLE, before=earlier(), guarded=refused)
    each = next(comparisons(part, "en"))
    assert each.ratio is None
    assert "no comparison" in comparison_said(each, "en")
    assert "One has 365 days and the other 92." in comparison_said(each, "en")
    asked = questions(pack(parts=(part,)))
    assert any("compare" in question.asks for question in asked)


def test_numbers_against_none_have_no_ratio() -> None:
    """Five against none is not infinitely many."""
    cells = (Cell(item="f.1", label="Received", unit="detainers", value=5),)
    none = (Cell(item="f.1", label="Received", unit="detainers", value=0),)
    part = Part(table=table(cells=cells), before=earlier(cells=none))
    assert comparison_said(next(comparisons(part, "en")), "en").endswith("no ratio can be said against none.")
    part = Part(table=table(cells=none), before=earlier(cells=none))
    assert comparison_said(next(comparisons(part, "en")), "en").endswith("none in both.")


@BOTH
def test_the_questions_come_from_what_is_open(language: str) -> None:
    """A hearing that is told what cannot be answered asks the right agency for it."""
    asked = questions(pack(language))
    said = [f"{each.asks} {each.why}" for each in asked]
    assert any("f.2" in each and "Nothing says when release was due." in each for each in said)
    assert any("f.5" in each and "Asked only later." in each for each in said)
    assert any("1,526" in each for each in said)
    assert not any("0" in each.asks.split() for each in asked)
    assert any("24,811" in each for each in said)
    unsigned = questions(pack(language, checkpoint=None))
    assert len(unsigned) == len(asked) + 1


def test_a_year_without_reports_before_it_says_so() -> None:
    """The first report of an agency has nothing to stand beside."""
    parts = (Part(table=TABLE),)
    counts = city().counts
    alone = pack(parts=parts, charts=pictures(counts, years_before(YEAR, 2), parts, "en"))
    assert "There is no earlier period to set beside this one." in text(files(alone))
    assert [each.about.name for each in alone.charts] == ["requests-by-month", "outcomes-by-year"]


def test_the_months_before_the_register_began_are_gaps() -> None:
    """A month in which nobody kept a register is not a month without requests."""
    late = evolve(city().counts, data=Period(date(2016, 10, 1), date(2018, 1, 1)))
    rows = {row[0]: row[1] for row in pictures(late, years_before(YEAR, 2), (), "en")[0].rows}
    assert rows["2016-09"] is None
    assert rows["2016-10"] is not None


def test_the_outcomes_add_up_to_what_was_received() -> None:
    """Every request ends in one way, and in no two."""
    made = chart(pack(), "outcomes-by-year")
    assert [sum(value for value in row[1:] if isinstance(value, int)) for row in made.rows] == [80, 1526]
    assert "0 were honored on any basis; of 80 in the same period a year before, 2." in made.about.title


def test_every_file_is_described_and_has_its_hash() -> None:
    """Whoever gets one file by e-mail can tell whether it is the one of the pack."""
    made = files(pack())
    sums = {line.split("  ")[1]: line.split("  ")[0] for line in made[SUMS].decode().splitlines()}
    assert set(sums) == set(made) - {SUMS}
    assert all(sha256(made[name]).hexdigest() == told for name, told in sums.items())
    described = json.loads(made[PACKAGE])["resources"]
    assert {each["path"] for each in described} == {name for name in made if name.endswith(".csv")}
    assert all(each["hash"] == f"sha256:{sums[each['path']]}" for each in described)
    assert all(re.fullmatch(r"holdlaw_invented-police_[a-z0-9-]+_[0-9-]+_v1\.\w+", name)
               for name in made if name.startswith("holdlaw"))  # fmt: skip


def test_a_chart_in_the_folder_is_the_chart_of_its_csv() -> None:
    """The picture and the data beside it are one."""
    made, drawn = files(pack()), chart(pack(), "requests-by-month")
    (data,) = (each for name, each in made.items() if "requests-by-month" in name and name.endswith(".csv"))
    rows = list(csv.reader(io.StringIO(data.decode())))[1:]
    assert rows == [[str(value) for value in row] for row in drawn.rows]


@BOTH
def test_the_same_pack_is_the_same_bytes(language: str) -> None:
    """Two copies of a pack that differ in one byte cannot both be the one that was handed in."""
    assert files(pack(language)) == files(pack(language))


def test_both_languages_have_every_sentence() -> None:
    """A sentence that is missing in one language would stop the pack on the eve of a hearing."""
    for words in (WORDS, OUTCOMES):
        assert words["en"].keys() == words["es"].keys()
        places = {
            language: {key: sorted(re.findall(r"\{\w+\}", said)) for key, said in words[language].items()}
            for language in ("en", "es")
        }
        assert places["en"] == places["es"]
    assert len(TERMS["en"]) == len(TERMS["es"])


@pytest.fixture
def register(tmp_path: Path) -> Home:
    """A register with a few odd requests around the end of September 2017, signed."""
    home = Home(tmp_path / "register")
    create_register(home, origin="records.example/invented", opened_at=ENTERED, actor=CLERK)
    with open_register(home) as opened:
        days = [date(2016, 9, 30), date(2016, 10, 1), date(2017, 3, 1), date(2017, 9, 30), date(2017, 10, 1)]
        Lots(opened, "us-ny-nyc-police", days, seed=3).requests(14)
    sign(home)
    return home


def test_the_pack_of_a_register_has_the_numbers_of_its_report(register: Home) -> None:
    """The pack counts nothing itself."""
    agency = "agency-us-ny-nyc-police"
    with open_register(register) as opened:
        made = make_pack(opened, shipped(), Asked(agency=agency, ending=date(2017, 9, 30)))
        report = report_named("us-ny-nyc-police/14-154-f")
        alone = run_report(opened, report, AskedReport(ending=date(2017, 9, 30), agency=agency), shipped())
    assert made.parts[0].table == alone
    assert made.parts[0].before is not None
    assert made.parts[0].before.period == BEFORE
    assert made.period == YEAR
    assert made.size == alone.size
    assert made.checkpoint is not None
    assert pack_json(made)["reports"][0]["items"] == alone.items()


def test_a_day_with_which_no_report_ends_is_refused_with_the_nearest(register: Home) -> None:
    """A pack over the calendar year would show numbers that no law asks about."""
    with open_register(register) as opened, pytest.raises(HoldlawError) as caught:
        make_pack(opened, shipped(), Asked(agency="agency-us-ny-nyc-police", ending=date(2017, 12, 1)))
    (problem,) = caught.value.problems
    assert str(problem) == (
        "HL-8062: --ending: No report of agency-us-ny-nyc-police is on a period that ends with 2017-12-01. A "
        "pack without a report would show numbers over days that no law asks about. Ask for 2017-09-30 or "
        "2018-03-31."
    )


def test_the_command_writes_the_folder_and_the_same_bytes_again(register: Home, tmp_path: Path) -> None:
    """One command on the eve of a hearing; whoever runs it on a copy of the register gets the same files."""
    where = ("--dir", register.folder, "--agency", "agency-us-ny-nyc-police", "--ending", "2017-09-30")
    first = run("pack", *where, "--out", tmp_path / "one", "--json")
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)
    assert told["files"] == sorted(path.name for path in (tmp_path / "one").iterdir())
    assert run("pack", *where, "--out", tmp_path / "two").exit_code == 0
    for path in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / path.name).read_bytes() == path.read_bytes()
    again = run("pack", *where, "--out", tmp_path / "one")
    assert (again.exit_code, "HL-6012" in again.output) == (2, True)
    spanish = run("pack", *where, "--out", tmp_path / "es", "--language", "es")
    assert spanish.exit_code == 0
    assert "no se compara" in spanish.output
    french = run("pack", *where, "--out", tmp_path / "fr", "--language", "fr")
    assert (french.exit_code, "HL-8061" in french.output) == (2, True)
    assert not (tmp_path / "fr").exists()
