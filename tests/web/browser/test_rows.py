"""Many rows in Chromium: a release, the own register, a bill, an agency's own export; by ear and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from holdlaw.store.home import Home
from tests.web.browsing import WIDE, Live, Watched, look, running, sign_in, watch
from tests.web.made import make_site
from tests.web.reported import AGENCY, address, make_reported
from tests.web.rows_sent import OTHER, PLACE, RELEASE
from tests.web.test_rows_bills import BILL
from tests.web.test_rows_mapping import COLUMNS, EXPORT, HEADER, PLACES

from .conftest import PATIENCE_MS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The site of a register with some requests."""
    site = make_site(Home(tmp_path_factory.mktemp("rows") / "register"))
    for reported in make_reported(site):
        with running(reported.site.home) as served:
            yield served


@pytest.fixture(scope="module")
def officer(browser: Browser, desk: Live) -> Iterator[Page]:
    """The records officer, signed in. An error in the console fails the module's last test."""
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    context.set_default_timeout(PATIENCE_MS)
    watched = Watched(expected=("422 (Unprocessable",))
    watch(context, watched)
    page = context.new_page()
    sign_in(page, desk, f"{AGENCY}-records")
    yield page
    context.close()
    assert (watched.unexpected(), watched.elsewhere) == ([], [])


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """What somebody has on their own disk."""
    for name, data in (
        ("r.csv", RELEASE),
        ("e.csv", EXPORT),
        ("f.csv", PLACES.encode()),
        ("b.yaml", BILL.encode()),
    ):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "wrong.yaml").write_text(BILL.replace("acts:", "atcs:"))
    return tmp_path


def speaks(page: Page, desk: Live, language: str) -> None:
    """Choose the language of the pages."""
    page.context.add_cookies([{"name": "language", "value": language, "url": desk.url}])
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})


def button(page: Page, name: str) -> None:
    """Press a button, by its name."""
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_of_the_own_register(officer: Page, desk: Live, language: str) -> None:
    """The figures of the agency's own requests are for everybody who may read them."""
    speaks(officer, desk, language)
    for name, query in (
        ("rows_law", f"place={PLACE}&act=hold"),
        ("rows_compare", f"place={PLACE}&place={OTHER}"),
    ):
        officer.goto(f"{desk.url}{address(name, digest='register')}?{query}")
        look(officer, language)


def test_a_release_with_its_facilities_and_two_laws(officer: Page, desk: Live, files: Path) -> None:
    """From a file on one's own disk to the rows on which two laws differ."""
    speaks(officer, desk, "en")
    officer.goto(f"{desk.url}{address('rows')}")
    look(officer, "en")
    officer.locator("#file").set_input_files(files / "r.csv")
    officer.locator("#facilities").set_input_files(files / "f.csv")
    button(officer, "Import")
    expect(officer.get_by_role("heading", name="Facilities")).to_be_visible()
    look(officer, "en")
    officer.get_by_role("link", name="Under two laws").click()
    officer.locator("#other").select_option(OTHER)
    button(officer, "Show")
    expect(officer.get_by_role("heading", name="The rows that differ")).to_be_visible()
    look(officer, "en")
    with officer.expect_download() as taken:
        officer.get_by_role("link", name="The rows that differ (CSV)").click()
    assert taken.value.path().read_bytes().startswith(b"part,row_id,one_hold,other_hold,")


def test_a_bill_is_sent_asked_and_removed(officer: Page, desk: Live, files: Path) -> None:
    """Every mistake has its line; a bill that is good stands among the laws."""
    speaks(officer, desk, "en")
    officer.goto(f"{desk.url}{address('rows_bills')}")
    officer.locator("#bill").set_input_files(files / "wrong.yaml")
    button(officer, "Check and keep it")
    expect(officer.get_by_role("alert")).to_contain_text("Did you mean 'acts'?")
    look(officer, "en")
    officer.locator("#bill").set_input_files(files / "b.yaml")
    button(officer, "Check and keep it")
    look(officer, "en")
    name = officer.locator("h1").inner_text().removeprefix("Bill ")
    officer.goto(f"{desk.url}{address('rows_compare', digest='register')}")
    officer.locator("#place").select_option(PLACE)
    officer.locator("#other").select_option(name)
    button(officer, "Show")
    look(officer, "en")
    officer.goto(f"{desk.url}{address('rows_bill', bill=name)}")
    officer.get_by_role("link", name="Remove this bill").click()
    officer.locator("#typed").fill(name)
    look(officer, "en")
    button(officer, "Remove")
    expect(officer.locator("main")).to_contain_text("There is no bill yet.")


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_export_without_a_mapping(officer: Page, desk: Live, files: Path, language: str) -> None:
    """Whoever never wrote YAML names the columns on the page, and sees what becomes of every row."""
    speaks(officer, desk, language)
    officer.goto(f"{desk.url}{address('rows_mapping')}")
    look(officer, language)
    officer.locator("#file").set_input_files(files / "e.csv")
    officer.locator("main form button").last.click()
    officer.locator("#title").fill("Example County Jail")
    officer.locator("#day_forms").fill("%d.%m.%Y")
    for place, name in enumerate(HEADER):
        officer.locator(f"[name=column-{place}]").select_option(COLUMNS.get(name, ""))
    officer.locator("form.rp-check button").click()
    expect(officer.locator("#tried")).to_be_visible()
    look(officer, language)
    officer.locator("button[value=keep]").click()
    expect(officer.locator("main")).to_contain_text("Example County Jail")
    look(officer, language)
