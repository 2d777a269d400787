"""Seals, unseals and shreds a person's record: one person asks, on a legal ground, another does it."""
