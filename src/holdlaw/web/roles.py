"""Who may do what: the roles, and one table from which every page and action is allowed or refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen


class Role(StrEnum):
    """What a person does for an agency."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    COUNSEL = "counsel"
    RECORDS_OFFICER = "records_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Deed(StrEnum):
    """What somebody may want to do. Every route names one."""

    SEE_BOARD = "see_board"
    SEE_REQUEST = "see_request"
    ENTER = "enter"
    DECIDE = "decide"
    SIGN = "sign"
    OVERRIDE = "override"
    KEEP_HOLD = "keep_hold"
    END_SEALED_HOLD = "end_sealed_hold"
    LOG_CONTACT = "log_contact"
    ATTEST = "attest"
    GIVE_OPINION = "give_opinion"
    SETTLE_IDENTITY = "settle_identity"
    READ_LAW = "read_law"
    AUDIT = "audit"
    EXPORT = "export"
    ASK_ERASURE = "ask_erasure"
    ERASE = "erase"
    MANAGE_PEOPLE = "manage_people"
    SEE_REPORTS = "see_reports"
    DRAFT_REPORT = "draft_report"
    REVIEW_REPORT = "review_report"
    PUBLISH_REPORT = "publish_report"
    DISCLOSE = "disclose"
    IMPORT_ROWS = "import_rows"


@frozen
class Scope:
    """What the deed is about: whose it is, and whether a court closed it."""

    agency: str | None = None
    sealed: bool = False


@frozen
class Who:
    """The person at the desk, as far as permission goes."""

    role: Role
    agency: str


_C, _S, _L, _R, _A, _M = Role
TABLE: Mapping[Deed, frozenset[Role]] = {
    Deed.SEE_BOARD: frozenset({_C, _S, _L, _R, _A}),
    Deed.SEE_REQUEST: frozenset({_C, _S, _L, _R, _A}),
    Deed.ENTER: frozenset({_C, _S}),
    Deed.DECIDE: frozenset({_C, _S, _L}),
    Deed.SIGN: frozenset({_S}),
    Deed.OVERRIDE: frozenset({_S, _L}),
    Deed.KEEP_HOLD: frozenset({_C, _S}),
    Deed.END_SEALED_HOLD: frozenset({_S, _R}),
    Deed.LOG_CONTACT: frozenset({_C, _S, _L, _R}),
    Deed.ATTEST: frozenset({_S, _R, _L}),
    Deed.GIVE_OPINION: frozenset({_L}),
    Deed.SETTLE_IDENTITY: frozenset({_C, _S, _R}),
    Deed.READ_LAW: frozenset(Role),
    Deed.AUDIT: frozenset({_S, _R, _A}),
    Deed.EXPORT: frozenset({_R, _A}),
    Deed.ASK_ERASURE: frozenset({_R, _L}),
    Deed.ERASE: frozenset({_R}),
    Deed.MANAGE_PEOPLE: frozenset({_M}),
    Deed.SEE_REPORTS: frozenset({_S, _L, _R, _A}),
    Deed.DRAFT_REPORT: frozenset({_S, _L, _R}),
    Deed.REVIEW_REPORT: frozenset({_S, _L}),
    Deed.PUBLISH_REPORT: frozenset({_S, _R}),
    Deed.DISCLOSE: frozenset({_R}),
    Deed.IMPORT_ROWS: frozenset({_R, _A}),
}
"""The one table. A deed that is missing for a role is refused."""

CLOSED_TO_SEALED = frozenset(Deed) - {
    Deed.ASK_ERASURE, Deed.ERASE, Deed.AUDIT, Deed.EXPORT, Deed.SEE_BOARD, Deed.END_SEALED_HOLD,
}  # fmt: skip
"""What nobody does with a sealed record: they see that it exists, and its entries as sentences.

A hold that runs on one is ended without opening it: by a supervisor, who is at the desk at night, or by the
records officer, who knows why it is closed.
"""


def can(who: Who, deed: Deed, scope: Scope = Scope()) -> bool:
    """Tell whether somebody may do something to something. Another agency's records are nobody's."""
    own = scope.agency is None or scope.agency == who.agency
    closed = scope.sealed and deed in CLOSED_TO_SEALED
    return own and not closed and who.role in TABLE[deed]
