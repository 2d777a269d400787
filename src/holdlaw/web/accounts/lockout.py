"""Under which name a failed sign-in is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def tried_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Give the user name that was tried: the one being checked, else the one in the form.

    Case does not make it another.
    """
    tried = credentials.get("username") if credentials else request.POST.get("login")
    return str(tried or "").casefold()
