"""The same person is found again by what identifies them, and the database holds none of it in plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.entry import Draft
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register
from holdlaw.store.people import find_people, new_person_id

from .made import NOON, draft, raw, received

TESTA = {
    "name": "Testa Muñoz-Testperson",
    "birth_date": "1990-02-03",
    "file_number": "A 012-345-678",
    "custody_number": "2026/00417",
}
BORN = {"birth_date": "1990-02-03"}


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with Testa as the first person, and a second who shares only the birth date."""
    second = {"name": "Example Persona", "birth_date": "1990-02-03"}
    intake(register, [received(1, TESTA), received(2, second)], key="first", entered_at=NOON)
    return register


@pytest.mark.parametrize(
    "identity",
    [
        TESTA,
        {"file_number": "A012345678"},
        {"file_number": "a 12 345 678"},
        {"file_number": "012345678"},
        {"custody_number": "2026/00417"},
        {"custody_number": " 2026-00417 "},
        {"name": "Testa Muñoz-Testperson", **BORN},
        {"name": "  TESTA   MUNOZ TESTPERSON ", **BORN},
        {"name": "Muñoz-Testperson, Testa", **BORN},
        {"name": "testa mun\u0303oz testperson", **BORN},
        {"name": "Somebody Else", **BORN, "file_number": "A012345678"},
    ],
)
def test_the_same_person_is_found_however_the_paper_writes_them(
    filled: Register, identity: dict[str, str]
) -> None:
    """Two faxes about one person must not become two people with two clocks."""
    assert find_people(filled, identity) == ("person-1",)


@pytest.mark.parametrize(
    "identity",
    [
        {},
        {"name": "Testa Muñoz-Testperson"},
        BORN,
        {"name": "Testa Testperson", **BORN},
        {"name": "Testa Muñoz-Testperson", "birth_date": "1990-02-04"},
        {"file_number": "A012345679"},
        {"custody_number": "A012345678"},
        {"file_number": ""},
        {"file_number": " - "},
        {"name": " ", **BORN},
    ],
)
def test_nobody_is_found_by_what_identifies_nobody(filled: Register, identity: dict[str, str]) -> None:
    """A namesake held on somebody else's paper is the error this product exists to prevent."""
    assert find_people(filled, identity) == ()


def test_people_who_share_a_number_are_both_given(filled: Register) -> None:
    """A doubt about who somebody is belongs before a person, not settled by an index."""
    again = {"name": "Example Persona", "file_number": "A12345678"}
    intake(filled, [received(3, again)], key="again", entered_at=NOON)
    assert find_people(filled, TESTA) == ("person-1", "person-3")


def test_a_corrected_identity_is_found_too(filled: Register) -> None:
    """A number misread from a fax is corrected by an entry; the next fax bears the right one."""
    content = EntryCorrected(
        corrects=2, because="misread_paper", values={"subject": {"file_number": "A 555-000-111"}}
    )
    corrected: Draft = draft(content, "request-2", "person-2")
    intake(filled, [corrected], key="corrected", entered_at=NOON)
    assert find_people(filled, {"file_number": "A555000111"}) == ("person-2",)


def test_what_is_no_part_of_the_index_is_refused(filled: Register) -> None:
    """A mistyped key would otherwise find nobody, and look like an answer."""
    with pytest.raises(HoldlawError, match="birthdate identifies nobody"):
        find_people(filled, {"name": "Testa Testperson", "birthdate": "1990-02-03"})


def test_the_same_request_twice_makes_one_index_row(filled: Register) -> None:
    """A person with forty papers is one person in the index."""
    intake(filled, [received(1, TESTA)], key="again", entered_at=NOON)
    with raw(filled.home) as connection:
        sql = "SELECT count(*) FROM vault_index WHERE person = 'person-1'"
        assert connection.execute(sql).fetchone() == (3,)


def files_of(register: Register, request: pytest.FixtureRequest) -> list[Path]:
    """List the files a register is written to: its folder; the server's log and this database."""
    folders = [register.home.folder]
    if register.db.engine == "postgresql":
        data = request.getfixturevalue("postgresql").folder / "data"
        row = register.db.one("SELECT oid::text FROM pg_database WHERE datname = current_database()")
        assert row is not None
        register.db.execute("CHECKPOINT")
        folders += [data / "base" / row[0], data / "pg_wal"]
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_no_byte_of_the_person_stands_in_any_file(register: Register, request: pytest.FixtureRequest) -> None:
    """Whoever carries the disk away learns nobody's name, birth date or number."""
    nobody = {"name": "Byteworth Trâceperson", "birth_date": "1961-11-23", "file_number": "A 987-650-321"}
    intake(register, [received(1, nobody)], key="first", entered_at=NOON)
    assert find_people(register, {"name": "traceperson byteworth", "birth_date": "1961-11-23"}) == (
        "person-1",
    )
    everything = b"".join(path.read_bytes().lower() for path in files_of(register, request))
    assert b"request-1" in everything
    for trace in ("byteworth", "trâceperson", "traceperson", "1961-11-23", "987-650-321", "987650321"):
        assert trace.encode() not in everything


def test_a_person_id_says_nothing() -> None:
    """An id made of a name or a number would carry the person into every log."""
    assert new_person_id(lambda count: bytes(range(count))) == "p-000102030405060708090a0b0c0d0e0f"
