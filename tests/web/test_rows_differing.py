"""Single rows under laws: where two laws differ, on the page and as files; the own register under them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import Client

from holdlaw.core.case import Outcome
from holdlaw.sources.parquet import META
from holdlaw.web.roles import Role
from tests.cli.shell import run

from .conftest import ClientFor
from .made import CITY, JAIL, Site
from .reported import AGENCY, NAME, SEALED, Reported, address, file_name, make_reported, opened, printed
from .requesting import text_of
from .rows_sent import COMPARED, OTHER, PLACE, digest_in, imports, lines_of, made_again, saved, told

ACTS = ("hold", "notify")


@pytest.fixture
def officer(quick_site: Site, client_for: ClientFor) -> Client:
    """The records officer."""
    return client_for(Role.RECORDS_OFFICER)


@pytest.fixture
def reported(quick_site: Site) -> Iterator[Reported]:
    """A register with some requests of one agency."""
    yield from make_reported(quick_site)


def rows_of(path: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Read a Parquet file of answers, and what it says of itself."""
    with duckdb.connect() as con:
        found = con.execute(f"SELECT * FROM read_parquet('{path}')")
        names = [each[0] for each in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        about = con.execute(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
    own = {key.decode(): value.decode() for key, value in about}
    return rows, {key.removeprefix(META): json.loads(value) for key, value in own.items() if META in key}


def in_words(rows: list[dict[str, Any]], about: dict[str, Any], side: str, act: str) -> list[tuple[str, ...]]:
    """Read what one law says of one act, row by row, from the numbers of the command's file."""
    legend, name = about[side] if side else about["about"], f"{side}_{act}" if side else act
    found: list[tuple[str, ...]] = []
    for row in rows:
        mask = row[f"{name}_hinges"]
        hinges = [field for bit, field in enumerate(legend["hinges"]) if mask >> bit & 1]
        told_ = legend["outcomes"][row[name]], legend["clauses"][row[f"{name}_clause"]], "; ".join(hinges)
        found.append(told_)
    return found


@pytest.fixture
def by_command(quick_site: Site, officer: Client, tmp_path: Path) -> tuple[str, Path]:
    """An imported release, and the rows that `compare --out` writes of it."""
    digest, out = digest_in(officer), tmp_path / "command.parquet"
    laws = ("--place", PLACE, "--place", OTHER, "--act", "hold", "--act", "notify")
    done = run("compare", str(imports(quick_site) / f"{digest}.parquet"), *laws, "--out", str(out))
    assert out.exists(), done.stderr
    return digest, out


def asked(
    client: Client, digest: str, face: str = "", name: str = "rows_compare", query: str = COMPARED
) -> Any:
    """Open a comparison, or one of its files."""
    page = address(f"{name}_file", digest=digest, face=face) if face else address(name, digest=digest)
    answer = client.get(f"{page}?{query}")
    assert answer.status_code == 200, answer.status_code
    return answer


def test_the_rows_that_differ_are_those_of_the_command(
    officer: Client, by_command: tuple[str, Path], tmp_path: Path
) -> None:
    """Whoever asks which rows a count is of gets the same rows, however they ask."""
    digest, out = by_command
    answer = asked(officer, digest, "rows-parquet")
    (tmp_path / "site.parquet").write_bytes(saved(answer))
    assert rows_of(tmp_path / "site.parquet") == rows_of(out)
    assert file_name(answer).endswith("_rows_v1.parquet")
    rows, about = rows_of(out)
    assert rows
    assert about["caveats"]


def test_the_rows_in_words_say_what_the_numbers_mean(officer: Client, by_command: tuple[str, Path]) -> None:
    """A council member opens the table in a spreadsheet: nobody there knows what outcome 3 is."""
    digest, out = by_command
    rows, about = rows_of(out)
    found = lines_of(saved(asked(officer, digest, "rows-csv")))
    lines = [line for line in found if line["part"] == "row"]
    assert [line["row_id"] for line in lines] == [str(row["row_id"]) for row in rows]
    for side in ("one", "other"):
        for act in ACTS:
            name = f"{side}_{act}"
            said = [(line[name], line[f"{name}_clause"], line[f"{name}_hinges"]) for line in lines]
            assert said == in_words(rows, about, side, act)
    assert any(line["other_hold_hinges"] for line in lines)
    assert [line["row_id"] for line in found if line["part"] == "caveat"] == about["caveats"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_shows_the_first_of_them(
    officer: Client, by_command: tuple[str, Path], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A count says how many; one row, with both provisions, says why."""
    monkeypatch.setattr("holdlaw.web.queries.rows_said.ROWS_SHOWN", 3)
    digest, out = by_command
    rows, about = rows_of(out)
    officer.cookies["language"] = language
    page = asked(officer, digest)
    for own in page.context["parted"]:
        both = [in_words(rows, about, side, own.act) for side in ("one", "other")]
        expected = [
            (str(row["row_id"]), one, other)
            for row, one, other in zip(rows, *both, strict=True)
            if one[0] != other[0]
        ]
        shown = [
            (each.name, *((said.outcome, said.clause, "; ".join(said.hinges)) for said in each.sides))
            for each in own.rows
        ]
        assert shown == expected[:3]
        assert own.told["differ"] == len(expected) > 3
    said = text_of(page.content.decode())
    assert ("The first 3 of" if language == "en" else "Las primeras 3 de") in said
    assert rows[0]["row_id"] is not None
    assert all(text_of(caveat) in said for caveat in about["caveats"])


def test_two_laws_that_agree_differ_on_no_row(officer: Client) -> None:
    """An empty list says so by not being there, and its files have no rows."""
    digest = digest_in(officer)
    query = f"place={PLACE}&place={PLACE}"
    assert "The rows that differ" in text_of(asked(officer, digest, query=query).content.decode())
    assert asked(officer, digest, query=query).context["parted"][0].rows == ()
    found = lines_of(saved(asked(officer, digest, "rows-csv", query=query)))
    assert {line["part"] for line in found} == {"caveat"}


def test_every_row_under_one_law_is_a_file_too(quick_site: Site, officer: Client, tmp_path: Path) -> None:
    """The rows behind a figure are what anybody counts again."""
    digest, out = digest_in(officer), tmp_path / "command.parquet"
    file = imports(quick_site) / f"{digest}.parquet"
    done = run("simulate", str(file), "--place", PLACE, "--out", str(out))
    assert out.exists(), done.stderr
    query = {"name": "rows_law", "query": f"place={PLACE}"}
    (tmp_path / "site.parquet").write_bytes(saved(asked(officer, digest, "rows-parquet", **query)))
    assert rows_of(tmp_path / "site.parquet") == rows_of(out)
    rows, about = rows_of(out)
    found = lines_of(saved(asked(officer, digest, "rows-csv", **query)))
    lines = [line for line in found if line["part"] == "row"]
    said = [(line["hold"], line["hold_clause"], line["hold_hinges"]) for line in lines]
    assert said == in_words(rows, about, "", "hold")
    assert [line["row_id"] for line in found if line["part"] == "caveat"] == about["caveats"]


@pytest.mark.parametrize("face", ["rows-csv", "rows-parquet"])
def test_rows_that_cannot_be_made_are_not_there(officer: Client, face: str) -> None:
    """A question that cannot be read has no file."""
    page = address("rows_compare_file", digest=digest_in(officer), face=face)
    assert officer.get(f"{page}?place={PLACE}&place=us-none").status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_own_register_is_put_to_a_law_as_the_command_does(
    reported: Reported, client_for: ClientFor, language: str
) -> None:
    """What a bill would have done with the agency's own requests is asked where the agency works."""
    client = client_for(Role.COUNSEL, AGENCY)
    client.cookies["language"] = language
    page = asked(client, "register", name="rows_law", query=f"place={PLACE}")
    found = reported.told("simulate", "--place", PLACE)
    assert page.context["figure"].told == found
    assert found["rows"] > 0
    names = ("allowed", "allowed_at_most", "not_allowed", "cannot_tell")
    assert printed(page.content.decode()) == [found[name] for name in names]
    assert all(text_of(caveat) in text_of(page.content.decode()) for caveat in found["caveats"])
    query = {"name": "rows_law", "query": f"place={PLACE}"}
    assert json.loads(asked(client, "register", "json", **query).content) == found
    lines = lines_of(saved(asked(client, "register", "rows-csv", **query)))
    assert len([line for line in lines if line["part"] == "row"]) == found["rows"]
    assert (
        client.get(address("rows_law_file", digest="register", face="sql") + "?place=us-tx").status_code
        == 404
    )


def test_the_own_register_under_two_laws(reported: Reported, client_for: ClientFor, tmp_path: Path) -> None:
    """The requests that another law would have answered otherwise are named by their public ids."""
    client = client_for(Role.COUNSEL, AGENCY)
    page = asked(client, "register")
    laws = ("--place", PLACE, "--place", OTHER, "--act", "hold", "--act", "notify")
    found = reported.told("compare", *laws, "--out", str(tmp_path / "rows.parquet"))
    assert page.context["figure"].told == found
    rows, about = rows_of(tmp_path / "rows.parquet")
    assert found["acts"]["hold"]["differ"] == sum(
        one[0] != other[0]
        for one, other in zip(
            *(in_words(rows, about, side, "hold") for side in ("one", "other")), strict=True
        )
    )
    lines = [line for line in lines_of(saved(asked(client, "register", "rows-csv"))) if line["part"] == "row"]
    assert [line["request"] for line in lines] == [row["request"] for row in rows]
    assert page.context["parted"][0].rows[0].name in {row["request"] for row in rows}
    one = reported.told("simulate", "--place", PLACE, "--act", "hold", "--act", "notify")
    assert found["acts"]["hold"]["one"] == one["acts"]["hold"]
    assert {line["one_hold"] for line in lines} <= {outcome.value for outcome in Outcome}


def test_nothing_private_of_the_register_is_on_page_or_in_file(
    reported: Reported, client_for: ClientFor
) -> None:
    """The records are opened to be asked; nothing of them leaves the vault by that door."""
    client = client_for(Role.COUNSEL, AGENCY)
    law = {"name": "rows_law", "query": f"place={PLACE}"}
    given = [asked(client, "register").content, asked(client, "register", **law).content]
    given += [saved(asked(client, "register", face)) for face in ("rows-csv", "rows-parquet")]
    given += [asked(client, "register", face).content for face in ("csv", "json", "script")]
    for data in given:
        assert NAME.encode() not in data
        assert b"1990-02-03" not in data
    assert b"sealed, shredded or in doubt" in given[1]
    assert SEALED


def test_another_agencys_requests_are_nobodys_here(reported: Reported, client_for: ClientFor) -> None:
    """A city counts its own requests; the jail's are the jail's, though one register holds both."""
    for agency in (CITY, JAIL):
        page = asked(client_for(Role.COUNSEL, agency), "register", name="rows_law", query=f"place={PLACE}")
        assert page.context["figure"].told["rows"] == 0
    both = told("simulate", "--dir", str(reported.site.home.folder), "--place", PLACE)
    assert both["rows"] > 0


@pytest.mark.parametrize("page", ["rows_law", "rows_compare"])
def test_the_script_for_the_register_makes_the_same_bytes_again(
    reported: Reported, client_for: ClientFor, tmp_path: Path, page: str
) -> None:
    """The agency's own figure can be made again by whoever keeps the register."""
    client = client_for(Role.COUNSEL, AGENCY)
    query = f"place={PLACE}" if page == "rows_law" else COMPARED
    answer = asked(client, "register", "script", name=page, query=query)
    (tmp_path / file_name(answer)).write_bytes(answer.content)
    done = made_again(tmp_path, file_name(answer), str(reported.site.home.folder))
    assert done.returncode == 0, done.stderr
    assert "is the same, byte for byte." in done.stdout


def test_a_figure_of_the_register_is_not_kept_when_the_register_grows(
    reported: Reported, client_for: ClientFor
) -> None:
    """A figure of this morning under the heading of now is a wrong figure."""
    client, query = client_for(Role.COUNSEL, AGENCY), f"place={PLACE}"
    first = asked(client, "register", name="rows_law", query=query).context["figure"].told["rows"]
    reported.received(1)
    assert asked(client, "register", name="rows_law", query=query).context["figure"].told["rows"] == first + 1


def test_the_register_is_no_release(officer: Client) -> None:
    """It has no manifest and no trend here: its reports are where they were."""
    for name in ("rows_one", "rows_trend"):
        assert officer.get(address(name, digest="register")).status_code == 404
    assert "register/law/" in opened(officer, "rows").content.decode()


def test_the_own_register_is_read_on_each_engine(site: Site, client_for: ClientFor) -> None:
    """Where the entries stand changes no figure."""
    for reported in make_reported(site):
        client = client_for(Role.COUNSEL, AGENCY)
        home = reported.site.home
        url = ("--database-url", home.database_url) if home.database_url else ()
        laws = ("--place", PLACE, "--place", OTHER, "--agency", AGENCY)
        found = told("compare", "--dir", str(home.folder), *url, *laws)
        page = asked(client, "register", query=f"place={PLACE}&place={OTHER}")
        assert page.context["figure"].told == found
