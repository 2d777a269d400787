"""An attacker: reads what was published, and nothing else, and tries to work out every withheld number.

It shares no code with what withheld them. It knows what the methods page says: `all` is the sum over the
other answers, a longer period is the sum of its months, what is not listed is zero, a withheld number is at
least 1. And it is told more than the files say: which withheld numbers did not change between two editions.
"""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import highspy
import numpy as np
from attrs import frozen

Place = tuple[str, ...]
Unknown = tuple[int, Place]
"""A withheld number: the edition it belongs to, and where it stands."""
Equation = tuple[dict[Unknown, int], int]
"""Factors of unknowns, and what they add up to."""
PROBES = 6


@frozen
class Recovered:
    """A withheld number that was worked out."""

    where: Place
    value: int


def attack(files: Sequence[bytes], unchanged: Sequence[Iterable[Place]] = ()) -> list[Recovered]:
    """Work out what can be worked out from these CSV files, the oldest first.

    `unchanged`: for each later file, what its change log says did not change since the file before.
    """
    editions = [published(file) for file in files]
    same = identities(editions, [set(each) for each in unchanged])
    equations = [
        equation for number, edition in enumerate(editions) for equation in totals(edition, number, same)
    ]
    unknown = {each for factors, _ in equations for each in factors}
    known = propagated(equations)
    left = [reduced(equation, known) for equation in equations]
    for block in blocks([equation for equation in left if equation[0]]):
        known |= pinned(block)
    return [
        Recovered(where, known[edition, where])
        for edition, where in sorted(unknown)
        if (edition, where) in known
    ]


def published(file: bytes) -> dict[Place, int | None]:
    """Read a file: a number, or None where it is withheld."""
    rows = list(csv.DictReader(io.StringIO(file.decode())))
    answers = [name for name in rows[0] if name not in {"count", "mark", "raw_by"}] if rows else []
    return {
        tuple(row[name] for name in answers): None if row["mark"] == "withheld" else int(row["count"])
        for row in rows
    }


def identities(
    editions: Sequence[dict[Place, int | None]], same: Sequence[set[Place]]
) -> dict[Unknown, Unknown | int]:
    """Say for each withheld number of each edition which unknown it is, or what an edition shows it to be."""
    means: dict[Unknown, Unknown | int] = {}
    for number, edition in enumerate(editions):
        for where, value in edition.items():
            before = number and where in editions[number - 1] and where in same[number - 1]
            if value is None:
                means[number, where] = means[number - 1, where] if before else (number, where)
            else:
                means[number, where] = value
    # A number shown later and said not to have changed is what was withheld before.
    for number in range(len(editions) - 1, 0, -1):
        for where in same[number - 1]:
            if where in editions[number - 1] and where in editions[number]:
                later, earlier = means[number, where], means[number - 1, where]
                if isinstance(later, int) and not isinstance(earlier, int):
                    means = {at: later if it == earlier else it for at, it in means.items()}
    return means


def totals(
    edition: dict[Place, int | None], number: int, means: dict[Unknown, Unknown | int]
) -> Iterator[Equation]:
    """Write down every total the methods page speaks of."""
    sums: dict[tuple[Place, int], list[Place]] = defaultdict(list)
    longer = sorted({where[0] for where in edition if " to " in where[0]})
    for where in edition:
        for at in range(1, len(where)):
            if where[at] != "all":
                sums[(*where[:at], "all", *where[at + 1 :]), at].append(where)
        for period in longer if " to " not in where[0] else ():
            if within(where[0], period):
                sums[(period, *where[1:]), 0].append(where)
    for (total, _), parts in sums.items():
        if total in edition:
            yield equation(number, (total, parts), means)


def within(month: str, period: str) -> bool:
    """Tell whether a month lies in a period."""
    first, last = map(date.fromisoformat, period.split(" to "))
    return first <= date.fromisoformat(f"{month}-01") <= last


