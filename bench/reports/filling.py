"""A register of a million entries and its states, made from one request that was really folded."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from typing import Final

from bench.register.writing import CLERK, new_register
from holdlaw.register.entry import Draft, Entry, Place, enter
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.decision_signed import DecisionSigned
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.person_released import PersonReleased
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.register.tree import Frontier, leaf_hash
from holdlaw.store.case_columns import Value
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import open_register
from holdlaw.store.states import CASE_COLUMNS, case_row

AGENCY: Final = "testa-police"
FIRST: Final = date(2016, 10, 1)
DAYS: Final = 3650
AT: Final = datetime(2016, 10, 1, 9, 30, tzinfo=timezone(timedelta(hours=-4)))
DAY_US: Final = 86_400_000_000
_SEQ, _US = re.compile(r'"seq":(\d+)'), re.compile(r'"us":(\d+)')
_REQUEST, _PERSON, _KEY = "request-hole", "person-hole", "key-hole"


def fill(home: Home, entries: int) -> int:
    """Make the register; give how many requests it holds."""
    new_register(home)
    with open_register(home) as register:
        joined = AgencyJoined(name="Invented police", place="us-ny-nyc-police", zone="America/New_York")
        made = Draft(
            content=joined, agency=AGENCY, actor=CLERK, happened_at=AT, late_reason="imported_record"
        )
        intake(register, [made], key="joined", entered_at=AT)
    template = _template()
    requests = (entries - 2) // len(template)
    with closing(sqlite3.connect(home.database_file, isolation_level=None)) as file:
        frontier = Frontier()
        for (body,) in file.execute("SELECT CAST(body AS BLOB) FROM entries ORDER BY seq"):
            frontier.append(leaf_hash(body))
        file.execute("BEGIN IMMEDIATE")
        rows = _rows(frontier, template, requests)
        file.executemany("INSERT INTO entries (seq, body, nodes) VALUES (?, ?, ?)", rows)
        _states(file, template, requests)
        file.execute("DELETE FROM state_mark")
        file.execute("INSERT INTO state_mark VALUES (?)", [frontier.size])
        file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return requests


def _rows(frontier: Frontier, template: list[Entry], requests: int) -> Iterator[tuple[int, str, bytes]]:
    bodies = [entry.as_bytes().decode() for entry in template]
    for number in range(requests):
        for body, entry in zip(bodies, template, strict=True):
            seq = frontier.size
            written = _named(body, number).replace(f'"seq":{entry.seq}}}', f'"seq":{seq}}}')
            yield seq, written.replace(_KEY, f"key-{seq}"), frontier.append(leaf_hash(written.encode()))


def _named(text: str, number: int) -> str:
    """Put a request of its own into a text; its day moves with its number."""
    day = FIRST + timedelta(days=number % DAYS)
    return (
        text.replace(_REQUEST, f"r-{number:09}")
        .replace(_PERSON, f"p-{number:09}")
        .replace(str(FIRST), str(day))
    )


def _states(file: sqlite3.Connection, template: list[Entry], requests: int) -> None:
    """Keep the state of each request: the fold of the first, with each its own names, numbers and days."""
    row = dict(zip(CASE_COLUMNS, case_row(template), strict=True))
    marks = ", ".join("?" * len(row))
    rows = (
        [_own(name, value, number, 2 + number * len(template)) for name, value in row.items()]
        for number in range(requests)
    )
    file.executemany(f"INSERT INTO state_case VALUES ({marks})", rows)


def _own(name: str, value: Value, number: int, first: int) -> Value:
    """Give one column of a request's state, its own entries beginning with a number."""
    later = number % DAYS * DAY_US
    if isinstance(value, str):
        moved = _US.sub(lambda found: f'"us":{int(found[1]) + later}', _named(value, number))
        return _SEQ.sub(lambda found: f'"seq":{first + int(found[1])}', moved)
    if isinstance(value, int):
        return value + first if name.endswith("_seq") else value + later if name.endswith("_us") else value
    return None


def _template() -> list[Entry]:
    """Enter one request as a desk does."""
    due = (AT + timedelta(hours=8)).isoformat()
    clocks = [
        {"name": name, "label": f"the 48 hours of the {name}", "starts_at": due, "until": due,
         "days_excluded": [str(FIRST)]}
        for name in ("form", "regulation", "us-ny-nyc-police")
    ]  # fmt: skip
    decided = {
        act: {"layer": "us-ny-nyc-police", "version": "2014-12-14", "clause": "otherwise",
              "cite": "NYC Admin. Code § 14-154(b)(1)"}
        for act in ("hold", "notify", "transfer")
    }  # fmt: skip
    law = [
        {"layer": layer, "version": "2014-12-14", "digest": "0" * 64}
        for layer in ("us-ny-nyc-police", "us-ny", "us")
    ]
    contents: list[Kind] = [
        RequestReceived(form="I-247A", channel="email", requester={"agency": "ICE"}),
        PaperAttached(paper="administrative_warrant", issuer="dhs_officer", signed_on=str(FIRST)),
        CustodyStated(release_due_at=due, arrested_on=str(FIRST)),
        NoticeServed(what="copy_of_request", language="es", proof="signed_copy"),
        RecordSearched(systems=("state_criminal_history", "federal_criminal_history")),
        DecisionMade(
            place="us-ny-nyc-police", at=due, known_on="2026-11-22", asks=("hold", "notify"),
            outcomes=dict.fromkeys(("hold", "notify", "transfer", "interview", "share"), "must_not"),
            decided_by=decided, law=law, clocks=clocks, duties=("record", "search_again"), open_facts=[],
            warnings=("HL-3002",), case={}, answer={},
        ),
        DecisionSigned(decision=5),
        ContactLogged(direction="incoming", purpose="request", channel="email", counterpart="ICE", asked=(
            "release_date",)),
        PersonReleased(how="court"),
    ]  # fmt: skip
    return [_entered(number, content) for number, content in enumerate(contents)]


def _entered(number: int, content: Kind) -> Entry:
    at = AT + timedelta(minutes=40 * number)
    draft = Draft(
        content=content, agency=AGENCY, actor=CLERK, happened_at=at, request=_REQUEST, person=_PERSON
    )
    place = Place(origin="register.example/bench", seq=number, entered_at=at, key=_KEY)
    return enter(draft, place, lambda: bytes(32))[0]
