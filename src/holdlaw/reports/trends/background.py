"""What the guard has to know of a place: the days on which its law changed."""

from __future__ import annotations

from holdlaw.policybook import Book
from holdlaw.reports.guard import Background, Change


def background_of(book: Book, place: str) -> Background:
    """List the first days of every version of the law over a place, of each of its layers but the federal."""
    changes = []
    for layer in book.chain(place):
        if layer.combine == "federal_only":
            continue
        for file in layer.files:
            enacted = file.own.get("enacted_by")
            by = f" ({enacted.value})" if enacted and isinstance(enacted.value, str) else ""
            said = f"the law of {layer.name} changed{by}."
            changes.append(Change(on=file.in_force.by, what=said))
    return Background(changes=tuple(sorted(changes, key=lambda each: each.on)))
