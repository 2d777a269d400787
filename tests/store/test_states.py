"""States are folded from entries: caught up after each intake or made anew, they are the same bytes."""

from __future__ import annotations

from typing import Any

import pytest

from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.person_transferred import PersonTransferred
from holdlaw.store import states
from holdlaw.store.database import Database
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register, create_register, open_register
from holdlaw.store.states import catch_up, folded_to, rebuild, states_digest

from .made import NOON, ORIGIN, REGISTRAR, contact, draft, minutes, raw, received

TABLES = ("state_case", "state_person", "state_mark")


def rows(db: Database) -> list[Any]:
    """Read every state."""
    return [list(db.rows(f"SELECT * FROM {table} ORDER BY 1")) for table in TABLES]


def fill(register: Register, numbers: range, after: str = "") -> None:
    """Enter a request and a contact for each number."""
    for number in numbers:
        drafts = [received(number), contact(number)]
        intake(register, drafts, key=f"key-{number}{after}", entered_at=NOON)


@pytest.mark.parametrize("batch", [1, 2, 7, 1000])
def test_catching_up_and_rebuilding_give_equal_bytes(
    register: Register, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that shows another state after a repair could not be believed before it either."""
    monkeypatch.setattr(states, "BATCH", batch)
    fill(register, range(5))
    assert catch_up(register) == 11
    fill(register, range(3, 8), " again")
    assert catch_up(register) == 10
    assert catch_up(register) == 0
    kept, digest = rows(register.db), states_digest(register.db)
    assert rebuild(register) == digest
    assert rows(register.db) == kept
    assert folded_to(register.db) == 21
    assert [len(table) for table in kept] == [8, 8, 1]


def test_both_engines_fold_to_the_same_bytes(
    register_home: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An agency that moves to a server must find its board as it left it."""
    beside = Home(tmp_path_factory.mktemp("beside") / "register")
    create_register(beside, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    digests = set()
    for home in (register_home, beside):
        with open_register(home) as register:
            fill(register, range(4))
            catch_up(register)
            digests.add(states_digest(register.db))
    assert len(digests) == 1


def test_an_interrupted_rebuild_goes_on_where_it_stopped(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repair stopped by a power cut must not leave a board with half the holds on it."""
    fill(register, range(6))
    catch_up(register)
    digest = states_digest(register.db)
    monkeypatch.setattr(states, "BATCH", 4)
    whole = states.case_row

    def stops(folded: Any) -> Any:
        if folded[0].request == "request-3":
            raise OSError("the power is gone")
        return whole(folded)

    monkeypatch.setattr(states, "case_row", stops)
    with pytest.raises(OSError, match="power"):
        rebuild(register)
    assert 0 < folded_to(register.db) < 13
    monkeypatch.setattr(states, "case_row", whole)
    catch_up(register)
    assert states_digest(register.db) == digest


def test_the_digest_tells_any_change_of_a_state(register: Register) -> None:
    """Whoever changes only the board, and no entry, is found by folding again."""
    fill(register, range(3))
    catch_up(register)
    digests = {states_digest(register.db)}
    for change in (
        "UPDATE state_case SET status = 'x' WHERE request = 'request-1'",
        "UPDATE state_case SET due_at = 'x' WHERE request = 'request-1'",
        "UPDATE state_case SET left_at = 'x' WHERE request = 'request-1'",
        "UPDATE state_case SET body = '{}' WHERE request = 'request-2'",
        "UPDATE state_person SET body = '{}' WHERE person = 'person-2'",
        "DELETE FROM state_person WHERE person = 'person-1'",
    ):
        with raw(register.home) as connection:
            connection.execute(change)
        digests.add(states_digest(register.db))
    assert len(digests) == 7
    rebuild(register)
    assert states_digest(register.db) in digests


def test_no_private_value_stands_in_a_state(register: Register) -> None:
    """States are kept, copied and thrown away; what is private must not be among them."""
    fill(register, range(3))
    catch_up(register)
    assert "Testperson" not in str(rows(register.db))
    assert "court date" not in str(rows(register.db))
    assert "request-1" in str(rows(register.db))


def test_a_state_stands_under_its_agency_and_status(register: Register) -> None:
    """The board asks for the open requests of one agency, and must not read every case to find them."""
    fill(register, range(2))
    intake(register, [contact(0)], key="late", entered_at=minutes(3))
    catch_up(register)
    sql = "SELECT request, status, due_at FROM state_case WHERE agency = ? ORDER BY request"
    assert list(register.db.rows(sql, ["invented-police"])) == [
        ("request-0", "open", None),
        ("request-1", "open", None),
    ]


def test_a_state_says_when_the_person_left_custody(register: Register) -> None:
    """Who has not left is on the board, however long ago the request was; from court one comes back."""
    fill(register, range(3))
    gone = draft(PersonReleased(how="court"), "request-0", "person-0", minutes(2))
    court = PersonTransferred(to="court", agency_to="example-court", basis="local_custody")
    away = draft(court, "request-1", "person-1", minutes(2))
    intake(register, [gone, away], key="gone", entered_at=minutes(3))
    catch_up(register)
    found: dict[str, str | None] = dict(register.db.rows("SELECT request, left_at FROM state_case"))
    assert found == {"request-0": minutes(2).isoformat(), "request-1": None, "request-2": None}
