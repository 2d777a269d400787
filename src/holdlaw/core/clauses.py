"""Clauses, the rule of one act, and the enacted version of a place's policy that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from holdlaw.core.case import Act, Outcome
from holdlaw.core.conditions import Always, Condition


@frozen(eq=False)
class Clause:
    """One provision: what it says of an act when its condition holds, with the citation.

    `until`: the clock that ends a permission. `overrides`: clauses that give way when this one applies.
    `unread`: why the text is not known well enough; its outcome is then not_established.
    """

    id: str
    cite: str
    effect: Outcome
    when: Condition = Always()
    says: str = ""
    words: str = ""
    until: str | None = None
    overrides: frozenset[str] = frozenset()
    derived: bool = False
    unverified: tuple[str, ...] = ()
    unread: str | None = None


@frozen(eq=False)
class ActRule:
    """What one version says of one act: its clauses in statute order, and what holds otherwise."""

    otherwise: Clause
    clauses: tuple[Clause, ...] = ()


@frozen(eq=False)
class Duty:
    """Something the agency must do besides the act, when the condition is not known to be unmet.

    `outcomes`: only if each act named came out as one of these.
    """

    name: str
    cite: str
    says: str
    when: Condition = Always()
    outcomes: Mapping[Act, frozenset[Outcome]] = field(factory=dict)
    unverified: str | None = None


@frozen(eq=False)
class Caution:
    """A warning that the law's own file attaches to a kind of case."""

    text: str
    when: Condition


@frozen(eq=False)
class ClockRule:
    """A limit on a hold as the law states it; `holdlaw.clocks` counts it.

    `calendars` empty: no holidays stop it. Exactly one of the three lengths is given.
    """

    name: str
    label: str
    cite: str
    hours: int | None = None
    until_local_time: str | None = None
    days_before_release: int | None = None
    excluding_weekdays: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()
    applies: Condition = Always()
    unverified: str | None = None


@frozen
class InForce:
    """When a version begins. `not_before` and `by` differ where nobody has established its first day."""

    not_before: date
    by: date
    why: str = ""

    def began(self, day: date) -> bool:
        """Say whether the version was certainly in force on a day, if nothing followed it."""
        return self.by <= day

    def may_have_begun(self, day: date) -> bool:
        """Say whether the version could have been in force on a day."""
        return self.not_before <= day


@frozen
class Choice:
    """An open point of interpretation: what was chosen, what else was possible, and why."""

    id: str
    question: str
    chosen: str
    otherwise: str
    why: str


@frozen(eq=False)
class Version:
    """One enacted version of one place's policy."""

    place: str
    id: str
    in_force: InForce
    recorded: date
    cite: str
    title: str
    sources: tuple[str, ...]
    acts: Mapping[Act, ActRule]
    clocks: Mapping[str, ClockRule] = field(factory=dict)
    duties: tuple[Duty, ...] = ()
    cautions: tuple[Caution, ...] = ()
    choices: tuple[Choice, ...] = ()
    lists: Mapping[str, object] = field(factory=dict)
    first_day_doubt: str | None = None
    corrects: str | None = None
    digest: str = ""

    def rule(self, act: Act) -> ActRule:
        """Give the rule of an act; a version that does not speak of it has no rule."""
        return self.acts.get(act) or ActRule(silent(self.cite))


def silent(cite: str) -> Clause:
    """Make the clause of an act that a law does not speak of."""
    return Clause(
        id="silent", cite=cite, effect=Outcome.NO_RULE, says="This law says nothing about this act."
    )
