"""The over-detention ledger: hours that people were held past authority, and what they cost."""
