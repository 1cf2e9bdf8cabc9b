"""Lighthouse's mobile preset on this machine: nothing to mend for accessibility and practices, and quick. `make lighthouse`."""

import json
import os
import shutil
import subprocess

import pytest

from tests.browser import LAUNCH_ARGS, chromium_path
from tests.pages.sites import OWN_KINDS, PROJECT, served

PROGRAM = PROJECT / ".cache/npm/node_modules/lighthouse/cli/index.js"
PAGES = ("home", "story", "list")
CATEGORIES = ("accessibility", "best-practices", "performance")
ATTEMPTS = 3
"""Other tests take the processor while a page is measured; the best of some runs counts."""


def measured(address, folder):
    """Return Lighthouse's result for a page."""
    assert PROGRAM.is_file() and shutil.which("node"), "make lighthouse"
    result = folder / "lighthouse.json"
    command = ["node", PROGRAM, address, "--quiet", "--output=json", f"--output-path={result}"]
    flags = " ".join(["--headless=new", *LAUNCH_ARGS])
    only = f"--only-categories={','.join(CATEGORIES)}"
    subprocess.run(
        [*command, only, f"--chrome-flags={flags}"],
        check=True,
        capture_output=True,
        timeout=180,
        env=os.environ | {"CHROME_PATH": chromium_path()},
    )
    return json.loads(result.read_text("utf-8"))


@pytest.fixture(scope="module")
def compressed(folders):
    """The address of the sites on a server that compresses, as the guide sets one up."""
    with served({"own": folders["own"]}, compressed=True) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", PAGES)
def test_lighthouse(compressed, tmp_path, kind, language):
    address = f"{compressed}own/{OWN_KINDS[kind].format(language=language)}"
    runs = []
    for _ in range(ATTEMPTS):
        found = measured(address, tmp_path)
        scores = {name: found["categories"][name]["score"] for name in CATEGORIES}
        assert (scores["accessibility"], scores["best-practices"]) == (1, 1)
        audits = found["audits"]
        painted = audits["largest-contentful-paint"]["numericValue"] / 1000
        moved = audits["cumulative-layout-shift"]["numericValue"]
        runs.append((scores["performance"], painted, moved))
        if scores["performance"] >= 0.98 and painted <= 1.5 and moved < 0.02:
            return
    raise AssertionError(f"(performance, seconds to the largest paint, shift): {runs}")
