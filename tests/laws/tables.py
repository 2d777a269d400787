"""Every rule of the shipped law as a table: what it says for each way its tests may come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import ActRule, Version
from holdlaw.core.conditions import All, Always, AnyOf, Condition, Leaf, Not, leaves
from holdlaw.core.evaluate import ClausesDisagree, evaluate
from holdlaw.core.implication import implies
from holdlaw.core.truth import Truth
from holdlaw.policybook import shipped

Values = tuple[Truth, ...]
"""How each question of a rule comes out, in the order in which they are written."""

Says = Outcome | ClausesDisagree


class Law(NamedTuple):
    """The rule of one act under one version of one place's law."""

    place: str
    version: Version
    act: Act

    @property
    def name(self) -> str:
        """The name a failing test shows."""
        return f"{self.place} {self.version.id} {self.act.value}"

    @property
    def rule(self) -> ActRule:
        """The clauses, and what holds otherwise."""
        return self.version.rule(self.act)


@cache
def every_law() -> tuple[Law, ...]:
    """Every act under every version of every place that ships, the time before the first law included."""
    book = shipped()
    places = [book.place(name) for name in book.place_names()]
    return tuple(
        Law(place.id, version, act)
        for place in places
        for version in (place.before_first(), *book.versions(place))
        for act in Act
    )


def leaves_of(rule: ActRule) -> tuple[Leaf, ...]:
    """List the tests of a rule, each once."""
    return tuple(dict.fromkeys(leaf for clause in rule.clauses for leaf in leaves(clause.when)))


def inside(condition: Condition) -> Iterator[Condition]:
    """Give a condition and everything it is made of, as often as it stands there."""
    yield condition
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from inside(part)
        case Not(part):
            yield from inside(part)
        case _:
            pass


@cache
def questions(rule: ActRule) -> tuple[Condition, ...]:
    """List the questions of a rule: its tests, but tests that only ever stand together are one question.

    Such a phrase ("it is a detainer") may be asked as a whole: none of its tests stands anywhere else or
    follows from another test, so it can come out in each of the three values whatever the rest does, and
    Kleene's tables give its value exactly.
    """
    times = Counter(part for clause in rule.clauses for part in inside(clause.when))
    bound = {leaf for pair in tied(leaves_of(rule)) for leaf in pair}

    def split(condition: Condition) -> Iterator[Condition]:
        own = [part for part in inside(condition) if isinstance(part, Leaf)]
        if isinstance(condition, Leaf) or (
            not isinstance(condition, Not | Always)
            and not any(isinstance(part, Always) for part in inside(condition))
            and len(set(own)) == len(own)
            and not bound & set(own)
            and all(times[leaf] == times[condition] for leaf in own)
        ):
            yield condition
            return
        for part in _parts(condition):
            yield from split(part)

    return tuple(dict.fromkeys(found for clause in rule.clauses for found in split(clause.when)))


def _parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case All(parts) | AnyOf(parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


def spread(question: Condition, value: Truth) -> dict[Leaf, Truth]:
    """Give values of a question's tests under which the question comes out as wanted."""
    match question:
        case Leaf():
            return {question: value}
        case Not(part):
            return spread(part, ~value)
        case _:
            return {leaf: own for part in _parts(question) for leaf, own in spread(part, value).items()}


def tied(tests: Sequence[Leaf]) -> tuple[tuple[Leaf, Leaf], ...]:
    """List the pairs of tests of which the first holding means that the second holds."""
    pairs = ((one, other) for one in tests for other in tests if one is not other)
    return tuple((one, other) for one, other in pairs if implies(one.test, other.test))


def implied(rule: ActRule) -> tuple[tuple[int, int], ...]:
    """List the same pairs as numbers of questions; a test that is tied is always a question of its own."""
    asked = questions(rule)
    return tuple((asked.index(one), asked.index(other)) for one, other in tied(leaves_of(rule)))


def shape(rule: ActRule) -> object:
    """Give what a rule's table depends on: two rules of one shape have one table."""
    numbers = {question: number for number, question in enumerate(questions(rule))}
    clauses = tuple(
        (clause.id, clause.effect, clause.overrides, skeleton(clause.when, numbers))
        for clause in rule.clauses
    )
    return rule.otherwise.effect, clauses, implied(rule)


def skeleton(condition: Condition, numbers: Mapping[Condition, int]) -> object:
    """Give a condition with its questions as numbers."""
    if condition in numbers:
        return numbers[condition]
    return type(condition), tuple(skeleton(part, numbers) for part in _parts(condition))


@cache
def one_of_each_shape() -> tuple[tuple[str, Law], ...]:
    """Give one law of each shape, with a name that says how many others have the same table."""
    found: dict[object, list[Law]] = {}
    for law in every_law():
        found.setdefault(shape(law.rule), []).append(law)
    return tuple((f"{laws[0].name} and {len(laws) - 1} like it", laws[0]) for laws in found.values())


def possible(row: Values, pairs: Sequence[tuple[int, int]]) -> bool:
    """Say whether answers can stand together: what a yes implies is yes, what a no rules out is no."""
    return all(
        (row[i] is not Truth.YES or row[j] is Truth.YES) and (row[j] is not Truth.NO or row[i] is Truth.NO)
        for i, j in pairs
    )


class Write:
    """Writes rows of a law's table, knowing which answers follow from which."""

    def __init__(self, law: Law) -> None:
        """Work out once what each answer brings with it."""
        self.count = len(questions(law.rule))
        self._pairs = implied(law.rule)
        self._yes = [{n, *(j for i, j in self._pairs if i == n)} for n in range(self.count)]
        self._no = [{n, *(i for i, j in self._pairs if j == n)} for n in range(self.count)]

    def rows(self) -> Iterator[Values]:
        """Give every possible way the questions may come out, in three values."""
        rows = product(Truth, repeat=self.count)
        return (row for row in rows if possible(row, self._pairs))

    def learn(self, row: Values, number: int, value: Truth) -> Values:
        """Give a row with one question settled, and what follows from it."""
        turned = (self._yes if value is Truth.YES else self._no)[number]
        return tuple([value if n in turned else own for n, own in enumerate(row)])


@cache
def writer(law: Law) -> Write:
    """Give what writes the rows of a law."""
    return Write(law)


@cache
def defined(law: Law) -> Callable[[Values], Says]:
    """Make the function that asks the definition, once for each row; a contradiction is given, not raised."""
    rule, asked = law.rule, questions(law.rule)
    ways = {value: [spread(question, value) for question in asked] for value in Truth}

    @cache
    def say(row: Values) -> Says:
        values = {leaf: own for n, value in enumerate(row) for leaf, own in ways[value][n].items()}
        return says(rule, values.__getitem__)

    return say


def says(rule: ActRule, read: Callable[[Leaf], Truth]) -> Says:
    """Ask the definition; a contradiction is given, not raised."""
    try:
        return evaluate(rule, read).outcome
    except ClausesDisagree as error:
        return error
