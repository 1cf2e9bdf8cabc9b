"""Measures what films that are known already add to a build: `python bench/films.py N`.

In: a number of films. Out: seconds of `delight build` with nothing to do, of a site whose stories have films with captions in two
languages, and of the same site without them, one after the other; and how many files were opened. It asserts nothing.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from fractions import Fraction
from pathlib import Path

from bench.build import run_build
from bench.made_up import folder_of, make_project
from tests.films import make_film

REPEATS = 7
CUES = 120
"""Of each language: what is said in ten minutes."""


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("films", type=int, nargs="?", default=200)
    count = options.parse_args().films
    with tempfile.TemporaryDirectory(prefix="delight-bench-") as folder:
        with_films, without = (Path(folder) / name for name in ("with", "without"))
        for project in (with_films, without):
            make_project(project, count)
        _add_films(with_films / "stories", count)
        first = {project: run_build(project) for project in (with_films, without)}
        seconds: dict[Path, list[float]] = {with_films: [], without: []}
        for _ in range(REPEATS):
            for project, taken in seconds.items():
                taken.append(run_build(project).seconds)
        more = [one - other for one, other in zip(*seconds.values(), strict=True)]
        _tell(f"{count} films, first build", first[with_films].seconds)
        _tell("the same without films", first[without].seconds)
        _tell("nothing to do, with films", *seconds[with_films])
        _tell("nothing to do, without", *seconds[without])
        _tell("films add", *more)


def _add_films(stories: Path, count: int) -> None:
    """Give each story a film of its own with captions in both languages."""
    film = make_film(stories / "film.mp4", seconds=600, fps=Fraction(1, 5), size=(128, 72), sound=None)
    words = {"ko": "가상의 직원이 말합니다.", "en": "A made-up employee speaks."}
    captions = {
        language: "WEBVTT\n\n" + "".join(_cue(n, word) for n in range(CUES))
        for language, word in words.items()
    }
    whole = film.read_bytes()
    film.unlink()
    for number in range(count):
        folder = stories / folder_of(number)
        # Each a file of its own content: the same film would be opened once.
        (folder / "film.mp4").write_bytes(whole + b"\0\0\0\x10free" + number.to_bytes(8, "big"))
        for language, text in captions.items():
            (folder / f"captions.{language}.vtt").write_text(text, encoding="utf-8", newline="\n")
        source = folder / "index.ko.md"
        text = source.read_text(encoding="utf-8")
        source.write_text(text.replace("---\n", "---\nvideo: film.mp4\n", 1), encoding="utf-8", newline="\n")
    shutil.rmtree(stories.parent / "site", ignore_errors=True)


def _cue(number: int, word: str) -> str:
    start, end = number * 5, number * 5 + 3
    return f"{start // 60:02}:{start % 60:02}.000 --> {end // 60:02}:{end % 60:02}.000\n{number}. {word}\n\n"


def _tell(what: str, *seconds: float) -> None:
    """Print the middle, the least and the most."""
    print(
        f"{what:26}{statistics.median(seconds):8.2f} s  ({min(seconds):.2f} to {max(seconds):.2f})",
        flush=True,
    )


if __name__ == "__main__":
    main()
