"""Check published sentences with a number in them, against a register, published figures and the law."""
