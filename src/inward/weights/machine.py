"""What torch finds on this machine."""

from dataclasses import dataclass
from typing import final

import torch


@final
@dataclass(frozen=True, kw_only=True)
class Machine:
    """A build of torch, the CUDA or ROCm that it was built for (empty for neither), and the GPUs that it reaches."""

    torch: str
    built_for: str
    gpus: tuple[str, ...]


def machine() -> Machine:
    """Looked up anew each time; a GPU is asked for nothing but its name and memory."""
    built = f"CUDA {torch.version.cuda}" if torch.version.cuda else f"ROCm {torch.version.hip}" if torch.version.hip else ""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    known = [torch.cuda.get_device_properties(place) for place in range(count)]
    gpus = tuple(f"cuda:{i} {one.name}, {one.total_memory / 2**30:.0f} GiB" for i, one in enumerate(known))
    return Machine(torch=torch.__version__, built_for=built, gpus=gpus)
