"""How a statute is written and looked up: `NY PL 265.02(4)`, `CA PC 211`, `NJ 2C:15-1`, `18 USC 2113(a)`."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from holdlaw.core.truth import Truth

_STATE = re.compile(r"^(?P<jurisdiction>[A-Z]{2}) +(?:(?P<code>[A-Z&]+) +)?§? *(?P<rest>\S.*)$")
_FEDERAL = re.compile(r"^(?:US +)?(?P<title>\d+) +(?:USC|U\.S\.C\.) +§? *(?P<rest>\S.*)$")
_SECTION = re.compile(
    r"^(?P<section>[0-9A-Za-z.:\-]*[0-9][0-9A-Za-z.:\-]*)(?P<subdivisions>(?: *\([0-9A-Za-z\-]+\))*)$"
)


@frozen(cache_hash=True)
class Statute:
    """One section of one code, with the subdivisions named, outermost first."""

    jurisdiction: str
    code: str
    section: str
    subdivisions: tuple[str, ...]

    def __str__(self) -> str:
        """Write the statute as it is written in a case file."""
        ends = "".join(f"({part})" for part in self.subdivisions)
        if self.jurisdiction == "US" and self.code:
            return f"{self.code} {self.section}{ends}"
        return " ".join(part for part in (self.jurisdiction, self.code, self.section) if part) + ends

    @property
    def section_key(self) -> tuple[str, str, str]:
        """Name the section without its subdivisions, for look-up."""
        return (self.jurisdiction, self.code, self.section.lower())


@lru_cache(maxsize=4096)
def parse_statute(text: str) -> Statute:
    """Read a statute; raise ValueError with a sentence if it is not written as expected.

    >>> parse_statute("NY PL 265.02(4)").subdivisions
    ('4',)
    """
    text = text.strip()
    federal = _FEDERAL.match(text)
    head = federal or _STATE.match(text)
    body = _SECTION.match(head["rest"].strip()) if head else None
    if head is None or body is None:
        raise ValueError(
            f"'{text}' is not a statute: write the state, the code and the section, as NY PL 160.10"
        )
    subdivisions = tuple(re.findall(r"\(([^)]*)\)", body["subdivisions"]))
    if federal is not None:
        return Statute("US", f"{federal['title']} USC", body["section"], subdivisions)
    return Statute(head["jurisdiction"], head["code"] or "", body["section"], subdivisions)


def covers(entry: Statute, conviction: Statute) -> Truth:
    """Say whether a list entry reaches a conviction; unknown if the conviction names no subdivision.

    Edges: an entry without subdivisions reaches every one; NY PL 265.02 stated bare leaves open
    whether it was the listed subdivision.
    """
    if entry.section_key != conviction.section_key:
        return Truth.NO
    shared = min(len(entry.subdivisions), len(conviction.subdivisions))
    wanted, stated = (tuple(s.lower() for s in x.subdivisions[:shared]) for x in (entry, conviction))
    if wanted != stated:
        return Truth.NO
    return Truth.YES if len(conviction.subdivisions) >= len(entry.subdivisions) else Truth.UNKNOWN
