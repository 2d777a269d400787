"""Facts of the record and of the papers, derived once: one column a test, three-valued, look-backs and all.

"Is there a conviction such that" is a three-valued any-of over a person's convictions. Values are written so
that OR of bits is that any-of (no 00, unknown 01, yes 11); the fields that unknowns wait for are bits above.
Only what certainly does not count is left out before gathering; an unknown never is. Here the statements are
written; `simulate.gathering` runs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from holdlaw.core.conditions import PaperTest
from holdlaw.core.convictions import ConvictionTest, LookBack
from holdlaw.simulate.clock_sql import ACT, Years, over
from holdlaw.simulate.derived import END_COLUMNS, NAME_LENGTH, RELEASE, Derived
from holdlaw.simulate.keys import digest_of
from holdlaw.simulate.layout import DERIVED_FROM, NO, UNKNOWN, YES
from holdlaw.simulate.settling import PAPERS, RECORD, packed
from holdlaw.simulate.source import Source
from holdlaw.simulate.stating import KINDS, SAID, by_table, said_columns

_OUT_OF_ORDER = "the rows of a file were not read in their order"
NO_DAY = -(10**9)
_PERSON = "row_id, judgment_on"
_MOMENTS = ("received_at", "act_at", "release_due_at", "search_done_at", "utc_offset")


@frozen
class Words:
    """What the rows of one table say, a row each: `row_id`, words of bits, days that the request has too."""

    sql: str
    names: tuple[str, ...]
    days: tuple[str, ...] = ()


@frozen
class Derivation:
    """How columns are derived: what is gathered for each request, and how it is then read beside it.

    `select` reads the gathered words from the relation `beside`, by position.
    """

    words: tuple[Words, ...]
    beside: str
    select: str


def derivation(source: Source, needed: Sequence[Derived], years: Years) -> Derivation:
    """Write the statements that give each request its columns, and the derived ones beside them."""
    record, papers = by_table(needed)
    words = [_record_words(source, record)] if record else []
    words += [_paper_words(source, papers, years)] if papers else []
    names = [name for own in words for name in own.names]
    beside = f"words_{digest_of(sorted(own.column for own in needed))[:NAME_LENGTH]}"
    asked = [f"requests.{name}" for name in kept_columns(source)]
    # Were the order ever another, no request would get the words of somebody else.
    asked += [
        f"CASE WHEN requests.row_id = {beside}.row_id THEN {beside}.{name} ELSE error('{_OUT_OF_ORDER}') END "
        f"AS {name}"
        for name in names
    ]
    joined = f" POSITIONAL JOIN {beside}" if names else ""
    select = f"SELECT {', '.join(asked)} FROM ({source.padded('')}) AS requests{joined}"
    return Derivation(tuple(words), beside, select)


def kept_columns(source: Source) -> list[str]:
    """List the columns of the requests that stand beside those that are derived."""
    there = source.columns("")
    return [c.name for c in source.layout[""].columns if c.name in there and c.name not in DERIVED_FROM]


def day_number(column: str) -> str:
    """Write a day as a number; an empty one is `NO_DAY`."""
    return f"coalesce({column} - DATE '1970-01-01', {NO_DAY})"


# --- The record -----------------------------------------------------------------------------------


def _record_words(source: Source, needed: Sequence[Derived]) -> Words:
    tolled = any(_within(own) is not None and _tolls(own) for own in needed) and source.has("jail")
    values = _packed_words(RECORD, [(own, _conviction(own, tolled=tolled)) for own in needed])
    parts = [
        f"convictions AS ({source.padded('convictions')})",
        f"counting AS (SELECT convictions.*, {SAID}.* EXCLUDE (offence) "
        f"FROM convictions JOIN {SAID} USING (offence))",
    ]
    parts += _jail_parts(source, needed) if tolled else []
    joined = " LEFT JOIN tolled USING (row_id, judgment_on)" if tolled else ""
    ends = {END_COLUMNS[within.until] for own in needed if (within := _within(own))}
    there = source.columns("convictions").keys() if source.has("convictions") else set()
    days = tuple(sorted(ends & there & source.columns("").keys()))
    asked = ", ".join([_listed(values), *(f"{day_number(name)} AS {name}" for name in days)])
    return Words(f"WITH {', '.join(parts)} SELECT row_id, {asked} FROM counting{joined}", tuple(values), days)


def _within(own: Derived) -> LookBack | None:
    return own.test.within if isinstance(own.test, ConvictionTest) else None


def _tolls(own: Derived) -> bool:
    within = _within(own)
    return within is not None and within.extended_by_jail


def _conviction(own: Derived, *, tolled: bool) -> str:
    """Write what one conviction says under a test, its dates read."""
    within, (code, undated, endless) = _within(own), said_columns(own)
    if within is None:
        return f"CASE WHEN judgment_on IS NULL THEN {undated} ELSE {code} END"
    end = END_COLUMNS[within.until]
    line = f"CAST({end} - INTERVAL {within.years} YEAR AS DATE)"
    after = ">=" if within.anniversary_counts else ">"
    jail = (
        f"WHEN judgment_on {after} {line} - coalesce(days_{within.until}, 0) THEN {code} "
        if within.extended_by_jail and tolled
        else ""
    )
    return (
        f"CASE WHEN judgment_on IS NULL THEN {undated} WHEN {end} IS NULL THEN {endless} "
        f"WHEN judgment_on {after} {line} THEN {code} {jail}ELSE {NO} END"
    )


def _jail_parts(source: Source, needed: Sequence[Derived]) -> list[str]:
    """Write the days in jail for a listed crime between each old judgment and each end, each day once.

    Only a judgment before the plain look-back is asked; it and the end are known days by then.
    """
    backs = [within for own in needed if (within := _within(own)) and within.extended_by_jail]
    ends = {
        until: min(b.years for b in backs if b.until == until) for until in sorted({b.until for b in backs})
    }
    parts, days = [f"jail AS ({source.padded('jail')})"], []
    for until, years in ends.items():
        end, earlier = END_COLUMNS[until], f"{_PERSON} ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING"
        parts.append(
            f"old_{until} AS (SELECT DISTINCT row_id, judgment_on, {end} AS ended FROM counting "
            f"WHERE judgment_on <= CAST({end} - INTERVAL {years} YEAR AS DATE))"
        )
        parts.append(
            f"clipped_{until} AS (SELECT row_id, judgment_on, greatest(from_on, judgment_on) AS first, "
            f"least(before_on, ended) AS last FROM old_{until} JOIN jail USING (row_id) "
            f"WHERE for_listed = {YES})"
        )
        parts.append(
            f"spans_{until} AS (SELECT row_id, judgment_on, greatest(0, last - greatest(first, judgment_on, "
            f"max(last) OVER (PARTITION BY {earlier} AND 1 PRECEDING))) AS days FROM clipped_{until})"
        )
        days.append(
            f"(SELECT {_PERSON}, sum(days)::INTEGER AS days_{until} FROM spans_{until} GROUP BY {_PERSON})"
        )
    joined = days[0] + "".join(f" FULL JOIN {more} USING ({_PERSON})" for more in days[1:])
    return [*parts, f"tolled AS (SELECT * FROM {joined})"]


# --- The papers -----------------------------------------------------------------------------------


def _paper_words(source: Source, needed: Sequence[Derived], years: Years) -> Words:
    values = _packed_words(PAPERS, [(own, _paper(own, years, source)) for own in needed])
    parts = [
        f"requests AS ({source.padded('')})",
        f"papers AS ({source.padded('papers')})",
        f"presented AS (SELECT * FROM papers JOIN {KINDS} USING (paper){_timed(source)})",
    ]
    return Words(f"WITH {', '.join(parts)} SELECT row_id, {_listed(values)} FROM presented", tuple(values))


def _timed(source: Source) -> str:
    """Write the times of a request beside its papers; a file that states none need not be read for them."""
    if not set(_MOMENTS).isdisjoint(source.columns("")):
        return f" JOIN (SELECT row_id, {', '.join(_MOMENTS)} FROM requests) USING (row_id)"
    types = {column.name: column.type for column in source.layout[""].columns}
    nothing = ", ".join(f"CAST(NULL AS {types[name]}) AS {name}" for name in _MOMENTS)
    return f" CROSS JOIN (SELECT {nothing})"


def _paper(own: Derived, years: Years, source: Source) -> str:
    """Write what one paper says under a test: what it states, if it was presented in time."""
    some_time, no_act = own.unknown("paper.presented_at"), own.code(UNKNOWN, "at")
    return (
        f"CASE WHEN {own.column}_asks = 0 THEN {NO} WHEN presented_some_time = {YES} THEN {some_time} "
        f"WHEN presented_at IS NULL THEN {own.column} WHEN {ACT} IS NULL THEN {no_act} "
        f"WHEN presented_at > {ACT} THEN {NO} {_in_time(own, years, source)} END"
    )


def _in_time(own: Derived, years: Years, source: Source) -> str:
    assert isinstance(own.test, PaperTest)
    if own.test.presented == "by_now":
        return f"ELSE {own.column}"
    if own.test.presented == "with_request":
        late = own.unknown("request.received_at", source.nulls)
        came = f"WHEN presented_at <= received_at THEN {own.column}"
        return f"WHEN received_at IS NULL THEN {late} {came} ELSE {NO}"
    unknown, released = own.code(UNKNOWN, RELEASE), "release_due_at" in source.columns("")
    ended = over(own.clock, years, "presented_at") if own.clock and released else None
    if ended is None:
        return f"ELSE {unknown}"
    return f"ELSE CASE {ended} WHEN {NO} THEN {own.column} WHEN {YES} THEN {NO} ELSE {unknown} END"


def _packed_words(table: str, values: Sequence[tuple[Derived, str]]) -> dict[str, str]:
    """Write what a row says under many tests as words of bits, by the names of the words."""
    places = packed(table, [own for own, _ in values])
    words: dict[str, list[str]] = {}
    for own, value in values:
        place = places[own.column]
        words.setdefault(place.word, []).append(f"CAST({value} AS BIGINT) * {1 << place.shift}")
    return {name: " + ".join(parts) for name, parts in words.items()}


def _listed(values: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in values.items())
