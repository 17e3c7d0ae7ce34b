"""A page opened in headless Chromium inside a frame, driven by a few lines of script, and read back."""

import json
import os
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--enable-logging=stderr",
    "--virtual-time-budget=20000",
]
FRAME = """<!doctype html><body style="margin:0">
<iframe id="frame" src="page.html" style="border:0;width:WIDTHpx;height:900px"></iframe>
<pre id="answer"></pre><script>
const frame = document.getElementById("frame");
const wait = (time) => new Promise((done) => setTimeout(done, time));
frame.onload = async () => {
  const view = frame.contentWindow, page = frame.contentDocument, find = (selector) => page.querySelector(selector);
  const press = (key) => {
    (page.activeElement || page.body).dispatchEvent(new view.KeyboardEvent("keydown", { key, bubbles: true }));
  };
  const choose = (name, text) => {
    const field = find("#filters").elements[name];
    field.value = field.options ? [...field.options].find((one) => one.textContent === text).value : text;
    field.dispatchEvent(new view.Event("input", { bubbles: true }));
    field.dispatchEvent(new view.Event("change", { bubbles: true }));
  };
  const shown = () => [...page.querySelectorAll("#list article")];
  let answer;
  try { answer = await (async () => { STEPS })(); } catch (error) { answer = { failed: String(error) }; }
  document.getElementById("answer").textContent = "<<" + JSON.stringify(answer) + ">>";
};
</script>"""


def require_chromium() -> None:
    """Skip where there is no Chromium; fail where there must be one."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("INWARD_CI") == "1":
            pytest.fail("chromium is not installed, and INWARD_CI=1 asks for it: apt-get install chromium")
        pytest.skip("chromium is not installed; apt-get install chromium")


def drive(page: str, steps: str, folder: Path, *, width: int = 1280, dark: bool = False) -> tuple[Any, list[str]]:
    """What `steps` return, run in a frame around `page`, and every line that the console got."""
    (folder / "page.html").write_bytes(page.encode())
    (folder / "frame.html").write_text(FRAME.replace("WIDTH", str(width)).replace("STEPS", steps))
    flags = [*FLAGS, f"--user-data-dir={folder / 'profile'}", f"--window-size={max(width, 500)},900"]
    flags += ["--blink-settings=preferredColorScheme=0"] if dark else []
    done = subprocess.run(
        [CHROMIUM, *flags, "--dump-dom", f"file://{folder / 'frame.html'}"], capture_output=True, text=True, timeout=180
    )
    console = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
    found = unescape(done.stdout).rpartition('<pre id="answer"><<')[2].partition(">></pre>")[0]
    return json.loads(found or "null"), console
