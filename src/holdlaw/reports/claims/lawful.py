"""Checks what a sentence says of the law, by asking the law of the day: lists, conditions, clocks, layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import ClockRule
from holdlaw.core.offences import OffenceList
from holdlaw.decide.reasons import WORDS
from holdlaw.policybook import Book
from holdlaw.reports.claims.claim import Claim, Level, Measure, Rule
from holdlaw.reports.claims.probing import (
    ALL,
    BOTH,
    CONVICTION,
    MATCH_AND_WARRANT,
    NEITHER,
    REENTERED,
    WARRANT,
    Probe,
    asked,
    hold_in_layer,
    holds,
    lists_of,
)
from holdlaw.reports.claims.verdicts import Part, Rest, Verdict, unspecified, unverifiable
from holdlaw.reports.ratios import written

_GRANTED = (Outcome.MAY, Outcome.MUST)
_BY_RULE = {
    Rule.CONVICTION_ALONE: (CONVICTION, BOTH),
    Rule.WARRANT_ALONE: (WARRANT, BOTH),
    Rule.CONVICTION_AND_WARRANT: (BOTH,),
}
"""For each rule the cases, out of neither, either and both, in which it lets an agency hold."""
_ON_TURNS = (NEITHER, CONVICTION, WARRANT, BOTH)
_WORDS = {
    NEITHER: "neither a listed conviction nor a judge's warrant",
    CONVICTION: "a listed conviction alone",
    WARRANT: "a judge's warrant alone",
    BOTH: "a listed conviction and a judge's warrant that came with the request",
    REENTERED: "a listed conviction and illegal re-entry, for as long as the place's own clock runs",
    MATCH_AND_WARRANT: "a possible terrorist-list match and a judge's warrant",
}


@frozen
class Law:
    """The law of a place on a day."""

    book: Book
    place: str
    day: date

    @property
    def state(self) -> str | None:
        """Give the state's layer, if the place has one above it."""
        layers = [layer.id for layer in self.book.chain(self.place)]
        return next((layer for layer in layers if layer.count("-") == 1), None)

    def name(self, layer: str) -> str:
        """Give the name of a layer."""
        return self.book.place(layer).name

    def rest(self, layer: str) -> Rest:
        """Name the version of a layer that was in force."""
        (version, *_) = self.book.versions_on(self.book.place(layer), self.day)
        said = f"{self.name(layer)}, version {version.id}, law on {self.day}"
        return Rest(kind="law", what=said, cite=version.cite)


def speaks_of_law(claim: Claim) -> bool:
    """Tell whether a sentence says something of the law."""
    measures = (Measure.OFFENCES_LISTED, Measure.HOLD_HOURS_MAX)
    return bool(claim.rule or claim.modality or claim.measure in measures)


def check_law(claim: Claim, book: Book, place: str | None) -> tuple[Part, ...]:
    """Check everything that a sentence says of the law of its day."""
    missing = [name for name, given in (("place", place), ("day", claim.said_on)) if given is None]
    if place is None or claim.said_on is None:
        return (
            unspecified(tuple(missing), f"Law is asked by place and day; it lacks {' and '.join(missing)}."),
        )
    law = Law(book, place, claim.said_on)
    return tuple(_parts(claim, law))


def _parts(claim: Claim, law: Law) -> Iterator[Part]:
    if claim.measure is Measure.OFFENCES_LISTED:
        yield _listed(claim, law)
    if claim.measure is Measure.HOLD_HOURS_MAX:
        yield _hours(claim, law)
    if claim.rule is not None and claim.law is not Level.STATE:
        yield _rule(claim.rule, law)
    if claim.law is Level.STATE:
        yield _of_state(claim, law)
    if claim.modality is not None and claim.law is not Level.STATE:
        yield _modality(claim.modality, law)


