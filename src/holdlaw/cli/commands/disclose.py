"""`holdlaw disclose`: answers a records request with entries as a role may see them, and a redaction log."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from holdlaw.cli.asking import a_day
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, shown, the_time
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kinds.records_disclosed import RecordsDisclosed
from holdlaw.reports.disclosure.answering import Asked, Disclosure, disclosed
from holdlaw.reports.disclosure.folder import statement_lines, write_disclosure
from holdlaw.reports.disclosure.rules import Role
from holdlaw.reports.period import Period
from holdlaw.store.intake import intake
from holdlaw.store.opening import AGENCY, open_register
from holdlaw.store.registers import Register
from holdlaw.store.states import catch_up

ForRole = Annotated[str, typer.Option("--role", metavar="ROLE", help="public, person, auditor or court.")]
Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A new folder.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day.")]
OfAgency = Annotated[str | None, typer.Option("--agency", metavar="ID", help="One agency alone.")]
Requests = Annotated[list[str] | None, typer.Option("--request", metavar="ID", help="A request; repeatable.")]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", metavar="NAME", help="A kind of entry; repeatable.")
]
Grounds = Annotated[
    list[str] | None,
    typer.Option("--ground", metavar="REASON=TEXT", help="The legal ground of a removal; repeatable."),
]
By = Annotated[str | None, typer.Option("--by", metavar="STAFFID", help="Who gives them out: a staff id.")]
Purpose = Annotated[
    str | None, typer.Option("--purpose", metavar="CODE", help="The number of the request, audit or order.")
]


def command(
    *,
    dir_: Dir,
    role: ForRole,
    out: Out,
    from_: From = None,
    to: To = None,
    agency: OfAgency = None,
    request: Requests = None,
    kind: Kinds = None,
    ground: Grounds = None,
    by: By = None,
    purpose: Purpose = None,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Write the entries that were asked for, as the role may see them, with a log of every removal.

    For any role but the public, who gave them out and why is entered in the register first.
    """

    def run() -> int:
        asked = Asked(
            role=_role(role),
            period=_period(from_, to),
            agency=agency,
            requests=tuple(request or ()),
            kinds=tuple(kind or ()),
            grounds=_grounds(ground or []),
        )
        who = _who(asked.role, by, purpose)
        with open_register(home_of(dir_, database_url)) as register:
            catch_up(register)
            made = disclosed(register, asked)
            entry = _recorded(register, made, who) if who else None
            write_disclosure(register, made, out)
        told = {"ok": True, "folder": str(out), "entry": entry, "later": made.uncovered, **made.statement()}
        later = f"{made.uncovered} entries in scope were made after the newest checkpoint: `holdlaw sign`."
        page = [f"Written to {out}.", *statement_lines(made), *([later] if made.uncovered else [])]
        return shown(told, "\n".join(page), as_json)

    raise ending(run, as_json)


def _recorded(register: Register, made: Disclosure, who: tuple[str, str]) -> int:
    """Enter that records are given out, before they are; give the number of the entry."""
    at, (staff_id, purpose) = the_time(), who
    content = RecordsDisclosed(
        role=made.asked.role.value,
        purpose=purpose,
        scope=made.asked.digest,
        size=made.size,
        entries=len(made.records),
        removals=len(made.removals),
    )
    draft = Draft(
        content=content,
        agency=made.asked.agency or AGENCY,
        actor=Actor(staff_id, "records_officer"),
        happened_at=at,
    )
    key = f"{RecordsDisclosed.NAME}/{made.asked.digest}/{at.isoformat()}"
    return intake(register, [draft], key=key, entered_at=at)[0].seq


def _who(role: Role, by: str | None, purpose: str | None) -> tuple[str, str] | None:
    if by and purpose:
        return by, purpose
    if role is Role.PUBLIC and not by and not purpose:
        return None
    what = "It is not said who gives the records out, and what for."
    raise _refused("--by", what, "Give both: --by STAFFID --purpose CODE.")


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise _refused("--role", f"'{text}' is no role.", f"Name one of: {', '.join(Role)}.") from None


def _period(from_: str | None, to: str | None) -> Period | None:
    first, last = a_day(from_, "--from"), a_day(to, "--to")
    if first is None and last is None:
        return None
    if first is None or last is None or last < first:
        raise _refused("--from", "The first and the last day do not make a period.", "Give both, in order.")
    return Period(first, last + timedelta(days=1))


def _grounds(told: list[str]) -> dict[str, str]:
    found = {}
    for each in told:
        reason, equals, text = each.partition("=")
        if not equals or not text.strip():
            raise _refused("--ground", f"'{each}' is no ground.", "Write REASON=TEXT.")
        found[reason] = text.strip()
    return found


def _refused(option: str, what: str, mend: str) -> HoldlawError:
    why = "Nobody is told more than their role may know, and nothing is left out without its reason."
    return HoldlawError([Problem("HL-8082", option, what, why, mend)])
