"""Drafts: kept while somebody types, sealed, theirs alone, and gone once stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from holdlaw.web.actions import drafts as kept
from holdlaw.web.actions.taking_in import take_in
from holdlaw.web.drafts.models import Draft, DraftPage
from holdlaw.web.drafts.sealing import seal, seal_data, unseal, unseal_data
from holdlaw.web.queries.drafts import draft_told, paper_seen
from holdlaw.web.queries.intake import intake_of
from holdlaw.web.roles import Role

from .conftest import ClientFor, MakePerson, signed_in
from .made import JAIL, Site
from .typing_in import ANSWER, AT, KEY, NEW, SIX, WHO, desk_of, post, save


@pytest.fixture(autouse=True)
def at_night() -> Iterator[None]:
    """It is 03:12 at every desk."""
    with time_machine.travel(AT, tick=False):
        yield


def test_what_is_typed_is_waiting_afterwards(site: Site, client_for: ClientFor) -> None:
    """A browser that crashes, or a line that breaks, must cost nobody their work; on either engine."""
    clerk = client_for(Role.CLERK)
    post(clerk, ANSWER, {**SIX, **WHO})
    assert "A draft of Mon 23 November 2026 03:12 EST is waiting." in clerk.get(NEW).content.decode()
    page = clerk.get(f"{NEW}?draft={KEY}").content.decode()
    assert 'value="TESTPERSON, Testa"' in page
    assert f'name="key" value="{KEY}"' in page
    assert 'value="+45m|2026-11-23T03:57:00-05:00"' in page


def test_a_draft_that_is_stored_is_gone(quick_site: Site, client_for: ClientFor) -> None:
    """A draft of what is entered would be entered twice."""
    clerk = client_for(Role.CLERK)
    post(clerk, ANSWER, SIX)
    save(clerk, SIX)
    assert not Draft.objects.exists()


def test_a_draft_left_by_a_power_cut_after_storing_leads_to_the_request(
    quick_site: Site, person: MakePerson
) -> None:
    """The register stores first; a machine that dies right after must not make two requests of one."""
    user = person(Role.CLERK)
    with quick_site.register() as register:
        desk = desk_of(user, register)
        request = take_in(desk, intake_of(desk, SIX), KEY).request
        kept.keep(desk, KEY, SIX, 1)
    assert request in signed_in(user).get(f"{NEW}?draft={KEY}")["Location"]
    assert not Draft.objects.exists()


def test_nothing_typed_can_be_read_in_the_database(quick_site: Site, client_for: ClientFor) -> None:
    """A stolen copy of the accounts must not tell who is in custody."""
    post(client_for(Role.CLERK), ANSWER, {**SIX, **WHO, "note": "Testnote of the night"})
    rows = b"".join(_bytes_of_tables())
    assert not any(word in rows for word in (b"TESTPERSON", b"3/17/1990", b"Testnote", b"I-247A", b"+45m"))


def _bytes_of_tables() -> Iterator[bytes]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield value if isinstance(value, bytes) else str(value).encode()


def test_nobody_opens_anothers_draft(quick_site: Site, client_for: ClientFor) -> None:
    """What a colleague is typing is not yet anybody else's to read."""
    post(client_for(Role.CLERK), ANSWER, {**SIX, **WHO})
    other = client_for(Role.SUPERVISOR)
    assert "is waiting" not in other.get(NEW).content.decode()
    assert other.get(f"{NEW}?draft={KEY}")["Location"] == NEW
    other.post("/requests/new/drop/", {"key": KEY})
    assert Draft.objects.count() == 1


def test_a_draft_does_not_follow_somebody_to_another_agency(quick_site: Site, person: MakePerson) -> None:
    """What was typed at the police is not the jail's."""
    user = person(Role.CLERK)
    post(signed_in(user), ANSWER, {**SIX, **WHO})
    user.agency = JAIL
    user.save()
    with quick_site.register() as register:
        assert draft_told(desk_of(user, register), KEY) is None


