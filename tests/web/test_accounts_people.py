"""People: an administrator adds those of their own agency, and changes what they may do."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.test import Client

from holdlaw.core.problems import HoldlawError
from holdlaw.store.reading import Filter, entries
from holdlaw.web.accounts import people
from holdlaw.web.accounts.models import User
from holdlaw.web.roles import Role

from .conftest import ClientFor, MakePerson, signed_in
from .made import CITY, JAIL, Site

NEW = {"name": "Testa Testperson", "username": "testa", "staff_id": "4711", "role": "clerk"}
PASSWORD = re.compile(r"(?:[a-z2-9]{5}-){3}[a-z2-9]{5}")
pytestmark = pytest.mark.django_db


def change(client: Client, user: User, **told: str) -> Client:
    """Change something about somebody on the page."""
    client.post(f"/people/{user.pk}/change/", told)
    user.refresh_from_db()
    return client


def test_a_person_who_is_added_gets_a_password_to_replace(quick_site: Site, client_for: ClientFor) -> None:
    """A new clerk starts tonight: the password is shown once, works, and is nobody else's from then on."""
    page = client_for(Role.ADMINISTRATOR).post("/people/add/", NEW)
    shown = PASSWORD.search(page.content.decode())
    user = User.objects.get(username="testa")
    assert shown
    assert user.check_password(shown[0])
    assert (user.agency, user.role, user.staff_id, user.password_given) == (CITY, "clerk", "4711", True)
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize("taken", ["username", "staff_id"])
def test_a_name_or_number_belongs_to_one_person(
    quick_site: Site, client_for: ClientFor, person: MakePerson, taken: str
) -> None:
    """Two people under one number make every entry of both worthless as evidence."""
    other = person(Role.CLERK)
    page = client_for(Role.ADMINISTRATOR).post("/people/add/", {**NEW, taken: getattr(other, taken)})
    assert page.status_code == 422
    assert not User.objects.filter(first_name=NEW["name"]).exists()


def test_only_people_of_the_own_agency_are_shown(
    quick_site: Site, client_for: ClientFor, person: MakePerson
) -> None:
    """The jail's staff list is no business of the police, nor the other way round."""
    own, other = person(Role.CLERK), person(Role.CLERK, JAIL)
    page = client_for(Role.ADMINISTRATOR).get("/people/").content.decode()
    assert own.username in page
    assert other.username not in page


@pytest.mark.parametrize("path", ["/people/{}/", "/people/{}/change/"])
def test_another_agencys_person_cannot_be_reached(
    quick_site: Site, client_for: ClientFor, person: MakePerson, path: str
) -> None:
    """An administrator who could give out another agency's passwords could sign its decisions."""
    other = person(Role.CLERK, JAIL)
    assert client_for(Role.ADMINISTRATOR).post(path.format(other.pk), {"change": "lock"}).status_code == 404
    other.refresh_from_db()
    assert other.is_active


def test_locking_and_unlocking(quick_site: Site, client_for: ClientFor, person: MakePerson) -> None:
    """Somebody suspended today may be back on Monday, with the same number and history."""
    client, user = client_for(Role.ADMINISTRATOR), person(Role.CLERK)
    change(client, user, change="lock")
    assert not user.is_active
    change(client, user, change="unlock")
    assert user.is_active


def test_unlocking_forgets_wrong_passwords(
    quick_site: Site, client_for: ClientFor, person: MakePerson
) -> None:
    """A clerk locked out by a stuck key must be able to work now, not in a quarter of an hour."""
    user = person(Role.CLERK)
    for _ in range(5):
        Client().post("/accounts/login/", {"login": user.username.upper(), "password": "wrong"})
    assert AccessAttempt.objects.exists()
    change(client_for(Role.ADMINISTRATOR), user, change="unlock")
    assert not AccessAttempt.objects.exists()


def test_a_new_role_counts_at_once(quick_site: Site, client_for: ClientFor, person: MakePerson) -> None:
    """Whoever is no longer administrator must not go on giving out accounts until tomorrow."""
    user = person(Role.ADMINISTRATOR)
    client = signed_in(user)
    change(client_for(Role.ADMINISTRATOR), user, change="role", role="auditor")
    assert user.role == "auditor"
    assert client.get("/people/").status_code == 403


