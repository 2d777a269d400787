"""A PDF dropped on the page: its pages are shown, empty fields are filled and marked, its digest is kept."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from holdlaw.store.reading import Filter, entries
from holdlaw.store.vault import values
from holdlaw.web.actions.papers import BYTES_MAX
from holdlaw.web.drafts.models import DraftPage
from holdlaw.web.queries.intake_fields import DEFAULTS
from holdlaw.web.roles import Role
from tests.sources.some_i247a import flattened
from tests.sources.some_pdf import pdf, scan

from .conftest import ClientFor
from .made import Site
from .typing_in import ANSWER, AT, HX, KEY, NEW, SIX, post, request_id, save

DROP = "/requests/new/paper/"


@pytest.fixture(autouse=True)
def at_night() -> Iterator[None]:
    """It is 03:12 at every desk."""
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def clerk(quick_site: Site, client_for: ClientFor) -> Client:
    """A clerk at a desk."""
    return client_for(Role.CLERK)


def drop(client: Client, data: bytes, *, script: bool = True, **told: str) -> Any:
    """Drop a PDF on a form."""
    file = SimpleUploadedFile("request.pdf", data, "application/pdf")
    form = {**DEFAULTS, **told, "key": KEY, "turn": "1", "pdf": file}
    return client.post(DROP, form, headers=HX if script else {})


def test_fields_of_the_paper_fill_the_form(clerk: Client) -> None:
    """Typing a name from a fax is where the wrong letter comes from."""
    page = drop(clerk, pdf(flattened("biometrics"))).content.decode()
    assert 'data-field="form" value="I-247A"' in page
    assert 'data-field="box" value="biometrics"' in page
    assert 'data-field="subject_name" value="TESTPERSON, Testa"' in page
    assert 'data-field="subject_birth_date" value="1990-03-17"' in page
    assert f'src="/requests/new/paper/{KEY}/1/"' in page


def test_a_page_of_the_paper_is_its_owners_alone(
    clerk: Client, client_for: ClientFor, quick_site: Site
) -> None:
    """The image shows a name and a face of a file; nobody else is typing from it."""
    drop(clerk, pdf(flattened()))
    image = clerk.get(f"{DROP}{KEY}/1/")
    assert image["Content-Type"] == "image/png"
    assert image.content.startswith(b"\x89PNG")
    assert image["Cache-Control"] == "no-store"
    assert client_for(Role.CLERK).get(f"{DROP}{KEY}/1/").status_code == 404
    assert clerk.get(f"{DROP}{KEY}/0/").status_code == 404
    assert clerk.get(f"{DROP}{KEY}/2/").status_code == 404


def test_nothing_of_the_paper_can_be_read_in_the_database(clerk: Client) -> None:
    """An image is as telling as the words."""
    drop(clerk, pdf(flattened()))
    rows = [bytes(page.sealed) for page in DraftPage.objects.all()]
    assert len(rows) == 2
    assert not any(b"PNG" in row or b"TESTPERSON" in row for row in rows)


def test_a_scan_stands_beside_the_empty_form(clerk: Client) -> None:
    """Most requests are faxes; the page helps the eye where it cannot read."""
    page = drop(clerk, scan()).content.decode()
    assert "It is a scan" in page
    assert "data-field" not in page


def test_what_somebody_typed_stays(clerk: Client) -> None:
    """The officer has the paper in hand; a reader of PDFs may be wrong."""
    answer = drop(clerk, pdf(flattened()), script=False, subject_name="PERSONA, Example")
    page = clerk.get(answer["Location"]).content.decode()
    assert 'value="PERSONA, Example"' in page
    assert 'value="1990-03-17"' in page
    assert 'data-from="subject_birth_date"' in page
    assert 'data-from="subject_name"' not in page


@pytest.mark.parametrize("data", [b"no PDF at all", b"%PDF-1.7 cut off", b"", b"%PDF-" + b"0" * BYTES_MAX])
@pytest.mark.parametrize("script", [True, False])
def test_what_is_no_paper_is_refused_and_nothing_is_lost(clerk: Client, data: bytes, script: bool) -> None:
    """A wrong file must cost a message and not what was typed."""
    answer = drop(clerk, data, script=script, note="still here")
    page = answer.content.decode()
    assert "The PDF was not read" in page
    assert script or "still here</textarea>" in page


def test_the_digest_of_the_paper_is_kept_with_the_request(quick_site: Site, clerk: Client) -> None:
    """Years later somebody must be able to say: this is the file that came."""
    data = pdf(flattened())
    drop(clerk, data)
    post(clerk, ANSWER, SIX, turn="2")
    request = request_id(save(clerk, SIX))
    with quick_site.register() as register:
        (paper,) = entries(register.db, where=Filter(request=request, kind="paper.attached"))
        opened = values(register, [paper.seq])[paper.seq]
    assert opened["file"] == {"sha256": sha256(data).hexdigest(), "pages": 1}
    assert sha256(data).hexdigest().encode() not in paper.as_bytes()
    assert not DraftPage.objects.exists()


def test_a_paper_alone_is_attached_as_such(quick_site: Site, clerk: Client) -> None:
    """The request itself is a paper too, and changes no answer."""
    without = post(clerk, ANSWER, {**SIX, "paper-0-kind": ""}, key="1" * 32).content.decode()
    drop(clerk, pdf(flattened()))
    beside = post(clerk, ANSWER, {**SIX, "paper-0-kind": ""}, turn="2").content.decode()
    start, end = '<section class="hl-answer', '<div class="nr-read"'
    assert (
        without[without.index(start) : without.index(end)] == beside[beside.index(start) : beside.index(end)]
    )
    request = request_id(save(clerk, {**SIX, "paper-0-kind": ""}))
    with quick_site.register() as register:
        (paper,) = entries(register.db, where=Filter(request=request, kind="paper.attached"))
    assert paper.fields == {"paper": "other"}


def test_a_new_paper_takes_the_place_of_the_old(clerk: Client) -> None:
    """The wrong file was chosen, and then the right one."""
    drop(clerk, scan())
    assert "It is a scan" not in drop(clerk, pdf(flattened())).content.decode()
    assert DraftPage.objects.count() == 2
    assert clerk.get(f"{NEW}?draft={KEY}").content.decode().count("<img src=") >= 1
