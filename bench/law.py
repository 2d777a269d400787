"""What every engine is told about the law: the outcomes, the look-back and the listed sections.

Source: NYC Admin. Code § 14-154(a)(6)(i) as amended by Local Law 59 of 2014, in force 2014-12-14: 154
sections of the New York Penal Law, kept in `listed_sections.json`.
"""

import json
from datetime import date
from pathlib import Path
from typing import Final

MAY: Final = "may"
MUST_NOT: Final = "must_not"
NOT_ESTABLISHED: Final = "not_established"
LOOKBACK_YEARS: Final = 5
JUDGES: Final = ("article_iii_judge", "federal_magistrate")


def listed_statutes() -> tuple[str, ...]:
    """The 154 listed sections, written as a case file writes them: `NY PL 160.10`."""
    text = Path(__file__).with_name("listed_sections.json").read_text(encoding="utf-8")
    return tuple(f"NY PL {section}" for section in json.loads(text)["sections"])


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February falls on 28 February in a common year."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
