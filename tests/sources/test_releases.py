"""Files from outside become one table: nothing is lost without a reason, nothing unknown becomes a value."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.sources.parquet import META
from holdlaw.sources.releases import opening
from holdlaw.sources.releases.columns import COLUMNS, plain_header
from holdlaw.sources.releases.facilities import NO_FACILITIES, Facilities, read_facilities, unresolved
from holdlaw.sources.releases.header import named
from holdlaw.sources.releases.importing import Wanted, import_file
from holdlaw.sources.releases.manifest import Manifest
from holdlaw.sources.releases.mapping import blank_mapping, mapped
from holdlaw.sources.releases.release import releases
from tests.sources.releases_made import ROW, SHORT, spreadsheet, text, written


def imported(
    path: Path, facilities: Facilities = NO_FACILITIES, memory: str = "200MB"
) -> tuple[Manifest, Path]:
    """Import a file beside itself."""
    out = path.with_suffix(".parquet")
    return import_file(path, out, Wanted(known=named(None), facilities=facilities, memory=memory)), out


def column(out: Path, name: str) -> list[object]:
    """Read one column of a table."""
    with duckdb.connect() as db:
        return [row[0] for row in db.execute(f"SELECT {name} FROM '{out}' ORDER BY line").fetchall()]


def refused(path: Path) -> str:
    """Give what an import says that fails, and see that it left nothing."""
    with pytest.raises(HoldlawError) as caught:
        imported(path)
    assert not path.with_suffix(".parquet").exists(), "nothing may be half imported"
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [",", "|", "\t", ";"])
def test_a_release_is_told_by_its_columns_whatever_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    """Files called .csv are delimited by tabs, and those called .txt by commas."""
    manifest, _ = imported(written(tmp_path, [SHORT, ROW], delimiter=delimiter))
    assert (manifest.release.id, manifest.rows_kept) == ("ice-detainers-2008-2014", 1)


def test_every_row_is_kept_or_counted_with_its_reason(tmp_path: Path) -> None:
    """A total that a reader cannot account for is no total."""
    rows = [
        ["For official use only"],
        [],
        SHORT,
        ROW,
        ["", "", "", "", ""],
        ROW[:3],
        [*ROW, "more"],
        ["Total", "1", "", "", ""],
        ["3/2/2012", "nul\x00", *ROW[2:]],
        ["3/3/2012", "x" * 10_000_000, *ROW[2:]],
        ROW,
    ]
    manifest, out = imported(written(tmp_path, rows))
    assert {each.reason: each.rows for each in manifest.dropped} == {
        "blank_row": 1,
        "too_few_cells": 1,
        "too_many_cells": 1,
        "totals_row": 1,
        "nul_character": 1,
        "cell_too_large": 1,
    }
    assert (manifest.rows_read, manifest.rows_kept, manifest.rows_repeated) == (8, 2, 2)
    assert column(out, "line") == [4, 11]


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("3/1/2012", "known"),
        ("2012-03-01 00:00:00", "known"),
        ("", "blank"),
        ("NA", "blank"),
        ("(B)(6);(B)(7)(C) ", "redacted"),
        ("(b)(6),(b)(7)c)", "redacted"),
        ("(b)(7)e)", "redacted"),
        ("b(6), b(7)c", "redacted"),
        ("(b)(6), (b)(7)(c) (b)(7)(e)", "redacted"),
        ("(B)(3)", "redacted"),
        ("3/1/0999", "unreadable"),
        ("=cmd()", "unreadable"),
    ],
)
def test_a_value_says_what_is_known_of_it(tmp_path: Path, cell: str, state: str) -> None:
    """Blank, redacted and unreadable all look like nothing, and mean three things."""
    _, out = imported(written(tmp_path, [SHORT, ROW, (cell, *ROW[1:]), ROW]))
    assert column(out, "prepared_on_state")[1] == state
    assert (column(out, "prepared_on")[1] is not None) == (state == "known")
    assert set(column(out, "conviction_state")) == {"not_collected"}


def test_equal_rows_stay_and_are_marked(tmp_path: Path) -> None:
    """Two people may be the subject of equal rows: a release without a person key cannot tell."""
    manifest, out = imported(written(tmp_path, [SHORT, ROW, ROW, ("3/2/2012", *ROW[1:])]))
    assert column(out, "repeated") == [True, True, False]
    assert (manifest.rows_kept, manifest.duplicates_suspected) == (3, None)


def test_a_facility_is_found_by_code_or_whole_place_and_never_by_its_name(tmp_path: Path) -> None:
    """There are counties of one name in many states; jails were blamed for others' refusals."""
    listed = tmp_path / "places.csv"
    listed.write_text(
        "facility_code,facility,city,state,agency,county\n"
        ",EXAMPLE CNTY JAIL,PORT EXAMPLE,NEW YORK,Port Example Sheriff,Example\n"
        ",OTHER JAIL,TOWN,OHIO,One,A\n,OTHER JAIL,TOWN,OHIO,Two,B\n"
    )
    rows = [SHORT, ROW, (*ROW[:4], "OHIO"), (*ROW[:2], "OTHER JAIL", "TOWN", "OHIO")]
    manifest, out = imported(written(tmp_path, rows), read_facilities(listed))
    assert column(out, "local_agency") == ["Port Example Sheriff", None, None]
    assert manifest.facilities_unresolved == 2
    assert {(each["facility"], each["rows"]) for each in unresolved(out)} == {
        ("EXAMPLE CNTY JAIL", 1),
        ("OTHER JAIL", 1),
    }


