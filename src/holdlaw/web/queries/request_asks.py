"""What a form asks: each field, its label, its shape, the answers it takes. One template shows them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from attrs import evolve, frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.clocks.instants import span
from holdlaw.register.entry import LATE_AFTER, LATE_REASONS
from holdlaw.web.queries.intake_reading import FieldProblem, Reader
from holdlaw.web.queries.typed_moments import Toward

Options = tuple[tuple[str, str], ...]
Happened = tuple[datetime, str]
"""When something happened, and why it is entered so late."""

NOW = "now"


@frozen(kw_only=True)
class Ask:
    """One field of a form. `shape`: text, long, moment, day, choice, pick, ticks, tick, hidden.

    `section` begins a group with this heading. `when`: shown only while another field has one of some
    answers, as `kind=warrant,order`; without a script it is shown. `kept`: how a moment was read before.
    """

    name: str
    label: str = ""
    shape: str = "text"
    options: Options = ()
    hint: str = ""
    value: str = ""
    ticked: frozenset[str] = frozenset()
    section: str = ""
    when: str = ""
    kept: str = ""
    problem: str = ""
    would_do: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Give the id of the field on its page."""
        return f"f-{self.name}"


def options(codes: Iterable[str], said: Mapping[str, str] | None = None) -> Options:
    """Give codes as answers, each as words."""
    return tuple((code, (said or {}).get(code) or _(code.replace("_", " "))) for code in codes)


def three(name: str, label: str, **more: Any) -> Ask:
    """Ask for yes, no or unknown; unknown is always an answer."""
    return Ask(name=name, label=label, shape="choice", options=YES_NO, **{"value": "unknown", **more})


YES_NO: Options = (
    ("yes", gettext_noop("yes")),
    ("no", gettext_noop("no")),
    ("unknown", gettext_noop("not known")),
)


def typed(at: datetime | str, zone: tzinfo) -> str:
    """Write a moment as a field shows it: 2026-11-23 06:00 EST. It is read back as the same minute."""
    moment = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(zone)
    return f"{moment:%Y-%m-%d %H:%M} {moment.tzname()}"


def when_it_happened(label: str, value: str = NOW) -> tuple[Ask, ...]:
    """Ask when something happened, and why it is entered late if it is."""
    hint = _("Write now, 14:30, or 11/23/2026 06:00.")
    late = _("Only if this is entered more than an hour later.")
    return (
        Ask(name="at", label=label, shape="moment", value=value, hint=hint),
        Ask(
            name="late_reason",
            label=_("Why so late?"),
            shape="pick",
            options=(("", "–"), *options(LATE_REASONS)),
            hint=late,
        ),
    )


def read_when(read: Reader, name: str = "at") -> Happened:
    """Read when something happened; a late entry needs a reason."""
    at = read.moment(name, Toward.PAST)
    if at is None:
        if not any(problem.field == name for problem in read.problems):
            read.wrong(name, _("Write when it happened."))
        at = read.now
    reason = read.code("late_reason", LATE_REASONS) or ""
    if span(at, read.now) > LATE_AFTER and not reason:
        read.wrong("late_reason", _("It happened more than an hour ago: choose why it is entered so late."))
    return at, reason


def required(read: Reader, name: str, allowed: Sequence[str]) -> str:
    """Read one of a few answers; leaving it open is noted as a problem."""
    said = read.told.get(name, "")
    if said in allowed:
        return said
    read.wrong(name, _("Choose one."))
    return allowed[0]


def filled(asks: Sequence[Ask], read: Reader) -> tuple[Ask, ...]:
    """Give the fields as somebody filled them in, each with what is wrong with it. Nothing typed is lost."""
    problems = {problem.field: problem for problem in reversed(read.problems)}
    return tuple(_filled(ask, read, problems) for ask in asks)


def _filled(ask: Ask, read: Reader, problems: Mapping[str, FieldProblem]) -> Ask:
    own = problems.get(ask.name) or next(
        (each for name, each in problems.items() if ask.shape == "ticks" and name.startswith(f"{ask.name}-")),
        None,
    )
    return evolve(
        ask,
        value=read.told.get(ask.name, ""),
        ticked=frozenset(code for code, _label in ask.options if f"{ask.name}-{code}" in read.told),
        kept=read.kept(ask.name),
        problem=own.what if own else "",
        would_do=own.choices if own else (),
    )
