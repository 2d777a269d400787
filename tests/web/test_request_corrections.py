"""Correcting an entry: what was written stays, and what people rest on is not taken back lightly."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from holdlaw.register.kind import Kind
from holdlaw.register.kinds.clock_recomputed import ClockRecomputed
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .requesting import NOW, Work, county_work, text_of

SUPERVISOR = (Role.SUPERVISOR, 1)


@pytest.fixture
def work(quick_site: Site, client_for: ClientFor) -> Iterator[Work]:
    """The county's request, received and searched."""
    with time_machine.travel(NOW, tick=False):
        yield county_work(quick_site, client_for).received()


def number_of(work: Work, kind: type[Kind]) -> int:
    """Give the number of the latest entry of a type."""
    return [entry for entry in work.state().entries if entry.kind == kind.NAME][-1].seq


def standing(work: Work, seq: int) -> dict[str, str]:
    """Give what a form of correction shows as standing there."""
    page = work.get("request_correction", seq=seq)
    told = dict(re.findall(r'name="((?:field-\w+|happened_at))" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="(field-\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        told[name] = (re.findall(r'value="([^"]*)" selected', options) or [""])[0]
    return told


def test_a_correction_stands_beside_the_entry_and_moves_the_answer(work: Work) -> None:
    """An edited entry could not be told from one that had always said so."""
    work.decided()
    seq = number_of(work, CustodyStated)
    told = standing(work, seq)
    assert told["field-arrested_on"] == "2026-11-20"
    work.done(
        "request_correction",
        seq=seq,
        **{**told, "because": "typing_error", "field-arrested_on": "11/19/2026"},
    )
    assert work.state().last(CustodyStated).content.arrested_on == "2026-11-19"  # type: ignore[union-attr]
    page = work.get()
    assert f'Corrected:</strong> <a class="usa-link" href="#entry-{number_of(work, EntryCorrected)}"' in page
    assert "STALE" in page


def test_a_private_field_is_corrected_in_private(work: Work) -> None:
    """An I-205 speaks of a final order; a correction must not write in the open what was kept closed."""
    seq = number_of(work, PaperAttached)
    told = standing(work, seq)
    assert told["field-form"] == "I-200"
    work.done("request_correction", seq=seq, **{**told, "because": "misread_paper", "field-form": "I-205"})
    entry = work.state().entries[-1]
    assert "I-205" not in entry.as_bytes().decode()
    assert "I-205" in work.get()


def test_a_void_entry_leaves_the_case_and_stays_in_the_timeline(work: Work) -> None:
    """A paper of somebody else's must not carry a decision, and must not vanish either."""
    seq = number_of(work, PaperAttached)
    work.done("request_correction", seq=seq, because="void", correction_note="Of another person.")
    page = work.get()
    assert "No paper came with the request." in page
    assert f'id="entry-{seq}" class="hl-void"' in page
    assert "Void:" in page


def test_a_correction_that_changes_nothing_or_gives_no_reason_is_not_taken(work: Work) -> None:
    """A correction that corrects nothing makes a true entry look false."""
    seq = number_of(work, CustodyStated)
    told = standing(work, seq)
    assert "Nothing was changed." in work.refused(
        "request_correction", seq=seq, **told, because="typing_error"
    )
    assert "Choose one." in work.refused("request_correction", seq=seq, **told)
    emptied = {**told, "field-release_due_at": "", "because": "typing_error"}
    assert "This cannot be left empty." in work.refused("request_correction", seq=seq, **emptied)


def test_when_something_happened_can_be_corrected_too(work: Work) -> None:
    """A fax read at six came at five: the clock and the report both care."""
    seq = number_of(work, RequestReceived)
    told = {**standing(work, seq), "because": "misread_paper", "happened_at": "2026-11-23 08:10 CST"}
    work.done("request_correction", seq=seq, **told)
    assert work.state().received.happened_at == "2026-11-23T08:10:00-06:00"  # type: ignore[union-attr]


def test_a_correction_moves_the_clock_of_a_running_hold(work: Work) -> None:
    """The deadline rests on the release time, however it is put right."""
    work.held()
    seq = number_of(work, CustodyStated)
    told = {**standing(work, seq), "because": "typing_error", "field-release_due_at": "2026-11-23 09:00 CST"}
    work.done("request_correction", seq=seq, **told)
    (moved,) = work.state().all(ClockRecomputed)
    assert (moved.content.because, moved.content.until) == ("entry_corrected", "2026-11-25T09:00:00-06:00")


def test_what_was_done_to_a_person_is_corrected_by_a_supervisor_alone(work: Work) -> None:
    """An overdue hold that a clerk could make void would never be overdue."""
    work.held()
    (hold,) = [entry.seq for entry in work.state().entries if entry.kind == "hold.started"]
    assert work.post("request_correction", seq=hold, because="void").status_code == 403
    work.done("request_correction", SUPERVISOR, seq=hold, because="void")
    assert work.state().holds == ()


@pytest.mark.parametrize("kind", ["decision.made", "decision.signed"])
def test_a_decision_or_a_signature_is_never_corrected(work: Work, kind: str) -> None:
    """The law is asked again instead: what was answered, and who signed it, stands."""
    work.decided()
    (seq,) = [entry.seq for entry in work.state().entries if entry.kind == kind]
    assert work.post("request_correction", SUPERVISOR, seq=seq, because="void").status_code == 403


def test_an_entry_of_another_request_is_not_found(work: Work) -> None:
    """An address made up by hand must not reach into somebody else's record."""
    named = {"request_id": work.request, "seq": 0}
    assert work.client().get(reverse("request_correction", kwargs=named)).status_code == 404


def test_a_correction_sent_twice_is_stored_once(work: Work) -> None:
    """The second of two clicks would otherwise correct the correction."""
    seq = number_of(work, PaperAttached)
    work.done("request_correction", seq=seq, because="void", key="twice")
    before = work.size()
    work.done("request_correction", seq=seq, because="void", key="twice")
    assert work.size() == before
    assert "stored already" in text_of(work.get())
