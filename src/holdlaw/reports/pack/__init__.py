"""The hearing pack: what an agency brings to a hearing, and what nobody can answer from its data."""
