"""Answering a records request: nothing private goes out that may not, and every removal is accounted for."""

from __future__ import annotations

import csv
import io
import json
import re
import runpy
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kinds import kinds
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived
from holdlaw.reports.disclosure.answering import Asked, Disclosure, disclosed
from holdlaw.reports.disclosure.folder import LOG_COLUMNS, write_disclosure
from holdlaw.reports.disclosure.redacting import redacted
from holdlaw.reports.disclosure.rules import PRIVATE_PARTS, TABLE, Part, Role, Treat
from holdlaw.reports.period import Period
from holdlaw.store.erasing import By, ask, seal, shred
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.reading import entries
from holdlaw.store.signer import sign
from holdlaw.store.states import catch_up
from holdlaw.store.vault import values
from tests.cli.shell import run
from tests.store.filled import registrar
from tests.store.made import AGENCY, CLERK, NOON, ORIGIN, REGISTRAR, draft, minutes

VERIFIER = Path(__file__).parents[2] / "verifier" / "holdlaw_verify.py"
OPEN, SEALED, SHREDDED, DOUBTED = 0, 1, 2, 3
PURPOSE = ("--by", "staff-9", "--purpose", "REQUEST-7")


def enter(home: Home, number: int) -> None:
    """Enter a request about an invented person, with something private in each kind of field."""
    request, person = f"request-{number}", f"person-{number}"
    contents = [
        RequestReceived(
            form="I-247A",
            channel="fax",
            subject={"name": f"Testa Persona{number}", "birth_date": f"1990-02-0{number + 1}"},
            box="final_order",
            note=f"Note on Persona{number}",
        ),
        CustodyStated(release_due_at=minutes(45).isoformat()),
        RecordSearched(
            systems=["state_criminal_history"],
            convictions=[{"statute": "NY PL 160.10", "class": "felony", "judgment_on": f"2011-01-1{number}"}],
            facts={"terrorist_database_match": "no"},
        ),
        FactStated(fact="proof_of_citizenship_or_lawful_status", source="document", value="yes"),
        ContactLogged(
            direction="incoming",
            purpose="general",
            channel="telephone",
            counterpart="ICE",
            summary=f"Officer Exempla asked for Persona{number}",
            officer=f"Officer Exempla{number}",
        ),
    ]
    drafts = [draft(each, request, person) for each in contents]
    if number == DOUBTED:
        drafts.append(draft(IdentityQuestioned(mismatched=["birth_date"]), request, person))
    with open_register(home) as register:
        intake(register, drafts, key=request, entered_at=minutes(1))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A register with four people: one open, one sealed, one shredded, one who may not be the one."""
    where = Home(tmp_path_factory.mktemp("disclosure") / "register")
    create_register(where, origin=ORIGIN, opened_at=NOON, actor=REGISTRAR)
    joined = AgencyJoined(name="Invented Police", place="us-tx", zone="America/Chicago")
    with open_register(where) as register:
        intake(register, [draft(joined)], key="joined", entered_at=NOON)
    for number in (OPEN, SEALED, SHREDDED, DOUBTED):
        enter(where, number)
    with open_register(where) as register:
        for number, what in ((SEALED, "seal"), (SHREDDED, "shred")):
            wanted = ErasureAsked(what=what, cite="Invented Code § 1")
            asked = ask(register, f"person-{number}", wanted, By(CLERK, AGENCY, minutes(2))).seq
            _ = seal(register, asked, registrar()) if what == "seal" else shred(register, asked, registrar())
        catch_up(register)
    sign(where)
    return where


def answer(home: Home, role: Role, **more: Any) -> Disclosure:
    """Answer a request for everything of the agency, unless told otherwise."""
    with open_register(home) as register:
        return disclosed(register, Asked(role=role, agency=AGENCY, **more))


def written(home: Home, made: Disclosure, folder: Path) -> Path:
    """Write an answer."""
    with open_register(home) as register:
        write_disclosure(register, made, folder)
    return folder


def private_values(home: Home) -> set[bytes]:
    """List every private value of the people whose values still open, as they would stand in a file."""
    with open_register(home) as register:
        every = [each for each in entries(register.db) if each.private]
        opened = values(register, [each.seq for each in every if each.person in ("person-0", "person-3")])
    texts = {
        text
        for fields in opened.values()
        for value in fields.values()
        for text in _texts(value)
        if len(text) > 4
    }
    sealed = {f"Persona{number}" for number in (SEALED, SHREDDED)}
    return {text.encode() for text in texts | sealed}


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)
        case _:
            return


def found_in(folder: Path, wanted: set[bytes]) -> set[bytes]:
    """Search every byte of a folder."""
    every = b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return {each for each in wanted if each in every}


def test_no_private_value_is_in_what_the_public_is_given(home: Home, tmp_path: Path) -> None:
    """A name that slips through once cannot be called back."""
    folder = written(home, answer(home, Role.PUBLIC), tmp_path / "out")
    wanted = private_values(home)
    assert b"Testa Persona0" in wanted
    assert found_in(folder, wanted) == set()


def test_no_exact_time_is_in_what_the_public_is_given(home: Home, tmp_path: Path) -> None:
    """Who knows to the minute when somebody walked out knows who it was."""
    folder = written(home, answer(home, Role.PUBLIC), tmp_path / "out")
    times = re.compile(rb"\d{4}-\d\d-\d\dT\d\d")
    assert not any(times.search(path.read_bytes()) for path in folder.rglob("*") if path.is_file())
    court = written(home, answer(home, Role.COURT), tmp_path / "court")
    assert times.search((court / "entries.json").read_bytes())


def test_the_search_would_have_found_one(home: Home, tmp_path: Path) -> None:
    """A search that finds nothing must be shown to find what is there."""
    folder = written(home, answer(home, Role.PUBLIC), tmp_path / "out")
    (folder / "planted.txt").write_text("… Testa Persona0 …", encoding="utf-8")
    assert found_in(folder, private_values(home)) == {b"Testa Persona0"}
    court = written(home, answer(home, Role.COURT), tmp_path / "court")
    assert b"Testa Persona0" in found_in(court, private_values(home))


def test_nothing_of_a_closed_record_goes_to_anybody(home: Home, tmp_path: Path) -> None:
    """A sealed record is opened by unsealing it, and by nothing else; a shredded one is gone."""
    for role in (Role.PUBLIC, Role.AUDITOR, Role.COURT):
        folder = written(home, answer(home, role), tmp_path / role.value)
        assert found_in(folder, {b"Persona1", b"Persona2"}) == set()
    assert {each.reason for each in answer(home, Role.COURT).removals} == {Part.SEALED, Part.SHREDDED}


def test_a_sealed_record_is_a_row_of_the_log_and_no_more(home: Home) -> None:
    """Whoever reads the log learns that something is sealed, and not whose request it was."""
    made = answer(home, Role.PUBLIC)
    sealed = [each for each in made.removals if each.reason is Part.SEALED]
    assert {each.field for each in sealed} == {"*"}
    assert not any(record["request"] == "request-1" for record in made.records)
    assert made.statement()["entries_withheld"] == len(sealed)


@pytest.mark.parametrize("role", list(Role))
def test_the_log_has_a_row_for_every_removal_and_no_other(home: Home, role: Role, tmp_path: Path) -> None:
    """A redaction without a row is a hidden one; a row without a redaction is a false one."""
    more = {"requests": ("request-0",)} if role is Role.PERSON else {}
    made = answer(home, role, **more)
    folder = written(home, made, tmp_path / "out")
    log = list(csv.DictReader(io.StringIO((folder / "redactions.csv").read_text("utf-8"), newline="")))
    records = {each["entry"]: each for each in json.loads((folder / "entries.json").read_text("utf-8"))}
    assert Counter((int(row["entry"]), row["field"]) for row in log) == Counter(
        removed_from(home, made, records)
    )


def removed_from(
    home: Home, made: Disclosure, records: dict[int, dict[str, Any]]
) -> Iterator[tuple[int, str]]:
    """Compare what was given out with the entries themselves, by code of its own."""
    with open_register(home) as register:
        every = {each.seq: each for each in entries(register.db)}
    for shown in made.shown:
        entry, record = every[shown.seq], records.get(shown.seq)
        if record is None:
            yield shown.seq, "*"
            continue
        whole = {
            "happened_at": entry.happened_at,
            "entered_at": entry.entered_at,
            "actor": {"id": entry.actor.id},
            "person": entry.person,
            "fields": dict(entry.fields),
        }
        yield from ((shown.seq, path) for path in _changed("", whole, record))
        for name in entry.private:
            given = record["private"][name]
            if isinstance(given, dict) and list(given) == ["withheld"]:
                yield shown.seq, f"private.{name}"


def _changed(path: str, whole: Any, given: Any) -> Iterator[str]:
    if isinstance(whole, dict) and isinstance(given, dict) and "withheld" not in given:
        for name in whole:
            yield from _changed(f"{path}.{name}" if path else name, whole[name], given[name])
    elif isinstance(whole, list) and isinstance(given, list):
        for number, each in enumerate(whole):
            yield from _changed(f"{path}[{number}]", each, given[number])
    elif whole != given:
        yield path


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.AUDITOR, Role.COURT])
def test_every_number_of_the_statement_can_be_counted_again(home: Home, role: Role, tmp_path: Path) -> None:
    """A count of what was withheld that nobody can recount is only a claim."""
    folder = written(home, answer(home, role), tmp_path / "out")
    told = json.loads((folder / "statement.json").read_text("utf-8"))
    log = list(csv.DictReader(io.StringIO((folder / "redactions.csv").read_text("utf-8"), newline="")))
    rows = list(csv.DictReader(io.StringIO((folder / "entries.csv").read_text("utf-8"), newline="")))
    assert told["removals"] == len(log)
    assert told["removals_by_reason"] == dict(Counter(row["reason"] for row in log))
    assert told["entries_given"] == len(rows)
    assert told["entries_withheld"] == sum(row["field"] == "*" for row in log)
    assert told["entries_in_scope"] == len(rows) + told["entries_withheld"]


def test_the_same_request_gives_the_same_bytes(home: Home, tmp_path: Path) -> None:
    """Two people who ask for the same must be able to see that they were given the same."""
    one, other = (written(home, answer(home, Role.PUBLIC), tmp_path / name) for name in ("one", "other"))
    files = {path.relative_to(one): path.read_bytes() for path in one.rglob("*") if path.is_file()}
    assert files == {
        path.relative_to(other): path.read_bytes() for path in other.rglob("*") if path.is_file()
    }


def test_what_a_court_is_given_is_proved_by_the_verifier(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A court need not believe the agency: the stored bytes stand under a signed checkpoint."""
    folder = written(home, answer(home, Role.COURT), tmp_path / "out") / "proofs"
    code = runpy.run_path(str(VERIFIER))["main"]([str(folder), "--json"])
    assert (code, json.loads(capsys.readouterr().out)["ok"]) == (0, True)


