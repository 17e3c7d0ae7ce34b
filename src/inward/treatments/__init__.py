"""treatments: a room of inward."""
