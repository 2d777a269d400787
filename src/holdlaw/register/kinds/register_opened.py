"""The entry `register.opened`."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from holdlaw.register.kind import Kind, text


@frozen(kw_only=True)
class RegisterOpened(Kind):
    """The register began, with the public keys that its checkpoints and receipts are signed with."""

    NAME: ClassVar[str] = "register.opened"
    SENTENCE: ClassVar[str] = "{actor} opened the register."

    checkpoint_key: str = text()
    receipt_key: str = text()
