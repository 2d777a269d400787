"""An agency's own export: sent in, its columns named on the page or by a mapping file, tried, and kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from holdlaw.core.problems import HoldlawError
from holdlaw.web.actions.importing import UPLOAD_MAX, Sent, too_large
from holdlaw.web.actions.trying_rows import (
    Came,
    keep,
    put_on_trial,
    throw_away,
    throw_away_old,
    try_out,
)
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import Download
from holdlaw.web.queries.rows_kept import told_left_out
from holdlaw.web.queries.rows_mapping import (
    PROBLEMS_MAX,
    Trial,
    choices,
    mapping_told,
    proposed,
    trial_or_404,
    trials_of,
    unread_values,
)
from holdlaw.web.queries.rows_uploads import to_disk
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def begun(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the form for an export, and the one that waits."""
    throw_away_old(desk)
    return _begin(request, desk)


@csrf_exempt  # read below: a form of this size is taken only from somebody who may send it
def send(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take an export in to be tried. What is too large is refused before it is read."""
    if not to_disk(request, desk, UPLOAD_MAX):
        return _begin(request, desk, problems=too_large().problems)
    return _sent(request, desk)


@csrf_protect
def _sent(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return redirect("rows_mapping")
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return _begin(request, desk, wrong=True)
    sent = Sent(file=uploaded, facilities=request.FILES.get("facilities"))
    try:
        trial = put_on_trial(desk, Came(sent, request.FILES.get("mapping")))
    except HoldlawError as error:
        return _begin(request, desk, problems=error.problems)
    if trial.mapping.is_file():
        return _try(request, trial, trial.mapping.read_text(encoding="utf-8"))
    return redirect("rows_trial", token=trial.token)


def _begin(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    page = {"most": UPLOAD_MAX >> 20, "waiting": trials_of(desk), **more}
    return render(request, "rows/mapping.html", page, status=422 if more else 200)


def tried(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """Show what each column is said to be; on POST, read the export so and show what became of its rows."""
    trial = trial_or_404(desk, token)
    if request.method != "POST":
        return _page(request, trial)
    return _try(request, trial, mapping_told(request.POST, trial))


def _try(request: HttpRequest, trial: Trial, mapping: str) -> HttpResponse:
    try:
        try_out(trial, mapping)
    except HoldlawError as error:
        return _page(request, trial, problems=error.problems)
    return _page(request, trial)


def _page(request: HttpRequest, trial: Trial, **more: Any) -> HttpResponse:
    told, mapping = trial.told, proposed(trial)
    page = {
        "trial": trial,
        "mapping": mapping,
        "choices": choices(trial, mapping),
        "told": told,
        "left_out": told_left_out(told) if told else (),
        "unread": unread_values(trial) if told else (),
        "unread_most": PROBLEMS_MAX,
        **more,
    }
    return render(request, "rows/trial.html", page, status=422 if more else 200)


def file(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """Give the mapping of a trial as it now stands."""
    trial = trial_or_404(desk, token)
    if not trial.mapping.is_file():
        return redirect("rows_trial", token=token)
    return Download(trial.mapping.name, trial.mapping.read_bytes()).answer()


def end(request: HttpRequest, desk: Desk, token: str) -> HttpResponse:
    """Keep the table that was made, or throw the export away."""
    trial = trial_or_404(desk, token)
    if request.method != "POST":
        return redirect("rows_trial", token=token)
    if request.POST.get("do") != "keep":
        throw_away(trial)
        messages.success(request, _("Thrown away."))
        return redirect("rows_mapping")
    digest = keep(desk, trial)
    if digest is None:
        return redirect("rows_trial", token=token)
    messages.success(request, _("Imported."))
    return redirect("rows_one", digest=digest)


_TRIAL = "rows/mapping/<slug:token>/"

ROUTES = (
    Route("rows/mapping/", "rows_mapping", begun, Deed.IMPORT_ROWS),
    Route("rows/mapping/send/", "rows_mapping_send", send, Deed.IMPORT_ROWS),
    Route(_TRIAL, "rows_trial", tried, Deed.IMPORT_ROWS),
    Route(f"{_TRIAL}file/", "rows_trial_file", file, Deed.IMPORT_ROWS),
    Route(f"{_TRIAL}end/", "rows_trial_end", end, Deed.IMPORT_ROWS),
)
