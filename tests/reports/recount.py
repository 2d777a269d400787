"""A second count of every report, from entries alone: code of its own, and nothing of `holdlaw.reports`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .recount_files import CIVIL, ITEM_5, QUESTIONS, Data, File, kind_of, standing


class Recount:
    """Everything of one agency, to count over a period: the days `first` to `last`."""

    def __init__(self, entries: Iterable[Data], opened: Mapping[int, Data], agency: str) -> None:
        """Sort the agency's entries by request."""
        own = [each for each in entries if each["agency"] == agency]
        joined = [each for each in own if kind_of(each) == "agency.joined"]
        self.agency, self.zone = agency, ZoneInfo(joined[-1]["fields"]["zone"])
        by_request: dict[str, list[Data]] = defaultdict(list)
        for each in own:
            if each["request"]:
                by_request[each["request"]].append(each)
        self.files = {name: File(each, opened, self.zone) for name, each in by_request.items()}
        loose = [each for each in own if not each["request"]]
        self.loose = [each for each in standing(loose, opened) if each["kind"] == "contact.logged"]
        self.first, self.last, self.wider = date.min, date.max, False

    def over(self, first: date, last: date, *, wider: bool = False) -> Recount:
        """Take a period, and whether the wider definition of New York City is in the law."""
        self.first, self.last, self.wider = first, last, wider
        return self

    def inside(self, moment: str) -> bool:
        """Whether a moment falls on a local day of the period."""
        day = datetime.fromisoformat(moment).astimezone(self.zone).date()
        return self.first <= day <= self.last

    def received(self, *, hold: bool | None = True, federal: bool = True) -> list[File]:
        """The requests that came in the period."""
        return [
            file
            for file in self.files.values()
            if file.counted
            and file.received is not None
            and self.inside(file.received["happened_at"])
            and (hold is None or file.asks_hold is hold)
            and (not federal or file.federal(wider=self.wider))
        ]

    def detainer(self, file: File) -> bool:
        """Whether a request is a detainer, counted or not."""
        return file.received is not None and file.asks_hold and file.federal(wider=self.wider)

    def people(self, found: Iterable[tuple[File, Data]]) -> int:
        """How many people some events are about."""
        return len({file.person or f"request {id(file)}" for file, _ in found})

    def holds(self) -> list[tuple[File, Data]]:
        """The holds on civil detainers that began in the period."""
        return [
            (file, hold)
            for file in self.files.values()
            if self.detainer(file)
            for hold in file.by["hold.started"]
            if hold["basis"] in CIVIL and self.inside(hold["happened_at"])
        ]

    def handed_over(self, *, civil: bool = True) -> list[tuple[File, Data]]:
        """The hand-overs to federal immigration custody in the period."""
        return [
            (file, move)
            for file in self.files.values()
            if not civil or self.detainer(file)
            for move in file.moves
            if move["to"] == "federal_immigration"
            and self.inside(move["happened_at"])
            and (not civil or move.get("basis") in CIVIL)
        ]

    def refused(self) -> list[tuple[File, Data]]:
        """The people for whom the answer was no."""
        found = []
        for file in self.files.values():
            if not (file.counted and self.detainer(file)) or file.status != "not_honored":
                continue
            left = file.left
            moment = left["happened_at"] if left else file.by["decision.made"][-1]["at"]
            if self.inside(moment):
                found.append((file, left or {}))
        return found

    def contacts(self) -> list[tuple[File | None, Data]]:
        """The contacts in the period."""
        own = [(file, each) for file in self.files.values() for each in file.by["contact.logged"]]
        found: list[tuple[File | None, Data]] = [*own, *((None, each) for each in self.loose)]
        return [(file, each) for file, each in found if self.inside(each["happened_at"])]

    def questions(self, purposes: set[str] = QUESTIONS) -> list[tuple[File | None, Data]]:
        """What was asked in the period."""
        return [
            (file, each)
            for file, each in self.contacts()
            if each["direction"] == "incoming" and (each.get("asked") or each["purpose"] in purposes)
        ]

    def answers(self) -> list[tuple[File | None, Data]]:
        """The responses in the period that gave something."""
        return [
            (file, each)
            for file, each in self.contacts()
            if each["direction"] == "outgoing"
            and each.get("given")
            and (
                each["purpose"] == "response"
                or (each["purpose"] == "notice" and file is not None and only_notice(file))
            )
        ]


def only_notice(file: File) -> bool:
    """Whether a request asks for notice of a release, and for no detention."""
    return "notify" in file.asks and not file.asks_hold


def detainer_items(count: Recount) -> Data:
    """Items 1 to 4 of § 14-154(f), by name."""
    return {
        "received": len(count.received()),
        "held": count.people(count.holds()),
        "transferred": count.people(count.handed_over()),
        "refused": count.people(count.refused()),
    }


