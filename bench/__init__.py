"""The benchmark: one act, one law, 1,000 cases, every engine doing the same work in one run."""
