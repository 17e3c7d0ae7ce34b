"""mills: what the village's mills do to numbers, known ones and new ones."""
