"""The pages for many rows: a release uploaded, put to a law, to two, and counted over time."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from pathlib import Path

import pytest
from django.test import Client

from holdlaw.web.actions import importing
from holdlaw.web.actions.importing import Sent, take_in
from holdlaw.web.desk import Desk
from holdlaw.web.roles import Role
from tests.cli.shell import run
from tests.sources.releases_made import SHORT, text

from .conftest import ClientFor, MakePerson, signed_in
from .made import Site
from .reported import address, file_name, opened, printed
from .requesting import text_of
from .rows_sent import COMPARED, OTHER, PLACE, RELEASE, ROWS, digest_in, imports, made_again, sent, told

LAW = {"place": PLACE, "act": "hold"}


@pytest.fixture
def officer(quick_site: Site, client_for: ClientFor) -> Client:
    """The records officer."""
    return client_for(Role.RECORDS_OFFICER)


def test_a_release_is_imported_and_every_row_is_accounted_for(quick_site: Site, officer: Client) -> None:
    """A total that nobody can account for is no total."""
    digest = digest_in(officer)
    page = opened(officer, "rows_one", digest=digest).content.decode()
    kept = len(ROWS) - 2
    assert printed(page) == [kept + 1, kept, 1]
    said = text_of(page)
    assert "the row is a total" in said
    assert "None was taken out: no key tells persons apart." in said
    assert re.search(r"The release does not have: .*person_key", said)
    assert digest[:12] in text_of(opened(officer, "rows").content.decode())


def test_what_is_kept_is_for_the_owner_alone_and_named_by_no_person(
    quick_site: Site, officer: Client
) -> None:
    """A file's own name can name a person, and the folder is backed up and listed by others."""
    digest = digest_in(officer)
    assert [path.name for path in imports(quick_site).iterdir()] == [f"{digest}.parquet"]
    modes = [
        stat.S_IMODE(path.stat().st_mode) for path in (imports(quick_site), *imports(quick_site).iterdir())
    ]
    assert modes == [0o700, 0o600]
    for name in ("rows", "rows_one"):
        page = opened(officer, name, **({"digest": digest} if name == "rows_one" else {}))
        assert "testa" not in page.content.decode().lower()


