"""What is wrong with a film: it does not open, breaks off, does not play everywhere, or is too loud or too quiet.

In: what is known of a file, and where it is named. Out: Problems. Nothing is opened here (see reels.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.base.problems import Place, Problem, problem
from generator.base.times import clock
from generator.content.films import HIGHEST_PEAK, TARGET, TOLERANCE, Damage, Film, peaks_too_high, too_loud_by

_DAMAGES = {
    "empty": "film-empty",
    "unreadable": "film-unreadable",
    "unfinished": "film-unfinished",
    "cut-off": "film-cut-off",
    "no-picture": "film-without-picture",
    "too-large": "film-too-large",
}


def film_problems(place: Place, file: str, film: Film | Damage | None) -> Iterator[Problem]:
    """Find what is wrong with a film that is named `file` at a place; None where it is not known."""
    if isinstance(film, Damage):
        yield _damage(place, file, film)
    elif film:
        yield from _not_played(place, file, film)
        yield from _not_heard_well(place, file, film)


def _damage(place: Place, file: str, damage: Damage) -> Problem:
    values = {"file": file}
    if damage.reason == "cut-off":
        values |= {"part": clock(damage.whole_until), "whole": clock(damage.seconds)}
    return problem(place, _DAMAGES[damage.reason], **values)


def _not_played(place: Place, file: str, film: Film) -> Iterator[Problem]:
    """Find what keeps a film from being played at once and everywhere."""
    if film.obstacles:
        yield problem(place, "film-not-everywhere", file=file, codec=", ".join(film.obstacles))
    elif PurePosixPath(file).suffix.lower() not in film.suffixes:
        right = PurePosixPath(file).with_suffix(film.suffixes[0]).as_posix()
        yield problem(place, "film-misnamed", file=file, container=film.container, right=right)
    if not film.faststart and film.is_ready:  # an MP4 is put in order when the site is built
        yield problem(place, "film-not-sought", file=file)


def _not_heard_well(place: Place, file: str, film: Film) -> Iterator[Problem]:
    if change := too_loud_by(film):
        yield problem(
            place,
            "film-too-loud" if change > 0 else "film-too-quiet",
            file=file,
            loudness=_signed(film.loudness),
            target=f"{_signed(TARGET)}±{TOLERANCE:g}",
            change=f"{abs(change):g}",
        )
    if peaks_too_high(film, lowered=max(0.0, change)):
        peak, highest = _signed(film.true_peak), _signed(HIGHEST_PEAK)
        yield problem(place, "film-peak-too-high", file=file, peak=peak, highest=highest)


def _signed(number: float | None) -> str:
    """Return a number with a minus rather than a hyphen before it."""
    return f"{number or 0.0:g}".replace("-", "−")
