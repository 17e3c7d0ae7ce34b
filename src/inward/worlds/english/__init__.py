"""The world of plain English: our own questions, a user's checkpoint and a user's files."""
