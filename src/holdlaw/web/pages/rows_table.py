"""One imported table: what it was made of, what became of every row, its facilities; removing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError
from holdlaw.web.actions.removing_rows import remove_table
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_downloads import made_or_404
from holdlaw.web.queries.rows_facilities import LISTED_MAX, facilities_of
from holdlaw.web.queries.rows_kept import (
    columns_without,
    kept_or_404,
    left_out,
    sent_file,
    state_lines,
    state_words,
)
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def one(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Show what a table was made of and what became of every row."""
    kept = kept_or_404(desk, digest)
    page = {
        "kept": kept,
        "left_out": left_out(kept),
        "states": state_words(),
        "lines": state_lines(kept),
        "without": columns_without(kept),
        "facilities": facilities_of(kept),
        "most": LISTED_MAX,
    }
    return render(request, "rows/one.html", page)


def sent(request: HttpRequest, desk: Desk, digest: str, what: str) -> HttpResponse:
    """Give again what was sent with a table: its mapping, or its list of facilities."""
    kept = kept_or_404(desk, digest)
    return made_or_404(lambda: sent_file(kept, what)).answer()


def remove(request: HttpRequest, desk: Desk, digest: str) -> HttpResponse:
    """Ask whether a table is to be removed; on POST with its name typed, remove it."""
    kept = kept_or_404(desk, digest)
    page: dict[str, Any] = {"kept": kept, "name": kept.name}
    if request.method != "POST":
        return render(request, "rows/remove.html", page)
    try:
        remove_table(desk, kept, request.POST.get("typed", ""))
    except HoldlawError as error:
        return render(request, "rows/remove.html", {**page, "problems": error.problems}, status=422)
    messages.success(request, _("Removed."))
    return redirect("rows")


_TABLE = "rows/<slug:digest>/"

ROUTES = (
    Route(_TABLE, "rows_one", one, Deed.SEE_REPORTS),
    Route(f"{_TABLE}sent/<slug:what>/", "rows_sent", sent, Deed.SEE_REPORTS),
    Route(f"{_TABLE}remove/", "rows_remove", remove, Deed.IMPORT_ROWS),
)
