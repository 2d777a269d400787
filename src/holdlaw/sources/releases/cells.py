"""What a cell says, as SQL over its text: its state and its value. The same for every release."""

from __future__ import annotations

from collections.abc import Iterable

from holdlaw.sources.parquet import quoted
from holdlaw.sources.releases.columns import Column, Kind, State
from holdlaw.sources.releases.release import Release

_REDACTED = r"^(\(?b\)?\s*\(\d\)\s*(\(?[a-z]\)?)?[\s;,]*)+$"
"""What stands where an authority removed a value under 5 U.S.C. 552(b), as printed in releases since 2008."""
_FLAGS = {"YES": True, "Y": True, "TRUE": True, "NO": False, "N": False, "FALSE": False}
_TYPES = {Kind.DAY: "DATE", Kind.FLAG: "BOOLEAN", Kind.NUMBER: "DOUBLE", Kind.TEXT: "VARCHAR"}


def listed(texts: Iterable[str]) -> str:
    """Give texts as SQL has a list of them."""
    return ", ".join(quoted(text) for text in texts)


def cell(column: Column, source: str | None, release: Release) -> str:
    """Give the value and the state of a column, as SQL. `source` is its text; None if there is none."""
    names = column.name, f"{column.name}_state"
    if source is None:
        nothing = f"CAST(NULL AS {_TYPES[column.kind]})"
        return f"{nothing} AS {names[0]}, {_state(State.NOT_COLLECTED)} AS {names[1]}"
    text = f"trim({source})"
    value = _value(column.kind, text, release)
    blank = listed(sorted(each.upper() for each in release.blank))
    state = (
        f"CASE WHEN upper({text}) IN ({blank}) THEN {_state(State.BLANK)} "
        f"WHEN regexp_matches({text}, {quoted(_REDACTED)}, 'i') THEN {_state(State.REDACTED)} "
        f"WHEN {value} IS NULL THEN {_state(State.UNREADABLE)} ELSE {_state(State.KNOWN)} END"
    )
    return f"CASE WHEN {state} = {_state(State.KNOWN)} THEN {value} END AS {names[0]}, {state} AS {names[1]}"


def _state(state: State) -> str:
    return quoted(state.value)


def _value(kind: Kind, text: str, release: Release) -> str:
    if kind is Kind.DAY:
        return _day(text, release)
    if kind is Kind.FLAG:
        cases = " ".join(
            f"WHEN upper({text}) = {quoted(word)} THEN {value}" for word, value in _FLAGS.items()
        )
        return f"CASE {cases} END"
    if kind is Kind.NUMBER:
        return f"try_cast({text} AS DOUBLE)"
    return text


def _day(text: str, release: Release) -> str:
    """Read a day in any of the release's forms; one before 1900 is a slip of the hand or the machine."""
    read = f"CAST(try_strptime({text}, [{listed(release.day_forms)}]) AS DATE)"
    return f"CASE WHEN {read} >= DATE '1900-01-01' THEN {read} END"
