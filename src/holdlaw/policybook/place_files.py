"""One place's folder: its `place.yaml`, its enacted versions, its checks, and which versions are released."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from attrs import evolve, field, frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import ActRule, Clause, InForce, Version
from holdlaw.core.problems import HoldlawError
from holdlaw.policybook.amending import amend
from holdlaw.policybook.cache import read_node
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.digests import FILE as DIGESTS
from holdlaw.policybook.digests import check_digest, digest, read_digests
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.version_files import read_in_force

PLACE_KEYS = ("place", "name", "kind", "timezone", "calendars", "combine", "before_first")
VERSION_FILE = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:\.r(\d+))?$")
NONE = "none"
"""The id of the version that stands for the time before a place's first one."""


@frozen
class Check:
    """A day on which somebody checked that a place's law still stands as written."""

    on: date
    by: str
    against: str


@frozen(eq=False)
class LawFile:
    """One version file, and the consolidated law (`node`) that it makes with those it rests on.

    `own`: what the file itself says. `rests_on`: the version it amends or corrects.
    """

    id: str
    base_id: str
    revision: int
    own: Node
    rests_on: str | None
    node: Node
    in_force: InForce
    recorded: date
    released: bool

    @cached_property
    def digest(self) -> str:
        """Give the digest of the consolidated law."""
        return digest(self.node)


@frozen(eq=False)
class Place:
    """A place whose law is encoded. `timezone` None: the offset written in the case is used."""

    id: str
    name: str
    timezone: str | None
    calendars: tuple[str, ...]
    combine: str
    before: Clause
    folder: Path
    checks: tuple[Check, ...]
    files: tuple[LawFile, ...] = field(repr=False)

    @property
    def unreleased(self) -> frozenset[str]:
        """List the versions whose text is not locked yet."""
        return frozenset(file.id for file in self.files if not file.released)

    def before_first(self) -> Version:
        """Give the version that stands for the time before the first one."""
        first = InForce(date.min, date.min)
        return Version(
            self.id,
            NONE,
            first,
            date.min,
            self.before.cite,
            "Before the first law",
            (),
            {act: ActRule(self.before) for act in Act},
        )

    def files_on(self, day: date, known_on: date) -> tuple[LawFile | None, ...]:
        """Give the files that are or may be in force on a day, as known later; None: before the first."""
        latest: dict[str, LawFile] = {}
        for file in self.files:
            if file.recorded <= known_on:
                latest[file.base_id] = file
        begun = [file for file in latest.values() if file.in_force.began(day)]
        maybe = [
            file
            for file in latest.values()
            if file.in_force.may_have_begun(day) and not file.in_force.began(day)
        ]
        return (begun[-1] if begun else None, *maybe)

    def as_known(self, file: LawFile, known_on: date) -> LawFile:
        """Give a file consolidated with the corrections recorded by a day, and no later ones."""
        if file.rests_on is None or not self.has_corrections:
            return file
        base = self.as_known(_rested_on(file, self.files, known_on), known_on)
        return evolve(file, node=amend(base.node, file.own))

    @property
    def has_corrections(self) -> bool:
        """Say whether some version was corrected by a later file."""
        return any(file.revision > 1 for file in self.files)

    def checked_on(self, recorded: date, known_on: date = date.max) -> date:
        """Give the last day on which the law was recorded or checked, as far as was known by `known_on`."""
        return max((recorded, *(check.on for check in self.checks if check.on <= known_on)))


def read_place(folder: Path, shown_as: str) -> Place:
    """Read a place's folder; raise HoldlawError with every mistake in its files."""
    checking = Checking("HL-2001")
    node = read_node(folder / "place.yaml", f"{shown_as}/place.yaml")
    checking.keys(node, PLACE_KEYS, PLACE_KEYS)
    zone = checking.text(node.get("timezone"))
    calendars = checking.members(node.get("calendars"))
    files = _law_files(folder, shown_as, checking)
    place = Place(
        id=checking.text(node.get("place")) or "",
        name=checking.text(node.get("name")) or "",
        timezone=None if zone == "from_case" else zone,
        calendars=tuple(str(part.value) for part in calendars),
        combine=checking.text(node.get("combine")) or "",
        before=_before(node, checking),
        folder=folder,
        checks=_checks(folder, shown_as, checking),
        files=files,
    )
    checking.done()
    return place


