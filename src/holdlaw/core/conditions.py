"""The conditions of a clause: all, any, not, and tests of facts, choices, papers, convictions, clocks."""

from __future__ import annotations

from datetime import UTC, timedelta

from attrs import field, frozen

from holdlaw.core.case import Custody
from holdlaw.core.convictions import ConvictionTest
from holdlaw.core.truth import Truth


@frozen
class FactTest:
    """A yes/no fact by its name."""

    fact: str


@frozen
class ChoiceTest:
    """A choice the request makes (its form, what it asks, who sent it …) is among those allowed."""

    choice: str
    allowed: frozenset[str]


@frozen(cache_hash=True)
class PaperTest:
    """Some paper, presented in time, has every field stated as one of the values allowed.

    `presented`: by_now (by the moment of the act), with_request, or the name of a clock that must
    still have been running when the paper came.
    """

    fields: tuple[tuple[str, frozenset[Truth | str]], ...]
    presented: str = "by_now"


@frozen
class ClockTest:
    """A named clock has run out at the moment of the act. A hold is unlawful at the deadline itself."""

    clock: str


Test = FactTest | ChoiceTest | PaperTest | ConvictionTest | ClockTest


@frozen(cache_hash=True)
class Unknowns:
    """What an unknown means in one law: it counts as no for the facts named, and stays open elsewhere.

    `convictions` stands for every field of a conviction, `papers` for every field of a paper;
    a field named in `stays_open` is excepted.
    """

    counts_as_no: frozenset[str] = frozenset()
    stays_open: frozenset[str] = frozenset()
    why: str = ""
    _meanings: dict[str, Truth] = field(factory=dict, init=False, eq=False, repr=False)

    def of(self, name: str) -> Truth:
        """Give the value that an unknown fact has under this law."""
        if name not in self._meanings:
            self._meanings[name] = self._meaning(name)
        return self._meanings[name]

    def _meaning(self, name: str) -> Truth:
        whole = {"conviction": "convictions", "paper": "papers"}.get(name.partition(".")[0], name)
        if name in self.stays_open or not {name, whole} & self.counts_as_no:
            return Truth.UNKNOWN
        return Truth.NO


@frozen
class SearchWindow:
    """How fresh the record search must be for its findings to count as indicated.

    The findings count if the search was done no more than `hours` before release, or nobody stated when,
    or one of `unless_informed_by` told the agency.
    """

    hours: int
    unless_informed_by: frozenset[str]
    cite: str
    assumption: str
    _length: timedelta = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Work out the length once."""
        object.__setattr__(self, "_length", timedelta(hours=self.hours))

    def shuts_out(self, custody: Custody) -> bool:
        """Say whether what the search found does not count."""
        if custody.search_done_at is None or custody.informed_by in self.unless_informed_by:
            return False
        # In UTC: of two moments in one zone Python takes the difference of their clocks, not of their times.
        since = custody.release_due_at.astimezone(UTC) - custody.search_done_at.astimezone(UTC)
        return since > self._length


@frozen(cache_hash=True)
class Leaf:
    """One test, with the law's own reading of an unknown and the words a person sees."""

    test: Test
    unknowns: Unknowns
    window: SearchWindow | None = None
    name: str = ""
    says: str = ""
    cite: str = ""
    unverified: str | None = None


@frozen(cache_hash=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]
    says: str = ""
    cite: str = ""


@frozen(cache_hash=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]
    says: str = ""
    cite: str = ""


@frozen(cache_hash=True)
class Not:
    """The part does not hold."""

    part: Condition
    says: str = ""
    cite: str = ""


@frozen
class Always:
    """A condition that holds in every case."""

    says: str = field(default="")
    cite: str = field(default="")


Condition = Leaf | All | AnyOf | Not | Always


def leaves(condition: Condition) -> tuple[Leaf, ...]:
    """List the tests of a condition, in the order they are written, each once."""
    match condition:
        case Leaf():
            return (condition,)
        case All(parts) | AnyOf(parts):
            return tuple(dict.fromkeys(leaf for part in parts for leaf in leaves(part)))
        case Not(part):
            return leaves(part)
        case Always():
            return ()
