"""A release: every file that is published for a register, from what the register holds. Pure.

The command writes the files into a folder; a page shows `index` and links to them. Only published reports are
in it, and counts as their editions have them. No name, file number, birth date or moment of a release is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

from attrs import frozen

from holdlaw.core.problems import HoldlawError, Problem
from holdlaw.reports.public.downloads import counts_csv, counts_json, csv_bytes, json_bytes
from holdlaw.reports.public.material import LawVersion, Material, Publication
from holdlaw.reports.public.methods import LICENCE, changes, cite, methods, readme
from holdlaw.reports.public.series import QUESTIONS
from holdlaw.reports.suppression.crossed import ALL

COLUMNS: Mapping[str, tuple[str, str]] = {
    "period": ("string", "A month (2017-03), or the first and the last day of a longer period."),
    "outcome": ("string", "How the request came out; `all` for every outcome."),
    "basis": ("string", "What the outcome rests on; `all` for every basis."),
    "count": ("integer", "How many detainer requests; empty where withheld."),
    "mark": ("string", "`withheld`, or empty."),
    "raw_by": (
        "string",
        "The statute that orders this number as it is, or the report that shows it; or empty.",
    ),
    "item": ("string", "The statute's own numbering."),
    "value": ("integer", "The number; empty where the law did not ask for it or it cannot be told."),
}


@frozen
class Release:
    """The files by path, and what the front page shows."""

    files: Mapping[str, bytes]
    index: Mapping[str, Any]


def release(made: Material) -> Release:
    """Put the release together. Raise HoldlawError (HL-8041) if a file is not what its entry says."""
    wrong = [each for each in made.publications if not each.stands]
    if wrong:
        raise HoldlawError([_not_it(each) for each in wrong])
    files = dict(_files(made))
    files["datapackage.json"] = json_bytes(_package(made, files))
    index = _index(made, files)
    files["index.json"] = json_bytes(index)
    files["SHA256SUMS"] = _sums(files)
    return Release(files, index)


def _not_it(each: Publication) -> Problem:
    what = "The table that is kept is not the one whose hash the entry holds."
    why = "What is published as a report has to be the report that two people saw."
    mend = "Put the published JSON file back, or amend the report."
    return Problem("HL-8041", f"entry {each.seq}", what, why, mend)


def _files(made: Material) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", readme(made).encode()
    yield "methods.md", methods(made).encode()
    yield "cite.txt", cite(made).encode()
    yield (
        "changes.md",
        "".join(["# Changes\n\n", *(f"- {at}: {text}\n" for at, text in changes(made))]).encode(),
    )
    yield "feed.atom", _feed(made)
    for publication in made.publications:
        yield publication.path, publication.table
        yield publication.path.removesuffix("json") + "csv", _report_csv(publication)
    for published in made.editions:
        yield published.path, counts_csv(published.rows(), QUESTIONS)
        yield published.path.removesuffix("csv") + "json", counts_json(published.rows(), QUESTIONS)
    for place in dict.fromkeys(version.place for version in made.law):
        versions = [version for version in made.law if version.place == place]
        yield f"law/{place}.json", json_bytes([_version(each) for each in versions])
    yield from _proof(made)


def _proof(made: Material) -> Iterator[tuple[str, bytes]]:
    """Give what proves the reports, laid out as an export of chosen entries."""
    ordered = sorted(made.publications, key=lambda each: each.seq)
    proofs = [
        {"seq": each.seq, "size": made.size, "path": [step.hex() for step in each.proof]} for each in ordered
    ]
    yield "proof/keys.txt", "".join(f"{key}\n" for key in made.keys).encode()
    yield f"proof/checkpoints/{made.size}.note", made.checkpoint.encode()
    yield "proof/entries.jsonl", b"".join(each.entry + b"\n" for each in ordered)
    yield "proof/proofs.jsonl", b"".join(json.dumps(proof).encode() + b"\n" for proof in proofs)


def _report_csv(publication: Publication) -> bytes:
    table = json.loads(publication.table)
    rows = [(item, "" if value is None else value) for item, value in table["items"].items()]
    return csv_bytes(("item", "value"), rows)


def _version(law: LawVersion) -> dict[str, Any]:
    return {
        "place": law.place,
        "name": law.name,
        "version": law.version,
        "in_force_from": law.from_.isoformat(),
        "in_force_by": law.by.isoformat(),
        "cite": law.cite,
        "title": law.title,
        "recorded": law.recorded.isoformat(),
        "parts": {name: list(lines) for name, lines in law.parts},
        "open_points": list(law.open_points),
    }


def _index(made: Material, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Give what the front page shows: headline counts, the law in force, files with their hashes."""
    return {
        "register": made.origin,
        "agencies": dict(made.agencies),
        "size": made.size,
        "checkpoint": made.checkpoint,
        "headline": list(_headline(made)),
        "reports": [_report(each) for each in made.publications],
        "law": [
            {
                "place": law.place,
                "version": law.version,
                "cite": law.cite,
                "in_force_from": law.from_.isoformat(),
            }
            for law in made.law
        ],
        "counts": [
            {
                "edition": each.edition.name,
                "on": each.on.isoformat(),
                "design": each.design,
                "file": each.path,
            }
            for each in made.editions
        ],
        "changes": [{"at": at, "text": text} for at, text in changes(made)],
        "cite": cite(made).strip(),
        "licence": LICENCE,
        "files": {path: sha256(data).hexdigest() for path, data in sorted(files.items())},
    }


