"""The only code of the site that writes to the register."""
