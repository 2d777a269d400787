"""Free sentences and claim files: what is read, what is missing, what is refused."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.reports.claims.checking import check
from holdlaw.reports.claims.claim import Approx, Measure, Wording
from holdlaw.reports.claims.comparing import wording_error
from holdlaw.reports.claims.files import CLAIM_KEYS, claims_in
from holdlaw.reports.claims.sentence import claim_from_sentence
from holdlaw.reports.claims.verdicts import Verdict
from holdlaw.reports.ratios import Ratio

from .story import evidence, said, written

CORRECTED = Verdict.HOLDS_WITH_CORRECTION


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("almost 20 times higher than the 80 requests received in 2016", CORRECTED),
        ("18.1 times more requests than the year before, in fiscal year 2017", Verdict.HOLDS),
        ("19 times as many requests as the year before, in fiscal year 2017", Verdict.HOLDS),
        ("nearly 20 times as many requests as the year before, in fiscal year 2017", Verdict.HOLDS),
        ("20 times as many requests as the year before, in fiscal year 2017", CORRECTED),
        ("30 times as many requests as the year before, in fiscal year 2017", Verdict.CONTRADICTED),
        ("requests rose by 1,807.5 percent in fiscal year 2017 from the year before", Verdict.HOLDS),
        ("requests rose by 1,907.5 percent in fiscal year 2017 from the year before", CORRECTED),
        ("1,526 detainer requests were received in fiscal year 2017", Verdict.HOLDS),
        ("1,526 detainer requests were received in 2017", CORRECTED),
        ("1,700 detainer requests were received in 2017", Verdict.CONTRADICTED),
        ("about 1,500 detainer requests were received in 2017", Verdict.HOLDS),
        ("every one of the 1,526 requests of fiscal year 2017 was refused", Verdict.HOLDS),
        ("NYPD received 18 times as many detainer requests in 2017 as in 2016", Verdict.HOLDS),
        ("none of the 1,526 requests of fiscal year 2017 was honored", Verdict.HOLDS),
        ("1,526 detainer requests were received", Verdict.UNSPECIFIED),
        ("1,526 detainer requests were received in 1995", Verdict.UNVERIFIABLE),
        ("20 times higher than the year before", Verdict.UNSPECIFIED),
        ("requests went up", Verdict.UNSPECIFIED),
        ("", Verdict.UNSPECIFIED),
    ],
)  # fmt: skip
def test_a_sentence_is_read_as_far_as_it_says(sentence: str, verdict: Verdict) -> None:
    """Whoever hears a number in a hearing types it in, and gets a verdict or what is missing."""
    assert said(sentence).verdict is verdict


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("20 times higher than the year before", ("unit",)),
        ("a 40% spike in requests", ("base", "period")),
        ("1,526 detainer requests were received", ("period",)),
        (
            "a 40% spike in immigration arrests of people with no criminal history",
            ("base", "period", "region"),
        ),
        ("the city may hold only if convicted of one of 170 crimes", ("day",)),
        ("all nine were released despite detainer requests", ("unit", "period")),
        ("everybody knows it", ("number", "unit", "period")),
    ],
)
def test_what_is_missing_is_named_and_not_guessed(sentence: str, missing: tuple[str, ...]) -> None:
    """A guess about a period would be somebody's next headline."""
    checked = said(sentence)
    assert checked.verdict is Verdict.UNSPECIFIED
    assert checked.missing == missing


def test_the_words_of_a_sentence_become_a_claim() -> None:
    """Number, wording, base and approximation are each read where they stand."""
    claim = claim_from_sentence("Almost 20 times higher than the 80 requests received in 2016")
    assert (claim.measure, claim.value, claim.wording) == (
        Measure.REQUESTS_RECEIVED,
        Fraction(20),
        Wording.TIMES_HIGHER,
    )
    assert (claim.approx, claim.base_value, claim.window) == (Approx.ALMOST, 80, None)


def test_a_year_is_not_taken_for_a_number() -> None:
    """The words "in 2016" say when, and not how many."""
    claim = claim_from_sentence("In 2016, cops only complied with 2 requests")
    assert (claim.value, claim.window is not None) == (Fraction(2), True)


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    """What is pasted into the field may be anything; it never ends in a traceback."""
    checked = said(text)
    assert checked.verdict in Verdict
    assert checked.as_json()["said"] == " ".join(text.split())


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_times_higher_is_right_only_for_one_less_than_times_as_many(count: int, base: int) -> None:
    """Twice as many is once more; a sentence that says two times higher has said three times as many."""
    ratio = Ratio(count * base, base)
    higher = claim_from_sentence(f"{count} times higher than the {base} requests of the year before")
    right = claim_from_sentence(f"{max(count - 1, 0)} times higher than the year before")
    assert wording_error(higher, ratio) is not None
    assert wording_error(right, ratio) is None
    assert wording_error(claim_from_sentence(f"{count} times as many requests"), ratio) is None


