"""Problems are values: what is wrong, where, and how to mend it.

In: a place, a permanent name and the values of its message. Out: one line a person can act on, in Korean or English.
The words live in problems.toml beside this file; nothing is printed or raised here.
"""

from __future__ import annotations

import ctypes
import difflib
import errno
import locale
import os
import sys
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.base.languages import NAMES, Strings, fill, strings

_IN_USE = (32, 33)
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows, which Python gives the number of a file that may not be opened."""


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands in a file that a person can open."""

    path: str
    """Path as the person sees it: relative to the project, with forward slashes."""
    line: int = 1
    """Line, from 1."""
    column: int = 1
    """Column in characters, from 1."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing that is wrong."""

    place: Place
    name: str
    """Permanent name: a section of problems.toml."""
    values: tuple[tuple[str, str], ...] = ()
    """What the message names, as (key, text)."""
    mild: bool = False
    """Whether it is only a warning here, whatever it is elsewhere."""


def problem(place: Place, name: str, /, **values: object) -> Problem:
    """Return a problem with its message's values as text."""
    return Problem(place, name, tuple((key, str(value)) for key, value in values.items()))


def level(found: Problem) -> str:
    """Return `error` or `warning`."""
    return "warning" if found.mild else messages()[found.name]["level"]


def is_error(found: Problem) -> bool:
    """Tell whether this problem stops a build."""
    return level(found) == "error"


def message(found: Problem, language: str) -> str:
    """Return the line `path:line:column: level: what is wrong. How to mend it. [name]`.

    A message that names the nearest right word has a form `ko_alone`, `en_alone` for when no word is near. One that stands for
    several of its kind says how many `more` there are, and in which `lines`. A `reason` is told in words of the language.
    """
    place, words, values, t = found.place, messages()[found.name], dict(found.values), strings(language)
    if "reason" in values:
        values["reason"] = in_words(values["reason"], t)
    alone = "" if "nearest" in values else words.get(f"{language}_alone", "")
    known = [t("problem.known", known=values["known"])] if "known" in values else []
    n = int(values.get("more", 0))
    more = [t("problem.more", n=n, lines=values["lines"])] if n else []
    what = " ".join([fill(alone or words[language], values), *known, *more])
    return f"{place.path}:{place.line}:{place.column}: {level(found)}: {what} [{found.name}]"


def in_words(reason: str, t: Strings) -> str:
    """Return the words for a reason such as `draft` or `ENOENT`; one that has none stands as it is."""
    return t(f"reason.{reason}") if f"reason.{reason}" in t.words else reason


def reason_of(error: OSError) -> str:
    """Return why the system refuses: the name of its number (`ENOENT`) where there are words for it, else what the system says."""
    in_use = getattr(error, "winerror", None) in _IN_USE
    name = "EBUSY" if in_use else errno.errorcode.get(error.errno or 0, "")
    return name if f"reason.{name}" in strings("en").words else error.strerror or str(error)


def in_order(found: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, by path, line, column and name."""
    return sorted(set(found))


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the known word that `word` most likely meant, if any is near."""
    lowered = {name.casefold(): name for name in sorted(known)}
    close = difflib.get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    return lowered[close[0]] if close else None


def suggestion(word: str, known: Collection[str], *, listed: bool = True) -> dict[str, str]:
    """Return what a message suggests: the `nearest` known word, or else, if `listed`, all that are `known` (ten at most)."""
    if near := nearest(word, known):
        return {"nearest": near}
    names = sorted(known) if listed else []
    return {"known": ", ".join(names[:10]) + (" …" if len(names) > 10 else "")} if names else {}


def suggestion_in_order(word: str, titles: Iterable[tuple[int, str]]) -> dict[str, str]:
    """Return what a message suggests of things with numbers, which may be given by theirs: the `nearest` title, or all, in order."""
    titles = list(titles)
    if near := nearest(word, [title for _, title in titles]):
        return {"nearest": near}
    first: dict[int, str] = {}
    for number, title in titles:
        first.setdefault(number, title)
    listed = [f"{number} {title}" for number, title in sorted(first.items())]
    return {"known": ", ".join(listed[:10]) + (" …" if len(listed) > 10 else "")} if listed else {}


@cache
def messages() -> dict[str, dict[str, str]]:
    """Return every message by permanent name, as level, ko and en."""
    text = resources.files(__package__).joinpath("problems.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def system_language() -> str:
    """Return the language that messages are wanted in: DELIGHT_LANG, else the system's, else English."""
    names = [os.environ.get(name, "") for name in ("DELIGHT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform == "win32":
        names.append(locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), ""))
    named = next((name for name in names if name), "")
    return next((code for code in NAMES if named.lower().startswith(code)), "en")
