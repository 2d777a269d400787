"""Runs the process that reads one PDF, and takes only what it may answer from it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from attrs import asdict, frozen

from holdlaw.sources.pdf.found import Found, found_from_json
from holdlaw.sources.pdf.labels import KEYS, SETS
from holdlaw.sources.pdf.limits import Limits
from holdlaw.sources.pdf.png import png_size
from holdlaw.sources.pdf.refusals import REASONS, refusal

_CHILD = "holdlaw.sources.pdf.child"
_HEAD_BYTES_MAX = 200_000
_KILLED, _OUT_OF_WORK = -9, -24  # SIGKILL by the clock, SIGXCPU by the system


@frozen
class Answer:
    """What the process answered, checked."""

    pages: tuple[bytes, ...]
    filled: tuple[Found, ...]
    conflicts: tuple[Found, ...]
    is_scan: bool


def ask(data: bytes, limits: Limits) -> Answer:
    """Have a PDF read; raise HoldlawError (HL-1015, HL-1016)."""
    told, code = _run(data, limits)
    if len(told) > limits.answer_bytes_max:
        raise refusal("answer", limits)
    if code in (_KILLED, _OUT_OF_WORK):
        raise refusal("time", limits)
    if code != 0:
        raise refusal("crashed", limits)
    try:
        return _checked(told, limits)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refusal("crashed", limits) from None


def command(limits: Limits) -> list[str]:
    """Give the command that reads a PDF: this Python, told to look at nothing of its user or folder."""
    return [sys.executable, "-I", "-m", _CHILD, json.dumps(asdict(limits))]


def _run(data: bytes, limits: Limits) -> tuple[bytes, int]:
    """Give what the process wrote and the code it ended with. Its environment is empty."""
    pipe, none = subprocess.PIPE, subprocess.DEVNULL
    try:
        child = subprocess.Popen(
            command(limits), stdin=pipe, stdout=pipe, stderr=none, env={}, start_new_session=True
        )
    except OSError:
        raise refusal("start", limits) from None
    with child:
        clock = threading.Timer(limits.seconds_max, child.kill)
        clock.start()
        try:
            told = _talk(child, data, limits)
            if len(told) > limits.answer_bytes_max:
                child.kill()
            child.wait()  # the clock is still running
        finally:
            clock.cancel()
            child.kill()
    return told, child.returncode


def _talk(child: subprocess.Popen[bytes], data: bytes, limits: Limits) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(data)
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()
    return child.stdout.read(limits.answer_bytes_max + 1)


def _checked(told: bytes, limits: Limits) -> Answer:
    """Read the answer as if a stranger had written it: a PDF may have taken the process over."""
    head, _, images = told.partition(b"\n")
    if len(head) > _HEAD_BYTES_MAX:
        raise ValueError("head")
    said = json.loads(head)
    if "refused" in said:
        raise refusal(said["refused"] if said["refused"] in REASONS else "crashed", limits)
    found = {name: tuple(_known(one) for one in said[name]) for name in ("filled", "conflicts")}
    pages = tuple(_images(images, said["pages"], limits))
    return Answer(pages, found["filled"], found["conflicts"], is_scan=said["is_scan"] is True)


def _known(said: dict[str, Any]) -> Found:
    found = found_from_json(said)
    if found.key not in KEYS or isinstance(found.value, tuple) is not (found.key in SETS):
        raise ValueError("key")
    return found


def _images(images: bytes, sizes: list[int], limits: Limits) -> Iterator[bytes]:
    if not 0 < len(sizes) <= limits.pages_max or sum(sizes) != len(images) or min(sizes) < 1:
        raise ValueError("pages")
    for start, size in zip(accumulate(sizes, initial=0), sizes, strict=False):
        width, height = png_size(images[start : start + size])
        if width > limits.width_px or height > limits.height_px_max:
            raise ValueError("size")
        yield images[start : start + size]
