"""Where an answered question belongs in a case file: its path, and putting a value there.

The name of a question is a plain fact (`known_gang_member`), a field (`custody.informed_by`), or a field of
one member of a list (`convictions[0].over_one_year.there`, `papers[1].criminal`), as open facts are named.
"""

from __future__ import annotations

import re
from typing import Any

Path = tuple[str | int, ...]
"""Keys and places in lists, outermost first: `("convictions", 0, "class")`."""

_REQUEST = ("form", "asks", "box", "received_at", "served_at", "requester", "papers")
_REQUESTER = ("agency", "duties")
_CUSTODY = ("arrested_on", "release_due_at", "search_done_at", "informed_by")
_ROOTS = ("at", "request", "custody", "convictions", "facts")
_WITHIN: dict[str, Path] = {
    **{name: ("request", name) for name in _REQUEST},
    **{name: ("request", "requester", name) for name in _REQUESTER},
    **{name: ("custody", name) for name in _CUSTODY},
    **{name: (name,) for name in _ROOTS},
}
_WHOLE: tuple[Path, ...] = (
    ("request",),
    ("custody",),
    ("convictions",),
    ("facts",),
    ("request", "requester"),
    ("request", "papers"),
)
"""Groups and lists: no single answer states one."""

_LISTS = ("asks", "duties")
_NAME = re.compile(r"[a-z_]\w*(?:\[\d{1,4}\])*(?:\.[a-z_]\w*(?:\[\d{1,4}\])*)*", re.ASCII)
_STEP = re.compile(r"\w+")


def path_of(name: str) -> Path:
    """Give the path of a question. A name that is no field of a case file is a fact.

    >>> path_of("papers[1].criminal"), path_of("known_gang_member")
    (('request', 'papers', 1, 'criminal'), ('facts', 'known_gang_member'))
    """
    steps = _STEP.findall(name) if _NAME.fullmatch(name) else []
    if not steps or steps[0] not in _WITHIN:
        return ("facts", name)
    path = (*_WITHIN[steps[0]], *(int(step) if step.isdigit() else step for step in steps[1:]))
    return ("facts", name) if path in _WHOLE else path


def value_at(path: Path, value: Any) -> Any:
    """Give a value as the field takes it: what the request asks, and duties, are lists of names."""
    if path[-1] in _LISTS and isinstance(value, str) and value != "unknown":
        return value.replace(",", " ").split()
    return value


def put(group: Any, path: Path, value: Any) -> None:
    """Put a value at its path, making the groups on the way. A place that is not there is passed over.

    A list is never made or lengthened: an answer about a conviction that nobody listed is about nothing.
    """
    head, *rest = path
    if not _takes(group, head):
        return
    if not rest:
        group[head] = value
        return
    if isinstance(rest[0], str) and isinstance(group, dict):
        group.setdefault(head, {})
    put(group.get(head) if isinstance(group, dict) else group[head], tuple(rest), value)


def _takes(group: Any, head: str | int) -> bool:
    """Tell whether a group has this key or may get it, or a list this place."""
    if isinstance(head, int):
        return isinstance(group, list) and head < len(group)
    return isinstance(group, dict)
