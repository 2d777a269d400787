"""Sealing and shredding at the desk: one asks, another does, and no slip of the hand shreds anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from holdlaw.register.entry import Actor, Draft
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.hold_started import HoldStarted
from holdlaw.store import erasing
from holdlaw.store.intake import intake
from holdlaw.store.reading import Filter, entries
from holdlaw.store.vault import values
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import CITY, JAIL, OPENED_AT, OWN, PERSON_OF, SEALED, Site, make_requests
from .requesting import text_of

CITE = "NY CPL 160.50"
Records = Callable[[int], Client]


@pytest.fixture
def records(site: Site, client_for: ClientFor) -> Records:
    """Records officers of the city police, by number."""
    make_requests(site)
    made: dict[int, Client] = {}

    def officer(number: int) -> Client:
        if number not in made:
            made[number] = client_for(Role.RECORDS_OFFICER)
        return made[number]

    return officer


def page(client: Client, request: str = OWN) -> str:
    """Open the page of a record."""
    answer = client.get(reverse("erasure", kwargs={"request_id": request}))
    assert answer.status_code == 200
    return text_of(answer.content.decode())


def post(client: Client, route: str, request: str = OWN, /, **told: Any) -> Any:
    """Send a form of a record."""
    return client.post(reverse(route, kwargs={"request_id": request}), told)


def asked(client: Client, what: str, request: str = OWN) -> int:
    """Ask; give the number of the entry."""
    assert post(client, "erasure", request, what=what, cite=CITE).status_code == 302
    found = client.get(reverse("erasure", kwargs={"request_id": request})).context["record"]
    return int(next(each.seq for each in found.open if each.what == what))


def kinds_of(site: Site, request: str = OWN) -> list[str]:
    """Give the types of all entries about the person of a request."""
    with site.register() as register:
        return [entry.kind for entry in entries(register.db, where=Filter(person=PERSON_OF[request]))]


def test_a_record_is_sealed_by_a_second_person_and_opened_again(site: Site, records: Records) -> None:
    """A court seals a record, and another order opens it; each time two people stand behind it."""
    seq = asked(records(1), "seal")
    assert "Asked: seal it" in page(records(2))
    assert post(records(2), "erasure_do", asked=seq).status_code == 302
    assert "✓ Sealed" in page(records(1))
    seq = asked(records(2), "unseal")
    assert post(records(1), "erasure_do", asked=seq).status_code == 302
    assert "Whoever may see the request sees it." in page(records(1))
    assert kinds_of(site)[1:] == ["erasure.asked", "record.sealed", "erasure.asked", "record.unsealed"]


def test_nobody_does_what_they_asked_for(site: Site, records: Records) -> None:
    """One person alone must not be able to make a record vanish."""
    seq = asked(records(1), "shred")
    assert "You asked. A second person has to do it." in page(records(1))
    answer = post(records(1), "erasure_do", asked=seq, typed=OWN)
    assert answer.status_code == 422
    assert "a second person has to" in text_of(answer.content.decode())
    assert kinds_of(site)[-1] == "erasure.asked"


def test_counsel_asks_and_does_not_do(site: Site, records: Records, client_for: ClientFor) -> None:
    """Counsel knows the ground; the records are the records officer's."""
    counsel = client_for(Role.COUNSEL)
    seq = asked(counsel, "seal")
    assert post(client_for(Role.COUNSEL), "erasure_do", asked=seq).status_code == 403
    assert "A records officer has to do it." in page(client_for(Role.COUNSEL))
    assert post(records(1), "erasure_do", asked=seq).status_code == 302


def test_shredding_warns_and_wants_the_number_typed(site: Site, records: Records) -> None:
    """What nobody can undo must not happen by a click on the wrong row."""
    seq = asked(records(1), "shred")
    assert "This cannot be undone by anybody." in page(records(2))
    for typed in ("", "yes", SEALED):
        answer = post(records(2), "erasure_do", asked=seq, typed=typed)
        assert answer.status_code == 422
        assert "The number that was typed is not that of this request." in text_of(answer.content.decode())
    assert "record.shredded" not in kinds_of(site)


def test_shredding_a_record_on_which_a_hold_runs_wants_a_second_word(site: Site, records: Records) -> None:
    """Once it is shredded nobody can see from the record who sits in the cell."""
    held = HoldStarted(
        decision=0, until=(OPENED_AT + timedelta(hours=48)).isoformat(), governed_by="hold", clocks=[],
        cite="NYC Admin Code 14-154", basis="judicial_warrant",
    )  # fmt: skip
    actor = Actor("city-police-clerk-1", "clerk")
    draft = Draft(
        content=held, agency=CITY, actor=actor, happened_at=OPENED_AT, request=OWN, person=PERSON_OF[OWN]
    )
    with site.register() as register:
        intake(register, [draft], key="held", entered_at=OPENED_AT)
    seq = asked(records(1), "shred")
    assert "A hold runs on this record" in page(records(2))
    answer = post(records(2), "erasure_do", asked=seq, typed=OWN)
    assert answer.status_code == 422
    assert "End the hold first" in text_of(answer.content.decode())
    assert "record.shredded" not in kinds_of(site)
    assert post(records(2), "erasure_do", asked=seq, typed=OWN, held="yes").status_code == 302
    assert "✓ Shredded" in page(records(2))


