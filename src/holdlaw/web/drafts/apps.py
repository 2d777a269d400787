"""The drafts as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """Names the application."""

    name = "holdlaw.web.drafts"
    label = "drafts"
