"""Made-up records: listed and unlisted crimes, look-backs on the line, jail that tolls, other states' law."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from .generate_when import Moments
from .oracle_record import CRIMES, SECTIONS_HOLDING_FELONIES_AND_MISDEMEANORS, years_before

Conviction = dict[str, Any]
WHOLE_SECTIONS = tuple(
    f"NY PL {entry['section']}"
    for entry in CRIMES
    if entry["edition"] == "LL 59/2014"
    and not entry["subdivision"]
    and entry["section"] not in SECTIONS_HOLDING_FELONIES_AND_MISDEMEANORS
)
BY_RULE = tuple(f"NY PL {entry['section']}" for entry in CRIMES if entry["edition"] == "39 RCNY 2-01")
SUBDIVISIONS = (
    *("NY PL 120.04-a", "NY PL 120.04-a(4)", "NY PL 120.04-a(2)", "NY PL 135.65", "NY PL 135.65(2)"),
    *("NY PL 135.65(2)(b)", "NY PL 135.65(2)(a)", "NY PL 230.25(2)", "NY PL 230.25(1)", "NY PL 265.02"),
    *("NY PL 265.02(1)", "NY PL 265.02(2)", "NY PL 265.02(5)", "NY PL 265.02(8)", "NY PL 265.02(9)"),
    *("NY PL 265.35(2)", "NY PL 265.35(3)", "NY PL 405.16(1)", "NY PL 405.16", "NY PL 160.10(1)"),
)
UNLISTED = ("NY PL 155.25", "NY PL 140.20", "NY PL 155.30", "NY PL 220.03", "NY PL 120.00", "NY PL 105.10")
EXCEPTED_IN_2013 = (
    *("NY PL 230.00", "NY PL 240.37", "NY VTL 511(1)", "NY VTL 511(2)(a)(i)", "NY VTL 511(2)(a)(iv)"),
    *("NY VTL 511(2)(a)(ii)", "NY VTL 511(2)(a)", "NY VTL 511", "NY PL 240.37(2)"),
)
ELSEWHERE = ("NJ 2C:15-1", "CA PC 211", "FL 812.13", "PA 18-3701", "18 USC 1951", "21 USC 841")
NOT_AN_EQUIVALENT = ("none", "NY PL 155.25", "NY PL 140.20", "NY PL 265.02(1)")
KINDS = (
    "listed",
    "subdivision",
    "mixed",
    "by_rule",
    "attempt",
    "other_limb",
    "unlisted",
    "excepted",
    "elsewhere",
)
DAY = timedelta(days=1)
LOCAL_LAW_59 = date(2014, 12, 14)
WHILE_THE_LIST_GREW = (date(2018, 9, 1), date(2020, 8, 31))


def convictions(rng: Random, when: Moments, goal: str) -> list[Conviction] | None:
    """A record: None where nobody looked, an empty list where there is none, else up to five convictions."""
    unknown, none = {"any": (10, 20), "clock": (20, 40), "record": (0, 0)}.get(goal, (4, 6))
    shape = rng.choices(("unknown", "none", "some"), (unknown, none, 100))[0]
    if shape != "some":
        return None if shape == "unknown" else []
    record: list[Conviction] = []
    count = 1 if goal == "record" and rng.random() < 0.7 else rng.choice((1, 1, 1, 2, 2, 3))
    for _ in range(count):
        record += with_dates(rng, crime(rng, when), when)
    rng.shuffle(record)
    return record


def crime(rng: Random, when: Moments) -> Conviction:
    """What somebody was convicted of, without dates: often what the law of that day is awkward about."""
    weights = (31, 10, 3, 9, 7, 6, 7, 5, 28)
    if when.last_day < LOCAL_LAW_59:
        weights = (14, 6, 2, 4, 4, 6, 24, 26, 14)
    elif WHILE_THE_LIST_GREW[0] <= when.last_day <= WHILE_THE_LIST_GREW[1]:
        weights = (20, 8, 2, 26, 16, 4, 4, 2, 18)
    kind = rng.choices(KINDS, weights)[0]
    if kind == "elsewhere":
        return from_elsewhere(rng)
    pools = {
        "listed": WHOLE_SECTIONS,
        "subdivision": SUBDIVISIONS,
        "mixed": ("NY PL 265.10", "NY PL 265.10(1)"),
        "by_rule": BY_RULE,
        "attempt": (*WHOLE_SECTIONS[:6], "NY PL 265.02(3)", *BY_RULE, "NY PL 155.30"),
        "other_limb": ("NY VTL 600(2)(a)", "NY VTL 600", "NY PL 485.05"),
        "unlisted": UNLISTED,
        "excepted": EXCEPTED_IN_2013,
    }
    made: Conviction = {"statute": rng.choice(pools[kind])}
    if kind == "attempt":
        made["attempt"] = rng.choice(("yes", True))
    elif rng.random() < 0.1:
        made["attempt"] = rng.choice(("no", False))
    graded = classes(kind)
    grade = rng.choices(tuple(graded), tuple(graded.values()))[0]
    if grade:
        made["class"] = grade
    return made


def classes(kind: str) -> dict[str, int]:
    """How often each class is stated for a kind of crime; the empty one is left out."""
    if kind == "excepted":
        return {"misdemeanor": 80, "": 20}
    if kind == "unlisted":
        return {"felony": 40, "misdemeanor": 40, "": 20}
    return {"felony": 58, "": 32, "misdemeanor": 8, "violation": 2}


def from_elsewhere(rng: Random) -> Conviction:
    """Another state's or a federal conviction, at any stage of counsel's review."""
    made: Conviction = {"statute": rng.choice(ELSEWHERE)}
    grade = rng.choice(("felony", "felony", "misdemeanor", ""))
    if grade:
        made["class"] = grade
    found = rng.choices(("listed", "by_rule", "no", "open"), (45, 10, 15, 30))[0]
    if found == "open":
        made |= {"equivalent_to": None} if rng.random() < 0.3 else {}
    else:
        pool = {"listed": WHOLE_SECTIONS, "by_rule": BY_RULE, "no": NOT_AN_EQUIVALENT}[found]
        made["equivalent_to"] = rng.choice(pool)
    terms = rng.choices(("both", "one", "left out"), (60, 28, 12))[0]
    if terms == "both":
        made["over_one_year"] = {"there": rng.choice(("yes", True)), "here": rng.choice(("yes", True))}
    if terms == "one":
        pair: dict[str, Any] = {"there": "yes", "here": "yes"}
        pair[rng.choice(("there", "here"))] = rng.choice(("no", False, "unknown", None))
        made["over_one_year"] = pair
    return made


def with_dates(rng: Random, made: Conviction, when: Moments) -> list[Conviction]:
    """The conviction with its adjudication and dates; or with an older one that holds the jail time."""
    adjudication = rng.choices(("adult", "youthful_offender", "juvenile_delinquent", ""), (86, 5, 3, 6))[0]
    if adjudication:
        made["adjudication"] = adjudication
    judgment, jail = judgment_and_jail(rng, when)
    if rng.random() < 0.05:
        return [made | {"plea_on": judgment.isoformat()}]  # pleaded, not yet sentenced
    made["judgment_on"] = judgment.isoformat()
    earliest = min([judgment, *(date.fromisoformat(period["from"]) for period in jail)])
    if rng.random() < 0.5:
        made["committed_on"] = (earliest - rng.randint(1, 500) * DAY).isoformat()
    if rng.random() < 0.2:
        made["plea_on"] = (judgment - rng.randint(0, 1) * DAY).isoformat()
    if not jail:
        return [made]
    if may_hold_listed_time(made) and rng.random() < 0.7:
        return [made | {"incarcerated": jail}]
    older = {"statute": "NY PL 140.30", "class": "felony", "adjudication": "adult", "incarcerated": jail}
    return [made, older | {"judgment_on": (earliest - rng.randint(1, 300) * DAY).isoformat()}]


def may_hold_listed_time(made: Conviction) -> bool:
    """Whether jail under this conviction can be called jail for a listed crime without contradiction."""
    return made["statute"] in WHOLE_SECTIONS or made.get("equivalent_to") in WHOLE_SECTIONS


def judgment_and_jail(rng: Random, when: Moments) -> tuple[date, list[dict[str, Any]]]:
    """A judgment day, often on the line of a look-back, and the jail time that may move the line."""
    five, ten = years_before(when.arrested, 5), years_before(when.arrested, 10)
    shape = rng.choices(("line", "tolled", "recent", "old", "ten", "after"), (18, 24, 28, 16, 8, 6))[0]
    if shape == "tolled":
        days = rng.randint(1, 700)
        judgment = five - (days + rng.randint(-2, 2)) * DAY
        return judgment, jail_of(rng, judgment, days, when)
    days_after = (when.last_day - when.arrested).days
    judgments = {
        "line": five + rng.randint(-2, 2) * DAY,
        "recent": when.arrested - rng.randint(3, 1800) * DAY,
        "old": when.arrested - rng.randint(1830, 9000) * DAY,
        "ten": ten + rng.randint(-2, 2) * DAY,
        "after": when.arrested + rng.randint(0, days_after) * DAY,
    }
    return judgments[shape], []


def jail_of(rng: Random, judgment: date, days: int, when: Moments) -> list[dict[str, Any]]:
    """Jail that covers exactly so many days after the judgment: whole, overlapping, or cut at either end."""
    first = judgment + rng.randint(0, 200) * DAY
    middle = first + rng.randint(1, days) * DAY
    overlap = rng.randint(0, 30) * DAY
    end_day = min(when.last_day, when.arrested + rng.randint(0, 20) * DAY)
    shapes = (
        [(first, first + days * DAY)],
        [(first, middle), (max(first, middle - overlap), first + days * DAY)],
        [(judgment - rng.randint(1, 90) * DAY, judgment + days * DAY)],
        [(when.arrested - days * DAY, end_day)],
        [(first, first + days * DAY), (first, middle)],
    )
    jail: list[dict[str, Any]] = [
        {"from": start.isoformat(), "before": end.isoformat(), "for_listed": rng.choice(("yes", True))}
        for start, end in rng.choice(shapes)
        if start < end
    ]
    if rng.random() < 0.3:
        other: dict[str, Any] = {
            "from": (judgment + DAY).isoformat(),
            "before": (judgment + 40 * DAY).isoformat(),
        }
        decoys: tuple[dict[str, Any], ...] = ({"for_listed": "no"}, {"for_listed": "unknown"}, {})
        jail.append(other | rng.choice(decoys))
    rng.shuffle(jail)
    return jail
