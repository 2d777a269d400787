"""The signed webhook, against a real HTTP server on this machine and a signature worked out independently."""

from __future__ import annotations

import base64
import hashlib
import json
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from attrs import define, field

from holdlaw.core.problems import HoldlawError
from holdlaw.web.alerts import working
from holdlaw.web.alerts.models import Delivery
from holdlaw.web.alerts.scanning import scan
from holdlaw.web.alerts.sending import NotSent, new_secret, signed
from holdlaw.web.alerts.tasks import send

from .made import CITY, Site
from .open_cases import NAME, NOW, Case, Desk
from .test_alerts import HOUR


@define
class Receiver:
    """A server of this machine that keeps what it is sent, and answers as it is told."""

    url: str = ""
    status: int = 204
    got: list[tuple[str, dict[str, str], bytes]] = field(factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """The server, on a free port."""
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            told.got.append((self.path, headers, body))
            self.send_response(told.status)
            if told.status == 307:
                self.send_header("location", f"{told.url}elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return None

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        told.url = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


@pytest.fixture
def desk(quick_site: Site, receiver: Receiver) -> Iterator[Desk]:
    """Somebody at the desk of an agency that wants its alerts posted; one hold ends in an hour."""
    folder = quick_site.home.folder
    (folder / "alerts.toml").write_text(
        f"[agency.{CITY}]\nwebhook = '{receiver.url}hook'\n", encoding="utf-8"
    )
    working.make_secrets(folder)
    with time_machine.travel(NOW, tick=False):
        desk = Desk(quick_site)
        desk.open(Case(request="r-1", due=-HOUR, held=HOUR))
        yield desk


def delivery() -> Delivery:
    """Take the one delivery there is."""
    (number,) = scan(NOW)
    return Delivery.objects.select_related("alert").get(pk=number)


def hmac_sha256(key: bytes, text: bytes) -> bytes:
    """Work out RFC 2104 from SHA-256 alone, without the library the sender uses."""
    block = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + text).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in block) + inner).digest()


def test_the_signature_proves_the_body_and_its_time(desk: Desk, receiver: Receiver) -> None:
    """A receiver that opens doors on an alert has to know who sent it, and that it is not last week's."""
    assert send(delivery(), NOW) == "sent"
    ((path, headers, body),) = receiver.got
    assert path == "/hook"
    secret = (desk.site.home.folder / f"webhook-{CITY}.secret").read_text(encoding="ascii").strip()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    stamp = str(int(NOW.timestamp()))
    wanted = hmac_sha256(key, f"{headers['webhook-id']}.{stamp}.".encode() + body)
    assert headers["webhook-timestamp"] == stamp
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(wanted).decode()}"


def test_the_published_example_is_signed_as_published() -> None:
    """Receivers use a library of the specification; this is the example its authors publish."""
    from datetime import UTC, datetime

    headers = signed(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", datetime.fromtimestamp(1614265330, UTC), b'{"test": 2432232314}',
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    )  # fmt: skip
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_is_posted_holds_no_personal_data(desk: Desk, receiver: Receiver) -> None:
    """It leaves the agency's own machine: an id that says nothing, a deadline, a link."""
    send(delivery(), NOW)
    ((_, headers, body),) = receiver.got
    assert NAME.encode() not in body
    assert json.loads(body) == {
        "id": headers["webhook-id"], "type": "hold.deadline", "agency": CITY, "request": "r-1",
        "due_at": "2026-11-23T11:00:00-05:00", "threshold": "1_hour", "minutes_left": 60,
        "link": "http://127.0.0.1:8000/requests/r-1/",
    }  # fmt: skip


@pytest.mark.parametrize("status", [307, 404, 500])
def test_an_alert_that_was_not_taken_is_sent_again(desk: Desk, receiver: Receiver, status: int) -> None:
    """A redirect is not followed: what is signed for one address is for no other."""
    receiver.status = status
    with pytest.raises(NotSent):
        send(delivery(), NOW)
    assert len(receiver.got) == 1
    receiver.status = 200
    with time_machine.travel(NOW + HOUR / 60, tick=False):
        (number,) = scan(NOW + HOUR / 60)
        assert send(Delivery.objects.select_related("alert").get(pk=number), NOW) == "sent"
    assert receiver.got[0][1]["webhook-id"] == receiver.got[1][1]["webhook-id"]


def test_what_was_sent_is_not_sent_again(desk: Desk, receiver: Receiver) -> None:
    """A task that was started twice finds that it is done."""
    one = delivery()
    send(one, NOW)
    one.refresh_from_db()
    assert send(one, NOW) == "sent before"
    assert len(receiver.got) == 1


def test_a_receiver_that_is_not_there_is_an_alert_not_sent(desk: Desk) -> None:
    """The line is down: it is tried again, and the worker goes on."""
    file = desk.site.home.folder / "alerts.toml"
    file.write_text(f"[agency.{CITY}]\nwebhook = 'http://127.0.0.1:9/'\n", encoding="utf-8")
    with pytest.raises(NotSent, match="URLError"):
        send(delivery(), NOW)


def test_the_secret_is_made_once_and_is_its_owners(desk: Desk) -> None:
    """Whoever reads it can send alerts in the agency's name."""
    file = desk.site.home.folder / f"webhook-{CITY}.secret"
    before = file.read_text(encoding="ascii")
    working.make_secrets(desk.site.home.folder)
    assert file.read_text(encoding="ascii") == before
    assert stat.filemode(file.stat().st_mode) == "-rw-------"
    assert len(base64.b64decode(before.strip().removeprefix("whsec_"))) == 32


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_%%%", "plain words", new_secret(bytes)[:20]])
def test_a_secret_of_a_wrong_shape_is_refused(secret: str) -> None:
    """An empty secret signs as well as any other, and proves nothing."""
    with pytest.raises(HoldlawError) as refused:
        signed("ref", NOW, b"{}", secret)
    assert refused.value.problems[0].code == "HL-7003"


@pytest.mark.parametrize("what", ["missing", "open to others"])
def test_a_secret_that_is_no_secret_is_not_used(desk: Desk, what: str) -> None:
    """A copy that others can read is a copy that others have."""
    file = desk.site.home.folder / f"webhook-{CITY}.secret"
    file.unlink() if what == "missing" else file.chmod(0o644)
    with pytest.raises(HoldlawError) as refused:
        send(delivery(), NOW)
    assert refused.value.problems[0].code == "HL-7003"
