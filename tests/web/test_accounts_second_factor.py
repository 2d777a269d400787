"""The second factor: asked of everybody, shown in each session, kept encrypted, never given up."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from holdlaw.web.accounts.models import User
from holdlaw.web.accounts.second_factor import SESSION_MARK, TO_SET_UP_A_FACTOR
from holdlaw.web.roles import Role

from .conftest import PASSWORD, MakePerson, signed_in
from .made import Site
from .walking import behind_the_door

SET_UP = "/accounts/2fa/totp/activate/"
LOGIN = "/accounts/login/"
pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    """Give the code that an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30)))


def by_password(user: User) -> Client:
    """Sign in with the password alone, as far as that goes."""
    client = Client()
    client.post(LOGIN, {"login": user.username, "password": PASSWORD})
    return client


def test_without_a_factor_every_page_leads_to_setting_one_up(quick_site: Site, person: MakePerson) -> None:
    """A page that forgot to ask would be the one an intruder uses."""
    client = by_password(person(Role.ADMINISTRATOR, factor=False))
    asked = [address for address in behind_the_door() if address.name not in TO_SET_UP_A_FACTOR]
    led = {address.name: client.get(address.path).headers.get("Location") for address in asked}
    assert led
    assert {name: to for name, to in led.items() if to != SET_UP} == {}


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_site(quick_site: Site, person: MakePerson) -> None:
    """The first sign-in of a new clerk has to end at the desk, with codes to keep on paper."""
    user = person(Role.ADMINISTRATOR, factor=False)
    client = by_password(user)
    page = client.get(SET_UP).content.decode()
    found = re.search(r'id="authenticator_secret" value="([A-Z2-7]+)"', page)
    assert found
    answer = client.post(SET_UP, {"code": code_of(found[1])})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert client.get("/people/").status_code == 200


def test_the_picture_of_the_secret_is_inside_the_page(quick_site: Site, person: MakePerson) -> None:
    """A secret drawn by somebody else's server is no secret."""
    page = by_password(person(Role.CLERK, factor=False)).get(SET_UP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page


def test_the_code_signs_in_and_works_once(quick_site: Site, person: MakePerson) -> None:
    """Somebody who looks over a shoulder must not be able to use the same code."""
    user = person(Role.ADMINISTRATOR, factor=False)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    first, second, code = by_password(user), by_password(user), code_of(secret)
    assert first.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert first.get("/people/").status_code == 200
    again = second.post("/accounts/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" not in second.session
    assert again.status_code == 200


def test_a_session_that_never_showed_the_factor_is_ended(quick_site: Site, person: MakePerson) -> None:
    """Whoever signed in with the password before the factor was set up must not slip in behind it."""
    user = person(Role.ADMINISTRATOR, factor=False)
    early = by_password(user)
    TOTP.activate(user, generate_totp_secret())
    assert early.get("/people/")["Location"] == LOGIN
    assert "_auth_user_id" not in early.session


def test_the_last_factor_cannot_be_given_up(quick_site: Site, person: MakePerson) -> None:
    """A borrowed desk must not be enough to take the second factor off an account for good."""
    user = person(Role.CLERK)
    client = signed_in(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_a_given_password_has_to_be_replaced_first(quick_site: Site, person: MakePerson) -> None:
    """Two people who know a password are two people who can sign with one name."""
    user = person(Role.ADMINISTRATOR, password_given=True)
    client = signed_in(user)
    assert client.get("/people/")["Location"] == "/accounts/password/change/"
    own = "another plain phrase for me"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": own, "password2": own})
    assert not User.objects.get(pk=user.pk).password_given
    assert client.get("/people/").status_code == 200


def test_secrets_are_encrypted_where_they_are_kept(person: MakePerson) -> None:
    """A copy of the accounts' database must not be enough to make codes."""
    user, secret = person(Role.CLERK, factor=False), generate_totp_secret()
    TOTP.activate(user, secret)
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data)
    assert kept.wrap().validate_code(code_of(secret))


def test_the_demo_asks_for_no_factor(quick_site: Site, person: MakePerson, settings: Settings) -> None:
    """Whoever tries the demo has no phone to set up for an invented clerk."""
    settings.DEMO = True
    client = by_password(person(Role.ADMINISTRATOR, factor=False))
    assert client.get("/people/").status_code == 200


def test_every_page_of_the_second_factor_can_be_read(quick_site: Site, person: MakePerson) -> None:
    """A page that fails to show leaves somebody locked out of their own account."""
    client = signed_in(person(Role.CLERK))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    session = client.session
    session[SESSION_MARK] = True
    session.save()
    names = (
        "mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_generate_recovery_codes",
        "mfa_deactivate_totp", "mfa_reauthenticate", "account_reauthenticate", "account_change_password",
        "account_logout",
    )  # fmt: skip
    assert {name: client.get(reverse(name)).status_code for name in names} == dict.fromkeys(names, 200)
