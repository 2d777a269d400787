"""Whatever is in a case file, reading it gives a case or an error in words. Never anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from holdlaw.core.case import Case
from holdlaw.core.problems import CODES, HoldlawError

from .some_case import DATA, TEXT, Data, read

WORDS = st.sampled_from(
    [
        "", "yes", "no", "unknown", "none", "null", "NaN", "-", "~", "*a", "&a", "!!set", "I-247A", "hold",
        "2017-06-14", "2017-02-30", "9999-12-31", "0001-01-01", " 2014-05-01 ",
        "2017-06-14T09:30:00-04:00", "NY PL 160.10",
        "2017-06-14T09:30:00", "9999-12-31T23:59:59Z", "NJ 2C:15-1", "18 USC 2113(a)", "\ud800", "\u202e",
        "\U0001d7da",
    ]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(WORDS, v, max_size=3), max_leaves=6
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the path of every value of a case."""
    if path:
        yield path
    pairs: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    for key, inner in pairs:
        yield from places(inner, (*path, key))


PATHS = st.sampled_from(sorted(places(DATA), key=str))


@st.composite
def mutated(draw: st.DrawFn) -> Data:
    """Change, add or remove some values of a valid case."""
    data = deepcopy(DATA)
    for path in draw(st.lists(PATHS, min_size=1, max_size=4)):
        inner: Any = data
        try:
            for step in path[:-1]:
                inner = inner[step]
            inner[path[-1]] = draw(VALUES)
            if draw(st.booleans()) and isinstance(inner, dict):
                inner.pop(path[-1])
        except (KeyError, IndexError, TypeError):
            continue
    return data


@st.composite
def cut_and_pasted(draw: st.DrawFn) -> bytes:
    """Replace some stretches of a valid case's bytes by others."""
    written = bytearray(TEXT.encode())
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(written)))
        length = draw(st.integers(0, 12))
        written[start : start + length] = draw(
            st.binary(max_size=6) | WORDS.map(lambda w: w.encode("utf-8", "surrogatepass"))
            | st.sampled_from([b"\n", b": ", b"- ", b"  ", b"\t", b"{", b"]", b"'", b"|", b"#", b"? "])
        )  # fmt: skip
    return bytes(written)


def answers_in_words(written: bytes | Data) -> None:
    """Read a case; the outcome is a case, or problems that each have a known code and all their parts."""
    try:
        assert isinstance(read(written), Case)
    except HoldlawError as error:
        for problem in error.problems:
            assert problem.code in CODES
            assert all((problem.where, problem.what, problem.why, problem.mend))


@given(mutated())
def test_changed_data_is_a_case_or_an_error_in_words(data: Data) -> None:
    """Another program sends what it likes; the desk must get an answer or a reason, and no traceback."""
    answers_in_words(data)


@given(mutated())
def test_changed_json_is_a_case_or_an_error_in_words(data: Data) -> None:
    """A file written by a faulty export must be refused in words that name the fault."""
    answers_in_words(json.dumps(data).encode())


@settings(max_examples=200)
@given(cut_and_pasted())
def test_changed_text_is_a_case_or_an_error_in_words(written: bytes) -> None:
    """A slip of the keyboard in a hand-written case must never end in a traceback."""
    answers_in_words(written)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_any_bytes_are_a_case_or_an_error_in_words(written: bytes) -> None:
    """A photograph or a spreadsheet dropped on the desk by mistake is refused like any other bad file."""
    answers_in_words(written)
