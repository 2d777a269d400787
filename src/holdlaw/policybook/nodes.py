"""YAML and JSON read into plain nodes that know their file, line and path.

Scalars stay text: whether `2017-06-14` is a day is decided by whoever asks for a day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from holdlaw.core.problems import HoldlawError, Problem

DEPTH_MAX = 40
"""Levels of nesting allowed in a law or case file. The deepest shipped law file has 14."""
BRACKETS_MAX = 100
"""Brackets open at once before a file is refused unread."""
_BRACKETS = re.compile(r"[\[\]{}]")


@frozen
class Node:
    """A value of a file, with its place. `value` is a mapping of nodes, a list of nodes, text, or None."""

    value: Mapping[str, Node] | tuple[Node, ...] | str | None
    file: str
    line: int | None
    path: str
    key_lines: Mapping[str, int] = field(factory=dict)

    @property
    def where(self) -> str:
        """Say where the value stands: file, line if known, and path."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place} ({self.path})" if self.path else place

    def key_where(self, key: str) -> str:
        """Say where one key of a mapping stands."""
        line = self.key_lines.get(key, self.line)
        path = f"{self.path}.{key}" if self.path else key
        return f"{self.file}:{line} ({path})" if line is not None else f"{self.file} ({path})"

    def items(self) -> Iterator[tuple[str, Node]]:
        """Give the pairs of a mapping; nothing for any other value."""
        return iter(self.value.items()) if isinstance(self.value, Mapping) else iter(())

    def parts(self) -> tuple[Node, ...]:
        """Give the members of a list; nothing for any other value."""
        return self.value if isinstance(self.value, tuple) else ()

    def get(self, key: str) -> Node | None:
        """Give one value of a mapping, or None."""
        return self.value.get(key) if isinstance(self.value, Mapping) else None


def decode(data: bytes, file: str) -> str:
    """Read the bytes of a file as UTF-8; raise HoldlawError naming the first byte that is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(
            "HL-1003",
            file,
            f"The file is not UTF-8 text (byte {error.start}).",
            "It cannot be read without guessing.",
            "Save it as UTF-8.",
        ) from None


def parse(text: str, file: str) -> Node:
    """Read a file's text: JSON if it starts like JSON and is not named .yaml, else YAML 1.2.

    Raise HoldlawError if it is neither, or nested too deeply.
    """
    _check_depth(text, file)
    starts_like_json = text.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    if starts_like_json and not file.endswith((".yaml", ".yml")):
        return parse_json(text, file)
    try:
        return _parse_yaml(text, file)
    except RecursionError:
        raise _too_deep(file) from None


def _check_depth(text: str, file: str) -> None:
    """Refuse brackets nested deeper than any real file, before the slow reading of them."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += 1 if found[0] in "[{" else -1
        if depth > BRACKETS_MAX:
            raise _too_deep(file)


def _too_deep(where: str) -> HoldlawError:
    return _refused(
        "HL-1004",
        where,
        "The file is nested too deeply.",
        "Nothing real needs it.",
        f"Keep it to {DEPTH_MAX} levels.",
    )


def parse_json(text: str, file: str) -> Node:
    """Read JSON; a key given twice is refused, since one of the two would be lost."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key, value in pairs:
            if key in seen:
                raise ValueError(f"the key '{key}' stands twice")
            seen[key] = value
        return seen

    def number(text: str) -> str:
        return text

    try:
        data = json.loads(
            text.lstrip("\ufeff"),
            object_pairs_hook=unique,
            parse_int=number,
            parse_float=number,
            parse_constant=number,
        )
    except ValueError as error:
        raise _refused(
            "HL-1003",
            file,
            f"This is not valid JSON: {error}.",
            "It cannot be read without guessing.",
            "Mend the JSON.",
        ) from None
    return from_plain(data, file)


def from_plain(data: Any, file: str, path: str = "", depth: int = 0) -> Node:
    """Turn plain Python data (as from JSON) into nodes; true, false and null become yes, no and unknown."""
    if depth > DEPTH_MAX:
        raise _too_deep(file)
    if isinstance(data, Mapping):
        values = {
            str(k): from_plain(v, file, f"{path}.{k}" if path else str(k), depth + 1) for k, v in data.items()
        }
        return Node(values, file, None, path)
    if isinstance(data, list | tuple):
        return Node(
            tuple(from_plain(v, file, f"{path}[{i}]", depth + 1) for i, v in enumerate(data)),
            file,
            None,
            path,
        )
    if data is None or isinstance(data, str):
        return Node(data, file, None, path)
    if isinstance(data, bool):
        return Node("yes" if data else "no", file, None, path)
    return Node(str(data), file, None, path)


def _parse_yaml(text: str, file: str) -> Node:
    from ruamel.yaml import YAML  # imported here: a command on JSON alone need not wait for it
    from ruamel.yaml.error import YAMLError

    try:
        composed = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError) as error:
        raise _refused(
            "HL-1003",
            _at(file, error),
            f"This is not valid YAML: {_short(error)}.",
            "It cannot be read without guessing.",
            "Mend the YAML.",
        ) from None
    if composed is None:
        return Node(None, file, 1, "")
    return _from_yaml(composed, file, "", 0)


def _from_yaml(node: Any, file: str, path: str, depth: int) -> Node:
    line = node.start_mark.line + 1
    if depth > DEPTH_MAX or node.anchor is not None:
        raise _refused(
            "HL-1004",
            f"{file}:{line}",
            "The file uses an anchor, or is nested too deeply.",
            "A small file could unfold into millions of values.",
            "Write the value out in full.",
        )
    match node.id:
        case "mapping":
            return _mapping(node, file, path, depth)
        case "sequence":
            members = (_from_yaml(v, file, f"{path}[{i}]", depth + 1) for i, v in enumerate(node.value))
            return Node(tuple(members), file, line, path)
        case _:
            empty = str(node.tag).endswith(":null")
            return Node(None if empty else _scalar(node), file, line, path)


def _scalar(node: Any) -> str:
    """Give a scalar's text; YAML's true and false are Holdlaw's yes and no."""
    if str(node.tag).endswith(":bool"):
        return "yes" if str(node.value).lower() == "true" else "no"
    return str(node.value)


def _mapping(node: Any, file: str, path: str, depth: int) -> Node:
    values: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        if key_node.id != "scalar":
            raise _refused(
                "HL-1003",
                f"{file}:{key_node.start_mark.line + 1}",
                "A key is not plain text.",
                "Keys are names.",
                "Write a name before the colon.",
            )
        key = str(key_node.value)
        if key in values:
            raise _refused(
                "HL-1003",
                f"{file}:{key_node.start_mark.line + 1}",
                f"The key '{key}' stands twice (first on line {lines[key]}).",
                "One of the two values would be lost.",
                "Keep one of them.",
            )
        lines[key] = key_node.start_mark.line + 1
        value = _from_yaml(value_node, file, f"{path}.{key}" if path else key, depth + 1)
        values[key] = value if value.value is not None else evolve(value, line=lines[key])
    return Node(values, file, node.start_mark.line + 1, path, lines)


def _refused(code: str, where: str, what: str, why: str, mend: str) -> HoldlawError:
    return HoldlawError([Problem(code, where, what, why, mend)])


def _at(file: str, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return file if mark is None else f"{file}:{mark.line + 1}"


def _short(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).strip().splitlines()[0]
