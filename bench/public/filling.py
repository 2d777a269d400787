"""A small register in which two reports are published and counts stand beside them."""

from datetime import UTC, date, datetime

from holdlaw.policybook import shipped
from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.reports.life import draft, publish, review, table_bytes
from holdlaw.reports.public.gathering import add_editions
from holdlaw.reports.public.kept import keep_table
from holdlaw.reports.statutory.places import report_named
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.reports.table import Table
from holdlaw.store.erasing import By
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.registers import Register
from holdlaw.store.signer import sign

AGENCY = "city-police"
REPORT = "us-ny-nyc-police/14-154-f"
OPENED_AT = datetime(2018, 6, 1, 12, tzinfo=UTC)
PUBLISHED_AT = datetime(2020, 9, 1, 12, tzinfo=UTC)
ENDINGS = (date(2019, 6, 30), date(2020, 6, 30))
MONTHLY = (6, 9, 3, 12, 1, 7)
"""How many requests a month, over and over: two of the six are small numbers."""


def fill(home: Home) -> None:
    """Make the register: some requests a month for two years, then its reports."""
    create_register(home, origin="bench.holdlaw.example", opened_at=OPENED_AT, actor=_actor("administrator"))
    with open_register(home) as register:
        _requests(register)
    sign(home)
    with open_register(home) as register:
        for table in [_counted(register, ending) for ending in ENDINGS]:
            _published(register, table)
    sign(home)
    with open_register(home) as register:
        add_editions(register, shipped(), PUBLISHED_AT)


def _requests(register: Register) -> None:
    joined = AgencyJoined(name="Bench City Police", place="us-ny-nyc-police", zone="America/New_York")
    _enter(
        register, [Draft(content=joined, agency=AGENCY, actor=_actor("administrator"), happened_at=OPENED_AT)]
    )
    for month in range(25):
        at = datetime(2018 + (month + 5) // 12, (month + 5) % 12 + 1, 15, 12, tzinfo=UTC)
        names = [f"r-{month}-{number}" for number in range(MONTHLY[month % len(MONTHLY)])]
        content = [
            RequestReceived(form="I-247A", channel="fax", subject={"name": f"Testa {name}"}) for name in names
        ]
        _enter(
            register,
            [
                Draft(
                    content=each,
                    agency=AGENCY,
                    actor=_actor("clerk"),
                    happened_at=at,
                    request=name,
                    person=f"p-{name}",
                )
                for name, each in zip(names, content, strict=True)
            ],
        )


def _counted(register: Register, ending: date) -> Table:
    return run(register, report_named(REPORT), Asked(ending=ending, agency=AGENCY), shipped())


def _published(register: Register, table: Table) -> None:
    key = f"bench-{table.period.to}"
    drafted = draft(register, table, _by("clerk"), f"{key}-draft").seq
    review(register, drafted, table, _by("supervisor"), f"{key}-review")
    publish(register, drafted, table, _by("supervisor"), f"{key}-publish")
    keep_table(register.home, table_bytes(table))


def _enter(register: Register, drafts: list[Draft]) -> None:
    intake(register, drafts, key=f"bench-{drafts[0].request}", entered_at=drafts[0].happened_at)


def _actor(role: str) -> Actor:
    return Actor(f"{AGENCY}-{role}-1", role)


def _by(role: str) -> By:
    return By(_actor(role), AGENCY, PUBLISHED_AT)
