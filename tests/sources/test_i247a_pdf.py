"""A PDF goes in; images and what it says come out; a bad file gives an error in words, in time."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.sources.i247a_pdf import Limits, PdfRead, read_pdf
from holdlaw.sources.pdf.png import png_size

from .hostile_pdf import HARMFUL, drawing_bomb, huge_page, locked, many_pages, with_actions
from .some_i247a import NAME, flattened
from .some_pdf import Paper, Written, pdf, scan

LATE = 4.0
"""Seconds that a busy machine may take beyond the limit to start and to end a process."""


def refused(data: bytes, limits: Limits | None = None) -> tuple[str, str]:
    """Give the code and the first sentence with which a file is refused."""
    with pytest.raises(HoldlawError) as caught:
        read_pdf(data, limits or Limits())
    (problem,) = caught.value.problems
    return problem.code, problem.what


def outcome(data: bytes, limits: Limits) -> PdfRead | tuple[str, ...]:
    """Read a file that may be good or bad: what is read, or the codes of the refusal."""
    try:
        return read_pdf(data, limits)
    except HoldlawError as error:
        return tuple(problem.code for problem in error.problems)


def test_a_request_is_shown_and_prefilled() -> None:
    """The officer sees the page, and beside it a form that is filled in, in less time than typing a name."""
    read = read_pdf(pdf(flattened("final_order"), Paper().say(40, 700, "Warrant for Arrest of Alien")))
    assert read.form == "I-247A"
    assert read.filled["subject.name"].value == NAME
    assert read.filled["papers"].value == ("I-200",)
    assert [png_size(page) for page in read.pages] == [(1000, 1295)] * 2
    assert (read.is_scan, read.conflicts) == (False, {})


def test_a_scan_is_shown_beside_an_empty_form() -> None:
    """Most faxes are pictures; the page must show, and nothing may be made up for it."""
    read = read_pdf(scan())
    assert (read.is_scan, read.form, dict(read.filled), len(read.pages)) == (True, None, {}, 1)


def test_fields_alone_make_no_scan() -> None:
    """A form whose words are a picture still has fields to read."""
    read = read_pdf(pdf(Paper().add(Written("NameOfAlien", NAME))))
    assert (read.is_scan, read.filled["subject.name"].value) == (False, NAME)


def test_what_is_filled_in_can_be_sent_to_a_page() -> None:
    """Each value is shown with the place it comes from, so that it can be checked."""
    assert read_pdf(pdf(Paper().add(Written("DateOfBirth", "03/17/1990")))).as_json() == {
        "filled": {
            "subject.birth_date": {
                "key": "subject.birth_date",
                "value": "1990-03-17",
                "from": "DateOfBirth",
                "page": 1,
                "confidence": "field",
            }
        },
        "conflicts": {},
        "is_scan": False,
        "pages": 1,
    }


def test_nothing_of_the_person_is_in_a_log_line() -> None:
    """What is read is private; a line of a log about it must not be."""
    read = read_pdf(pdf(flattened("final_order", "biometrics")))
    assert "TESTPERSON" not in repr(read)
    assert "biometrics" not in repr(read)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "The file is not a PDF."),
        (b"PK\x03\x04 a letter", "The file is not a PDF."),
        (b" " * 1020 + b"%PDF-1.7", "The file is not a PDF."),
        (b"%PDF-1.7\n", "The PDF is damaged or cut off."),
        (b"%PDF-1.7\n" + b"\xff" * 5000, "The PDF is damaged or cut off."),
    ],
)
def test_what_is_no_pdf_is_refused(data: bytes, what: str) -> None:
    """A photo or a letter dropped by mistake gets a sentence, not a blank page."""
    assert refused(data) == ("HL-1015", what)


@pytest.mark.parametrize(("user", "owner"), [("", "owner"), ("user", "owner")])
def test_a_locked_pdf_is_refused(user: str, owner: str) -> None:
    """Without the password there is nothing to show, and the officer must know that it is the lock."""
    assert refused(locked(user, owner)) == ("HL-1015", "The PDF is locked with a password.")


def test_a_refusal_says_what_to_do_and_nothing_of_the_file() -> None:
    """The sentence is shown, stored and sent on; a name in it would travel with it."""
    with pytest.raises(HoldlawError) as caught:
        read_pdf(b"%PDF-1.7 TESTPERSON, Testa")
    assert str(caught.value) == (
        "HL-1015: the PDF: The PDF is damaged or cut off. No page of it can be shown, and nothing can be "
        "taken from it. Ask the sender for it again, or type the request in from the paper."
    )


def test_a_pdf_is_read_up_to_its_last_byte_and_page() -> None:
    """The limit is where it says: a file of just that size is still a request."""
    data = pdf(*[Paper()] * 3)
    assert len(read_pdf(data, Limits(bytes_max=len(data), pages_max=3)).pages) == 3
    assert refused(data, Limits(bytes_max=len(data) - 1)) == (
        "HL-1016",
        f"The PDF has more than {len(data) - 1:,} bytes.",
    )
    assert refused(data, Limits(pages_max=2)) == ("HL-1016", "The PDF has more than 2 pages.")
    assert refused(many_pages()) == ("HL-1016", "The PDF has more than 20 pages.")


def test_images_stay_within_their_size_whatever_the_page() -> None:
    """A page of a thousand kilometres must come back as a picture that a browser can show."""
    papers = (huge_page(), pdf(Paper(size=(20, 200))))
    assert [png_size(read_pdf(data).pages[0]) for data in papers] == [(1000, 1000), (200, 2000)]


def test_a_pdf_that_takes_too_long_is_stopped_by_the_clock() -> None:
    """One bad file must not hold the desk while a person's time runs."""
    start = time.monotonic()
    assert refused(drawing_bomb(), Limits(seconds_max=1.5)) == (
        "HL-1016",
        "Reading the PDF took more than 1.5 seconds.",
    )
    assert time.monotonic() - start < 1.5 + LATE


