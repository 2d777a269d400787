"""The answer for one key: the law's own definition asked, its clocks counted in, and what it hinges on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.conditions import ChoiceTest, ClockTest, FactTest, Leaf, PaperTest, leaves
from holdlaw.core.evaluate import ClausesDisagree
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.core.truth import Truth
from holdlaw.decide.changes import open_tests, turned
from holdlaw.decide.program import Judgement, Program
from holdlaw.policybook.questions import Questions
from holdlaw.simulate.clock_order import order, sooner
from holdlaw.simulate.compiling import MAYBE_LIMITED, NO_DAY, Keyed, Slot, span_of
from holdlaw.simulate.derived import RELEASE, VALUE_BITS
from holdlaw.simulate.laws import Span
from holdlaw.simulate.layout import UNKNOWN, YES
from holdlaw.simulate.three import TRUTHS

KEPT_MAX = 50_000
LAW = "law"
"""What an answer hinges on where no fact would settle it: the law is unread, stale or its first day open."""
_VALUE = (1 << VALUE_BITS) - 1


@frozen
class Told:
    """What the law says of one act of the rows of one key."""

    outcome: Outcome
    layer: str
    version: str
    clause: str
    hinges: tuple[str, ...]

    @property
    def by(self) -> str:
        """Name the provision that decides or leaves it open."""
        return f"{self.layer} {self.version} {self.clause}" if self.layer else self.clause


def told(keyed: Keyed, key: Sequence[int]) -> dict[Act, Told]:
    """Give what the law says of each act of the rows of one key."""
    number = span_of(key)
    if number == NO_DAY:
        return {act: Told(Outcome.NOT_ESTABLISHED, "", "", "no day", ("at",)) for act in keyed.acts}
    span, slots = keyed.law.spans[number - 1], keyed.slots[number - 1]
    read = {slot.of: slot.read(key) for slot in slots}
    by_leaf = {slot.of: slot for slot in slots}
    values = tuple(TRUTHS[read[leaf] & _VALUE] if leaf in read else Truth.NO for leaf in span.law.leaves)
    return {act: _act(keyed, span, act, (values, read, by_leaf)) for act in keyed.acts}


_Read = tuple[tuple[Truth, ...], Mapping[Leaf | str, int], Mapping[Leaf | str, Slot]]


def _act(keyed: Keyed, span: Span, act: Act, found: _Read) -> Told:
    values, read, slots = found
    judged = _judged(span.law, act, values)
    ended = _ended(span, judged, read) if act is Act.HOLD and judged.outcome is not Outcome.MUST_NOT else {}
    over = [name for name, value in ended.items() if value == YES]
    if over:
        rule, version = span.law.clock_rules[_first(span, over, read)]
        return Told(Outcome.MUST_NOT, version.place, version.id, rule.name, ())
    layer, clause = span.law.layers[judged.effective.layer], judged.deciding.clause
    outcome, hinges = judged.outcome, []
    if ended:
        outcome, hinges = Outcome.NOT_ESTABLISHED, _limits_open(span, ended)
    if judged.outcome is Outcome.NOT_ESTABLISHED:
        for test in hinging(span.law, act, values):
            hinges += _fields(keyed.law.book.questions, span.law, test, (values, read, slots))
    if outcome is Outcome.NOT_ESTABLISHED and not hinges:
        hinges = [LAW]
    return Told(outcome, layer.place.id, layer.versions[0].id, clause.id, tuple(dict.fromkeys(hinges)))


def _judged(law: Program, act: Act, values: tuple[Truth, ...]) -> Judgement:
    try:
        judged = law.judge(act, values)
    except ClausesDisagree as error:
        raise _refused("HL-2003", law, act, f"{error}.") from None
    if judged.effective.clash:
        raise _refused("HL-2005", law, act, "One layer commands what another forbids.")
    return judged


def _refused(code: str, law: Program, act: Act, what: str) -> HoldlawError:
    where, mend = f"{law.place.id} ({act.value})", "Say in the law file which one gives way."
    return HoldlawError([Problem(code, where, what, "No answer obeys both.", mend)])


def _ended(span: Span, judged: Judgement, read: Mapping[Leaf | str, int]) -> dict[str, int]:
    """Give the clocks that limit this hold and are over, or may be, in the order of `limits`."""
    named = {clause.until for said in judged.says for clause in said.clauses if clause.until is not None}
    own = span.law.federal.place.id
    rules = span.law.clock_rules
    return {
        name: read[name]
        for name in span.limits()
        if (rules[name][1].place == own or name in named) and read[name]
    }


def _first(span: Span, over: Sequence[str], read: Mapping[Leaf | str, int]) -> str:
    """Give the clock that ran out first; of those that ran out together, the first of `limits`."""
    first = over[0]
    for name in over[1:]:
        before = sooner(span.timed[name], span.timed[first])
        if before or (before is None and read.get(order(name, first)) == YES):
            first = name
    return first


def _limits_open(span: Span, ended: Mapping[str, int]) -> list[str]:
    """Give what it hangs on whether a clock that may be over ends the hold."""
    fields = [RELEASE] if UNKNOWN in ended.values() else []
    for name in (name for name, value in ended.items() if value == MAYBE_LIMITED):
        fields += [_asked_by(leaf) for leaf in leaves(span.law.clock_rules[name][0].applies)]
    return fields


def _asked_by(leaf: Leaf) -> str:
    match leaf.test:
        case FactTest(name) | ChoiceTest(name):
            return name
        case PaperTest():
            return "papers"
        case ClockTest():
            return RELEASE
        case _:
            return "convictions"


@lru_cache(maxsize=KEPT_MAX)
def hinging(law: Program, act: Act, values: tuple[Truth, ...]) -> tuple[int, ...]:
    """List the open tests that can change an act's outcome, some way of the others turning out."""
    waiting = open_tests(law, values)
    return tuple(test for test in waiting if _turns(law, act, values, (test, waiting)))


