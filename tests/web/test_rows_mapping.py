"""An agency's own export at the desk: on trial, its columns named, kept, its facilities told; and removed."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from holdlaw.web.actions import importing
from holdlaw.web.roles import Role
from tests.cli.shell import run
from tests.sources.releases_made import text

from .conftest import ClientFor, MakePerson, signed_in
from .made import Site
from .reported import address, file_name, opened, printed
from .requesting import text_of
from .rows_sent import PLACE, RELEASE, digest_in, imports, made_again, sent, told

HEADER = ("Name", "Came", "Paper", "Gender", "Where", "Town", "Land")
EXPORT = text(
    [
        ("Example County Jail", "", "", "", "", "", ""),
        HEADER,
        ("Testa Testperson", "01.03.2012", "I-247D", "Female", "COUNTY JAIL", "PORT EXAMPLE", "NY"),
        ("Testo Testperson", "02.03.2012", "I-247A", "Male", "COUNTY JAIL", "PORT EXAMPLE", "NY"),
        ("Testa Testperson", "soon", "I-247A", "Male", "CITY JAIL", "PORT EXAMPLE", "NY"),
        ("Testa Testperson", "03.03.2012"),
    ]
).encode()
COLUMNS = {"Came": "prepared_on", "Paper": "form_text", "Where": "facility", "Town": "city", "Land": "state"}
CHOSEN = {
    "title": "Example County Jail, requests",
    "from": "Example County",
    "about": "detainers",
    "day": "prepared_on",
    "day_forms": "%d.%m.%Y\n",
    "blank": "N/A\n-\n",
    "caveats": "Invented for a test.\n",
    **{f"column-{place}": COLUMNS[name] for place, name in enumerate(HEADER) if name in COLUMNS},
}
MAPPING = """\
# How the jail names things.
title: Example County Jail, requests
licence: None stated
day_forms: ["%d.%m.%Y"]
columns: {Came: prepared_on, Paper: form_text}
"""
PLACES = """\
facility_code,facility,city,state,agency,county
,County Jail,Port Example,NY,example-sheriff,Example County
"""


@pytest.fixture
def officer(quick_site: Site, client_for: ClientFor) -> Client:
    """The records officer."""
    return client_for(Role.RECORDS_OFFICER)


def file(name: str, data: str | bytes) -> SimpleUploadedFile:
    """Make a file to send."""
    return SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())


def send(client: Client, data: bytes = EXPORT, **more: Any) -> Any:
    """Put an export on trial."""
    return client.post(address("rows_mapping_send"), {"file": file("testa-testperson.csv", data), **more})


def token_in(client: Client, **more: Any) -> str:
    """Put an export on trial that must be taken; give its token."""
    answer = send(client, **more)
    assert answer.status_code == 302, text_of(answer.content.decode())
    return str(answer["Location"]).strip("/").rpartition("/")[2]


def tried(client: Client, token: str, **more: str) -> Any:
    """Try the columns that were chosen."""
    return client.post(address("rows_trial", token=token), {**CHOSEN, **more})


def kept_of(client: Client, token: str) -> str:
    """Keep the table of a trial; give its digest."""
    answer = client.post(address("rows_trial_end", token=token), {"do": "keep"})
    assert answer.status_code == 302
    return str(answer["Location"]).strip("/").rpartition("/")[2]


def waiting(site: Site) -> list[Path]:
    """List the trials that wait."""
    return sorted(imports(site).glob(".trying-*"))


def test_the_headers_are_offered_with_their_usual_names(officer: Client) -> None:
    """Who has never seen YAML chooses from a list, and most of it is filled in."""
    page = opened(officer, "rows_trial", token=token_in(officer))
    assert page.context["choices"].headers == tuple(
        (name, "gender" if name == "Gender" else "") for name in HEADER
    )
    assert page.content.decode().count('<select class="usa-select margin-y-0"') == len(HEADER)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_trial_tells_what_becomes_of_every_row(quick_site: Site, officer: Client, language: str) -> None:
    """Whoever names columns wants to see what comes of it before it is there."""
    officer.cookies["language"] = language
    token = token_in(officer)
    page = tried(officer, token)
    assert page.status_code == 200, text_of(page.content.decode())
    assert printed(page.content.decode()) == [4, 3, 1]
    assert [(each.line, each.column) for each in page.context["unread"]] == [(5, "prepared_on")]
    said = text_of(page.content.decode())
    assert ("the row has too few cells" if language == "en" else "la fila tiene pocas celdas") in said
    assert "2012-03-01" in said
    for private in ("Testa", "soon"):
        assert private not in said
    assert list(imports(quick_site).glob("*.parquet")) == []


def test_what_a_trial_tells_is_what_the_command_tells(
    quick_site: Site, officer: Client, tmp_path: Path
) -> None:
    """The mapping made on the page is a file for the command, and the other way round."""
    token = token_in(officer)
    page = tried(officer, token)
    answer = opened(officer, "rows_trial_file", token=token)
    (tmp_path / file_name(answer)).write_bytes(answer.content)
    (tmp_path / page.context["trial"].digest).write_bytes(EXPORT)
    export, mapping = tmp_path / page.context["trial"].digest, tmp_path / file_name(answer)
    found = told("import", str(export), "--mapping", str(mapping), "--dry-run")
    found.pop("out")
    assert page.context["told"] == found


def test_a_table_is_kept_with_its_mapping_and_the_export_goes(
    quick_site: Site, officer: Client, tmp_path: Path
) -> None:
    """The export holds names; the table holds the columns that were named."""
    token = token_in(officer)
    tried(officer, token)
    mapping = opened(officer, "rows_trial_file", token=token).content
    digest = kept_of(officer, token)
    assert sorted(path.name for path in imports(quick_site).iterdir()) == [
        f"{digest}.mapping.yaml",
        f"{digest}.parquet",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in imports(quick_site).iterdir()} == {0o600}
    for path in imports(quick_site).iterdir():
        assert b"Testa" not in path.read_bytes()
        assert b"Female" not in path.read_bytes(), "a column that is not named is not kept"
    answer = opened(officer, "rows_sent", digest=digest, what="mapping")
    assert answer.content == mapping
    assert "Example County Jail, requests" in text_of(opened(officer, "rows").content.decode())
    page = opened(officer, "rows_law", {"place": PLACE}, digest=digest).content.decode()
    assert "Invented for a test." in text_of(page)
    script = opened(officer, "rows_law_file", {"place": PLACE}, digest=digest, face="script")
    (tmp_path / "again.sh").write_bytes(script.content)
    (tmp_path / "export.csv").write_bytes(EXPORT)
    done = made_again(tmp_path, "again.sh", "export.csv")
    assert done.returncode == 0, done.stderr


def test_a_table_read_anew_has_nothing_of_the_one_before(quick_site: Site, officer: Client) -> None:
    """A list of facilities beside a table that was made without it says what is not so."""
    first = token_in(officer, facilities=file("f.csv", PLACES))
    tried(officer, first)
    digest = kept_of(officer, first)
    assert len(list(imports(quick_site).iterdir())) == 3
    second = token_in(officer)
    tried(officer, second)
    assert kept_of(officer, second) == digest
    assert sorted(path.suffixes[0] for path in imports(quick_site).iterdir()) == [".mapping", ".parquet"]


def test_a_mapping_that_is_sent_is_tried_at_once_and_kept_as_it_is(quick_site: Site, officer: Client) -> None:
    """Whoever has the mapping of last year sends it along, comments and all."""
    page = send(officer, mapping=file("testa.yaml", MAPPING))
    assert page.status_code == 200
    assert printed(page.content.decode()) == [4, 3, 1]
    token = page.context["trial"].token
    assert opened(officer, "rows_trial_file", token=token).content.decode() == MAPPING
    digest = kept_of(officer, token)
    assert opened(officer, "rows_sent", digest=digest, what="mapping").content.decode() == MAPPING


def test_what_a_mapping_says_besides_stays_when_columns_are_changed(officer: Client) -> None:
    """The page has not a field for everything that a mapping can say."""
    token = send(officer, mapping=file("m.yaml", MAPPING)).context["trial"].token
    assert tried(officer, token).status_code == 200
    written = opened(officer, "rows_trial_file", token=token).content.decode()
    assert "licence: None stated" in written
    assert "Where: facility" in written


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"title": " "}, ["HL-9043", "title is missing."]),
        ({"column-3": "prepared_on"}, ["HL-9043", "prepared_on is given to two headers."]),
        ({"column-3": "secret"}, ["HL-9043", "secret is no column."]),
        ({"day": "city) --"}, ["HL-9043", "day is no column of days."]),
        ({"day_forms": "%Y"}, ["HL-9044", "are no days"]),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(
    quick_site: Site, officer: Client, more: dict[str, str], says: list[str]
) -> None:
    """All mistakes at once, and what was typed comes back."""
    token = token_in(officer)
    tried(officer, token)
    page = tried(officer, token, **more)
    assert page.status_code == 422
    said = text_of(page.content.decode())
    assert all(each in said for each in says), said
    assert page.context["told"] is None
    assert officer.post(address("rows_trial_end", token=token), {"do": "keep"}).status_code == 302
    assert list(imports(quick_site).glob("*.parquet")) == []


@pytest.mark.parametrize(
    ("data", "more", "says"),
    [
        (b"PAR1 and then nothing", {}, "HL-9041"),
        ("Came,City\n".encode("utf-16"), {}, "It is UTF-16, not UTF-8."),
        (b"PK\x03\x04 no workbook", {}, "HL-9041"),
        (b"\x1f\x8b cut short", {}, "HL-9041"),
        (EXPORT, {"mapping": ("m.yaml", "colour: red")}, "There is no key colour."),
        (EXPORT, {"mapping": ("m.yaml", b"\xff\xfe")}, "It is no YAML file that can be read."),
        (EXPORT, {"facilities": ("f.csv", "a,b\n1,2\n")}, "HL-9045"),
    ],
)
def test_hostile_files_are_refused_and_leave_nothing(
    quick_site: Site, officer: Client, data: bytes, more: dict[str, Any], says: str
) -> None:
    """What cannot be read is said as the command says it."""
    answer = send(officer, data, **{name: file(*told_) for name, told_ in more.items()})
    assert answer.status_code == 422
    assert says in text_of(answer.content.decode())
    assert list(imports(quick_site).iterdir()) == []


def test_too_large_a_file_is_refused(
    quick_site: Site, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full stops the desk as well."""
    monkeypatch.setattr("holdlaw.web.pages.rows_mapping.UPLOAD_MAX", -64 * 1024)
    assert "larger than" in text_of(send(officer).content.decode())
    monkeypatch.undo()
    for name in ("UPLOAD_MAX", "LIST_MAX"):
        monkeypatch.setattr(importing, name, 10)
        assert send(officer, mapping=file("m.yaml", MAPPING)).status_code == 422
        monkeypatch.undo()
    assert list(imports(quick_site).iterdir()) == []
    answer = officer.post(address("rows_mapping_send"))
    assert "Choose a file." in text_of(answer.content.decode())


