"""OpenFisca over arrays: it has no unknowns, so what may be open is written for "at least" and "at most".

A conviction is a member of a request, and any-of is asked of the members. Files are read as for NumPy.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import astuple
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.simulate.contract import COLUMNS, DAY, NO, UNKNOWN, YES, Files, Peer, Words, by_outcome
from bench.simulate.peers import _columns as columns
from bench.simulate.peers._columns import Array

PACKAGE: Final = "openfisca-core"
WHAT: Final = "arrays, two rails"
_CONVICTION: Final = Entity("conviction", "convictions", "One conviction of a record", "")
_REQUEST: Final = GroupEntity("request", "requests", "One request", "", roles=[])
_LEAST, _MOST = "at_least", "at_most"
_DAY: Final = DAY.isoformat()
_INPUTS: Final = {
    "listed": (_CONVICTION, bool), "judged_on": (_CONVICTION, int), "arrested_on": (_CONVICTION, int),
    "detainer": (_REQUEST, int), "match": (_REQUEST, bool), "reentered": (_REQUEST, bool),
    "warrant": (_REQUEST, bool),
}  # fmt: skip

Formula = Callable[[Any, Any], Any]
Ask = Callable[[str], Array]


def peer(files: Files, words: Words, threads: int) -> Peer:
    """Write the law as variables and make the engine ready."""
    pa.set_cpu_count(threads)
    system = _system(words)
    return Peer(partial(_counts, system, files, words), partial(_write, system, files, words))


def _counts(system: Any, files: Files, words: Words) -> dict[str, int]:
    _, ask = _asked(system, files, words)
    rows = np.bincount(_outcome(ask), minlength=3)
    return by_outcome(dict(enumerate(rows.tolist())))


def _write(system: Any, files: Files, words: Words, out: Path) -> None:
    row_ids, ask = _asked(system, files, words)
    outcome = _outcome(ask)
    on_warrant = np.where(outcome == YES, ask(f"on_warrant_{_LEAST}"), ask(f"on_warrant_{_MOST}"))
    clause = np.where(on_warrant, 1, np.where(ask("warrant"), 2, 3)) * (outcome != NO)
    asks = ask("detainer") == UNKNOWN
    arrest = ask(f"recent_{_MOST}") & ~ask(f"recent_{_LEAST}") & ~ask("excepted")
    hinges = (asks + arrest * np.uint8(2)) * (outcome == UNKNOWN)
    answers = (row_ids, outcome, clause.astype(np.uint8), hinges.astype(np.uint8))
    pq.write_table(pa.table(answers, names=list(COLUMNS)), out)


def _outcome(ask: Ask) -> Array:
    """Put the rails together: both say yes, the upper one alone does, or neither."""
    return ask(f"hold_{_LEAST}").astype(np.uint8) + ask(f"hold_{_MOST}")


# --- The law as variables -------------------------------------------------------------------------


def _system(words: Words) -> Any:
    system = TaxBenefitSystem([_CONVICTION, _REQUEST])
    for name, (entity, kind) in _INPUTS.items():
        system.add_variable(_variable(name, entity, kind))
    for name, formula in _of_a_conviction(words.years).items():
        system.add_variable(_variable(name, _CONVICTION, bool, formula))
    for name, formula in (_of_a_request() | _rail(_LEAST, YES) | _rail(_MOST, UNKNOWN)).items():
        system.add_variable(_variable(name, _REQUEST, bool, formula))
    return system


def _variable(name: str, entity: Any, kind: type, formula: Formula | None = None) -> Any:
    own = {"value_type": kind, "entity": entity, "definition_period": DateUnit.DAY}
    return type(name, (Variable,), own | ({"formula": formula} if formula else {}))


def _of_a_conviction(years: int) -> dict[str, Formula]:
    def counts(conviction: Any, when: Any) -> Any:
        return conviction("listed", when) & (conviction("judged_on", when) != columns.NEVER)

    def inside(rail: int) -> Formula:
        def formula(conviction: Any, when: Any) -> Any:
            judged_on, arrested_on = (conviction(name, when) for name in ("judged_on", "arrested_on"))
            return conviction("counts", when) & (columns.look_back(judged_on, arrested_on, years) >= rail)

        return formula

    return {"counts": counts, f"inside_{_LEAST}": inside(YES), f"inside_{_MOST}": inside(UNKNOWN)}


def _of_a_request() -> dict[str, Formula]:
    return {
        "convicted": lambda request, when: request.any(request.members("counts", when)),
        "excepted": lambda request, when: (
            request("match", when) | (request("convicted", when) & request("reentered", when))
        ),
    }


def _rail(name: str, value: int) -> dict[str, Formula]:
    """Write one rail: what is at least this value counts as yes."""

    def recent(request: Any, when: Any) -> Any:
        return request.any(request.members(f"inside_{name}", when))

    def on_warrant(request: Any, when: Any) -> Any:
        shown = request("match", when) | request(f"recent_{name}", when)
        return (request("detainer", when) >= value) & request("warrant", when) & shown

    def hold(request: Any, when: Any) -> Any:
        excepted = (request("detainer", when) >= value) & request("excepted", when)
        return excepted | request(f"on_warrant_{name}", when)

    return {f"recent_{name}": recent, f"on_warrant_{name}": on_warrant, f"hold_{name}": hold}


# --- The files as inputs --------------------------------------------------------------------------


def _asked(system: Any, files: Files, words: Words) -> tuple[Array, Ask]:
    """Give the number of every request, and how to ask for a variable of them."""
    requests = columns.requests(files, words)
    parts = [astuple(part, recurse=False) for part in columns.convictions(files)]
    # OpenFisca cuts off what follows the last request with a member: that one gets a blank of its own.
    blank = (requests.row_ids[-1], 0, columns.NEVER, columns.NEVER)
    joined = (np.concatenate(column) for column in zip(*parts, strict=True))
    own = [np.append(column, last) for column, last in zip(joined, blank, strict=True)]
    warrant = np.zeros(len(requests.row_ids), bool)
    warrant[requests.place(columns.warranted(files, words))] = True
    simulation = _simulation(system, requests.place(own[0]), len(requests.row_ids))
    given = {
        "detainer": requests.detainer, "match": requests.match, "reentered": requests.reentered,
        "warrant": warrant, "listed": columns.counted(files, words)[own[1]],
        "judged_on": own[2], "arrested_on": own[3],
    }  # fmt: skip
    for name, values in given.items():
        simulation.set_input(name, _DAY, values)
    return requests.row_ids, lambda name: simulation.calculate(name, _DAY)


def _simulation(system: Any, of: Array, requests: int) -> Any:
    """Set up so many requests and their members; the builder would sort what is in order already."""
    populations = system.instantiate_entities()
    populations["conviction"].count, populations["request"].count = len(of), requests
    populations["request"].members_entity_id = of
    return Simulation(system, populations)
