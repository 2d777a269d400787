"""The paper form: what an officer writes down while the program cannot be reached, in the desk's own order.

Its fields go by the desk's names, so that whoever enters it later reads from the top and types from the top.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from holdlaw.core.conditions import FactTest
from holdlaw.policybook import Book
from holdlaw.register.entry import LATE_REASONS
from holdlaw.reports.card.encoded import encoded_law
from holdlaw.reports.card.form_words import BOXES, LABELS, SECTIONS

ROWS = 2
"""Papers, and convictions, that one form has room for."""

_MOMENTS = frozenset(name for name in LABELS if name.endswith(("_at", "held_from", "held_until")))
_DAYS = frozenset(name for name in LABELS if name.endswith(("_on", "birth_date", "jail_from", "jail_before")))
_THREE = frozenset(
    f"paper.{name}"
    for name in ("probable_cause", "authorises_federal_custody", "names_subject", "criminal", "signed")
)


@frozen
class FormField:
    """One field. `name` is the desk's; `kind`: moment, day, text or boxes; `boxes`: the answers to tick."""

    name: str
    label: str
    kind: str
    boxes: tuple[tuple[str, str], ...] = ()


@frozen
class FormSection:
    """Fields that belong together."""

    title: str
    fields: tuple[FormField, ...]


@frozen
class PaperForm:
    """A blank form for one place and day. `late`: the reasons a late entry may have."""

    place: str
    place_name: str
    on: date
    language: str
    sections: tuple[FormSection, ...]
    late: tuple[tuple[str, str], ...]

    @property
    def fields(self) -> tuple[FormField, ...]:
        """List the fields in order."""
        return tuple(each for section in self.sections for each in section.fields)


def paper_form(book: Book, place: str, on: date, language: str = "en") -> PaperForm:
    """Make the blank form of a place for a day, with the facts its law asks.

    Raise HoldlawError: HL-4001 for a day before the first law that is encoded; another if the place is not
    known or its law is not in order.
    """
    law = encoded_law(book, place, on)
    side = _side(language)
    forms = tuple(
        (name, BOXES["form"].get(name, (name, name))[side])
        for name, form in book.forms.items()
        if form.in_use(on)
    )
    own = [
        _field(name, language, forms)
        for name in LABELS
        if not name.startswith(("paper.", "conviction.", "done."))
    ]
    asked = dict.fromkeys(leaf.test.fact for leaf in law.leaves if isinstance(leaf.test, FactTest))
    facts = [
        FormField(f"fact-{name}", book.questions.facts[name].asks, "boxes", _boxes("yes_no", side))
        for name in asked
        if name in book.questions.facts
    ]
    done = [_field(name, language, forms) for name in LABELS if name.startswith("done.")]
    return PaperForm(
        place=law.place.id,
        place_name=law.place.name,
        on=on,
        language=language,
        sections=(
            FormSection(SECTIONS["request"][side], tuple(own)),
            *(_row("paper", number, language) for number in range(ROWS)),
            *(_row("conviction", number, language) for number in range(ROWS)),
            *((FormSection(SECTIONS["facts"][side], tuple(facts)),) if facts else ()),
            FormSection(SECTIONS["done"][side], tuple(done)),
        ),
        late=tuple((reason, BOXES["late_reason"][reason][side]) for reason in LATE_REASONS),
    )


def _side(language: str) -> int:
    return 1 if language == "es" else 0


def _row(rows: str, number: int, language: str) -> FormSection:
    side = _side(language)
    parts = [name for name in LABELS if name.startswith(f"{rows}.")]
    fields = [_field(name, language, ()) for name in parts]
    named = [
        FormField(f"{rows}-{number}-{each.name.partition('.')[2]}", each.label, each.kind, each.boxes)
        for each in fields
    ]
    return FormSection(SECTIONS[rows][side].format(number=number + 1), tuple(named))


def _field(name: str, language: str, forms: tuple[tuple[str, str], ...]) -> FormField:
    side = _side(language)
    label = LABELS[name][side]
    if name in _MOMENTS:
        return FormField(name, label, "moment")
    if name in _DAYS:
        return FormField(name, label, "day")
    if name in _THREE:
        return FormField(name, label, "boxes", _boxes("yes_no", side))
    if name == "form":
        return FormField(name, label, "boxes", forms)
    return FormField(name, label, "boxes" if name in BOXES else "text", _boxes(name, side))


def _boxes(name: str, side: int) -> tuple[tuple[str, str], ...]:
    return tuple((code, words[side]) for code, words in BOXES.get(name, {}).items())
