"""Where the real files lie; a test that needs them skips without them, and fails without them in CI."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder of real files: `$INWARD_SHARED_DATA`, else ../shared/data beside the project."""
    folder = Path(os.environ.get("INWARD_SHARED_DATA") or BESIDE)
    if not folder.is_dir():
        reason = "The real files are absent: expected ../shared/data beside the project, or their folder in INWARD_SHARED_DATA."
        pytest.fail(reason, pytrace=False) if os.environ.get("INWARD_CI") == "1" else pytest.skip(reason)
    return folder
