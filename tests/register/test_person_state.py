"""A person's state: which requests are about them, and what may still be opened."""

from __future__ import annotations

import pytest
from attrs import evolve

from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.record_sealed import RecordSealed
from holdlaw.register.kinds.record_shredded import RecordShredded
from holdlaw.register.kinds.record_unsealed import RecordUnsealed
from holdlaw.register.person_state import person_state

from .desk import Desk
from .happenings import a_case, received, void


def asked(what: str) -> ErasureAsked:
    """Somebody asked for it, on a ground."""
    return ErasureAsked(what=what, cite="CPL 160.50")


def test_a_person_with_two_requests_is_one_person() -> None:
    """The second detainer for the same man must be seen beside the first."""
    desk = a_case()
    desk.enters(received())
    entries = [*desk.entries[:2], evolve(desk.entries[2], request="req-2", agency="example-county-jail")]
    assert person_state(entries).as_json() == {
        "person": "person-1",
        "requests": ["req-1", "req-2"],
        "agencies": ["example-jail", "example-county-jail"],
        "sealed": False,
        "shredded": False,
        "asked": [],
    }


def test_a_record_is_sealed_when_it_was_done_not_when_it_was_asked() -> None:
    """Asking is one person's act, and closes nothing; two have to agree."""
    desk = a_case()
    seq = desk.enters(asked("seal"), by="records-1")
    assert not person_state(desk.entries).sealed
    done = desk.enters(RecordSealed(asked=seq), by="supervisor-1")
    state = person_state(desk.entries)
    assert state.sealed
    assert state.as_json()["asked"] == [
        {
            "seq": seq,
            "what": "seal",
            "cite": "CPL 160.50",
            "asked_by": "records-1",
            "done": done,
            "done_by": "supervisor-1",
        }
    ]


def test_a_record_can_be_unsealed_and_sealed_again() -> None:
    """A court opens a record for one hearing; afterwards it is closed as before."""
    desk = a_case()
    desk.enters(RecordSealed(asked=desk.enters(asked("seal"))))
    desk.enters(RecordUnsealed(asked=desk.enters(asked("unseal"))))
    assert not person_state(desk.entries).sealed
    desk.enters(RecordSealed(asked=desk.enters(asked("seal"))))
    state = person_state(desk.entries)
    assert (state.sealed, len(state.asked), all(each.done for each in state.asked)) == (True, 3, True)


def test_an_answer_to_another_question_does_not_count() -> None:
    """An order to seal must not be carried out as an order to shred."""
    desk = a_case()
    seq = desk.enters(asked("seal"))
    desk.enters(RecordShredded(asked=seq, rows=2))
    state = person_state(desk.entries)
    assert (state.sealed, state.shredded, state.asked[0].done) == (False, True, None)


def test_no_correction_undoes_a_seal() -> None:
    """A typing correction must not be a way round the two people a record needs to be opened."""
    desk = a_case()
    done = desk.enters(RecordSealed(asked=desk.enters(asked("seal"))))
    desk.enters(void(done))
    assert person_state(desk.entries).sealed


@pytest.mark.parametrize("desk", [Desk(), a_case()], ids=["none", "two-people"])
def test_entries_of_two_people_are_not_one_person(desk: Desk) -> None:
    """One person's seal on another's record would close the wrong one."""
    entries = [evolve(entry, person=f"person-{i}") for i, entry in enumerate(desk.entries)]
    with pytest.raises(ValueError, match="these are not the entries of one person"):
        person_state(entries)


def test_entries_about_nobody_are_not_a_person() -> None:
    """A published report is about no one, and must not become a file on somebody."""
    desk = a_case()
    with pytest.raises(ValueError, match="these are not the entries of one person"):
        person_state([evolve(desk.entries[0], person=None)])
