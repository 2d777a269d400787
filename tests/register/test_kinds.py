"""Every type of entry can be made, said in a sentence and erased; it refuses what nobody could read later."""

from __future__ import annotations

from datetime import datetime
from string import Formatter
from typing import Any

import pytest
from attrs import fields

from holdlaw.core.problems import HoldlawError
from holdlaw.register.canonical import canonical
from holdlaw.register.entry import Actor, Draft, Entry, Place, enter
from holdlaw.register.kind import ERASED, Erasure, Kind
from holdlaw.register.kinds import kind_named, kinds
from holdlaw.register.kinds.contact_logged import ContactLogged
from holdlaw.register.kinds.custody_stated import CustodyStated
from holdlaw.register.kinds.decision_made import DecisionMade
from holdlaw.register.kinds.entry_corrected import EntryCorrected
from holdlaw.register.kinds.erasure_asked import ErasureAsked
from holdlaw.register.kinds.fact_stated import FactStated
from holdlaw.register.kinds.hold_ended import HoldEnded
from holdlaw.register.kinds.opinion_given import OpinionGiven
from holdlaw.register.kinds.paper_attached import PaperAttached
from holdlaw.register.kinds.record_searched import RecordSearched
from holdlaw.register.kinds.request_received import RequestReceived

from .desk import NOON, ORIGIN, salts
from .samples import KINDS, fullest

MARK = "private-marker"
NAMED = {
    "access.denied",
    "account.changed",
    "agency.joined",
    "attestation.given",
    "citizenship.claimed",
    "citizenship.reviewed",
    "clock.recomputed",
    "contact.logged",
    "custody.stated",
    "decision.made",
    "decision.overridden",
    "decision.signed",
    "entry.corrected",
    "erasure.asked",
    "fact.stated",
    "hold.ended",
    "hold.started",
    "identity.questioned",
    "identity.settled",
    "notice.served",
    "opinion.asked",
    "opinion.given",
    "paper.attached",
    "person.released",
    "person.transferred",
    "record.sealed",
    "record.searched",
    "record.shredded",
    "record.unsealed",
    "register.opened",
    "records.disclosed",
    "report.drafted",
    "report.published",
    "report.reviewed",
    "request.cancelled",
    "request.duplicated",
    "request.received",
    "request.superseded",
}


def entered(content: Kind) -> Entry:
    """Give the entry that a content becomes."""
    draft = Draft(
        content=content,
        agency="example-jail",
        actor=Actor("clerk-1", "clerk"),
        happened_at=NOON,
        request="req-1",
        person="person-1",
    )
    return enter(draft, Place(origin=ORIGIN, seq=1, entered_at=NOON, key="key-1"), salts())[0]


def required(kind: type[Kind]) -> Kind:
    """Give an entry of one type with its required fields alone."""
    full = fullest(kind, MARK)
    return kind(
        **{each.name: getattr(full, each.name) for each in fields(kind) if not each.metadata["optional"]}
    )


def test_the_types_are_the_ones_that_are_known() -> None:
    """A type that vanishes makes old entries unreadable; a new one is added here on purpose."""
    assert {kind.NAME for kind in KINDS} == NAMED


