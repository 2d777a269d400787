"""The audit pages: entries as sentences with proofs, verification, checkpoints, export of the own entries."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.kinds import kinds
from holdlaw.store.database import Database
from holdlaw.store.kept_notes import KeptNote, stored_notes
from holdlaw.store.reading import Filter, entries
from holdlaw.store.signer import sign
from holdlaw.web.pages import audit
from holdlaw.web.queries import audits
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import CITY, OPENED_AT, OTHER, OWN, Site, make_requests
from .requesting import text_of

VERIFIER = Path(__file__).parents[2] / "verifier" / "holdlaw_verify.py"
CITY_SEQ, JAIL_SEQ = 3, 4
"""Entries that `make_requests` makes: a request of the police, and one of the jail."""


@pytest.fixture
def signed(quick_site: Site) -> Site:
    """A register with a request of each agency, a sealed one, and a checkpoint over all of it."""
    make_requests(quick_site)
    sign(quick_site.home)
    return quick_site


@pytest.fixture
def auditor(signed: Site, client_for: ClientFor) -> Client:
    """An auditor of the city police."""
    return client_for(Role.AUDITOR)


def words(client: Client, name: str, query: str = "", /, status: int = 200, **named: object) -> str:
    """Open a page; give its words."""
    answer = client.get(reverse(name, kwargs=named) + query)
    assert answer.status_code == status, answer.status_code
    return text_of(answer.content.decode())


def seqs(client: Client, query: str = "") -> list[int]:
    """Give the numbers of the entries on a page."""
    return [row.entry.seq for row in client.get(f"{reverse('audit')}{query}").context["page"].rows]


def test_entries_are_told_as_sentences_the_newest_first_and_only_the_own(
    site: Site, client_for: ClientFor
) -> None:
    """An auditor reads what happened here; another agency's business is not theirs to read."""
    make_requests(site)
    client = client_for(Role.AUDITOR)
    said = words(client, "audit")
    with site.register() as register:
        own = entries(register.db, where=Filter(agency=CITY))
    assert seqs(client) == [entry.seq for entry in reversed(own)]
    assert "Form I-247A from" in said
    assert OTHER not in said
    assert "Testa" not in said


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=request.received", [5, 3]),
        (f"?request={OWN}", [3]),
        (f"?request={OTHER}", []),
        ("?actor=city-police-records-1", [7]),
        ("?first=2026-11-02&last=2026-11-02", [7, 6, 5, 3, 1]),
        ("?first=2026-11-03", []),
        ("?last=2026-11-01", []),
        ("?kind=no.such", [7, 6, 5, 3, 1]),
        ("?before=6", [5, 3, 1]),
    ],
)
def test_entries_are_filtered(site: Site, client_for: ClientFor, query: str, found: list[int]) -> None:
    """Who, what, when, about which request: what an audit begins with."""
    make_requests(site)
    assert seqs(client_for(Role.AUDITOR), query) == found


