"""What one test says of one case, and the fields it rests on. The one place where a leaf is read.

`reader` gives the value alone, sooner; `finder` gives what it rests on too. Tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from holdlaw.core.case import Conviction, Paper
from holdlaw.core.conditions import ChoiceTest, ClockTest, FactTest, Leaf, PaperTest, Test, Unknowns
from holdlaw.core.convictions import ConvictionTest, look_back
from holdlaw.core.offences import Reading
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth, truth_of

Reader = Callable[[Situation], Truth]
"""Reads the value of one leaf of one case."""

_YES, _NO, _UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
SLOTS = {name: number for number, name in enumerate(Situation._fields)}
"""Where each part of a situation stands."""


KEPT_MAX = 10_000
"""Statements of papers or convictions kept for one test."""

Thing = TypeVar("Thing", Paper, Conviction)
Said = TypeVar("Said")


class Finding(NamedTuple):
    """What a leaf says: its value in law, what the case states, and the fields that decide it or are missing.

    `shut_out`: the search was made too long before release, so what it found does not count.
    """

    value: Truth
    stated: Truth
    fields: tuple[str, ...]
    shut_out: bool = False


Finder = Callable[[Situation], Finding]
"""Reads one leaf of one case, with what it rests on."""


@lru_cache(maxsize=4096)
def reader(leaf: Leaf) -> Reader:
    """Make the function that gives the value of a leaf."""
    plain = _reader(leaf.test, leaf.unknowns)
    window = leaf.window
    if window is None:
        return plain

    def within_window(situation: Situation) -> Truth:
        value = plain(situation)
        return _NO if value is not _NO and window.shuts_out(situation.case.custody) else value

    return within_window


def finder(leaf: Leaf) -> Finder:
    """Make the function that gives the value of a leaf and what it rests on."""
    plain = _finder(leaf.test, leaf.unknowns)
    window = leaf.window
    if window is None:
        return plain

    def within_window(situation: Situation) -> Finding:
        found = plain(situation)
        if window.shuts_out(situation.case.custody):
            return Finding(_NO, found.stated, found.fields, shut_out=True)
        return found

    return within_window


def _reader(test: Test, unknowns: Unknowns) -> Reader:
    match test:
        case PaperTest():
            return _paper_reader(test, unknowns)
        case ConvictionTest():
            return _conviction_reader(test, unknowns)
        case FactTest(fact):
            meaning = unknowns.of(fact)
            return lambda s: meaning if (v := s.facts.get(fact, _UNKNOWN)) is _UNKNOWN else v
        case ClockTest(clock):
            return lambda s: _NO if s.still_running(s.case, clock, s.case.at) else _YES
        case ChoiceTest():
            find = _finder(test, unknowns)
            return lambda s: find(s).value


def _finder(test: Test, unknowns: Unknowns) -> Finder:
    match test:
        case FactTest(fact):
            said = {v: Finding(v, v, (fact,)) for v in (_YES, _NO)}
            said[_UNKNOWN] = Finding(unknowns.of(fact), _UNKNOWN, (fact,))
            return lambda s: said[s.facts.get(fact, _UNKNOWN)]
        case ChoiceTest():
            return _choice_finder(test, unknowns.of(test.choice))
        case PaperTest():
            return _paper_finder(test, unknowns)
        case ConvictionTest():
            return _conviction_finder(test, unknowns)
        case ClockTest(clock):
            runs, over = Finding(_NO, _NO, ("at",)), Finding(_YES, _YES, ("at",))
            return lambda s: runs if s.still_running(s.case, clock, s.case.at) else over


def _choice_finder(test: ChoiceTest, meaning: Truth) -> Finder:
    slot, allowed, fields = SLOTS[test.choice], test.allowed, (test.choice,)
    yes, no, unknown = (Finding(v, v, fields) for v in (_YES, _NO, _UNKNOWN))
    unstated = unknown._replace(value=meaning)

    def find(situation: Situation) -> Finding:
        values: Any = situation[slot]
        if values is None:
            return unstated
        if isinstance(values, str):
            return yes if values in allowed else no
        return no if allowed.isdisjoint(values) else yes

    return find


def _paper_reader(test: PaperTest, unknowns: Unknowns) -> Reader:
    states: _Kept[Paper, Reading] = _Kept(lambda paper: _stated_by(test, paper))

    def value(paper: Paper, situation: Situation) -> Truth:
        stated = states.known.get(paper.says) or states(paper)
        if stated[0] is _NO:
            return _NO
        found, name = _in_time(test, stated, paper, situation)
        return unknowns.of(name) if found is _UNKNOWN else found

    return lambda situation: _some(value, situation.papers, situation)


def _some(value: Callable[[Any, Situation], Truth], things: Sequence[Any], situation: Situation) -> Truth:
    """Say whether some paper or conviction counts: `any_of`, without the cost of a generator."""
    best = _NO
    for thing in things:
        found = value(thing, situation)
        if found is _YES:
            return found
        if found is _UNKNOWN:
            best = found
    return best


def _paper_finder(test: PaperTest, unknowns: Unknowns) -> Finder:
    states: _Kept[Paper, Reading] = _Kept(lambda paper: _stated_by(test, paper))

    def find(situation: Situation) -> Finding:
        readings = [_in_time(test, states(paper), paper, situation) for paper in situation.papers]
        found = [(unknowns.of(name) if raw is _UNKNOWN else raw, raw, (name,)) for raw, name in readings]
        return _best(found, "papers")

    return find


class _Kept(Generic[Thing, Said]):
    """Keeps what follows from a paper's or conviction's statement alone; many cases state the same."""

    def __init__(self, work_out: Callable[[Thing], Said]) -> None:
        self._work_out: Callable[[Thing], Said] = work_out
        self.known: dict[frozenset[object], Said] = {}

    def __call__(self, thing: Thing) -> Said:
        found = self.known.get(thing.says)
        if found is None:
            if len(self.known) >= KEPT_MAX:
                self.known.clear()
            found = self.known[thing.says] = self._work_out(thing)
        return found


def _stated_by(test: PaperTest, paper: Paper) -> Reading:
    """Say whether a paper states all that a test asks; unknown names the first field that is missing."""
    best: Reading = (_YES, "paper.kind")
    for name, allowed in test.fields:
        stated = paper.stated.get(name) if name != "kind" else paper.kind
        stated = _UNKNOWN if stated is None else stated
        if stated is _UNKNOWN:
            best = (_UNKNOWN, f"paper.{name}") if best[0] is _YES else best
        elif stated not in allowed:
            return _NO, f"paper.{name}"
    return best


def _in_time(test: PaperTest, stated: Reading, paper: Paper, situation: Situation) -> Reading:
    """Say whether a paper that states what is asked was also presented in time."""
    if stated[0] is _NO:
        return stated
    presented = _presented(test.presented, paper, situation)
    return stated if presented[0] is _YES else presented


def _presented(when: str, paper: Paper, situation: Situation) -> Reading:
    """Say whether a paper had been presented by the moment a test asks for."""
    label, presented_at = "paper.presented_at", paper.presented_at
    if presented_at is None:
        return (_UNKNOWN if paper.presented_some_time else _YES), label
    if presented_at > situation.case.at:
        return _NO, label
    if when == "by_now":
        return _YES, label
    if when == "with_request":
        received_at = situation.case.request.received_at
        return (
            (_UNKNOWN, "request.received_at")
            if received_at is None
            else (
                truth_of(presented_at <= received_at),
                label,
            )
        )
    return truth_of(situation.still_running(situation.case, when, presented_at)), label


Met = tuple[Truth, Truth, tuple[str, ...]]
"""A conviction's value in law, what the record states, and the fields that settle it or are missing."""


