"""The `law` commands as people read them: on a screen 80 columns wide, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from holdlaw.core.case import Act
from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped

Run = Callable[..., Result]
PLACES = shipped().place_names()
DAYS = ("2012-06-01", "2014-12-20", "2017-03-01", "2018-06-01", "2019-10-01", "2026-10-01")


def too_wide(text: str) -> list[str]:
    """List the lines that a terminal of 80 columns would break."""
    return [line for line in text.splitlines() if len(line) > 80]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("day", DAYS)
def test_every_page_fits_a_terminal(run: Run, place: str, day: str) -> None:
    """A page that breaks its lines hides which condition belongs to which."""
    for command in ("show", "count"):
        result = run("law", command, place, "--on", day)
        assert result.exit_code == 0, result.output
        assert too_wide(result.output) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_comparison_fits_a_terminal(run: Run, place: str) -> None:
    """What changed is read beside the old page and the new one."""
    result = run("law", "diff", place, "2013-01-01", "2026-10-01")
    assert result.exit_code == 0, result.output
    assert too_wide(result.output) == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", [("show",), ("count",), ("diff", "2025-12-13", "2026-10-01")])
def test_every_page_has_its_json(run: Run, place: str, words: tuple[str, ...]) -> None:
    """A program that reads the law should not have to read a page."""
    result = run("law", words[0], place, *words[1:], "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["place"] == place


def test_the_list_shows_every_version(run: Run) -> None:
    """A visitor sees at once whose law is here, since when, and whether it may still change."""
    page = run("law", "list").output
    data = json.loads(run("law", "list", "--json").output)
    assert [place["place"] for place in data["places"]] == list(PLACES)
    police = next(place for place in data["places"] if place["place"] == "us-ny-nyc-police")
    assert [version["version"] for version in police["versions"]][:2] == ["2013-07-16", "2014-12-14"]
    assert police["last_checked"] is not None
    assert "between 2019-08-12 and 2020-02-03" in page
    assert too_wide(page) == []


def test_the_page_reads_as_the_section_does(run: Run) -> None:
    """Counsel lays the page beside the statute: same order, same words, each line with its citation."""
    page = run("law", "show", "us-ny-nyc-police", "--on", "2015-06-01").output
    assert "In force: from 2014-12-14, until before 2018-01-30" in page
    place = shipped().place("us-ny-nyc-police")
    clauses = shipped().versions(place)[1].rule(Act.HOLD).clauses
    assert f'In its words: "{clauses[0].words}"' in page
    hold = page.split("\nHOLD\n")[1].split("\nNOTIFY\n")[0]
    ids = [line.split(":")[0].strip() for line in hold.splitlines() if line[:2] == "  " and line[2] != " "]
    assert ids == [*(clause.id for clause in clauses), "otherwise"]
    for title in (
        "SOURCES",
        "DEFINITIONS",
        "CLOCKS",
        "DUTIES",
        "CHOICES OF INTERPRETATION",
        "UNVERIFIED OR UNREAD",
    ):
        assert f"\n{title}\n" in page


def test_before_the_first_law_the_page_says_so(run: Run) -> None:
    """No rule is not a permission; the page has to say which it is."""
    page = run("law", "show", "us-ny-nyc-police", "--on", "2013-07-15").output
    assert "Before 2013-07-16 no city statute spoke of the police and detainers." in page


def test_an_uncertain_law_is_shown_with_what_it_might_be(run: Run) -> None:
    """In the gap nobody knows which list was law; a reader must see both and why."""
    page = run("law", "show", "us-ny-nyc-police", "--on", "2019-10-01").output
    assert "Version 2018-11-13" in page
    assert "OR VERSION 2019-08-12" in page
    assert "+ NY PL 135.61, Coercion in the second degree" in page


def test_what_was_not_read_is_on_the_page(run: Run) -> None:
    """Somebody will act on the page; what it does not know must stand on it."""
    page = run("law", "show", "us-ny", "--on", "2026-06-01").output
    assert "Unread: what this says of a case is not established." in page
    assert "NOT ESTABLISHED" in page


def test_the_count_is_the_files_and_never_the_press_figure(run: Run) -> None:
    """The figure of 170 was quoted for years; the law lists 154 entries and open categories."""
    page = run("law", "count", "us-ny-nyc-police", "--on", "2015-01-01").output
    assert "154 entries" in page
    assert "170" not in page
    for words in (
        "felony hate crimes",
        "felony attempt, conspiracy",
        "Vehicle and Traffic Law 600",
        "by rule",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2018-11-12", [154]),
        ("2018-11-13", [155]),
        ("2019-08-11", [155]),
        ("2019-08-12", [155, 161]),
        ("2020-02-02", [155, 161]),
        ("2020-02-03", [161]),
    ],
)
def test_the_count_of_a_day_in_the_gap_is_two_counts(run: Run, day: str, counts: list[int]) -> None:
    """Nobody found the day the rule took effect; one number would pretend that somebody had."""
    data = json.loads(run("law", "count", "us-ny-nyc-police", "--on", day, "--json").output)
    assert [v["lists"]["violent_or_serious"]["entries"] for v in data["versions"]] == counts
    assert data["established"] is (len(counts) == 1)


def test_the_page_of_the_gap_says_why_there_are_two_counts(run: Run) -> None:
    """Two numbers without a reason would read as a mistake."""
    page = " ".join(run("law", "count", "us-ny-nyc-correction", "--on", "2019-12-01").output.split())
    assert "155 entries" in page
    assert "161 entries" in page
    assert "its first day was not found" in page


def test_a_law_without_lists_has_nothing_to_count(run: Run) -> None:
    """An empty answer says that it is one."""
    assert "This law uses no offence list." in run("law", "count", "us-tx", "--on", "2020-01-01").output


def test_the_day_the_section_was_rewritten_changes_answers(run: Run) -> None:
    """On 13 December 2014 a final order was enough, on the 14th not; somebody was in custody that night."""
    page = run("law", "diff", "us-ny-nyc-police", "2014-12-13", "2014-12-14").output
    assert "- clause hold b2" in page.split("\nADDED\n")[1].split("\nREMOVED\n")[0]
    assert "- clause hold exception" in page.split("\nREMOVED\n")[1].split("\nCHANGED\n")[0]
    data = json.loads(run("law", "diff", "us-ny-nyc-police", "2014-12-13", "2014-12-14", "--json").output)
    changed = {case["name"]: case["acts"] for case in data["cases"]}
    assert changed["v1, a final order on the last day"]["notify"] == ["may", "must not"]
    assert "worked case 1, fare evasion and no record" not in changed
    assert data["versions"] == [["2013-07-16"], ["2014-12-14"]]


def test_two_days_under_one_law_differ_in_nothing(run: Run) -> None:
    """A difference where there is none would send counsel looking for it."""
    result = run("law", "diff", "us-tx", "2019-01-01", "2019-06-01")
    assert "Nothing of this place's own law differs." in result.output
    assert "0 of" in result.output


def test_another_layer_that_changed_is_named(run: Run) -> None:
    """A city's answer may change because the state's law did."""
    page = run("law", "diff", "us-ny-nyc-police", "2018-11-13", "2018-11-14").output
    assert "New York State: version none, then 2018-11-14" in page
    assert "2018-11-13, a match and no warrant: hold may" in " ".join(page.split())


@pytest.mark.parametrize(
    "words",
    [
        ("law", "show", "us-ny-nyc-polise"),
        ("law", "count", "us-ny-nyc-polise"),
        ("law", "diff", "us-ny-nyc-polise", "2014-12-13", "2014-12-14"),
        ("law", "release", "us-ny-nyc-polise"),
        ("case", "new", "us-ny-nyc-polise"),
    ],
)
def test_an_unknown_place_is_told_with_the_nearest_one(run: Run, words: tuple[str, ...]) -> None:
    """A misspelled county is the most likely mistake at any desk."""
    result = run(*words, "--json")
    error = json.loads(result.output)["error"]
    assert (result.exit_code, error["code"]) == (2, "HL-1012")
    assert error["mend"] == "Did you mean 'us-ny-nyc-police'?"


def test_a_day_that_is_none_is_refused(run: Run) -> None:
    """The law is chosen by the day; a day that does not exist chooses nothing."""
    result = run("law", "show", "us-tx", "--on", "2017-02-30", "--json")
    assert (result.exit_code, json.loads(result.output)["error"]["code"]) == (2, "HL-4001")


def test_release_writes_the_locks_once(run: Run, law: Path) -> None:
    """From its release on a law is only corrected by a new file, never edited."""
    first = json.loads(run("law", "release", "all", "--policies", law, "--json").output)["released"]
    assert first["us-tx"] == ["2017-09-01", "2025-01-01"]
    assert "ny-violent-or-serious@LL59-2014" in first["offences"]
    assert "us-tx: nothing new" in run("law", "release", "us-tx", "--policies", law).output
    assert run("law", "check", law).exit_code == 0
    assert "released" in run("law", "list", "--policies", law).output


def test_release_refuses_what_was_edited(run: Run, law: Path) -> None:
    """An edit that could be released again would make the lock worthless."""
    run("law", "release", "us-tx", "--policies", law)
    file = law / "us/tx/2025-01-01.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("2A.060", "2A.061"), encoding="utf-8")
    result = run("law", "release", "us-tx", "--policies", law, "--json")
    assert (result.exit_code, json.loads(result.output)["error"]["code"]) == (2, "HL-2002")


def test_the_shipped_law_can_be_asked_of(run: Run) -> None:
    """The pages above must come from law that is read without a mistake."""
    try:
        for name in PLACES:
            shipped().versions(shipped().place(name))
    except HoldlawError as error:
        pytest.fail(str(error))


def test_a_comparison_with_the_gap_names_both_versions(run: Run) -> None:
    """A day on which nobody knows the law cannot be compared as if somebody did."""
    page = run("law", "diff", "us-ny-nyc-police", "2019-08-11", "2019-08-12").output
    assert "2019-08-12: version 2018-11-13" in page
    assert "or version 2019-08-12" in page
    assert "hold must not -> not established" in " ".join(page.split())


def test_the_schema_is_printed(run: Run) -> None:
    """An editor takes it from the command, whatever version is installed."""
    assert json.loads(run("law", "schema").output)["title"].startswith("Holdlaw policy")
