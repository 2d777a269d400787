"""The commands on statutory reports: what is printed and written, and how each ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine

from .shell import run

REPORT = "us-ny-nyc-police/14-154-f"
MADE = ("--origin", "records.example/invented", "--agency", "invented-police", "--name", "Invented Police")


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register just made at the shell, and signed."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = tmp_path / "register"
    assert (
        run("init", "--dir", folder, *MADE, "--place", "us-ny-nyc-police", "--by", "staff-1").exit_code == 0
    )
    assert run("sign", "--dir", folder).exit_code == 0
    return folder


def test_the_list_names_every_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who has to report looks up here what is due, and under which law."""
    told = json.loads(run("report", "list", "--json").stdout)
    police = next(each for each in told["reports"] if each["report"] == REPORT)
    assert [each["first_due_on"] for each in police["versions"]] == ["2013-09-30", "2015-10-15", "2018-09-01"]


def test_a_run_prints_period_items_and_notes(register: Path) -> None:
    """Outside checks read these three keys."""
    done = run("report", "run", REPORT, "--ending", "2017-09-30", "--dir", register, "--json", "--entries")
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert told["period"] == {"from": "2016-10-01", "to": "2017-09-30"}
    assert told["items"] == {"f.1": 0, "f.2": 0, "f.3": 0, "f.4": 0}
    assert told["notes"][0]["code"] == "statutory-year"
    assert told["entries"]["f.1"] == []


def test_a_run_writes_csv_and_pdf(register: Path, tmp_path: Path) -> None:
    """The same table goes to the press, to a spreadsheet and to the council."""
    out = tmp_path / "out"
    out.mkdir()
    done = run(
        "report",
        "run",
        REPORT,
        "--ending",
        "2017-09-30",
        "--dir",
        register,
        "--csv",
        out,
        "--pdf",
        out / "r.pdf",
    )
    assert done.exit_code == 0
    assert (out / "r.pdf").read_bytes().startswith(b"%PDF")
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert (out / package["resources"][0]["path"]).exists()


def test_the_pdf_of_one_register_is_the_same_on_any_day(register: Path, tmp_path: Path) -> None:
    """Whoever makes it again next month compares the two files, and not the clocks of two machines."""
    made = []
    for day in ("2027-01-05", "2027-02-09"):
        out = tmp_path / f"{day}.pdf"
        with time_machine.travel(f"{day}T09:00:00Z", tick=False):
            done = run("report", "run", REPORT, "--ending", "2017-09-30", "--dir", register, "--pdf", out)
        assert done.exit_code == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]


def test_a_day_that_ends_no_period_is_refused(register: Path) -> None:
    """Exit code 2: the input cannot be used."""
    done = run("report", "run", REPORT, "--ending", "2017-12-31", "--dir", register)
    assert done.exit_code == 2


def test_a_report_is_drafted_reviewed_and_published(register: Path, tmp_path: Path) -> None:
    """Two people and a checkpoint stand behind each published number."""
    made = run(
        "report", "draft", REPORT, "--ending", "2017-09-30", "--dir", register, "--by", "staff-2", "--json"
    )
    number = json.loads(made.stdout)["draft"]
    own = run("report", "review", "--draft", number, "--dir", register, "--by", "staff-2")
    other = run("report", "review", "--draft", number, "--dir", register, "--by", "staff-3")
    run("sign", "--dir", register)
    table = tmp_path / "report.json"
    out = run("report", "publish", "--draft", number, "--dir", register, "--by", "staff-3", "--table", table)
    assert [own.exit_code, other.exit_code, out.exit_code] == [2, 0, 0]
    assert json.loads(table.read_bytes())["items"]["f.1"] == 0
