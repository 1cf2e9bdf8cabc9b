"""Where the tests find a Chromium, and how they start it.

In: the machine. Out: the path of a browser that runs, and its arguments. Starting it is the tests' own work:
`playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)`.
Run as a program, it prints the path, or fails with one line; tools/setup.sh asks it that way.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)

LAUNCH_ARGS = [
    # Chromium refuses its sandbox to root, and only root goes without it.
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

_ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 1, "has_touch": True},
    "desk": {"viewport": {"width": 1440, "height": 900}},
}
"""Options of a context by the name of a screen."""


@functools.cache
def chromium_path() -> str:
    """Return the path of the first Chromium that runs: one on the PATH, else Playwright's own."""
    for path in _candidates():
        if _runs(path):
            return path
    raise RuntimeError("Chromium을 찾지 못했습니다 · no Chromium was found: make test")


def new_context(browser: Any, screen: str = "desk", scheme: str = "light", **options: Any) -> Any:
    """Open a window that remembers nothing, of a Korean reader unless told otherwise."""
    return browser.new_context(**SCREENS[screen] | {"color_scheme": scheme, "locale": "ko-KR"} | options)


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, COMMANDS))
    # A process of its own: Playwright's synchronous interface cannot be started twice in one.
    command = [sys.executable, "-c", _ASK_PLAYWRIGHT]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    yield answer.stdout.strip()


def _runs(path: str) -> bool:
    # Ubuntu's chromium-browser is a note about snap packages when the snap is absent; a browser may lack libraries.
    try:
        version = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return version.returncode == 0


if __name__ == "__main__":
    try:
        print(chromium_path())
    except RuntimeError as error:
        sys.exit(str(error))
