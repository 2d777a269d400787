"""The fold: from the entries of a request to its state, the same each time, and nothing private in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.register.canonical import canonical
from holdlaw.register.case_parts import SamePerson
from holdlaw.register.case_state import CHANGES_ANSWER, case_state
from holdlaw.register.entry import read_entry
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.decision_overridden import DecisionOverridden
from holdlaw.register.kinds.decision_signed import DecisionSigned
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.identity_settled import IdentitySettled
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.request_duplicated import RequestDuplicated
from holdlaw.register.kinds.request_superseded import RequestSuperseded

from .desk import Desk, moment
from .happenings import a_case, corrected, custody, decided, fact, moved, received, searched, void
from .samples import KINDS, contents, fullest

MARK = "private-marker"
CONTACT = ContactLogged(direction="incoming", purpose="request", channel="fax", counterpart="ice")
NOTICE = NoticeServed(what="decision", language="es", proof="witness")


def test_a_new_request_says_what_came_from_whom_and_when() -> None:
    """The first line of the request's page is read before anything else."""
    state = a_case().state()
    assert (state.request, state.agency, state.person) == ("req-1", "example-jail", "person-1")
    assert state.received is not None
    assert state.received.as_json() == {
        "seq": 7,
        "happened_at": moment(1),
        "actor": "clerk-1",
        "form": "I-247A",
        "channel": "fax",
        "requester": {"agency": "ICE"},
    }
    assert (state.release_due_at, state.deadline, state.decision, state.left) == (
        moment(24),
        None,
        None,
        None,
    )
    assert (state.stale, state.stopped) == (False, False)


def test_a_state_without_a_request_can_be_folded() -> None:
    """A release time may be entered before the fax is; nothing may fall over until it comes."""
    desk = Desk()
    desk.enters(CONTACT)
    state = desk.state()
    assert (state.received, state.release_due_at, state.due_at) == (None, None, None)


def test_the_state_lists_everything_that_was_entered() -> None:
    """What is missing from the state is missing from every page and report."""
    desk = a_case()
    desk.enters(PaperAttached(paper="administrative_warrant", form="I-205"))
    desk.enters(searched())
    desk.enters(fact("known_gang_member"))
    decision = desk.enters(decided("may", until=72))
    desk.enters(CONTACT)
    desk.enters(NOTICE)
    desk.enters(moved("court"))
    desk.enters(RequestDuplicated(of_request="req-0"))
    desk.enters(RequestSuperseded(by_request="req-2"))
    desk.enters(corrected(decision, {"known_on": "2026-03-01"}))
    found = desk.state().as_json()
    lists = ("custody", "papers", "searches", "facts", "decisions", "contacts", "notices", "corrections")
    assert {name: len(found[name]) for name in lists} == dict.fromkeys(lists, 1)
    assert (found["duplicate_of"], found["superseded_by"]) == ("req-0", "req-2")
    assert (found["deadline"], found["transferred"]["to"], found["released"]) == (moment(72), "court", None)
    assert found["decisions"][0]["law"] == [
        {"layer": "us-ny-nyc-police", "version": "2014-12-14", "digest": "ab12"}
    ]
    assert len(found["history"]) == len(desk.entries)


def test_the_history_shows_what_was_written_and_what_became_of_it() -> None:
    """A correction that made the first version vanish would be an eraser."""
    desk = Desk()
    seq = desk.enters(custody(24))
    first = desk.enters(corrected(seq, {"release_due_at": moment(30)}))
    bad = desk.enters(corrected(seq, {"release_due_at": "soon"}))
    last = desk.enters(void(seq))
    assert desk.state().as_json()["history"][0] == {
        "seq": seq,
        "kind": "custody.stated",
        "happened_at": moment(1),
        "entered_at": moment(1),
        "late_reason": None,
        "actor": "clerk-1",
        "says": f"clerk-1 stated that release is due at {moment(24)}.",
        "corrected_by": [first],
        "refused": [bad],
        "void_by": last,
    }


def test_a_signature_of_the_maker_does_not_count() -> None:
    """Nobody approves their own entry; two signatures by one hand are one."""
    desk = a_case()
    decision = desk.enters(decided("may", until=72), by="clerk-1")
    desk.enters(DecisionSigned(decision=decision), by="clerk-1")
    made = desk.state().decision
    assert made is not None
    assert (made.signed, made.signed_by) == (False, ())
    desk.enters(DecisionSigned(decision=decision), by="supervisor-1")
    desk.enters(DecisionSigned(decision=decision), by="supervisor-1")
    desk.enters(DecisionSigned(decision=decision + 99), by="supervisor-2")
    signed = desk.state().decision
    assert signed is not None
    assert (signed.signed, signed.signed_by) == (True, ("supervisor-1",))


