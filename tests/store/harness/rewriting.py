"""A forger who has understood the tree, and recomputes every later number and hash; the key is missing.

What comes out is a register that hangs together. Only a checkpoint kept elsewhere tells it from the true one.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import frozen

from holdlaw.register.canonical import canonical
from holdlaw.register.tree import Frontier, leaf_hash
from holdlaw.store.home import Home

from .raw import Raw, Row, Table, raw
from .tampers import _leaves, _other

Body = dict[str, Any]
Log = list[tuple[int | None, Body]]
"""Bodies in their new order, each with the number it had before; None for one that is forged."""


@frozen
class Rewriting:
    """One alteration of the whole log, and the first place it touches."""

    name: str
    first: int
    make: Callable[[Log], Log]


def rewritings(bodies: Sequence[Body], places: Sequence[int]) -> Iterator[Rewriting]:
    """Make every alteration at these places; none touches entry 0, which names the keys, or the end."""
    for place in sorted({place for place in places if 0 < place < len(bodies)}):
        yield Rewriting(f"entry {place} deleted", place, _without(place))
        yield Rewriting(f"entry {place} twice", place, _inserting(place, bodies[place], "-again"))
        yield Rewriting(
            f"an entry forged before entry {place}", place, _inserting(place, bodies[-1], "-forged")
        )
        if place + 1 < len(bodies):
            yield Rewriting(f"entries {place} and {place + 1} swapped", place, _swapped(place))
        for path, _ in _leaves(bodies[place]):
            if path[-1] != "seq":
                named = ".".join(map(str, path))
                yield Rewriting(f"{named} of entry {place} changed", place, _changed(place, path))


def rollbacks(sizes: Sequence[int]) -> Iterator[Rewriting]:
    """Cut the log off at each size."""
    for size in sizes:
        yield Rewriting(f"rolled back to {size} entries", size, _cut(size))


def forks(bodies: Sequence[Body], places: Sequence[int]) -> Iterator[Rewriting]:
    """Let another history follow from each place on: a shorter one, one as long, and a longer one."""
    for place in places:
        for extra in (-1, 0, 5):
            count = len(bodies) - place + extra
            yield Rewriting(
                f"another history of {count} entries from {place} on",
                place,
                _forked(place, count, bodies[-1]),
            )


def _cut(size: int) -> Callable[[Log], Log]:
    return lambda log: log[:size]


def _without(place: int) -> Callable[[Log], Log]:
    return lambda log: log[:place] + log[place + 1 :]


def _inserting(place: int, body: Body, mark: str) -> Callable[[Log], Log]:
    forged = {**body, "key": body["key"] + mark}
    return lambda log: [*log[:place], (None, forged), *log[place:]]


def _swapped(place: int) -> Callable[[Log], Log]:
    return lambda log: [*log[:place], log[place + 1], log[place], *log[place + 2 :]]


def _changed(place: int, path: Sequence[Any]) -> Callable[[Log], Log]:
    def make(log: Log) -> Log:
        number, body = log[place]
        body = json.loads(json.dumps(body))
        inner: Any = body
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = _other(inner[path[-1]])
        return [*log[:place], (number, body), *log[place + 1 :]]

    return make


def _forked(place: int, count: int, body: Body) -> Callable[[Log], Log]:
    forged: Log = [(None, {**body, "key": f"fork-{number}/0"}) for number in range(count)]
    return lambda log: log[:place] + forged


def numbered(log: Log) -> tuple[list[Row], dict[int, int]]:
    """Give the rows of `entries` for a log, all recomputed; and each old number's new one."""
    frontier, rows, moved = Frontier(), [], {}
    for seq, (number, body) in enumerate(log):
        data = canonical({**body, "seq": seq})
        rows.append((seq, data.decode(), frontier.append(leaf_hash(data))))
        if number is not None:
            moved[number] = seq
    return rows, moved


def rewrite(home: Home, rewriting: Rewriting) -> None:
    """Write the altered log, move the vault along, and remove every checkpoint that would contradict it.

    The signer's own folder is rolled back too: whoever has the machine has that, but for the key.
    """
    with raw(home) as opened:
        tables = {table.name.rpartition(".")[2]: table for table in opened.tables()}
        log: Log = [(seq, json.loads(body)) for seq, body, _ in opened.read(tables["entries"])]
        rows, moved = numbered(rewriting.make(log))
        opened.write(tables["entries"], rows)
        _move_vault(opened, tables["vault_entry"], moved)
        kept = [row for row in opened.read(tables["checkpoints"]) if row[0] <= rewriting.first]
        opened.write(tables["checkpoints"], kept)
        for name in ("state_case", "state_person", "state_mark"):
            opened.write(tables[name], [])
    _roll_back_signer(home, [size for size, _ in kept])


def _move_vault(opened: Raw, table: Table, moved: dict[int, int]) -> None:
    rows = opened.read(table)
    opened.write(table, [(moved[seq], *rest) for seq, *rest in rows if seq in moved])


def _roll_back_signer(home: Home, sizes: Sequence[int]) -> None:
    notes = home.signer_folder / "checkpoints"
    for path in notes.glob("*.note"):
        if int(path.stem) not in sizes:
            path.unlink()
    latest = notes / f"{max(sizes, default=-1)}.note"
    for copy in (home.signer_folder / "state.note", home.latest_checkpoint):
        copy.unlink(missing_ok=True)
        if latest.exists():
            shutil.copy(latest, copy)
