"""Which counts are withheld: the small ones, and the fewest others without which they could be worked out.

For each small count it looks for second tables that a reader could not tell from the true one and in which
the count has another value: each small value, and where these are too few, greater ones. The cheapest such
table names what has to be withheld besides: the counts in which it differs. That table stays possible
whatever else is withheld later, so one pass is enough, and it is kept: whoever doubts the result can add it
up (`audit.check_doubles`).
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from holdlaw.reports.suppression.counts import DEFAULT_RULE, Counts, Rule
from holdlaw.reports.suppression.doubles import Move, Search
from holdlaw.reports.suppression.groups import Group, groups
from holdlaw.reports.suppression.history import Edition, Standing, standing


@frozen
class Exposed:
    """A count that something else gives away, in whole or in part: what a reader can still think it is."""

    id: str
    possible: tuple[int, ...] = field(repr=False)
    because: tuple[str, ...]
    """What was published before, or is published because a statute orders it."""

    @property
    def told(self) -> bool:
        """Tell whether a reader can work the number out."""
        return len(self.possible) < 2


@frozen
class Suppression:
    """What is withheld, and what shows that it is enough."""

    rule: Rule
    primary: frozenset[str]
    """Small counts, of this edition and of earlier ones."""
    withheld: frozenset[str]
    """All that is withheld: the small counts, and those that protect them. No table says which is which."""
    exposed: tuple[Exposed, ...]
    doubles: tuple[Move, ...] = field(repr=False)
    """Second tables that look the same from outside."""

    def edition(self, name: str, counts: Counts) -> Edition:
        """Give what is to be kept for later editions once this one is published."""
        values = {count.id: count.value for count in counts.counts}
        unshown = frozenset(count.id for count in counts.counts if not count.shown)
        marked = self.withheld & set(values) - unshown
        return Edition(name, values, marked, counts.relations, unshown)


def withhold(counts: Counts, earlier: Iterable[Edition] = (), rule: Rule = DEFAULT_RULE) -> Suppression:
    """Choose what is withheld. The same counts and editions give the same choice."""
    known = standing(counts, earlier)
    small = frozenset(name for name in known.free if rule.is_small(known.values[name]))
    withheld, exposed, doubles = set(known.withheld) | small, list[Exposed](), list[Move]()
    for group in groups(known.free, known.relations, known.values):
        wanted = [name for name in group.names if name in small or name in known.withheld - known.unshown]
        search = Search(known, group, withheld)
        for name in sorted(wanted, key=lambda each: (each not in small, known.values[each], each)):
            enough = rule.possible if name in small else 2
            possible = search.small(name, rule) if name in small else search.other(name)
            if len(possible) < enough:
                exposed.append(Exposed(name, tuple(sorted(possible)), _because(known, group)))
        doubles += search.doubles
    return Suppression(rule, small, frozenset(withheld), tuple(exposed), tuple(doubles))


def _because(known: Standing, group: Group) -> tuple[str, ...]:
    """Say what ties this group down: the known counts beside it, by why they are known."""
    own = set(group.names)
    beside = {
        name
        for relation in known.relations
        for name in (relation.total, *relation.parts)
        if name in known.fixed and not own.isdisjoint({relation.total, *relation.parts})
    }
    return tuple(sorted({known.fixed[name] for name in beside}))
