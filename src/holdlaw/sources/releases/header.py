"""Which release a file is of, and where its header stands: told by the columns, never by the file's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.sources.releases.columns import BY_HEADER, COLUMNS, Column, plain_header
from holdlaw.sources.releases.opening import Line
from holdlaw.sources.releases.release import Release, releases

SEARCHED: Final = 30
"""Lines in which a header is looked for: releases have up to six of preamble."""
_BY_NAME = {column.name: column for column in COLUMNS}


@frozen
class Header:
    """The header of a file: its release, and what stands at each position."""

    release: Release
    names: tuple[str, ...]
    """As printed."""
    columns: tuple[Column | None, ...]
    """What each is read as; None for what is left alone."""
    line: int
    sheet: str


@frozen
class Table:
    """A file recognised: its header, and the records below."""

    header: Header
    lines: Iterable[Line]


def recognised(path: Path, ways: Mapping[str, Iterable[Line]], known: Sequence[Release]) -> Table:
    """Find the header that one of the releases is known by, in any of the ways to read the file.

    Raise HoldlawError (HL-9042) if there is none, with what comes nearest, or if it has a column twice.
    """
    seen: list[frozenset[str]] = [frozenset()]
    for way, lines in ways.items():
        rest = iter(lines)
        first = list(islice(rest, SEARCHED))
        for place, line in enumerate(first):
            header = header_of(line.cells, known, line.number, way)
            if header is not None:
                _check_once(path, header)
                return Table(header, chain(first[place + 1 :], rest))
            seen.append(frozenset(plain_header(cell) for cell in line.cells))
    raise _unknown(path, seen, known)


def header_of(cells: Sequence[str], known: Sequence[Release], line: int, sheet: str) -> Header | None:
    """Read one line as a header of the release that asks for most of its columns; None if it is none."""
    plain = [plain_header(cell) for cell in cells]
    fitting = [each for each in known if each.header <= set(plain) and not each.never & set(plain)]
    if not fitting:
        return None
    release = max(fitting, key=lambda each: len(each.header))
    return Header(release, tuple(cells), _columns(plain, release), line, sheet)


def _check_once(path: Path, header: Header) -> None:
    """Refuse a header that has a column twice: which of them is meant cannot be told (HL-9042)."""
    read = {plain_header(name) for name, column in zip(header.names, header.columns, strict=True) if column}
    plain = [plain_header(name) for name in header.names]
    twice = sorted(name for name in read if plain.count(name) > 1)
    if twice:
        what = f"Its header has twice: {', '.join(twice)}."
        why, mend = "Which column is meant cannot be told.", "Rename the one that is not meant, in a copy."
        raise HoldlawError([Problem("HL-9042", path.name, what, why, mend)])


def _columns(plain: Sequence[str], release: Release) -> tuple[Column | None, ...]:
    taken: set[str] = set()
    found: list[Column | None] = []
    for header in plain:
        renamed = release.renamed.get(header)
        column = _BY_NAME[renamed] if renamed else BY_HEADER.get(header)
        if column is None or header in release.unread or column.name in taken:
            found.append(None)
        else:
            taken.add(column.name)
            found.append(column)
    return tuple(found)


def named(name: str | None) -> tuple[Release, ...]:
    """Give the release with an id, or every one. Raise HoldlawError (HL-9042) if there is none."""
    found = tuple(release for release in releases() if name in (None, release.id))
    if not found:
        raise _no_such_release(name or "")
    return found


def _no_such_release(name: str) -> HoldlawError:
    known = ", ".join(release.id for release in releases())
    what, why = f"There is no source {name}.", "Its columns are not known."
    return HoldlawError([Problem("HL-9042", "--source", what, why, f"Name one of: {known}.")])


def _unknown(path: Path, seen: Sequence[frozenset[str]], known: Sequence[Release]) -> HoldlawError:
    """Say what is nearest, by the columns' own names: a line that is no header may hold anything."""
    lacking, release = min(
        ((sorted(each.header - headers), each) for each in known for headers in seen),
        key=lambda near: (len(near[0]) / len(near[1].header), near[1].id),
    )
    what = f"No line of the first {SEARCHED} is a header of a known release."
    if len(lacking) < len(release.header):
        what += (
            f" Nearest is {release.id}; its header lacks {', '.join(lacking) or 'nothing, but says more'}."
        )
    mend = "Say what each column is in a mapping file: `holdlaw import FILE --mapping MAPPING`."
    return HoldlawError([Problem("HL-9042", path.name, what, "What its columns mean is not known.", mend)])
