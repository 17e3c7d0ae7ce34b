"""adopted: a room of inward. Answers that were made elsewhere, read from tables and logs into one shape."""
