"""The scanned paper: it lies in the vault, is given to whoever may see the request, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.web.queries import filed
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .requesting import NOW, Work, county_work, text_of

PDF = b"%PDF-1.7 an invented paper"
SCANS = {
    "application/pdf": (PDF, "pdf"),
    "image/png": (b"\x89PNG\r\n\x1a\n an invented scan", "png"),
    "image/jpeg": (b"\xff\xd8\xff an invented photograph", "jpg"),
}
AUDITOR = (Role.AUDITOR, 1)


@pytest.fixture
def work(quick_site: Site, client_for: ClientFor) -> Iterator[Work]:
    """The county's request, received and searched."""
    with time_machine.travel(NOW, tick=False):
        yield county_work(quick_site, client_for).received()


def paper(data: bytes, name: str = "Testa Testperson.exe") -> dict[str, Any]:
    """Give the form of a warrant with a file, named by somebody who names files after people."""
    return {"paper-0-kind": "warrant", "at": "now", "file": SimpleUploadedFile(name, data, "text/html")}


def opened(work: Work, seq: int, who: tuple[Role, int] = (Role.CLERK, 1)) -> Any:
    """Open the scanned paper of an entry."""
    named = {"request_id": work.request, "seq": seq}
    return work.client(*who).get(reverse("request_paper_file", kwargs=named))


@pytest.mark.parametrize("sort", SCANS)
def test_a_scanned_paper_is_kept_in_the_vault_and_given_back_as_it_was(work: Work, sort: str) -> None:
    """Whoever reads the checklist a year later has to see the paper itself."""
    data, ends = SCANS[sort]
    work.done("request_paper", **paper(data))
    line = work.state().all(PaperAttached)[-1]
    assert "file" in line.entry.private
    assert b"invented" not in line.entry.as_bytes()
    assert f"Open the scanned paper of entry {line.seq} ({ends.upper()}, 1 kB)" in text_of(work.get())
    answer = opened(work, line.seq, AUDITOR)
    assert answer.content == data
    assert answer["Content-Type"] == sort
    assert answer["Content-Disposition"] == f'attachment; filename="paper-{line.seq}.{ends}"'
    assert answer["Cache-Control"] == "no-store"


def test_what_a_file_is_called_says_nothing_of_what_it_is(work: Work) -> None:
    """A page with a script in it, called a PDF, would run in the next reader's browser."""
    assert "This is no PDF, PNG or JPEG." in work.refused("request_paper", **paper(b"<html>", "paper.pdf"))


@pytest.mark.parametrize("over", [1, 2 * 1024 * 1024])
def test_a_file_that_is_too_large_is_refused_and_not_dropped_in_silence(work: Work, over: int) -> None:
    """A paper entered without its scan, though somebody sent it, would be believed to have it."""
    large = PDF + bytes(filed.BYTES_MAX - len(PDF) + over)
    assert "The file is larger than 4 MB" in work.refused("request_paper", **paper(large))


def test_a_file_of_the_largest_size_is_taken(work: Work) -> None:
    """The limit is what the form says it is."""
    work.done("request_paper", **paper(PDF + bytes(filed.BYTES_MAX - len(PDF))))


def test_a_form_that_has_to_be_mended_asks_for_its_file_again(work: Work) -> None:
    """A browser cannot fill in a file by itself: whoever mends the date must not lose the scan unseen."""
    told = {**paper(PDF), "at": "11/23/2026 06:00"}
    page = work.refused("request_paper", **told)
    assert "choose why it is entered so late" in page
    assert "Choose the file again" in page


def test_a_form_without_a_file_needs_none(work: Work) -> None:
    """Most papers are typed in from the fax."""
    work.done("request_paper", **{**paper(b""), "paper-0-kind": "order"})
    seq = work.state().all(PaperAttached)[-1].seq
    assert opened(work, seq).status_code == 404
    assert opened(work, 0).status_code == 404


def test_a_paper_of_which_only_the_digest_is_kept_offers_no_file(work: Work) -> None:
    """Of a PDF that was read into a new request the register keeps its digest and number of pages alone."""
    assert filed.filed({"sha256": "00", "pages": 2}) is None
    assert filed.filed(None) is None