def test_a_shredded_record_is_gone_and_its_request_says_so(site: Site, records: Records) -> None:
    """The name is nowhere any more; the entries stand, and the page says why nothing can be shown."""
    with site.register() as register:
        (entry,) = entries(register.db, where=Filter(request=OWN))
        assert values(register, [entry.seq])[entry.seq]["subject"]
    seq = asked(records(1), "shred")
    assert post(records(2), "erasure_do", asked=seq, typed=f" {OWN} ").status_code == 302
    assert "✓ Shredded" in page(records(2))
    assert "Ask for it" not in page(records(2))
    shown = records(2).get(reverse("request", kwargs={"request_id": OWN})).content.decode()
    assert "This record was shredded" in shown
    with site.register() as register:
        (row,) = register.db.rows("SELECT count(*) FROM vault_entry WHERE person = ?", [PERSON_OF[OWN]])
    assert row[0] == 0


def test_a_shredding_that_stopped_halfway_is_finished(
    site: Site, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power failed between the entry and the deletion; the page says so until it is done."""
    seq = asked(records(1), "shred")

    def fail(*given: object) -> None:
        raise RuntimeError("the power failed")

    with monkeypatch.context() as broken:
        broken.setattr(erasing, "finish", fail)
        with pytest.raises(RuntimeError, match="the power failed"):
            post(records(2), "erasure_do", asked=seq, typed=OWN)
    assert "Shredded, not finished" in page(records(2))
    listed = text_of(records(1).get(reverse("erasures")).content.decode())
    assert "Stopped halfway: finish it now" in listed
    assert post(records(1), "erasure_do", do="finish").status_code == 302
    assert "✓ Shredded" in page(records(2))
    assert "Stopped halfway" not in text_of(records(1).get(reverse("erasures")).content.decode())


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"what": "seal", "cite": " "}, "Write the legal ground."),
        ({"cite": CITE}, "Choose what is asked."),
        ({"what": "burn", "cite": CITE}, "Choose what is asked."),
        ({"what": "unseal", "cite": CITE}, "The record is not sealed."),
    ],
)
def test_asking_needs_a_ground_and_something_to_ask(
    site: Site, records: Records, told: dict[str, str], says: str
) -> None:
    """Without a statute or an order nobody closes anything."""
    answer = post(records(1), "erasure", **told)
    assert answer.status_code == 422
    assert says in text_of(answer.content.decode())
    assert kinds_of(site) == ["request.received"]


def test_a_double_click_asks_once(site: Site, records: Records) -> None:
    """An impatient finger must not leave two questions that two people answer."""
    asked(records(1), "seal")
    answer = post(records(1), "erasure", what="seal", cite=CITE)
    assert answer.status_code == 422
    assert "It was asked already" in text_of(answer.content.decode())
    assert kinds_of(site).count("erasure.asked") == 1


@pytest.mark.parametrize("number", ["999", "", "x", "9" * 40])
def test_doing_what_nobody_asked_for_is_refused(records: Records, number: str) -> None:
    """A typed address or a stale tab closes no record."""
    answer = post(records(1), "erasure_do", asked=number)
    assert answer.status_code == 422
    assert "Nobody asked for this." in text_of(answer.content.decode())


def test_a_record_that_another_agency_shares_is_not_closed_here(site: Site, records: Records) -> None:
    """Shredding destroys the person's key, and with it what the other agency wrote."""
    told = ContactLogged(
        direction="incoming", channel="fax", purpose="request", counterpart="ICE", summary="x"
    )
    actor = Actor("city-jail-clerk-1", "clerk")
    draft = Draft(content=told, agency=JAIL, actor=actor, happened_at=OPENED_AT, person=PERSON_OF[OWN])
    with site.register() as register:
        intake(register, [draft], key="shared", entered_at=OPENED_AT)
    assert "Another agency has entries about this person." in page(records(1))
    answer = post(records(1), "erasure", what="shred", cite=CITE)
    assert answer.status_code == 422
    assert "erasure.asked" not in kinds_of(site)


def test_what_waits_and_what_was_done_is_listed(site: Site, records: Records) -> None:
    """The second person has to learn that somebody asked."""
    asked(records(1), "seal")
    listed = text_of(records(2).get(reverse("erasures")).content.decode())
    assert "Waits for a second person" in listed
    assert CITE in listed
    assert "asked by city-police-clerk-1, done by city-police-records-1" in listed
    assert "somebody else has to do it" in text_of(records(1).get(reverse("erasures")).content.decode())


def test_a_sealed_record_can_still_be_asked_about(records: Records) -> None:
    """Who may unseal has to reach the page of a sealed record, and sees nothing of its person."""
    said = page(records(1), SEALED)
    assert "✓ Sealed" in said
    assert "Testa" not in said


def test_doing_is_sent_never_opened(records: Records) -> None:
    """A link that is followed must do nothing."""
    answer = records(1).get(reverse("erasure_do", kwargs={"request_id": OWN}))
    assert answer.status_code == 302
