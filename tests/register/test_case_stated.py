"""The case file the entries state: what the law is asked with, and nothing that nobody said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from holdlaw.core.case import Act, Outcome
from holdlaw.core.truth import Truth
from holdlaw.decide import decide
from holdlaw.policybook import shipped
from holdlaw.register.case_state import case_state
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.sources.case_file import read_case

from .desk import Desk, moment
from .happenings import FOREIGN, ROBBERY, a_case, corrected, custody, decided, fact, received, searched, void

WARRANT = PaperAttached(
    paper="warrant",
    issuer="federal_magistrate",
    probable_cause="yes",
    authorises_federal_custody="yes",
    names_subject="yes",
    criminal="no",
    signed_on="2026-03-01",
)


def whole_case() -> Desk:
    """A desk that entered everything a case file can say."""
    desk = Desk()
    desk.enters(
        received(
            asks=["hold", "notify"],
            box="final_order",
            requester={"agency": "ICE", "duties": ["civil_immigration_enforcement"]},
            subject={"name": "Testa Testperson"},
        ),
        at=1,
    )
    desk.enters(WARRANT, at=1)
    desk.enters(PaperAttached(paper="administrative_warrant", form="I-200", signed="yes"), at=1)
    desk.enters(custody(24, arrested_on="2026-03-01", informed_by="court"))
    desk.enters(NoticeServed(what="copy_of_request", language="es", proof="signed_copy"), at=3)
    desk.enters(searched(convictions=[ROBBERY], facts={"terrorist_database_match": "no"}), at=23)
    desk.enters(fact("known_gang_member", "unknown"))
    return desk


def answered(desk: Desk, place: str = "us-ny-nyc-police") -> Any:
    """Give the answer of the law to what the desk entered."""
    data = desk.state().case_file(place=place)
    return decide(read_case(json.dumps(data).encode(), "case", shipped()), shipped())


def test_a_whole_case_is_written_as_a_case_file() -> None:
    """The desk types each thing once; the law must be asked with all of it and nothing else."""
    assert whole_case().state().case_file(place="us-ny-nyc-police") == {
        "place": "us-ny-nyc-police",
        "at": moment(24),
        "request": {
            "form": "I-247A",
            "received_at": moment(1),
            "asks": ["hold", "notify"],
            "box": "final_order",
            "served_at": moment(3),
            "requester": {"agency": "ICE", "duties": ["civil_immigration_enforcement"]},
            "papers": [
                {
                    "kind": "warrant",
                    "issuer": "federal_magistrate",
                    "probable_cause": "yes",
                    "authorises_federal_custody": "yes",
                    "names_subject": "yes",
                    "criminal": "no",
                    "signed_on": "2026-03-01",
                },
                {"kind": "I-200", "issuer": "dhs_officer", "signed": "yes"},
            ],
        },
        "custody": {
            "arrested_on": "2026-03-01",
            "release_due_at": moment(24),
            "search_done_at": moment(23),
            "informed_by": "court",
        },
        "convictions": [ROBBERY],
        "facts": {"terrorist_database_match": "no", "known_gang_member": "unknown"},
    }


def test_the_law_answers_the_case_file() -> None:
    """A case that the register can write and the law cannot read would leave the desk without an answer."""
    answer = answered(whole_case())
    assert answer.case.facts == {"terrorist_database_match": Truth.NO, "known_gang_member": Truth.UNKNOWN}
    assert answer.acts[Act.HOLD].asked
    assert answer.acts[Act.HOLD].outcome in (Outcome.MUST_NOT, Outcome.MAY)


def test_the_same_case_is_answered_in_every_place() -> None:
    """A county that keeps a register anywhere must be able to ask its own law with it."""
    assert [answered(whole_case(), place).place_name for place in ("us-tx", "us-il", "us-ca", "us-ia")]


def test_the_least_that_can_be_asked_is_a_release_time() -> None:
    """At three in the morning a desk knows little, and must get an answer from that."""
    desk = Desk()
    desk.enters(received(requester=None))
    desk.enters(custody(24))
    assert desk.case_file() == {
        "at": moment(24),
        "request": {"form": "I-247A", "received_at": moment(1)},
        "custody": {"release_due_at": moment(24)},
    }
    assert answered(desk).acts[Act.HOLD].asked


def test_what_nobody_stated_is_left_out() -> None:
    """An absent fact is unknown; a made-up "no" would be a false record."""
    assert Desk(entries=[*a_case().entries[:1]]).case_file() == {
        "request": {"form": "I-247A", "received_at": moment(1), "requester": {"agency": "ICE"}},
        "custody": {},
    }


def test_the_place_is_the_last_decisions_unless_given() -> None:
    """A decision taken again is asked under the same place's law, and a what-if under another's."""
    desk = a_case()
    desk.enters(decided())
    assert desk.case_file()["place"] == "us-ny-nyc-police"
    assert desk.state().case_file(place="us-tx")["place"] == "us-tx"


def test_the_moment_can_be_given() -> None:
    """Counsel asks what the law would say at noon, not at the hour of release."""
    assert a_case().state().case_file(at=moment(5))["at"] == moment(5)


def test_an_erased_value_is_unknown() -> None:
    """Once a person is erased, the case can still be read, and says nothing about them."""
    data = case_state(whole_case().entries).case_file()
    assert "box" not in data["request"]
    assert data["request"]["papers"][1] == {"kind": "unknown", "issuer": "dhs_officer", "signed": "yes"}
    assert not data.get("facts")
    assert "convictions" not in data


def test_the_values_given_are_used_in_place_of_the_ones_folded_with() -> None:
    """An auditor with a court's order opens a case that the clerk's page keeps shut."""
    desk = whole_case()
    assert case_state(desk.entries).case_file(desk.opened) == desk.case_file()
    assert desk.state().case_file({}) == case_state(desk.entries).case_file()


def test_the_latest_statement_of_each_field_counts() -> None:
    """The court moved the release by six hours and nobody repeated the day of arrest: it still stands."""
    desk = a_case()
    desk.enters(CustodyStated(release_due_at=moment(24), arrested_on="2026-03-01"))
    desk.enters(custody(30))
    assert desk.case_file()["custody"] == {"release_due_at": moment(30), "arrested_on": "2026-03-01"}


def test_the_first_copy_served_is_the_one_that_counts() -> None:
    """A second copy handed out the next day does not unserve the first."""
    desk = a_case()
    for hours in (5, 3, 8):
        desk.enters(NoticeServed(what="copy_of_request", language="en", proof="witness"), at=hours)
    desk.enters(NoticeServed(what="rights", language="en", proof="witness"), at=2)
    assert desk.case_file()["request"]["served_at"] == moment(3)


@pytest.mark.parametrize(
    ("hours", "presented"),
    [(1 - 1 / 3600, None), (1, None), (1 + 1 / 3600, moment(1 + 1 / 3600))],
    ids=["just-before", "at", "just-after"],
)
def test_a_paper_that_came_after_the_request_was_presented_when_it_came(
    hours: float, presented: str | None
) -> None:
    """In New York City a warrant counts only if it came with the request; one day later is another case."""
    desk = a_case()
    desk.enters(WARRANT, at=hours)
    assert desk.case_file()["request"]["papers"][0].get("presented_at") == presented


def test_a_stated_time_of_presentation_stands() -> None:
    """The stamp on the paper says when it came; the entry may have been made in another order."""
    desk = a_case()
    desk.enters(PaperAttached(paper="writ", presented_at=moment(2)), at=5)
    assert desk.case_file()["request"]["papers"] == [{"kind": "writ", "presented_at": moment(2)}]


def test_a_paper_without_a_request_came_with_none() -> None:
    """A paper may be entered first; nothing is made of when it came until the request is there."""
    desk = Desk()
    desk.enters(WARRANT)
    assert "presented_at" not in desk.case_file()["request"]["papers"][0]


def test_a_paper_marked_as_an_officers_keeps_the_signature_that_was_read() -> None:
    """If the clerk read a judge's name, the law must be asked about the judge."""
    desk = a_case()
    desk.enters(PaperAttached(paper="administrative_warrant", issuer="immigration_judge"), at=1)
    assert desk.case_file()["request"]["papers"] == [{"kind": "unknown", "issuer": "immigration_judge"}]


