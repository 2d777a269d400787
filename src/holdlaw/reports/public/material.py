"""What a release is made from: publications with proofs, editions of counts, the law, the checkpoint."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from attrs import field, frozen

from holdlaw.reports.period import Period
from holdlaw.reports.suppression.counts import DEFAULT_RULE, Rule
from holdlaw.reports.suppression.history import Edition


@frozen(kw_only=True)
class Publication:
    """A published report: its entry `report.published`, the entry's proof, the file whose hash it holds."""

    entry: bytes = field(repr=False)
    proof: tuple[bytes, ...] = field(repr=False)
    """From the entry to the root of the release's checkpoint."""
    table: bytes = field(repr=False)

    @property
    def said(self) -> Mapping[str, Any]:
        """Give the entry's own lines."""
        read: dict[str, Any] = json.loads(self.entry)
        return read

    @property
    def seq(self) -> int:
        """Give the number of the entry."""
        return int(self.said["seq"])

    @property
    def fields(self) -> Mapping[str, Any]:
        """Give what the entry says of the report."""
        fields: dict[str, Any] = self.said["fields"]
        return fields

    @property
    def period(self) -> Period:
        """Give the days it counts."""
        first, before = self.fields["period_from"], self.fields["period_before"]
        return Period(date.fromisoformat(first), date.fromisoformat(before))

    @property
    def path(self) -> str:
        """Give where the file stands in a release."""
        return f"reports/{self.fields['report']}/{self.period.from_}_{self.period.to}.entry-{self.seq}.json"

    @property
    def stands(self) -> bool:
        """Tell whether the file is the one whose hash the entry holds."""
        return bool(sha256(self.table).hexdigest() == self.fields["sha256"])


@frozen(kw_only=True)
class LawVersion:
    """One version of a place's law, as a reader needs it: from when, by what, and its parts as lines."""

    place: str
    name: str
    version: str
    from_: date
    by: date
    """Later than `from_` where the first day is not established."""
    cite: str
    title: str
    recorded: date
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    open_points: tuple[str, ...] = ()


@frozen(kw_only=True)
class Published:
    """One edition of an agency's counts as it was published. `design`: how fine they are."""

    agency: str
    edition: Edition
    design: str
    on: date
    shown: frozenset[str]
    raw_by: Mapping[str, str]
    narrowed: int = 0
    """Small counts for which fewer values stay possible than the rule asks."""
    told: int = 0
    """Small counts that something else gives away."""

    def as_json(self) -> dict[str, Any]:
        """Give it as the home keeps it."""
        return {
            "agency": self.agency,
            "edition": self.edition.as_json(),
            "design": self.design,
            "on": self.on.isoformat(),
            "shown": sorted(self.shown),
            "raw_by": dict(sorted(self.raw_by.items())),
            "narrowed": self.narrowed,
            "told": self.told,
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Published:
        """Read it as the home keeps it."""
        return cls(
            agency=data["agency"],
            edition=Edition.read(data["edition"]),
            design=data["design"],
            on=date.fromisoformat(data["on"]),
            shown=frozenset(data["shown"]),
            raw_by=dict(data["raw_by"]),
            narrowed=data["narrowed"],
            told=data["told"],
        )

    def rows(self) -> list[tuple[tuple[str, ...], int | None, str]]:
        """Give each count that is shown: answers, number or None where withheld, what orders it raw."""
        values, withheld = self.edition.values, self.edition.withheld
        return [
            (tuple(name.split("/")), None if name in withheld else values[name], self.raw_by.get(name, ""))
            for name in sorted(self.shown)
        ]

    @property
    def path(self) -> str:
        """Give where its CSV file stands in a release."""
        return f"counts/{self.agency}/{self.edition.name}.csv"


@frozen(kw_only=True)
class Material:
    """All that a release is made from. The withheld values lie in `editions`; nothing else is private."""

    origin: str
    """The name of the register."""
    agencies: Mapping[str, str]
    """Name by id."""
    publications: tuple[Publication, ...]
    editions: tuple[Published, ...] = ()
    law: tuple[LawVersion, ...] = ()
    size: int
    checkpoint: str
    """The signed note over so many entries."""
    keys: tuple[str, ...]
    rule: Rule = DEFAULT_RULE
