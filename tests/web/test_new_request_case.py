"""The case that is answered beside the form is the case that is stored, and the one that is opened later."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdlaw.core.problems import HoldlawError
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.identity_questioned import IdentityQuestioned
from holdlaw.web.actions.taking_in import take_in
from holdlaw.web.desk import Desk
from holdlaw.web.queries import intake_fields as names
from holdlaw.web.queries.cases import open_case
from holdlaw.web.queries.intake import Intake, intake_of, to_be_mended
from holdlaw.web.roles import Role

from .conftest import MakePerson
from .made import Site
from .typing_in import JUDGE, KEY, SIX, WHO, desk_of

THREE = st.sampled_from(["yes", "no", "unknown"])
DAY = st.dates().map(str) | st.sampled_from(["2/2/2015", "yesterday"])


def choice(*codes: str) -> st.SearchStrategy[str]:
    """Draw one of some codes."""
    return st.sampled_from([*codes, "unknown"])


ROWS = {
    "kind": choice(*names.PAPERS),
    "issuer": choice(*names.ISSUERS),
    "signed_on": st.sampled_from(["2026-11-20", "11/21/2026"]),
    "came_at": st.sampled_from(["now", "-10m", "-1d"]),
    "statute": st.sampled_from(["NY PL 160.10", "NY PL 120.10(1)", "NJ 2C:15-1", "unknown"]),
    "class": choice(*names.CLASSES),
    "adjudication": choice(*names.ADJUDICATIONS),
    "jail_from": st.just("2015-02-02"),
    "jail_before": st.just("2016-02-02"),
}
PARTS = {
    **{f"paper-{n}-{part}": ROWS.get(part, THREE) for n in (0, 1, 3) for part in names.PAPER_PARTS},
    **{
        f"conviction-{n}-{part}": ROWS.get(part, DAY if part.endswith("_on") else THREE)
        for n in (0, 2)
        for part in names.CONVICTION_PARTS
    },
    "received_at": st.sampled_from(["now", "-20m", "-3h", "yesterday 23:50"]),
    "late_reason": st.just("busy_desk"),
    "form": choice("I-247A", "I-247G", "letter", "other"),
    "asks-hold": st.just("on"),
    "asks-share": st.just("on"),
    "release_due_at": st.sampled_from(["+45m", "-30m", "tomorrow 06:00", "unknown"]),
    "record": choice("none", "found"),
    "search_done_at": st.sampled_from(["now", "-20m", "-8h"]),
    "fact-terrorist_database_match": THREE,
    "fact-reentered_after_removal": THREE,
    "fact-known_gang_member": THREE,
    "arrested_on": st.sampled_from(["yesterday", "2026-11-20"]),
    "informed_by": choice("court", "government"),
    "served_at": st.sampled_from(["now", "-5m"]),
    "served_language": choice("en", "es"),
    "box": choice("final_order", "biometrics"),
    "agency": choice("ICE", "other"),
    "duties-civil_immigration_enforcement": st.just("on"),
    "channel": choice(*names.CHANNELS),
    "note": st.text(min_size=1, max_size=20).filter(str.strip),
    "subject_name": st.just("Testa Testperson"),
    "subject_birth_date": st.sampled_from(["3/17/1990", "3/18/1990"]),
    "custody_birth_date": st.just("1990-03-17"),
    "custody_custody_number": st.just("B-1"),
}
FORMS = st.fixed_dictionaries({}, optional=PARTS).map(lambda drawn: {**SIX, **drawn})


def stored(desk: Desk, intake: Intake, key: str) -> tuple[dict[str, Any], Any]:
    """Save a form; give the case as it is opened later, and the case of its decision."""
    case = open_case(desk, take_in(desk, intake, key).request)
    made = [line for line in case.entries if line.kind == DecisionMade.NAME]
    return case.case_file, case.values[made[0].seq]["case"] if made else None


def test_every_form_is_stored_as_the_case_that_was_answered(quick_site: Site, person: MakePerson) -> None:
    """An answer that rests on another case than the record shows would be a lie in the register."""
    user, count = person(Role.CLERK), 0

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(FORMS)
    def check(told: dict[str, str]) -> None:
        nonlocal count
        with quick_site.register() as register:
            desk = desk_of(user, register)
            intake = intake_of(desk, told)
            if to_be_mended(intake) or (not intake.release_missing and intake.answered[0] is None):
                return
            count += 1
            opened, decided = stored(desk, intake, f"{KEY}{count}")
            assert opened == intake.case_file
            doubted = any(step.content.NAME == IdentityQuestioned.NAME for step in intake.steps)
            assert decided == (None if intake.release_missing or doubted else intake.case_file)

    check()
    assert count > 5


def test_nothing_of_a_form_that_cannot_be_answered_is_stored(quick_site: Site, person: MakePerson) -> None:
    """Half a request in the register could be neither answered nor taken back."""
    with quick_site.register() as register:
        desk = desk_of(person(Role.CLERK), register)
        intake = intake_of(desk, {**JUDGE, "conviction-0-judgment_on": "1/1/2030"})
        before = register.db.one("SELECT count(*) FROM entries")
        with pytest.raises(HoldlawError, match="HL-1"):
            take_in(desk, intake, KEY)
        assert register.db.one("SELECT count(*) FROM entries") == before


def test_a_paper_that_came_with_the_request_was_presented_with_it(
    quick_site: Site, person: MakePerson
) -> None:
    """New York City lets a hold rest only on a warrant that came with the detainer."""
    with quick_site.register() as register:
        intake = intake_of(desk_of(person(Role.CLERK), register), {**JUDGE, "received_at": "-40m", **WHO})
        (paper,) = intake.case_file["request"]["papers"]
        assert "presented_at" not in paper


def test_a_paper_that_came_later_says_when(quick_site: Site, person: MakePerson) -> None:
    """A warrant that came after the request is another thing in law than one that came with it."""
    with quick_site.register() as register:
        told = {**JUDGE, "received_at": "-40m", "paper-0-came_at": "-10m"}
        intake = intake_of(desk_of(person(Role.CLERK), register), told)
        (paper,) = intake.case_file["request"]["papers"]
        assert paper["presented_at"] == "2026-11-23T03:02:00-05:00"
