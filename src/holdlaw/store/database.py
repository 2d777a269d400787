"""One face for two engines: SQL is written once, with `?`, and gives the same rows on both."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, ClassVar

from holdlaw.core.problems import HoldlawError, Problem

Row = tuple[Any, ...]
BUSY_SECONDS = 60
"""How long a writer waits for the others before it gives up."""

_PAGE_ROWS = 1000
_FIRST = -(2**63)


class Database(ABC):
    """A connection to the database of a register. Texts come back as str, blobs as bytes.

    Every refusal of the engine is raised as HoldlawError HL-6003, which repeats no value of a row.
    """

    engine: ClassVar[str]
    """`sqlite` or `postgresql`."""

    BYTES_OF_BODY: ClassVar[str]
    """The SQL that gives the column `body` as bytes, without a detour over text."""

    @abstractmethod
    def execute(self, sql: str, params: Sequence[Any] = ()) -> None:
        """Run one statement."""

    @abstractmethod
    def rows(self, sql: str, params: Sequence[Any] = ()) -> Iterator[Row]:
        """Give the rows of a query; all are fetched before the first is given."""

    @abstractmethod
    def one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """Give the first row of a query, or None."""

    @abstractmethod
    def script(self, sql: str) -> None:
        """Run a file of statements."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """Take the one write lock; commit at the end, durably; on an error undo everything."""

    def together(self) -> AbstractContextManager[None]:
        """Send what is executed in the block in one go, where the engine can; refusals come at its end."""
        return nullcontext()

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[None]:
        """Read the database as it stands now, however many statements it takes; nothing can be written."""

    @abstractmethod
    def trial(self) -> AbstractContextManager[None]:
        """Try something, and undo it at the end."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection."""

    @abstractmethod
    def _undo(self) -> None:
        """Undo the transaction that is open, if one is."""

    @contextmanager
    def _whole(self, end: str = "COMMIT") -> Iterator[None]:
        """End the transaction that the block begins; on an error undo it."""
        try:
            yield
            self.execute(end)
        except BaseException:
            self._undo()
            raise


def entry_rows(db: Database, start: int = 0, before: int | None = None) -> Iterator[tuple[int, bytes, bytes]]:
    """Give number, bytes and nodes of each stored row, in order, a page at a time.

    It assumes nothing about the numbers, so that a row which should not be there is given too: one below 0
    comes first, and one number twice comes twice.
    """
    floor, limit = (start if start > 0 else _FIRST), _PAGE_ROWS
    sql = (
        f"SELECT seq, {db.BYTES_OF_BODY}, nodes FROM entries "
        f"WHERE seq >= ?{'' if before is None else ' AND seq < ?'} ORDER BY seq LIMIT ?"
    )
    ceiling = [] if before is None else [before]
    while True:
        page = list(db.rows(sql, [floor, *ceiling, limit]))
        if len(page) < limit:
            yield from page
            return
        last = page[-1][0]  # its row comes with the next page, as often as it stands there
        whole = [row for row in page if row[0] != last]
        yield from whole
        floor, limit = last, limit if whole else limit * 2


def refused(where: str, what: str) -> HoldlawError:
    """Say that the engine refused. `what` must repeat no value of a row."""
    why = "What is not stored is not acknowledged."
    mend = "Run `holdlaw doctor`; if the database is busy or its disk is full, mend that and try again."
    return HoldlawError([Problem("HL-6003", where, f"It says: {what}.", why, mend)])


def unopened(where: str, what: str, mend: str) -> HoldlawError:
    """Say that there is no register here, or that it cannot be opened."""
    return HoldlawError([Problem("HL-6001", where, what, "Nothing can be recorded or shown.", mend)])