def test_the_table_carries_its_source_and_caveats(tmp_path: Path) -> None:
    """A figure that is passed on without its caveats becomes a claim."""
    manifest, out = imported(written(tmp_path, [SHORT, ROW]))
    with duckdb.connect() as db:
        kept = db.execute(f"SELECT key, value FROM parquet_kv_metadata('{out}')").fetchall()
    told = {bytes(key).decode(): json.loads(bytes(value)) for key, value in kept}
    assert {
        key.removeprefix(META): value for key, value in told.items() if key.startswith(META)
    } == manifest.as_json()
    assert told[f"{META}caveats"]


def test_a_column_that_was_not_recorded_in_early_years_says_so(tmp_path: Path) -> None:
    """NA means not recorded before fiscal year 2015, and none on record after: no rise can be read across."""
    header = ("arrest_date", "event_number", "most_serious_conviction", "country_of_citizenship")
    rows = [
        header,
        *((day, "1", what, "X") for day in ("9/30/2014", "10/1/2014") for what in ("NA", "Larceny")),
    ]
    _, out = imported(written(tmp_path, rows))
    states = ["not_collected", "not_collected", "blank", "known"]
    assert column(out, "conviction_state") == states
    assert column(out, "conviction") == [None, None, None, "Larceny"]


def test_a_spreadsheet_and_a_parquet_file_give_what_the_text_gives(tmp_path: Path) -> None:
    """The same release is passed around in all three."""
    plain, first = imported(written(tmp_path, [SHORT, ROW]))
    sheet, second = imported(spreadsheet(tmp_path / "book.xlsx", [["preamble"], SHORT, ROW]))
    columns = tmp_path / "columns.pq"
    listed = ", ".join(f"? AS {json.dumps(name)}" for name in SHORT)
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT {listed}) TO '{columns}' (FORMAT parquet)", list(ROW))
    packed, third = imported(columns)
    for out in (first, second, third):
        assert [column(out, name) for name in ("prepared_on", "facility", "state")] == [
            column(first, name) for name in ("prepared_on", "facility", "state")
        ]
    assert plain.release == sheet.release == packed.release


def test_a_file_of_two_byte_characters_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Read as UTF-8 it would be a table of nonsense."""
    path = tmp_path / "wide.csv"
    path.write_bytes(text([SHORT, ROW]).encode("utf-16"))
    assert refused(path) == (
        "HL-9041: wide.csv: It is UTF-16, not UTF-8. Nothing was imported. "
        "Save it as UTF-8: iconv -f UTF-16 -t UTF-8 wide.csv"
    )


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes can fill a disk."""
    monkeypatch.setattr(opening, "UNPACKED_FREE", 1 << 20)
    path = tmp_path / "bomb.csv.gz"
    row = text([ROW]).encode()
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(text([SHORT]).encode())
        for _ in range(40):
            file.write(row * 1_000)
    assert "Unpacked it is more than 200 times its size" in refused(path)


