"""The agencies of this register, as their entries say."""

from __future__ import annotations

from holdlaw.store.agencies import Agency, agencies, agency_named

__all__ = ["Agency", "agencies", "agency_named"]
