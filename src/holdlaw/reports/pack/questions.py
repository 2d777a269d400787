"""What a hearing will ask and the data cannot answer: from the rows, the gaps, and what was not searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from holdlaw.reports.faces.wording import Words, chosen, number_said, period_said
from holdlaw.reports.pack.contents import Gap, Pack, Part, Question
from holdlaw.reports.pack.words import WORDS


def questions(pack: Pack) -> tuple[Question, ...]:
    """List the open questions of a pack: those of its rows first, those of every register last."""
    words = chosen(WORDS, pack.language)
    found: list[Question] = []
    for part in pack.parts:
        found += [*_rows(part, words), *_cells(part, words), *_refused(part, (pack.language, words))]
    found += [_gap(gap, words) for gap in pack.gaps if gap.count]
    return (*found, *_always(pack, words))


def _rows(part: Part, words: Words) -> Iterator[Question]:
    for (item, why), count in Counter((each.item, each.why) for each in part.table.unclear).items():
        asked = words["ask_row" if count == 1 else "ask_rows"]
        yield Question(
            asked.format(count=number_said(count), report=part.table.cite, item=item), _sentence(why)
        )


def _cells(part: Part, words: Words) -> Iterator[Question]:
    for cell in part.table.cells:
        if cell.value is None:
            asked = words["ask_cell"].format(report=part.table.cite, item=cell.item)
            yield Question(asked, _sentence(cell.why or words["missing"]))


def _refused(part: Part, said: tuple[str, Words]) -> Iterator[Question]:
    language, words = said
    if part.before is not None and part.guarded.refused:
        against = period_said(part.before.period, language)
        asked = words["ask_compare"].format(report=part.table.cite, against=against)
        yield Question(asked, " ".join(note.text for note in part.guarded.refused))


def _gap(gap: Gap, words: Words) -> Question:
    asked = words[f"ask_{gap.field}"].format(count=number_said(gap.count), of=number_said(gap.of))
    return Question(asked, words[f"why_{gap.field}"])


def _always(pack: Pack, words: Words) -> Iterator[Question]:
    yield Question(words["ask_outside"], words["why_outside"].format(size=number_said(pack.size)))
    yield Question(words["ask_after"], words["why_after"])
    if pack.checkpoint is None:
        yield Question(words["ask_altered"], words["why_altered"])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
