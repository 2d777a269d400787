"""What changed between two laws, as lines for the terminal."""

from __future__ import annotations

from holdlaw.cli.lines import STEP, folded, heading
from holdlaw.reports.law.differences import Difference


def difference_lines(found: Difference) -> list[str]:
    """Write a difference for the terminal."""
    lines: list[str] = []
    for title, parts in (("Added", found.added), ("Removed", found.removed), ("Changed", found.changed)):
        lines += heading(title) if parts else []
        for name, said in parts.items():
            shown = said if title == "Changed" else said[:2]
            lines += [*folded([f"- {name}"], STEP), *folded(shown, STEP * 3)]
    lines += heading("Offence lists") if found.lists else []
    for name, said in found.lists.items():
        lines += [*folded([f"- {name}: {said[0]}"], STEP), *folded(said[1:], STEP * 2)]
    return lines or ["", "Nothing of this place's own law differs."]
