"""The charts of the public page: each with a sentence, a description, its numbers as a table and as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen
from django.utils.translation import gettext as _

from holdlaw.reports.charts.bars import bars
from holdlaw.reports.charts.chart import About, Chart, Point
from holdlaw.reports.faces.wording import number_said
from holdlaw.web.queries.public_counts import Counted, Edition
from holdlaw.web.queries.public_reports import Years

BARS_MIN = 2
"""One bar alone shows nothing that its number does not say."""


@frozen
class Drawn:
    """A chart and where its picture and its numbers stand."""

    chart: Chart
    path: str

    @property
    def sentence(self) -> str:
        """Say what the chart shows."""
        return self.chart.about.title

    @property
    def svg(self) -> str:
        """Give where the picture stands."""
        return f"{self.path}.svg"

    @property
    def csv(self) -> str:
        """Give where its numbers stand."""
        return f"{self.path}.csv"


def charts_of(
    agency: str, years: Iterable[Years], edition: Edition | None, language: str
) -> dict[str, Drawn]:
    """Give the charts of an agency's page by name: one a report, then years and months of the counts."""
    made = [_reported(each, language) for each in years if len(each.rows) >= BARS_MIN and each.items]
    if edition and len(edition.years) >= BARS_MIN:
        made.append(_counted("years", edition.years, language))
    if edition and len(edition.last_months) >= BARS_MIN:
        made.append(_counted("months", edition.last_months, language))
    return {
        chart.about.name: Drawn(chart, f"charts/{agency}/{language}/{chart.about.name}") for chart in made
    }


def name_of(report: str) -> str:
    """Name the chart of a report."""
    return f"report-{report.replace('/', '-')}"


def _reported(years: Years, language: str) -> Chart:
    line = years.items[0]
    points = [
        Point(f"{each.period.to}", values[0], said=_("not asked")) for each, values in reversed(years.rows)
    ]
    first, last = points[0], points[-1]
    said = {"item": line.item, "unit": _unit(line.unit), "first": first.label, "last": last.label}
    said |= {"was": _value(first), "now": _value(last)}
    title = _("Item %(item)s: %(was)s %(unit)s in the period to %(first)s, %(now)s in the one to %(last)s")
    about = About(
        name=name_of(years.newest.report),
        title=title % said,
        unit=_unit(line.unit),
        over=_("last day of the period"),
        language=language,
    )
    return bars(points, about)


def _value(point: Point) -> str:
    return "–" if point.value is None else number_said(point.value)


def _unit(unit: str) -> str:
    """Name what a report counts in the language of the page."""
    known = {
        "detainers": _("detainers"), "persons": _("persons"), "requests": _("requests"),
        "responses": _("responses"), "hours": _("hours"),
    }  # fmt: skip
    return known.get(unit, unit)


def without_title(chart: Chart) -> Chart:
    """Leave the title out of the picture: the page says it above, in letters that do not shrink."""
    return evolve(chart, spec={name: value for name, value in chart.spec.items() if name != "title"})


def _counted(name: str, counts: tuple[Counted, ...], language: str) -> Chart:
    points = [
        Point(each.period[:4] if name == "years" else each.period, each.value, said=_("withheld"))
        for each in counts
    ]
    said = {"first": points[0].label, "last": points[-1].label}
    whole = {
        "years": _("Requests for a hold by calendar year, %(first)s to %(last)s"),
        "months": _("Requests for a hold by month, %(first)s to %(last)s"),
    }
    over = {"years": _("calendar year"), "months": _("month")}[name]
    about = About(name=name, title=whole[name] % said, unit=_("requests"), over=over, language=language)
    return bars(points, about)