def test_the_person_is_given_their_own_records_alone(home: Home) -> None:
    """People may see what is kept about them, and not what is kept about others or found in confidence."""
    made = answer(home, Role.PERSON, requests=("request-0",))
    assert {record["request"] for record in made.records} == {"request-0"}
    received = next(record for record in made.records if record["kind"] == "request.received")
    assert received["private"]["subject"]["name"] == "Testa Persona0"
    searched = next(record for record in made.records if record["kind"] == "record.searched")
    assert searched["private"]["facts"] == {"withheld": "search_findings"}


@pytest.mark.parametrize(
    ("requests", "says"),
    [
        ((), "A person is given the records of their own requests alone."),
        (("request-3",), "It is in doubt whom the request is about."),
    ],
)
def test_a_person_is_not_given_what_may_be_somebody_elses(
    home: Home, requests: tuple[str, ...], says: str
) -> None:
    """While it is open who the person is, the record may be another's."""
    with pytest.raises(HoldlawError) as error:
        answer(home, Role.PERSON, requests=requests)
    assert (error.value.problems[0].code, error.value.problems[0].what) == ("HL-8082", says)


def test_a_ground_is_told_as_it_was_given_and_never_made_up(home: Home, tmp_path: Path) -> None:
    """A statute nobody named must not stand in a log of removals."""
    made = answer(home, Role.PUBLIC, grounds={"staff_identity": "Invented Code § 2"})
    folder = written(home, made, tmp_path / "out")
    log = list(csv.DictReader(io.StringIO((folder / "redactions.csv").read_text("utf-8"), newline="")))
    told = {(row["reason"], row["ground"]) for row in log}
    assert ("staff_identity", "Invented Code § 2") in told
    assert {ground for reason, ground in told if reason != "staff_identity"} == {""}
    assert "staff_identity" not in made.without_ground
    assert "exact_time" in made.without_ground


