"""`holdlaw doctor`: tells what is wrong with a register that still works, and how to mend it."""

from __future__ import annotations

from attrs import asdict

from holdlaw.cli.asking import ANSWERED, FINDING
from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, shown, the_time
from holdlaw.store.doctor import examine


def command(dir_: Dir, database_url: DatabaseUrl = None, as_json: OneJson = False) -> None:
    """Examine keys, signer, vault, clock, disk and server. Exit 1 if something is wrong; a note is not."""

    def run() -> int:
        found = examine(home_of(dir_, database_url), the_time())
        wrong = [each for each in found if not each.advice]
        notes = [each for each in found if each.advice]
        told = {"ok": not wrong, "wrong": list(map(asdict, wrong)), "notes": list(map(asdict, notes))}
        verdict = f"{len(wrong)} things are wrong." if wrong else "Nothing is wrong."
        shown(told, "\n".join([*map(str, [*wrong, *notes]), verdict]), as_json)
        return FINDING if wrong else ANSWERED

    raise ending(run, as_json)
