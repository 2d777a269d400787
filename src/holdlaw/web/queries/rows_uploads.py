"""Large files on their way in: read to disk, and not at all where a form is larger than may be sent."""

from __future__ import annotations

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

AROUND_MAX = 64 * 1024
"""Bytes that a form may have around its files."""


def to_disk(request: HttpRequest, most: int) -> bool:
    """Have the files of a form written to disk as they come; say whether it is small enough to be read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > most + AROUND_MAX:
        return False
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return True
