"""The program that renders the theme, MkDocs or ProperDocs, which is loaded only where the theme is not kept already."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from generator.base import theme
from generator.base.settings import Settings


def theme_for(settings: Settings, config: Path) -> theme.Theme:
    """Return the theme as it was kept, or have it made; only then is MkDocs loaded."""
    engine = theme.installed_engine()
    if kept := theme.kept(settings, engine):
        return kept
    if engine == "properdocs":
        import_module("properdocs.replacement")  # lends its modules MkDocs' names
    made: theme.Theme = import_module("generator.plugin").make_theme(settings, config)
    return made
