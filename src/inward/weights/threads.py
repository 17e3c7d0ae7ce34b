"""How many threads torch may use, so that others need not know torch."""

import torch


def set_threads(number: int) -> None:
    """Of this process, from now on."""
    torch.set_num_threads(number)


def threads() -> int:
    """How many torch may use now."""
    return int(torch.get_num_threads())
