"""Files as they come: cut, joined, saved by another program. Each is read, counted, or refused in words."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.sources.parquet import NO_BAR
from holdlaw.sources.releases import making
from holdlaw.sources.releases.facilities import NO_FACILITIES, Facilities, unresolved
from holdlaw.sources.releases.header import named
from holdlaw.sources.releases.importing import Wanted, import_file
from holdlaw.sources.releases.manifest import Manifest
from holdlaw.sources.releases.mapping import mapped
from tests.cli.shell import run
from tests.sources.releases_made import ROW, SHORT, spreadsheet, text, written
from tests.sources.test_releases import column, imported, refused

DISK = "See that the disk, and that of the temporary files, has room and may be written to."


def of_bytes(folder: Path, data: bytes) -> Path:
    """A file of these bytes."""
    path = folder / "release.csv"
    path.write_bytes(data)
    return path


def dropped(manifest: Manifest) -> dict[str, int]:
    """How many rows were left out, by reason."""
    return {each.reason: each.rows for each in manifest.dropped}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("within", ["\n", "\r\n", "\r", "\n\r\n"])
def test_a_line_break_within_a_cell_is_a_space(tmp_path: Path, end: str, within: str) -> None:
    """Addresses are typed on two lines; the whole import failed at the first that was."""
    rows = [SHORT, (*ROW[:2], "<>", *ROW[3:]), ROW]
    data = text(rows).replace("\r\n", end).replace("<>", f'"EXAMPLE{within}CNTY JAIL"')
    manifest, out = imported(of_bytes(tmp_path, data.encode()))
    assert (manifest.rows_read, manifest.rows_kept) == (2, 2)
    assert column(out, "facility") == ["EXAMPLE CNTY JAIL"] * 2
    assert manifest.rows_repeated == (2 if manifest.rows_kept == 2 else 0)


def test_a_line_break_in_a_spreadsheet_is_a_space_too(tmp_path: Path) -> None:
    """There a cell of two lines is a key away."""
    book = spreadsheet(tmp_path / "book.xlsx", [SHORT, (*ROW[:2], "EXAMPLE\nCNTY JAIL", *ROW[3:])])
    assert column(imported(book)[1], "facility") == ["EXAMPLE CNTY JAIL"]


def test_lines_that_an_open_quotation_mark_swallows_are_counted(tmp_path: Path) -> None:
    """One stray mark made twenty rows into one cell, and nobody was told that they were gone."""
    first, opened, rest = text([SHORT, ROW]), '3/1/2012,"Lifted,JAIL,PORT,OHIO\r\n', text([ROW] * 20)
    manifest, out = imported(of_bytes(tmp_path, (first + opened + rest).encode()))
    assert dropped(manifest) == {"quote_not_closed": 21}
    assert (manifest.rows_read, column(out, "line")) == (22, [2])


@pytest.mark.parametrize("place", range(5))
def test_a_mark_that_closes_in_a_later_row_never_makes_one_row_of_two(tmp_path: Path, place: int) -> None:
    """The cells of two people would stand in one row, with as many cells as it should have."""
    cells = [f'"{cell}' if at == place else cell for at, cell in enumerate(ROW)]
    closed = [f'"{cell}"' if at == place else cell for at, cell in enumerate(ROW)]
    lines = [",".join(SHORT), ",".join(cells), ",".join(closed), ",".join(ROW), ",".join(ROW)]
    manifest, _ = imported(of_bytes(tmp_path, ("\n".join(lines) + "\n").encode()))
    assert dropped(manifest) == {"quote_not_closed": 2}
    assert (manifest.rows_read, manifest.rows_kept) == (4, 2)


def test_a_header_that_comes_again_is_no_row(tmp_path: Path) -> None:
    """Two downloads put one below the other were one person more."""
    manifest, _ = imported(written(tmp_path, [SHORT, ROW, SHORT, ROW]))
    assert (manifest.rows_kept, dropped(manifest)) == (2, {"header_again": 1})


def test_a_column_that_a_header_has_twice_is_refused(tmp_path: Path) -> None:
    """One of the two would have been taken, and the other passed over, without a word."""
    assert refused(written(tmp_path, [(*SHORT, "City "), (*ROW, "ELSEWHERE")])) == (
        "HL-9042: release.csv: Its header has twice: city. Which column is meant cannot be told. "
        "Rename the one that is not meant, in a copy."
    )


def test_empty_cells_beyond_the_header_are_let_go(tmp_path: Path) -> None:
    """Spreadsheets end each row with a comma; not one row of such a file was kept."""
    manifest, _ = imported(written(tmp_path, [SHORT, (*ROW, "", " "), ROW]))
    assert (manifest.rows_kept, manifest.rows_dropped) == (2, 0)


def test_a_file_of_which_no_row_can_be_kept_is_refused(tmp_path: Path) -> None:
    """A table of nothing would be put to a law, and nothing would be the answer."""
    said = refused(written(tmp_path, [SHORT, ROW[:3], ROW[:2], ("Total", "2")]))
    assert said == (
        "HL-9041: release.csv: Not one of its rows could be kept: 2 too_few_cells, first in line 2; "
        "1 totals_row, first in line 4. Nothing was imported. "
        "Compare a row with the header: its cells, its quotation marks."
    )


def test_bytes_that_are_not_utf8_are_counted_by_row(tmp_path: Path) -> None:
    """A name in an older encoding would match no list, and nobody would know why."""
    rows = [SHORT, (*ROW[:2], "CÁRCEL", *ROW[3:]), ROW]
    path = of_bytes(tmp_path, text(rows).encode("cp1252"))
    manifest, out = imported(path)
    assert (manifest.rows_kept, manifest.rows_not_utf8) == (2, 1)
    assert column(out, "facility") == ["C\ufffdRCEL", ROW[2]]
    told = " ".join(run("import", path, "--dry-run").output.split())
    assert "1 rows hold characters that are not UTF-8" in told


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32")],
)
def test_wide_characters_are_named_as_what_they_are(tmp_path: Path, encoding: str, name: str) -> None:
    """The remedy for one leaves a table of nonsense of the other."""
    said = refused(of_bytes(tmp_path, text([SHORT, ROW]).encode(encoding)))
    assert said.startswith(f"HL-9041: release.csv: It is {name}, not UTF-8.")
    assert said.endswith(f"iconv -f {name} -t UTF-8 release.csv")


def test_what_is_no_file_with_rows_is_refused_as_what_it_is(tmp_path: Path) -> None:
    """'No header is known' sends people to write a mapping for an empty file."""
    assert "It is empty." in refused(of_bytes(tmp_path, b""))
    with pytest.raises(HoldlawError, match=r"It is a folder\. Nothing was imported"):
        import_file(tmp_path, None, Wanted(known=named(None)))
    with pytest.raises(HoldlawError, match=r"There is no such file"):
        import_file(tmp_path / "none.csv", None, Wanted(known=named(None)))


def refused_out(path: Path, out: Path, memory: str = "200MB") -> str:
    """What is said of a place where a table cannot stand; the file that was read must be as before."""
    before = path.read_bytes()
    with pytest.raises(HoldlawError) as caught:
        import_file(path, out, Wanted(known=named(None), memory=memory))
    assert path.read_bytes() == before
    return str(caught.value)


def test_the_file_that_is_read_is_never_written_over(tmp_path: Path) -> None:
    """The only copy of a release was replaced by a table made from it."""
    path = written(tmp_path, [SHORT, ROW])
    (tmp_path / "link.csv").symlink_to(path)
    for out in (path, tmp_path / "." / path.name, tmp_path / "link.csv"):
        assert refused_out(path, out) == (
            f"HL-9004: {out}: It is the file that is read. Nothing was imported. Name another file."
        )


def test_a_place_where_no_table_can_stand_is_told_before_the_file_is_read(tmp_path: Path) -> None:
    """An hour's reading should not end in a traceback."""
    path = written(tmp_path, [SHORT, *[ROW] * 3])
    assert refused_out(path, tmp_path) == (
        f"HL-9004: {tmp_path}: It is a folder. Nothing was imported. Name a file in it."
    )
    nowhere = tmp_path / "none" / "out.parquet"
    assert refused_out(path, nowhere) == (
        f"HL-9004: {nowhere}: There is no such folder. Nothing was imported. Make the folder first."
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (duckdb.IOException("IO Error: Could not write: No space left on device"), "the disk is full"),
        (OSError(28, "No space left on device"), "the disk is full"),
        (PermissionError(13, "Permission denied"), "[Errno 13] Permission denied"),
    ],
)
def test_a_full_disk_or_a_folder_that_is_read_only_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    """The last thing that happens to a long import must be a sentence, and leave nothing."""

    def fails(*_: object) -> str:
        raise error

    monkeypatch.setattr(making, "metadata", fails)
    path, out = written(tmp_path, [SHORT, ROW]), tmp_path / "out.parquet"
    assert refused_out(path, out) == (
        f"HL-9004: {out}: It cannot be written ({said}). Nothing was imported. {DISK}"
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == [path.name]


def test_an_import_that_is_broken_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle: no table, no half of one, no copy of the rows in a temporary folder."""
    path, own = written(tmp_path, [SHORT, *[ROW] * 6_000]), tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    before, seen = sorted(tmp_path.iterdir()), list[list[Path]]()

    def break_off(_: int) -> None:
        seen.append(list(own.rglob("records.csv")))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(path, tmp_path / "out.parquet", Wanted(known=named(None)), break_off)
    assert seen[0], "it was broken off while the records were written"
    assert (sorted(tmp_path.iterdir()), list(own.iterdir())) == (before, [])


def test_a_long_read_says_how_far_it_is(tmp_path: Path) -> None:
    """Half an hour without a sign is when people break off."""
    told = list[int]()
    import_file(written(tmp_path, [SHORT, *[ROW] * 15_500]), None, Wanted(known=named(None)), told.append)
    assert told == [5_000, 10_000, 15_000]


def test_more_memory_than_is_given_is_told(tmp_path: Path) -> None:
    """Somebody who gives too little must learn which option to change."""
    path, out = (
        written(tmp_path, [SHORT, *[(*ROW[:2], f"{n}" * 400, *ROW[3:]) for n in range(9_000)]]),
        tmp_path / "o",
    )
    assert "takes more than the 2MB of memory that were given" in refused_out(path, out, "2MB")


def test_a_facility_is_found_by_its_code_whatever_its_name(tmp_path: Path) -> None:
    """The code is the agency's own; names are typed anew in every release."""
    mapping, out = tmp_path / "jail.yaml", tmp_path / "out.parquet"
    mapping.write_text("title: Invented\ncolumns: {Day: prepared_on, Code: facility_code, Jail: facility}\n")
    rows = [("3/1/2012", code, "EXAMPLE CNTY JAIL") for code in ("excnty ", "EXC", "")]
    listed = Facilities((("EXCNTY", "", "", "", "Example Sheriff", "Example"),))
    path = written(tmp_path, [("Day", "Code", "Jail"), *rows])
    manifest = import_file(path, out, Wanted(known=(mapped(mapping),), facilities=listed))
    assert column(out, "local_agency") == ["Example Sheriff", None, None]
    assert column(out, "resolved_by") == ["code", None, None]
    assert manifest.facilities_unresolved == 2
    assert [(each["facility_code"], each["rows"]) for each in unresolved(out)] == [("EXC", 1), (None, 1)]


@pytest.mark.parametrize("lacking", ["city", "state", "facility"])
def test_a_place_that_is_not_stated_whole_resolves_nothing(tmp_path: Path, lacking: str) -> None:
    """A name that occurs once in a list occurs elsewhere in the country."""
    named_ = dict(zip(("facility", "city", "state"), ROW[2:], strict=True))
    full = {**named_, "facility_code": "", "agency": "Example Sheriff", "county": "Example"}
    order = ("facility_code", "facility", "city", "state", "agency", "county")
    whole = Facilities((tuple(full[name] for name in order),))
    part = Facilities((tuple((full | {lacking: ""})[name] for name in order),))
    row = tuple("" if name == lacking else cell for name, cell in zip(("", "", *named_), ROW, strict=True))
    for rows, facilities in (([ROW], part), ([row], whole), ([row], part)):
        _, out = imported(written(tmp_path, [SHORT, *rows]), facilities)
        assert column(out, "resolved_by") == [None]
    assert column(imported(written(tmp_path, [SHORT, ROW]), whole)[1], "resolved_by") == ["place"]


def test_the_import_lists_the_facilities_that_it_could_not_tell(tmp_path: Path) -> None:
    """A count says that a list is incomplete; the names say what to add to it."""
    rows = [SHORT, ROW, ROW, (*ROW[:2], "OTHER JAIL", *ROW[3:])]
    manifest, _ = imported(written(tmp_path, rows), NO_FACILITIES)
    listed = manifest.as_json()["facilities_unresolved_most"]
    assert [(each["facility"], each["state"], each["rows"]) for each in listed] == [
        ("EXAMPLE CNTY JAIL", "NEW YORK", 2),
        ("OTHER JAIL", "NEW YORK", 1),
    ]
    told = " ".join(run("import", written(tmp_path, rows), "--dry-run").output.split())
    assert "EXAMPLE CNTY JAIL, PORT EXAMPLE, NEW YORK" in told


DDP = (
    "Detainer Prepare Date",
    "Detainer Prepared Criminality",
    "File Original",
    "Row Original",
    "Unique Identifier",
)


def test_equal_rows_of_one_person_are_marked_and_none_is_taken_out(tmp_path: Path) -> None:
    """Even of one person two equal rows may be two papers: a reader decides, not the import."""
    row = ("2023-01-02", "Convicted", "a.xlsx", "1")
    rows = [DDP, (*row, "key-1"), (*row, "key-1"), (*row, "key-2"), (*row, ""), (*row, "")]
    manifest, out = imported(written(tmp_path, rows))
    assert manifest.release.person_key
    assert (manifest.rows_kept, manifest.rows_dropped) == (5, 0)
    assert (manifest.rows_repeated, manifest.duplicates_suspected) == (4, 2)
    assert column(out, "repeated") == [True, True, False, True, True]


def test_duckdb_draws_no_bar_into_what_a_command_prints() -> None:
    """After two seconds it draws one on standard output: JSON that is read by a program would be broken."""
    src = Path(making.__file__).parents[3]
    opening = [file for file in src.rglob("*.py") if "duckdb.connect(" in file.read_text(encoding="utf-8")]
    assert len(opening) > 3
    assert [file.name for file in opening if "execute(NO_BAR)" not in file.read_text(encoding="utf-8")] == []
    with duckdb.connect() as db:
        db.execute(NO_BAR)
        told = db.execute("SELECT value FROM duckdb_settings() WHERE name = 'enable_progress_bar'").fetchall()
    assert told == [("false",)]
