"""The New request page, ready to be shown: each field, how it was read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.core.case import Act
from holdlaw.core.conditions import FactTest
from holdlaw.decide.program import program
from holdlaw.policybook import Book
from holdlaw.web.desk import Desk
from holdlaw.web.queries.intake import Intake
from holdlaw.web.queries.intake_fields import (
    ASKS_OPEN,
    MATCH,
    OFFICERS_PAPERS,
    REENTRY,
    ROWS,
    SYSTEMS,
    row_name,
    row_numbers,
    untouched,
)
from holdlaw.web.queries.intake_reading import FieldProblem, Reader
from holdlaw.web.queries.intake_rows import conviction_rows, paper_rows
from holdlaw.web.queries.intake_specs import SPECS, Option, Spec, Words
from holdlaw.web.queries.intake_specs import SYSTEMS as SYSTEM_WORDS

BLANK = "__n__"
"""Stands for the number of a row that the page adds by itself."""


@frozen
class Field:
    """One field as it is shown. `read`: how what was typed was read; `kept`: so that it stays read so."""

    name: str
    label: Words
    kind: str
    hint: Words
    options: tuple[Option, ...]
    value: str
    read: Any
    kept: str
    problem: FieldProblem | None
    from_paper: bool


@frozen
class Row:
    """One paper or conviction. `open`: what is asked of a judge's paper is shown."""

    number: str
    fields: Mapping[str, Field]
    open: bool


@frozen
class Page:
    """The form as it is shown."""

    desk: Desk
    intake: Intake
    problems: Mapping[str, FieldProblem]

    @property
    def fresh(self) -> bool:
        """Tell whether nobody has typed anything: then `now` is still to come."""
        return untouched(self._told)

    @property
    def fields(self) -> dict[str, Field]:
        """Give each field by its name, with `_` where a name has another mark."""
        shown = {name: spec for name, spec in SPECS.items() if "." not in name}
        return {name.replace("-", "_"): self.field(name, spec) for name, spec in shown.items()}

    @property
    def papers(self) -> list[Row]:
        """Give a row for each paper, and at least one."""
        return [self.row("paper", str(number)) for number in self._numbers("paper")]

    @property
    def convictions(self) -> list[Row]:
        """Give a row for each conviction, and at least one."""
        return [self.row("conviction", str(number)) for number in self._numbers("conviction")]

    @property
    def blank_rows(self) -> dict[str, Row]:
        """Give an empty row of each sort, for the page to copy."""
        return {rows: self.row(rows, BLANK) for rows in ROWS}

    @property
    def facts(self) -> list[Field]:
        """Give the further facts that the law of this place and day turns on."""
        asked = self.desk.book.questions.facts
        tested = _tested(self.desk.book, self.intake.place, self._day)
        shown = [name for name in asked if name in tested and name not in (MATCH, REENTRY)]
        return [
            self.field(f"fact-{name}", Spec(asked[name].asks, "choice", SPECS[f"fact-{MATCH}"].options))
            for name in shown
        ]

    @property
    def reads(self) -> list[Field]:
        """Give each field whose reading may change while somebody types."""
        rows = (field for row in (*self.papers, *self.convictions) for field in row.fields.values())
        shown = (*self.fields.values(), *rows, *self.facts)
        return [field for field in shown if field.problem or field.kind in ("moment", "day", "text")]

    @property
    def asks(self) -> list[tuple[str, bool]]:
        """Give each act, and whether it is ticked as asked."""
        return [(act.value, f"asks-{act.value}" in self._told) for act in Act]

    @property
    def duties(self) -> list[tuple[str, bool]]:
        """Give each duty a sender may have, and whether it is ticked."""
        options = self.desk.book.questions.choices["duties"].options
        return [(name, f"duties-{name}" in self._told) for name in options]

    @property
    def systems(self) -> list[tuple[str, Words, bool]]:
        """Give each record that can be searched, and whether it was."""
        return [(name, SYSTEM_WORDS[name], f"systems-{name}" in self._told) for name in SYSTEMS]

    @property
    def asks_open(self) -> bool:
        """Tell whether the form does not say itself what it asks."""
        form = self._told.get("form", "")
        return form in ASKS_OPEN and bool(form or not self.fresh)

    @property
    def from_paper(self) -> str:
        """Give the fields that were filled from the PDF and not touched since."""
        return self._told.get("from_paper", "")

    @property
    def more(self) -> bool:
        """Tell whether something stands, or is wrong, in the part that may stay empty."""
        names = {name.partition("-")[0] for name in (*self._told, *self.problems)}
        return not names.isdisjoint(MORE)

    def field(self, name: str, spec: Spec) -> Field:
        """Give one field."""
        read = self.intake.read
        options = tuple(spec.options(self.desk.book, self._day)) if spec.options else ()
        return Field(
            name=name,
            label=spec.label,
            kind=spec.kind,
            hint=spec.hint,
            options=(("", spec.unknown), *options) if options else (),
            value=self._told.get(name, ""),
            read=read.moments.get(name) or read.days.get(name),
            kept="" if self.fresh else read.kept(name),
            problem=self.problems.get(name),
            from_paper=name in self.from_paper.split(),
        )

    def row(self, rows: str, number: str) -> Row:
        """Give one row."""
        fields = {
            part: self.field(row_name(rows, number, part), SPECS[f"{rows}.{part}"]) for part in ROWS[rows]
        }
        kind = fields["kind"].value if "kind" in fields else ""
        return Row(number, fields, bool(kind) and kind not in OFFICERS_PAPERS)

    @property
    def _told(self) -> Mapping[str, str]:
        return self.intake.read.told

    @property
    def _day(self) -> date:
        return self.desk.now.date()

    def _numbers(self, rows: str) -> list[int]:
        found = row_numbers(self._told, rows)
        extra = [int(self._told.get(f"more_{rows}", 0))] if f"more_{rows}" in self._told else []
        return sorted({*found, *extra}) or [0]


