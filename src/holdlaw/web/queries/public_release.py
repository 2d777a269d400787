"""What is published for the register, read once and kept until something else is published."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from attrs import field, frozen

import holdlaw
from holdlaw.policybook import Book
from holdlaw.register.kinds.agency_joined import AgencyJoined
from holdlaw.register.kinds.report_published import ReportPublished
from holdlaw.reports.public.gathering import material
from holdlaw.reports.public.material import Material
from holdlaw.reports.public.release import Release, release
from holdlaw.store.registers import Register
from holdlaw.web.queries.agencies import Agency, agencies

VERIFIER = "holdlaw_verify.py"

Mark = tuple[object, ...]
"""Says which publication is the newest: the same mark, the same pages."""

_NEWEST = """
SELECT (SELECT max(size) FROM checkpoints) IS NOT NULL,
    (SELECT max(seq) FROM entries WHERE kind = ? AND seq < (SELECT max(size) FROM checkpoints)),
    (SELECT max(seq) FROM entries WHERE kind = ?)
"""


@frozen(kw_only=True)
class Open:
    """What anybody may see. `made` None: no checkpoint is signed, and so nothing can be published.

    `days`: which day it is at each agency; `verifier`: the file that checks a report, where it is at hand.
    """

    origin: str
    agencies: tuple[Agency, ...]
    book: Book = field(repr=False)
    days: dict[str, date]
    made: Material | None = field(repr=False)
    release: Release | None = field(repr=False)
    verifier: bytes | None = field(repr=False)

    @property
    def empty(self) -> bool:
        """Tell whether nothing was published yet."""
        return self.made is None or not (self.made.publications or self.made.editions)


def newest(register: Register, now: datetime) -> Mark:
    """Tell which publication is the newest, and which day it is: the law in force changes too."""
    row = register.db.one(_NEWEST, [ReportPublished.NAME, AgencyJoined.NAME])
    assert row is not None
    kept = register.home.published_folder / "editions.json"
    try:
        stands = kept.stat()
    except OSError:
        return (*row, now.date(), None)
    return (*row, now.date(), stands.st_mtime_ns, stands.st_size)


def opened(register: Register, book: Book, now: datetime) -> Open:
    """Read all that is published. Raise HoldlawError (HL-8041 to 8043) if what was published is damaged."""
    signed = register.db.one("SELECT max(size) FROM checkpoints")
    made = material(register, book) if signed and signed[0] is not None else None
    joined = tuple(agencies(register).values())
    return Open(
        origin=register.origin,
        agencies=joined,
        book=book,
        days={each.id: now.astimezone(ZoneInfo(each.zone)).date() for each in joined},
        made=made,
        release=release(made) if made else None,
        verifier=_verifier(),
    )


def _verifier() -> bytes | None:
    """Read the verifier: inside the wheel, or beside a checkout's `src`."""
    package = Path(holdlaw.__file__).parent
    for path in (package / "verifier" / VERIFIER, package.parents[1] / "verifier" / VERIFIER):
        if path.is_file():
            return path.read_bytes()
    return None
