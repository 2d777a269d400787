"""The published reports as the public page shows them: from the published files, and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from holdlaw.reports.faces.wording import period_said
from holdlaw.reports.life import Change, difference
from holdlaw.reports.period import Period
from holdlaw.reports.public.material import Material, Publication
from holdlaw.reports.statutory.declaration import Basis, Item, Report
from holdlaw.reports.statutory.places import reports

HEADLINES_MAX = 4
"""How many numbers of a report stand at the top of its agency's page."""


@frozen
class Line:
    """One number of a report: its item, what is counted, and the number or why there is none."""

    item: str
    label: str
    unit: str
    definition: str
    value: int | None
    why: str

    @property
    def whole(self) -> bool:
        """Tell whether the statute numbers it as an item of its own, and not as a part of one."""
        return self.item.count(".") <= 1


@frozen(kw_only=True)
class Reported:
    """One published report. `replaced_by`: the entry that amends it, where one does."""

    report: str
    agency: str
    title: str
    cite: str
    version: str
    period: Period
    named: str
    entry: int
    at: str
    sha256: str
    path: str
    amends: int | None
    replaced_by: int | None
    lines: tuple[Line, ...]
    beside: tuple[Line, ...]
    notes: tuple[tuple[str, str], ...]
    """The items that a note is under, and the note."""
    certificates: tuple[str, ...]
    events: tuple[Mapping[str, str], ...]
    unclear: tuple[Mapping[str, Any], ...]
    due_on: str
    recipient: str
    small_numbers: str
    changes: tuple[Change, ...]
    """What the report changed of the one that it amends."""

    @property
    def csv(self) -> str:
        """Give where the same numbers stand as CSV."""
        return f"{self.path.removesuffix('json')}csv"

    @property
    def headlines(self) -> tuple[Line, ...]:
        """Give the numbers for the top of a page."""
        return tuple(line for line in self.lines if line.whole and line.value is not None)[:HEADLINES_MAX]

    @property
    def days(self) -> str:
        """Give its first and last day in no language."""
        return f"{self.period.from_} – {self.period.to}"

    @property
    def on(self) -> str:
        """Give the day on which it was published."""
        return self.at[:10]

    def value(self, item: str) -> int | None:
        """Give the number of an item, if the report has one."""
        return next((line.value for line in self.lines if line.item == item), None)


@frozen
class Years:
    """One agency's reports of one kind that stand, the newest first, each beside its headline numbers."""

    title: str
    cite: str
    newest: Reported
    items: tuple[Line, ...]
    rows: tuple[tuple[Reported, tuple[int | None, ...]], ...]


def reported(made: Material, language: str) -> tuple[Reported, ...]:
    """Give every published report, in the order of publication."""
    by_entry = {each.seq: each for each in made.publications}
    replaced = {
        each.fields["amends"]: each.seq for each in made.publications if each.fields.get("amends") is not None
    }
    return tuple(
        _reported(each, language, by_entry.get(each.fields.get("amends", -1)), replaced.get(each.seq))
        for each in made.publications
    )


def _reported(
    each: Publication, language: str, earlier: Publication | None, replaced_by: int | None
) -> Reported:
    table: dict[str, Any] = json.loads(each.table)
    declared = reports().get(each.fields["report"])
    why = table.get("not_counted", {})
    basis = _basis(declared, table.get("version", ""))
    named = table.get("label") if language == "en" else None
    return Reported(
        report=each.fields["report"],
        agency=each.said["agency"],
        title=declared.title if declared else each.fields["report"],
        cite=table.get("cite", ""),
        version=table.get("version", ""),
        period=each.period,
        named=named or period_said(each.period, language),
        entry=each.seq,
        at=str(each.said["happened_at"]),
        sha256=each.fields["sha256"],
        path=each.path,
        amends=each.fields.get("amends"),
        replaced_by=replaced_by,
        lines=tuple(_lines(table["items"], basis.items or () if basis else (), why)),
        beside=tuple(_lines(table.get("information", {}), declared.information if declared else (), {})),
        notes=tuple((", ".join(_uppermost(note["items"])), note["text"]) for note in table.get("notes", ())),
        certificates=tuple(table.get("certificates", ())),
        events=tuple(table.get("rows", ())),
        unclear=tuple(table.get("unclear", ())),
        due_on=table.get("due_on") or "",
        recipient=declared.recipient if declared else "",
        small_numbers=declared.small_numbers if declared else "",
        changes=difference(json.loads(earlier.table), table) if earlier else (),
    )


def _uppermost(items: list[str]) -> list[str]:
    """Leave out the parts of items that are named themselves."""
    return [each for each in items if not any(each.startswith(f"{other}.") for other in items)]


def _basis(declared: Report | None, version: str) -> Basis | None:
    own = (basis for basis in (declared.versions if declared else ()) if str(basis.version) == version)
    return next(own, None)


def _lines(values: Mapping[str, Any], items: Iterable[Item], why: Mapping[str, Any]) -> Iterator[Line]:
    known = {item.id: item for item in items}
    for name, value in values.items():
        item = known.get(name)
        yield Line(
            item=name,
            label=item.label if item else name,
            unit=item.unit if item else "",
            definition=item.definition if item else "",
            value=value,
            why=why.get(name) or "",
        )


def standing(all_: Iterable[Reported], agency: str) -> tuple[Reported, ...]:
    """Give an agency's reports that no later one replaces, by report, the newest period first."""
    own = (each for each in all_ if each.agency == agency and each.replaced_by is None)
    return tuple(sorted(own, key=lambda each: (each.report, -each.period.to.toordinal())))


def by_report(own: Iterable[Reported]) -> tuple[Years, ...]:
    """Lay the standing reports of an agency out by kind: one row a period, one column a headline number."""
    groups: dict[str, list[Reported]] = {}
    for each in own:
        groups.setdefault(each.report, []).append(each)
    return tuple(_years(group) for group in groups.values())


def _years(group: list[Reported]) -> Years:
    newest = group[0]
    items = newest.headlines
    rows = tuple((each, tuple(each.value(line.item) for line in items)) for each in group)
    return Years(newest.title, newest.cite, newest, items, rows)
