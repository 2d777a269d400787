"""The `holdlaw` command: one module a subcommand, found by its place in `commands/`."""
