"""What a browser is told and what no page may hold: policy, headers, forged forms, open doors, script."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from holdlaw.web import settings as written
from holdlaw.web.roles import Role

from .conftest import ClientFor, MakePerson, signed_in
from .made import Site
from .walking import addresses, behind_the_door

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OPEN_TO_ALL = {"account_login", "account_logout", "account_inactive", "mfa_authenticate", "set_language"}
"""The only addresses that answer somebody who is not signed in."""

TEMPLATES = sorted((Path(written.__file__).parent / "templates").rglob("*.html"))
pytestmark = pytest.mark.django_db


class Inline(HTMLParser):
    """Notes whatever a page holds that the policy would refuse, or that would reach outside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = dict(attrs)
        data = given.get("type") == "application/json"
        if (tag == "script" and "src" not in given and not data) or tag == "style":
            self.found.append(f"<{tag}>")
        self.found += [
            f"{tag} {name}" for name in given if name == "style" or name.startswith(("on", "hx-on"))
        ]
        outside = (value for name, value in attrs if name in {"src", "href", "action"} and value)
        self.found += [
            f"{tag} {value}"
            for value in outside
            if value.startswith(("http:", "https:", "//", "javascript:"))
        ]


def inline(text: str) -> list[str]:
    """Give what a page or template holds that it must not."""
    parser = Inline()
    parser.feed(text)
    return parser.found


def policy(answer: Any) -> dict[str, str]:
    """Read the policy a browser is given."""
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", ["/accounts/login/", "/no/such/page/"])
def test_everybody_gets_the_policy_and_the_headers(anybody: Client, path: str) -> None:
    """The one page that is sent without them is the one through which a stranger's script comes in."""
    answer = anybody.get(path)
    assert policy(answer) == POLICY
    assert {name: answer[name] for name in HEADERS} == HEADERS


def test_every_page_behind_the_door_has_the_policy(quick_site: Site, person: MakePerson) -> None:
    """Where the records are, most of all."""
    client = signed_in(person(Role.ADMINISTRATOR))
    wrong = {page.name for page in behind_the_door() if policy(client.get(page.path)) != POLICY}
    assert behind_the_door()
    assert wrong == set()


def test_only_the_listed_addresses_are_open_to_all() -> None:
    """A door that is open because somebody forgot is found by a stranger before it is found by us."""
    assert {address.name for address in addresses() if address.open_to_all} == OPEN_TO_ALL


@pytest.mark.parametrize("method", ["get", "post"])
def test_everything_else_leads_to_signing_in(anybody: Client, method: str) -> None:
    """Names of people in custody must not be one guessed address away."""
    answers = {page.name: getattr(anybody, method)(page.path) for page in behind_the_door()}
    led = {name: answer.headers.get("Location", str(answer.status_code)) for name, answer in answers.items()}
    assert {name: to for name, to in led.items() if not to.startswith("/accounts/login/")} == {}


def test_a_form_without_its_mark_is_refused(quick_site: Site, person: MakePerson) -> None:
    """A page elsewhere must not be able to act in the name of an officer who is signed in here."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(person(Role.ADMINISTRATOR)).cookies
    names = [page for page in addresses() if page.name not in {"set_language"}]
    answers = {page.name: client.post(page.path).status_code for page in names}
    assert {name: status for name, status in answers.items() if status != 403} == {}


def test_no_template_holds_script_or_style() -> None:
    """The policy would refuse it, and the page would silently not work at three in the morning."""
    found = {path.name: inline(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert TEMPLATES
    assert {name: what for name, what in found.items() if what} == {}


def test_no_page_as_sent_holds_script_or_style(quick_site: Site, person: MakePerson) -> None:
    """Libraries write pages too; what counts is what reaches the browser."""
    client = signed_in(person(Role.ADMINISTRATOR))
    pages = {page.name: client.get(page.path) for page in addresses()}
    html = {name: page for name, page in pages.items() if page["Content-Type"].startswith("text/html")}
    found = {name: inline(page.content.decode()) for name, page in html.items()}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "text", ["<script>1</script>", "<style></style>", "<p style='x'>", "<p onclick='x'>",
             "<p hx-on:click='x'>", "<img src='https://elsewhere.example/x'>", "<a href='javascript:1'>"],
)  # fmt: skip
def test_what_must_not_be_there_is_seen(text: str) -> None:
    """A check that cannot fail protects nobody."""
    assert len(inline(text)) == 1


def test_pages_are_not_kept_by_caches(quick_site: Site, client_for: ClientFor) -> None:
    """A proxy or a shared browser must not show one officer's page to the next."""
    assert client_for(Role.ADMINISTRATOR).get("/people/")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_page_names_nothing_of_what_was_asked(name: str) -> None:
    """An error is read over shoulders and sent in screenshots."""
    text = next(path for path in TEMPLATES if path.name == name).read_text(encoding="utf-8")
    assert "exception" not in text
    assert "request_path" not in text


def test_the_site_does_not_run_in_debug(settings: Settings) -> None:
    """Django's debug page prints settings, queries and what was typed."""
    assert written.DEBUG is False
    assert settings.ALLOWED_HOSTS != ["*"]


def test_another_host_name_is_refused(anybody: Client) -> None:
    """A forged host would put a stranger's address into links that officers follow."""
    assert anybody.get("/accounts/login/", headers={"host": "elsewhere.example"}).status_code == 400
