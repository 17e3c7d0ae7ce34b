"""stats: a room of inward."""