CONTENTS = {
    "incarceration_status": "incarceration_status",
    "release_date": "release_dates",
    "court_date": "court_dates",
}


def information_items(count: Recount, item: str, *, appointments: bool = False) -> Data:
    """The item on requests for information, with every split."""
    notices = [file for file in count.received(hold=False) if "notify" in file.asks]
    answers = count.answers()
    asked = count.questions({"request", "court_date_inquiry"})
    told: Data = {f"{item}.requests": len(asked) + len(notices), f"{item}.responses": len(answers)}
    contents = [
        "incarceration_status",
        "release_dates",
        "court_dates",
        *(["appointments"] if appointments else []),
        "other",
    ]
    names = CONTENTS | {"appointment": "appointments"}
    for roman in ("i", "ii", "iii"):
        own = [(file, each) for file, each in answers if file is not None and _of(file, roman)]
        told[f"{item}.{roman}"] = len(own)
        for content in contents:
            for moved in (True, False):
                told[f"{item}.{roman}.{content}.{'transferred' if moved else 'not_transferred'}"] = sum(
                    1
                    for file, each in own
                    if content in {names.get(given, "other") for given in each["given"]}
                    and any(move["to"] == "federal_immigration" for move in file.moves) is moved
                )
    return told


def _of(file: File, roman: str) -> bool:
    listed, match, _ = file.record()
    return {"i": listed is False, "ii": listed is True, "iii": listed is False and match}[roman]


Items = Callable[[Recount], Data]


def after(count: Recount, first: date) -> Recount:
    """Count from a day on."""
    return count.over(max(count.first, first), count.last, wider=count.wider)


def police(count: Recount) -> Data:
    """§ 14-154(f)."""
    own = detainer_items(count)
    told = {"f.1": own["received"], "f.2": own["held"], "f.3": own["transferred"], "f.4": own["refused"]}
    if count.last >= date(2018, 6, 30):
        told |= information_items(after(count, ITEM_5), "f.5")
    return told


def probation(count: Recount) -> Data:
    """§ 9-205(f)."""
    own = detainer_items(count)
    told = {"f.1": own["received"], "f.2": own["held"], "f.3": own["transferred"], "f.4": own["refused"]}
    return told | information_items(after(count, ITEM_5), "f.5", appointments=True)


BOXES: dict[str, set[str | None]] = {
    "i": {"biometrics", "statements"},
    "ii": {"pending_proceedings"},
    "iii": set(),
    "iv": {"final_order"},
    "other": {None, "resume_custody"},
}


def correction(count: Recount) -> Data:
    """§ 9-131(f)."""
    own, received, holds, moved = detainer_items(count), count.received(), count.holds(), count.handed_over()
    told: Data = {"f.1": own["received"]}
    told |= {f"f.1.{name}": sum(f.record()[2] in boxes for f in received) for name, boxes in BOXES.items()}
    told["f.2"] = own["held"]
    told |= {
        f"f.2.{name}": count.people([each for each in holds if each[0].record()[2] in boxes])
        for name, boxes in BOXES.items()
    }
    told |= {
        "f.3": own["transferred"],
        "f.4": count.people([each for each in moved if each[0].record()[0] is True]),
        "f.5": count.people([each for each in moved if each[0].record()[:2] == (False, True)]),
        "f.6": None,
        "f.7": own["refused"],
        "f.8": count.people(_given_up(count)),
    }
    if count.last >= date(2018, 6, 30):
        told |= information_items(after(count, ITEM_5), "f.9")
    return told


def _given_up(count: Recount) -> list[tuple[File, Data]]:
    found = []
    for file in count.files.values():
        for hold in file.by["hold.started"]:
            end = file.hold_end(hold)
            given_up = end is not None and end.get("reason") in {"expired", "disavowed"}
            carried = hold["basis"] in CIVIL and count.detainer(file)
            if end is not None and given_up and carried and count.inside(end["happened_at"]):
                found.append((file, hold))
    return found


def city(count: Recount) -> Data:
    """§ 10-178(d)."""
    count = after(count, ITEM_5)
    return {"d.requests": len(count.received(hold=None, federal=False)) + len(count.questions())}


def illinois(count: Recount) -> Data:
    """5 ILCS 805/25."""
    count = after(count, date(2021, 8, 2))
    all_ = count.received(hold=None, federal=False)
    others = [file for file in all_ if not file.asks_hold and "notify" not in file.asks]
    papers = [
        file
        for file in count.received(hold=None)
        if file.asks_hold
        or "notify" in file.asks
        or any(each["paper"] == "administrative_warrant" for each in file.by["paper.attached"])
    ]
    return {"a.1": len(others) + len(count.questions()), "a.2": len(papers)}


