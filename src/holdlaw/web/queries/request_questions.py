"""One question of the law as a form: what is asked, of whom, and which answers it takes."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import evolve, frozen
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from holdlaw.decide.answer import OpenFact
from holdlaw.policybook.questions import Question
from holdlaw.register.case_paths import path_of
from holdlaw.register.entry import LATE_AFTER
from holdlaw.register.kind import Kind
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.opinion_asked import OpinionAsked
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.intake_reading import NOT_KNOWN, Reader
from holdlaw.web.queries.request_asks import Ask, Happened, options, read_when, three, typed, when_it_happened
from holdlaw.web.queries.typed_moments import Toward

COUNSEL = "agency counsel"
SOURCES = {
    "record_search": gettext_noop("record search"),
    "booking_sheet": gettext_noop("booking sheet"),
    "the_person": gettext_noop("the person"),
    "the_paper": gettext_noop("the paper"),
    "court": gettext_noop("court"),
    "requesting_agency": gettext_noop("requesting agency"),
    "counsel": gettext_noop("counsel"),
    "desk_officer": gettext_noop("desk officer"),
}
"""What an answer may rest on."""

DAYS = ("arrested_on", "judgment_on", "committed_on", "plea_on", "signed_on")
MOMENTS = ("received_at", "presented_at", "at", "served_at", "search_done_at")
STATUTES = ("statute", "equivalent_to", "target")
NONE = ("none", "no", "ninguno", "ninguna")
"""What somebody writes who looked for an equivalent offence, and there is none."""

BY_SEARCH = ("convictions", "incarcerated")
"""What a search of the record answers, not a single field."""

ANSWER_NEEDED_BEFORE = timedelta(minutes=30)
"""How long before release counsel's answer is asked for: somebody has still to act on it. An assumption."""


@frozen
class NextQuestion:
    """The next question: its form, and where it is answered. `step` names the route of the form."""

    fact: str
    asks: str
    who: str
    step: str
    fields: tuple[Ask, ...]
    waiting: datetime | None = None
    """By when counsel's answer is needed, where counsel has been asked already."""


def next_question(case: OpenCase, fact: OpenFact) -> NextQuestion:
    """Give the form that answers the question the law asks next."""
    waiting = next(
        (o for o in case.state.opinions if o.given is None and o.asked.content.fact == fact.name), None
    )
    if waiting is not None:
        due = datetime.fromisoformat(waiting.asked.content.due_at).astimezone(case.zone)
        return NextQuestion(fact.name, fact.question, fact.who, "", (), due)
    step = _step(fact)
    if step == "request_counsel":
        fields = counsel_asks(case, fact.name, fact.question)
    elif step == "request_fact":
        fields = fact_asks(case, fact.name)
    else:
        fields = ()
    return NextQuestion(fact.name, fact.question, fact.who, step, fields)


def fact_asks(case: OpenCase, fact: str) -> tuple[Ask, ...]:
    """Ask one question of the law: its answer, what that rests on, since when it is known."""
    question = question_named(case, fact)
    if question is None:
        names = case.desk.book.questions.facts
        which = Ask(
            name="fact",
            label=_("Which question?"),
            shape="pick",
            options=tuple((n, q.asks) for n, q in names.items()),
        )
        answer = three("value", _("Answer"))
    else:
        which, answer = Ask(name="fact", shape="hidden", value=fact), _answer(fact, question)
    usual = {
        "the search operator": "record_search",
        "the court clerk": "court",
        "the booking officer": "booking_sheet",
    }
    source = Ask(
        name="source",
        label=_("What does the answer rest on?"),
        shape="pick",
        options=options(SOURCES),
        value=usual.get(question.who if question else "", "desk_officer"),
    )
    note = Ask(name="fact_note", label=_("Note (not needed)"))
    return which, answer, source, note


def read_fact(case: OpenCase, read: Reader) -> tuple[Kind, Happened]:
    """Read the answer to one question."""
    fact = read.text("fact") or ""
    question = question_named(case, fact)
    if question is None:
        read.wrong("fact", _("Choose a question."))
        return FactStated(fact="unknown", source="desk_officer", value="unknown"), (read.now, "")
    value = _read_answer(fact, question, read)
    if value is None and not read.problems:
        read.wrong("value", _("Answer, or choose not known."))
    happened = (read.now, "")
    release = case.state.release_due_at
    if fact == "custody.arrested_on" and release and value not in (None, "unknown"):
        return CustodyStated(release_due_at=release, arrested_on=value), happened
    source = read.code("source", tuple(SOURCES)) or "desk_officer"
    return FactStated(
        fact=fact, source=source, value=value or "unknown", note=read.text("fact_note")
    ), happened


