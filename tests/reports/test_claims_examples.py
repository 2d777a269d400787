"""The first public story: what becomes of each sentence, computed from counts, law and contacts."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from holdlaw.policybook import shipped
from holdlaw.policybook.nodes import decode, parse
from holdlaw.reports.claims.checking import check
from holdlaw.reports.claims.evidence import Evidence
from holdlaw.reports.claims.shipped import EXAMPLES, published, without_register
from holdlaw.reports.claims.verdicts import Verdict

from .story import city, evidence, example, examples

CORRECTED, HOLDS = Verdict.HOLDS_WITH_CORRECTION, Verdict.HOLDS
CONTRADICTED, UNSPECIFIED, UNVERIFIABLE = Verdict.CONTRADICTED, Verdict.UNSPECIFIED, Verdict.UNVERIFIABLE
VERDICTS = {
    "A1": CORRECTED, "A2": CORRECTED, "A3": CORRECTED, "A4": CONTRADICTED, "A5": CORRECTED,
    "A6": UNVERIFIABLE, "A7": CORRECTED, "A8": UNVERIFIABLE, "B1": CORRECTED, "B2": CORRECTED,
    "B3": CONTRADICTED, "B4": UNSPECIFIED, "C1": CORRECTED, "C2": CORRECTED, "C3": CORRECTED,
    "C4": CONTRADICTED, "C5": UNSPECIFIED, "C6": UNSPECIFIED, "D1": CORRECTED, "D2": CORRECTED,
    "D3": CONTRADICTED, "D4": UNVERIFIABLE, "E1": HOLDS, "E2": HOLDS, "E3": CORRECTED,
    "E4": UNVERIFIABLE, "E5": UNSPECIFIED,
}  # fmt: skip


def why(name: str) -> str:
    """Give the reasons for the verdict of an example."""
    return " ".join(part.why for part in example(name).parts)


def should_say(name: str) -> str:
    """Give how an example should be said."""
    found = example(name).should_say
    assert found is not None
    return found


def test_every_sentence_gets_its_verdict() -> None:
    """Each of the statements is judged, and none by a word typed in beside it."""
    assert {name: example(name).verdict for name in examples()} == VERDICTS


def test_no_verdict_stands_in_the_example_set() -> None:
    """A verdict in the data would be an opinion of whoever wrote it."""
    text = (shipped().root.parent / "src/holdlaw/reports/claims" / EXAMPLES).read_text(encoding="utf-8")
    claims = parse(decode(text.encode(), EXAMPLES), EXAMPLES).get("claims")
    assert claims is not None
    assert all(claim.get("verdict") is None for claim in claims.parts())
    body = text.partition("stories:")[2]
    assert [verdict.value for verdict in Verdict if verdict.value in body] == []


@pytest.mark.parametrize("name", ["A2", "B2", "C2"])
def test_20_times_higher_is_19_075_times_as_many(name: str) -> None:
    """The sentence that four papers printed says 21 times as many, and the counts give 19.075."""
    checked = example(name)
    assert checked.wording == (
        '"20 times higher" says 21 times as many; the counts are 19.075 times as many, which is 18.1 times '
        "more."
    )
    assert should_say(name) == (
        "19.075 times as many (18.1 times more, +1,807.5 %; 95 % interval of the ratio 15.2 to 23.9): 1,526 "
        "requests received in 2016-10-01 to 2017-09-30, against 80 in 2015-10-01 to 2016-09-30."
    )
    assert [len(rest.entries) for rest in checked.rests_on] == [1526, 80]


@pytest.mark.parametrize("name", ["A1", "A2", "B1", "C1"])
def test_111_days_of_the_first_year_in_office_lie_before_it(name: str) -> None:
    """The number is that of a reporting year that began in October; nobody was in office for a year."""
    assert "111 of its 365 days lie before 2017-01-20" in why(name)


def test_none_of_the_1526_was_honored() -> None:
    """The sentence is right about the number, and three people left before it could be said of them."""
    said = "1,526 of the 1,526 requests received in 2016-10-01 to 2017-09-30 were not honored."
    assert should_say("A1") == said
    assert "Of these, 3 went to another local agency while a hold was lawful." in why("A1")


@pytest.mark.parametrize("name", ["B1", "D1"])
def test_the_label_cannot_say_2017(name: str) -> None:
    """Twelve months to September 30 are not the year 2017, and the year has another number."""
    assert "not of 2017 (2017-01-01 to 2017-12-31): 92 of its 365 days lie before 2017-01-01" in why(name)
    assert "In 2017 the number is" in why(name)


def test_99_9_percent_is_not_every_one() -> None:
    """A headline of 100 % holds only where it was every one; the year 2017 had one that was honored."""
    assert example("D1").verdict is CORRECTED
    assert should_say("D1").startswith("100 % of the 1,526 requests received in 2016-10-01 to 2017-09-30")


@pytest.mark.parametrize("name", ["A3", "C3", "D2"])
def test_two_of_80_are_carried_by_their_legal_basis(name: str) -> None:
    """Two people were handed over on criminal warrants; the request itself had been answered must not."""
    assert "2 of 80 are carried by their own legal basis, a criminal warrant." in why(name)
    assert "answers must not [NYC Admin. Code § 14-154(b)(1)]" in why(name)
    assert should_say(name).endswith(
        "2 of 80 people were handed over on a criminal warrant, in 2015-10-01 to 2016-09-30; the request "
        "itself was no ground for it."
    )


@pytest.mark.parametrize("name", ["A4", "B3"])
def test_the_list_has_154_entries_and_not_170(name: str) -> None:
    """The figure stood in every story, and in no document; the list of the day is counted."""
    assert "154 entries (ny-violent-or-serious, edition LL59-2014)" in should_say(name)
    assert "not 170" in why(name)


def test_a_conviction_alone_is_not_enough() -> None:
    """The law is asked with an invented conviction and no warrant, and answers must not."""
    assert "With a listed conviction alone the answer to a hold is must not" in why("A4")
    assert "A judge's warrant alone and a listed conviction alone are each not enough." in should_say("A4")


def test_conviction_and_warrant_is_right_and_not_the_only_way() -> None:
    """The rule as the second paper printed it is the law's main road, and there are two others."""
    number, rule = example("B3").parts
    assert (number.verdict, rule.verdict) == (CONTRADICTED, CORRECTED)
    assert rule.why.startswith("It is not the only way. Enough is also: a possible terrorist-list match and")


