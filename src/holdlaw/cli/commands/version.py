"""`holdlaw version`: which program and which law this is."""

from __future__ import annotations

import holdlaw
from holdlaw.cli.asking import AsJson, say, to_json
from holdlaw.cli.lines import wrapped
from holdlaw.policybook import shipped


def command(as_json: AsJson = False) -> None:
    """Print the version of the program, and the places whose law it carries."""
    places = shipped().place_names()
    if as_json:
        say(to_json({"holdlaw": holdlaw.__version__, "contract": 1, "places": list(places)}))
    else:
        say("\n".join([f"holdlaw {holdlaw.__version__}", *wrapped(f"law of: {', '.join(places)}", "", "  ")]))
