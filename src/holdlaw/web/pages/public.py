"""The public page: every address under /public/, made from what is published, the same for everybody.

Nobody signs in here and nothing is asked of the reader: no session, no cookie, no script. So these pages are
not routes of the desk; the middleware `public_door` answers them before any of that begins.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define, field, frozen
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from holdlaw.reports.charts.drawing import chart_csv, svg
from holdlaw.reports.faces.wording import MONTHS
from holdlaw.web.queries.agencies import Agency
from holdlaw.web.queries.public_charts import Drawn, charts_of, name_of, without_title
from holdlaw.web.queries.public_counts import edition_of
from holdlaw.web.queries.public_law import layers, version_of
from holdlaw.web.queries.public_release import VERIFIER, Open
from holdlaw.web.queries.public_reports import Reported, by_report, reported, standing

AT: Mapping[str, str] = {"en": "/public/", "es": "/public/es/"}
"""Where the pages of each language begin."""

FILES = "/public/files/"
ALL_FILES = "all.zip"
HTML = "text/html; charset=utf-8"
KINDS: Mapping[str, str] = {
    "json": "application/json", "csv": "text/csv; charset=utf-8", "svg": "image/svg+xml",
    "atom": "application/atom+xml", "zip": "application/zip",
}  # fmt: skip
PLAIN = "text/plain; charset=utf-8"
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""The day that every file in the archive bears: the same files make the same archive."""
FIXED = ("methods", "downloads", "verify", "changes")
NEWEST_CHANGES = 5


@frozen
class Answer:
    """A page or a file as it is sent."""

    body: bytes = field(repr=False)
    kind: str
    status: int = 200

    @property
    def is_file(self) -> bool:
        """Tell whether it is a download and no page."""
        return self.kind != HTML


