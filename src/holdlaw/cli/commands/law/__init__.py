"""Read the law: list, show, diff, count, check, release, schema."""
