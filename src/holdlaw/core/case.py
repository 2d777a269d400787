"""Everything known about one request, as frozen values (read by `holdlaw.sources.case_file`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

from attrs import field, frozen

from holdlaw.core.statutes import Statute
from holdlaw.core.truth import Truth


class Act(Enum):
    """What a request may ask an agency to do."""

    __hash__ = object.__hash__  # each value is one object; the inherited hash is slow and is asked often

    HOLD = "hold"
    NOTIFY = "notify"
    TRANSFER = "transfer"
    INTERVIEW = "interview"
    SHARE = "share"


class Outcome(Enum):
    """What the law says of one act."""

    __hash__ = object.__hash__  # each value is one object; the inherited hash is slow and is asked often

    MUST = "must"
    MAY = "may"
    MUST_NOT = "must_not"
    NOT_ESTABLISHED = "not_established"
    NO_RULE = "no_rule"


class NoEquivalent(Enum):
    """Counsel compared an out-of-state offence and found no listed equivalent."""

    NONE = "none"


Stated = Mapping[str, Truth | str]
"""Fields as the case states them: three values, or one of the field's choices; left out is unknown."""


@frozen
class Paper:
    """One paper of a request. `kind` None: unknown. `presented_at` None: it came with the request.

    `presented_some_time`: the case says that nobody knows when. `says`: all the paper states, as a key.
    """

    kind: str | None
    signed_on: date | None = None
    presented_at: datetime | None = None
    presented_some_time: bool = False
    stated: Stated = field(factory=dict)
    says: frozenset[object] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Put together all that the paper states."""
        object.__setattr__(self, "says", frozenset((("kind", self.kind), *self.stated.items())))


@frozen
class Jail:
    """Time incarcerated, half-open: from the first day until before the last."""

    from_on: date
    before_on: date
    for_listed: Truth


@frozen
class Conviction:
    """One line of a person's record. A date or statute that is None is unknown.

    `says`: all that it states apart from its dates, as one key, and whether there is a judgment.
    """

    statute: Statute | None
    judgment_on: date | None = None
    jail: tuple[Jail, ...] = ()
    equivalent_to: Statute | NoEquivalent | None = None
    stated: Stated = field(factory=dict)
    says: frozenset[object] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Put together all that the record states of this conviction."""
        own = (
            ("statute", self.statute),
            ("to", self.equivalent_to),
            ("judged", self.judgment_on is not None),
        )
        object.__setattr__(self, "says", frozenset((*own, *self.stated.items())))


@frozen
class Request:
    """The paper that asks for acts. `form` None: unknown. `asks` None: what the form asks."""

    form: str | None
    received_at: datetime | None = None
    asks: frozenset[Act] | None = None
    box: str | None = None
    served_at: datetime | None = None
    agency: str | None = None
    duties: frozenset[str] | None = None
    papers: tuple[Paper, ...] = ()


@frozen
class Custody:
    """The person's custody. `release_due_at` is the moment they would otherwise walk out."""

    release_due_at: datetime
    arrested_on: date | None = None
    search_done_at: datetime | None = None
    informed_by: str | None = None


@frozen
class Case:
    """One request and what is known of it, at one moment. `convictions` None: the record is unknown."""

    place: str
    at: datetime
    request: Request
    custody: Custody
    convictions: tuple[Conviction, ...] | None
    facts: Mapping[str, Truth]
    where: str = "case"
