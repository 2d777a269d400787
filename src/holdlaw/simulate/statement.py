"""A law as one DuckDB statement: what every test says of every row, packed into numbers, and the answer.

Rows that have the same in every column that the law reads are of one kind, and a nation's rows are of few.
The law's tests as SQL turn each kind into a key; kinds with one key are alike to the law. Beside that stands
a table with the answer for every key that the file holds, asked of the definition itself
(`simulate.judging`), so that nothing about clauses, overrides or layers is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.core.conditions import Leaf, SearchWindow, leaves
from holdlaw.core.truth import Truth
from holdlaw.policybook import Book
from holdlaw.simulate.clock_order import orders
from holdlaw.simulate.clock_sql import Years, over
from holdlaw.simulate.derived import VALUE_BITS, Derived
from holdlaw.simulate.laws import Law, Span
from holdlaw.simulate.layout import NO, UNKNOWN, YES, Column
from holdlaw.simulate.leaf_sql import Timely, Writer, searched
from holdlaw.simulate.settling import settled
from holdlaw.simulate.source import Source
from holdlaw.simulate.three import standing

KEY_BITS = 63
"""Bits of a key that one BIGINT column holds."""

MAYBE_LIMITED = 3
"""What a clock says that is over, where the data leaves open whether it limits the hold at all."""

NO_DAY = 0
"""The number of the span of a row whose day is not known; the others count from 1."""


@frozen
class Slot:
    """One value in a key: the test or clock it is of, in which column it stands, and which bits of it.

    No bits: it is the same for every row of the file, `always`.
    """

    of: Leaf | str
    derived: Derived | None
    word: int
    shift: int
    bits: int
    always: int = 0

    def read(self, key: Sequence[int]) -> int:
        """Take the value out of a key."""
        return (key[self.word] >> self.shift) & ((1 << self.bits) - 1) if self.bits else self.always


@frozen(eq=False)
class Keyed:
    """How the tests of one law are packed: for each span its slots, and the columns of the key.

    `read`: the columns that the key is made of; `empty`: those of the layout that it asks for in vain;
    `settled`: the derived columns it asks for, as SQL, by their names.
    """

    law: Law
    acts: tuple[Act, ...]
    slots: tuple[tuple[Slot, ...], ...]
    words: int
    columns: tuple[str, ...]
    read: tuple[str, ...]
    empty: tuple[Column, ...]
    settled: tuple[tuple[str, str], ...]

    @property
    def sql(self) -> str:
        """Write the columns of the key."""
        return ", ".join(self.columns)

    def names(self, prefix: str = "key") -> tuple[str, ...]:
        """Name the columns of the key."""
        return tuple(f"{prefix}{number}" for number in range(self.words))


class Compiler:
    """Compiles laws for one kind of file: how its empty cells are read, and the years of its moments."""

    def __init__(
        self, book: Book, source: Source, years: Years, needed: Sequence[Derived], prefix: str = ""
    ) -> None:
        """Keep what every law is compiled with.

        `needed`: the columns that were derived together. `prefix`: how the columns made for its times begin.
        """
        self._settled = settled(needed, source.nulls)
        self._years, self._prefix, self._there = years, prefix, frozenset(source.columns(""))
        self._columns = source.layout[""].columns
        self._over: dict[str, str] = {}
        self._windows: dict[SearchWindow, str] = {}
        self._timed: dict[str, str] = {}
        self._nulls = source.nulls
        columns = Timely(self._over, self._windows)
        self._writer = Writer(book.questions, book.forms, source.nulls, columns)

    def keyed(self, law: Law, acts: Sequence[Act]) -> Keyed:
        """Pack the tests that a law asks for these acts."""
        for span in law.spans:
            self._count_clocks(span)
            self._count_windows(span, acts)
        packed = [self._packed(span, tuple(acts)) for span in law.spans]
        span_column = self._span_column(law)
        words = max(len(columns) for _, columns in packed)
        columns = tuple(_word(span_column, [made for _, made in packed], word) for word in range(words))
        asked = set(re.findall(r"\w+", " ".join(columns)))
        derived = {name: own for name, own in self._settled.items() if name in asked}
        asked = asked.union(*(own.reads for own in derived.values())).difference(derived)
        own_columns = {column.name: column for column in self._columns}
        made = {word for word, _ in (own.reads for own in derived.values())}.union(self._timed.values())
        read = tuple(sorted(asked & (self._there & set(own_columns) | made)))
        empty = tuple(own_columns[name] for name in sorted(asked & set(own_columns) - self._there))
        settled_ = tuple((name, own.sql) for name, own in derived.items())
        slots = tuple(slots for slots, _ in packed)
        return Keyed(law, tuple(acts), slots, words, columns, read, empty, settled_)

    def requests(self, relation: str) -> str:
        """Write the rows of a file with a column for each thing that times decide: clocks, windows, spans."""
        timed = "".join(f", ({sql}) AS {name}" for sql, name in self._timed.items())
        return f"SELECT *{timed} FROM {relation}"

    def _count_clocks(self, span: Span) -> None:
        for clock in span.timed.values():
            if clock.key not in self._over:
                sql = over(clock, self._years)
                if sql is not None and "act_at" not in self._there:
                    # Every request is asked at release: no limit is over, every window before it is open.
                    self._over[clock.key] = str(NO if clock.limit.days_before_release is None else YES)
                elif sql is not None:
                    self._over[clock.key] = self._column("clock", sql)

    def _count_windows(self, span: Span, acts: Sequence[Act]) -> None:
        if "search_done_at" in self._there:
            for window in {leaf.window for leaf in span.asked(acts) if leaf.window} - set(self._windows):
                self._windows[window] = self._column("window", searched(window, self._nulls))

    def _span_column(self, law: Law) -> str | None:
        """Give the column that says under which span of the law a row falls; None where it is one for all."""
        if len(law.spans) == 1:
            return None
        whens = " ".join(
            f"WHEN act_on < {_day(span.before)} THEN {number}" if span.before else f"ELSE {number}"
            for number, span in enumerate(law.spans, start=1)
        )
        return self._column("span", f"CAST(CASE WHEN act_on IS NULL THEN {NO_DAY} {whens} END AS UTINYINT)")

    def _column(self, kind: str, sql: str) -> str:
        """Name the column that a value of times stands in, each once."""
        return self._timed.setdefault(sql, f"{self._prefix}{kind}_{len(self._timed)}")

    def _packed(self, span: Span, acts: tuple[Act, ...]) -> tuple[tuple[Slot, ...], list[list[str]]]:
        """Give the slots of a span, and for each word the values shifted to their place."""
        slots: list[Slot] = []
        words: list[list[str]] = [[]]
        used = _SPAN_BITS
        for of, derived, sql in self._values(span, acts):
            if sql.isdigit():
                slots.append(Slot(of, derived, 0, 0, 0, int(sql)))
                continue
            bits = derived.bits if derived else VALUE_BITS
            if used + bits > KEY_BITS:
                words.append([])
                used = 0
            slots.append(Slot(of, derived, len(words) - 1, used, bits))
            words[-1].append(f"CAST({sql} AS BIGINT) * {1 << used}")
            used += bits
        return tuple(slots), words

    def _values(self, span: Span, acts: tuple[Act, ...]) -> list[tuple[Leaf | str, Derived | None, str]]:
        found: list[tuple[Leaf | str, Derived | None, str]] = [
            (leaf, span.derived(leaf), self._writer.code(leaf, span)) for leaf in span.leaves(acts)
        ]
        if Act.HOLD in acts:
            found += [(name, None, self._ended(name, span)) for name in span.limits()]
        if Act.HOLD in acts and "act_at" in self._there:
            limits = {name: span.timed[name] for name in span.limits()}
            found += [(name, None, self._column("order", sql)) for name, sql in orders(limits, self._years)]
        return found

    def _ended(self, name: str, span: Span) -> str:
        """Write whether a clock that applies to a hold is over; one known not to apply is not."""
        rule = span.law.clock_rules[name][0]
        over_ = self._writer.clock(name, span)
        if over_ == str(NO) or not leaves(rule.applies):
            return over_
        applies = standing(rule.applies, lambda leaf: self._writer.value(leaf, span))
        # At a desk an unknown condition never lengthens a hold; a condition that the data leaves open may.
        maybe = MAYBE_LIMITED if self._nulls.of(Truth.NO) == UNKNOWN else over_
        return (
            f"CASE WHEN {over_} = {NO} THEN {NO} WHEN {applies} = {NO} THEN {NO} "
            f"WHEN {over_} = {YES} AND {applies} = {UNKNOWN} THEN {maybe} ELSE {over_} END"
        )


def _word(span: str | None, packed: Sequence[list[list[str]]], word: int) -> str:
    sums = [
        " + ".join([*([str(number)] if word == 0 else []), *(words[word] if word < len(words) else [])])
        or "0"
        for number, words in enumerate(packed, start=1)
    ]
    if span is None:
        return f"CAST({sums[0]} AS BIGINT)"
    whens = " ".join(f"WHEN {number} THEN {value}" for number, value in enumerate(sums, start=1))
    return f"CAST(CASE {span} {whens} ELSE {NO_DAY} END AS BIGINT)"


def whole(source: Source, relation: str) -> str:
    """Write the rows of a file with its missing columns empty, as something to select from."""
    there = source.columns("")
    missing = (column for column in source.layout[""].columns if column.name not in there)
    empty = "".join(f", CAST(NULL AS {column.type}) AS {column.name}" for column in missing)
    return f"(SELECT *{empty} FROM {relation}) AS whole"


_SPAN_BITS = 8
"""Bits of the first word that say which span of the law a row falls under."""


def span_of(key: Sequence[int]) -> int:
    """Take the number of the span out of a key."""
    return key[0] & ((1 << _SPAN_BITS) - 1)


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def counting(requests: str, keyed: Mapping[str, Keyed], kept: str | None = None) -> str:
    """Write the statement that counts the rows of each key. `kept`: the table of kinds, if it is kept."""
    return (
        f"{_with(requests, keyed.values(), kept)} "
        f"SELECT {_keys(keyed)}, CAST(sum(rows) AS BIGINT) AS rows FROM kinds GROUP BY ALL ORDER BY ALL"
    )


def keying(requests: str, keyed: Keyed) -> str:
    """Write the statement that gives each row its key."""
    rows = f"(SELECT *{_settled([keyed])} FROM requests)"
    return f"WITH requests AS ({requests}) SELECT row_id, {_keys({'key': keyed})} FROM {rows}"


Answered = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
"""For each key that a file holds, the numbers that stand in `answer_columns`."""


def answering(requests: str, keyed: Keyed, answers: Answered) -> str:
    """Write the one statement that gives every row its answers: the tests, and the law's table of them."""
    answered = f"answered AS MATERIALIZED ({_answered(keyed)})"
    return f"{_with(requests, [keyed])}, {_told(keyed, answers)}, {answered} {_answers(keyed, 'answered')}"


