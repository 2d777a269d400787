"""What the tests of the New request page type: a form, at a desk, or on a counted keyboard."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from attrs import define
from django.test import Client
from playwright.sync_api import Page

from holdlaw.policybook import shipped
from holdlaw.store.opening import Register
from holdlaw.web.accounts.models import User
from holdlaw.web.desk import Desk
from holdlaw.web.queries.agencies import agency_named
from holdlaw.web.queries.intake_fields import DEFAULTS

NEW, ANSWER, TRAINING = "/requests/new/", "/requests/new/answer/", "/training/"
KEY = "0123456789abcdef0123456789abcdef"
AT = datetime(2026, 11, 23, 3, 12, tzinfo=ZoneInfo("America/New_York"))
"""When the tests sit at their desk: at night, in winter time."""

SIX = {
    **DEFAULTS,
    "form": "I-247A",
    "paper-0-kind": "I-200",
    "release_due_at": "+45m",
    "record": "none",
    "fact-terrorist_database_match": "no",
}
"""The six facts; the place is the agency's."""

JUDGE = {
    **SIX,
    "paper-0-kind": "warrant",
    "paper-0-issuer": "federal_magistrate",
    "paper-0-probable_cause": "yes",
    "paper-0-authorises_federal_custody": "yes",
    "paper-0-names_subject": "yes",
    "paper-0-criminal": "no",
    "record": "found",
    "conviction-0-statute": "NY PL 160.10",
    "conviction-0-class": "felony",
    "conviction-0-judgment_on": "2/2/2024",
    "conviction-0-adjudication": "adult",
}
"""A judge's warrant and a listed conviction."""

WHO = {"subject_name": "TESTPERSON, Testa", "subject_birth_date": "3/17/1990"}
"""Somebody invented."""

HX = {"HX-Request": "true"}


def desk_of(user: User, register: Register, now: datetime = AT) -> Desk:
    """Put somebody at a desk of their agency."""
    return Desk(user, agency_named(register, user.agency), register, shipped(), now)


def post(client: Client, path: str, told: dict[str, str], key: str = KEY, **more: str) -> Any:
    """Send a form as a browser with script does."""
    turn = more.pop("turn", "1")
    return client.post(path, {**told, **more, "key": key, "turn": turn}, headers=HX)


def save(client: Client, told: dict[str, str], key: str = KEY) -> Any:
    """Save a form as a browser without script does."""
    return client.post(NEW, {**told, "key": key, "do": "save"})


def request_id(response: Any) -> str:
    """Give the request that a saved form leads to."""
    assert response.status_code == 303, response.content.decode()
    return str(response["Location"]).rstrip("/").rpartition("/")[2]


SIX_FACTS = (
    ("form", "i"),
    ("paper-0-kind", "i"),
    ("release_due_at", "+45m"),
    ("record", "n"),
    ("fact-terrorist_database_match", "n"),
)
"""What is typed into which field; the first has the focus when the page opens."""


@define
class CountedKeyboard:
    """A keyboard that counts. `pause_ms`: how long a person takes for each key."""

    page: Page
    pause_ms: int = 0
    pressed: int = 0

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.pressed += 1
        if self.pause_ms:
            self.page.wait_for_timeout(self.pause_ms)

    def go_to(self, field: str, at_most: int = 40) -> None:
        """Go to a field with Tab."""
        for _ in range(at_most):
            if self.page.evaluate("document.activeElement.id") == field:
                return
            self.press("Tab")
        raise AssertionError(f"{field} is not reached with {at_most} tabs")

    def type_six_facts(self) -> int:
        """Type the six facts, and give how many keys it took."""
        before = self.pressed
        for field, keys in SIX_FACTS:
            self.go_to(field)
            for key in keys:
                self.press(key)
        return self.pressed - before
