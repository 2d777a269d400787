"""zen-engine, a JDM decision graph: facts by expressions, then a decision table, with its trace.

An open fact that is missing reads as null and so as no.
"""

import itertools
import json
from typing import Any

import zen

from bench.engine import TRACED, Engine, titled
from bench.engines import _zen
from bench.law import MAY, MUST_NOT

_FACTS = {
    "warrant_with_request": _zen.WARRANT,
    "listed_conviction": _zen.RECENT,
    "listed_conviction_ever": _zen.EVER,
    "reentered_after_removal": _zen.REENTERED,
    "terrorist_database_match": _zen.TERRORIST,
}
_ROWS = (
    ("b1", MAY, ("warrant_with_request", "listed_conviction")),
    ("b1", MAY, ("warrant_with_request", "terrorist_database_match")),
    ("b2", MAY, ("listed_conviction_ever", "reentered_after_removal")),
    ("b2", MAY, ("terrorist_database_match",)),
    ("otherwise", MUST_NOT, ()),
)


def engines() -> list[Engine]:
    """One row: the graph, compiled once, evaluated with `trace` on."""
    decision = zen.ZenEngine().create_decision(json.dumps(_graph()))
    return [
        Engine(
            id="zen-graph",
            name=titled("zen-engine", "JDM graph with table"),
            compared_with=TRACED,
            gives="outcome, trace",
            prepare=_zen.as_json,
            decide=lambda case: decision.evaluate(case, {"trace": True}),
            answer=lambda response: str(response["result"]["hold"]),
        )
    ]


def _graph() -> dict[str, Any]:
    """The graph: request, facts, table, answer."""
    nodes = [
        _node("request", "inputNode", {"schema": ""}),
        _node(
            "facts",
            "expressionNode",
            {
                "expressions": [{"id": key, "key": key, "value": text} for key, text in _FACTS.items()],
            },
        ),
        _node(
            "table",
            "decisionTableNode",
            {
                "hitPolicy": "first",
                "inputs": [{"id": key, "name": key, "field": key} for key in _FACTS],
                "outputs": [{"id": key, "name": key, "field": key} for key in ("hold", "clause")],
                "rules": [_rule(*row, number=number) for number, row in enumerate(_ROWS)],
            },
        ),
        _node("answer", "outputNode", {"schema": ""}),
    ]
    ids = [node["id"] for node in nodes]
    edges = [
        {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in itertools.pairwise(ids)
    ]
    return {"nodes": nodes, "edges": edges}


def _node(name: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "type": kind, "name": name, "position": {"x": 0, "y": 0}, "content": content}


def _rule(clause: str, outcome: str, needs: tuple[str, ...], *, number: int) -> dict[str, str]:
    """One line of the table: the facts it needs are true, the others do not matter."""
    cells = {key: "true" if key in needs else "" for key in _FACTS}
    return {"_id": f"{clause}-{number}", **cells, "hold": f"'{outcome}'", "clause": f"'{clause}'"}
