"""What each command prints and how it ends, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import holdlaw
from tests.decide.contract import ERROR, SCHEMA
from tests.policybook.small_law import small_law

from .shell import EXAMPLES, allowed, bad, holiday, run, unclear

ASKING = ("decide", "explain", "next", "clock")


@pytest.mark.parametrize("command", ASKING)
def test_the_exit_code_says_how_the_answer_stands(command: str, tmp_path: Path) -> None:
    """A script at a jail goes on, stops, or calls counsel by this number alone."""
    codes = {case.stem: run(command, case).exit_code for case in (allowed(tmp_path), unclear(tmp_path))}
    assert codes == {"allowed": 0, "unclear": 1}
    assert run(command, bad(tmp_path)).exit_code == 2
    assert run(command, tmp_path / "missing.yaml").exit_code == 2


def test_the_highest_code_of_several_cases_wins(tmp_path: Path) -> None:
    """One unusable file in a night's folder must not end as if all were answered."""
    good, open_, broken = allowed(tmp_path), unclear(tmp_path), bad(tmp_path)
    assert run("decide", good, open_).exit_code == 1
    assert run("decide", open_, good).exit_code == 1
    assert run("decide", broken, open_, good).exit_code == 2


@pytest.mark.parametrize("command", ASKING)
def test_one_bad_file_does_not_stop_the_others(command: str, tmp_path: Path) -> None:
    """The person in the next cell is owed an answer whatever was mistyped for the first."""
    result = run(command, bad(tmp_path), allowed(tmp_path), unclear(tmp_path), "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert ["error" in line for line in lines] == [True, False, False]
    assert result.exit_code == 2


def test_problems_are_told_on_the_side_and_answers_in_the_middle(tmp_path: Path) -> None:
    """Whoever saves the answers to a file must still see on the screen what was not answered."""
    result = run("decide", bad(tmp_path), allowed(tmp_path))
    assert result.stderr.splitlines() == [
        f"HL-1010: {tmp_path / 'bad.yaml'}:1 ({key}): '{key}' is missing. No answer can be given without it. "
        f"Add `{key}:`."
        for key in ("request", "custody")
    ]
    assert "HL-1010" not in result.stdout
    assert "HOLD      MAY" in result.stdout


def test_all_problems_of_a_bad_file_are_in_its_one_line_of_json(tmp_path: Path) -> None:
    """A program shows the clerk every field to mend at once."""
    line = json.loads(run("decide", bad(tmp_path), "--json").stdout)
    jsonschema.validate(line, ERROR)
    assert line["error"]["code"] == "HL-1010"
    assert [other["where"] for other in line["others"]] == [f"{tmp_path / 'bad.yaml'}:1 (custody)"]


def test_json_is_one_object_a_line(tmp_path: Path) -> None:
    """A year's cases are read line by line, by tools that know nothing of Holdlaw."""
    result = run("decide", allowed(tmp_path), unclear(tmp_path), holiday(tmp_path), "--json")
    lines = result.stdout.splitlines()
    assert len(lines) == 3
    for line in lines:
        jsonschema.validate(json.loads(line), SCHEMA)
    assert result.stderr == ""


def test_a_folder_stands_for_the_cases_in_it(tmp_path: Path) -> None:
    """A night's requests are kept in a folder, beside notes that are no cases."""
    allowed(tmp_path)
    holiday(tmp_path)
    (tmp_path / "notes.txt").write_text("called the magistrate", encoding="utf-8")
    lines = run("decide", tmp_path, "--json").stdout.splitlines()
    assert [json.loads(line)["at"][:10] for line in lines] == ["2017-06-14", "2017-06-30"]


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    """An empty folder must not look like a night on which all was answered."""
    result = run("decide", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"HL-1001: {tmp_path}: The folder holds no case file. There is nothing to answer. "
        "Name a case file, or a folder with .yaml or .json files that you may read.\n"
    )


def test_a_dash_stands_for_standard_input(tmp_path: Path) -> None:
    """Another program can ask without leaving a person's data in a file."""
    typed = allowed(tmp_path).read_text(encoding="utf-8")
    assert run("decide", "-", typed=typed).stdout == run("decide", allowed(tmp_path)).stdout
    assert run("decide", "-", typed="").exit_code == 2
    assert "standard input" in run("decide", "-", typed="hold").stderr


def test_the_law_of_another_folder_can_be_asked(tmp_path: Path) -> None:
    """A county tries its own law, or a bill, without installing anything."""
    law = small_law(tmp_path / "policies")
    data = json.loads(allowed(tmp_path).read_text(encoding="utf-8")) | {"place": "us-zz"}
    case = tmp_path / "zz.json"
    case.write_text(json.dumps(data), encoding="utf-8")
    assert run("decide", case).exit_code == 2
    assert "Nothing was said before 2020." in run("decide", case, "--policies", law.root).stdout


def test_a_broken_law_is_told_as_one_and_not_as_a_broken_case(tmp_path: Path) -> None:
    """The clerk must know whom to call: nothing is wrong with what they typed."""
    law = small_law(tmp_path / "policies")
    law.change("us/1997-04-01.yaml", "    hours: 48\n    when", "    when")
    data = json.loads(allowed(tmp_path).read_text(encoding="utf-8")) | {"place": "us"}
    case = tmp_path / "us.json"
    case.write_text(json.dumps(data), encoding="utf-8")
    result = run("decide", case, "--policies", law.root)
    assert result.exit_code == 2
    assert result.stderr.startswith("HL-2001: policies/us/1997-04-01.yaml:")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--policies", "/nowhere", "HL-2001: /nowhere: This folder holds no `facts.yaml`."),
        ("--known-on", "yesterday", "HL-4001: --known-on: 'yesterday' is not a day."),
        ("--known-on", "2026-02-30", "HL-4001: --known-on: '2026-02-30' is not a day."),
    ],
)
def test_an_option_that_cannot_be_used_is_named(option: str, value: str, said: str, tmp_path: Path) -> None:
    """A slip in an option must not be answered under another law or day."""
    result = run("decide", allowed(tmp_path), option, value)
    assert result.exit_code == 2
    assert result.stderr.startswith(said)
    line = json.loads(run("decide", allowed(tmp_path), option, value, "--json").stdout)
    jsonschema.validate(line, ERROR)


