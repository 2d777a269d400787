"""Charts: a title that is a sentence, a description, the data as table and CSV, one SVG for page and PDF."""