def test_48_hours_leave_out_weekends_under_two_laws_of_three() -> None:
    """The form counts straight through, and the clock that ends first governs."""
    said = should_say("A5")
    assert said.count("(48 hours; not counted: Saturdays, Sundays, holidays)") == 2
    assert "the 48 hours the form asks for, counted straight through (48 hours; every hour counted)" in said
    assert said.endswith("The clock that ends first governs.")


@pytest.mark.parametrize("name", ["C4", "D3"])
def test_it_is_the_citys_law_and_not_the_states(name: str) -> None:
    """In February 2018 the state said nothing; the city lets a request be honored, and never requires it."""
    assert "the law of New York State said nothing of it." in should_say(name)
    assert "it lets a request be honored under its conditions and never requires it." in should_say(name)


def test_nine_people_without_names_cannot_be_matched() -> None:
    """Whether they were released on an active request could be looked up, if anybody said who they are."""
    for name in ("A6", "D4", "E4"):
        assert why(name) == "It does not say who the people are, so they cannot be matched with any record."


def test_a_40_percent_spike_has_no_base() -> None:
    """Forty percent more than what, when and where? Without that no number can be right or wrong."""
    assert example("C5").missing == ("base", "period", "region")


def test_no_coordination_and_notified_are_of_different_events() -> None:
    """Contacts of March 2017 do not contradict what was attested of a day in January 2018."""
    assert "not searched were private telephones, radio traffic" in should_say("A7")
    assert "Contacts of other days are other events" in why("A7")
    assert "It is not the event of 2018-01-11." in why("E1")
    assert [rest.entries for rest in example("E1").rests_on] == [(11,)]


def test_a_contact_on_the_day_contradicts_that_there_was_none() -> None:
    """An attestation of nothing found does not outweigh an entry that says otherwise."""
    agency = city()
    late = evolve(agency.contacts[0], on=date(2018, 1, 11), entry=99)
    other = evolve(evidence(), agencies=(evolve(agency, contacts=(late,)),))
    checked = check(examples()["A7"], other)
    assert checked.verdict is CONTRADICTED
    assert checked.should_say == "1 contacts and 0 requests are on record for 2018-01-11."


def test_two_weeks_later_were_thirteen_days() -> None:
    """Small, and countable: March 2 to March 15."""
    assert should_say("E3") == "13 days later."


def test_opinions_are_a_kind_of_their_own() -> None:
    """What somebody calls "essentially anybody" is neither right nor wrong; no number is claimed."""
    for name in ("B4", "C6"):
        assert why(name).startswith("It is an opinion")
        assert example(name).should_say is None


def test_without_a_register_the_published_figures_serve() -> None:
    """A reader who has no register gets the same ratio, from two papers, with their addresses."""
    checked = check(examples()["A2"], without_register(shipped()))
    assert checked.verdict is CORRECTED
    assert "19.075 times as many" in (checked.should_say or "")
    assert all(rest.kind == "figure" and rest.address for rest in checked.rests_on)


def test_numbers_that_look_alike_are_kept_apart() -> None:
    """1,526 is printed for two periods, and 109 for two years that lie five years apart."""
    both = check(examples()["B1"], without_register(shipped()))
    assert both.verdict is CORRECTED
    assert "they disagree about the period, and are kept apart" in both.parts[0].why
    same = [figure for figure in published().figures if figure.value == 109]
    assert [str(figure.period) for figure in same] == ["2017-01-01 to 2017-04-03", "2022-07-01 to 2023-06-30"]


def test_the_verdict_follows_the_counts() -> None:
    """With one request fewer the same sentence is contradicted: nothing of it is written down."""
    agency = city()
    fewer = evolve(agency.counts, days=agency.counts.days[:-80])
    other = Evidence(book=shipped(), published=published(), agencies=(evolve(agency, counts=fewer),))
    assert check(examples()["A1"], other).verdict is CONTRADICTED


def test_the_json_has_what_a_desk_reads() -> None:
    """What is printed for a person and for a program is one structure."""
    data = example("A2").as_json()
    assert data["verdict"] == "holds_with_correction"
    assert data["said"] == "20 times higher than it was the year before"
    assert data["interval"] == {"low": 15.2419, "high": 23.8721}
    assert data["ratio"]["times"] == 19.075
    assert data["period"] == {
        "label": "the statutory year to 2017-09-30",
        "from": "2016-10-01",
        "to": "2017-09-30",
        "base": {"from": "2015-10-01", "to": "2016-09-30"},
    }