def test_what_is_on_its_way_in_lies_beside_the_register_and_nowhere_else(
    quick_site: Site, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export names people; a machine's folder for temporary files is everybody's."""
    seen: list[tuple[Path, int]] = []

    def watched(desk: Desk, sent: Sent) -> tuple[str, bool]:
        path = Path(sent.file.temporary_file_path())  # type: ignore[attr-defined]  # a file on disk has one
        seen.append((path.parent, path.stat().st_size))
        return take_in(desk, sent)

    monkeypatch.setattr("holdlaw.web.pages.rows.take_in", watched)
    digest = digest_in(officer)
    ((folder, size),) = seen
    assert (folder, size > 0) == (imports(quick_site), True)
    assert [path.name for path in imports(quick_site).iterdir()] == [f"{digest}.parquet"]


def test_the_same_file_twice_is_one_table(quick_site: Site, officer: Client) -> None:
    """Two tables of one release would be counted as two."""
    assert digest_in(officer) == digest_in(officer)
    assert len(list(imports(quick_site).iterdir())) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a,b,c\n1,2,3\n", "HL-9042"),
        ("Prepare Date,City\n".encode("utf-16"), "It is UTF-16, not UTF-8."),
        (b"PAR1 and then nothing", "HL-9041"),
        (b"PK\x03\x04 no workbook", "HL-9041"),
        (b"\x1f\x8b cut short", "HL-9041"),
    ],
)
def test_a_hostile_or_unknown_file_is_refused_and_leaves_nothing(
    quick_site: Site, officer: Client, data: bytes, says: str
) -> None:
    """Half a release is worse than none: its numbers look like numbers."""
    answer = sent(officer, data)
    assert answer.status_code == 422
    assert says in text_of(answer.content.decode())
    assert list(imports(quick_site).iterdir()) == []


def test_too_large_a_file_is_refused_before_it_is_read(
    quick_site: Site, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full stops the desk as well."""
    monkeypatch.setattr("holdlaw.web.pages.rows.UPLOAD_MAX", -64 * 1024)
    assert "larger than" in text_of(sent(officer).content.decode())
    monkeypatch.undo()
    monkeypatch.setattr(importing, "UPLOAD_MAX", 10)
    assert sent(officer).status_code == 422
    assert not list(imports(quick_site).iterdir())


def test_no_file_is_no_import(officer: Client) -> None:
    """A form sent empty by an impatient finger says what is missing."""
    answer = officer.post(address("rows_upload"))
    assert answer.status_code == 422
    assert "Choose a file." in text_of(answer.content.decode())


def test_a_page_elsewhere_cannot_upload(quick_site: Site, person: MakePerson) -> None:
    """The form's mark is checked after the role, not instead of it."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(person(Role.RECORDS_OFFICER)).cookies
    assert sent(client).status_code == 403
    assert not imports(quick_site).exists()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_law_page_prints_the_numbers_of_the_command(
    quick_site: Site, officer: Client, language: str
) -> None:
    """Two numbers for one thing, one on the page and one in the file, and nobody believes either."""
    digest = digest_in(officer)
    officer.cookies["language"] = language
    page = opened(officer, "rows_law", LAW, digest=digest).content.decode()
    found = told("simulate", str(imports(quick_site) / f"{digest}.parquet"), "--place", PLACE)
    names = ("allowed", "allowed_at_most", "not_allowed", "cannot_tell")
    assert printed(page) == [found[name] for name in names]
    assert found["cannot_tell"] > 0
    assert page.count('type="checkbox"') == 5
    said = text_of(page)
    assert all(name in said for name in found["hinges"] if name != "law")
    assert all(name in said for name in found["by_clause"])
    assert all(text_of(caveat) in said for caveat in found["caveats"])
    assert found["caveats"]
    assert ("no se puede saber" if language == "es" else "cannot tell") in said


def test_the_law_of_one_day_is_asked_where_a_day_is_given(quick_site: Site, officer: Client) -> None:
    """What a law of today would have said of rows of then is the question of every bill."""
    digest = digest_in(officer)
    page = opened(officer, "rows_law", {**LAW, "on": "2018-02-09"}, digest=digest)
    file = str(imports(quick_site) / f"{digest}.parquet")
    assert page.context["figure"].told == told("simulate", file, "--place", PLACE, "--on", "2018-02-09")


def test_the_files_hold_the_same_numbers_and_the_caveats(quick_site: Site, officer: Client) -> None:
    """A table handed on without its caveats is read as if there were none."""
    digest = digest_in(officer)
    files = {
        face: opened(officer, "rows_law_file", LAW, digest=digest, face=face)
        for face in ("csv", "json", "script", "sql")
    }
    done = run("simulate", str(imports(quick_site) / f"{digest}.parquet"), "--place", PLACE, "--json")
    assert files["json"].content.decode() == done.stdout
    found = json.loads(done.stdout)
    rows = list(csv.DictReader(io.StringIO(files["csv"].content.decode())))
    hinges = {row["name"]: int(row["rows"]) for row in rows if row["part"] == "hinge"}
    assert hinges == found["hinges"]
    assert [row["name"] for row in rows if row["part"] == "caveat"] == found["caveats"]
    assert file_name(files["csv"]) == f"holdlaw_rows_{digest[:12]}_law_{PLACE}_hold_own-day_v1.csv"
    assert str(quick_site.home.folder) not in files["sql"].content.decode()
    assert f"{digest}.facts-" in files["sql"].content.decode()
    assert officer.get(address("rows_law_file", LAW, digest=digest, face="docx")).status_code == 404


@pytest.mark.parametrize("page", ["law", "compare", "trend"])
def test_the_script_makes_the_same_bytes_again(
    quick_site: Site, officer: Client, tmp_path: Path, page: str
) -> None:
    """Whoever doubts a figure makes it again, without asking the agency."""
    digest = digest_in(officer)
    query = {"law": f"place={PLACE}", "compare": COMPARED, "trend": "every=fiscal-year&by=state"}[page]
    base = address(f"rows_{page}_file", digest=digest, face="script")
    answer = officer.get(f"{base}?{query}")
    (tmp_path / file_name(answer)).write_bytes(answer.content)
    (tmp_path / "a release.csv").write_bytes(RELEASE)
    done = made_again(tmp_path, file_name(answer), "a release.csv")
    assert done.returncode == 0, done.stderr
    assert "is the same, byte for byte." in done.stdout
    (tmp_path / "another.csv").write_bytes(RELEASE + b"\n")
    assert made_again(tmp_path, file_name(answer), "another.csv").returncode == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_rows_on_which_two_laws_differ_are_counted_by_kind(
    quick_site: Site, officer: Client, language: str
) -> None:
    """A council asks what would change, and for how many."""
    digest = digest_in(officer)
    officer.cookies["language"] = language
    page = officer.get(f"{address('rows_compare', digest=digest)}?{COMPARED}")
    file, laws = str(imports(quick_site) / f"{digest}.parquet"), ("--place", PLACE, "--place", OTHER)
    found = told("compare", file, *laws, "--act", "hold", "--act", "notify")
    assert page.context["figure"].told == found
    numbers = []
    for own in found["acts"].values():
        numbers += [own["differ"], *(each["rows"] for each in own["moves"] if each["one"] != each["other"])]
        for side in (own["one"], own["other"]):
            numbers += [side[name] for name in ("allowed", "allowed_at_most", "not_allowed", "cannot_tell")]
    assert printed(page.content.decode()) == numbers
    csv_ = officer.get(f"{address('rows_compare_file', digest=digest, face='csv')}?{COMPARED}")
    rows = list(csv.DictReader(io.StringIO(csv_.content.decode())))
    moves = [int(row["rows"]) for row in rows if row["part"] == "move" and row["act"] == "hold"]
    assert moves == [each["rows"] for each in found["moves"]]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_trend_prints_the_counts_of_the_command(quick_site: Site, officer: Client, language: str) -> None:
    """A part of a year beside a whole one is the oldest trick with numbers."""
    digest = digest_in(officer)
    officer.cookies["language"] = language
    page = opened(officer, "rows_trend", {"every": "fiscal-year", "by": "state"}, digest=digest)
    file = str(imports(quick_site) / f"{digest}.parquet")
    found = told("trend", file, "--every", "fiscal-year", "--by", "state")
    assert printed(page.content.decode()) == [each["count"] for each in found["points"]]
    said = text_of(page.content.decode())
    notes = [
        note["text"]
        for each in found["points"]
        if each["against"]
        for note in each["against"]["guard"]["refused"]
    ]
    assert notes
    assert all(note in said for note in notes)
    assert all(caveat in said for caveat in found["caveats"])
    made = opened(
        officer, "rows_trend_file", {"every": "fiscal-year", "by": "state"}, digest=digest, face="csv"
    )
    rows = list(csv.DictReader(io.StringIO(made.content.decode())))
    assert [int(row["rows"]) for row in rows if row["part"] == "period"] == printed(page.content.decode())


def test_two_releases_are_counted_together(quick_site: Site, officer: Client, tmp_path: Path) -> None:
    """A fiscal year a file is how releases come; the year before is in another."""
    years = [[row for row in ROWS[1:-1] if (row[0][-4:] == "2013") is late] for late in (False, True)]
    files = [text([SHORT, *rows]).encode() for rows in years]
    early, late = (digest_in(officer, data) for data in files)
    query = {"every": "year", "by": "state", "with": early}
    made = opened(officer, "rows_trend_file", query, digest=late, face="json")
    tables = [str(imports(quick_site) / f"{digest}.parquet") for digest in (late, early)]
    found = told("trend", *tables, "--every", "year", "--by", "state")
    assert json.loads(made.content) == found
    assert printed(opened(officer, "rows_trend", query, digest=late).content.decode()) == [18, 18, 18]
    script = opened(officer, "rows_trend_file", query, digest=late, face="script")
    for name, data in (("s.sh", script.content), ("late.csv", files[1]), ("early.csv", files[0])):
        (tmp_path / name).write_bytes(data)
    assert made_again(tmp_path, "s.sh", "late.csv", "early.csv").returncode == 0


def test_a_trend_by_a_column_that_the_release_has_not_is_refused(officer: Client) -> None:
    """A column of nothing but blanks would be read as a finding."""
    answer = officer.get(address("rows_trend", {"by": "gender"}, digest=digest_in(officer)))
    assert answer.status_code == 422
    assert "HL-8022" in text_of(answer.content.decode())


def test_the_charts_are_pictures_with_their_numbers_beside(officer: Client) -> None:
    """Whoever cannot see a chart has what it shows."""
    digest = digest_in(officer)
    for page, query in (("law", f"place={PLACE}"), ("compare", COMPARED), ("trend", "every=year&by=state")):
        found = officer.get(f"{address(f'rows_{page}', digest=digest)}?{query}")
        drawn = officer.get(f"{address(f'rows_{page}_chart', digest=digest)}?{query}")
        assert drawn["Content-Type"] == "image/svg+xml"
        assert b"<script" not in drawn.content
        chart = found.context["chart"]
        assert chart.about.title in text_of(found.content.decode())
        assert chart.rows


@pytest.mark.parametrize(
    "query",
    ["place=us-none", "place=..", "place=/etc", f"place={PLACE}&on=soon", f"place={PLACE}&act=burn"],
)
def test_what_cannot_be_read_is_said(officer: Client, query: str) -> None:
    """A place is one of the law's own: never a folder of the server."""
    digest = digest_in(officer)
    answer = officer.get(f"{address('rows_law', digest=digest)}?{query}")
    assert answer.status_code == 422
    for name in ("chart", "file"):
        more = {"face": "csv"} if name == "file" else {}
        assert officer.get(f"{address(f'rows_law_{name}', digest=digest, **more)}?{query}").status_code == 404


def test_one_place_is_no_comparison(officer: Client) -> None:
    """The form opens empty, and says what it needs once it is sent."""
    digest = digest_in(officer)
    assert officer.get(address("rows_compare", digest=digest)).status_code == 200
    answer = officer.get(f"{address('rows_compare', digest=digest)}?place={PLACE}&place=")
    assert answer.status_code == 422
    assert "Choose two places." in text_of(answer.content.decode())


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CLERK, ""),
        (Role.SUPERVISOR, "see"),
        (Role.COUNSEL, "see"),
        (Role.RECORDS_OFFICER, "see and upload"),
        (Role.AUDITOR, "see and upload"),
        (Role.ADMINISTRATOR, ""),
    ],
)
def test_who_sees_and_who_uploads(officer: Client, client_for: ClientFor, role: Role, may: str) -> None:
    """Many read figures; few bring data in."""
    digest, client = digest_in(officer), client_for(role)
    sees, uploads = "see" in may, "upload" in may
    assert (client.get(address("rows_one", digest=digest)).status_code == 200) is sees
    assert (sent(client, RELEASE + b"\n").status_code == 302) is uploads
    if sees:
        assert ("rows/upload" in opened(client, "rows").content.decode()) is uploads


@pytest.mark.parametrize("digest", ["7", "0" * 64, "upload"])
def test_an_unknown_table_is_not_there(officer: Client, digest: str) -> None:
    """An address is no way to another file of the server."""
    assert officer.get(f"/rows/{digest}/law/").status_code == 404