def test_a_trial_is_its_owners_alone(quick_site: Site, officer: Client, client_for: ClientFor) -> None:
    """The export holds what the table will not."""
    token, other = token_in(officer), client_for(Role.AUDITOR)
    for name in ("rows_trial", "rows_trial_file", "rows_trial_end"):
        assert other.get(address(name, token=token)).status_code == 404
        assert other.post(address(name, token=token), {"do": "drop"}).status_code == 404
    assert token not in opened(other, "rows_mapping").content.decode()
    assert token in opened(officer, "rows_mapping").content.decode()
    assert officer.get(address("rows_trial", token="0" * 32)).status_code == 404
    assert len(waiting(quick_site)) == 1


def test_an_export_goes_when_it_is_thrown_away_or_another_comes(quick_site: Site, officer: Client) -> None:
    """Nobody keeps a list of names for later."""
    first, second = token_in(officer), token_in(officer)
    assert [path.name for path in waiting(quick_site)] == [f".trying-{second}"]
    assert officer.get(address("rows_trial", token=first)).status_code == 404
    assert officer.post(address("rows_trial_end", token=second), {"do": "drop"}).status_code == 302
    assert waiting(quick_site) == []


def test_an_export_that_nobody_comes_back_for_goes(
    quick_site: Site, officer: Client, person: MakePerson
) -> None:
    """Half a day, and it is gone, whoever opens the page next."""
    token_in(officer)
    with time_machine.travel(timezone.now() + timedelta(hours=11), tick=False):
        opened(signed_in(person(Role.AUDITOR)), "rows_mapping")
        assert len(waiting(quick_site)) == 1
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        opened(signed_in(person(Role.AUDITOR)), "rows_mapping")
    assert waiting(quick_site) == []


