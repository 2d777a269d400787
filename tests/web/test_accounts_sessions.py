"""Sessions: twelve hours at most, not at a desk left alone; what was typed is given back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from holdlaw.web.accounts import sessions
from holdlaw.web.roles import Role

from .conftest import MakePerson, signed_in
from .made import Site

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
LOGIN = "/accounts/login/"
FORM = {"name": "Testa Testperson", "username": "testa", "staff_id": "17", "role": "clerk", "key": "k1"}
HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
pytestmark = pytest.mark.django_db


def after(client: Client, waits: list[timedelta], **headers: str) -> Any:
    """Open the people page at the start, then after each wait; give the last answer."""
    now = START
    with time_machine.travel(now, tick=False):
        answer = client.get("/people/")
    for wait in waits:
        now += wait
        with time_machine.travel(now, tick=False):
            answer = client.get("/people/", headers=headers)
    return answer


@pytest.fixture
def administrator(quick_site: Site, person: MakePerson) -> Client:
    """An administrator who signed in at the start."""
    with time_machine.travel(START, tick=False):
        return signed_in(person(Role.ADMINISTRATOR))


@pytest.mark.parametrize(
    ("wait", "status"), [(30 * MINUTE - SECOND, 200), (30 * MINUTE, 200), (30 * MINUTE + SECOND, 302)]
)
def test_a_desk_left_alone_for_half_an_hour_is_signed_out(
    administrator: Client, wait: timedelta, status: int
) -> None:
    """Whoever sits down at an empty desk must not find somebody's record open under another's name."""
    assert after(administrator, [wait]).status_code == status


def test_use_keeps_somebody_signed_in(administrator: Client) -> None:
    """A clerk who works must not be thrown out in the middle of an intake."""
    assert after(administrator, [20 * MINUTE] * 6).status_code == 200


def test_after_twelve_hours_everybody_signs_in_again(administrator: Client) -> None:
    """A shift ends; a session that never did would be the next shift's entries under the wrong name."""
    assert after(administrator, [20 * MINUTE] * 36).status_code == 200
    assert after(administrator, [20 * MINUTE] * 37).status_code == 302


def test_a_page_that_renews_itself_is_not_use(administrator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The board on the wall asks every few seconds: it stays readable, and keeps nobody signed in."""
    monkeypatch.setattr(sessions, "_live", lambda: frozenset({"people"}))
    renewals = [timedelta(minutes=10)] * 4
    assert after(administrator, renewals, **{"HX-Request": "true"}).status_code == 200
    with time_machine.travel(START + 41 * MINUTE, tick=False):
        assert administrator.get("/people/").status_code == 302


def test_a_part_of_a_page_is_told_and_not_sent_elsewhere(administrator: Client) -> None:
    """A sign-in page drawn into the middle of a form would hide what was typed."""
    answer = after(administrator, [31 * MINUTE], **{"HX-Request": "true"})
    assert answer.status_code == 401
    assert json.loads(answer["HX-Trigger"])[sessions.SIGNED_OUT]["sign_in"].startswith(LOGIN)


def test_a_form_sent_too_late_is_given_back(administrator: Client) -> None:
    """Ten minutes of typing at night must not be lost because a telephone call took forty."""
    after(administrator, [])
    with time_machine.travel(START + 31 * MINUTE, tick=False):
        answer = administrator.post("/people/add/", FORM, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert all(f'name="{name}" value="{value}"' in page for name, value in FORM.items())
    assert f'href="{LOGIN}" target="_blank"' in page


def test_a_form_of_another_site_is_not_given_back(anybody: Client) -> None:
    """What a stranger's page sent must not be offered to an officer to send in their own name."""
    answer = anybody.post("/people/add/", FORM, headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code == 302


def test_a_form_from_before_the_last_sign_in_is_given_back(quick_site: Site, person: MakePerson) -> None:
    """Signing in again makes the form's mark old; what is in it is still what the clerk entered."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(person(Role.ADMINISTRATOR)).cookies
    page = client.post("/people/add/", FORM, headers=HERE)
    assert page.status_code == 403
    assert 'value="Testa Testperson"' in page.content.decode()


def test_passwords_are_never_given_back(quick_site: Site, person: MakePerson) -> None:
    """A page that repeats a password shows it to whoever looks over the shoulder."""
    client = Client(enforce_csrf_checks=True)
    page = client.post(LOGIN, {"login": "somebody", "password": "a secret of mine"}, headers=HERE)
    assert "a secret of mine" not in page.content.decode()


def test_cookies_are_the_servers_alone(administrator: Client, settings: Settings) -> None:
    """A script, or another site, must not be able to read or use them."""
    administrator.get("/people/add/")
    administrator.post("/language/", {"language": "es", "next": "/people/"})
    flags = {
        name: (bool(cookie["httponly"]), cookie["samesite"]) for name, cookie in administrator.cookies.items()
    }
    session = administrator.get("/people/").wsgi_request.COOKIES
    assert flags["csrf"] == (True, "Strict")
    assert flags["language"] == (True, "Lax")
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")
    assert settings.SESSION_COOKIE_NAME in session


def test_a_request_without_a_page_is_left_as_it_is(anybody: Client) -> None:
    """An address that does not exist has no session to end, and still answers."""
    assert anybody.get("/no/such/page/").status_code == 404


def test_the_limit_is_asked_of_the_page_and_not_of_signing_in(administrator: Client) -> None:
    """Whoever was signed out has to be able to open the sign-in page, or nobody comes back in."""
    after(administrator, [])
    with time_machine.travel(START + 31 * MINUTE, tick=False):
        assert administrator.get(LOGIN).status_code == 200


def test_the_middleware_takes_any_request() -> None:
    """A request that never reached a page, as one that was refused before, has none to be named."""
    request = HttpRequest()
    answer = sessions.SessionLimitsMiddleware(lambda _: HttpResponse("ok"))(request)
    assert answer.status_code == 200
