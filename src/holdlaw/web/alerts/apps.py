"""The alerts as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Names the application."""

    name = "holdlaw.web.alerts"
    label = "alerts"
