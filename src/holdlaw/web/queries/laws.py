"""The law as its pages show it: places and their versions, one version by clause, two days side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.core.clauses import Choice, InForce
from holdlaw.core.offences import OffenceList
from holdlaw.policybook import Book
from holdlaw.policybook.place_files import Check, Place
from holdlaw.reports.law.differences import ChangedCase, changed_cases
from holdlaw.reports.law.views import KINDS, LawView, following, open_points, views_on

APART = ("clause", "otherwise", "choice")
"""Kinds of parts that have a place of their own on the page."""

BEFORE = "none"
"""The version that stands for the time before the first one."""


@frozen
class Line:
    """One thought of the law, and what is nested under it. `doubt`: nobody has established it."""

    text: str
    doubt: bool
    parts: tuple[Line, ...]


@frozen
class Part:
    """One part of a law: its kind, its name, what it says first, and the rest as nested lines."""

    kind: str
    name: str
    first: str
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        """Give the name of a clause without its act: it stands under that."""
        return self.name.partition(" ")[2] or self.name


@frozen
class FirstDay:
    """When a version begins and when the next one may have replaced it."""

    first: date
    by: date
    why: str
    next_first: date | None

    @property
    def sure(self) -> bool:
        """Tell whether the first day is established."""
        return self.first == self.by


@frozen
class Enacted:
    """One version in a place's history. `shown_on`: a day on which it is certainly in force, if followed."""

    id: str
    title: str
    cite: str
    enacted_by: str
    from_day: FirstDay
    recorded: date
    released: bool
    corrects: str

    @property
    def shown_on(self) -> str:
        """Give the day under which the version is shown."""
        return self.from_day.by.isoformat()


@frozen
class UsedList:
    """An offence list as one version uses it: the name it goes by, its own name, edition, and its count."""

    as_name: str
    name: str
    edition: str
    entries: int
    open_categories: tuple[str, ...]


@frozen
class Text:
    """The text of one version: parts in order, with what is open about it."""

    id: str
    title: str
    cite: str
    enacted_by: str
    from_day: FirstDay | None
    before: str
    recorded: date | None
    released: bool
    digest: str
    sources: tuple[str, ...]
    acts: tuple[tuple[str, tuple[Part, ...]], ...]
    others: tuple[tuple[str, tuple[Part, ...]], ...]
    choices: tuple[Choice, ...]
    lists: tuple[UsedList, ...]
    open: tuple[str, ...]


@frozen
class PlaceShown:
    """One place on one day: the texts that are or may be in force, history, checks, the layers above."""

    place: Place
    texts: tuple[Text, ...]
    history: tuple[Enacted, ...]
    checks: tuple[Check, ...]
    above: tuple[tuple[str, str, str], ...]
    combined: str


@frozen
class Pair:
    """One line of a part on both days. `state`: same, changed, added or removed."""

    was: str
    now: str
    state: str


@frozen
class Differing:
    """One part that differs, line beside line."""

    kind: str
    name: str
    state: str
    pairs: tuple[Pair, ...]


@frozen
class Compared:
    """Two days of one place's law, side by side."""

    was: Text
    now: Text
    parts: tuple[Differing, ...]
    same: int
    cases: tuple[ChangedCase, ...]
    cases_run: int


def place_line(book: Book, name: str) -> tuple[Place, tuple[Enacted, ...], date | None]:
    """Give a place with its versions, and the last day on which somebody checked it."""
    place = book.place(name)
    return place, history(book, place), max((check.on for check in place.checks), default=None)


def history(book: Book, place: Place) -> tuple[Enacted, ...]:
    """Give every version of a place, the newest first."""
    found = []
    for file in place.files:
        version = book.version(place, file)
        view = LawView(book, place, file, version, {})
        found.append(
            Enacted(
                id=version.id,
                title=version.title,
                cite=version.cite,
                enacted_by=view.text("enacted_by"),
                from_day=_first_day(version.in_force, following(view)),
                recorded=version.recorded,
                released=version.id not in place.unreleased,
                corrects=version.corrects or "",
            )
        )
    return tuple(reversed(found))


def shown_place(book: Book, place: Place, day: date) -> PlaceShown:
    """Give what is shown of a place for a day."""
    above = []
    for other in book.chain(place.id)[1:]:
        versions = [file.id if file else BEFORE for file in other.files_on(day, date.max)]
        above.append((other.id, other.name, " / ".join(versions)))
    return PlaceShown(
        place=place,
        texts=tuple(_text(view) for view in views_on(book, place, day)),
        history=history(book, place),
        checks=place.checks,
        above=tuple(above),
        combined=book.combinations[place.combine].says if above else "",
    )


def compared(book: Book, place: Place, days: tuple[date, date]) -> Compared:
    """Lay the law of two days side by side, and run the worked cases under each."""
    was, now = (views_on(book, place, day)[0] for day in days)
    parted = tuple(_differing(was, now))
    shared = was.parts().keys() & now.parts().keys()
    cases, run = changed_cases(book, place, days)
    changed = sum(each.state == "changed" for each in parted)
    lists = tuple(_lists_differing(was, now))
    return Compared(_text(was), _text(now), (*parted, *lists), len(shared) - changed, tuple(cases), run)


