"""One worker of the site, as a process of its own: it asks itself for pages and says how long they took.

`python -m bench.desk.asking DIR` serves the register in DIR. Each line it reads is a JSON list: which page,
how often. Each line it writes is a JSON object: seconds of the clock and of the processor for every answer.
The requests go through the WSGI application, with the session of a clerk who is signed in.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from bench.desk.filling import AGENCY
from holdlaw.store.home import Home

BOARD: Final = "board"
RENEWAL: Final = "board, renewed"
REQUEST: Final = "request"
PAGES: Final = (BOARD, RENEWAL, REQUEST)
CLERK: Final = "clerk"
PAGE_BYTES_MIN: Final = 2000
"""Less than this is no page."""

Ask = Callable[[], float]
"""Asks for a page once and gives the processor's seconds."""


def main(folder: str) -> None:
    """Answer until the input ends. One round of every page comes first, so that all is loaded."""
    home = Home(Path(folder))
    asks = _asks(home)
    for ask in asks.values():
        ask()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        page, times = json.loads(line)
        print(json.dumps(_timed(asks[page], times)), flush=True)


def _timed(ask: Ask, times: int) -> Mapping[str, list[float]]:
    clock, processor = [], []
    for _ in range(times):
        gc.collect(0)
        began = time.perf_counter()
        processor.append(ask())
        clock.append(time.perf_counter() - began)
    return {"clock": clock, "processor": processor}


def _asks(home: Home) -> dict[str, Ask]:
    """Set the site up over the register, sign a clerk in, and give what asks for each page."""
    from holdlaw.web.serving import joined_agencies, prepare, set_environment

    os.environ.pop("DATABASE_URL", None)
    joined = joined_agencies(home)
    set_environment(home, demo=True)
    prepare()
    from holdlaw.web.accounts.demo import demo_people
    from holdlaw.web.wsgi import application

    demo_people(joined)
    headers = {"HTTP_COOKIE": _cookie()}
    requests = cycle([f"/requests/{request}/" for request in _waiting(home)])
    renewing = {**headers, "HTTP_HX_REQUEST": "true"}
    return {
        BOARD: lambda: _answered(application, "/board/", headers),
        RENEWAL: lambda: _answered(application, "/board/", renewing),
        REQUEST: lambda: _answered(application, next(requests), headers),
    }


def _cookie() -> str:
    from django.conf import settings
    from django.test import Client

    from holdlaw.web.accounts.models import User

    client = Client()
    client.force_login(
        User.objects.get(username=CLERK), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _waiting(home: Home) -> list[str]:
    """Give the agency's requests that stand on its board."""
    from holdlaw.store.opening import open_register
    from holdlaw.web.queries.open_requests import open_requests

    with open_register(home, read_only=True) as register:
        return [each.request for each in open_requests(register, AGENCY)]


def _answered(application: Callable[..., Any], path: str, headers: Mapping[str, str]) -> float:
    """Ask once; RuntimeError unless the page comes. The answer is read to its end and closed."""
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False, **headers,
    }  # fmt: skip

    def start(status: str, told: Any, error: Any = None) -> Callable[[bytes], object]:
        said.append(status)
        return lambda _: None

    began = time.process_time()
    answer: Iterator[bytes] = application(environ, start)
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    taken = time.process_time() - began
    if said != ["200 OK"] or len(body) < PAGE_BYTES_MIN:
        raise RuntimeError(f"{path} gave {said}")
    return taken


if __name__ == "__main__":
    main(sys.argv[1])
