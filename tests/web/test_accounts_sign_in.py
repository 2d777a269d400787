"""Signing in: nobody signs up, five wrong passwords lock, signing out clears."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from holdlaw.web.accounts.models import User
from holdlaw.web.roles import Role

from .conftest import PASSWORD, MakePerson, signed_in
from .made import Site

LOGIN = "/accounts/login/"
pytestmark = pytest.mark.django_db


def attempt(client: Client, user: User, password: str) -> int:
    """Try to sign in; give the status."""
    return client.post(LOGIN, {"login": user.username, "password": password}).status_code


def in_session(client: Client) -> bool:
    """Tell whether the client is signed in."""
    return "_auth_user_id" in client.session


def test_the_right_password_leads_on_to_the_second_factor(anybody: Client, person: MakePerson) -> None:
    """A stolen password alone must not open the records of people in custody."""
    answer = anybody.post(LOGIN, {"login": person(Role.CLERK).username, "password": PASSWORD})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert not in_session(anybody)


def test_a_wrong_password_says_no_more_than_that(anybody: Client, person: MakePerson) -> None:
    """Whoever guesses must not learn which user names exist."""
    user = person(Role.CLERK)
    wrong = anybody.post(LOGIN, {"login": user.username, "password": "wrong"}).content.decode()
    nobody = anybody.post(LOGIN, {"login": "nobody-at-all", "password": "wrong"}).content.decode()
    told = "The username and/or password you specified are not correct."
    assert told in wrong
    assert told in nobody


@pytest.mark.parametrize(("failures", "status"), [(4, 302), (5, 429), (6, 429)])
def test_five_wrong_passwords_lock_the_account(
    anybody: Client, person: MakePerson, failures: int, status: int
) -> None:
    """Passwords are guessed by machines: four slips are a tired clerk, a fifth may be one."""
    user = person(Role.CLERK)
    for _ in range(failures):
        attempt(anybody, user, "wrong")
    assert attempt(anybody, user, PASSWORD) == status


def test_the_page_of_a_locked_account_says_who_can_help(anybody: Client, person: MakePerson) -> None:
    """At three in the morning a locked clerk needs to know whom to call."""
    user = person(Role.CLERK)
    for _ in range(5):
        attempt(anybody, user, "wrong")
    answer = anybody.post(LOGIN, {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 429
    assert "an administrator of your agency can unlock" in answer.content.decode()


def test_somebody_else_is_not_locked_with_them(anybody: Client, person: MakePerson) -> None:
    """One clerk's forgotten password must not close the desk for the whole shift."""
    user, other = person(Role.CLERK), person(Role.SUPERVISOR)
    for _ in range(5):
        attempt(anybody, user, "wrong")
    assert attempt(anybody, other, PASSWORD) == 302


def test_a_locked_out_person_cannot_sign_in(anybody: Client, person: MakePerson) -> None:
    """Somebody who left the agency still knows the password."""
    user = person(Role.CLERK, is_active=False)
    attempt(anybody, user, PASSWORD)
    assert not in_session(anybody)


def test_locking_signs_out_at_once(quick_site: Site, person: MakePerson) -> None:
    """Whoever is dismissed at noon must not go on reading until the session ends at midnight."""
    user = person(Role.ADMINISTRATOR)
    client = signed_in(user)
    assert client.get("/people/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/people/")["Location"].startswith(LOGIN)


def test_passwords_are_kept_as_argon2(person: MakePerson) -> None:
    """A stolen copy of the accounts must not give away the passwords."""
    assert person(Role.CLERK).password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "password/set/", "login/code/", "3rdparty/"]
)
def test_nobody_signs_up_or_resets_a_password_by_letter(anybody: Client, path: str) -> None:
    """Accounts are given by an administrator; every other way in is one more to guard."""
    assert anybody.get(f"/accounts/{path}").status_code == 404


def test_a_short_password_is_refused(quick_site: Site, person: MakePerson) -> None:
    """Twelve characters are what keeps guessing hopeless once the lock is gone round."""
    user = person(Role.CLERK)
    answer = signed_in(user).post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "short-pass1", "password2": "short-pass1"},
    )
    assert "at least 12 characters" in answer.content.decode()


def test_signing_out_clears_the_session_and_the_browser(quick_site: Site, person: MakePerson) -> None:
    """The next person at a shared desk must not go back to the last one's page."""
    client = signed_in(person(Role.CLERK))
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not in_session(client)


def test_signing_out_needs_a_button(quick_site: Site, person: MakePerson) -> None:
    """A picture on another site must not be able to sign a desk out in the middle of an intake."""
    client = signed_in(person(Role.CLERK))
    client.get("/accounts/logout/")
    assert in_session(client)


def test_the_demo_locks_nobody_out(settings: Settings) -> None:
    """The demo's one password is printed; whoever mistypes it should not have to wait."""
    assert settings.AXES_ENABLED is not settings.DEMO
