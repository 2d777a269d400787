"""Reads claim files: a list of claims, one claim, or a group with what all of its claims share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import Book
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.nodes import Node, decode, parse
from holdlaw.reports.claims.claim import Approx, Claim, Level, Measure, Rule, Source, Wording

SIZE_MAX = 1_048_576
"""Bytes a claim file may have. The shipped one, with 26 sentences, has about 10,000."""
GROUP_KEYS = ("stories", "claims")
SOURCE_KEYS = ("name", "address", "published_on")
CLAIM_KEYS = (
    "id", "says", "story", "source", "speaker", "place", "kind", "measure", "value", "of", "unit", "wording",
    "approx", "window", "base", "base_value", "region", "identifiers", "rule", "law", "modality", "scope",
    "date",
)  # fmt: skip
MODALITIES = ("must", "may", "must_not", "no_rule")
APPROX = {
    "almost": Approx.ALMOST, "nearly": Approx.ALMOST, "up to": Approx.ALMOST, "about": Approx.ABOUT,
    "around": Approx.ABOUT, "approximately": Approx.ABOUT, "roughly": Approx.ABOUT, "some": Approx.ABOUT,
    "over": Approx.OVER, "more than": Approx.OVER,
}  # fmt: skip
OPINION = "opinion"
_NUMBER = re.compile(r"^[0-9]{1,12}(\.[0-9]{1,6})?$")

E = TypeVar("E", Measure, Wording, Rule, Level)


def claims_in_file(path: Path, book: Book) -> tuple[Claim, ...]:
    """Read a claim file; raise HoldlawError with every problem found in it."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_MAX + 1)
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        mend = "Check the name and the permissions, or write the sentence in quotes."
        raise HoldlawError(
            [Problem("HL-1001", str(path), what, "There is no claim to check.", mend)]
        ) from None
    return claims_in(data, str(path), book)


def claims_in(data: bytes, where: str, book: Book) -> tuple[Claim, ...]:
    """Read claims from the bytes of a file."""
    if len(data) > SIZE_MAX:
        what, why = f"The file has more than {SIZE_MAX:,} bytes.", "It is no list of sentences."
        raise HoldlawError([Problem("HL-8020", where, what, why, "Divide it.")])
    node, checking = parse(decode(data, where), where), Checking()
    found = tuple(_claims(node, checking, book))
    checking.done()
    if not found:
        mend = "Begin each claim with a dash and give it `says:`."
        raise HoldlawError(
            [Problem("HL-8020", where, "The file holds no claim.", "There is nothing to check.", mend)]
        )
    return found


def _claims(node: Node, checking: Checking, book: Book) -> Iterator[Claim]:
    listed, stories = node, dict[str, Node]()
    if node.get("claims") is not None:
        checking.keys(node, GROUP_KEYS)
        listed, stories = node.get("claims") or node, dict(checking.pairs(node.get("stories")))
    members = listed.parts() if isinstance(listed.value, tuple) else (listed,)
    seen: dict[str, str] = {}
    for member in members:
        claim = _Reader(checking, book, stories).claim(member)
        if claim is not None and claim.id and claim.id in seen:
            says = (f"The id '{claim.id}' stands twice.", "One could be cited for the other.", "Rename one.")
            checking.add("HL-8020", member.where, says)
        if claim is not None:
            seen[claim.id] = member.where
            yield claim


@frozen
class _Reader:
    """Reads one claim."""

    checking: Checking
    book: Book
    stories: dict[str, Node]

    def claim(self, node: Node) -> Claim | None:
        if not self.checking.keys(node, CLAIM_KEYS, ("says",)):
            return None
        text, story = self.checking.text, self.checking.text(node.get("story"))
        value, decimals = self.number(node.get("value"))
        kind = text(node.get("kind"))
        approx = self.checking.one_of(node.get("approx"), tuple(APPROX))
        return Claim(
            says=text(node.get("says")) or "",
            id=text(node.get("id")) or "",
            where=node.where,
            source=self.source(node, story),
            story=story,
            speaker=text(node.get("speaker")),
            place=self.place(node, story),
            opinion=kind == OPINION,
            measure=self.one(node.get("measure"), Measure),
            value=value,
            decimals=decimals,
            of=self.checking.whole(node.get("of")),
            unit=text(node.get("unit")),
            wording=self.one(node.get("wording"), Wording),
            approx=APPROX[approx] if approx else None,
            window=text(node.get("window")),
            base=text(node.get("base")),
            base_value=self.checking.whole(node.get("base_value")),
            region=text(node.get("region")),
            identifiers=text(node.get("identifiers")),
            rule=self.one(node.get("rule"), Rule),
            law=self.one(node.get("law"), Level),
            modality=self.checking.one_of(node.get("modality"), MODALITIES),
            scope=text(node.get("scope")),
            contact=None if kind in (None, OPINION) else kind,
            on=self.checking.day(node.get("date")),
        )

    def one(self, node: Node | None, kind: type[E]) -> E | None:
        found = self.checking.one_of(node, tuple(each.value for each in kind))
        return kind(found) if found in {each.value for each in kind} else None

    def number(self, node: Node | None) -> tuple[Fraction | None, int]:
        """Read a number, and with how many decimals it is written."""
        text = self.checking.text(node)
        if node is None or text is None:
            return None, 0
        plain = text.replace(",", "")
        if _NUMBER.match(plain):
            return Fraction(plain), len(plain.partition(".")[2])
        mend = "Write digits, as 1526 or 18.1."
        says = (f"'{text}' is not a number.", "It is compared with a count.", mend)
        self.checking.add("HL-1006", node.where, says)
        return None, 0

    def place(self, node: Node, story: str | None) -> str | None:
        """Read the place, the claim's own or that of its story."""
        shared = self.stories.get(story) if story else None
        part = node.get("place") or (shared.get("place") if shared else None)
        name = self.checking.one_of(part, self.book.place_names())
        return name if name in self.book.place_names() else None

    def source(self, node: Node, story: str | None) -> Source:
        """Read where it was published, from the claim's own `source` or from its story."""
        part = node.get("source") or (self.stories.get(story) if story else None)
        if part is None or part.value is None:
            return Source()
        if not self.checking.keys(part, (*SOURCE_KEYS, "place")):
            return Source()
        return Source(
            name=self.checking.text(part.get("name")),
            address=self.checking.text(part.get("address")),
            published_on=self.checking.day(part.get("published_on")),
        )
