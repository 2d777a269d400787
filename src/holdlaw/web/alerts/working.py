"""The worker: it looks at every hold each quarter of a minute, does the tasks that wait, and rests.

It is one loop in one process, so a task that hangs stops its sign of life too, and the board says so. There
is no scheduler to agree with: whoever runs the loop scans, and scanning twice does nothing twice.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from holdlaw.core.problems import HoldlawError
from holdlaw.web.alerts.recipients import alert_settings
from holdlaw.web.alerts.scanning import scan
from holdlaw.web.alerts.sending import new_secret
from holdlaw.web.alerts.tasks import deliver
from holdlaw.web.registers import close_register

EVERY_SECONDS = 15
KEPT_DAYS = 7
"""How long finished tasks are kept. What was sent is kept with the alerts."""

ROUNDS_A_DAY = 24 * 3600 // EVERY_SECONDS
log = logging.getLogger(__name__)


def work(once: bool, rest: Callable[[float], None] = time.sleep) -> None:
    """Work until told to stop, or do what waits now. In a demo it ends with the process that started it."""
    make_secrets(settings.HOLDLAW_DIR)
    started_by, rounds = os.getppid(), 0
    while True:
        one_round()
        if rounds % ROUNDS_A_DAY == 0:
            call_command("prune_db_task_results", min_age_days=KEPT_DAYS, verbosity=0)
        if once or (settings.DEMO and os.getppid() != started_by):
            return
        rounds += 1
        rest(EVERY_SECONDS)


def one_round() -> None:
    """Scan, and do every task that waits. A round that fails is noted and gives no sign of life."""
    close_old_connections()
    try:
        for delivery in scan(timezone.now()):
            deliver.enqueue(delivery)
    except HoldlawError as error:
        log.error("alerts: %s", "; ".join(str(problem) for problem in error.problems))
        close_register()
    except DatabaseError as error:
        log.error("alerts: %s", type(error).__name__)
    call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)


def make_secrets(folder: Path) -> None:
    """Make each webhook's secret that is missing, for its owner alone to read."""
    for each in alert_settings(folder).agencies.values():
        if each.webhook is not None and not each.webhook.secret_file.exists():
            made = os.open(each.webhook.secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "w", encoding="ascii") as file:
                file.write(f"{new_secret(os.urandom)}\n")


def described(folder: Path) -> list[str]:
    """Say who is told, agency by agency, for whoever starts the worker."""
    told = alert_settings(folder)
    lines = [
        f"{agency}: {len(each.email)} e-mail addresses, {'a webhook' if each.webhook else 'no webhook'}"
        for agency, each in told.agencies.items()
    ]
    return lines or ["Nobody is told: there is no alerts.toml in the register's folder."]
