"""Run folders made up once per session, and the pages made of them."""

from pathlib import Path

import pytest
from synthetic_run import write_bare_run, write_run

from inward.report.page import page


@pytest.fixture(scope="session")
def full_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="session")
def full_page(full_run: Path) -> str:
    return page(full_run)


@pytest.fixture(scope="session")
def bare_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bare_run(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="session")
def bare_page(bare_run: Path) -> str:
    return page(bare_run)
