"""The styles and scripts of a site, each bundle one file that is named by its content.

In: the folder of overrides. Out: Data by the name that templates call it by. A page asks for what is on every page, and for what its
own kind needs.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from generator.base.cache import digest
from generator.base.outputs import Data

_ORDER = {"tokens": 0, "base": 1, "print": 3}
"""What others build on comes first, print last."""
_NOT_STYLE = re.compile(
    rb"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|^\s+|(?<=[{};])\s+|\s+(?=[{}])|(?<=[\w-]:) +""",
    re.DOTALL | re.MULTILINE,
)
"""What a browser does not need of a style sheet: comments, and blanks at braces, semicolons and after colons. Strings are kept."""
_NOT_SCRIPT = re.compile(rb"^[ \t]*(?://[^\n]*)?\n|^[ \t]+", re.MULTILINE)
"""What a browser does not need of our scripts: lines that are comments, and blanks that begin a line."""


class Bundle(NamedTuple):
    """Files that become one: those of a folder, and what they build on."""

    folder: str
    """Below the overrides."""
    kind: str
    """`css` or `js`."""
    name: str
    """What the name of the file begins with."""
    before: tuple[str, ...] = ()
    """Files and folders below the overrides that come first."""


BUNDLES = {
    "style": Bundle("style", "css", "delight"),
    "script": Bundle("script", "js", "delight"),
    "early": Bundle("script/early", "js", "early"),
    "search": Bundle("search", "js", "search"),
    "find_style": Bundle("style/find", "css", "find"),
    "find_script": Bundle("script/find", "js", "find"),
    "film_style": Bundle("style/film", "css", "film"),
    "film_script": Bundle("script/film", "js", "film"),
    "embed_style": Bundle("style/embed", "css", "embed"),
    "embed_script": Bundle("script/embed", "js", "embed"),
    "training_style": Bundle("style/training", "css", "training"),
    "training_script": Bundle("script/training", "js", "training", before=("script/learning",)),
    "lms_style": Bundle("style/lms", "css", "lms"),
    "lms_script": Bundle("script/lms", "js", "lms", before=("script/learning",)),
    "sheet_style": Bundle("style/sheet", "css", "sheet", before=("style/tokens.css",)),
    "programme_script": Bundle("broadcast/programme", "js", "programme", before=("broadcast/timeline.js",)),
    "screen_style": Bundle("broadcast/screen", "css", "screen"),
    "screen_script": Bundle("broadcast/screen", "js", "screen", before=("broadcast/timeline.js",)),
}
"""By what templates call them: for every page `style`, `script` and `early`, which runs before anything is painted; `search` is
fetched when a reader turns to it; the others are for one kind of page each."""


def bundled(overrides: Path, name: str, before: str = "", after: str = "") -> Data:
    """Return a bundle as one file; `before` and `after` are added to what its folder holds."""
    bundle = BUNDLES[name]
    files = [path for one in (*bundle.before, bundle.folder) for path in _files(overrides / one, bundle.kind)]
    held = b"".join(path.read_bytes().replace(b"\r\n", b"\n") + b"\n" for path in files)
    content = before.encode() + held + after.encode()
    if bundle.kind == "css":
        content = _NOT_STYLE.sub(lambda found: found[1] or b"", content)
    else:
        content = _NOT_SCRIPT.sub(b"", content)
    return Data(f"assets/{bundle.name}.{digest(content)[:8]}.{bundle.kind}", content)


def _files(path: Path, kind: str) -> list[Path]:
    """Return a file, or those of a folder that are of this kind, in the order in which they stand in a bundle."""
    if path.suffix:
        return [path]
    return sorted(path.glob(f"*.{kind}"), key=lambda one: (_ORDER.get(one.stem, 2), one.name))
