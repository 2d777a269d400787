"""Which form a row's printed type is. The types are those of the releases of 2008 to 2026."""

from __future__ import annotations

from typing import Final

FORMS: Final = (
    ("I-247A", "I247A%"),
    ("I-247D", "I247D%"),
    ("I-247N", "I247N%"),
    ("I-247G", "I247G%"),
    ("I-247X", "I247X%"),
    ("I-247", "I247 %"),
    ("I-247", "I247"),
)
"""Form, and how its printed type begins once hyphens after I are gone."""


def form_sql() -> str:
    """Give the form as SQL over `form_text`: as the case file writes it, or unknown."""
    text = "upper(replace(form_text, 'I-', 'I'))"
    whens = " ".join(f"WHEN {text} LIKE '{pattern}' THEN '{form}'" for form, pattern in FORMS)
    return f"CASE {whens} ELSE 'unknown' END"
