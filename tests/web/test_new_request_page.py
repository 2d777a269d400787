"""The New request page: the answer beside the form, with script and without; training records nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from holdlaw.store.reading import size
from holdlaw.web.drafts.models import Draft
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import Site
from .typing_in import ANSWER, AT, HX, JUDGE, KEY, NEW, SIX, TRAINING, WHO, post, request_id, save


@pytest.fixture(autouse=True)
def at_night() -> Iterator[None]:
    """It is 03:12 at every desk."""
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def clerk(quick_site: Site, client_for: ClientFor) -> Client:
    """A clerk at a desk."""
    return client_for(Role.CLERK)


def text(client: Client, told: dict[str, str], path: str = ANSWER) -> str:
    """Ask the law about a form; give what comes back."""
    answer = post(client, path, told)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_fresh_page_asks_six_facts_and_shows_the_place(clerk: Client) -> None:
    """The place is known; asking for it would be a question more."""
    page = clerk.get(NEW).content.decode()
    assert "New York City Police Department" in page
    assert '<select class="usa-select" id="form" name="form" autofocus>' in page
    assert "no-store" in clerk.get(NEW)["Cache-Control"]
    assert 'name="received_at_read"' not in page


def test_the_answer_comes_beside_the_form(clerk: Client) -> None:
    """The officer sees the answer before anything is stored, and what would be counted from when."""
    page = text(clerk, SIX)
    assert "You must not hold the person past release." in page
    assert "NYC Admin. Code § 14-154(b)(1)" in page
    assert 'value="+45m|2026-11-23T03:57:00-05:00"' in page
    assert "Mon 23 November 2026 03:57 EST" in page


def test_every_unknown_is_taken(clerk: Client) -> None:
    """Unknown is an answer; the law says what follows from it."""
    page = text(clerk, {"form": "I-247A", "release_due_at": "+45m", "received_at": "now"})
    assert "You must not hold the person past release." in page


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"form": "I-247A"}, "When would the person be released?"),
        ({"form": "I-247A", "release_due_at": "unknown"}, "Without a time of release no law can be asked."),
        ({"release_due_at": "+45m"}, "Say which form came, or tick what it asks for."),
        ({**SIX, "release_due_at": "soon"}, "This time cannot be read."),
        ({**SIX, "release_due_at": "02:00"}, 'data-fill="release_due_at">tomorrow 02:00</button>'),
        ({**SIX, "record": "found"}, "Write each conviction."),
        ({**SIX, **WHO, "custody_birth_date": "3/18/1990"}, "Is this the right person?"),
        ({**JUDGE, "conviction-0-judgment_on": "1/1/2030"}, "HL-1"),
    ],
)
def test_where_there_is_no_answer_it_says_what_is_missing(
    clerk: Client, told: dict[str, str], said: str
) -> None:
    """An empty space beside the form would be read as nothing to worry about."""
    assert said in text(clerk, told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"paper-0-issuer": ""}, 'href="#paper-0-issuer">Answer this question'),
        ({}, 'href="#arrested_on">Answer this question'),
        (
            {"conviction-0-judgment_on": "", "arrested_on": "yesterday"},
            'href="#conviction-0-judgment_on">Answer this question',
        ),
        (
            {"conviction-0-statute": "NJ 2C:15-1"},
            "It is answered on the request's own page, once it is saved.",
        ),
    ],
)
def test_the_next_question_leads_to_where_it_is_answered(
    clerk: Client, told: dict[str, str], said: str
) -> None:
    """A question nobody can find on the page is asked for nothing."""
    assert said in text(clerk, {**JUDGE, **told})


def test_late_facts_ask_for_a_reason_at_once(clerk: Client) -> None:
    """A field that appears only after saving was refused costs a minute at night."""
    assert "data-late" in text(clerk, {**SIX, "received_at": "-2h"})
    assert "data-late" not in text(clerk, SIX)


def test_without_script_the_whole_page_answers(clerk: Client) -> None:
    """An old browser at a booking desk still has to show the law."""
    page = clerk.post(NEW, {**JUDGE, "key": KEY, "do": "ask"}).content.decode()
    assert "What the law says" in page
    assert "hl-outcome" in page
    assert 'value="NY PL 160.10"' in page


@pytest.mark.parametrize(
    ("rows", "field"), [("paper", "paper-1-kind"), ("conviction", "conviction-1-statute")]
)
def test_without_script_another_row_can_be_asked_for(clerk: Client, rows: str, field: str) -> None:
    """A second paper or conviction must not need a script to be written down."""
    page = clerk.post(NEW, {**JUDGE, "key": KEY, "do": f"add_{rows}"}).content.decode()
    assert f'id="{field}"' in page


def test_what_was_typed_comes_back_with_what_is_wrong(clerk: Client) -> None:
    """Mending one field must not mean typing twenty."""
    answer = save(clerk, {**JUDGE, **WHO, "release_due_at": "soon"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="TESTPERSON, Testa"' in page
    assert 'id="summary"' in page
    assert 'aria-invalid="true"' in page


def test_fields_nobody_made_are_not_kept(clerk: Client) -> None:
    """What a stranger's script adds to a form must not travel into a draft."""
    post(clerk, ANSWER, {**SIX, "paper-99-kind": "I-200", "surprise": "x", "paper-0-surprise": "x"})
    page = clerk.get(f"{NEW}?draft={KEY}").content.decode()
    assert "surprise" not in page
    assert "paper-99" not in page


