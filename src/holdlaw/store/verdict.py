"""What a verification says: whether the register stands, and if not, where it first does not."""

from __future__ import annotations

from typing import Any

from attrs import frozen


@frozen
class Finding:
    """One thing that is wrong, said without any private value. Entries are counted from 0.

    `first_bad` is the entry it is about, if it is about one; `bad_range` (from this entry, before
    that one) is the narrowest range between checkpoints that holds it.
    """

    where: str
    what: str
    first_bad: int | None = None
    bad_range: tuple[int, int] | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the finding for a program; what is not known is left out."""
        place = {} if self.first_bad is None else {"entry": self.first_bad}
        between = {} if self.bad_range is None else {"range": list(self.bad_range)}
        return {"where": self.where, "what": self.what, **place, **between}

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.where}: {self.what}"


@frozen(kw_only=True)
class Verdict:
    """The outcome of a verification: size and root as worked out from the stored bytes, and everything found.

    `covered`: the first so many entries are under a checkpoint that agrees. `checked` says of each
    part of the register how far it was looked at.
    """

    size: int
    root: str
    covered: int
    checked: dict[str, str]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing was found."""
        return not self.findings

    @property
    def first_bad(self) -> int | None:
        """Give the first entry that is seen to be wrong or missing."""
        return min((each.first_bad for each in self.findings if each.first_bad is not None), default=None)

    @property
    def bad_range(self) -> tuple[int, int] | None:
        """Give the narrowest range between checkpoints that holds the first wrong entry."""
        return min((each.bad_range for each in self.findings if each.bad_range is not None), default=None)

    @property
    def why(self) -> str:
        """Say the first finding, or that there is none."""
        if self.findings:
            return str(self.findings[0])
        return (
            f"All {self.size} entries are as they were entered; the newest checkpoint covers {self.covered}."
        )

    def as_json(self) -> dict[str, Any]:
        """Give the verdict for a program."""
        told: dict[str, Any] = {"ok": self.ok, "size": self.size, "root": self.root, "covered": self.covered}
        told |= {"checked": self.checked}
        if self.ok:
            return told
        if self.first_bad is not None:
            told["first_bad"] = self.first_bad
        if self.bad_range is not None:
            told["range"] = list(self.bad_range)
        return told | {"why": self.why, "findings": [each.as_json() for each in self.findings]}
