"""The vectors that hold both analysers to each other: texts, and what Python's makes of them, in vectors.jsonl.

`python -m tests.search.vectors --update` writes the file anew. A line is `{"text", "words": [[word, [terms], alone], …]}`: first the
sentences that the project's stories had at the time, then texts that are made here, the same each time.
"""

import json
import random
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, product
from pathlib import Path
from typing import Any

from generator.search.words import alone, lists, terms, words

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).parent / "vectors.jsonl"
SENTENCE = re.compile(r"[^.!?]+[.!?]*")
NOUNS = ("고객", "수첩", "감동", "해", "서비스", "배터리")
MIXED = ("TV", "LG U+", "OLED", "2021", "C++", "QLED8", "café")
STEMS = (
    "call", "listen", "care", "plan", "stop", "try", "study", "box", "class", "bus", "analysis", "fix", "sing", "red", "fly",
    "innovate", "customer", "need", "run", "agree", "fuss", "roll", "buzz", "see", "be", "day", "happy", "quick", "use", "i",
)  # fmt: skip
SUFFIXES = (
    "",
    "s",
    "es",
    "ies",
    "ed",
    "ing",
    "ly",
    "er",
    "'s",
    "’s",
    "s'",
    "'",
    "ning",
    "ped",
    "sses",
    "ss",
    "us",
    "ied",
)
BLOCKS = (
    (0x20, 0x7E), (0xA1, 0xFF), (0x100, 0x17F), (0x180, 0x24F), (0x250, 0x2AF), (0x2B0, 0x2FF), (0x300, 0x333), (0x391, 0x3A1),
    (0x3A3, 0x3FF), (0x400, 0x52F), (0x531, 0x556), (0x5D0, 0x5EA), (0x620, 0x64A), (0x905, 0x939), (0xE01, 0xE30), (0x10A0, 0x10C5),
    (0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2), (0x1E00, 0x1E99), (0x1EA0, 0x1EF9), (0x1F00, 0x1F15), (0x2010, 0x2027),
    (0x20A0, 0x20B0), (0x2100, 0x2138), (0x2160, 0x2188), (0x2460, 0x24E9), (0x2500, 0x2570), (0x3000, 0x3029), (0x3041, 0x3096),
    (0x30A1, 0x30FF), (0x3105, 0x312C), (0x3131, 0x318E), (0x3200, 0x321C), (0x3260, 0x327B), (0x3400, 0x3420), (0x4E00, 0x4F00),
    (0x9F00, 0x9FA5), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xD7B0, 0xD7C6), (0xF900, 0xF9FF), (0xFB00, 0xFB06), (0xFF01, 0xFF5E),
    (0xFF61, 0xFFDC), (0x10400, 0x10427), (0x1D400, 0x1D419), (0x1F300, 0x1F5FF), (0x1F600, 0x1F64F), (0x20000, 0x20020),
)  # fmt: skip
"""Blocks of long standing: a newer Unicode changes nothing in them."""
BY_HAND = """\
TV를|LG U+를|U+의|u++로|C++에서도|AI가|5G와|24시간|1,000원|3.5배|2021년에|A4용지|A4용지를|TV를봤다|OLED는요|tv에서만이라도|tv들이들이들이들이들이들이
ＬＧ전자|ＴＶ를|Ｕ＋|１２３|ｃａｆｅ’ｓ|ｄｏｎ＇ｔ|Ａ－Ｂ|ｶﾀｶﾅ|ﾡﾢﾣ
café|CAFÉ|naïve|Zürich|ÅNGSTRÖM|Åse|İstanbul|ISTANBUL ıI|straße|STRASSE|STRAẞE|ŒUVRE|Ǆ ǅ ǆ|Ǉabc|ﬁnal|Łódź|søster|ñandú|Đà Nẵng|Việt Nam
ΣΊΣΥΦΟΣ|ὈΔΥΣΣΕΎΣ|ΑΣ Σ|Москва|МОСКВА́|Ѐ Ѝ|Ёлка
customer's|customers'|customer’s|don't|don’t|rock'n'roll|o'neill's|'quoted'|‘quoted’|it's|its'|s's|'s|a'b'c's|1's|90's|y'all'd've|U+'s|L'été|d'accord
고객’s|고객's|TV's를|LG's
ㄱ|ㄱㄱ|ㅅㅊ|ㅋㅋㅋ|ㅠㅠ|고객ㅅ|ㄱ객|ㅏ|ㄱㅏ|ㅘ|ㄳ|ㆍ|ㄱ고ㄱ|고객 ㄱㄷ|ㅎㅎ고객ㅎㅎ
顧客感動|顧客の感動|カスタマー|ひらがな|高客고객customer|日|東京都|々〆〇|LG電子|電子2021|Ａ社|ー|漢字를|中文,中文
고객|고객을|고|을|를|에서|에서는|해를|해가|해는|해만도|불이|불에서|물도|물은|이|가|의의|이의|고객님께서는|고객들에게서|되었습니다|감사했습니다|합니다|하기|하는하는|들들들|을을을을|이이이이|나나나나나|나만의|도로|도로로|가가와|가까이|회의|회의의|회의에서의|에게|부터까지
고객-감동|고객·감동|고객/감동|고객_감동|고객…감동|“고객” 감동|(고객)을|고객(을)|<b>고객</b>|고객\u200b감동|고객\u00a0감동|고객\u3000감동|고객\t감동|고객\u00ad감동|\ufeff고객
👍|고객👍감동|👨‍👩‍👧‍👦|🇰🇷 대한민국|1️⃣|고객❤️|🅰b|a👍b
+|++|a+|a++b|+a|U+|U +|u+u+|1+1|1+1은|가+|+가|ABC+를|TV+들
the|The|THE|a|an|theы|the를|is는|it's|its|I|i|you'll|without|in을
x|xy|ss|sss|ies|dies|lies|ties|is|us|gas|glasses|sing|king|bring|string|thing|red|bed|freed|speed|need|fly|ply|only|early|hopped|hopping|hoping|falling|buzzing|agreed|plays|happily
0|00|007|٣|½|²|Ⅳ|①|㈜엘지|㉠|㎡|℃|№|™|e-mail|e–mail|wi-fi|3D|4K|mp3를
""".replace("\n", "|").split("|")
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|t)")


