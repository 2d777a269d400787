"""Who "has been convicted": § 14-154(a)(2) and (a)(6), and the older test of Local Law 21 of 2013.

Every function here is two-valued and reads a case whose open questions have been filled in.
What the law says must be *indicated* is simply not there when the file does not show it.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .values import Case, day, day_in_the_city, moment_of_the_act, says_yes

Conviction = dict[str, Any]
Statute = tuple[str, str, tuple[str, ...]]

CHAPTER_189_IN_FORCE = date(2018, 11, 13)
RULE_2_01_PROPOSED = date(2019, 8, 12)
RULE_2_01_CODIFIED = date(2020, 2, 3)
SECTIONS_HOLDING_FELONIES_AND_MISDEMEANORS = {"265.10"}
STATUTE = re.compile(r"NY (PL|VTL) ([0-9.]+(?:-[a-z])?)((?:\([^)]+\))*)")
CRIMES = json.loads((Path(__file__).parent / "crimes.json").read_text(encoding="utf-8"))["entries"]


def read_statute(text: str) -> Statute | None:
    """Split `NY PL 265.02(4)` into law, section and subdivisions; None for any other law."""
    found = STATUTE.fullmatch(text)
    if found is None:
        return None
    return found[1], found[2], tuple(re.findall(r"\(([^)]+)\)", found[3]))


def today(case: Case) -> date:
    """The day whose law applies: the day of the act in the city."""
    return day_in_the_city(moment_of_the_act(case))


def is_new_york(conviction: Conviction) -> bool:
    """Whether the conviction is under New York's own law."""
    return str(conviction["statute"]).startswith("NY ")


# --- (a)(6): a violent or serious crime -----------------------------------------------------------


def entry_names(entry: dict[str, str], statute: Statute) -> bool:
    """Whether one entry of the list names this statute. A subdivision left unstated is not shown."""
    law, section, stated = statute
    if law != "PL" or section != entry["section"]:
        return False
    wanted = tuple(re.findall(r"\(([^)]+)\)", entry["subdivision"]))
    if "-" in entry["subdivision"]:  # "(2)-(8)": one entry for a run of subdivisions
        low, high = int(wanted[0]), int(wanted[1])
        return bool(stated) and stated[0].isdigit() and low <= int(stated[0]) <= high
    return stated[: len(wanted)] == wanted


def on_edition(statute: Statute, edition: str) -> bool:
    """Whether an edition of the list has an entry naming this statute."""
    return any(entry["edition"] == edition and entry_names(entry, statute) for entry in CRIMES)


def rule_2_01_in_force(case: Case) -> bool:
    """39 RCNY § 2-01: not before its proposal closed, certainly once codified; between them as filled in."""
    if RULE_2_01_PROPOSED <= today(case) < RULE_2_01_CODIFIED:
        return bool(case["filled_in"]["rule_2_01_in_force"])
    return today(case) >= RULE_2_01_CODIFIED


def on_list_i(statute: Statute, case: Case) -> bool:
    """(a)(6)(i): the list in the law itself, with the section that chapter 189 of 2018 added."""
    if on_edition(statute, "LL 59/2014"):
        return True
    return today(case) >= CHAPTER_189_IN_FORCE and on_edition(statute, "L.2018 ch. 189")


def on_list_v(statute: Statute, case: Case) -> bool:
    """(a)(6)(v): the crimes added by rule."""
    return rule_2_01_in_force(case) and on_edition(statute, "39 RCNY 2-01")


def is_listed_felony(conviction: Conviction, statute: Statute) -> bool:
    """Whether it was the felony: a listed section is one unless stated otherwise or mixed."""
    stated = conviction.get("class")
    if stated is None:
        return statute[1] not in SECTIONS_HOLDING_FELONIES_AND_MISDEMEANORS
    return bool(stated == "felony")


def violent_or_serious(conviction: Conviction, case: Case) -> bool:
    """(a)(6), limb by limb, for a conviction under New York law."""
    statute = read_statute(conviction["statute"])
    if statute is None:
        return False
    stated_felony = conviction.get("class") == "felony"
    if says_yes(conviction.get("attempt")):
        return stated_felony and on_list_i(statute, case)  # limb (iii) reaches the list in (i) alone
    if statute[:2] == ("PL", "485.05") or statute[:2] == ("VTL", "600"):
        return stated_felony  # limbs (ii) and (iv)
    listed = on_list_i(statute, case) or on_list_v(statute, case)
    return listed and is_listed_felony(conviction, statute)


