"""Who said each fact, when, and on what it rests: it stands beside every line of the law's checklist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, frozen
from django.utils.translation import gettext as _

from holdlaw.register.kind import Kind
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.register.lines import Line as Entered
from holdlaw.register.lines import lines
from holdlaw.web.queries.answers import ClauseLines, Line, Said, Shown
from holdlaw.web.queries.cases import OpenCase

OF_THE_REQUEST = ("form", "asks", "box", "agency", "duties", "request.received_at")


@frozen
class Sources:
    """Where each field of the case comes from. A field within a list answers with the source of its list."""

    said: Mapping[str, str]

    def get(self, field: str, default: str = "") -> str:
        """Give the source of a field, as a law's test names it."""
        head, _dot, _rest = field.partition(".")
        return self.said.get(field) or self.said.get(head) or self.said.get(head.partition("[")[0]) or default


def sources_of(case: OpenCase) -> Sources:
    """Say of each field who stated it, when and on what ground. The latest statement counts."""
    said: dict[str, str] = {}
    papers = 0
    for line in lines(case.entries, case.values):
        if not line.stands:
            continue
        if isinstance(line.content, PaperAttached):
            said[f"papers[{papers}]"] = said["papers"] = _said(case, line, _("the paper"))
            papers += 1
        for field, from_what in _stated(line.content).items():
            said[field] = _said(case, line, from_what)
    return Sources(said)


def with_sources(shown: Shown, sources: Sources) -> Shown:
    """Leave beside each line of the law one field a source: the same source is not said twice."""

    def line(each: Line) -> Line:
        by_source = {sources.get(field): field for field in reversed(each.fields)}
        return evolve(each, fields=tuple(reversed(by_source.values())))

    def clause(each: ClauseLines) -> ClauseLines:
        return evolve(each, lines=tuple(map(line, each.lines)))

    def act(each: Said) -> Said:
        layers = (evolve(layer, clauses=tuple(map(clause, layer.clauses))) for layer in each.layers)
        return evolve(each, layers=tuple(layers))

    return evolve(shown, asked=tuple(map(act, shown.asked)), others=tuple(map(act, shown.others)))


def _stated(content: Kind) -> Mapping[str, str]:
    """Give the fields that an entry states, and what each rests on."""
    match content:
        case RequestReceived():
            return dict.fromkeys(OF_THE_REQUEST, _("the request"))
        case CustodyStated():
            named = {"custody.arrested_on": content.arrested_on, "informed_by": content.informed_by}
            stated = [name for name, value in named.items() if value is not None]
            return dict.fromkeys(("at", "custody", *stated), _("custody"))
        case RecordSearched():
            found = content.facts if isinstance(content.facts, Mapping) else {}
            listed = () if content.convictions is None else ("convictions",)
            return dict.fromkeys((*listed, *found), _("search"))
        case FactStated():
            return {_tested(content.fact): _(content.source.replace("_", " "))}
        case OpinionGiven():
            return {_tested(content.fact): _("counsel")}
        case _:
            return {}


def _tested(fact: str) -> str:
    """Give the name under which the law tests a fact of the case file."""
    return fact.replace("over_one_year.", "over_one_year_")


def _said(case: OpenCase, line: Entered[Kind], from_what: str) -> str:
    at: datetime = line.at.astimezone(case.zone)
    told = {"what": from_what, "who": line.by, "at": f"{at:%Y-%m-%d %H:%M}", "number": line.seq}
    return _("%(what)s; %(who)s, %(at)s, entry %(number)d") % told