def _listed(claim: Claim, law: Law) -> Part:
    used = lists_of(law.book, law.place, law.day)
    if not used:
        return unverifiable(f"The law of {law.name(law.place)} on {law.day} uses no list of offences.")
    if claim.value is None:
        return unspecified(("number",), "It gives no number to check.")
    counts = ", ".join(_counted(each) for each in used)
    categories = sum(len(each.open_categories) for each in used)
    besides = f", and {categories} categories that have no number" if categories else ""
    right = any(each.count == claim.value for each in used)
    said = f"The list in force on {law.day} holds {counts}{besides}"
    return Part(
        verdict=Verdict.HOLDS if right else Verdict.CONTRADICTED,
        why=f"{said}." if right else f"{said}; not {written(claim.value, 0)}.",
        should_say=None if right else f"The law listed {counts} on {law.day}{besides}.",
        rests_on=(law.rest(law.place),),
    )


def _counted(used: OffenceList) -> str:
    return f"{used.count} entries ({used.name}, edition {used.edition})"


def _rule(rule: Rule, law: Law) -> Part:
    """Compare the cases in which a rule would let the agency hold with those in which the law does."""
    answers = holds(law.book, law.place, law.day)
    by_city = {probe: hold_in_layer(answer, law.place) for probe, answer in answers.items()}
    allowed = {probe: outcome in _GRANTED for probe, outcome in by_city.items()}
    wrong = [probe for probe in _ON_TURNS if allowed[probe] is not (probe in _BY_RULE[rule])]
    other = [probe for probe in (MATCH_AND_WARRANT, REENTERED) if allowed[probe]]
    if wrong:
        verdict, why = Verdict.CONTRADICTED, " ".join(_outcome(probe, law) for probe in wrong)
    elif other:
        verdict = Verdict.HOLDS_WITH_CORRECTION
        why = f"It is not the only way. Enough is also: {'; or '.join(_WORDS[probe] for probe in other)}."
    else:
        verdict, why = Verdict.HOLDS, "The law asks for exactly this."
    return Part(
        verdict=verdict,
        why=why,
        should_say=None if verdict is Verdict.HOLDS else _what_it_asks(law, by_city),
        rests_on=(law.rest(law.place),),
    )


def _outcome(probe: Probe, law: Law) -> str:
    given = asked(law.book, law.place, law.day, probe)
    cite = given.acts[Act.HOLD].decided_by
    by = f" [{cite.cite}]" if cite and cite.layer == law.place else ""
    return f"With {_WORDS[probe]} the answer to a hold is {WORDS[hold_in_layer(given, law.place)]}{by}."


def _what_it_asks(law: Law, by_city: dict[Probe, Outcome]) -> str:
    allowed = {probe: outcome in _GRANTED for probe, outcome in by_city.items()}
    ways = "; or ".join(_WORDS[probe] for probe in ALL if allowed[probe])
    enough = [probe for probe in (WARRANT, CONVICTION) if not allowed[probe]]
    each = "is" if len(enough) == 1 else "are each"
    words = " and ".join(_WORDS[probe] for probe in enough)
    alone = _sentence(f"{words} {each} not enough.") if enough else ""
    required = any(outcome is Outcome.MUST for outcome in by_city.values())
    may = "may hold, or has to," if required else "may hold, and never has to,"
    return f"On {law.day} {law.name(law.place)} {may} with {ways}. {alone}".strip()


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _of_state(claim: Claim, law: Law) -> Part:
    """Check what is said of the state's law against the state's own layer."""
    state = law.state
    if state is None:
        return unverifiable(f"No law of a state stands above {law.name(law.place)}.")
    answers = holds(law.book, law.place, law.day)
    by_state = {probe: hold_in_layer(answer, state) for probe, answer in answers.items()}
    by_city = {probe: hold_in_layer(answer, law.place) for probe, answer in answers.items()}
    silent = all(outcome is Outcome.NO_RULE for outcome in by_state.values())
    verdict = _state_verdict(claim, by_state)
    if silent:
        why = f"On {law.day} the law of {law.name(state)} said nothing of it."
    else:
        said = dict.fromkeys(f"with {_WORDS[p]}: {WORDS[outcome]}" for p, outcome in by_state.items())
        why = f"On {law.day} the law of {law.name(state)} said of a hold, {'; '.join(said)}."
    return Part(
        verdict=verdict,
        why=why,
        should_say=None if verdict is Verdict.HOLDS else f"{why} {_whose(law, by_city)}",
        rests_on=(law.rest(state), law.rest(law.place)),
    )


