"""The definition of an answer, step by step."""

from __future__ import annotations

from typing import cast

import pytest

from holdlaw.core.case import Outcome
from holdlaw.core.conditions import All, Always, AnyOf, Condition, Leaf, Not, leaves
from holdlaw.core.evaluate import ClausesDisagree, Verdict, evaluate, holds, settle, weigh
from holdlaw.core.truth import Truth

from .build import NO, UNKNOWN, YES, clause, fact, rule

MAY, MUST, MUST_NOT, OPEN = Outcome.MAY, Outcome.MUST, Outcome.MUST_NOT, Outcome.NOT_ESTABLISHED
A, B, C = fact("a"), fact("b"), fact("c")


def says(*clauses: object, **values: Truth) -> Verdict:
    """Apply a rule of these clauses to a case in which the facts have these values."""
    return evaluate(rule(*clauses), lambda leaf: values[leaf.name])  # type: ignore[arg-type]  # clauses


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (A, YES),
        (B, NO),
        (C, UNKNOWN),
        (All((A, C)), UNKNOWN),
        (All((B, C)), NO),
        (AnyOf((A, C)), YES),
        (AnyOf((B, C)), UNKNOWN),
        (Not(A), NO),
        (Not(C), UNKNOWN),
        (Always(), YES),
        (Not(All((A, AnyOf((B, Not(C)))))), UNKNOWN),
    ],
)
def test_step_1_a_condition_holds_as_its_parts_do(condition: Condition, expected: Truth) -> None:
    """Every answer starts here: what the section asks, applied to what is known."""
    values = {A: YES, B: NO, C: UNKNOWN}
    assert holds(condition, lambda leaf: values[leaf]) is expected


def test_step_1_shows_how_every_clause_stood() -> None:
    """Whoever appeals must be able to see which provisions were asked and what each said."""
    one, other = clause("one", MAY, A), clause("other", MAY, B)
    assert says(one, other, a=YES, b=UNKNOWN).standings == ((one, YES), (other, UNKNOWN))


def test_step_2_a_clause_that_is_overridden_gives_way() -> None:
    """A special provision, such as proof of citizenship, must beat the general duty to hold."""
    general, special = clause("a1", MUST, A), clause("b", MAY, B, overrides=frozenset({"a1"}))
    assert says(general, special, a=YES, b=NO).clause is general
    assert says(general, special, a=YES, b=YES) == Verdict(MAY, special, ((general, YES), (special, YES)))


def test_step_2_a_clause_that_does_not_hold_overrides_nothing() -> None:
    """An exception that is not met must leave the rule as it was."""
    general, special = clause("a1", MUST, A), clause("b", MAY, B, overrides=frozenset({"a1"}))
    assert says(general, special, a=YES, b=NO).outcome is MUST


def test_step_2_two_clauses_that_override_each_other_leave_what_holds_otherwise() -> None:
    """A law file written in a circle must not let either clause win by its place in the list."""
    one = clause("one", MAY, A, overrides=frozenset({"two"}))
    two = clause("two", MUST, B, overrides=frozenset({"one"}))
    assert says(one, two, a=YES, b=YES).clause.id == "otherwise"


def test_step_3_what_holds_otherwise_is_the_answer_where_no_clause_holds() -> None:
    """A ban with exceptions bans wherever no exception is shown."""
    verdict = says(clause("b1", MAY, A), a=NO)
    assert (verdict.outcome, verdict.clause.id) == (MUST_NOT, "otherwise")


def test_step_3_the_first_of_those_that_agree_is_named() -> None:
    """Where two provisions allow the same, the one that stands first in the statute is cited."""
    first, second = clause("b1", MAY, A), clause("b2", MAY, B)
    assert says(first, second, a=YES, b=YES).clause is first


