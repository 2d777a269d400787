"""Trends, claims, the hearing pack, hours past authority, the wall card and records requests at the desk."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client

from holdlaw.register.kinds.records_disclosed import RecordsDisclosed
from holdlaw.store.reading import Filter, entries
from holdlaw.web.queries import report_claims
from holdlaw.web.roles import Role
from tests.cli.shell import run

from .conftest import ClientFor
from .made import CITY, JAIL, Site
from .reported import AGENCY, ENDING, HELD, NAME, PLACE, Reported, address, file_name, make_reported, opened
from .requesting import text_of

CLAIM = b"""- id: mine
  says: "got 1,526 requests"
  place: us-ny-nyc-police
  measure: requests_received
  value: 1526
  window: "2017"
"""


@pytest.fixture
def reported(quick_site: Site) -> Iterator[Reported]:
    """A register with something to report."""
    yield from make_reported(quick_site)


@pytest.fixture
def officer(reported: Reported, client_for: ClientFor) -> Client:
    """The records officer of the department."""
    return client_for(Role.RECORDS_OFFICER, AGENCY)


@pytest.mark.parametrize("every", ["year", "statutory-year", "month"])
@pytest.mark.parametrize("by", ["outcome", "basis", "criminality"])
def test_a_trend_is_that_of_the_command(reported: Reported, officer: Client, every: str, by: str) -> None:
    """A chart at a meeting and a number in a letter have to be the same count."""
    (told,) = reported.told("trend", "--every", every, "--by", by)["trends"]
    page = opened(officer, "report_trends", {"every": every, "by": by})
    assert page.context["shown"].trend.as_json() == told
    points = told["points"][-24:] if every == "month" else told["points"]
    file = opened(officer, "report_trend_csv", {"every": every, "by": by})
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    written = {row["first_on"]: int(row["requests"]) for row in rows}
    assert written == {point["period"]["from"]: point["count"] for point in points}
    assert file_name(file).startswith(f"holdlaw_{AGENCY}_trend-{every}-{by}_")


def test_a_trend_says_what_cannot_be_compared_and_why(officer: Client) -> None:
    """Half a year beside a whole one is how a fall is made up."""
    said = text_of(opened(officer, "report_trends").content.decode())
    assert "not compared" in said
    assert "is not complete" in said
    assert "Not complete, and so not in the chart" in said


def test_the_months_of_an_earlier_year_can_be_chosen(officer: Client) -> None:
    """Ten years of months do not fit beside each other."""
    page = opened(officer, "report_trends", {"every": "month", "until": "2017"})
    months = [told.point.span.label for told in page.context["shown"].points]
    assert months[-1] == "2017-12"
    assert len(months) <= 24


@pytest.mark.parametrize("query", [{"every": "soon"}, {"by": "name"}, {"every": "month", "until": "x"}])
def test_a_trend_nobody_offers_is_the_usual_one(officer: Client, query: dict[str, str]) -> None:
    """An address that somebody changed by hand must not end in an error."""
    opened(officer, "report_trends", query)
    opened(officer, "report_trend_chart", query)


def test_an_agency_without_a_day_of_data_is_told_so(reported: Reported, client_for: ClientFor) -> None:
    """The first morning of a new agency must not end in an error."""
    with time_machine.travel("2026-11-02T13:00:00+00:00", tick=False):
        client = client_for(Role.AUDITOR, CITY)
        page = client.get(address("report_trends"))
        assert "HL-8021" in text_of(page.content.decode())
        assert client.get(address("report_trend_csv")).status_code == 404
        assert client.get(address("report_trend_chart")).status_code == 404
        opened(client, "report_claims")


def test_the_example_claims_have_the_commands_verdicts(reported: Reported, officer: Client) -> None:
    """A verdict that depends on where one asks is none."""
    folder = str(reported.site.home.folder)
    done = run("claim", "check", "examples", "--dir", folder, "--agency", AGENCY, "--json")
    told = {each["id"]: each for each in map(json.loads, done.stdout.splitlines())}
    stories = opened(officer, "report_claims").context["stories"]
    shown = {each.checked.claim.id: each for story in stories for each in story.claims}
    assert {name: each.checked.as_json() for name, each in shown.items()} == told
    said = text_of(opened(officer, "report_claim", claim="A2").content.decode())
    assert told["A2"]["should_say"] in said
    assert officer.get(address("report_claim", claim="Z9")).status_code == 404


def test_a_typed_sentence_is_checked_and_not_kept(reported: Reported, officer: Client) -> None:
    """What a reporter asks on the telephone is nobody's record."""
    before = reported.size()
    sentence = "20 times higher than it was the year before"
    answer = officer.post(address("report_claim_check"), {"sentence": sentence, "on": "2018-02-09"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    (found,) = answer.context["found"]
    assert found.checked.claim.says == sentence
    assert sentence in text_of(answer.content.decode())
    assert reported.size() == before


def test_an_uploaded_claim_file_is_checked(officer: Client) -> None:
    """A list of sentences is checked in one go."""
    answer = officer.post(address("report_claim_check"), {"file": io.BytesIO(CLAIM)})
    assert answer.status_code == 200
    assert answer.context["found"][0].checked.claim.id == "mine"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "Write one sentence"),
        ({"sentence": "x" * 501}, "Write one sentence"),
        ({"sentence": "got 5 requests", "on": "soon"}, "Write the day as 2018-02-09."),
    ],
)
def test_what_cannot_be_checked_is_told(officer: Client, told: dict[str, str], says: str) -> None:
    """A form that comes back without a word is sent again and again."""
    answer = officer.post(address("report_claim_check"), told)
    assert answer.status_code == 422
    assert says in text_of(answer.content.decode())


