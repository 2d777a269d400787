"""The line goes, the server dies, the sign-in ends, in the middle of a form: what was typed is stored."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import Crew
from .keys import Keys

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
LINE = ("ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED")
EXPECTED = (
    *LINE,
    "ERR_INTERNET_DISCONNECTED",
    "401 (Unauthorized)",
    "htmx:",
    "Response Status Error Code 401",
)
"""What a browser and htmx write to the console when the line is down or the sign-in is over."""

NOTE = "They called twice; Testa was asleep."
RENEWED_MS = 30_000


def interrupted(crew: Crew, keys: Keys, breaks: Callable[[], object], says: str) -> None:
    """Type half a form, let something break, type on; wait until the page says so."""
    crew.watched.expected = EXPECTED
    keys.open("/requests/new/")
    keys.choose("Which form came?", "i")
    keys.choose("Which paper came with it?", "i")
    expect(keys.page.locator("#kept")).to_contain_text("Draft kept")
    breaks()
    keys.fill("When would the person be released?", "+45m")
    keys.choose("What does the record search show?", "n")
    expect(keys.page.locator("#line")).to_contain_text(says)


def stored_whole(keys: Keys) -> None:
    """Type the rest once the line is back, save, and see that everything typed is there."""
    expect(keys.page.locator("#line")).to_be_hidden(timeout=RENEWED_MS)
    keys.choose("A possible database match?", "n")
    keys.unfold("More: the person")
    keys.fill("Note", NOTE)
    keys.press("Control+Enter")
    keys.told("Stored, with the law's answer.")
    keys.shows("I-247A", "I-200", "You must not hold the person past release.", NOTE)


def test_a_server_that_dies_takes_nothing_with_it(one_crew: Crew) -> None:
    """The machine loses its power; the form goes on where it was, and so does another desk with the draft."""
    keys = one_crew.at("clerk")
    live = one_crew.live
    interrupted(one_crew, keys, lambda: live.stop(signal.SIGKILL), "the line is down")
    live.start()
    expect(keys.page.locator("#line")).to_be_hidden(timeout=RENEWED_MS)
    other = one_crew.at("clerk")
    other.open("/requests/new/")
    other.work("link", "Go on with it")
    expect(other.page.get_by_label("When would the person be released?")).to_have_value("+45m")
    expect(other.page.get_by_label("What does the record search show?")).to_have_value("none")
    other.look()
    other.page.close()
    stored_whole(keys)


def test_a_line_that_goes_takes_nothing_with_it(one_crew: Crew) -> None:
    """The network of a jail is down every other night."""
    keys = one_crew.at("clerk")
    interrupted(one_crew, keys, lambda: keys.page.context.set_offline(True), "the line is down")
    keys.look()
    keys.page.context.set_offline(False)
    stored_whole(keys)


def test_a_sign_in_that_ends_takes_nothing_with_it(one_crew: Crew) -> None:
    """Somebody is signed out in the middle of a form, signs in beside it, and goes on."""
    keys = one_crew.at("clerk")
    context = keys.page.context
    interrupted(one_crew, keys, lambda: context.clear_cookies(name="session"), "you were signed out")
    keys.look()
    with context.expect_page() as opened:
        keys.work("link", "Sign in, in a new tab")
    beside = Keys(opened.value, one_crew.live.url)
    expect(beside.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    beside.type("clerk")
    beside.press("Tab")
    beside.type(one_crew.live.password)
    beside.press("Enter")
    expect(beside.page.get_by_role("heading", level=1)).to_have_text("You are signed in again")
    beside.look()
    beside.page.close()
    keys.page.bring_to_front()
    stored_whole(keys)