@define(slots=False, eq=False)
class PublicSite:
    """All pages and files of one state of what is published. Each is made when it is first asked for."""

    opened: Open
    demo: bool = False

    def answer(self, path: str, language: str) -> Answer | None:
        """Give what stands at a path below /public/; None where nothing does."""
        if path.startswith("files/"):
            return self._file(path.removeprefix("files/"))
        with translation.override(language):
            return self._page(path, language)

    def missing(self, language: str) -> Answer:
        """Say that there is no such page."""
        with translation.override(language):
            return self._html("public/missing.html", language, "", {}, status=404)

    def _page(self, path: str, language: str) -> Answer | None:
        first, _, rest = path.removesuffix("/").partition("/")
        if not first:
            return self._front(language)
        if first in FIXED:
            return self._fixed(first, language) if self.opened.made and not rest else None
        agency = next((each for each in self.opened.agencies if each.id == first), None)
        return self._of_agency(agency, rest, language) if agency else None

    def _of_agency(self, agency: Agency, rest: str, language: str) -> Answer | None:
        if not rest:
            return self._agency(agency, language)
        if rest == "law":
            page = {
                "agency": agency,
                "layers": layers(self.opened, agency),
                "on": self.opened.days[agency.id],
            }
            return self._html("public/law.html", language, f"{agency.id}/law/", page)
        kind, _, named = rest.partition("/")
        makers: Mapping[str, Callable[[Agency, str, str], Answer | None]] = {
            "reports": self._report,
            "law": self._law_version,
        }
        return makers[kind](agency, named, language) if kind in makers else None

    def _front(self, language: str) -> Answer:
        agencies = [
            (
                each,
                by_report(standing(self._reported(language), each.id)),
                edition_of(self.opened.made, each.id),
            )
            for each in self.opened.agencies
        ]
        newest = self._changes(language)[:NEWEST_CHANGES]
        return self._html("public/front.html", language, "", {"agencies": agencies, "newest": newest})

    def _agency(self, agency: Agency, language: str) -> Answer:
        own = by_report(standing(self._reported(language), agency.id))
        edition = edition_of(self.opened.made, agency.id)
        charts = self._charts(agency, language)
        page = {
            "agency": agency,
            "reports": [(years, charts.get(name_of(years.newest.report))) for years in own],
            "edition": edition,
            "charts": charts,
            "months": _months(language),
        }
        return self._html("public/agency.html", language, f"{agency.id}/", page)

    def _report(self, agency: Agency, named: str, language: str) -> Answer | None:
        own = (each for each in self._reported(language) if each.agency == agency.id)
        found = next((each for each in own if str(each.entry) == named), None)
        if found is None:
            return None
        page = {"agency": agency, "report": found}
        return self._html("public/report.html", language, f"{agency.id}/reports/{named}/", page)

    def _law_version(self, agency: Agency, named: str, language: str) -> Answer | None:
        place, _, day = named.partition("/")
        found = version_of(self.opened, agency, (place, day))
        if found is None:
            return None
        page = {"agency": agency, "place": found[0], "shown": found[1], "day": day}
        return self._html("public/law_version.html", language, f"{agency.id}/law/{named}/", page)

    def _fixed(self, name: str, language: str) -> Answer:
        makers: Mapping[str, Callable[[str], dict[str, Any]]] = {
            "methods": self._methods, "downloads": self._downloads, "verify": self._verify,
            "changes": lambda told: {"changes": self._changes(told)},
        }  # fmt: skip
        return self._html(f"public/{name}.html", language, f"{name}/", makers[name](language))

    def _methods(self, language: str) -> dict[str, Any]:
        made = self.opened.made
        assert made is not None
        newest = {each.report: each for each in self._reported(language)}
        return {
            "most": made.rule.under - 1,
            "possible": made.rule.possible,
            "reports": list(newest.values()),
            "editions": made.editions,
        }

    def _downloads(self, language: str) -> dict[str, Any]:
        groups: dict[str, list[dict[str, Any]]] = {}
        for name, data in sorted(self._files.items()):
            told = {"path": name, "bytes": len(data), "sha256": sha256(data).hexdigest()}
            groups.setdefault(name.partition("/")[0] if "/" in name else "", []).append(told)
        return {"groups": groups}

    def _verify(self, language: str) -> dict[str, Any]:
        made, verifier = self.opened.made, self.opened.verifier
        assert made is not None
        newest = made.publications[-1] if made.publications else None
        return {
            "verifier": VERIFIER if verifier else "",
            "verifier_sha256": sha256(verifier).hexdigest() if verifier else "",
            "key": made.keys[0],
            "example": newest.path if newest else "reports/…",
        }

    def _changes(self, language: str) -> list[tuple[str, Any]]:
        """Give what was published, the newest first: the moment, and a report or an edition."""
        made = self.opened.made
        found: list[tuple[str, Any]] = [(each.at, each) for each in self._reported(language)]
        found += [(f"{each.on}", each) for each in (made.editions if made else ())]
        return sorted(found, key=lambda each: (each[0], getattr(each[1], "entry", -1)), reverse=True)

    def _reported(self, language: str) -> tuple[Reported, ...]:
        return reported(self.opened.made, language) if self.opened.made else ()

    def _charts(self, agency: Agency, language: str) -> dict[str, Drawn]:
        own = by_report(standing(self._reported(language), agency.id))
        return charts_of(agency.id, own, edition_of(self.opened.made, agency.id), language)

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        """Give every file that is published, and all of them in one archive."""
        files = dict(self.opened.release.files) if self.opened.release else {}
        if files:
            files[ALL_FILES] = _zipped(files)
        return files

    def _file(self, name: str) -> Answer | None:
        data = self._files.get(name)
        if name == VERIFIER:
            data = self.opened.verifier
        if data is None:
            data = self._chart(name)
        kind = KINDS.get(name.rpartition(".")[2], PLAIN)
        return None if data is None else Answer(data, kind)

    def _chart(self, name: str) -> bytes | None:
        """Draw a chart, or write its numbers."""
        found = re.fullmatch(r"charts/([^/]+)/(en|es)/([^/]+)\.(svg|csv)", name)
        if found is None:
            return None
        agency = next((each for each in self.opened.agencies if each.id == found[1]), None)
        if agency is None:
            return None
        with translation.override(found[2]):
            drawn = self._charts(agency, found[2]).get(found[3])
        if drawn is None:
            return None
        return (svg(without_title(drawn.chart)) if found[4] == "svg" else chart_csv(drawn.chart)).encode()

    def _html(
        self, template: str, language: str, path: str, page: Mapping[str, Any], status: int = 200
    ) -> Answer:
        other = "es" if language == "en" else "en"
        told = {
            "language": language,
            "english": SafeString(' lang="en"') if language != "en" else "",
            "at": AT[language],
            "files": FILES,
            "other": other,
            "other_at": f"{AT[other]}{path}",
            "page_path": path,
            "demo": self.demo,
            "open": self.opened,
            "made": self.opened.made,
            "cite": self.opened.release.index["cite"] if self.opened.release else "",
        }
        return Answer(render_to_string(template, {**told, **page}).encode(), HTML, status)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in sorted(files.items()):
            archive.writestr(ZipInfo(name, ZIP_DAY), data, ZIP_DEFLATED)
    return made.getvalue()


def _months(language: str) -> list[str]:
    """Give the short names of the months."""
    return [name[:3] for name in MONTHS[language].split()]
