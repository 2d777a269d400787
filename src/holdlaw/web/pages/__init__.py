"""The pages, one module each; none imports another."""
