"""zen-engine, a compiled expression: the law once with null as no, and the law twice to see what is open."""

import zen

from bench.engine import OUTCOME_ONLY, Engine, titled
from bench.engines import _zen
from bench.law import MAY, MUST_NOT, NOT_ESTABLISHED

_ALLOWED = f"{_zen.TERRORIST} or ({_zen.WARRANT} and {_zen.RECENT}) or ({_zen.REENTERED} and {_zen.EVER})"
_COULD_BE_ALLOWED = f"({_zen.WARRANT} and {_zen.COULD_BE_RECENT}) or ({_zen.REENTERED} and {_zen.COULD_EVER})"
_ONCE = f"{_ALLOWED} ? '{MAY}' : '{MUST_NOT}'"
_TWICE = f"{_ALLOWED} ? '{MAY}' : ({_COULD_BE_ALLOWED} ? '{NOT_ESTABLISHED}' : '{MUST_NOT}')"


def engines() -> list[Engine]:
    """The plain row, and the one in which the author wrote every clause a second time for the open facts."""
    return [
        _row("zen-expression", "compiled expression", _ONCE),
        _row("zen-twice", "the same, law written twice", _TWICE),
    ]


def _row(row_id: str, what: str, expression: str) -> Engine:
    return Engine(
        id=row_id,
        name=titled("zen-engine", what),
        compared_with=OUTCOME_ONLY,
        gives="outcome",
        prepare=_zen.as_json,
        decide=zen.compile_expression(expression).evaluate,
        answer=str,
    )
