"""What the tests of the pages for many rows share: an invented release, sent and found again."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cli.shell import run
from tests.sources.releases_made import SHORT, text

from .made import Site
from .reported import address
from .requesting import text_of

PLACE, OTHER = "us-ny-nyc-police", "us-tx"
ROWS = [
    SHORT,
    *(
        (f"{month}/1/{year}", "Lifted", "EXAMPLE CNTY JAIL", "PORT EXAMPLE", state)
        for year in (2011, 2012, 2013)
        for month in range(1, 13)
        for state in ("NEW YORK", "TEXAS")[: 1 + month % 2]
    ),
    ("Total", "60", "", "", ""),
]
RELEASE = text(ROWS).encode()
COMPARED = f"place={PLACE}&place={OTHER}&act=hold&act=notify"


def sent(client: Client, data: bytes = RELEASE, name: str = "testa-testperson.csv", **more: Any) -> Any:
    """Upload a file."""
    return client.post(address("rows_upload"), {"file": SimpleUploadedFile(name, data), "source": "", **more})


def digest_in(client: Client, data: bytes = RELEASE, **more: Any) -> str:
    """Upload a file; give the digest under which it is kept."""
    answer = sent(client, data, **more)
    assert answer.status_code == 302, text_of(answer.content.decode())
    return str(answer["Location"]).strip("/").rpartition("/")[2]


def told(*words: str) -> Any:
    """Run a command; give the JSON it prints."""
    done = run(*words, "--json")
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def imports(site: Site) -> Path:
    """Give the folder of imported rows."""
    return site.home.folder / "imports"


def made_again(folder: Path, script: str, *files: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a stranger would."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", script, *files], cwd=folder, env={**os.environ, "PATH": path}, check=False,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def saved(answer: Any) -> bytes:
    """Give the bytes of a file that is given out in pieces."""
    return b"".join(answer.streaming_content)


def lines_of(data: bytes) -> list[dict[str, str]]:
    """Read a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode())))
