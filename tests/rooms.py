"""Folders that all processes of a test run share: made by the first that wants one, and not to be changed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.cache import exclusive


def room(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder of a name, filled by `make` once in a run."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # the folder of all processes
    folder = base / name
    done = folder / ".done"
    with exclusive(base / f"{name}.lock"):
        if not done.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            done.touch()
    return folder
