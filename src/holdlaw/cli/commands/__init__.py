"""One module a subcommand; a folder is a group of them."""
