"""Made-up requests to New York City's police, in every version of its law: rich, awkward, and all possible.

`cases(seed, count)` makes the same cases from the same seed. Nobody in them is real, and nobody has a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from typing import Any

from .generate_record import convictions
from .generate_when import DAY, MINUTE, Moments, moments, spell
from .oracle import FACTS_OF_2013, LOCAL_LAW_59_IN_FORCE, LOCAL_LAW_63_IN_FORCE
from .oracle_clock import count_working_hours
from .values import FORM_ASKS, Case, day_in_the_city, says_no

PLACE = "us-ny-nyc-police"
Part = dict[str, Any]
WHEN_DUTIES_MATTER = date(2025, 12, 1)
FIRST_PEP_FORM, FIRST_I_247A, FIRST_I_247G = date(2015, 7, 1), date(2017, 4, 2), date(2025, 3, 4)
ISSUERS = ("immigration_judge", "state_judge", "dhs_officer", "unknown")
BOXES = ("final_order", "pending_proceedings", "biometrics", "statements", "resume_custody")
DUTIES = (
    "civil_immigration_enforcement",
    "immigration_presence_or_entry_crimes",
    "immigration_registration_or_document_crimes",
    "mayor_determined_proxy",
)
GOALS = ("b1", "b2", "record", "clock", "any")
PLAIN = ("record", "clock")
"""What a case is drawn towards, and where the request itself should raise no question."""

WARRANTS = {"b1": (0.93, 0.1), "record": (1,), "clock": (0.35, 0.1), "b2": (0.45, 0.1), "any": (0.4, 0.05)}
PRESENTED = {
    "record": (70, 20, 10, 0, 0, 0, 0),
    "b1": (44, 12, 10, 6, 14, 6, 8),
    "clock": (4, 0, 0, 0, 30, 60, 6),
}
"""How often a paper comes at each of the times in `presented`, by what the case is drawn towards."""

LETTER_ASKS = (["hold"], ["hold", "notify"], ["hold", "notify", "transfer"], ["notify"], ["interview"])


def cases(seed: int, count: int) -> Iterator[Case]:
    """So many cases from one seed."""
    rng = Random(seed)
    for _ in range(count):
        yield one_case(rng)


def one_case(rng: Random) -> Case:
    """One case, drawn towards (b)(1), (b)(2), one question of the record, one of the clock, or none."""
    goal = rng.choices(GOALS, (22, 14, 30, 18, 16))[0]
    when = moments(rng, goal)
    case: Case = {"place": PLACE}
    if when.at != when.release or rng.random() < 0.2:
        case["at"] = spell(rng, when.at)
    case["request"] = request(rng, when, goal)
    case["custody"] = custody(rng, when)
    record = convictions(rng, when, goal)
    if record is not None:
        case["convictions"] = record
    known = facts(rng, goal, case)
    if known or rng.random() < 0.5:
        case["facts"] = known
    return case


def three_values(rng: Random, likely_yes: float) -> Part:
    """Yes, no or unknown in any of their spellings, as the value to update with; unknown may be left out."""
    if rng.random() < likely_yes:
        return {"value": rng.choice(("yes", True))}
    spellings: tuple[Part, ...] = (
        {"value": "no"},
        {"value": False},
        {"value": "unknown"},
        {"value": None},
        {},
    )
    return rng.choice(spellings)


def facts(rng: Random, goal: str, case: Case) -> Part:
    """What a search or a government said. Nothing in them contradicts the box ticked or the papers there."""
    match, reentry = {"b2": (0.35, 0.65), "clock": (0.75, 0.4), "record": (0, 0.2)}.get(goal, (0.1, 0.25))
    odds = {"terrorist_database_match": match, "reentered_after_removal": reentry}
    odds |= {name: 0.06 for name in FACTS_OF_2013 if name not in odds and rng.random() < 0.4}
    known: Part = {}
    for name, likely_yes in odds.items():
        for value in three_values(rng, likely_yes).values():
            known[name] = value
    papers = case["request"].get("papers") or ()
    shown = {
        "final_order_of_removal": case["request"].get("box") == "final_order",
        "warrant_of_removal": any(paper["kind"] == "I-205" for paper in papers),
        "outstanding_criminal_warrant": any(paper.get("criminal") == "yes" for paper in papers),
    }
    return {name: value for name, value in known.items() if not (says_no(value) and shown.get(name))}


def custody(rng: Random, when: Moments) -> Part:
    """The arrest, the release, the search and who informed the department."""
    known: Part = {}
    if rng.random() < 0.92:
        known["arrested_on"] = when.arrested.isoformat()
    known["release_due_at"] = spell(rng, when.release)
    if when.search is not None:
        known["search_done_at"] = spell(rng, when.search)
    informed_by = rng.choices(("court", "government", None), (12, 12, 76))[0]
    if informed_by:
        known["informed_by"] = informed_by
    return known


# --- The request ----------------------------------------------------------------------------------


def request(rng: Random, when: Moments, goal: str) -> Part:
    """The paper that came, what it asks, who sent it and what came with it."""
    form = form_in_use(rng, day_in_the_city(when.received), goal)
    made: Part = {"form": form, "received_at": spell(rng, when.received)}
    wanted = asked(rng, form, goal)
    if wanted:
        made["asks"] = wanted
    if form in FORM_ASKS and rng.random() < 0.4:
        made["box"] = rng.choice(BOXES)
    if rng.random() < 0.25:
        made["served_at"] = spell(rng, between(rng, when.received, when.at))
    sender = requester(rng, form, when, goal)
    if sender:
        made["requester"] = sender
    attached = papers(rng, when, goal)
    if attached or rng.random() < 0.5:
        made["papers"] = attached
    return made


def form_in_use(rng: Random, received: date, goal: str) -> str:
    """A form that could be issued on the day it came, or a letter; a plain one asks to hold."""
    forms = ["I-247A", "I-247A", "I-247A"]
    if received < FIRST_PEP_FORM:
        forms = ["I-247", "I-247", "I-247"]
    elif received < FIRST_I_247A:
        forms = ["I-247D", "I-247D", "I-247X", "I-247N"]
    elif received >= FIRST_I_247G:
        forms = ["I-247A", "I-247A", "I-247A", "I-247G"]
    letters = ["letter", "letter", "other"] * (3 if received >= WHEN_DUTIES_MATTER else 1)
    chosen = rng.choice([*forms * 4, *letters])
    return forms[0] if goal in PLAIN and chosen in ("I-247N", "I-247G") else chosen


def asked(rng: Random, form: str, goal: str) -> list[str]:
    """The acts stated in the file; empty where it leaves them to the form. A letter states them."""
    if form not in FORM_ASKS and goal in PLAIN:
        return ["hold", "notify"]
    if form not in FORM_ASKS:
        return list(rng.choices(LETTER_ASKS, (25, 35, 20, 14, 6))[0])
    if goal in PLAIN or rng.random() < 0.7:
        return []
    printed = list(FORM_ASKS[form])
    return rng.choice(
        (printed, printed[:1], printed[1:] or printed, [*printed, "interview"], [*printed, "share"])
    )


def requester(rng: Random, form: str, when: Moments, goal: str) -> Part:
    """Who sent it: empty where the file does not say. Before 2014 only immigration offices send the form."""
    letter = form not in FORM_ASKS
    others = 24 if letter or when.last_day >= LOCAL_LAW_59_IN_FORCE else 0
    weights = (38, 30, 10, others) if letter else (62, 18, 12, others // 3)
    if goal in PLAIN:
        weights = (0, 50, 20, others) if letter else (70, 20, 10, 0)
    agency = rng.choices((None, "ICE", "CBP", "other"), weights)[0]
    if agency is None:
        return {}
    # The duties that decide since 2026 are stated about one sender in two, and more often once they matter.
    stated = rng.random() < (0.7 if when.last_day >= LOCAL_LAW_63_IN_FORCE else 0.3)
    if agency != "other" or not stated:
        return {"agency": agency}
    return {"agency": agency, "duties": rng.sample(DUTIES, rng.choice((1, 1, 2)))}


def between(rng: Random, first: datetime, last: datetime) -> datetime:
    """A whole minute from the first instant to the last, both included."""
    return first + rng.randint(0, max(0, int((last - first) / MINUTE))) * MINUTE


# --- The papers -----------------------------------------------------------------------------------


def papers(rng: Random, when: Moments, goal: str) -> list[Part]:
    """Officers' papers, judges' papers, and papers that only look like a warrant."""
    made: list[Part] = []
    if rng.random() < 0.45:
        made.append({"kind": "I-200"} | ({"issuer": "dhs_officer"} if rng.random() < 0.5 else {}))
    if rng.random() < 0.1:
        made.append({"kind": "I-205", "issuer": "dhs_officer"})
    for chance in WARRANTS[goal]:
        if rng.random() < chance:
            made.append(sound_paper(rng) if goal == "record" else warrant(rng))
    if rng.random() < 0.08:
        made.append(sound_paper(rng) | {"kind": rng.choice(("order", "subpoena", "writ"))})
    rng.shuffle(made)
    return [presented(rng, paper, when, goal) for paper in made]


def sound_paper(rng: Random) -> Part:
    """A paper with everything that § 14-154(a)(4) asks."""
    made: Part = {
        "kind": "warrant",
        "issuer": rng.choice(("article_iii_judge", "federal_magistrate")),
    }
    for field in ("probable_cause", "authorises_federal_custody", "names_subject"):
        made[field] = rng.choice(("yes", True))
    return made


def warrant(rng: Random) -> Part:
    """A judicial warrant; one in four lacks something."""
    made = sound_paper(rng)
    if rng.random() < 0.25:
        flaw = rng.choice(
            ("issuer", "issuer", "probable_cause", "authorises_federal_custody", "names_subject")
        )
        doubtful: tuple[object, ...] = ("no", False, "unknown", None)
        value = rng.choice(ISSUERS) if flaw == "issuer" else rng.choice(doubtful)
        del made[flaw]
        if rng.random() < 0.8:
            made[flaw] = value
    if rng.random() < 0.2:
        made["criminal"] = rng.choice(("no", "unknown"))
    return made


def presented(rng: Random, paper: Part, when: Moments, goal: str) -> Part:
    """The paper with the time it was presented and the day it was signed, in that order."""
    limit = count_working_hours(when.clock_start) + rng.randint(-1, 1) * MINUTE
    times = {
        "unsaid": when.received,
        "with the request": when.received,
        "before it": when.received - rng.randint(1, 3000) * MINUTE,
        "a minute late": when.received + MINUTE,
        "by the act": between(rng, when.received, when.at),
        "around the limit": max(limit, when.received),
        "after the act": when.at + rng.randint(1, 600) * MINUTE,
    }
    shape = rng.choices(tuple(times), PRESENTED.get(goal, (24, 8, 6, 6, 30, 20, 6)))[0]
    made = dict(paper)
    if shape != "unsaid":
        made["presented_at"] = spell(rng, times[shape])
    if rng.random() < 0.6:
        latest = min(day_in_the_city(times[shape]), when.last_day)
        made["signed_on"] = (latest - rng.choice((0, 0, 1, 2, rng.randint(3, 90))) * DAY).isoformat()
    elif rng.random() < 0.3:
        made["signed"] = rng.choice(("yes", True))
    return made
