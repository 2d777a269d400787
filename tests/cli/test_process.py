"""The command as a process of its own: exit codes, pipes, and files that hold anything at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.test_fuzz import cut_and_pasted, mutated

from .shell import allowed, bad, process, run, unclear


def test_a_real_process_ends_with_the_code_of_its_answer(tmp_path: Path) -> None:
    """What the shell sees is what counts; a code lost on the way out would be a wrong answer."""
    cases = (allowed(tmp_path), unclear(tmp_path), bad(tmp_path))
    done = [process("decide", case) for case in cases]
    assert [one.returncode for one in done] == [0, 1, 2]
    assert b"\x1b" not in b"".join(one.stdout + one.stderr for one in done)


def test_a_real_process_reads_standard_input(tmp_path: Path) -> None:
    """A booking system pipes a case in and reads the answer out, with no file between."""
    done = process("decide", "-", "--json", typed=allowed(tmp_path).read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["acts"]["hold"]["outcome"] == "may"


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    """Whoever looks at the first lines with `head` must not be shown the inside of the program."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process("decide", allowed(tmp_path), stdout=writing)
    finally:
        os.close(writing)
    assert b"Traceback" not in done.stderr
    assert done.stderr == b""
    assert done.returncode == 0


def test_the_machines_own_zone_does_not_reach_the_answer(tmp_path: Path) -> None:
    """A server in another time zone must not move a deadline."""
    here, there = (
        process("decide", allowed(tmp_path), env=os.environ | {"TZ": zone, "PYTHONIOENCODING": "utf-8"})
        for zone in ("Asia/Kathmandu", "America/Los_Angeles")
    )
    assert here.stdout == there.stdout != b""


@pytest.mark.parametrize("command", ["decide", "explain", "next", "clock"])
@settings(max_examples=15)
@given(data=st.one_of(mutated().map(lambda data: json.dumps(data).encode()), cut_and_pasted()))
def test_whatever_is_in_a_file_no_traceback_is_printed(command: str, data: bytes) -> None:
    """An officer who is shown a traceback at night has been given nothing at all."""
    result = run(command, "-", typed=data)
    assert result.exit_code in (0, 1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert result.exit_code != 2 or result.stderr.startswith("HL-")
