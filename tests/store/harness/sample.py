"""The register that is tampered with: 64 entries, people with private values, checkpoints, states."""

from __future__ import annotations

from typing import Final

from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import open_register
from holdlaw.store.reading import size
from holdlaw.store.signer import sign
from holdlaw.store.states import catch_up

from .grounds import new_register
from .material import ENTERED_AT, drafts_for

SEED: Final = 64
SIZES: Final = (21, 40, 64)
"""Where a checkpoint is signed; the last one covers everything."""


def build_sample(home: Home) -> str:
    """Build it, and give the newest checkpoint: the copy that is kept elsewhere."""
    new_register(home)
    note, number = "", 0
    for goal in SIZES:
        with open_register(home) as register:
            while (stands := size(register.db)) < goal:
                key = f"s{number}-0"
                drafts = drafts_for(SEED, key)[: goal - stands]
                intake(register, drafts, key=key, entered_at=ENTERED_AT)
                number += 1
            catch_up(register)
        note = sign(home)
    return note
