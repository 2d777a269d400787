"""A case at one moment, with everything that was worked out from it before the law is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from holdlaw.core.case import Case, Conviction, Paper
from holdlaw.core.truth import Truth


class Situation(NamedTuple):
    """The facts that clauses test.

    The choices come first: what the form is, what the request asks (by name), and who sent it, after the
    form's own defaults; None is unknown. `facts` are the stated yes/no facts, and where duties are asked
    those derived from the case. `today` is the local date of the act. `still_running` says whether a named
    clock still ran at a moment; only a test of a clock asks it.
    """

    form: str | None
    asks: frozenset[str]
    box: str | None
    agency: str | None
    duties: frozenset[str] | None
    informed_by: str | None
    papers: tuple[Paper, ...]
    convictions: tuple[Conviction, ...] | None
    facts: Mapping[str, Truth]
    today: date
    still_running: Callable[[Case, str, datetime], bool]
    case: Case


CHOICE_NAMES = ("form", "asks", "box", "agency", "duties", "informed_by")
"""The choices a clause may test, beside the yes/no facts; each is a field of a Situation."""
