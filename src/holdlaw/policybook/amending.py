"""Applies an amending law file to the one it amends, part by part, as the legislature does."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from holdlaw.policybook.nodes import Node

DEPTHS: Mapping[str, int] = {
    "define": 1,
    "lists": 1,
    "clocks": 1,
    "duties": 1,
    "choices": 1,
    "unknown_counts_as_no": 1,
    "acts": 3,
}
"""How deep the parts of a law file are amended one by one. A clause or definition is replaced whole."""

REPLACED_WHOLE = ("otherwise",)
"""Parts inside those depths that are one sentence and are replaced whole."""

OWN_KEYS = (
    "amends",
    "corrects",
    "reason",
    "in_force_from",
    "in_force_unverified",
    "recorded",
    "enacted_by",
    "sources",
    "unread",
)
"""Keys that belong to the one instrument and are not carried into the next."""


def amend(base: Node, change: Node) -> Node:
    """Give the consolidated law: the base with every part the change names put in its place.

    Edges: an empty value (null) repeals the part; a new part comes after those that stand.
    """
    kept = {key: value for key, value in base.items() if key not in OWN_KEYS}
    for key, value in change.items():
        if value.value is None:
            kept.pop(key, None)
        else:
            kept[key] = _put(kept.get(key), value, DEPTHS.get(key, 0))
    lines = {**base.key_lines, **change.key_lines}
    return evolve(change, value=kept, key_lines=lines)


def _put(base: Node | None, change: Node, depth: int) -> Node:
    if (
        depth == 0
        or base is None
        or not isinstance(base.value, Mapping)
        or not isinstance(change.value, Mapping)
    ):
        return change
    merged = dict(base.value)
    for key, value in change.value.items():
        if value.value is None:
            merged.pop(key, None)
        elif key in REPLACED_WHOLE:
            merged[key] = value
        else:
            merged[key] = _put(merged.get(key), value, depth - 1)
    return evolve(change, value=merged, key_lines={**base.key_lines, **change.key_lines})
