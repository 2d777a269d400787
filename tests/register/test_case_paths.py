"""Where the answer to a question is written: a wrong place would answer another question."""

from __future__ import annotations

from typing import Any

import pytest

from holdlaw.policybook import shipped
from holdlaw.register.case_paths import Path, path_of, put, value_at

PATHS: list[tuple[str, Path]] = [
    ("known_gang_member", ("facts", "known_gang_member")),
    ("facts.known_gang_member", ("facts", "known_gang_member")),
    ("informed_by", ("custody", "informed_by")),
    ("custody.informed_by", ("custody", "informed_by")),
    ("agency", ("request", "requester", "agency")),
    ("request.requester.duties", ("request", "requester", "duties")),
    ("papers[1].criminal", ("request", "papers", 1, "criminal")),
    ("request.papers[0].criminal", ("request", "papers", 0, "criminal")),
    ("convictions[0].over_one_year.there", ("convictions", 0, "over_one_year", "there")),
    ("convictions[2].incarcerated[0].for_listed", ("convictions", 2, "incarcerated", 0, "for_listed")),
    ("at", ("at",)),
    ("convictions", ("facts", "convictions")),
    ("papers", ("facts", "papers")),
    ("custody..informed_by", ("facts", "custody..informed_by")),
    ("Custody", ("facts", "Custody")),
    ("nobody.knows", ("facts", "nobody.knows")),
    ("papers[12345].signed", ("facts", "papers[12345].signed")),
    ("papers[٣].signed", ("facts", "papers[٣].signed")),
]


@pytest.mark.parametrize(("name", "path"), PATHS, ids=[name for name, _ in PATHS])
def test_a_question_has_one_place(name: str, path: Path) -> None:
    """An open fact is named by the answer; whoever fills it in must hit the field it is about."""
    assert path_of(name) == path


def test_every_field_that_the_law_asks_about_has_its_place() -> None:
    """A question of the law that could not be written down would be asked for ever."""
    questions = shipped().questions
    fields = {**questions.choices, **{name: questions.other[name] for name in ("custody.arrested_on", "at")}}
    written = {name: ".".join(map(str, path_of(name))) for name in fields}
    assert written == {name: question.field for name, question in fields.items()}
    assert all(path_of(name) == ("facts", name) for name in questions.facts)


@pytest.mark.parametrize(
    ("path", "value", "written"),
    [
        (("request", "asks"), "hold, notify", ["hold", "notify"]),
        (("request", "asks"), "unknown", "unknown"),
        (("request", "asks"), ["hold"], ["hold"]),
        (("custody", "informed_by"), "court", "court"),
    ],
)
def test_lists_are_written_as_lists(path: Path, value: Any, written: Any) -> None:
    """Two acts asked in one answer are two acts, not one with a comma in its name."""
    assert value_at(path, value) == written


PUT: list[tuple[Any, Path, Any]] = [
    ({}, ("facts", "x"), {"facts": {"x": 1}}),
    ({"a": [{}]}, ("a", 0, "x"), {"a": [{"x": 1}]}),
    ({"a": [0]}, ("a", 0), {"a": [1]}),
    ({"a": [{"b": [{}]}]}, ("a", 0, "b", 0, "c"), {"a": [{"b": [{"c": 1}]}]}),
    ({"a": [[0]]}, ("a", 0, 0), {"a": [[1]]}),
    ({"a": []}, ("a", 0, "x"), {"a": []}),
    ({}, ("a", 0, "x"), {}),
    ({"a": {}}, ("a", 0), {"a": {}}),
    ({"a": "text"}, ("a", "x"), {"a": "text"}),
    ({"a": [1]}, ("a", "x"), {"a": [1]}),
]


@pytest.mark.parametrize(("group", "path", "after"), PUT, ids=str)
def test_a_value_is_put_where_there_is_a_place_for_it(group: Any, path: Path, after: Any) -> None:
    """A list is never lengthened: that would make up a conviction or a paper."""
    put(group, path, 1)
    assert group == after
