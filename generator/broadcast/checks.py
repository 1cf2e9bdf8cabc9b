"""What is wrong with running orders, once all stories are known.

In: running orders, the catalog. Out: Problems, each where its item stands. Asks timeline.py what comes of the coming days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from generator.base.problems import Problem, problem, suggestion, suggestion_in_order
from generator.base.times import clock
from generator.broadcast.order import RunningOrder
from generator.broadcast.pieces import Fault, Piece
from generator.broadcast.timeline import Timeline, make_timeline
from generator.content.catalog import Catalog
from generator.content.films import can_open

DAYS = 14
"""How many days ahead are looked at, and told on the site."""
_TIMES = ("length", "wanted")


def find_order_problems(orders: Iterable[RunningOrder], catalog: Catalog) -> Iterator[Problem]:
    """Find what is wrong with running orders in the coming days."""
    affiliates = catalog.taxonomy.of("affiliates")
    for order in orders:
        own = order.affiliate
        if own and own not in affiliates and not catalog.taxonomy.may_hold("affiliates", own):
            near = suggestion(own, affiliates)
            yield problem(order.place("affiliate"), "unknown-id", value=own, taxonomy="affiliates", **near)
        timeline = make_timeline(order, catalog, catalog.day, DAYS)
        for day, fault in timeline.faults:
            yield _problem(order, day, fault, catalog)
        yield from _films(order, timeline)


def _problem(order: RunningOrder, day: dt.date, fault: Fault, catalog: Catalog) -> Problem:
    values: dict[str, Any] = dict(fault.values)
    for key in _TIMES:
        if key in values:
            values[key] = clock(float(values[key]))
    match fault.name:
        case "order-unknown-story":
            values |= suggestion(values["value"], catalog.by_slug.keys() | catalog.by_id.keys(), listed=False)
        case "order-unknown-chapter":
            titles = (one.split(" ", 1) for one in values.pop("titles").split("\n") if one)
            values |= suggestion_in_order(values["value"], ((int(number), title) for number, title in titles))
        case "order-story-hidden" | "order-gap" | "order-overlap" | "order-total":
            values["day"] = day.isoformat()
        case _:
            pass
    return problem(order.place(fault.at), fault.name, **values)


def _films(order: RunningOrder, timeline: Timeline) -> Iterator[Problem]:
    """Find films without captions in the language wished for, and films whose loudness is not known, each once.

    Films that are too loud or too soft are told wherever they are (see checks/films.py); clips are made as they should be.
    """
    first: dict[str, Piece] = {}
    for run in timeline.runs:
        for piece in run.pieces:
            if piece.story and piece.showing and not piece.showing.is_clip:
                first.setdefault(piece.story.slug, piece)
    for slug, piece in first.items():
        showing = piece.showing
        assert showing
        place = order.place(f"{piece.at}.story")
        if order.captions and not showing.captions_in(order.captions):
            yield problem(place, "order-without-captions", value=slug, language=order.captions)
        film = showing.main.film
        is_silent = film is not None and not film.audio_codec
        if can_open() and not is_silent and (film is None or film.loudness is None):
            yield problem(place, "order-loudness-unknown", value=slug)
