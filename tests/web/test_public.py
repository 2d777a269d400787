"""The public page: no cookie, no script, the published numbers and nothing else, in two languages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from pytest_django import Settings

from bench.public.filling import AGENCY, PUBLISHED_AT, REPORT, fill
from holdlaw.policybook import shipped
from holdlaw.register.entry import Actor
from holdlaw.reports.faces.wording import number_said
from holdlaw.reports.life import Amends, amend, draft, review, table_bytes
from holdlaw.reports.public.kept import keep_table
from holdlaw.reports.statutory.places import report_named
from holdlaw.reports.statutory.running import Asked, run
from holdlaw.reports.table import Table
from holdlaw.store.erasing import By
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.registers import Register
from holdlaw.store.signer import sign
from holdlaw.web import registers
from holdlaw.web.roles import Role
from verifier import holdlaw_verify

from .conftest import ClientFor
from .made import CITY, Site
from .publishing import FRONT, released, walk
from .requesting import text_of
from .test_security import HEADERS, inline, policy

POLICY = {
    "default-src": "'none'", "style-src": "'self'", "img-src": "'self'", "font-src": "'self'",
    "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
NOTHING = "Nothing has been published yet."
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with two published reports, made once."""
    folder = tmp_path_factory.mktemp("public") / "register"
    fill(Home(folder))
    return folder


@pytest.fixture
def home(filled: Path, tmp_path: Path, settings: Settings) -> Iterator[Home]:
    """A copy of it which the site is about, and which a test may change."""
    folder = tmp_path / "register"
    shutil.copytree(filled, folder)
    settings.HOLDLAW_DIR, settings.DATABASE_URL = folder, None
    settings.PUBLIC_LOOKS_ALWAYS = True
    registers.home.cache_clear()
    registers.close_register()
    yield Home(folder)
    registers.close_register()
    registers.home.cache_clear()


def by(role: str, number: int) -> By:
    """Somebody of the agency, on the day of the publications."""
    return By(Actor(f"{AGENCY}-{role}-{number}", role), AGENCY, PUBLISHED_AT)


def table_of(register: Register, ending: date) -> Table:
    """Count one of the yearly reports."""
    return run(register, report_named(REPORT), Asked(ending=ending, agency=AGENCY), shipped())


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_address_sets_a_cookie_or_holds_a_script(home: Home, language: str) -> None:
    """Nobody who reads what their city publishes should be counted, known, or asked to run a program."""
    client = Client()
    found = list(walk(client, FRONT[language]))
    assert len([each for each in found if each.is_page]) > 10
    for each in found:
        answer = each.answer
        assert answer.status_code == 200, each.path
        assert not answer.cookies, each.path
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer["Vary"]
        assert policy(answer) == POLICY
        assert {name: answer[name] for name in HEADERS} == HEADERS
        assert answer["Cache-Control"] == "public, max-age=300"
        assert answer["ETag"]
        if each.is_page:
            assert inline(each.text) == [], each.path
            assert "<script" not in each.text
            assert "<form" not in each.text
    assert not client.cookies


def test_the_pages_are_the_same_for_somebody_who_is_signed_in(home: Home, client_for: ClientFor) -> None:
    """A page that knew its reader could not be kept by a cache, and should not know."""
    known = client_for(Role.CLERK)
    assert known.get("/public/").content == Client().get("/public/").content
    assert not known.get("/public/").cookies


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_published_number_is_the_one_in_its_file(home: Home, language: str) -> None:
    """A page that rounds, or counts again by itself, says something that nobody reviewed."""
    published = released(home)
    for report in published.index["reports"]:
        page = Client().get(f"{FRONT[language]}{AGENCY}/reports/{report['entry']}/").content.decode()
        table = json.loads(published.files[report["file"]])
        assert sha256(published.files[report["file"]]).hexdigest() == report["sha256"]
        assert report["sha256"] in page
        rows = re.findall(r'class="pub-item">([^<]+)</th>.*?</td><td>(.*?)</td></tr>', page)
        shown = {item: re.sub("<[^>]+>", "", value) for item, value in rows}
        assert shown.keys() == table["items"].keys()
        told = {item: value for item, value in table["items"].items() if value is not None}
        assert told
        assert {item: shown[item] for item in told} == {item: number_said(told[item]) for item in told}


def test_the_first_numbers_of_an_agency_are_those_of_its_newest_report(home: Home) -> None:
    """The big numbers are what is quoted; they must be the reviewed ones, and say of which days they are."""
    (*_, newest) = released(home).index["reports"]
    page = Client().get("/public/").content.decode()
    numbers = re.findall(r'class="pub-number">([^<]+)<', page)
    assert numbers == [str(newest["items"][item]) for item in ("f.1", "f.2", "f.3", "f.4")]
    assert "The twelve months to 30 June 2020 (statutory year)" in text_of(page)


