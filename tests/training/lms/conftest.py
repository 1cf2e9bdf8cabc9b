"""The packages of a small course, unpacked and served beside an LMS of the same host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.running import delight, succeeded
from tests.pages import sites
from tests.rooms import room
from tests.training.lms import packed, scorm


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the course's packages, and those of its stories."""
    return room(tmp_path_factory, "lms", _pack) / "packages"


def _pack(folder: Path) -> None:
    root = packed.make(folder / "project")
    out = packed.packed(root, folder / "packages", formats=(*packed.FORMATS, "scorm12-single"))
    for name in ("call", "film"):
        packed.packed(root, out, name, ("scorm12",), language="ko")
    again = ("scorm12", "scorm2004", "scorm12-single")
    packed.packed(root, out, "twice", again, language="ko")
    easy = packed.make(folder / "easy", needs_check=False, site="")
    packed.packed(easy, out / "easy", formats=("scorm12", "scorm2004"), language="ko")


@pytest.fixture(scope="session")
def thin(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site of its own is served whose films packages in `packages/thin` leave there: another origin than the LMS's."""
    folder = tmp_path_factory.mktemp("thin")
    with sites.served({"site": folder / "project/site"}) as host:
        root = packed.make(folder / "project", site=f"{host}site/")
        succeeded(delight(root, "build"))
        packed.packed(root, packages / "thin", formats=("scorm12-thin",), language="ko")
        yield f"{host}site/"


@pytest.fixture(scope="session")
def lms_host(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where packages and the LMS are served."""
    lms = scorm.lms_folder(tmp_path_factory.mktemp("page") / "lms")
    with sites.served({"packages": packages, "lms": lms}) as host:
        yield host
