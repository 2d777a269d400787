"""Signed notes: the published ones open, no changed bit does, and a stranger's signature opens nothing."""

from __future__ import annotations

import base64

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.notes import (
    SigningKey,
    VerifierKey,
    open_note,
    read_hash,
    read_number,
    read_verifier_key,
)

from .logs import KEY, ORIGIN, STRANGER, flips
from .published import (
    C2SP_KEY,
    C2SP_NOTE,
    ENOCH_KEY,
    ENOCH_LINE,
    PETER_KEY,
    PETER_LINE,
    PETER_NOTE,
    PETER_SEED,
    PETER_TEXT,
    REKOR_LINE,
    REKOR_NAME,
    REKOR_NOTE,
    REKOR_PUBLIC,
    REKOR_TEXT,
    SUMDB_KEY,
    SUMDB_NOTE,
)

PUBLISHED = [
    (C2SP_KEY, C2SP_NOTE),
    (PETER_KEY, PETER_NOTE),
    (PETER_KEY, PETER_NOTE + ENOCH_LINE),
    (ENOCH_KEY, PETER_NOTE + ENOCH_LINE),
    (SUMDB_KEY, SUMDB_NOTE),
    (str(VerifierKey(REKOR_NAME, REKOR_PUBLIC)), REKOR_NOTE),
]
published = pytest.mark.parametrize(("key", "note"), PUBLISHED)
PETER = read_verifier_key(PETER_KEY)
ENOCH = read_verifier_key(ENOCH_KEY)


def refused(note: str, *keys: VerifierKey) -> str:
    """What is said of a note that does not open."""
    with pytest.raises(HoldlawError) as error:
        open_note(note, keys or [PETER])
    (problem,) = error.value.problems
    assert (problem.code, problem.where) == ("HL-5005", "note")
    return problem.what


@published
def test_a_published_note_opens_with_its_published_key(key: str, note: str) -> None:
    """What other logs and their witnesses publish is read here, and the other way round."""
    assert open_note(note, [read_verifier_key(key)]) == note.rpartition("\n\n")[0] + "\n"
    assert str(read_verifier_key(key)) == key


@pytest.mark.parametrize(("key", "note"), [PUBLISHED[0], PUBLISHED[1], PUBLISHED[4]])
def test_no_changed_bit_of_a_published_note_opens(key: str, note: str) -> None:
    """Neither the text nor the signature may be bent, not by one bit, and still count as signed."""
    for changed in flips(note.encode()):
        try:
            text = changed.decode()
        except UnicodeDecodeError:
            continue  # no longer a text, so it is not even read
        refused(text, read_verifier_key(key))


def test_a_changed_bit_of_a_cosignature_changes_nothing_that_is_read() -> None:
    """A witness's signature is carried and not judged; damage to it must not pass for damage to the text."""
    key = VerifierKey(REKOR_NAME, REKOR_PUBLIC)
    own = len((REKOR_TEXT + "\n" + REKOR_LINE).encode())
    for place, changed in enumerate(flips(REKOR_NOTE.encode())):
        try:
            read = open_note(changed.decode(), [key])
        except (UnicodeDecodeError, HoldlawError):
            continue
        assert place >= own * 8
        assert read == REKOR_TEXT


def test_one_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    """Of two keys we trust, one that does not match is a warning that must not be outvoted."""
    wrong = ENOCH_LINE.replace("rwz+eBzm", "rwz+eBzn")
    assert open_note(PETER_NOTE + wrong, [PETER]) == PETER_TEXT
    assert refused(PETER_NOTE + wrong, PETER, ENOCH) == "A signature on it is wrong."


def test_a_note_that_nobody_we_know_signed_does_not_open() -> None:
    """The same name is not the same key: anybody can call themselves the register."""
    assert refused(PETER_NOTE, ENOCH) == "No key we know has signed it."
    assert refused(STRANGER.sign("forged\n"), KEY.verifier) == "No key we know has signed it."
    with pytest.raises(HoldlawError, match="No key we know"):
        open_note(PETER_NOTE, [])


