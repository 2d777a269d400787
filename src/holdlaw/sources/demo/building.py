"""Writes a demo to a store of its own: the one part that is not pure.

The same seed and the same moment make the same register, root and keys included. For that its salts and keys
are drawn from the seed too, here and nowhere else: whoever knows the seed knows them, so such a register
protects nobody and proves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Final

from attrs import field, frozen

from holdlaw.register.entry import Actor
from holdlaw.sources.demo.lines import Step
from holdlaw.sources.demo.moments import at_hour
from holdlaw.sources.demo.plan import OPENED_ON, ORIGIN, Plan
from holdlaw.store.home import Home
from holdlaw.store.intake import intake
from holdlaw.store.opening import create_register, open_register
from holdlaw.store.registers import Register
from holdlaw.store.signer import sign
from holdlaw.store.states import catch_up

KEEPER: Final = Actor("register-administrator-1", "administrator")


_UNHURRIED = {"sqlite": "PRAGMA synchronous = OFF", "postgresql": "SET synchronous_commit = off"}
"""Does not wait for the disk at each of thousands of steps: a demo that is cut short is built again.

It holds for the connection that builds, and for no other.
"""


@frozen(eq=False)
class Built:
    """What was built: how many entries, of each type and agency, and the newest checkpoint."""

    size: int
    kinds: Counter[str]
    requests: Counter[str]
    checkpoint: str = field(repr=False)


def build(plan: Plan, home: Home, tick: Callable[[int], None] = lambda _: None) -> Built:
    """Make the register of a plan and fill it; `tick` is told the number of entries now and then.

    Raise HoldlawError (HL-6012) if the folder or the database is in use.
    """
    opened = at_hour(OPENED_ON, 8, plan.zone)
    entropy = plan.chance("salts and keys").randbytes
    create_register(home, origin=ORIGIN, opened_at=opened, actor=KEEPER, entropy=entropy)
    with open_register(home, entropy=entropy) as register:
        register.db.execute(_UNHURRIED[register.db.engine])
        writer = _Writer(register, home, plan.checkpoints())
        for step in plan.steps():
            writer.write(step)
            tick(writer.size)
        catch_up(register)
    return Built(writer.size, writer.kinds, writer.requests, sign(home))


class _Writer:
    """Writes steps one after another, and has the register signed at each moment that asks for it."""

    def __init__(self, register: Register, home: Home, sign_at: list[datetime]) -> None:
        self._register, self._home, self._sign_at = register, home, sign_at
        self._numbers: dict[str, int] = {}
        self._steps = 0
        self.size = 1
        self.kinds: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()

    def write(self, step: Step) -> None:
        """Write one step, in one transaction."""
        while self._sign_at and self._sign_at[0] <= step.entered_at:
            self._sign_at.pop(0)
            sign(self._home)
        self._numbers |= step.named(self.size)
        drafts = step.drafts(self._numbers)
        receipts = intake(self._register, drafts, key=f"demo-{self._steps}", entered_at=step.entered_at)
        assert receipts[0].seq == self.size, "somebody else writes to the register of the demo"
        self._steps += 1
        self.size += len(drafts)
        self.kinds.update(draft.content.NAME for draft in drafts)
        self.requests.update(draft.agency for draft in drafts if draft.content.NAME == "request.received")