def _conviction_reader(test: ConvictionTest, unknowns: Unknowns) -> Reader:
    no_record, meets = unknowns.of("convictions"), _meeter(test, unknowns)

    def value(conviction: Conviction, situation: Situation) -> Truth:
        return meets(conviction, situation)[0]

    def read(situation: Situation) -> Truth:
        convictions = situation.convictions
        return no_record if convictions is None else _some(value, convictions, situation)

    return read


def _conviction_finder(test: ConvictionTest, unknowns: Unknowns) -> Finder:
    no_record, meets = (
        Finding(unknowns.of("convictions"), _UNKNOWN, ("convictions",)),
        _meeter(test, unknowns),
    )

    def find(situation: Situation) -> Finding:
        convictions = situation.convictions
        if convictions is None:
            return no_record
        return _best([meets(conviction, situation) for conviction in convictions], "convictions")

    return find


def _meeter(test: ConvictionTest, unknowns: Unknowns) -> Callable[[Conviction, Situation], Met]:
    """Make the function that says whether one conviction meets a test."""
    checks, within = test.checks(), test.within
    states: _Kept[Conviction, Met] = _Kept(
        lambda conviction: _met([check(conviction) for check in checks], unknowns)
    )

    def meets(conviction: Conviction, situation: Situation) -> Met:
        stated = states.known.get(conviction.says) or states(conviction)
        if within is None or stated[1] is _NO:
            return stated
        raw, name = look_back(within, conviction, situation)
        return _and(stated, (unknowns.of(name) if raw is _UNKNOWN else raw, raw, (name,)))

    return meets


def _met(readings: Sequence[Reading], unknowns: Unknowns) -> Met:
    """Combine readings of one conviction: all must hold, each unknown read as the law reads it."""
    met: Met = (_YES, _YES, ())
    for raw, name in readings:
        met = _and(met, (unknowns.of(name) if raw is _UNKNOWN else raw, raw, (name,)))
        if met[1] is _NO:
            break
    return met


def _and(one: Met, other: Met) -> Met:
    """Combine two parts of one test; a no settles it, else every unknown of them is waited for."""
    if one[1] is _YES or other[1] is _NO:
        return other
    if other[1] is _YES:
        return one
    return (
        (_NO if _NO in (one[0], other[0]) else _UNKNOWN),
        _UNKNOWN,
        tuple(dict.fromkeys((*one[2], *other[2]))),
    )


def _best(found: Sequence[Met], whole: str) -> Finding:
    """Combine the readings of several papers or convictions, and name the items that the value rests on."""
    value = stated = _NO
    for own, raw, _ in found:
        if _RANK[own] > _RANK[value]:
            value = own
        if _RANK[raw] > _RANK[stated]:
            stated = raw
    fields = tuple(
        [
            _field_of(whole, i, name)
            for i, (own, raw, names) in enumerate(found)
            if own is value and (value is not _NO or raw is stated)
            for name in names
        ]
    )
    return Finding(value, stated, fields or (whole,))


@lru_cache(maxsize=4096)
def _field_of(whole: str, number: int, name: str) -> str:
    """Name one field of one paper or conviction as the case file has it, as papers[0].criminal."""
    head, _, last = name.partition(".")
    return f"{whole}[{number}].{last}" if f"{head}s" == whole else name


_RANK = {_NO: 0, _UNKNOWN: 1, _YES: 2}
