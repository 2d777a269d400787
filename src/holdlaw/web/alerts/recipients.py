"""Who is told: `alerts.toml` beside the register, read anew at each scan (`docs/how-to/alerts.md`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen
from django.conf import settings

from holdlaw.core.problems import HoldlawError, Problem

FILE = "alerts.toml"
SENDER = "holdlaw@localhost"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_TOP = ("site", "mail", "agency")
_MAIL = ("from", "host", "port", "tls", "user", "password_file")
_AGENCY = ("email", "webhook", "secret_file")


@frozen
class Webhook:
    """Where an alert is posted, and the file whose secret signs it."""

    url: str
    secret_file: Path


@frozen
class Recipients:
    """Whom an agency wants told."""

    email: tuple[str, ...] = ()
    webhook: Webhook | None = None

    @property
    def channels(self) -> tuple[str, ...]:
        """Give the channels an alert goes out by."""
        return (*(["email"] if self.email else []), *(["webhook"] if self.webhook else []))


@frozen
class AlertSettings:
    """The whole file. `site`: what links begin with. `mail`: what Django's mail connection is made with."""

    site: str
    sender: str = SENDER
    mail: Mapping[str, Any] = field(factory=dict, repr=False)
    agencies: Mapping[str, Recipients] = field(factory=dict)

    def of(self, agency: str) -> Recipients:
        """Give whom an agency wants told. In a demo that says nothing, an address that exists nowhere."""
        if agency not in self.agencies and settings.DEMO:
            return Recipients(email=(f"desk@{agency}.example",))
        return self.agencies.get(agency, Recipients())


def alert_settings(folder: Path) -> AlertSettings:
    """Read the file of a register's folder; without one nobody is told.

    Raise HoldlawError (HL-7003) for a file that cannot be used, with what is wrong in it.
    """
    path = folder / FILE
    if not path.exists():
        return AlertSettings(settings.SITE)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise _unusable("It cannot be read as TOML.") from None
    _known(told, _TOP, "the file")
    mail, named = _table(told.get("mail", {}), "mail"), _table(told.get("agency", {}), "agency")
    _known(mail, _MAIL, "mail")
    agencies = {str(agency): _recipients(folder, str(agency), table) for agency, table in named.items()}
    site = str(told.get("site", settings.SITE)).rstrip("/")
    return AlertSettings(site, str(mail.get("from", SENDER)), _connection(folder, mail), agencies)


def secret_of(webhook: Webhook) -> str:
    """Read a webhook's secret. Raise HoldlawError (HL-7003) if it cannot be read or is open to others."""
    try:
        if webhook.secret_file.stat().st_mode & 0o077:
            raise _unusable(f"Others can read '{webhook.secret_file.name}'.", "Run chmod 600 on it.")
        return webhook.secret_file.read_text(encoding="ascii").strip()
    except OSError:
        mend = "Start `holdlaw worker`: it makes a secret that is missing."
        raise _unusable(f"'{webhook.secret_file.name}' cannot be read.", mend) from None


def _recipients(folder: Path, agency: str, table: Any) -> Recipients:
    told = _table(table, f"agency.{agency}")
    _known(told, _AGENCY, f"agency.{agency}")
    email = told.get("email", [])
    if not isinstance(email, list) or not all(isinstance(each, str) and "@" in each for each in email):
        raise _unusable(f"agency.{agency}: 'email' is not a list of addresses.")
    if "webhook" not in told:
        return Recipients(tuple(email))
    secret = folder / str(told.get("secret_file", f"webhook-{agency}.secret"))
    return Recipients(tuple(email), Webhook(_address(str(told["webhook"]), agency), secret))


def _address(url: str, agency: str) -> str:
    parts = urlsplit(url)
    here = parts.hostname in LOOPBACK
    if parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise _unusable(f"agency.{agency}: 'webhook' begins with neither https:// nor http://127.0.0.1.")
    if settings.DEMO and not here:
        raise _unusable(f"agency.{agency}: a demo sends nothing to another machine.")
    return url


def _connection(folder: Path, mail: Mapping[str, Any]) -> dict[str, Any]:
    named = {"host": "host", "port": "port", "user": "username", "tls": "use_tls"}
    told = {ours: mail[name] for name, ours in named.items() if name in mail}
    if "password_file" in mail:
        secret = Webhook("", folder / str(mail["password_file"]))
        told["password"] = secret_of(secret)
    return told


def _table(told: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise _unusable(f"'{where}' is not a table.")
    return told


def _known(told: Mapping[str, Any], names: tuple[str, ...], where: str) -> None:
    strange = sorted(told.keys() - set(names))
    if strange:
        raise _unusable(f"{where}: '{strange[0]}' means nothing here.", f"Known are: {', '.join(names)}.")


def _unusable(what: str, mend: str = "Mend the file; it is read again by itself.") -> HoldlawError:
    why = "No alert goes out while it is so. No deadline changes."
    return HoldlawError([Problem("HL-7003", FILE, what, why, mend)])
