"""Claims and trends on the demo register, through the store and the command, as a desk runs them."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from holdlaw.policybook import shipped
from holdlaw.reports.claims.checking import check
from holdlaw.reports.claims.claim import Measure
from holdlaw.reports.claims.evidence import Evidence
from holdlaw.reports.claims.findings import counted_in
from holdlaw.reports.claims.reading import with_register
from holdlaw.reports.statutory.places import report_named
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.reports.trends.counts import By
from holdlaw.reports.trends.reading import trends_of
from holdlaw.reports.years import Every
from holdlaw.sources.demo.building import build
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from tests.cli.shell import run as command
from tests.sources.demo_entries import FIXED_TODAY, plan

from .story import examples
from .test_claims_examples import VERDICTS

AT = datetime.fromisoformat(FIXED_TODAY)

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("claims demo")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo up to the first day it can be built for, with both agencies."""
    made = Home(tmp_path_factory.mktemp("claims") / "register")
    build(plan(FIXED_TODAY), made)
    return made


@pytest.fixture(scope="module")
def evidence(home: Home) -> Evidence:
    """What the demo register holds."""
    with open_register(home) as register:
        return with_register(register, shipped(), AT)


def printed(*arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    """Run a command with --json; give its exit code and the objects it printed."""
    result = command(*arguments, "--json")
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_the_demo_gives_every_sentence_its_verdict(evidence: Evidence) -> None:
    """The first public story is judged from a register, entry by entry."""
    assert {name: check(claim, evidence).verdict for name, claim in examples().items()} == VERDICTS


def test_the_number_rests_on_1526_entries(evidence: Evidence) -> None:
    """An auditor follows the number to its entries, and counts them."""
    checked = check(examples()["A2"], evidence)
    assert [len(rest.entries) for rest in checked.rests_on] == [1526, 80]
    assert "19.075 times as many" in (checked.should_say or "")


def test_two_of_80_stand_beside_the_year_as_it_is_called(evidence: Evidence) -> None:
    """Both hand-overs fall in calendar 2016 as well, which has another number of requests; both are said."""
    said = check(examples()["A3"], evidence).should_say or ""
    assert "2 of 80 people were handed over on a criminal warrant" in said


def test_claims_and_the_statutory_report_count_alike(home: Home, evidence: Evidence) -> None:
    """Two numbers of one agency for one year, on two pages, are the same number."""
    city = next(each for each in evidence.agencies if each.counts.agency == "pxpd")
    report = report_named("us-ny-nyc-police/14-154-f")
    found = {
        each.span.period.to: each.value
        for each in counted_in(city, Measure.REQUESTS_RECEIVED, ())
        if each.span.year == "statutory"
    }
    assert set(found) == {date(2016, 9, 30), date(2017, 9, 30)}
    with open_register(home) as register:
        for ending, value in found.items():
            table = run(register, report, Asked(ending=ending, agency="pxpd"), shipped())
            assert table.items()["f.1"] == value


def test_a_trend_reads_both_agencies(home: Home) -> None:
    """The city's reporting years are the statute's; the jail's state sets none by the year."""
    with open_register(home) as register:
        city, jail = sorted(
            trends_of(register, shipped(), AT, (None, Every.STATUTORY_YEAR, By.OUTCOME)),
            key=lambda each: each.agency,
            reverse=True,
        )
    counts = {str(point.span.period.to): point.count for point in city.points}
    assert (counts["2016-09-30"], counts["2017-09-30"]) == (80, 1526)
    assert jail.agency == "excj"


def test_claim_check_prints_the_contract(home: Home) -> None:
    """Who calls it from a script relies on these names."""
    code, (data,) = printed("claim", "check", "A2", "--dir", home.folder)
    assert code == 1
    assert data["verdict"] == "holds_with_correction"
    assert data["said"] == "20 times higher than it was the year before"
    assert data["should_say"].startswith("19.075 times as many (18.1 times more, +1,807.5 %")
    assert {rest["kind"] for rest in data["rests_on"]} == {"entries"}


def test_a_sentence_without_its_agency_is_tried_on_each(home: Home) -> None:
    """Only one of the two agencies ever had 80 requests in such a year."""
    code, (data,) = printed(
        "claim", "check", "almost 20 times higher than the 80 requests received in 2016", "--dir", home.folder
    )
    assert (code, data["verdict"]) == (1, "holds_with_correction")


def test_a_sentence_that_holds_exits_with_0(home: Home) -> None:
    """A script that checks a press release stops at the first sentence that does not hold."""
    said = "1,526 detainer requests were received in fiscal year 2017"
    assert printed("claim", "check", said, "--dir", home.folder, "--agency", "pxpd")[0] == 0


def test_an_unknown_agency_is_refused(home: Home) -> None:
    """A misspelled agency would otherwise have no requests, and every claim of it be contradicted."""
    for words in (["claim", "check", "A2"], ["trend"]):
        code, (data,) = printed(*words, "--dir", home.folder, "--agency", "pxdp")
        assert code == 2
        assert data["error"]["code"] == "HL-8021"
        assert "Did you mean 'pxpd'?" in data["error"]["mend"]


def test_the_trend_is_printed_for_people_and_for_programs(home: Home) -> None:
    """The same numbers on a terminal and in JSON."""
    shown = command("trend", "--dir", home.folder, "--agency", "pxpd", "--every", "statutory-year")
    assert "2016-10-01 to 2017-09-30  1,526: moved before expiry 3, not honored 1,523" in shown.stdout
    assert "+1,446 against 2015-10-01 to 2016-09-30: 19.075 times as many" in shown.stdout
    code, (data,) = printed("trend", "--dir", home.folder, "--agency", "pxpd", "--by", "basis")
    assert code == 0
    assert data["trends"][0]["by"] == "basis"
