"""A file that a page gives out: its name, its kind, its bytes. The same content is the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import frozen
from django.http import Http404, HttpResponse

from holdlaw.core.problems import HoldlawError

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "sh": "text/x-shellscript; charset=utf-8",
    "sql": "application/sql",
    "yaml": "application/yaml",
    "zip": "application/zip",
}
Made = TypeVar("Made")
_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""What a zip file says of when its files were made, so that the same files are the same zip."""


@frozen
class Download:
    """A file to be saved. Its name ends in what it is."""

    name: str
    data: bytes

    def answer(self) -> HttpResponse:
        """Give it as an answer that is saved and kept nowhere else."""
        kind = KINDS[self.name.rpartition(".")[2]]
        saved = f'attachment; filename="{self.name}"'
        return HttpResponse(
            self.data,
            content_type=kind,
            headers={"Content-Disposition": saved, "Cache-Control": "no-store"},
        )


def picture(drawn: str) -> HttpResponse:
    """Give a chart as an image of the page that asked for it."""
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def made_or_404(make: Callable[[], Made | None]) -> Made:
    """Give what is made. What nothing is made of, or cannot be, is not there (Http404)."""
    try:
        made = make()
    except HoldlawError:
        made = None
    if made is None:
        raise Http404
    return made


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a zip, in the order of their names."""
    made = BytesIO()
    with ZipFile(made, "w") as zipped:
        for name, data in sorted(files.items()):
            about = ZipInfo(name, _NO_DAY)
            about.compress_type = ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            zipped.writestr(about, data)
    return made.getvalue()
