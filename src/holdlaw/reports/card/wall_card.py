"""The wall card: one page by which an officer finds the law's answer when the program cannot be reached.

It is made from the law of a place on a day. It answers what the law answers for the papers it names, and says
"ask counsel" for the rest; what an officer does not know is never taken for a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from attrs import field, frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.conditions import Always, ChoiceTest, ClockTest, PaperTest
from holdlaw.core.truth import Truth, truth_of
from holdlaw.decide.program import Program, year_after
from holdlaw.policybook import Book
from holdlaw.policybook.forms import Form
from holdlaw.policybook.place_files import NONE
from holdlaw.reports.card.encoded import encoded_law
from holdlaw.reports.card.questions import (
    CARD_ACTS,
    COUNSEL,
    Asking,
    End,
    Grower,
    Question,
    Way,
    askings,
    cut,
)
from holdlaw.reports.card.wording import applies_words, statement

STEPS_MAX = 16
"""Questions that fit on one page beside the outcomes, the clocks and the people to call."""


@frozen
class Target:
    """Where an answer leads: to the step of a number, or to the end of a letter."""

    step: int | None = None
    end: str | None = None


@frozen
class Step:
    """One question of the card. `says` is a statement; the officer answers yes, no or not known."""

    number: int
    says: str
    detail: str
    cite: str
    yes: Target
    no: Target
    not_known: Target
    counts_as_no: bool
    marks: tuple[int, ...]
    question: Question = field(eq=False, repr=False)


@frozen
class Said:
    """What the law says of one act at an end, and the provisions it may rest on."""

    act: Act
    outcome: Outcome
    cites: tuple[str, ...]
    marks: tuple[int, ...]


@frozen
class CardEnd:
    """An end of the card: a letter, and what the law says of each act."""

    letter: str
    said: tuple[Said, ...]

    @property
    def outcomes(self) -> dict[Act, Outcome]:
        """Give the outcome by act."""
        return {each.act: each.outcome for each in self.said}

    @property
    def asks_counsel(self) -> bool:
        """Tell whether nothing is settled here."""
        return all(each.outcome is Outcome.NOT_ESTABLISHED for each in self.said)


@frozen
class ClockLine:
    """A limit on a hold, in the law's own words, when it applies, and to holds under which provisions."""

    label: str
    cite: str
    applies: str
    under: tuple[str, ...]
    marks: tuple[int, ...]


@frozen
class DutyLine:
    """Something to do besides the act in every case, or where an act came out in one of some ways."""

    says: str
    cite: str
    outcomes: Mapping[Act, tuple[Outcome, ...]]
    marks: tuple[int, ...]


@frozen
class LawLine:
    """One layer of law the card rests on: its name, version, citation, and when it was last checked."""

    name: str
    version: str
    cite: str
    checked_on: date


@frozen(kw_only=True)
class WallCard:
    """A wall card. `forms` empty: it is for every paper.

    `left_out`: how many questions it sends to counsel for want of room.
    """

    place: str
    place_name: str
    on: date
    check_after: date
    forms: tuple[str, ...]
    steps: tuple[Step, ...]
    ends: tuple[CardEnd, ...]
    start: Target
    clocks: tuple[ClockLine, ...]
    duties: tuple[DutyLine, ...]
    law: tuple[LawLine, ...]
    unverified: tuple[str, ...]
    left_out: int

    @property
    def may_hold(self) -> bool:
        """Tell whether some way of the card, or counsel at its end, could allow a hold."""
        return any(end.outcomes[Act.HOLD] is not Outcome.MUST_NOT for end in self.ends)

    def walk(self, answer: Callable[[Question], Truth]) -> CardEnd:
        """Follow the card as an officer does, given what they know of each question; give the end."""
        by_number = {step.number: step for step in self.steps}
        at = self.start
        while at.step is not None:
            step = by_number[at.step]
            match answer(step.question):
                case Truth.YES:
                    at = step.yes
                case Truth.NO:
                    at = step.no
                case _:
                    at = step.not_known
        return next(end for end in self.ends if end.letter == at.end)

    def outcome(self, act: Act, answer: Callable[[Question], Truth], clock_is_over: Truth) -> Outcome:
        """Give what the card says of one act. A hold ends with the first clock of the clock rule."""
        found = self.walk(answer).outcomes[act]
        if act is not Act.HOLD or found is Outcome.MUST_NOT or clock_is_over is Truth.NO:
            return found
        return Outcome.MUST_NOT if clock_is_over is Truth.YES else Outcome.NOT_ESTABLISHED


