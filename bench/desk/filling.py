"""A desk's register of any size: what waits now is entered for real, what is over is copied from a template.

The requests that wait are the demo's live ones, decided and sealed like any other, and lie spread over the
whole register. Between them stand requests that are over: two invented ones, entered once, are copied with
other ids, numbers and random bytes for what is private. So every table and
index is as full as it would be. Nothing of the copies can be opened, and no checkpoint is signed: this
register serves for timing alone.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from hashlib import shake_128
from itertools import count
from typing import Any, Final

from attrs import evolve, frozen

from bench.register.writing import new_register
from holdlaw.policybook import Book, shipped
from holdlaw.register.commitments import SALT_BYTES
from holdlaw.register.entry import Entry, Place, enter
from holdlaw.register.tree import Frontier, leaf_hash
from holdlaw.sources.demo import city, jail
from holdlaw.sources.demo.lines import Step, Story
from holdlaw.sources.demo.plan import Plan
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import open_register
from holdlaw.store.reading import frontier, size
from holdlaw.store.registers import Register
from holdlaw.store.states import case_row, catch_up, person_row

AGENCY: Final = city.POLICE[0]
OVER_ON: Final = date(2018, 3, 24)
"""The day of every request that is over: the law of both agencies is settled then."""

_HOLE: Final = "testa0000000hole"
_BASE: Final = 700_000_000
"""The numbers of a template's entries begin here: nothing else in it looks like them."""

_SEALED_BYTES: Final = 400
_TOKENS: Final = 3
_TOKEN_BYTES: Final = 32
_CHUNK: Final = 500


@frozen
class Filled:
    """What a register holds: requests, those of the agency that stand on its board, all entries."""

    requests: int
    waiting: int
    entries: int


@frozen
class _Template:
    """One request that is over: each entry's bytes, with whether it has private values; its two states."""

    bodies: tuple[tuple[str, bool], ...]
    case: tuple[Any, ...]
    person: tuple[Any, ...]

    def copy(self, text: str, number: int, first: int) -> str:
        """Write one text of the template for the request of a number, its first entry `first`."""
        copied = text.replace(_HOLE, f"{number:016d}")
        for place in range(len(self.bodies)):
            copied = copied.replace(f"{_BASE + place}", f"{first + place}")
        return copied

    def row(self, row: Sequence[Any], number: int, first: int) -> list[Any]:
        """Write one row of states."""
        return [self._value(each, number, first) for each in row]

    def _value(self, value: Any, number: int, first: int) -> Any:
        if isinstance(value, str):
            return self.copy(value, number, first)
        return value - _BASE + first if value in range(_BASE, _BASE + len(self.bodies)) else value


def fill(home: Home, requests: int, nights: int, now: datetime) -> Filled:
    """Make a register: so many requests that are over, and what waits at `now`, so many times over."""
    new_register(home)
    law, numbers = shipped(), count()
    templates = (_template(_over_at_jail(law)), _template(_over_at_city(law)))
    for night in range(nights):
        _enter_night(home, night, Plan(night + 1, now, law, frozenset({"live"})))
        here = requests * (night + 1) // nights - requests * night // nights
        _copy(home, templates, [next(numbers) for _ in range(here)])
    with open_register(home) as register:
        return _counted(register)


def _counted(register: Register) -> Filled:
    from holdlaw.web.queries.open_requests import OPEN, STANDING

    (requests,) = register.db.one("SELECT count(*) FROM state_case") or (0,)
    standing = list(register.db.rows(STANDING, [AGENCY, *OPEN, AGENCY, "not_honored"]))
    return Filled(int(requests), len(standing), size(register.db))


def _enter_night(home: Home, night: int, plan: Plan) -> None:
    """Enter one night's live requests, and fold them; the agencies join with the first."""
    numbers: dict[str, int] = {}
    with open_register(home) as register:
        register.db.execute("PRAGMA synchronous = OFF")
        at = size(register.db)
        for place, step in enumerate(plan.steps()):
            if step.request is None and night:
                continue
            numbers |= step.named(at)
            own = evolve(step, request=f"{step.request}-{night}") if step.request else step
            drafts = own.drafts(numbers)
            intake(register, drafts, key=f"night-{night}-{place}", entered_at=step.entered_at)
            at += len(drafts)
        catch_up(register)


