"""worlds: a room of inward."""
