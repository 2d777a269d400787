"""Whether alerts are being sent: what the worker noted of itself, and what it could not deliver."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import frozen

from holdlaw.web.alerts.models import Delivery, Heartbeat
from holdlaw.web.desk import Desk

SILENT_AFTER = timedelta(seconds=90)
"""The worker looks every 15 seconds: after six times without a sign it has stopped."""

LOOK_BACK = timedelta(days=1)


@frozen
class AlertWorker:
    """The worker as the board shows it. `seen_at`: its last sign. `failed`: alerts that did not go out."""

    stopped: bool
    seen_at: datetime | None
    failed: int


def alert_worker(desk: Desk) -> AlertWorker:
    """Tell whether alerts are being sent. It changes no deadline: those are worked out when they are read."""
    beat = Heartbeat.objects.first()
    seen = beat.at.astimezone(desk.now.tzinfo) if beat else None
    failed = Delivery.objects.filter(
        alert__agency=desk.agency.id, alert__made_at__gte=desk.now - LOOK_BACK, sent_at=None, over=False,
        tries__gte=2,
    ).count()  # fmt: skip
    return AlertWorker(seen is None or desk.now - seen > SILENT_AFTER, seen, failed)