def test_a_search_of_the_same_systems_replaces_the_earlier_one() -> None:
    """What yesterday's search showed and today's does not is no longer indicated."""
    desk = a_case()
    desk.enters(searched("state_record", convictions=[ROBBERY], facts={"known_gang_member": "yes"}))
    desk.enters(searched("state_record", "ncic", facts={"terrorist_database_match": "no"}), at=20)
    data = desk.case_file()
    assert data["facts"] == {"terrorist_database_match": "no"}
    assert "convictions" not in data
    assert data["custody"]["search_done_at"] == moment(20)


def test_a_search_of_another_system_adds_to_the_earlier_one() -> None:
    """Two systems are searched one after the other; the second must not wipe out the first."""
    desk = a_case()
    desk.enters(searched("state_record", convictions=[ROBBERY]))
    desk.enters(searched("watch_list", facts={"terrorist_database_match": "no"}), at=20)
    data = desk.case_file()
    assert (data["convictions"], data["facts"]) == ([ROBBERY], {"terrorist_database_match": "no"})


def test_a_record_with_no_convictions_is_not_an_unknown_record() -> None:
    """A clean record is an answer, and the law must be told it."""
    desk = a_case()
    desk.enters(searched(convictions=[]))
    assert desk.case_file()["convictions"] == []
    assert "convictions" not in a_case().case_file()


