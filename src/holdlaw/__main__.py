"""Lets `python -m holdlaw` do what the `holdlaw` command does."""

from holdlaw.cli.main import main

main()