MORE = frozenset(
    (
        *(name for name in SPECS if name.startswith(("subject_", "custody_", "served_"))),
        "channel", "agency", "box", "note", "informed_by", "duties",
    )
)  # fmt: skip
"""Fields of the part that may stay empty."""

FIELD_OF = {
    "convictions": "record",
    "asks": "asks-hold",
    "served_at": "served_at",
    "copy_served": "served_at",
    "papers": "paper-0-kind",
}

"""Where a question of the law that is no field by itself is answered."""

NUMBERS: Mapping[str, Callable[[Reader], list[int]]] = {"papers": paper_rows, "convictions": conviction_rows}
"""The rows that make the papers and convictions of a case, in its order."""


def field_of(asked: str, intake: Intake) -> str:
    """Give the field of this page in which a question of the law is answered; nothing if there is none."""
    name = FIELD_OF.get(asked) or asked.rpartition("custody.")[2].rpartition("request.")[2]
    if name in SPECS or asked in FIELD_OF:
        return name
    if asked in intake.desk.book.questions.facts:
        return f"fact-{asked}"
    head, _dot, part = asked.partition(".")
    rows, _bracket, index = head.rstrip("]").partition("[")
    numbers = NUMBERS[rows](intake.read) if rows in NUMBERS else []
    known = f"{rows.removesuffix('s')}.{part}" in SPECS and index.isdigit() and int(index) < len(numbers)
    return row_name(rows.removesuffix("s"), numbers[int(index)], part) if known else ""


def page_of(desk: Desk, intake: Intake, problems: list[FieldProblem]) -> Page:
    """Put a form together as it is shown."""
    return Page(desk, intake, {problem.field: problem for problem in reversed(problems)})


def label_of(name: str) -> Words:
    """Give the label of a field, for a list of what is to be mended."""
    row, _dash, rest = name.partition("-")
    number, _dash, part = rest.partition("-")
    if row in ROWS and number.isdigit():
        return f"{SPECS[f'{row}.{part}'].label} ({int(number) + 1})"
    spec = SPECS.get(name)
    return spec.label if spec else _("Records searched")


def _tested(book: Book, place: str, day: date) -> set[str]:
    tests = (leaf.test for leaf in program(book, place, day).leaves)
    return {test.fact for test in tests if isinstance(test, FactTest)}
