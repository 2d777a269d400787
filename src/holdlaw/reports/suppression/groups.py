"""Counts that depend on one another: relations cut down to what a reader does not know, in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from holdlaw.reports.suppression.counts import Relation


@frozen
class Group:
    """Unknown counts that some relations tie together, and those relations without the known counts.

    Each relation is `{id: factor}`: 1 for a part, -1 for the total. The true values add up to `sums`.
    """

    names: tuple[str, ...]
    ties: tuple[Mapping[str, int], ...]
    sums: tuple[int, ...]


def groups(unknown: Collection[str], relations: Iterable[Relation], values: Mapping[str, int]) -> list[Group]:
    """Split the unknown counts into groups that say nothing about each other, in their order."""
    asked = set(unknown)
    ties = [tie for relation in relations if (tie := _tie(relation, asked))]
    leader = _leaders(unknown, ties)
    names, tied = defaultdict(list), defaultdict(list)
    for name in unknown:
        names[leader[name]].append(name)
    for tie in ties:
        tied[leader[next(iter(tie))]].append(tie)
    return [
        Group(tuple(names[each]), tuple(tied[each]), tuple(_sum(tie, values) for tie in tied[each]))
        for each in names
    ]


def _tie(relation: Relation, asked: set[str]) -> dict[str, int]:
    tie: dict[str, int] = {relation.total: -1} if relation.total in asked else {}
    for part in relation.parts:
        if part in asked:
            tie[part] = tie.get(part, 0) + 1
    return {name: factor for name, factor in tie.items() if factor}


def _sum(tie: Mapping[str, int], values: Mapping[str, int]) -> int:
    return sum(factor * values[name] for name, factor in tie.items())


def _leaders(unknown: Collection[str], ties: Iterable[Mapping[str, int]]) -> dict[str, str]:
    leader = {name: name for name in unknown}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for tie in ties:
        first, *rest = tie
        for other in rest:
            leader[lead(other)] = lead(first)
    return {name: lead(name) for name in leader}