def test_long_lists_are_paged_by_number(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register has a hundred thousand entries; a page has fifty."""
    monkeypatch.setattr(audits, "PAGE", 2)
    monkeypatch.setattr(audits, "CHUNK", 2)
    assert seqs(auditor) == [7, 6]
    assert "Older" in words(auditor, "audit")
    assert seqs(auditor, "?before=6") == [5, 3]


def test_a_page_that_looked_long_says_so(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that stopped searching must not read as nothing found."""
    monkeypatch.setattr(audits, "LOOKED_MAX", 1)
    assert "Not all were looked through" in words(auditor, "audit", "?last=2026-11-01")


@pytest.mark.parametrize("query", ["?first=soon", "?last=soon", "?request=Testa Testperson", "?actor=a b"])
def test_a_filter_that_cannot_be_read_says_so(auditor: Client, query: str) -> None:
    """A filter silently left out shows something else than was asked."""
    assert "This cannot be read" in words(auditor, "audit", query, status=422)


def test_those_who_were_refused_can_be_seen(auditor: Client, client_for: ClientFor) -> None:
    """Who tried to see what was not theirs is the first thing an auditor asks."""
    client_for(Role.CLERK).get("/people/")
    assert "was refused people at" in words(auditor, "audit", "?kind=access.denied")


def test_one_entry_is_shown_with_what_proves_it(signed: Site, auditor: Client) -> None:
    """A claim that an entry stands unchanged is worth what can be checked."""
    answer = auditor.get(reverse("audit_entry", kwargs={"seq": CITY_SEQ}))
    said, found = text_of(answer.content.decode()), answer.context["found"]
    assert "✓ Proved" in said
    assert found.proof.holds
    assert found.proof.size == 8
    assert json.loads(found.data)["seq"] == CITY_SEQ
    assert dict(found.commitments).keys() == {"subject"}
    assert "Testa" not in said
    assert found.receipt in answer.content.decode().replace("&#x27;", "'")
    assert "/receipt" in said


def test_an_entry_no_checkpoint_covers_says_so(quick_site: Site, client_for: ClientFor) -> None:
    """Between two signatures there is no proof yet, and the page must not pretend one."""
    make_requests(quick_site)
    assert "No checkpoint covers it yet" in words(client_for(Role.AUDITOR), "audit_entry", seq=CITY_SEQ)


def test_an_entry_that_was_altered_is_told(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page checks; it does not only say that it could be checked."""
    monkeypatch.setattr(audits, "includes", lambda *given: False)
    assert "NOT PROVED" in words(auditor, "audit_entry", seq=CITY_SEQ)


def test_another_agencys_entry_is_refused_and_the_refusal_is_entered(signed: Site, auditor: Client) -> None:
    """Numbers of entries can be counted up in the address."""
    words(auditor, "audit_entry", status=403, seq=JAIL_SEQ)
    with signed.register() as register:
        (denied,) = entries(register.db, where=Filter(kind="access.denied"))
    assert denied.fields["route"] == "audit_entry"
    words(auditor, "audit_entry", status=404, seq=999)


def test_verifying_says_what_was_found(signed: Site, auditor: Client) -> None:
    """Whoever doubts the register gets an answer at the desk."""
    assert "Verify now" in words(auditor, "audit_verify")
    said = text_of(auditor.post(reverse("audit_verify")).content.decode())
    assert "Everything is as it was entered" in said
    assert "the newest checkpoint covers 8" in said


def test_a_checkpoint_kept_elsewhere_is_compared(signed: Site, auditor: Client) -> None:
    """Whoever could alter the register could alter its checkpoints; one kept outside tells."""
    note = auditor.get(reverse("audit_checkpoint", kwargs={"at": 8})).content
    for told in ({"file": io.BytesIO(note)}, {"note": note.decode().replace("\n", "\r\n")}):
        said = text_of(auditor.post(reverse("audit_verify"), told).content.decode())
        assert "1 checkpoint you brought agrees." in said


@pytest.mark.parametrize("note", ["no checkpoint at all", "\udcff\x00", "a\n8\nAAAA\n\n— a b\n"])
def test_a_checkpoint_that_is_not_of_this_register_is_a_finding(auditor: Client, note: str) -> None:
    """What somebody brings may be anything; it must neither pass nor end in a traceback."""
    data = io.BytesIO(note.encode(errors="surrogateescape"))
    answer = auditor.post(reverse("audit_verify"), {"file": data})
    assert "1 finding" in text_of(answer.content.decode())


def test_checkpoints_are_listed_and_downloaded(signed: Site, auditor: Client) -> None:
    """Keeping one elsewhere has to be easy, or nobody does."""
    assert "✓ right" in words(auditor, "audit_checkpoints")
    answer = auditor.get(reverse("audit_checkpoint", kwargs={"at": 8}))
    assert answer["Content-Disposition"] == 'attachment; filename="holdlaw_checkpoint_8.note"'
    assert answer.content.decode() == sign(signed.home)
    words(auditor, "audit_checkpoint", status=404, at=5)


def test_a_checkpoint_whose_signature_is_wrong_is_told(
    auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One wrong note must not hide the others, nor break the page."""

    def with_a_wrong_one(db: Database) -> list[KeptNote]:
        return [*stored_notes(db), KeptNote("checkpoints, size 9", "nonsense", 9)]

    monkeypatch.setattr(audits, "stored_notes", with_a_wrong_one)
    assert "✗" in words(auditor, "audit_checkpoints")
    assert "✓ Proved" in words(auditor, "audit_entry", seq=CITY_SEQ)


def test_without_a_checkpoint_the_pages_say_so(quick_site: Site, client_for: ClientFor) -> None:
    """A new register has none, and its first auditor must not see an error."""
    client = client_for(Role.AUDITOR)
    assert "None is signed yet." in words(client, "audit_checkpoints")
    answer = client.post(reverse("audit_export"))
    assert "nothing to export" in text_of(answer.content.decode())


def exported(client: Client, told: Mapping[str, str], folder: Path) -> list[int]:
    """Export, unpack, let the standalone verifier check it; give the numbers of the entries."""
    answer = client.post(reverse("audit_export"), told)
    assert answer["Content-Type"] == "application/zip", text_of(answer.content.decode())
    with ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(folder)
    run = subprocess.run([sys.executable, VERIFIER, folder], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    lines = (folder / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["agency"] for line in lines} == {CITY}
    return [json.loads(line)["seq"] for line in lines]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, [1, 3, 5, 6, 7]),
        ({"request": OWN}, [3]),
        ({"kind": "request.received"}, [3, 5]),
        ({"actor": "city-police-records-1"}, [7]),
        ({"first": "2026-11-02", "last": "2026-11-02"}, [1, 3, 5, 6, 7]),
    ],
)
def test_an_export_holds_the_own_entries_and_passes_the_standalone_verifier(
    signed: Site, auditor: Client, tmp_path: Path, told: dict[str, str], found: list[int]
) -> None:
    """What leaves the house is checked by people who do not trust this program."""
    assert exported(auditor, told, tmp_path / "out") == found


