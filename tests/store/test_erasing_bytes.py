"""The byte search: after a shredding nothing of the person stands in any file, in any spelling."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from holdlaw.store import erasing
from holdlaw.store.backup import backup
from holdlaw.store.exporting import export
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.reading import entries
from holdlaw.store.scrubbing import Cleaned
from holdlaw.store.signer import sign
from holdlaw.store.states import catch_up
from holdlaw.store.vault import openings
from holdlaw.store.verifying import verify
from tests.postgres import running_server

from .filled import PEOPLE, shred_person
from .made import NOON, ORIGIN, REGISTRAR, contact, minutes, received

SUBJECT = {
    "name": "Zebulina Beispielfrau",
    "birth_date": "1991-12-17",
    "file_number": "A 987-654-321",
    "custody_number": "CUSTODY-55512",
}
SUMMARY = "Quillon Exempel telephoned about her court date."


def spellings(secret: bytes) -> Iterator[bytes]:
    """Give every way the bytes might have been written."""
    yield secret
    yield secret.hex().encode()
    yield secret.hex().upper().encode()
    for cut in range(
        3
    ):  # Base64 of a longer text that holds it: three alignments, the uncertain ends cut off
        yield base64.b64encode(b"\0" * cut + secret)[4 if cut else 0 : -4]
    try:
        text = secret.decode()
    except UnicodeDecodeError:
        return
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")


def fill(home: Home) -> None:
    """Three invented people around the one who will be shredded, in two requests."""
    with open_register(home) as register:
        for number in range(PEOPLE):
            subject = SUBJECT if number == 1 else None
            drafts = [received(number, subject), contact(number, SUMMARY if number == 1 else "No.")]
            intake(register, drafts, key=f"request-{number}", entered_at=minutes(1))
        catch_up(register)
    sign(home)


def secrets_of(home: Home) -> tuple[list[bytes], list[bytes]]:
    """Give what must be gone: values, salts and key; and ciphertext and index tokens."""
    with open_register(home) as register:
        seqs = [entry.seq for entry in entries(register.db) if entry.person == "person-1"]
        opened = [each for fields in openings(register, seqs).values() for each in fields.values()]
        row: Any = register.db.one("SELECT key_id FROM vault_person WHERE person = 'person-1'")
        key = register.keys.key(row[0])
        assert key is not None
        ones = "WHERE person = 'person-1'"
        sealed = [each for (each,) in register.db.rows(f"SELECT sealed FROM vault_entry {ones}")]
        tokens = [each for (each,) in register.db.rows(f"SELECT token FROM vault_index {ones}")]
    values = [value.encode() for value in (*SUBJECT.values(), SUMMARY)]
    # A page may be cut anywhere: a piece from the middle of the ciphertext is searched for.
    pieces = [each[20:52] for each in sealed]
    return [*values, *(each.salt for each in opened), key], [*pieces, *tokens]


def found(secrets: list[bytes], *folders: Path) -> list[str]:
    """Search every file; give where something stands."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    return [
        f"{path}: {secret!r}"
        for path in files
        for data in [path.read_bytes()]
        for secret in secrets
        if any(spelling in data for spelling in spellings(secret))
    ]


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """A search that finds nothing anywhere would prove nothing."""
    for number, spelling in enumerate(spellings(b"Zebulina Beispielfrau")):
        (tmp_path / str(number)).write_bytes(b"before " + spelling + b" after")
    assert len(found([b"Zebulina Beispielfrau"], tmp_path)) == number + 1
    (tmp_path / "long").write_bytes(base64.b64encode(b"x" + b"Zebulina Beispielfrau" + b"yy"))
    assert any("long" in place for place in found([b"Zebulina Beispielfrau"], tmp_path))


def test_on_sqlite_no_byte_of_a_shredded_person_is_left(tmp_path: Path) -> None:
    """Whoever seizes the disk, or a backup made the next day, finds nobody."""
    home = Home(tmp_path / "register")
    create_register(home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    fill(home)
    hidden, sealed = secrets_of(home)
    assert found([hidden[-1]], home.folder)
    assert len(found(sealed, home.folder)) >= len(sealed)
    with open_register(home) as desk:  # a desk that goes on working, so that the write-ahead log stays
        shred_person(home)
        intake(desk, [received(8)], key="after", entered_at=minutes(5))
        assert found(hidden + sealed, home.folder) == []
    backup(home, tmp_path / "backup", tmp_path / "keys")
    export(home, tmp_path / "export")
    places = [tmp_path / name for name in ("register", "backup", "keys", "export")]
    assert found(hidden + sealed, *places) == []
    assert verify(home).ok


def test_without_the_cleaning_the_search_finds_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cleaning is slow, and this is why it is done: deleting alone leaves the rows in the log."""
    home = Home(tmp_path / "register")
    create_register(home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    fill(home)
    _, sealed = secrets_of(home)
    monkeypatch.setattr(erasing, "scrub", lambda _: Cleaned(()))
    with open_register(home):
        shred_person(home)
        assert found(sealed, home.folder) != []


@pytest.fixture
def server() -> Iterator[tuple[str, Path]]:
    """A PostgreSQL server of this test alone, which keeps no old log files: its address and its folder."""
    with running_server() as started:
        with psycopg.connect(started.url(), autocommit=True, connect_timeout=10) as connection:
            connection.execute("ALTER SYSTEM SET wal_recycle = off")
            connection.execute("SELECT pg_reload_conf()")
        yield started.url(), started.folder


@pytest.mark.slow
def test_on_postgresql_no_byte_of_a_shredded_person_is_left(server: tuple[str, Path], tmp_path: Path) -> None:
    """The same on the server's own disk: tables, indexes, the planner's notes, the log."""
    url, folder = server
    home = Home(tmp_path / "register", url)
    create_register(home, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    fill(home)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
        connection.execute("CHECKPOINT")
    hidden, sealed = secrets_of(home)
    assert found(sealed, folder)
    assert shred_person(home).cleaned.left == ()
    backup(home, tmp_path / "backup", tmp_path / "keys")
    assert found(hidden + sealed, folder, home.folder, tmp_path / "backup", tmp_path / "keys") == []
    assert verify(home).ok