@frozen
class _Made:
    """What is needed to write the card out."""

    law: Program
    grower: Grower
    marks: dict[str, int] = field(factory=dict)

    def marked(self, *texts: str | None) -> tuple[int, ...]:
        """Number what nobody has verified, each sentence once."""
        told = dict.fromkeys(text for text in texts if text)
        return tuple(self.marks.setdefault(text, len(self.marks) + 1) for text in told)


def wall_card(book: Book, place: str, on: date, known_on: date = date.max) -> WallCard:
    """Make the card of a place for a day, under the law as recorded by `known_on`.

    Raise HoldlawError: HL-4001 for a day before the first law that is encoded; another if the place is not
    known or its law is not in order.
    """
    law = encoded_law(book, place, on, known_on)
    grower, way = _ways(law, frozenset())
    forms: tuple[str, ...] = ()
    if len(askings(way)) > STEPS_MAX:
        given, forms = _common(book, grower.questions, on)
        grower, way = _ways(law, given)
    every = askings(way)
    way = cut(way, frozenset(every[:STEPS_MAX]))
    made = _Made(law, grower)
    steps, ends, start = _written(made, book, way)
    return WallCard(
        place=law.place.id,
        place_name=law.place.name,
        on=on,
        check_after=_check_after(law, on),
        forms=forms,
        steps=steps,
        ends=ends,
        start=start,
        clocks=_clocks(made, steps, ends),
        duties=_duties(made),
        law=tuple(
            LawLine(layer.place.name, version.id.rpartition(":")[2], version.cite, layer.checked_on)
            for layer in dict.fromkeys((*law.layers, law.federal))
            for version in layer.versions
        ),
        unverified=(*made.marks, *_about_law(law)),
        left_out=max(0, len(every) - STEPS_MAX),
    )


@lru_cache(maxsize=128)
def _ways(law: Program, given: frozenset[tuple[Question, Truth]]) -> tuple[Grower, Way]:
    """Grow the ways of a law once."""
    grower = Grower(law)
    return grower, grower.grow(dict(given))


def _common(
    book: Book, questions: tuple[Question, ...], on: date
) -> tuple[frozenset[tuple[Question, Truth]], tuple[str, ...]]:
    """Answer what the common papers answer by themselves: the forms in use that ask for a hold."""
    ways: dict[tuple[tuple[Question, Truth], ...], list[str]] = {}
    for form in book.forms.values():
        if form.in_use(on) and Act.HOLD in form.asks:
            told = tuple((question, _by_form(question, form)) for question in questions)
            known = tuple((question, value) for question, value in told if value is not Truth.UNKNOWN)
            ways.setdefault(known, []).append(form.name)
    if not ways:
        return frozenset(), ()
    given, names = max(ways.items(), key=lambda each: len(each[1]))
    return frozenset(given), tuple(names)


def _by_form(question: Question, form: Form) -> Truth:
    if not isinstance(question.test, ChoiceTest):
        return Truth.UNKNOWN
    stated: Mapping[str, frozenset[str]] = {
        "form": frozenset({form.name}),
        "asks": frozenset(act.value for act in form.asks),
        "agency": frozenset({form.sender} if form.sender else ()),
    }
    values = stated.get(question.test.choice, frozenset())
    return truth_of(not values.isdisjoint(question.test.allowed)) if values else Truth.UNKNOWN


def _written(made: _Made, book: Book, way: Way) -> tuple[tuple[Step, ...], tuple[CardEnd, ...], Target]:
    asked = askings(way)
    numbers = {each: number for number, each in enumerate(asked, 1)}
    ends = list(
        dict.fromkeys(
            found for found in (way, *(w for a in asked for w in (a.yes, a.no))) if isinstance(found, End)
        )
    )
    lacking = any(each.question.not_known is not Truth.NO for each in asked)
    if lacking and COUNSEL not in ends:
        ends.append(COUNSEL)
    letters = {end: chr(ord("A") + i) for i, end in enumerate(ends)}

    def target(to: Way) -> Target:
        return Target(end=letters[to]) if isinstance(to, End) else Target(step=numbers[to])

    steps = tuple(_step(made, book, each, (numbers[each], target)) for each in asked)
    return steps, tuple(_end(made, end, letters[end]) for end in ends), target(way)