def test_a_spreadsheet_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    """The same, in the other packing."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (70 << 20))
    assert "Unpacked it is more than 200 times its size" in refused(path)


def test_files_cut_short_are_refused(tmp_path: Path) -> None:
    """A broken download would be a release with fewer rows."""
    packed = tmp_path / "cut.csv.gz"
    whole = gzip.compress(
        text([SHORT, *[(f"3/1/2012 0:{n % 60:02d}", *ROW[1:]) for n in range(5_000)]]).encode()
    )
    packed.write_bytes(whole[: len(whole) // 2])
    assert "cut short or damaged" in refused(packed)
    _, out = imported(written(tmp_path, [SHORT, *[ROW] * 100]))
    cut = tmp_path / "cut.pq"
    cut.write_bytes(out.read_bytes()[:-500])
    assert "no Parquet file that can be read" in refused(cut)
    book = spreadsheet(tmp_path / "cut.xlsx", [SHORT, ROW])
    book.write_bytes(book.read_bytes()[:300])
    assert "no spreadsheet that can be read" in refused(book)


def test_an_unknown_file_is_refused_by_columns_alone_and_no_cell_is_repeated(tmp_path: Path) -> None:
    """The first line of an agency's own file may be a person."""
    path = written(tmp_path, [("Jane Invented", "1980-01-01"), ("Prepare Date", "City", "State")])
    said = refused(path)
    assert "Invented" not in said
    lacking = "detainer_detention_facility, detainer_lift_reason"
    assert f"Nearest is ice-detainers-2008-2014; its header lacks {lacking}." in said


def test_labels_one_column_off_are_refused(tmp_path: Path) -> None:
    """One release was printed so: every date would be read from the column beside it."""
    rows = [SHORT, *[("x", *ROW[:4])] * 3]
    assert "3 of 3 values of the column prepared_on are no days." in refused(written(tmp_path, rows))


def test_no_release_can_be_taken_for_another() -> None:
    """Columns mean different things in different releases."""
    found = releases()
    assert len({release.id for release in found}) == len(found) >= 10
    for one in found:
        fitting = [each for each in found if each.header <= one.header and not each.never & one.header]
        assert max(fitting, key=lambda each: len(each.header)) is one
    headers = [header for each in COLUMNS for header in each.headers]
    assert len(headers) == len(set(headers))
    assert all(header == plain_header(header) for header in headers)


def test_an_agencys_own_export_is_read_by_its_mapping(tmp_path: Path) -> None:
    """A jail's system names its columns as it likes."""
    mapping = tmp_path / "jail.yaml"
    mapping.write_text(
        "title: Example jail\nday_forms: ['%d.%m.%Y']\ncolumns:\n  Came: prepared_on\n  Paper: form_text\n"
    )
    path = written(tmp_path, [("Came", "Paper", "Name"), ("01.03.2012", "I-247D", "Jane Invented")])
    out = tmp_path / "out.parquet"
    manifest = import_file(path, out, Wanted(known=(mapped(mapping),)))
    assert (manifest.first_day, column(out, "form")) == ("2012-03-01", ["I-247D"])
    assert b"Invented" not in out.read_bytes(), "a column that is not mapped is not kept"


def test_a_bad_mapping_tells_every_mistake_at_once(tmp_path: Path) -> None:
    """Mending one mistake a run is how people give up."""
    mapping = tmp_path / "jail.yaml"
    mapping.write_text("colour: red\ncolumns:\n  A: prepared\n  B: city\n  C: city\n")
    with pytest.raises(HoldlawError) as caught:
        mapped(mapping)
    assert [problem.what for problem in caught.value.problems] == [
        "There is no key colour.",
        "title is missing.",
        "prepared is no column.",
        "city is given to two headers.",
    ]


