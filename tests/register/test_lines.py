"""Corrections: the case is read as it should have stood, and what was written stays to be read."""

from __future__ import annotations

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.entry import read_entry
from holdlaw.register.kind import ERASED
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.register.lines import check_correction, lines, standing

from .desk import Desk, moment
from .happenings import corrected, custody, fact, received, void


def release(desk: Desk) -> str:
    """Give the moment of release as it should have stood."""
    return standing(lines(desk.entries, desk.opened), CustodyStated)[-1].content.release_due_at


def test_a_correction_replaces_what_it_names_and_nothing_else() -> None:
    """A mistyped hour of release moves every clock; the day of arrest beside it was right."""
    desk = Desk()
    seq = desk.enters(custody(24, arrested_on="2026-03-01"))
    correction = desk.enters(corrected(seq, {"release_due_at": moment(30)}))
    line = standing(lines(desk.entries), CustodyStated)[0]
    assert line.content == CustodyStated(release_due_at=moment(30), arrested_on="2026-03-01")
    assert line.corrected_by == (correction,)
    assert line.entry.fields["release_due_at"] == moment(24)


def test_the_moment_of_an_entry_can_be_corrected() -> None:
    """The fax came at eight, and nine was typed: the request's own time decides which papers came with it."""
    desk = Desk()
    seq = desk.enters(received())
    desk.enters(corrected(seq, {"happened_at": moment(-1)}))
    line = lines(desk.entries)[0]
    assert line.happened_at == line.at.isoformat() == moment(-1)
    assert line.entry.happened_at == moment(1)


def test_a_field_corrected_to_null_is_not_stated() -> None:
    """A court was named that told nobody anything; the field has to be empty again."""
    desk = Desk()
    seq = desk.enters(custody(24, informed_by="court"))
    desk.enters(corrected(seq, {"informed_by": None}))
    assert standing(lines(desk.entries), CustodyStated)[0].content.informed_by is None


def test_the_latest_of_two_corrections_counts() -> None:
    """A clerk may mistype the correction too, and correct the entry again."""
    desk = Desk()
    seq = desk.enters(custody(24))
    first = desk.enters(corrected(seq, {"release_due_at": moment(30)}))
    second = desk.enters(corrected(seq, {"release_due_at": moment(36)}))
    assert release(desk) == moment(36)
    assert lines(desk.entries)[0].corrected_by == (first, second)


def test_a_correction_can_be_corrected() -> None:
    """What counts is what the correction should have said."""
    desk = Desk()
    seq = desk.enters(custody(24))
    first = desk.enters(corrected(seq, {"release_due_at": moment(30)}))
    desk.enters(corrected(first, {"fields": {"release_due_at": moment(33)}}))
    assert release(desk) == moment(33)


def test_a_void_correction_leaves_the_entry_as_it_was() -> None:
    """A correction made on the wrong entry must leave no trace in the answer."""
    desk = Desk()
    seq = desk.enters(custody(24))
    first = desk.enters(corrected(seq, {"release_due_at": moment(30)}))
    desk.enters(void(first))
    assert release(desk) == moment(24)
    assert lines(desk.entries)[0].corrected_by == ()


def test_a_void_entry_stands_no_more_and_stays_to_be_read() -> None:
    """An entry about the wrong person must count for nothing, and the mistake must stay visible."""
    desk = Desk()
    seq = desk.enters(fact("known_gang_member"))
    correction = desk.enters(void(seq))
    line = lines(desk.entries)[0]
    assert (line.stands, line.void_by) == (False, correction)
    assert standing(lines(desk.entries), FactStated) == ()
    assert line.entry.sentence() == "clerk-1 stated known gang member, from search."


def test_a_void_that_is_made_void_brings_the_entry_back() -> None:
    """A supervisor must be able to undo an undoing, with both on the record."""
    desk = Desk()
    seq = desk.enters(custody(24))
    wrong = desk.enters(void(seq))
    desk.enters(void(wrong))
    assert release(desk) == moment(24)


def test_a_void_entry_stays_void_when_it_is_corrected_afterwards() -> None:
    """Mending a word of an entry that was withdrawn must not put it back into the case."""
    desk = Desk()
    seq = desk.enters(custody(24))
    correction = desk.enters(void(seq))
    desk.enters(corrected(seq, {"release_due_at": moment(30)}))
    desk.enters(void(seq))
    assert lines(desk.entries)[0].void_by == correction


def test_a_private_value_is_corrected_with_what_opens_it() -> None:
    """The search said no, and yes was typed; the answer to a question is private, its correction too."""
    desk = Desk()
    seq = desk.enters(fact("known_gang_member", "yes"))
    desk.enters(corrected(seq, values={"value": "no", "note": "Read from the wrong line."}))
    content = standing(lines(desk.entries, desk.opened), FactStated)[0].content
    assert (content.value, content.note) == ("no", "Read from the wrong line.")


