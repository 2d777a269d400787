"""Sealing, unsealing and shredding a person's record: one person asks, on a legal ground; another does it."""

from __future__ import annotations

from attrs import frozen
from django.utils.translation import gettext as _

from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.receipts import Receipt
from holdlaw.store import erasing
from holdlaw.store.states import catch_up
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.desk import Desk
from holdlaw.web.queries.erasures import Record


@frozen
class Typed:
    """What the person who shreds confirms: the request's number; `held` is yes where they know of a hold."""

    number: str
    held: str = ""


def ask(desk: Desk, record: Record, wanted: ErasureAsked) -> Receipt:
    """Enter that somebody asks for a record to be sealed, unsealed or shredded.

    Raise HoldlawError if it cannot be, was asked already, or the record is another agency's too.
    """
    _own(record)
    for each in record.open:
        if each.what == wanted.what:
            what = _("It was asked already, in entry %(number)d.") % {"number": each.seq}
            why = _("One question is answered once.")
            raise refusal("what", what, why, _("Let a second person do what was asked."))
    receipt = erasing.ask(desk.register, record.person, wanted, _by(desk))
    catch_up(desk.register)
    return receipt


def do(desk: Desk, record: Record, asked: int, typed: Typed) -> tuple[str, ...]:
    """Do what entry `asked` asks for; give what is still left to do on the files, as sentences.

    `typed`: what a shredding wants confirmed. Raise HoldlawError if this person may not do it, it is done,
    the number is another, or a hold runs and nobody said that they know.
    """
    _own(record)
    wanted = next((each for each in record.asked if each.seq == asked), None)
    if wanted is None:
        what, why = _("Nobody asked for this."), _("A record is closed only on a legal ground.")
        raise refusal("asked", what, why, _("Ask first; a second person does it."))
    if wanted.what == "shred":
        return _shred(desk, record, asked, typed)
    if wanted.what == "seal":
        erasing.seal(desk.register, asked, _by(desk))
    else:
        erasing.unseal(desk.register, asked, _by(desk))
    catch_up(desk.register)
    return ()


def finish(desk: Desk, record: Record) -> tuple[str, ...]:
    """Finish a shredding that stopped halfway; doing it again does no harm."""
    _own(record)
    left = erasing.finish(desk.register, record.person).left
    catch_up(desk.register)
    return left


def _shred(desk: Desk, record: Record, asked: int, typed: Typed) -> tuple[str, ...]:
    if typed.number.strip() != record.request:
        what = _("The number that was typed is not that of this request.")
        why = _("Nothing brings a shredded record back, so nobody shreds the wrong one.")
        raise refusal("typed", what, why, _("Type the number as it stands on this page."))
    if record.held and typed.held != "yes":
        what = _("A hold runs on this record.")
        why = _("Once it is shredded, nobody can see from it who is being held.")
        raise refusal("held", what, why, _("End the hold first; or tick that you shred it all the same."))
    left = erasing.shred(desk.register, asked, _by(desk)).cleaned.left
    catch_up(desk.register)
    return left


def _by(desk: Desk) -> erasing.By:
    return erasing.By(desk.user.actor, desk.agency.id, desk.now)


def _own(record: Record) -> None:
    """Refuse where the same person's record is another agency's too: closing it would close theirs."""
    if record.shared:
        what = _("Another agency has entries about this person.")
        why = _("Nobody closes another agency's record from this desk.")
        raise refusal("record", what, why, _("Ask whoever runs the register: `holdlaw record`."))
