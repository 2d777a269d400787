"""Answers /public/ before sessions, cookies and sign-in begin: the same bytes for everybody, kept in memory.

What is kept is thrown away when something else is published or the day changes. With `HOLDLAW_PUBLIC_ONLY=1`
nothing but these pages is served.
"""

from __future__ import annotations

import gzip
import logging
import threading
import time
from collections.abc import Callable
from hashlib import sha256

from attrs import field, frozen, mutable
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook import shipped
from holdlaw.web.pages.public import AT, Answer, PublicSite
from holdlaw.web.queries.public_release import Mark, newest, opened
from holdlaw.web.registers import the_register

HERE = "/public/"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""Stricter than the desk's: no script at all, and nothing to send."""

KEPT_SECONDS = 300
"""How long a browser or a proxy may show a page without asking again."""
LOOKED_EVERY_SECONDS = 1.0
"""How often the register is asked whether something else was published."""
PACKED_LEAST = 1000
"""Shorter pages are not worth packing."""

_log = logging.getLogger(__name__)


@frozen
class Sent:
    """An answer ready to be sent: whole, packed where that is shorter, and what both are known by."""

    answer: Answer
    packed: bytes | None = field(repr=False)
    tag: str
    language: str


@mutable
class _Kept:
    """The newest state of what is published, and the answers that were made from it."""

    mark: Mark
    site: PublicSite
    looked_at: float
    answers: dict[tuple[str, str], Sent] = field(factory=dict, repr=False)


class PublicDoor:
    """The middleware that answers the public page, and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response
        self._kept: _Kept | None = None
        self._making = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or pass on."""
        path = request.path_info
        if path.startswith(HERE):
            request.get_host()  # another host's name is refused here as everywhere
            return self._answered(request, path.removeprefix(HERE))
        if path == HERE.removesuffix("/") or (settings.PUBLIC_ONLY and path == "/"):
            return _headed(HttpResponseRedirect(HERE))
        if settings.PUBLIC_ONLY:
            request.get_host()
            return self._answered(request, "no such page")
        return self.get_response(request)

    def _answered(self, request: HttpRequest, path: str) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return _headed(HttpResponseNotAllowed(["GET", "HEAD"]))
        language, path = _language(request, path)
        if path and not path.startswith("files/") and not path.endswith("/"):
            path = f"{path}/"
        try:
            sent = self._sent(path, language)
        except HoldlawError as error:
            codes = ", ".join(problem.code for problem in error.problems)
            _log.error("the public page cannot be shown: %s", codes)
            text = render_to_string("public/closed.html", {"at": AT[language]})
            return _headed(HttpResponse(text, status=503))
        return _response(request, sent)

    def _sent(self, path: str, language: str) -> Sent:
        kept = self._newest()
        found = kept.answers.get((path, language))
        if found is None:
            answer = kept.site.answer(path, language)
            if answer is None:
                return _made(kept.site.missing(language), language)
            found = kept.answers[path, language] = _made(answer, language)
        return found

    def _newest(self) -> _Kept:
        """Give what is kept, made anew where something else was published since."""
        kept, now = self._kept, time.monotonic()
        if kept and now - kept.looked_at < LOOKED_EVERY_SECONDS and not settings.PUBLIC_LOOKS_ALWAYS:
            return kept
        with self._making:
            register, moment = the_register(), timezone.now()
            mark = (str(register.home.folder), *newest(register, moment))
            if self._kept is None or self._kept.mark != mark:
                site = PublicSite(opened(register, shipped(), moment), settings.DEMO)
                self._kept = _Kept(mark, site, now)
            self._kept.looked_at = now
            return self._kept


def _language(request: HttpRequest, path: str) -> tuple[str, str]:
    """Read the language from the address: its beginning, else `?language=es`. No cookie is asked."""
    if path == "es" or path.startswith("es/"):
        return "es", path.removeprefix("es").removeprefix("/")
    if path.startswith("files/"):
        return "en", path
    return ("es" if request.GET.get("language") == "es" else "en"), path


def _made(answer: Answer, language: str) -> Sent:
    packed = None
    if len(answer.body) >= PACKED_LEAST and not answer.kind.endswith("zip"):
        packed = gzip.compress(answer.body, mtime=0)
    return Sent(answer, packed, sha256(answer.body).hexdigest()[:32], language)


def _response(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Send it: not at all where the reader has it, packed where the reader can unpack."""
    answer = sent.answer
    packed = sent.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    tag = f'"{sent.tag}{"-gzip" if packed else ""}"'
    fresh = tag in request.headers.get("If-None-Match", "")
    if fresh and answer.status == 200:
        response = HttpResponse(status=304)
        del response["Content-Type"]
    else:
        response = HttpResponse(packed or answer.body, content_type=answer.kind, status=answer.status)
        response["Content-Length"] = str(len(packed or answer.body))
    if packed and not fresh:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = tag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}" if answer.status == 200 else "no-store"
    if answer.is_file:
        response["Access-Control-Allow-Origin"] = "*"
    else:
        response["Content-Language"] = sent.language
    return _headed(response)


def _headed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = POLICY
    response["X-Frame-Options"] = "DENY"
    return response
