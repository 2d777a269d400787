"""Durable intake at the store, as a ratio to bare commits of the same engine: the goal is 0.40 of their rate.

An intake writes an entry, its place in the tree, its private values sealed, and gives a signed receipt; it
returns once all of that is durable. A bare commit writes a row of 600 bytes, about an entry, as durably.
"""

import sqlite3
import statistics
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Final

import psycopg

from bench.goals import Goal
from bench.measures import Figure, Section, median_ratio, seconds_each
from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register, create_register, open_register

GOAL: Final = 0.40
ROW: Final = "x" * 600
ORIGIN: Final = "register.example/bench"
CLERK: Final = Actor("staff-01", "clerk")
AT: Final = datetime(2026, 3, 7, 22, 30, tzinfo=timezone(timedelta(hours=-5)))
PEOPLE: Final = 50

Job = Callable[[], None]


def new_register(home: Home) -> None:
    """Make the register to measure on."""
    create_register(home, origin=ORIGIN, opened_at=AT, actor=CLERK)


def measure_writing(home: Home, commits: int, rounds: int = 5) -> Section:
    """Measure intakes and bare commits in turn, on the engine of the home."""
    new_register(home)
    register = open_register(home)
    try:
        with _bare(home, commits) as bare:
            jobs = {"bare": bare, **_intakes(register, commits)}
            seconds_each(jobs, 1)
            taken = seconds_each(jobs, rounds)
    finally:
        register.close()
    return _section(register.db.engine, taken, commits)


def _section(engine: str, taken: dict[str, list[float]], commits: int) -> Section:
    """Name the figures. Rates are intakes a second; the goal is for the plain one, an entry an intake."""
    rates = {name: commits / statistics.median(seconds) for name, seconds in taken.items()}
    named = {
        "one": "intake of one entry with private values",
        "new person": "intake of a request that names a new person",
        "four": "intake of four entries, two with private values",
    }
    ratios = {name: median_ratio(taken["bare"], taken[name]) for name in named}
    figures = [Figure(f"{engine}: bare commits of one row of 600 bytes", rates["bare"], "a second")]
    figures += [
        Figure(f"{engine}: {text}", rates[name], "a second", ratios[name], "bare commits")
        for name, text in named.items()
    ]
    goal = Goal(
        "an intake on SQLite runs at 0.40 of bare commits or better", ratios["one"], GOAL, at_most=False
    )
    return Section(tuple(figures), (goal,) if engine == "sqlite" else ())


def _intakes(register: Register, commits: int) -> dict[str, Job]:
    """Three kinds of intake. The people of the first are known before the timing begins."""
    numbers = count()

    def enter(drafts: list[Draft]) -> None:
        intake(register, drafts, key=f"bench-{next(numbers)}", entered_at=AT)

    for person in range(PEOPLE):
        enter([_fact(person)])

    def repeat(make: Callable[[int], list[Draft]]) -> Job:
        def job() -> None:
            for number in range(commits):
                enter(make(number))

        return job

    strangers = count(PEOPLE)
    return {
        "one": repeat(lambda number: [_fact(number % PEOPLE)]),
        "new person": repeat(lambda number: [_request(next(strangers))]),
        "four": repeat(lambda number: _four(number % PEOPLE)),
    }


def _draft(content: Kind, person: int) -> Draft:
    return Draft(
        content=content,
        agency="testa-jail",
        actor=CLERK,
        happened_at=AT,
        request=f"r-{person}",
        person=f"{person:032x}" if content.private() else None,
    )


def _fact(person: int) -> Draft:
    return _draft(
        FactStated(
            fact="reentered_after_removal", source="request", value="unknown", note="page 2 unreadable"
        ),
        person,
    )


def _request(person: int) -> Draft:
    subject = {
        "name": f"Testa Testperson {person}",
        "birth_date": "1980-01-02",
        "file_number": f"A{person:09}",
    }
    return _draft(
        RequestReceived(form="I-247A", channel="fax", requester={"agency": "ICE"}, subject=subject), person
    )


def _four(person: int) -> list[Draft]:
    custody = CustodyStated(release_due_at="2026-03-08T09:30:00-04:00", arrested_on="2026-03-06")
    notice = NoticeServed(what="copy_of_request", language="es", proof="signed_copy")
    return [_fact(person), _draft(custody, person), _fact(person), _draft(notice, person)]


@contextmanager
def _bare(home: Home, commits: int) -> Iterator[Job]:
    """Give the job that commits bare rows, beside the register: same disk, same server, same durability."""
    statement = "INSERT INTO bare (body) VALUES ({})"
    if home.database_url is not None:
        with psycopg.connect(home.database_url, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)"
            )
            connection.execute("SET synchronous_commit = on")
            insert = statement.format("%s").encode()
            yield lambda: _repeat(commits, lambda: connection.execute(insert, [ROW]))
            connection.execute("DROP TABLE bare")
        return
    with closing(sqlite3.connect(home.folder / "bare.db", isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = FULL")
        file.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT)")
        yield lambda: _repeat(commits, lambda: file.execute(statement.format("?"), [ROW]))
    for path in Path(home.folder).glob("bare.db*"):
        path.unlink()


def _repeat(times: int, step: Callable[[], object]) -> None:
    for _ in range(times):
        step()
