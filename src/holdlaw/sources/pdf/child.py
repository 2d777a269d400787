"""The process that reads one PDF: limits itself, reads from stdin, answers on stdout, and ends.

It is started with its limits as JSON. The answer is one line of JSON, then the images of the pages in a row.
"""

from __future__ import annotations

import contextlib
import json
import math
import sys
from typing import Any

from attrs import evolve

from holdlaw.sources.pdf.limits import Limits
from holdlaw.sources.pdf.material import Material, Refused

_OPEN_FILES_MAX = 32


def main(arguments: list[str]) -> None:
    """Read the PDF on stdin and answer on stdout."""
    limits = Limits(**json.loads(arguments[0]))
    restrain(limits)
    head, images = _answer(sys.stdin.buffer.read(limits.bytes_max + 1), limits)
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(images))
    sys.stdout.buffer.flush()


def restrain(limits: Limits) -> None:
    """Take from this process what reading a PDF does not need. A limit that the system refuses is left out.

    The libraries are loaded afterwards, under the limits.
    """
    try:
        import resource
    except ImportError:  # a system without these limits has the clock of the parent alone
        return
    seconds = math.ceil(limits.cpu_seconds_max)
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes_max),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES_MAX),
        (resource.RLIMIT_NPROC, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def _answer(data: bytes, limits: Limits) -> tuple[dict[str, Any], list[bytes]]:
    try:
        return _told(data, limits)
    except Refused as refused:
        return {"refused": str(refused)}, []
    except MemoryError:
        return {"refused": "memory"}, []


def _told(data: bytes, limits: Limits) -> tuple[dict[str, Any], list[bytes]]:
    from holdlaw.sources.pdf.filling import filling

    material = read_material(data, limits)
    said = filling(material)
    images = [page.image for page in material.pages]
    head = {
        "pages": [len(image) for image in images],
        "filled": [one.as_json() for one in said.filled],
        "conflicts": [one.as_json() for one in said.conflicts],
        "is_scan": not material.fields and not any(page.words for page in material.pages),
    }
    return head, images


def read_material(data: bytes, limits: Limits) -> Material:
    """Take everything out of a PDF; raise Refused."""
    from holdlaw.sources.pdf.acroform import fields_in
    from holdlaw.sources.pdf.pdfium import near, opened, read_page

    document = opened(data, limits)
    read = [read_page(document, index, limits) for index in range(len(document))]
    fields = fields_in(data, len(read))
    by_page = [[field for field in fields if field.page == number] for number in range(len(read) + 1)]
    beside = tuple(
        evolve(field, near=near(read[field.page - 1][1], field, by_page[field.page])) for field in fields
    )
    return Material(tuple(page for page, _ in read), beside)


if __name__ == "__main__":
    main(sys.argv[1:])
