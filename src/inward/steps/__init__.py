"""The steps of a run, a file each; `run` puts them in order."""
