"""When one test holding means that another must hold too, so that no impossible mix of answers is tried."""

from __future__ import annotations

from holdlaw.core.conditions import PaperTest, Test
from holdlaw.core.convictions import ConvictionTest
from holdlaw.core.truth import Truth

Fields = tuple[tuple[str, frozenset[Truth | str]], ...]


def implies(one: Test, other: Test) -> bool:
    """Say whether the first test holding is enough for the second to hold."""
    match one, other:
        case PaperTest(fields, presented), PaperTest(wanted, when):
            return when in ("by_now", presented) and _narrower(fields, wanted)
        case ConvictionTest(), ConvictionTest():
            return _conviction_implies(one, other)
        case _:
            return one == other


def _narrower(fields: Fields, wanted: Fields) -> bool:
    """Say whether every field wanted is asked at least as strictly."""
    asked = dict(fields)
    return all(name in asked and asked[name] <= allowed for name, allowed in wanted)


def _conviction_implies(one: ConvictionTest, other: ConvictionTest) -> bool:
    """Say whether a conviction that meets the first test meets the second."""
    return (
        other.listed in (None, one.listed)
        and other.not_listed in (None, one.not_listed)
        and (
            not other.jurisdictions or (bool(one.jurisdictions) and one.jurisdictions <= other.jurisdictions)
        )
        and _narrower(one.fields, other.fields)
        and set(other.elsewhere) <= set(one.elsewhere)
        and other.within in (None, one.within)
    )
