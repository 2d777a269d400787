"""The shape of a policy version file as a JSON Schema, for editors, made from the reader's own tables.

A schema cannot say all that the reader checks: whether a name is defined, or a day exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from holdlaw.core.situation import CHOICE_NAMES
from holdlaw.policybook.condition_files import CONVICTION_KEYS, LABELS, LOOK_BACK_KEYS, OPERATORS
from holdlaw.policybook.questions import Question, Questions
from holdlaw.policybook.version_files import CLAUSE_KEYS, OTHERWISE_KEYS, OUTCOMES, REQUIRED, VERSION_KEYS
from holdlaw.policybook.version_parts import (
    ACTS,
    CHOICE_KEYS,
    CLOCK_KEYS,
    DUTY_KEYS,
    UNKNOWN_KEYS,
    WEEKDAYS,
    WINDOW_KEYS,
)

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "A day, as 2017-06-14."}
VERSION_NAME: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(\.r\d+)?$"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"enum": ["yes", "no", "unknown", True, False]}
TEXTS: Schema = {"type": "array", "items": TEXT}
INHERITED = ("title", "cite")
"""Required keys that a file which amends or corrects another need not repeat."""


def policy_schema(questions: Questions, calendars: Iterable[str]) -> Schema:
    """Give the schema of a version file: its keys, and at each place the names that the reader knows."""
    return {
        "$schema": DRAFT,
        "title": "Holdlaw policy: one enacted version of one place's law",
        "description": "Made by `holdlaw law schema`. The reader checks more: run `holdlaw law check`.",
        **_group(VERSION_KEYS, _version(questions), [key for key in REQUIRED if key not in INHERITED]),
        "if": {"not": {"anyOf": [{"required": ["amends"]}, {"required": ["corrects"]}]}},
        "then": {"required": list(INHERITED)},
        "$defs": {
            "condition": _condition(questions),
            "paper": _paper(questions),
            "conviction": _conviction(questions),
            "otherwise": _group(OTHERWISE_KEYS, _clause_parts(), ["cite"]),
            "clause": _nullable(_group(CLAUSE_KEYS, _clause_parts(), ["cite", "when"])),
            "clock": _nullable(_group(CLOCK_KEYS, _clock(calendars), ["label", "cite", "when"])),
            "duty": _nullable(_group(DUTY_KEYS, _duty(), ["cite", "says"])),
        },
    }


def _version(questions: Questions) -> Mapping[str, Schema]:
    in_force = _group(
        ("not_before", "by", "why"), {"not_before": DAY, "by": DAY}, ("not_before", "by", "why")
    )
    lists = _group(("list", "edition"), {}, ("list", "edition"))
    return {
        "amends": VERSION_NAME,
        "corrects": VERSION_NAME,
        "in_force_from": {"anyOf": [DAY, in_force]},
        "recorded": DAY,
        "sources": {**TEXTS, "minItems": 1},
        "lists": _named(_nullable(lists)),
        "unknown_counts_as_no": _group(UNKNOWN_KEYS, _unknowns(questions), ["facts"]),
        "search_window": _group(WINDOW_KEYS, _window(questions), ["hours", "cite", "facts", "assumption"]),
        "define": _named(_nullable(_ref("condition"))),
        "acts": _group(ACTS, dict.fromkeys(ACTS, _rule())),
        "clocks": _named(_ref("clock")),
        "duties": _named(_ref("duty")),
        "cautions": {
            "type": "array",
            "items": _group(("when", "text"), {"when": _ref("condition")}, ("when", "text")),
        },
        "choices": _named(_nullable(_group(CHOICE_KEYS, {}, CHOICE_KEYS))),
    }


def _unknowns(questions: Questions) -> Mapping[str, Schema]:
    known = _names(questions.known_to_unknowns())
    return {"facts": known, "stays_open": known}


def _window(questions: Questions) -> Mapping[str, Schema]:
    return {
        "hours": WHOLE,
        "unless_informed_by": _names(questions.choices["informed_by"].options),
        "facts": _names((*questions.testable(), "convictions", "papers")),
    }


def _rule() -> Schema:
    parts = {"otherwise": _ref("otherwise"), "clauses": _named(_ref("clause"))}
    return _nullable(_group(tuple(parts), parts))


def _clause_parts() -> Mapping[str, Schema]:
    outcome = {"enum": list(OUTCOMES)}
    return {
        "effect": outcome,
        "outcome": outcome,
        "when": _ref("condition"),
        "overrides": _one_or_more(TEXT),
        "derived": TRUTH,
    }


def _clock(calendars: Iterable[str]) -> Mapping[str, Schema]:
    calendar = _group(("calendar",), {"calendar": {"enum": list(calendars)}}, ("calendar",))
    return {
        "hours": WHOLE,
        "days_before_release": WHOLE,
        "until_local_time": {"type": "string", "pattern": r"^\d{2}:\d{2}$"},
        "excluding": {
            "type": "array",
            "items": {"anyOf": [{"enum": [*WEEKDAYS, "holidays"]}, calendar]},
        },
        "when": _ref("condition"),
    }


def _duty() -> Mapping[str, Schema]:
    outcomes = _names((*OUTCOMES, "not_established"))
    return {"when": _ref("condition"), "outcomes": _group(ACTS, dict.fromkeys(ACTS, outcomes))}


def _condition(questions: Questions) -> Schema:
    """A name, or exactly one operator with its labels."""
    parts: dict[str, Schema] = {
        "all": {"type": "array", "items": _ref("condition"), "minItems": 1},
        "any": {"type": "array", "items": _ref("condition"), "minItems": 1},
        "not": _ref("condition"),
        "paper": _ref("paper"),
        "conviction": _ref("conviction"),
        "clock": TEXT,
        **{name: _choice(questions.choices[name]) for name in CHOICE_NAMES},
    }
    whole = _group((*OPERATORS, *LABELS), parts)
    one = {"oneOf": [{"required": [operator]} for operator in OPERATORS]}
    name = {
        "type": "string",
        "description": "A name under `define`, or a fact.",
        "anyOf": [
            {"enum": list(questions.testable())},
            {"pattern": "^[a-z][a-z0-9_]*$"},
        ],
    }
    return {"anyOf": [name, whole | one]}


def _choice(question: Question) -> Schema:
    told = {"description": question.asks}
    return told | (_names(question.options) if question.options else _one_or_more(TEXT))


def _paper(questions: Questions) -> Schema:
    fields = {name: _field(question) for name, question in questions.paper.items()}
    clock = _group(("before_end_of",), {}, ("before_end_of",))
    presented = {"anyOf": [{"enum": ["by_now", "with_request"]}, clock]}
    return _group((*fields, "presented", "like"), {**fields, "presented": presented})


def _conviction(questions: Questions) -> Schema:
    fields = {name: _field(question) for name, question in questions.conviction.items()}
    within = {
        "years": WHOLE,
        "before": {"enum": ["arrest", "act", "request"]},
        "extended_by": {"enum": ["jail_for_listed_crime"]},
        "anniversary": {"enum": ["counts", "excluded"]},
    }
    own: dict[str, Schema] = {
        "jurisdiction": TEXTS,
        "elsewhere": _names(questions.conviction),
        "within": _group(LOOK_BACK_KEYS, within, ("years", "before")),
    }
    return _group((*fields, *CONVICTION_KEYS), {**fields, **own})


def _field(question: Question) -> Schema:
    """A field of a paper or a conviction: one of its options or some of them, or one of the three values."""
    told = {"description": question.asks}
    return told | (_names(question.options) if question.options else TRUTH)


def _group(keys: Iterable[str], parts: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """A group with these keys and no others; a key without a shape of its own is text."""
    group: Schema = {
        "type": "object",
        "properties": {key: parts.get(key, TEXT) for key in keys},
        "additionalProperties": False,
    }
    return group | ({"required": list(required)} if required else {})


def _named(part: Schema) -> Schema:
    """A group whose keys are names that the file gives."""
    return {"type": "object", "additionalProperties": part}


def _nullable(part: Schema) -> Schema:
    """A part that an amending file may repeal by leaving it empty."""
    return {"anyOf": [part, {"type": "null"}]}


def _names(known: Iterable[str]) -> Schema:
    return _one_or_more({"enum": list(known)})


def _one_or_more(part: Schema) -> Schema:
    return {"anyOf": [part, {"type": "array", "items": part}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
