"""Counts of many rows for a terminal: allowed, not allowed, cannot tell, and what that hinges on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from holdlaw.cli.lines import folded, heading
from holdlaw.core.case import Act, Outcome
from holdlaw.simulate.comparing import Parting
from holdlaw.simulate.judging import LAW
from holdlaw.simulate.laws import Law
from holdlaw.simulate.simulating import Summary
from holdlaw.simulate.source import Source

LINES_MAX = 12
"""Provisions and fields shown; `--json` has all."""


def simulate_page(source: Source, law: Law, summaries: Mapping[Act, Summary]) -> str:
    """Show what one law says of the rows of a file."""
    lines = [*folded([_law_line(law)]), *_caveats(source)]
    for act, own in summaries.items():
        lines += [*heading(f"{act.value}: {own.rows:,} rows"), *_bounds(own)]
        lines += [*heading("Decided by"), *_counted(own.clauses)]
        lines += [*heading("Cannot tell without"), *_hinges(own)] if own.hinges else []
    return "\n".join(lines)


def compare_page(source: Source, laws: tuple[Law, Law], partings: Mapping[Act, Parting]) -> str:
    """Show on how many rows of a file two laws differ, and how."""
    lines = [*folded(f"{name}: {_law_line(law)}" for name, law in zip(("One", "Other"), laws, strict=True))]
    lines += _caveats(source)
    for act, own in partings.items():
        lines += heading(f"{act.value}: {own.differ:,} of {own.one.rows:,} rows differ")
        lines += _counted({f"{was} -> {is_}": rows for (was, is_), rows in own.moves.items() if was != is_})
        for name, side in (("one", own.one), ("other", own.other)):
            lines += [*heading(f"The {name} law"), *_bounds(side)]
    return "\n".join(lines)


def _law_line(law: Law) -> str:
    used = [version.id for version in law.versions if version.place == law.name]
    day = f"as of {law.on}" if law.on else "as of each row's own day"
    return f"{law.name}, {day}; versions {', '.join(used)}; digest {law.digest[:12]}"


def _caveats(source: Source) -> list[str]:
    return (
        [*heading("Of this file"), *folded((f"- {text}" for text in source.caveats), "  ")]
        if source.caveats
        else []
    )


def _bounds(own: Summary) -> Iterator[str]:
    least, most = _share(own.allowed, own), _share(own.allowed + own.cannot_tell, own)
    yield f"  allowed          {own.allowed:>14,}   at least {least}, at most {most}"
    silent = own.outcomes.get(Outcome.NO_RULE, 0)
    if silent:
        yield f"    (of which      {silent:>14,}   where the law is silent and the agency decides)"
    yield f"  not allowed      {own.not_allowed:>14,}   {_share(own.not_allowed, own)}"
    yield f"  cannot tell      {own.cannot_tell:>14,}   {_share(own.cannot_tell, own)}"


def _share(rows: int, own: Summary) -> str:
    return f"{100 * rows / own.rows:.1f} %" if own.rows else "none"


def _counted(counts: Mapping[str, int]) -> Iterator[str]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    yield from (f"  {rows:>14,}   {name}" for name, rows in ordered[:LINES_MAX])
    if len(ordered) > LINES_MAX:
        yield f"  and {len(ordered) - LINES_MAX} more (--json has all)"


def _hinges(own: Summary) -> Iterable[str]:
    texts = {LAW: "(the law itself: not read, not checked, or its first day is open)"}
    return _counted({texts.get(name, name): rows for name, rows in own.hinges.items()})
