"""What peers are told of the law, taken from the policies, and how their rows are compared with Holdlaw's."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from bench.simulate.contract import CLAUSES, COLUMNS, DAY, HINGES, OUTCOMES, Words
from bench.simulate.own import PLACE
from holdlaw.core.case import Act
from holdlaw.core.conditions import ChoiceTest, PaperTest
from holdlaw.core.convictions import ConvictionTest
from holdlaw.core.offences import OffenceList, Reach
from holdlaw.policybook import Book
from holdlaw.simulate.laws import law_of
from holdlaw.simulate.source import connect, own_words

_MEMORY: Final = "2GB"


def words(book: Book) -> Words:
    """Take the sections, forms, agencies and judges that the law names, and the years of its look-back."""
    law = law_of(book, PLACE, DAY)
    tests = [own.test for own in law.needed((Act.HOLD,))]
    record = next(test for test in tests if isinstance(test, ConvictionTest) and test.within)
    papers = next(dict(test.fields) for test in tests if isinstance(test, PaperTest))
    chosen = [leaf.test for leaf in law.spans[0].leaves((Act.HOLD,)) if isinstance(leaf.test, ChoiceTest)]
    asking = [name for name, form in book.forms.items() if Act.HOLD in form.asks]
    assert record.listed is not None
    assert record.within is not None
    return Words(
        *_listed(record.listed),
        tuple(asking),
        tuple(name for name, form in book.forms.items() if form.asks and name not in asking),
        tuple(sorted(next(test.allowed for test in chosen if test.choice == "agency"))),
        tuple(sorted(map(str, papers["issuer"]))),
        record.within.years,
    )


def _listed(offences: OffenceList) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the sections that are listed in whole, and those of which the felonies alone are.

    An entry that only counsel can compare is left out: what nobody compared is a no in this law.
    """
    entries = [e for e in offences.entries if e.reach is Reach.SECTION and not e.needs_target]
    whole = (str(own) for entry in entries if not entry.only_class for own in entry.statutes)
    felonies = (str(own) for entry in entries if entry.only_class for own in entry.statutes)
    return tuple(whole), tuple(felonies)


def other_rows(ours: Path, theirs: Path) -> int:
    """Count the requests of which a peer says other than Holdlaw, in outcome, clause or mask."""
    con = connect()
    con.execute(f"SET memory_limit = '{_MEMORY}'")
    legend = own_words(con, ours)["about"]
    peer = f"{theirs}/*.parquet" if theirs.is_dir() else str(theirs)
    differing = " OR ".join(f"own.{name} IS DISTINCT FROM peer.{name}" for name in COLUMNS[1:])
    row = con.execute(
        f"SELECT count(*) FROM ({_in_their_numbers(ours, legend)}) AS own "
        f"FULL JOIN read_parquet('{peer}') AS peer USING (row_id) "
        f"WHERE {differing}"
    ).fetchone()
    return int(row[0]) if row else 0


def _in_their_numbers(ours: Path, legend: dict[str, Any]) -> str:
    """Write Holdlaw's answers with the numbers that peers use. What they have no number for gets one more."""
    act = Act.HOLD.value
    outcomes = [_number(OUTCOMES, name) for name in legend["outcomes"]]
    clauses = [_number(CLAUSES, name.split()[-1]) for name in legend["clauses"]]
    named = [_number(HINGES, name) for name in legend["hinges"]]
    mask = " + ".join(f"({act}_hinges >> {own} & 1) * {1 << bit}" for own, bit in enumerate(named)) or "0"
    return (
        f"SELECT row_id, {outcomes}[{act} + 1] AS outcome, {clauses}[{act}_clause + 1] AS clause, "
        f"CAST({mask} AS INTEGER) AS hinges FROM read_parquet('{ours}')"
    )


def _number(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else len(names)
