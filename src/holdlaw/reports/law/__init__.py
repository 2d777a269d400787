"""The law of a place as people read it: its parts as lines, and what differs between two days."""
