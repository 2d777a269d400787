"""What changed between two laws of one place: its parts, and the worked cases that feel it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import ndiff
from typing import Any

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.core.offences import Entry, OffenceList
from holdlaw.core.problems import HoldlawError
from holdlaw.decide import ActAnswer
from holdlaw.decide.reasons import WORDS
from holdlaw.policybook import Book
from holdlaw.policybook.place_files import Place
from holdlaw.reports.law.views import LawView
from holdlaw.sources.worked_cases import WorkedCase, answer_to, read_worked_cases


@frozen(eq=False)
class Difference:
    """Parts by their name (`clause hold b1`), each with its lines; of a changed one, those that differ."""

    added: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]

    def as_json(self) -> dict[str, Any]:
        """Give the difference as plain data."""
        return {
            key: {name: list(lines) for name, lines in part.items()}
            for key, part in (
                ("added", self.added),
                ("removed", self.removed),
                ("changed", self.changed),
                ("lists", self.lists),
            )
        }


@frozen
class ChangedCase:
    """A worked case whose answer is another under the other law: by act, the two answers."""

    name: str
    acts: Mapping[str, tuple[str, str]]


def difference(one: LawView, other: LawView) -> Difference:
    """Compare two laws part by part."""
    was, now = one.parts(), other.parts()
    return Difference(
        added={_named(key): lines for key, lines in now.items() if key not in was},
        removed={_named(key): lines for key, lines in was.items() if key not in now},
        changed={
            _named(key): tuple(_differing(was[key], lines))
            for key, lines in now.items()
            if key in was and was[key] != lines
        },
        lists=dict(_lists(one.lists, other.lists)),
    )


def _named(key: tuple[str, str]) -> str:
    return " ".join(part for part in key if part)


def _differing(was: Iterable[str], now: Iterable[str]) -> Iterator[str]:
    return (line[0] + " " + line[2:].strip() for line in ndiff(list(was), list(now)) if line[0] in "-+")


def _lists(
    was: Mapping[str, OffenceList], now: Mapping[str, OffenceList]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Compare the lists that two laws use: their counts, and the entries that only one of them has."""
    for name in dict.fromkeys((*was, *now)):
        old, new = was.get(name), now.get(name)
        if old is None or new is None:
            yield name, (f"{_count(old)}, then {_count(new)}",)
        elif (old.name, old.edition) != (new.name, new.edition):
            before, after = _entries(old), _entries(new)
            lines = [f"+ {text}" for text in after if text not in before]
            lines += [f"- {text}" for text in before if text not in after]
            yield name, (f"{_count(old)}, then {_count(new)}", *lines)


def _count(used: OffenceList | None) -> str:
    if used is None:
        return "no list"
    return f"{used.name} {used.edition} with {sum(entry.counted for entry in used.entries)} entries"


def _entries(used: OffenceList) -> dict[str, Entry]:
    return {f"{' and '.join(map(str, entry.statutes))}, {entry.name}": entry for entry in used.entries}


def changed_cases(book: Book, place: Place, days: tuple[date, date]) -> tuple[list[ChangedCase], int]:
    """Decide every worked case under the law of each day; give those that differ, and how many there are."""
    worked = read_worked_cases(book, place)
    found = []
    for case in worked:
        was, now = (_answers(case, book, day) for day in days)
        acts = {act: (was[act], now[act]) for act in was if was[act] != now[act]}
        found += [ChangedCase(case.name, acts)] if acts else []
    return found, len(worked)


def _answers(worked: WorkedCase, book: Book, day: date) -> dict[str, str]:
    """Give what each act comes to under the law of a day."""
    try:
        answer = answer_to(worked, book, day)
    except HoldlawError as error:
        return {act.value: error.problems[0].code for act in Act}
    return {act.value: _said(given) for act, given in answer.acts.items()}


def _said(given: ActAnswer) -> str:
    until = f" until {given.until.isoformat()}" if given.until else ""
    return f"{WORDS[given.outcome]}{until}"
