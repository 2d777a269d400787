"""Who may do what: every deed and every page, for every role, in their own agency, in another, on a sealed
record.

The tables are written by hand, as sentences of what an agency expects; the code's own table answers to them.

A new page adds its rows here: in `ROUTES`, the name of each of its routes and the deed it needs, or None
for anybody who is signed in. A route without a row fails; so does a row without a route. What each role may
do with that deed already stands in `MAY`; a new deed gets a row there: one letter a role (C clerk, S
supervisor, L counsel, R records officer, A auditor, M administrator), and whether it reaches sealed
records.
"""

from __future__ import annotations

import pytest
from django.test import Client

from holdlaw.store.reading import Filter, entries
from holdlaw.web.actions import refusing
from holdlaw.web.roles import Deed, Role, Scope, Who, can
from holdlaw.web.routing import routes

from .conftest import ClientFor
from .made import CITY, JAIL, OTHER, OWN, PERSON_OF, SEALED, Site, make_requests
from .walking import addresses

LETTERS = dict(zip("CSLRAM", Role, strict=True))

MAY: dict[str, tuple[str, bool]] = {
    #                      who        also sealed records
    "see_board":          ("CSLRA",   True),
    "see_request":        ("CSLRA",   False),
    "enter":              ("CS",      False),
    "decide":             ("CSL",     False),
    "sign":               ("S",       False),
    "override":           ("SL",      False),
    "keep_hold":          ("CS",      False),
    "end_sealed_hold":    ("SR",      True),
    "log_contact":        ("CSLR",    False),
    "attest":             ("SLR",     False),
    "give_opinion":       ("L",       False),
    "settle_identity":    ("CSR",     False),
    "read_law":           ("CSLRAM",  False),
    "audit":              ("SRA",     True),
    "export":             ("RA",      True),
    "ask_erasure":        ("LR",      True),
    "erase":              ("R",       True),
    "manage_people":      ("M",       False),
    "see_reports":        ("SLRA",    False),
    "draft_report":       ("SLR",     False),
    "review_report":      ("SL",      False),
    "publish_report":     ("SR",      False),
    "disclose":           ("R",       False),
    "import_rows":        ("RA",      False),
}  # fmt: skip
"""What an agency expects, deed by deed."""

ROUTES: dict[str, str | None] = {
    "people": "manage_people",
    "person_add": "manage_people",
    "person": "manage_people",
    "person_change": "manage_people",
    "board": "see_board",
    "counsel": "give_opinion",
    "counsel_case": "give_opinion",
    "new_request": "enter",
    "new_request_answer": "enter",
    "new_request_paper": "enter",
    "new_request_page": "enter",
    "new_request_drop": "enter",
    "new_request_mark": "enter",
    "training": "read_law",
    "training_answer": "read_law",
    "request": "see_board",
    "request_receipt": "see_request",
    "request_card": "see_request",
    "request_deadline": "see_request",
    "request_paper_file": "see_request",
    "request_notice_text": "see_request",
    "request_correction": "enter",
    "request_decide": "decide",
    "request_sign": "sign",
    "request_override": "override",
    "request_fact": "enter",
    "request_counsel": "enter",
    "request_custody": "enter",
    "request_search": "enter",
    "request_paper": "enter",
    "request_hold": "keep_hold",
    "request_hold_end": "keep_hold",
    "request_sealed_hold_end": "end_sealed_hold",
    "request_release": "keep_hold",
    "request_transfer": "keep_hold",
    "request_notice": "enter",
    "request_cancel": "enter",
    "request_link": "enter",
    "contacts": "see_request",
    "contact_new": "log_contact",
    "contact_law": "log_contact",
    "contacts_csv": "export",
    "attestation": "attest",
    "attestation_given": "see_request",
    "identity": "settle_identity",
    "law": "read_law",
    "law_place": "read_law",
    "law_diff": "read_law",
    "law_offences": "read_law",
    "law_holidays": "read_law",
    "law_try": "read_law",
    "audit": "audit",
    "audit_entry": "audit",
    "audit_verify": "audit",
    "audit_checkpoints": "audit",
    "audit_checkpoint": "audit",
    "audit_export": "export",
    "erasures": "ask_erasure",
    "erasure": "ask_erasure",
    "erasure_do": "erase",
    "reports": "see_reports",
    "report": "see_reports",
    "report_entries": "audit",
    "report_file": "see_reports",
    "report_chart": "see_reports",
    "report_draft": "draft_report",
    "report_review": "review_report",
    "report_publish": "publish_report",
    "report_amend": "publish_report",
    "report_trends": "see_reports",
    "report_trend_chart": "see_reports",
    "report_trend_csv": "see_reports",
    "report_claims": "see_reports",
    "report_claim_check": "see_reports",
    "report_claim": "see_reports",
    "report_pack": "see_reports",
    "report_pack_file": "see_reports",
    "report_overdue": "see_reports",
    "report_overdue_csv": "see_reports",
    "report_card": "read_law",
    "report_card_file": "read_law",
    "report_disclosure": "disclose",
    "rows": "see_reports",
    "rows_upload": "import_rows",
    "rows_one": "see_reports",
    "rows_sent": "see_reports",
    "rows_remove": "import_rows",
    "rows_bills": "see_reports",
    "rows_bill_copy": "see_reports",
    "rows_bill_send": "import_rows",
    "rows_bill": "see_reports",
    "rows_bill_file": "see_reports",
    "rows_bill_remove": "import_rows",
    "rows_mapping": "import_rows",
    "rows_mapping_send": "import_rows",
    "rows_trial": "import_rows",
    "rows_trial_file": "import_rows",
    "rows_trial_end": "import_rows",
    "rows_law": "see_reports",
    "rows_law_chart": "see_reports",
    "rows_law_file": "see_reports",
    "rows_compare": "see_reports",
    "rows_compare_chart": "see_reports",
    "rows_compare_file": "see_reports",
    "rows_trend": "see_reports",
    "rows_trend_chart": "see_reports",
    "rows_trend_file": "see_reports",
}
"""Every page, and the deed it needs."""

