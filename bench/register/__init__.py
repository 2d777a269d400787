"""The register's part of the benchmark: durable intake, verification, proofs; each beside the bare work."""
