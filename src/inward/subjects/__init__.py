"""subjects: a room of inward."""
