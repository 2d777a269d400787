"""The entry `notice.served`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, choice, code, three


@frozen(kw_only=True)
class NoticeServed(Kind):
    """The person was given a paper, or told something the law owes them."""

    NAME: ClassVar[str] = "notice.served"
    SENTENCE: ClassVar[str] = "{actor} served {what} on the person at {happened_at}, in {language}."

    what: str = choice("copy_of_request", "decision", "rights", "notice_of_transfer")
    language: str = code()
    """A language tag: en, es."""
    proof: str = choice("signed_copy", "witness", "refused_to_sign", "none")
    counsel_told: str | None = three(optional=True)
