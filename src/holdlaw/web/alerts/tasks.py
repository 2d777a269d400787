"""The task of the alerts: sending one of them by one channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from holdlaw.web.alerts.messages import Message, message_of
from holdlaw.web.alerts.models import Delivery
from holdlaw.web.alerts.recipients import AlertSettings, alert_settings
from holdlaw.web.alerts.scanning import still_runs
from holdlaw.web.alerts.sending import post, send_mail
from holdlaw.web.queries.agencies import agency_named
from holdlaw.web.registers import the_register

Channel = Callable[[Message, AlertSettings, datetime], None]


@task()
def deliver(delivery_id: int) -> str:
    """Send an alert, unless it went out or is of no use any more; say which.

    What fails is noted by the task itself, without what was sent; the next scan that is due tries again.
    """
    return send(Delivery.objects.select_related("alert").get(pk=delivery_id), timezone.now())


def send(delivery: Delivery, now: datetime) -> str:
    """Send an alert at this moment. Raise NotSent or HoldlawError (HL-7003) if it does not go out."""
    alert = delivery.alert
    if delivery.sent_at is not None:
        return "sent before"
    register, told = the_register(), alert_settings(settings.HOLDLAW_DIR)
    if not still_runs(register, alert) or delivery.channel not in told.of(alert.agency).channels:
        Delivery.objects.filter(pk=delivery.pk).update(over=True)
        return "over"
    agency = agency_named(register, alert.agency)
    message = message_of(alert, (agency.name, agency.zone), told.site, now)
    CHANNELS[delivery.channel](message, told, now)
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=now)
    return "sent"


def _by_mail(message: Message, told: AlertSettings, now: datetime) -> None:
    send_mail(message, told)


def _by_webhook(message: Message, told: AlertSettings, now: datetime) -> None:
    webhook = told.of(message.alert.agency).webhook
    if webhook is not None:
        post(message, webhook, now)


CHANNELS: Mapping[str, Channel] = {"email": _by_mail, "webhook": _by_webhook}
