"""The case file: YAML or JSON, public contract version 1. Bad input gives every error at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdlaw.core.case import Act, Case, Conviction, Custody, Jail, NoEquivalent, Paper, Request
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.core.truth import Truth
from holdlaw.policybook import Book, shipped
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.nodes import Node, decode, from_plain, parse
from holdlaw.policybook.questions import Question
from holdlaw.sources.contradictions import contradictions

SIZE_MAX = 262_144
"""Bytes a case file may have. A full case with twenty convictions has about 6,000."""

CASE_KEYS = ("place", "at", "request", "custody", "convictions", "facts")
REQUEST_KEYS = ("form", "received_at", "asks", "box", "served_at", "requester", "papers")
REQUESTER_KEYS = ("agency", "duties")
CUSTODY_KEYS = ("arrested_on", "release_due_at", "search_done_at", "informed_by")
JAIL_KEYS = ("from", "before", "for_listed")
PAPER_TIMES = ("signed_on", "presented_at")
CONVICTION_OWN = ("statute", "judgment_on", "incarcerated", "equivalent_to", "target", "over_one_year")


def read_case(data: bytes, where: str, book: Book | None = None) -> Case:
    """Read one case from the bytes of a file; raise HoldlawError with every problem found."""
    if len(data) > SIZE_MAX:
        raise HoldlawError(
            [
                Problem(
                    "HL-1002",
                    where,
                    f"The file has {len(data):,} bytes.",
                    "No real case is so large, and reading it could stop the desk.",
                    f"Keep a case under {SIZE_MAX:,} bytes.",
                )
            ]
        )
    return case_from_node(parse(decode(data, where), where), book or shipped())


def read_case_file(path: Path, book: Book | None = None) -> Case:
    """Read one case file."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_MAX + 1)
    except OSError as error:
        raise HoldlawError(
            [
                Problem(
                    "HL-1001",
                    str(path),
                    f"The file cannot be read: {error.strerror}.",
                    "There is no case to answer.",
                    "Check the name and the permissions.",
                )
            ]
        ) from None
    return read_case(data, str(path), book)


def case_from_data(data: Mapping[str, Any], book: Book | None = None, where: str = "case") -> Case:
    """Read one case from plain data, as loaded from JSON."""
    return case_from_node(from_plain(data, where), book or shipped())


def case_from_node(node: Node, book: Book) -> Case:
    """Read one case from nodes; raise HoldlawError with every problem found."""
    checking = Checking()
    case = _Reader(checking, book).case(node)
    checking.done()
    assert case is not None
    checking.problems += contradictions(case, node)
    checking.done()
    return case


