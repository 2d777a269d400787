"""The public answer, contract version 1, as a JSON schema: what every reader of it may rely on."""

from __future__ import annotations

from typing import Any

ACTS = ["hold", "notify", "transfer", "interview", "share"]
OUTCOME: dict[str, Any] = {"enum": ["must", "may", "must_not", "not_established", "no_rule"]}
TRUTH: dict[str, Any] = {"enum": ["yes", "no", "unknown"]}
TEXT = {"type": "string"}
WORDS = {"type": "string", "minLength": 1}
WORD_LIST = {"type": "array", "items": WORDS}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}:\d{2}$"}


def maybe(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow null in place of a value."""
    return {"anyOf": [schema, {"type": "null"}]}


def group(*optional: str, **fields: dict[str, Any]) -> dict[str, Any]:
    """Allow these fields and no others; all are required but the optional ones."""
    return {
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if name not in optional],
        "additionalProperties": False,
    }


def listed(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow a list of one kind of member."""
    return {"type": "array", "items": schema}


DECIDED_BY = group(layer=WORDS, version=WORDS, clause=WORDS, cite=WORDS)
CONDITION = group(
    "stated",
    "fields",
    "note",
    "unverified",
    "parts",
    kind={"enum": ["test", "all", "any", "not", "always"]},
    says=TEXT,
    cite=TEXT,
    value=TRUTH,
    stated=TRUTH,
    fields=WORD_LIST,
    note=WORDS,
    unverified=WORDS,
    parts={"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}},
)
CLAUSE = group(
    clause=WORDS, cite=WORDS, effect=OUTCOME, says=TEXT, holds=TRUTH, when={"$ref": "#/$defs/condition"}
)
TRACED = group(
    layer=WORDS,
    version=WORDS,
    digest={"type": "string", "pattern": "^([0-9a-f]{64})?$"},
    outcome=OUTCOME,
    decided_by=WORDS,
    cite=TEXT,
    says=TEXT,
    clauses=listed(CLAUSE),
)
ACT = group(
    asked={"type": "boolean"},
    outcome=OUTCOME,
    until=maybe(MOMENT),
    decided_by=maybe(DECIDED_BY),
    unverified=WORD_LIST,
    open_facts=WORD_LIST,
    would_change=WORD_LIST,
    reasons=WORD_LIST,
    trace=group(layers={"type": "array", "minItems": 1, "items": TRACED}),
)
CLOCK = group(
    name=WORDS,
    until=MOMENT,
    days_excluded=listed(DAY),
    label=WORDS,
    cite=WORDS,
    starts_at=MOMENT,
    unverified=maybe(WORDS),
    days=listed(
        group(
            on=DAY,
            hours_counted={"type": "number", "minimum": 0, "maximum": 25},
            excluded_because=maybe(WORDS),
            note=maybe(TEXT),
        )
    ),
)
ANSWER = group(
    holdlaw={"const": 1},
    place=WORDS,
    at=MOMENT,
    acts=group(**dict.fromkeys(ACTS, ACT)),
    layers=listed(group(layer=WORDS, version=WORDS, acts=group(**dict.fromkeys(ACTS, OUTCOME)))),
    clocks=listed(CLOCK),
    duties=listed(group("unverified", duty=WORDS, cite=WORDS, says=WORDS, unverified=WORDS)),
    warnings=listed(group(code={"type": "string", "pattern": r"^HL-[23]\d{3}$"}, text=WORDS)),
    next_question=maybe(group(fact=WORDS, question=WORDS, who=WORDS, by=MOMENT)),
)
SCHEMA: dict[str, Any] = ANSWER | {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"condition": CONDITION},
}
ERROR = group(
    "others",
    error=group(code=WORDS, where=WORDS, why=WORDS, mend=WORDS),
    others=listed(group(code=WORDS, where=WORDS, why=WORDS, mend=WORDS)),
)
