"""The real site in Chromium: signing in by keyboard, a second factor, the language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from holdlaw.store.home import Home

from .browsing import NARROW, WIDE, Live, Watched, axe_violations, running, sign_in, watch
from .made import CITY, make_site
from .test_accounts_second_factor import code_of
from .test_serving import holdlaw

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
REFUSED = ("403 (Forbidden)", "404 (Not Found)", "401 (Unauthorized)")


PAGES = ("/people/", "/people/add/", "/people/1/", "/accounts/2fa/", "/accounts/password/change/")


@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_are_open_to_everybody(page: Page, live: Live, language: str) -> None:
    """Officers too are colour-blind, use a screen reader, or hold the site in one hand."""
    page.context.add_cookies([{"name": "language", "value": language, "url": live.url}])
    sign_in(page, live, "admin")
    for path in PAGES:
        page.goto(f"{live.url}{path}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        for width, height in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": height})
            assert axe_violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sign_in_page_is_open_to_everybody(page: Page, live: Live, language: str) -> None:
    """Whoever cannot get through the door cannot use the desk."""
    page.context.add_cookies([{"name": "language", "value": language, "url": live.url}])
    page.goto(f"{live.url}/accounts/login/")
    assert axe_violations(page) == []


def test_the_language_is_chosen_with_one_button(page: Page, live: Live) -> None:
    """Whoever reads Spanish more surely should not have to look for it."""
    page.goto(f"{live.url}/accounts/login/")
    page.get_by_role("button", name="Español").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Iniciar sesión")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_signing_out_leaves_nothing_to_go_back_to(page: Page, live: Live) -> None:
    """The next person presses Back out of habit, and must not see the last one's page."""
    sign_in(page, live, "admin")
    page.goto(f"{live.url}/people/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_refused_page_says_so_in_a_sentence(page: Page, live: Live, watched: Watched) -> None:
    """A bare number tells a clerk nothing, least of all that asking was recorded."""
    watched.expected = REFUSED
    sign_in(page, live, "clerk")
    page.goto(f"{live.url}/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your role does not allow this")
    assert axe_violations(page) == []


def test_nothing_typed_is_lost_when_the_session_ends(page: Page, live: Live, watched: Watched) -> None:
    """Signed out in the middle of a form, a clerk signs in beside it and sends what was typed."""
    watched.expected = REFUSED
    sign_in(page, live, "admin")
    page.goto(f"{live.url}/people/add/")
    page.get_by_label("Name", exact=True).fill("Testa Testperson")
    page.get_by_label("User name").fill("testa")
    page.get_by_label("Staff number").fill("4711")
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is lost")
    assert axe_violations(page) == []
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").click()
    sign_in(opened.value, live, "admin")
    page.get_by_role("button", name="Send again").click()
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A password to hand over")


def heading(page: Page, text: str) -> None:
    """Wait until the page with this heading is there, and let axe look at it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    assert axe_violations(page) == []


def test_the_first_sign_in_of_a_real_person(page: Page, tmp_path: Path) -> None:
    """From the password on a slip of paper to the desk: another password, an app, codes for the drawer."""
    home, own = make_site(Home(tmp_path / "register")).home, "four plain words here"
    new = ("--agency", CITY, "--role", "administrator", "--staff-id", "1")
    given = holdlaw("user", "add", "testa", *new, "--dir", home.folder).stdout.rpartition(": ")[2].strip()
    with running(home, demo=False) as live:
        sign_in(page, live, "testa", given)
        heading(page, "Change Password")
        page.get_by_label("Current Password").fill(given)
        page.get_by_label("New Password", exact=True).fill(own)
        page.get_by_label("New Password (again)").fill(own)
        page.keyboard.press("Enter")
        heading(page, "Activate Authenticator App")
        assert page.locator("img[src^='data:image/svg+xml']").evaluate("image => image.naturalWidth") > 0
        secret = page.get_by_label("Authenticator secret").input_value()
        page.get_by_label("Authenticator code").fill(code_of(secret))
        page.keyboard.press("Enter")
        heading(page, "Recovery Codes")
        code = re.findall(r"\d{8}", page.get_by_label("Unused codes").input_value())[0]
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/accounts/login/")
        sign_in(page, live, "testa", own)
        heading(page, "Two-Factor Authentication")
        page.get_by_label("Code").fill(code)
        page.keyboard.press("Enter")
        heading(page, "People")


def test_a_security_key_is_a_second_factor(page: Page, live: Live) -> None:
    """A key cannot be phished as a code can; its script has to run under the strict policy."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devices.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**key, "automaticPresenceSimulation": True}}
    )
    at_localhost = Live(live.home, live.port, live.password, host="localhost")
    sign_in(page, at_localhost, "supervisor")
    page.goto(f"{at_localhost.url}/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add").click()
    heading(page, "Recovery Codes")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")
    sign_in(page, at_localhost, "supervisor")
    heading(page, "Two-Factor Authentication")
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)


def test_a_request_to_elsewhere_would_be_seen(browser: Browser) -> None:
    """A check that cannot fail protects nobody."""
    seen = Watched()
    context = browser.new_context()
    watch(context, seen)
    page = context.new_page()
    page.set_content("<img src='http://elsewhere.invalid/x.png'>")
    page.wait_for_timeout(200)
    context.close()
    assert seen.elsewhere == ["http://elsewhere.invalid/x.png"]