def _step(made: _Made, book: Book, asking: Asking, at: tuple[int, Callable[[Way], Target]]) -> Step:
    number, target = at
    question, leaf = asking.question, asking.question.leaves[0]
    counts = question.not_known is Truth.NO
    yes, no = target(asking.yes), target(asking.no)
    says, detail = statement(question, book)
    return Step(
        number=number,
        says=says,
        detail=detail,
        cite=leaf.cite,
        yes=yes,
        no=no,
        not_known=no if counts else target(COUNSEL),
        counts_as_no=counts,
        marks=made.marked(
            *(each.unverified for each in question.leaves),
            question.window.assumption if question.window else None,
        ),
        question=question,
    )


def _end(made: _Made, end: End, letter: str) -> CardEnd:
    said = []
    for act, outcome in zip(CARD_ACTS, end.outcomes, strict=True):
        clauses = made.grower.reasons.get((act, outcome), {})
        shown = [clause for clause in clauses if clause.cite]
        texts = [text for clause in shown for text in (*clause.unverified, clause.unread)]
        said.append(
            Said(act, outcome, tuple(dict.fromkeys(clause.cite for clause in shown)), made.marked(*texts))
        )
    return CardEnd(letter, tuple(said))


def _clocks(made: _Made, steps: Sequence[Step], ends: Sequence[CardEnd]) -> tuple[ClockLine, ...]:
    """List the limits on a hold where the card or counsel could allow one, and those a step asks about."""
    may_hold = any(end.outcomes[Act.HOLD] is not Outcome.MUST_NOT for end in ends)
    asked = {name for step in steps for name in _clocks_asked(step.question)}
    return tuple(
        ClockLine(
            rule.label,
            rule.cite,
            applies_words(rule.applies),
            _under(made, name),
            made.marked(rule.unverified),
        )
        for name, (rule, _) in made.law.clock_rules.items()
        if rule.days_before_release is None and (may_hold or name in asked)
    )


def _under(made: _Made, clock: str) -> tuple[str, ...]:
    """Give the provisions whose permission a clock ends; none for a federal clock, which limits all."""
    versions = (version for layer in made.law.layers for version in layer.versions)
    clauses = (clause for version in versions for clause in version.rule(Act.HOLD).clauses)
    federal = clock in {name for version in made.law.federal.versions for name in version.clocks}
    return () if federal else tuple(dict.fromkeys(clause.cite for clause in clauses if clause.until == clock))


def _clocks_asked(question: Question) -> tuple[str, ...]:
    match question.test:
        case ClockTest(clock):
            return (clock,)
        case PaperTest(_, presented):
            return (presented,)
        case _:
            return ()


def _duties(made: _Made) -> tuple[DutyLine, ...]:
    """List the duties that hang on nothing but the answer, the local law's first, each once."""
    own = {duty.name: duty for duty in reversed(made.law.duties) if isinstance(duty.when, Always)}
    return tuple(
        DutyLine(
            duty.says,
            duty.cite,
            {act: tuple(out for out in Outcome if out in wanted) for act, wanted in duty.outcomes.items()},
            made.marked(duty.unverified),
        )
        for duty in made.law.duties
        if own.get(duty.name) is duty and set(duty.outcomes) <= set(CARD_ACTS)
    )


def _about_law(law: Program) -> tuple[str, ...]:
    found = []
    for layer in dict.fromkeys((*law.layers, law.federal)):
        if layer.stale:
            found.append(
                f"{layer.place.name}: last checked on {layer.checked_on}, over a year before this day."
            )
        for version in layer.versions:
            if version.id in layer.place.unreleased and version.id != NONE:
                found.append(f"{version.place} {version.id} is not released: its text may change.")
            found += [text for text in (version.first_day_doubt, version.in_force.why) if text]
    return tuple(dict.fromkeys(found))


def _check_after(law: Program, on: date) -> date:
    """Give the day after which nobody relies on it: a year from the oldest check, or a new version."""
    layers = dict.fromkeys((*law.layers, law.federal))
    due = [year_after(layer.checked_on) for layer in layers]
    later = [file.in_force.not_before for layer in layers for file in layer.place.files]
    return min([*due, *(day for day in later if day > on)])
