"""One module for each engine that is measured beside Holdlaw; a new file here is a new row."""