def test_step_3_two_clauses_that_disagree_are_an_error_that_names_both() -> None:
    """A contradiction in a law file must stop the answer: a silent winner would decide about a person."""
    allows, forbids = clause("b1", MAY, A), clause("b2", MUST_NOT, B)
    with pytest.raises(ClausesDisagree) as found:
        says(allows, forbids, a=YES, b=YES)
    assert str(found.value) == "b1 ((b1)) says may, b2 ((b2)) says must_not"
    assert found.value.clauses == (allows, forbids)


def test_step_3_a_contradiction_beside_two_that_agree_is_found() -> None:
    """The third clause may be the one that contradicts; looking at two would miss it."""
    agree = [clause(name, MAY, A) for name in ("b1", "b2")]
    with pytest.raises(ClausesDisagree) as found:
        settle(rule(), [*agree, clause("b3", MUST, A)])
    assert [one.id for one in found.value.clauses] == ["b1", "b3"]


def test_step_4_an_open_clause_that_could_turn_the_answer_leaves_it_open() -> None:
    """If the missing fact decides, nobody may be held on a guess at it, nor told that the law is settled."""
    one, other = clause("b1", MAY, A), clause("b2", MAY, B)
    verdict = says(one, other, a=NO, b=UNKNOWN)
    assert (verdict.outcome, verdict.clause) == (OPEN, other)


def test_step_4_an_open_clause_that_could_not_turn_the_answer_is_no_reason_to_wait() -> None:
    """A question whose answer changes nothing must not keep an officer, or a person, waiting."""
    allows, too = clause("b1", MAY, A), clause("b2", MAY, B)
    assert says(allows, too, a=YES, b=UNKNOWN).outcome is MAY
    bans = clause("b3", MUST_NOT, B)
    assert says(bans, b=UNKNOWN).outcome is MUST_NOT


def test_step_4_clauses_are_tried_together_as_well_as_alone() -> None:
    """Two open provisions may cancel out alone and turn the answer together."""
    allows = clause("allows", MAY, A)
    bars = clause("bars", MUST_NOT, B, overrides=frozenset({"allows"}))
    lifts = clause("lifts", MUST_NOT, C, overrides=frozenset({"allows"}))
    assert says(allows, bars, lifts, a=UNKNOWN, b=YES, c=UNKNOWN).outcome is MUST_NOT
    assert says(allows, bars, lifts, a=YES, b=UNKNOWN, c=NO).outcome is OPEN


def test_step_4_an_open_clause_may_override_a_sure_one() -> None:
    """Until it is known whether the special rule applies, the general one has not been answered either."""
    general, special = clause("a1", MUST, A), clause("b", MAY, B, overrides=frozenset({"a1"}))
    verdict = says(general, special, a=YES, b=UNKNOWN)
    assert (verdict.outcome, verdict.clause) == (OPEN, special)


def test_step_4_clauses_that_would_contradict_leave_the_answer_open() -> None:
    """What may turn out to be a contradiction is not yet an answer, and not yet an error."""
    allows, forbids = clause("b1", MAY, A), clause("b2", MUST_NOT, B)
    assert says(allows, forbids, a=YES, b=UNKNOWN).outcome is OPEN
    assert weigh(rule(allows, forbids), ((allows, UNKNOWN), (forbids, UNKNOWN))).outcome is OPEN


def test_an_unread_provision_is_not_established_even_when_it_holds() -> None:
    """A text that nobody has read allows nothing, however clearly its condition is met."""
    unread = clause("unread", OPEN, A, unread="Only its beginning was read.")
    assert says(unread, a=YES).outcome is OPEN


def test_a_rule_without_clauses_says_what_holds_otherwise() -> None:
    """A flat ban is the shortest law there is."""
    assert evaluate(rule(), refuse).outcome is MUST_NOT


def refuse(leaf: Leaf) -> Truth:
    """Fail where a test is asked that no clause has."""
    raise AssertionError(leaf)


def test_a_kind_of_condition_that_is_not_known_is_never_read_as_a_yes() -> None:
    """A law file from a later Holdlaw may hold a condition this one does not know: never a yes."""
    later = cast("Condition", "a condition of tomorrow")
    assert holds(later, refuse) is None
    assert leaves(later) is None
