"""What is wrong in a law file is said in full: code, file and line, what, why, and how to mend it.

Each file in `bad/` breaks the small law in one way and pins every word of the answer. One more is one file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .small_law import STATE, Law, problems_of

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


def read_everything(law: Law) -> None:
    """Read all that the small law holds, the file that is broken among it."""
    book = law.book()
    assert book.forms
    assert book.combinations
    place = book.place(STATE)
    assert [book.calendar(name) for name in place.calendars]
    book.versions(place)
    book.offence_file("zz-list")


def broken(law: Law, mistake: dict[str, Any]) -> list[str]:
    """Break the law as a file of `bad/` says, and give what is said about it."""
    if "text" in mistake:
        law.write(mistake["file"], mistake["text"])
    for change in mistake.get("changes", ()):
        law.change(mistake["file"], change["from"], change["to"])
    return problems_of(lambda: read_everything(law))


def test_the_small_law_itself_is_in_order(law: Law) -> None:
    """If the law that is broken below were broken already, no error below would prove anything."""
    assert problems_of(lambda: read_everything(law)) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_mistake_is_named_with_its_place_and_how_to_mend_it(path: Path, law: Law) -> None:
    """A county's own lawyer mends the file from the message alone, without asking a developer."""
    mistake = YAML(typ="safe", pure=True).load(path)
    assert "\n".join(broken(law, mistake)) == mistake["says"].rstrip("\n")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_no_mistake_is_reported_twice(path: Path, law: Law) -> None:
    """A list that repeats itself is read half, and the mistake at its end stays in the law."""
    said = broken(law, YAML(typ="safe", pure=True).load(path))
    assert sorted(said) == sorted(set(said))


def test_a_place_that_is_not_encoded_is_named_with_the_nearest_one(law: Law) -> None:
    """A slip of the finger in the name of a county must not look like a county without law."""
    assert law.problems("us-zy") == [
        "HL-1012: place: 'us-zy' is not a place whose law is encoded. No law could be asked. "
        "Did you mean 'us-zz'?"
    ]


def test_a_place_unlike_any_other_is_answered_with_the_names_there_are(law: Law) -> None:
    """Where nothing is near, the reader is shown what exists rather than a wild guess."""
    assert law.problems("atlantis") == [
        "HL-1012: place: 'atlantis' is not a place whose law is encoded. No law could be asked. "
        "Known here: us, us-zz."
    ]


def test_a_folder_without_law_is_refused(tmp_path: Path) -> None:
    """A wrong folder on the command line must not be taken for a country without rules."""
    empty = Law(tmp_path / "empty")
    assert problems_of(empty.book) == [
        f"HL-2001: {tmp_path / 'empty'}: This folder holds no `facts.yaml`. It is not a folder of law. "
        "Name the `policies` folder."
    ]
