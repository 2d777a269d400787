"""A slow, plain, independent reading of New York City's police detainer law (place `us-ny-nyc-police`).

It is written from the legal text alone and shares nothing with the product. It fills in every
question that the law leaves open in every possible way, reads the statute on each filled-in case
with yes and no only, and answers `not_established` where the readings disagree.

Sources: NYC Admin. Code § 14-154 (Local Law 21 of 2013; Local Law 59 of 2014; L.2018 ch. 189;
Local Law 63 of 2026) and § 10-178(c) (Local Law 228 of 2017); 8 CFR 287.7; People ex rel. Wells v.
DeMarco, 168 A.D.3d 31 (2d Dept 2018); New York Executive Law § 170-k (2026), read only in part.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

from . import oracle_record as record
from .oracle_clock import FORMS_THAT_STATE_48_FLAT_HOURS, city_clock, form_clock, regulation_clock
from .values import (
    FORM_ASKS,
    Case,
    asks,
    instant,
    is_open,
    moment_of_the_act,
    release_due_at,
    says_yes,
)

ACTS = ("hold", "notify", "transfer")
STRICTEST_FIRST = ("must_not", "not_established", "must", "may", "no_rule")
Outcomes = dict[str, str]
Path = tuple[str | int, ...]

LOCAL_LAW_21_IN_FORCE = date(2013, 7, 16)
LOCAL_LAW_59_IN_FORCE = date(2014, 12, 14)
SECTION_10_178_IN_FORCE = date(2018, 1, 30)
WELLS_DECIDED = date(2018, 11, 14)
LOCAL_LAW_63_IN_FORCE = date(2026, 1, 29)
STATE_ACT_IN_FORCE = date(2026, 5, 27)

SEARCH_WINDOW = timedelta(hours=6)
FEDERAL_JUDGES = ("article_iii_judge", "federal_magistrate")
ANY_JUDGE = (*FEDERAL_JUDGES, "state_judge")
DUTIES_OF_LOCAL_LAW_63 = {
    "civil_immigration_enforcement",
    "immigration_presence_or_entry_crimes",
    "immigration_registration_or_document_crimes",
    "mayor_determined_proxy",
}
FACTS_OF_2013 = (
    "pending_covered_case",
    "outstanding_criminal_warrant",
    "known_gang_member",
    "terrorist_database_match",
    "warrant_of_removal",
    "final_order_of_removal",
)


def answer(case: Case) -> dict[str, Outcomes]:
    """The city's answer and the effective one, act by act. Raises KeyError without a release time."""
    readings = [read(filled) for filled in completions(case)]
    return {
        layer: {act: settle({reading[layer][act] for reading in readings}) for act in ACTS}
        for layer in ("city", "effective")
    }


def settle(outcomes: set[str]) -> str:
    """What every reading agrees on; `not_established` where they disagree."""
    return outcomes.pop() if len(outcomes) == 1 else "not_established"


def read(case: Case) -> dict[str, Outcomes]:
    """One reading of a filled-in case: the city alone, and the city with the state and the hold's limits."""
    city, state = city_layer(case), state_layer(case)
    effective = {act: stricter(city[act], state[act]) for act in ACTS}
    if hold_limit_reached(case):
        effective["hold"] = "must_not"
    return {"city": city, "effective": effective}


def stricter(one: str, other: str) -> str:
    """Of two layers' outcomes, the one that wins."""
    return min(one, other, key=STRICTEST_FIRST.index)


# --- What the law leaves open, filled in every way ------------------------------------------------


def completions(case: Case) -> Iterator[Case]:
    """The case once for every way its open questions can turn out; the case itself where there are none."""
    blanks = open_questions(case)
    for choice in product(*(values for _, values in blanks)):
        filled = deepcopy(case)
        for (path, _), value in zip(blanks, choice, strict=True):
            put(filled, path, value)
        yield filled


def put(case: Case, path: Path, value: object) -> None:
    """Write a value at a path of keys and positions, making the mappings on the way."""
    node: Any = case
    for key in path[:-1]:
        if isinstance(key, str) and node.get(key) is None:
            node[key] = {}
        node = node[key]
    node[path[-1]] = value


def open_questions(case: Case) -> list[tuple[Path, tuple[object, ...]]]:
    """Each open question with its possible answers. Under Local Law 21 only the day of the arrest is one."""
    blanks = [] if record.today(case) < LOCAL_LAW_59_IN_FORCE else requester_questions(case)
    if record.RULE_2_01_PROPOSED <= record.today(case) < record.RULE_2_01_CODIFIED:
        blanks.append((("filled_in", "rule_2_01_in_force"), (True, False)))
    convictions = case.get("convictions") or ()
    if convictions and is_open(case["custody"].get("arrested_on")):
        # An arrest so early that every judgment lies inside the look-back, or so late that none does.
        blanks.append((("custody", "arrested_on"), ("1900-01-01", "9999-12-31")))
    if record.today(case) < LOCAL_LAW_59_IN_FORCE:
        return blanks
    for position, conviction in enumerate(convictions):
        if not record.is_new_york(conviction):
            blanks += comparison_questions(position, conviction)
    return blanks


