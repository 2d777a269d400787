"""How statutes are read, written and compared: the wrong subdivision is another crime."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.core.statutes import Statute, covers, parse_statute
from holdlaw.core.truth import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN

states = st.sampled_from(("NY", "CA", "NJ", "TX", "FL"))
codes = st.sampled_from(("", "PL", "PC", "VTL", "H&S"))
sections = st.from_regex(r"[0-9]{1,5}(\.[0-9]{1,2})?(-[a-z])?", fullmatch=True)
subdivisions = st.lists(st.from_regex(r"[0-9A-Za-z]{1,3}(-[a-z])?", fullmatch=True), max_size=3).map(tuple)
of_a_state = st.builds(Statute, states, codes, sections, subdivisions)
federal = st.builds(
    Statute, st.just("US"), st.integers(1, 54).map(lambda title: f"{title} USC"), sections, subdivisions
)
statutes = st.one_of(of_a_state, federal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NY PL 160.10", Statute("NY", "PL", "160.10", ())),
        ("NY PL 265.02(4)", Statute("NY", "PL", "265.02", ("4",))),
        ("NY PL 265.02 (4)", Statute("NY", "PL", "265.02", ("4",))),
        ("NY PL § 120.04-a(4)", Statute("NY", "PL", "120.04-a", ("4",))),
        ("NY VTL 511(2)(a)(iv)", Statute("NY", "VTL", "511", ("2", "a", "iv"))),
        ("CA PC 211", Statute("CA", "PC", "211", ())),
        ("CA H&S 11370.1", Statute("CA", "H&S", "11370.1", ())),
        ("NJ 2C:15-1", Statute("NJ", "", "2C:15-1", ())),
        ("18 USC 2113(a)", Statute("US", "18 USC", "2113", ("a",))),
        ("US 18 USC § 2113", Statute("US", "18 USC", "2113", ())),
        ("18 U.S.C. 2113", Statute("US", "18 USC", "2113", ())),
        ("  NY PL 160.10  ", Statute("NY", "PL", "160.10", ())),
    ],
)
def test_a_statute_is_read_as_it_is_commonly_written(text: str, expected: Statute) -> None:
    """Rap sheets print the same crime in several ways, and each must be found on the list."""
    assert parse_statute(text) == expected


@pytest.mark.parametrize(
    "text", ["", "robbery", "PL", "NY", "ny pl 160.10", "NY PL 160.10 (1", "NY PL robbery in", "§ 3"]
)
def test_what_is_no_statute_is_refused_with_an_example(text: str) -> None:
    """A crime that cannot be looked up would silently be off every list."""
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole text is compared below
        parse_statute(text)
    assert str(refused.value) == (
        f"'{text}' is not a statute: write the state, the code and the section, as NY PL 160.10"
    )


@given(statutes)
def test_a_statute_that_is_written_reads_back_as_itself(statute: Statute) -> None:
    """A decision that is printed and typed in again elsewhere must be about the same crime."""
    assert parse_statute(str(statute)) == statute


def test_a_statute_of_the_united_states_without_a_title_keeps_its_name() -> None:
    """The Code of Federal Regulations has no title in front; its name must not be lost in print."""
    assert str(Statute("US", "", "1326", ())) == "US 1326"


@pytest.mark.parametrize(
    ("entry", "conviction", "expected"),
    [
        ("NY PL 265.02", "NY PL 265.02", YES),
        ("NY PL 265.02", "NY PL 265.02(4)", YES),
        ("NY PL 265.02(4)", "NY PL 265.02(4)", YES),
        ("NY PL 265.02(4)", "NY PL 265.02(5)", NO),
        ("NY PL 265.02(4)", "NY PL 265.02", UNKNOWN),
        ("NY VTL 511(2)(a)", "NY VTL 511(2)", UNKNOWN),
        ("NY VTL 511(2)(a)", "NY VTL 511(1)", NO),
        ("NY VTL 511(2)(a)", "NY VTL 511(2)(A)(iv)", YES),
        ("NY PL 120.04-a", "NY PL 120.04-A", YES),
        ("NY PL 265.02", "NY PL 265.03", NO),
        ("NY PL 265.02", "NY VTL 265.02", NO),
        ("NY PL 265.02", "CA PL 265.02", NO),
    ],
)
def test_a_list_entry_reaches_its_own_subdivisions_only(entry: str, conviction: str, expected: Truth) -> None:
    """Subdivision (4) may be violent where (5) is not; a bare section leaves it open which it was."""
    assert covers(parse_statute(entry), parse_statute(conviction)) is expected


@given(statutes)
def test_every_statute_covers_itself_and_what_lies_under_it(statute: Statute) -> None:
    """An entry that missed its own crime would let the list say less than the law."""
    under = Statute(statute.jurisdiction, statute.code, statute.section, (*statute.subdivisions, "z"))
    assert covers(statute, statute) is YES
    assert covers(statute, under) is YES
    assert covers(under, statute) is UNKNOWN


@given(statutes, statutes)
def test_two_statutes_that_cover_each_other_for_sure_are_one(one: Statute, other: Statute) -> None:
    """If two lines of a list meant the same crime, counting them would count it twice."""
    if covers(one, other) is YES and covers(other, one) is YES:
        assert one.section_key == other.section_key
        assert [part.lower() for part in one.subdivisions] == [part.lower() for part in other.subdivisions]