def test_a_page_elsewhere_cannot_send_an_export(quick_site: Site, person: MakePerson) -> None:
    """The form's mark is checked after the role, not instead of it."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in(person(Role.RECORDS_OFFICER)).cookies
    assert send(client).status_code == 403


def test_facilities_are_told_by_a_list_and_the_others_listed(quick_site: Site, officer: Client) -> None:
    """Which jails are whose is known by code and place, never by name alone; the rest is in the open."""
    token = token_in(officer, facilities=file("f.csv", PLACES))
    tried(officer, token)
    digest = kept_of(officer, token)
    page = opened(officer, "rows_one", digest=digest)
    found = page.context["facilities"]
    assert [(each["facility"], each["local_agency"], each["rows"]) for each in found.resolved] == [
        ("COUNTY JAIL", "example-sheriff", 2)
    ]
    assert [(each["facility"], each["rows"]) for each in found.unresolved] == [("CITY JAIL", 1)]
    said = text_of(page.content.decode())
    assert "2 rows were matched by name, city and state." in said
    answer = opened(officer, "rows_sent", digest=digest, what="facilities")
    assert answer.content.decode() == PLACES


def test_a_list_that_comes_later_makes_the_table_anew(quick_site: Site, officer: Client) -> None:
    """The list is made when the unresolved are seen; nobody removes a table for it."""
    digest = digest_in(officer)
    assert opened(officer, "rows_one", digest=digest).context["facilities"].resolved == ()
    listed = PLACES.replace("County Jail", "EXAMPLE CNTY JAIL").replace(",NY,", ",NEW YORK,")
    assert digest_in(officer, facilities=file("f.csv", listed)) == digest
    found = opened(officer, "rows_one", digest=digest).context["facilities"]
    assert [each["local_agency"] for each in found.resolved] == ["example-sheriff"]
    assert [each["state"] for each in found.unresolved] == ["TEXAS"]
    assert sent(officer, facilities=file("f.csv", "a,b\n")).status_code == 422
    assert opened(officer, "rows_one", digest=digest).context["facilities"].resolved


def test_the_list_of_facilities_changes_no_figure(quick_site: Site, officer: Client, tmp_path: Path) -> None:
    """The script that makes a figure again does without it."""
    digest = digest_in(officer, facilities=file("f.csv", PLACES))
    script = opened(officer, "rows_law_file", {"place": PLACE}, digest=digest, face="script")
    (tmp_path / "again.sh").write_bytes(script.content)
    (tmp_path / "release.csv").write_bytes(RELEASE)
    assert made_again(tmp_path, "again.sh", "release.csv").returncode == 0


@pytest.mark.parametrize("what", ["mapping", "facilities", "parquet", ".."])
def test_what_was_not_sent_is_not_given(officer: Client, what: str) -> None:
    """An address is no way to another file of the server."""
    digest = digest_in(officer)
    assert officer.get(f"/rows/{digest}/sent/{what}/").status_code == 404


def test_a_table_is_removed_with_all_that_came_of_it_once_its_name_is_typed(
    quick_site: Site, officer: Client
) -> None:
    """Asked twice; and what was derived from rows that are gone goes with them."""
    digest = digest_in(officer, facilities=file("f.csv", PLACES))
    opened(officer, "rows_law", {"place": PLACE}, digest=digest)
    assert len(list(imports(quick_site).iterdir())) == 3
    assert "type its name" in text_of(opened(officer, "rows_remove", digest=digest).content.decode())
    page = address("rows_remove", digest=digest)
    assert officer.post(page, {"typed": digest[:11]}).status_code == 422
    assert len(list(imports(quick_site).iterdir())) == 3
    assert officer.post(page, {"typed": f" {digest[:12]} "}).status_code == 302
    assert list(imports(quick_site).iterdir()) == []
    assert officer.get(address("rows_law", {"place": PLACE}, digest=digest)).status_code == 404


def test_a_table_beside_it_stays(quick_site: Site, officer: Client) -> None:
    """Removing one release is not cleaning the folder."""
    one, other = digest_in(officer), digest_in(officer, RELEASE + b"\n")
    officer.post(address("rows_remove", digest=one), {"typed": one[:12]})
    assert [path.name for path in imports(quick_site).iterdir()] == [f"{other}.parquet"]


def test_who_may_remove_a_table(officer: Client, client_for: ClientFor) -> None:
    """Who may bring data in may take it out; who reads figures may not."""
    digest, counsel = digest_in(officer), client_for(Role.COUNSEL)
    page = opened(counsel, "rows_one", digest=digest).content.decode()
    assert address("rows_remove", digest=digest) not in page
    assert counsel.post(address("rows_remove", digest=digest), {"typed": digest[:12]}).status_code == 403
    assert counsel.get(address("rows_mapping")).status_code == 403


def test_the_command_reads_a_table_that_the_page_made(quick_site: Site, officer: Client) -> None:
    """What is kept is the layout of every import."""
    token = token_in(officer)
    tried(officer, token)
    table = imports(quick_site) / f"{kept_of(officer, token)}.parquet"
    assert told("simulate", os.fspath(table), "--place", PLACE)["rows"] == 3
    assert run("trend", os.fspath(table), "--every", "month").exit_code == 0
