"""`holdlaw claim list`: the example set, and what a claim may count."""

from __future__ import annotations

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book, to_json
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.cli.lines import wrapped
from holdlaw.reports.claims.claim import Claim, Measure
from holdlaw.reports.claims.shipped import example_claims


def command(as_json: OneJson = False, policies: Policies = None) -> None:
    """List the statements that ship as examples, without a verdict, and the measures a claim may name."""

    def run() -> int:
        claims = example_claims(the_book(policies))
        measures = [measure.value for measure in Measure]
        if as_json:
            say(to_json({"claims": [claim.as_json() for claim in claims], "measures": measures}))
        else:
            say("\n".join([*_lines(claims), "", *wrapped(f"Measures: {', '.join(measures)}.")]))
        return ANSWERED

    raise ending(run, as_json)


def _lines(claims: tuple[Claim, ...]) -> list[str]:
    lines, story = list[str](), None
    for claim in claims:
        if claim.story != story:
            lines += ["", claim.source.name or claim.story or ""]
            story = claim.story
        lines += wrapped(f'"{claim.says}"', f"  {claim.id:<4}")
        lines += wrapped(claim.speaker or "", " " * 6) if claim.speaker else []
    return lines[1:] if lines and not lines[0] else lines
