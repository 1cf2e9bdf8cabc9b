"""Measures how long a clip takes: `python bench/clip.py`, or `python bench/clip.py 60` for one of another length.

In: seconds of a clip. Out: seconds that its film takes, by the clock and of all processors together, and its size; then what its parts
take. The clock tells what a person waits on this machine as it is now; processor time can be compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from generator.clips.drawing import draw_cards
from generator.clips.encoding import film
from generator.clips.look import SHAPES
from generator.clips.motion import Scenery
from generator.content.clip import Clip
from tests.clips.stories import look, made_up_clip

LIBRARIES = ("av", "numpy", "pillow")


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("seconds", type=float, nargs="?", default=30.0)
    seconds = options.parse_args().seconds
    clip = _lasting(made_up_clip(), seconds)
    print(f"a clip of {clip.seconds:g} s · {os.cpu_count()} processors · {platform.platform(terse=True)}")
    print(" · ".join(f"{name} {version(name)}" for name in LIBRARIES))
    for shape in SHAPES:
        own = look(shape=shape)
        size = len(_timed(f"film, {shape}", lambda: film(clip, own)))  # noqa: B023 - called at once
        print(f"{'':16}{size / 1e6:.2f} MB")
    _timed("cards", lambda: draw_cards(clip, look()))
    _timed("shapes", lambda: Scenery(look()))


def _lasting(clip: Clip, seconds: float) -> Clip:
    """Return a clip that lasts so long, its cards as long to each other as they were."""
    share = seconds / clip.seconds
    return replace(clip, cards=tuple(replace(card, seconds=card.seconds * share) for card in clip.cards))


def _timed(name: str, make: Callable[[], Any]) -> Any:
    began, spent = time.perf_counter(), time.process_time()
    made = make()
    print(
        f"{name:16}{time.perf_counter() - began:.2f} s by the clock, {time.process_time() - spent:.2f} s of processors"
    )
    return made


if __name__ == "__main__":
    main()