def refused(text: str) -> str:
    """Give the whole text of a refusal."""
    with pytest.raises(HoldlawError) as error:
        written(text)
    return str(error.value)


def test_one_claim_a_list_and_a_group_are_all_read() -> None:
    """A file may hold one sentence, a list, or stories with what their sentences share."""
    one = "{says: a, value: 18.1, approx: almost}"
    grouped = (
        "stories: {x: {name: The Gazette, published_on: 2018-02-07, place: us-ny-nyc-police}}\n"
        "claims: [{says: a, story: x}]"
    )
    (claim,) = written(one)
    assert (claim.value, claim.decimals, claim.approx) == (Fraction(181, 10), 1, Approx.ALMOST)
    assert len(written(f"[{one}, {{says: b, window: null}}]")) == 2
    (told,) = written(grouped)
    assert (told.source.name, told.place, str(told.said_on)) == (
        "The Gazette",
        "us-ny-nyc-police",
        "2018-02-07",
    )


def test_every_mistake_of_a_claim_file_is_named_at_once() -> None:
    """Who wrote a list of thirty sentences corrects it once, not thirty times."""
    assert refused("- {says: a, measure: request_received}\n- {value: many, sayz: b}\n") == (
        "HL-1009: mine.yaml:1 ([0].measure): 'request_received' is not one of the known values. The known "
        "ones are: requests_received, requests_honored, requests_not_honored, share_not_honored, "
        "requests_moved_before_expiry, offences_listed, hold_hours_max, contacts, days_between, "
        "released_with_active_request, arrests_at_event, arrests_without_criminal_history, "
        "taken_into_custody. Did you mean 'requests_received'?\n"
        "HL-1005: mine.yaml:2 ([1].sayz): 'sayz' is not a known key. What it says would be lost without a "
        "word. Did you mean 'says'?\n"
        "HL-1010: mine.yaml:2 ([1].says): 'says' is missing. No answer can be given without it. Add `says:`."
    )


def test_a_value_that_is_no_number_is_refused() -> None:
    """A word where a count belongs would be compared with nothing."""
    assert refused("{says: a, value: lots}") == (
        "HL-1006: mine.yaml:1 (value): 'lots' is not a number. It is compared with a count. Write digits, as "
        "1526 or 18.1."
    )


def test_a_file_without_a_claim_is_refused() -> None:
    """An empty list checks nothing, and says nothing about anything."""
    assert refused("[]") == (
        "HL-8020: mine.yaml: The file holds no claim. There is nothing to check. Begin each claim with a "
        "dash and give it `says:`."
    )


def test_two_claims_of_one_name_are_refused() -> None:
    """A verdict is cited by its id."""
    assert refused("[{id: A, says: a}, {id: A, says: b}]") == (
        "HL-8020: mine.yaml:1 ([1]): The id 'A' stands twice. One could be cited for the other. Rename one."
    )


def test_unlike_periods_are_not_compared_even_where_the_division_is_right() -> None:
    """109 in three months is not 36 percent more than 80 in a year, whatever 109 through 80 is."""
    (claim,) = written(
        "{says: requests rose by 36 percent, place: us-ny-nyc-police, measure: requests_received,"
        " wording: percent_increase, value: 36, window: 2017-01-01 to 2017-04-03,"
        " base: 2015-10-01 to 2016-09-30}"
    )
    checked = check(claim, evidence())
    assert checked.verdict is CORRECTED
    assert checked.ratio is None
    assert checked.should_say == (
        "109 requests received in 2017-01-01 to 2017-04-03, and 80 in 2015-10-01 to 2016-09-30; the two are "
        "not compared."
    )


@given(st.binary(max_size=300))
def test_a_file_of_any_bytes_is_read_or_refused(data: bytes) -> None:
    """Somebody will name a picture by mistake; it is refused with a code."""
    try:
        said_in = {claim.says for claim in claims_in(data, "mine.yaml", shipped())}
    except HoldlawError as error:
        said_in = {problem.what for problem in error.problems}
    assert said_in


def test_the_claim_files_of_the_documentation_are_read() -> None:
    """Whoever copies an example from the page gets a file that works."""
    page = (shipped().root.parent / "docs" / "how-to" / "check-a-claim.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert [len(written(block)) for block in blocks] == [1, 1]


def test_the_documentation_names_every_key() -> None:
    """A key that nobody knows of is never used."""
    page = (shipped().root.parent / "docs" / "how-to" / "check-a-claim.md").read_text(encoding="utf-8")
    assert [key for key in CLAIM_KEYS if f"`{key}`" not in page] == []