def _turns(law: Program, act: Act, values: Sequence[Truth], asked: tuple[int, tuple[int, ...]]) -> bool:
    """Say whether yes and no to one test can part the outcome, whatever the order of the others."""
    test, waiting = asked
    others = [other for other in waiting if other != test]
    one, other = (_outcome(law, act, turned(law, values, ((test, way),))) for way in (Truth.YES, Truth.NO))
    if one is not other:
        return True
    return one is Outcome.NOT_ESTABLISHED and _some_way(law, act, values, (test, others))


def _some_way(law: Program, act: Act, values: Sequence[Truth], asked: tuple[int, list[int]]) -> bool:
    """Try the others one after another, and stop as soon as both ways of the test are settled."""
    test, others = asked
    one, other = (_outcome(law, act, turned(law, values, ((test, way),))) for way in (Truth.YES, Truth.NO))
    settled = Outcome.NOT_ESTABLISHED not in (one, other)
    if settled or not others:
        return one is not other
    ways = (turned(law, values, ((others[0], way),)) for way in (Truth.YES, Truth.NO))
    return any(_some_way(law, act, way, (test, others[1:])) for way in ways)


def _outcome(law: Program, act: Act, values: Sequence[Truth]) -> Outcome | None:
    try:
        return law.judge(act, values).outcome
    except ClausesDisagree:
        return None


def _fields(questions: Questions, law: Program, test: int, found: _Read) -> list[str]:
    """Give the fields that an open test waits for, as a case file names them."""
    values, read, slots = found
    leaf = next(
        own
        for own, tested, value in zip(law.leaves, law.leaf_tests, values, strict=True)
        if tested == test and value is Truth.UNKNOWN and own in read
    )
    derived = slots[leaf].derived
    if derived is not None:
        return [field_of(questions, label) for label in derived.waiting(read[leaf])] or [RELEASE]
    match leaf.test:
        case FactTest(fact):
            return [fact]
        case ChoiceTest(choice):
            return [field_of(questions, choice)]
        case ClockTest():
            return [RELEASE]
        case _:
            raise AssertionError(leaf.test)


def field_of(questions: Questions, label: str) -> str:
    """Name a field as an answer names it, without numbers: convictions[].over_one_year.there."""
    head, _, last = label.partition(".")
    match head:
        case "conviction":
            return questions.conviction[last].field
        case "paper":
            return questions.paper[last].field
        case _:
            return label
