"""The search for second tables that a reader cannot tell from the true one, in one group of counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import gcd

from attrs import frozen

from holdlaw.reports.suppression.counts import Rule
from holdlaw.reports.suppression.groups import Group
from holdlaw.reports.suppression.history import Standing
from holdlaw.reports.suppression.solving import Program

Move = Mapping[str, int]
"""How a second table differs from the true one, by id."""

_NEW = 1000
"""What withholding one more count costs, beside changing one that is withheld already by one."""

_FAR = 20
"""How far a count of a second table may lie from the true one: tables further off are found too slowly."""


@frozen
class _Bundle:
    """Counts that can only change together: a total, its one unknown part. `shrink`: how far at most."""

    names: tuple[str, ...]
    shrink: int


class Search:
    """Looks for second tables, each in view of those before; adds to `withheld` what they differ in."""

    def __init__(self, known: Standing, group: Group, withheld: set[str]) -> None:
        """Take what a reader knows, a group of unknown counts, and what is withheld so far."""
        self.doubles = list[Move]()
        self._known, self._withheld = known, withheld
        self._reached = {name: {known.values[name]} for name in group.names}
        self._bundles = _bundled(known, group)
        self._place = {name: 2 * at for at, bundle in enumerate(self._bundles) for name in bundle.names}
        self._program = self._made(group) if len(self._bundles) else None

    def small(self, name: str, rule: Rule) -> set[int]:
        """Make enough values possible for a small count, small ones first; give those that are."""
        own = self._known.values[name]
        far_first = sorted(rule.small_values, key=lambda each: -abs(each - own))
        self._reach(name, [*far_first, *range(own + rule.possible - 1, rule.under - 1, -1)], rule.possible)
        return self._reached[name]

    def other(self, name: str) -> set[int]:
        """Make a second value possible for a count that was withheld before."""
        own = self._known.values[name]
        self._reach(name, [own + 1, own - 1], 2)
        return self._reached[name]

    def _reach(self, name: str, values: Iterable[int], enough: int) -> None:
        for value in values:
            if len(self._reached[name]) >= enough:
                return
            if value not in self._reached[name] and (
                move := self._move(name, value - self._known.values[name])
            ):
                self._keep(move)

    def _keep(self, move: Move) -> None:
        """Keep a second table, and with it those that lie between it and the true one."""
        self.doubles.append(move)
        step = gcd(*move.values())
        new = set(move) - self._withheld
        self._withheld |= new
        for name, change in move.items():
            own = self._known.values[name]
            self._reached[name].update(own + change // step * each for each in range(step + 1))
        for place in sorted({self._place[name] for name in new}):
            self._price(place // 2)

    def _move(self, name: str, change: int) -> Move | None:
        """Find the cheapest second table in which a count differs by so much."""
        place, program = self._place[name], self._program
        bundle = self._bundles[place // 2]
        if program is None or -change > bundle.shrink:
            return None
        program.bound(place, max(change, 0), max(change, 0))
        program.bound(place + 1, max(-change, 0), max(-change, 0))
        found = program.least()
        program.bound(place, 0, _FAR)
        program.bound(place + 1, 0, bundle.shrink)
        if found is None:
            return None
        moved = (found[::2] - found[1::2]).tolist()
        return {
            each: by for bundle, by in zip(self._bundles, moved, strict=True) if by for each in bundle.names
        }

    def _made(self, group: Group) -> Program:
        """Make the program: for each bundle a column by which it may grow, and one by which it may shrink."""
        limits = [(0.0, float(most)) for bundle in self._bundles for most in (_FAR, bundle.shrink)]
        ties = {tuple(sorted(row.items())) for tie in group.ties if (row := self._row(tie))}
        program = self._program = Program(limits, [(0.0, dict(row)) for row in sorted(ties)])
        for number in range(len(self._bundles)):
            self._price(number)
        return program

    def _row(self, tie: Mapping[str, int]) -> dict[int, float]:
        factors: dict[int, float] = {}
        for name, factor in tie.items():
            place = self._place[name]
            factors[place] = factors.get(place, 0) + factor
            factors[place + 1] = factors.get(place + 1, 0) - factor
        return {place: factor for place, factor in factors.items() if factor}

    def _price(self, number: int) -> None:
        """Set what changing a bundle costs: little where all of it is withheld already."""
        shown = [name for name in self._bundles[number].names if name not in self._withheld]
        price = 1 + _NEW * sum(self._known.weights.get(name, 1) for name in shown)
        assert self._program is not None
        self._program.cost(2 * number, price)
        self._program.cost(2 * number + 1, price)


def _bundled(known: Standing, group: Group) -> list[_Bundle]:
    """Join what can only change together, and say by how much each can shrink."""
    least = _least(known, group)
    leader = {name: name for name in group.names}

    def lead(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for tie in group.ties:
        if sorted(tie.values()) == [-1, 1]:
            one, other = tie
            leader[lead(one)] = lead(other)
    members: dict[str, list[str]] = {}
    for name in group.names:
        members.setdefault(lead(name), []).append(name)
    return [
        _Bundle(tuple(names), min(_FAR, *(known.values[name] - least[name] for name in names), _FAR))
        for names in members.values()
    ]


def _least(known: Standing, group: Group) -> dict[str, int]:
    """Give the least value of each count, even if all were withheld: a total is no less than its parts."""
    least = {name: known.least(name) for name in group.names}
    ties = list(_totals(group))
    changed = True
    while changed:
        changed = False
        for total, parts, rest in ties:
            floor = rest + sum(least[part] for part in parts)
            if floor > least[total]:
                least[total], changed = floor, True
    return least


def _totals(group: Group) -> Iterator[tuple[str, Sequence[str], int]]:
    """Give each total with its unknown parts, and what the known parts add to it."""
    for tie, sums in zip(group.ties, group.sums, strict=True):
        totals = [name for name, factor in tie.items() if factor < 0]
        if len(totals) == 1:
            yield totals[0], [name for name in tie if name != totals[0]], -sums
