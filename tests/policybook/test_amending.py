"""An amending law changes what it names, repeals what it empties, and leaves the rest as it stood."""

from __future__ import annotations

from datetime import date

from holdlaw.core.case import Act, Outcome
from holdlaw.core.clauses import Version

from .small_law import LAW, STATE, Law

HEAD = """\
policy: us-zz
amends: 2020-01-01
in_force_from: 2022-01-01
recorded: 2026-11-22
enacted_by: Act 2 of 2021
sources: [Another invented source]
"""
AMENDING = "us/zz/2022-01-01.yaml"


def amended(law: Law, text: str) -> Version:
    """Write an amending law and give the law as it stands after it."""
    law.write(AMENDING, HEAD + text)
    book = law.book()
    (version,) = book.versions_on(book.place(STATE), date(2022, 1, 1))
    return version


def test_what_an_amendment_does_not_name_stays_in_force(law: Law) -> None:
    """A legislature that changes one line has not repealed the others."""
    version = amended(law, "acts: {notify: {otherwise: {outcome: must, cite: (c)}}}\n")
    assert version.rule(Act.NOTIFY).otherwise.effect is Outcome.MUST
    assert [clause.id for clause in version.rule(Act.HOLD).clauses] == ["b"]
    assert list(version.clocks) == ["us-zz:day"]
    assert version.title == "An invented act"


def test_the_source_is_the_amending_laws_own(law: Law) -> None:
    """A reader who checks the amendment must be sent to its own text, not to the first act's."""
    version = amended(law, "duties: {record: null}\n")
    assert version.sources == ("Another invented source",)


def test_an_empty_value_repeals_a_clause(law: Law) -> None:
    """A permission the legislature took away must be gone, and not merely hidden."""
    version = amended(law, "acts: {hold: {clauses: {b: null}}}\n")
    assert version.rule(Act.HOLD).clauses == ()
    assert version.rule(Act.HOLD).otherwise.effect is Outcome.MUST_NOT


def test_an_empty_value_repeals_a_duty(law: Law) -> None:
    """A duty that was abolished must no longer be printed at the desk."""
    assert amended(law, "duties: {record: null}\n").duties == ()


def test_repealing_what_was_never_there_changes_nothing(law: Law) -> None:
    """An amendment may name a part that an earlier one already took away."""
    assert [duty.name for duty in amended(law, "duties: {other: null}\n").duties] == ["record"]


def test_a_new_clause_comes_after_those_that_stand(law: Law) -> None:
    """The order of a statute is the order in which it is read, and new paragraphs are added at the end."""
    version = amended(law, "acts: {hold: {clauses: {c: {cite: (c), effect: may, when: convicted}}}}\n")
    assert [clause.id for clause in version.rule(Act.HOLD).clauses] == ["b", "c"]


def test_a_new_act_can_be_added(law: Law) -> None:
    """An act that the first law left alone may be ruled by the second."""
    version = amended(law, "acts: {share: {otherwise: {outcome: must_not, cite: (f)}}}\n")
    assert version.rule(Act.SHARE).otherwise.effect is Outcome.MUST_NOT
    assert version.rule(Act.INTERVIEW).otherwise.id == "silent"


def test_a_clause_is_replaced_whole(law: Law) -> None:
    """Half an old clause under a new heading would be a law that nobody enacted."""
    version = amended(law, "acts: {hold: {clauses: {b: {cite: (b), effect: may, when: shown}}}}\n")
    (clause,) = version.rule(Act.HOLD).clauses
    assert (clause.until, clause.says) == (None, "")


def test_what_holds_otherwise_is_replaced_whole(law: Law) -> None:
    """The sentence that decides when nothing else does is one sentence: none of the old one stays behind."""
    otherwise = amended(law, "acts: {hold: {otherwise: {cite: (z), unread: Not read.}}}\n").rule(Act.HOLD)
    assert otherwise.otherwise.effect is Outcome.NOT_ESTABLISHED
    assert otherwise.otherwise.unread == "Not read."


def test_a_whole_part_can_be_given_where_there_was_none(law: Law) -> None:
    """The first choice of interpretation may come with an amendment."""
    text = "choices: {one: {question: Which?, chosen: This., otherwise: That., why: It says so.}}\n"
    assert [choice.id for choice in amended(law, text).choices] == ["one"]


def test_a_text_takes_the_place_of_a_text(law: Law) -> None:
    """A section that is renumbered is cited by its new number."""
    version = amended(law, "cite: ZZ Code § 2\n")
    assert version.cite == "ZZ Code § 2"
    assert version.rule(Act.NOTIFY).otherwise.cite == "ZZ Code § 2(c)"


def test_an_amendment_of_an_amendment_rests_on_both(law: Law) -> None:
    """Years later the law is the sum of its amendments, in their order."""
    law.write(AMENDING, HEAD + "duties: {record: null}\n")
    later = HEAD.replace("amends: 2020-01-01", "amends: 2022-01-01").replace("2022-01-01\nr", "2023-01-01\nr")
    law.write("us/zz/2023-01-01.yaml", later + "acts: {hold: {clauses: {b: null}}}\n")
    book = law.book()
    (version,) = book.versions_on(book.place(STATE), date(2023, 1, 1))
    assert version.duties == ()
    assert version.rule(Act.HOLD).clauses == ()


def test_a_mistake_in_what_was_amended_is_shown_where_it_stands(law: Law) -> None:
    """The reader is sent to the file that holds the wrong line, not to the one that inherited it."""
    law.change(LAW, "hours: 24", "hours: many, days_before_release: 3")
    law.write(AMENDING, HEAD)
    assert {line.split(" ")[1] for line in law.problems()} == {"policies/us/zz/2020-01-01.yaml:20"}


def test_a_whole_law_can_be_unread(law: Law) -> None:
    """A statute nobody has read yet answers nothing, for every act, and says why."""
    version = amended(law, "unread: Nobody has read the act of 2021.\n")
    assert {version.rule(act).otherwise.effect for act in Act} == {Outcome.NOT_ESTABLISHED}
    assert version.rule(Act.SHARE).otherwise.says == "Nobody has read the act of 2021."


def test_a_whole_part_is_repealed_by_an_empty_value(law: Law) -> None:
    """A legislature may strike a whole part; what is struck must be gone, not misread."""
    text = "policy: us-zz\namends: 2020-01-01\nin_force_from: 2021-01-01\nrecorded: 2026-11-22\n"
    text += "enacted_by: Act 2\nsources: [An invented source]\nduties: null\n"
    law.write("us/zz/2021-01-01.yaml", text)
    book = law.book()
    first, second = book.versions(book.place(STATE))
    assert (len(first.duties), second.duties) == (1, ())
