"""The law of one place on one day, made ready to be asked: its layers, their versions, every test once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from attrs import field, frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import ActRule, Caution, Clause, ClockRule, Duty, Version
from holdlaw.core.conditions import Condition, Leaf, SearchWindow, Test, leaves
from holdlaw.core.evaluate import evaluate, holds
from holdlaw.core.implication import implies
from holdlaw.core.layers import Combination, Effective, combine
from holdlaw.core.question_tree import QuestionTree, Read, cheapest_first
from holdlaw.core.readings import Finder, Finding, finder
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth
from holdlaw.policybook import Book
from holdlaw.policybook.place_files import NONE, Place

ACTS = tuple(Act)
Standing = tuple[Truth, ...]
"""How each of some conditions stands, in their order."""
_SETTLED_BY_CHECK = (Outcome.MAY, Outcome.MUST)


@frozen(eq=False)
class Layer:
    """One layer of law on one day. Several versions: the first day of the later ones is not established.

    `stale`: nobody has re-checked it within a year of the day, so nothing it allows or commands stands.
    """

    place: Place
    versions: tuple[Version, ...]
    stale: bool
    checked_on: date


@frozen(eq=False)
class LayerSays:
    """What one layer says of one act: the outcome, and the clause of each version it comes from."""

    outcome: Outcome
    clauses: tuple[Clause, ...]
    versions_differ: bool = False
    stale: bool = False

    @property
    def clause(self) -> Clause:
        """Give the clause that decides, under the version that was certainly in force."""
        return self.clauses[0]


@frozen(eq=False)
class Judgement:
    """What every layer says of an act, and what stands."""

    says: tuple[LayerSays, ...]
    effective: Effective

    @property
    def outcome(self) -> Outcome:
        """Give the outcome that stands, before any clock."""
        return self.effective.outcome

    @property
    def deciding(self) -> LayerSays:
        """Give what the layer that decides says."""
        return self.says[self.effective.layer]


@frozen(eq=False)
class Program:
    """A chain of layers, the most local first, and the tests of all of them, each numbered once."""

    place: Place
    layers: tuple[Layer, ...]
    federal: Layer
    combination: Combination
    leaves: tuple[Leaf, ...]
    finders: tuple[Finder, ...] = field(repr=False)
    numbers: Mapping[Leaf, int] = field(repr=False)
    windows: tuple[SearchWindow, ...] = field(repr=False)
    clock_rules: Mapping[str, tuple[ClockRule, Version]] = field(repr=False)
    tests: tuple[Test, ...] = field(repr=False)
    leaf_tests: tuple[int, ...] = field(repr=False)
    implied: tuple[frozenset[int], ...] = field(repr=False)
    trees: Mapping[Act, QuestionTree[Judgement]] = field(repr=False)
    duties: tuple[Duty, ...] = field(repr=False)
    duty_tree: QuestionTree[Standing] = field(repr=False)
    cautions: tuple[Caution, ...] = field(repr=False)
    caution_tree: QuestionTree[Standing] = field(repr=False)
    clock_tree: QuestionTree[Standing] = field(repr=False)

    def findings(self, situation: Situation) -> tuple[Finding, ...]:
        """Read every test of a case, with what it rests on."""
        return tuple([find(situation) for find in self.finders])

    def judge(self, act: Act, values: Sequence[Truth]) -> Judgement:
        """Judge an act, every test having been read. Raise ClausesDisagree if a layer contradicts itself."""
        return self.trees[act].given(values)


@lru_cache(maxsize=512)
def program(book: Book, name: str, day: date, known_on: date = date.max) -> Program:
    """Make the law of a place on a day ready; raise HoldlawError if the place or a file is not in order."""
    spans = tuple((place, book.versions_on(place, day, known_on)) for place in book.chain(name))
    return _program(book, spans, tuple(_check(place, found, day, known_on) for place, found in spans), ACTS)


def alone(whole: Program, book: Book, layer: int, acts: tuple[Act, ...]) -> Program:
    """Make one layer ready by itself, for some acts only."""
    one = whole.layers[layer]
    return _program(book, ((one.place, one.versions),), ((one.checked_on, one.stale),), acts)


def _check(place: Place, versions: Sequence[Version], day: date, known_on: date) -> tuple[date, bool]:
    """Give when the law had last been checked, as known then, and whether that is too long ago."""
    checked_on = place.checked_on(versions[-1].recorded, known_on)
    return checked_on, versions[-1].id != NONE and day > year_after(checked_on)


def year_after(day: date) -> date:
    """Give the same day a year later; 29 February gives 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@lru_cache(maxsize=512)