def test_a_key_that_is_no_point_of_the_curve_opens_nothing() -> None:
    """A damaged public key must end in a refusal, and not in a crash."""
    broken = VerifierKey("PeterNeumann", b"\xff" * 32)
    line = f"— PeterNeumann {base64.b64encode(broken.id + bytes(64)).decode()}\n"
    assert refused(f"text\n\n{line}", broken) == "A signature on it is wrong."


@pytest.mark.parametrize(
    "note",
    [
        "",
        PETER_TEXT,
        PETER_TEXT + "\n",
        PETER_NOTE.removesuffix("\n"),
        "\x01" + PETER_NOTE,
        PETER_NOTE.replace("\n", "\r\n"),
        PETER_TEXT + "\n" + PETER_LINE * 101,
        PETER_NOTE + "Unexpected line.\n",
        PETER_NOTE.replace("— Peter", "— Peter "),
        PETER_NOTE.replace("— ", "- "),
        PETER_NOTE.replace("AM=\n", "AN=\n"),
        PETER_NOTE.replace("AM=\n", "AM\n"),
        f"{PETER_TEXT}\n— PeterNeumann x08gow==\n",
        f"{PETER_TEXT}\n— PeterNeumann x08g\n",
        f"{PETER_TEXT}\n— PeterNeumann x08go\n",
    ],
)
def test_what_is_not_shaped_as_a_signed_note_does_not_open(note: str) -> None:
    """A file cut short, mailed with other line ends or retyped is refused as a whole, never half read."""
    assert refused(note) in {
        "It is not a signed note.",
        "A signature line on it cannot be read.",
        "A signature on it is wrong.",
    }


def test_the_text_may_hold_empty_lines() -> None:
    """The signatures begin after the last empty line, so no text can smuggle its own signatures in."""
    text = f"a paper\n\n{PETER_LINE}\nthat quotes a signature\n"
    assert open_note(KEY.sign(text), [KEY.verifier]) == text


def test_a_published_key_signs_as_it_is_published_to() -> None:
    """The same key and text give the same bytes in every program, so a receipt can be given again."""
    peter = SigningKey.from_seed("PeterNeumann", PETER_SEED)
    assert peter.sign(PETER_TEXT) == PETER_NOTE
    assert str(peter.verifier) == PETER_KEY
    with pytest.raises(ValueError, match="ends with a line end"):
        peter.sign("no line end")


def test_no_changed_bit_of_a_key_is_read() -> None:
    """A key read out over the telephone with one letter wrong must be refused, not trusted."""
    for changed in flips(PETER_KEY.encode()):
        with pytest.raises((HoldlawError, UnicodeDecodeError)):
            read_verifier_key(changed.decode())


@pytest.mark.parametrize(
    "written",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a3+!!!!",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_what_is_not_a_public_key_is_refused(written: str) -> None:
    """A key of another length or another kind, under a matching id, is still not a key we can use."""
    with pytest.raises(HoldlawError, match="HL-5005: key: It is not a"):
        read_verifier_key(written)


def test_a_key_needs_a_name_that_can_be_read_back() -> None:
    """A name with a space or a plus would make one key's line read as another's."""
    for name in ("", "two words", "a+b"):
        with pytest.raises(ValueError, match="a key needs a name"):
            VerifierKey(name, bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        VerifierKey(ORIGIN, bytes(31))


def test_numbers_and_hashes_are_written_in_one_way_only() -> None:
    """Two spellings of one size would be two texts, and only one of them was signed."""
    assert [read_number(line) for line in ("0", "7", "9999999999999999999")] == [0, 7, 9999999999999999999]
    for line in ("", "07", "+7", "-1", "7 ", "1_000", "\u0667", "1" * 20):
        with pytest.raises(ValueError, match="not a whole number"):
            read_number(line)
    written = base64.b64encode(bytes(32)).decode()
    assert read_hash(written) == bytes(32)
    for line in ("", "AAAA", written + "\n", written.replace("A=", "B=")):
        with pytest.raises(ValueError):  # noqa: PT011 - one of two libraries' own words
            read_hash(line)