def _report(each: Publication) -> dict[str, Any]:
    table = json.loads(each.table)
    return {
        "report": each.fields["report"],
        "agency": each.said["agency"],
        "period": each.period.as_json(),
        "label": table.get("label") or str(each.period),
        "cite": table.get("cite", ""),
        "items": table["items"],
        "notes": [note["text"] for note in table.get("notes", ())],
        "entry": each.seq,
        "amends": each.fields.get("amends"),
        "sha256": each.fields["sha256"],
        "file": each.path,
    }


def _headline(made: Material) -> Iterator[dict[str, Any]]:
    """Give each agency's longer periods with their totals, from its newest edition."""
    newest = {each.agency: each for each in made.editions}
    for agency, published in newest.items():
        for (period, *answers), value, raw in published.rows():
            if " " in period and set(answers) == {ALL}:
                told = {"agency": agency, "period": period, "received": value, "withheld": value is None}
                yield told | ({"raw_by": raw} if raw else {})


def _package(made: Material, files: Mapping[str, bytes]) -> dict[str, Any]:
    tables = [path for path in files if path.endswith(".csv")]
    return {
        "name": "published-counts",
        "title": f"Published counts of the register {made.origin}",
        "version": str(made.size),
        "licenses": [{"name": LICENCE}],
        "resources": [_resource(path, files[path]) for path in tables],
    }


def _resource(path: str, data: bytes) -> dict[str, Any]:
    header = next(csv.reader(io.StringIO(data.decode())))
    fields = [{"name": name, "type": COLUMNS[name][0], "description": COLUMNS[name][1]} for name in header]
    return {
        "name": path.removesuffix(".csv").replace("/", "-").lower(),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _feed(made: Material) -> bytes:
    """Write the change log as an Atom feed (RFC 4287), the newest first."""
    lines = changes(made)[::-1]
    newest = lines[0][0] if lines else "1970-01-01T00:00:00Z"
    host = made.origin.partition("/")[0]
    body = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{escape(f'Published counts of {made.origin}')}</title>",
        f"<id>tag:{escape(host)},2000:{escape(made.origin)}</id>",
        f"<updated>{newest}</updated>",
        f"<author><name>{escape(', '.join(made.agencies.values()))}</name></author>",
        *(_feed_entry(host, at, text) for at, text in lines),
        "</feed>\n",
    ]
    return "\n".join(body).encode()


def _feed_entry(host: str, at: str, text: str) -> str:
    name = sha256(f"{at} {text}".encode()).hexdigest()
    return (
        f"<entry><title>{escape(text)}</title><id>tag:{escape(host)},2000:{name}</id>"
        f"<updated>{at}</updated><summary>{escape(text)}</summary></entry>"
    )


def _sums(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    return "".join(lines).encode()
