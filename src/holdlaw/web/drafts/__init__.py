"""What somebody types and has not saved: kept on the server, sealed, until entered or thrown away."""