def counsel_asks(case: OpenCase, fact: str, question: str = "") -> tuple[Ask, ...]:
    """Ask counsel about a fact: which, what in particular, and by when the answer is needed."""
    known = question_named(case, fact)
    if known is not None:
        which = Ask(name="fact", shape="hidden", value=fact)
    else:
        named = case.desk.book.questions.facts.items()
        which = Ask(
            name="fact",
            label=_("About which question?"),
            shape="pick",
            options=tuple((n, q.asks) for n, q in named),
        )
    due = Ask(name="due_at", label=_("Answer needed by"), shape="moment", value=typed(_due(case), case.zone))
    words = Ask(name="question", label=_("What should counsel know? (not needed)"), shape="long")
    return which, due, words


def read_counsel(case: OpenCase, read: Reader) -> OpinionAsked:
    """Read a question to counsel."""
    fact, due = read.text("fact") or "", read.moment("due_at", Toward.COMING)
    if question_named(case, fact) is None:
        read.wrong("fact", _("Choose a question."))
    if due is None and not read.problems:
        read.wrong("due_at", _("Write by when the answer is needed."))
    by = (due or read.now).isoformat()
    return OpinionAsked(fact=fact or "unknown", due_at=by, question=read.text("question"))


def question_named(case: OpenCase, fact: str) -> Question | None:
    """Find a question by the name of its fact, as the case file has it; None if no law asks it."""
    named = fact.replace("over_one_year.", "over_one_year_")
    try:
        return case.desk.book.questions.find(named)
    except KeyError:
        return None


def custody_asks(case: OpenCase) -> tuple[Ask, ...]:
    """Ask when the person will be released, and of the arrest."""
    known = case.case_file.get("custody", {})
    due = known.get("release_due_at")
    return (
        Ask(
            name="release_due_at",
            label=_("Release is due at"),
            shape="moment",
            value=typed(due, case.zone) if due else "",
            hint=_("Write 14:30, +45m, tomorrow 06:00 or 11/23/2026 06:00."),
        ),
        Ask(
            name="arrested_on",
            label=_("Arrested on (empty: not known)"),
            shape="day",
            value=known.get("arrested_on", ""),
        ),
        Ask(
            name="informed_by",
            label=_("Who told of a match or a record?"),
            shape="pick",
            options=(("", _("not known")), *options(("court", "government"))),
            value=known.get("informed_by", ""),
        ),
        *when_it_happened(_("When was this known?")),
    )


def read_custody(case: OpenCase, read: Reader) -> tuple[Kind, Happened]:
    """Read a statement of custody. It may say that release was due earlier, or is due later."""
    due = _due_moment(read)
    arrested, informed = read.day("arrested_on"), read.code("informed_by", ("court", "government"))
    happened = read_when(read)
    return CustodyStated(release_due_at=due.isoformat(), arrested_on=arrested, informed_by=informed), happened


def _due_moment(read: Reader) -> datetime:
    due = read.moment("release_due_at", Toward.COMING)
    if due is None:
        if not read.problems:
            read.wrong(
                "release_due_at",
                _("Write when the person would otherwise walk out: every clock begins there."),
            )
        return read.now
    return due


def _due(case: OpenCase) -> datetime:
    """Give by when counsel's answer is needed: half an hour before release, or in an hour if that is over."""
    release = case.state.release_due_at
    wanted = datetime.fromisoformat(release) - ANSWER_NEEDED_BEFORE if release else case.desk.now
    return wanted if wanted > case.desk.now else case.desk.now + LATE_AFTER


def _step(fact: OpenFact) -> str:
    last = str(path_of(fact.name)[-1])
    if fact.name in BY_SEARCH or last in BY_SEARCH:
        return "request_search"
    if fact.name == "papers":
        return "request_paper"
    return "request_counsel" if fact.who == COUNSEL else "request_fact"


def _answer(fact: str, question: Question) -> Ask:
    last = str(path_of(fact)[-1])
    if last in DAYS:
        return Ask(name="value", label=question.asks, shape="day", hint=_("Empty: not known."))
    if last in MOMENTS:
        return Ask(name="value", label=question.asks, shape="moment")
    if question.options:
        return Ask(
            name="value",
            label=question.asks,
            shape="choice",
            options=(*options(question.options), ("unknown", _("not known"))),
        )
    if last in (*STATUTES, "agency"):
        return Ask(name="value", label=question.asks, hint=_("Empty: not known."))
    return evolve(three("value", question.asks), value="")


def _read_answer(fact: str, question: Question, read: Reader) -> str | None:
    last = str(path_of(fact)[-1])
    if last in (*DAYS, *MOMENTS, *STATUTES) and read.told.get("value", "unknown").casefold() in NOT_KNOWN:
        return "unknown"
    if last in DAYS:
        return read.day("value")
    if last in MOMENTS:
        at = read.moment("value", Toward.PAST)
        return at.isoformat() if at else None
    if last in STATUTES:
        none = last == "equivalent_to" and read.told.get("value", "").casefold() in NONE
        return "none" if none else read.statute("value")
    if last == "agency":
        return read.text("value") or "unknown"
    allowed = (*(question.options or ("yes", "no")), "unknown")
    said = read.told.get("value")
    return said if said in allowed else None
