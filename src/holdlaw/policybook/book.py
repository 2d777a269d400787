"""The whole of `policies/`, read as it is needed: places, versions, lists, calendars, forms and questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import holdlaw
from holdlaw.clocks import Calendar, calendar_from_data
from holdlaw.core.case import Outcome
from holdlaw.core.clauses import Version
from holdlaw.core.layers import Combination
from holdlaw.core.offences import OffenceList
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook.cache import read_node
from holdlaw.policybook.checking import Checking, nearest
from holdlaw.policybook.digests import FILE as DIGESTS
from holdlaw.policybook.digests import check_digest, offence_digest, plain, read_digests
from holdlaw.policybook.forms import Form, read_forms
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.offence_files import OffenceFile, read_offences
from holdlaw.policybook.place_files import LawFile, Place, read_place
from holdlaw.policybook.questions import Questions, read_questions
from holdlaw.policybook.version_files import Source, read_version


class Book:
    """The law in one folder. Everything is read at most once."""

    def __init__(self, root: Path) -> None:
        """Open a folder; raise HoldlawError if it holds no law."""
        if not (root / "facts.yaml").is_file():
            raise HoldlawError(
                [
                    Problem(
                        "HL-2001",
                        str(root),
                        "This folder holds no `facts.yaml`.",
                        "It is not a folder of law.",
                        "Name the `policies` folder.",
                    )
                ]
            )
        self.root = root
        self._places: dict[str, Place] = {}
        self._versions: dict[tuple[str, str, date], Version] = {}
        self._offences: dict[str, OffenceFile | None] = {}

    def _node(self, name: str) -> Node:
        return read_node(self.root / name, f"{self.root.name}/{name}")

    @cached_property
    def questions(self) -> Questions:
        """Give every fact a clause may test."""
        return read_questions(self._node("facts.yaml"))

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """Give the forms by name."""
        return read_forms(self._node("forms.yaml"))

    @cached_property
    def combinations(self) -> Mapping[str, Combination]:
        """Give the ways in which layers combine, by name."""
        checking, found = Checking("HL-2001"), {}
        outcomes = tuple(outcome.value for outcome in Outcome)
        for name, part in checking.pairs(self._node("layers.yaml")):
            checking.keys(part, ("says", "wins", "void_below", "clash"), ("says", "wins"))
            wins, void, clash = (
                tuple(Outcome(v) for v in checking.names(part.get(key), outcomes))
                for key in ("wins", "void_below", "clash")
            )
            if set(wins) != set(Outcome):
                checking.add(
                    "HL-2001",
                    part.where,
                    (
                        f"'{name}' does not order all the outcomes.",
                        "Some answers could not be combined.",
                        f"Write `wins:` with each of: {', '.join(outcomes)}.",
                    ),
                )
            found[name] = Combination(
                name, checking.text(part.get("says")) or "", wins, frozenset(void), frozenset(clash)
            )
        checking.done()
        return found

    @cached_property
    def calendar_names(self) -> tuple[str, ...]:
        """List the calendars."""
        return tuple(sorted(path.stem for path in (self.root / "calendars").glob("*.yaml")))

    @cache  # noqa: B019 - a book is kept for the life of the program
    def calendar(self, name: str) -> Calendar:
        """Give one calendar."""
        node = self._node(f"calendars/{name}.yaml")
        try:
            return calendar_from_data(plain(node))
        except ValueError as error:
            raise HoldlawError(
                [
                    Problem(
                        "HL-2001", node.file, f"{error}.", "Deadlines are counted by it.", "Mend the entry."
                    )
                ]
            ) from None

    @cached_property
    def _folders(self) -> Mapping[str, Path]:
        """Find the places by location: `us/ny/nyc/police` is `us-ny-nyc-police`."""
        found = (path.parent for path in self.root.rglob("place.yaml"))
        return {"-".join(folder.relative_to(self.root).parts): folder for folder in sorted(found)}

    def place_names(self) -> tuple[str, ...]:
        """List the places whose law is encoded."""
        return tuple(self._folders)

    def place(self, name: str, where: str = "place") -> Place:
        """Give one place; raise HoldlawError naming the nearest one if there is none."""
        if name not in self._folders:
            raise HoldlawError(
                [
                    Problem(
                        "HL-1012",
                        where,
                        f"'{name}' is not a place whose law is encoded.",
                        "No law could be asked.",
                        nearest(name, self.place_names()),
                    )
                ]
            )
        if name not in self._places:
            folder = self._folders[name]
            place = read_place(folder, f"{self.root.name}/{folder.relative_to(self.root).as_posix()}")
            self._check_place(place, name)
            self._places[name] = place
        return self._places[name]

    def _check_place(self, place: Place, name: str) -> None:
        checking, where = Checking("HL-2001"), f"{self.root.name}/{name.replace('-', '/')}/place.yaml"
        if place.id != name:
            checking.add(
                "HL-2001",
                where,
                (
                    f"The folder is '{name}' and the file says '{place.id}'.",
                    "A place is found by its folder.",
                    f"Write `place: {name}`.",
                ),
            )
        if place.combine not in self.combinations:
            checking.add(
                "HL-2001",
                where,
                (
                    f"'{place.combine}' is not a row of layers.yaml.",
                    "The layers could not be combined.",
                    nearest(place.combine, tuple(self.combinations)),
                ),
            )
        if place.timezone is not None and not _is_zone(place.timezone):
            checking.add(
                "HL-2001",
                where,
                (
                    f"'{place.timezone}' is not a time zone.",
                    "Days could not be told apart.",
                    "Write one as America/New_York, or from_case.",
                ),
            )
        for calendar in place.calendars:
            if calendar not in self.calendar_names:
                checking.add(
                    "HL-2001",
                    where,
                    (
                        f"There is no calendar '{calendar}'.",
                        "Holidays could not be told.",
                        nearest(calendar, self.calendar_names),
                    ),
                )
        checking.done()

    def chain(self, name: str, where: str = "place") -> tuple[Place, ...]:
        """Give a place and the layers of law above it, the most local first; the federal layer is last."""
        self.place(name, where)
        parts = name.split("-")
        above = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        return tuple(self.place(layer) for layer in above if layer in self._folders)

    def versions_on(self, place: Place, day: date, known_on: date = date.max) -> tuple[Version, ...]:
        """Give the version in force on a day; more than one where its first day is not established."""
        return tuple(
            self.version(place, file, known_on) if file else place.before_first()
            for file in place.files_on(day, known_on)
        )

    def versions(self, place: Place) -> tuple[Version, ...]:
        """Give every version of a place, the oldest first."""
        return tuple(self.version(place, file) for file in place.files)

    def version(self, place: Place, file: LawFile, known_on: date = date.max) -> Version:
        """Read one version as it was known on a day; raise HoldlawError with every mistake in it."""
        key = (place.id, file.id, known_on if place.has_corrections else date.max)
        if key not in self._versions:
            checking, law = Checking("HL-2001"), place.as_known(file, known_on)
            source = Source(law.node, law.id, law.digest, self.questions, self.edition, self.calendar_names)
            version = read_version(source, checking)
            if version is not None and version.place != place.id:
                checking.add(
                    "HL-2001",
                    law.own.key_where("policy"),
                    (
                        f"The file stands in the folder of {place.id} and says '{version.place}'.",
                        "Its clauses would go by the wrong name.",
                        f"Write `policy: {place.id}`.",
                    ),
                )
            checking.done()
            assert version is not None
            self._versions[key] = version
        return self._versions[key]

    def offence_file(self, name: str) -> OffenceFile | None:
        """Give an offence list with its editions, or None."""
        if name not in self._offences:
            self._offences[name] = self._read_offences(name)
        return self._offences[name]

    def _read_offences(self, name: str) -> OffenceFile | None:
        if not (self.root / "offences" / f"{name}.yaml").is_file():
            return None
        node = self._node(f"offences/{name}.yaml")
        path = self.root / "offences" / DIGESTS
        released = read_digests(self._node(f"offences/{DIGESTS}") if path.exists() else None)
        found = read_offences(node)
        problems = (
            check_digest(f"{name}@{edition}", offence_digest(node, edition), released, node.file)
            for edition in found.editions
        )
        wrong = [problem for problem in problems if problem]
        if wrong:
            raise HoldlawError(wrong)
        return found

    def edition(self, name: str, edition: str) -> OffenceList | None:
        """Give one edition of an offence list, or None."""
        file = self.offence_file(name)
        return file.editions.get(edition) if file else None


def _is_zone(name: str) -> bool:
    """Say whether a time zone goes by this name; only the one zone is looked up."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def book_at(root: Path) -> Book:
    """Open the law in a folder."""
    return Book(root)


@lru_cache(maxsize=1)
def shipped() -> Book:
    """Open the law that ships with Holdlaw: inside the wheel, or beside a checkout's `src`."""
    package = Path(holdlaw.__file__).parent
    inside, beside = package / "policies", package.parents[1] / "policies"
    return Book(inside if inside.is_dir() else beside)