def requester_questions(case: Case) -> list[tuple[Path, tuple[object, ...]]]:
    """Who wrote a letter that names nobody, and what another federal agency does, once its duties matter."""
    requester = case["request"].get("requester") or {}
    where: Path = ("request", "requester")
    if is_open(requester.get("agency")):
        if case["request"]["form"] in FORM_ASKS:
            return []
        ours = {**requester, "agency": "ICE"}
        theirs = {"duties": ["none_of_the_four"], **requester, "agency": "other"}
        return [(where, (ours, theirs))]
    matters = record.today(case) >= LOCAL_LAW_63_IN_FORCE and requester["agency"] not in ("ICE", "CBP")
    if matters and not requester.get("duties"):
        return [((*where, "duties"), (["civil_immigration_enforcement"], ["none_of_the_four"]))]
    return []


def comparison_questions(position: int, conviction: dict[str, Any]) -> list[tuple[Path, tuple[object, ...]]]:
    """What counsel has not yet compared in a conviction from elsewhere."""
    where: Path = ("convictions", position)
    blanks: list[tuple[Path, tuple[object, ...]]] = []
    if is_open(conviction.get("equivalent_to")):
        blanks.append(((*where, "equivalent_to"), ("NY PL 160.10", "none")))
    terms = conviction.get("over_one_year") or {}
    for place in ("there", "here"):
        if is_open(terms.get(place)):
            blanks.append(((*where, "over_one_year", place), (True, False)))
    return blanks


# --- § 14-154(a): definitions ---------------------------------------------------------------------


def a3_federal_immigration_authority(case: Case) -> bool:
    """(a)(3): ICE and CBP always; from Local Law 63 any federal office with one of the four duties."""
    requester = case["request"].get("requester") or {}
    agency = requester.get("agency")
    if is_open(agency):
        return case["request"]["form"] in FORM_ASKS  # their own printed form
    if agency in ("ICE", "CBP"):
        return True
    if record.today(case) < LOCAL_LAW_63_IN_FORCE:
        return False
    return bool(DUTIES_OF_LOCAL_LAW_63 & set(requester.get("duties") or ()))


def a1_civil_immigration_detainer(case: Case) -> bool:
    """(a)(1): a detainer form, or a similar federal request to hold; until Local Law 59 only the forms."""
    is_form = case["request"]["form"] in FORMS_THAT_STATE_48_FLAT_HOURS
    if record.today(case) < LOCAL_LAW_59_IN_FORCE:
        return is_form
    return (is_form or "hold" in asks(case)) and a3_federal_immigration_authority(case)


def a4_judicial_warrant(paper: dict[str, Any]) -> bool:
    """(a)(4): a federal judge's or magistrate's warrant, on probable cause, to take this very person."""
    return (
        paper.get("kind") == "warrant"
        and paper.get("issuer") in FEDERAL_JUDGES
        and says_yes(paper.get("probable_cause"))
        and says_yes(paper.get("authorises_federal_custody"))
        and says_yes(paper.get("names_subject"))
    )


def papers_there(case: Case) -> list[dict[str, Any]]:
    """The papers presented by the moment of the act."""
    papers = case["request"].get("papers") or ()
    return [paper for paper in papers if presented_at(paper, case) <= moment_of_the_act(case)]


def presented_at(paper: dict[str, Any], case: Case) -> datetime:
    """When a paper was presented: where nothing is said, together with the request."""
    return instant(paper.get("presented_at") or case["request"]["received_at"])


def judicial_warrants(case: Case) -> list[dict[str, Any]]:
    """The judicial warrants presented by the moment of the act."""
    return [paper for paper in papers_there(case) if a4_judicial_warrant(paper)]


# --- § 14-154(b): the rule since Local Law 59 of 2014 ---------------------------------------------


def indicated(case: Case) -> bool:
    """(b)(1)(ii): a search at or about the time of release, or a court or government that informed."""
    custody = case["custody"]
    if custody.get("informed_by") in ("court", "government") or not custody.get("search_done_at"):
        return True
    return release_due_at(case) - instant(custody["search_done_at"]) <= SEARCH_WINDOW


def terrorist_match(case: Case) -> bool:
    """A possible match in the terrorist screening database."""
    return says_yes((case.get("facts") or {}).get("terrorist_database_match"))


def reentered(case: Case) -> bool:
    """Illegal re-entry after a previous removal or return."""
    return says_yes((case.get("facts") or {}).get("reentered_after_removal"))