def _state_verdict(claim: Claim, by_state: dict[Probe, Outcome]) -> Verdict:
    if claim.rule is not None:
        right = [(by_state[probe] in _GRANTED) is (probe in _BY_RULE[claim.rule]) for probe in _ON_TURNS]
        return Verdict.HOLDS if all(right) else Verdict.CONTRADICTED
    as_said = [outcome.value == claim.modality for outcome in by_state.values()]
    if all(as_said):
        return Verdict.HOLDS
    return Verdict.HOLDS_WITH_CORRECTION if any(as_said) else Verdict.CONTRADICTED


def _whose(law: Law, by_city: dict[Probe, Outcome]) -> str:
    cite = law.rest(law.place).cite
    if not any(outcome in _GRANTED for outcome in by_city.values()):
        return f"The rule is that of {law.name(law.place)} ({cite}), and it allows no hold."
    required = any(outcome is Outcome.MUST for outcome in by_city.values())
    duty = "in some cases requires it" if required else "never requires it"
    return (
        f"The rule is that of {law.name(law.place)} ({cite}): it lets a request be honored under its "
        f"conditions and {duty}."
    )


def _modality(modality: str, law: Law) -> Part:
    answers = holds(law.book, law.place, law.day)
    found = {probe: hold_in_layer(answer, law.place) for probe, answer in answers.items()}
    right = [outcome.value == modality for outcome in found.values()]
    verdict = Verdict.HOLDS if all(right) else Verdict.CONTRADICTED
    if any(right) and not all(right):
        verdict = Verdict.HOLDS_WITH_CORRECTION
    said = dict.fromkeys(f"with {_WORDS[probe]}: {WORDS[outcome]}" for probe, outcome in found.items())
    why = f"On {law.day} the law of {law.name(law.place)} said of a hold, {'; '.join(said)}."
    say = None if verdict is Verdict.HOLDS else f"{why} {_whose(law, found)}"
    return Part(verdict=verdict, why=why, should_say=say, rests_on=(law.rest(law.place),))


def _hours(claim: Claim, law: Law) -> Part:
    """Read the clocks: how many hours each has, and which days it leaves out."""
    if claim.value is None:
        return unspecified(("number",), "It gives no number to check.")
    clocks = _clocks(law)
    if not clocks:
        return unverifiable(f"No clock in hours runs in {law.name(law.place)} on {law.day}.")
    said = "; ".join(f"{_clock_words(clock)} [{clock.cite}]" for _, clock in clocks)
    right = any(clock.hours == claim.value for _, clock in clocks)
    plain = right and not any(clock.excluding_weekdays or clock.calendars for _, clock in clocks)
    verdict = Verdict.HOLDS if plain else Verdict.HOLDS_WITH_CORRECTION if right else Verdict.CONTRADICTED
    earliest = " The clock that ends first governs." if len(clocks) > 1 else ""
    return Part(
        verdict=verdict,
        why=_HOURS_WHY[verdict].format(day=law.day),
        should_say=None if plain else f"{_sentence(said)}.{earliest}",
        rests_on=tuple(law.rest(layer) for layer in dict.fromkeys(layer for layer, _ in clocks)),
    )


_HOURS_WHY = {
    Verdict.HOLDS: "Every clock of {day} counts these hours straight through.",
    Verdict.HOLDS_WITH_CORRECTION: "The hours are right; which of them count differs from clock to clock of "
    "the law on {day}.",
    Verdict.CONTRADICTED: "No clock of the law on {day} has these hours.",
}


def _clocks(law: Law) -> Sequence[tuple[str, ClockRule]]:
    """Give the clocks in hours of every layer over the place that day, the most local first."""
    found = []
    for layer in law.book.chain(law.place):
        for version in law.book.versions_on(layer, law.day):
            found += [(layer.id, clock) for clock in version.clocks.values() if clock.hours is not None]
    return found


def _clock_words(clock: ClockRule) -> str:
    days = [day.capitalize() + "s" for day in clock.excluding_weekdays]
    days += ["holidays"] if clock.calendars else []
    left_out = f"not counted: {', '.join(days)}" if days else "every hour counted"
    return f"{clock.label} ({clock.hours} hours; {left_out})"
