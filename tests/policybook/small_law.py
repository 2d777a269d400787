"""A small invented law in a folder of its own, to be broken in one place at a time."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import Book, book_at

POLICIES = Path(__file__).parents[2] / "policies"
"""The law of this checkout."""

STATE = "us-zz"
"""The invented state: no real one has this code."""

LAW = "us/zz/2020-01-01.yaml"
"""Its one law file."""

OFFENCES = "offences/zz-list.yaml"
"""Its list of offences."""

PLACE_TEXT = """\
place: us-zz
name: The invented state
kind: state
timezone: America/New_York
calendars: [federal]
combine: stricter_wins
before_first:
  outcome: no_rule
  says: Nothing was said before 2020.
  source: An invented source
"""

LAW_TEXT = """\
policy: us-zz
title: An invented act
cite: ZZ Code § 1
in_force_from: 2020-01-01
recorded: 2026-11-22
enacted_by: Act 1 of 2019
sources: [An invented source]
lists: {listed: {list: zz-list, edition: first}}
define:
  shown: {paper: {kind: warrant, issuer: [state_judge]}}
  convicted: {conviction: {listed: listed, within: {years: 5, before: arrest}}}
acts:
  hold:
    otherwise: {outcome: must_not, cite: (a), says: No hold without a warrant.}
    clauses:
      b: {cite: (b), effect: may, until: day, when: {all: [shown, convicted]}, says: A warrant was shown.}
  notify:
    otherwise: {outcome: may, cite: (c), says: Notice is free.}
clocks:
  day: {label: one day, cite: (d), hours: 24, excluding: [saturday, holidays], when: shown}
duties:
  record: {cite: (e), says: Record it., outcomes: {hold: [may, must_not]}}
"""

OFFENCES_TEXT = """\
list: zz-list
title: Invented offences
cite: ZZ Code § 9
jurisdiction: ZZ
recorded: 2026-11-22
editions:
  first:
    enacted_by: Act 1 of 2019
    source: An invented source
    entries:
      - {statute: ZZ PC 1, name: The first offence}
  second:
    adds_to: first
    enacted_by: Act 2 of 2020
    source: An invented source
    entries:
      - {statute: ZZ PC 2, name: The second offence, subdivisions: [a, b]}
"""


class Law:
    """A folder of law that a test may change before it is read."""

    def __init__(self, root: Path) -> None:
        """Use a folder that holds law."""
        self.root = root

    def write(self, name: str, text: str | bytes) -> None:
        """Write one file, with the folders it stands in."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, name: str, old: str, new: str) -> None:
        """Change one passage of a file; the passage must stand in it once."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def book(self) -> Book:
        """Open the folder."""
        return book_at(self.root)

    def problems(self, place: str = STATE) -> list[str]:
        """Read all the law of a place and give every problem found, in full."""

        def read() -> None:
            book = self.book()
            book.versions(book.place(place))

        return problems_of(read)


def problems_of(read: Any) -> list[str]:
    """Give the problems that reading something raises, each in full; none where it raises nothing."""
    try:
        read()
    except HoldlawError as error:
        return [str(problem) for problem in error.problems]
    return []


def copied_law(root: Path) -> Law:
    """Copy the whole law of this checkout, with no version locked and no worked case."""
    shutil.copytree(POLICIES, root, ignore=shutil.ignore_patterns("digests.yaml", "cases.yaml"))
    return Law(root)


def small_law(root: Path) -> Law:
    """Make the federal layer as it ships, and one invented state below it."""
    law = Law(root)
    for name in ("facts.yaml", "forms.yaml", "layers.yaml", "us/place.yaml", "us/1997-04-01.yaml"):
        law.write(name, (POLICIES / name).read_bytes())
    for path in (POLICIES / "calendars").glob("*.yaml"):
        law.write(f"calendars/{path.name}", path.read_bytes())
    law.write("us/zz/place.yaml", PLACE_TEXT)
    law.write(LAW, LAW_TEXT)
    law.write(OFFENCES, OFFENCES_TEXT)
    law.write("us/checks.yaml", "checks:\n  - {on: 2026-11-22, by: a maintainer, against: the sources}\n")
    return law
