"""From a document as data to the bytes of a PDF that a screen reader can read as well (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.faces.paper import Paper
from holdlaw.reports.faces.wording import fixed

STANDARD = "ua-1"
PANIC = "PanicException"
"""What the typesetter raises where it fails itself; it has no public name."""


def typeset(paper: Paper) -> bytes:
    """Set a document as PDF/UA-1: the same document gives the same bytes, on every machine and every day.

    Raise HoldlawError (HL-8060) where the typesetter refuses it.
    """
    source = (files("holdlaw.reports.faces") / "paper.typ").read_bytes()
    return set_template(source, {"paper": paper.as_json()}, paper.moment, paper.title)


def set_template(source: bytes, inputs: Mapping[str, Any], moment: datetime, where: str) -> bytes:
    """Set a template of our own with its data, each input as JSON; the same data gives the same bytes.

    The moment has its offset from UTC, or a zone. `where` names the document in an error.

    Raise HoldlawError (HL-8060) where the typesetter refuses it.
    """
    import typst  # 81 MB: nobody who makes no PDF waits for it

    asked: dict[str, Any] = {
        "format": "pdf",
        "ignore_system_fonts": True,
        "pdf_standards": [STANDARD],
        "sys_inputs": {name: json.dumps(data) for name, data in inputs.items()},
        "timestamp": fixed(moment),
    }
    try:
        made = typst.compile(source, **asked)
    except BaseException as error:
        if not isinstance(error, typst.TypstError) and type(error).__name__ != PANIC:
            raise
        raise _refused(where, str(error)) from None
    assert isinstance(made, bytes)
    return made


def _refused(where: str, said: str) -> HoldlawError:
    what = f"The typesetter refuses it: {said.splitlines()[0]}."
    why = "A PDF that not everybody can read is not made. The table as CSV and JSON is not touched by this."
    mend = "Take the CSV or the JSON, and report this with the version of Holdlaw."
    return HoldlawError([Problem("HL-8060", where, what, why, mend)])
