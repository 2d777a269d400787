"""When one test holding means that another must: wrong either way, an impossible case would be tried."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from holdlaw.core.conditions import ChoiceTest, ClockTest, FactTest, Leaf, PaperTest, Test
from holdlaw.core.convictions import ConvictionTest, LookBack
from holdlaw.core.implication import Fields, implies
from holdlaw.core.readings import reader
from holdlaw.core.truth import Truth

from .build import ALL_OPEN, NO, NOON, YES, conviction, entry, offences, situation

HOME, OTHER = offences(entry("NY PL 120.05")), offences(entry("NY PL 160.10"))
ADULT: Fields = (("adjudication", frozenset({"adult"})),)
FELONY: Fields = (("class", frozenset({"felony"})),)
EITHER_CLASS: Fields = (("class", frozenset({"felony", "misdemeanor"})),)
WARRANT = PaperTest((("kind", frozenset({"warrant"})),))
NAMED = PaperTest((*WARRANT.fields, ("names_subject", frozenset({YES}))))
ANY_PAPER = PaperTest((("kind", frozenset({"warrant", "order"})),))
FIVE, TEN = LookBack(5, "arrest"), LookBack(10, "arrest")
NY, NY_OR_CA = frozenset({"NY"}), frozenset({"NY", "CA"})


def with_request(test: PaperTest) -> PaperTest:
    """Ask the same of a paper that came with the request."""
    return PaperTest(test.fields, "with_request")


YES_PAIRS: list[tuple[Test, Test]] = [
    (FactTest("a"), FactTest("a")),
    (ClockTest("c"), ClockTest("c")),
    (NAMED, WARRANT),
    (WARRANT, ANY_PAPER),
    (with_request(NAMED), NAMED),
    (with_request(NAMED), with_request(WARRANT)),
    (ConvictionTest(), ConvictionTest()),
    (ConvictionTest(listed=HOME, within=FIVE), ConvictionTest(listed=HOME)),
    (ConvictionTest(not_listed=HOME), ConvictionTest()),
    (ConvictionTest(jurisdictions=NY), ConvictionTest(jurisdictions=NY_OR_CA)),
    (ConvictionTest(jurisdictions=NY), ConvictionTest()),
    (ConvictionTest(fields=ADULT + FELONY), ConvictionTest(fields=FELONY)),
    (ConvictionTest(fields=FELONY), ConvictionTest(fields=EITHER_CLASS)),
    (ConvictionTest(listed=HOME, elsewhere=("x", "y")), ConvictionTest(listed=HOME, elsewhere=("y",))),
]
NO_PAIRS: list[tuple[Test, Test]] = [
    (FactTest("a"), FactTest("b")),
    (FactTest("a"), ClockTest("a")),
    (ChoiceTest("agency", frozenset({"ICE"})), ChoiceTest("agency", frozenset({"ICE", "CBP"}))),
    (WARRANT, NAMED),
    (ANY_PAPER, WARRANT),
    (NAMED, with_request(NAMED)),
    (PaperTest(WARRANT.fields, "city_48h"), with_request(WARRANT)),
    (ConvictionTest(listed=HOME), ConvictionTest(listed=HOME, within=FIVE)),
    (ConvictionTest(listed=HOME), ConvictionTest(listed=OTHER)),
    (ConvictionTest(), ConvictionTest(listed=HOME)),
    (ConvictionTest(), ConvictionTest(not_listed=HOME)),
    (ConvictionTest(jurisdictions=NY_OR_CA), ConvictionTest(jurisdictions=NY)),
    (ConvictionTest(), ConvictionTest(jurisdictions=NY)),
    (ConvictionTest(fields=EITHER_CLASS), ConvictionTest(fields=FELONY)),
    (ConvictionTest(elsewhere=("x",)), ConvictionTest(elsewhere=("y",))),
    (ConvictionTest(within=TEN), ConvictionTest(within=FIVE)),
]
EVERY_TEST: tuple[Test, ...] = tuple(
    dict.fromkeys(
        test for pair in (*YES_PAIRS, *NO_PAIRS) for test in pair if not isinstance(test, ChoiceTest)
    )
)


@pytest.mark.parametrize(("one", "other"), YES_PAIRS)
def test_a_stricter_test_brings_a_wider_one_with_it(one: Test, other: Test) -> None:
    """A recent listed conviction is a listed conviction; asking as if not shows a false way out."""
    assert implies(one, other)


@pytest.mark.parametrize(("one", "other"), NO_PAIRS)
def test_a_wider_test_does_not_bring_a_stricter_one(one: Test, other: Test) -> None:
    """A conviction at any time is not a recent one, and a warrant is not yet one for this person."""
    assert not implies(one, other)


def test_what_is_said_to_follow_does_follow_in_every_made_up_record() -> None:
    """The rule is held against the readings themselves, on records of every kind."""
    rng = Random(7282)
    readers = {test: reader(Leaf(test, ALL_OPEN)) for test in EVERY_TEST}
    pairs = [(a, b) for a in EVERY_TEST for b in EVERY_TEST if implies(a, b)]
    for _ in range(400):
        facts = {name: rng.choice(list(Truth)) for name in "ab"}
        record = tuple(
            conviction(
                rng.choice(("NY PL 120.05", "NY PL 160.10", "CA PC 211", None)),
                judgment_on=rng.choice((None, *(NOON.date() - timedelta(days=365 * n) for n in (1, 7, 20)))),
                adjudication=rng.choice(("adult", "youthful_offender", Truth.UNKNOWN)),
                class_=rng.choice(("felony", "misdemeanor", Truth.UNKNOWN)),
                x=rng.choice(list(Truth)),
                y=rng.choice(list(Truth)),
            )
            for _ in range(rng.randrange(3))
        )
        where = situation(facts, convictions=record)
        said = {test: read(where) for test, read in readers.items()}
        broken = [(a, b) for a, b in pairs if said[a] is YES and said[b] is not YES]
        assert broken == []
        assert [(a, b) for a, b in pairs if said[b] is NO and said[a] is not NO] == []
