"""The paper form and the desk agree: what was written in an outage can be entered from the top."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from holdlaw.policybook import shipped
from holdlaw.register.entry import LATE_REASONS
from holdlaw.reports.card.form_words import BOXES
from holdlaw.reports.card.paper_form import FormField, PaperForm, paper_form
from holdlaw.store.reading import Filter, entries
from holdlaw.web.queries.intake_fields import CODE_OPTIONS, DEFAULTS, PAPERS, is_field
from holdlaw.web.queries.intake_specs import SPECS
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .typing_in import AT, request_id, save

PLACE = "us-ny-nyc-police"
WRITTEN = {
    "form": "I-247A",
    "record": "none",
    "subject_name": "TESTPERSON, Testa",
    "subject_birth_date": "3/17/1990",
    "channel": "fax",
    "agency": "ICE",
    "paper-0-kind": "I-200",
    "fact-terrorist_database_match": "no",
}
"""What an officer ticked and wrote on the sheet, beside the times."""

TIMES = {
    "received_at": "2026-11-22 22:40",
    "release_due_at": "2026-11-23 03:40",
    "search_done_at": "2026-11-22 23:10",
}


@pytest.fixture
def form() -> PaperForm:
    """The blank form of the city police."""
    return paper_form(shipped(), PLACE, date(2026, 11, 23))


@pytest.fixture(autouse=True)
def after_the_outage() -> Iterator[None]:
    """The program is back at 03:12."""
    with time_machine.travel(AT, tick=False):
        yield


def desk_names(field: FormField) -> tuple[str, ...]:
    """Give the desk's fields that a field of the sheet is typed into."""
    return tuple(f"asks-{code}" for code, _ in field.boxes) if field.name == "asks" else (field.name,)


def test_every_field_of_the_sheet_is_a_field_of_the_desk(form: PaperForm) -> None:
    """A box on paper that the desk has no place for would be lost when it is entered."""
    own = [field for field in form.fields if not field.name.startswith("done.")]
    assert [name for field in own for name in desk_names(field) if not is_field(name)] == []


def test_the_sheet_is_in_the_desks_order(form: PaperForm) -> None:
    """Whoever types it reads from the top; a sheet in another order is typed wrongly."""
    names = [field.name for field in form.fields]
    shared = [name for name in SPECS if name in names and not name.startswith("fact-")]
    assert shared == [name for name in names if name in shared]


def test_the_boxes_are_what_the_desk_takes(form: PaperForm) -> None:
    """A tick that the desk does not know cannot be entered."""
    boxes = {field.name: {code for code, _ in field.boxes} for field in form.fields}
    assert all(boxes[name] == set(codes) for name, codes in CODE_OPTIONS.items() if name in boxes)
    assert boxes["paper-0-kind"] == set(PAPERS) - {"unknown"}
    assert tuple(code for code, _ in form.late) == tuple(BOXES["late_reason"]) == LATE_REASONS


def test_what_was_written_in_an_outage_is_entered_late(
    quick_site: Site, client_for: ClientFor, form: PaperForm
) -> None:
    """The times stay as they were on paper; when it was entered, and why so late, stands beside them."""
    names = {name for field in form.fields for name in desk_names(field)}
    assert {*WRITTEN, *TIMES} <= names
    told = {**DEFAULTS, **WRITTEN, **TIMES, "late_reason": "paper_form"}
    request = request_id(save(client(client_for), told))
    with quick_site.register() as register:
        received = entries(register.db, where=Filter(request=request))[0]
    assert received.kind == "request.received"
    assert received.happened_at == "2026-11-22T22:40:00-05:00"
    assert received.entered_at.startswith("2026-11-23T")
    assert received.late_reason == "paper_form"


def test_without_its_reason_a_late_sheet_is_not_taken(quick_site: Site, client_for: ClientFor) -> None:
    """A backdated entry without a reason cannot be told from one made up afterwards."""
    assert save(client(client_for), {**DEFAULTS, **WRITTEN, **TIMES}).status_code == 422


def client(client_for: ClientFor) -> Client:
    """Give a clerk's client."""
    return client_for(Role.CLERK)
