"""What is written for readers of the law and of the register: the law taken apart, and what changed in it."""
