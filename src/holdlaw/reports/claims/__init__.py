"""Published sentences with a number in them, checked against entries, published figures and the law."""
