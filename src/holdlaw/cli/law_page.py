"""A place's law as a lawyer reads it: the instrument, definitions, each act's clauses, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from holdlaw.cli.lines import folded, heading
from holdlaw.core.case import Act
from holdlaw.reports.law.views import KINDS, LawView, following, in_force_words, list_lines, open_points

_TITLES = {
    "definition": "Definitions",
    "clock": "Clocks",
    "duty": "Duties",
    "unknowns": "What an unknown means",
    "search window": "How fresh the search must be",
    "choice": "Choices of interpretation",
    "warning": "Warnings",
}


def law_page(view: LawView, day: date) -> str:
    """Write one version for the terminal."""
    parts = view.parts()
    lines = [*_head(view, day), *_lists(view)]
    for kind in KINDS:
        if kind == "clause":
            for act in Act:
                lines += _act(view, act)
        elif kind in _TITLES:
            found = {name: said for (each, name), said in parts.items() if each == kind}
            lines += heading(_TITLES[kind]) if found else []
            lines += chain.from_iterable(_part(name, said) for name, said in found.items())
    return "\n".join([*lines, *_open(view)])


def _head(view: LawView, day: date) -> list[str]:
    version, place = view.version, view.place
    lines = [f"{place.name} ({place.id})", *folded([f"{version.title}, {version.cite}"])]
    if view.file is None:
        return [*lines, *folded([place.before.says, f"Source: {place.before.cite}"])]
    lines += folded(
        [
            f"Version {version.id}, by {view.text('enacted_by')}",
            f"In force: {in_force_words(version.in_force, following(view))}",
            *([version.in_force.why] if version.in_force.why else []),
            f"Recorded {version.recorded}; {_released(view)}",
        ]
    )
    lines += [*heading("Sources"), *folded((f"- {source}" for source in version.sources), "  ")]
    checks = (f"- checked {check.on} by {check.by}, against {check.against}" for check in place.checks)
    lines += folded(checks, "  ")
    above = view.book.chain(place.id)[1:]
    if above:
        lines += heading("Other layers of law")
        lines += folded((f"- {_layer(view, other.id, day)}" for other in above), "  ")
        lines += folded([view.book.combinations[place.combine].says], "  ")
    return lines


def _released(view: LawView) -> str:
    unreleased = view.version.id in view.place.unreleased
    return "not released: its text may change" if unreleased else "released: its text is locked"


def _layer(view: LawView, name: str, day: date) -> str:
    other = view.book.place(name)
    versions = " or ".join(file.id if file else "none" for file in other.files_on(day, date.max))
    return f"{other.name} ({name}), version {versions}"


def _lists(view: LawView) -> list[str]:
    lines = heading("Offence lists") if view.lists else []
    for name, used in view.lists.items():
        said = list_lines(used, view.book)
        lines += folded([f"{name}: {next(said)}", *said], "  ")
        lines += folded((f"- open: {category}" for category in used.open_categories), "    ")
    return lines


def _act(view: LawView, act: Act) -> Iterable[str]:
    rule = view.version.acts.get(act)
    if rule is None:
        return [*heading(act.value), "  This law does not speak of it: no rule."]
    parts = view.parts()
    lines = heading(act.value)
    for clause in rule.clauses:
        lines += _part(clause.id, parts["clause", f"{act.value} {clause.id}"])
    return [*lines, *_part("otherwise", parts["otherwise", act.value])]


def _part(name: str, said: tuple[str, ...]) -> Iterator[str]:
    """Write one part: its name before its first line, the others below."""
    first = f"{name}: {said[0]}" if name else said[0]
    yield from folded([first], "  ")
    yield from folded(said[1:], "    ")


def _open(view: LawView) -> list[str]:
    found = open_points(view)
    return [*heading("Unverified or unread"), *folded((f"- {text}" for text in found), "  ")] if found else []