def equivalent_of_listed(conviction: Conviction, case: Case) -> bool:
    """(a)(2), second half: a predicate felony (PL 70.06(1)(b)(i)) and the equivalent of a listed crime."""
    found = read_statute(str(conviction["equivalent_to"]))
    if found is None:
        return False  # counsel found none
    terms = conviction["over_one_year"]
    if not (says_yes(terms["there"]) and says_yes(terms["here"])):
        return False
    attempt = says_yes(conviction.get("attempt"))
    return on_list_i(found, case) or (on_list_v(found, case) and not attempt)


# --- (a)(2): convicted ----------------------------------------------------------------------------


def judgment_entered(conviction: Conviction) -> bool:
    """CPL 1.20(15): sentence imposed and entered. A plea that awaits sentence is not yet a judgment."""
    return bool(conviction.get("judgment_on"))


def as_an_adult(conviction: Conviction) -> bool:
    """(a)(2)(i): not a youthful offender, not a juvenile delinquent, nor the like elsewhere."""
    return bool(conviction.get("adjudication") == "adult")


def convicted_ever(conviction: Conviction, case: Case) -> bool:
    """A conviction of a violent or serious crime, whatever its age: what (b)(2) asks."""
    if not (judgment_entered(conviction) and as_an_adult(conviction)):
        return False
    if is_new_york(conviction):
        return violent_or_serious(conviction, case)
    return equivalent_of_listed(conviction, case)


def years_before(when: date, years: int) -> date:
    """The same calendar day so many years earlier; 29 February becomes 28 February in a common year."""
    try:
        return when.replace(year=when.year - years)
    except ValueError:
        return when.replace(year=when.year - years, day=28)


def tolled_days(conviction: Conviction, case: Case) -> int:
    """Distinct days in jail for a violent or serious crime, from this judgment to the instant arrest."""
    first, last = day(conviction["judgment_on"]), day(case["custody"]["arrested_on"])
    in_jail: set[date] = set()
    for any_conviction in case.get("convictions") or ():
        for period in any_conviction.get("incarcerated") or ():
            if says_yes(period.get("for_listed")):
                in_jail |= days_from(max(first, day(period["from"])), min(last, day(period["before"])))
    return len(in_jail)


def days_from(first: date, before: date) -> set[date]:
    """Every day from `first` up to, not including, `before`."""
    return {first + timedelta(days=count) for count in range(max(0, (before - first).days))}


def within_five_years(conviction: Conviction, case: Case) -> bool:
    """(a)(2)(ii): out if "at least five years" passed before the arrest, jail for listed crimes apart."""
    arrested = day(case["custody"]["arrested_on"])
    line = years_before(arrested, 5) - timedelta(days=tolled_days(conviction, case))
    return day(conviction["judgment_on"]) > line


def convicted(conviction: Conviction, case: Case) -> bool:
    """A conviction of a violent or serious crime as (b)(1) asks it: inside the look-back."""
    return convicted_ever(conviction, case) and within_five_years(conviction, case)


# --- Local Law 21 of 2013: a covered crime --------------------------------------------------------

NOT_COVERED = (
    ("PL", "230.00", ()),
    ("PL", "240.37", ()),
    ("VTL", "511", ("1",)),
    ("VTL", "511", ("2", "a", "i")),
    ("VTL", "511", ("2", "a", "iv")),
)


def may_be_excepted(text: str) -> bool:
    """Whether a statute is one of the exceptions, or is too loosely stated to say it is not."""
    statute = read_statute(text)
    if statute is None:
        return False
    law, section, stated = statute
    for excepted_law, excepted_section, path in NOT_COVERED:
        shorter = min(len(stated), len(path))
        if (law, section) == (excepted_law, excepted_section) and stated[:shorter] == path[:shorter]:
            return True
    return False


def covered_crime_of_2013(conviction: Conviction, case: Case) -> bool:
    """A felony ever, or a misdemeanor with judgment less than ten years before the arrest."""
    if not (judgment_entered(conviction) and as_an_adult(conviction)):
        return False
    if may_be_excepted(conviction["statute"]):
        return False
    if conviction.get("class") == "felony":
        return True
    arrested = case["custody"].get("arrested_on")
    if conviction.get("class") != "misdemeanor" or not arrested:
        return False
    return day(conviction["judgment_on"]) > years_before(day(arrested), 10)