def answered(keyed: Keyed, answers: Answered, kept: str) -> str:
    """Write the statement that gives each kind of rows its answers. `kept`: the table of kinds."""
    return f"WITH kinds AS (FROM {kept}), {_told(keyed, answers)} {_answered(keyed)}"


def answering_by(requests: str, keyed: Keyed, kept: str) -> str:
    """Write the statement that gives every row its answers. `kept`: the table that `answered` gives."""
    return f"WITH requests AS NOT MATERIALIZED ({requests}) {_answers(keyed, kept)}"


def _told(keyed: Keyed, answers: Answered) -> str:
    keys, law = _keys({"key": keyed}), law_table("key", keyed, answers)
    return f"keyed AS (SELECT *, {keys} FROM kinds), law AS ({law})"


def _answered(keyed: Keyed) -> str:
    asked = [name for name, _ in answer_columns(keyed.acts)]
    return f"{_marked([keyed], asked)} FROM keyed JOIN law USING ({', '.join(keyed.names())})"


def _answers(keyed: Keyed, marked: str) -> str:
    asked = ", ".join(name for name, _ in answer_columns(keyed.acts))
    return f"SELECT row_id, {asked} FROM requests LEFT JOIN {marked} ON {_mark([keyed])} = mark"


def parting(requests: str, keyed: Mapping[str, Keyed], answers: Mapping[str, Answered]) -> str:
    """Write the one statement that gives the rows on which two laws part, with the answers of both."""
    (one, own), (other, _) = keyed.items()
    laws = ", ".join(f"{p}_law AS ({law_table(p, law, answers[p])})" for p, law in keyed.items())
    joins = " ".join(f"JOIN {p}_law USING ({', '.join(law.names(p))})" for p, law in keyed.items())
    told = [name for name, _ in answer_columns(own.acts)]
    said = ", ".join(f"{p}_law.{name} AS {p}_{name}" for name in told for p in keyed)
    asked = [f"{p}_{name}" for name in told for p in keyed]
    # An outcome is never empty: every key of the file stands in both tables.
    parted = " OR ".join(f"{one}_{act.value} <> {other}_{act.value}" for act in own.acts)
    return (
        f"{_with(requests, keyed.values())}, "
        f"keyed AS (SELECT *, {_keys(keyed)} FROM kinds), {laws}, "
        f"said AS (SELECT keyed.*, {said} FROM keyed {joins}), "
        f"marked AS ({_marked(keyed.values(), asked)} FROM said), "
        f"parted AS MATERIALIZED (SELECT * FROM marked WHERE {parted}) "
        f"SELECT row_id, {', '.join(asked)} FROM requests JOIN parted ON {_mark(keyed.values())} = mark "
        "ORDER BY row_id"
    )


