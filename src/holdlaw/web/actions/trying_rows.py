"""An agency's own export: put on trial, read by a mapping, and kept as a table or thrown away."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from attrs import frozen
from django.core.files.uploadedfile import UploadedFile

from holdlaw.sources.releases.facilities import NO_FACILITIES, read_facilities
from holdlaw.sources.releases.importing import Wanted, import_file
from holdlaw.sources.releases.mapping import mapped
from holdlaw.web.actions.importing import (
    MEMORY,
    Sent,
    arriving,
    not_too_large,
    put,
    received,
    received_list,
)
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.rows_kept import FACILITIES, MAPPING, imports_of, table_file
from holdlaw.web.queries.rows_mapping import (
    ABOUT,
    NAME_LENGTH,
    PREFIX,
    Trial,
    headers_of,
    trials_of,
)

KEPT_FOR = timedelta(hours=12)
"""How long an export waits on trial. It may hold names: it goes as soon as it is kept or thrown away."""


@frozen
class Came:
    """What came with the form: the export with its list of facilities, and a mapping if there is one."""

    sent: Sent
    mapping: UploadedFile[Any] | None


def put_on_trial(desk: Desk, came: Came) -> Trial:
    """Take an export in to be tried. The person's earlier trials, and old ones, go.

    Raise HoldlawError (HL-9041, HL-9043, HL-9045, HL-7004), and leave nothing then.
    """
    not_too_large(came.sent.file)
    throw_away_old(desk)
    for earlier in trials_of(desk):
        throw_away(earlier)
    with arriving(desk) as beside:
        folder = beside / "trial"
        folder.mkdir(mode=0o700)
        file = received(came.sent.file, folder)
        headers_of(file)
        listed = received_list(came.sent.facilities, folder / "facilities.csv")
        if listed:
            read_facilities(listed)
        mapping = received_list(came.mapping, folder / f"{file.name[:NAME_LENGTH]}.yaml")
        if mapping:
            mapped(mapping)
        told = {"owner": desk.user.pk, "digest": file.name, "came_at": desk.now.isoformat()}
        (folder / ABOUT).write_text(json.dumps(told), encoding="utf-8")
        token = new_key()
        kept = folder.replace(imports_of(desk) / f"{PREFIX}{token}")
    return Trial(token, kept, desk.user.pk, file.name)


def try_out(trial: Trial, mapping: str) -> None:
    """Read the export by a mapping into a table beside it; a mistake leaves the mapping and no table.

    Raise HoldlawError (HL-9041 to HL-9044) with every mistake.
    """
    trial.table.unlink(missing_ok=True)
    trial.mapping.write_text(mapping, encoding="utf-8")
    known = read_facilities(trial.facilities) if trial.facilities else NO_FACILITIES
    wanted = Wanted(known=(mapped(trial.mapping),), facilities=known, memory=MEMORY)
    import_file(trial.file, trial.table, wanted)


def keep(desk: Desk, trial: Trial) -> str | None:
    """Keep the table that was made, with its mapping, and throw the export away; None: none was made."""
    if trial.told is None:
        return None
    listed = {FACILITIES: trial.facilities} if trial.facilities else {}
    put(trial.table, table_file(desk, trial.digest), {MAPPING: trial.mapping, **listed})
    throw_away(trial)
    return trial.digest


def throw_away(trial: Trial) -> None:
    """Throw an export and what was made of it away."""
    shutil.rmtree(trial.folder, ignore_errors=True)


def throw_away_old(desk: Desk) -> None:
    """Throw away every trial that has waited too long, whoever's it is."""
    before = (desk.now - KEPT_FOR).timestamp()
    for folder in imports_of(desk).glob(f"{PREFIX}*"):
        if _came(folder) < before:
            shutil.rmtree(folder, ignore_errors=True)


def _came(folder: Path) -> float:
    try:
        return (folder / ABOUT).stat().st_mtime
    except OSError:
        return 0.0
