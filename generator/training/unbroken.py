"""Korean words that no line's end cuts in two, for what knows no `word-break: keep-all`, as WeasyPrint does not.

In: HTML. Out: the same, with each word of Hangul in an element of its own, `d-word`, whose white space the style sheet keeps together.
An element rather than a joiner between the letters, which would stand in what a reader searches for and copies.
"""

from __future__ import annotations

import re

_PARTS = re.compile(r"(?P<drawing><svg.*?</svg>)|(?P<tag><[^>]*>)|(?P<text>[^<]+)", re.DOTALL)
_WORD = re.compile(r"[^ \t\r\n\xa0]*[가-힣]{2}[^ \t\r\n\xa0]*")
_WITHIN = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|q|span|strong|sub|sup)\b")
"""Elements that may begin or end within a word."""
_JOINER = "\u2060"
_LONGEST = 20
"""Letters of a word that is kept whole: a longer one may fill a line alone."""


def unbroken(html: str) -> str:
    """Return a page whose words of Hangul are kept whole; where an element ends within one, a joiner keeps its parts together."""
    head, body, rest = html.partition("<body")
    made, last = [head, body], ""
    for found in _PARTS.finditer(rest):
        part = found[0]
        if found["text"]:
            if _is_hangul(last) and not part[0].isspace():
                made.append(_JOINER)
            made.append(_WORD.sub(_kept, part))
            last = part[-1]
        else:
            made.append(part)
            last = last if _WITHIN.match(part) else ""
    return "".join(made)


def _kept(found: re.Match[str]) -> str:
    return f"<d-word>{found[0]}</d-word>" if len(found[0]) <= _LONGEST else found[0]


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"
