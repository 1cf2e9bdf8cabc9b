"""Who asks: a person at a browser, or a program that is none. The names of such programs stand in agents.toml beside this file."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources


@lru_cache(maxsize=4096)
def is_program(agent: bytes) -> bool:
    """Tell whether an agent calls itself something other than a browser; one that says nothing is taken for a person."""
    return _pattern().search(agent.lower()) is not None


@cache
def _pattern() -> re.Pattern[bytes]:
    text = resources.files(__package__).joinpath("agents.toml").read_text(encoding="utf-8")
    return re.compile("|".join(one for some in tomllib.loads(text).values() for one in some).encode())
