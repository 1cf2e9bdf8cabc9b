"""The broadcast wing: the catalog and running orders → feeds, programme pages, screens, playlists, as Outputs. Touches no disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.base.outputs import Group, Output
from generator.base.settings import Settings
from generator.broadcast.cards import Texts
from generator.broadcast.feeds import feed_outputs
from generator.broadcast.order import RunningOrder
from generator.broadcast.outputs import Ask, followed_orders, order_outputs
from generator.content.catalog import Catalog
from generator.page.feeds import has_feeds


def _without_texts(_: Iterable[str]) -> Texts:
    return {}


def broadcast_outputs(
    catalog: Catalog,
    settings: Settings,
    portable: bool = False,
    orders: Sequence[RunningOrder] = (),
    ask: Ask = _without_texts,
    screen: str = "",
) -> list[Output | Group]:
    """Return every output of the wing.

    `ask` returns converted texts by key; `screen` is a key of the screens' script and style, empty where there are no screens.
    """
    more = followed_orders(orders, catalog, settings)
    feeds = feed_outputs(catalog, settings, more) if has_feeds(settings, catalog, portable) else ()
    return [*feeds, *order_outputs(orders, catalog, settings, ask, screen)]