def test_the_latest_answer_to_a_question_counts_whoever_gave_it() -> None:
    """Counsel settles what the search left open, and a later search may find otherwise."""
    desk = a_case()
    desk.enters(searched("watch_list", facts={"terrorist_database_match": "unknown"}))
    desk.enters(fact("terrorist_database_match", "no"))
    desk.enters(OpinionGiven(asked=1, fact="terrorist_database_match", value="yes"))
    assert desk.case_file()["facts"] == {"terrorist_database_match": "yes"}


def test_a_void_answer_gives_way_to_the_one_before() -> None:
    """An answer about the wrong person is taken out, and what was known before is known again."""
    desk = a_case()
    desk.enters(fact("known_gang_member", "no"))
    wrong = desk.enters(fact("known_gang_member", "yes"))
    desk.enters(void(wrong))
    assert desk.case_file()["facts"] == {"known_gang_member": "no"}


def test_a_fact_can_state_a_field_of_the_case_file() -> None:
    """The next question is often about a field; its answer must reach that field."""
    desk = a_case()
    for name, value in (
        ("custody.informed_by", "court"),
        ("duties", "civil_immigration_enforcement, other"),
        ("request.asks", "hold"),
        ("box", "final_order"),
        ("at", moment(20)),
    ):
        desk.enters(fact(name, value))
    data = desk.case_file()
    assert data["custody"]["informed_by"] == "court"
    assert data["request"]["asks"] == ["hold"]
    assert data["request"]["box"] == "final_order"
    assert data["request"]["requester"] == {
        "agency": "ICE",
        "duties": ["civil_immigration_enforcement", "other"],
    }
    assert data["at"] == moment(20)
    assert answered(desk).case.request.box == "final_order"


