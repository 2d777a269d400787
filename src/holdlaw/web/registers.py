"""The register the site is about: one open connection a thread, never shared between threads."""

from __future__ import annotations

import threading
from functools import cache

from django.conf import settings

from holdlaw.store.home import Home
from holdlaw.store.opening import Register, open_register

_mine = threading.local()


@cache
def home() -> Home:
    """Give where the register is kept."""
    return Home(settings.HOLDLAW_DIR, settings.DATABASE_URL)


def the_register() -> Register:
    """Give this thread's own connection to the register, opened and checked at first use."""
    kept: Register | None = getattr(_mine, "register", None)
    if kept is None:
        kept = _mine.register = open_register(home())
    return kept


def close_register() -> None:
    """Close this thread's connection."""
    kept: Register | None = getattr(_mine, "register", None)
    if kept is not None:
        kept.close()
        _mine.register = None