def test_an_unknown_type_is_refused_by_name() -> None:
    """An entry made by a newer version must not be counted as if nothing had been said."""
    with pytest.raises(HoldlawError, match=r"HL-5001: request\.received/9: No such type of entry is known"):
        kind_named("request.received", 9)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_a_name_is_past_tense_and_matches_its_file(kind: type[Kind]) -> None:
    """Whoever looks for the meaning of an entry finds its file by its name alone."""
    assert kind.__module__.rpartition(".")[2] == kind.NAME.replace(".", "_")
    assert kind.NAME.rpartition(".")[2].endswith("ed") or kind.NAME in {
        "attestation.given",
        "decision.made",
        "decision.overridden",
        "opinion.given",
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_every_private_field_says_how_it_is_erased(kind: type[Kind]) -> None:
    """A person who is to be erased must not live on in a field nobody thought of."""
    assert set(kind.private_fields().values()) <= {Erasure.WITH_PERSON}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_a_sentence_says_every_required_thing_and_nothing_private(kind: type[Kind]) -> None:
    """The timeline is read aloud in council; it must be whole, and it must not name the person."""
    whole, least = entered(fullest(kind, MARK)), entered(required(kind))
    for entry in (whole, least):
        assert MARK not in entry.sentence()
        assert MARK.encode() not in entry.as_bytes()
        assert entry.sentence().endswith(".")
    optional = {each.name for each in fields(kind) if each.metadata["optional"]}
    asked = {name for _, name, _, _ in Formatter().parse(kind.SENTENCE) if name}
    assert not asked & set(kind.private_fields())
    assert "(not stated)" not in whole.sentence()
    assert ("(not stated)" in least.sentence()) == bool(asked & optional)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_an_entry_reads_back_as_what_was_entered(kind: type[Kind]) -> None:
    """What counsel decided must come back from the register word for word, or marked as erased."""
    content = fullest(kind, MARK)
    entry = entered(content)
    assert entry.content(content.private()) == content
    closed = entry.content()
    assert {getattr(closed, name) for name in kind.private_fields()} <= {ERASED}
    assert closed.public() == content.public()
    assert closed.private() == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_a_field_too_many_or_too_few_is_refused(kind: type[Kind]) -> None:
    """An entry that says something its type does not know would lose it without a word."""
    public = fullest(kind, MARK).public()
    with pytest.raises(HoldlawError, match=rf"HL-5002: {kind.NAME}: The value has a field too many"):
        kind.read({**public, "no_such_field": 1}, {}, {})


def test_a_private_field_in_the_open_is_refused() -> None:
    """A name that reaches the hashed bytes can never be erased again."""
    public = {"fact": "known_gang_member", "source": "search", "value": "yes"}
    with pytest.raises(HoldlawError, match="stands in the open, and the field is private"):
        FactStated.read(public, {}, {})


def decision(**changes: Any) -> DecisionMade:
    """Make a decision with some fields changed."""
    full = fullest(DecisionMade, MARK)
    return DecisionMade(
        **{**{each.name: getattr(full, each.name) for each in fields(DecisionMade)}, **changes}
    )


WRONG = [
    (lambda: CustodyStated(release_due_at="2026-03-02T12:00:00"), "custody.stated.release_due_at",
     "is not a moment with its offset"),
    (lambda: CustodyStated(release_due_at="2026-03-02"), "custody.stated.release_due_at",
     "is not a moment with its offset"),
    (lambda: CustodyStated(release_due_at=5), "custody.stated.release_due_at",  # type: ignore[arg-type]
     "is not a moment with its offset"),
    (lambda: PaperAttached(paper="writ", signed_on="2026-02-30"), "paper.attached.signed_on", "is not a day"),
    (lambda: PaperAttached(paper="writ", signed_on="20260302"), "paper.attached.signed_on", "is not a day"),
    (lambda: PaperAttached(paper="I-200"), "paper.attached.paper",
     "is none of administrative_warrant, warrant, order, subpoena, writ, other, unknown"),
    (lambda: PaperAttached(paper="warrant", criminal="true"), "paper.attached.criminal",
     "is none of yes, no, unknown"),
    (lambda: HoldEnded(hold=-1, reason="expired"), "hold.ended.hold", "is not a whole number"),
    (lambda: HoldEnded(hold=True, reason="expired"), "hold.ended.hold", "is not a whole number"),
    (lambda: ErasureAsked(what="seal", cite=" "), "erasure.asked.cite", "is not a text"),
    (lambda: FactStated(fact="known_gang_member", source="two words", value="yes"), "fact.stated.source",
     "is not a code"),
    (lambda: FactStated(fact="known_gang_member", source="search", value=""), "fact.stated.value",
     "is not a text"),
    (lambda: RecordSearched(systems="ncic"), "record.searched.systems", "is not a list of codes"),
    (lambda: RecordSearched(systems=["Testa Testperson"]), "record.searched.systems",
     "is not a list of codes"),
    (lambda: RecordSearched(systems=["ncic"], convictions="none"), "record.searched.convictions",
     "is not an object or a list"),
    (lambda: EntryCorrected(corrects=1, because="typing_error", fields=["form"]),  # type: ignore[arg-type]
     "entry.corrected.fields", "is not an object"),
    (lambda: OpinionGiven(asked=1, fact="x", value=None), "opinion.given.value",  # type: ignore[arg-type]
     "is not a text"),
    (lambda: decision(outcomes=ERASED), "decision.made.outcomes", "is not an object"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "where", "wrong"), WRONG, ids=[f"{w}: {e}" for _, w, e in WRONG])
def test_a_value_that_could_not_be_read_later_is_refused_now(make: Any, where: str, wrong: str) -> None:
    """An entry is never edited, so the desk must hear of a mistake while the paper is still in hand."""
    with pytest.raises(HoldlawError) as refused:
        make()
    assert [str(problem) for problem in refused.value.problems] == [
        f"HL-5002: {where}: The value {wrong}. An entry is never edited, so what cannot be read later is "
        "refused now. Mend it and enter it again."
    ]


def test_a_refused_value_is_never_repeated() -> None:
    """An error ends in a log, and the value in it may be a person's name."""
    with pytest.raises(HoldlawError) as refused:
        ContactLogged(direction="Testa Testperson", purpose="general", channel="fax", counterpart="ice")
    assert "Testa" not in str(refused.value)


def test_a_structure_holds_only_what_json_can() -> None:
    """A value that cannot be written the same way twice cannot be proved."""
    odd = RequestReceived(form="I-247A", channel="fax", requester={"agency": datetime(2026, 3, 2)})  # noqa: DTZ001
    with pytest.raises(HoldlawError, match="HL-5001"):
        canonical(odd.public())


def test_a_list_of_types_is_made_once() -> None:
    """Every entry looks its type up; at a million entries the folder must not be read a million times."""
    assert kinds() is kinds()


def test_erased_says_so() -> None:
    """Whoever debugs at night must see at once that a value is gone, not wrong."""
    assert repr(ERASED) == "ERASED"
