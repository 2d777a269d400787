"""The day at two desks, by keyboard alone: enter, answer, sign, hold, end, release; override; mismatch.

Every test runs on SQLite and on PostgreSQL; the main ones also on a screen as narrow as a telephone.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from .conftest import Crew
from .keys import Keys

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
MINUTE = 60
MENU = {
    "clerk": (
        "/board/",
        "/requests/new/",
        "/contacts/",
        "/contacts/new/",
        "/law/",
        "/training/",
        "/law/try/",
    ),
    "supervisor": ("/attest/", "/audit/", "/audit/verify/", "/audit/checkpoints/"),
    "records": ("/erasures/", "/audit/export/"),
    "counsel": ("/counsel/",),
    "jail-supervisor": ("/board/",),
}
"""What each of them has in the menu, beside the pages that the day led to."""

ENGINES = ("sqlite-1280", "postgresql-1280")
BOTH = ("sqlite-390", "postgresql-1280")
"""A narrow screen and the other engine: what the wide one on SQLite shows is told by both."""
NUMBER = "Custody number, on the paper"
REFUSED = ("422 (Unprocessable",)
"""A refused form is answered 422, which Chromium writes to its console by itself."""


def six_facts(keys: Keys, release: str = "+45m") -> None:
    """Enter the six facts; the place is the agency's."""
    keys.choose("Which form came?", "i")
    keys.choose("Which paper came with it?", "i")
    keys.fill("When would the person be released?", release)
    keys.choose("What does the record search show?", "n")
    keys.choose("A possible database match?", "n")


def new_request(keys: Keys, about: Mapping[str, str], release: str = "+45m") -> str:
    """Enter a request about somebody, and save it; give its address. `about`: fields by their labels."""
    keys.open("/requests/new/")
    six_facts(keys, release)
    keys.unfold("More: the person")
    for label, text in about.items():
        keys.fill(label, text)
    save(keys)
    return keys.page.url.removeprefix(keys.url)


def save(keys: Keys) -> None:
    """Save the form with its own keys."""
    keys.press("Control+Enter")
    keys.told("Stored")


def test_the_answer_is_printed_within_a_minute(crew: Crew, capsys: pytest.CaptureFixture[str]) -> None:
    """At night one clerk has one minute: six facts, the answer, the card in hand."""
    keys = crew.at("clerk")
    keys.open("/requests/new/")
    began = time.monotonic()
    six_facts(keys)
    expect(keys.page.locator("#answer")).to_contain_text("You must not hold the person past release.")
    answered, facts_alone = keys.pressed, keys.human_seconds()
    keys.look()
    save(keys)
    keys.shows("You must not hold the person past release.", "Not signed")
    keys.work("link", "Card to print")
    keys.shows("You must not hold the person past release.")
    seconds = keys.human_seconds() + time.monotonic() - began
    with capsys.disabled():
        said = (
            f"\nanswer: {answered} keys, {facts_alone:.1f} s; printed: {keys.pressed} keys, {seconds:.1f} s\n"
        )
        print(said, end="")  # noqa: T201
    assert seconds < MINUTE
    keys.look()


def test_a_city_desk_decides_signs_and_overrides(crew: Crew) -> None:
    """Two people stand behind an answer, and nobody alone behind another one."""
    crew.watched.expected = REFUSED
    clerk, supervisor = crew.at("clerk"), crew.at("supervisor")
    request = new_request(clerk, {"Name, on the paper": "Testa Testperson", NUMBER: "C-100"})
    expect(clerk.control("button", "Sign")).to_have_count(0)
    supervisor.open("/")
    supervisor.work("link", "C-100")
    supervisor.work("button", "Sign")
    supervisor.told("The decision is signed.")
    supervisor.look()
    supervisor.work("link", "Decide otherwise than the answer")
    supervisor.pick("What is decided instead?", "may")
    supervisor.fill("Citation", "8 CFR 287.7(d)")
    supervisor.work("button", "Record the override")
    supervisor.shows("Not stored: this has to be mended", "an override without it cannot stand")
    supervisor.look()
    supervisor.fill("Reason", "A judge said so on the telephone; the paper follows.")
    supervisor.work("button", "Record the override")
    supervisor.told("The override is recorded")
    supervisor.shows("decided otherwise", "A judge said so on the telephone", "Not signed")
    supervisor.open(f"{request}signature/")
    supervisor.work("button", "Sign")
    supervisor.shows("Nobody signs their own.", "HL-7004")
    supervisor.look()
    second_signs(crew.newcomer("supervisor-2", "supervisor"), request)


