"""Checks of a folder of law that go beyond reading it: every mistake at once, each with its file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import combinations, product
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.core.clauses import ActRule, Clause, Version
from holdlaw.core.conditions import Leaf, Test, leaves
from holdlaw.core.convictions import years_before
from holdlaw.core.evaluate import holds
from holdlaw.core.implication import implies
from holdlaw.core.problems import HoldlawError, Notice, Problem
from holdlaw.core.truth import Truth, truth_of
from holdlaw.policybook.book import Book
from holdlaw.policybook.cache import read_node
from holdlaw.policybook.digests import FILE as DIGESTS
from holdlaw.policybook.digests import read_digests
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.place_files import VERSION_FILE, LawFile, Place
from holdlaw.policybook.releasing import gone

TESTS_MAX = 16
"""Tests of two clauses, and of what overrides them, tried in every mix. Shipped law has at most 10."""

BESIDE_VERSIONS = ("place.yaml", "checks.yaml", "cases.yaml", DIGESTS)
"""What a place's folder holds beside its enacted versions."""

T = TypeVar("T")


@frozen(eq=False)
class Checked:
    """What a check found. `places` are those that could be read whole; `counts` says how much was read."""

    problems: tuple[Problem, ...]
    places: tuple[Place, ...]
    counts: Mapping[str, int]


class _Check:
    """Reads each part of a book and keeps every problem, each once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.problems: dict[Problem, None] = {}

    def attempt(self, file: str, read: Callable[[], T]) -> T | None:
        """Read one part; a part that cannot be read is a problem, and the reading goes on."""
        try:
            return read()
        except HoldlawError as error:
            self.problems |= dict.fromkeys(error.problems)
        except (OSError, UnicodeDecodeError) as error:
            said = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            self.problems[_unreadable(f"{self.book.root.name}/{file}", str(said))] = None
        return None

    def lists(self) -> int:
        """Read every offence list; give how many could be read."""
        names = sorted(p.stem for p in (self.book.root / "offences").glob("*.yaml") if p.name != DIGESTS)
        read = {n: self.attempt(f"offences/{n}.yaml", partial(self.book.offence_file, n)) for n in names}
        stand = [f"{n}@{edition}" for n, file in read.items() if file for edition in file.editions]
        self.gone("offences", stand, tuple(f"{n}@" for n, file in read.items() if file is None))
        return sum(file is not None for file in read.values())

    def gone(self, folder: str, stand: list[str], unread: tuple[str, ...] = ()) -> None:
        """Note what was released from a folder and is no longer there, but for what could not be read."""
        path, shown = self.book.root / folder / DIGESTS, f"{self.book.root.name}/{folder}/{DIGESTS}"
        for name in read_digests(read_node(path, shown) if path.exists() else None):
            if name not in stand and not name.startswith(unread):
                self.problems[gone(name, shown)] = None

    def place(self, name: str) -> tuple[Place | None, int]:
        """Read one place with its versions, and check each; give the place if it is whole."""
        place = self.attempt(name, partial(self.book.place, name))
        if place is None:
            return None, 0
        folder = place.folder.relative_to(self.book.root).as_posix()
        self.gone(folder, [file.id for file in place.files])
        read = 0
        for file in place.files:
            version = self.attempt(f"{folder}/{file.id}.yaml", partial(self.book.version, place, file))
            if version is not None:
                read += 1
                self.problems |= dict.fromkeys(version_problems(place.as_known(file, date.max), version))
        return (place if read == len(place.files) else None), read


def check_law(root: Path) -> Checked:
    """Read and check every file of a folder of law. Raise HoldlawError if it is no such folder."""
    book = Book(root.resolve())
    check = _Check(book)
    check.attempt("facts.yaml", lambda: book.questions)
    forms = check.attempt("forms.yaml", lambda: book.forms) or {}
    check.attempt("layers.yaml", lambda: book.combinations)
    calendars = [check.attempt(f"calendars/{n}.yaml", partial(book.calendar, n)) for n in book.calendar_names]
    lists = check.lists()
    places = [check.place(name) for name in book.place_names()]
    check.problems |= dict.fromkeys(_strays(book.root))
    counts = {
        "places": len(places),
        "versions": sum(read for _, read in places),
        "lists": lists,
        "calendars": len([calendar for calendar in calendars if calendar is not None]),
        "forms": len(forms),
    }
    return Checked(tuple(check.problems), tuple(place for place, _ in places if place is not None), counts)


def stale_notices(place: Place, today: date) -> tuple[Notice, ...]:
    """Say if nobody has checked a place's law within a year of a day: what it allows will not stand."""
    if not place.files:
        return ()
    checked = place.checked_on(place.files[-1].recorded)
    if checked >= years_before(today, 1):
        return ()
    return (Notice("HL-3001", f"{place.id}: last checked on {checked}, more than a year before {today}."),)


