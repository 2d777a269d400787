"""How much of a PDF is read before it is refused."""

from __future__ import annotations

from attrs import frozen


@frozen
class Limits:
    """What reading one PDF may cost; each can be lowered, as the tests do."""

    bytes_max: int = 10_000_000
    """Bytes of the file. A scan of ten pages has about 3,000,000."""
    pages_max: int = 20
    """Pages. A request with its warrant has three to six."""
    seconds_max: float = 10.0
    """Seconds by the clock on the wall; then the process is killed."""
    cpu_seconds_max: int = 10
    """Seconds of work, which the system counts, whatever the clock says."""
    memory_bytes_max: int = 1 << 30
    """Bytes of address space of the process."""
    answer_bytes_max: int = 48_000_000
    """Bytes the process may answer: twenty pages of an image that cannot be compressed, and some."""
    width_px: int = 1000
    """Width of the image of a page."""
    height_px_max: int = 2000
    """Height of the image of a page; a longer page is drawn narrower."""


USUAL = Limits()
"""The limits of a desk."""
