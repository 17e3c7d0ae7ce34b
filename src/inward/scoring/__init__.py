"""scoring: a room of inward."""
