"""Projects to build, made once for a session and copied for each test that changes one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.running import built, delight, succeeded, theme_of, tree
from tests.made_up import make_project, write_stages
from tests.rooms import room

URL = "https://host.example/delight/"


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with stories in every stage, its theme kept and its texts remembered; only to be copied."""
    return room(tmp_path_factory, "pattern", _make_pattern) / "project"


def _make_pattern(folder: Path) -> None:
    project = make_project(folder / "project", url=URL, page_size=5)
    write_stages(project)
    theme_of(project)
    built(project)
    shutil.rmtree(project / "site")


@pytest.fixture
def sources(pattern: Path, tmp_path: Path) -> Path:
    """A project without a site, to be changed."""
    return shutil.copytree(pattern, tmp_path / "project")


@pytest.fixture
def project(sources: Path) -> Path:
    """A project with a site, to be changed."""
    built(sources)
    return sources


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with so many stories that they are shared out to processes; only to be copied."""
    return make_project(tmp_path_factory.mktemp("many") / "project", stories=90)


@pytest.fixture(scope="session")
def many_site(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of those many stories, built cold by one process."""
    project = shutil.copytree(many, tmp_path_factory.mktemp("many-built") / "project")
    succeeded(delight(project, "build", "--jobs", "1"))
    return tree(project / "site")


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path], Path]:
    """A function that returns a copy of a project, each time another."""
    count = iter(range(1000))

    def copied(project: Path) -> Path:
        return shutil.copytree(project, tmp_path / f"copy-{next(count)}")

    return copied
