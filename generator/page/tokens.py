"""The site's colours, for what understands no CSS of today: mails, and PDFs.

In: a style sheet with the tokens of overrides/style/tokens.css. Out: colours as #rrggbb, by the name of their token.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TOKEN = re.compile(
    r"--d-([a-z0-9-]+):\s*(?:light-dark\(\s*)?(#[0-9a-f]{6})(?:\s*,\s*(#[0-9a-f]{6})\s*\))?\s*;", re.I
)


def colours(tokens: str, own: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the site's colours by the name of their token, for light and for dark mails.

    `tokens` is the site's style sheet, `own` the company's tokens; of these a mail takes only plain #rrggbb, as mail programs do.
    """
    added = "".join(f"--d-{name}:{value};" for name, value in own.items())
    found = _TOKEN.findall(tokens + added)
    return {name: light for name, light, _ in found}, {name: dark or light for name, light, dark in found}