ACCOUNT_PAGES = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate",
    "account_change_password", "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
    "mfa_edit_webauthn", "set_language", "home",
}  # fmt: skip
"""What everybody has of their own: signing in and out, password, second factor, language, first page."""

SCOPES = {
    "own": Scope(CITY),
    "no record": Scope(),
    "another agency": Scope(JAIL),
    "sealed": Scope(CITY, sealed=True),
    "another agency, sealed": Scope(JAIL, sealed=True),
}
ABOUT = {"own": OWN, "another agency": OTHER, "sealed": SEALED}
"""The request that stands for each scope when a page is opened."""

RECORD = {"request_id", "person_id"}
CELLS = [(deed, role, scope) for deed in MAY for role in Role for scope in SCOPES]


def expected(deed: str, role: Role, scope: str) -> bool:
    """Read a cell of the table written by hand."""
    letters, sealed = MAY[deed]
    reaches = {"own": True, "no record": True, "sealed": sealed}.get(scope, False)
    return role in {LETTERS[letter] for letter in letters} and reaches


@pytest.mark.parametrize(("deed", "role", "scope"), CELLS)
def test_each_cell_of_the_table_is_as_written(deed: str, role: Role, scope: str) -> None:
    """One cell too many lets somebody sign, see or erase what is not theirs."""
    assert can(Who(role, CITY), Deed(deed), SCOPES[scope]) is expected(deed, role, scope)


def test_every_deed_has_a_row() -> None:
    """A deed nobody wrote down is one that nobody decided about."""
    assert set(MAY) == {deed.value for deed in Deed}


def test_every_page_has_a_row_and_needs_what_it_says() -> None:
    """A page added without a thought for who may open it must not get past this."""
    assert {route.name: route.deed and route.deed.value for route in routes()} == ROUTES


def test_every_address_of_the_site_is_a_page_or_an_account_page() -> None:
    """What is neither was opened by a library, and nobody has asked for whom."""
    assert {address.name for address in addresses()} == set(ROUTES) | ACCOUNT_PAGES


def test_names_of_routes_and_paths_are_each_used_once() -> None:
    """Of two pages with one name, the guard of the first would be shown and that of the second used."""
    names = [address.name for address in addresses()]
    paths = [route.path for route in routes()]
    assert len(names) == len(set(names))
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_its_pages_and_no_others(
    quick_site: Site, client_for: ClientFor, role: Role
) -> None:
    """The table is only worth what the door does: every page is opened, as every role, about every record."""
    make_requests(quick_site)
    client = client_for(role)
    client.raise_request_exception = False
    wrong = []
    for page in (address for address in addresses() if address.name in ROUTES):
        for scope, request in ABOUT.items() if RECORD & set(page.parts) else [("no record", OWN)]:
            path = page.about(request_id=request, person_id=PERSON_OF[request])
            status, deed = client.get(path).status_code, ROUTES[page.name]
            allowed = deed is None or expected(deed, role, scope)
            if (status != 403) is not allowed or status >= 500:
                wrong.append(f"{page.name}, {scope}: {status}")
    assert wrong == []


def test_being_refused_is_an_entry(site: Site, client_for: ClientFor) -> None:
    """An auditor asks who tried to see what was not theirs; a refusal nobody wrote down never happened."""
    assert client_for(Role.CLERK).get("/people/").status_code == 403
    with site.register() as register:
        (entry,) = entries(register.db, where=Filter(kind="access.denied"))
    assert (entry.agency, entry.actor.role, entry.fields) == (CITY, "clerk", {"route": "people"})
    assert entry.sentence().startswith(f"{entry.actor.id} was refused people at ")


def test_the_same_refusal_in_one_minute_is_one_entry(quick_site: Site, client_for: ClientFor) -> None:
    """A page that renews itself, or an impatient finger, must not fill the register."""
    client = client_for(Role.CLERK)
    for _ in range(3):
        client.get("/people/")
    client.get("/people/add/")
    with quick_site.register() as register:
        told = [entry.fields["route"] for entry in entries(register.db, where=Filter(kind="access.denied"))]
    assert told in (["people", "person_add"], ["people", "people", "person_add"])


def test_what_a_stranger_typed_into_an_address_is_not_kept(quick_site: Site) -> None:
    """An address can carry a name; the register would keep it for ever."""
    with quick_site.register() as register:
        assert refusing.known(register, "request", "Testa Testperson") is None
        assert refusing.known(register, "request", None) is None


def test_nobody_who_is_not_signed_in_makes_an_entry(quick_site: Site, anybody: Client) -> None:
    """Strangers knock all day; the register is for what the agency's own people did."""
    anybody.get("/people/")
    with quick_site.register() as register:
        assert entries(register.db, where=Filter(kind="access.denied")) == []
