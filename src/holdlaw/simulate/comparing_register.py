"""The requests of a register under two laws, and those on which they part: by their ids, nothing private."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from holdlaw.core.case import Act
from holdlaw.simulate.comparing import ONE, OTHER, Compared
from holdlaw.simulate.compiling import Keyed
from holdlaw.simulate.from_register import PORTION, RegisterRows, asked_of
from holdlaw.simulate.laws import Law
from holdlaw.simulate.source import GIVEN, given
from holdlaw.store.registers import Register


class RegisterComparison(Compared):
    """Two laws and the requests of a register, of every agency or (`agency`) of one."""

    keys = ("row_id", "request")

    def __init__(
        self, register: Register, laws: tuple[Law, Law], acts: Sequence[Act], agency: str | None = None
    ) -> None:
        """Read the register through and keep the keys of each request under both laws."""
        one, other = asked_of(register, laws, acts, agency)
        _bring(other, one)
        caveats = list(dict.fromkeys((*one.source.caveats, *other.source.caveats)))
        source = evolve(one.source, about={**one.source.about, "caveats": caveats})
        keyed = {ONE: _as_kept(one.keyed, ONE), OTHER: _as_kept(other.keyed, OTHER)}
        requests = (
            "SELECT * FROM (SELECT row_id, request, {}, {} FROM keyed JOIN other USING (request))".format(
                *(
                    ", ".join(
                        f"{table}.{key} AS {kept}" for key, kept in zip(own.names(), own.columns, strict=True)
                    )
                    for table, own in zip(("keyed", "other"), keyed.values(), strict=True)
                )
            )
        )
        super().__init__(source, laws, requests, keyed)

    def differing(self) -> str:
        """Write the statement that gives the requests on which the laws differ, with the answers of both."""
        parted = super().differing()
        return (
            f"SELECT row_id, request, parted.* EXCLUDE (row_id) FROM ({parted}) AS parted "
            "JOIN keyed USING (row_id) ORDER BY row_id"
        )


def _as_kept(keyed: Keyed, prefix: str) -> Keyed:
    """Give the packing of a law whose keys stand in columns already."""
    kept = keyed.names(f"{prefix}_kept")
    return evolve(keyed, columns=kept, read=kept, empty=(), settled=())


def _bring(other: RegisterRows, one: RegisterRows) -> None:
    """Bring the keys under the other law to where those under the first are."""
    names = other.keyed.names()
    types = {"request": "VARCHAR"} | dict.fromkeys(names, "BIGINT")
    con = one.source.con
    con.execute(f"CREATE TABLE other ({', '.join(f'{name} {type_}' for name, type_ in types.items())})")
    kept = other.source.con.execute(f"SELECT {', '.join(types)} FROM keyed ORDER BY row_id")
    while portion := kept.fetchmany(PORTION):
        rows = [dict(zip(types, row, strict=True)) for row in portion]
        con.execute(f"INSERT INTO other {GIVEN}", given(types, rows))
    other.source.con.close()
