"""Taking a release in: the uploaded file becomes one table beside the register, wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError
from holdlaw.sources.releases.facilities import NO_FACILITIES, read_facilities
from holdlaw.sources.releases.header import named
from holdlaw.sources.releases.importing import Wanted, import_file
from holdlaw.store.durable import OWNER_ONLY, make_durable
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_kept import FACILITIES, MAPPING, beside, imports_of, table_file

UPLOAD_MAX = 200 * 1024 * 1024
"""Bytes of a release that is taken in by the site; a larger one is imported with the command."""
LIST_MAX = 5 * 1024 * 1024
"""Bytes of a list of facilities, or of a mapping."""
MEMORY = "500MB"
"""What the import of one file may take: the site answers others meanwhile."""
OWN_FOLDER = 0o700


@frozen(kw_only=True)
class Sent:
    """What came with a form: the file, which release it is if that was said, and a list of facilities."""

    file: UploadedFile[Any]
    source: str | None = None
    facilities: UploadedFile[Any] | None = None


def take_in(desk: Desk, sent: Sent) -> tuple[str, bool]:
    """Import an uploaded release; give its digest, and whether it was there already.

    Its own name is not kept: a name can name a person. With a list of facilities the table is made anew.
    Raise HoldlawError (HL-9041 to HL-9045, HL-7004), and leave nothing then.
    """
    not_too_large(sent.file)
    with arriving(desk) as folder:
        file = received(sent.file, folder)
        out = table_file(desk, file.name)
        if out.exists() and sent.facilities is None:
            return file.name, True
        listed = received_list(sent.facilities, folder / "facilities.csv")
        made = folder / out.name
        known = read_facilities(listed) if listed else NO_FACILITIES
        import_file(file, made, Wanted(known=named(sent.source), facilities=known, memory=MEMORY))
        put(made, out, {FACILITIES: listed} if listed else {})
    return file.name, False


@contextmanager
def arriving(desk: Desk) -> Iterator[Path]:
    """Give a folder beside the tables for what is on its way in; nothing of it stays."""
    folder = imports_of(desk)
    folder.mkdir(mode=OWN_FOLDER, exist_ok=True)
    with TemporaryDirectory(prefix=".taking-", dir=folder) as beside_:
        yield Path(beside_)


def received(uploaded: UploadedFile[Any], folder: Path) -> Path:
    """Write what was uploaded into a folder, named by its digest."""
    hashed, file = sha256(), folder / "arriving"
    with file.open("xb") as out:
        for chunk in uploaded.chunks():
            hashed.update(chunk)
            out.write(chunk)
    return file.rename(folder / hashed.hexdigest())


def not_too_large(uploaded: UploadedFile[Any]) -> None:
    """Raise HoldlawError (HL-7004) if a file is larger than the site takes."""
    if (uploaded.size or 0) > UPLOAD_MAX:
        raise too_large()


def received_list(uploaded: UploadedFile[Any] | None, out: Path) -> Path | None:
    """Write a smaller file that came along; None if none came. Raise HoldlawError if it is too large."""
    if uploaded is None:
        return None
    if (uploaded.size or 0) > LIST_MAX:
        what = _("The file is larger than %(most)d MB.") % {"most": LIST_MAX >> 20}
        mend = _("Leave out what these rows do not need.")
        raise refusal(out.name, what, _("No list or mapping is as long."), mend)
    out.write_bytes(uploaded.read())
    return out


def put(made: Path, out: Path, along: Mapping[str, Path]) -> None:
    """Put a table in its place, and before it what came along, by how the names of that end there.

    What came with an earlier table of the same file goes.
    """
    for ending in (MAPPING, FACILITIES):
        if ending in along:
            _place(along[ending], beside(out, ending))
        else:
            beside(out, ending).unlink(missing_ok=True)
    _place(made, out)
    make_durable(out.parent)


def _place(file: Path, out: Path) -> None:
    file.chmod(OWNER_ONLY)
    make_durable(file)
    file.replace(out)


def too_large() -> HoldlawError:
    """Say that a file is too large for the site."""
    what = _("The file is larger than %(most)d MB.") % {"most": UPLOAD_MAX >> 20}
    why = _("The site would be busy with it for minutes.")
    mend = _("On the server, import it into the folder `imports`, named by its SHA-256 and .parquet.")
    return refusal("rows", what, why, mend)
