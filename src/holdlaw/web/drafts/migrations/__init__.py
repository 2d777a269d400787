"""How the tables of drafts came to be as they are."""
