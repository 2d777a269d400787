"""The conditions of a law file are read as they are written, each with the words a person will see."""

from __future__ import annotations

import pytest

from holdlaw.core.case import Act
from holdlaw.core.clauses import Version
from holdlaw.core.conditions import Always, ChoiceTest, ClockTest, Leaf, Not, PaperTest
from holdlaw.core.convictions import ConvictionTest, LookBack
from holdlaw.core.truth import Truth

from .small_law import LAW, STATE, Law

OLD = "{all: [shown, convicted]}"


def read_version(law: Law) -> Version:
    """Read the one version of the invented state."""
    book = law.book()
    (version,) = book.versions(book.place(STATE))
    return version


def leaf_of(law: Law, condition: str) -> Leaf:
    """Put a condition into the clause, and give it as it was read."""
    law.change(LAW, OLD, condition)
    when = read_version(law).rule(Act.HOLD).clauses[0].when
    assert isinstance(when, Leaf)
    return when


def test_a_fact_is_shown_in_the_words_of_its_question(law: Law) -> None:
    """The desk officer reads a sentence, not the name of a variable."""
    leaf = leaf_of(law, "terrorist_database_match")
    assert leaf.says == "the search shows a possible match in the terrorist screening database"


def test_a_derived_fact_can_be_tested(law: Law) -> None:
    """What the case itself shows, such as a served copy, needs no question."""
    assert leaf_of(law, "copy_served").says == "a copy of the form has been served on the person"


def test_a_condition_can_be_turned_round(law: Law) -> None:
    """Many bans hold unless something is shown."""
    law.change(LAW, OLD, "{not: shown, says: no warrant was shown, cite: (z)}")
    when = read_version(law).rule(Act.HOLD).clauses[0].when
    assert isinstance(when, Not)
    assert (when.says, when.cite) == ("no warrant was shown", "ZZ Code § 1(z)")


@pytest.mark.parametrize(
    ("written", "allowed"),
    [("{box: final_order}", {"final_order"}), ("{asks: [hold, notify]}", {"hold", "notify"})],
)
def test_a_choice_may_name_one_value_or_several(law: Law, written: str, allowed: set[str]) -> None:
    """A law that speaks of one kind of request reads as plainly as one that speaks of three."""
    leaf = leaf_of(law, written)
    assert leaf.test == ChoiceTest(written[1:].partition(":")[0], frozenset(allowed))
    assert leaf.says.endswith(("final order", "final_order", "notify"))


@pytest.mark.parametrize(
    ("length", "words"),
    [
        ("hours: 24, excluding: [saturday, holidays]", "the time has run out: one day"),
        ("days_before_release: 7", "the time has begun: one day"),
    ],
)
def test_a_clock_that_was_reached_is_said_in_the_words_of_its_label(
    law: Law, length: str, words: str
) -> None:
    """A limit ends and a window opens; a reader must not take one for the other."""
    law.change(LAW, "hours: 24, excluding: [saturday, holidays]", length)
    leaf = leaf_of(law, "{clock: day}")
    assert leaf.test == ClockTest("us-zz:day")
    assert leaf.says == words


def test_a_paper_like_another_asks_the_same_and_more(law: Law) -> None:
    """The statute says "such a warrant" and adds when it must come; the file should be able to as well."""
    law.change(LAW, "acts:\n", "  in_time: {paper: {like: shown, presented: {before_end_of: day}}}\nacts:\n")
    test = leaf_of(law, "in_time").test
    assert test == PaperTest(
        (("kind", frozenset({"warrant"})), ("issuer", frozenset({"state_judge"}))), "us-zz:day"
    )


@pytest.mark.parametrize(
    ("written", "expected"), [("with_request", "with_request"), ("by_now", "by_now"), ("null", "by_now")]
)
def test_a_paper_counts_from_the_moment_the_law_names(law: Law, written: str, expected: str) -> None:
    """A warrant that came a day later is not one that came with the request."""
    test = leaf_of(law, f"{{paper: {{signed: yes, presented: {written}}}}}").test
    assert test == PaperTest((("signed", frozenset({Truth.YES})),), expected)


