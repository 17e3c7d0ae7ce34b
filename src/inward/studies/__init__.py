"""studies: a room of inward."""
