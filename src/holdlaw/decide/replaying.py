"""A recorded decision taken again: under its own law the same bytes; under another law, a side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from holdlaw.core.case import Act, Case
from holdlaw.decide.answer import Answer
from holdlaw.decide.deciding import decide
from holdlaw.decide.recording import answer_kept, law_read
from holdlaw.policybook import Book
from holdlaw.register.canonical import canonical
from holdlaw.register.kinds.decision_made import DecisionMade

SHOWN_MAX = 12
"""Differences named; the first ones say where to look."""


@frozen
class Replayed:
    """A decision taken again under its recorded law. `differences` name places in the answer, not values.

    `law` names the versions whose text is not the recorded one: a difference even where the answer is the
    same.
    """

    same: bool
    differences: tuple[str, ...] = ()
    law: tuple[str, ...] = ()


@frozen
class Beside:
    """One act as it was recorded and as another law has it."""

    act: str
    asked: bool
    recorded: str
    recorded_cite: str | None
    other: str
    other_cite: str | None
    other_until: str | None

    @property
    def same(self) -> bool:
        """Tell whether both give the same outcome."""
        return self.recorded == self.other

    def as_json(self) -> dict[str, Any]:
        """Give the act as plain data."""
        return {
            "act": self.act,
            "asked": self.asked,
            "recorded": {"outcome": self.recorded, "cite": self.recorded_cite},
            "other": {"outcome": self.other, "cite": self.other_cite, "until": self.other_until},
        }


def replay(made: DecisionMade, case: Case, book: Book) -> Replayed:
    """Take a decision again, under the law as it was recorded by the day the decision names.

    `case` is the recorded case file, read. The answer must come out in the very same bytes, and each
    version of law must still have the digest that was recorded. Raise HoldlawError if the law cannot be read.
    """
    known_on = date.fromisoformat(made.known_on)
    answer = decide(case, book, known_on)
    now = answer_kept(answer)
    law = tuple(_law_changed(made.law, law_read(answer, book, known_on)))
    if canonical(now) == canonical(made.answer):
        return Replayed(not law, (), law)
    return Replayed(False, tuple(_differences(made.answer, now))[:SHOWN_MAX], law)


def beside(
    made: DecisionMade, case: Case, book: Book, *, law_on: date | None = None, place: str | None = None
) -> tuple[Beside, ...]:
    """Set a recorded decision beside the answer of another day's law, or of another place's, act by act."""
    moved = evolve(case, place=place) if place is not None else case
    answer = decide(moved, book, law_on=law_on)
    return tuple(_beside(made, answer, act) for act in Act)


def _beside(made: DecisionMade, answer: Answer, act: Act) -> Beside:
    given, decided = answer.acts[act], made.decided_by.get(act.value)
    return Beside(
        act=act.value,
        asked=act.value in made.asks,
        recorded=made.outcomes[act.value],
        recorded_cite=decided["cite"] if decided else None,
        other=given.outcome.value,
        other_cite=given.decided_by.cite if given.decided_by else None,
        other_until=given.until.isoformat() if given.until else None,
    )


def _law_changed(then: Sequence[Mapping[str, str]], now: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Name each version that was read then and is not read now, or says something else, and each new one."""
    old, new = ({(law["layer"], law["version"]): law["digest"] for law in read} for read in (then, now))
    for layer, version in dict.fromkeys((*old, *new)):
        if (layer, version) not in new:
            yield f"{layer} {version} is not read any more"
        elif (layer, version) not in old:
            yield f"{layer} {version} was not read then"
        elif old[layer, version] != new[layer, version]:
            yield f"{layer} {version} says something else than it did"


def _differences(then: Any, now: Any, where: str = "answer") -> Iterator[str]:
    """Name the places where two answers differ. What stands there is not repeated: it may be private."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for key in sorted({*then, *now}):
            if key not in then or key not in now:
                yield f"{where}.{key}"
            else:
                yield from _differences(then[key], now[key], f"{where}.{key}")
    elif isinstance(then, list | tuple) and isinstance(now, list | tuple) and len(then) == len(now):
        for number, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from _differences(one, other, f"{where}[{number}]")
    elif canonical([then]) != canonical([now]):
        yield where
