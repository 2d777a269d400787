"""What rows say reaches the request they name, and no other, in whatever order either of them stands."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdlaw.core.case import Act
from holdlaw.policybook import shipped
from holdlaw.simulate.derive import Derivation, Words
from holdlaw.simulate.from_cases import source_of
from holdlaw.simulate.gathering import derived_sql, gathered
from holdlaw.simulate.simulating import years_of
from holdlaw.simulate.source import Source, connect

from .harness import law
from .made import Maker

NUMBERS = st.integers(-(2**40), 2**40)
WORDS = st.integers(0, 2**62 - 1)


def words_of(requests: list[int], said: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Two words a request, gathered from rows that say two words each."""
    con = connect()
    con.register("requests", {"row_id": np.array(requests, np.int64)})
    rows = np.array(said, np.int64).reshape(-1, 3)
    con.register("said", {"row_id": rows[:, 0], "one": rows[:, 1], "other": rows[:, 2]})
    how = Derivation((Words("FROM said", ("one", "other")),), "beside", "FROM beside")
    sql = gathered(Source(con, shipped().questions, {"": "requests"}, {}), how, {})
    return con.execute(sql).fetchall()


def expected(requests: list[int], said: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The same, as one would do it by hand."""
    found = dict.fromkeys(requests, (0, 0))
    for number, one, other in said:
        if number in found:
            found[number] = (found[number][0] | one, found[number][1] | other)
    return [(number, *found[number]) for number in requests]


@given(st.data())
def test_words_are_gathered_by_the_request_they_name(data: st.DataObject) -> None:
    """A word at the wrong place holds one person on the record of another."""
    first = data.draw(NUMBERS)
    gapless = st.integers(0, 20).map(lambda count: list(range(first, first + count)))
    requests = data.draw(st.one_of(gapless, st.lists(NUMBERS, unique=True, max_size=20)))
    named = st.sampled_from(requests) | NUMBERS if requests else NUMBERS
    said = data.draw(st.lists(st.tuples(named, WORDS, WORDS), max_size=30))
    assert words_of(requests, said) == expected(requests, said)


def test_requests_that_are_read_in_another_order_stop_the_statement() -> None:
    """Words stand beside requests by their place; should that ever change, nobody is answered wrongly."""
    source = source_of(Maker(shipped(), "us-ca", 7).cases(50), shipped())
    sql = derived_sql(source, law("us-ca").needed((Act.HOLD,)), years_of(source))
    assert len(source.con.execute(sql).fetchall()) == 50
    name = source.relations[""]
    source.con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name} ORDER BY row_id DESC")
    with pytest.raises(duckdb.InvalidInputException, match="were not read in their order"):
        source.con.execute(sql).fetchall()
