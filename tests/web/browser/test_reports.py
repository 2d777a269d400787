"""The pages of reports in Chromium: by ear, on a narrow screen, and a report's life from draft to public."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import define
from playwright.sync_api import Browser, Page, expect

from holdlaw.store.home import Home
from tests.web.browsing import WIDE, Live, Watched, look, running, sign_in, watch
from tests.web.made import make_site
from tests.web.reported import ADDRESS, AGENCY, address, make_reported

from .conftest import PATIENCE_MS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
PAGES: tuple[tuple[str, dict[str, str], dict[str, str]], ...] = (
    ("reports", {}, {}),
    ("report", {}, ADDRESS),
    ("report_entries", {}, {**ADDRESS, "item": "f.1"}),
    ("report_trends", {"every": "month", "by": "basis", "until": "2017"}, {}),
    ("report_claims", {}, {}),
    ("report_claim", {}, {"claim": "A2"}),
    ("report_pack", {}, {}),
    ("report_overdue", {"rate": "12.50"}, {}),
    ("report_card", {"on": "soon"}, {}),
    ("report_card_file", {"on": "1901-01-01"}, {}),
    ("report_disclosure", {}, {}),
)
SENTENCE = "The city police received 26 requests in 2017."
STEPS = (
    ("records", "Put it forward as a draft", "Drafted, in entry"),
    ("counsel", "I have gone through these numbers: reviewed", "Reviewed, in entry"),
    ("records", "Publish", "Published, in entry"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The site of a register with something to report."""
    site = make_site(Home(tmp_path_factory.mktemp("reports") / "register"))
    for reported in make_reported(site):
        with running(reported.site.home) as served:
            yield served


@define
class Crew:
    """Those who make a report, each in a browser of their own."""

    live: Live
    watched: Watched
    pages: dict[str, Page]


@pytest.fixture(scope="module")
def crew(browser: Browser, desk: Live) -> Iterator[Crew]:
    """The records officer and counsel, signed in; `nothing_amiss` looks after what their pages do."""
    made = Crew(desk, Watched(), {})
    for name in ("records", "counsel"):
        context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
        context.set_default_timeout(PATIENCE_MS)
        watch(context, made.watched)
        made.pages[name] = context.new_page()
        sign_in(made.pages[name], desk, f"{AGENCY}-{name}")
    yield made
    for page in made.pages.values():
        page.context.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_of_reports_are_open_to_everybody(crew: Crew, language: str) -> None:
    """Whoever answers for a number has to be able to read it, and go by ear from there to its entries."""
    crew.watched.expected = ("422 (Unprocessable",)
    page, url = crew.pages["records"], crew.live.url
    page.context.add_cookies([{"name": "language", "value": language, "url": url}])
    for name, query, named in PAGES:
        page.goto(f"{url}{address(name, query, **named)}")
        look(page, language)
    page.goto(f"{url}{address('report_claims')}")
    page.locator("#sentence").fill(SENTENCE)
    page.locator(".rp-check button").click()
    expect(page.locator("main dl").first).to_contain_text(SENTENCE)
    look(page, language)


def test_a_report_is_drafted_reviewed_and_published(crew: Crew) -> None:
    """Two people, three buttons, and each page says what comes next and who may do it."""
    one = f"{crew.live.url}{address('report', **ADDRESS)}"
    for name, button, done in STEPS:
        page = crew.pages[name]
        page.context.add_cookies([{"name": "language", "value": "en", "url": crew.live.url}])
        page.goto(one)
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("status").filter(has_text=done)).to_be_visible()
    page = crew.pages["records"]
    look(page, "en")
    expect(page.locator("#stage")).to_have_text("Published")
    with page.expect_download() as taken:
        page.locator("a[href$='/published/']").first.click()
    assert b'"f.1":' in taken.value.path().read_bytes()
