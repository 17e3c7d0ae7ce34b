"""weights: a room of inward."""
