"""Statutory reports: lists them, counts one, and takes it from draft to publication."""