def test_counsels_comparison_reaches_the_conviction_it_is_about() -> None:
    """An out-of-state conviction is open until counsel names its equivalent; then the law can answer."""
    desk = a_case()
    desk.enters(searched(convictions=[ROBBERY, FOREIGN]), at=23)
    waiting = answered(desk, "us-ca").acts[Act.TRANSFER]
    assert waiting.outcome is Outcome.NOT_ESTABLISHED
    assert "convictions[1].equivalent_to" in {each.name for each in waiting.open_facts}
    desk.enters(OpinionGiven(asked=1, fact="convictions[1].equivalent_to", value="NY PL 160.10"))
    desk.enters(fact("convictions[1].over_one_year.there"))
    convictions = desk.case_file()["convictions"]
    assert convictions[0] == ROBBERY
    assert convictions[1] == {**FOREIGN, "equivalent_to": "NY PL 160.10", "over_one_year": {"there": "yes"}}
    decided_now = answered(desk, "us-ca").acts[Act.TRANSFER]
    assert "convictions[1].equivalent_to" not in {each.name for each in decided_now.open_facts}


def test_an_answer_about_a_conviction_holds_while_the_record_says_the_same() -> None:
    """The search is repeated because it was too early; counsel need not be woken again for the same line."""
    desk = a_case()
    desk.enters(searched(convictions=[FOREIGN]))
    desk.enters(OpinionGiven(asked=1, fact="convictions[0].equivalent_to", value="none"))
    desk.enters(searched(convictions=[FOREIGN, ROBBERY]), at=23)
    assert desk.case_file()["convictions"] == [{**FOREIGN, "equivalent_to": "none"}, ROBBERY]


@pytest.mark.parametrize("later", [[ROBBERY], [], [ROBBERY, FOREIGN]], ids=["other", "none", "moved"])
def test_an_answer_about_a_conviction_falls_when_the_record_says_otherwise(later: list[Any]) -> None:
    """Counsel's answer about one conviction must never settle another that took its place in the list."""
    desk = a_case()
    desk.enters(searched(convictions=[FOREIGN]))
    desk.enters(OpinionGiven(asked=1, fact="convictions[0].equivalent_to", value="NY PL 160.10"))
    desk.enters(searched(convictions=later), at=23)
    assert desk.case_file()["convictions"] == later


def test_an_answer_about_a_conviction_falls_when_the_search_is_corrected() -> None:
    """The list counsel looked at was mistyped; what they said of it has to be asked again."""
    desk = a_case()
    search = desk.enters(searched(convictions=[FOREIGN]))
    desk.enters(OpinionGiven(asked=1, fact="convictions[0].equivalent_to", value="NY PL 160.10"))
    desk.enters(corrected(search, values={"convictions": [ROBBERY]}))
    assert desk.case_file()["convictions"] == [ROBBERY]


@pytest.mark.parametrize("fact_name", ["convictions[3].class", "convictions[0].class", "papers[4].criminal"])
def test_an_answer_about_what_nobody_listed_is_about_nothing(fact_name: str) -> None:
    """An answer to a question about a line that is not there must not invent the line."""
    desk = a_case()
    desk.enters(fact(fact_name, "felony"))
    assert desk.case_file() == a_case().case_file()


def test_an_answer_about_a_paper_stays_with_that_paper() -> None:
    """When the first paper turns out not to belong here, counsel's word on the second stays its own."""
    desk = a_case()
    first = desk.enters(PaperAttached(paper="order"), at=1)
    desk.enters(WARRANT, at=1)
    desk.enters(PaperAttached(paper="writ"), at=1)
    desk.enters(fact("papers[0].signed", "no"))
    desk.enters(fact("papers[1].criminal", "yes"))
    desk.enters(void(first))
    desk.enters(fact("papers[1].signed", "yes"))
    papers = desk.case_file()["request"]["papers"]
    assert [(paper["kind"], paper.get("criminal"), paper.get("signed")) for paper in papers] == [
        ("warrant", "yes", None),
        ("writ", None, "yes"),
    ]


def test_the_case_file_is_a_copy() -> None:
    """Trying out a change on a case must not change what the register says."""
    state = whole_case().state()
    first = state.case_file()
    first["convictions"][0]["class"] = "violation"
    first["request"]["requester"]["agency"] = "nobody"
    assert state.case_file() == whole_case().case_file()
