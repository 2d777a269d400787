"""What every counting function is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from holdlaw.reports.period import Period
from holdlaw.reports.rows import Rows
from holdlaw.reports.rows.records import Convictions
from holdlaw.reports.table import Row, Unclear

CLOSED = "This split rests on private records, and nobody opened them for this run."


@frozen(kw_only=True, eq=False)
class Counting:
    """One item to count: over which rows, for which agency and period.

    `records` is None where nobody may open the vault. `given` is the item's own.
    """

    rows: Rows
    agency: str
    period: Period
    item: str
    given: Mapping[str, Any] = field(factory=dict)
    records: Convictions | None = None

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the relations. `$agency`, `$from_` and `$before` stand for those of the report."""
        own = {"agency": self.agency, "from_": self.period.from_, "before": self.period.before}
        used = {name: value for name, value in own.items() if f"${name}" in sql}
        return self.rows.query(sql, used)

    def unclear(self, request: str | None, seq: int | None, why: str) -> Unclear:
        """List a row that this item cannot count."""
        return Unclear(request=request, seq=seq, item=self.item, why=why)


@frozen(kw_only=True)
class Counted:
    """A number, the entries it rests on, and the rows that could not be counted. None: it cannot be told."""

    value: int | None
    rests_on: tuple[int, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    rows: tuple[Row, ...] = ()
    why: str | None = None


Count = Callable[[Counting], Counted]


def papers(found: Sequence[tuple[Any, ...]], unclear: Sequence[Unclear] = ()) -> Counted:
    """Count papers or events: rows of one entry number each."""
    seqs = tuple(sorted(row[0] for row in found))
    return Counted(value=len(seqs), rests_on=seqs, unclear=tuple(unclear))


def people(counting: Counting, found: Sequence[tuple[Any, ...]], unclear: Sequence[Unclear] = ()) -> Counted:
    """Count people, each once: rows of entry number, person, request."""
    why = "No entry says whose it is; it is counted as one person."
    nobody = [counting.unclear(request, seq, why) for seq, person, request in found if person is None]
    who = {("person", person) if person is not None else ("request", request) for _, person, request in found}
    seqs = tuple(sorted(seq for seq, _, _ in found))
    return Counted(value=len(who), rests_on=seqs, unclear=(*unclear, *nobody))