def test_a_file_that_is_no_claim_file_is_refused(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload may be anything, and as long as anything."""
    for data in (b"\xff\xfe\x00", b"- {says: x, unknown: y}", b"x" * 2_000_000):
        answer = officer.post(address("report_claim_check"), {"file": io.BytesIO(data)})
        assert answer.status_code == 422
        assert "HL-" in text_of(answer.content.decode())
    monkeypatch.setattr(report_claims, "CLAIMS_MAX", 0)
    answer = officer.post(address("report_claim_check"), {"file": io.BytesIO(CLAIM)})
    assert "The file holds 1 claims." in text_of(answer.content.decode())


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pack_is_one_button(reported: Reported, officer: Client, language: str) -> None:
    """The evening before a hearing nobody has time for a command line."""
    assert ENDING in text_of(opened(officer, "report_pack").content.decode())
    asked = {"ending": ENDING, "language": language}
    pdf = opened(officer, "report_pack_file", {**asked, "as": "pdf"})
    assert pdf.content.startswith(b"%PDF")
    assert file_name(pdf) == f"holdlaw_{AGENCY}_pack_2016-10-01--2017-09-30_v1.pdf"
    whole = opened(officer, "report_pack_file", {**asked, "as": "zip"}).content
    with ZipFile(io.BytesIO(whole)) as packed:
        told = json.loads(packed.read(f"holdlaw_{AGENCY}_pack_2016-10-01--2017-09-30_v1.json"))
        assert {"SHA256SUMS", "checkpoint.note"} <= set(packed.namelist())
        assert NAME.encode() not in b"".join(packed.read(name) for name in packed.namelist())
    assert told["language"] == language
    assert told["reports"][0] == reported.told("report", "run", f"{PLACE}/14-154-f", "--ending", ENDING)
    assert whole == opened(officer, "report_pack_file", {**asked, "as": "zip"}).content


@pytest.mark.parametrize("ending", ["", "soon", "2017-09-29"])
def test_a_pack_without_a_report_is_refused(officer: Client, ending: str) -> None:
    """Numbers over days that no law asks about answer nothing."""
    assert officer.get(address("report_pack_file", {"ending": ending})).status_code == 422


def test_the_ledger_is_that_of_the_command(reported: Reported, officer: Client) -> None:
    """Hours held past authority are counted once, also where nobody ended the hold."""
    told = reported.told("overdue", "--rate", "12.50", "--currency", "USD")
    page = opened(officer, "report_overdue", {"rate": "12.50"})
    assert {**page.context["shown"].ledger.as_json(), "at": told["at"]} == told
    said = text_of(page.content.decode())
    assert f"{told['total']['hours']} h" in said
    assert "nobody has ended it" in said
    assert HELD in said
    file = opened(officer, "report_overdue_csv", {"rate": "12.50"})
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert sum(int(row["seconds"]) for row in rows) == told["total"]["seconds"]
    assert file_name(file) == f"holdlaw_{AGENCY}_overdue_2027-01-05_v1.csv"


def test_no_rate_is_ever_assumed(officer: Client) -> None:
    """A cost that rests on a guess is a made-up number."""
    assert "no rate was given" in text_of(opened(officer, "report_overdue").content.decode())
    for query in ({"rate": "much"}, {"rate": "-1"}, {"rate": "5", "currency": "money"}):
        for name in ("report_overdue", "report_overdue_csv"):
            assert officer.get(address(name, query)).status_code == 422


def test_another_agencys_holds_are_not_in_the_ledger(reported: Reported, client_for: ClientFor) -> None:
    """Whose hours they are is who answers for them."""
    page = opened(client_for(Role.AUDITOR, JAIL), "report_overdue")
    assert page.context["shown"].ledger.holds == ()


@pytest.mark.parametrize("what", ["card", "form"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_card_and_the_form_are_printed_at_any_desk(
    reported: Reported, client_for: ClientFor, what: str, language: str
) -> None:
    """The night the program is down, the paper has to hang on the wall already."""
    clerk = client_for(Role.CLERK, AGENCY)
    opened(clerk, "report_card")
    asked = {"what": what, "language": language, "place": PLACE, "on": "2026-11-23"}
    made = opened(clerk, "report_card_file", asked)
    assert made.content.startswith(b"%PDF")
    kind = {"card": "wall-card", "form": "paper-form"}[what]
    assert file_name(made) == f"holdlaw_{PLACE}_{kind}_2026-11-23_{language}.pdf"


@pytest.mark.parametrize("query", [{"place": "nowhere"}, {"on": "soon"}, {"on": "1901-01-01"}])
def test_a_card_of_no_law_is_refused(officer: Client, query: dict[str, str]) -> None:
    """A card that guesses the law is worse than none."""
    assert officer.get(address("report_card_file", query)).status_code == 422


def test_records_are_given_out_with_a_log_and_an_entry(reported: Reported, officer: Client) -> None:
    """Who was given what, for which request, is itself a record."""
    asked = {"role": "public", "purpose": "FOIL-7", "key": "key-1", "ground-exact_time": "POL § 87(2)(b)"}
    answer, again = (officer.post(address("report_disclosure"), asked) for _ in range(2))
    assert answer["Content-Type"] == "application/zip"
    assert again.content == answer.content
    with ZipFile(io.BytesIO(answer.content)) as packed:
        log = list(csv.DictReader(io.StringIO(packed.read("redactions.csv").decode())))
        statement = json.loads(packed.read("statement.json"))
        given = packed.read("entries.json").decode()
    assert {row["ground"] for row in log if row["reason"] == "exact_time"} == {"POL § 87(2)(b)"}
    assert all(row["reason"] for row in log)
    assert NAME not in given
    assert statement["scope"]["agency"] == AGENCY
    with reported.site.register() as register:
        (entry,) = entries(register.db, where=Filter(kind=RecordsDisclosed.NAME))
    assert entry.fields["purpose"] == "FOIL-7"
    assert entry.fields["removals"] == len(log)
    assert entry.agency == AGENCY


def test_a_person_is_given_their_own_requests_alone(officer: Client) -> None:
    """Their records are theirs, and nobody else's."""
    asked = {
        "role": "person",
        "purpose": "FOIL-8",
        "requests": HELD,
        "first": "2017-08-01",
        "last": "2017-09-30",
    }
    answer = officer.post(address("report_disclosure"), asked)
    with ZipFile(io.BytesIO(answer.content)) as packed:
        given = json.loads(packed.read("entries.json"))
    assert {each["request"] for each in given} == {HELD}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"role": "everybody", "purpose": "FOIL-1"},
        {"role": "public", "purpose": "a request by Testa"},
        {"role": "public", "purpose": "FOIL-1", "first": "2017-01-01"},
        {"role": "public", "purpose": "FOIL-1", "first": "2017-02-01", "last": "2017-01-01"},
        {"role": "public", "purpose": "FOIL-1", "requests": "Testa Testperson!"},
        {"role": "person", "purpose": "FOIL-1"},
    ],
)
def test_what_is_not_said_is_asked_for(reported: Reported, officer: Client, told: dict[str, str]) -> None:
    """Nothing is given out on a form that was half filled in."""
    before = reported.size()
    answer = officer.post(address("report_disclosure"), told)
    assert answer.status_code == 422
    assert "This has to be mended" in text_of(answer.content.decode())
    assert reported.size() == before


@pytest.mark.parametrize(
    "role", [Role.AUDITOR, Role.SUPERVISOR, Role.COUNSEL, Role.CLERK, Role.ADMINISTRATOR]
)
def test_only_the_records_officer_gives_records_out(
    reported: Reported, client_for: ClientFor, role: Role
) -> None:
    """The file for a court holds names; one person answers for it."""
    asked = {"role": "court", "purpose": "ORDER-1"}
    assert client_for(role, AGENCY).post(address("report_disclosure"), asked).status_code == 403


def test_before_anything_is_signed_nothing_is_given_out(quick_site: Site, client_for: ClientFor) -> None:
    """An answer that no checkpoint covers proves nothing."""
    client = client_for(Role.RECORDS_OFFICER, CITY)
    answer = client.post(address("report_disclosure"), {"role": "public", "purpose": "FOIL-1"})
    assert answer.status_code == 422
    assert "No checkpoint is signed yet." in text_of(answer.content.decode())