@pytest.mark.parametrize("role", [Role.CLERK, Role.COUNSEL, Role.AUDITOR])
def test_training_answers_and_records_nothing(quick_site: Site, client_for: ClientFor, role: Role) -> None:
    """Practice on the real law must leave no request behind, not even a draft."""
    client = client_for(role)
    with quick_site.register() as register:
        before = size(register.db)
    page = client.get(TRAINING).content.decode()
    assert "hl-training" in page
    assert 'value="save"' not in page
    assert "You must not hold" in text(client, SIX, "/training/answer/")
    client.post(TRAINING, {**SIX, "key": KEY, "do": "save"})
    with quick_site.register() as register:
        assert size(register.db) == before
    assert not Draft.objects.exists()


def test_the_training_mark_in_the_address_leads_to_training(clerk: Client) -> None:
    """The menu of the law page leads here; a slip must not land on the real form."""
    assert clerk.get(f"{NEW}?training=1")["Location"] == TRAINING


def test_typing_on_after_it_was_stored_says_so(clerk: Client) -> None:
    """Another tab may still show the form; what is changed there is in nothing."""
    request = request_id(save(clerk, SIX))
    page = text(clerk, {**SIX, "note": "more"})
    assert "It is stored already" in page
    assert request in page
    assert not Draft.objects.exists()


@pytest.mark.parametrize("path", [ANSWER, "/requests/new/paper/", "/requests/new/drop/", "/training/answer/"])
def test_opening_an_address_that_takes_forms_leads_somewhere(clerk: Client, path: str) -> None:
    """Whoever signs in again in a new tab lands on such an address."""
    assert clerk.get(path, follow=True).status_code == 200


def test_the_mark_against_forged_forms_is_given_anew(clerk: Client) -> None:
    """Signing in again in another tab makes the page's mark old; without a new one it could not save."""
    assert len(clerk.get("/requests/new/mark/").json()["mark"]) == 64


def test_a_part_of_the_page_says_that_somebody_is_signed_out(anybody: Client, quick_site: Site) -> None:
    """The page stays as it is and offers to sign in, instead of showing a sign-in form inside itself."""
    answer = anybody.post(ANSWER, {**SIX, "key": KEY}, headers=HX)
    assert answer.status_code == 401
    assert "holdlaw:signed-out" in answer["HX-Trigger"]


def test_a_form_sent_after_the_session_ended_is_given_back(anybody: Client, quick_site: Site) -> None:
    """Ten minutes of typing survive the end of a session, without script too."""
    here = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    answer = anybody.post(NEW, {**SIX, **WHO, "key": KEY, "do": "save"}, headers=here)
    assert answer.status_code == 401
    assert 'name="subject_name" value="TESTPERSON, Testa"' in answer.content.decode()
