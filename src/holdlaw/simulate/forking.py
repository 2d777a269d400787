"""A bill: a copy of a place's law, anywhere on disk, free to be edited and put to the same rows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book, book_at
from holdlaw.policybook.digests import FILE as DIGESTS

ABOUT = "fork.json"
"""The file that says which place a folder is a copy of."""

_SHARED = ("facts.yaml", "forms.yaml", "layers.yaml")
_README = """A copy of the law of {place} ({name}), made to be edited.

The law itself stands in {folder}. Edit its last version ({last}), or add a file named by the day a bill
would take effect, which begins with `amends: {last}`. The copy is not locked: no digest holds it.

    holdlaw law check .
    holdlaw simulate FILE.parquet --place .
    holdlaw compare FILE.parquet --place {place} --place .
"""


@frozen
class Bill:
    """A folder with a copy of a place's law: the book it makes, and the place."""

    book: Book
    place: str


def fork(book: Book, place: str, to: Path) -> Path:
    """Copy the law of a place, with the layers above it, the lists, calendars and facts, to an empty folder.

    Give the folder of the place's own versions. Raise HoldlawError if the folder is not empty, or the place
    not known.
    """
    found = book.place(place, "PLACE")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise HoldlawError(
            [
                Problem(
                    "HL-9005",
                    str(to),
                    "Something is there already.",
                    "A copy over it would mix two laws.",
                    "Name a new or empty folder.",
                )
            ]
        )
    to.mkdir(parents=True, exist_ok=True)
    for name in _SHARED:
        shutil.copyfile(book.root / name, to / name)
    for name in ("offences", "calendars"):
        shutil.copytree(book.root / name, to / name, ignore=shutil.ignore_patterns(DIGESTS))
    for layer in book.chain(place):
        _copy_place(layer.folder, to / layer.folder.relative_to(book.root), locked=layer is not found)
    own = to / found.folder.relative_to(book.root)
    last = found.files[-1].id if found.files else "none"
    versions = {file.id: file.digest for file in found.files}
    about = {"place": place, "from": versions}
    (to / ABOUT).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    text = _README.format(place=place, name=found.name, folder=own.relative_to(to).as_posix(), last=last)
    (to / "README.md").write_text(text, encoding="utf-8")
    return own


def law_named(name: str, book: Book) -> Bill:
    """Find the law that `--place` names: a place of the book, or a folder that `law fork` made."""
    folder = Path(name)
    if name in book.place_names() or not (folder / ABOUT).is_file():
        return Bill(book, book.place(name, "--place").id)
    try:
        place = json.loads((folder / ABOUT).read_text(encoding="utf-8"))["place"]
    except (OSError, ValueError, KeyError, TypeError):
        raise HoldlawError(
            [
                Problem(
                    "HL-9006",
                    str(folder / ABOUT),
                    "It does not say which place the folder is a copy of.",
                    "No law could be asked.",
                    'Write {"place": "us-ny-nyc-police"}, with your place.',
                )
            ]
        ) from None
    bill = book_at(folder)
    return Bill(bill, bill.place(str(place), str(folder)).id)


def _copy_place(folder: Path, to: Path, *, locked: bool) -> None:
    """Copy the files of one place; its own, that may be edited, without the lock."""
    to.mkdir(parents=True, exist_ok=True)
    for file in sorted(folder.glob("*.yaml")):
        if locked or file.name != DIGESTS:
            shutil.copyfile(file, to / file.name)
