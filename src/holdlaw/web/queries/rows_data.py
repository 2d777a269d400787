"""What a law is put to: a table that was imported, or the requests of the agency's own register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from typing import ClassVar

from attrs import frozen

from holdlaw.core.case import Act
from holdlaw.simulate.comparing import Compared, Comparison
from holdlaw.simulate.comparing_register import RegisterComparison
from holdlaw.simulate.from_register import asked_of
from holdlaw.simulate.laws import Law
from holdlaw.simulate.ready import ready
from holdlaw.simulate.simulating import Counted, Simulation
from holdlaw.simulate.source import connect, open_source
from holdlaw.store.home import Home
from holdlaw.store.opening import open_register
from holdlaw.store.reading import size
from holdlaw.web.desk import Desk
from holdlaw.web.queries.agencies import Agency
from holdlaw.web.queries.rows_kept import Kept, Table, kept_or_404

REGISTER = "register"
"""What stands in an address where a table has its digest."""


@frozen
class Requests:
    """The requests of an agency at so many entries: figures of an earlier moment are not its own."""

    home: Home
    agency: str
    entries: int


@frozen(eq=False, slots=False)
class OwnRegister:
    """The agency's own requests, as the register now holds them."""

    home: Home
    agency: Agency
    entries: int
    digest: ClassVar[str] = REGISTER
    own: ClassVar[bool] = True

    @cached_property
    def name(self) -> str:
        """Name it in files: the agency, and how many entries the register had."""
        return f"{REGISTER}_{self.agency.id}_{self.entries}"

    @property
    def table(self) -> Requests:
        """Give what is counted."""
        return Requests(self.home, self.agency.id, self.entries)


Data = Kept | OwnRegister


def own_register(desk: Desk) -> OwnRegister:
    """Give the requests of the agency at the desk; another agency's are nobody's here."""
    return OwnRegister(desk.register.home, desk.agency, size(desk.register.db))


def data_or_404(desk: Desk, digest: str) -> Data:
    """Give the data that an address names; raise Http404 if there is none."""
    return own_register(desk) if digest == REGISTER else kept_or_404(desk, digest)


@contextmanager
def counted(of: Table | Requests, law: Law, acts: Sequence[Act]) -> Iterator[Counted]:
    """Put the rows to a law. Raise HoldlawError where they cannot be."""
    if isinstance(of, Requests):
        with open_register(of.home, read_only=True) as register:
            (rows,) = asked_of(register, (law,), acts, of.agency)
            with closing(rows.source.con):
                yield rows
        return
    with closing(connect()) as con:
        source = open_source(con, of.path, law.book.questions)
        yield Simulation(source, law, acts, ready(source, law.needed(acts), tuple(law.book.forms)))


@contextmanager
def compared(of: Table | Requests, laws: tuple[Law, Law], acts: Sequence[Act]) -> Iterator[Compared]:
    """Put the rows to two laws. Raise HoldlawError where they cannot be."""
    if isinstance(of, Requests):
        with open_register(of.home, read_only=True) as register:
            requests = RegisterComparison(register, laws, acts, of.agency)
            with closing(requests.source.con):
                yield requests
        return
    with closing(connect()) as con:
        yield Comparison(open_source(con, of.path, laws[0].book.questions), laws, acts)
