"""Large files on their way in: read to disk, and not at all where a form is larger than may be sent."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_kept import imports_of

AROUND_MAX = 64 * 1024
"""Bytes that a form may have around its files."""


def to_disk(request: HttpRequest, desk: Desk, most: int) -> bool:
    """Have the files of a form written to disk as they come; say whether it is small enough to be read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > most + AROUND_MAX:
        return False
    request.upload_handlers = [_Beside(request, imports_of(desk))]
    return True


class _Beside(TemporaryFileUploadHandler):
    """Writes what comes in beside the register: an export names people; the folder for all is no place."""

    def __init__(self, request: HttpRequest, folder: Path) -> None:
        super().__init__(request)
        self.folder = folder

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file.close()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.file = _Arriving(self.folder, self.file)


class _Arriving(TemporaryUploadedFile):
    def __init__(self, folder: Path, told: UploadedFile[Any]) -> None:
        written = NamedTemporaryFile(prefix=".uploading-", dir=folder)  # noqa: SIM115  # closed with the request
        UploadedFile.__init__(self, written, told.name, told.content_type, 0, told.charset)