def kinds(requests: str, keyed: Iterable[Keyed]) -> str:
    """Write the kinds of rows: each different row of what the laws read, and how many rows are of it."""
    return f"WITH requests AS NOT MATERIALIZED ({requests}) {_kinds(tuple(keyed))}"


def _with(requests: str, keyed: Iterable[Keyed], kept: str | None = None) -> str:
    found = f"FROM {kept}" if kept else _kinds(tuple(keyed))
    return f"WITH requests AS NOT MATERIALIZED ({requests}), kinds AS ({found})"


def _kinds(laws: Sequence[Keyed]) -> str:
    read, empty = _read(laws), dict.fromkeys(column for law in laws for column in law.empty)
    missing = "".join(f", CAST(NULL AS {column.type}) AS {column.name}" for column in empty)
    asked = ", ".join(read) or "true AS one"
    counted = f"SELECT *{missing} FROM (SELECT {asked}, count(*) AS rows FROM requests GROUP BY ALL)"
    return f"SELECT *{_settled(laws)} FROM ({counted})"


def _settled(keyed: Iterable[Keyed]) -> str:
    """Write the derived columns that the laws ask for, each once."""
    return "".join(
        f", {sql} AS {name}" for name, sql in dict(pair for law in keyed for pair in law.settled).items()
    )


