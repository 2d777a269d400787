"""The desk part of the benchmark: the board and the page of a request, as a register grows."""
