"""The answer to a records request: entries as a role may see them, and a log of every removal."""