def test_days_are_the_agencys_own(home: Home) -> None:
    """A request of the evening belongs to that day."""
    day = date(2026, 3, 2)
    assert answer(home, Role.PUBLIC, period=Period(day, date(2026, 3, 3))).shown
    assert not answer(home, Role.PUBLIC, period=Period(date(2026, 3, 3), date(2026, 3, 4))).shown


def test_every_private_field_of_every_kind_is_declared() -> None:
    """A new field that nobody thought of must not be given out; it is withheld, and this names it."""
    every = {f"{kind.NAME}.{name}" for kind in kinds().values() for name in kind.private_fields()}
    assert every == set(PRIVATE_PARTS)


def test_the_table_says_something_of_every_part_and_role() -> None:
    """A hole in the table would be decided by chance."""
    assert {part: set(row) for part, row in TABLE.items()} == {part: set(Role) for part in Part}
    assert all(TABLE[part][Role.PUBLIC] is not Treat.SHOW for part in Part)


def test_a_value_nobody_opened_is_withheld_and_logged(home: Home) -> None:
    """What the vault did not give is not there, whatever the role."""
    with open_register(home) as register:
        entry = next(each for each in entries(register.db) if each.private)
    shown = redacted(entry, {}, Role.COURT, None)
    assert {each.field for each in shown.removals} == {f"private.{name}" for name in entry.private}