def _before(node: Node, checking: Checking) -> Clause:
    part = node.get("before_first")
    if part is None:
        return Clause("before_first", "", Outcome.NOT_ESTABLISHED)
    checking.keys(part, ("outcome", "says", "source", "unverified"), ("outcome", "says", "source"))
    outcome = checking.one_of(part.get("outcome"), ("no_rule", "not_established")) or "not_established"
    says = checking.text(part.get("says")) or ""
    unverified = checking.text(part.get("unverified"))
    return Clause(
        "before_first",
        checking.text(part.get("source")) or "",
        Outcome(outcome),
        says=says,
        unverified=(unverified,) if unverified else (),
        unread=says if outcome == "not_established" else None,
    )


def _checks(folder: Path, shown_as: str, checking: Checking) -> tuple[Check, ...]:
    path = folder / "checks.yaml"
    listed = read_node(path, f"{shown_as}/checks.yaml").get("checks") if path.exists() else None
    found = []
    for part in checking.members(listed):
        if checking.keys(part, ("on", "by", "against"), ("on", "by", "against")):
            day = checking.day(part.get("on"))
            by, against = (checking.text(part.get(key)) or "" for key in ("by", "against"))
            found += [Check(day, by, against)] if day else []
    return tuple(found)


def _law_files(folder: Path, shown_as: str, checking: Checking) -> tuple[LawFile, ...]:
    path = folder / DIGESTS
    released = read_digests(read_node(path, f"{shown_as}/{DIGESTS}") if path.exists() else None)
    found: dict[str, LawFile] = {}
    for file in sorted(folder.glob("[0-9]*.yaml"), key=_file_order):
        try:
            node = read_node(file, f"{shown_as}/{file.name}")
        except HoldlawError as error:
            checking.problems += error.problems
            continue
        law = _law_file(file.stem, node, found, checking)
        if law is not None:
            if law.id in released:
                problem = check_digest(law.id, digest(node), released, node.file)
                checking.problems += [problem] if problem else []
            found[law.id] = evolve(law, released=law.id in released)
    return tuple(found.values())


def _file_order(path: Path) -> tuple[str, int]:
    match = VERSION_FILE.match(path.stem)
    return (match[1], int(match[2] or 1)) if match else (path.stem, 0)


def _law_file(name: str, node: Node, earlier: Mapping[str, LawFile], checking: Checking) -> LawFile | None:
    match = VERSION_FILE.match(name)
    in_force, recorded = read_in_force(node, checking), checking.day(node.get("recorded"))
    if match is None or in_force is None or recorded is None:
        checking.add(
            "HL-2001",
            node.file,
            (
                "The file is not named by its first day, or does not say when it is in force and recorded.",
                "It could not be chosen for any day.",
                "Name it 2014-12-14.yaml and give `in_force_from` and `recorded`.",
            ),
        )
        return None
    if str(in_force.not_before) != match[1]:
        checking.add(
            "HL-2001",
            node.key_where("in_force_from"),
            (
                f"The file is named {match[1]} and begins on {in_force.not_before}.",
                "A reader would look for it under the wrong day.",
                "Name the file by its first possible day.",
            ),
        )
    _check_revision(match, node, checking)
    rests_on = _rests_on(node, earlier, checking)
    law = LawFile(
        name, match[1], int(match[2] or 1), node, rests_on, node, in_force, recorded, released=False
    )
    if rests_on is None:
        return law
    return evolve(law, node=amend(_rested_on(law, tuple(earlier.values()), date.max).node, node))


def _check_revision(match: re.Match[str], node: Node, checking: Checking) -> None:
    """A revision says which version it corrects, and why."""
    for key in ("corrects", "reason") if match[2] else ():
        if node.get(key) is None:
            checking.add(
                "HL-2001",
                node.file,
                (
                    f"The revision does not give '{key}'.",
                    "A reader could not tell what was misread.",
                    f"Add `{key}:`.",
                ),
            )


def _rests_on(node: Node, earlier: Mapping[str, LawFile], checking: Checking) -> str | None:
    """Give the version that a file amends or corrects, if it stands before it."""
    part = node.get("amends") or node.get("corrects")
    if part is None:
        return None
    if any(law.base_id == part.value for law in earlier.values()):
        return str(part.value)
    checking.add(
        "HL-2001",
        part.where,
        (
            f"There is no earlier version '{part.value}' here.",
            "Nothing can be amended.",
            f"Known here: {', '.join(earlier) or 'none'}.",
        ),
    )
    return None


def _rested_on(file: LawFile, files: Sequence[LawFile], known_on: date) -> LawFile:
    """Give the revision that a file rests on: the last recorded by a day, of its own version an earlier."""
    revisions = [law for law in files if law.base_id == file.rests_on and law is not file]
    if file.rests_on == file.base_id:
        revisions = [law for law in revisions if law.revision < file.revision]
    return [revisions[0], *(law for law in revisions if law.recorded <= known_on)][-1]
