"""Releases law: writes down the digest of what each version says, so that it is never edited afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook.book import Book
from holdlaw.policybook.cache import read_node
from holdlaw.policybook.digests import (
    FILE,
    check_digest,
    digest,
    offence_digest,
    read_digests,
    write_digests,
)


def release_place(book: Book, name: str) -> tuple[str, ...]:
    """Release every version of a place that is not released; give what was newly released.

    Raise HoldlawError, having written nothing, if a version has a mistake or a released one was changed.
    """
    place = book.place(name)
    book.versions(place)
    shown = place.folder.relative_to(book.root).as_posix()
    found = {file.id: (digest(file.own), file.own.file) for file in place.files}
    return _release(place.folder, f"{book.root.name}/{shown}", found)


def release_lists(book: Book) -> tuple[str, ...]:
    """Release every edition of every offence list that is not released; give what was newly released."""
    folder = book.root / "offences"
    found = {}
    for path in sorted(path for path in folder.glob("*.yaml") if path.name != FILE):
        file = book.offence_file(path.stem)
        node = read_node(path, f"{book.root.name}/offences/{path.name}")
        for edition in file.editions if file else ():
            found[f"{path.stem}@{edition}"] = (offence_digest(node, edition), node.file)
    return _release(folder, f"{book.root.name}/offences", found)


def _release(folder: Path, shown: str, found: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Write the digests of a folder: those that stand, and the new ones after them."""
    path = folder / FILE
    released = dict(read_digests(read_node(path, f"{shown}/{FILE}") if path.exists() else None))
    checks = [check_digest(name, value, released, where) for name, (value, where) in found.items()]
    problems = [problem for problem in checks if problem]
    problems += [gone(name, f"{shown}/{FILE}") for name in released if name not in found]
    if problems:
        raise HoldlawError(problems)
    new = {name: value for name, (value, _) in found.items() if name not in released}
    if new:
        path.write_text(write_digests(released | new), encoding="utf-8")
    return tuple(new)


def gone(name: str, where: str) -> Problem:
    """Give the problem of a released law that is no longer there."""
    return Problem(
        "HL-2002",
        where,
        f"'{name}' was released and is no longer there.",
        "Decisions taken under it could not be replayed.",
        "Put it back.",
    )
