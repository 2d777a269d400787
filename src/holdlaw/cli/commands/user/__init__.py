"""People with an account on the site: add, list, password, role, lock, unlock."""
