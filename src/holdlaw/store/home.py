"""Where the files of one register lie."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen


@frozen
class Home:
    """The folder of a register.

    With a `database_url` the entries live in that PostgreSQL database instead of in the folder.

    The keys and the signer's own state are in the folder in both cases.
    """

    folder: Path = field(converter=Path)
    database_url: str | None = field(default=None, repr=False)

    @property
    def database_file(self) -> Path:
        """The SQLite database: entries, checkpoints, vault, states. Absent with PostgreSQL."""
        return self.folder / "holdlaw.db"

    @property
    def keys_file(self) -> Path:
        """One key a person, the index key and the receipt key. Back it up apart from the database."""
        return self.folder / "keys.db"

    @property
    def signer_folder(self) -> Path:
        """The signer's key and what it last signed. No other part writes here once the register is made."""
        return self.folder / "signer"

    @property
    def published_folder(self) -> Path:
        """Published reports, and every edition of the counts beside them: for the owner alone."""
        return self.folder / "published"

    @property
    def latest_checkpoint(self) -> Path:
        """A copy of the newest signed checkpoint: keep one elsewhere."""
        return self.folder / "checkpoint.note"


def home_at(
    folder: Path | str, database_url: str | None = None, environ: Mapping[str, str] = os.environ
) -> Home:
    """Give the home in a folder.

    The URL is the one given; else, where the folder holds no database, `DATABASE_URL`.
    """
    home = Home(Path(folder))
    if database_url is None and not home.database_file.exists():
        database_url = environ.get("DATABASE_URL")
    return Home(home.folder, database_url or None)
