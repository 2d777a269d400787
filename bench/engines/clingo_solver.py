"""clingo: an open fact is a choice; the outcome is settled when every answer set agrees.

Each case is grounded and solved by itself, since its convictions are its own ground terms. The list is a
Python set asked during grounding, about a quarter faster than 154 facts to ground. Enumeration stops at the
second distinct outcome.
"""

from typing import Any

import clingo

from bench.engine import OUTCOME_ONLY, Engine, titled
from bench.flat import Flat, flat
from bench.law import MAY, MUST_NOT, NOT_ESTABLISHED, listed_statutes

_LAW = """
judge(article_iii_judge; federal_magistrate).
warrant :- warrant(P), issuer(P,I), judge(I), probable_cause(P), custody(P), names_subject(P),
           presented(P,S), received(R), S <= R.
{ there(C) } :- there_open(C).
{ here(C) } :- here_open(C).
{ same_as_listed(C) } :- equivalent_open(C).
same_as_listed(C) :- equivalent(C,S), 1 = @is_listed(S).
same_as_listed(C) :- new_york(C), statute(C,S), 1 = @is_listed(S).
there(C) :- new_york(C).
here(C) :- new_york(C).
qualifies(C) :- class(C,felony), adjudication(C,adult), judgment(C,_), same_as_listed(C), there(C), here(C).
recent :- qualifies(C), judgment(C,J), jail(C,D), window_from(W), J + D > W.
may :- warrant, recent.
may :- qualifies(C), reentered.
may :- terrorist.
#show may/0.
"""


class _List:
    """The listed sections, as grounding asks for them."""

    _sections = frozenset(listed_statutes())

    def is_listed(self, statute: Any) -> Any:
        """1 for a listed section, else 0."""
        return clingo.Number(int(statute.string in self._sections))


def engines() -> list[Engine]:
    """One row: ground and solve."""
    sections = _List()
    return [
        Engine(
            id="clingo",
            name=titled("clingo", "open fact as a choice"),
            compared_with=OUTCOME_ONLY,
            gives="outcome",
            prepare=lambda case: _LAW + _facts(flat(case)),
            decide=lambda program: _solve(program, sections),
            answer=_answer,
        )
    ]


def _solve(program: str, sections: _List) -> set[bool]:
    """Whether `may` holds, over all answer sets: one value, or both."""
    control = clingo.Control(["0", "--warn=none"])
    control.add("base", [], program)
    control.ground([("base", [])], context=sections)
    seen: set[bool] = set()
    with control.solve(yield_=True) as models:
        for model in models:
            seen.add(bool(model.symbols(shown=True)))
            if len(seen) == 2:
                break
    return seen


def _answer(seen: set[bool]) -> str:
    if len(seen) == 2:
        return NOT_ESTABLISHED
    return MAY if True in seen else MUST_NOT


def _facts(record: Flat) -> str:
    """The record as facts; seconds since 1970 fit clingo's 32 bits until 2038."""
    lines = [f"received({record['received']}). window_from({record['window_from']})."]
    lines += [f"{name}." for name in ("terrorist", "reentered") if record[name]]
    for number, paper in enumerate(record["papers"]):
        lines += _paper(number, paper)
    for number, conviction in enumerate(record["convictions"]):
        lines += _conviction(number, conviction)
    return "\n".join(lines)


def _paper(number: int, paper: Flat) -> list[str]:
    lines = [f"warrant({number})."] if paper["kind"] == "warrant" else []
    lines += [f"{mark}({number})." for mark in ("probable_cause", "custody", "names_subject") if paper[mark]]
    if paper["issuer"] is not None:
        lines.append(f"issuer({number},{paper['issuer']}).")
    if paper["presented"] is not None:
        lines.append(f"presented({number},{paper['presented']}).")
    return lines


def _conviction(number: int, conviction: Flat) -> list[str]:
    lines = [f'statute({number},"{conviction["statute"]}"). jail({number},{conviction["jail"]}).']
    for name in ("class", "adjudication", "judgment"):
        if conviction[name] is not None:
            lines.append(f"{name}({number},{conviction[name]}).")
    return lines + ([f"new_york({number})."] if conviction["new_york"] else _comparison(number, conviction))


def _comparison(number: int, conviction: Flat) -> list[str]:
    """The three open facts of an out-of-state conviction: stated, or left as a choice."""
    lines = [
        f"{side}_open({number})." if conviction[side] is None else f"{side}({number})."
        for side in ("there", "here")
        if conviction[side] is not False
    ]
    if conviction["equivalent"] is None:
        return [*lines, f"equivalent_open({number})."]
    return [*lines, f'equivalent({number},"{conviction["equivalent"]}").']
