"""Which blank or box a field is, by its name, its tooltip or the words beside it. In doubt, none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from holdlaw.sources.pdf.labels import BLANKS, TICKS, Blank, Tick
from holdlaw.sources.pdf.material import Field
from holdlaw.sources.pdf.plain import last_name, plain

_Thing = TypeVar("_Thing")

_GLUED_MIN = 8
"""Letters a name needs to be looked for with its words run together: `nameofalien`, but not `ano`."""
_BEFORE_MAX = 12
"""Letters a printed sentence may have before its known words: `2. DHS`."""


def blank_of(field: Field) -> tuple[str, str] | None:
    """Give the key of a text field and the words it was known by; nothing where none or several fit."""
    for told in (last_name(field.name), field.tooltip):
        if key := _only((len(name), blank.key) for blank in BLANKS for name in _named(blank, plain(told))):
            return key, told
    for told in field.near:
        if key := _only((len(name), blank.key) for blank in BLANKS for name in _ends(blank, plain(told))):
            return key, told
    return None


def tick_of(field: Field) -> tuple[Tick, str] | None:
    """Give what a box says when it is ticked, and the words it was known by."""
    name = last_name(field.name)
    for told in (field.state, name, f"{name} {field.state}", field.tooltip):
        if tick := tick_named(told):
            return tick, told
    for told in field.near:
        if tick := tick_printed(told):
            return tick, told
    return None


def tick_named(told: str) -> Tick | None:
    """Give the box that a name or tooltip speaks of."""
    words = plain(told)
    fits = ((len(name), tick) for tick in TICKS for name in tick.names if _holds(words, name, tick.never))
    return _only(fits)


def tick_printed(sentence: str) -> Tick | None:
    """Give the box behind which a sentence is printed."""
    words = plain(sentence)
    fits = (
        (len(name), tick)
        for tick in TICKS
        for name in tick.names
        if _holds(words, name, tick.never) and f" {words} ".find(f" {name} ") <= _BEFORE_MAX
    )
    return _only(fits)


def _named(blank: Blank, words: str) -> Iterator[str]:
    yield from (name for name in blank.whole if name == words and not _has_any(words, blank.never))
    yield from (name for name in blank.names if _holds(words, name, blank.never))


def _ends(blank: Blank, words: str) -> Iterator[str]:
    """Give the names with which printed words end; only the last few words are the blank's own."""
    for name in (*blank.names, *blank.whole):
        own = " ".join(words.split()[-len(name.split()) - 2 :])
        if f" {words}".endswith(f" {name}") and not _has_any(own, blank.never):
            yield name


def _holds(words: str, name: str, never: tuple[str, ...]) -> bool:
    glued = name.replace(" ", "")
    inside = f" {name} " in f" {words} " or (len(glued) >= _GLUED_MIN and glued in words.replace(" ", ""))
    return inside and not _has_any(words, never)


def _has_any(words: str, names: tuple[str, ...]) -> bool:
    return any(f" {name} " in f" {words} " for name in names)


def _only(fits: Iterable[tuple[int, _Thing]]) -> _Thing | None:
    """Give the one thing with the longest name, or nothing where two things have it."""
    kept = list(fits)
    longest = max((length for length, _ in kept), default=0)
    best = [thing for length, thing in kept if length == longest]
    return best[0] if best and all(thing == best[0] for thing in best) else None
