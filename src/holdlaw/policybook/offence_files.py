"""Reads `offences/`: each list in its editions, each entry under what added it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from holdlaw.core.offences import Entry, OffenceList, Reach
from holdlaw.core.statutes import Statute
from holdlaw.core.truth import Truth
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.nodes import Node

_LIST_KEYS = (
    "list",
    "title",
    "cite",
    "jurisdiction",
    "recorded",
    "every_entry_is",
    "attempts",
    "open_ended",
    "open_categories",
    "notes",
    "editions",
)
_EDITION_KEYS = ("adds_to", "enacted_by", "source", "entries", "categories")
_ENTRY_KEYS = (
    "statute",
    "article",
    "from_section",
    "subdivisions",
    "name",
    "only_class",
    "needs_target",
    "unverified",
)


@frozen
class OffenceFile:
    """One list with all its editions, and what a reader of its counts must know."""

    name: str
    title: str
    cite: str
    editions: Mapping[str, OffenceList]
    enacted_by: Mapping[str, str]
    notes: tuple[str, ...]


def read_offences(node: Node) -> OffenceFile:
    """Read one offence file; raise HoldlawError with every mistake in it."""
    checking = Checking("HL-2001")
    checking.keys(node, _LIST_KEYS, ("list", "title", "cite", "jurisdiction", "recorded", "editions"))
    base = _base(node, checking)
    editions: dict[str, OffenceList] = {}
    enacted: dict[str, str] = {}
    for name, part in checking.pairs(node.get("editions")):
        checking.keys(part, _EDITION_KEYS, ("enacted_by", "source", "entries"))
        before = checking.one_of(part.get("adds_to"), tuple(editions))
        earlier = editions[before].entries if before else ()
        editions[name] = evolve(base, edition=name, entries=(*earlier, *_entries(part, name, checking)))
        enacted[name] = checking.text(part.get("enacted_by")) or ""
    checking.done()
    return OffenceFile(
        base.name,
        checking.text(node.get("title")) or "",
        checking.text(node.get("cite")) or "",
        editions,
        enacted,
        _texts(node.get("notes"), checking),
    )


def _base(node: Node, checking: Checking) -> OffenceList:
    attempts = node.get("attempts")
    groups = attempts.get("of") if attempts else None
    if attempts is not None:
        checking.keys(attempts, ("of", "class"), ("of",))
    return OffenceList(
        name=checking.text(node.get("list")) or "",
        edition="",
        jurisdiction=checking.text(node.get("jurisdiction")) or "",
        entries=(),
        open_ended=checking.truth(node.get("open_ended")) is Truth.YES,
        every_entry_is=checking.text(node.get("every_entry_is")),
        attempts_of=frozenset(_texts(groups, checking)),
        attempt_class=checking.text(attempts.get("class")) if attempts else None,
        open_categories=_texts(node.get("open_categories"), checking),
    )


def _entries(edition: Node, group: str, checking: Checking) -> list[Entry]:
    found = []
    for key, counted in (("entries", True), ("categories", False)):
        for member in checking.members(edition.get(key)):
            checking.keys(member, _ENTRY_KEYS, ("name",))
            reach = next((reach for reach in Reach if member.get(reach.value) is not None), Reach.SECTION)
            found.append(
                Entry(
                    statutes=_statutes(member, reach, checking),
                    name=checking.text(member.get("name")) or "",
                    group=group,
                    reach=reach,
                    only_class=checking.text(member.get("only_class")),
                    needs_target=checking.truth(member.get("needs_target")) is Truth.YES,
                    counted=counted,
                    unverified=checking.text(member.get("unverified")),
                )
            )
    return found


def _statutes(node: Node, reach: Reach, checking: Checking) -> tuple[Statute, ...]:
    """Read the statute of an entry, once for each subdivision where the law lists several as one entry."""
    statute = checking.statute(node.get(reach.value))
    if statute is None:
        return ()
    if reach is Reach.FROM_SECTION and not statute.section.isdigit():
        checking.add(
            "HL-2001",
            node.key_where(reach.value),
            (
                f"'{statute.section}' is not a whole number.",
                "What lies above it could not be told.",
                "Name the first section.",
            ),
        )
    parts = _texts(node.get("subdivisions"), checking)
    return tuple(evolve(statute, subdivisions=(part,)) for part in parts) or (statute,)


def _texts(node: Node | None, checking: Checking) -> tuple[str, ...]:
    """Read a list of texts."""
    parts = checking.members(node)
    return tuple(text for part in parts if (text := checking.text(part)) is not None)
