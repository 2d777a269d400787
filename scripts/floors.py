"""Hold the branch coverage of the packages that decide: say it per package, and fail where one falls short.

Reads `.coverage`, which `make test` has just written. Exits 1 where a package is below its floor, after
showing the lines that no test reached.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from coverage import Coverage

FLOORS = {"core": 100.0, "clocks": 100.0, "policybook": 100.0, "register": 100.0}
"""The least branch coverage of each package under `src/holdlaw`, in percent."""


def covered(measured: Coverage, package: str) -> tuple[float, str]:
    """Give the coverage of one package in percent, and the table that shows what is missing."""
    table = io.StringIO()
    percent = measured.report(file=table, include=[f"src/holdlaw/{package}/*"], show_missing=True)
    return percent, table.getvalue()


def main() -> int:
    """Print one line a package; give the exit code."""
    measured = Coverage()
    measured.load()
    short = 0
    for package, floor in FLOORS.items():
        if not Path("src/holdlaw", package).is_dir():
            continue
        percent, table = covered(measured, package)
        print(f"branch coverage of holdlaw.{package}: {percent:.1f} % (floor {floor:.0f} %)")
        if percent < floor:
            short += 1
            print(table)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
