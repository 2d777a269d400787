"""The wall card as one printed page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from importlib.resources import files
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from holdlaw.core.case import Outcome
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.card.questions import CARD_ACTS
from holdlaw.reports.card.wall_card import CardEnd, ClockLine, DutyLine, Step, Target, WallCard
from holdlaw.reports.card.words import ACTS, OUTCOMES, WORDS, day_words
from holdlaw.reports.faces.printable import printable
from holdlaw.reports.faces.typesetting import set_template

SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes of type, in points, tried until the card fits on one page. Smaller is not read on a wall."""


def card_pdf(card: WallCard, language: str = "en") -> bytes:
    """Print a card on one page of Letter paper, as PDF/UA-1; the same card gives the same bytes.

    Raise HoldlawError (HL-8080) if it does not fit on one page.
    """
    source = (files("holdlaw.reports.card") / "card.typ").read_bytes()
    moment = datetime.combine(card.on, time(), ZoneInfo("UTC"))
    for size in SIZES:
        made = set_template(source, {"card": _data(card, language) | {"size": size}}, moment, card.place)
        if len(PdfReader(BytesIO(made)).pages) == 1:
            return made
    what = f"The card needs more than one page, with {len(card.steps)} questions."
    why, mend = "A card of two pages is read half.", "Ask for the card of another day, and report this place."
    raise HoldlawError([Problem("HL-8080", card.place, what, why, mend)])


def _data(card: WallCard, language: str) -> dict[str, Any]:
    words = WORDS[language]
    forms = [words["forms_only"].format(forms=", ".join(card.forms))] if card.forms else []
    cut = [words["left_out"].format(count=card.left_out)] if card.left_out else []
    lists = [words["lists"]] if any("on the list" in step.detail for step in card.steps) else []
    foreign = [words["english"]] if language != "en" else []
    valid = words["valid"].format(
        on=day_words(card.on, language), check=day_words(card.check_after, language)
    )
    return {
        "language": language,
        "title": words["title"],
        "agency": printable(card.place_name),
        "valid": valid,
        "use": [*forms, words["use"], words["counsel_means"], *cut, *lists, *foreign],
        "headings": [words[name] for name in ("step", "is_it_so", "yes", "no", "not_known")],
        "start": None if card.start.step else _target(card, card.start, language),
        "steps": [_step(card, step, language) for step in card.steps],
        "ends_title": words["ends"],
        "end_headings": [words["end"], *(ACTS[language][act] for act in CARD_ACTS)],
        "ends": [_end(end, language) for end in card.ends],
        "clock_title": words["clock"],
        "clock_rule": words["clock_rule"] if card.may_hold else words["no_clock"],
        "clocks": [_clock(clock, words) for clock in card.clocks],
        "duties_title": words["duties"],
        "duties": [_duty(duty, language) for duty in card.duties],
        "call_title": words["call"],
        "callers": words["callers"].split("|"),
        "law_title": words["law"],
        "law": [_law(card, number, language) for number in range(len(card.law))],
        "unverified_title": words["unverified"],
        "unverified": [printable(text) for text in card.unverified],
        "none_unverified": words["none_unverified"],
    }


def _step(card: WallCard, step: Step, language: str) -> dict[str, Any]:
    words = WORDS[language]
    return {
        "number": str(step.number),
        "says": printable(step.says),
        "detail": printable(step.detail),
        "cite": printable(step.cite),
        "marks": list(step.marks),
        "yes": _target(card, step.yes, language),
        "no": _target(card, step.no, language),
        "not_known": _target(card, step.not_known, language),
        "counts": words["counts_as_no"] if step.counts_as_no else "",
    }


def _target(card: WallCard, to: Target, language: str) -> str:
    words = WORDS[language]
    if to.step is not None:
        return words["to_step"].format(step=to.step)
    end = next(each for each in card.ends if each.letter == to.end)
    return f"{end.letter}: {words['ask_counsel']}" if end.asks_counsel else f"{words['end']} {end.letter}"


def _end(end: CardEnd, language: str) -> dict[str, Any]:
    return {
        "letter": end.letter,
        "said": [
            {
                "outcome": OUTCOMES[language][each.outcome],
                "cites": printable("; ".join(each.cites)),
                "marks": list(each.marks),
                "open": each.outcome is Outcome.NOT_ESTABLISHED,
            }
            for each in end.said
        ],
    }


def _clock(clock: ClockLine, words: Mapping[str, str]) -> dict[str, Any]:
    under = [words["under"].format(cites="; ".join(clock.under))] if clock.under else []
    when = [words["applies"].format(says=clock.applies)] if clock.applies and not under else []
    label = f"{clock.label[:1].upper()}{clock.label[1:]}"
    return {
        "label": printable(label),
        "cite": printable(clock.cite),
        "applies": printable(" ".join([*under, *when])),
        "marks": list(clock.marks),
    }


def _duty(duty: DutyLine, language: str) -> dict[str, Any]:
    words = WORDS[language]
    ifs = [
        words["duty_if"].format(
            act=ACTS[language][act], outcomes=words["or"].join(OUTCOMES[language][each] for each in wanted)
        )
        for act, wanted in duty.outcomes.items()
    ]
    return {
        "if": printable(" ".join(ifs)),
        "says": printable(duty.says),
        "cite": printable(duty.cite),
        "marks": list(duty.marks),
    }


def _law(card: WallCard, number: int, language: str) -> str:
    line = card.law[number]
    said = WORDS[language]["law_line"].format(
        name=line.name, cite=line.cite, version=line.version, checked=line.checked_on.isoformat()
    )
    return printable(said)
