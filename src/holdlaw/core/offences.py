"""Offence lists as dated data: is this conviction on the list, off it, or has nobody compared it?

Source: NYC Admin. Code § 14-154(a)(2), (a)(6); California Government Code § 7282.5(a) for open lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import field, frozen

from holdlaw.core.case import Conviction, NoEquivalent
from holdlaw.core.statutes import Statute, covers
from holdlaw.core.truth import Truth, any_of, truth_of

Reading = tuple[Truth, str]
"""A truth, and the name of the field that it rests on."""


class Reach(Enum):
    """How an entry names what it reaches."""

    SECTION = "statute"
    ARTICLE = "article"
    FROM_SECTION = "from_section"


@frozen(eq=False)
class Entry:
    """One entry of a list: its statutes (several, where the law lists several subdivisions as one entry).

    `reach`: the section itself, every section of the article (NY PL 105 reaches 105.15), or every section
    of the code from that number up. `group`: the instrument that added it. `only_class`: it reaches that
    class alone, and the record must say so. `needs_target`: only counsel can say at what it was aimed.
    `counted`: an entry of the list, not an open category.
    """

    statutes: tuple[Statute, ...]
    name: str
    group: str
    reach: Reach = Reach.SECTION
    only_class: str | None = None
    needs_target: bool = False
    counted: bool = True
    unverified: str | None = None

    def covers(self, statute: Statute) -> Truth:
        """Say whether the entry reaches a statute; unknown if a subdivision is missing."""
        if self.reach is Reach.SECTION:
            return any_of(covers(own, statute) for own in self.statutes)
        own, number = self.statutes[0], statute.section.split(".")[0]
        if own.section_key[:2] != statute.section_key[:2]:
            return Truth.NO
        if self.reach is Reach.ARTICLE:
            return truth_of(number == own.section)
        return truth_of(number.isdigit() and int(number) >= int(own.section))


@frozen(eq=False)
class OffenceList:
    """One edition of a list. An open list ("not limited to") leaves an unlisted offence to a person.

    `every_entry_is`: the class the law gives each entry, so that a record need not repeat it.
    `attempts_of`: the groups whose attempts count, if they are of class `attempt_class`.
    """

    name: str
    edition: str
    jurisdiction: str
    entries: tuple[Entry, ...]
    open_ended: bool = False
    every_entry_is: str | None = None
    attempts_of: frozenset[str] = frozenset()
    attempt_class: str | None = None
    open_categories: tuple[str, ...] = ()
    by_section: Mapping[tuple[str, str, str], tuple[Entry, ...]] = field(init=False, repr=False)
    wide: tuple[Entry, ...] = field(init=False, repr=False)
    found: dict[Statute, tuple[tuple[Entry, Truth], ...]] = field(init=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Index the entries by section."""
        table: dict[tuple[str, str, str], tuple[Entry, ...]] = {}
        for entry in self.entries:
            for key in dict.fromkeys(statute.section_key for statute in entry.statutes):
                table[key] = (*table.get(key, ()), entry)
        object.__setattr__(self, "by_section", table)
        object.__setattr__(self, "wide", tuple(e for e in self.entries if e.reach is not Reach.SECTION))

    @property
    def count(self) -> int:
        """Count the entries as the law lists them, the open categories apart."""
        return sum(1 for entry in self.entries if entry.counted)

    def find(self, statute: Statute) -> tuple[tuple[Entry, Truth], ...]:
        """Find the entries that reach a statute, yes, or unknown where a subdivision is missing."""
        if statute not in self.found:
            near = dict.fromkeys((*self.by_section.get(statute.section_key, ()), *self.wide))
            reached = ((entry, entry.covers(statute)) for entry in near)
            self.found[statute] = tuple((entry, reach) for entry, reach in reached if reach is not Truth.NO)
        return self.found[statute]

    def reading(self, conviction: Conviction) -> Reading:
        """Say whether a conviction is on the list, and which field of the record that rests on."""
        statute = conviction.statute
        if statute is None:
            return Truth.UNKNOWN, "conviction.statute"
        if statute.jurisdiction == self.jurisdiction:
            at_home = self._at_home(conviction, statute)
            if at_home[0] is Truth.NO and self.open_ended:
                return self._compared(conviction)
            return at_home
        return self._compared(conviction)

    def _compared(self, conviction: Conviction) -> Reading:
        """Read what counsel decided: a listed equivalent, none, or nobody has compared it."""
        match conviction.equivalent_to:
            case None:
                return Truth.UNKNOWN, "conviction.equivalent_to"
            case NoEquivalent.NONE:
                return Truth.NO, "conviction.equivalent_to"
            case equivalent:
                found = self.find(equivalent)
                return any_of(
                    Truth.UNKNOWN if entry.needs_target else reach for entry, reach in found
                ), "conviction.equivalent_to"

    def _at_home(self, conviction: Conviction, statute: Statute) -> Reading:
        """Look a conviction of the list's own state up; the best reading of its entries stands."""
        best: Reading = (Truth.NO, "conviction.statute")
        for entry, reach in self.find(statute):
            reading = self._entry_reading(entry, reach, conviction)
            if reading[0] is Truth.YES:
                return reading
            if reading[0] is Truth.UNKNOWN or best[0] is Truth.NO:
                best = reading
        return best

    def _entry_reading(self, entry: Entry, reach: Truth, conviction: Conviction) -> Reading:
        """Read one entry against the record: its target, and whether it was an attempt."""
        if entry.needs_target:
            compared = self._compared(conviction)[0]
            if compared is not Truth.YES:
                return compared, "conviction.target"
        done = self._class_reading(reach, conviction, entry.only_class)
        match conviction.stated.get("attempt", Truth.NO):
            case Truth.YES:
                return self._attempt_reading(entry, reach, conviction)
            case Truth.UNKNOWN if self._attempt_reading(entry, reach, conviction)[0] is not done[0]:
                return Truth.UNKNOWN, "conviction.attempt"
            case _:
                return done

    def _attempt_reading(self, entry: Entry, reach: Truth, conviction: Conviction) -> Reading:
        """Read one entry against an attempt: only some groups reach attempts, and of one class."""
        if entry.group not in self.attempts_of:
            return Truth.NO, "conviction.attempt"
        return self._class_reading(reach, conviction, entry.only_class or self.attempt_class)

    def _class_reading(self, reach: Truth, conviction: Conviction, only_class: str | None) -> Reading:
        """Read one entry against the class on record; the list itself may give every entry its class."""
        stated = conviction.stated.get("class", Truth.UNKNOWN)
        if stated is Truth.UNKNOWN:
            if only_class is not None:
                return Truth.UNKNOWN, "conviction.class"
            return reach, "conviction.statute"
        wanted = only_class or self.every_entry_is
        if wanted is not None and stated != wanted:
            return Truth.NO, "conviction.class"
        return reach, "conviction.statute"
