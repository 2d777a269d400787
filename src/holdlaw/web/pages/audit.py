"""Audit: what was entered, as sentences with proofs; verification; checkpoints; export of the own entries."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.core.problems import HoldlawError
from holdlaw.store.verifying import verify_log
from holdlaw.web.actions.refusing import record_refusal
from holdlaw.web.desk import Desk
from holdlaw.web.queries.audit_export import zipped
from holdlaw.web.queries.audits import (
    checkpoint_note,
    checkpoints,
    covered,
    kind_names,
    page_of,
    proved,
    read_asked,
    stored,
)
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route

NOTE_MAX = 64 * 1024
"""Bytes of a checkpoint that are read: real ones have some hundred."""


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the agency's entries as sentences, the newest first, filtered."""
    asked, wrong = read_asked(desk, request.GET.dict())
    before = request.GET.get("before", "")
    page = {
        "page": page_of(desk, asked, int(before) if before.isdecimal() and len(before) < 16 else None),
        "typed": request.GET,
        "asked": asked,
        "wrong": wrong,
        "kinds": kind_names(),
        "query": urlencode(asked.typed),
        "further": bool(before),
        "covered": covered(desk),
    }
    return render(request, "audit/list.html", page, status=422 if wrong else 200)


def entry(request: HttpRequest, desk: Desk, seq: int) -> HttpResponse:
    """Show one entry with what proves it. Another agency's is nobody's."""
    found = stored(desk, seq)
    if found is None:
        raise Http404
    if found[0].agency != desk.agency.id:
        record_refusal(desk, "audit_entry", {"request_id": found[0].request, "person_id": found[0].person})
        raise PermissionDenied
    return render(request, "audit/entry.html", {"found": proved(desk, *found)})


def verify(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Hash every stored entry again, and compare; also with a checkpoint that was kept elsewhere."""
    page: dict[str, Any] = {"covered": covered(desk)}
    if request.method == "POST":
        notes = _notes(request)
        page |= {"verdict": verify_log(desk.register.home, notes), "against": len(notes), "at": desk.now}
    return render(request, "audit/verify.html", page)


def signed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every signed checkpoint, to be downloaded and kept elsewhere."""
    page = {"checkpoints": checkpoints(desk), "keys": [str(key) for key in desk.register.verifier_keys]}
    return render(request, "audit/checkpoints.html", page)


def checkpoint(request: HttpRequest, desk: Desk, at: int) -> HttpResponse:
    """Give one checkpoint as a file."""
    note = checkpoint_note(desk, at)
    if note is None:
        raise Http404
    name = f'attachment; filename="holdlaw_checkpoint_{at}.note"'
    return HttpResponse(note, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": name})


def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask what to export; on POST, give it as a zip file."""
    told = request.POST if request.method == "POST" else request.GET
    asked, wrong = read_asked(desk, told.dict())
    page: dict[str, Any] = {"typed": told, "wrong": wrong, "kinds": kind_names(), "covered": covered(desk)}
    if request.method == "POST" and not wrong:
        try:
            made = zipped(desk, asked)
        except HoldlawError as error:
            return render(request, "audit/export.html", {**page, "problems": error.problems}, status=422)
        if made:
            name = f"holdlaw_{desk.agency.id}_{made.entries}_entries_{desk.now.date().isoformat()}.zip"
            return HttpResponse(
                made.data,
                content_type="application/zip",
                headers={"Content-Disposition": f'attachment; filename="{name}"'},
            )
        page["nothing"] = True
    return render(request, "audit/export.html", page, status=422 if request.method == "POST" else 200)


def _notes(request: HttpRequest) -> list[str]:
    """Read the checkpoint that was uploaded, and the one that was pasted."""
    file = request.FILES.get("file")
    written = file.read(NOTE_MAX).decode(errors="replace") if file else ""
    pasted = request.POST.get("note", "")[:NOTE_MAX].replace("\r\n", "\n")
    pasted = pasted.strip("\n") + "\n" if pasted.strip() else ""
    return [note for note in (written, pasted) if note]


ROUTES = (
    Route("audit/", "audit", listed, Deed.AUDIT, menu="Audit", menu_order=70),
    Route("audit/<int:seq>/", "audit_entry", entry, Deed.AUDIT),
    Route("audit/verify/", "audit_verify", verify, Deed.AUDIT),
    Route("audit/checkpoints/", "audit_checkpoints", signed, Deed.AUDIT),
    Route("audit/checkpoints/<int:at>/", "audit_checkpoint", checkpoint, Deed.AUDIT),
    Route("audit/export/", "audit_export", export, Deed.EXPORT),
)
