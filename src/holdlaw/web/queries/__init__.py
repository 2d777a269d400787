"""What pages read from the register."""