@pytest.mark.parametrize(
    ("turns", "left"), [(("1", "2"), "second"), (("2", "1"), "first"), (("1", "1"), "second")]
)
def test_what_was_typed_later_stays(
    quick_site: Site, client_for: ClientFor, turns: tuple[str, str], left: str
) -> None:
    """Two sendings may overtake each other on a bad line; the older one must not win."""
    clerk = client_for(Role.CLERK)
    for turn, note in zip(turns, ("first", "second"), strict=True):
        post(clerk, ANSWER, {**SIX, "note": note}, turn=turn)
    assert f">{left}</textarea>" in clerk.get(f"{NEW}?draft={KEY}").content.decode()


def test_a_page_nobody_typed_in_leaves_no_draft(quick_site: Site, client_for: ClientFor) -> None:
    """Ten empty drafts would hide the one that matters."""
    post(client_for(Role.CLERK), ANSWER, {"received_at": "now", "search_done_at": "now"})
    assert not Draft.objects.exists()


def test_a_draft_can_be_thrown_away(quick_site: Site, client_for: ClientFor) -> None:
    """What was begun by mistake names somebody all the same."""
    clerk = client_for(Role.CLERK)
    post(clerk, ANSWER, SIX)
    clerk.post("/requests/new/drop/", {"key": KEY})
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("after", "waits"), [(timedelta(days=3, minutes=-1), True), (timedelta(days=3), False)]
)
def test_a_draft_waits_three_days(
    quick_site: Site, person: MakePerson, after: timedelta, waits: bool
) -> None:
    """Personal data that nobody came back for must not lie about."""
    user = person(Role.CLERK)
    post(signed_in(user), ANSWER, SIX)
    with time_machine.travel(AT + after, tick=False):
        assert ("is waiting" in signed_in(user).get(NEW).content.decode()) is waits
    assert Draft.objects.exists() is waits


@pytest.mark.parametrize("key", ["", "short", "../etc", "A" * 40, "x" * 65])
def test_a_misshapen_key_is_replaced(quick_site: Site, client_for: ClientFor, key: str) -> None:
    """The key stands in the register; it must be one of ours."""
    post(client_for(Role.CLERK), ANSWER, SIX, key=key)
    assert Draft.objects.get().key != key


@pytest.mark.parametrize("turn", ["", "-1", "two", "9" * 30, "٣"])
def test_a_misshapen_count_does_no_harm(quick_site: Site, client_for: ClientFor, turn: str) -> None:
    """Whatever a broken page sends, the draft is kept."""
    post(client_for(Role.CLERK), ANSWER, SIX, turn=turn)
    assert Draft.objects.count() == 1


def test_what_is_sealed_opens_in_its_own_place_alone(quick_site: Site) -> None:
    """A row copied to another form or person must open as nothing."""
    with quick_site.register() as register:
        sealed = seal(register, "here", b"Testa")
        assert unseal(register, "here", sealed) == b"Testa"
        assert unseal(register, "there", sealed) is None
        assert unseal(register, "here", sealed[:-1]) is None
        assert unseal(register, "here", b"") is None
        assert unseal_data(register, "there", seal_data(register, "here", {})) is None


def test_pages_go_with_their_draft(quick_site: Site, person: MakePerson) -> None:
    """An image of the paper must not outlive the form it belongs to."""
    from holdlaw.sources.i247a_pdf import PdfRead

    user = person(Role.CLERK)
    with quick_site.register() as register:
        desk = desk_of(user, register)
        kept.keep_paper(desk, KEY, b"%PDF", PdfRead((b"page",), {}, {}, True))
        assert paper_seen(desk, KEY) is not None
        kept.drop(desk, KEY)
        assert paper_seen(desk, KEY) is None
    assert not DraftPage.objects.exists()
