"""What is to be published: counts, how they add up, and which of them are small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem

WITHHELD = "withheld"
"""The mark of a withheld number: the same for a small number and for one that protects it."""


@frozen(kw_only=True)
class Count:
    """One number that is to be published, or that others could be worked out from.

    `shown` False: it is not in any table, and its value is guarded as if it were. `weight`: how much a
    reader loses if it is withheld; a yearly total weighs more than a month.
    """

    id: str
    value: int
    raw_by: str | None = None
    """The statute that orders this number as it is. It is never withheld."""
    shown: bool = True
    weight: int = 1


@frozen
class Relation:
    """A total that is the sum of its parts, by their ids."""

    total: str
    parts: tuple[str, ...]


@frozen
class Rule:
    """Which counts are small: those from 1 to before `under`. A zero is never one: it is about nobody.

    Source: the threshold rule of the Glossary of Statistical Disclosure Control (UNECE/Eurostat work session,
    Geneva 2005): "Some agencies require at least five respondents in a cell, others require three."
    """

    under: int = 5
    possible: int = 4
    """How many values must stay possible, at least, for a small count that is withheld. Our own choice: as
    many as there are small values, so that a reader learns no more than the mark says."""

    def is_small(self, value: int) -> bool:
        """Tell whether a count of this value is small."""
        return 0 < value < self.under

    @property
    def small_values(self) -> range:
        """Give every small value."""
        return range(1, self.under)


DEFAULT_RULE = Rule()


@frozen
class Counts:
    """All that one edition publishes. Raise HoldlawError (HL-8040) where it does not add up."""

    counts: tuple[Count, ...]
    relations: tuple[Relation, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse what does not add up: nobody could tell what follows from it."""
        if problems := [_problem(where, what) for where, what in self._faults()]:
            raise HoldlawError(problems)

    @property
    def values(self) -> dict[str, int]:
        """Give the values by id."""
        return {count.id: count.value for count in self.counts}

    def _faults(self) -> Iterator[tuple[str, str]]:
        values = self.values
        if len(values) < len(self.counts):
            times = Counter(count.id for count in self.counts)
            yield from ((name, "Two counts have this id.") for name, each in times.items() if each > 1)
        yield from ((name, f"It is {value}.") for name, value in values.items() if value < 0)
        for relation in self.relations:
            missing = [each for each in (relation.total, *relation.parts) if each not in values]
            parts = 0 if missing else sum(values[each] for each in relation.parts)
            if missing:
                yield relation.total, f"It is added up from counts that are not here: {', '.join(missing)}."
            elif values[relation.total] != parts:
                yield relation.total, f"It is {values[relation.total]}, and its parts add up to {parts}."


def _problem(where: str, what: str) -> Problem:
    why = "From counts that do not add up nobody can tell which ones give a small number away."
    return Problem("HL-8040", where, what, why, "Count again from the register; nothing was published.")
