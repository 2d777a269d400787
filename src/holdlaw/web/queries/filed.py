"""A file that came with a form: of a sort that a paper is scanned as, and not too large for the vault."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from attrs import frozen
from django.http import HttpRequest

BYTES_MAX = 4 * 1024 * 1024
"""A scanned paper of some pages. All private values of a case are opened with each page of it."""

FORM_BYTES_MAX = BYTES_MAX + 1024 * 1024
"""The file, and what else a form says."""

SORTS = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
}
"""What a file of each sort begins with; its type; how its name ends. What a file is called says nothing."""


@frozen
class Came:
    """What came in a field for a file. `data` is nothing where it was too large to be read."""

    data: bytes | None

    @property
    def sort(self) -> str:
        """Give the type of the file; nothing if it is none that is taken."""
        data = self.data or b""
        return next((sort for begins, (sort, _ends) in SORTS.items() if data.startswith(begins)), "")

    def as_kept(self) -> dict[str, Any]:
        """Give what an entry keeps in the vault: digest, type and the bytes themselves."""
        data = self.data or b""
        told = {"sha256": sha256(data).hexdigest(), "type": self.sort, "bytes": len(data)}
        return {**told, "data": b64encode(data).decode()}


@frozen
class Filed:
    """A file that is kept with a paper, without its bytes."""

    sort: str
    bytes: int

    @property
    def ends(self) -> str:
        """Give how the name of a file of this type ends."""
        return next((ends for sort, ends in SORTS.values() if sort == self.sort), "")

    @property
    def size(self) -> str:
        """Say how large it is."""
        return f"{max(round(self.bytes / 1000), 1)} kB"


def came(request: HttpRequest) -> Mapping[str, Came]:
    """Give the files that came with a form. One that is too large is not read, and is none of the answer."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > FORM_BYTES_MAX:
        return {"file": Came(None)}
    found = ((name, request.FILES.getlist(name)) for name in request.FILES)
    return {name: Came(files[0].read()) for name, files in found if files}


def filed(kept: Any) -> Filed | None:
    """Give the file that an entry keeps. None: there is none, only its digest, or it may not be seen."""
    if not isinstance(kept, Mapping) or not isinstance(kept.get("data"), str):
        return None
    return Filed(str(kept.get("type", "")), int(kept.get("bytes", 0)))


def bytes_of(kept: Mapping[str, Any]) -> bytes:
    """Give the bytes of a file that an entry keeps."""
    return b64decode(kept["data"])
