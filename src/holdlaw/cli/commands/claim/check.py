"""`holdlaw claim check`: what becomes of a published sentence, and how it should be said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve

from holdlaw.cli.asking import ANSWERED, FINDING, SUFFIXES, Policies, a_day, say, the_book, to_json
from holdlaw.cli.claim_page import claim_page
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.register_options import DatabaseUrl, home_of, the_time
from holdlaw.policybook import Book
from holdlaw.reports.claims.checking import check
from holdlaw.reports.claims.claim import Claim
from holdlaw.reports.claims.evidence import Evidence
from holdlaw.reports.claims.files import claims_in_file
from holdlaw.reports.claims.selecting import of_agency
from holdlaw.reports.claims.sentence import claim_from_sentence
from holdlaw.reports.claims.shipped import example_claims, without_register
from holdlaw.reports.claims.verdicts import Verdict
from holdlaw.store.opening import open_register

EXAMPLES = "examples"
Named = Annotated[
    list[str],
    typer.Argument(
        metavar="CLAIM...",
        help="Claim files, sentences in quotes, `examples`, or the id of an example (A2).",
    ),
]
RegisterDir = Annotated[
    Path | None,
    typer.Option("--dir", metavar="DIR", help="The register to check against; else published figures."),
]
AgencyOf = Annotated[
    str | None, typer.Option("--agency", metavar="ID", help="Whose numbers are meant, by its id.")
]
MadeOn = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day of claims that do not state theirs.")
]


def command(
    *,
    named: Named,
    dir_: RegisterDir = None,
    agency: AgencyOf = None,
    made_on: MadeOn = None,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
    policies: Policies = None,
) -> None:
    """Check published sentences: verdict, the sentence as it should be said, and what that rests on.

    Exits with 1 where a claim does not hold as it was said.
    """

    def run() -> int:
        book = the_book(policies)
        day = a_day(made_on, "--on")
        claims = [_dated(claim, day) for name in named for claim in _claims(name, book)]
        evidence = _evidence(dir_, database_url, book)
        evidence = of_agency(evidence, agency, "--agency") if agency else evidence
        worst = ANSWERED
        for number, claim in enumerate(claims):
            checked = check(claim, evidence)
            shown = to_json(checked.as_json()) if as_json else claim_page(checked)
            say(f"\n{shown}" if number and not as_json else shown)
            worst = max(worst, ANSWERED if checked.verdict is Verdict.HOLDS else FINDING)
        return worst

    raise ending(run, as_json)


def _claims(name: str, book: Book) -> Iterator[Claim]:
    """Give the claims of a file, or an example, or what a sentence states."""
    if Path(name).is_file() or (name.endswith(SUFFIXES) and " " not in name):
        yield from claims_in_file(Path(name), book)
        return
    examples = example_claims(book) if " " not in name else ()
    found = [claim for claim in examples if name in (EXAMPLES, claim.id)]
    yield from found or [claim_from_sentence(name)]


def _dated(claim: Claim, day: date | None) -> Claim:
    if day is None or claim.said_on is not None:
        return claim
    return evolve(claim, source=evolve(claim.source, published_on=day))


def _evidence(dir_: Path | None, database_url: str | None, book: Book) -> Evidence:
    if dir_ is None:
        return without_register(book)
    from holdlaw.reports.claims.reading import with_register

    with open_register(home_of(dir_, database_url)) as register:
        return with_register(register, book, the_time())
