"""What a reader of the answer must know beside it, each with a stable code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from holdlaw.core.case import Act
from holdlaw.core.conditions import ChoiceTest
from holdlaw.core.problems import Notice
from holdlaw.core.situation import Situation
from holdlaw.core.truth import Truth
from holdlaw.decide.answer import ActAnswer
from holdlaw.decide.judgement import KEPT_MAX
from holdlaw.decide.program import Judgement, Layer, LayerSays, Program
from holdlaw.policybook import Book


def warnings(
    book: Book, program: Program, situation: Situation, acts: Mapping[Act, ActAnswer]
) -> tuple[Notice, ...]:
    """List the warnings of an answer by code: about the law first, then about the case."""
    found = (
        *_about_law(program, tuple(answer.judgement for answer in acts.values() if answer.asked)),
        *_about_search(program, situation),
        *_about_papers(situation),
        *_about_form(book, situation),
        *_about_sender(program, situation),
        *_from_law(program, situation),
    )
    return tuple(sorted(dict.fromkeys(found), key=lambda notice: notice.code))


@lru_cache(maxsize=KEPT_MAX)
def _about_law(program: Program, judged: tuple[Judgement, ...]) -> tuple[Notice, ...]:
    found = [notice for layer in dict.fromkeys((*program.layers, program.federal)) for notice in _age(layer)]
    for judgement in judged:
        for layer, said in zip(program.layers, judgement.says, strict=True):
            found += _about_layer(program, layer, said)
    return tuple(found)


def _age(layer: Layer) -> Iterator[Notice]:
    if layer.stale:
        yield Notice(
            "HL-3001",
            f"{layer.place.name}: this law was last checked on {layer.checked_on}, over a year before "
            "the day asked. What it allows or commands is not established; what it forbids stands.",
        )
    for version in layer.versions:
        if version.first_day_doubt:
            yield Notice("HL-3003", f"{version.place} {version.id}: {version.first_day_doubt}")
        if version.id in layer.place.unreleased:
            yield Notice("HL-2006", f"{version.place} {version.id} is not released: its text may change.")


def _about_layer(program: Program, layer: Layer, said: LayerSays) -> Iterator[Notice]:
    place = layer.place.id
    for version, clause in zip(layer.versions, said.clauses, strict=True):
        if clause.unread:
            yield Notice(
                "HL-3002",
                f"{place}: {clause.unread} A must-not of another layer stands; a permission does not.",
            )
        if said.versions_differ and version.in_force.why:
            yield Notice("HL-3003", f"{place} {version.id}: {version.in_force.why}")
    if layer is not program.layers[-1] and said.outcome in program.combination.void_below:
        yield Notice("HL-3008", f"{place}: {said.clause.cite} does not count. {program.combination.says}")


def _about_search(program: Program, situation: Situation) -> Iterator[Notice]:
    if situation.facts.get("search_is_stale") is Truth.YES:
        for window in program.windows:
            yield Notice(
                "HL-3004",
                f"The record search is older than {window.hours} hours before release, so its "
                f"findings do not count ({window.cite}). {window.assumption}",
            )


def _about_papers(situation: Situation) -> Iterator[Notice]:
    for i, paper in enumerate(situation.papers):
        if paper.presented_at is not None and paper.presented_at > situation.case.at:
            yield Notice(
                "HL-3005",
                f"papers[{i}] ({paper.kind}) was presented at {paper.presented_at.isoformat()}, "
                "after the moment of the act, and does not count yet.",
            )


def _about_form(book: Book, situation: Situation) -> Iterator[Notice]:
    form = book.forms[situation.form or "other"]
    received = situation.case.request.received_at or situation.case.at
    day: date = received.date()
    if not form.in_use(day):
        span = f"from {form.used_from or 'the beginning'} until before {form.used_before or 'today'}"
        yield Notice(
            "HL-3006",
            f"The form {form.name} was in use {span}; this request came on {day}. A form lodged "
            "earlier stays active.",
        )


def _about_sender(program: Program, situation: Situation) -> Iterator[Notice]:
    if situation.case.request.agency is not None or situation.agency is None:
        return
    told_apart = any(
        len({"ICE", "CBP"} & leaf.test.allowed) == 1
        for leaf in program.leaves
        if isinstance(leaf.test, ChoiceTest) and leaf.test.choice == "agency"
    )
    if told_apart:
        yield Notice(
            "HL-3007",
            f"The case does not say who sent the request; the form is read as coming from "
            f"{situation.agency}. The law here tells ICE from other agencies.",
        )


def _from_law(program: Program, situation: Situation) -> Iterator[Notice]:
    for caution, holds in zip(program.cautions, program.caution_tree.of(situation), strict=True):
        if holds is Truth.YES:
            yield Notice("HL-3009", caution.text)
