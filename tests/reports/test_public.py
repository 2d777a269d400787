"""The public folder: what is in it, what is not, and that a stranger can check it without asking anybody."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest
from attrs import evolve

from holdlaw.core.problems import HoldlawError
from holdlaw.reports.public.gathering import shown_numbers
from holdlaw.reports.public.release import Release, release
from holdlaw.reports.public.series import Raw, counted, series
from holdlaw.reports.suppression.audit import check_doubles
from tests.verifier.exports import KEY
from verifier import holdlaw_verify

from . import releases
from .attacker import attack
from .invented import TABLE

REPORT = "reports/us-ny-nyc-police/14-154-f/2016-10-01_2017-09-30.entry-12.json"
ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def made() -> Release:
    """The release of the invented register, made once."""
    return release(releases.material())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The release, written out as the command writes it."""
    for name, data in made().files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def verify(folder: Path, report: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    """Ask the standalone verifier about one report."""
    asked = [str(folder / "proof"), "--key", str(KEY.verifier), "--report", str(folder / report), "--json"]
    code = holdlaw_verify.main(asked)
    return code, json.loads(capsys.readouterr().out)


def test_a_published_report_is_verified_offline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reporter needs the folder, one file of Python and the agency's key, and nobody's word."""
    code, said = verify(folder, REPORT, capsys)
    assert (code, said["published_in"], said["amended_in"]) == (0, 12, None)
    code, said = verify(folder, REPORT.replace("entry-12", "entry-7"), capsys)
    assert (code, said["published_in"], said["amended_in"]) == (0, 7, 12)


def test_a_number_changed_after_publication_does_not_verify(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder can be copied and touched up by anybody on its way."""
    (folder / REPORT).write_bytes((folder / REPORT).read_bytes().replace(b"1526", b"1626"))
    assert verify(folder, REPORT, capsys)[0] == 1


def test_every_file_is_listed_with_its_hash(folder: Path) -> None:
    """Who downloads one file should be able to tell that it came through whole."""
    listed = json.loads((folder / "index.json").read_bytes())["files"]
    own = {name: sha256(data).hexdigest() for name, data in made().files.items()}
    assert listed == {name: own[name] for name in own if name not in {"index.json", "SHA256SUMS"}}
    sums = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert (sums.returncode, sums.stdout) == (0, b"")
    assert len((folder / "SHA256SUMS").read_text().splitlines()) == len(own) - 1


def test_the_dictionary_describes_every_table_and_every_column() -> None:
    """A column nobody explains is read as its opposite sooner or later."""
    package = json.loads(made().files["datapackage.json"])
    tables = {path for path in made().files if path.endswith(".csv")}
    assert {resource["path"] for resource in package["resources"]} == tables
    for resource in package["resources"]:
        data = made().files[resource["path"]]
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        header = next(csv.reader(io.StringIO(data.decode())))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"].endswith(".") for field in resource["schema"]["fields"])


def test_the_csv_and_the_json_of_counts_say_the_same() -> None:
    """Two files of one edition that differ would each be quoted."""
    rows = list(csv.DictReader(io.StringIO(made().files["counts/pxpd/edition-1.csv"].decode())))
    read = json.loads(made().files["counts/pxpd/edition-1.json"])
    assert [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in read
    ] == rows
    assert any(row["mark"] == "withheld" for row in rows)


def test_no_withheld_number_is_recovered_from_the_release() -> None:
    """Both editions, the amendment between them and the reports lie side by side for whoever looks."""
    one, two = (each.edition for each in releases.editions())
    same = {tuple(name.split("/")) for name, value in two.values.items() if one.values.get(name) == value}
    files = [made().files[f"counts/pxpd/edition-{number}.csv"] for number in (1, 2)]
    assert attack(files, [same]) == []


def test_a_number_that_a_statute_orders_is_shown_with_the_statute() -> None:
    """A reader who sees a small number beside blanks should see why it stands there."""
    assert {
        "agency": "pxpd", "period": "2015-10-01 to 2016-09-30", "received": 80, "withheld": False,
        "raw_by": releases.CITE,
    } in made().index["headline"]  # fmt: skip


def test_where_a_statute_gives_the_months_away_a_coarser_table_is_published() -> None:
    """Two honored in a year, as the city must report, are one in each of two months that are not empty."""
    period = releases.RAW[0].period
    raw = (*releases.RAW, Raw("pxpd", period, ("honored", "all"), 2, "NYC Admin. Code § 14-154(f) f.2"))
    counts = counted(releases.requests(date(2018, 1, 1)), raw)
    chosen = series(counts)
    assert chosen.told == 0
    assert check_doubles(chosen.counts, chosen.chosen) == ()
    shown = {count.id: count.raw_by for count in chosen.counts.counts if count.shown}
    assert shown[f"{period}/honored/all"] == raw[1].cite
    assert not [name for name in shown if re.match(r"\d{4}-\d\d/honored", name)]


def test_the_feed_can_be_followed() -> None:
    """A newsroom that subscribes learns of an amendment on the day."""
    feed = ElementTree.fromstring(made().files["feed.atom"])
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 4
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 4
    assert any(
        "amends the publication in entry 7" in (entry.findtext(f"{ATOM}title") or "") for entry in entries
    )


def test_the_law_and_its_history_are_in_it() -> None:
    """A count means what the law of its day made of it."""
    versions = json.loads(made().files["law/us-ny-nyc-police.json"])
    assert len({each["version"] for each in versions}) > 1
    assert all(each["cite"] and each["parts"] for each in versions)


def test_nothing_in_it_names_a_person_or_a_request() -> None:
    """The public folder is copied at once and for ever."""
    text = b"\n".join(data for name, data in made().files.items() if not name.startswith("law/")).decode()
    private = ("request-17", "person-", "birth", "file_number", "subject", "released_at", "rests_on", "4411")
    assert [word for word in private if word in text] == []
    entries = [json.loads(line) for line in made().files["proof/entries.jsonl"].splitlines()]
    assert {entry["entry"] for entry in entries} == {"report.published/1"}


def test_the_same_register_gives_the_same_bytes() -> None:
    """Two people who make the release must be able to compare it."""
    assert release(releases.material()).files == made().files


def changed_table() -> Callable[[], Release]:
    """A release in which a kept file is not the one that was published."""
    whole = releases.material()
    first, *rest = whole.publications
    return lambda: release(evolve(whole, publications=(evolve(first, table=first.table + b" "), *rest)))


def test_a_kept_file_that_was_changed_is_not_published() -> None:
    """A number altered on the agency's own disk must not go out under the proof of another."""
    with pytest.raises(HoldlawError) as error:
        changed_table()()
    assert str(error.value) == (
        "HL-8041: entry 7: The table that is kept is not the one whose hash the entry holds. What is "
        "published as a report has to be the report that two people saw. Put the published JSON file back, "
        "or amend the report."
    )


def test_methods_name_the_threshold_its_source_and_the_limits() -> None:
    """Who judges a blank has to know the rule that made it."""
    text = made().files["methods.md"].decode()
    assert "A count from 1 to 4 is withheld" in text
    assert "Glossary of Statistical Disclosure Control" in text
    assert "does not protect against somebody who knows" in text
    assert TABLE.report in made().files["changes.md"].decode()


def test_every_number_a_published_report_shows_is_reckoned_with() -> None:
    """A blank in March helps nobody if the yearly report beside it says that March was the only one."""
    lines = {"honored": 2, "honored.criminal_warrant": 2, "moved_before_expiry": None}
    table = json.dumps({"cite": "Invented Code § 1", "items": {"f.1": 80, "f.9": 3}, "information": lines})
    publication = evolve(releases.material().publications[0], table=table.encode())
    assert [(raw.answers, raw.value, raw.cite) for raw in shown_numbers((publication,))] == [
        (("all", "all"), 80, "Invented Code § 1 f.1"),
        (("honored", "all"), 2, "Invented Code § 1 (in the report of entry 7)"),
        (("honored", "criminal_warrant"), 2, "Invented Code § 1 (in the report of entry 7)"),
    ]
