"""The reports' part of the benchmark: a statutory report beside reading the same columns and counting."""