def used_list(book: Book, name: str, edition: str) -> OffenceList | None:
    """Give one edition of an offence list; the last one where none is named."""
    file = book.offence_file(name)
    if file is None:
        return None
    return file.editions.get(edition or list(file.editions)[-1])


def list_names(book: Book) -> tuple[str, ...]:
    """List the offence lists that some version of some place uses."""
    used = (
        each.name
        for place in map(book.place, book.place_names())
        for version in book.versions(place)
        for each in version.lists.values()
        if isinstance(each, OffenceList)
    )
    return tuple(sorted(dict.fromkeys(used)))


def _text(view: LawView) -> Text:
    version, parts = view.version, [_part(*key, lines) for key, lines in view.parts().items()]
    acts = tuple((act.value, tuple(part for part in parts if _act_of(part) == act.value)) for act in Act)
    rest = ((kind, tuple(part for part in parts if part.kind == kind)) for kind in KINDS)
    return Text(
        id=version.id,
        title=version.title,
        cite=version.cite,
        enacted_by=view.text("enacted_by"),
        from_day=_first_day(version.in_force, following(view)) if view.file else None,
        before="" if view.file else view.place.before.says,
        recorded=version.recorded if view.file else None,
        released=version.id not in view.place.unreleased,
        digest=version.digest,
        sources=version.sources or ((view.place.before.cite,) if not view.file else ()),
        acts=acts,
        others=tuple((kind, found) for kind, found in rest if found and kind not in APART),
        choices=version.choices,
        lists=tuple(
            UsedList(
                name,
                used.name,
                used.edition,
                sum(entry.counted for entry in used.entries),
                used.open_categories,
            )
            for name, used in view.lists.items()
        ),
        open=open_points(view),
    )


def _first_day(in_force: InForce, next_one: InForce | None) -> FirstDay:
    return FirstDay(in_force.not_before, in_force.by, in_force.why, next_one.not_before if next_one else None)


def _act_of(part: Part) -> str:
    if part.kind == "otherwise":
        return part.name
    return part.name.partition(" ")[0] if part.kind == "clause" else ""


def _part(kind: str, name: str, lines: Sequence[str]) -> Part:
    first, *rest = lines or ("",)
    return Part(kind, name, first.strip(), tree(rest))


def tree(lines: Iterable[str]) -> tuple[Line, ...]:
    """Nest lines by how far each is indented."""
    levels: list[tuple[int, list[Line]]] = [(-1, [])]
    waiting: list[tuple[int, str]] = []
    for line in [*lines, ""]:
        depth = len(line) - len(line.lstrip()) if line else -1
        while waiting and waiting[-1][0] >= depth:
            _close(waiting.pop()[1], levels)
        if line:
            waiting.append((depth, line.strip().removeprefix("- ")))
            levels.append((depth, []))
    return tuple(levels[0][1])


def _close(text: str, levels: list[tuple[int, list[Line]]]) -> None:
    parts = tuple(levels.pop()[1])
    levels[-1][1].append(Line(text, text.startswith(("Unverified:", "Unread:", "Derived:")), parts))


def _differing(was: LawView, now: LawView) -> Iterator[Differing]:
    """Give each part that differs, in the order of the newer law, then what only the older one had."""
    old, new = was.parts(), now.parts()
    for key, lines in new.items():
        if key not in old:
            yield Differing(*key, "added", tuple(pairs((), lines)))
        elif old[key] != lines:
            yield Differing(*key, "changed", tuple(pairs(old[key], lines)))
    for key, lines in old.items():
        if key not in new:
            yield Differing(*key, "removed", tuple(pairs(lines, ())))


def pairs(was: Sequence[str], now: Sequence[str]) -> Iterator[Pair]:
    """Lay the lines of one part side by side."""
    old, new = ([line.strip().removeprefix("- ") for line in lines] for lines in (was, now))
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = old[i:j], new[k:m]
        if tag == "equal":
            yield from (Pair(line, line, "same") for line in left)
            continue
        for number in range(max(len(left), len(right))):
            one = left[number] if number < len(left) else ""
            other = right[number] if number < len(right) else ""
            yield Pair(one, other, "changed" if one and other else "removed" if one else "added")


def _lists_differing(was: LawView, now: LawView) -> Iterator[Differing]:
    for name in dict.fromkeys((*was.lists, *now.lists)):
        old, new = was.lists.get(name), now.lists.get(name)
        if old and new and (old.name, old.edition) == (new.name, new.edition):
            continue
        lines = [list(_list_lines(used)) if used else [] for used in (old, new)]
        state = "changed" if old and new else "removed" if old else "added"
        found = tuple(pair for pair in pairs(*lines) if pair.state != "same")
        yield Differing("offence list", name.replace("_", " "), state, found)


def _list_lines(used: OffenceList) -> Iterator[str]:
    yield f"{used.name}, edition {used.edition}: {sum(entry.counted for entry in used.entries)} entries"
    for entry in used.entries:
        yield f"{' and '.join(map(str, entry.statutes))}: {entry.name}"
