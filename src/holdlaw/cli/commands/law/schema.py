"""`holdlaw law schema`: the shape of a policy version file, for editors."""

from __future__ import annotations

import json

from holdlaw.cli.asking import ANSWERED, Policies, say, the_book
from holdlaw.cli.law_options import OneJson, ending
from holdlaw.policybook.schema import policy_schema


def command(as_json: OneJson = False, policies: Policies = None) -> None:
    """Print a JSON Schema (draft 2020-12) of a policy version file. It is JSON with or without --json."""

    def run() -> int:
        book = the_book(policies)
        say(json.dumps(policy_schema(book.questions, book.calendar_names), indent=1, ensure_ascii=False))
        return ANSWERED

    raise ending(run, as_json)
