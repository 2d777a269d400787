"""The scanned paper of one entry, as it was added: to be opened by whoever may see the request."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from holdlaw.web.desk import Desk
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.filed import bytes_of
from holdlaw.web.queries.request_papers import papers_of
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def shown(request: HttpRequest, desk: Desk, request_id: str, seq: int) -> HttpResponse:
    """Give the file. It is saved, not shown in the site's own page, and no browser keeps it."""
    case = open_case(desk, request_id)
    paper = next((each for each in papers_of(case) if each.seq == seq), None)
    if paper is None or paper.file is None:
        raise Http404
    answer = HttpResponse(bytes_of(case.values[seq]["file"]), content_type=paper.file.sort)
    answer["Content-Disposition"] = f'attachment; filename="paper-{seq}.{paper.file.ends}"'
    answer["Cache-Control"] = "no-store"
    return answer


ROUTES = (Route("requests/<request_id>/papers/<int:seq>/", "request_paper_file", shown, Deed.SEE_REQUEST),)
