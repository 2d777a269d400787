"""The public page in Chromium: with scripts switched off, and for whoever cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.public.filling import AGENCY, fill
from holdlaw.store.home import Home
from tests.web.browsing import NARROW, WIDE, Live, Watched, axe_violations, running, watch

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
FRONT = {"en": "/public/", "es": "/public/es/"}
PAGES = (
    "", f"{AGENCY}/", f"{AGENCY}/law/", f"{AGENCY}/law/us-ny-nyc-police/2018-01-30/", "methods/",
    "downloads/", "verify/", "changes/", "no-such-page/",
)  # fmt: skip


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The site of a register with two published reports."""
    home = Home(tmp_path_factory.mktemp("public") / "register")
    fill(home)
    with running(home, demo=False) as served:
        yield served


@pytest.fixture
def plain(browser: Browser, watched: Watched) -> Iterator[Page]:
    """A page in a browser in which scripts are switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    watch(context, watched)
    yield context.new_page()
    assert context.cookies() == []
    context.close()
    assert [*watched.unexpected(), *watched.elsewhere] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_everything_is_reached_without_scripts(plain: Page, public: Live, language: str) -> None:
    """Many read this on an old phone, through a library's filter, or with scripts off for good reasons."""
    plain.goto(f"{public.url}{FRONT[language]}")
    plain.get_by_role("link", name="Bench City Police").first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Bench City Police")
    picture = plain.get_by_role("img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    plain.locator("figure summary").first.click()
    expect(plain.locator("figure table").first).to_be_visible()
    plain.locator("table a").first.click()
    expect(plain.locator("html")).to_have_attribute("lang", language)
    expect(plain.locator(".pub-copy")).to_contain_text("SHA-256")
    with plain.expect_download() as taken:
        plain.get_by_role("link", name="JSON", exact=True).first.click()
    assert taken.value.path().read_bytes().startswith(b'{"agency":"city-police"')
    other = "Español" if language == "en" else "English"
    plain.get_by_role("link", name=other).click()
    expect(plain.locator("html")).to_have_attribute("lang", "es" if language == "en" else "en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_public_page_is_open_to_everybody(
    page: Page, watched: Watched, public: Live, language: str
) -> None:
    """A citizen who hears the page or holds it in one hand has the same right to the numbers."""
    watched.expected = ("404 (Not Found)",)
    for path in PAGES:
        page.goto(f"{public.url}{FRONT[language]}{path}")
        expect(page.locator("html")).to_have_attribute("lang", language)
        for width, height in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": height})
            assert axe_violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_report_is_open_to_everybody(page: Page, public: Live, language: str) -> None:
    """The page with the most numbers is the one that has to be read aloud in order."""
    page.goto(f"{public.url}{FRONT[language]}{AGENCY}/")
    page.locator("table a").first.click()
    for summary in page.locator("summary").all():
        summary.click()
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_picture_is_drawn(page: Page, public: Live) -> None:
    """A chart that the page's own policy refuses to show leaves an empty frame."""
    page.goto(f"{public.url}/public/{AGENCY}/")
    for picture in page.locator("figure img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("image => image.naturalWidth") > 0
