"""Makes the file that is measured: so many requests, one and a half convictions each."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from bench.law import listed_statutes
from holdlaw.policybook import Book
from holdlaw.simulate.layout import tables
from holdlaw.simulate.source import connect
from holdlaw.sources.parquet import metadata

CONVICTIONS_PER_REQUEST: Final = 1.5
OTHER: Final = ("NY PL 155.25", "NY PL 220.03", "NY PL 140.20", "NY VTL 511(1)", "NY PL 165.40")
_DAYS: Final = 900


def make(folder: Path, rows: int, book: Book) -> Path:
    """Write the requests and the tables beside them; the same rows every time."""
    con, path = connect(), folder / "requests.parquet"
    layout = {table.name: table for table in tables(book.questions)}
    _offences(con)
    facts = ", ".join(
        f"CAST((hash(i, '{name}') % 10 < 7)::INT * (hash(i, 2, '{name}') % 3) AS UTINYINT) AS {name}"
        for name in ("terrorist_database_match", "reentered_after_removal")
    )
    con.execute(
        "CREATE TABLE requests AS SELECT i AS row_id, "
        f"DATE '2015-01-01' + CAST(hash(i, 3) % {_DAYS} AS INTEGER) AS act_on, "
        "CASE hash(i, 9) % 20 WHEN 0 THEN NULL ELSE act_on - CAST(hash(i, 4) % 30 AS INTEGER) END "
        "AS arrested_on, "
        "CASE hash(i, 5) % 10 WHEN 0 THEN 'I-247N' WHEN 1 THEN 'letter' ELSE 'I-247D' END AS form, "
        "CASE hash(i, 6) % 4 WHEN 0 THEN 'CBP' ELSE 'ICE' END AS agency, "
        "'whole' AS record, 'whole' AS papers, "
        f"{facts} FROM range({rows}) AS t(i)"
    )
    con.execute(
        "CREATE TABLE convictions AS SELECT r.row_id, "
        "CAST(hash(r.row_id, n, 7) % (SELECT count(*) FROM offences) AS INTEGER) AS offence, "
        "CASE hash(r.row_id, n, 11) % 40 WHEN 0 THEN NULL ELSE r.act_on - "
        "CAST(hash(r.row_id, n, 8) % 5000 AS INTEGER) END AS judgment_on, r.arrested_on "
        "FROM requests AS r, range(3) AS t(n) WHERE hash(r.row_id, n, 10) % 2 = 0 ORDER BY r.row_id"
    )
    con.execute(
        "CREATE TABLE papers AS SELECT row_id, 0 AS paper FROM requests WHERE hash(row_id, 12) % 3 = 0"
    )
    con.execute(
        "CREATE TABLE paper_kinds AS SELECT 0 AS paper, 'warrant' AS kind, 'federal_magistrate' AS issuer, "
        "2::UTINYINT AS probable_cause, 2::UTINYINT AS authorises_federal_custody, "
        "2::UTINYINT AS names_subject"
    )
    for name in ("", "convictions", "offences", "papers", "paper_kinds"):
        about = metadata({"missing": "unknown", "source": "made up"})
        out = layout[name].file(path)
        con.execute(f"COPY {name or 'requests'} TO '{out}' (FORMAT parquet, {about})")
    return path


def _offences(con: duckdb.DuckDBPyConnection) -> None:
    """Make what convictions state: listed and other statutes, each as adult and as youthful offender."""
    statutes = ", ".join(f"('{statute}')" for statute in (*listed_statutes()[:60], *OTHER * 16))
    con.execute(
        "CREATE TABLE offences AS SELECT CAST(row_number() OVER () - 1 AS INTEGER) AS offence, statute, "
        f"class, adjudication FROM (VALUES {statutes}) AS s(statute), "
        "(VALUES ('felony'), ('unknown')) AS c(class), "
        "(VALUES ('adult'), ('adult'), ('adult'), ('youthful_offender')) AS a(adjudication)"
    )