class _Reader:
    """Reads the parts of a case."""

    def __init__(self, checking: Checking, book: Book) -> None:
        self.check, self.book, self.questions = checking, book, book.questions

    def case(self, node: Node) -> Case | None:
        if not self.check.keys(node, CASE_KEYS, ("place", "request", "custody")):
            return None
        place = self.check.text(node.get("place"))
        request, custody = self.request(node.get("request")), self.custody(node.get("custody"))
        convictions, facts = self.convictions(node.get("convictions")), self.facts(node.get("facts"))
        at = self.check.moment(node.get("at")) or (custody.release_due_at if custody else None)
        if place is None or not place:
            self.empty(node, "place", "No law could be asked.")
            return None
        if request is None or custody is None or at is None:
            return None
        return Case(place, at, request, custody, convictions, facts, where=node.file)

    def empty(self, node: Node, key: str, why: str) -> None:
        self.check.add(
            "HL-1010", node.key_where(key), (f"'{key}' is empty.", why, f"Write it after `{key}:`.")
        )

    def request(self, node: Node | None) -> Request | None:
        if node is None or not self.check.keys(node, REQUEST_KEYS):
            return None
        choices = self.questions.choices
        requester = node.get("requester")
        if requester is not None and requester.value is not None:
            self.check.keys(requester, REQUESTER_KEYS)
        asks, papers = node.get("asks"), node.get("papers")
        form = self.known(node.get("form"), (*self.book.forms, "unknown"))
        return Request(
            form=form,
            received_at=self.check.moment(node.get("received_at")),
            asks=self.asks(asks),
            box=self.known(node.get("box"), (*choices["box"].options, "unknown")),
            served_at=self.check.moment(node.get("served_at")),
            agency=self.agency(requester),
            duties=self.duties(requester),
            papers=tuple(self.members(papers, self.paper)),
        )

    def known(self, node: Node | None, allowed: tuple[str, ...]) -> str | None:
        """Read one of the names allowed; `unknown` says nothing."""
        name = self.check.one_of(node, allowed)
        return None if name == "unknown" else name

    def asks(self, node: Node | None) -> frozenset[Act] | None:
        if node is None or node.value is None or node.value == "unknown":
            return None
        return frozenset(Act(name) for name in self.check.names(node, tuple(act.value for act in Act)))

    def agency(self, requester: Node | None) -> str | None:
        text = self.check.text(requester.get("agency")) if requester else None
        return None if text in (None, "", "unknown") else text

    def duties(self, requester: Node | None) -> frozenset[str] | None:
        """Read the sender's duties. A duty the law does not name is kept: it simply is not one of those."""
        node = requester.get("duties") if requester else None
        if node is None or node.value is None or node.value == "unknown":
            return None
        parts = node.parts() if isinstance(node.value, tuple) else (node,)
        return frozenset(text for part in parts if (text := self.check.text(part)))

    def members(self, node: Node | None, read: Any) -> list[Any]:
        """Read a list of groups; anything else is a problem."""
        if node is None or node.value is None:
            return []
        if not isinstance(node.value, tuple):
            self.check.add(
                "HL-1006",
                node.where,
                (
                    "This should be a list.",
                    "Its members could not be told apart.",
                    "Begin each member with a dash.",
                ),
            )
            return []
        return [found for part in node.value if (found := read(part)) is not None]

    def paper(self, node: Node) -> Paper | None:
        fields = self.questions.paper
        if not self.check.keys(node, tuple(fields), ("kind",)):
            return None
        kind = self.known(node.get("kind"), (*fields["kind"].options, "unknown"))
        stated = self.stated(
            node, {name: q for name, q in fields.items() if name not in ("kind", *PAPER_TIMES)}
        )
        signed_on = self.check.day(node.get("signed_on"))
        if signed_on is not None and "signed" not in stated:
            stated["signed"] = Truth.YES
        presented = node.get("presented_at")
        nobody_knows = presented is not None and presented.value in (None, "unknown")
        return Paper(kind, signed_on, self.check.moment(presented), nobody_knows, stated)

    def stated(self, node: Node, fields: Mapping[str, Question]) -> dict[str, Truth | str]:
        """Read the stated fields of a paper or conviction; what is unknown is left out."""
        found: dict[str, Truth | str] = {}
        for name, question in fields.items():
            part = node.get(name)
            if question.left_out is not None:
                found[name] = Truth(question.left_out) if part is None else self.check.truth(part)
            elif question.options:
                choice = self.known(part, (*question.options, "unknown"))
                found |= {name: choice} if choice is not None else {}
            else:
                value = self.check.truth(part)
                found |= {name: value} if value is not Truth.UNKNOWN else {}
        return found

    def custody(self, node: Node | None) -> Custody | None:
        if node is None or not self.check.keys(node, CUSTODY_KEYS, ("release_due_at",)):
            return None
        release = self.check.moment(node.get("release_due_at"))
        part = node.get("release_due_at")
        if release is None and part is not None and part.value in (None, "unknown"):
            self.check.add(
                "HL-1010",
                part.where,
                (
                    "The release time is not given.",
                    "Every clock starts from it, so there is no deadline and no answer.",
                    "Write the moment the person would otherwise walk out.",
                ),
            )
        arrested, searched = (
            self.check.day(node.get("arrested_on")),
            self.check.moment(node.get("search_done_at")),
        )
        told = self.known(
            node.get("informed_by"), (*self.questions.choices["informed_by"].options, "unknown", "none")
        )
        if release is None:
            return None
        return Custody(release, arrested, searched, None if told == "none" else told)

    def convictions(self, node: Node | None) -> tuple[Conviction, ...] | None:
        if node is None or node.value is None or node.value == "unknown":
            return None
        return tuple(self.members(node, self.conviction))

    def conviction(self, node: Node) -> Conviction | None:
        fields = self.questions.conviction
        plain = {
            name: q
            for name, q in fields.items()
            if name not in CONVICTION_OWN
            and not name.endswith("_on")
            and not name.startswith("over_one_year")
        }
        written = (name for name, question in fields.items() if question.field == f"convictions[].{name}")
        if not self.check.keys(node, (*written, "over_one_year")):
            return None
        for name in ("committed_on", "plea_on"):
            self.check.day(node.get(name))
        return Conviction(
            statute=self.check.statute(node.get("statute")),
            judgment_on=self.check.day(node.get("judgment_on")),
            jail=tuple(self.members(node.get("incarcerated"), self.jail)),
            equivalent_to=self.equivalent(node.get("equivalent_to")),
            stated=self.stated(node, plain) | self.over_one_year(node.get("over_one_year")),
        )

    def equivalent(self, node: Node | None) -> Any:
        """Read what counsel decided: a listed statute, none, or nothing yet."""
        if node is not None and node.value in ("none", "no"):
            return NoEquivalent.NONE
        return self.check.statute(node)

    def over_one_year(self, node: Node | None) -> dict[str, Truth | str]:
        if node is None or node.value is None or node.value == "unknown":
            return {}
        self.check.keys(node, ("there", "here"))
        values = {f"over_one_year_{side}": self.check.truth(node.get(side)) for side in ("there", "here")}
        return {name: value for name, value in values.items() if value is not Truth.UNKNOWN}

    def jail(self, node: Node) -> Jail | None:
        if not self.check.keys(node, JAIL_KEYS, ("from", "before")):
            return None
        first, last = self.check.day(node.get("from")), self.check.day(node.get("before"))
        return Jail(first, last, self.check.truth(node.get("for_listed"))) if first and last else None

    def facts(self, node: Node | None) -> dict[str, Truth]:
        if node is None or node.value is None or not self.check.keys(node, tuple(self.questions.facts)):
            return {}
        return {name: self.check.truth(part) for name, part in node.items() if name in self.questions.facts}
