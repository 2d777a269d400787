"""What is known of a case, field by field: the value, who said so, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.register.lines import lines, standing
from holdlaw.web.accounts.templatetags.desk import wall
from holdlaw.web.queries.cases import OpenCase
from holdlaw.web.queries.request_questions import question_named
from holdlaw.web.queries.request_search import last_search
from holdlaw.web.queries.request_sources import Sources


@frozen
class Known:
    """One thing known: what, its value as words, where it comes from."""

    what: str
    value: str
    source: str


def known_of(case: OpenCase, sources: Sources) -> tuple[Known, ...]:
    """Give what is known of custody, the record, each question that was answered, and what was noted."""
    return (*_custody(case, sources), *_record(case, sources), *_facts(case, sources), *_notes(case))


def _custody(case: OpenCase, sources: Sources) -> Iterator[Known]:
    stated = case.case_file.get("custody", {})
    due = stated.get("release_due_at")
    yield Known(_("Release due"), wall(_zoned(due, case)) if due else _("not known"), sources.get("custody"))
    yield Known(
        _("Arrested on"), stated.get("arrested_on") or _("not known"), sources.get("custody.arrested_on")
    )
    if informed := stated.get("informed_by"):
        yield Known(_("Told by"), _(informed.replace("_", " ")), sources.get("informed_by"))


def _record(case: OpenCase, sources: Sources) -> Iterator[Known]:
    last = last_search(case)
    if last is None:
        yield Known(_("Record"), _("not searched"), "")
        return
    listed = case.case_file.get("convictions")
    if listed is None:
        shown = _("no result: not known")
    elif not listed:
        shown = _("no convictions")
    else:
        shown = "; ".join(_conviction(each) for each in listed)
    yield Known(_("Record"), shown, sources.get("convictions"))
    searched = ", ".join(_(each.replace("_", " ")) for each in last.content.systems)
    missed = ", ".join(_(each.replace("_", " ")) for each in last.content.not_searched or ())
    said = f"{searched}; {_('not searched:')} {missed}" if missed else searched
    yield Known(_("Searched"), f"{wall(last.at.astimezone(case.zone))}: {said}", "")


def _facts(case: OpenCase, sources: Sources) -> Iterator[Known]:
    stated: Mapping[str, Any] = case.case_file.get("facts", {})
    own = {line.content.fact for line in standing(lines(case.entries, case.values), FactStated)}
    for name, value in stated.items():
        question = question_named(case, name)
        yield Known(question.asks if question else name, _said(value), sources.get(name))
    for name in sorted(own - set(stated)):
        question = question_named(case, name)
        if question is not None and not name.startswith("custody."):
            yield Known(question.asks, "", sources.get(name.replace("over_one_year.", "over_one_year_")))


def _notes(case: OpenCase) -> Iterator[Known]:
    """Give what the desk noted when the request came, where it may be read."""
    for line in standing(lines(case.entries, case.values), RequestReceived):
        if isinstance(line.content.note, str):
            yield Known(_("Note"), line.content.note, f"{line.by}, {_('entry')} {line.seq}")


def _conviction(found: Mapping[str, Any]) -> str:
    parts = (found.get("statute") or _("statute not known"), found.get("class"), found.get("judgment_on"))
    return ", ".join(_(str(part).replace("_", " ")) for part in parts if part)


def _said(value: Any) -> str:
    return _("not known") if value == "unknown" else _(str(value))


def _zoned(moment: str, case: OpenCase) -> Any:

    return datetime.fromisoformat(moment).astimezone(case.zone)
