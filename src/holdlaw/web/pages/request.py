"""One request: what the law answers, what is still asked, how long is left, all that was entered."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from holdlaw.register.receipts import write_receipt
from holdlaw.register.tree import leaf_hash
from holdlaw.web.desk import Desk, new_key
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.request_page import closed_of, head_of, page_of
from holdlaw.web.queries.request_timeline import spoken
from holdlaw.web.queries.scopes import scope_of
from holdlaw.web.roles import Deed, can
from holdlaw.web.routing import Route


def shown(request: HttpRequest, desk: Desk, request_id: str) -> HttpResponse:
    """Show a request. Of a sealed or shredded one it is only said that it is."""
    case = open_case(desk, request_id)
    if not can(desk.user.who, Deed.SEE_REQUEST, scope_of(desk.register, {"request_id": request_id})):
        return render(request, "request/closed.html", closed_of(case))
    return render(request, "request/request.html", {**page_of(case), "key": new_key()})


def receipt(request: HttpRequest, desk: Desk, request_id: str, seq: int) -> HttpResponse:
    """Show the signed receipt of one entry, to be printed. The same entry has the same receipt for ever."""
    case = open_case(desk, request_id)
    entry = next((each for each in case.entries if each.seq == seq), None)
    if entry is None:
        raise Http404
    signed = write_receipt(desk.register.receipt_key, seq, leaf_hash(entry.as_bytes()))
    page = {
        "entry": entry,
        "says": spoken(entry.sentence(), case.zone),
        "note": signed.note,
        "leaf": signed.leaf.hex(),
    }
    return render(request, "request/receipt.html", {**head_of(case), **page})


ROUTES = (
    # Everybody who sees the board may learn that a record is sealed; `shown` shows them no more of it.
    Route("requests/<request_id>/", "request", shown, Deed.SEE_BOARD),
    Route("requests/<request_id>/receipts/<int:seq>/", "request_receipt", receipt, Deed.SEE_REQUEST),
)
