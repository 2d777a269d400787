"""What a case file says, and what it means when it says nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from holdlaw.core.case import Act, Jail, NoEquivalent
from holdlaw.core.statutes import Statute
from holdlaw.core.truth import Truth
from holdlaw.sources.case_file import read_case_file

from .some_case import DATA, TEXT, Data, as_json, changed, edited, read, said_of, without

EASTERN = timezone(timedelta(hours=-4))
RELEASE = datetime(2017, 6, 14, 9, 30, tzinfo=EASTERN)


def test_the_same_case_written_by_hand_and_by_machine_is_the_same_case() -> None:
    """An agency that moves from paper to a computer must not get other answers for it."""
    assert evolve(read(TEXT), where="case") == evolve(read(as_json(DATA)), where="case") == read(DATA)


@pytest.mark.parametrize(
    "written",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode() + b"\n\n# checked by the sergeant\n",
        b"---\n" + TEXT.encode(),
    ],
    ids=["byte order mark", "Windows lines", "old Mac lines", "comments", "document mark"],
)
def test_the_way_an_editor_saves_a_file_does_not_matter(written: bytes) -> None:
    """Notepad adds marks that nobody sees; a case must not be refused or misread for them."""
    assert read(written) == read(TEXT)


def test_a_file_is_named_in_the_case_it_holds(tmp_path: Path) -> None:
    """Among fifty files the reader must know which one an error or answer belongs to."""
    path = tmp_path / "night.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert read_case_file(path).where == str(path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (True, Truth.YES),
        ("yes", Truth.YES),
        ("Yes", Truth.YES),
        (False, Truth.NO),
        ("no", Truth.NO),
        (None, Truth.UNKNOWN),
        ("unknown", Truth.UNKNOWN),
        ("null", Truth.UNKNOWN),
    ],
)
def test_the_three_values_may_be_written_in_either_way(written: Any, meant: Truth) -> None:
    """Computers write true and people write yes; an unknown must stay one in both."""
    assert (
        read(changed("facts", "terrorist_database_match", to=written)).facts["terrorist_database_match"]
        is meant
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("true", Truth.YES),
        ("True", Truth.YES),
        ("FALSE", Truth.NO),
        ("null", Truth.UNKNOWN),
        ("~", Truth.UNKNOWN),
    ],
)
def test_the_words_of_yaml_for_the_three_values_are_read(word: str, meant: Truth) -> None:
    """A hand-written true is a yes, and a hand-written null is an unknown, never a no."""
    written = edited("terrorist_database_match: no", f"terrorist_database_match: {word}")
    assert read(written).facts["terrorist_database_match"] is meant


def test_the_act_is_at_the_release_unless_the_case_says_otherwise() -> None:
    """Most requests are decided for the moment the person would walk out."""
    assert read(without("at")).at == RELEASE
    assert read(changed("at", to="2017-06-14T12:00:00-04:00")).at == RELEASE + timedelta(hours=2, minutes=30)


@pytest.mark.parametrize("written", [without("request", "asks"), changed("request", "asks", to="unknown")])
def test_where_the_case_does_not_say_what_is_asked_the_form_is_left_to_say_it(written: Data) -> None:
    """The form prints what it asks; nobody should have to copy it out."""
    assert read(written).request.asks is None


def test_one_act_may_be_asked_without_a_list() -> None:
    """A clerk who writes one word means that word."""
    assert read(changed("request", "asks", to="share")).request.asks == frozenset({Act.SHARE})


def test_a_paper_without_a_moment_came_with_the_request() -> None:
    """A warrant stapled to the form was there when the form was."""
    papers = read(DATA).request.papers
    assert papers[0].presented_at is None
    assert papers[1].presented_at == datetime(2017, 6, 14, 8, tzinfo=EASTERN)


@pytest.mark.parametrize("written", [without("convictions"), changed("convictions", to=None),
                                     changed("convictions", to="unknown")])  # fmt: skip
def test_an_absent_record_is_an_unknown_one(written: Data) -> None:
    """A search nobody has made yet is not a clean record."""
    assert read(written).convictions is None


def test_an_empty_record_is_a_clean_one() -> None:
    """A search that found nothing is an answer."""
    assert read(changed("convictions", to=[])).convictions == ()


def test_a_conviction_is_read_with_its_jail_time() -> None:
    """Time in jail moves the look-back, and whose crime it was for decides whether it does."""
    (conviction,) = read(DATA).convictions or ()
    assert conviction.statute == Statute("NY", "PL", "160.10", ())
    assert conviction.judgment_on == date(2015, 2, 2)
    assert conviction.jail == (Jail(date(2015, 2, 2), date(2016, 2, 2), Truth.YES),)
    assert conviction.stated["class"] == "felony"


def test_jail_time_that_is_not_known_to_the_day_is_left_out() -> None:
    """Days nobody can count must not lengthen the time in which a conviction holds a person."""
    written = changed("convictions", 0, "incarcerated", 0, "from", to="unknown")
    (conviction,) = read(written).convictions or ()
    assert conviction.jail == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NY PL 160.10", Statute("NY", "PL", "160.10", ())),
        ("none", NoEquivalent.NONE),
        ("no", NoEquivalent.NONE),
        ("unknown", None),
    ],
)
def test_what_counsel_decided_of_an_offence_elsewhere_is_kept_apart_from_nothing(
    written: str, meant: Any
) -> None:
    """Counsel's "none" ends the matter; a comparison nobody made keeps it open."""
    (conviction,) = read(changed("convictions", 0, "equivalent_to", to=written)).convictions or ()
    assert conviction.equivalent_to == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"there": True, "here": False}, {"over_one_year_there": Truth.YES, "over_one_year_here": Truth.NO}),
        ({"there": "unknown"}, {}),
        ("unknown", {}),
        (None, {}),
    ],
)
def test_a_year_authorised_here_and_there_are_two_questions(written: Any, meant: dict[str, Truth]) -> None:
    """New York asks both, and an answer to one is no answer to the other."""
    (conviction,) = read(changed("convictions", 0, "over_one_year", to=written)).convictions or ()
    assert {k: v for k, v in conviction.stated.items() if k.startswith("over_one_year")} == meant


