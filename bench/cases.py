"""A seeded maker of 1,000 plain cases in the shape of the public case file.

815 cases state every fact the hold act turns on. 185 leave something unknown, and in exactly 40 of those
the unknown decides: the right answer is `not_established`. Every case asks for a hold on a detainer in New
York City, between April and October 2017, with a search inside the six-hour window, so that only the
clauses under measurement move the answer.

`_on` is a local date, `_at` an instant with its offset. Three values are `yes`, `no`, `unknown`; what is
left out is unknown.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any, Final

from attrs import frozen

from bench.law import LOOKBACK_YEARS, MAY, MUST_NOT, NOT_ESTABLISHED, listed_statutes, years_before
from bench.reference import Case, right_answer, toll_reading_matters

SEED: Final = 14_154
KNOWN: Final = 815
UNKNOWN: Final = {MUST_NOT: 85, MAY: 60, NOT_ESTABLISHED: 40}

_NEW_YORK_SUMMER = timezone(timedelta(hours=-4))
_FIRST_DAY = datetime(2017, 4, 10, tzinfo=_NEW_YORK_SUMMER)
_DAYS = 200
# Listed only in part (one subdivision, or some): a bare section number would be an open question of its own.
_IN_PART = {"120.04-a", "135.65", "230.25", "265.02", "265.35", "405.16"}
_LISTED = tuple(s for s in listed_statutes() if s.removeprefix("NY PL ") not in _IN_PART)
_UNLISTED = ("NY PL 155.30", "NY PL 155.35", "NY PL 165.45", "NY PL 170.10", "NY PL 190.65", "NY PL 220.39")
_ELSEWHERE = ("NJ 2C:15-1", "CA PC 211", "NJ 2C:18-2", "CA PC 459", "NJ 2C:12-1")
_MARKS = ("probable_cause", "authorises_federal_custody", "names_subject")


@frozen
class BenchCase:
    """One case, whether anything in it is unknown, and its right answer."""

    case: Case
    unknown: bool
    answer: str


def make_cases(seed: int = SEED) -> list[BenchCase]:
    """The 1,000 cases in a shuffled order that depends on `seed` alone."""
    rng = Random(seed)
    made = [_draw(rng, _known_case, (MAY, MUST_NOT)) for _ in range(KNOWN)]
    for answer, count in UNKNOWN.items():
        made += [_draw(rng, _partly_unknown_case, (answer,)) for _ in range(count)]
    rng.shuffle(made)
    _check(made)
    return made


def _draw(rng: Random, make: Callable[[Random], Case], wanted: tuple[str, ...]) -> BenchCase:
    """Draw until the answer is a wanted one and does not hang on how the tolling words are read."""
    while True:
        case = make(rng)
        answer = right_answer(case)
        if answer in wanted and not toll_reading_matters(case):
            return BenchCase(case=case, unknown=make is _partly_unknown_case, answer=answer)


def _check(made: list[BenchCase]) -> None:
    """The counts this benchmark is described by. A changed maker must not change them unseen."""
    unknown = Counter(item.answer for item in made if item.unknown)
    known = Counter(item.answer for item in made if not item.unknown)
    if unknown != UNKNOWN or known.total() != KNOWN or set(known) != {MAY, MUST_NOT}:
        raise AssertionError(f"the cases are {dict(known)} known and {dict(unknown)} with unknowns")


def _known_case(rng: Random) -> Case:
    """A case with every fact stated."""
    at = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS), minutes=rng.randrange(8 * 60, 23 * 60))
    received_at = at - timedelta(minutes=rng.randrange(60, 7 * 60))
    arrested_on = (received_at - timedelta(days=rng.randrange(2))).date()
    count = rng.choices((0, 1, 2, 3, 4), weights=(25, 30, 22, 13, 10))[0]
    return {
        "place": "us-ny-nyc-police",
        "at": at.isoformat(),
        "request": {
            "form": "I-247A",
            "received_at": received_at.isoformat(),
            "asks": ["hold", "notify"],
            "requester": {"agency": "ICE"},
            "papers": _papers(rng, received_at),
        },
        "custody": {
            "arrested_on": arrested_on.isoformat(),
            "release_due_at": at.isoformat(),
            "search_done_at": (at - timedelta(minutes=rng.randrange(10, 180))).isoformat(),
        },
        "convictions": [_conviction(rng, arrested_on) for _ in range(count)],
        "facts": {
            "terrorist_database_match": _yes(rng, 0.06),
            "reentered_after_removal": _yes(rng, 0.3),
        },
    }


def _yes(rng: Random, share: float) -> str:
    return "yes" if rng.random() < share else "no"


def _papers(rng: Random, received_at: datetime) -> list[dict[str, Any]]:
    """An administrative paper always; a warrant in about three requests of five, most of them good."""
    signed_on = (received_at - timedelta(days=rng.randrange(1, 20))).date().isoformat()
    papers = [{"kind": rng.choice(("I-200", "I-205")), "signed_on": signed_on}]
    for _ in range(rng.choices((0, 1, 2), weights=(40, 50, 10))[0]):
        late = timedelta(minutes=rng.randrange(5, 50)) if rng.random() < 0.1 else timedelta()
        papers.append(
            {
                "kind": "warrant",
                "issuer": rng.choice(
                    ("article_iii_judge",) * 3 + ("federal_magistrate",) * 5 + ("state_judge",)
                ),
                **{mark: _yes(rng, 0.93) for mark in _MARKS},
                "criminal": "no",
                "signed_on": signed_on,
                "presented_at": (received_at + late).isoformat(),
            }
        )
    rng.shuffle(papers)
    return papers


def _conviction(rng: Random, arrested_on: date) -> dict[str, Any]:
    """A listed New York crime, an unlisted one, or an out-of-state one that counsel has compared."""
    kind = rng.choices(("listed", "unlisted", "elsewhere"), weights=(40, 25, 35))[0]
    judgment_on = _judgment_day(rng, arrested_on)
    conviction: dict[str, Any] = {
        "statute": rng.choice({"listed": _LISTED, "unlisted": _UNLISTED, "elsewhere": _ELSEWHERE}[kind]),
        "class": "felony",
        "committed_on": (judgment_on - timedelta(days=rng.randrange(60, 400))).isoformat(),
        "judgment_on": judgment_on.isoformat(),
        "adjudication": rng.choices(("adult", "youthful_offender"), weights=(88, 12))[0],
    }
    if kind == "elsewhere":
        conviction["equivalent_to"] = rng.choice(_LISTED if rng.random() < 0.75 else _UNLISTED)
        conviction["over_one_year"] = {"there": _yes(rng, 0.85), "here": _yes(rng, 0.9)}
    if rng.random() < 0.4:
        listed = conviction.get("equivalent_to", conviction["statute"]) in _LISTED
        conviction["incarcerated"] = [_jail(rng, judgment_on, arrested_on, "yes" if listed else "no")]
    return conviction


def _judgment_day(rng: Random, arrested_on: date) -> date:
    """A day in the last twelve years; one in ten lies just before, on or just after the five-year line."""
    if rng.random() < 0.1:
        return years_before(arrested_on, LOOKBACK_YEARS) + timedelta(days=rng.choice((-1, 0, 1)))
    return arrested_on - timedelta(days=rng.randrange(200, 12 * 365))


def _jail(rng: Random, judgment_on: date, arrested_on: date, listed: str) -> dict[str, str]:
    """One term in jail between the judgment and the arrest; `before` is the day of leaving."""
    start = judgment_on + timedelta(days=rng.randrange(30))
    end = min(start + timedelta(days=rng.randrange(30, 1500)), arrested_on - timedelta(days=1))
    return {"from": start.isoformat(), "before": end.isoformat(), "for_listed": listed}


def _partly_unknown_case(rng: Random) -> Case:
    """A known case with some of its facts taken away; a few have no record of convictions at all."""
    case = _known_case(rng)
    if rng.random() < 0.03:
        del case["convictions"]
        return case
    blanks = _blanks(case)
    elsewhere = [c for c in case["convictions"] if "equivalent_to" in c]
    if elsewhere and rng.random() < 0.6:
        for conviction in elsewhere:
            _leave_open(rng, conviction)
        blanks = rng.sample(blanks, k=rng.choice((0, 1)))
    for blank in rng.sample(blanks, k=min(len(blanks), rng.choice((1, 1, 2, 3)))):
        blank()
    return case


def _leave_open(rng: Random, conviction: dict[str, Any]) -> None:
    """Nobody has compared this conviction yet, or only in part: take away some of the three open facts."""
    over = conviction["over_one_year"]
    blanks = [_blank(conviction, "equivalent_to"), _blank(over, "there"), _blank(over, "here")]
    for blank in rng.sample(blanks, k=rng.choice((1, 2, 3))):
        blank()


def _blanks(case: Case) -> list[Callable[[], None]]:
    """Every way to make unknown one stated fact that this law then counts as no."""
    blanks = [_blank(case["facts"], name) for name in case["facts"]]
    for paper in (p for p in case["request"]["papers"] if p["kind"] == "warrant"):
        blanks += [_blank(paper, name) for name in ("issuer", *_MARKS)]
    for conviction in case["convictions"]:
        # The list itself says that its entries are felonies, so the class is not a fact to find out.
        blanks += [_blank(conviction, name) for name in ("judgment_on", "adjudication")]
    return blanks


def _blank(holder: dict[str, Any], name: str) -> Callable[[], None]:
    """Take the fact out of the case file: what is left out is unknown."""
    return lambda: holder.pop(name, None)
