"""A published report checked offline: this file, its hash in an entry, the entry under a checkpoint."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from .conftest import Ask
from .exports import KEY, SIZE, Stored, body, stored, write, write_selection

TABLE = b'{"items":{"f.1":1526,"f.2":0}}'


def published(table: bytes, amends: int | None = None) -> dict[str, object]:
    """What the entry of a publication says."""
    said: dict[str, object] = {"report": "us-ny-nyc-police/14-154-f", "sha256": sha256(table).hexdigest()}
    return said if amends is None else said | {"amends": amends}


def with_reports(**at: dict[str, object]) -> Stored:
    """A register with publications at these numbers."""
    bodies = [body(seq) for seq in range(SIZE)]
    for number, fields in at.items():
        seq = int(number.removeprefix("at_"))
        bodies[seq] = body(seq, fields).replace(b"request.received/1", b"report.published/1")
    return stored(bodies)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The report as it was published."""
    path = tmp_path / "report.json"
    path.write_bytes(TABLE)
    return path


def test_a_published_file_is_found_in_its_entry(ask: Ask, tmp_path: Path, file: Path) -> None:
    """A reporter can show that the number she quotes is the one that was published."""
    export = write_selection(tmp_path / "export", with_reports(at_9=published(TABLE)), [9])
    code, said = ask(export, "--key", KEY.verifier, "--report", file)
    assert (code, said["published_in"], said["amended_in"]) == (0, 9, None)


def test_a_file_with_one_number_changed_is_not_found(ask: Ask, tmp_path: Path, file: Path) -> None:
    """A table that was touched up after publication must not pass for the published one."""
    export = write_selection(tmp_path / "export", with_reports(at_9=published(TABLE)), [9])
    file.write_bytes(TABLE.replace(b"1526", b"1527"))
    code, said = ask(export, "--key", KEY.verifier, "--report", file)
    assert (code, said["why"]) == (1, "no entry under a checkpoint published report.json as it is")


def test_an_amended_report_names_what_amends_it(ask: Ask, tmp_path: Path, file: Path) -> None:
    """Who quotes an old number should learn that a newer one stands."""
    kept = with_reports(at_9=published(TABLE), at_12=published(b"{}", amends=9))
    code, said = ask(write_selection(tmp_path / "export", kept, [9, 12]), "--report", file)
    assert (code, said["published_in"], said["amended_in"]) == (0, 9, 12)


def test_a_publication_no_checkpoint_covers_is_not_proved(ask: Ask, tmp_path: Path, file: Path) -> None:
    """Until it is signed for, the entry could still be taken back."""
    kept = with_reports(at_20=published(TABLE))
    for export in (
        write(tmp_path / "whole", kept, [15]),
        write_selection(tmp_path / "some", kept, [20], [15]),
    ):
        code, said = ask(export, "--report", file)
        assert (code, said["ok"]) == (1, False)


def test_the_hash_in_another_type_of_entry_proves_nothing(ask: Ask, tmp_path: Path, file: Path) -> None:
    """Anybody may write a hash into a free field; only a publication publishes."""
    kept = stored([body(seq, published(TABLE) if seq == 9 else None) for seq in range(SIZE)])
    assert ask(write_selection(tmp_path / "export", kept, [9]), "--report", file)[0] == 1


def test_a_report_that_cannot_be_read_is_no_finding(ask: Ask, tmp_path: Path) -> None:
    """A wrong path on the command line must not accuse the register."""
    export = write_selection(tmp_path / "export", with_reports(at_9=published(TABLE)), [9])
    assert ask(export, "--report", tmp_path / "nowhere.json")[0] == 2