def sentences() -> list[str]:
    """Return the sentences of the project's stories, each once."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "stories").glob("20*/*/*.md")))
    found = (one.strip() for text in texts for line in text.splitlines() for one in SENTENCE.findall(line))
    return list(dict.fromkeys(filter(None, found)))


def made() -> list[str]:
    """Return the texts that are made here, each once."""
    return list(dict.fromkeys(chain(_by_hand(), _with_endings(), _inflected(), _long(), _mixed(), _random())))


def vector(text: str) -> dict[str, Any]:
    """Return a text with its words, the terms of each, and what it is alone."""
    return {"text": text, "words": [[word, list(terms(word)), alone(word)] for word in words(text)]}


def terms_of(text: str) -> list[str]:
    """Return all that the index keeps a text by, as often as it stands there."""
    found = words(text)
    return [*chain.from_iterable(map(terms, found)), *filter(None, map(alone, found))]


def lines(texts: Iterable[str]) -> str:
    """Return the vectors of these texts as the file has them; what cannot be seen is escaped."""
    return "".join(f"{_seen(json.dumps(vector(text), ensure_ascii=False))}\n" for text in texts)


def read() -> list[dict[str, Any]]:
    """Return the vectors of the file."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def _seen(line: str) -> str:
    """Escape what is no letter of Korean or English, so that no editor changes it and a normal form stays what it is."""
    return re.sub(
        "[^ -~가-힣ㄱ-ㅣ]",
        lambda found: "".join(
            f"\\u{unit:04x}" for unit in memoryview(found[0].encode("utf-16-le")).cast("H")
        ),
        line,
    )


def _by_hand() -> Iterator[str]:
    for text in BY_HAND:
        shown = _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\t", text)
        yield shown
        yield unicodedata.normalize("NFD", shown)


def _with_endings() -> Iterator[str]:
    endings = lists()["sure"] + lists()["likely"]
    for number, ending in enumerate(endings):
        for noun in NOUNS:
            yield f"{noun}{ending}"
        latin = MIXED[number % len(MIXED)]
        yield f"{latin}{ending} {latin}{ending}{endings[(number * 7) % len(endings)]} {NOUNS[number % 6]}{ending}{ending}"
        yield unicodedata.normalize("NFD", f"{NOUNS[number % 6]}{ending}")


def _inflected() -> Iterator[str]:
    for stem, suffix in product(STEMS, SUFFIXES):
        yield f"{stem}{suffix}"
    yield from (f"{stem.upper()}{suffix.upper()}" for stem, suffix in zip(STEMS, SUFFIXES, strict=False))


def _long() -> Iterator[str]:
    for length in (39, 40, 41, 42, 80):
        yield "고객감동" * (length // 4) + "고객감동"[: length % 4]
        yield "고" * (length - 1) + "을"
        yield "a" * (length - 3) + "ing"
        yield "a" * (length - 1) + "를"
        yield "顧" * length
        yield "ㅋ" * length
        yield "a'" * length
        yield "1+" * length


def _mixed() -> Iterator[str]:
    chance = random.Random(1)
    pieces = (
        *NOUNS,
        *MIXED,
        *STEMS[:12],
        *SUFFIXES[8:12],
        "를",
        "에서도",
        "들이",
        "顧客",
        "カメラ",
        "ㅅㅊ",
        "ＴＶ",
        "é",
        "e\u0301",
        "+",
        "'",
        "’",
        "-",
        "👍",
        " ",
        " ",
        "7",
    )
    for _ in range(350):
        yield "".join(chance.choices(pieces, k=chance.randint(2, 6)))


def _random() -> Iterator[str]:
    chance = random.Random(2)
    for number in range(500):
        some = [BLOCKS[number % len(BLOCKS)], (0xAC00, 0xD7A3), chance.choice(BLOCKS), (0x61, 0x7A)]
        yield "".join(chr(chance.randint(*chance.choice(some))) for _ in range(chance.randint(1, 14)))


def main() -> None:
    """Say how many vectors there are, and write them where `--update` is given."""
    texts = list(dict.fromkeys([*sentences(), *made()]))
    if "--update" in sys.argv[1:]:
        FILE.write_text(lines(texts), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(texts)} vectors\n")


if __name__ == "__main__":
    main()
