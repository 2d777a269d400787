"""What was published before: a number once published is known for ever, and one withheld stays withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from holdlaw.reports.suppression.counts import Counts, Relation


@frozen
class Edition:
    """What was published at one time: values, which of them were withheld, and how they add up.

    It holds the withheld values too, so that a later edition can guard them: it is not for publication.
    """

    name: str
    values: Mapping[str, int] = field(repr=False)
    withheld: frozenset[str]
    relations: tuple[Relation, ...]
    unshown: frozenset[str] = frozenset()
    """Counts that no table showed, and that were guarded all the same."""

    def as_json(self) -> dict[str, Any]:
        """Give it as the history file holds it."""
        return {
            "name": self.name,
            "values": dict(sorted(self.values.items())),
            "withheld": sorted(self.withheld),
            "unshown": sorted(self.unshown),
            "relations": [[each.total, *each.parts] for each in self.relations],
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Edition:
        """Read it as the history file holds it."""
        relations = tuple(Relation(total, tuple(parts)) for total, *parts in data["relations"])
        marks = frozenset(data["withheld"]), frozenset(data["unshown"])
        return cls(data["name"], dict(data["values"]), marks[0], relations, marks[1])


@frozen
class Standing:
    """Everything a reader can put together: what is to be published, and all earlier editions.

    A count that was amended stands here twice: as it is now, and as it was (`ID@EDITION`). One whose value
    did not change is one count, however often it was published: a reader may know that it did not change.
    """

    values: Mapping[str, int] = field(repr=False)
    fixed: Mapping[str, str]
    """What every reader knows, and why: the statute, the edition, or that it is zero."""
    withheld: frozenset[str]
    """What stays withheld: counts withheld before, and those that no table shows."""
    unshown: frozenset[str]
    """Those that no table shows: they may be zero. A shown one that is withheld is at least 1."""
    relations: tuple[Relation, ...]
    weights: Mapping[str, int]

    @property
    def free(self) -> tuple[str, ...]:
        """Give the ids of all counts that are not known to every reader, in their order."""
        return tuple(name for name in self.values if name not in self.fixed)

    def least(self, name: str) -> int:
        """Give the least value a reader takes a withheld count to have."""
        return 0 if name in self.unshown else 1


def standing(now: Counts, earlier: Iterable[Edition] = ()) -> Standing:
    """Put what is to be published beside what was published before."""
    editions = tuple(earlier)
    keys = _keys(now, editions)
    values, fixed, relations = dict(now.values), _fixed_now(now), list(now.relations)
    withheld, unshown = set[str](), {count.id for count in now.counts if not count.shown}
    for edition in editions:
        own = keys[edition.name]
        values |= {own[name]: value for name, value in edition.values.items()}
        withheld |= {own[name] for name in edition.withheld}
        unshown |= {own[name] for name in edition.unshown}
        shown = set(edition.values) - edition.withheld - edition.unshown
        fixed = {own[name]: f"published in {edition.name}" for name in sorted(shown)} | fixed
        relations += [Relation(own[r.total], tuple(own[p] for p in r.parts)) for r in edition.relations]
    # What is shown now, or bore the mark in any edition, is known to be at least 1.
    unshown -= withheld | {count.id for count in now.counts if count.shown} | set(fixed)
    return Standing(
        values,
        fixed,
        frozenset((withheld | unshown) - set(fixed)),
        frozenset(unshown),
        tuple(dict.fromkeys(relations)),
        {count.id: count.weight for count in now.counts},
    )


def _fixed_now(now: Counts) -> dict[str, str]:
    zeros = {
        count.id: "a zero is always published" for count in now.counts if count.shown and not count.value
    }
    return zeros | {count.id: count.raw_by for count in now.counts if count.raw_by is not None}


def _keys(now: Counts, editions: tuple[Edition, ...]) -> dict[str, dict[str, str]]:
    """Name each count of each edition: by its id while it has the value it has now, else by its edition."""
    keys: dict[str, dict[str, str]] = {}
    latest: dict[str, tuple[int, str]] = {name: (value, name) for name, value in now.values.items()}
    for edition in reversed(editions):
        for name, value in edition.values.items():
            known = latest.get(name)
            if known is None or known[0] != value:
                latest[name] = (value, name if known is None else f"{name}@{edition.name}")
        keys[edition.name] = {name: latest[name][1] for name in edition.values}
    return keys
