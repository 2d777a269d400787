"""One module for each family of releases: what its header looks like, and what is known about its values."""
