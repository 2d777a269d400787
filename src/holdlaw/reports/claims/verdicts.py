"""What a check gives: a verdict, how it should be said, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from attrs import frozen

from holdlaw.reports.claims.claim import Claim
from holdlaw.reports.guard import Guarded
from holdlaw.reports.ratios import Ratio
from holdlaw.reports.years import Span


class Verdict(StrEnum):
    """What becomes of a claim. Of several parts the first here that one of them has is the verdict."""

    CONTRADICTED = "contradicted"
    UNSPECIFIED = "unspecified"
    """It leaves out something without which it cannot be checked."""
    UNVERIFIABLE = "unverifiable"
    """It can be understood, and nothing at hand could show it."""
    HOLDS_WITH_CORRECTION = "holds_with_correction"
    HOLDS = "holds"


@frozen(kw_only=True)
class Rest:
    """One thing that a verdict rests on: entries of the register, a published figure, a law, the calendar."""

    kind: str
    what: str
    entries: tuple[int, ...] = ()
    cite: str | None = None
    address: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Give what it is, and where it stands."""
        data: dict[str, Any] = {"kind": self.kind, "what": self.what}
        given = {"entries": list(self.entries), "cite": self.cite, "address": self.address}
        return data | {name: value for name, value in given.items() if value}


@frozen(kw_only=True)
class Part:
    """One thing a claim says, checked."""

    verdict: Verdict
    why: str
    should_say: str | None = None
    wording: str | None = None
    """The wording error, if any."""
    ratio: Ratio | None = None
    span: Span | None = None
    """The period in which the number is found."""
    base: Span | None = None
    guarded: Guarded | None = None
    missing: tuple[str, ...] = ()
    rests_on: tuple[Rest, ...] = ()


@frozen(kw_only=True)
class Checked:
    """A claim with its verdict: a page, a PDF and the command print it from here."""

    claim: Claim
    parts: tuple[Part, ...]

    @property
    def verdict(self) -> Verdict:
        """Give the gravest verdict of its parts."""
        found = {part.verdict for part in self.parts}
        return next(verdict for verdict in Verdict if verdict in found)

    @property
    def should_say(self) -> str | None:
        """Give the sentences as they should be said; None where nothing is to be corrected."""
        return _joined(part.should_say for part in self.parts)

    @property
    def wording(self) -> str | None:
        """Name the wording error, if any."""
        return _joined(part.wording for part in self.parts)

    @property
    def ratio(self) -> Ratio | None:
        """Give the comparison, if it is one."""
        return next((part.ratio for part in self.parts if part.ratio), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name what it leaves out."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.missing))

    @property
    def rests_on(self) -> tuple[Rest, ...]:
        """List what the verdict rests on."""
        return tuple(dict.fromkeys(rest for part in self.parts for rest in part.rests_on))

    def as_json(self) -> dict[str, Any]:
        """Give the whole check as the command prints it."""
        spans = [part for part in self.parts if part.span]
        guarded = next((part.guarded for part in self.parts if part.guarded), None)
        return {
            **self.claim.as_json(),
            "verdict": self.verdict.value,
            "said": self.claim.says,
            "should_say": self.should_say,
            "why": [part.why for part in self.parts],
            "wording": self.wording,
            "ratio": self.ratio.as_json() if self.ratio else None,
            "interval": self.ratio.interval.as_json() if self.ratio and self.ratio.interval else None,
            "period": _period(spans[0]) if spans else None,
            "guard": guarded.as_json() if guarded else None,
            "missing": list(self.missing),
            "parts": [{"verdict": part.verdict.value, "why": part.why} for part in self.parts],
            "rests_on": [rest.as_json() for rest in self.rests_on],
        }


def _period(part: Part) -> dict[str, Any]:
    assert part.span is not None
    base = part.base.period.as_json() if part.base else None
    stated = {"label": part.span.label, **part.span.period.as_json()}
    return stated | ({"base": base} if base else {})


def _joined(texts: Iterable[str | None]) -> str | None:
    return " ".join(dict.fromkeys(text for text in texts if text)) or None


def unspecified(missing: tuple[str, ...], why: str, **more: Any) -> Part:
    """Say that a claim leaves out something."""
    return Part(verdict=Verdict.UNSPECIFIED, why=why, missing=missing, **more)


def unverifiable(why: str, **more: Any) -> Part:
    """Say that nothing at hand could show it."""
    return Part(verdict=Verdict.UNVERIFIABLE, why=why, **more)
