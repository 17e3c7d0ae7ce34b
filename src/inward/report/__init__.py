"""report: a room of inward. One self-contained page from the files of a run folder."""
