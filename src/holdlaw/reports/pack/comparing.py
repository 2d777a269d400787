"""One item set beside the same item a year earlier, and the sentence that says it as it should be said."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from holdlaw.reports.faces.wording import Words, chosen, number_said, period_said
from holdlaw.reports.pack.contents import Comparison, Part
from holdlaw.reports.pack.words import WORDS
from holdlaw.reports.ratios import Ratio, signed, written
from holdlaw.reports.table import Cell, Table


def comparisons(part: Part, language: str) -> Iterator[Comparison]:
    """Compare every item that has a number now; the guard's refusal stands in place of a ratio.

    The lines beside the statute's items are compared where they count anything at all.
    """
    if part.before is None:
        return
    words, own = chosen(WORDS, language), part.table.items()
    earlier = {cell.item: cell.value for cell in (*part.before.cells, *part.before.information)}
    for cell in (*part.table.cells, *part.table.information):
        if cell.value is None or cell.item not in earlier:
            continue
        if cell.item in own or cell.value or earlier[cell.item]:
            yield _compared(part, part.before, (cell, earlier[cell.item], words))


def _compared(part: Part, before: Table, said: tuple[Cell, int | None, Words]) -> Comparison:
    cell, base, words = said
    refused = " ".join(note.text for note in part.guarded.refused)
    ratio = Ratio(cell.value, base) if cell.value is not None and base is not None and not refused else None
    return Comparison(
        report=part.table.cite,
        item=cell.item,
        label=cell.label,
        unit=cell.unit,
        period=part.table.period,
        against=before.period,
        ratio=ratio,
        why=None if ratio else refused or words["missing"],
        notes=tuple(note.text for note in part.guarded.footnotes),
    )


def comparison_said(compared: Comparison, language: str) -> str:
    """Say a comparison in a sentence: both numbers, both periods, the ratio and its interval."""
    words = chosen(WORDS, language)
    place = {
        "label": compared.label,
        "item": compared.item,
        "unit": compared.unit,
        "against": period_said(compared.against, language),
    }
    if compared.ratio is None:
        return words["no_ratio"].format(**place, why=compared.why)
    count, base = number_said(compared.ratio.count), number_said(compared.ratio.base)
    return words["went"].format(**place, count=count, base=base, ratio=ratio_said(compared.ratio, words))


def ratio_said(ratio: Ratio, words: Words) -> str:
    """Say how many times as many, times more, the percent and the interval; or that none can be said."""
    if ratio.times is None or ratio.times_more is None or ratio.percent_change is None:
        return words["both_none"] if ratio.count == 0 else words["against_none"]
    more = words["more"].format(times=written(ratio.times_more, 1)) if ratio.times > 1 else ""
    interval = ""
    if ratio.interval:
        high = words["no_end"] if ratio.interval.high == inf else written(ratio.interval.high, 1)
        interval = words["interval"].format(low=written(ratio.interval.low, 1), high=high)
    percent = signed(ratio.percent_change)
    return words["times"].format(times=written(ratio.times, 3), more=more, percent=percent, interval=interval)
