"""Sealing and shredding: two people, a legal ground, and afterwards nothing of the person anywhere."""

from __future__ import annotations

from typing import Any

import pytest

from holdlaw.core.problems import HoldlawError
from holdlaw.register.checkpoints import includes, open_checkpoint
from holdlaw.register.kind import ERASED
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.tree import inclusion_proof
from holdlaw.store.database import entry_rows
from holdlaw.store.erasing import By, ask, finish, half_done, seal, shred, unseal
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.keys import KeyFile
from holdlaw.store.opening import open_register
from holdlaw.store.people import find_people
from holdlaw.store.reading import entry_at, node_reader, size
from holdlaw.store.registers import Register
from holdlaw.store.signer import sign
from holdlaw.store.states import rebuild, states_digest
from holdlaw.store.vault import openings, values
from holdlaw.store.verifying import verify

from .filled import GROUND, ask_to, codes, fill, registrar, shred_person
from .made import AGENCY, CLERK, contact, minutes, received


def refused(run: Any) -> str:
    """Let it be refused for want of a second person or a ground; give what is said."""
    with pytest.raises(HoldlawError) as error:
        run()
    assert codes(error) == ["HL-6008"]
    return error.value.problems[0].what


def test_a_record_is_sealed_and_opened_again_by_a_second_person(register: Register) -> None:
    """A sealed arrest must not be read at the desk, and a court may have it opened again."""
    intake(register, [received(1)], key="k", entered_at=minutes(1))
    seal(register, ask_to(register, "seal"), registrar())
    with pytest.raises(HoldlawError) as closed:
        values(register, [1])
    assert codes(closed) == ["HL-6006"]
    opened = unseal(register, ask_to(register, "unseal"), registrar())
    assert values(register, [1])[1]["subject"]["name"] == "Testa Testperson 1"
    assert entry_at(register.db, opened.seq).kind == "record.unsealed"


def test_whoever_asked_cannot_do_it(register: Register) -> None:
    """One angry or bribed clerk must not be able to make a record disappear."""
    intake(register, [received(1)], key="k", entered_at=minutes(1))
    for what, do in (("seal", seal), ("shred", shred)):
        asked = ask_to(register, what)
        stood = size(register.db)
        said = refused(lambda do=do, asked=asked: do(register, asked, By(CLERK, AGENCY, minutes(3))))
        assert said == "Whoever asked cannot do it: a second person has to."
        assert size(register.db) == stood


def test_nothing_is_done_that_nobody_asked_for(register: Register) -> None:
    """The legal ground stands in the request; without one there is none."""
    intake(register, [received(1)], key="k", entered_at=minutes(1))
    asked = ask_to(register, "seal")
    assert refused(lambda: shred(register, asked, registrar())) == "It does not ask to shred a record."
    assert refused(lambda: seal(register, 1, registrar())) == "It does not ask to seal a record."
    with pytest.raises(HoldlawError) as missing:
        seal(register, 900, registrar())
    assert codes(missing) == ["HL-5001"]


def test_what_was_done_is_not_done_again(register: Register) -> None:
    """Each sealing answers one request; a second one would rest on a ground already used."""
    intake(register, [received(1)], key="k", entered_at=minutes(1))
    asked = ask_to(register, "seal")
    done = seal(register, asked, registrar())
    assert (
        refused(lambda: seal(register, asked, registrar(4))) == f"It was done already, in entry {done.seq}."
    )
    assert refused(lambda: ask_to(register, "seal")) == "The record is sealed already."
    unseal(register, ask_to(register, "unseal"), registrar(5))
    assert refused(lambda: ask_to(register, "unseal")) == "The record is not sealed."


def test_nobody_can_be_asked_about_who_is_not_there(register: Register) -> None:
    """A mistyped id must not leave a request about nobody."""
    wanted = ErasureAsked(what="shred", cite=GROUND)
    said = refused(lambda: ask(register, "person-9", wanted, By(CLERK, AGENCY, minutes(2))))
    assert said == "No entry is about such a person."


def test_a_sealed_record_can_still_be_shredded(register_home: Home) -> None:
    """Sealing comes first in most statutes, destruction years later."""
    fill(register_home)
    with open_register(register_home) as register:
        seal(register, ask_to(register, "seal"), registrar())
    shred_person(register_home)
    assert verify(register_home).ok


