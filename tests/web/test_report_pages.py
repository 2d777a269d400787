"""The pages of statutory reports: the same numbers as the command, footnotes, files, and each number's
entries.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
from django.test import Client

from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import CITY, Site
from .reported import (
    ADDRESS,
    AGENCY,
    ENDING,
    HELD,
    NAME,
    PLACE,
    REPORT,
    SEALED,
    Reported,
    address,
    file_name,
    make_reported,
    opened,
    printed,
)
from .requesting import text_of

PAGES: tuple[tuple[str, dict[str, str], dict[str, str]], ...] = (
    ("reports", {}, {}),
    ("report", {}, ADDRESS),
    ("report_entries", {}, {**ADDRESS, "item": "f.1"}),
    ("report_trends", {"every": "month", "until": "2017"}, {}),
    ("report_trend_chart", {}, {}),
    ("report_claims", {}, {}),
    ("report_claim", {}, {"claim": "A2"}),
    ("report_pack", {}, {}),
    ("report_overdue", {"rate": "12.50"}, {}),
    ("report_card", {}, {}),
    ("report_disclosure", {}, {}),
)


@pytest.fixture
def reported(quick_site: Site) -> Iterator[Reported]:
    """A register with something to report."""
    yield from make_reported(quick_site)


@pytest.fixture
def officer(reported: Reported, client_for: ClientFor) -> Client:
    """The records officer of the department."""
    return client_for(Role.RECORDS_OFFICER, AGENCY)


def test_the_list_says_what_is_asked_when_it_is_due_and_how_far_it_is(officer: Client) -> None:
    """A report that nobody knew was due is a report that was not made."""
    said = text_of(opened(officer, "reports").content.decode())
    assert "yearly report of the police department" in said
    assert "2026-09-01 · past due" in said
    assert "not begun" in said
    assert "quarterly summary" in said
    assert "department of correction" not in said.lower()


def test_any_period_is_reached_by_its_last_day(officer: Client) -> None:
    """A council asks about a year of long ago."""
    found = officer.get(address("reports", {"report": REPORT, "ending": ENDING}))
    assert found["Location"] == address("report", **ADDRESS)
    assert "This is no day." in text_of(
        officer.get(address("reports", {"report": REPORT, "ending": "soon"})).content.decode()
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_prints_the_numbers_of_the_command(
    reported: Reported, officer: Client, language: str
) -> None:
    """Two numbers for one thing, one on the page and one in the file, and nobody believes either."""
    officer.cookies["language"] = language
    page = opened(officer, "report", **ADDRESS).content.decode()
    told = reported.told("report", "run", REPORT, "--ending", ENDING)
    counted = [*told["items"].values(), *told["information"].values()]
    assert printed(page) == [value for value in counted if value is not None]
    assert told["items"]["f.1"] > 0
    assert told["sha256"] in page
    assert f'lang="{language}"' in page
    assert ("Las cifras" if language == "es" else "The numbers") in page


def test_the_period_is_never_without_its_footnote(officer: Client) -> None:
    """A statutory year that reads as a calendar year is the first thing a paper gets wrong."""
    page = opened(officer, "report", **ADDRESS).content.decode()
    head = page.partition("statutory year)</strong>")[2][:200]
    assert 'href="#note-1"' in head
    assert "It is not the calendar year 2017." in page.partition('id="note-1"')[2][:200]


def test_what_is_unclear_is_listed(reported: Reported, officer: Client) -> None:
    """A row that was left out in silence makes every other number a guess."""
    told = reported.told("report", "run", REPORT, "--ending", ENDING)
    said = text_of(opened(officer, "report", **ADDRESS).content.decode())
    assert told["unclear"]
    assert all(each["why"] in said for each in told["unclear"])


def test_the_files_hold_the_same_numbers(reported: Reported, officer: Client) -> None:
    """Four faces, one table."""
    told = reported.told("report", "run", REPORT, "--ending", ENDING)
    files = {
        face: opened(officer, "report_file", **ADDRESS, face=face)
        for face in ("csv", "json", "pdf", "package")
    }
    name = f"holdlaw_{AGENCY}_{PLACE}-14-154-f_2016-10-01--2017-09-30_v1"
    assert {face: file_name(answer) for face, answer in files.items()} == {
        "csv": f"{name}.csv", "json": f"{name}.json", "pdf": f"{name}.pdf", "package": f"{name}.zip",
    }  # fmt: skip
    assert json.loads(files["json"].content) == told
    rows = list(csv.DictReader(io.StringIO(files["csv"].content.decode())))
    assert {row["item"]: int(row["value"]) for row in rows if row["part"] == "item"} == told["items"]
    assert files["pdf"].content.startswith(b"%PDF")
    with ZipFile(io.BytesIO(files["package"].content)) as packed:
        assert {f"{name}.csv", "datapackage.json", "checkpoint.note"} <= set(packed.namelist())
    assert officer.get(address("report_file", **ADDRESS, face="docx")).status_code == 404
    assert officer.get(address("report_file", **ADDRESS, face="published")).status_code == 404


def test_a_number_leads_to_each_entry_it_rests_on(reported: Reported, officer: Client) -> None:
    """A number that cannot be followed to its papers is an opinion."""
    told = reported.told("report", "run", REPORT, "--ending", ENDING, "--entries")
    for item, seqs in told["entries"].items():
        found = opened(officer, "report_entries", **ADDRESS, item=item).context["found"]
        assert [row.entry.seq for row in found.rows] == seqs
        assert found.after is None
    assert officer.get(address("report_entries", **ADDRESS, item="f.99")).status_code == 404
    assert officer.get(address("report_entries", {"page": "2"}, **ADDRESS, item="f.1")).status_code == 404


@pytest.mark.parametrize("role", [Role.COUNSEL, Role.CLERK, Role.ADMINISTRATOR])
def test_entries_are_for_those_who_audit(reported: Reported, client_for: ClientFor, role: Role) -> None:
    """Numbers are for many, the entries behind them for few."""
    client = client_for(role, AGENCY)
    assert client.get(address("report_entries", **ADDRESS, item="f.1")).status_code == 403
    if role is Role.COUNSEL:
        assert "/entries/" not in opened(client, "report", **ADDRESS).content.decode()


def test_a_sealed_record_is_counted_and_stays_closed(reported: Reported, officer: Client) -> None:
    """A court closes a record; the count of papers received stands, and nothing private shows."""
    page = opened(officer, "report_entries", **ADDRESS, item="f.1").content.decode()
    assert SEALED in page
    assert NAME not in page
    assert officer.get(address("request_card", request_id=SEALED)).status_code == 403


@pytest.mark.parametrize("name", ["7", "2017-09-29", "2017-13-01"])
def test_a_day_with_which_no_period_ends_is_told(officer: Client, name: str) -> None:
    """Numbers over other days than the law's cannot be compared with any that were reported."""
    answer = officer.get(address("report", **{**ADDRESS, "ending": name}))
    assert answer.status_code == 404
    if name == "2017-09-29":
        assert "Ask for 2016-09-30 or 2017-09-30." in text_of(answer.content.decode())


