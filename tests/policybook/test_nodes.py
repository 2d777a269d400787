"""YAML and JSON become plain nodes that know their place; values are read as what they are asked to be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from holdlaw.core.statutes import Statute
from holdlaw.core.truth import Truth
from holdlaw.policybook.checking import Checking, nearest
from holdlaw.policybook.nodes import Node, from_plain, parse

from .small_law import LAW, Law, problems_of


def text_node(text: str | None) -> Node:
    """Make a node of one value."""
    return Node(text, "f", 7, "k")


def test_json_and_yaml_say_the_same() -> None:
    """One agency writes cases by hand and another's computer writes them; the answer must not differ."""
    by_hand = parse("a: yes\nb: [1, 2.50, null]\nc: true\nd: false", "f")
    by_machine = parse('{"a": true, "b": [1, 2.50, null], "c": true, "d": false}', "f")
    values = [[str(v.value) if not v.parts() else [p.value for p in v.parts()] for _, v in n.items()]
              for n in (by_hand, by_machine)]  # fmt: skip
    assert values[0] == values[1] == ["yes", ["1", "2.50", None], "yes", "no"]


def test_plain_data_keeps_numbers_as_they_are_written() -> None:
    """A statute written as a number is looked up by its digits, not by a rounding of it."""
    assert from_plain({"a": 160.5, "b": (1,)}, "f").get("a") == Node("160.5", "f", None, "a")


def test_a_value_that_is_no_list_or_group_has_no_members() -> None:
    """A reader that walks over a plain word finds nothing in it, and does not fall over."""
    node = text_node("word")
    assert (node.parts(), list(node.items()), node.get("x")) == ((), [], None)


def test_a_place_is_named_as_exactly_as_it_is_known() -> None:
    """File and line where there is one, and the path within it: what an editor needs to open it."""
    root = parse("a:\n  b: 1\n", "f.yaml")
    inner = root.get("a")
    assert inner is not None
    assert (root.where, inner.where, inner.key_where("b")) == ("f.yaml:1", "f.yaml:2 (a)", "f.yaml:2 (a.b)")
    plain = from_plain({"a": {}}, "case")
    assert (plain.where, plain.key_where("a")) == ("case", "case (a)")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"a": 1, "a": 2}', "HL-1003: f: This is not valid JSON: the key 'a' stands twice."),
        ('{"a": 1', "HL-1003: f: This is not valid JSON: Expecting"),
        ("a: 1\n---\na: 2", "HL-1003: f:"),
        ("a: [", "HL-1003: f:1: This is not valid YAML:"),
        ("a: 1\nb: 2\na: 3", "HL-1003: f:3: The key 'a' stands twice (first on line 1)."),
        ("? [a]\n: 1", "HL-1003: f:1: A key is not plain text."),
        ("a: &x 1\nb: *x", "HL-1004: f:1: The file uses an anchor, or is nested too deeply."),
        ("[" * 42 + "]" * 42, "HL-1004: f: The file is nested too deeply."),
        ("- " * 3000 + "a", "HL-1004: f: The file is nested too deeply."),
        ("a: \x00", "HL-1003: f: This is not valid YAML: "),
    ],
)
def test_a_text_that_cannot_be_read_in_one_way_is_refused(text: str, complaint: str) -> None:
    """A file read by guessing is a case nobody wrote."""
    (said,) = problems_of(lambda: parse(text, "f"))
    assert said.startswith(complaint)


