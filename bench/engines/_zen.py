"""The hold act in the ZEN expression language, in the pieces that the expression and the graph both use.

The listed sections are one text that is searched for `|section|`: about a third faster in ZEN than `in`
over an array of 154. A case is handed over as JSON bytes, which ZEN reads faster than it converts a Python
dict.
"""

import json

from bench.flat import flat, without_unknowns
from bench.law import JUDGES, listed_statutes
from bench.reference import Case

_LIST = "'|" + "|".join(listed_statutes()) + "|'"
_JUDGES = "[" + ", ".join(f"'{judge}'" for judge in JUDGES) + "]"

TERRORIST = "terrorist == true"
REENTERED = "reentered == true"
WARRANT = (
    f"some(papers, #.kind == 'warrant' and #.issuer in {_JUDGES} and #.probable_cause == true"
    " and #.custody == true and #.names_subject == true and #.presented <= received)"
)
_ENTERED = "#.class == 'felony' and #.adjudication == 'adult' and #.judgment != null"
_IN_WINDOW = "#.judgment + #.jail > window_from"


def _listed(field: str) -> str:
    return f"contains({_LIST}, '|' + {field} + '|')"


# A missing open fact reads as null, and null is not yes: the case is decided as if counsel had said no.
_QUALIFIES = (
    f"{_ENTERED} and (#.new_york ? {_listed('#.statute')} : #.there == true and #.here == true"
    f" and #.equivalent != null and {_listed('#.equivalent')})"
)
# The same words once more with every open fact read as yes.
_COULD_QUALIFY = (
    f"{_ENTERED} and (#.new_york ? {_listed('#.statute')} : #.there != false and #.here != false"
    f" and (#.equivalent == null or {_listed('#.equivalent')}))"
)

RECENT = f"some(convictions, {_QUALIFIES} and {_IN_WINDOW})"
EVER = f"some(convictions, {_QUALIFIES})"
COULD_BE_RECENT = f"some(convictions, {_COULD_QUALIFY} and {_IN_WINDOW})"
COULD_EVER = f"some(convictions, {_COULD_QUALIFY})"


def as_json(case: Case) -> bytes:
    """The case as compact JSON, unknowns left out."""
    return json.dumps(without_unknowns(flat(case)), separators=(",", ":")).encode()
