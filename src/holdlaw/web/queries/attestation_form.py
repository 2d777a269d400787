"""What is to be attested, as a form says it, and which sources were searched."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.web.desk import Desk
from holdlaw.web.queries.contact_form import short_name
from holdlaw.web.queries.contact_lookup import Found, Lookup, look_up
from holdlaw.web.queries.intake_reading import Reader
from holdlaw.web.queries.request_asks import Ask, options
from holdlaw.web.roles import Deed

REGISTER = "register"
SOURCES = (
    "email", "telephone_logs", "fax_logs", "booking_remarks", "visitor_logs", "radio_traffic",
    "private_telephones", "paper_files",
)  # fmt: skip
"""Where a contact may have left a trace outside this register."""

_SPOKEN = (
    gettext_noop("register"), gettext_noop("email"), gettext_noop("telephone logs"), gettext_noop("fax logs"),
    gettext_noop("booking remarks"), gettext_noop("visitor logs"), gettext_noop("radio traffic"),
    gettext_noop("private telephones"), gettext_noop("paper files"),
)  # fmt: skip

ABOUT = ("days", "event", "request", "person")
_SPAN_MAX = timedelta(days=3660)
"""An attestation over a longer time would read every contact there is."""


@frozen(kw_only=True)
class Subject:
    """What is attested. `code` is how the entry names it; days are both included."""

    about: str
    code: str
    first_on: date
    last_on: date
    event: str = ""
    request: str = ""
    person: str = ""


@frozen
class Sheet:
    """The form as it was read. `subject` None: it cannot be searched for."""

    read: Reader
    asks: tuple[Ask, ...]
    lookup: Lookup
    subject: Subject | None


def subject_asks() -> tuple[Ask, ...]:
    """Ask what is to be attested."""
    ways = {
        "days": _("Some days"), "event": _("An event"), "request": _("One request"),
        "person": _("A person: every request about them"),
    }  # fmt: skip
    return (
        Ask(name="about", label=_("What is it about?"), shape="choice", options=options(ABOUT, ways)),
        Ask(name="from", label=_("First day"), shape="day", when="about=days,event"),
        Ask(
            name="to",
            label=_("Last day"),
            shape="day",
            when="about=days,event",
            hint=_("Empty: the same day."),
        ),
        Ask(
            name="event",
            label=_("Short name of the event"),
            when="about=event",
            hint=_("As contacts were logged for it: parade-2026."),
        ),
        Ask(
            name="number",
            label=_("Number of the request, or custody number"),
            when="about=request,person",
        ),
    )


def source_ask() -> Ask:
    """Ask which other sources were searched. What is not ticked was not searched, and the paper says so."""
    return Ask(
        name="searched",
        label=_("Which other sources did you search?"),
        shape="ticks",
        options=options(SOURCES),
        hint=_("What you do not tick is written down as not searched."),
    )


def _days(read: Reader) -> dict[str, Any]:
    """Read the days and the name of an event."""
    first = read.day("from")
    last = read.day("to") or first
    if first is None and not any(problem.field == "from" for problem in read.problems):
        read.wrong("from", _("Write the first day."))
    days = (
        date.fromisoformat(first or read.now.date().isoformat()),
        date.fromisoformat(last or read.now.date().isoformat()),
    )
    if days[1] < days[0] or days[1] - days[0] > _SPAN_MAX:
        read.wrong("to", _("The last day has to come after the first, and within ten years."))
    if days[1] > read.now.date():
        read.wrong("to", _("That day is not over: nobody can attest it."))
    return {"first_on": days[0], "last_on": days[1]}


def subject_of(desk: Desk, read: Reader) -> tuple[Subject | None, Lookup]:
    """Give what is to be searched for; None where the form has to be mended first."""
    about = read.told.get("about", "")
    if about in ("days", "event"):
        return _of_days(read, about), Lookup()
    if about in ("request", "person"):
        lookup = look_up(desk, read.told.get("number", ""), Deed.ATTEST)
        return _of_request(read, about, lookup), lookup
    read.wrong("about", _("Choose one."))
    return None, Lookup()


def _of_days(read: Reader, about: str) -> Subject | None:
    days = _days(read)
    span = f"{days['first_on']}/{days['last_on']}"
    if about == "days":
        return None if read.problems else Subject(about=about, code=f"days:{span}", **days)
    event = short_name(read, "event")
    if event is None and not any(problem.field == "event" for problem in read.problems):
        read.wrong("event", _("Write the short name of the event."))
    return (
        None
        if read.problems
        else Subject(about=about, code=f"event:{event}/{span}", event=event or "", **days)
    )


def _of_request(read: Reader, about: str, lookup: Lookup) -> Subject | None:
    chosen = _chosen(read, about, lookup)
    if chosen is None or (about == "person" and chosen.person is None):
        several = _("Several requests have this number: choose one of them.")
        none = _("No request that you may use has this number.")
        read.wrong("number", several if lookup.found else none)
        return None
    today = read.now.date()
    if about == "request":
        return Subject(
            about=about,
            code=f"request:{chosen.request}",
            first_on=today,
            last_on=today,
            request=chosen.request,
        )
    person = chosen.person or ""
    return Subject(about=about, code=f"person:{person}", first_on=today, last_on=today, person=person)


def _chosen(read: Reader, about: str, lookup: Lookup) -> Found | None:
    """Give the request that is meant; for a person any request of theirs will do."""
    people = {each.person for each in lookup.found}
    if about == "person" and len(people) == 1:
        return lookup.found[0]
    return lookup.chosen(read.told.get("chosen", ""))


def subject_words(code: str) -> str:
    """Say in words what an attestation is about."""
    about, _between, rest = code.partition(":")
    name, first, last = (["", *rest.rsplit("/", 2)])[-3:] if "/" in rest else ("", "", "")
    match about:
        case "days" if first == last:
            return _("the day %(day)s") % {"day": first}
        case "days":
            return _("the days from %(first)s to %(last)s") % {"first": first, "last": last}
        case "event":
            days = " – ".join(dict.fromkeys((first, last)))
            return _("the event %(event)s (%(days)s)") % {"event": name, "days": days}
        case "request":
            return _("the request %(request)s") % {"request": rest}
        case "person":
            return _("the person with the number %(person)s, and every request about them") % {"person": rest}
        case _:
            return code