@pytest.mark.parametrize("depth", [38, 39, 40])
def test_nesting_is_refused_only_beyond_forty_levels(depth: int) -> None:
    """The limit stops an attack and must never stop a law."""
    assert problems_of(lambda: parse("[" * depth + "]" * depth, "f")) == []
    assert problems_of(lambda: parse("a: " + "[" * (depth - 1) + "]" * (depth - 1), "f")) == []


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n"])
def test_a_file_without_a_value_is_an_empty_node(text: str) -> None:
    """An empty file is said to be empty by whoever asked for more."""
    assert parse(text, "f").value is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-06-14T09:30:00-04:00", datetime(2017, 6, 14, 13, 30, tzinfo=UTC)),
        ("2017-06-14 09:30-04:00", datetime(2017, 6, 14, 13, 30, tzinfo=UTC)),
        ("2017-06-14t13:30:00.5z", datetime(2017, 6, 14, 13, 30, 0, 500000, tzinfo=UTC)),
        ("1900-01-01T00:00Z", datetime(1900, 1, 1, tzinfo=UTC)),
        ("2200-12-31T23:59Z", datetime(2200, 12, 31, 23, 59, tzinfo=UTC)),
        ("unknown", None),
        (None, None),
    ],
)
def test_a_moment_is_read_with_its_offset(text: str | None, expected: datetime | None) -> None:
    """The same wall time is another moment in another zone; hours of somebody's liberty lie between."""
    checking = Checking()
    assert checking.moment(text_node(text)) == expected
    assert checking.problems == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2017-06-14T09:30:00", "HL-1007"),
        ("2017-06-14", "HL-1006"),
        ("half past nine", "HL-1006"),
        ("2017-02-30T09:30:00Z", "HL-1008"),
        ("2017-06-14T24:30:00Z", "HL-1008"),
        ("2017-06-14T09:30:00+25:00", "HL-1008"),
        ("1899-12-31T23:59Z", "HL-1008"),
        ("2201-01-01T00:00Z", "HL-1008"),
    ],
)
def test_a_moment_that_is_none_is_refused_with_its_own_code(text: str, code: str) -> None:
    """A deadline counted from a moment that never was is a deadline for nobody."""
    checking = Checking()
    assert checking.moment(text_node(text)) is None
    assert [(problem.code, problem.where) for problem in checking.problems] == [(code, "f:7 (k)")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2017-06-14", date(2017, 6, 14)), ("unknown", None), (None, None), ("2016-02-29", date(2016, 2, 29))],
)
def test_a_day_is_read_as_written(text: str | None, expected: date | None) -> None:
    """A look-back of five years turns on one day."""
    assert Checking().day(text_node(text)) == expected


def test_a_statute_that_is_not_known_is_left_open() -> None:
    """An unknown crime is neither a listed nor an unlisted one."""
    checking = Checking()
    assert (checking.statute(None), checking.statute(text_node("unknown"))) == (None, None)
    assert checking.statute(text_node("NY PL 265.02(4)")) == Statute("NY", "PL", "265.02", ("4",))
    assert checking.problems == []


def test_a_moment_keeps_the_offset_it_was_written_with() -> None:
    """The officer is answered in the time on the wall clock they wrote down."""
    moment = Checking().moment(text_node("2017-06-14T09:30:00-04:00"))
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=-4)


@pytest.mark.parametrize("text", ["YES", "True", "yes"])
def test_yes_is_read_however_it_is_capitalised(text: str) -> None:
    """A form filled in with capital letters must not be sent back at three in the morning."""
    assert Checking().truth(text_node(text)) is Truth.YES


def test_a_group_is_not_text() -> None:
    """A group read as text would be a word that nobody wrote."""
    checking = Checking()
    assert checking.text(Node((), "f", 7, "k")) is None
    assert [str(problem) for problem in checking.problems] == [
        "HL-1006: f:7 (k): This should be text. It is a group or a list. Write one value."
    ]


def test_where_nothing_is_near_the_known_names_are_shown() -> None:
    """A wild guess is worse than a list."""
    assert nearest("nofity", ["hold", "notify"]) == "Did you mean 'notify'?"
    assert nearest("deport", ["notify", "hold"]) == "Known here: hold, notify."


def test_an_unknown_field_of_a_paper_is_refused(law: Law) -> None:
    """A word of the law that nobody reads would be a condition that is never asked."""
    law.change(LAW, "{all: [shown, convicted]}", "{paper: {kind: warrant, sealed: yes}}")
    (said,) = law.problems()
    assert "(acts.hold.clauses.b.when.paper.sealed): 'sealed' is not a known key." in said