def test_a_pdf_that_takes_too_much_work_is_stopped_by_the_system() -> None:
    """Where the parent is itself too busy to look at the clock, the system still counts."""
    code, _ = refused(drawing_bomb(), Limits(cpu_seconds_max=1, seconds_max=30))
    assert code == "HL-1016"


@pytest.mark.parametrize("harm", HARMFUL)
def test_a_harmful_pdf_is_read_or_refused_in_time(harm: str) -> None:
    """Anybody can send the jail a file. None may stop the desk."""
    limits = Limits(seconds_max=3)
    data = HARMFUL[harm]()
    start = time.monotonic()
    read = outcome(data, limits)
    assert time.monotonic() - start < limits.seconds_max + LATE
    if isinstance(read, PdfRead):
        assert all(png_size(page)[0] <= limits.width_px for page in read.pages)
    else:
        assert read in (("HL-1015",), ("HL-1016",))


def test_a_reader_without_memory_refuses() -> None:
    """A machine with little memory left loses one file, not the site."""
    code, _ = refused(pdf(flattened()), Limits(memory_bytes_max=40_000_000))
    assert code in ("HL-1015", "HL-1016")


def test_scripts_actions_and_files_in_a_pdf_are_left_alone(tmp_path: Path) -> None:
    """A request is paper: it says something, it does nothing."""
    canary = tmp_path / "canary"
    read = read_pdf(with_actions(str(canary)))
    assert (read.form, read.filled["subject.name"].value) == ("I-247A", NAME)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_pdf_that_was_cut_off_is_read_or_refused(part: float) -> None:
    """A mail that broke off half way is common, and must not look like an answer of the site."""
    data = pdf(flattened("final_order"))
    read = outcome(data[: int(len(data) * part)], Limits())
    if isinstance(read, PdfRead):
        assert_true_or_absent(read)
    else:
        assert read == ("HL-1015",)


@pytest.mark.parametrize("seed", range(8))
def test_a_pdf_with_wrong_bytes_is_read_or_refused(seed: int) -> None:
    """Whatever a broken line makes of a file, it gives a page or a sentence."""
    chance = random.Random(seed)
    data = bytearray(pdf(flattened().add(Written("NameOfAlien", NAME))))
    for _ in range(40):
        data[chance.randrange(9, len(data))] = chance.randrange(256)
    read = outcome(bytes(data), Limits())
    assert read in (("HL-1015",), ("HL-1016",)) or (isinstance(read, PdfRead) and read.pages)


def assert_true_or_absent(read: PdfRead) -> None:
    """Whatever is left of a page, nothing is read that was not on it."""
    whole = read_pdf(pdf(flattened("final_order")))
    assert {key: found.value for key, found in read.filled.items()}.items() <= {
        key: found.value for key, found in whole.filled.items()
    }.items()
