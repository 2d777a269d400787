"""Files that are there wholly or not at all, also after the power fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from holdlaw.core.problems import HoldlawError, Problem

OWNER_ONLY = 0o600
READABLE = 0o644
_BLOCK = 1 << 20


def write_durably(path: Path, data: bytes, mode: int = OWNER_ONLY) -> None:
    """Put a file in place in one step; when this returns, a power cut cannot take it back."""
    beside = path.with_name(f".{path.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        os.fchmod(handle, mode)
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(data)
        os.fsync(handle)
    finally:
        os.close(handle)
    beside.replace(path)
    make_durable(path.parent)


def make_durable(path: Path) -> None:
    """Make durable what stands in a file, or the names in a folder: a new file is lost with its name."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def new_folder(folder: Path, mode: int = 0o700) -> Iterator[Path]:
    """Give a folder to fill that gets its name only when all is in it; after an error nothing is left.

    Raise HoldlawError (HL-6012) if the name is taken by anything but an empty folder.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        what, why = "It is there already, and is not an empty folder.", "Nothing that stands is overwritten."
        raise HoldlawError([Problem("HL-6012", str(folder), what, why, "Name a new folder.")])
    filling = folder.with_name(f".{folder.name}.filling")
    shutil.rmtree(filling, ignore_errors=True)
    try:
        filling.mkdir(mode=mode, parents=True)
        yield filling
        for path in filling.rglob("*"):
            make_durable(path)
        make_durable(filling)
        filling.replace(folder)
        make_durable(folder.parent)
    except BaseException:
        shutil.rmtree(filling, ignore_errors=True)
        raise


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file, as hex."""
    hashed = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return hashed.hexdigest()