def test_what_is_drafted_and_reviewed_is_not_shown(home: Home) -> None:
    """A number that is not published yet may still be wrong, and is nobody's to quote."""
    index, addresses = released(home).index, {each.path for each in walk(Client(), "/public/")}
    with open_register(home) as register:
        table = table_of(register, date(2021, 6, 30))
        drafted = draft(register, table, by("clerk", 1), "third-draft").seq
        review(register, drafted, table, by("supervisor", 1), "third-review")
    sign(home)
    now = released(home).index
    assert [now[part] for part in ("reports", "headline", "counts", "changes")] == [
        index[part] for part in ("reports", "headline", "counts", "changes")
    ]
    after = list(walk(Client(), "/public/"))
    assert {each.path for each in after if "/checkpoints/" not in each.path} <= addresses
    assert not [each.path for each in after if b"June 2021" in each.answer.content]
    assert not [each.path for each in after if b"2021-06-30" in each.answer.content]


def test_a_withheld_number_is_in_no_public_artefact(home: Home) -> None:
    """Whatever the withheld numbers are, every byte that anybody can fetch stays the same."""
    before = {each.path: each.answer.content for each in walk(Client(), "/public/")}
    path = home.published_folder / "editions.json"
    kept = json.loads(path.read_bytes())
    withheld = [(each["edition"], name) for each in kept for name in each["edition"]["withheld"]]
    assert withheld
    for edition, name in withheld:
        edition["values"][name] = 987_654_321
    path.write_text(json.dumps(kept))
    after = {each.path: each.answer.content for each in walk(Client(), "/public/")}
    assert after == before
    assert not [path for path, body in after.items() if b"987654321" in body or b"987,654,321" in body]


@pytest.mark.parametrize(("language", "word"), [("en", "withheld"), ("es", "reservado")])
def test_a_withheld_month_is_marked_and_explained(home: Home, language: str, word: str) -> None:
    """A blank would be read as none."""
    page = Client().get(f"{FRONT[language]}{AGENCY}/").content.decode()
    assert f'<abbr class="pub-withheld" title="{word}">w</abbr>' in page
    assert f'href="{FRONT[language]}methods/#small"' in page


def test_no_name_number_or_birth_date_is_anywhere(home: Home) -> None:
    """The people the requests name did not agree to be in public."""
    for each in walk(Client(), "/public/"):
        assert b"Testa" not in each.answer.content
        assert b"r-0-0" not in each.answer.content


def test_a_language_is_chosen_by_the_address_alone(home: Home) -> None:
    """A choice that needs a cookie would be the only thing this page knows of its reader."""
    client = Client()
    spanish = client.get(f"/public/es/{AGENCY}/")
    assert client.get(f"/public/{AGENCY}/?language=es").content == spanish.content
    assert spanish["Content-Language"] == "es"
    assert '<html lang="es">' in spanish.content.decode()
    assert "La ley vigente y su historia" in spanish.content.decode()
    assert 'href="/public/city-police/" lang="en"' in spanish.content.decode()


def test_who_has_the_page_is_sent_nothing_twice(home: Home) -> None:
    """On the day a number is in the news, most readers have the page already."""
    client = Client()
    first = client.get("/public/")
    again = client.get("/public/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    packed = client.get("/public/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] != first["ETag"]
    assert len(packed.content) < len(first.content)


def test_only_reading_is_answered(home: Home) -> None:
    """There is nothing here to send."""
    client = Client()
    assert client.head("/public/").status_code == 200
    assert client.post("/public/").status_code == 405
    assert client.get("/public")["Location"] == "/public/"
    assert client.get("/public/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(
    "path",
    ["nobody/", "city-police/reports/1/", "city-police/law/us-tx/2017-09-01/",
     "files/published/editions.json",
     "files/charts/city-police/en/none.svg", "files/../../site.key", "methods/more/", "es/nobody/"],
)  # fmt: skip
def test_what_is_not_published_is_not_found(home: Home, path: str) -> None:
    """A guessed address finds nothing, and still no cookie."""
    answer = Client().get(f"/public/{path}")
    assert answer.status_code == 404
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_files_are_those_of_the_release_with_their_hashes(home: Home) -> None:
    """Whoever fetches a file by itself compares it with the list, and with what the command writes."""
    client, published = Client(), released(home)
    page = client.get("/public/downloads/").content.decode()
    for path, data in published.files.items():
        answer = client.get(f"/public/files/{path}")
        assert answer.content == data, path
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert sha256(data).hexdigest() in page, path


