"""Alerts before a hold expires: each once, again when the deadline moves, nothing about the person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from pytest_django import Settings

from holdlaw.core.problems import HoldlawError
from holdlaw.web.alerts import working
from holdlaw.web.alerts.models import Alert, Delivery, Heartbeat
from holdlaw.web.alerts.recipients import alert_settings
from holdlaw.web.alerts.scanning import scan
from holdlaw.web.alerts.sending import NotSent
from holdlaw.web.alerts.tasks import CHANNELS, send
from holdlaw.web.alerts.thresholds import reached
from holdlaw.web.roles import Role

from .conftest import ClientFor
from .made import CITY, JAIL, Site
from .open_cases import NAME, NOW, Case, Desk

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
TOLD = f'site = "https://desk.example"\n[agency.{CITY}]\nemail = ["watch@police.example"]\n'


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(quick_site: Site) -> Desk:
    """Somebody who enters things, in an agency that wants mail."""
    (quick_site.home.folder / "alerts.toml").write_text(TOLD, encoding="utf-8")
    return Desk(quick_site)


def made() -> list[tuple[str, str]]:
    """Give the alerts there are: request and threshold, in the order they were made."""
    return list(Alert.objects.order_by("pk").values_list("request", "threshold"))


def work_at(now: datetime) -> None:
    """Do one round of the worker at a moment."""
    for number in scan(now):
        send(Delivery.objects.select_related("alert").get(pk=number), now)


@pytest.mark.parametrize(
    ("left", "threshold"),
    [
        (4 * HOUR + SECOND, None), (4 * HOUR, "4_hours"), (4 * HOUR - SECOND, "4_hours"),
        (HOUR + SECOND, "4_hours"), (HOUR, "1_hour"), (HOUR - SECOND, "1_hour"),
        (15 * MINUTE + SECOND, "1_hour"), (15 * MINUTE, "15_minutes"), (15 * MINUTE - SECOND, "15_minutes"),
        (SECOND, "15_minutes"), (timedelta(), "expired"), (-SECOND, "expired"),
    ],
)  # fmt: skip
def test_an_alert_is_due_at_its_very_moment(left: timedelta, threshold: str | None) -> None:
    """A quarter of an hour is what it takes to open a door and fill in a form."""
    assert reached(left) == threshold


def test_each_threshold_alerts_once(desk: Desk) -> None:
    """The same mail every fifteen seconds is one that nobody reads."""
    desk.open(Case(request="r-1", due=-HOUR, held=5 * HOUR))
    for after in (0, 59, 60, 61, 240, 241, 285, 290, 300, 301, 9000):
        work_at(NOW + after * MINUTE)
    assert made() == [("r-1", name) for name in ("4_hours", "1_hour", "15_minutes", "expired")]
    assert len(mail.outbox) == 4


def test_a_worker_that_was_away_sends_what_is_true_now(desk: Desk) -> None:
    """Three late mails at once, two of them wrong about the time, would hide the one that matters."""
    desk.open(Case(request="r-1", due=-HOUR, held=10 * MINUTE))
    work_at(NOW)
    assert made() == [("r-1", "15_minutes")]
    assert mail.outbox[0].subject == "10 min left of hold r-1"


def test_a_deadline_that_moved_alerts_anew(desk: Desk) -> None:
    """A recomputed deadline is another deadline; whoever heard of the old one must hear of the new."""
    hold = desk.open(Case(request="r-1", due=-HOUR, held=HOUR))
    assert hold is not None
    work_at(NOW)
    desk.recompute("r-1", hold, 30 * MINUTE)
    work_at(NOW)
    desk.recompute("r-1", hold, 30 * MINUTE)
    work_at(NOW)
    assert made() == [("r-1", "1_hour"), ("r-1", "1_hour")]
    assert len({alert.due_at for alert in Alert.objects.all()}) == 2


def test_two_workers_make_one_alert(site: Site) -> None:
    """Two machines that watch the same holds are there to be safe, not to send twice."""
    (site.home.folder / "alerts.toml").write_text(TOLD, encoding="utf-8")
    Desk(site).open(Case(request="r-1", due=-HOUR, held=HOUR))
    first, second = scan(NOW), scan(NOW)
    assert (len(first), len(second)) == (1, 0)
    assert made() == [("r-1", "1_hour")]


def test_a_delivery_is_taken_by_one_of_two(desk: Desk) -> None:
    """Both read the list at the same moment; only one may take what stands in it."""
    from holdlaw.web.alerts.scanning import _taken

    desk.open(Case(request="r-1", due=-HOUR, held=HOUR))
    scan(NOW)
    Delivery.objects.update(try_at=NOW)
    one, other = Delivery.objects.get(), Delivery.objects.get()
    assert (_taken(one, NOW), _taken(other, NOW)) == (True, False)


def test_only_holds_that_run_alert(desk: Desk) -> None:
    """An alert about somebody who went home would teach everybody to ignore the next."""
    hold = desk.open(Case(request="r-over", due=-HOUR, held=HOUR))
    desk.open(Case(request="r-asked", due=HOUR))
    assert hold is not None
    desk.end("r-over", hold)
    work_at(NOW)
    assert made() == []


def test_what_is_no_longer_true_is_not_sent(desk: Desk) -> None:
    """Between the alert and its sending somebody ended the hold."""
    hold = desk.open(Case(request="r-1", due=-HOUR, held=HOUR))
    (number,) = scan(NOW)
    assert hold is not None
    desk.end("r-1", hold)
    assert send(Delivery.objects.get(pk=number), NOW) == "over"
    assert mail.outbox == []
    assert scan(NOW + HOUR) == []


def test_a_mail_holds_no_personal_data(desk: Desk) -> None:
    """Mail is read on telephones, forwarded, and kept for years."""
    desk.open(Case(request="r-1", due=-HOUR, held=HOUR))
    work_at(NOW)
    (sent,) = mail.outbox
    assert sent.to == ["watch@police.example"]
    assert NAME not in str(sent.message())
    assert "C-r-1" not in str(sent.message())
    assert sent.body == (
        "At its deadline the hold is unlawful. Release the person by then, or enter the hand-over.\n\n"
        "Agency: Example City Police\nRequest: r-1\nDeadline: Mon 23 November 2026 11:00 EST\n"
        "Time left: 1 h 0 min\nSee: https://desk.example/requests/r-1/\n"
    )


def test_an_agency_that_wants_nothing_gets_nothing(desk: Desk) -> None:
    """The alert is remembered all the same: who asks later sees when it was due."""
    desk.open(Case(request="r-1", agency=JAIL, due=-HOUR, held=HOUR))
    work_at(NOW)
    assert made() == [("r-1", "1_hour")]
    assert Delivery.objects.count() == 0


def test_what_failed_is_tried_again_and_shows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, client_for: ClientFor
) -> None:
    """A mail server that is down for five minutes must not swallow the only alert."""

    def refuse(*_: object) -> None:
        raise NotSent("TimeoutError")

    desk.open(Case(request="r-1", due=-HOUR, held=HOUR))
    with monkeypatch.context() as broken:
        broken.setitem(CHANNELS, "email", refuse)
        for after in (0, 29, 30):
            for number in scan(NOW + after * SECOND):
                with pytest.raises(NotSent):
                    send(Delivery.objects.select_related("alert").get(pk=number), NOW)
    assert Delivery.objects.get().tries == 2
    page = client_for(Role.CLERK).get("/board/").content.decode()
    assert "1 alert could not be sent; it is being tried again." in page
    work_at(NOW + 90 * SECOND)
    assert len(mail.outbox) == 1
    assert "could not be sent" not in client_for(Role.CLERK).get("/board/").content.decode()


def test_one_round_of_the_worker_sends_and_gives_a_sign_of_life(desk: Desk, settings: Settings) -> None:
    """This is what runs at night: the scan, the tasks, the row the board reads."""
    desk.open(Case(request="r-1", due=-HOUR, held=HOUR))
    working.work(once=True)
    assert len(mail.outbox) == 1
    assert Heartbeat.objects.get().at == NOW


def test_a_round_that_fails_gives_no_sign_and_the_next_one_works(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """A typing error in the settings must show on the board, and must not need a restart once mended."""
    desk.open(Case(request="r-1", due=-HOUR, held=HOUR))
    file = desk.site.home.folder / "alerts.toml"
    file.write_text("email = [", encoding="utf-8")
    working.one_round()
    assert Heartbeat.objects.count() == 0
    assert "HL-7003" in caplog.text
    file.write_text(TOLD, encoding="utf-8")
    working.one_round()
    assert len(mail.outbox) == 1


def test_the_worker_rests_between_rounds(desk: Desk) -> None:
    """It goes on until it is told to stop."""
    rested: list[float] = []

    def rest(seconds: float) -> None:
        rested.append(seconds)
        if len(rested) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        working.work(once=False, rest=rest)
    assert rested == [15, 15, 15]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[agency", "It cannot be read as TOML."),
        ("agencies = 1", "the file: 'agencies' means nothing here."),
        ("agency = 1", "'agency' is not a table."),
        ("[mail]\nhosts = 1", "mail: 'hosts' means nothing here."),
        ("[agency.x]\nmail = 1", "agency.x: 'mail' means nothing here."),
        ("[agency.x]\nemail = 'a@b'", "agency.x: 'email' is not a list of addresses."),
        ("[agency.x]\nemail = ['nobody']", "agency.x: 'email' is not a list of addresses."),
        (
            "[agency.x]\nwebhook = 'http://desk.example/'",
            "agency.x: 'webhook' begins with neither https:// nor http://127.0.0.1.",
        ),
    ],
)
def test_settings_that_cannot_be_used_are_refused(desk: Desk, text: str, says: str) -> None:
    """A word misspelt in a file is an alert that nobody gets, unless it is said at once."""
    (desk.site.home.folder / "alerts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(HoldlawError) as refused:
        alert_settings(desk.site.home.folder)
    assert refused.value.problems[0].what == says


def test_mail_goes_by_the_server_that_is_named(desk: Desk) -> None:
    """Each agency has its own mail server; the password stands in a file that nobody else reads."""
    folder = desk.site.home.folder
    (folder / "mail.password").write_text("not a real one\n", encoding="ascii")
    (folder / "mail.password").chmod(0o600)
    named = '[mail]\nfrom = "a@b.example"\nhost = "mail.example"\nport = 587\ntls = true\nuser = "u"\n'
    (folder / "alerts.toml").write_text(f'{named}password_file = "mail.password"\n', encoding="utf-8")
    told = alert_settings(folder)
    assert told.sender == "a@b.example"
    assert told.mail == {
        "host": "mail.example", "port": 587, "use_tls": True, "username": "u", "password": "not a real one",
    }  # fmt: skip
    assert "not a real one" not in repr(told)


def test_a_demo_writes_to_an_address_that_exists_nowhere(desk: Desk, settings: Settings) -> None:
    """A demo on somebody's laptop must not send mail to a real desk."""
    settings.DEMO = True
    (desk.site.home.folder / "alerts.toml").unlink()
    assert alert_settings(desk.site.home.folder).of(CITY).email == ("desk@city-police.example",)
    hook = f"[agency.{CITY}]\nwebhook = 'https://elsewhere.example/'\n"
    (desk.site.home.folder / "alerts.toml").write_text(hook, encoding="utf-8")
    with pytest.raises(HoldlawError):
        alert_settings(desk.site.home.folder)


def test_the_worker_says_who_is_told(desk: Desk) -> None:
    """Whoever starts it sees at once that a line is missing."""
    assert working.described(desk.site.home.folder) == ["city-police: 1 e-mail addresses, no webhook"]
    (desk.site.home.folder / "alerts.toml").unlink()
    assert working.described(desk.site.home.folder)[0].startswith("Nobody is told")
