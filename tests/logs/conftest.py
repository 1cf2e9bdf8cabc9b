"""A project for logs to lead to, made once."""

from pathlib import Path

import pytest

from generator.logs.places import Places
from tests.logs.samples import make


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The addresses of a made-up site below a path."""
    settings, catalog = make(
        Path(tmp_path_factory.mktemp("logs")) / "project", "https://host.example/delight/"
    )
    return Places(catalog, settings)


@pytest.fixture(scope="session")
def rooted(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The addresses of a made-up site at its host's root."""
    settings, catalog = make(Path(tmp_path_factory.mktemp("logs")) / "project")
    return Places(catalog, settings)
