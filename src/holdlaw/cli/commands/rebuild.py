"""`holdlaw rebuild`: throws the states away and folds every entry again."""

from __future__ import annotations

from holdlaw.cli.law_options import OneJson
from holdlaw.cli.register_options import DatabaseUrl, Dir, ending, home_of, shown
from holdlaw.store.opening import open_register
from holdlaw.store.renewing import renew_derived
from holdlaw.store.states import catch_up, rebuild, states_digest


def command(dir_: Dir, database_url: DatabaseUrl = None, as_json: OneJson = False) -> None:
    """Fold all entries again, and say whether what stood there was the same, byte for byte.

    Where another version of Holdlaw laid the states out otherwise, they are laid out anew.
    """

    def run() -> int:
        home = home_of(dir_, database_url)
        renewed = renew_derived(home)
        with open_register(home) as register:
            behind = catch_up(register)
            before, after = states_digest(register.db), rebuild(register)
        told = {"ok": True, "digest": after, "equal": before == after, "behind": behind, "renewed": renewed}
        was = (
            "The states were the same" if before == after else "The states were not what the entries fold to"
        )
        was = "The states were laid out by another version" if renewed else was
        return shown(
            told, f"{was}; they are rebuilt.\n{behind} entries had not been folded yet.\n{after}", as_json
        )

    raise ending(run, as_json)
