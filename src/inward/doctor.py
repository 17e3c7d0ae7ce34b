"""Can this machine run a study? Looks at libraries, workers, GPU, base, browser and store, and says what to do."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from inward import work
from inward.crew import Crew, cores
from inward.errors import InwardError
from inward.store.health import Finding, store_health
from inward.worlds.village.world import Village

BROWSERS = ("firefox", "chromium", "chromium-browser", "google-chrome", "microsoft-edge", "safari")
DRIVER = Path("/proc/driver/nvidia/version")


def examine(store: Path) -> Iterator[Finding]:
    """Every finding, as it is made; the worker that one of them starts takes some seconds."""
    yield _system()
    yield _libraries()
    yield from _workers()
    yield _browser()
    yield from store_health(store)


def _system() -> Finding:
    machine = f"{platform.system()} {platform.machine()}, {cores()} cores"
    said = f"inward {version('inward')}, Python {platform.python_version()}, {machine}"
    if sys.platform == "win32":
        remedy = "Use Linux, macOS, or Linux within Windows (WSL)."
        return Finding(what="system", state="broken", said=f"{said}: workers need a fork server, which it lacks", remedy=remedy)
    return Finding(what="system", state="ok", said=said)


def _libraries() -> Finding:
    """Whether what the package needs is installed, in a version that it was written for."""
    from packaging.requirements import Requirement

    wanted = [Requirement(one) for one in requires("inward") or () if "extra ==" not in one]
    faults = [fault for one in wanted if (fault := _unmet(one.name, str(one.specifier)))]
    if faults:
        said, remedy = "; ".join(faults), "Install what is named, in the environment of this Python: pip install 'NAME...'."
        return Finding(what="libraries", state="broken", said=said, remedy=remedy)
    return Finding(what="libraries", state="ok", said=f"all {len(wanted)}, in the versions asked for")


def _unmet(name: str, wanted: str) -> str:
    from packaging.specifiers import SpecifierSet

    try:
        found = version(name)
    except PackageNotFoundError:
        return f"{name}{wanted} is absent"
    return "" if SpecifierSet(wanted).contains(found, prereleases=True) else f"{name} is {found}, wanted {wanted}"


def _workers() -> Iterator[Finding]:
    """Whether a worker starts, loads torch and finds the village's base; what torch finds there."""
    try:
        with Crew(1) as crew:
            found, (name, digest) = crew.one(work.machine), crew.one(work.identity, Village().base)
    except InwardError as error:
        remedy = "Try `python -c 'import torch, transformers'`; where that fails, install them anew."
        yield Finding(what="workers", state="broken", said=str(error), remedy=remedy)
        return
    yield Finding(what="workers", state="ok", said=f"one started and loaded torch {found.torch}")
    yield _gpu(found.built_for, found.gpus, driver=DRIVER.exists())
    yield Finding(what="village", state="ok", said=f"{name}, digest {digest[:12]}")


def _gpu(built_for: str, gpus: tuple[str, ...], *, driver: bool) -> Finding:
    """What torch can compute on; none is no fault, for the CPU is the default."""
    if gpus:
        return Finding(what="gpu", state="ok", said=f"{'; '.join(gpus)} ({built_for}): give --device cuda")
    if driver and not built_for:
        remedy = "For --device cuda, install a torch that was built for CUDA."
        return Finding(
            what="gpu", state="note", said="the machine has one, but this torch is built for the CPU alone", remedy=remedy
        )
    if driver:
        remedy = "For --device cuda, look whether the driver is as new as that, and whether CUDA_VISIBLE_DEVICES hides the GPU."
        return Finding(
            what="gpu",
            state="note",
            said=f"the machine has one, but torch, built for {built_for}, does not reach it",
            remedy=remedy,
        )
    return Finding(what="gpu", state="ok", said="none; the CPU is used, which is enough for the village")


def _browser() -> Finding:
    found = next((name for name in (os.environ.get("BROWSER", ""), *BROWSERS) if name and shutil.which(name)), "")
    if found or sys.platform == "darwin":
        return Finding(what="browser", state="ok", said=found or "the system's")
    remedy = "Open report.html on a machine that has one: the page is one file and needs no network."
    return Finding(what="browser", state="note", said="none found", remedy=remedy)
