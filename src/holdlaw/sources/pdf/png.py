"""Writes a grey image as PNG, with nothing but zlib."""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY_8_BIT = bytes((8, 0, 0, 0, 0))


def grey_png(pixels: bytes, width: int, height: int) -> bytes:
    r"""Write rows of one byte a pixel (0 black, 255 white) as PNG.

    >>> grey_png(b"\x00\xff", 2, 1)[:8] == SIGNATURE
    True
    """
    rows = b"".join(b"\0" + pixels[start : start + width] for start in range(0, width * height, width))
    size = struct.pack(">II", width, height) + _GREY_8_BIT
    return SIGNATURE + _part(b"IHDR", size) + _part(b"IDAT", zlib.compress(rows, 6)) + _part(b"IEND", b"")


def png_size(image: bytes) -> tuple[int, int]:
    """Give width and height of a PNG; raise ValueError for anything else."""
    if len(image) < 33 or image[:8] != SIGNATURE or image[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
