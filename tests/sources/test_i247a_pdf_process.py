"""The process that reads PDFs: what it may do, and that nothing it answers is believed unseen."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.sources.i247a_pdf import Limits, read_pdf
from holdlaw.sources.pdf import process
from holdlaw.sources.pdf.png import grey_png

from .some_pdf import Paper, pdf

DATA = pdf(Paper())
IMAGE = grey_png(b"\0" * 4, 2, 2)
FOUND = {"key": "box", "value": "statements", "from": "C1", "page": 1, "confidence": "field"}
HEAD: dict[str, Any] = {"pages": [len(IMAGE)], "filled": [FOUND], "conflicts": [], "is_scan": False}


def become(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put another process in the place of the reader."""
    start = "import sys; sys.stdin.buffer.read(); out = sys.stdout.buffer\n"
    monkeypatch.setattr(process, "command", lambda limits: [sys.executable, "-I", "-c", start + script])


def answer(monkeypatch: pytest.MonkeyPatch, folder: Path, head: object, images: bytes = IMAGE) -> None:
    """Put a process in the place of the reader that answers this."""
    (folder / "answer").write_bytes(json.dumps(head).encode() + b"\n" + images)
    become(monkeypatch, f"out.write(open({str(folder / 'answer')!r}, 'rb').read())")


def refused(limits: Limits | None = None) -> tuple[str, str]:
    """Give the code and the first sentence with which the file is refused."""
    with pytest.raises(HoldlawError) as caught:
        read_pdf(DATA, limits or Limits())
    return caught.value.problems[0].code, caught.value.problems[0].what


def test_a_right_answer_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without this, every refusal below would pass for the wrong reason."""
    answer(monkeypatch, tmp_path, HEAD)
    read = read_pdf(DATA)
    assert (read.pages, read.filled["box"].value) == ((IMAGE,), "statements")


@pytest.mark.parametrize(
    "change",
    [
        {"pages": []},
        {"pages": [1]},
        {"pages": [-5, len(IMAGE) + 5]},
        {"pages": ["a"]},
        {"pages": None},
        {"filled": [{**FOUND, "key": "admin"}]},
        {"filled": [{**FOUND, "value": {"a": 1}}]},
        {"filled": [{**FOUND, "value": "x" * 301}]},
        {"filled": [{**FOUND, "value": ["a"]}]},
        {"filled": [{**FOUND, "page": 1e999}]},
        {"filled": [{**FOUND, "confidence": "sure"}]},
        {"filled": "x"},
        {"conflicts": [[]]},
        {"refused": "because"},
        {"refused": ["encrypted"]},
        {"more": "x" * 200_001},
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: dict[str, Any]
) -> None:
    """A PDF that takes the reader over must not reach the site through what the reader says."""
    answer(monkeypatch, tmp_path, {**HEAD, **change})
    assert refused() == ("HL-1015", "The process that reads PDFs gave up on this one.")


@pytest.mark.parametrize(
    "image",
    [b"<svg onload='x'></svg>" + b" " * 40, grey_png(b"\0" * 1001, 1001, 1), grey_png(b"\0" * 2001, 1, 2001)],
)
def test_an_image_that_is_no_small_png_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, image: bytes
) -> None:
    """A page image goes to the officer's browser as it is."""
    answer(monkeypatch, tmp_path, {**HEAD, "pages": [len(image)]}, image)
    assert refused()[0] == "HL-1015"


@pytest.mark.parametrize(
    "script", ["", "out.write(b'{')", "out.write(b'[' * 100000)", "sys.exit(3)", "import os; os.abort()"]
)
def test_a_reader_that_breaks_off_is_refused(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A crash costs one file."""
    become(monkeypatch, script)
    assert refused() == ("HL-1015", "The process that reads PDFs gave up on this one.")


def test_a_reader_that_never_stops_talking_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endless answer would fill the memory of the site."""
    become(monkeypatch, "while True: out.write(b'x' * 65536)")
    assert refused(Limits(answer_bytes_max=300_000)) == (
        "HL-1016",
        "The pages of the PDF are too large to be shown.",
    )


@pytest.mark.parametrize(
    "script",
    ["import time; time.sleep(60)", "import os, time; os.close(1); time.sleep(60)", "while True: pass"],
)
def test_a_reader_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Even one that has said all it will say."""
    become(monkeypatch, script)
    start = time.monotonic()
    assert refused(Limits(seconds_max=1))[0] == "HL-1016"
    assert time.monotonic() - start < 5


def test_a_reader_that_does_not_read_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends before it was told anything; the site must not stumble over the closed pipe."""
    monkeypatch.setattr(
        process, "command", lambda limits: [sys.executable, "-I", "-c", "import os; os._exit(1)"]
    )
    with pytest.raises(HoldlawError):
        read_pdf(DATA + b" " * 9_000_000)


def test_a_reader_that_cannot_start_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """That is the machine's fault, and the sender need not be asked again."""
    monkeypatch.setattr(process, "command", lambda limits: [str(tmp_path / "none")])
    assert refused() == ("HL-1015", "The process that reads PDFs could not be started.")


def test_the_reader_inherits_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The password of the database is in the environment of the site, and nowhere near a stranger's file."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://example")
    told = """import os; found = "memory" if "DATABASE_URL" in os.environ else "empty"
out.write(b'{"refused": "%s"}' % found.encode())"""
    become(monkeypatch, told)
    assert refused() == ("HL-1015", "The PDF has no pages.")


def test_the_reader_can_write_no_file(tmp_path: Path) -> None:
    """Whatever a PDF makes of its reader, it leaves nothing behind on the machine."""
    script = (
        "import sys; from holdlaw.sources.pdf.child import restrain\n"
        "from holdlaw.sources.pdf.limits import Limits\n"
        "restrain(Limits(memory_bytes_max=200_000_000))\n"
        "try: open(sys.argv[1], 'wb', buffering=0).write(b'x')\n"
        "except OSError: print('no file')\n"
        "try: bytearray(300_000_000)\n"
        "except MemoryError: print('no memory')\n"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-c", script, str(tmp_path / "left")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split("\n")[:2] == ["no file", "no memory"]
