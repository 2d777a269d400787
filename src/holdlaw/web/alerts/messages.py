"""What an alert says: the agency, the opaque id, the deadline, a link. Nothing about the person."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from holdlaw.web.accounts.templatetags.desk import left as written_left
from holdlaw.web.accounts.templatetags.desk import wall
from holdlaw.web.alerts.models import Alert

TYPE = "hold.deadline"


@frozen(kw_only=True)
class Message:
    """An alert in words and as data. `left`: the time left when it is sent, below nothing if it is over."""

    alert: Alert
    agency_name: str
    due_at: datetime
    left: timedelta
    link: str

    @property
    def subject(self) -> str:
        """Give the line that is read in a list of mails."""
        if self.left <= timedelta():
            return _("Hold over its deadline: %(request)s") % {"request": self.alert.request}
        told = {"left": written_left(self.left), "request": self.alert.request}
        return _("%(left)s left of hold %(request)s") % told

    @property
    def text(self) -> str:
        """Give the mail."""
        if self.left <= timedelta():
            says = _("The time to hold has run out. The hold is unlawful: release the person now.")
        else:
            says = _(
                "At its deadline the hold is unlawful. Release the person by then, or enter the hand-over."
            )
        told = (
            (_("Agency"), self.agency_name), (_("Request"), self.alert.request),
            (_("Deadline"), wall(self.due_at)), (_("Time left"), written_left(self.left)),
            (_("See"), self.link),
        )  # fmt: skip
        return f"{says}\n\n" + "\n".join(f"{name}: {value}" for name, value in told) + "\n"

    @property
    def body(self) -> bytes:
        """Give what is posted: JSON, and exactly the bytes that are signed."""
        told = {
            "id": self.alert.ref,
            "type": TYPE,
            "agency": self.alert.agency,
            "request": self.alert.request,
            "due_at": self.due_at.isoformat(),
            "threshold": self.alert.threshold,
            "minutes_left": int(self.left.total_seconds() // 60),
            "link": self.link,
        }
        return json.dumps(told, separators=(",", ":"), sort_keys=True).encode()


def message_of(alert: Alert, agency: tuple[str, str], site: str, now: datetime) -> Message:
    """Write an alert at this moment. `agency`: its name and time zone. `site`: what links begin with."""
    name, zone = agency
    due = alert.due_at.astimezone(ZoneInfo(zone))
    return Message(
        alert=alert,
        agency_name=name,
        due_at=due,
        left=alert.due_at - now,
        link=f"{site}{_path(alert.request)}",
    )


def _path(request: str) -> str:
    try:
        return reverse("request", kwargs={"request_id": request})
    except NoReverseMatch:
        return reverse("board")
