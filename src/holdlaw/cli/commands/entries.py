"""`holdlaw entries`: prints what stands in the register, a sentence an entry, and no private value."""

from __future__ import annotations

from typing import Annotated

import typer

from holdlaw.cli.asking import ANSWERED, say, to_json
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of
from holdlaw.register.entry import Entry
from holdlaw.store.opening import open_register
from holdlaw.store.reading import Filter, entries

After = Annotated[int, typer.Option("--after", metavar="ENTRY", help="Begin after this entry.")]
Limit = Annotated[int, typer.Option("--limit", metavar="NUMBER", min=1, max=10_000, help="How many at most.")]
KindOf = Annotated[str | None, typer.Option("--kind", metavar="NAME", help="One type: request.received.")]
RequestOf = Annotated[str | None, typer.Option("--request", metavar="ID", help="One request.")]
AgencyOf = Annotated[str | None, typer.Option("--agency", metavar="ID", help="One agency.")]


def command(
    *,
    dir_: Dir,
    after: After = -1,
    limit: Limit = 50,
    kind: KindOf = None,
    request: RequestOf = None,
    agency: AgencyOf = None,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Print a page of entries, oldest first; `--after` the last number printed gives the next page."""

    def run() -> int:
        asked = Filter(kind=kind, request=request, agency=agency)
        with open_register(home_of(dir_, database_url), read_only=True) as register:
            page = entries(register.db, after, limit, asked)
        for entry in page:
            say(to_json(_as_json(entry)) if as_json else _line(entry))
        if not page and not as_json:
            say("No entry.")
        return ANSWERED

    raise ending(run, as_json)


def _line(entry: Entry) -> str:
    about = f" [{entry.request}]" if entry.request else ""
    return f"{entry.seq:>6}  {entry.entered_at}{about}  {entry.sentence()}"


def _as_json(entry: Entry) -> dict[str, object]:
    """Give the public fields; of private ones, the names of those that are kept."""
    return {
        "seq": entry.seq,
        "entry": f"{entry.kind}/{entry.version}",
        "agency": entry.agency,
        "actor": {"id": entry.actor.id, "role": entry.actor.role},
        "happened_at": entry.happened_at,
        "entered_at": entry.entered_at,
        "late_reason": entry.late_reason,
        "request": entry.request,
        "person": entry.person,
        "fields": dict(entry.fields),
        "private": sorted(entry.private),
        "sentence": entry.sentence(),
    }
