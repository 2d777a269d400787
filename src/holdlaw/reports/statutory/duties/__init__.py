"""One module a report: what the law requires, as data."""