def judges_warrant(file: File) -> bool:
    """Whether a federal judge's civil warrant came with a request."""
    return any(
        each["paper"] == "warrant"
        and each.get("criminal") != "yes"
        and each.get("issuer") in {"article_iii_judge", "federal_magistrate"}
        for each in file.by["paper.attached"]
    )


def district(count: Recount) -> Data:
    """D.C. Code § 24-211.07(d)."""
    papers, asked = count.received(hold=None), len(count.questions())
    status = [file.status for file in papers]
    told: Data = {
        "d.1": len(papers) + asked,
        "d.1.local_charge": None,
        "d.1.federal_charge": None,
        "d.1.judicial_warrant": sum(map(judges_warrant, papers)),
        "d.1.no_judicial_warrant": asked + sum(not judges_warrant(file) for file in papers),
        "d.1.action.granted": sum(each in {"honored", "held"} for each in status),
        "d.1.action.declined": status.count("not_honored"),
        "d.1.action.other": sum(
            each not in {"honored", "held", "not_honored", "duplicate"} for each in status
        ),
        "d.2": len(count.handed_over(civil=False)),
    }
    for name in ("incarceration_status", "release_date", "court_date", "appointment", "other"):
        for wanted in (True, False):
            told[f"d.3.{name}.{'asked' if wanted else 'unasked'}"] = sum(
                1
                for file, each in count.contacts()
                if each["direction"] == "outgoing"
                and name in (each.get("given") or ())
                and _asked(file, each) is wanted
            )
    return told


def _asked(file: File | None, contact: Data) -> bool:
    notice = contact["purpose"] == "notice" and file is not None and "notify" in file.asks
    return contact["purpose"] == "response" or notice


def california(count: Recount) -> Data:
    """Gov. Code § 7284.6(c)(2)."""
    return {"c.2": len(count.handed_over(civil=False)), "c.2.offense": None}


def forum(count: Recount) -> Data:
    """Gov. Code § 7283.1(d)."""
    holds = [
        (file, hold)
        for file in count.files.values()
        for hold in file.by["hold.started"]
        if count.inside(hold["happened_at"])
    ]
    told = [
        (file, each)
        for file, each in count.contacts()
        if each["direction"] == "outgoing" and each.get("given")
    ]

    def people(found: list[tuple[File | None, Data]]) -> int:
        return len({each["person"] or (file and file.person) or "nobody" for file, each in found})

    return {
        "d.persons.hold": count.people(holds),
        "d.persons.transfer": count.people(count.handed_over(civil=False)),
        "d.persons.notification": people([one for one in told if "release_date" in one[1]["given"]]),
        "d.persons.other": people([one for one in told if "release_date" not in one[1]["given"]]),
        "d.demographics": None,
    }


def oregon(count: Recount) -> Data:
    """ORS 181A.826(3)."""
    count = after(count, date(2021, 7, 19))
    papers, asked = count.received(hold=None, federal=False), count.questions()
    nothing = 0
    for file, each in asked:
        later = [
            one
            for one in (file.by["contact.logged"] if file else ())
            if one["direction"] == "outgoing" and one["purpose"] == "response" and one["seq"] > each["seq"]
        ]
        nothing += bool(later) and not any(one.get("given") for one in later)
    refused = sum(file.status == "not_honored" for file in papers)
    return {"3.received": len(papers) + len(asked), "3.declined": refused + nothing}


def texas(count: Recount) -> Data:
    """Gov. Code § 511.0101."""
    before = count.last + timedelta(days=1)
    found: list[tuple[File, Data]] = []
    for file in count.files.values():
        if not (file.counted and file.asks_hold and file.requester == "ICE") or file.received_on is None:
            continue
        left, withdrawn = file.left, file.by["request.cancelled"]
        there = left is None or file.day(left["happened_at"]) >= before
        stands = not withdrawn or file.day(withdrawn[-1]["happened_at"]) >= before
        if file.received_on < before and there and stands:
            found.append((file, {}))
    return {"a.1.M": count.people(found), "a.4": None}


REPORTS: dict[str, Items] = {
    "us-ca/7284-6-c-2": california,
    "us-ca/truth-act-forum": forum,
    "us-dc/24-211-07-d": district,
    "us-il/805-25": illinois,
    "us-ny-nyc-correction/9-131-f": correction,
    "us-ny-nyc-police/14-154-f": police,
    "us-ny-nyc-probation/9-205-f": probation,
    "us-ny-nyc/10-178-d": city,
    "us-or/181a-826": oregon,
    "us-tx/511-0101": texas,
}
"""The second count of each report, by its id."""
