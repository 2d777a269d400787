"""What publishing keeps in the register's folder: the published files, and what each edition of counts said.

`published/HASH.json` is the file of a published report, by the SHA-256 that its entry holds.
`published/editions.json` holds every edition of the counts, with the withheld values: it is for the owner
alone, and never published.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.public.material import Published
from holdlaw.store.durable import write_durably
from holdlaw.store.home import Home


def keep_table(home: Home, table: bytes) -> str:
    """Keep the file of a report under its hash, which is given."""
    home.published_folder.mkdir(mode=0o700, exist_ok=True)
    name = sha256(table).hexdigest()
    write_durably(home.published_folder / f"{name}.json", table)
    return name


def kept_table(home: Home, hashed: str, seq: int) -> bytes:
    """Give the file of the publication in entry `seq`. Raise HoldlawError (HL-8042) if it is not here."""
    try:
        return (home.published_folder / f"{hashed}.json").read_bytes()
    except OSError:
        what = "The file that was published is not in the folder `published` of the register."
        why = "Only that very file has the hash that the entry holds."
        mend = "Name it with `--table FILE`."
        raise HoldlawError([Problem("HL-8042", f"entry {seq}", what, why, mend)]) from None


def kept_editions(home: Home) -> tuple[Published, ...]:
    """Give every edition of the counts, the oldest first."""
    path = home.published_folder / "editions.json"
    if not path.exists():
        return ()
    try:
        return tuple(Published.read(each) for each in json.loads(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        what, why = "It cannot be read.", "What was published before would not be guarded."
        mend = "Put back the copy from the last backup; publish nothing until then."
        raise HoldlawError([Problem("HL-8043", str(path), what, why, mend)]) from None


def keep_editions(home: Home, editions: Sequence[Published]) -> None:
    """Keep every edition, before the newest is shown to anybody."""
    home.published_folder.mkdir(mode=0o700, exist_ok=True)
    data = json.dumps([each.as_json() for each in editions], indent=0).encode()
    write_durably(home.published_folder / "editions.json", data)
