"""What the entries of a request state, put together as a case file (the public form, version 1).

What nobody stated, and what is erased or not opened, is left out: a case file reads it as unknown. Entries
are read in their order, so the latest statement of a field counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from holdlaw.register.case_paths import Path, path_of, put, value_at
from holdlaw.register.kind import ERASED, Kind
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.notice_served import NoticeServed
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.register.lines import Line, of_kind, standing

Lines = Sequence[Line[Kind]]
Statement = tuple[Path, Any]
END = 2**63
"""Past every entry."""

_CUSTODY_FIELDS = ("release_due_at", "arrested_on", "informed_by")
_PAPER_FIELDS = (
    "issuer",
    "probable_cause",
    "authorises_federal_custody",
    "names_subject",
    "criminal",
    "signed",
    "signed_on",
    "presented_at",
)


def stated_case(lines: Lines) -> dict[str, Any]:
    """Give the case file that the lines state: at, request, custody, convictions, facts.

    The place whose law it is stands in no entry of a request; whoever asks the law adds it. `at` is the
    moment of release unless an answer states it.
    """
    search, papers = _listing(lines, END), standing(lines, PaperAttached)
    data: dict[str, Any] = {"request": {"papers": [_paper(line, lines) for line in papers]}, "custody": {}}
    if search is not None:
        data["convictions"] = deepcopy(search.content.convictions)
    for line in standing(lines, Kind):
        for path, value in _statements(line, lines):
            put(data, path, value_at(path, value))
    data.setdefault("at", data["custody"].get("release_due_at"))
    known: dict[str, Any] = _known(data)
    if not known["request"]["papers"]:
        del known["request"]["papers"]
    return known


def searches_counting(lines: Lines, before: int) -> tuple[Line[RecordSearched], ...]:
    """Give the searches that count when entry `before` is made: no later one searched the same systems."""
    made = [line for line in of_kind(lines, RecordSearched) if line.stood(before)]
    return tuple(
        line
        for i, line in enumerate(made)
        if not any(set(later.content.systems) >= set(line.content.systems) for later in made[i + 1 :])
    )


def _listing(lines: Lines, before: int) -> Line[RecordSearched] | None:
    """Give the search that the record of convictions rests on when entry `before` is made."""
    made = searches_counting(lines, before)
    return next((line for line in reversed(made) if line.content.convictions is not None), None)


def _paper(line: Line[PaperAttached], lines: Lines) -> dict[str, Any]:
    said = line.content
    paper = {name: getattr(said, name) for name in _PAPER_FIELDS}
    paper["kind"] = said.paper
    if said.paper == "administrative_warrant":
        paper["kind"] = said.form if isinstance(said.form, str) else "unknown"
        paper["issuer"] = said.issuer or "dhs_officer"
    received = standing(lines, RequestReceived)
    if received and line.at > received[-1].at:
        paper["presented_at"] = said.presented_at or line.happened_at
    return {name: value for name, value in paper.items() if value is not None}


def _statements(line: Line[Kind], lines: Lines) -> list[Statement]:
    """Give what one line states, field by field. None says nothing."""
    said = line.content
    match said:
        case RequestReceived():
            stated = _received(said, line.happened_at)
        case CustodyStated():
            stated = [(("custody", name), getattr(said, name)) for name in _CUSTODY_FIELDS]
        case RecordSearched() if line in searches_counting(lines, END):
            stated = _searched(said, line.happened_at)
        case NoticeServed(what="copy_of_request") if line == _first_copy(lines):
            stated = [(("request", "served_at"), line.happened_at)]
        case FactStated() | OpinionGiven():
            path = _path_now(path_of(said.fact), line.seq, lines)
            stated = [(path, said.value)] if path is not None else []
        case _:
            stated = []
    return [(path, value) for path, value in stated if value is not None]


def _received(said: RequestReceived, received_at: str) -> list[Statement]:
    asks = list(said.asks) if said.asks is not None else None
    whole = {"received_at": received_at, "form": said.form, "asks": asks, "box": said.box}
    stated: list[Statement] = [(("request", name), value) for name, value in whole.items()]
    return [*stated, (("request", "requester"), deepcopy(said.requester))]


def _searched(said: RecordSearched, done_at: str) -> list[Statement]:
    facts = said.facts if isinstance(said.facts, Mapping) else {}
    stated: list[Statement] = [(path_of(name), value) for name, value in facts.items()]
    return [*stated, (("custody", "search_done_at"), done_at)]


def _first_copy(lines: Lines) -> Line[Kind] | None:
    """Give the notice by which the person first had a copy of the request."""
    served = [line for line in standing(lines, NoticeServed) if line.content.what == "copy_of_request"]
    return min(served, key=_moment, default=None)


def _moment(line: Line[Kind]) -> tuple[datetime, int]:
    return line.at, line.seq


def _path_now(path: Path, seq: int, lines: Lines) -> Path | None:
    """Give the path of an answer made in entry `seq`, or None where what it was about is no longer there.

    An answer about the second paper stays with that paper, also after the first was made void. One about a
    conviction holds while the record says the same of it; where another search says otherwise, the question
    is open again.
    """
    match path:
        case ("request", "papers", int(i), *rest):
            found = _paper_now(i, seq, lines)
            return None if found is None else ("request", "papers", found, *rest)
        case ("convictions", int(i), *_):
            then, now = _listed(i, seq, lines), _listed(i, END, lines)
            return path if then is not None and then == now else None
        case _:
            return path


def _paper_now(i: int, seq: int, lines: Lines) -> int | None:
    then = [line for line in of_kind(lines, PaperAttached) if line.stood(seq)]
    now = standing(lines, PaperAttached)
    return now.index(then[i]) if i < len(then) and then[i] in now else None


def _listed(i: int, before: int, lines: Lines) -> Any:
    """Give conviction `i` as searched when entry `before` is made; None if unknown, or corrected since."""
    search = _listing(lines, before)
    if search is None or any(seq > before for seq in search.corrected_by):
        return None
    listed = search.content.convictions
    return listed[i] if isinstance(listed, list | tuple) and i < len(listed) else None


def _known(value: Any) -> Any:
    """Leave out what is not opened or not stated, at every depth."""
    if isinstance(value, dict):
        kept = {name: _known(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_known(inner) for inner in value]
    return None if value is ERASED else value
