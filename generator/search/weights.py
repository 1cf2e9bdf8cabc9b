"""The weights of ranking: weights.toml, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def weights() -> dict[str, dict[str, Any]]:
    """Return the weights of ranking by group and name."""
    text = resources.files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
