"""Months and years of an agency: how many requests, how they came out, on what basis, and year over year."""