def equation(number: int, of: tuple[Place, list[Place]], means: dict[Unknown, Unknown | int]) -> Equation:
    """Total less parts is nothing; what is known goes to the other side."""
    factors: dict[Unknown, int] = defaultdict(int)
    known = 0
    for where, factor in [(of[0], -1), *((part, 1) for part in of[1])]:
        meant = means[number, where]
        if isinstance(meant, int):
            known -= factor * meant
        else:
            factors[meant] += factor
    return {each: factor for each, factor in factors.items() if factor}, known


def reduced(equation: Equation, known: dict[Unknown, int]) -> Equation:
    """Put known numbers in."""
    factors, total = equation
    rest = {each: factor for each, factor in factors.items() if each not in known}
    return rest, total - sum(factor * known[each] for each, factor in factors.items() if each in known)


def propagated(equations: Iterable[Equation]) -> dict[Unknown, int]:
    """Solve what has one unknown left, and what has to be all ones, until nothing more follows."""
    known: dict[Unknown, int] = {}
    waiting, found = list(equations), True
    while found:
        found = False
        for factors, total in [reduced(each, known) for each in waiting]:
            if len(factors) == 1:
                ((each, factor),) = factors.items()
                known[each], found = total // factor, True
            elif factors and set(factors.values()) == {1} and total == len(factors):
                known |= dict.fromkeys(factors, 1)
                found = True
    return known


def blocks(equations: list[Equation]) -> Iterator[list[Equation]]:
    """Split equations into blocks that share no unknown."""
    of: dict[Unknown, list[int]] = defaultdict(list)
    for number, (factors, _) in enumerate(equations):
        for each in factors:
            of[each].append(number)
    seen: set[int] = set()
    for start in range(len(equations)):
        block, waiting = [], [start]
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                block.append(equations[number])
                waiting += [other for each in equations[number][0] for other in of[each]]
        if block:
            yield block


def pinned(block: list[Equation]) -> dict[Unknown, int]:
    """Find the unknowns that have the same value in every whole solution."""
    names = sorted({each for factors, _ in block for each in factors})
    place = {each: at for at, each in enumerate(names)}
    solver = model(block, place)
    chance = random.Random(1)
    values: list[set[int]] = [set() for _ in names]
    for _ in range(PROBES):
        found = solve(solver, [chance.choice([-1.0, 1.0]) * chance.random() for _ in names], whole=False)
        for seen, value in zip(values, found or [], strict=False):
            seen.add(value)
    for at in [at for at, seen in enumerate(values) if len(seen) < 2]:
        for sign in (1.0, -1.0):
            if len(values[at]) < 2:
                found = solve(solver, [sign if each == at else 0.0 for each in range(len(names))], whole=True)
                assert found is not None
                for seen, value in zip(values, found, strict=True):
                    seen.add(value)
    return {name: min(seen) for name, seen in zip(names, values, strict=True) if len(seen) == 1}


def model(block: list[Equation], place: dict[Unknown, int]) -> highspy.Highs:
    """Hand the equations to the solver; every unknown is at least 1."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    most = float(sum(abs(total) for _, total in block) + 50)
    for _ in place:
        solver.addVar(1.0, most)
    for factors, total in block:
        at = np.array([place[each] for each in factors], dtype=np.int32)
        by = np.array(list(factors.values()), dtype=np.double)
        solver.addRow(float(total), float(total), len(factors), at, by)
    return solver


def solve(solver: highspy.Highs, costs: list[float], *, whole: bool) -> list[int] | None:
    """Find a cheapest solution in whole numbers. Not `whole`: give up where fractions are cheaper."""
    every = np.arange(len(costs), dtype=np.int32)
    solver.changeColsCost(len(costs), every, np.array(costs))
    types = np.zeros(len(costs), dtype=np.uint8)
    solver.setOptionValue("presolve", "off")
    solver.changeColsIntegrality(len(costs), every, types)
    solver.run()
    values = solver.getSolution().col_value
    if all(abs(value - round(value)) < 1e-6 for value in values):
        return [round(value) for value in values]
    if not whole:
        return None
    solver.setOptionValue("presolve", "on")
    solver.changeColsIntegrality(len(costs), every, types + 1)
    solver.run()
    return [round(value) for value in solver.getSolution().col_value]
