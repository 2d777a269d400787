"""Many rows: CPU of deriving facts and of putting a law to them, as multiples of a bare scan."""