def test_a_new_password_ends_what_was_signed_in(
    quick_site: Site, client_for: ClientFor, person: MakePerson
) -> None:
    """If a password got out, whoever used it must be out too."""
    user = person(Role.ADMINISTRATOR)
    client = signed_in(user)
    change(client_for(Role.ADMINISTRATOR), user, change="password")
    assert user.password_given
    assert client.get("/people/").status_code == 302


def test_a_lost_factor_is_taken_away_with_the_password(
    quick_site: Site, client_for: ClientFor, person: MakePerson
) -> None:
    """Whoever holds the lost telephone may know the password too: both are given anew."""
    user = person(Role.CLERK)
    before = user.password
    change(client_for(Role.ADMINISTRATOR), user, change="factors")
    assert not Authenticator.objects.filter(user=user).exists()
    assert user.password != before


def test_nobody_changes_their_own_role_or_lock(quick_site: Site, person: MakePerson) -> None:
    """An administrator who makes themselves supervisor could sign what nobody else saw."""
    user = person(Role.ADMINISTRATOR)
    change(signed_in(user), user, change="role", role="supervisor")
    change(signed_in(user), user, change="lock")
    assert (user.role, user.is_active) == ("administrator", True)


@pytest.mark.parametrize("deed", [people.lock, lambda user: people.set_role(user, Role.CLERK)])
def test_the_last_administrator_stays(person: MakePerson, deed: object) -> None:
    """An agency without one can let nobody in, not even to mend that."""
    user = person(Role.ADMINISTRATOR)
    person(Role.ADMINISTRATOR, JAIL)
    assert callable(deed)
    with pytest.raises(HoldlawError, match=r"HL-7002: role: This is the agency's last administrator\."):
        deed(user)


def test_with_a_second_administrator_the_first_may_go(person: MakePerson) -> None:
    """People leave; the rule is only that somebody stays."""
    user, _ = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    people.lock(user)
    assert not user.is_active


@pytest.mark.parametrize("told", [{"change": "promote"}, {}, {"change": "role", "role": "sheriff"}])
def test_what_is_not_a_change_changes_nothing(
    quick_site: Site, client_for: ClientFor, person: MakePerson, told: dict[str, str]
) -> None:
    """A form bent on the way must not give anybody a role that does not exist."""
    user = person(Role.CLERK)
    change(client_for(Role.ADMINISTRATOR), user, **told)
    assert (user.role, user.is_active) == ("clerk", True)


def test_every_change_of_an_account_is_an_entry(quick_site: Site, client_for: ClientFor) -> None:
    """Who gave whom the right to sign is the first thing asked when a signature is doubted."""
    client = client_for(Role.ADMINISTRATOR)
    client.post("/people/add/", NEW)
    user = User.objects.get(username=NEW["username"])
    told = ({"change": "role", "role": "supervisor"}, {"change": "lock"}, {"change": "unlock"})
    for each in (*told, {"change": "password"}, {"change": "factors"}):
        change(client, user, **each)
    with quick_site.register() as register:
        made = entries(register.db, where=Filter(kind="account.changed"))
    changes = ["added", "role_given", "locked", "unlocked", "password_given", "second_factor_removed"]
    assert [entry.fields["change"] for entry in made] == changes
    assert {entry.fields["account"] for entry in made} == {user.staff_id}
    assert [entry.fields["role"] for entry in made][1:] == ["supervisor"] * 5


def test_a_change_that_is_refused_is_no_entry(quick_site: Site, client_for: ClientFor) -> None:
    """An entry of what never happened is worse than none."""
    client = client_for(Role.ADMINISTRATOR)
    client.post("/people/add/", {**NEW, "staff_id": "not a number"})
    with quick_site.register() as register:
        assert entries(register.db, where=Filter(kind="account.changed")) == []


def test_an_agency_that_never_joined_gets_no_people(db: None) -> None:
    """An account for nobody's agency would belong to no desk, and no administrator could take it away."""
    new = people.NewPerson(username="testa", staff_id="4711", agency="elsewhere", role=Role.CLERK)
    with pytest.raises(HoldlawError, match=r"HL-7002: agency: .* Name one that joined it: city-police\."):
        people.add(new, [CITY])


def test_every_page_about_people_can_be_read(quick_site: Site, person: MakePerson) -> None:
    """A page that fails to show leaves an agency unable to let its night shift in."""
    user, locked = person(Role.ADMINISTRATOR), person(Role.CLERK, is_active=False)
    client = signed_in(user)
    paths = ("/people/", "/people/add/", f"/people/{user.pk}/", f"/people/{locked.pk}/")
    assert [client.get(path).status_code for path in paths] == [200] * 4
