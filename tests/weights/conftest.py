"""Three tiny checkpoints, made and loaded once a session."""

from pathlib import Path

import pytest
import torch

from inward.weights.desk import Desk
from tests.weights import tiny

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A checkpoint of each family."""
    return {family: tiny.checkpoint(tmp_path_factory.mktemp(family) / family, family) for family in tiny.FAMILIES}


@pytest.fixture(scope="session")
def desks(folders: dict[str, Path]) -> dict[str, Desk]:
    """A desk for each family."""
    return {family: tiny.desk(folder) for family, folder in folders.items()}


@pytest.fixture(params=tiny.FAMILIES)
def family(request: pytest.FixtureRequest) -> str:
    """Each family in turn."""
    return request.param


@pytest.fixture
def desk(desks: dict[str, Desk], family: str) -> Desk:
    """The desk of each family in turn."""
    return desks[family]


@pytest.fixture
def llama(desks: dict[str, Desk]) -> Desk:
    """One desk, for what does not depend on the family."""
    return desks["llama"]
