"""Statutory reports: a declaration each in `duties/`, and the small counting functions they share."""