def test_a_conviction_may_be_asked_for_in_every_way(law: Law) -> None:
    """Each word of a look-back can keep a person in or let them go."""
    law.change(LAW, "acts:\n", "  base: {conviction: {class: felony, wobbler: yes}}\nacts:\n")
    test = leaf_of(
        law,
        "{conviction: {like: base, class: misdemeanor, not_listed: listed, jurisdiction: [ZZ, US],"
        " elsewhere: [over_one_year_there],"
        " within: {years: 3, before: request, extended_by: jail_for_listed_crime, anniversary: counts}}}",
    ).test
    assert isinstance(test, ConvictionTest)
    assert dict(test.fields) == {
        "class": frozenset({"misdemeanor"}),
        "wobbler": frozenset({Truth.YES}),
    }
    assert test.within == LookBack(3, "request", extended_by_jail=True, anniversary_counts=True)
    assert test.jurisdictions == {"ZZ", "US"}
    assert test.elsewhere == ("over_one_year_there",)
    assert test.listed is None
    assert test.not_listed is not None
    assert test.not_listed.count == 1


def test_like_what_is_itself_like_another_keeps_every_field(law: Law) -> None:
    """A definition built on a definition must not forget what the first one asked."""
    law.change(LAW, "define:\n", "define:\n  signed: {paper: {like: shown, signed: yes}}\n")
    test = leaf_of(law, "{paper: {like: signed, names_subject: yes}}").test
    assert isinstance(test, PaperTest)
    assert [name for name, _ in test.fields] == ["kind", "issuer", "signed", "names_subject"]


def test_an_empty_definition_is_refused(law: Law) -> None:
    """A definition without words would hold for everybody."""
    law.change(LAW, "acts:\n", "  empty: {all: []}\nacts:\n")
    assert [line.rpartition("List at ")[2] for line in law.problems()] == ["least one condition."]


def test_what_an_unknown_means_is_read_from_the_law(law: Law) -> None:
    """Whether silence counts against the person is the law's to say, and only where it says so."""
    law.change(
        LAW,
        "define:\n",
        "unknown_counts_as_no:\n  why: It asks what is shown.\n  facts: [papers, known_gang_member]\n"
        "  stays_open: [paper.issuer]\ndefine:\n",
    )
    unknowns = leaf_of(law, "known_gang_member").unknowns
    assert unknowns.why == "It asks what is shown."
    assert unknowns.of("known_gang_member") is Truth.NO
    assert unknowns.of("paper.signed") is Truth.NO
    assert unknowns.of("paper.issuer") is Truth.UNKNOWN
    assert unknowns.of("convictions") is Truth.UNKNOWN


def test_how_fresh_a_search_must_be_is_read_from_the_law(law: Law) -> None:
    """A finding from the week before must not hold a person tonight, unless a court told of it."""
    law.change(
        LAW,
        "define:\n",
        "search_window: {hours: 6, cite: (w), facts: [known_gang_member], assumption: Six hours,"
        " unless_informed_by: [court]}\ndefine:\n",
    )
    leaf = leaf_of(law, "known_gang_member")
    assert leaf.window is not None
    assert (leaf.window.hours, leaf.window.cite) == (6, "ZZ Code § 1(w)")
    assert leaf.window.unless_informed_by == {"court"}


@pytest.mark.parametrize(
    ("local", "full"),
    [
        ("(z)", "ZZ Code § 1(z)"),
        ("/15(h)", "ZZ Code § 1/15(h)"),
        ("§ 4", "ZZ Code § 1 § 4"),
        ("8 USC 1373", "8 USC 1373"),
    ],
)
def test_a_citation_is_written_out_in_full(law: Law, local: str, full: str) -> None:
    """A judge cannot look up "(b)(1)"; the section it belongs to must stand before it."""
    law.change(LAW, "cite: (c)", f"cite: {local}")
    assert read_version(law).rule(Act.NOTIFY).otherwise.cite == full


def test_cautions_and_choices_are_read_with_their_words(law: Law) -> None:
    """An open question of law is shown beside the answer, with what was chosen and why."""
    law.change(
        LAW,
        "duties:\n",
        "cautions:\n  - {when: shown, text: Look twice.}\n"
        "choices:\n  one: {question: Which?, chosen: This., otherwise: That., why: It says so.}\nduties:\n",
    )
    version = read_version(law)
    assert [caution.text for caution in version.cautions] == ["Look twice."]
    assert version.choices[0].otherwise == "That."
    assert isinstance(version.duties[0].when, Always)


def test_a_law_that_defines_and_clocks_nothing_is_read(law: Law) -> None:
    """A one-line ban is a law too."""
    head = law.root.joinpath(LAW).read_text(encoding="utf-8").partition("lists:")[0]
    law.write(LAW, head + "acts: {hold: {otherwise: {outcome: must_not, cite: (a), derived: yes}}}\n")
    version = read_version(law)
    assert (version.clocks, version.duties, version.lists) == ({}, (), {})
    assert version.rule(Act.HOLD).otherwise.derived is True
