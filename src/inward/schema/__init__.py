"""Frozen records and five interfaces: what every room may know of every other. Standard library only."""