def test_a_report_is_verified_offline_with_what_is_downloaded(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The promise of the page, kept as a stranger would keep it: the archive, one file, one command."""
    client = Client()
    page = client.get("/public/verify/").content.decode()
    verifier = client.get("/public/files/holdlaw_verify.py").content
    assert sha256(verifier).hexdigest() in page
    assert verifier == Path(holdlaw_verify.__file__).read_bytes()
    ZipFile(BytesIO(client.get("/public/files/all.zip").content)).extractall(tmp_path / "out")
    said = re.search(r'--key &quot;(.+?)&quot;|--key "(.+?)"', page)
    report = re.search(r"--report (\S+\.json)", page)
    assert said
    assert report
    key, file = said[1] or said[2], str(tmp_path / "out" / report[1])
    asked = [str(tmp_path / "out" / "proof"), "--key", key, "--report", file, "--json"]
    assert holdlaw_verify.main(asked) == 0
    (*_, newest) = released(home).index["reports"]
    assert json.loads(capsys.readouterr().out)["published_in"] == newest["entry"]


def test_an_amended_report_stays_and_names_what_replaces_it(home: Home) -> None:
    """A number that was quoted must still be found, with what became of it."""
    client = Client()
    client.get("/public/")
    first, second = _amended(home)
    old = text_of(client.get(f"/public/{AGENCY}/reports/{first}/").content.decode())
    new = text_of(client.get(f"/public/{AGENCY}/reports/{second}/").content.decode())
    assert f"The publication in entry {second} replaces it." in old
    assert "What the amendment changed" in new
    changes = text_of(client.get("/public/changes/").content.decode())
    assert f"Amends the publication in entry {first}." in changes
    assert "What the amendment changed" in changes


def _amended(home: Home) -> tuple[int, int]:
    """Enter one more request of the newest year, and amend its report; give both publications."""
    from bench.public.filling import _enter
    from holdlaw.register.entry import Draft
    from holdlaw.register.kinds.request_received import RequestReceived

    last = released(home).index["reports"][-1]
    late = RequestReceived(form="I-247A", channel="fax", subject={"name": "Testa Late"})
    when = PUBLISHED_AT - timedelta(days=90)
    actor = by("clerk", 1).actor
    with open_register(home) as register:
        entered = Draft(
            content=late, agency=AGENCY, actor=actor, happened_at=when, request="r-late", person="p-late"
        )
        _enter(register, [entered])
    sign(home)
    with open_register(home) as register:
        table = table_of(register, date(2020, 6, 30))
        drafted = draft(register, table, by("clerk", 1), "again-draft").seq
        review(register, drafted, table, by("supervisor", 1), "again-review")
        earlier = (home.published_folder / f"{last['sha256']}.json").read_bytes()
        keep_table(home, table_bytes(table))
        made = amend(register, drafted, table, by("supervisor", 2), Amends(earlier, "again-publish"))
    sign(home)
    return last["entry"], made.receipt.seq


def test_a_publication_is_shown_once_it_is_signed_for(home: Home) -> None:
    """Before a checkpoint covers it, nobody could prove that it was published."""
    client = Client()
    count = len(released(home).index["reports"])
    assert client.get("/public/changes/").content.decode().count("<time") == count + 1
    _amended(home)
    assert client.get("/public/changes/").content.decode().count("<time") == count + 2


def test_damaged_files_close_the_page_and_name_nothing(home: Home) -> None:
    """Nothing is shown rather than a number that was not published."""
    (*_, newest) = released(home).index["reports"]
    path = home.published_folder / f"{newest['sha256']}.json"
    path.write_bytes(path.read_bytes().replace(b'"f.2":0', b'"f.2":9'))
    answer = Client().get("/public/")
    assert answer.status_code == 503
    assert "This page cannot be shown now" in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize(("language", "said"), [("en", NOTHING), ("es", "Aún no se ha publicado nada.")])
def test_before_anything_is_published_the_page_says_so(
    quick_site: Site, settings: Settings, language: str, said: str
) -> None:
    """An empty page would look like an agency that received nothing. The law can be read all the same."""
    settings.PUBLIC_LOOKS_ALWAYS = True
    client = Client()
    for sign_it in (lambda: None, lambda: sign(quick_site.home)):
        sign_it()
        assert said in text_of(client.get(FRONT[language]).content.decode())
        law = client.get(f"{FRONT[language]}{CITY}/law/")
        assert law.status_code == 200
        assert "NYC Admin. Code § 14-154" in law.content.decode()
        for each in walk(client, FRONT[language]):
            assert each.answer.status_code == 200, each.path


def test_every_version_of_the_law_is_there_with_what_is_unverified(home: Home) -> None:
    """Whoever asks under which law a person was held in 2015 finds that law, and how sure it is."""
    place = shipped().place("us-ny-nyc-police")
    law = Client().get(f"/public/{AGENCY}/law/").content.decode()
    for version in shipped().versions(place):
        day = version.in_force.by
        assert f"/law/us-ny-nyc-police/{day}/" in law
        page = text_of(Client().get(f"/public/{AGENCY}/law/us-ny-nyc-police/{day}/").content.decode())
        assert version.title in page
        assert version.cite in page
    assert "unverified or unread" in law
    assert "that is not established" in law


def test_alone_the_public_page_is_all_there_is(home: Home, settings: Settings) -> None:
    """On a host that faces the street the desk must not be one guessed address away."""
    settings.PUBLIC_ONLY = True
    client = Client()
    assert client.get("/public/").status_code == 200
    assert client.get("/")["Location"] == "/public/"
    for path in ("/board/", "/accounts/login/", "/language/", "/public2/"):
        answer = client.get(path)
        assert (answer.status_code, dict(answer.cookies)) == (404, {})
