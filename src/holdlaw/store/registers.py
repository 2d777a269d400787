"""An open register: its database, its keys, and what is kept in memory of the tree."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from attrs import define, field, frozen

from holdlaw.register.notes import SigningKey, VerifierKey, read_verifier_key
from holdlaw.register.tree import Frontier
from holdlaw.store.database import Database
from holdlaw.store.home import Home
from holdlaw.store.keys import Entropy, KeyFile
from holdlaw.store.reading import entry_at


@define
class Edge:
    """The right edge of the tree as this process last saw it. Another process may have written since."""

    frontier: Frontier = field(factory=Frontier)


@frozen(eq=False)
class Register:
    """An open register, for one thread. Whoever opens it closes it; `with` does that too."""

    home: Home
    db: Database
    keys: KeyFile
    origin: str
    receipt_key: SigningKey
    entropy: Entropy
    edge: Edge = field(factory=Edge, repr=False)

    @property
    def verifier_keys(self) -> tuple[VerifierKey, VerifierKey]:
        """Give the public keys of checkpoints and of receipts, as the first entry names them."""
        fields = entry_at(self.db, 0).fields
        return read_verifier_key(fields["checkpoint_key"]), read_verifier_key(fields["receipt_key"])

    def close(self) -> None:
        """Close the database and the key file."""
        self.db.close()
        self.keys.close()

    def __enter__(self) -> Self:
        """Give the register itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