def test_another_places_report_is_not_made_here(officer: Client, client_for: ClientFor) -> None:
    """Each agency answers for its own."""
    of = {"place": "us-ny-nyc-correction", "name": "9-131-f", "ending": ENDING}
    for face in ("json", "pdf"):
        assert officer.get(address("report_file", **of, face=face)).status_code == 404
    assert officer.get(address("report", **of)).status_code == 404
    own = opened(client_for(Role.AUDITOR, CITY), "report", **ADDRESS).context["shown"].table
    assert own.agency == CITY
    assert own.items()["f.1"] == 0


def test_the_charts_are_pictures_with_their_numbers_beside(officer: Client) -> None:
    """Whoever cannot see a chart has what it shows."""
    page = opened(officer, "report", **ADDRESS)
    for chart in page.context["charts"]:
        drawn = opened(officer, "report_chart", **ADDRESS, chart=chart.about.name)
        assert drawn["Content-Type"] == "image/svg+xml"
        assert b"<script" not in drawn.content
        assert chart.about.title in text_of(page.content.decode())
    assert page.context["charts"]
    assert officer.get(address("report_chart", **ADDRESS, chart="none")).status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_page_shows_a_name(reported: Reported, officer: Client, language: str) -> None:
    """Reports are handed about; a name on one is handed about with it."""
    officer.cookies["language"] = language
    for name, query, named in PAGES:
        page = opened(officer, name, query, **named).content.decode()
        assert "Testa" not in page, name
        assert "1990-02-03" not in page, name
    assert HELD in opened(officer, "report_overdue").content.decode()
