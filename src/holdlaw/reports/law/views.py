"""The law of one place on one day, taken apart for a reader: each part under its kind and name, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from holdlaw.core.clauses import Clause, ClockRule, Duty, InForce, Version
from holdlaw.core.conditions import Always, Condition, Unknowns
from holdlaw.core.offences import OffenceList
from holdlaw.decide.reasons import WORDS
from holdlaw.policybook import Book
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.condition_files import Reading
from holdlaw.policybook.digests import plain
from holdlaw.policybook.nodes import Node
from holdlaw.policybook.place_files import LawFile, Place
from holdlaw.policybook.version_files import full_cite
from holdlaw.reports.law.words import STEP, condition_lines, definition_lines

Parts = Mapping[tuple[str, str], tuple[str, ...]]
"""The parts of a law: kind and name, to its lines."""

KINDS = (
    "definition",
    "clause",
    "otherwise",
    "clock",
    "duty",
    "unknowns",
    "search window",
    "choice",
    "warning",
)
"""The kinds of parts, in the order in which they are shown."""


@frozen(eq=False)
class LawView:
    """One version of a place's law. `file` None: the time before the first version."""

    book: Book
    place: Place
    file: LawFile | None
    version: Version
    definitions: Mapping[str, Condition]

    def text(self, key: str) -> str:
        """Give a text of the file itself, on one line."""
        part = self.file.node.get(key) if self.file else None
        return " ".join(part.value.split()) if part and isinstance(part.value, str) else ""

    def texts(self, key: str) -> Mapping[str, str]:
        """Give a group of texts of the file; a list becomes a text with commas."""
        part = self.file.node.get(key) if self.file else None
        said = {name: plain(value) for name, value in (part.items() if part else ())}
        return {
            name: ", ".join(map(str, value)) if isinstance(value, list) else " ".join(str(value).split())
            for name, value in said.items()
        }

    @property
    def lists(self) -> Mapping[str, OffenceList]:
        """Give the offence lists this version uses, by the name it gives them."""
        return {name: used for name, used in self.version.lists.items() if isinstance(used, OffenceList)}

    @property
    def terms(self) -> frozenset[str]:
        """Give the words of the terms the law defines."""
        return frozenset(condition.says for condition in self.definitions.values() if condition.says)

    def parts(self) -> Parts:
        """Take the law apart."""
        return {key: tuple(lines) for key, lines in _parts(self)}


def views_on(book: Book, place: Place, day: date) -> tuple[LawView, ...]:
    """Give the law of a place on a day: more than one version where a first day is not established."""
    found = []
    for file in place.files_on(day, date.max):
        version = book.version(place, file) if file else place.before_first()
        known = place.as_known(file, date.max) if file else None
        definitions = _definitions(book, known, version) if known else {}
        found.append(LawView(book, place, known, version, definitions))
    return tuple(found)


def _definitions(book: Book, file: LawFile, version: Version) -> dict[str, Condition]:
    """Read the definitions of a version that was read before without a mistake."""
    define, clocks = file.node.get("define"), file.node.get("clocks")
    reading = Reading(
        place=version.place,
        checking=Checking("HL-2001"),
        questions=book.questions,
        definitions=dict(define.items()) if define else {},
        lists={name: used for name, used in version.lists.items() if isinstance(used, OffenceList)},
        clocks=dict(clocks.items()) if clocks else {},
        unknowns=Unknowns(),
        window=None,
        windowed=frozenset(),
        full_cite=lambda local: full_cite(version.cite, local),
        calendars=book.calendar_names,
    )
    return {
        name: reading.condition(Node(name, part.file, part.line, part.path))
        for name, part in reading.definitions.items()
    }


def _parts(view: LawView) -> Iterator[tuple[tuple[str, str], Iterator[str]]]:
    version, terms = view.version, view.terms
    for name, condition in view.definitions.items():
        yield ("definition", name), definition_lines(condition, terms)
    for act, rule in version.acts.items():
        for clause in rule.clauses:
            yield ("clause", f"{act.value} {clause.id}"), clause_lines(clause, terms)
        yield ("otherwise", act.value), clause_lines(rule.otherwise, terms)
    for name, clock in version.clocks.items():
        yield ("clock", name.rpartition(":")[2]), _clock(clock, terms)
    for duty in version.duties:
        yield ("duty", duty.name), _duty(duty, terms)
    yield from _beside(view)


def _beside(view: LawView) -> Iterator[tuple[tuple[str, str], Iterator[str]]]:
    """Give the parts that are not the law's own words: how it is read, and what warns."""
    for key, kind in (("unknown_counts_as_no", "unknowns"), ("search_window", "search window")):
        if texts := view.texts(key):
            yield (kind, ""), iter([f"{name.replace('_', ' ')}: {text}" for name, text in texts.items()])
    for choice in view.version.choices:
        said = (f"chosen: {choice.chosen}", f"otherwise: {choice.otherwise}", f"why: {choice.why}")
        yield ("choice", choice.id), iter((choice.question, *said))
    for number, caution in enumerate(view.version.cautions, start=1):
        when = condition_lines(caution.when, view.terms, 1)
        yield ("warning", str(number)), iter((caution.text, "when:", *when))


