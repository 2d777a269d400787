"""The printed pages: plain lines of eighty columns, in the order in which a desk officer needs them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from holdlaw.policybook.cache import read_node
from holdlaw.policybook.digests import digest, write_digests
from tests.decide.nights import with_warrant
from tests.policybook.small_law import copied_law

from .shell import EXAMPLES, WIDTH, allowed, holiday, run, unclear, written

GOLDEN = Path(__file__).parent / "golden"
HEADINGS = [
    "WHY",
    "CLOCK",
    "OPEN",
    "NOT KNOWN, AND WORTH ASKING",
    "WHAT WOULD CHANGE THIS",
    "DO NOW",
    "WARNINGS",
]
PLACES = ["us", "us-tx", "us-ca", "us-il", "us-ia", "us-ny", "us-ny-nyc-police", "us-ny-nyc-correction"]


def pages(folder: Path, *commands: str) -> list[str]:
    """Print many cases by each of some commands."""
    cases = [*EXAMPLES, allowed(folder), unclear(folder), holiday(folder)]
    for place in PLACES:
        for day in ("1996-05-01", "2019-11-05", "2026-06-02", "2090-01-04"):
            case = with_warrant(day, "NY PL 265.02", place)
            del case["request"]["served_at"]
            cases.append(written(folder / f"{place}-{day}.json", case))
    return [run(command, case).stdout for command in commands for case in cases]


def test_no_line_is_wider_than_a_terminal(tmp_path: Path) -> None:
    """A line broken by the terminal hides the end of a citation, or the hour of a deadline."""
    lines = [line for page in pages(tmp_path, "decide", "explain", "clock") for line in page.splitlines()]
    assert [line for line in lines if len(line) > WIDTH] == []


def test_the_pages_are_plain_text(tmp_path: Path) -> None:
    """They are printed, filed, faxed and read aloud; an escape code is noise in all of them."""
    for page in pages(tmp_path, "decide", "explain", "next", "clock"):
        assert page.endswith("\n")
        assert not set(page) & set("\x1b\t\r\x07")
        assert [line for line in page.splitlines() if line != line.rstrip()] == []


def test_the_parts_of_a_decision_stand_in_one_order(tmp_path: Path) -> None:
    """The answer first, then why, until when, what is open, what would change it, what to do and to mind."""
    for page in pages(tmp_path, "decide"):
        assert page.splitlines()[3].startswith(("HOLD ", "NOTIFY "))
        shown = [line for line in page.splitlines() if line in HEADINGS]
        assert shown[0] == "WHY"
        assert shown == [heading for heading in HEADINGS if heading in shown]


def test_the_answer_is_on_the_first_screen(tmp_path: Path) -> None:
    """Twenty-four lines are what a small terminal shows; the outcome and its law must be among them."""
    for page in pages(tmp_path, "decide"):
        first = page.splitlines()[:24]
        assert any(line.startswith("HOLD ") for line in first)
        assert "WHY" in first


def test_several_decisions_are_kept_apart_by_an_empty_line(tmp_path: Path) -> None:
    """Two people's answers must never run into one another on the page."""
    one, two = allowed(tmp_path), holiday(tmp_path)
    assert run("decide", one, two).stdout == f"{run('decide', one).stdout}\n{run('decide', two).stdout}"


def released(folder: Path) -> Path:
    """Copy the law with every version of the city, the state and the federal layer locked."""
    law = copied_law(folder / "policies")
    for place in ("us", "us/ny", "us/ny/nyc/police"):
        found = sorted((law.root / place).glob("[0-9]*.yaml"))
        digests = {file.stem: digest(read_node(file, file.name)) for file in found}
        law.write(f"{place}/digests.yaml", write_digests(digests))
    return law.root


@pytest.mark.parametrize("name", ["allowed", "unclear", "holiday"])
def test_a_whole_printed_decision_is_as_it_was(name: str, tmp_path: Path) -> None:
    """Any change of a word at the desk shows here as a difference, to be looked at and meant.

    `HOLDLAW_WRITE_GOLDEN=1 pytest tests/cli/test_pages.py` writes the pages anew.
    """
    case = {"allowed": allowed, "unclear": unclear, "holiday": holiday}[name](tmp_path)
    printed = run("decide", case, "--policies", released(tmp_path)).stdout
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("HOLDLAW_WRITE_GOLDEN"):
        golden.write_text(printed, encoding="utf-8")
    assert printed == golden.read_text(encoding="utf-8")
