"""`holdlaw claim` as it is typed, without a register: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from .shell import run

PAGE = """\
E3  "Two weeks later, on March 15"
  story, News story E, spring 2017
  Holds, with a correction.
  Why: It was 13 days later, not 14.
  Say: 13 days later.
  Rests on: 13 days lie between March 2 and the day named
"""


def test_the_examples_are_listed_without_a_verdict() -> None:
    """Who looks for the form of a claim finds 27 real ones, and judges them alone first."""
    listed = run("claim", "list")
    assert listed.exit_code == 0
    assert 'A2  "20 times higher than it was the year before"' in listed.stdout
    assert not any(word in listed.stdout.lower() for word in ("contradicted", "unverifiable", "holds"))
    assert len(json.loads(run("claim", "list", "--json").stdout)["claims"]) == 27


def test_one_example_is_one_page() -> None:
    """The verdict comes before the reasons, and the reasons before the sources."""
    result = run("claim", "check", "E3")
    assert result.stdout == PAGE
    assert result.exit_code == 1


def test_a_file_gives_one_object_a_claim(tmp_path: Path) -> None:
    """A list of sentences is read by a program line by line."""
    file = tmp_path / "mine.yaml"
    file.write_text(
        "- {id: one, says: 'NYPD got 1,526 requests', place: us-ny-nyc-police, measure: requests_received,\n"
        "   value: 1526, window: '2017'}\n- {id: two, says: nothing serious, kind: opinion}\n",
        encoding="utf-8",
    )
    result = run("claim", "check", file, "--json")
    assert [json.loads(line)["verdict"] for line in result.stdout.splitlines()] == [
        "holds_with_correction",
        "unspecified",
    ]
    assert result.exit_code == 1


def test_the_day_of_a_claim_chooses_its_law(tmp_path: Path) -> None:
    """The same sentence about the state is wrong in February 2018, and partly right a year later."""
    file = tmp_path / "mine.yaml"
    says = "{says: 'state law prevents it', place: us-ny-nyc-police, law: state, modality: must_not}"
    file.write_text(says, encoding="utf-8")
    verdicts = []
    for day in ("2018-02-09", "2019-02-09"):
        result = run("claim", "check", file, "--on", day, "--json")
        verdicts.append(json.loads(result.stdout)["verdict"])
    assert verdicts == ["contradicted", "holds_with_correction"]


def test_a_file_that_is_not_there_is_not_taken_for_a_sentence() -> None:
    """A misspelled name would otherwise be judged as an opinion."""
    result = run("claim", "check", "story.yaml")
    assert result.exit_code == 2
    assert result.stderr == (
        "HL-1001: story.yaml: The file cannot be read: No such file or directory. There is no claim to "
        "check. Check the name and the permissions, or write the sentence in quotes.\n"
    )
