"""The broadcast wing: the catalog → feeds, as Outputs. Touches no disk."""

from __future__ import annotations

from generator.base.outputs import Group, Output
from generator.base.settings import Settings
from generator.broadcast.feeds import feed_outputs
from generator.content.catalog import Catalog
from generator.page.feeds import has_feeds


def broadcast_outputs(catalog: Catalog, settings: Settings, portable: bool = False) -> list[Output | Group]:
    """Return every output of the wing."""
    return list(feed_outputs(catalog, settings)) if has_feeds(settings, catalog, portable) else []
