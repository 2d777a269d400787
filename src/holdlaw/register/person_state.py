"""The fold: from all entries about one person to what may still be opened of them, and who asked what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from holdlaw.register.entry import Entry

_DONE_BY = {"seal": "record.sealed", "unseal": "record.unsealed", "shred": "record.shredded"}


@frozen
class Asked:
    """A request to seal, unseal or shred: who asked, on what ground, and who did it, if anybody."""

    seq: int
    what: str
    cite: str
    asked_by: str
    done: int | None
    done_by: str | None

    def as_json(self) -> dict[str, Any]:
        """Give every field; none is private."""
        own = {"seq": self.seq, "what": self.what, "cite": self.cite, "asked_by": self.asked_by}
        return own | {"done": self.done, "done_by": self.done_by}


@frozen
class PersonState:
    """What stands of one person: the requests about them, and whether their record is sealed or shredded.

    A sealed record is opened again by `record.unsealed` alone. No correction undoes a seal or a shredding:
    both happened.
    """

    person: str
    requests: tuple[str, ...]
    agencies: tuple[str, ...]
    sealed: bool
    shredded: bool
    asked: tuple[Asked, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the state as JSON values: public fields alone, the same for the same entries."""
        return {
            "person": self.person,
            "requests": list(self.requests),
            "agencies": list(self.agencies),
            "sealed": self.sealed,
            "shredded": self.shredded,
            "asked": [each.as_json() for each in self.asked],
        }


def person_state(entries: Sequence[Entry]) -> PersonState:
    """Fold all entries about one person, ascending by number.

    Raise ValueError for none, or for two people's.
    """
    people = {entry.person for entry in entries}
    person = people.pop() if len(people) == 1 else None
    if person is None:
        raise ValueError("these are not the entries of one person")
    closing = [entry.kind for entry in entries if entry.kind in ("record.sealed", "record.unsealed")]
    return PersonState(
        person=person,
        requests=tuple(dict.fromkeys(entry.request for entry in entries if entry.request is not None)),
        agencies=tuple(dict.fromkeys(entry.agency for entry in entries)),
        sealed=closing[-1:] == ["record.sealed"],
        shredded=any(entry.kind == "record.shredded" for entry in entries),
        asked=tuple(_asked(entry, entries) for entry in entries if entry.kind == "erasure.asked"),
    )


def _asked(entry: Entry, entries: Sequence[Entry]) -> Asked:
    what = entry.fields["what"]
    answers = (each for each in entries if each.kind == _DONE_BY[what] and each.fields["asked"] == entry.seq)
    done = next(answers, None)
    return Asked(
        entry.seq,
        what,
        entry.fields["cite"],
        entry.actor.id,
        done.seq if done else None,
        done.actor.id if done else None,
    )
