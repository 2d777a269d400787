"""The wall card and the paper form of a place: what an officer needs when the program cannot be reached."""
