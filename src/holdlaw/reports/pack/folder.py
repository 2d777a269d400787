"""The folder of a hearing pack: tables and charts as data, the pages as PDF, the hash of each file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from holdlaw.reports.charts.chart import Chart
from holdlaw.reports.charts.drawing import chart_csv, svg
from holdlaw.reports.faces.csv_face import PACKAGE, SCHEMA, csv_files, file_name
from holdlaw.reports.faces.json_face import json_face
from holdlaw.reports.faces.typesetting import typeset
from holdlaw.reports.faces.wording import chosen
from holdlaw.reports.pack.comparing import comparison_said, comparisons
from holdlaw.reports.pack.contents import Pack
from holdlaw.reports.pack.pages import pack_paper
from holdlaw.reports.pack.questions import questions
from holdlaw.reports.pack.words import WORDS
from holdlaw.reports.table import Table

SUMS = "SHA256SUMS"


def files(pack: Pack) -> dict[str, bytes]:
    """Make every file of a pack, by its name: the same pack gives the same bytes."""
    made, described = dict[str, bytes](), list[dict[str, Any]]()
    for table in pack.tables:
        made |= dict(_table_files(table))
        described += _described(table)
    for chart in pack.charts:
        made |= dict(_chart_files(pack, chart))
        described.append(_chart_resource(pack, chart, made))
    made[pack_name(pack, "pack", "json")] = _written(pack_json(pack))
    made[pack_name(pack, "pack", "pdf")] = typeset(pack_paper(pack))
    if pack.checkpoint is not None:
        made["checkpoint.note"] = pack.checkpoint.encode()
    made[PACKAGE] = _written(_package(pack, described))
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(made.items()))
    return {**made, SUMS: sums.encode()}


def pack_json(pack: Pack) -> dict[str, Any]:
    """Give what a pack says as plain data: the command prints this, and the pages say no more."""
    return {
        "holdlaw": 1,
        "agency": pack.agency,
        "agency_name": pack.agency_name,
        "period": pack.period.as_json(),
        "language": pack.language,
        "as_of": pack.moment.isoformat(),
        "size": pack.size,
        "reports": [json_face(part.table) for part in pack.parts],
        "comparisons": list(_comparisons(pack)),
        "charts": [_chart_json(chart) for chart in pack.charts],
        "questions": [{"asks": each.asks, "why": each.why} for each in questions(pack)],
    }


def pack_name(pack: Pack, name: str, ending: str) -> str:
    """Name a file after agency, content and period."""
    return f"holdlaw_{pack.agency}_{name}_{pack.period.from_}--{pack.period.to}_v{SCHEMA}.{ending}"


def _comparisons(pack: Pack) -> Iterator[dict[str, Any]]:
    for part in pack.parts:
        for each in comparisons(part, pack.language):
            yield {
                "report": part.table.report,
                "item": each.item,
                "against": each.against.as_json(),
                "ratio": each.ratio.as_json() if each.ratio else None,
                "said": comparison_said(each, pack.language),
                "notes": list(each.notes),
            }


def _chart_json(chart: Chart) -> dict[str, Any]:
    return {
        "name": chart.about.name,
        "title": chart.about.title,
        "description": chart.description,
        "columns": list(chart.columns),
        "rows": [list(row) for row in chart.rows],
    }


def _table_files(table: Table) -> Iterator[tuple[str, bytes]]:
    for name, data in csv_files(table).items():
        if name != PACKAGE:
            yield name, data
    yield f"{file_name(table).removesuffix('.csv')}.json", _written(json_face(table))


def _described(table: Table) -> list[dict[str, Any]]:
    """Give what the package of the report itself says of its files."""
    found: list[dict[str, Any]] = json.loads(csv_files(table)[PACKAGE])["resources"]
    return found


def _chart_files(pack: Pack, chart: Chart) -> Iterator[tuple[str, bytes]]:
    yield pack_name(pack, chart.about.name, "svg"), svg(chart).encode()
    yield pack_name(pack, chart.about.name, "csv"), chart_csv(chart).encode()


def _chart_resource(pack: Pack, chart: Chart, made: Mapping[str, bytes]) -> dict[str, Any]:
    path = pack_name(pack, chart.about.name, "csv")
    return {
        "name": path.removesuffix(".csv").lower(),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(made[path]),
        "hash": f"sha256:{sha256(made[path]).hexdigest()}",
        "description": f"{chart.about.title} {chart.description}",
        "schema": {"fields": [{"name": name} for name in chart.columns], "missingValues": [""]},
    }


def _package(pack: Pack, described: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": f"{pack.agency}-hearing-pack".lower(),
        "title": chosen(WORDS, pack.language)["title"],
        "holdlaw": {
            "agency": pack.agency,
            "period": pack.period.as_json(),
            "entries": pack.size,
            "checkpoint": pack.checkpoint,
        },
        "resources": described,
    }


def _written(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
