"""Case files: make a new one to fill in."""
