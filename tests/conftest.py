"""What every test is given: one thread, a store of its own, and a word on what is absent."""

import gc
import os

os.environ["OMP_NUM_THREADS"] = "1"

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "shared" / "data"
BROWSERS = ("chromium", "chromium-browser")
IN_CI = os.environ.get("INWARD_CI") == "1"


def absent(marker: str) -> str:
    """Why tests with this marker cannot run here; empty when they can."""
    if marker == "real" and not DATA.is_dir():
        return "The real files are absent: expected the folder ../shared/data beside the project."
    if marker == "browser" and not any(map(shutil.which, BROWSERS)):
        return "No browser: install Debian's chromium (apt-get install chromium)."
    return ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A module's tests stay on one worker, as do all that read the runs made once a session, so that these are made once."""
    for item in items:
        shared = {"small", "four_verdicts"} & vars(getattr(item, "module", pytest)).keys()
        item.add_marker(pytest.mark.xdist_group("runs" if shared else item.path.stem))


def pytest_collection_finish() -> None:
    """What was imported by now stays to the end: the garbage collector need not walk it again and again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what cannot run here; in CI that is a failure."""
    for marker in ("real", "browser"):
        if item.get_closest_marker(marker) and (reason := absent(marker)):
            pytest.fail(reason, pytrace=False) if IN_CI else pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI, a test of real files or of the browser that skips itself has failed."""
    report = yield
    if IN_CI and report.skipped and any(item.get_closest_marker(marker) for marker in ("real", "browser")):
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, which has all that this test needs: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty `$INWARD_STORE`, so that no test reads or fills the user's."""
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INWARD_STORE", str(folder))
        yield folder