def version_problems(file: LawFile, version: Version) -> Iterator[Problem]:
    """List what is wrong with a version that was read: no source, no citation, clauses that can disagree."""
    if not version.sources:
        yield Problem(
            "HL-2001",
            file.node.key_where("sources"),
            f"'{version.id}' names no source.",
            "Nobody could check what it says.",
            "Say what was read, and where it can be found.",
        )
    for act, rule in version.acts.items():
        node = _at(file.node, "acts", act.value)
        for clause in (*rule.clauses, rule.otherwise):
            if not clause.cite:
                yield Problem(
                    "HL-2001",
                    clause_where(node, clause.id),
                    f"The clause '{clause.id}' of {act.value} has no citation.",
                    "An answer must show the provision it rests on.",
                    "Write it after `cite:`.",
                )
        yield from disagreements(rule, act, node)


def clause_where(rule: Node, clause: str) -> str:
    """Say where a clause of an act's rule stands."""
    part = rule.get(clause) if clause == "otherwise" else _at(rule, "clauses", clause)
    return (part or rule).where


def _at(node: Node, *keys: str) -> Node:
    """Go down by keys as far as they lead."""
    for key in keys:
        node = node.get(key) or node
    return node


def disagreements(rule: ActRule, act: Act, node: Node) -> Iterator[Problem]:
    """List the pairs of clauses that can apply together and disagree, with nothing to say which prevails."""
    for one, other in combinations(rule.clauses, 2):
        if one.effect is other.effect or {one.id, other.id} & (one.overrides | other.overrides):
            continue
        found = can_disagree(rule, one, other)
        if found is False:
            continue
        what = "can apply together" if found else f"rest on more than {TESTS_MAX} tests together"
        yield Problem(
            "HL-2003",
            f"{clause_where(node, one.id)} and {clause_where(node, other.id)}",
            f"For {act.value}, '{one.id}' says {one.effect.value} and '{other.id}' says "
            f"{other.effect.value}; they {what}.",
            "Neither gives way to the other, so such a case would have no answer.",
            "Name in one of them the other it `overrides`.",
        )


def can_disagree(rule: ActRule, one: Clause, other: Clause) -> bool | None:
    """Say whether some possible mix of answers lets both clauses apply and nothing override either.

    Edges: None if they rest on more than TESTS_MAX tests, too many to try. A third clause matters only if it
    overrides one of the two.
    """
    overriding = [clause for clause in rule.clauses if {one.id, other.id} & clause.overrides]
    conditions = [clause.when for clause in (one, other, *overriding)]
    tests = tuple(dict.fromkeys(leaf.test for condition in conditions for leaf in leaves(condition)))
    if len(tests) > TESTS_MAX:
        return None
    implied = [(a, b) for a in tests for b in tests if a != b and implies(a, b)]
    for values in product((True, False), repeat=len(tests)):
        said = dict(zip(tests, values, strict=True))
        if any(said[a] and not said[b] for a, b in implied):
            continue
        read = _reader(said)
        both = all(holds(clause.when, read) is Truth.YES for clause in (one, other))
        if both and all(holds(clause.when, read) is Truth.NO for clause in overriding):
            return True
    return False


def _reader(said: Mapping[Test, bool]) -> Callable[[Leaf], Truth]:
    return lambda leaf: truth_of(said[leaf.test])


def _strays(root: Path) -> Iterator[Problem]:
    """Name the files that look like law and that nothing reads."""
    for path in sorted(p for p in root.rglob("*") if p.suffix in (".yaml", ".yml")):
        inside = path.relative_to(root)
        top = inside.parts[0] if len(inside.parts) == 2 else ""
        if str(inside) in ("facts.yaml", "forms.yaml", "layers.yaml") or (
            top in ("offences", "calendars") and path.suffix == ".yaml"
        ):
            continue
        if not _belongs_to_a_place(path):
            yield Problem(
                "HL-2001",
                f"{root.name}/{inside.as_posix()}",
                "Nothing reads this file.",
                "Whoever wrote it believes that it counts.",
                "Name it as the other files of its folder are named, beside a `place.yaml`.",
            )


def _belongs_to_a_place(path: Path) -> bool:
    known = path.name in BESIDE_VERSIONS or (VERSION_FILE.match(path.stem) and path.suffix == ".yaml")
    return bool(known) and (path.parent / "place.yaml").is_file()


def _unreadable(where: str, said: str) -> Problem:
    return Problem(
        "HL-1001",
        where,
        f"The file cannot be read: {said}.",
        "What it says is not known.",
        "Check the file and its permissions.",
    )


UNREADABLE = ("HL-1001", "HL-1003", "HL-1004")
"""Codes of files that could not be read at all, as against law that has a mistake."""
