"""Taking a release in: the uploaded file becomes one table beside the register, wholly or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError
from holdlaw.sources.releases.header import named
from holdlaw.sources.releases.importing import Wanted, import_file
from holdlaw.store.durable import OWNER_ONLY, make_durable
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_kept import imports_of, table_file

UPLOAD_MAX = 200 * 1024 * 1024
"""Bytes of a release that is taken in by the site; a larger one is imported with the command."""
MEMORY = "500MB"
"""What the import of one file may take: the site answers others meanwhile."""
_OWN_FOLDER = 0o700


def take_in(desk: Desk, uploaded: UploadedFile[Any], source: str | None) -> tuple[str, bool]:
    """Import an uploaded release; give its digest, and whether it was there already.

    Its own name is not kept: a name can name a person. Raise HoldlawError (HL-9041 to HL-9044, HL-7004),
    and leave nothing then.
    """
    if (uploaded.size or 0) > UPLOAD_MAX:
        raise too_large()
    folder = imports_of(desk)
    folder.mkdir(mode=_OWN_FOLDER, exist_ok=True)
    with TemporaryDirectory(prefix=".taking-", dir=folder) as beside:
        file = _received(uploaded, Path(beside))
        out = table_file(desk, file.name)
        if out.exists():
            return file.name, True
        made = Path(beside) / out.name
        import_file(file, made, Wanted(known=named(source), memory=MEMORY))
        made.chmod(OWNER_ONLY)
        make_durable(made)
        made.replace(out)
        make_durable(folder)
    return file.name, False


def too_large() -> HoldlawError:
    """Say that a file is too large for the site."""
    what = _("The file is larger than %(most)d MB.") % {"most": UPLOAD_MAX >> 20}
    why = _("The site would be busy with it for minutes.")
    mend = _("On the server, import it into the folder `imports`, named by its SHA-256 and .parquet.")
    return refusal("rows", what, why, mend)


def _received(uploaded: UploadedFile[Any], folder: Path) -> Path:
    """Write what was uploaded into a folder, named by its digest."""
    hashed, arriving = sha256(), folder / "arriving"
    with arriving.open("xb") as file:
        for chunk in uploaded.chunks():
            hashed.update(chunk)
            file.write(chunk)
    return arriving.rename(folder / hashed.hexdigest())
