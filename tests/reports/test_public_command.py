"""`holdlaw public` on a small register: reports, counts, proofs, and what it keeps for the next edition."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.report_published import ReportPublished
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.signer import sign
from tests.cli.shell import run
from verifier import holdlaw_verify

NOON = datetime.fromisoformat("2017-01-01T12:00:00-05:00")
STAFF = Actor("staff-1", "administrator")
AGENCY = "invented-police"
TABLE = b'{"cite":"NYC Admin. Code \\u00a7 14-154(f)","items":{"f.1":12},"label":"twelve months","notes":[]}'
RECEIVED = {1: 2, 2: 7, 3: 30}
"""Requests by month of 2017."""


def entered(home: Home, content: Kind, key: str, at: datetime, request: str | None = None) -> None:
    """Enter one thing."""
    person = request and request.replace("request", "person")
    with open_register(home) as register:
        made = Draft(
            content=content, agency=AGENCY, actor=STAFF, happened_at=at, request=request, person=person
        )
        intake(register, [made], key=key, entered_at=at)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a register with some requests and one published report, signed."""
    home = Home(tmp_path / "register")
    create_register(home, origin="register.example/invented", opened_at=NOON, actor=STAFF)
    joined = AgencyJoined(name="Invented Police", place="us-ny-nyc-police", zone="America/New_York")
    entered(home, joined, "joined", NOON)
    days = [
        NOON.replace(month=month) + timedelta(days=number % 25)
        for month, many in RECEIVED.items()
        for number in range(many)
    ]
    for number, at in enumerate(days):
        subject = {"name": f"Testa Testperson {number}", "birth_date": "1990-02-03"}
        content = RequestReceived(form="I-247A", channel="fax", subject=subject)
        entered(home, content, f"request-{number}", at, f"request-{number}")
    said = ReportPublished(
        report="us-ny-nyc-police/14-154-f", period_from="2016-10-01", period_before="2017-10-01",
        sha256=sha256(TABLE).hexdigest(), size=10,
    )  # fmt: skip
    entered(home, said, "published", NOON.replace(month=10))
    sign(home)
    (tmp_path / "table.json").write_bytes(TABLE)
    return home.folder


def told(folder: Path, out: str, *more: str | Path, code: int = 0) -> Any:
    """Run the command and read what it says."""
    result = run(
        "public", "--dir", folder, "--out", folder.parent / out, "--until", "2018-01-02", "--json", *more
    )
    assert result.exit_code == code, result.output
    return json.loads(result.output)


def test_it_writes_a_folder_that_the_verifier_accepts(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the register to a stranger's check, nothing is done by hand."""
    said = told(folder, "out", "--table", folder.parent / "table.json")
    out = folder.parent / "out"
    assert (said["reports"], said["editions"]) == (1, [f"counts/{AGENCY}/edition-1.csv"])
    (report,) = out.glob("reports/us-ny-nyc-police/14-154-f/*.json")
    assert report.read_bytes() == TABLE
    assert holdlaw_verify.main([str(out / "proof"), "--report", str(report)]) == 0
    assert "published_in: 41" in capsys.readouterr().out
    everything = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
    assert b"Testperson" not in everything
    assert b"1990-02-03" not in everything


def test_made_again_it_adds_no_edition_and_changes_no_byte(folder: Path) -> None:
    """A release made twice on one state must not look like two states."""
    told(folder, "one", "--table", folder.parent / "table.json")
    assert told(folder, "two")["editions"] == []
    one, two = folder.parent / "one", folder.parent / "two"
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(two) for path in two.rglob("*") if path.is_file())
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)


def test_the_withheld_number_is_kept_for_the_owner_alone(folder: Path) -> None:
    """The next edition has to guard it; nobody else has to read it."""
    told(folder, "out", "--table", folder.parent / "table.json")
    kept = folder / "published" / "editions.json"
    (edition,) = json.loads(kept.read_bytes())
    assert edition["edition"]["values"]["2017-01/all/all"] == 2
    assert kept.stat().st_mode & 0o777 == 0o600
    counts = (folder.parent / "out" / "counts" / AGENCY / "edition-1.csv").read_text()
    assert "2017-01,all,all,2," not in counts


def test_a_published_file_that_is_missing_is_asked_for(folder: Path) -> None:
    """The proof is of that very file; one made anew may differ in a byte."""
    error = told(folder, "out", code=2)["error"]
    assert error["code"] == "HL-8042"
    assert error["mend"] == "Name it with `--table FILE`."
    assert not (folder.parent / "out").exists()


def test_a_history_that_cannot_be_read_stops_it(folder: Path) -> None:
    """Published without it, the next edition could show what the last one withheld."""
    told(folder, "out", "--table", folder.parent / "table.json")
    (folder / "published" / "editions.json").write_text("[{}]")
    assert told(folder, "again", code=2)["error"]["code"] == "HL-8043"


def test_a_register_nobody_signed_is_not_published(tmp_path: Path) -> None:
    """Without a checkpoint there is nothing to prove a count by."""
    home = Home(tmp_path / "register")
    create_register(home, origin="register.example/invented", opened_at=NOON, actor=STAFF)
    result = run("public", "--dir", home.folder, "--out", tmp_path / "out", "--json")
    assert (result.exit_code, json.loads(result.output)["error"]["code"]) == (2, "HL-6013")
