"""store: a room of inward."""
