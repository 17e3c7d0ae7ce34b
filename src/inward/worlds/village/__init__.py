"""village: a room of inward."""