def b1_i_warrant_with_detainer(case: Case) -> bool:
    """(b)(1)(i): a judicial warrant presented at the time the detainer is presented."""
    received = instant(case["request"]["received_at"])
    return any(presented_at(paper, case) <= received for paper in judicial_warrants(case))


def b1_ii_record(case: Case) -> bool:
    """(b)(1)(ii): convicted of a violent or serious crime in the look-back, or a possible match."""
    convictions = case.get("convictions") or ()
    return indicated(case) and (
        terrorist_match(case) or any(record.convicted(one, case) for one in convictions)
    )


def b1_applies(case: Case) -> bool:
    """(b)(1): both the warrant and the record."""
    return b1_i_warrant_with_detainer(case) and b1_ii_record(case)


def b2_applies(case: Case) -> bool:
    """(b)(2): ever convicted and illegally re-entered, or a possible match."""
    convictions = case.get("convictions") or ()
    ever = any(record.convicted_ever(one, case) for one in convictions)
    return indicated(case) and (terrorist_match(case) or (ever and reentered(case)))


def b2_warrant_within_the_period(case: Case) -> bool:
    """(b)(2), last sentence: a judicial warrant presented before the 48 hours end."""
    end = city_clock(case)
    return any(presented_at(paper, case) < end for paper in judicial_warrants(case))


def b2_outcomes(case: Case) -> Outcomes:
    """(b)(2): hold up to the limit without notice; with a warrant in time hand over; at the limit release."""
    if b2_warrant_within_the_period(case):
        return all_acts("may")
    if moment_of_the_act(case) >= city_clock(case):
        return all_acts("must_not")
    return {"hold": "may", "notify": "must_not", "transfer": "must_not"}


def no_detainer(case: Case) -> Outcomes:
    """No detainer: nothing allows a hold, and § 10-178(c) keeps city resources out once it is in force."""
    rest = "must_not" if record.today(case) >= SECTION_10_178_IN_FORCE else "no_rule"
    return {"hold": "must_not", "notify": rest, "transfer": rest}


def section_14_154(case: Case) -> Outcomes:
    """The rule since 14 December 2014; handing over follows holding and notice."""
    if not a1_civil_immigration_detainer(case):
        return no_detainer(case)
    if b1_applies(case):
        return all_acts("may")
    if b2_applies(case):
        return b2_outcomes(case)
    return all_acts("must_not")


# --- Local Law 21 of 2013 -------------------------------------------------------------------------


def section_14_154_of_2013(case: Case) -> Outcomes:
    """The first rule: a ban, lifted by any of seven things the search, a court or the federal side shows."""
    if not a1_civil_immigration_detainer(case):
        return all_acts("no_rule")
    facts = case.get("facts") or {}
    convictions = case.get("convictions") or ()
    lifted = (
        any(says_yes(facts.get(name)) for name in FACTS_OF_2013)
        or case["request"].get("box") == "final_order"
        or any(paper.get("kind") == "I-205" for paper in papers_there(case))
        or any(record.covered_crime_of_2013(one, case) for one in convictions)
    )
    return all_acts("may" if lifted else "must_not")


# --- The layers and the limits --------------------------------------------------------------------


def all_acts(outcome: str) -> Outcomes:
    """The same outcome for each act."""
    return dict.fromkeys(ACTS, outcome)


def city_layer(case: Case) -> Outcomes:
    """The city's law on the day of the act."""
    if record.today(case) < LOCAL_LAW_21_IN_FORCE:
        return all_acts("no_rule")
    if record.today(case) < LOCAL_LAW_59_IN_FORCE:
        return section_14_154_of_2013(case)
    return section_14_154(case)


def judges_warrant(case: Case) -> bool:
    """A warrant by any judge, of the state too, that names this person."""
    return any(
        paper.get("kind") == "warrant"
        and paper.get("issuer") in ANY_JUDGE
        and says_yes(paper.get("names_subject"))
        for paper in papers_there(case)
    )


def state_layer(case: Case) -> Outcomes:
    """Wells: no hold without a judge's warrant. From 27 May 2026 the state's act: all else is unread."""
    if record.today(case) < WELLS_DECIDED:
        return all_acts("no_rule")
    outcomes = all_acts("not_established" if record.today(case) >= STATE_ACT_IN_FORCE else "no_rule")
    if not judges_warrant(case):
        outcomes["hold"] = "must_not"
    return outcomes


def hold_limit_reached(case: Case) -> bool:
    """Whether the form's or the regulation's 48 hours on a request to hold are over."""
    if "hold" not in asks(case) and case["request"]["form"] not in FORMS_THAT_STATE_48_FLAT_HOURS:
        return False
    limits = [regulation_clock(case)]
    printed = form_clock(case)
    if printed is not None:
        limits.append(printed)
    return moment_of_the_act(case) >= min(limits)
