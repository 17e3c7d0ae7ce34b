"""The doctor looks at the whole machine, says what to do, and its exit code says whether to."""

from pathlib import Path

import pytest

from inward import doctor
from inward.doctor import _gpu, _unmet
from tests.runs import inward


def test_a_sound_machine_ends_with_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A line each for system, libraries, workers, GPU, base, browser, store and disk; none is broken, and no store is made.
    """
    monkeypatch.setenv("INWARD_STORE", str(tmp_path / "store"))

    told = inward("doctor")

    looked = [line.split()[1] for line in told.out.splitlines() if not line.startswith(" ")]
    assert (0, "") == (told.code, told.err)
    assert ["system", "libraries", "workers", "gpu", "village", "browser", "store", "disk"] == looked
    assert "one started and loaded torch " in told.out
    assert "BROKEN" not in told.out
    assert [] == list(tmp_path.iterdir())


def test_something_broken_ends_with_1_and_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    The rest is looked at all the same.
    """
    monkeypatch.setenv("INWARD_STORE", str(tmp_path))
    monkeypatch.setattr(doctor, "_workers", lambda: iter(()))
    (tmp_path / "store-1.sqlite").write_text("junk" * 1000)

    told = inward("doctor")

    assert 1 == told.code
    assert "BROKEN  store file  store-1.sqlite cannot be read (file is not a database)\n" in told.out
    assert f"\n{'':<20}Move store-1.sqlite out of {tmp_path}: what it held is made again.\n" in told.out
    assert "\nok      disk " in told.out


@pytest.mark.parametrize(
    ("built", "gpus", "driver", "state", "said"),
    [
        ("CUDA 12.8", ("cuda:0 Some GPU, 80 GiB",), True, "ok", "cuda:0 Some GPU, 80 GiB (CUDA 12.8): give --device cuda"),
        ("", (), False, "ok", "none; the CPU is used, which is enough for the village"),
        ("", (), True, "note", "the machine has one, but this torch is built for the CPU alone"),
        ("CUDA 12.8", (), True, "note", "the machine has one, but torch, built for CUDA 12.8, does not reach it"),
    ],
)
def test_a_gpu_that_cannot_be_used_is_no_fault_and_has_its_remedy(
    built: str, gpus: tuple[str, ...], driver: bool, state: str, said: str
):
    """
    The CPU is the default: whoever wants the GPU is told what stands between.
    """
    finding = _gpu(built, gpus, driver=driver)

    assert (state, said, state == "note") == (finding.state, finding.said, bool(finding.remedy))


def test_a_library_is_absent_or_too_old():
    """
    Named with what was wanted and what is there.
    """
    assert "surely-not-there>=1 is absent" == _unmet("surely-not-there", ">=1")
    assert _unmet("numpy", ">=999").startswith("numpy is ") and _unmet("numpy", ">=999").endswith(", wanted >=999")
    assert "" == _unmet("numpy", ">=1")
