"""common-expression-language (CEL in Rust): compiled once, the context built once for each case.

A fact the law counts as no when unknown is guarded by `has`; an open one is not, and its error, unless `&&`
or `||` absorbs it, means `not_established`. `exists` stops at the first error, so an open conviction that
stands before a good one hides it. A context built beforehand is several times faster than a dict.
"""

from typing import Any

import cel

from bench.engine import OUTCOME_ONLY, Engine, titled
from bench.flat import flat, without_unknowns
from bench.law import MAY, MUST_NOT, NOT_ESTABLISHED, listed_statutes
from bench.reference import Case

_LISTED = dict.fromkeys(listed_statutes(), True)
_WARRANT = (
    "papers.exists(p, p.kind == 'warrant'"
    " && has(p.issuer) && p.issuer in ['article_iii_judge', 'federal_magistrate']"
    " && has(p.probable_cause) && p.probable_cause && has(p.custody) && p.custody"
    " && has(p.names_subject) && p.names_subject && p.presented <= received)"
)
_QUALIFIES = (
    "has(c.class) && c.class == 'felony' && has(c.adjudication) && c.adjudication == 'adult'"
    " && has(c.judgment) && (c.new_york ? c.statute in listed : c.equivalent in listed && c.there && c.here)"
)
_RECENT = f"convictions.exists(c, has(c.judgment) && c.judgment + c.jail > window_from && {_QUALIFIES})"
_EVER = f"convictions.exists(c, {_QUALIFIES})"
_LAW = (
    f"(has(facts.terrorist) && facts.terrorist) || ({_WARRANT} && {_RECENT})"
    f" || (has(facts.reentered) && facts.reentered && {_EVER})"
)
_ANSWERS = {True: MAY, False: MUST_NOT, None: NOT_ESTABLISHED}


def engines() -> list[Engine]:
    """One row: the compiled program; an error is an open fact."""
    execute = cel.compile(_LAW).execute

    def decide(context: Any) -> bool | None:
        """Whether the hold is allowed, or None where an open fact got in the way."""
        try:
            return bool(execute(context))
        except KeyError:
            return None

    return [
        Engine(
            id="cel-rust",
            name=titled("common-expression-language", "Rust CEL"),
            compared_with=OUTCOME_ONLY,
            gives="outcome",
            prepare=_context,
            decide=decide,
            answer=_ANSWERS.__getitem__,
        )
    ]


def _context(case: Case) -> Any:
    record: dict[str, Any] = without_unknowns(flat(case))
    facts = {name: record.pop(name) for name in ("terrorist", "reentered") if name in record}
    return cel.Context({**record, "facts": facts, "listed": _LISTED})
