"""What the tests of the site start from: a register with two invented agencies."""

from __future__ import annotations

from datetime import UTC, datetime

from attrs import frozen

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.store.erasing import By, ask, seal
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import Register, create_register, open_register

ORIGIN = "register.example/desk"
OPENED_AT = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
REGISTRAR = Actor("city-police-administrator-1", "administrator")
CITY, JAIL = "city-police", "city-jail"
AGENCIES = {
    CITY: AgencyJoined(name="Example City Police", place="us-ny-nyc-police", zone="America/New_York"),
    JAIL: AgencyJoined(name="Example City Jail", place="us-ny-nyc-correction", zone="America/New_York"),
}


@frozen
class Site:
    """A register that the site is about."""

    home: Home

    def register(self) -> Register:
        """Open the register; the caller closes it."""
        return open_register(self.home)


OWN, OTHER, SEALED = "r-own", "r-other", "r-sealed"
PERSON_OF = {OWN: "p-own", OTHER: "p-other", SEALED: "p-sealed"}
"""The person of each request that `make_requests` makes."""


def make_requests(site: Site) -> None:
    """Enter a request of the city police, one of the jail, and one of the police whose record is sealed."""
    clerk, officer = Actor("city-police-clerk-1", "clerk"), Actor("city-police-records-1", "records_officer")
    with site.register() as register:
        for request, person in PERSON_OF.items():
            agency = JAIL if request == OTHER else CITY
            content = RequestReceived(form="I-247A", channel="fax", subject={"name": f"Testa {person}"})
            draft = Draft(
                content=content,
                agency=agency,
                actor=clerk,
                happened_at=OPENED_AT,
                request=request,
                person=person,
            )
            intake(register, [draft], key=f"received-{request}", entered_at=OPENED_AT)
        wanted = ErasureAsked(what="seal", cite="NY CPL 160.50")
        asked = ask(register, PERSON_OF[SEALED], wanted, By(clerk, CITY, OPENED_AT))
        seal(register, asked.seq, By(officer, CITY, OPENED_AT))


def make_site(home: Home) -> Site:
    """Make a register in which both agencies have joined."""
    create_register(home, origin=ORIGIN, opened_at=OPENED_AT, actor=REGISTRAR)
    with open_register(home) as register:
        for agency, content in AGENCIES.items():
            draft = Draft(content=content, agency=agency, actor=REGISTRAR, happened_at=OPENED_AT)
            intake(register, [draft], key=f"joined-{agency}", entered_at=OPENED_AT)
    return Site(home)