def test_a_usual_name_that_is_not_mapped_is_not_kept(tmp_path: Path) -> None:
    """Whoever leaves a column out means it, whatever releases call it."""
    mapping = tmp_path / "jail.yaml"
    mapping.write_text("title: Example jail\ncolumns:\n  Came: prepared_on\n  2019: city\n")
    path = written(tmp_path, [("Came", "2019", "Gender"), ("3/1/2012", "Port Example", "Invented")])
    out = tmp_path / "out.parquet"
    import_file(path, out, Wanted(known=(mapped(mapping),)))
    assert b"Invented" not in out.read_bytes()
    assert column(out, "city") == ["Port Example"]


def test_every_value_of_a_mapping_is_checked(tmp_path: Path) -> None:
    """A mapping comes from outside; what it says ends in a statement of the database."""
    mapping = tmp_path / "jail.yaml"
    mapping.write_text(
        "title: [a]\nabout: visits\nday: city) FROM rows --\nfirst_day: soon\nday_forms: '%Y'\n"
        "caveats: [1]\ncolumns: {A: [b], C: 7}\n"
    )
    with pytest.raises(HoldlawError) as caught:
        mapped(mapping)
    assert [problem.what for problem in caught.value.problems] == [
        "title is no text.",
        "day_forms is no list of texts.",
        "caveats is no list of texts.",
        "about is not known.",
        "day is no column of days.",
        "first_day is no day.",
        "what is no text is no column.",
    ]
    mapping.write_text("title: A\ncolumns: x\n")
    with pytest.raises(HoldlawError, match="columns is no group"):
        mapped(mapping)


def test_a_mapping_that_unpacks_to_more_than_it_is_does_no_harm(tmp_path: Path) -> None:
    """Nine lines of references can be a thousand million words."""
    mapping = tmp_path / "jail.yaml"
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    mapping.write_text(
        "\n".join([*lines, "title: *a11", "columns: {A: *a11}", "first_day: *a11", "day: *a11"])
    )
    with pytest.raises(HoldlawError) as caught:
        mapped(mapping)
    assert "first_day is no day." in [problem.what for problem in caught.value.problems]


def test_a_mapping_to_fill_in_knows_the_usual_names() -> None:
    """Most of an export is named as releases are."""
    assert blank_mapping("A", ("City", "Booked"))["columns"] == {"City": "city", "Booked": ""}


def test_a_trial_leaves_nothing(tmp_path: Path) -> None:
    """Whoever tries a mapping wants the counts first."""
    path = written(tmp_path, [SHORT, ROW])
    before = sorted(tmp_path.iterdir())
    assert import_file(path, None, Wanted(known=named(None))).rows_kept == 1
    assert sorted(tmp_path.iterdir()) == before


PEAK = """
import resource, sys
from pathlib import Path
from holdlaw.sources.releases.header import named
from holdlaw.sources.releases.importing import Wanted, import_file
for name in sys.argv[1:]:
    wanted = Wanted(known=named(None), memory="100MB")
    kept = import_file(Path(name), Path(name + ".parquet"), wanted).rows_kept
    print(kept, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_a_file_larger_than_the_memory_given_is_imported(tmp_path: Path) -> None:
    """National files are larger than an office's machine: no step may hold one whole."""
    small = written(tmp_path, [SHORT, ROW]).rename(tmp_path / "small.csv")
    jail = "x" * 3_300
    rows = ((f"3/{n % 28 + 1}/2012", f"reason {n}", f"{n}{jail}", *ROW[3:]) for n in range(45_000))
    path = written(tmp_path, [SHORT, *rows])
    run = subprocess.run(
        [sys.executable, "-c", PEAK, str(small), str(path)], capture_output=True, check=True, text=True
    )
    (one, before), (many, peak) = ((int(word) for word in line.split()) for line in run.stdout.splitlines())
    assert (one, many) == (1, 45_000)
    assert path.stat().st_size > 150_000_000
    assert (peak - before) * 1024 < 150_000_000, "the peak of the memory grew by the whole of the file"


def test_an_amount_of_memory_that_is_none_is_refused(tmp_path: Path) -> None:
    """A slip in a script should not take all there is."""
    with pytest.raises(HoldlawError, match="plenty is no amount of memory"):
        imported(written(tmp_path, [SHORT, ROW]), memory="plenty")
