"""cedarpy: policies and entities parsed once, and an error in a policy read as an open fact.

Cedar has no loops, so a conviction is one of four named attributes and a paper one of three. A missing
attribute makes its policy err; no permit and an error then reads as `not_established`. Within a policy the
first error wins, so what a policy may hide depends on order. Written a policy for each clause, the ids name
the clause; written a policy for each conviction, an open one cannot hide a good one, and the law is four
times as long. The request is given as dictionaries, which cedarpy reads about twice as fast as text.
"""

import json
from typing import Any

import cedarpy

from bench.engine import TRACED, Engine, titled
from bench.flat import flat, without_unknowns
from bench.law import JUDGES, MAY, MUST_NOT, NOT_ESTABLISHED, listed_statutes
from bench.reference import Case

_PAPERS = range(3)
_CONVICTIONS = range(4)
_MARKS = ("probable_cause", "custody", "names_subject")
_REQUEST = {
    "principal": {"type": "Agency", "id": "police"},
    "action": {"type": "Action", "id": "hold"},
    "resource": {"type": "Case", "id": "case"},
}
_TERRORIST = "resource has terrorist && resource.terrorist"
_REENTERED = "resource has reentered && resource.reentered"


def engines() -> list[Engine]:
    """Two ways to write the same law."""
    return [
        _row("cedarpy", "a policy for each clause", _by_clause()),
        _row("cedarpy-split", "a policy for each conviction", _by_conviction()),
    ]


def _row(row_id: str, what: str, policies: list[str]) -> Engine:
    parsed = cedarpy.PolicySet.from_str("\n".join(policies))
    law = cedarpy.Entities.from_json_str(_entity("Law", "law", {"listed": list(listed_statutes())}))
    return Engine(
        id=row_id,
        name=titled("cedarpy", what),
        compared_with=TRACED,
        gives="outcome, policy ids",
        prepare=lambda case: law.with_added_json_str(_entity("Case", "case", _attributes(case))),
        decide=lambda entities: cedarpy.is_authorized(_REQUEST, parsed, entities),
        answer=_answer,
    )


def _answer(result: Any) -> str:
    if result.allowed:
        return MAY
    return NOT_ESTABLISHED if result.diagnostics.errors else MUST_NOT


def _entity(kind: str, name: str, attributes: dict[str, Any]) -> str:
    """A list of one entity, as cedarpy reads it."""
    return json.dumps([{"uid": {"type": kind, "id": name}, "attrs": attributes, "parents": []}])


def _attributes(case: Case) -> dict[str, Any]:
    """The record with its two lists spread over numbered attributes."""
    record: dict[str, Any] = without_unknowns(flat(case))
    papers, convictions = record.pop("papers"), record.pop("convictions")
    record |= {f"paper{number}": paper for number, paper in enumerate(papers)}
    return record | {f"conviction{number}": conviction for number, conviction in enumerate(convictions)}


def _by_clause() -> list[str]:
    """Two policies, (b)(1) and (b)(2)."""
    recent = " || ".join(f"({_has(n)} && {_in_window(n)} && {_qualifies(n)})" for n in _CONVICTIONS)
    ever = " || ".join(f"({_has(n)} && {_qualifies(n)})" for n in _CONVICTIONS)
    return [
        _permit("b1", f"{_warrant()} && (({_TERRORIST}) || {recent})"),
        _permit("b2", f"({_TERRORIST}) || ({_REENTERED} && ({ever}))"),
    ]


def _by_conviction() -> list[str]:
    """Two policies for each conviction and two for a match."""
    policies = [_permit("b1-match", f"{_TERRORIST} && {_warrant()}"), _permit("b2-match", _TERRORIST)]
    for n in _CONVICTIONS:
        recent = f"{_has(n)} && {_in_window(n)} && {_warrant()} && {_qualifies(n)}"
        policies.append(_permit(f"b1-{n}", recent))
        policies.append(_permit(f"b2-{n}", f"{_has(n)} && {_REENTERED} && {_qualifies(n)}"))
    return policies


def _permit(name: str, when: str) -> str:
    return f'@id("{name}") permit(principal, action == Action::"hold", resource) when {{ {when} }};'


def _warrant() -> str:
    """Some paper is a judge's warrant presented with the request; what is missing counts as no."""
    judges = json.dumps(list(JUDGES))
    tests = []
    for n in _PAPERS:
        paper = f"resource.paper{n}"
        marks = " && ".join(f"{paper} has {mark} && {paper}.{mark}" for mark in _MARKS)
        tests.append(
            f'(resource has paper{n} && {paper}.kind == "warrant" && {paper} has issuer'
            f" && {judges}.contains({paper}.issuer) && {marks} && {paper}.presented <= resource.received)"
        )
    return f"({' || '.join(tests)})"


def _has(n: int) -> str:
    return f"resource has conviction{n}"


def _in_window(n: int) -> str:
    one = f"resource.conviction{n}"
    return f"{one} has judgment && {one}.judgment + {one}.jail > resource.window_from"


def _qualifies(n: int) -> str:
    """What counts as no when unknown is guarded by `has`; an open fact is not, and errs when missing."""
    one, listed = f"resource.conviction{n}", 'Law::"law".listed'
    return (
        f'{one} has class && {one}.class == "felony" && {one} has adjudication'
        f' && {one}.adjudication == "adult" && {one} has judgment'
        f" && (if {one}.new_york then {listed}.contains({one}.statute)"
        f" else {listed}.contains({one}.equivalent) && {one}.there && {one}.here)"
    )
