"""Released law is locked: what was decided under it can be replayed, and a misreading is mended beside it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from holdlaw.core.case import Act, Outcome
from holdlaw.policybook import Book
from holdlaw.policybook.cache import read_node
from holdlaw.policybook.digests import digest, offence_digest, plain, write_digests

from .small_law import LAW, LAW_TEXT, OFFENCES, STATE, Law, problems_of

DAY = date(2021, 6, 1)
RECORDED = date(2027, 3, 1)
EDITED = (
    "HL-2002: policies/us/zz/2020-01-01.yaml: '2020-01-01' was released and no longer says what it said. "
    "Decisions taken under it could not be replayed. Put the file back, and mend a misreading in a new file "
    "that corrects it (`2020-01-01.r2.yaml`)."
)
CORRECTION = """\
corrects: 2020-01-01
reason: The act allows notice only with a warrant; the first reading missed the word.
policy: us-zz
in_force_from: 2020-01-01
recorded: 2027-03-01
enacted_by: Act 1 of 2019
sources: [The act itself, read again]
acts:
  notify:
    otherwise: {outcome: must_not, cite: (c)}
"""


def release(law: Law) -> None:
    """Lock the law file and the first edition of the offences as they stand."""
    node = read_node(law.root / LAW, LAW)
    law.write("us/zz/digests.yaml", write_digests({"2020-01-01": digest(node)}))
    offences = read_node(law.root / OFFENCES, OFFENCES)
    law.write("offences/digests.yaml", write_digests({"zz-list@first": offence_digest(offences, "first")}))


def notify_on(book: Book, day: date, known_on: date = date.max) -> Outcome:
    """Give what the state says of notice where no clause holds."""
    (version,) = book.versions_on(book.place(STATE), day, known_on)
    return version.rule(Act.NOTIFY).otherwise.effect


def test_a_released_law_that_was_not_touched_is_read(law: Law) -> None:
    """The lock must not stand in the way of the law itself."""
    release(law)
    assert law.problems() == []
    assert law.book().place(STATE).unreleased == frozenset()


def test_a_law_is_unreleased_until_its_digest_is_written(law: Law) -> None:
    """Whoever rests a hold on a text that may still change is told so."""
    assert law.book().place(STATE).unreleased == {"2020-01-01"}


def test_an_edited_released_law_is_refused(law: Law) -> None:
    """A permission slipped into an enacted law would rewrite every decision already taken under it."""
    release(law)
    law.change(LAW, "outcome: must_not, cite: (a)", "outcome: may, cite: (a)")
    assert law.problems() == [EDITED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("policy: us-zz", "# Read again in 2027.\npolicy: us-zz"),
        ("sources: [An invented source]", "sources:\n  - An invented source"),
        ("title: An invented act", 'title: "An invented act"'),
    ],
    ids=["a comment", "another layout", "quotes"],
)
def test_comments_and_layout_of_a_released_law_may_change(law: Law, old: str, new: str) -> None:
    """What the law says is locked, and not how its file is laid out."""
    release(law)
    law.change(LAW, old, new)
    assert law.problems() == []


@pytest.mark.parametrize("name", ["us/zz/checks.yaml", "us/zz/cases.yaml"])
def test_checks_and_worked_cases_beside_a_released_law_may_change(law: Law, name: str) -> None:
    """Checking a law again, or adding a case that it decides, must not need a new version of it."""
    release(law)
    law.write(name, f"{name.partition('zz/')[2].removesuffix('.yaml')}: []\n")
    assert law.problems() == []


def test_an_edited_offence_edition_is_refused(law: Law) -> None:
    """A crime added to a list in place would turn decisions that were right when they were taken."""
    release(law)
    law.change(OFFENCES, "statute: ZZ PC 1,", "statute: ZZ PC 3,")
    assert law.problems() == [
        "HL-2002: policies/offences/zz-list.yaml: 'zz-list@first' was released and no longer says what it "
        "said. Decisions taken under it could not be replayed. Put the file back, and mend a misreading in "
        "a new file that corrects it (`zz-list@first.r2.yaml`)."
    ]


def test_a_new_edition_may_join_a_released_one(law: Law) -> None:
    """The legislature adds crimes; that is a new edition, and the old one stands as it was."""
    release(law)
    law.change(OFFENCES, "subdivisions: [a, b]", "subdivisions: [a, b, c]")
    assert law.problems() == []


def test_an_offence_list_without_editions_has_the_digest_of_its_head(law: Law) -> None:
    """A list emptied by accident must not look like the list that was released."""
    node = read_node(law.root / OFFENCES, OFFENCES)
    law.change(OFFENCES, "editions:", "notes:")
    emptied = read_node(law.root / OFFENCES, OFFENCES)
    assert offence_digest(emptied, "first") != offence_digest(node, "first")
    assert plain(emptied)["list"] == "zz-list"


@pytest.mark.parametrize(
    ("known_on", "expected"),
    [
        (RECORDED - timedelta(days=1), Outcome.MAY),
        (RECORDED, Outcome.MUST_NOT),
        (RECORDED + timedelta(days=1), Outcome.MUST_NOT),
        (date.max, Outcome.MUST_NOT),
    ],
)
def test_a_correction_is_used_from_the_day_it_was_recorded(
    law: Law, known_on: date, expected: Outcome
) -> None:
    """A court asks what the desk could have known that night, not what was found out two years later."""
    release(law)
    law.write("us/zz/2020-01-01.r2.yaml", CORRECTION)
    assert notify_on(law.book(), DAY, known_on) is expected


def test_a_correction_keeps_what_it_does_not_mention(law: Law) -> None:
    """A file that mends one line must not silently repeal the rest of the act."""
    law.write("us/zz/2020-01-01.r2.yaml", CORRECTION)
    book = law.book()
    (version,) = book.versions_on(book.place(STATE), DAY)
    assert (version.id, version.corrects) == ("2020-01-01.r2", "2020-01-01")
    assert [clause.id for clause in version.rule(Act.HOLD).clauses] == ["b"]


@pytest.mark.parametrize(
    ("known_on", "expected"), [(RECORDED - timedelta(days=1), Outcome.MAY), (RECORDED, Outcome.MUST_NOT)]
)
def test_a_correction_reaches_the_laws_that_amend_what_it_corrects(
    law: Law, known_on: date, expected: Outcome
) -> None:
    """An amendment rests on the act as it was read that night, and on the corrected act from then on."""
    law.write("us/zz/2020-01-01.r2.yaml", CORRECTION)
    law.write(
        "us/zz/2022-01-01.yaml",
        "policy: us-zz\namends: 2020-01-01\nin_force_from: 2022-01-01\nrecorded: 2026-11-22\n"
        "enacted_by: Act 2 of 2021\nsources: [Invented]\n",
    )
    assert notify_on(law.book(), date(2022, 6, 1), known_on) is expected


def test_corrections_follow_one_another(law: Law) -> None:
    """The tenth correction comes after the second, as a number does and a word does not."""
    law.write("us/zz/2020-01-01.r2.yaml", CORRECTION)
    law.write("us/zz/2020-01-01.r10.yaml", CORRECTION.replace("outcome: must_not", "outcome: must"))
    assert notify_on(law.book(), DAY) is Outcome.MUST
    assert [version.id for version in law.book().versions(law.book().place(STATE))] == [
        "2020-01-01",
        "2020-01-01.r2",
        "2020-01-01.r10",
    ]


def test_before_anything_was_recorded_no_version_is_known(law: Law) -> None:
    """Replaying a decision under law that nobody had read yet would credit the desk with a prophecy."""
    book = law.book()
    (version,) = book.versions_on(book.place(STATE), DAY, date(2026, 11, 21))
    assert version.id == "none"


@pytest.mark.parametrize(
    ("day", "expected"), [("2019-12-31", "none"), ("2020-01-01", "2020-01-01"), ("2020-01-02", "2020-01-01")]
)
def test_a_law_begins_on_its_first_day(law: Law, day: str, expected: str) -> None:
    """A hold the evening before is judged by what held the evening before."""
    book = law.book()
    assert [v.id for v in book.versions_on(book.place(STATE), date.fromisoformat(day))] == [expected]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-12-31", ["2020-01-01"]),
        ("2022-01-01", ["2020-01-01", "2022-01-01"]),
        ("2022-02-27", ["2020-01-01", "2022-01-01"]),
        ("2022-02-28", ["2022-01-01"]),
    ],
)
def test_where_the_first_day_is_not_established_both_versions_are_given(
    law: Law, day: str, expected: list[str]
) -> None:
    """Nobody may pick the version that suits them in the weeks when either may have been in force."""
    between = "in_force_from: {not_before: 2022-01-01, by: 2022-02-28, why: Not found.}"
    law.write("us/zz/2022-01-01.yaml", LAW_TEXT.replace("in_force_from: 2020-01-01", between))
    book = law.book()
    assert [v.id for v in book.versions_on(book.place(STATE), date.fromisoformat(day))] == expected


def test_an_uncertain_first_version_may_have_been_preceded_by_nothing(law: Law) -> None:
    """The time before the first law is a version too, and stays possible until the last possible day."""
    between = "in_force_from: {not_before: 2020-01-01, by: 2021-12-31, why: Not found.}"
    law.change(LAW, "in_force_from: 2020-01-01", between)
    book = law.book()
    assert [v.id for v in book.versions_on(book.place(STATE), DAY)] == ["none", "2020-01-01"]


def test_all_problems_of_a_place_are_reported_together(law: Law) -> None:
    """A broken file beside a released one that was edited: whoever mends them sees both."""
    release(law)
    law.change(LAW, "cite: (c)", "cite: (z)")
    law.write("us/zz/2021-01-01.yaml", "a: [")
    said = problems_of(lambda: law.book().place(STATE))
    assert [line.partition(": ")[0] for line in said] == ["HL-2002", "HL-1003"]
