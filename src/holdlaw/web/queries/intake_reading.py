"""Reads what a form says, field by field, and notes what cannot be read.

What is empty is unknown, and that is an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from attrs import define, field, frozen
from django.utils.translation import gettext as _

from holdlaw.core.statutes import parse_statute
from holdlaw.web.queries.filed import Came
from holdlaw.web.queries.intake_fields import THREE, Told, row_name, row_numbers
from holdlaw.web.queries.typed_moments import Toward, Typed, read_day, read_moment

NOT_KNOWN = ("unknown", "desconocido", "desconocida", "no se sabe")
"""What somebody writes who knows that nobody knows. An empty field says the same."""

BETWEEN = "|"
"""Stands between a typed text and the moment it was read as."""


@frozen
class FieldProblem:
    """What is wrong with a field. `choices`: texts that would do. `missing`: it is only not written yet."""

    field: str
    what: str
    choices: tuple[str, ...] = ()
    missing: bool = False


@define
class Reader:
    """One form being read at a moment of a desk. `moments` and `days`: how each of those fields was read.

    `files`: what came with the form, by the field it came in.
    """

    told: Told
    now: datetime
    problems: list[FieldProblem] = field(factory=list)
    moments: dict[str, datetime] = field(factory=dict)
    days: dict[str, date] = field(factory=dict)
    files: Mapping[str, Came] = field(factory=dict)

    def text(self, name: str) -> str | None:
        """Give a field as it stands."""
        return self.told.get(name)

    def code(self, name: str, allowed: Sequence[str]) -> str | None:
        """Give one of a few codes; nothing, and unknown, is None."""
        said = self.told.get(name)
        if said is None or said.casefold() in NOT_KNOWN:
            return None
        if said not in allowed:
            self.wrong(name, _("This is none of the choices."))
            return None
        return said

    def three(self, name: str) -> str | None:
        """Give yes or no; None is unknown."""
        return self.code(name, THREE)

    def ticked(self, prefix: str, allowed: Sequence[str]) -> list[str]:
        """Give which boxes of a group are ticked."""
        return [each for each in allowed if f"{prefix}-{each}" in self.told]

    def day(self, name: str) -> str | None:
        """Give a day as ISO 8601 has it."""
        said = self.told.get(name)
        if said is None or said.casefold() in NOT_KNOWN:
            return None
        found = read_day(said, self.now.date())
        if found is None:
            self.wrong(name, _("This day cannot be read. Write it as 2/28/2015, 28 Feb 2015 or 2015-02-28."))
            return None
        self.days[name] = found
        return found.isoformat()

    def moment(self, name: str, toward: Toward) -> datetime | None:
        """Give a moment. What was read once stays so: `+45m` counts from when it was typed."""
        said = self.told.get(name)
        if said is None or said.casefold() in NOT_KNOWN:
            return None
        read = self._read_before(name, said) or read_moment(said, self.now, toward)
        if read.at is None:
            self.wrong(name, read.problem, read.choices)
            return None
        if toward is Toward.PAST and read.at.astimezone(UTC) > self.now.astimezone(UTC):
            self.wrong(name, _("This is still to come."))
            return None
        self.moments[name] = read.at
        return read.at

    def statute(self, name: str) -> str | None:
        """Give a statute as the law files look it up."""
        said = self.told.get(name)
        if said is None or said.casefold() in NOT_KNOWN:
            return None
        try:
            return str(parse_statute(said))
        except ValueError:
            self.wrong(
                name, _("Write the statute as NY PL 160.10, NY PL 265.02(4), NJ 2C:15-1 or 18 USC 2113(a).")
            )
            return None

    def rows(self, rows: str) -> Iterator[int]:
        """Give the numbers of the rows that say something."""
        yield from row_numbers(self.told, rows)

    def part(self, rows: str, number: int, part: str) -> str:
        """Name a field of a row."""
        return row_name(rows, number, part)

    def wrong(self, name: str, what: str, choices: tuple[str, ...] = ()) -> None:
        """Note that a field has to be mended."""
        self._note(FieldProblem(name, what, choices))

    def lacks(self, name: str, what: str) -> None:
        """Note that a field has still to be written."""
        self._note(FieldProblem(name, what, missing=True))

    def kept(self, name: str) -> str:
        """Give a moment's reading as the form keeps it, so that it is read the same from now on."""
        at = self.moments.get(name)
        return f"{self.told[name]}{BETWEEN}{at.isoformat()}" if at else ""

    def _note(self, problem: FieldProblem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _read_before(self, name: str, said: str) -> Typed | None:
        text, between, at = self.told.get(f"{name}_read", "").rpartition(BETWEEN)
        if not between or text != said:
            return None
        try:
            read = datetime.fromisoformat(at)
        except ValueError:
            return None
        return Typed(read.astimezone(self.now.tzinfo)) if read.utcoffset() is not None else None
