"""What `holdlaw claim check` prints: the verdict, why, how it should be said, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterator

from holdlaw.cli.lines import wrapped
from holdlaw.reports.claims.verdicts import Checked, Rest, Verdict

SAID = {
    Verdict.HOLDS: "Holds",
    Verdict.HOLDS_WITH_CORRECTION: "Holds, with a correction",
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.UNSPECIFIED: "Unspecified",
    Verdict.UNVERIFIABLE: "Cannot be verified",
}


def claim_page(checked: Checked) -> str:
    """Write one checked claim for a terminal."""
    return "\n".join(_lines(checked))


def _lines(checked: Checked) -> Iterator[str]:
    claim = checked.claim
    yield from wrapped(f'"{claim.says}"', f"{claim.id}  " if claim.id else "")
    by = ", ".join(each for each in (claim.speaker, claim.source.name or claim.story) if each)
    yield from wrapped(by, "  ") if by else []
    yield from wrapped(f"{SAID[checked.verdict]}.", "  ")
    for part in checked.parts:
        yield from wrapped(part.why, "  Why: ", "       ")
    if checked.missing:
        yield from wrapped(f"{', '.join(checked.missing)}.", "  Missing: ", "       ")
    if checked.should_say:
        yield from wrapped(checked.should_say, "  Say: ", "       ")
    guarded = next((part.guarded for part in checked.parts if part.guarded), None)
    for note in guarded.notes if guarded else ():
        yield from wrapped(note.text, "  Period: ", "       ")
    for rest in checked.rests_on:
        yield from wrapped(_rest(rest), "  Rests on: ", "       ")


def _rest(rest: Rest) -> str:
    beside = [*([f"[{rest.cite}]"] if rest.cite else []), *([rest.address] if rest.address else [])]
    if rest.entries:
        first, last = rest.entries[0], rest.entries[-1]
        beside.append(f"(entry {first})" if first == last else f"(entries {first} to {last})")
    return " ".join([rest.what, *beside])