def test_the_command_enters_who_gave_private_records_out(home: Home, tmp_path: Path) -> None:
    """Names leave the register only with a person and a purpose behind them."""
    asked = ("disclose", "--dir", str(home.folder), "--role", "court", "--agency", AGENCY)
    refused = run(*asked, "--out", str(tmp_path / "no"))
    assert refused.exit_code == 2
    assert refused.stderr == (
        "HL-8082: --by: It is not said who gives the records out, and what for. Nobody is told more than "
        "their role may know, and nothing is left out without its reason. "
        "Give both: --by STAFFID --purpose CODE.\n"
    )
    assert not (tmp_path / "no").exists()
    done = run(*asked, "--out", str(tmp_path / "yes"), *PURPOSE, "--json")
    told = json.loads(done.stdout)
    with open_register(home) as register:
        last = entries(register.db)[-1]
    assert (last.seq, last.kind, last.fields["purpose"]) == (told["entry"], "records.disclosed", "REQUEST-7")
    assert last.fields["removals"] == told["removals"]


def test_the_log_has_its_columns(home: Home, tmp_path: Path) -> None:
    """Programs that read the log find what they look for."""
    folder = written(home, answer(home, Role.PUBLIC), tmp_path / "out")
    assert (folder / "redactions.csv").read_text("utf-8").splitlines()[0] == ",".join(LOG_COLUMNS)