def second_signs(second: Keys, request: str) -> None:
    """Have another supervisor sign what was decided otherwise."""
    second.open(request)
    second.shows("decided otherwise", "A second person has to sign the decision.")
    second.work("button", "Sign")
    second.told("The decision is signed.")
    second.shows("✓ Signed")
    second.look()


def held(clerk: Keys, supervisor: Keys) -> None:
    """Have a request entered, its question answered, the answer signed, and a hold started on it."""
    request = new_request(clerk, {NUMBER: "C-200"}, release="now")
    clerk.shows("Has the person provided proof of citizenship or lawful status")
    clerk.pick("", "no")
    clerk.work("button", "Enter the answer")
    clerk.told("The answer is entered.")
    clerk.work("button", "Ask the law again")
    clerk.told("The answer is recorded.")
    clerk.shows("You must hold")
    supervisor.open(request)
    supervisor.work("button", "Sign")
    supervisor.told("The decision is signed.")
    supervisor.work("link", "Start the hold")
    supervisor.shows("What does the hold rest on?")
    supervisor.look()
    supervisor.work("button", "Start the hold")
    supervisor.told("Its clock runs.")
    supervisor.shows("Hold: running")
    supervisor.look()


def let_go(clerk: Keys) -> None:
    """End the hold and record that the person walked out."""
    clerk.work("link", "C-200")
    clerk.work("link", "The hold ended")
    clerk.pick("Why did the hold end?", "let go before the deadline")
    clerk.look()
    clerk.work("button", "End the hold")
    clerk.told("The hold ended.")
    clerk.work("link", "The person was released")
    clerk.pick("Why was the person released?", "hold ended")
    clerk.work("button", "Record the release")
    clerk.told("The release is recorded.")
    clerk.shows("Hold: ended")
    clerk.look()


def test_a_jail_holds_by_the_clock_and_lets_go(crew: Crew) -> None:
    """A hold rests on a signed answer, its clock is seen by everybody, and somebody ends it."""
    clerk, supervisor = crew.at("jail-clerk"), crew.at("jail-supervisor")
    held(clerk, supervisor)
    clerk.open("/")
    row = clerk.page.get_by_role("row").filter(has_text="C-200")
    expect(row).to_contain_text("held")
    expect(row).to_contain_text("1 d 23 h")
    clerk.look()
    let_go(clerk)
    clerk.open("/")
    expect(clerk.page.get_by_role("row").filter(has_text="C-200")).to_have_count(0)


@pytest.mark.parametrize("crew", ENGINES, indirect=True)
def test_two_people_settle_who_is_meant(crew: Crew) -> None:
    """The wrong person is not held on somebody else's paper because one tired officer was sure."""
    clerk, supervisor = crew.at("clerk"), crew.at("supervisor")
    born = {"Birth date, on the paper": "3/17/1990", "Birth date, in custody": "3/17/1991"}
    request = new_request(clerk, {**born, NUMBER: "C-300"})
    clerk.told("The law was not asked: it is in doubt who the paper is about.")
    clerk.shows("It is in doubt whether this is the person in custody.")
    clerk.look()
    for keys, left in ((clerk, "Another person has to answer too"), (supervisor, "The link stands")):
        keys.open(f"{request}identity/")
        keys.shows("Nobody is held, handed over or told of on this link", "1991-03-17")
        keys.pick("Is the request about the person in custody?", "Yes, the same person")
        keys.fill("What did you compare?", "The fingerprints, at the desk.")
        keys.work("button", "Enter my answer")
        keys.told("Your answer is entered.")
        keys.shows(left)
        keys.look()
    clerk.open(request)
    expect(clerk.page.get_by_role("main")).not_to_contain_text("It is in doubt whether")