def test_a_decision_can_be_asked_as_of_an_earlier_day(tmp_path: Path) -> None:
    """Before anything was recorded nothing was known, and the answer says so."""
    line = json.loads(run("decide", allowed(tmp_path), "--known-on", "2017-06-14", "--json").stdout)
    assert line["acts"]["hold"]["outcome"] != "may"
    assert line["layers"][0]["version"] == "none"


def test_the_next_question_is_given_with_whom_to_ask_and_by_when(tmp_path: Path) -> None:
    """One question, one person, one deadline: that is all a desk can do at night."""
    said = run("next", unclear(tmp_path)).stdout
    assert "ask: agency counsel" in said
    assert "by: Tue 1 May 2018 09:30 (UTC-04:00)" in said
    assert "convictions[0].equivalent_to" in said
    line = json.loads(run("next", unclear(tmp_path), "--json").stdout)
    assert line["next_question"]["who"] == "agency counsel"


def test_where_nothing_is_open_the_command_says_so(tmp_path: Path) -> None:
    """Silence would leave the officer wondering whether the command had failed."""
    assert run("next", allowed(tmp_path)).stdout == "Nothing is open that could change the answer.\n"
    assert json.loads(run("next", allowed(tmp_path), "--json").stdout)["next_question"] is None


def test_every_clock_is_shown_day_by_day_and_one_governs(tmp_path: Path) -> None:
    """The officer must be able to count along, and to see which of three clocks ends the hold."""
    said = run("clock", holiday(tmp_path)).stdout
    assert "form: until Sun 2 July 2017 18:00 (UTC-04:00). The earliest: it governs." in said
    assert said.count("it governs") == 1
    assert said.count("not counted: Independence Day") == 2
    clocks = json.loads(run("clock", holiday(tmp_path), "--json").stdout)["clocks"]
    assert [clock["name"] for clock in clocks] == ["us-ny-nyc-police", "form", "regulation"]


def test_a_request_without_a_hold_has_no_clock(tmp_path: Path) -> None:
    """A deadline shown where nobody is held would be read as leave to hold until then."""
    data = json.loads(allowed(tmp_path).read_text(encoding="utf-8"))
    data["request"] |= {"form": "I-247N", "asks": ["notify"]}
    case = tmp_path / "notice.json"
    case.write_text(json.dumps(data), encoding="utf-8")
    assert run("clock", case).stdout == "No clock applies: the request asks for no hold.\n"


def test_the_whole_trace_can_be_read_and_printed_as_data(tmp_path: Path) -> None:
    """Counsel follows an answer down to the last test, and an auditor's program does the same."""
    said = run("explain", unclear(tmp_path)).stdout
    assert said.startswith("New York City Police Department: the whole trace\n")
    assert "from convictions[0].equivalent_to" in " ".join(said.split())
    trace = json.loads(run("explain", unclear(tmp_path), "--json").stdout)["trace"]
    assert list(trace) == ["hold", "notify", "transfer", "interview", "share"]
    assert trace["hold"]["layers"][0]["decided_by"] == "b1"


def test_the_version_names_the_program_and_the_law_it_carries() -> None:
    """An answer in a court file is worth little if nobody can say which program gave it."""
    assert run("version").stdout.startswith(f"holdlaw {holdlaw.__version__}\n")
    told = json.loads(run("version", "--json").stdout)
    assert (told["holdlaw"], told["contract"]) == (holdlaw.__version__, 1)
    assert {"us", "us-tx", "us-ny-nyc-police"} <= set(told["places"])


@pytest.mark.parametrize("arguments", [(), ("decide",), ("nope",), ("decide", "--nope", "x")])
def test_a_command_that_was_not_understood_ends_with_two_and_a_hint(arguments: tuple[str, ...]) -> None:
    """A mistyped command in a script must not look like an answer."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "holdlaw" in result.output or "Usage" in result.output


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_that_ships_is_answered(path: Path) -> None:
    """The examples are the first thing a newcomer runs."""
    result = run("decide", path)
    assert result.exit_code in (0, 1)
    assert result.stderr == ""
