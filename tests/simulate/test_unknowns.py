"""What the data does not say never becomes a yes or a no, and the mask names what would settle it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from attrs import evolve

from holdlaw.core.case import Act, Outcome
from holdlaw.policybook import shipped
from holdlaw.simulate.from_cases import source_of
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.layout import NO, YES, Missing
from holdlaw.simulate.simulating import Simulation
from holdlaw.simulate.source import Source, connect

from .harness import Row, law, source_rows
from .made import Maker

PLACES = shipped().place_names()
ACTS = (Act.HOLD, Act.NOTIFY, Act.SHARE)
SAID_BY_DEFAULT = {"act_at", "search_done_at", "agency", *(f"asks_{act.value}" for act in Act)}
"""Columns whose empty cell says something of itself, as the page of the layout tells."""

DAYS = dict.fromkeys(PLACES, date(2025, 6, 1)) | {
    "us-ca": date(2015, 6, 1),
    "us-ny-nyc-police": date(2016, 6, 1),
}
"""A day of each place's law that tests much."""


def open_(source: Source) -> Source:
    """The same rows, in a file whose empty cells leave the fact open."""
    return evolve(source, about={"missing": Missing.NOT_RECORDED.value})


def without(source: Source, column: str) -> Source:
    """The same file without a column, here and where the convictions repeat it."""
    made = source
    for name in ("", "convictions"):
        if column in source.columns(name):
            made = made.with_relation(name, f"(SELECT * EXCLUDE ({column}) FROM {source.relations[name]})")
    return made


@pytest.mark.parametrize("place", PLACES)
def test_a_column_that_is_missing_never_turns_one_answer_into_another(place: str) -> None:
    """A release that left a column out would otherwise allow holds, or forbid them, by its silence."""
    batch = list(Maker(shipped(), place, 5).cases(250))
    whole, asked = open_(source_of(batch, shipped())), law_of(shipped(), place, DAYS[place])
    before = source_rows(whole, asked, ACTS)
    tested = Simulation(whole, asked, ACTS).counting_sql()
    for column in whole.columns(""):
        if column == "row_id" or column in SAID_BY_DEFAULT or not re.search(rf"\b{column}\b (?!AS)", tested):
            continue
        after = source_rows(without(whole, column), asked, ACTS)
        for was, is_ in zip(before, after, strict=True):
            for act in ACTS:
                assert is_[act].outcome in (was[act].outcome, Outcome.NOT_ESTABLISHED), (column, act)


@pytest.mark.parametrize("place", PLACES)
def test_a_file_with_nothing_but_numbers_is_told_nothing_it_does_not_say(place: str) -> None:
    """Most national files say little; what cannot be told must be counted as just that."""
    con = connect()
    con.execute("CREATE TABLE bare AS SELECT range AS row_id, DATE '2024-06-01' AS act_on FROM range(10)")
    source = Source(con, shipped().questions, {"": "bare"}, {})
    own = Simulation(source, law(place), (Act.HOLD,)).summaries()[Act.HOLD]
    assert own.rows == 10
    assert own.allowed == 0
    assert own.not_allowed + own.cannot_tell == 10
    assert bool(own.hinges) is bool(own.cannot_tell)


def completions(rows: list[dict[str, Any]], facts: tuple[str, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    """Every way to fill some facts of a row in, as a table."""
    for ways in product((NO, YES), repeat=len(facts)):
        values = {**rows[0], **dict(zip(facts, ways, strict=True))}
        yield ways, "(SELECT " + ", ".join(f"{v} AS {k}" for k, v in values.items()) + ")"


def outcome_of(relation: str, place: str) -> Row:
    """What the law says of the one row of a table."""
    source = Source(connect(), shipped().questions, {"": relation}, {})
    return source_rows(source, law_of(shipped(), place, DAYS[place]), (Act.HOLD,))[0][Act.HOLD]


STATED = {
    "us-tx": {"row_id": 1, "act_on": "DATE '2024-06-01'", "form": "'I-247A'"},
    "us-ny-nyc-police": {"row_id": 1, "act_on": "DATE '2016-06-01'", "form": "'I-247D'", "record": "'part'"},
    "us-ca": {"row_id": 1, "act_on": "DATE '2015-06-01'", "form": "'I-247'", "record": "'whole'"},
    "us-il": {"row_id": 1, "act_on": "DATE '2024-06-01'", "form": "'I-247A'", "papers": "'whole'"},
}  # fmt: skip


@pytest.mark.parametrize("place", STATED)
@pytest.mark.parametrize("known", [(), ("terrorist_database_match",), ("reentered_after_removal",)])
def test_the_mask_names_the_facts_whose_completion_can_change_the_outcome(
    place: str, known: tuple[str, ...]
) -> None:
    """A field named in vain sends people to collect it; one not named leaves the answer open for ever."""
    facts = ("terrorist_database_match", "reentered_after_removal", "proof_of_citizenship_or_lawful_status",
             "sex_or_arson_registrant", "federal_felony_arrest_warrant")  # fmt: skip
    stated = STATED[place] | dict.fromkeys(known, NO)
    asked = tuple(fact for fact in facts if fact not in known)
    table = dict(completions([stated], asked))
    found = {ways: outcome_of(relation, place).outcome for ways, relation in table.items()}
    turning = {
        fact
        for i, fact in enumerate(asked)
        if any(found[w] is not found[(*w[:i], YES - w[i], *w[i + 1 :])] for w in found)
    }
    row = outcome_of("(SELECT " + ", ".join(f"{v} AS {k}" for k, v in stated.items()) + ")", place)
    assert turning <= row.hinges
    assert (row.hinges & set(facts)) - turning <= also_open(found)
    assert row.outcome is Outcome.NOT_ESTABLISHED or not turning


def also_open(found: dict[tuple[int, ...], Outcome]) -> set[str]:
    """Facts that matter only together with a field that is not completed here: the record, the papers."""
    return {"reentered_after_removal"} if Outcome.NOT_ESTABLISHED in found.values() else set()
