"""Sending an alert: a mail, or a signed post as the Standard Webhooks specification has it.

The signature is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, under the bytes whose base64
stands after `whsec_` in the secret's file.

Source: https://github.com/standard-webhooks/standard-webhooks, specification 1.0.0.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.core.mail import EmailMessage, get_connection

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.web.alerts.messages import Message
from holdlaw.web.alerts.recipients import AlertSettings, Webhook, secret_of

TIMEOUT_SECONDS = 10
SECRET_BYTES = 32
SECRET_BYTES_MIN = 24
"""What the specification takes at least."""

PREFIX = "whsec_"


class NotSent(Exception):
    """An alert did not go out; it is tried again. It says what failed, and repeats nothing it was told."""


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirect: what is signed for one address is for no other."""

    def redirect_request(self, *args: Any, **named: Any) -> None:
        """Go nowhere else."""
        return None


def send_mail(message: Message, told: AlertSettings) -> None:
    """Mail an alert to the addresses of its agency. Raise NotSent if the mail server does not take it."""
    connection = get_connection(**{"timeout": TIMEOUT_SECONDS, **told.mail})
    mail = EmailMessage(
        subject=message.subject, body=message.text, from_email=told.sender,
        to=list(told.of(message.alert.agency).email), connection=connection,
        headers={"X-Holdlaw-Alert": message.alert.ref},
    )  # fmt: skip
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are kinds of it
        raise NotSent(type(error).__name__) from None


def post(message: Message, webhook: Webhook, now: datetime) -> None:
    """Post an alert, signed. Raise NotSent unless the receiver answers with a code from 200 to 299."""
    body = message.body
    headers = signed(message.alert.ref, now, body, secret_of(webhook))
    request = Request(
        webhook.url, data=body, method="POST", headers={"content-type": "application/json", **headers}
    )
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT_SECONDS):
            return
    except (URLError, OSError, HTTPException) as error:
        raise NotSent(type(error).__name__) from None


def signed(ref: str, now: datetime, body: bytes, secret: str) -> dict[str, str]:
    """Give the three headers that say who sent a body, and when."""
    stamp = str(int(now.timestamp()))
    mac = hmac.digest(_key(secret), b".".join((ref.encode(), stamp.encode(), body)), "sha256")
    return {
        "webhook-id": ref,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def new_secret(entropy: Callable[[int], bytes]) -> str:
    """Make a secret as it is written to its file."""
    return f"{PREFIX}{base64.b64encode(entropy(SECRET_BYTES)).decode()}"


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or len(key) < SECRET_BYTES_MIN:
        what, why = "The webhook's secret has a wrong shape.", "A receiver could not tell who sent an alert."
        mend = "Delete the file and start `holdlaw worker`: it makes a new one."
        raise HoldlawError([Problem("HL-7003", "secret_file", what, why, mend)])
    return key
