"""What the public page costs beside a static file of the same size, from the same server."""
