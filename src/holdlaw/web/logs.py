"""What the site writes to its log: what failed and where in the code, never what was typed."""

from __future__ import annotations

import logging
from traceback import extract_tb
from types import TracebackType


class BareFormatter(logging.Formatter):
    """Writes an error as its type and the lines of code it passed.

    Its message is left out: it may repeat a person's data.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Give the type of an exception and the places it came through."""
        kind, _, trace = ei
        frames = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(trace)]
        return "\n".join([*frames, kind.__name__ if kind else ""])