def test_an_override_stands_beside_the_answer() -> None:
    """Both the law's answer and the person's are shown, so that nobody can pass one off as the other."""
    desk = a_case()
    decision = desk.enters(decided("must_not"))
    for outcome in ("may", "must"):
        desk.enters(
            DecisionOverridden(
                decision=decision, act="hold", outcome=outcome, cite="Policy 7", reason="Testa Testperson"
            )
        )
    found = desk.state().as_json()["decisions"][0]
    assert (found["outcomes"]["hold"], found["outcomes_left"]["hold"]) == ("must_not", "must")
    assert [each["outcome"] for each in found["overridden"]] == ["may", "must"]


def test_a_hold_allowed_by_override_alone_has_no_deadline() -> None:
    """The law set no clock for it, and none may be made up."""
    desk = a_case()
    decision = desk.enters(decided("must_not"))
    desk.enters(DecisionOverridden(decision=decision, act="hold", outcome="may", cite="P", reason="x"))
    assert desk.state().deadline is None


CHANGING: list[Kind] = [
    PaperAttached(paper="warrant"),
    fact("known_gang_member"),
    searched(),
    custody(30),
    OpinionGiven(asked=1, fact="known_gang_member", value="no"),
    IdentityQuestioned(mismatched=["name"]),
    IdentitySettled(questioned=1, same="yes"),
    void(1),
]


@pytest.mark.parametrize("content", CHANGING, ids=lambda content: content.NAME)
def test_a_decision_is_stale_after_anything_that_could_change_it(content: Kind) -> None:
    """An answer that no longer fits the facts is the most dangerous thing on the page."""
    desk = a_case()
    desk.enters(content)
    desk.enters(decided())
    assert not desk.state().stale
    desk.enters(content)
    assert desk.state().stale


@pytest.mark.parametrize(
    "content", [CONTACT, NOTICE, OpinionAsked(fact="x", due_at=moment(20)), moved()], ids=lambda c: c.NAME
)
def test_a_decision_is_not_stale_after_what_changes_nothing(content: Kind) -> None:
    """A warning that comes with every telephone call is one that nobody reads."""
    desk = a_case()
    desk.enters(decided())
    desk.enters(content)
    assert not desk.state().stale


def test_the_entries_that_change_an_answer_are_all_tried() -> None:
    """A type added to the list is added to the test above."""
    assert {type(content) for content in CHANGING} == set(CHANGES_ANSWER)


def test_an_opinion_is_open_until_its_own_answer_comes() -> None:
    """Counsel's queue must not lose a question because another was answered."""
    desk = a_case()
    first = desk.enters(OpinionAsked(fact="known_gang_member", due_at=moment(20)))
    second = desk.enters(OpinionAsked(fact="required_by_law", due_at=moment(20)))
    given = desk.enters(OpinionGiven(asked=second, fact="required_by_law", value="no"), by="counsel-1")
    opinions = desk.state().opinions
    assert [(each.asked.seq, each.given and each.given.seq) for each in opinions] == [
        (first, None),
        (second, given),
    ]
    assert desk.state().as_json()["opinions"][1]["given"]["actor"] == "counsel-1"


ANSWERS = [
    ([], SamePerson.OPEN),
    ([("clerk-1", "yes")], SamePerson.OPEN),
    ([("clerk-1", "yes"), ("clerk-1", "yes")], SamePerson.OPEN),
    ([("clerk-1", "yes"), ("clerk-2", "yes")], SamePerson.YES),
    ([("clerk-2", "yes"), ("clerk-3", "yes")], SamePerson.YES),
    ([("clerk-2", "yes"), ("clerk-3", "no")], SamePerson.OPEN),
    ([("clerk-2", "no"), ("clerk-3", "no")], SamePerson.NO),
    ([("clerk-2", "no"), ("clerk-3", "yes"), ("clerk-2", "yes")], SamePerson.YES),
    ([("clerk-2", "yes"), ("clerk-3", "yes"), ("clerk-4", "no")], SamePerson.OPEN),
]


@pytest.mark.parametrize(("answers", "same"), ANSWERS, ids=str)
def test_a_doubt_who_it_is_needs_two_people_who_agree(
    answers: list[tuple[str, str]], same: SamePerson
) -> None:
    """One tired clerk mistook one man for another; the second pair of eyes is somebody else's."""
    desk = a_case()
    asked = desk.enters(IdentityQuestioned(mismatched=["birth_date"]), by="clerk-1")
    for who, said in answers:
        desk.enters(IdentitySettled(questioned=asked, same=said), by=who)
    desk.enters(IdentitySettled(questioned=asked + 99, same="no"), by="clerk-9")
    state = desk.state()
    assert (state.identity[0].same, state.stopped) == (same, same is not SamePerson.YES)
    assert state.as_json()["identity"][0]["same"] == same.value


