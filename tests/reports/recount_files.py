"""The entries of each request, corrected, for a second count: code of its own.

It takes entries as they are exported (plain JSON) and what was opened of the vault, applies corrections, and
walks through them. It folds no state and asks no database.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Data = dict[str, Any]
HOLD_FORMS = {"I-247", "I-247D", "I-247A", "I-247X"}
NOTIFY_FORMS = {"I-247N", "I-247G"}
ASKS = {
    "I-247": {"hold", "notify"},
    "I-247D": {"hold", "notify"},
    "I-247A": {"hold", "notify"},
    "I-247X": {"hold", "notify", "transfer"},
    "I-247N": {"notify"},
    "I-247G": {"notify"},
}
DUTIES = {
    "civil_immigration_enforcement",
    "immigration_presence_or_entry_crimes",
    "immigration_registration_or_document_crimes",
    "mayor_determined_proxy",
}
WIDER, ITEM_5 = date(2026, 1, 29), date(2018, 1, 30)
CIVIL = {"civil_detainer", "judicial_warrant"}
QUESTIONS = {"request", "court_date_inquiry", "warrant_verification", "call_pending"}
LIST = Path(__file__).parents[2] / "policies" / "offences" / "ny-violent-or-serious.yaml"
LISTED = frozenset(re.findall(r"statute: (NY PL [0-9.a-z-]+)", LIST.read_text(encoding="utf-8")))


class File:
    """All entries of one request, as they should have stood."""

    def __init__(self, entries: list[Data], opened: Mapping[int, Data], zone: ZoneInfo) -> None:
        """Apply the corrections and sort what stands by type."""
        self.entries, self.zone, self.opened = entries, zone, opened
        self.person = next((each["person"] for each in entries if each["person"]), None)
        self.by: dict[str, list[Data]] = defaultdict(list)
        for line in standing(entries, opened):
            self.by[line["kind"]].append(line)
        self.received = self.by["request.received"][-1] if self.by["request.received"] else None

    def day(self, moment: str) -> date:
        """Give the local day of a moment."""
        return datetime.fromisoformat(moment).astimezone(self.zone).date()

    @property
    def asks(self) -> set[str]:
        """What the request asks."""
        if self.received is None:
            return set()
        stated = self.received.get("asks")
        return set(stated) if stated is not None else set(ASKS.get(self.received["form"], ()))

    @property
    def asks_hold(self) -> bool:
        """Whether it asks to hold."""
        return self.received is not None and (self.received["form"] in HOLD_FORMS or "hold" in self.asks)

    @property
    def requester(self) -> str | None:
        """Who sent it."""
        if self.received is None:
            return None
        stated = (self.received.get("requester") or {}).get("agency")
        return stated or ("ICE" if self.received["form"] in HOLD_FORMS | NOTIFY_FORMS else None)

    def federal(self, *, wider: bool) -> bool:
        """Whether federal immigration authorities sent it."""
        assert self.received is not None
        duties = set((self.received.get("requester") or {}).get("duties") or ())
        late = wider and self.day(self.received["happened_at"]) >= WIDER
        return self.requester in {"ICE", "CBP"} or (late and bool(duties & DUTIES))

    @property
    def counted(self) -> bool:
        """Whether it counts as received."""
        return self.received is not None and not self.by["request.duplicated"]

    @property
    def received_on(self) -> date | None:
        """The local day it came."""
        return self.day(self.received["happened_at"]) if self.received else None

    @property
    def moves(self) -> list[Data]:
        """Every transfer."""
        return self.by["person.transferred"]

    @property
    def left(self) -> Data | None:
        """The last time the person left custody; going to court is none."""
        out = [each for each in self.moves if each["to"] != "court"] + self.by["person.released"]
        return max(out, key=lambda each: int(each["seq"]), default=None)

    def hold_end(self, hold: Data) -> Data | None:
        """The entry that ended a hold: its own, or the person's leaving."""
        own = [each for each in self.by["hold.ended"] if each["hold"] == hold["seq"]]
        if own:
            return own[0]
        out = sorted(
            [each for each in self.moves if each["to"] != "court"] + self.by["person.released"],
            key=lambda each: int(each["seq"]),
        )
        began = datetime.fromisoformat(hold["happened_at"])
        return next((each for each in out if datetime.fromisoformat(each["happened_at"]) >= began), None)

    def until(self, hold: Data) -> datetime:
        """When a hold became unlawful."""
        moved = [each for each in self.by["clock.recomputed"] if each["hold"] == hold["seq"]]
        return datetime.fromisoformat((moved[-1] if moved else hold)["until"])

    @property
    def outcomes(self) -> Data:
        """The latest decision's outcomes, as people left them."""
        made = self.by["decision.made"]
        if not made:
            return {}
        told = dict(made[-1]["outcomes"])
        for each in self.by["decision.overridden"]:
            if each["decision"] == made[-1]["seq"]:
                told[each["act"]] = each["outcome"]
        return told

    @property
    def deadline(self) -> datetime | None:
        """When a hold became, or would have become, unlawful."""
        if self.by["hold.started"]:
            return self.until(self.by["hold.started"][-1])
        made = self.by["decision.made"]
        until = made[-1].get("until") if made else None
        allowed = self.outcomes.get("hold") in {"may", "must"}
        return datetime.fromisoformat(until) if allowed and until else None

    @property
    def status(self) -> str:
        """How it came out."""
        holds, left = self.by["hold.started"], self.left
        if any(self.hold_end(hold) is None for hold in holds):
            return "held"
        if self.by["request.duplicated"]:
            return "duplicate"
        if self._moved_in_time():
            return "moved_before_expiry"
        if holds or (left and left.get("to") in {"federal_immigration", "federal_criminal"}):
            return "honored"
        if self.by["request.cancelled"]:
            return "cancelled"
        if self.by["request.superseded"]:
            return "superseded"
        if left:
            return "not_honored" if self.by["decision.made"] else "released"
        return self._waiting()

    def _moved_in_time(self) -> bool:
        left, holds, moved = self.left, self.by["hold.started"], None
        if left and left.get("to") == "another_local_agency":
            moved = left
        elif holds:
            end = self.hold_end(holds[-1])
            moved = end if end and end.get("reason") == "moved_to_another_agency" else None
        return (
            moved is not None
            and self.deadline is not None
            and datetime.fromisoformat(moved["happened_at"]) < self.deadline
        )

    def _waiting(self) -> str:
        made = self.by["decision.made"]
        changing = {
            "paper.attached", "fact.stated", "record.searched", "custody.stated", "opinion.given",
            "identity.questioned", "identity.settled", "entry.corrected",
        }  # fmt: skip
        if self.by["identity.questioned"] and not self._settled():
            return "stopped"
        answered = {each["asked"] for each in self.by["opinion.given"]}
        if any(each["seq"] not in answered for each in self.by["opinion.asked"]):
            return "waiting_facts"
        if not made or any(e["seq"] > made[-1]["seq"] and kind_of(e) in changing for e in self.entries):
            return "open"
        asked = ["hold"] if "hold" in made[-1]["asks"] else made[-1]["asks"]
        told = [self.outcomes.get(act) for act in asked]
        if "not_established" in told:
            return "waiting_facts"
        return "not_honored" if told and all(each == "must_not" for each in told) else "decided"

    def _settled(self) -> bool:
        for asked in self.by["identity.questioned"]:
            said = {
                e["actor"]: e["same"] for e in self.by["identity.settled"] if e["questioned"] == asked["seq"]
            }
            if len(said) < 2 or set(said.values()) != {"yes"}:
                return False
        return True

    @property
    def basis(self) -> str | None:
        """What the outcome rests on."""
        holds = self.by["hold.started"]
        own = holds[-1]["basis"] if holds else None
        out = [each for each in self.moves if each["to"] != "court"]
        last = max(out, key=lambda each: int(each["seq"]), default=None)
        if last and last["to"] in {"federal_immigration", "federal_criminal"}:
            return last.get("basis") or own
        return own

    def record(self) -> tuple[bool | None, bool, str | None]:
        """What the opened record shows: a listed conviction, a possible match, the ticked box."""
        if any(kind_of(each) in {"record.shredded", "record.sealed"} for each in self.entries):
            return None, False, None
        found, facts = None, dict[str, str]()
        for each in self.by["record.searched"]:
            found = each["convictions"] if each.get("convictions") is not None else found
            facts |= each.get("facts") or {}
        for each in self.by["fact.stated"]:
            facts[each["fact"]] = each["value"]
        box = self.received.get("box") if self.received else None
        match = facts.get("terrorist_database_match") == "yes"
        if found is None:
            return None, match, box
        told = [self._listed(number, each) for number, each in enumerate(found)]
        listed = True if True in told else None if None in told else False
        return listed, match, box

    def _listed(self, number: int, conviction: Data) -> bool | None:
        equal = conviction.get("equivalent_to")
        for each in self.by["opinion.given"]:
            if each["fact"] == f"convictions[{number}].equivalent_to":
                equal = each["value"]
        if conviction["statute"].startswith("NY "):
            return conviction["statute"] in LISTED
        if equal is None:
            return None
        return equal in LISTED


def kind_of(entry: Data) -> str:
    """Give the type of an entry, without its version."""
    return str(entry["entry"]).partition("/")[0]


def standing(entries: list[Data], opened: Mapping[int, Data]) -> list[Data]:
    """Give what each entry says after its corrections, void ones left out, in order."""
    told = {
        each["seq"]: {
            **each["fields"], **opened.get(each["seq"], {}),
            "seq": each["seq"], "kind": kind_of(each), "happened_at": each["happened_at"],
            "person": each["person"], "request": each["request"], "actor": each["actor"]["id"],
        }
        for each in entries
    }  # fmt: skip
    void = set[int]()
    for each in sorted(entries, key=lambda one: -int(one["seq"])):
        if kind_of(each) != "entry.corrected" or each["seq"] in void:
            continue
        said = told[each["seq"]]
        if said["because"] == "void":
            void.add(said["corrects"])
    for each in entries:
        said = told[each["seq"]]
        if said["kind"] == "entry.corrected" and each["seq"] not in void and said["because"] != "void":
            told[said["corrects"]].update({**(said.get("fields") or {}), **(said.get("values") or {})})
    return [told[each["seq"]] for each in entries if each["seq"] not in void]