def test_a_private_value_corrected_to_null_is_not_stated() -> None:
    """A ground that was never ticked must not be read as one nobody may see."""
    desk = Desk()
    seq = desk.enters(received(box="final_order"))
    desk.enters(corrected(seq, values={"box": None}))
    assert standing(lines(desk.entries, desk.opened), RequestReceived)[0].content.box is None


def test_a_correction_whose_values_are_closed_closes_what_it_corrects() -> None:
    """If nobody can see what was corrected, the old value may be the wrong one: better none than that."""
    desk = Desk()
    seq = desk.enters(fact("known_gang_member", "yes"))
    correction = desk.enters(corrected(seq, values={"value": "no"}))
    assert lines(desk.entries, {seq: desk.opened[seq]})[0].content == FactStated(
        fact="known_gang_member",
        source="search",
        value=ERASED,  # type: ignore[arg-type]
    )
    assert lines(desk.entries, {seq: {}, correction: desk.opened[correction]})[0].content == FactStated(
        fact="known_gang_member", source="search", value="no"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"release_due_at": "tomorrow"},
        {"release_due_at": None},
        {"happened_at": "tomorrow"},
        {"happened_at": None, "no_such_field": "x"},
        {"no_such_field": "x"},
    ],
    ids=str,
)
def test_a_correction_that_does_not_fit_changes_nothing_and_is_seen(fields: dict[str, str | None]) -> None:
    """One bad correction must not make a whole case unreadable, nor pass unnoticed."""
    desk = Desk()
    seq = desk.enters(custody(24))
    correction = desk.enters(corrected(seq, fields))
    assert release(desk) == moment(24)
    line = lines(desk.entries)[0]
    assert (line.corrected_by, line.refused) == ((), (correction,))


def test_a_private_field_corrected_in_the_open_is_refused() -> None:
    """The case must not learn to read a value that should never have stood there."""
    desk = Desk()
    seq = desk.enters(received())
    desk.enters(corrected(seq, {"note": "example"}))
    assert lines(desk.entries)[0].refused == (seq + 1,)


def test_a_private_value_that_does_not_fit_is_closed() -> None:
    """What is corrected to nonsense is unknown, which the law has an answer for."""
    desk = Desk()
    seq = desk.enters(fact("known_gang_member", "yes"))
    correction = desk.enters(corrected(seq, values={"value": 5}))
    line = lines(desk.entries, desk.opened)[0]
    assert line.corrected_by == (correction,)
    assert line.content == FactStated(
        fact="known_gang_member",
        source="search",
        value=ERASED,  # type: ignore[arg-type]
    )


def test_a_correction_of_a_later_entry_or_of_itself_does_nothing() -> None:
    """Nobody can correct what has not been written yet."""
    desk = Desk()
    desk.enters(corrected(desk.first + 1, {"release_due_at": moment(30)}))
    desk.enters(custody(24))
    desk.enters(void(desk.first + 2))
    assert release(desk) == moment(24)
    assert all(line.stands for line in lines(desk.entries))


def test_an_entry_whose_fields_are_not_its_type_cannot_be_read() -> None:
    """An altered entry that makes no sense must stop the count, not be counted as something else."""
    desk = Desk()
    desk.enters(custody(24))
    broken = desk.entries[0].as_bytes().replace(b"release_due_at", b"release_was_at")
    with pytest.raises(HoldlawError, match=r"HL-5002: custody\.stated"):
        lines([read_entry(broken)])


@pytest.mark.parametrize(
    "correction",
    [
        corrected(7, {"source": "two words"}),
        corrected(7, {"value": "no"}),
        corrected(7, values={"value": 5}),
        corrected(7, values={"values": "no"}),
    ],
    ids=["field", "in-the-open", "value", "unknown-value"],
)
def test_a_correction_that_does_not_fit_can_be_refused_before_it_is_entered(
    correction: EntryCorrected,
) -> None:
    """The clerk should hear of it at the desk, not find out later that nothing changed."""
    desk = Desk()
    desk.enters(fact("known_gang_member"))
    with pytest.raises(HoldlawError) as refused:
        check_correction(correction, desk.entries[0])
    assert str(refused.value).startswith(
        "HL-5002: entry.corrected of entry 7: The value does not fit fact.stated."
    )


@pytest.mark.parametrize(
    "correction", [void(7), corrected(7, {"source": "court"}, {"value": "no", "note": None})]
)
def test_a_correction_that_fits_is_let_through(correction: EntryCorrected) -> None:
    """A check that turns right corrections away would leave the wrong entry standing."""
    desk = Desk()
    seq = desk.enters(fact("known_gang_member"))
    check_correction(correction, desk.entries[seq - desk.first])