def test_after_a_shredding_every_proof_still_holds(register_home: Home) -> None:
    """Destroying a person's data must not cost the public the proof that nothing else was changed."""
    before = fill(register_home)
    shred_person(register_home)
    after = sign(register_home)
    assert verify(register_home, [before, after]).findings == ()
    with open_register(register_home) as register:
        node, keys = node_reader(register.db), register.verifier_keys[:1]
        for checkpoint in (open_checkpoint(before, keys), open_checkpoint(after, keys)):
            for seq, body, _ in entry_rows(register.db, 0, checkpoint.size):
                assert includes(checkpoint, seq, body, inclusion_proof(seq, checkpoint.size, node))


def test_a_shredded_person_reads_erased_in_every_request(register_home: Home) -> None:
    """All of a person's entries go, and nobody else's."""
    fill(register_home)
    with open_register(register_home) as register:
        more = [contact(7, "Testa Testperson was named again.")]
        again = [type(more[0])(**{**_fields(more[0]), "person": "person-1"})]
        intake(register, again, key="other request", entered_at=minutes(1))
    done = shred_person(register_home)
    with open_register(register_home) as register:
        entry = entry_at(register.db, done.receipt.seq)
        assert (entry.kind, entry.fields["rows"], entry.person) == ("record.shredded", 3, "person-1")
        for seq in (3, 4, 7):
            with pytest.raises(HoldlawError) as gone:
                openings(register, [seq])
            assert codes(gone) == ["HL-6007"]
        content: Any = entry_at(register.db, 3).content()
        assert content.subject is ERASED
        assert values(register, [1])[1]["subject"]["name"] == "Testa Testperson 0"
        identity = {"name": "Testa Testperson 1", "birth_date": "1990-02-03"}
        assert find_people(register, identity) == ()
        assert states_digest(register.db) == rebuild(register)


def _fields(draft: Any) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in draft.__slots__ if not name.startswith("_")}


def test_a_repeated_intake_brings_nobody_back(register_home: Home) -> None:
    """A desk that lost its connection asks again, the old paper in hand, and gets the old receipt."""
    fill(register_home)
    with open_register(register_home) as register:
        first = intake(register, [received(1), contact(1)], key="request-1", entered_at=minutes(1))
    shred_person(register_home)
    with open_register(register_home) as register:
        stood = size(register.db)
        repeated = intake(register, [received(1), contact(1)], key="request-1", entered_at=minutes(9))
        assert repeated == first
        assert size(register.db) == stood
        with pytest.raises(HoldlawError) as gone:
            intake(register, [received(1)], key="new key", entered_at=minutes(9))
        assert codes(gone) == ["HL-6007"]
    assert verify(register_home).ok


def test_shredding_again_finishes_and_adds_nothing(register_home: Home) -> None:
    """Whoever is not sure that it went through does it again."""
    fill(register_home)
    with open_register(register_home) as register:
        asked = ask_to(register, "shred")
        first = shred(register, asked, registrar())
        stood = size(register.db)
        assert shred(register, asked, registrar(4)) == first
        assert size(register.db) == stood
        assert "already" in refused(lambda: ask_to(register, "shred"))


def test_only_what_was_shredded_can_be_finished(register: Register) -> None:
    """The step that clears up must not be a way around the two people."""
    intake(register, [received(1)], key="k", entered_at=minutes(1))
    assert refused(lambda: finish(register, "person-1")) == "Nobody has shredded the record."


class Crash(Exception):
    """The power fails."""


STEPS = ("before the rows", "at the key", "before the commit", "before the cleaning")


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupted_shredding_is_finished_by_doing_it_again(
    register_home: Home, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever moment the power fails, the entry stands, and the second time nothing is left."""
    from holdlaw.store import erasing

    fill(register_home)
    destroy = KeyFile.destroy

    def crash(*_: Any) -> Any:
        raise Crash

    def destroy_and_crash(keys: KeyFile, key_id: int) -> bool:
        destroy(keys, key_id)
        raise Crash

    if step == "before the rows":
        monkeypatch.setattr(erasing, "finish", crash)
    elif step == "at the key":
        monkeypatch.setattr(KeyFile, "destroy", crash)
    elif step == "before the commit":
        monkeypatch.setattr(KeyFile, "destroy", destroy_and_crash)
    else:
        monkeypatch.setattr(erasing, "scrub", crash)
    with open_register(register_home) as register:
        asked = ask_to(register, "shred")
        with pytest.raises(Crash):
            shred(register, asked, registrar())
        monkeypatch.undo()
        left = () if step == "before the cleaning" else ("person-1",)
        assert half_done(register.db) == left
    assert verify(register_home).ok == (not left)
    with open_register(register_home) as register:
        shred(register, asked, registrar(4))
        assert half_done(register.db) == ()
        rebuild(register)
    assert verify(register_home).findings == ()
