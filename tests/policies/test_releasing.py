"""Releasing law: what is locked, what is refused, and that nothing is half written."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import book_at
from holdlaw.policybook.releasing import release_lists, release_place


def test_a_release_is_read_back_as_released(law: Path) -> None:
    """What the command locks and what the reader takes for locked are one thing."""
    assert release_place(book_at(law), "us-ca") == ("2014-01-01", "2017-01-01", "2018-01-01")
    assert book_at(law).place("us-ca").unreleased == frozenset()


def test_a_later_version_is_added_beside_those_released(law: Path) -> None:
    """A new enactment must not unlock the old ones."""
    later = law / "us/tx/2025-01-01.yaml"
    text = later.read_text(encoding="utf-8")
    later.unlink()
    assert release_place(book_at(law), "us-tx") == ("2017-09-01",)
    before = (law / "us/tx/digests.yaml").read_text(encoding="utf-8")
    later.write_text(text, encoding="utf-8")
    assert release_place(book_at(law), "us-tx") == ("2025-01-01",)
    assert (law / "us/tx/digests.yaml").read_text(encoding="utf-8").startswith(before)


def test_a_released_version_that_is_gone_is_refused(law: Path) -> None:
    """Decisions taken under it could not be replayed."""
    release_place(book_at(law), "us-tx")
    (law / "us/tx/2025-01-01.yaml").unlink()
    with pytest.raises(HoldlawError, match="'2025-01-01' was released and is no longer there"):
        release_place(book_at(law), "us-tx")


def test_an_edited_edition_is_refused(law: Path) -> None:
    """A crime slipped onto a released list would change old answers."""
    release_lists(book_at(law))
    file = law / "offences/ny-violent-or-serious.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("NY PL 120.01,", "NY PL 120.00,"), encoding="utf-8"
    )
    with pytest.raises(HoldlawError, match="HL-2002"):
        release_lists(book_at(law))


def test_a_version_with_a_mistake_is_not_released(law: Path) -> None:
    """What cannot be read must not be locked."""
    file = law / "us/tx/2025-01-01.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "acts: {hodl: {}}\n", encoding="utf-8")
    with pytest.raises(HoldlawError, match="'hodl' is not an act"):
        release_place(book_at(law), "us-tx")
    assert not (law / "us/tx/digests.yaml").exists()


def test_comments_and_cases_stay_editable(law: Path) -> None:
    """Only the law is locked; a better worked case or a comment changes no answer."""
    release_place(book_at(law), "us-tx")
    file = law / "us/tx/2017-09-01.yaml"
    file.write_text(f"# A comment.\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    (law / "us/tx/cases.yaml").write_text("[]\n", encoding="utf-8")
    assert release_place(book_at(law), "us-tx") == ()
