"""Taking a bill in: an edited version of a place's law, checked as every law is, wholly or not at all."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from holdlaw.core.problems import HoldlawError
from holdlaw.policybook.checking import Checking
from holdlaw.policybook.nodes import decode, parse
from holdlaw.policybook.policy_check import check_law
from holdlaw.policybook.version_files import read_in_force
from holdlaw.simulate.forking import fork
from holdlaw.store.durable import make_durable
from holdlaw.web.actions.deciding import refusal
from holdlaw.web.desk import Desk
from holdlaw.web.queries.rows_bills import ABOUT, NAME_LENGTH, PREFIX, bills_of

BILL_MAX = 1024 * 1024
"""Bytes of a bill; the largest version of a shipped law has less than a tenth."""
_OWN_FOLDER = 0o700
_FILE = "bill.yaml"


@frozen
class _Stated:
    """What a version says of itself: of which place it is, and its first day, by which it is named."""

    place: str
    version: str


def keep_bill(desk: Desk, uploaded: UploadedFile[Any]) -> tuple[str, bool]:
    """Put an uploaded version into a copy of its place's law; give the bill's name, and whether it was there.

    The file's own name is not kept. Raise HoldlawError with every mistake in it, and leave nothing then.
    """
    data = uploaded.read(BILL_MAX + 1)
    if len(data) > BILL_MAX:
        raise _too_large()
    stated, folder = _stated(desk, data), bills_of(desk)
    name = f"{PREFIX}{sha256(data).hexdigest()[:NAME_LENGTH]}"
    if (folder / name).exists():
        return name, True
    folder.mkdir(mode=_OWN_FOLDER, exist_ok=True)
    with TemporaryDirectory(prefix=".taking-", dir=folder) as beside:
        made = Path(beside) / "bill"
        (fork(desk.book, stated.place, made) / f"{stated.version}.yaml").write_bytes(data)
        problems = check_law(made).problems
        if problems:
            raise HoldlawError(problems)
        told = {"place": stated.place, "version": stated.version, "came_on": desk.now.date().isoformat()}
        (made / ABOUT).write_text(f"{json.dumps(told)}\n", encoding="utf-8")
        for path in made.rglob("*"):
            make_durable(path)
        made.replace(folder / name)
        make_durable(folder)
    return name, False


def _stated(desk: Desk, data: bytes) -> _Stated:
    node, checking = parse(decode(data, _FILE), _FILE), Checking("HL-2001")
    place, in_force = checking.text(node.get("policy")), read_in_force(node, checking)
    checking.done()
    if not place or in_force is None:
        what = _("The file does not say of which place it is, or from which day.")
        why, mend = _("It could not be put in its place."), _("Give `policy` and `in_force_from`.")
        raise refusal(_FILE, what, why, mend)
    return _Stated(desk.book.place(place, f"{_FILE} (policy)").id, in_force.not_before.isoformat())


def _too_large() -> HoldlawError:
    what = _("The file is larger than %(most)d kB.") % {"most": BILL_MAX >> 10}
    mend = _("Send the one file of the version that was edited.")
    return refusal(_FILE, what, _("No version of a law is as long."), mend)
