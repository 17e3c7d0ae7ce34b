"""An option that takes one value is given once: the last of two would win without a word."""

from collections.abc import Sequence

import typer
from typer.core import TyperGroup, TyperOption

from inward.errors import DesignError


def refuse_twice(app: typer.Typer, words: Sequence[str]) -> None:
    """
    Look through the words of a command line before it is obeyed; what no command knows is left to the command to say.

    Raises
    ------
    DesignError
        An option that takes one value is there twice.
    """
    command, left = typer.main.get_command(app), list(words)
    while isinstance(command, TyperGroup):
        if not left or left[0] not in command.commands:
            return
        command = command.commands[left.pop(0)]
    _, _, order = command.make_parser(typer.Context(command, resilient_parsing=True)).parse_args(args=left)
    for one in order:
        if isinstance(one, TyperOption) and not one.multiple and order.count(one) > 1:
            raise DesignError(f"{one.opts[0]} is given {order.count(one)} times, and takes one value. Keep one of them.")