def _program(
    book: Book,
    spans: tuple[tuple[Place, tuple[Version, ...]], ...],
    checks: tuple[tuple[date, bool], ...],
    acts: tuple[Act, ...],
) -> Program:
    versions = tuple(version for _, found in spans for version in found)
    every = _leaves_of(versions, acts)
    tests = tuple(dict.fromkeys(leaf.test for leaf in every))
    layers = tuple(
        Layer(place, found, old, checked_on)
        for (place, found), (checked_on, old) in zip(spans, checks, strict=True)
    )
    asked = layers if len(layers) == 1 else layers[:-1]
    combination = book.combinations[spans[0][0].combine]
    clocks = {name: (rule, version) for version in versions for name, rule in version.clocks.items()}
    duties = tuple(duty for version in versions for duty in version.duties)
    cautions = tuple(caution for version in versions for caution in version.cautions)
    return Program(
        place=spans[0][0],
        layers=asked,
        federal=layers[-1],
        combination=combination,
        leaves=every,
        finders=tuple(finder(leaf) for leaf in every),
        numbers={leaf: i for i, leaf in enumerate(every)},
        windows=tuple(dict.fromkeys(leaf.window for leaf in every if leaf.window is not None)),
        clock_rules=clocks,
        tests=tests,
        leaf_tests=tuple(tests.index(leaf.test) for leaf in every),
        implied=tuple(
            frozenset(j for j, other in enumerate(tests) if implies(test, other)) for test in tests
        ),
        trees={act: QuestionTree(every, _judging(asked, combination, act)) for act in acts},
        duties=duties,
        duty_tree=_standing([duty.when for duty in duties]),
        cautions=cautions,
        caution_tree=_standing([caution.when for caution in cautions]),
        clock_tree=_standing([rule.applies for rule, _ in clocks.values()]),
    )


def _standing(conditions: Sequence[Condition]) -> QuestionTree[Standing]:
    """Make the tree that says how each of some conditions stands."""
    asked = dict.fromkeys(leaf for condition in conditions for leaf in leaves(condition))
    return QuestionTree(tuple(asked), lambda read: tuple(holds(condition, read) for condition in conditions))


def _leaves_of(versions: Sequence[Version], acts: Sequence[Act]) -> tuple[Leaf, ...]:
    """List every test that a rule of these acts uses, each once."""
    conditions = (clause.when for version in versions for act in acts for clause in version.rule(act).clauses)
    return tuple(dict.fromkeys(leaf for condition in conditions for leaf in leaves(condition)))


def _judging(layers: Sequence[Layer], table: Combination, act: Act) -> Callable[[Read], Judgement]:
    """Make the function that judges an act under these layers from what each test says."""
    rules = tuple(tuple(_rule(version, act) for version in layer.versions) for layer in layers)

    def judge(read: Read) -> Judgement:
        says = tuple(
            _layer_says([_verdict(rule, own, read) for rule, own in versions], layer.stale)
            for versions, layer in zip(rules, layers, strict=True)
        )
        return Judgement(says, combine(table, [said.outcome for said in says]))

    return judge


def _rule(version: Version, act: Act) -> tuple[ActRule, Mapping[str, Clause]]:
    """Give a version's rule with the cheap tests first, and its own clauses by id."""
    rule = version.rule(act)
    return cheapest_first(rule), {clause.id: clause for clause in (*rule.clauses, rule.otherwise)}


def _verdict(rule: ActRule, own: Mapping[str, Clause], read: Read) -> tuple[Outcome, Clause]:
    verdict = evaluate(rule, read)
    return verdict.outcome, own[verdict.clause.id]


def _layer_says(found: Sequence[tuple[Outcome, Clause]], stale: bool) -> LayerSays:
    outcome, clauses = found[0][0], tuple(clause for _, clause in found)
    if any(other is not outcome for other, _ in found):
        return LayerSays(Outcome.NOT_ESTABLISHED, clauses, versions_differ=True)
    if stale and outcome in _SETTLED_BY_CHECK:
        return LayerSays(Outcome.NOT_ESTABLISHED, clauses, stale=True)
    return LayerSays(outcome, clauses)
