"""How city, county and state combine: the table of each kind of place, as data."""

from __future__ import annotations

from itertools import product

import pytest

from holdlaw.core.case import Outcome
from holdlaw.core.layers import Combination, Effective, combine
from holdlaw.policybook import shipped

MUST, MAY, MUST_NOT, OPEN, SILENT = (
    Outcome.MUST,
    Outcome.MAY,
    Outcome.MUST_NOT,
    Outcome.NOT_ESTABLISHED,
    Outcome.NO_RULE,
)
TABLES = shipped().combinations
STRICT, VOID = TABLES["stricter_wins"], TABLES["local_limit_is_void"]

# The local layer first, the state second, then what stands and the layer it comes from.
STRICTER_WINS = [
    (MAY, SILENT, MAY, 0),
    (MAY, MUST_NOT, MUST_NOT, 1),
    (MUST_NOT, MAY, MUST_NOT, 0),
    (MUST_NOT, MUST_NOT, MUST_NOT, 0),
    (MUST_NOT, OPEN, MUST_NOT, 0),
    (MAY, OPEN, OPEN, 1),
    (OPEN, MAY, OPEN, 0),
    (OPEN, MUST_NOT, MUST_NOT, 1),
    (SILENT, MAY, MAY, 1),
    (SILENT, SILENT, SILENT, 0),
    (SILENT, OPEN, OPEN, 1),
    (MAY, MUST, MUST, 1),
]
LIMIT_IS_VOID = [
    (MUST_NOT, MUST, MUST, 1),
    (MUST_NOT, MAY, MAY, 1),
    (MUST_NOT, SILENT, SILENT, 1),
    (MUST_NOT, MUST_NOT, MUST_NOT, 1),
    (MAY, MUST_NOT, MUST_NOT, 1),
    (MAY, MUST, MUST, 1),
    (SILENT, MUST, MUST, 1),
    (OPEN, MUST, OPEN, 0),
]


@pytest.mark.parametrize(("local", "state", "stands", "layer"), STRICTER_WINS)
def test_the_stricter_layer_wins(local: Outcome, state: Outcome, stands: Outcome, layer: int) -> None:
    """A city may ask for more than its state, and a state may take away what a city allowed."""
    found = combine(STRICT, (local, state))
    assert (found.outcome, found.layer, found.void) == (stands, layer, ())


@pytest.mark.parametrize(("local", "state", "stands", "layer"), LIMIT_IS_VOID)
def test_a_local_limit_does_not_count_where_the_state_makes_it_void(
    local: Outcome, state: Outcome, stands: Outcome, layer: int
) -> None:
    """An officer in Texas who followed a void ordinance would break the law of the state."""
    found = combine(VOID, (local, state))
    assert (found.outcome, found.layer) == (stands, layer)
    assert found.void == ((0,) if local is MUST_NOT else ())


@pytest.mark.parametrize("pair", [(MUST, MUST_NOT), (MUST_NOT, MUST)])
def test_a_command_against_a_ban_is_a_clash(pair: tuple[Outcome, Outcome]) -> None:
    """No answer obeys both laws, so nobody at a desk may be told to choose between them."""
    assert combine(STRICT, pair).clash
    assert not combine(VOID, (MUST_NOT, MUST)).clash


def test_what_is_void_cannot_clash() -> None:
    """A limit that does not count contradicts nothing."""
    table = Combination("t", "", STRICT.wins, frozenset({MUST_NOT}), frozenset({MUST, MUST_NOT}))
    assert combine(table, (MUST_NOT, MUST)) == Effective(MUST, 1, (0,), clash=False)
    assert combine(table, (MUST, MUST_NOT)) == Effective(MUST_NOT, 1, (), clash=True)


def test_one_layer_alone_stands_as_it_is() -> None:
    """Where there is no city law, the state's own answer is the answer, limits included."""
    for table, outcome in product(TABLES.values(), Outcome):
        assert combine(table, (outcome,)) == Effective(outcome, 0)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_has_a_place_for_every_outcome(name: str) -> None:
    """A combination that no row foresees would stop the desk in the middle of the night."""
    assert sorted(TABLES[name].wins, key=str) == sorted(Outcome, key=str)


def test_among_three_layers_the_most_local_of_those_that_agree_is_named() -> None:
    """The officer should be shown their own city's rule where it already decides."""
    assert combine(STRICT, (SILENT, MUST_NOT, MUST_NOT)).layer == 1


@pytest.mark.parametrize("outcomes", list(product((MAY, MUST_NOT, OPEN, SILENT), repeat=3)))
def test_a_ban_of_any_layer_always_stands_where_the_stricter_wins(
    outcomes: tuple[Outcome, Outcome, Outcome],
) -> None:
    """No other layer's permission, silence or unread text can open what one layer has closed."""
    assert (combine(STRICT, outcomes).outcome is MUST_NOT) is (MUST_NOT in outcomes)
