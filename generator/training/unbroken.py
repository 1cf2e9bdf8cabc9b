"""Korean words that no line's end cuts in two, for what knows no `word-break: keep-all`, as WeasyPrint does not.

In: HTML. Out: the same, with each word of Hangul in an element of its own, `d-word`, whose white space the style sheet keeps together.
An element rather than a joiner between the letters, which would stand in what a reader searches for and copies. A link is kept whole
with all its words, as each element in it would be a link more.
"""

from __future__ import annotations

import re

_PARTS = re.compile(
    r"(?P<drawing><svg.*?</svg>)|(?P<link><a [^>]*>(?P<words>[^<]*)</a>)|(?P<tag><[^>]*>)|(?P<text>[^<]+)",
    re.DOTALL,
)
_WORD = re.compile(r"[^ \t\r\n\xa0]*[가-힣]{2}[^ \t\r\n\xa0]*")
_WITHIN = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|q|span|strong|sub|sup)\b")
"""Elements that may begin or end within a word."""
_BETWEEN = re.compile(r"(?<=[가-힣])(?=[가-힣])")
_JOINER = "\u2060"
_LONGEST = 20
"""Letters that are kept in one line: more may fill a line alone."""


def unbroken(html: str) -> str:
    """Return a page whose words of Hangul are kept whole; where an element ends within one, a joiner keeps its parts together."""
    head, body, rest = html.partition("<body")
    made, last = [head, body], ""
    for found in _PARTS.finditer(rest):
        part, words = found[0], found["words"] or found["text"] or ""
        if words:
            if _is_hangul(last) and not words[0].isspace():
                made.append(_JOINER)
            made.append(_link(part, words) if found["link"] else _WORD.sub(_word, part))
            last = words[-1]
        else:
            made.append(part)
            last = last if _WITHIN.match(part) else ""
    return "".join(made)


def _word(found: re.Match[str]) -> str:
    return f"<d-word>{found[0]}</d-word>" if len(found[0]) <= _LONGEST else found[0]


def _link(link: str, words: str) -> str:
    if len(words) <= _LONGEST:
        return f"<d-word>{link}</d-word>"
    return link.replace(f">{words}<", f">{_BETWEEN.sub(_JOINER, words)}<")


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"
