"""Runs builds, in this process or as a user would, and reads what came of them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.base import theme
from generator.base.settings import Settings, read_settings
from generator.build import Order, Report, build
from generator.content.visibility import Channel
from tests.made_up import ROOT

DAY = date(2026, 11, 21)
"""The date of builds in this process; no story of made_up.py changes its state about this time."""
ENVIRONMENT = os.environ | {
    "PYTHONPATH": str(ROOT),
    "DELIGHT_LANG": "en",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def python(
    project: Path, *arguments: object, env: Mapping[str, str] = ENVIRONMENT
) -> subprocess.CompletedProcess[str]:
    """Run Python in a project's folder, with this checkout's generator and no one to ask."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=project,
        env=env,
        stdin=subprocess.DEVNULL,
        timeout=120,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def delight(project: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command `delight`."""
    return python(project, "-m", "generator.cli", *arguments)


def mkdocs(project: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build`."""
    return python(project, "-m", "mkdocs", "build", *arguments)


def properdocs(project: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run `properdocs build`."""
    return python(project, "-m", "properdocs", "build", "-f", "mkdocs.yml", *arguments)


def succeeded(run: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Return a run that went well."""
    assert run.returncode == 0, f"{run.args}\n{run.stdout}\n{run.stderr}"
    return run


def settings_of(project: Path) -> Settings:
    """Return a project's settings."""
    settings, problems = read_settings(project / "mkdocs.yml")
    assert not problems
    return settings


def theme_of(project: Path) -> theme.Theme:
    """Return a project's theme; where none is kept, a process of its own has MkDocs make it."""
    settings = settings_of(project)
    kept = theme.kept(settings, theme.installed_engine())
    if kept is None:
        make = (
            "from generator.cli import *; theme_for(read_settings(Path('mkdocs.yml'))[0], Path('mkdocs.yml'))"
        )
        succeeded(python(project, "-c", make))
        kept = theme.kept(settings, theme.installed_engine())
    assert kept is not None
    return kept


def build_here(project: Path, channel: str = "site", made: theme.Theme | None = None, **order: Any) -> Report:
    """Build a project in this process, alone unless `jobs` are given."""
    settings = settings_of(project)
    usual = Order(DAY, Channel(channel, settings.audience, settings.affiliate), settings.site_dir, jobs=1)
    return build(settings, made or theme_of(project), replace(usual, **order))


def built(project: Path, **order: Any) -> Report:
    """Build a project in this process, in which nothing is wrong."""
    report = build_here(project, **order)
    assert not report.failed, report.problems
    return report


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }


def times(folder: Path) -> dict[str, int]:
    """Return when every file and folder below a folder was last changed."""
    return {
        path.relative_to(folder).as_posix(): path.lstat().st_mtime_ns for path in sorted(folder.rglob("*"))
    }


def differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """Return the paths that are in one only, or not the same in both."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def pages_showing(site: Mapping[str, bytes], words: str) -> set[str]:
    """Return the pages of a site that hold these words."""
    return {path for path, content in site.items() if path.endswith(".html") and words.encode() in content}


def feeds_showing(site: Mapping[str, bytes], words: str) -> set[str]:
    """Return the feeds of a site that hold these words."""
    return {path for path, content in site.items() if "/feeds/" in path and words.encode() in content}
