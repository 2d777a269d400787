"""What of an entry can be corrected, by whom, and what stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from attrs import fields, frozen
from django.utils.translation import gettext as _

from holdlaw.register.kind import ERASED, Kind, Takes
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.lines import Line
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_asks import Ask, options, typed
from holdlaw.web.queries.typed_moments import Toward
from holdlaw.web.roles import Deed, Who, can

STATEMENTS = frozenset(
    {
        "request.received",
        "paper.attached",
        "fact.stated",
        "record.searched",
        "custody.stated",
        "notice.served",
        "contact.logged",
        "opinion.asked",
        "request.cancelled",
        "request.duplicated",
        "request.superseded",
        "entry.corrected",
    }
)
"""What whoever enters may also correct."""

STEPS = frozenset(
    {
        "decision.overridden",
        "hold.started",
        "hold.ended",
        "person.released",
        "person.transferred",
    }
)
"""What was done to a person: a supervisor corrects it. Decisions and signatures stand; others are taken."""

REASONS = ("typing_error", "misread_paper", "wrong_person", "new_information", "void")
SIMPLE = ("text", "code", "choice", "moment", "day", "codes")
"""Shapes that a form can show. A list of convictions, or a file, is made void and entered again."""

NOT_HERE = {("fact.stated", "fact"), ("opinion.asked", "fact")}
"""What an entry is about is not corrected: the entry is made void, and another one made."""

HAPPENED = "happened_at"


@frozen
class Part:
    """One field of an entry that a form can show, and what stands there now."""

    name: str
    takes: Takes
    optional: bool
    private: bool
    stands: Any


def may_correct(who: Who, kind: str) -> bool:
    """Tell whether somebody may correct entries of a type."""
    if kind in STATEMENTS:
        return can(who, Deed.ENTER)
    return kind in STEPS and can(who, Deed.SIGN)


def parts_of(line: Line[Kind]) -> tuple[Part, ...]:
    """Give the fields of an entry that can be corrected one by one. What is closed is none of them."""
    return tuple(part for part in _parts(line) if part.stands is not ERASED)


def correction_asks(line: Line[Kind], zone: tzinfo) -> tuple[Ask, ...]:
    """Ask why an entry is corrected, and for each field what should have stood there."""
    void = {"void": _("Take the whole entry out of the case (void)")}
    why = Ask(name="because", label=_("Why is it corrected?"), shape="choice", options=options(REASONS, void))
    note = Ask(name="correction_note", label=_("Note (not needed)"), shape="long")
    when = Ask(
        name=HAPPENED,
        label=_("When it happened"),
        value=typed(line.happened_at, zone),
        shape="moment",
        section=_("What should have stood there"),
    )
    return (why, note, when, *(_ask(part, zone) for part in parts_of(line)))


def read_correction(line: Line[Kind], read: Reader) -> EntryCorrected:
    """Read a correction: only what differs from what stands is kept."""
    because = read.told.get("because", "")
    if because not in REASONS:
        read.wrong("because", _("Choose one."))
        because = REASONS[0]
    void = because == "void"
    public, private = ({}, {}) if void else _changes(line, read)
    if not void and not public and not private and not read.problems:
        read.wrong("because", _("Nothing was changed. Change a field, or make the entry void."))
    return EntryCorrected(
        corrects=line.seq,
        because=because,
        fields=public or None,
        values=private or None,
        note=read.text("correction_note"),
    )


def _parts(line: Line[Kind]) -> Iterator[Part]:
    for each in fields(type(line.content)):
        takes: Takes = each.metadata["takes"]
        if takes.name in SIMPLE and (line.entry.kind, each.name) not in NOT_HERE:
            private, optional = each.metadata["private"] is not None, each.metadata["optional"]
            yield Part(each.name, takes, optional, private, getattr(line.content, each.name))


def _changes(line: Line[Kind], read: Reader) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    public: dict[str, Any] = {}
    private: dict[str, Any] = {}
    at = read.moment(HAPPENED, Toward.PAST)
    if at is not None and not _same_minute(at.isoformat(), line.happened_at):
        public[HAPPENED] = at.isoformat()
    for part in parts_of(line):
        now = _read(part, read)
        if now is None and not part.optional:
            read.wrong(_name(part), _("This cannot be left empty."))
        elif not _same(part, now):
            (private if part.private else public)[part.name] = now
    return public, private


def _name(part: Part) -> str:
    return f"field-{part.name}"


def _ask(part: Part, zone: tzinfo) -> Ask:
    stood, takes = part.stands, part.takes
    shown = ", ".join(stood) if isinstance(stood, list | tuple) else "" if stood is None else str(stood)
    label = _(part.name.replace("_", " ")).capitalize()
    if takes.name == "choice":
        blank = (("", "–"),) if part.optional else ()
        offered = (*blank, *options(takes.options, {"unknown": _("not known")}))
        return Ask(name=_name(part), label=label, shape="pick", value=shown, options=offered)
    if takes.name == "moment":
        return Ask(name=_name(part), label=label, shape="moment", value=typed(shown, zone) if shown else "")
    return Ask(name=_name(part), label=label, shape="day" if takes.name == "day" else "text", value=shown)


def _read(part: Part, read: Reader) -> Any:
    name = _name(part)
    match part.takes.name:
        case "choice":
            said = read.told.get(name)
            return said if said in part.takes.options else None
        case "moment":
            at = read.moment(name, Toward.COMING)
            return at.isoformat() if at else None
        case "day":
            return read.day(name)
        case "codes":
            return (read.text(name) or "").replace(",", " ").split() or None
        case _:
            return read.text(name)


def _same(part: Part, now: Any) -> bool:
    if part.takes.name == "moment":
        return part.stands == now or _same_minute(now, part.stands)
    return bool(now == (list(part.stands) if isinstance(part.stands, tuple) else part.stands))


def _same_minute(one: str | None, other: str | None) -> bool:
    """Tell whether two moments lie in the same minute: a form shows no seconds."""
    if one is None or other is None:
        return False
    minutes = [datetime.fromisoformat(each).replace(second=0, microsecond=0) for each in (one, other)]
    return minutes[0] == minutes[1]
