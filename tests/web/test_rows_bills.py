"""Bills at the desk: a law taken away, edited, sent in, checked, asked beside the law, and removed."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from holdlaw.policybook import shipped
from holdlaw.simulate.forking import fork
from holdlaw.web.actions import billing
from holdlaw.web.roles import Role
from tests.cli.shell import run

from .conftest import ClientFor
from .made import Site
from .reported import address, file_name, opened
from .requesting import text_of
from .rows_sent import PLACE, RELEASE, digest_in, imports, made_again, saved, told

LAST = shipped().place(PLACE).files[-1].id
EARLY = "2010-01-01"
BILL = f"""\
policy: {PLACE}
in_force_from: {EARLY}
recorded: 2026-11-22
title: An invented bill
cite: Invented Code
enacted_by: An invented bill
sources: [invented for a test]
acts:
  hold:
    otherwise: {{outcome: must, cite: § 1, says: "An invented bill commands it."}}
"""
"""A bill that commands every hold from a day before the law began."""


@pytest.fixture
def officer(quick_site: Site, client_for: ClientFor) -> Client:
    """The records officer."""
    return client_for(Role.RECORDS_OFFICER)


def send(client: Client, text: str | bytes, name: str = "testa-testperson.yaml") -> Any:
    """Send a bill in."""
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(address("rows_bill_send"), {"bill": SimpleUploadedFile(name, data)})


def bill_in(client: Client, text: str = BILL) -> str:
    """Send a bill in that must be taken; give its name."""
    answer = send(client, text)
    assert answer.status_code == 302, text_of(answer.content.decode())
    return str(answer["Location"]).strip("/").rpartition("/")[2]


def bills(site: Site) -> list[Path]:
    """List what is kept of bills."""
    folder = site.home.folder / "bills"
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same bill as somebody has it who works with the command."""
    made = tmp_path / "by-hand"
    (fork(shipped(), PLACE, made) / f"{EARLY}.yaml").write_text(BILL)
    return made


def test_the_newest_version_is_taken_away_as_it_stands(officer: Client) -> None:
    """What is edited must begin as the law, to the letter."""
    answer = opened(officer, "rows_bill_copy", {"place": PLACE, "as": "version"})
    assert answer.content == (shipped().place(PLACE).folder / f"{LAST}.yaml").read_bytes()
    assert file_name(answer) == f"holdlaw_bill_{PLACE}_{LAST}.yaml"


