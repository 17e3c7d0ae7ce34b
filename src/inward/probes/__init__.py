"""probes: a room of inward."""
