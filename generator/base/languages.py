"""The languages of the site: their codes, and every word of the interface in each.

In: a key and values. Out: the words, with Korean particles that fit. Dates, numbers and name order are in writing.py,
particles in particles.py; the words themselves in strings.ko.toml and strings.en.toml.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from generator.base.particles import particle

NAMES = {"ko": "한국어", "en": "English"}
"""Each language the product speaks, by code, with its own name for itself."""

_PAIR = re.compile(r"[가-힣]+/[가-힣]+")


class _Filler(string.Formatter):
    """Formats `{name:을/를}` as the value with the particle that fits it."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if _PAIR.fullmatch(format_spec):
            return f"{value}{particle(str(value), format_spec)}"
        return str(super().format_field(value, format_spec))


_FILLER = _Filler()


def fill(pattern: str, values: Mapping[str, object]) -> str:
    """Return `pattern` with its `{key}` and `{key:을/를}` filled; whole numbers are grouped by thousands."""
    if "{" not in pattern:
        return pattern
    shown = {key: f"{value:,}" if type(value) is int else value for key, value in values.items()}
    return _FILLER.vformat(pattern, (), shown)


@dataclass(frozen=True, slots=True)
class Strings:
    """Every word of the interface in one language."""

    language: str
    words: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words of `key`, in the singular where `n` is 1 and the language tells them apart."""
        if values.get("n") == 1:
            key = f"{key}.one" if f"{key}.one" in self.words else key
        return fill(self.words[key], values)


@cache
def strings(language: str) -> Strings:
    """Return the interface's words in `language`."""
    text = resources.files(__package__).joinpath(f"strings.{language}.toml").read_text(encoding="utf-8")
    return Strings(language, dict(_flat(tomllib.loads(text))))


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Return nested tables as (dotted key, text)."""
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        rows += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
    return rows
