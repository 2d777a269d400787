"""Sets Django up, once, when this is first imported: before anything of the site is."""

from __future__ import annotations

import os
import time
from tempfile import mkdtemp

import django


def _set_up_django() -> None:
    """Load the settings over a folder of the tests' own, and leave the environment as it was."""
    before = dict(os.environ)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="holdlaw.web.settings",
        HOLDLAW_DIR=mkdtemp(prefix="holdlaw-web-"),
        HOLDLAW_HOSTS="testserver,127.0.0.1,localhost",
        HOLDLAW_EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    )
    for name in ("DATABASE_URL", "HOLDLAW_DEMO", "HOLDLAW_HTTPS", "HOLDLAW_IDLE_MINUTES"):
        os.environ.pop(name, None)
    django.setup()
    os.environ.clear()
    os.environ.update(before)
    time.tzset()


_set_up_django()
