"""Compiles a law for one kind of file: what each of its tests says of a row, packed into numbers, the key.

Rows with one key are alike to the law. What stands where in a key is kept beside it, so that the answer to a
key can be asked of the definition itself (`simulate.judging`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
        slots = tuple(slots for slots, _ in packed)
        return Keyed(law, tuple(acts), slots, words, columns, *self._reads(columns))

    def _reads(
        self, columns: Sequence[str]
    ) -> tuple[tuple[str, ...], tuple[Column, ...], tuple[tuple[str, str], ...]]:
        """Say what the columns of a key read, what of it is not in the file, and what is settled first."""
        asked = set(re.findall(r"\w+", " ".join(columns)))
        derived = {name: own for name, own in self._settled.items() if name in asked}
        asked.update(*(own.reads for own in derived.values()))
        own = {column.name: column for column in self._columns}
        made = {word for word, _ in (settled_.reads for settled_ in derived.values())} | set(
            self._timed.values()
        )
        read = sorted(name for name in asked if name in made or (name in own and name in self._there))
        empty = (own[name] for name in sorted(asked) if name in own and name not in self._there)
        return tuple(read), tuple(empty), tuple((name, settled_.sql) for name, settled_ in derived.items())

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


_SPAN_BITS = 8
"""Bits of the first word that say which span of the law a row falls under."""


def span_of(key: Sequence[int]) -> int:
    """Take the number of the span out of a key."""
    return key[0] & ((1 << _SPAN_BITS) - 1)


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
