"""A case that cannot be used gives one clear error with its place, and nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.sources.case_file import SIZE_MAX, read_case_file

from .some_case import Data, as_json, changed, edited, said_of, without

BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
GROUP = (
    "HL-1006: case.yaml:1: This should be a group of named values. Nothing can be read from it. Write names "
    "and values below it, as `name: value`."
)

IN_FULL: dict[str, tuple[str | bytes, str]] = {
    "an unknown key": (
        edited("box: final_order", "bxo: final_order"),
        "HL-1005: case.yaml:7 (request.bxo): 'bxo' is not a known key. What it says would be lost without a "
        "word. Did you mean 'box'?",
    ),
    "an unknown fact": (
        edited("terrorist_database_match", "terorist_database_match"),
        "HL-1005: case.yaml:32 (facts.terorist_database_match): 'terorist_database_match' is not a known "
        "key. What it says would be lost without a word. Did you mean 'terrorist_database_match'?",
    ),
    "a naive time": (
        edited("release_due_at: 2017-06-14T09:30:00-04:00", "release_due_at: 2017-06-14T09:30:00"),
        "HL-1007: case.yaml:22 (custody.release_due_at): 2017-06-14T09:30:00 has no offset from UTC. The "
        "same wall time is another moment in another zone. Write the offset too, as "
        "2017-06-14T09:30:00-04:00.",
    ),
    "an impossible date": (
        edited("arrested_on: 2017-06-13", "arrested_on: 2017-02-30"),
        "HL-1008: case.yaml:21 (custody.arrested_on): 2017-02-30 is not a day of the calendar. Deadlines and "
        "look-backs are counted from it. Write a day that exists, between 1900 and 2200.",
    ),
    "ten megabytes": (
        b"a" * 10_000_000,
        "HL-1002: case.yaml: The file has 10,000,000 bytes. No real case is so large, and reading it could "
        "stop the desk. Keep a case under 262,144 bytes.",
    ),
    "a YAML bomb": (
        BOMB,
        "HL-1004: case.yaml:1: The file uses an anchor, or is nested too deeply. A small file could unfold "
        "into millions of values. Write the value out in full.",
    ),
    "a warrant presented before it was signed": (
        edited("      signed_on: 2017-06-13\n", "      signed_on: 2017-06-15\n"),
        "HL-1011: case.yaml:19 (request.papers[1].presented_at) and case.yaml:18 "
        "(request.papers[1].signed_on): The paper was presented on 2017-06-14, before it was signed on "
        "2017-06-15. What it authorises turns on when it came. Correct what is wrong; nothing was recorded.",
    ),
    "a paper signed after the request it came with": (
        edited("{kind: I-200, signed_on: 2017-06-13}", "{kind: I-200, signed_on: 2017-06-15}"),
        "HL-1011: case.yaml:11 (request.papers[0].signed_on): The paper was signed on 2017-06-15, after the "
        "request it is listed under (2017-06-14). A paper without `presented_at` came with the request; "
        "write the moment if it came later. Correct what is wrong; nothing was recorded.",
    ),
    "a judgment after the act": (
        edited("judgment_on: 2015-02-02", "judgment_on: 2017-06-15"),
        "HL-1011: case.yaml:29 (convictions[0].judgment_on): The judgment (2017-06-15) lies after the moment "
        "of the act (at: 2017-06-14). A judgment that had not been given could not count. Correct what is "
        "wrong; nothing was recorded.",
    ),
    "a crime after its judgment": (
        edited("committed_on: 2014-05-01", "committed_on: 2015-02-03"),
        "HL-1011: case.yaml:28 (convictions[0].committed_on) and case.yaml:29 (convictions[0].judgment_on): "
        "committed_on (2015-02-03) lies after the judgment (2015-02-02). The look-back runs from the "
        "judgment. Correct what is wrong; nothing was recorded.",
    ),
    "a time in jail that ends before it begins": (
        edited("before: 2016-02-02", "before: 2015-02-01"),
        "HL-1011: case.yaml:31 (convictions[0].incarcerated[0].from) and case.yaml:31 "
        "(convictions[0].incarcerated[0].before): The time in jail ends (2015-02-01) before it begins "
        "(2015-02-02). It extends the look-back. Correct what is wrong; nothing was recorded.",
    ),
    "an arrest after the release": (
        edited("arrested_on: 2017-06-13", "arrested_on: 2017-06-15"),
        "HL-1011: case.yaml:21 (custody.arrested_on) and case.yaml:22 (custody.release_due_at): The arrest "
        "(2017-06-15) lies after the release (2017-06-14). Look-backs run from the arrest and clocks from "
        "the release. Correct what is wrong; nothing was recorded.",
    ),
    "a release time left out": (
        edited("  release_due_at: 2017-06-14T09:30:00-04:00\n", ""),
        "HL-1010: case.yaml:21 (custody.release_due_at): 'release_due_at' is missing. No answer can be given "
        "without it. Add `release_due_at:`.",
    ),
    "a release time not known": (
        edited("release_due_at: 2017-06-14T09:30:00-04:00", "release_due_at: unknown"),
        "HL-1010: case.yaml:22 (custody.release_due_at): The release time is not given. Every clock starts "
        "from it, so there is no deadline and no answer. Write the moment the person would otherwise walk "
        "out.",
    ),
    "a key twice": (
        edited("box: final_order", "form: I-247"),
        "HL-1003: case.yaml:7: The key 'form' stands twice (first on line 4). One of the two values would be "
        "lost. Keep one of them.",
    ),
    "not UTF-8": (
        b"place: \xff",
        "HL-1003: case.yaml: The file is not UTF-8 text (byte 7). It cannot be read without guessing. Save "
        "it as UTF-8.",
    ),
    "an empty file": (b"", GROUP.replace("This should be a group of named values.", "The file is empty.")),
    "a list in place of a mapping": (b"- place", GROUP),
    "a word in place of a mapping": (b"hold", GROUP),
    "an empty place": (
        edited("place: us-ny-nyc-police", "place:"),
        "HL-1010: case.yaml:1 (place): 'place' is empty. No law could be asked. Write it after `place:`.",
    ),
    "tabs": (
        edited("  form: I-247A", "\tform: I-247A"),
        "HL-1003: case.yaml:4: This is not valid YAML: found character '\\t' that cannot start any token. It "
        "cannot be read without guessing. Mend the YAML.",
    ),
    "nesting without end": (
        b"[" * 100_000,
        "HL-1004: case.yaml: The file is nested too deeply. Nothing real needs it. Keep it to 40 levels.",
    ),
}

ONE_CODE: dict[str, tuple[Data | bytes, str, str]] = {
    "not a number": (
        as_json(changed("facts", "terrorist_database_match", to=float("nan"))),
        "HL-1009",
        "case.yaml:1 (facts.terrorist_database_match)",
    ),
    "a number for a truth": (changed("facts", "terrorist_database_match", to=1), "HL-1009", "case (facts."),
    "a statute in words": (changed("convictions", 0, "statute", to="burglary"), "HL-1013", "case (conv"),
    "a class of its own": (changed("convictions", 0, "class", to="capital"), "HL-1009", "case (conv"),
    "a form misspelled": (changed("request", "form", to="I247A"), "HL-1009", "case (request.form)"),
    "an act misspelled": (changed("request", "asks", to="hodl"), "HL-1009", "case (request.asks)"),
    "papers that are no list": (changed("request", "papers", to={"kind": "I-200"}), "HL-1006", "case (req"),
    "convictions that are no list": (changed("convictions", to={"a": 1}), "HL-1006", "case (convictions)"),
    "a paper that is a word": (changed("request", "papers", 0, to="I-200"), "HL-1006", "case (request.pap"),
    "a paper without a kind": (without("request", "papers", 0, "kind"), "HL-1010", "case (request.papers[0]"),
    "a request that is a word": (changed("request", to="I-247A"), "HL-1006", "case (request)"),
    "no request": (without("request"), "HL-1010", "case (request)"),
    "no custody": (without("custody"), "HL-1010", "case (custody)"),
    "an agency in a list": (changed("request", "requester", "agency", to=["ICE"]), "HL-1006", "case (req"),
    "a sender that is a word": (changed("request", "requester", to="ICE"), "HL-1006", "case (request.req"),
    "told by nobody we know": (changed("custody", "informed_by", to="press"), "HL-1009", "case (custody"),
    "jail without an end": (
        without("convictions", 0, "incarcerated", 0, "before"),
        "HL-1010",
        "case (convictions[0].incarcerated[0].before)",
    ),
    "facts in a list": (changed("facts", to=["terrorist_database_match"]), "HL-1006", "case (facts)"),
    "a half-open bracket": (b'{"place": ', "HL-1003", "case.yaml"),
    "a key twice in JSON": (b'{"place": "us", "place": "us-tx"}', "HL-1003", "case.yaml"),
    "a null character": (b"place: \x00", "HL-1003", "case.yaml"),
    "two cases in one file": (b"place: us\n---\nplace: us-tx\n", "HL-1003", "case.yaml"),
}


@pytest.mark.parametrize("name", IN_FULL)
def test_a_case_that_cannot_be_used_is_refused_in_words(name: str) -> None:
    """At three in the morning the message is all the help there is, so every word of it is pinned."""
    written, expected = IN_FULL[name]
    assert said_of(written) == [expected]


@pytest.mark.parametrize("name", ONE_CODE)
def test_a_mistake_gives_one_code_and_its_place(name: str) -> None:
    """The code can be looked up and the place can be found, whoever wrote the case."""
    written, code, where = ONE_CODE[name]
    (said,) = said_of(written)
    assert said.startswith(f"{code}: {where}")


def test_every_mistake_of_a_case_is_reported_at_once() -> None:
    """An officer mends a form once, and does not send it four times against a running clock."""
    written = edited("box: final_order", "bxo: x").replace("2017-06-13\n", "2017-02-30\n", 1)
    written = written.replace("class: felony", "class: felonie").replace("NY PL 160.10", "robbery")
    assert [line[:7] for line in said_of(written)] == ["HL-1005", "HL-1008", "HL-1013", "HL-1009"]


def test_two_contradictions_are_both_named() -> None:
    """Mending one contradiction must not bring another to light at the next try."""
    written = edited("judgment_on: 2015-02-02", "judgment_on: 2018-01-01").replace(
        "arrested_on: 2017-06-13", "arrested_on: 2017-06-20"
    )
    assert [line[:7] for line in said_of(written)] == ["HL-1011", "HL-1011"]


@pytest.mark.parametrize(("size", "code"), [(SIZE_MAX, "HL-1010"), (SIZE_MAX + 1, "HL-1002")])
def test_the_size_limit_is_exact(size: int, code: str) -> None:
    """The limit stops an attack; a file just below it is read and answered on its merits."""
    written = b"place: us\n" + b"#" * (size - 10)
    assert {line[:7] for line in said_of(written)} == {code}


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A disk image named by mistake must not fill the memory of the desk's computer."""
    path = tmp_path / "image.yaml"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(HoldlawError, match="HL-1002"):
        read_case_file(path)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """A name typed wrongly must not look like a case without rules."""
    with pytest.raises(HoldlawError) as refused:
        read_case_file(tmp_path / name)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("HL-1001", str(tmp_path / name))
    assert problem.mend == "Check the name and the permissions."
