"""A series of models asked the same: what they claim to be able to do, and what changes with their size."""
