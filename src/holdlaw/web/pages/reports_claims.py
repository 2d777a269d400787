"""Claims: published sentences with a number, each with its verdict; and a form to check one more."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from holdlaw.core.problems import HoldlawError
from holdlaw.reports.claims.files import SIZE_MAX
from holdlaw.web.desk import Desk
from holdlaw.web.queries.report_claims import SENTENCE_MAX, checked, example, stories
from holdlaw.web.queries.report_words import verdicts
from holdlaw.web.queries.typed_moments import read_day
from holdlaw.web.roles import Deed
from holdlaw.web.routing import Route


def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the example set, each with its verdict."""
    page = {"stories": stories(desk), "verdicts": verdicts(), "most": SENTENCE_MAX}
    return render(request, "reports/claims.html", page)


def one(request: HttpRequest, desk: Desk, claim: str) -> HttpResponse:
    """Show one claim of the example set: what was said, what it should say, and what that rests on."""
    found = example(desk, claim)
    if found is None:
        raise Http404
    return render(request, "reports/claim.html", {"each": found, "verdicts": verdicts()})


@sensitive_post_parameters()
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Check a sentence, or the claims of a file. Nothing of it is stored, nor stands in an address."""
    if request.method != "POST":
        return redirect("report_claims")
    sentence = " ".join(request.POST.get("sentence", "").split())
    typed = request.POST.get("on", "").strip()
    on = read_day(typed, desk.now.date()) if typed else None
    uploaded = request.FILES.get("file")
    file = uploaded.read(SIZE_MAX + 1) if uploaded else None
    wrong = [] if file is not None or 0 < len(sentence) <= SENTENCE_MAX else ["sentence"]
    wrong += ["on"] if typed and on is None else []
    page: dict[str, Any] = {
        "sentence": sentence[:SENTENCE_MAX],
        "on": typed,
        "wrong": wrong,
        "most": SENTENCE_MAX,
        "verdicts": verdicts(),
    }
    if not wrong:
        try:
            page["found"] = checked(desk, sentence, file, on)
        except HoldlawError as error:
            page["problems"] = error.problems
    answer = render(request, "reports/checked.html", page, status=200 if "found" in page else 422)
    answer["Cache-Control"] = "no-store"
    return answer


ROUTES = (
    Route("reports/claims/", "report_claims", listed, Deed.SEE_REPORTS),
    Route("reports/claims/check/", "report_claim_check", check, Deed.SEE_REPORTS),
    Route("reports/claims/<slug:claim>/", "report_claim", one, Deed.SEE_REPORTS),
)
