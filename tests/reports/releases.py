"""An invented register with two published reports and two editions of counts, ready to be released."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from attrs import evolve

from holdlaw.policybook import shipped
from holdlaw.register.canonical import canonical
from holdlaw.register.tree import inclusion_proof
from holdlaw.reports.life import table_bytes
from holdlaw.reports.period import Period
from holdlaw.reports.public.gathering import edition, law_of
from holdlaw.reports.public.material import Material, Publication, Published
from holdlaw.reports.public.series import Raw, counted, series
from holdlaw.reports.table import Table
from holdlaw.reports.trends.counts import Counts
from tests.verifier.exports import KEY, ORIGIN, RECEIPTS, SIZE, Stored, body, stored

from .invented import TABLE
from .story import city

AT = {7: "2017-10-15T09:00:00-04:00", 12: "2017-11-02T09:00:00-04:00"}
"""The entries of the two publications, and when they were made."""
CITE = "NYC Admin. Code § 14-154(f) f.1"
RAW = (Raw("pxpd", Period(date(2015, 10, 1), date(2016, 10, 1)), ("all", "all"), 80, CITE),)


def entry(seq: int, table: Table, amends: int | None) -> bytes:
    """The bytes of an entry that publishes a table."""
    fields: dict[str, Any] = {
        "report": table.report,
        "period_from": table.period.from_.isoformat(),
        "period_before": table.period.before.isoformat(),
        "sha256": sha256(table_bytes(table)).hexdigest(),
        "size": table.size,
    }
    fields |= {} if amends is None else {"amends": amends}
    said = {"entry": "report.published/1", "fields": fields, "origin": ORIGIN, "seq": seq}
    return canonical(
        said | {"agency": "pxpd", "actor": {"id": "staff-9", "role": "supervisor"}, "happened_at": AT[seq]}
    )


def tables() -> Mapping[int, Table]:
    """The published tables by their entry: the second one amends the first."""
    cells = (evolve(TABLE.cells[0], value=1525), *TABLE.cells[1:])
    return {7: evolve(TABLE, cells=cells), 12: TABLE}


def register() -> Stored:
    """The register that the publications are in."""
    published = {7: entry(7, tables()[7], None), 12: entry(12, tables()[12], 7)}
    return stored([published.get(seq) or body(seq) for seq in range(SIZE)])


def requests(until: date) -> Counts:
    """The invented city's requests, as far as they were known on a day."""
    whole = city().counts
    days = tuple(each for each in whole.days if each.on < until)
    return evolve(whole, data=Period(whole.data.from_, until), days=days)


def editions() -> tuple[Published, ...]:
    """Counts published twice: to the end of 2017, and three months later with four requests known anew."""
    first = counted(requests(date(2018, 1, 1)), RAW)
    one = edition(series(first), "pxpd", ("edition-1", date(2018, 1, 2)))
    grown = requests(date(2018, 4, 1))
    added = evolve(grown.days[-1], on=date(2017, 12, 5), entries=(9000, 9001, 9002, 9003))
    second = counted(evolve(grown, days=(*grown.days, added)), RAW)
    two = edition(series(second, [one.edition]), "pxpd", ("edition-2", date(2018, 4, 2)))
    return one, two


def material(kept: Stored | None = None) -> Material:
    """All that the release is made from."""
    kept = kept or register()
    return Material(
        origin=ORIGIN,
        agencies={"pxpd": "Port Example Police Department"},
        publications=tuple(
            Publication(
                entry=kept.bodies[seq],
                proof=tuple(inclusion_proof(seq, SIZE, kept.node)),
                table=table_bytes(table),
            )
            for seq, table in tables().items()
        ),
        editions=editions(),
        law=tuple(law_of(shipped(), {"us-ny-nyc-police"})),
        size=SIZE,
        checkpoint=kept.note(SIZE),
        keys=(str(KEY.verifier), str(RECEIPTS.verifier)),
    )
