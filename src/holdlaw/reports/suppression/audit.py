"""The audit: what a reader of everything published can work out about each withheld count.

`bounds` asks a linear program, in whole numbers, for the least and the greatest value a withheld count can
have. `check_doubles` needs no solver: it adds up the second tables that the choice was made with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import field, frozen

from holdlaw.reports.suppression.counts import DEFAULT_RULE, Counts, Rule
from holdlaw.reports.suppression.groups import Group, groups
from holdlaw.reports.suppression.history import Edition, Standing, standing
from holdlaw.reports.suppression.solving import Program
from holdlaw.reports.suppression.withholding import Suppression


@frozen
class Bounds:
    """The least and the greatest value a reader can think a small withheld count has.

    The search stops at so many values above the true one as must stay possible.
    """

    id: str
    least: int = field(repr=False)
    greatest: int = field(repr=False)

    @property
    def told(self) -> bool:
        """Tell whether the number can be worked out."""
        return self.least == self.greatest


def bounds(
    counts: Counts, withheld: Collection[str], earlier: Iterable[Edition] = (), rule: Rule = DEFAULT_RULE
) -> tuple[Bounds, ...]:
    """Work out the bounds of every small count that is withheld, whoever chose what to withhold."""
    known = standing(counts, earlier)
    hidden = [name for name in known.free if name in withheld or name in known.withheld]
    found = []
    for group in groups(hidden, known.relations, known.values):
        small = [name for name in group.names if rule.is_small(known.values[name])]
        if small:
            program = _program(known, group)
            found += [_bounds(program, (known, group), name, rule.possible) for name in small]
    return tuple(sorted(found, key=lambda each: each.id))


def unsafe(found: Iterable[Bounds], rule: Rule = DEFAULT_RULE) -> tuple[Bounds, ...]:
    """Give the counts for which fewer values stay possible than the rule asks."""
    return tuple(each for each in found if each.greatest - each.least + 1 < rule.possible)


def _program(known: Standing, group: Group) -> Program:
    place = {name: number for number, name in enumerate(group.names)}
    limits = [(float(known.least(name)), _most(known, group)) for name in group.names]
    rows = [
        (float(total), {place[name]: float(factor) for name, factor in tie.items()})
        for tie, total in zip(group.ties, group.sums, strict=True)
    ]
    return Program(limits, rows)


def _bounds(program: Program, of: tuple[Standing, Group], name: str, possible: int) -> Bounds:
    known, group = of
    column, own, ends = group.names.index(name), known.values[name], list[int]()
    program.bound(column, known.least(name), own + possible)
    for cost in (1, -1):
        program.cost(column, cost)
        found = program.least()
        assert found is not None, "the true table is always possible"
        ends.append(int(found[column]))
    program.cost(column, 0)
    program.bound(column, known.least(name), _most(known, group))
    return Bounds(name, ends[0], ends[1])


def _most(known: Standing, group: Group) -> float:
    """Give a bound that no number of a second table has to pass."""
    return sum(known.values[name] for name in group.names) * 2.0 + 100


def check_doubles(counts: Counts, chosen: Suppression, earlier: Iterable[Edition] = ()) -> tuple[str, ...]:
    """Add up every second table, in whole numbers and without a solver; give each fault found. Empty: safe.

    Together they must show as many values as the rule asks for every small count that is not said to be
    exposed.
    """
    known = standing(counts, earlier)
    seen: dict[str, set[int]] = {name: {known.values[name]} for name in chosen.primary}
    faults = [f"{name} is small and not withheld" for name in sorted(_shown_small(known, chosen))]
    for number, move in enumerate(chosen.doubles):
        faults += (f"second table {number}: {fault}" for fault in _faults(known, chosen, move))
        for name, change in move.items():
            for each in _between(move, change):
                seen.get(name, set()).add(known.values[name] + each)
    exposed = {each.id for each in chosen.exposed}
    few = (name for name in sorted(seen) if len(seen[name]) < chosen.rule.possible and name not in exposed)
    return (*faults, *(f"{name}: the second tables show too few values" for name in few))


def _between(move: Mapping[str, int], change: int) -> Iterator[int]:
    """Give the changes of a count in the tables between: where all changes can be halved, so can the move."""
    steps = max(
        n for n in range(1, min(map(abs, move.values())) + 1) if not any(c % n for c in move.values())
    )
    return (change // steps * each for each in range(1, steps + 1))


def _shown_small(known: Standing, chosen: Suppression) -> set[str]:
    return {
        name
        for name in known.free
        if chosen.rule.is_small(known.values[name]) and name not in chosen.withheld
    }


def _faults(known: Standing, chosen: Suppression, move: Mapping[str, int]) -> Iterator[str]:
    for name, change in move.items():
        if name in known.fixed or name not in chosen.withheld:
            yield f"it changes {name}, which is published"
        elif known.values[name] + change < known.least(name):
            yield f"it makes {name} too small"
    for relation in known.relations:
        if move.get(relation.total, 0) != sum(move.get(part, 0) for part in relation.parts):
            yield f"{relation.total} is not the sum of its parts"
