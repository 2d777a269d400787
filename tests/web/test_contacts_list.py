"""The list of contacts: filtered, paged, corrected, and as a table that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.store.keys import KeyFile
from holdlaw.web.queries import contacts as query
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .contact_cases import AT, a_contact, a_request, enter, text_of, two_agencies
from .made import JAIL, OTHER, OWN, SEALED, Site, make_requests

OLDER = re.compile(r"before=(\d+)\">Older")
pytestmark = pytest.mark.django_db


def rows(page: str) -> int:
    """Count the contacts that a page lists."""
    return page.count('<th scope="row"')


def test_every_filter_leaves_what_fits(site: Site, client_for: ClientFor) -> None:
    """A council asks for one month, one agency, one kind of question; the answer is all of those alone."""
    two_agencies(site)
    a_contact(site)
    a_contact(
        site, None, purpose="call_pending", direction="outgoing", counterpart="CBP", at=AT + timedelta(days=2)
    )
    a_contact(site, OTHER, agency=JAIL)
    client = client_for(Role.AUDITOR)
    asked = {
        "": 2, "direction=outgoing": 1, "purpose=call_pending": 1, "purpose=general": 0, "counterpart=CBP": 1,
        f"request={OWN}": 1, f"request={OTHER}": 0, "from=11/12/2026": 1, "to=11/10/2026": 1,
        "from=11/10/2026&to=11/12/2026": 2, "direction=sideways": 2, "before=x": 2,
    }  # fmt: skip
    assert {query: rows(text_of(client, f"/contacts/?{query}")) for query in asked} == asked


def test_a_filter_that_cannot_be_read_is_said(quick_site: Site, client_for: ClientFor) -> None:
    """A list that silently ignores the filter is read as an answer to it."""
    page = text_of(client_for(Role.CLERK), "/contacts/?from=soon&to=11/12/2026&request=a b&counterpart=a b")
    assert "it cannot be read" in page
    for name in ("from", "request", "counterpart"):
        assert f'href="#filter-{name}"' in page


def test_pages_hold_every_contact_once(
    quick_site: Site, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A contact that falls between two pages is one that nobody sees."""
    monkeypatch.setattr(query, "PAGE", 2)
    made = [a_contact(quick_site, None) for _ in range(5)]
    client = client_for(Role.RECORDS_OFFICER)
    seen, older = [], ""
    for _page in range(3):
        page = text_of(client, f"/contacts/?direction=incoming{older}")
        seen += [seq for seq in reversed(made) if f"entry {seq}," in page]
        found = OLDER.search(page)
        older = f"&before={found[1]}" if found else ""
    assert (seen, older) == (made[::-1], "")
    table = list(csv.reader(io.StringIO(client.get("/contacts/contacts.csv").content.decode())))
    assert [int(row[0]) for row in table[1:]] == made[::-1]


def test_corrections_are_applied_and_void_ones_are_marked(quick_site: Site, client_for: ClientFor) -> None:
    """What was mended must not go on being read as it was; what was taken back must not vanish."""
    a_request(quick_site)
    wrong, void = a_contact(quick_site), a_contact(quick_site)
    mended = EntryCorrected(corrects=wrong, because="typing_error", fields={"counterpart": "CBP"})
    number = enter(quick_site, mended)
    taken_back = enter(quick_site, EntryCorrected(corrects=void, because="void"))
    page = text_of(client_for(Role.CLERK), "/contacts/")
    assert f"Corrected: {number}" in page
    assert f"Void: entry {taken_back}" in page
    assert "telephone, CBP" in page


def test_a_table_is_for_those_who_may_export_and_holds_no_private_word(
    quick_site: Site, client_for: ClientFor
) -> None:
    """A file leaves the building; what is in it stays out for ever."""
    a_request(quick_site)
    private = ContactLogged(
        direction="incoming", purpose="request", channel="fax", counterpart="ICE",
        asked=["release_date", "other"], summary="About Testa Testperson", officer="Officer Example",
        law_said={"act": "notify", "outcome": "must_not"},
    )  # fmt: skip
    enter(quick_site, private)
    assert client_for(Role.CLERK).get("/contacts/contacts.csv").status_code == 403
    answer = client_for(Role.AUDITOR).get("/contacts/contacts.csv?from=11/1/2026&to=11/30/2026")
    text = answer.content.decode()
    assert "Testa" not in text
    assert "Officer" not in text
    assert (
        'filename="holdlaw_city-police_contacts_2026-11-01_2026-11-30_v1.csv"'
        in answer["Content-Disposition"]
    )
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["asked"], row["law_outcome"], row["request"]) == ("release_date other", "must_not", OWN)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_is_never_a_formula(start: str) -> None:
    """A spreadsheet runs what begins like a formula, on the machine of whoever asked for the records."""
    assert query.defused(f"{start}cmd") == f"'{start}cmd"
    assert query.defused(f"a{start}cmd") == f"a{start}cmd"


def test_private_words_are_shown_to_those_who_may_see_them_and_not_of_sealed_records(
    quick_site: Site, client_for: ClientFor
) -> None:
    """A sealed record's contact still counts; its words are nobody's."""
    make_requests(quick_site)
    for request in (OWN, SEALED):
        content = ContactLogged(
            direction="incoming",
            purpose="general",
            channel="fax",
            counterpart="ICE",
            summary=f"Words of {request}.",
        )
        enter(quick_site, content, request)
    page = text_of(client_for(Role.CLERK), "/contacts/")
    assert f"Words of {OWN}." in page
    assert f"Words of {SEALED}." not in page
    assert "Its words are closed" in page
    assert rows(page) == 2


def test_one_record_that_cannot_be_opened_does_not_close_the_list(
    quick_site: Site, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lost key is one person's trouble; the list of all others has to stand."""
    a_request(quick_site)
    content = ContactLogged(
        direction="incoming", purpose="general", channel="fax", counterpart="ICE", summary="Lost words."
    )
    enter(quick_site, content)
    monkeypatch.setattr(KeyFile, "key", lambda self, key_id: None)
    page = text_of(client_for(Role.CLERK), "/contacts/")
    assert rows(page) == 1
    assert "Lost words." not in page
