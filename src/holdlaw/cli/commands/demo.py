"""`holdlaw demo`: builds two invented agencies, their years, what is open at this moment, and serves them."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from holdlaw.cli import background as background_site
from holdlaw.cli.asking import say
from holdlaw.cli.demo_publishing import Published, publish_reports
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.lines import wrapped
from holdlaw.cli.progress import counting
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, shown, the_time
from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.policybook import shipped
from holdlaw.sources.demo.building import Built, build
from holdlaw.sources.demo.city import POLICE
from holdlaw.sources.demo.jail import JAIL
from holdlaw.sources.demo.plan import ORIGIN, Plan

MORNING = time(9)
"""What a day without a time stands for."""

Seed = Annotated[int, typer.Option("--seed", help="The chance to draw from: the same seed, the same people.")]
Today = Annotated[
    str | None,
    typer.Option("--today", metavar="MOMENT", help="When the live cases are (2026-11-26T08:00); else now."),
]
NoServe = Annotated[bool, typer.Option("--no-serve", help="Build it and end.")]
Background = Annotated[
    bool,
    typer.Option(
        "--background",
        help="Serve it and end: the site goes on until --stop. If the port is taken, a free one is used.",
    ),
]
Stop = Annotated[bool, typer.Option("--stop", help="End the site that --background started. Build nothing.")]
Port = Annotated[int, typer.Option("--port", help="Where the site of the demo answers on this machine.")]


def command(
    *,
    dir_: Dir,
    seed: Seed = 1,
    today: Today = None,
    no_serve: NoServe = False,
    background: Background = False,
    stop: Stop = False,
    port: Port = 8000,
    database_url: DatabaseUrl = None,
    as_json: OneJson = False,
) -> None:
    """Build a register of two invented agencies in a new folder, and serve it. Nobody in it is real."""
    home = home_of(dir_, database_url)

    def end() -> int:
        ran = background_site.stop(home)
        return shown(
            {"stopped": ran}, "The site is stopped." if ran else "No site of this demo runs.", as_json
        )

    def run() -> int:
        plan = Plan(seed, _moment(today), shipped())
        with counting("entries") as tick:
            built = build(plan, home, tick)
            published = publish_reports(plan, home)
        data = {"holdlaw": 1, "size": published.size, "requests": dict(built.requests)}
        data |= {
            "reports": published.reports,
            "checkpoint": published.checkpoint,
            "today": plan.today.isoformat(),
            "seed": seed,
        }
        page = _page(
            (built, published), str(dir_), () if background else (f"holdlaw serve --dir {dir_} --demo",)
        )
        if background:
            site = background_site.start(home, port)
            data |= {"site": site.address}
            page += ["", *_served(site, str(dir_))]
        code = shown(data, "\n".join(page), as_json)
        if not no_serve and not background:
            from holdlaw.web.serving import Options, serve

            say("")
            serve(home, Options(port=port, demo=True, say=say))
        return code

    raise ending(end if stop else run, as_json)


def _moment(text: str | None) -> datetime:
    """Read the moment asked for; without an offset it is the city's own time. Seconds are left off."""
    zone = ZoneInfo(shipped().place(POLICE[2]).timezone or "UTC")
    if text is None:
        return the_time().astimezone(zone).replace(second=0, microsecond=0)
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        what, why = f"'{text}' is not a moment.", "The live cases are dated around it."
        mend = "Write it as 2026-11-26 or 2026-11-26T08:00:00-05:00."
        raise HoldlawError([Problem("HL-4001", "--today", what, why, mend)]) from None
    if "T" not in text and " " not in text:
        read = datetime.combine(read.date(), MORNING)
    return read if read.tzinfo else read.replace(tzinfo=zone)


def _served(site: background_site.Started, folder: str) -> list[str]:
    """Say where the site is, whom to sign in as, and how to end it."""
    return [
        *(line for text in site.people.splitlines() for line in wrapped(text)),
        f"The site runs at {site.address}, on this machine alone, until you stop it:",
        f"  holdlaw demo --dir {folder} --stop",
    ]


def _page(both: tuple[Built, Published], folder: str, first: tuple[str, ...]) -> list[str]:
    """Say what was made, and what to try next, `first` first."""
    built, published = both
    police, jail = (built.requests[agency[0]] for agency in (POLICE, JAIL))
    made, ended = built.kinds["hold.started"], built.kinds["hold.ended"]
    said = (
        f"The register {ORIGIN} stands in {folder}: {published.size:,} entries, signed. "
        "Its people are invented.",
        f"{POLICE[1]} received {police:,} requests under New York City's law since October 2015, "
        f"{JAIL[1]} {jail:,} under Texas law since September 2017.",
        f"The law was asked {built.kinds['decision.made']:,} times. {made} holds began; {made - ended} have "
        "not ended, and one of them should have.",
        f"{published.reports} yearly reports of the police are published; the site shows them at /public/ to "
        "anybody.",
        "Keys and salts come from the seed, so this register protects nobody. Keep real records elsewhere.",
    )
    commands = (
        *first,
        f"holdlaw verify --dir {folder}",
        f"holdlaw entries --dir {folder} --kind attestation.given",
        f"holdlaw replay --dir {folder}",
        f"holdlaw replay --dir {folder} --law-on 2019-01-02",
    )
    return [
        *(line for text in said for line in wrapped(text)),
        "",
        "Next:",
        *(f"  {each}" for each in commands),
    ]