@pytest.mark.parametrize("crew", BOTH, indirect=True)
def test_counsel_is_asked_and_answers(crew: Crew) -> None:
    """A question of law is answered by whoever may, in time, and the law is asked again with the answer."""
    clerk, counsel = crew.at("clerk"), crew.at("counsel")
    request = new_request(clerk, {NUMBER: "C-500"})
    clerk.work("link", "A question to counsel")
    clerk.choose("About which question?", "Has the person provided proof")
    clerk.look()
    clerk.work("button", "Ask counsel")
    clerk.told("Counsel is asked.")
    counsel.open("/counsel/")
    counsel.look()
    counsel.reach(counsel.page.get_by_role("row").filter(has_text="C-500").get_by_role("link"))
    counsel.press("Enter")
    counsel.pick("Answer", "yes")
    counsel.fill("Grounds", "A passport of the United States was shown.")
    counsel.look()
    counsel.work("button", "Give the opinion")
    counsel.told("Decisions taken before it are stale.")
    clerk.open(request)
    clerk.shows("The answer is old: something was entered since.")
    clerk.look()


@pytest.mark.parametrize("crew", BOTH, indirect=True)
def test_a_contact_is_logged_and_attested(crew: Crew) -> None:
    """They telephoned: who, about what, what was told; later somebody says on paper what the records show."""
    clerk, supervisor = crew.at("clerk"), crew.at("supervisor")
    new_request(clerk, {NUMBER: "C-600"})
    clerk.work("link", "A contact with federal authorities")
    expect(clerk.page.locator("#law")).not_to_be_empty()
    clerk.fill("In a few words (not needed)", "They asked when the doors open.")
    clerk.look()
    clerk.work("button", "Log the contact")
    clerk.told("The contact is logged")
    clerk.look()
    supervisor.open("/attest/")
    supervisor.pick("What is it about?", "Some days")
    supervisor.fill("First day", "today")
    supervisor.work("button", "Search the register")
    supervisor.shows("What this register shows", "What else was searched")
    supervisor.look()
    supervisor.work("button", "Record the attestation")
    supervisor.told("The attestation is recorded.")
    supervisor.shows("NOT searched", "Receipt")
    supervisor.look()
    supervisor.page.emulate_media(media="print")
    expect(supervisor.page.get_by_role("banner")).to_be_hidden()
    expect(supervisor.page.get_by_text("Signature ____")).to_be_visible()
    supervisor.page.emulate_media(media="screen")


@pytest.mark.parametrize("crew", ENGINES, indirect=True)
def test_a_record_is_closed_by_two_officers(crew: Crew) -> None:
    """A court closed it: nobody reads it at a desk again, and no officer closes a record alone."""
    clerk, officer = crew.at("clerk"), crew.at("records")
    request = new_request(clerk, {"Name, on the paper": "Testa Testperson", NUMBER: "C-400"})
    officer.open(request)
    officer.work("link", "Seal or shred")
    officer.shows("How it stands")
    officer.pick("What is asked", "Seal it Nobody at the desks sees it any more. It can be unsealed.")
    officer.fill("Legal ground", "NY CPL 160.50")
    officer.look()
    officer.work("button", "Ask for it")
    officer.told("A second person does it.")
    officer.shows("You asked. A second person has to do it.")
    expect(officer.control("button", "Seal the record")).to_have_count(0)
    second = crew.newcomer("records-2", "records_officer")
    second.open("/erasures/")
    second.look()
    second.work("link", request.strip("/").removeprefix("requests/"))
    second.work("button", "Seal the record")
    second.told("Sealed")
    second.look()
    clerk.open(request)
    clerk.shows("This record is sealed")
    expect(clerk.page.get_by_role("main")).not_to_contain_text("Testa")
    clerk.look()


@pytest.mark.parametrize("crew", ["sqlite-1280"], indirect=True)
def test_every_page_of_the_day_is_open_to_everybody_in_spanish(crew: Crew) -> None:
    """Whoever reads Spanish more surely reads the same pages, with a screen reader too."""
    for name, paths in MENU.items():
        keys = crew.at(name)
        keys.page.context.add_cookies([{"name": "language", "value": "es", "url": crew.live.url}])
        for path in dict.fromkeys([*paths, *crew.seen[name]]):
            answer = keys.page.goto(f"{crew.live.url}{path}")
            if answer is not None and answer.ok:
                expect(keys.page.locator("html")).to_have_attribute("lang", "es")
                keys.look()
        keys.page.context.clear_cookies(name="language")
