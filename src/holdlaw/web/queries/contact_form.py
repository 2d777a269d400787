"""The form of one contact: what it asks, how it is read, and what the law of that day says of it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, fields, frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.register.kind import Takes, is_code
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.store.reading import entry_at, first_of_intake
from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.contact_law import LawSaid, acts_of, law_of, told_against
from holdlaw.web.queries.contact_lookup import Found, Lookup, look_up
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_asks import (
    Ask,
    Happened,
    filled,
    options,
    read_when,
    required,
    when_it_happened,
)
from holdlaw.web.queries.request_steps import Stored
from holdlaw.web.queries.request_timeline import spoken
from holdlaw.web.roles import Deed

THINGS = ("release_date", "incarceration_status", "court_date", "appointment", "interview", "other")
"""What may be asked, and told."""

_SPOKEN = (
    gettext_noop("release date"), gettext_noop("incarceration status"), gettext_noop("court date"),
    gettext_noop("appointment"), gettext_noop("interview"), gettext_noop("other"), gettext_noop("not asked"),
)  # fmt: skip
"""The same as pages write them, for the catalogues of translations."""


def codes_of(name: str) -> tuple[str, ...]:
    """Give every code that a field of a contact takes, as its type declares them."""
    takes: Takes = getattr(fields(ContactLogged), name).metadata["takes"]
    return takes.options


DIRECTIONS, PURPOSES, CHANNELS = codes_of("direction"), codes_of("purpose"), codes_of("channel")


@frozen
class Sheet:
    """A form as it was read. `about`: the request that is meant, if any."""

    read: Reader
    asks: Mapping[str, Ask]
    lookup: Lookup
    about: Found | None
    content: ContactLogged
    happened: Happened
    law: LawSaid

    @property
    def wrong(self) -> tuple[Ask, ...]:
        """Give the fields that have to be mended."""
        return tuple(ask for ask in self.asks.values() if ask.problem)


DEFAULTS = {
    "direction": "incoming",
    "purpose": "request",
    "channel": "telephone",
    "counterpart": "ICE",
    "at": "now",
}
"""What a fresh form says: a call that came just now."""


def read_sheet(desk: Desk, told: Mapping[str, str]) -> Sheet:
    """Read a form, and ask the law of the day about it."""
    read = Reader(told, desk.now)
    lookup = look_up(desk, told.get("about", ""), Deed.LOG_CONTACT)
    about = _about(read, lookup)
    happened = read_when(read)
    content = _content(read)
    case = open_case(desk, about.request) if about else None
    acts = acts_of(content.asked or (), content.given or (), content.purpose)
    law = told_against(law_of(desk, acts, happened[0], case), content.given or ())
    asks = {ask.name: ask for ask in filled(contact_asks(), read)}
    return Sheet(read, asks, lookup, about, evolve(content, law_said=law.kept), happened, law)


def contact_asks() -> tuple[Ask, ...]:
    """Ask who spoke with whom about what, when, and for which request."""
    ways = {"incoming": _("They contacted us"), "outgoing": _("We contacted them")}
    at, late = when_it_happened(_("When was it?"))
    return (
        Ask(name="direction", label=_("Who began?"), shape="choice", options=options(DIRECTIONS, ways)),
        Ask(name="purpose", label=_("What was it?"), shape="pick", options=options(PURPOSES)),
        Ask(name="channel", label=_("By"), shape="pick", options=options(CHANNELS)),
        Ask(name="counterpart", label=_("With which agency"), hint=_("A short name: ICE, CBP.")),
        Ask(name="asked", label=_("What was asked?"), shape="ticks", options=options(THINGS)),
        Ask(
            name="given",
            label=_("What were they told?"),
            shape="ticks",
            options=options(THINGS),
            hint=_("Tick nothing if nothing was told."),
        ),
        Ask(
            name="about",
            label=_("For which request"),
            hint=_("Number of the request, or custody number. Empty: for none."),
        ),
        at,
        late,
        Ask(
            name="summary", label=_("In a few words (not needed)"), shape="long", hint=_("Kept in the vault.")
        ),
        Ask(
            name="officer",
            label=_("Who was it on the other side? (not needed)"),
            hint=_("Kept in the vault."),
        ),
        Ask(name="event", label=_("For an event? (not needed)"), hint=_("Its short name: parade-2026.")),
    )


def logged_under(desk: Desk, key: str) -> Stored | None:
    """Give the contact that this form made when it was sent before."""
    stored = first_of_intake(desk.register.db, key)
    if stored is None:
        return None
    entry = entry_at(desk.register.db, stored)
    if entry.kind != ContactLogged.NAME or entry.actor.id != desk.user.staff_id:
        return None
    assert desk.now.tzinfo is not None
    return Stored(entry.seq, spoken(entry.sentence(), desk.now.tzinfo))


def short_name(read: Reader, name: str) -> str | None:
    """Read a short name of letters and digits; spaces become hyphens. What cannot be one is noted."""
    said = "-".join((read.text(name) or "").split())
    if not said:
        return None
    if not is_code(said):
        read.wrong(name, _("Write a short name of letters and digits."))
        return None
    return said


def _about(read: Reader, lookup: Lookup) -> Found | None:
    if not read.text("about"):
        return None
    chosen = lookup.chosen(read.told.get("chosen", ""))
    if chosen is None and lookup.found:
        read.wrong("about", _("Several requests have this number: choose one of them."))
    elif chosen is None:
        none = _(
            "No request that you may use has this number. Mend it, or leave it empty and log the contact."
        )
        read.wrong("about", none)
    return chosen


def _content(read: Reader) -> ContactLogged:
    counterpart = short_name(read, "counterpart")
    if counterpart is None and not any(problem.field == "counterpart" for problem in read.problems):
        read.wrong("counterpart", _("Write which agency it was."))
    return ContactLogged(
        direction=required(read, "direction", DIRECTIONS),
        purpose=required(read, "purpose", PURPOSES),
        channel=required(read, "channel", CHANNELS),
        counterpart=counterpart or "unknown",
        asked=read.ticked("asked", THINGS),
        given=read.ticked("given", THINGS),
        event=short_name(read, "event"),
        summary=read.text("summary"),
        officer=read.text("officer"),
    )
