"""cel-python: the program transpiled once to Python, the case converted once to CEL's own types.

A fact the law counts as no when unknown is null; an open one, and a missing judgment, is a missing key.
CEL's `&&`, `||` and `exists` absorb an error wherever the other side settles the matter, so an error that
reaches the top means `not_established`. The transpiled runner is about three times faster than the
interpreted one. It mistakes two Python booleans joined by `||`, so the judgment is tested with `in` and not
with `has`.
"""

import logging
from typing import Any

import celpy

from bench.engine import OUTCOME_ONLY, Engine, titled
from bench.flat import flat
from bench.law import MAY, MUST_NOT, NOT_ESTABLISHED, listed_statutes
from bench.reference import Case

_MISSING_WHEN_UNKNOWN = ("judgment", "equivalent", "there", "here")
_WARRANT = (
    "papers.exists(p, p.kind == 'warrant' && p.issuer in ['article_iii_judge', 'federal_magistrate']"
    " && p.probable_cause == true && p.custody == true && p.names_subject == true && p.presented <= received)"
)
_QUALIFIES = (
    "c.class == 'felony' && c.adjudication == 'adult'"
    " && (c.new_york ? c.statute in listed : c.equivalent in listed && c.there && c.here)"
)
_RECENT = f"convictions.exists(c, 'judgment' in c && c.judgment + c.jail > window_from && {_QUALIFIES})"
_EVER = f"convictions.exists(c, 'judgment' in c && {_QUALIFIES})"
_LAW = f"terrorist == true || ({_WARRANT} && {_RECENT}) || (reentered == true && {_EVER})"
_ANSWERS = {True: MAY, False: MUST_NOT, None: NOT_ESTABLISHED}


def engines() -> list[Engine]:
    """One row: the transpiled program; an error is an open fact."""
    logging.getLogger("celpy").setLevel(logging.CRITICAL)
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    evaluate: Any = environment.program(environment.compile(_LAW)).evaluate
    listed = celpy.json_to_cel(dict.fromkeys(listed_statutes(), True))

    def prepare(case: Case) -> dict[str, Any]:
        """The case in CEL's own types, with the list beside it."""
        return {**{key: celpy.json_to_cel(value) for key, value in _record(case).items()}, "listed": listed}

    def decide(activation: dict[str, Any]) -> bool | None:
        """Whether the hold is allowed, or None where an open fact decides."""
        try:
            return bool(evaluate(activation))
        except celpy.CELEvalError:
            return None

    return [
        Engine(
            id="cel-python",
            name=titled("cel-python", "transpiled"),
            compared_with=OUTCOME_ONLY,
            gives="outcome",
            prepare=prepare,
            decide=decide,
            answer=_ANSWERS.__getitem__,
        )
    ]


def _record(case: Case) -> dict[str, Any]:
    """The record with the open facts, and a judgment, left out of a conviction when unknown."""
    record = flat(case)
    record["convictions"] = [
        {
            key: value
            for key, value in conviction.items()
            if not (value is None and key in _MISSING_WHEN_UNKNOWN)
        }
        for conviction in record["convictions"]
    ]
    return record