@pytest.mark.parametrize("told", [{"request": OTHER}, {"first": "2026-12-01"}, {"actor": "nobody"}])
def test_an_export_of_nothing_says_so(signed: Site, auditor: Client, told: dict[str, str]) -> None:
    """An empty zip file would be taken for an answer; another agency's request is nothing here."""
    answer = auditor.post(reverse("audit_export"), told)
    assert answer.status_code == 422
    assert "nothing to export" in text_of(answer.content.decode())


def test_an_export_that_cannot_be_made_says_why(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing hash is told with what to do, not as an error page."""

    def refuse(*given: object) -> None:
        raise HoldlawError([Problem("HL-6009", "entry 3", "A hash is missing.", "No proof.", "Verify.")])

    monkeypatch.setattr(audit, "zipped", refuse)
    answer = auditor.post(reverse("audit_export"))
    assert answer.status_code == 422
    assert "A hash is missing." in text_of(answer.content.decode())


def test_the_export_form_opens_for_whom_it_is(auditor: Client, client_for: ClientFor) -> None:
    """A supervisor audits and exports nothing; the tab is not even offered."""
    assert "Another agency’s entries are left out" in words(auditor, "audit_export")
    assert "Export" not in words(client_for(Role.SUPERVISOR), "audit")


def test_every_type_of_entry_can_be_asked_for() -> None:
    """A type missing from the list would be one that nobody audits."""
    assert set(audits.kind_names()) == {name for name, _version in kinds()}


def test_the_moment_of_the_fixture_is_what_the_filters_lean_on() -> None:
    """The days in these tests are those of the entries that are made."""
    assert datetime(2026, 11, 2, 12, tzinfo=UTC) == OPENED_AT
