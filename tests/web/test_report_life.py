"""The life of a report at the desk: drafted, reviewed by a second person, published, amended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import define, field
from django.test import Client

from holdlaw.store.reading import Filter, entries
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .reported import ADDRESS, AGENCY, Reported, address, make_reported, opened
from .requesting import text_of


@define
class Desks:
    """The people who make a report."""

    reported: Reported
    sign_in: ClientFor
    clients: dict[Role, Client] = field(factory=dict)

    def at(self, role: Role) -> Client:
        """Give somebody's client; each role is one person."""
        if role not in self.clients:
            self.clients[role] = self.sign_in(role, AGENCY)
        return self.clients[role]

    def page(self, role: Role) -> str:
        """Give the words of the report's page, as somebody sees it."""
        return text_of(opened(self.at(role), "report", **ADDRESS).content.decode())

    def take(self, role: Role, step: str, /, **told: str) -> Any:
        """Take a step with what the page shows; give the answer."""
        shown = opened(self.at(role), "report", **ADDRESS).context
        sent = {"key": shown["key"], "seen": shown["shown"].sha256, **told}
        return self.at(role).post(address(f"report_{step}", **ADDRESS), sent)

    def published(self) -> None:
        """Draft, review and publish it."""
        for role, step in (
            (Role.RECORDS_OFFICER, "draft"), (Role.COUNSEL, "review"), (Role.SUPERVISOR, "publish"),
        ):  # fmt: skip
            assert self.take(role, step).status_code == 302

    def kinds(self) -> list[str]:
        """Give the types of the entries about reports, in order."""
        with self.reported.site.register() as register:
            names = ("report.drafted", "report.reviewed", "report.published")
            found = [entry for name in names for entry in entries(register.db, where=Filter(kind=name))]
        return [entry.kind for entry in sorted(found, key=lambda entry: entry.seq)]


@pytest.fixture
def desks(quick_site: Site, client_for: ClientFor) -> Iterator[Desks]:
    """The people of the department."""
    for reported in make_reported(quick_site):
        yield Desks(reported, client_for)


def test_a_report_goes_from_one_pair_of_hands_to_the_next(desks: Desks) -> None:
    """What is published was counted by one person, gone through by another, and is what both saw."""
    desks.published()
    assert desks.kinds() == ["report.drafted", "report.reviewed", "report.published"]
    said = desks.page(Role.AUDITOR)
    assert "Published" in said
    assert "These are the numbers that were published" in said
    file = opened(desks.at(Role.AUDITOR), "report_file", **ADDRESS, face="published").content
    assert opened(desks.at(Role.AUDITOR), "report", **ADDRESS).context["shown"].sha256 in said
    assert b'"f.1":' in file


def test_nobody_reviews_their_own_draft(desks: Desks) -> None:
    """A number that one person alone has seen is nobody's check."""
    assert desks.take(Role.SUPERVISOR, "draft").status_code == 302
    assert "Somebody else has to review it." in desks.page(Role.SUPERVISOR)
    refused = desks.take(Role.SUPERVISOR, "review")
    assert refused.status_code == 422
    assert "HL-8005" in text_of(refused.content.decode())
    assert "I have gone through these numbers" in desks.page(Role.COUNSEL)


@pytest.mark.parametrize(
    ("role", "step"),
    [
        (Role.AUDITOR, "draft"), (Role.CLERK, "draft"), (Role.RECORDS_OFFICER, "review"),
        (Role.COUNSEL, "publish"), (Role.COUNSEL, "amend"), (Role.ADMINISTRATOR, "review"),
    ],
)  # fmt: skip
def test_each_step_has_its_roles(desks: Desks, role: Role, step: str) -> None:
    """Whoever may only look must not publish."""
    assert desks.at(role).post(address(f"report_{step}", **ADDRESS)).status_code == 403
    assert desks.kinds() == []


def test_a_step_is_about_what_was_seen(desks: Desks) -> None:
    """A number may change between reading and pressing the button."""
    refused = desks.take(Role.SUPERVISOR, "draft", seen="0" * 64)
    assert refused.status_code == 422
    assert "A number changed after you read it." in text_of(refused.content.decode())
    assert desks.kinds() == []


def test_a_button_pressed_twice_is_one_entry(desks: Desks) -> None:
    """An impatient finger is not two drafts."""
    for _ in range(2):
        assert desks.take(Role.SUPERVISOR, "draft", key="one-key").status_code == 302
    assert desks.kinds() == ["report.drafted"]


@pytest.mark.parametrize("step", ["review", "publish"])
def test_a_step_cannot_be_jumped(desks: Desks, step: str) -> None:
    """The order is what makes two people look."""
    refused = desks.take(Role.SUPERVISOR, step)
    assert refused.status_code == 422
    assert "There is no draft of these numbers." in text_of(refused.content.decode())


def test_publishing_waits_for_a_review_and_a_checkpoint(desks: Desks) -> None:
    """A published number rests on what a second person saw and a checkpoint covers."""
    desks.take(Role.RECORDS_OFFICER, "draft")
    refused = desks.take(Role.SUPERVISOR, "publish")
    assert refused.status_code == 422
    assert "Nobody has reviewed the draft." in text_of(refused.content.decode())


def test_a_draft_goes_stale_with_its_numbers(desks: Desks) -> None:
    """Nobody should review numbers that are no longer so."""
    desks.take(Role.RECORDS_OFFICER, "draft")
    desks.reported.received(1)
    assert "A number has changed since the last draft." in desks.page(Role.RECORDS_OFFICER)


def test_an_amendment_shows_what_differs(desks: Desks) -> None:
    """Who read the first number has to see that there is another, and which."""
    desks.published()
    before = opened(desks.at(Role.AUDITOR), "report", **ADDRESS).context["shown"].table.items()["f.1"]
    desks.reported.received(1)
    shown = opened(desks.at(Role.AUDITOR), "report", **ADDRESS).context["shown"]
    changes = {change.item: (change.before, change.after) for change in shown.stage.changes}
    assert changes["f.1"] == (before, before + 1)
    assert "What differs from the publication" in desks.page(Role.AUDITOR)
    for role, step in (
        (Role.COUNSEL, "draft"), (Role.SUPERVISOR, "review"), (Role.RECORDS_OFFICER, "amend"),
    ):  # fmt: skip
        assert desks.take(role, step).status_code == 302, step
    assert "Published, then amended" in desks.page(Role.AUDITOR)
    assert desks.kinds()[-1] == "report.published"


def test_opening_a_step_takes_none(desks: Desks) -> None:
    """A link that is followed, or fetched in advance, must enter nothing."""
    for step in ("draft", "review", "publish"):
        answer = desks.at(Role.SUPERVISOR).get(address(f"report_{step}", **ADDRESS))
        assert answer.status_code == 302
    assert desks.kinds() == []