@pytest.mark.parametrize(
    ("signed", "meant"),
    [
        ({"signed_on": "2017-06-13"}, Truth.YES),
        ({"signed": False, "signed_on": "2017-06-13"}, Truth.NO),
        ({}, None),
    ],
)
def test_a_paper_with_a_day_of_signing_is_signed(signed: dict[str, Any], meant: Truth | None) -> None:
    """Iowa asks for a signature; the day it was given shows that there is one."""
    written = changed("request", "papers", 0, to={"kind": "I-200", **signed})
    assert read(written).request.papers[0].stated.get("signed") is meant


def test_what_is_written_as_unknown_is_as_if_left_out() -> None:
    """Unknown is always an answer, and never another name for no."""
    written = changed("request", "box", to="unknown")
    written["request"]["requester"] = {"agency": "unknown", "duties": "unknown"}
    written["request"]["papers"][1]["issuer"] = "unknown"
    written["custody"]["informed_by"] = "none"
    case = read(written)
    assert (case.request.box, case.request.agency, case.request.duties) == (None, None, None)
    assert "issuer" not in case.request.papers[1].stated
    assert case.custody.informed_by is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [("other", {"other"}), (["a duty of its own", "other"], {"a duty of its own", "other"}), (None, None)],
)
def test_a_duty_the_law_does_not_name_is_kept(written: Any, meant: set[str] | None) -> None:
    """An agency whose duties are none of those listed is not one whose duties are unknown."""
    assert read(changed("request", "requester", "duties", to=written)).request.duties == meant


def test_no_requester_no_papers_and_no_facts_are_no_mistake() -> None:
    """The smallest case a desk can have: a place, a form, and the hour of release."""
    smallest = {
        "place": "us",
        "request": {"form": "I-247A", "requester": None, "papers": None},
        "custody": {"release_due_at": "2017-06-14T09:30:00-04:00"},
        "facts": None,
    }
    case = read(smallest)
    assert (case.request.papers, case.facts, case.convictions) == ((), {}, None)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        (("custody", "arrested_on"), "2017-06-14"),
        (("convictions", 0, "judgment_on"), "2017-06-14"),
        (("convictions", 0, "committed_on"), "2015-02-02"),
        (("convictions", 0, "plea_on"), "2015-02-02"),
        (("convictions", 0, "incarcerated", 0, "before"), "2015-02-02"),
        (("request", "papers", 0, "signed_on"), "2017-06-14"),
        (("request", "papers", 1, "signed_on"), "2017-06-14"),
    ],
)
def test_two_things_may_happen_on_one_day(path: tuple[str | int, ...], day: str) -> None:
    """A warrant signed and presented on the same morning is the ordinary case, not a contradiction."""
    assert said_of(changed(*path, to=day)) == []


def test_a_paper_without_any_moment_is_compared_with_the_act() -> None:
    """Where nobody wrote when the request came, a paper cannot have been signed after the act itself."""
    written = without("request", "received_at")
    written["request"]["papers"][0]["signed_on"] = "2017-06-15"
    assert [line[:7] for line in said_of(written)] == ["HL-1011"]


def test_a_plea_after_the_judgment_is_a_contradiction() -> None:
    """California and New York count from different days; both must lie in the order in which they happen."""
    (said,) = said_of(changed("convictions", 0, "plea_on", to="2015-03-01"))
    assert "(convictions[0].plea_on)" in said
    assert "(convictions[0].judgment_on)" in said
