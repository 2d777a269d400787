"""How the layers of law over one place combine: city, county, state. The table is data of the place."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from holdlaw.core.case import Outcome


@frozen
class Combination:
    """How a place's layers combine.

    `wins`: outcomes in the order in which they prevail. `void_below`: outcomes of a lower layer that the
    top layer makes void, so that they do not count. `clash`: two outcomes that cannot both be law.
    """

    name: str
    says: str
    wins: tuple[Outcome, ...]
    void_below: frozenset[Outcome] = frozenset()
    clash: frozenset[Outcome] = frozenset()


@frozen
class Effective:
    """The outcome that stands, the layer it comes from (by number), and the layers whose answer is void."""

    outcome: Outcome
    layer: int
    void: tuple[int, ...] = ()
    clash: bool = False


def combine(table: Combination, outcomes: Sequence[Outcome]) -> Effective:
    """Combine the outcomes of the layers, the most local first; the local one is named where two agree."""
    top = len(outcomes) - 1
    void = tuple(i for i, o in enumerate(outcomes) if i < top and o in table.void_below)
    standing = [(table.wins.index(o), i) for i, o in enumerate(outcomes) if i not in void]
    _, layer = min(standing)
    clash = bool(table.clash) and table.clash <= {o for i, o in enumerate(outcomes) if i not in void}
    return Effective(outcomes[layer], layer, void, clash)
