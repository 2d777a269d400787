"""Looking at every running hold: which alerts are due, and which have still to go out.

One scan can be cut off anywhere and done again, and two workers may scan at once: an alert is made under a
constraint that takes it once, and a delivery is taken by whoever moves its next try first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from attrs import frozen
from django.conf import settings
from django.db import transaction

from holdlaw.register.case_status import Status
from holdlaw.store.opening import Register
from holdlaw.store.states import catch_up
from holdlaw.web.alerts.models import Alert, Delivery, Heartbeat
from holdlaw.web.alerts.recipients import AlertSettings, alert_settings
from holdlaw.web.alerts.thresholds import reached
from holdlaw.web.queries.agencies import agencies
from holdlaw.web.registers import the_register

FIRST_RETRY = timedelta(seconds=30)
RETRY_MAX = timedelta(minutes=15)
REF_BYTES = 16


@frozen
class RunningHold:
    """A hold that has not ended, and when it becomes unlawful."""

    agency: str
    request: str
    due_at: datetime


def scan(now: datetime, entropy: Callable[[int], bytes] = os.urandom) -> list[int]:
    """Make every alert that is due, and give the numbers of the deliveries this worker is to send now."""
    register, told = the_register(), alert_settings(settings.HOLDLAW_DIR)
    catch_up(register)
    for hold in running_holds(register):
        threshold = reached(hold.due_at - now)
        if threshold is not None:
            _make(hold, threshold, told, (now, entropy(REF_BYTES).hex()))
    mine = [delivery.pk for delivery in _still_to_send(now) if _taken(delivery, now)]
    Heartbeat.objects.update_or_create(defaults={"at": now})
    return mine


def running_holds(register: Register) -> Iterator[RunningHold]:
    """Give every hold that has not ended, of every agency, with the deadline as last computed."""
    sql = "SELECT request, due_at FROM state_case WHERE agency = ? AND status = ? AND due_at IS NOT NULL"
    for agency in agencies(register):
        for request, due_at in register.db.rows(sql, [agency, Status.HELD]):
            yield RunningHold(agency, request, datetime.fromisoformat(due_at))


def still_runs(register: Register, alert: Alert) -> bool:
    """Tell whether the hold of an alert is still running, to the same deadline."""
    row = register.db.one("SELECT status, due_at FROM state_case WHERE request = ?", [alert.request])
    if row is None or row[0] != Status.HELD or row[1] is None:
        return False
    return datetime.fromisoformat(row[1]) == alert.due_at


def _make(hold: RunningHold, threshold: str, told: AlertSettings, made: tuple[datetime, str]) -> None:
    now, ref = made
    with transaction.atomic():
        alert, new = Alert.objects.get_or_create(
            request=hold.request, due_at=hold.due_at, threshold=threshold,
            defaults={"agency": hold.agency, "made_at": now, "ref": ref},
        )  # fmt: skip
        if new:
            for channel in told.of(hold.agency).channels:
                Delivery.objects.create(alert=alert, channel=channel, try_at=now)


def _still_to_send(now: datetime) -> list[Delivery]:
    return list(Delivery.objects.filter(sent_at=None, over=False, try_at__lte=now).order_by("try_at", "pk"))


def _taken(delivery: Delivery, now: datetime) -> bool:
    """Move the next try on; only one worker can. If this one then dies, it is tried again at that time."""
    wait = min(FIRST_RETRY * 2 ** min(delivery.tries, 10), RETRY_MAX)
    same = Delivery.objects.filter(pk=delivery.pk, try_at=delivery.try_at, tries=delivery.tries, sent_at=None)
    return same.update(try_at=now + wait, tries=delivery.tries + 1) == 1
