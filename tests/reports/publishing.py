"""Publishes invented counts edition by edition, as an attacker finds them; with weaknesses on request."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from holdlaw.reports.public.downloads import counts_csv, rows_of
from holdlaw.reports.suppression.counts import Counts
from holdlaw.reports.suppression.history import Edition
from holdlaw.reports.suppression.withholding import withhold

from .attacker import Place, Recovered, attack
from .synthetic import Editions

Withholding = Callable[[Counts, list[Edition]], Edition]
"""Gives an edition of counts, in view of those before it."""


@frozen
class Files:
    """The files, the oldest first, and for each later one the places that it says did not change."""

    files: list[bytes]
    unchanged: list[set[Place]]

    def attacked(self) -> list[Recovered]:
        """What the attacker works out."""
        return attack(self.files, self.unchanged)


def published(made: Editions, choose: Withholding) -> Files:
    """Publish every edition."""
    earlier: list[Edition] = []
    out = Files([], [])
    for counts in made.counts:
        edition = choose(counts, earlier)
        out.files.append(counts_csv(rows_of(counts, edition.withheld), made.questions))
        if earlier:
            before = earlier[-1].values
            out.unchanged.append(
                {tuple(name.split("/")) for name, value in counts.values.items() if before.get(name) == value}
            )
        earlier.append(edition)
    return out


def guarded(counts: Counts, earlier: list[Edition]) -> Edition:
    """Withhold as the program does. Nothing may be given away but what an amendment narrows."""
    chosen = withhold(counts, earlier)
    assert not [each for each in chosen.exposed if each.told]
    return chosen.edition(f"edition-{len(earlier) + 1}", counts)


def primary_only(counts: Counts, earlier: list[Edition]) -> Edition:
    """Withhold small numbers and nothing else, as most published tables do."""
    small = {count.id for count in counts.counts if 0 < count.value < 5}
    return Edition(f"edition-{len(earlier) + 1}", counts.values, frozenset(small), counts.relations)


def nesting_forgotten(counts: Counts, earlier: list[Edition]) -> Edition:
    """Withhold as the program does, but forget that months add up to longer periods."""
    loose = evolve(counts, relations=tuple(each for each in counts.relations if not across(each.parts)))
    chosen = withhold(loose, [evolve(each, relations=()) for each in earlier])
    return chosen.edition(f"edition-{len(earlier) + 1}", counts)


def history_forgotten(counts: Counts, earlier: list[Edition]) -> Edition:
    """Withhold as the program does, but look at each edition alone."""
    return withhold(counts).edition(f"edition-{len(earlier) + 1}", counts)


def across(parts: tuple[str, ...]) -> bool:
    """Tell whether parts are of several periods: all but one have their period in common otherwise."""
    return " to " not in parts[0] and len({part.split("/", 1)[1] for part in parts}) == 1
