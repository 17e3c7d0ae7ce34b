"""An option that takes one value is given once: the last of two would win without a word."""

from collections.abc import Sequence

import click
import typer

from inward.errors import DesignError


def refuse_twice(app: typer.Typer, words: Sequence[str]) -> None:
    """
    Look through the words of a command line before it is obeyed.

    Raises
    ------
    DesignError
        An option that takes one value is there twice.
    """
    command, left = typer.main.get_command(app), list(words)
    while isinstance(command, click.Group):
        if not left or left[0] not in command.commands:
            return
        command = command.commands[left.pop(0)]
    try:
        _, _, order = command.make_parser(click.Context(command, resilient_parsing=True)).parse_args(args=left)
    except click.UsageError:
        return
    for one in order:
        if isinstance(one, click.Option) and not one.multiple and order.count(one) > 1:
            raise DesignError(f"{one.opts[0]} is given {order.count(one)} times, and takes one value. Keep one of them.")
