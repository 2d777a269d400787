"""Statements of a case that cannot both be true. Each is an error that names both places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from holdlaw.core.case import Case
from holdlaw.core.problems import Problem
from holdlaw.policybook.nodes import Node


def contradictions(case: Case, node: Node) -> list[Problem]:
    """List the contradictions of a case, in the order in which they stand in the file."""
    return [*_papers(case, node), *_custody(case, node), *_convictions(case, node)]


def _papers(case: Case, node: Node) -> Iterator[Problem]:
    request = node.get("request")
    listed = request.get("papers") if request else None
    for paper, part in zip(case.request.papers, listed.parts() if listed else (), strict=False):
        if paper.signed_on is None:
            continue
        if paper.presented_at is not None and paper.presented_at.date() < paper.signed_on:
            yield _problem(
                part,
                ("presented_at", "signed_on"),
                f"The paper was presented on {paper.presented_at.date()}, before it was signed "
                f"on {paper.signed_on}.",
                "What it authorises turns on when it came.",
            )
        came = case.request.received_at or case.at
        if paper.presented_at is None and came.date() < paper.signed_on:
            yield _problem(
                part,
                ("signed_on",),
                f"The paper was signed on {paper.signed_on}, after the request it is listed under "
                f"({came.date()}).",
                "A paper without `presented_at` came with the request; write the moment if it came later.",
            )


def _custody(case: Case, node: Node) -> Iterator[Problem]:
    part, arrested = node.get("custody"), case.custody.arrested_on
    release = case.custody.release_due_at.date()
    if part is not None and arrested is not None and arrested > release:
        yield _problem(
            part,
            ("arrested_on", "release_due_at"),
            f"The arrest ({arrested}) lies after the release ({release}).",
            "Look-backs run from the arrest and clocks from the release.",
        )


def _convictions(case: Case, node: Node) -> Iterator[Problem]:
    listed, today = node.get("convictions"), case.at.date()
    for conviction, part in zip(case.convictions or (), listed.parts() if listed else (), strict=False):
        judged = conviction.judgment_on
        if judged is not None and judged > today:
            yield _problem(
                part,
                ("judgment_on",),
                f"The judgment ({judged}) lies after the moment of the act (at: {today}).",
                "A judgment that had not been given could not count.",
            )
        for earlier in ("committed_on", "plea_on"):
            day = _day(part.get(earlier))
            if judged is not None and day is not None and day > judged:
                yield _problem(
                    part,
                    (earlier, "judgment_on"),
                    f"{earlier} ({day}) lies after the judgment ({judged}).",
                    "The look-back runs from the judgment.",
                )
        for jail, place in zip(conviction.jail, _parts(part.get("incarcerated")), strict=False):
            if jail.before_on < jail.from_on:
                yield _problem(
                    place,
                    ("from", "before"),
                    f"The time in jail ends ({jail.before_on}) before it begins ({jail.from_on}).",
                    "It extends the look-back.",
                )


def _parts(node: Node | None) -> tuple[Node, ...]:
    return node.parts() if node is not None else ()


def _day(node: Node | None) -> date | None:
    """Give a day that was read before without a problem."""
    text = node.value.strip() if node is not None and isinstance(node.value, str) else "unknown"
    return None if text == "unknown" else date.fromisoformat(text)


def _problem(node: Node, keys: tuple[str, ...], what: str, why: str) -> Problem:
    where = " and ".join(node.key_where(key) for key in keys)
    return Problem("HL-1011", where, what, why, "Correct what is wrong; nothing was recorded.")
