"""One example of every type of entry, and how to make up any other. Nobody in them is real."""

from __future__ import annotations

from typing import Any

from attrs import fields
from hypothesis import strategies as st

from holdlaw.register.kind import Kind, Takes
from holdlaw.register.kinds import kinds

KINDS = tuple(kinds().values())
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.text(LETTERS, min_size=1).filter(str.strip)
CODES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,8}", fullmatch=True)
NUMBERS = st.integers(min_value=0, max_value=2**53 - 1)
SCALARS = st.none() | st.booleans() | WORDS | st.integers(-(2**53) + 1, 2**53 - 1)
GROUPS = st.dictionaries(WORDS, SCALARS | st.lists(SCALARS, max_size=2), max_size=3)
MOMENTS = (
    st.datetimes(timezones=st.timezones()).map(lambda value: value.isoformat()).filter(lambda v: len(v) < 33)
)
SHAPES: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS,
    "code": CODES,
    "codes": st.lists(CODES, max_size=3),
    "number": NUMBERS,
    "moment": MOMENTS,
    "day": st.dates().map(lambda value: value.isoformat()),
    "group": GROUPS,
    "structure": GROUPS | st.lists(GROUPS, max_size=2),
}


def value_for(takes: Takes) -> st.SearchStrategy[Any]:
    """Give a value that a field takes."""
    return st.sampled_from(takes.options) if takes.options else SHAPES[takes.name]


@st.composite
def contents(draw: st.DrawFn, kind: type[Kind] | None = None) -> Kind:
    """Give the content of any entry, or of one type; optional fields are there or not."""
    chosen = kind or draw(st.sampled_from(KINDS))
    given: dict[str, Any] = {}
    for each in fields(chosen):
        if not each.metadata["optional"] or draw(st.booleans()):
            given[each.name] = draw(value_for(each.metadata["takes"]))
    return chosen(**given)


def fullest(kind: type[Kind], mark: str) -> Kind:
    """Give an entry of one type with every field stated; each private value carries the mark."""
    return kind(**{each.name: _plain(each.metadata, mark, each.name) for each in fields(kind)})


def _plain(metadata: Any, mark: str, name: str) -> Any:
    takes: Takes = metadata["takes"]
    word = f"{mark}-{name}" if metadata["private"] else f"some-{name}"
    plain = {
        "text": word,
        "code": word,
        "codes": [word],
        "number": 3,
        "moment": "2026-03-02T12:00:00-05:00",
        "day": "2026-03-02",
        "group": {name: word},
        "structure": [{name: word}],
    }
    return takes.options[0] if takes.options else plain[takes.name]
