"""What is said in a cue, without its markup: that of WebVTT, SubRip and SAMI, which is all like HTML, and that of SubStation Alpha.

In: the text of a cue as its file has it. Out: plain text in NFC, lines parted by line feeds, and who speaks. What only looks like
a tag, such as `<뉴스>` or `1 < 2`, is text. All of it takes time in proportion to the text, whatever stands there.
"""

from __future__ import annotations

import html
import re

from generator.base.writing import nfc

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:[\s./:][^<>]*)?)>")
_MOMENT = re.compile(r"<[0-9]{1,4}(?::[0-9]{2}){1,2}\.[0-9]{3}>")
_KNOWN = re.compile(
    r"a|abbr|acronym|b|big|blockquote|body|br|c|center|cite|code|div|em|font|h[1-6]|head|i|img|kbd|lang|li|p|q|rb|rp|rt|rtc|ruby|s|"
    r"sami|small|span|strike|strong|sub|sup|sync|table|tbody|t[dhrt]|ul?|v|var"
)
"""The tags of WebVTT and those of HTML that captions were seen to have; any other is text."""
_BREAKS = ("br", "p", "div", "tr", "li")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb]")
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
r"""What players have borrowed for SubRip from SubStation Alpha, `{\an8}`; programs copy it to WebVTT."""
_DRAWING = re.compile(r"\\p([0-9]{1,4})")


def unmarked(text: str, *, loose: bool = False) -> tuple[str, str]:
    """Return (text, speaker) of a cue whose markup is like HTML; `loose` knows `&nbsp` without its semicolon, as HTML does.

    Readings of characters (`<rt>`) follow them in brackets. Where several speak, each has a line that begins with the name.
    """
    said: list[tuple[str, list[str]]] = [("", [])]
    reading, at = "", 0
    text = _OVERRIDE.sub("", _MOMENT.sub("", text))
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if not _KNOWN.fullmatch(name):
            continue
        said[-1][1].append(text[at : tag.start()])
        at = tag.end()
        if name in ("rt", "rb", "ruby"):
            said[-1][1].append(reading)
            reading = ")" if name == "rt" and not tag["end"] else ""
            said[-1][1].append("(" if reading else "")
        elif name == "v":
            said.append(("" if tag["end"] else _voice(tag["rest"]), []))
        elif name in _BREAKS:
            said[-1][1].append("\n")
    said[-1][1].append(text[at:] + reading)
    decode = html.unescape if loose else _decoded
    if len(said) == 1:  # as most are
        return tidy(decode("".join(said[0][1]))), ""
    parts = [(tidy(decode(who)), decode("".join(pieces))) for who, pieces in said]
    speakers = dict.fromkeys(who for who, part in parts if who and tidy(part))
    if len(speakers) > 1:
        return tidy(
            "\n".join(f"{who}: {part.strip()}" if who else part for who, part in parts if tidy(part))
        ), ""
    return tidy("".join(part for _, part in parts)), next(iter(speakers), "").replace("\n", " ")


def without_overrides(text: str) -> str:
    r"""Return a text of SubStation Alpha without what stands in braces, and without drawings; `\N` and `\h` as what they mean."""
    pieces, at, draws = [], 0, False
    while (begin := text.find("{", at)) >= 0 and (end := text.find("}", begin)) >= 0:
        pieces.append("" if draws else text[at:begin])
        for found in _DRAWING.finditer(text, begin, end):
            draws = int(found[1]) > 0
        at = end + 1
    pieces.append("" if draws else text[at:])
    return tidy("".join(pieces).replace(r"\N", "\n").replace(r"\n", " ").replace(r"\h", " "))


def tidy(text: str) -> str:
    """Return a text in NFC without characters that cannot be seen, single blanks between words, and no blank lines."""
    lines = (" ".join(line.split()) for line in nfc(_HIDDEN.sub("", text)).split("\n"))
    return "\n".join(line for line in lines if any(map(str.isprintable, line.replace(" ", ""))))


def _voice(rest: str) -> str:
    """Return who speaks, from what follows `<v`: classes (`.loud`), a blank, the name."""
    classes, _, name = rest.replace("\n", " ").replace("\t", " ").partition(" ")
    return name if not classes or classes.startswith(".") else ""


def _decoded(text: str) -> str:
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
