"""What alerts were made and went out, and the worker's sign of life. None of it holds a person's data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Alert(models.Model):
    """One alert for one hold, one deadline and one threshold. A recomputed deadline is another deadline."""

    ref = models.CharField(max_length=32, unique=True)
    """What receivers know it by: the same reference is the same alert."""
    agency = models.CharField(max_length=64)
    request = models.CharField(max_length=128)
    due_at = models.DateTimeField()
    threshold = models.CharField(max_length=16)
    made_at = models.DateTimeField()

    class Meta:
        """Two workers that see the same hold make one alert."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "due_at", "threshold"], name="one_alert_a_threshold"),
        ]


class Delivery(models.Model):
    """An alert on its way by one channel. `try_at`: when it is tried next. `over`: it is no longer of use."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE)
    channel = models.CharField(max_length=16)
    tries = models.PositiveIntegerField(default=0)
    try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    over = models.BooleanField(default=False)

    class Meta:
        """Each alert goes out once by each channel; those still to be sent are found quickly."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["alert", "channel"], name="one_delivery_a_channel"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["try_at"], name="still_to_send", condition=models.Q(sent_at=None, over=False)
            ),
        ]


class Heartbeat(models.Model):
    """The last time a worker looked at all holds and came to the end."""

    name = models.CharField(max_length=16, primary_key=True, default="alerts")
    at = models.DateTimeField()
