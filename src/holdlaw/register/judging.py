"""Say whether a register is what its checkpoints say, and where the first wrong entry is.

A scan finds what does not fit inside the register. A checkpoint finds what does: a register rewritten as
a whole, cut short, or continued differently for different readers. One that was kept elsewhere cannot be
rewritten with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from holdlaw.register.checkpoints import Checkpoint
from holdlaw.register.scan import Scan


@frozen
class Judged:
    """Whether the register stands, and if not, where it first does not. Entries are counted from 0.

    `first_bad` is the first entry seen to be wrong or missing. `bad_range` (from this entry, before that
    one) is the narrowest range between checkpoints in which the first entry with other bytes lies. Both
    are None where all is well; a rewritten register has the range alone. The first `covered` entries are
    under a checkpoint that agrees; those after them could be rewritten unseen until the next one is
    signed.
    """

    ok: bool
    first_bad: int | None
    bad_range: tuple[int, int] | None
    why: str
    covered: int


def judge(scan: Scan, checkpoints: Sequence[Checkpoint]) -> Judged:
    """Compare a scan with verified checkpoints, those kept in the register and those kept elsewhere alike.

    The scan must have been asked for the root at the size of each. Raise ValueError if it was not.
    """
    agreeing = [each.size for each in checkpoints if _agrees(scan, each)]
    against = [each.size for each in checkpoints if not _agrees(scan, each)]
    if not against:
        return _inside(scan, max(agreeing, default=0))
    bad = min(against)
    covered = max((size for size in agreeing if size < bad), default=0)
    seen = [each for each in (*(fault.seq for fault in scan.faults), scan.size) if each < bad]
    why = _why(scan, (covered, bad), forked=max(agreeing, default=0) >= bad)
    return Judged(False, min(seen, default=None), (covered, bad), why, covered)


def _agrees(scan: Scan, checkpoint: Checkpoint) -> bool:
    if checkpoint.size > scan.size:
        return False
    if checkpoint.size not in scan.roots:
        raise ValueError(f"the scan was not asked for the root of the first {checkpoint.size} entries")
    return scan.roots[checkpoint.size] == checkpoint.root


def _inside(scan: Scan, covered: int) -> Judged:
    for fault in scan.faults:
        kept = " A checkpoint shows that its bytes are right: only what is stored beside them is not."
        why = f"Entry {fault.seq}: {fault.what}{kept if fault.seq < covered else ''}"
        return Judged(False, fault.seq, None, why, covered)
    why = f"All {scan.size} entries are as they were entered; the newest checkpoint covers {covered}."
    return Judged(True, None, None, why, covered)


def _why(scan: Scan, bad_range: tuple[int, int], *, forked: bool) -> str:
    covered, bad = bad_range
    if forked:
        return f"Two signed checkpoints contradict each other; that of {bad} entries is of another register."
    if bad > scan.size:
        return f"The register was cut short: {bad} entries were signed for, and {scan.size} are here."
    where = f"The first wrong entry is one of {covered} to {bad - 1}"
    return f"{where}: the checkpoint of {bad} entries was signed over others than stand here."