def _over_at_jail(law: Book) -> Story:
    plan = Plan(1, datetime.fromisoformat("2018-04-02T09:00:00-04:00"), law)
    return jail.request_story(plan.desk(jail.JAIL, "bench"), 1, city.Turn(OVER_ON, "transferred"))


def _over_at_city(law: Book) -> Story:
    plan = Plan(1, datetime.fromisoformat("2018-04-02T09:00:00-04:00"), law)
    return city.request_story(plan.desk(city.POLICE, "bench"), 1, city.Turn(OVER_ON, "plain"))


def _template(story: Story) -> _Template:
    entries = tuple(_entries(story[1]))
    bodies = tuple((each.as_bytes().decode(), bool(each.private)) for each in entries)
    return _Template(bodies, case_row(entries), person_row(entries))


def _entries(steps: Sequence[Step]) -> Iterator[Entry]:
    at, numbers = count(_BASE), dict[str, int]()
    first = _BASE
    for step in steps:
        numbers |= step.named(first)
        first += len(step.lines)
        for draft in evolve(step, request=f"r-{_HOLE}", person=f"p-{_HOLE}").drafts(numbers):
            seq = next(at)
            key = f"bench-{_HOLE}-{seq}"
            place = Place(origin="register.example/bench", seq=seq, entered_at=step.entered_at, key=key)
            yield enter(draft, place, lambda: bytes(SALT_BYTES))[0]


def _copy(home: Home, templates: Sequence[_Template], numbers: Sequence[int]) -> None:
    """Write copies of the templates in turn, with their states and what stands in the vault for them."""
    with open_register(home, read_only=True) as register:
        edge = frontier(register.db, size(register.db))
    with closing(sqlite3.connect(home.database_file, isolation_level=None)) as file:
        for setting in ("synchronous = OFF", "cache_size = -200000", "recursive_triggers = ON"):
            file.execute(f"PRAGMA {setting}")
        for start in range(0, len(numbers), _CHUNK):
            file.execute("BEGIN IMMEDIATE")
            for number in numbers[start : start + _CHUNK]:
                _copy_one(file, edge, templates[number % len(templates)], number)
            file.execute("UPDATE state_mark SET folded_to = ?", [edge.size])
            file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy_one(file: sqlite3.Connection, edge: Frontier, template: _Template, number: int) -> None:
    first, person = edge.size, template.copy(f"p-{_HOLE}", number, edge.size)
    bodies = [template.copy(body, number, first) for body, _ in template.bodies]
    rows = [(first + place, body, edge.append(leaf_hash(body.encode()))) for place, body in enumerate(bodies)]
    file.executemany("INSERT INTO entries (seq, body, nodes) VALUES (?, ?, ?)", rows)
    chance = shake_128(b"%d" % first).digest(_SEALED_BYTES + _TOKENS * _TOKEN_BYTES)
    sealed, tokens = chance[:_SEALED_BYTES], chance[_SEALED_BYTES:]
    file.execute("INSERT INTO vault_person VALUES (?, ?)", [person, 1_000_000 + first])
    private = [first + place for place, (_, private) in enumerate(template.bodies) if private]
    file.executemany("INSERT INTO vault_entry VALUES (?, ?, ?)", [(seq, person, sealed) for seq in private])
    file.executemany(
        "INSERT INTO vault_index VALUES (?, ?)",
        [(tokens[at : at + _TOKEN_BYTES], person) for at in range(0, len(tokens), _TOKEN_BYTES)],
    )
    for table, row in (("state_case", template.case), ("state_person", template.person)):
        marks = ", ".join("?" * len(row))
        file.execute(f"INSERT INTO {table} VALUES ({marks})", template.row(row, number, first))
