"""Withholding small numbers: what is withheld, that it is enough, and that it is the same each time."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from holdlaw.core.problems import HoldlawError
from holdlaw.reports.period import Period
from holdlaw.reports.suppression.audit import bounds, check_doubles, unsafe
from holdlaw.reports.suppression.counts import Count, Counts, Relation, Rule
from holdlaw.reports.suppression.crossed import crossed
from holdlaw.reports.suppression.history import Edition
from holdlaw.reports.suppression.withholding import withhold

YEAR, LATER = Period(date(2017, 1, 1), date(2018, 1, 1)), Period(date(2017, 3, 1), date(2018, 3, 1))
MONTHS = ("2017-01", "2017-02", "2017-03", "2018-01", "2018-02")
OUTCOMES = ("declined", "honored", "moved")

cells: st.SearchStrategy[dict[tuple[str, ...], int]] = st.dictionaries(
    st.tuples(st.sampled_from(MONTHS), st.sampled_from(OUTCOMES)),
    st.one_of(st.integers(0, 6), st.integers(0, 60)),
    min_size=1,
)
tables = cells.map(lambda drawn: crossed(drawn, (YEAR, LATER)))


def small_in(counts: Counts) -> set[str]:
    """The ids of small counts."""
    return {count.id for count in counts.counts if 0 < count.value < 5}


def row(*values: int, raw_by: str | None = None) -> Counts:
    """A total and its parts: `all`, and `p0`, `p1` and so on."""
    parts = tuple(Count(id=f"p{number}", value=value) for number, value in enumerate(values))
    total = Count(id="all", value=sum(values), raw_by=raw_by, weight=4)
    return Counts((total, *parts), (Relation("all", tuple(part.id for part in parts)),))


@settings(max_examples=60, deadline=None)
@given(tables)
def test_every_small_number_is_withheld_and_cannot_be_worked_out(counts: Counts) -> None:
    """Of a handful of people none should be recognised, by subtraction neither."""
    chosen = withhold(counts)
    assert chosen.withheld >= small_in(counts)
    assert chosen.exposed == ()
    assert check_doubles(counts, chosen) == ()
    assert unsafe(bounds(counts, chosen.withheld)) == ()


@settings(max_examples=40, deadline=None)
@given(tables, cells)
def test_a_later_edition_gives_no_earlier_number_away(
    first: Counts, drawn: dict[tuple[str, ...], int]
) -> None:
    """An amendment that shows by how much a total changed can tell what was withheld before."""
    second = crossed(drawn, (YEAR, LATER))
    earlier = withhold(first).edition("first", first)
    chosen = withhold(second, [earlier])
    assert chosen.withheld >= small_in(second)
    assert check_doubles(second, chosen, [earlier]) == ()
    assert [each.id for each in chosen.exposed if each.told] == []
    assert [each.id for each in bounds(second, chosen.withheld, [earlier]) if each.told] == []


@settings(max_examples=40, deadline=None)
@given(tables)
def test_published_again_unchanged_it_withholds_the_same(counts: Counts) -> None:
    """A second edition of the same numbers that withheld others would show the first ones by comparison."""
    first = withhold(counts)
    again = withhold(counts, [first.edition("first", counts)])
    assert again.withheld == first.withheld
    assert again.exposed == ()


@settings(max_examples=30, deadline=None)
@given(tables)
def test_the_same_counts_give_the_same_choice(counts: Counts) -> None:
    """A release that came out differently on another day could not be checked by anybody."""
    assert withhold(counts) == withhold(counts)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(MONTHS), st.one_of(st.just(0), st.integers(5, 90)), min_size=1))
def test_nothing_is_withheld_where_no_number_is_small(drawn: dict[str, int]) -> None:
    """Numbers that give nobody away are the public's."""
    counts = crossed({(month, "declined"): value for month, value in drawn.items()}, (YEAR,))
    assert withhold(counts).withheld == frozenset()


def test_a_number_alone_in_its_row_takes_another_with_it() -> None:
    """With the total and all other parts published, one blank is no blank."""
    counts = row(2, 9, 30)
    chosen = withhold(counts)
    assert chosen.primary == {"p0"}
    assert len(chosen.withheld) == 2
    assert "all" not in chosen.withheld


