"""The questions a law asks before an act, as yes-or-no steps with an end for each way through.

The steps are grown from the law's own judgement: what is known is put to it, and the question that settles
the most acts comes next. Nothing of a place is written here, so nothing can differ from its law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import Clause
from holdlaw.core.conditions import ChoiceTest, FactTest, Leaf, PaperTest, SearchWindow, Test
from holdlaw.core.evaluate import ClausesDisagree
from holdlaw.core.implication import implies
from holdlaw.core.truth import Truth
from holdlaw.decide.program import Judgement, Program

CARD_ACTS = (Act.HOLD, Act.NOTIFY, Act.TRANSFER)
"""The acts a card answers. The others are asked of counsel by day."""

Outcomes = tuple[Outcome, ...]
Values = tuple[Truth, ...]


@frozen
class Question:
    """One yes-or-no question: the test, how fresh a search has to be for it, and where the law asks it."""

    test: Test
    window: SearchWindow | None
    leaves: tuple[Leaf, ...] = field(eq=False, repr=False)

    @cached_property
    def not_known(self) -> Truth:
        """Say what an unknown answer counts as in every law that asks: no, or else unknown."""
        counts = all(leaf.unknowns.of(name) is Truth.NO for leaf in self.leaves for name in self._may_lack)
        return Truth.NO if counts else Truth.UNKNOWN

    @property
    def _may_lack(self) -> tuple[str, ...]:
        """Name what may be missing for an answer; of a record, too much to say that it counts as no."""
        match self.test:
            case FactTest(fact):
                return (fact,)
            case ChoiceTest(choice):
                return (choice,)
            case PaperTest(fields, presented):
                named = tuple(f"paper.{name}" for name, _ in fields)
                came = ("request.received_at",) if presented == "with_request" else ()
                return ("papers", *named, "paper.presented_at", *came)
            case _:
                return ("card.not_told_apart",)


@frozen
class End:
    """Where a way ends: what the law says of each act, in the order of `CARD_ACTS`."""

    outcomes: Outcomes


@frozen(cache_hash=True)
class Asking:
    """A question on a way, and where each answer leads."""

    question: Question
    yes: Asking | End
    no: Asking | End


Way = Asking | End
COUNSEL = End((Outcome.NOT_ESTABLISHED,) * len(CARD_ACTS))
"""The end of every way the card does not follow: ask counsel."""


class Grower:
    """Grows the ways of one law. `reasons` collects the clauses that decide each end, by act."""

    def __init__(self, law: Program) -> None:
        """Number the questions of a law; ask it nothing yet."""
        self._law = law
        found: dict[tuple[Test, SearchWindow | None], list[Leaf]] = {}
        for leaf in law.leaves:
            found.setdefault((leaf.test, leaf.window), []).append(leaf)
        self.questions = tuple(Question(test, window, tuple(own)) for (test, window), own in found.items())
        numbers = {key: i for i, key in enumerate(found)}
        self._of_leaf = tuple(numbers[leaf.test, leaf.window] for leaf in law.leaves)
        self._implied = tuple(self._implied_by(one) for one in self.questions)
        self._known: dict[Values, Way] = {}
        self.reasons: dict[tuple[Act, Outcome], dict[Clause, str]] = {}

    def _implied_by(self, one: Question) -> frozenset[int]:
        return frozenset(
            i
            for i, other in enumerate(self.questions)
            if implies(one.test, other.test) and other.window in (None, one.window)
        )

    def grow(self, given: Mapping[Question, Truth]) -> Way:
        """Give the ways through the law, some questions being answered beforehand."""
        return self._way(tuple(given.get(question, Truth.UNKNOWN) for question in self.questions))

    def _way(self, values: Values) -> Way:
        if values not in self._known:
            self._known[values] = self._grown(values)
        return self._known[values]

    def _grown(self, values: Values) -> Way:
        now = self._outcomes(values)
        waiting = [i for i, value in enumerate(values) if value is Truth.UNKNOWN]
        if Outcome.NOT_ESTABLISHED not in now or not waiting:
            return self._end(values, now)
        number = max(waiting, key=lambda i: self._settled(values, i, now))  # the first of the best
        yes, no = (self._turned(values, number, value) for value in (Truth.YES, Truth.NO))
        ways = [self._way(turned) for turned in (yes, no) if turned is not None]
        if len(set(ways)) == 1:
            return ways[0]
        return Asking(self.questions[number], ways[0], ways[1])

    def _end(self, values: Values, outcomes: Outcomes) -> End:
        for act, outcome in zip(CARD_ACTS, outcomes, strict=True):
            judged = self._judged(act, values)
            if judged is not None:
                own = self._law.layers[judged.effective.layer].place.name
                self.reasons.setdefault((act, outcome), {}).setdefault(judged.deciding.clause, own)
        return End(outcomes)

    def _turned(self, values: Values, number: int, value: Truth) -> Values | None:
        """Answer a question, and all that follows from the answer; None if that cannot be."""
        if value is Truth.YES:
            moved: Sequence[int] = tuple(self._implied[number])
        else:
            moved = [i for i, implied in enumerate(self._implied) if number in implied]
        if any(values[i] not in (value, Truth.UNKNOWN) for i in moved):
            return None
        return tuple(value if i in moved else own for i, own in enumerate(values))

    def _settled(self, values: Values, number: int, now: Outcomes) -> int:
        """Count the acts, over both answers, that an answer would settle."""
        turned = (self._turned(values, number, value) for value in (Truth.YES, Truth.NO))
        after = (self._outcomes(each) for each in turned if each is not None)
        open_ = Outcome.NOT_ESTABLISHED
        return sum(was is open_ is not is_ for found in after for was, is_ in zip(now, found, strict=True))

    def _outcomes(self, values: Values) -> Outcomes:
        return tuple(
            judged.outcome if (judged := self._judged(act, values)) else Outcome.NOT_ESTABLISHED
            for act in CARD_ACTS
        )

    def _judged(self, act: Act, values: Values) -> Judgement | None:
        """Judge an act; None where the law contradicts itself, which only counsel can settle."""
        try:
            judged = self._law.judge(act, [values[i] for i in self._of_leaf])
        except ClausesDisagree:
            return None
        return None if judged.effective.clash else judged


def askings(way: Way) -> tuple[Asking, ...]:
    """List the questions on the ways, each before those it leads to."""
    done: dict[Asking, None] = {}

    def visit(each: Way) -> None:
        if isinstance(each, Asking) and each not in done:
            visit(each.no)
            visit(each.yes)
            done[each] = None

    visit(way)
    return tuple(reversed(done))


def cut(way: Way, kept: frozenset[Asking]) -> Way:
    """Send every way that leaves the questions kept to counsel."""
    match way:
        case End():
            return way
        case Asking(question, yes, no) if way in kept:
            left, right = cut(yes, kept), cut(no, kept)
            return left if left == right else Asking(question, left, right)
        case _:
            return COUNSEL
