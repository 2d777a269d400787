"""One whole case, as plain data and as text, to be changed in one place at a time."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from holdlaw.core.case import Case
from holdlaw.core.problems import HoldlawError
from holdlaw.sources.case_file import case_from_data, read_case

Data = dict[str, Any]

TEXT = """\
place: us-ny-nyc-police
at: 2017-06-14T09:30:00-04:00
request:
  form: I-247A
  received_at: 2017-06-14T08:00:00-04:00
  asks: [hold, notify]
  box: final_order
  served_at: 2017-06-14T08:30:00-04:00
  requester: {agency: ICE}
  papers:
    - {kind: I-200, signed_on: 2017-06-13}
    - kind: warrant
      issuer: federal_magistrate
      probable_cause: yes
      authorises_federal_custody: yes
      names_subject: yes
      criminal: no
      signed_on: 2017-06-13
      presented_at: 2017-06-14T08:00:00-04:00
custody:
  arrested_on: 2017-06-13
  release_due_at: 2017-06-14T09:30:00-04:00
  search_done_at: 2017-06-14T09:00:00-04:00
  informed_by: court
convictions:
  - statute: NY PL 160.10
    class: felony
    committed_on: 2014-05-01
    judgment_on: 2015-02-02
    adjudication: adult
    incarcerated: [{from: 2015-02-02, before: 2016-02-02, for_listed: yes}]
facts: {terrorist_database_match: no, reentered_after_removal: unknown}
"""
"""A case as a clerk writes it. Nobody in it is real."""

DATA: Data = {
    "place": "us-ny-nyc-police",
    "at": "2017-06-14T09:30:00-04:00",
    "request": {
        "form": "I-247A",
        "received_at": "2017-06-14T08:00:00-04:00",
        "asks": ["hold", "notify"],
        "box": "final_order",
        "served_at": "2017-06-14T08:30:00-04:00",
        "requester": {"agency": "ICE"},
        "papers": [
            {"kind": "I-200", "signed_on": "2017-06-13"},
            {
                "kind": "warrant",
                "issuer": "federal_magistrate",
                "probable_cause": True,
                "authorises_federal_custody": True,
                "names_subject": True,
                "criminal": False,
                "signed_on": "2017-06-13",
                "presented_at": "2017-06-14T08:00:00-04:00",
            },
        ],
    },
    "custody": {
        "arrested_on": "2017-06-13",
        "release_due_at": "2017-06-14T09:30:00-04:00",
        "search_done_at": "2017-06-14T09:00:00-04:00",
        "informed_by": "court",
    },
    "convictions": [
        {
            "statute": "NY PL 160.10",
            "class": "felony",
            "committed_on": "2014-05-01",
            "judgment_on": "2015-02-02",
            "adjudication": "adult",
            "incarcerated": [{"from": "2015-02-02", "before": "2016-02-02", "for_listed": True}],
        }
    ],
    "facts": {"terrorist_database_match": False, "reentered_after_removal": None},
}
"""The same case as a computer writes it."""


def changed(*path: str | int, to: Any) -> Data:
    """Give the case with one value changed."""
    data = deepcopy(DATA)
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return data


def without(*path: str | int) -> Data:
    """Give the case with one value left out."""
    data = deepcopy(DATA)
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return data


def edited(old: str, new: str) -> str:
    """Give the text with one passage changed; the passage must stand in it once."""
    assert TEXT.count(old) == 1, f"{old!r} stands {TEXT.count(old)} times"
    return TEXT.replace(old, new)


def read(written: str | bytes | Data) -> Case:
    """Read a case from text, bytes or data."""
    if isinstance(written, dict):
        return case_from_data(written)
    return read_case(written if isinstance(written, bytes) else written.encode(), "case.yaml")


def said_of(written: str | bytes | Data) -> list[str]:
    """Give the problems of a case in full; none if it can be read."""
    try:
        read(written)
    except HoldlawError as error:
        return [str(problem) for problem in error.problems]
    return []


def as_json(data: Data) -> bytes:
    """Write a case as a JSON file."""
    return json.dumps(data).encode()