@pytest.mark.parametrize(("value", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_small_is_from_one_to_four(value: int, small: bool) -> None:
    """A zero is about nobody, and nil reports have to be made; five are enough not to stand out."""
    assert ("p0" in withhold(row(value, 40, 50)).primary) is small


def test_the_threshold_is_declared_and_can_be_another() -> None:
    """An agency under a stricter rule must not have to change the program."""
    stricter = Rule(under=11, possible=10)
    counts = row(7, 40, 50)
    assert withhold(counts).withheld == frozenset()
    chosen = withhold(counts, rule=stricter)
    assert chosen.primary == {"p0"}
    assert unsafe(bounds(counts, chosen.withheld, rule=stricter), stricter) == ()


def test_a_number_that_a_statute_orders_stays_and_its_parts_are_guarded_in_view_of_it() -> None:
    """A city that must report "2" reports 2; that does not open the months."""
    ordered = row(1, 2, 9, raw_by="NYC Admin. Code § 14-154(f)(1)")
    chosen = withhold(ordered)
    assert "all" not in chosen.withheld
    assert chosen.withheld == {"p0", "p1", "p2"}
    assert chosen.exposed == ()


def test_a_number_that_a_statute_gives_away_is_said_to_be() -> None:
    """Where nothing can be done, who publishes has to know it beforehand."""
    chosen = withhold(row(1, 1, raw_by="Invented Code § 1"))
    assert {each.id: each.possible for each in chosen.exposed} == {"p0": (1,), "p1": (1,)}
    assert all(each.told and each.because == ("Invented Code § 1",) for each in chosen.exposed)


def test_what_was_published_before_is_given_away_for_ever() -> None:
    """A blank over a number that stands in last year's file protects nobody."""
    counts = row(2, 9, 30)
    earlier = Edition("2018", counts.values, frozenset({"p0"}), counts.relations)
    (exposed,) = withhold(counts, [earlier]).exposed
    assert (exposed.id, exposed.possible, exposed.because) == ("p0", (2,), ("published in 2018",))


def test_periods_that_overlap_are_taken_together() -> None:
    """July to September 2017 stand in two statutory years: one year less the other is a quarter."""
    drawn: dict[tuple[str, ...], int] = {
        ("2017-01", "declined"): 2,
        ("2017-03", "declined"): 20,
        ("2018-01", "declined"): 30,
    }
    counts = crossed(drawn, (YEAR, LATER))
    chosen = withhold(counts)
    assert check_doubles(counts, chosen) == ()
    without = evolve(
        counts, relations=tuple(each for each in counts.relations if str(YEAR) not in each.total)
    )
    assert withhold(without).withheld < chosen.withheld


def test_a_count_that_no_table_shows_is_guarded_too() -> None:
    """What is left out of a table can still be what two other tables differ by."""
    counts = row(2, 9, 30)
    hidden = evolve(counts, counts=tuple(evolve(each, shown=each.id != "p0") for each in counts.counts))
    chosen = withhold(hidden)
    assert check_doubles(hidden, chosen) == ()
    assert len(chosen.withheld - {"p0"}) == 1


def test_counts_that_do_not_add_up_are_refused_with_every_fault() -> None:
    """From wrong totals nobody can tell what follows, so nothing is published from them."""
    counts = (
        Count(id="all", value=9),
        Count(id="p0", value=2),
        Count(id="p0", value=2),
        Count(id="p1", value=-1),
    )
    with pytest.raises(HoldlawError) as error:
        Counts(counts, (Relation("all", ("p0", "p1")), Relation("all", ("p9",))))
    why = (
        " From counts that do not add up nobody can tell which ones give a small number away. Count again "
        "from the register; nothing was published."
    )
    assert str(error.value).split("\n") == [
        f"HL-8040: p0: Two counts have this id.{why}",
        f"HL-8040: p1: It is -1.{why}",
        f"HL-8040: all: It is 9, and its parts add up to 1.{why}",
        f"HL-8040: all: It is added up from counts that are not here: p9.{why}",
    ]


def test_the_audit_finds_what_a_careless_choice_gives_away() -> None:
    """The audit must not rest on the choice it checks."""
    counts = row(2, 9, 30)
    (found,) = unsafe(bounds(counts, {"p0"}))
    assert (found.id, found.least, found.greatest, found.told) == ("p0", 2, 2, True)
    chosen = withhold(counts)
    assert check_doubles(counts, evolve(chosen, withheld=frozenset({"p0"}))) != ()
    assert check_doubles(counts, evolve(chosen, withheld=frozenset())) != ()


def test_a_period_that_cuts_a_month_is_refused() -> None:
    """Half a month cannot be added up from months."""
    with pytest.raises(ValueError, match="not made of whole months"):
        crossed({("2017-01", "declined"): 1}, [Period(date(2017, 1, 1), date(2017, 1, 15))])


def test_an_edition_reads_back_as_it_was_kept() -> None:
    """Next year's edition guards this year's numbers only if they are still known."""
    counts = row(2, 9, 30)
    kept = withhold(counts).edition("first", counts)
    assert Edition.read(kept.as_json()) == kept
