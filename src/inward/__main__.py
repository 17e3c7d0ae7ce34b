"""`python -m inward` is the command line."""

from inward.cli import main

main()