def test_a_second_doubt_stops_the_request_again() -> None:
    """What two people settled was about one mismatch, not about the next."""
    desk = a_case()
    first = desk.enters(IdentityQuestioned(mismatched=["birth_date"]))
    for who in ("clerk-2", "clerk-3"):
        desk.enters(IdentitySettled(questioned=first, same="yes"), by=who)
    assert not desk.state().stopped
    desk.enters(IdentityQuestioned(mismatched=["name"]))
    assert desk.state().stopped


def test_entries_of_two_requests_are_not_one_case() -> None:
    """Two people's papers folded together would answer for neither."""
    desk = a_case()
    other = evolve(desk.entries[1], request="req-2")
    with pytest.raises(ValueError, match="more than one request"):
        case_state([desk.entries[0], other])


def test_an_entry_of_no_request_may_stand_among_them() -> None:
    """A seal is about the person, and may be listed with the request it was asked for."""
    desk = a_case()
    state = case_state([evolve(desk.entries[0], request=None, person=None), desk.entries[1]])
    assert (state.request, state.person) == ("req-1", "person-1")


@pytest.mark.parametrize("order", [[], [1, 0], [0, 0]], ids=["none", "turned", "twice"])
def test_entries_come_once_and_in_order(order: list[int]) -> None:
    """Whether the first or the second release time is the later one must never be a guess."""
    desk = a_case()
    with pytest.raises(ValueError, match="a case has entries, and their numbers ascend"):
        case_state([desk.entries[i] for i in order])


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """Any run of entries, by three people, about earlier entries as often as not."""
    desk = Desk(first=0)
    for content in draw(st.lists(contents(), min_size=1, max_size=8)):
        aimed = {
            each.name: draw(st.integers(0, 8))
            for each in fields(type(content))
            if each.metadata["takes"].name == "number"
        }
        desk.enters(evolve(content, **aimed), by=draw(st.sampled_from(["clerk-1", "clerk-2", "clerk-3"])))
    return desk


@given(desks())
def test_folding_is_deterministic(desk: Desk) -> None:
    """State is thrown away and made again; two machines must make the same of any entries, byte for byte."""
    again = [read_entry(entry.as_bytes()) for entry in desk.entries]
    first, second = case_state(desk.entries, desk.opened).as_json(), case_state(again).as_json()
    assert canonical(first) == canonical(second)
    assert case_state(again) == case_state(desk.entries)


@given(desks())
def test_a_case_file_can_be_written_from_any_entries(desk: Desk) -> None:
    """Whatever was entered, the desk must get a case to look at, never a page that fails at night."""
    assert canonical(desk.case_file())


def marked(kind: type[Kind]) -> Desk:
    """A desk with one entry of a type, and a correction of it, whose private values all carry the mark."""
    desk = a_case()
    seq = desk.enters(fullest(kind, MARK))
    desk.enters(corrected(seq, values=dict.fromkeys(kind.private_fields(), f"{MARK}-corrected")))
    return desk


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_no_private_value_is_in_the_state_whatever_was_opened(kind: type[Kind]) -> None:
    """States are kept in plain tables, sent to pages and logged: a name in one outlives every erasure."""
    state = marked(kind).state()
    assert MARK not in json.dumps(state.as_json())
    assert MARK not in repr(state)
    assert MARK not in "".join(entry.sentence() for entry in state.entries)


@given(desks(), st.data())
def test_the_state_is_the_same_whatever_was_opened(desk: Desk, data: st.DataObject) -> None:
    """If opening a value changed the state, the state would say something about the value."""
    some: dict[int, dict[str, Any]] = {
        seq: values for seq, values in desk.opened.items() if data.draw(st.booleans())
    }
    assert case_state(desk.entries, some).as_json() == case_state(desk.entries).as_json()


def test_what_is_folded_is_what_should_have_stood() -> None:
    """The board must show the corrected hour, or a person is kept on a typing error."""
    desk = a_case()
    desk.enters(corrected(8, {"release_due_at": moment(20)}))
    assert desk.state().release_due_at == moment(20)
    assert [line.content for line in desk.state().all(CustodyStated)] == [custody(20)]
    assert received() == desk.state().all(type(received()))[0].content
