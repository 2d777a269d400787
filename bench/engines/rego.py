"""regopy (OPA's Rego in C++): the module compiled once to a bundle, the input built once for each case.

A missing fact is undefined, and a rule that reads it does not hold: every open fact is taken as no.
"""

from typing import Any

from regopy import Input, Interpreter

from bench.engine import OUTCOME_ONLY, Engine, titled
from bench.flat import flat, without_unknowns
from bench.law import listed_statutes
from bench.reference import Case

_ENTRY = "hold/outcome"
_MODULE = """
package hold

import rego.v1

default outcome := "must_not"

outcome := "may" if { warrant_with_request; listed_conviction }
outcome := "may" if { warrant_with_request; input.terrorist }
outcome := "may" if { input.reentered; some c in input.convictions; qualifies(c) }
outcome := "may" if { input.terrorist }

warrant_with_request if {
    some p in input.papers
    p.kind == "warrant"
    p.issuer in {"article_iii_judge", "federal_magistrate"}
    p.probable_cause
    p.custody
    p.names_subject
    p.presented <= input.received
}

listed_conviction if {
    some c in input.convictions
    c.judgment + c.jail > input.window_from
    qualifies(c)
}

qualifies(c) if { entered(c); c.new_york; data.listed[c.statute] }
qualifies(c) if { entered(c); not c.new_york; c.there; c.here; data.listed[c.equivalent] }

entered(c) if { c.class == "felony"; c.adjudication == "adult"; c.judgment }
"""


def engines() -> list[Engine]:
    """One row: the bundle's entry point, queried with a prepared input."""
    builder = Interpreter()
    builder.add_data({"listed": dict.fromkeys(listed_statutes(), True)})
    builder.add_module("hold.rego", _MODULE)
    bundle = builder.build(None, [_ENTRY])
    runner = Interpreter()

    def decide(prepared: Any) -> Any:
        """One query: set the input, run the entry point."""
        runner.set_input(prepared)
        return runner.query_bundle_entrypoint(bundle, _ENTRY)

    return [
        Engine(
            id="regopy",
            name=titled("regopy", "compiled bundle"),
            compared_with=OUTCOME_ONLY,
            gives="outcome",
            prepare=_input,
            decide=decide,
            answer=lambda output: str(output[0][0]),
        )
    ]


def _input(case: Case) -> Any:
    return Input(without_unknowns(flat(case)))