def test_the_whole_copy_is_what_the_command_makes(officer: Client, tmp_path: Path) -> None:
    """The same copy, whoever makes it: then the same figures come of it."""
    answer = opened(officer, "rows_bill_copy", {"place": PLACE, "as": "folder"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path)
    fork(shipped(), PLACE, tmp_path / "made")
    both = [
        {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (tmp_path / PLACE, tmp_path / "made")
    ]
    assert both[0] == both[1]
    assert run("law", "check", str(tmp_path / PLACE)).exit_code == 0


@pytest.mark.parametrize("query", [{}, {"place": "us-none"}, {"place": ".."}, {"place": PLACE, "as": "exe"}])
def test_no_other_copy_is_there(officer: Client, query: dict[str, str]) -> None:
    """A place is one of the law's own: never a folder of the server."""
    assert officer.get(address("rows_bill_copy", query)).status_code == 404


def test_an_unchanged_version_is_a_bill_that_changes_nothing(quick_site: Site, officer: Client) -> None:
    """Taken away and sent in again, the law is still the law."""
    text = opened(officer, "rows_bill_copy", {"place": PLACE}).content.decode()
    name = bill_in(officer, text)
    assert opened(officer, "rows_bill", bill=name).context["turned"] == ()
    query = f"place={PLACE}&place={name}&act=hold"
    page = officer.get(f"{address('rows_compare', digest=digest_in(officer))}?{query}")
    assert page.context["parted"][0].told["differ"] == 0


def test_a_bill_is_kept_whole_for_the_owner_alone_and_named_by_no_person(
    quick_site: Site, officer: Client
) -> None:
    """A file's own name can name a person."""
    name = bill_in(officer)
    assert [path.name for path in bills(quick_site)] == [name]
    assert stat.S_IMODE((quick_site.home.folder / "bills").stat().st_mode) == 0o700
    for page in (opened(officer, "rows_bills"), opened(officer, "rows_bill", bill=name)):
        assert "testa" not in page.content.decode().lower()
        assert name in text_of(page.content.decode())
    assert opened(officer, "rows_bill_file", bill=name).content.decode() == BILL
    assert bill_in(officer) == name


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_bill_is_chosen_like_a_law_and_gives_the_figures_of_the_command(
    quick_site: Site, officer: Client, folder: Path, language: str
) -> None:
    """What a bill would do is asked of the same rows, in the same way, as what the law does."""
    digest, name = digest_in(officer), bill_in(officer)
    officer.cookies["language"] = language
    page = opened(officer, "rows_law", {"place": name}, digest=digest)
    file = str(imports(quick_site) / f"{digest}.parquet")
    found = told("simulate", file, "--place", str(folder))
    assert page.context["figure"].told == found
    commanded = found["by_outcome"]["must"]
    assert 0 < commanded < found["rows"], "the later versions of the law stand"
    said = text_of(page.content.decode())
    assert (f"{name} is a bill" if language == "en" else f"{name} es un proyecto de ley") in said
    assert f'<option value="{name}" selected' in page.content.decode()
    both = officer.get(f"{address('rows_compare', digest=digest)}?place={PLACE}&place={name}")
    assert both.context["figure"].told == told("compare", file, "--place", PLACE, "--place", str(folder))
    assert both.context["parted"][0].told["differ"] == commanded


@pytest.mark.parametrize("page", ["law", "compare"])
def test_the_script_holds_the_bill_and_makes_the_same_bytes_again(
    officer: Client, tmp_path: Path, page: str
) -> None:
    """Whoever doubts a figure about a bill has the bill with it."""
    digest, name = digest_in(officer), bill_in(officer)
    query = f"place={name}" if page == "law" else f"place={PLACE}&place={name}"
    answer = officer.get(f"{address(f'rows_{page}_file', digest=digest, face='script')}?{query}")
    (tmp_path / file_name(answer)).write_bytes(answer.content)
    (tmp_path / "release.csv").write_bytes(RELEASE)
    for _ in range(2):
        done = made_again(tmp_path, file_name(answer), "release.csv")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / name / f"us/ny/nyc/police/{EARLY}.yaml").read_text() == BILL


def test_the_rows_on_which_law_and_bill_differ_are_a_file(officer: Client) -> None:
    """A council sees which rows a bill would turn, one by one."""
    digest, name = digest_in(officer), bill_in(officer)
    base = address("rows_compare_file", digest=digest, face="rows-csv")
    data = saved(officer.get(f"{base}?place={PLACE}&place={name}")).decode()
    assert f"{PLACE} {EARLY} otherwise" in data


def test_the_worked_cases_that_a_bill_turns_are_shown(officer: Client, folder: Path) -> None:
    """What a bill changes beyond what it means to change is seen here first."""
    text = (shipped().place(PLACE).folder / "2014-12-14.yaml").read_text()
    name = bill_in(officer, text.replace("outcome: must_not", "outcome: may"))
    page = opened(officer, "rows_bill", bill=name)
    assert page.context["turned"]
    said = text_of(page.content.decode())
    assert all(text_of(problem.what) in said for problem in page.context["turned"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            BILL.replace("outcome: must,", "outcome: shall,"),
            ["HL-2001", f"bill/us/ny/nyc/police/{EARLY}.yaml:10"],
        ),
        (BILL.replace("acts:", "atcs:"), ["HL-2001", "Did you mean 'acts'?"]),
        (
            BILL.replace(f"policy: {PLACE}", "policy: us-ny-nyc-polize"),
            ["HL-1012", "Did you mean 'us-ny-nyc-police'?"],
        ),
        (BILL.replace("policy:", "polity:"), ["HL-7004", "of which place it is"]),
        (BILL.replace(EARLY, "soon"), ["HL-2001", "'soon' is not a day."]),
        (BILL.replace(EARLY, "../../x"), ["HL-2001", "is not a day."]),
        (BILL.replace(PLACE, "../../us"), ["HL-1012"]),
        ("{" * 200, ["HL-10"]),
        (BILL.encode("utf-16"), ["HL-10"]),
        (b"\x00\x01", ["HL-10"]),
        ("", ["HL-7004"]),
    ],
)
def test_a_bill_with_mistakes_is_refused_with_all_of_them_and_leaves_nothing(
    quick_site: Site, officer: Client, text: str | bytes, says: list[str]
) -> None:
    """A bill that was half read would give figures of no law at all."""
    answer = send(officer, text)
    assert answer.status_code == 422
    said = text_of(answer.content.decode())
    assert all(each in said for each in says), said
    assert bills(quick_site) == []


def test_every_mistake_is_as_the_command_says_it(officer: Client, folder: Path) -> None:
    """The same file, checked here or there, has the same mistakes."""
    wrong = BILL.replace("title: An invented bill\n", "").replace("sources: [invented for a test]\n", "")
    (folder / f"us/ny/nyc/police/{EARLY}.yaml").write_text(wrong)
    found = json.loads(run("law", "check", str(folder), "--json").stdout)["problems"]
    said = text_of(send(officer, wrong).content.decode())
    assert len(found) > 1
    for each in found:
        assert text_of(each["why"]) in said


def test_too_long_a_bill_is_refused(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """No version of a law is as long as a disk."""
    monkeypatch.setattr(billing, "BILL_MAX", 10)
    answer = send(officer, BILL)
    assert answer.status_code == 422
    assert "HL-7004" in text_of(answer.content.decode())
    assert "Choose a file." in text_of(officer.post(address("rows_bill_send")).content.decode())


def test_a_bill_is_removed_once_its_name_is_typed(quick_site: Site, officer: Client) -> None:
    """Asked twice: what others may be counting with does not go by a slip."""
    name, digest = bill_in(officer), digest_in(officer)
    assert "type its name" in text_of(opened(officer, "rows_bill_remove", bill=name).content.decode())
    refused = officer.post(address("rows_bill_remove", bill=name), {"typed": "bill-000000000000"})
    assert refused.status_code == 422
    assert len(bills(quick_site)) == 1
    assert officer.post(address("rows_bill_remove", bill=name), {"typed": name}).status_code == 302
    assert bills(quick_site) == []
    assert officer.get(address("rows_bill", bill=name)).status_code == 404
    assert officer.get(address("rows_law", {"place": name}, digest=digest)).status_code == 422


def test_who_reads_and_who_sends_bills(officer: Client, client_for: ClientFor) -> None:
    """Many read figures about a bill; few bring one in or take one away."""
    name = bill_in(officer)
    counsel = client_for(Role.COUNSEL)
    page = opened(counsel, "rows_bills").content.decode()
    assert name in page
    assert 'type="file"' not in page
    assert send(counsel, BILL).status_code == 403
    assert counsel.post(address("rows_bill_remove", bill=name), {"typed": name}).status_code == 403