def clause_lines(clause: Clause, terms: frozenset[str]) -> Iterator[str]:
    """Write one clause: its effect and citation, what it says, when it holds, and what is open about it."""
    yield f"{WORDS[clause.effect].upper()} [{clause.cite}]"
    yield from ([clause.says] if clause.says else [])
    yield from ([f'In its words: "{clause.words}"'] if clause.words else [])
    if not isinstance(clause.when, Always):
        yield "when:"
        yield from condition_lines(clause.when, terms, 1)
    if clause.until:
        yield f"until the end of {clause.until.rpartition(':')[2]}"
    if clause.overrides:
        yield f"prevails over: {', '.join(sorted(clause.overrides))}"
    if clause.derived:
        yield "Derived: the law does not say this in words."
    yield from (f"Unverified: {doubt}" for doubt in clause.unverified)
    yield from (["Unread: what this says of a case is not established."] if clause.unread else [])


def _clock(clock: ClockRule, terms: frozenset[str]) -> Iterator[str]:
    lengths = {
        f"{clock.hours} hours": clock.hours,
        f"until {clock.until_local_time}": clock.until_local_time,
        f"from {clock.days_before_release} days before release": clock.days_before_release,
    }
    yield f"{clock.label} [{clock.cite}]"
    yield from (said for said, given in lengths.items() if given is not None)
    names = {"place": "holidays (a day on every calendar of the place)"}
    excluded = [*clock.excluding_weekdays, *(names.get(each, f"calendar {each}") for each in clock.calendars)]
    yield from ([f"not counted: {', '.join(excluded)}"] if excluded else [])
    if not isinstance(clock.applies, Always):
        yield "when:"
        yield from condition_lines(clock.applies, terms, 1)
    yield from ([f"Unverified: {clock.unverified}"] if clock.unverified else [])


def _duty(duty: Duty, terms: frozenset[str]) -> Iterator[str]:
    yield f"{duty.says} [{duty.cite}]"
    if not isinstance(duty.when, Always):
        yield "when:"
        yield from condition_lines(duty.when, terms, 1)
    for act, outcomes in duty.outcomes.items():
        yield f"where the answer to {act.value} is {' or '.join(sorted(WORDS[each] for each in outcomes))}"
    yield from ([f"Unverified: {duty.unverified}"] if duty.unverified else [])


def list_lines(used: OffenceList, book: Book) -> Iterator[str]:
    """Write one offence list as used: its edition, how many entries, what added them, what stays open."""
    file = book.offence_file(used.name)
    assert file is not None
    counted = [entry for entry in used.entries if entry.counted]
    yield f"{used.name}, edition {used.edition}: {len(counted)} entries [{file.cite}]"
    for group in dict.fromkeys(entry.group for entry in counted):
        number = sum(entry.group == group for entry in counted)
        yield f"{STEP}{number} by {file.enacted_by[group]} ({group})"
    provisions = sum(len(entry.statutes) for entry in counted)
    if provisions != len(counted):
        yield f"{STEP}An entry may name several subdivisions: {provisions} provisions in all."


def in_force_words(in_force: InForce, following: InForce | None) -> str:
    """Say from when until when a version is in force; an uncertain day is shown as one."""
    words = f"from {_first_day(in_force)}"
    return f"{words}, until before {_first_day(following)}" if following else words


def _first_day(in_force: InForce) -> str:
    if in_force.not_before == in_force.by:
        return str(in_force.by)
    return f"a day between {in_force.not_before} and {in_force.by} that is not established"


def following(view: LawView) -> InForce | None:
    """Say when the version that follows begins."""
    own = view.version.in_force.not_before
    later = [file.in_force for file in view.place.files if file.in_force.not_before > own]
    return min(later, key=lambda each: each.not_before, default=None)


def open_points(view: LawView) -> tuple[str, ...]:
    """Gather what is unverified or unread, so that nobody has to look for it."""
    said = [view.text("in_force_unverified"), view.text("unread"), view.text("unverified")]
    for (kind, name), lines in view.parts().items():
        doubts = (line.strip() for line in lines if line.strip().startswith(("Unverified:", "Unread:")))
        said += [f"{kind} {name}: {doubt.partition(': ')[2]}" for doubt in doubts]
    for used in view.lists.values():
        said += [
            f"list {used.name}, {entry.name}: {entry.unverified}"
            for entry in used.entries
            if entry.unverified
        ]
    if view.file is None and view.place.before.unverified:
        said += view.place.before.unverified
    return tuple(text for text in said if text)
