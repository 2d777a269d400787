"""`python -m bench.simulate.worker`: one engine in a process of its own, run a round whenever it is told to.

The first line that comes in says what to make ready, each further line names a step; no more lines end it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

from bench.engine import one_line
from bench.simulate.contract import Files, MissingPartError, Task, Words
from bench.simulate.usage import cpu_seconds, peak_gb

Steps = dict[str, Callable[[], object]]


def main() -> None:
    """Make an engine ready, then run rounds and say what each has used."""
    # Whatever a library prints goes to the errors: the answers have this process's output to themselves.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    try:
        name, steps = _made(_task(json.loads(sys.stdin.readline())))
    except (ImportError, MissingPartError) as error:
        return _say(answers, missing=one_line(error))
    _say(answers, name=name, steps=list(steps))
    for line in sys.stdin:
        _say(answers, **_round(steps[line.strip()]))


def _task(asked: dict[str, Any]) -> Task:
    paths = {name: Path(asked[name]) for name in ("requests", "out")}
    words: dict[str, Any] = {
        name: tuple(own) if isinstance(own, list) else own for name, own in asked["words"].items()
    }
    return Task(asked["engine"], **paths, words=Words(**words), threads=asked["threads"])


def _made(task: Task) -> tuple[str, Steps]:
    """Give the engine's name and its steps."""
    if not task.engine.startswith("bench."):
        from bench.simulate.own import steps

        return task.engine, steps(task)
    engine = importlib.import_module(task.engine)
    peer = engine.peer(Files.beside(task.requests), task.words, task.threads)
    made: Steps = {"counts": peer.counts}
    if peer.write is not None:
        made["write"] = lambda: peer.write(task.out)
    return f"{engine.PACKAGE} {version(engine.PACKAGE)}, {engine.WHAT}", made


def _round(step: Callable[[], object]) -> dict[str, Any]:
    gc.collect()
    before = cpu_seconds()
    found = step()
    used = cpu_seconds() - before
    return {"cpu": used, "peak_gb": peak_gb(), "found": found}


def _say(answers: TextIO, **told: Any) -> None:
    print(json.dumps(told, default=str), file=answers, flush=True)


if __name__ == "__main__":
    main()
