"""Reads `forms.yaml`: the forms of detainer requests, when each was in use, and what it asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.nodes import Node

_KEYS = ("title", "asks", "sender", "used_from", "used_before", "unverified")


@frozen
class Form:
    """One form. `asks` empty: it cannot be told from the form. Use is half-open: from, until before."""

    name: str
    title: str
    asks: frozenset[Act]
    sender: str | None
    used_from: date | None
    used_before: date | None
    unverified: str | None

    def in_use(self, day: date) -> bool:
        """Say whether a request on this form could have been issued on a day."""
        return (self.used_from is None or self.used_from <= day) and (
            self.used_before is None or day < self.used_before
        )


def read_forms(node: Node) -> Mapping[str, Form]:
    """Read the forms file; raise HoldlawError with every mistake in it."""
    checking = Checking("HL-2001")
    checking.keys(node, ("source", "forms"), ("source", "forms"))
    listed = node.get("forms")
    forms = {name: _form(name, part, checking) for name, part in checking.pairs(listed)}
    checking.done()
    return forms


def _form(name: str, node: Node, checking: Checking) -> Form:
    checking.keys(node, _KEYS, ("title",))
    asks = checking.names(node.get("asks"), tuple(act.value for act in Act))
    return Form(
        name=name,
        title=checking.text(node.get("title")) or name,
        asks=frozenset(Act(value) for value in asks),
        sender=checking.text(node.get("sender")),
        used_from=checking.day(node.get("used_from")),
        used_before=checking.day(node.get("used_before")),
        unverified=checking.text(node.get("unverified")),
    )
