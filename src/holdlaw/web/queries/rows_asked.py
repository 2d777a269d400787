"""Which law is asked about many rows: places or bills, a day or each row's own, acts."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from attrs import frozen
from django.http import QueryDict

from holdlaw.core.case import Act
from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_bills import law_names
from holdlaw.web.queries.typed_moments import read_day


@frozen
class Asked:
    """The law of one or two places on a day, or on each row's own, about some acts."""

    places: tuple[str, ...]
    """Names of places, or of bills."""
    on: date | None
    acts: tuple[Act, ...]

    @property
    def query(self) -> str:
        """Write it as an address carries it."""
        told = [*(("place", name) for name in self.places), *(("act", act.value) for act in self.acts)]
        return urlencode([*told, ("on", self.on.isoformat())] if self.on else told)

    @property
    def words(self) -> tuple[str, ...]:
        """Write it as the options of the command."""
        places = [word for name in self.places for word in ("--place", name)]
        acts = [word for act in self.acts for word in ("--act", act.value)]
        return (*places, *acts, *(("--on", self.on.isoformat()) if self.on else ()))

    @property
    def name(self) -> str:
        """Write it as a part of a file name."""
        day = self.on.isoformat() if self.on else "own-day"
        return "_".join(("--".join(self.places), "-".join(act.value for act in self.acts), day))


@frozen
class Read:
    """What was asked, and what of it cannot be read: `place`, `on`, `act`. `asked` None: not all is told."""

    asked: Asked | None
    wrong: tuple[str, ...]
    typed: tuple[str, ...]
    """The places, as they were chosen or are proposed."""
    on: str
    acts: tuple[str, ...]


def read_asked(desk: Desk, told: QueryDict, places: int) -> Read:
    """Read which law is asked; nothing is wrong with a form that nobody filled in yet."""
    chosen = tuple(name for name in told.getlist("place") if name)
    named = tuple(told.getlist("act")) or (Act.HOLD.value,)
    typed = told.get("on", "").strip()
    on = read_day(typed, desk.now.date()) if typed else None
    known = {act.value for act in Act}
    faults = {
        "place": bool(told) and (len(chosen) != places or not set(chosen) <= law_names(desk)),
        "on": bool(typed) and on is None,
        "act": not set(named) <= known,
    }
    wrong = tuple(name for name, fault in faults.items() if fault)
    acts = tuple(dict.fromkeys(act for act in named if act in known))
    asked = None if wrong or not chosen else Asked(chosen, on, tuple(Act(act) for act in acts))
    return Read(asked, wrong, chosen or (desk.agency.place,), typed, acts)