def _read(keyed: Iterable[Keyed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for law in keyed for column in law.read))


def _mark(keyed: Iterable[Keyed]) -> str:
    """Write the one number by which a row finds its kind."""
    return f"hash({', '.join(_read(keyed)) or 'true'})"


def _marked(keyed: Iterable[Keyed], asked: Sequence[str]) -> str:
    """Write columns of the kinds beside their marks; should two kinds have one mark, nothing is answered."""
    laws = tuple(keyed)
    alone = f"CASE WHEN count(*) OVER (PARTITION BY {_mark(laws)}) > 1 THEN error('two kinds have one mark')"
    return f"SELECT {alone} ELSE {_mark(laws)} END AS mark, {', '.join(asked)}"


def law_table(prefix: str, keyed: Keyed, answers: Answered) -> str:
    """Write a law's answers as a table of numbers."""
    names, own = keyed.names(prefix), answer_columns(keyed.acts)
    typed = [(name, "BIGINT") for name in names] + list(own)
    rows = ", ".join(f"({', '.join(map(str, (*key, *told)))})" for key, told in answers)
    none = "" if rows else " WHERE false"
    given = rows or f"({', '.join('0' for _ in typed)})"
    columns = ", ".join(f"CAST({name} AS {type_}) AS {name}" for name, type_ in typed)
    return f"SELECT {columns} FROM (VALUES {given}) AS given({', '.join(name for name, _ in typed)}){none}"


def _keys(keyed: Mapping[str, Keyed]) -> str:
    pairs = (
        pair for prefix, own in keyed.items() for pair in zip(own.columns, own.names(prefix), strict=True)
    )
    return ", ".join(f"{sql} AS {name}" for sql, name in pairs)


def answer_columns(acts: Sequence[Act]) -> tuple[tuple[str, str], ...]:
    """Name the columns of an answer: for each act its outcome, its clause, and the fields it hinges on."""
    types = (("", "UTINYINT"), ("_clause", "USMALLINT"), ("_hinges", "UBIGINT"))
    return tuple((f"{act.value}{end}", type_) for act in acts for end, type_ in types)
