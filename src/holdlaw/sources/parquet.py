"""What a Parquet file of ours says of itself, and texts as DuckDB's SQL has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

META: Final = "holdlaw."
"""How the keys of what a file says of itself begin."""


NO_BAR: Final = "SET enable_progress_bar = false"
"""What keeps DuckDB's own bar, which it draws after two seconds, out of what a command prints."""


def quoted(text: str) -> str:
    """Write a text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def metadata(about: Mapping[str, Any]) -> str:
    """Write what a file says of itself as the option of COPY."""
    parts = (
        f"{quoted(META + key)}: {quoted(json.dumps(value, ensure_ascii=False, sort_keys=True))}"
        for key, value in sorted(about.items())
    )
    return f"KV_METADATA {{{', '.join(parts)}}}"
