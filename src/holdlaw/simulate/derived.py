"""The columns to derive for a law: one for each way in which it asks of a record or of papers.

Such a column holds one number a request: what the test says (0 no, 1 unknown, 2 yes) in its two lowest bits,
and above them, if it is unknown, one bit for each field of the record or the papers that it waits for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from holdlaw.core.conditions import Leaf, PaperTest, Unknowns
from holdlaw.core.convictions import ConvictionTest, LookBack
from holdlaw.core.truth import Truth
from holdlaw.simulate.clock_sql import Timed
from holdlaw.simulate.keys import digest_of
from holdlaw.simulate.layout import NO, UNKNOWN
from holdlaw.simulate.three import Nulls

VALUE_BITS = 2
NAME_LENGTH = 12
END_FIELDS = {"arrest": "custody.arrested_on", "act": "at", "request": "request.received_at"}
END_COLUMNS = {"arrest": "arrested_on", "act": "act_on", "request": "received_on"}
RELEASE = "custody.release_due_at"
_TIMES = {"by_now": (), "with_request": ("request.received_at",)}
"""What a paper's time is compared with; a clock is compared with release."""

_LISTED = ("statute", "equivalent_to", "target", "class", "attempt")


@frozen
class Derived:
    """One column to derive. `labels`: the fields it may wait for, the lowest bit first."""

    test: PaperTest | ConvictionTest
    unknowns: Unknowns
    labels: tuple[str, ...]
    clock: Timed | None
    column: str

    def bit(self, label: str) -> int:
        """Give the bit that says that a field is waited for."""
        return 1 << (VALUE_BITS + self.labels.index(label))

    def code(self, value: int, *labels: str) -> int:
        """Give the number for a value and, if it is unknown, the fields it waits for."""
        return value | (sum(self.bit(label) for label in labels) if value == UNKNOWN else 0)

    def unknown(self, label: str, nulls: Nulls | None = None) -> int:
        """Give the number where one field is missing: under the law, or with `nulls` as the data has it."""
        meaning = self.unknowns.of(label)
        open_ = meaning is Truth.UNKNOWN if nulls is None else nulls.of(meaning) == UNKNOWN
        return self.code(UNKNOWN, label) if open_ else NO

    @property
    def bits(self) -> int:
        """Say how many bits the column needs."""
        return VALUE_BITS + len(self.labels)

    def waiting(self, code: int) -> tuple[str, ...]:
        """List the fields that a number waits for."""
        return tuple(label for label in self.labels if code & self.bit(label))


def derived_of(leaf: Leaf, clocks: Mapping[str, Timed]) -> Derived | None:
    """Give the column that a test reads, or None where the request's own columns are enough.

    `clocks`: those of the law, by the names under which papers are asked to come in time.
    """
    test, unknowns = leaf.test, leaf.unknowns
    if not isinstance(test, PaperTest | ConvictionTest):
        return None
    clock = clocks.get(test.presented) if isinstance(test, PaperTest) else None
    labels = _labels(test)
    open_ = tuple(label for label in labels if unknowns.of(label) is Truth.UNKNOWN)
    return Derived(test, unknowns, labels, clock, _name(test, open_, clock and clock.key))


@lru_cache(maxsize=256)
def _name(test: PaperTest | ConvictionTest, open_: tuple[str, ...], clock: str | None) -> str:
    kind = "papers" if isinstance(test, PaperTest) else "record"
    return f"{kind}_{digest_of([test, open_, clock])[:NAME_LENGTH]}"


def _labels(test: PaperTest | ConvictionTest) -> tuple[str, ...]:
    if isinstance(test, PaperTest):
        fields = (f"paper.{name}" for name, _ in test.fields)
        times = _TIMES.get(test.presented, (RELEASE,))
        return tuple(dict.fromkeys((*fields, "paper.presented_at", *times, "at", "papers")))
    names = [name for name, _ in test.fields]
    names += ["judgment_on"]
    names += ["statute"] if test.jurisdictions or test.not_listed or test.elsewhere else []
    names += list(_LISTED) if test.listed else []
    names += list(test.elsewhere)
    return tuple(
        dict.fromkeys((*(f"conviction.{name}" for name in names), *_ends(test.within), "convictions"))
    )


def _ends(within: LookBack | None) -> tuple[str, ...]:
    return () if within is None else (END_FIELDS[within.until],)
