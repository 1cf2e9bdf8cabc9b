"""Dates, numbers and names as each language writes and sorts them.

Values go in, text or a sort key comes out; the rules of a language are one record in
one table, and a language without a record raises KeyError. Korean particles live in
`particles`, the words of the site's interface elsewhere.
"""

import datetime
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Conventions:
    """How one language writes dates and numbers and orders names."""

    year: str
    month_of_year: str
    day_of_month: str
    month_names: tuple[str, ...]
    number: str
    letters_a_minute: int
    """How many characters, blanks too, a grown-up reads in a minute."""
    scripts: tuple[str, ...]
    """First words of Unicode character names, in the order lists follow."""
    own_letters: re.Pattern[str] | None = None
    """Letters that no other language here is written in."""
    leading: re.Pattern[str] | None = None
    """Small words that stay with the word after them, each with its blank."""
    trailing: re.Pattern[str] | None = None
    """Small words that stay with the word before them, each after its blank."""


_CONVENTIONS = {
    "ko": _Conventions(
        year="{year}년",
        month_of_year="{year}년 {month}",
        day_of_month="{year}년 {month} {day}일",
        month_names=tuple(f"{month}월" for month in range(1, 13)),
        number="{:,}",
        letters_a_minute=700,
        scripts=("HANGUL", "LATIN", "DIGIT"),
        own_letters=re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"),
        leading=re.compile(r"(?<!\S)([안못더잘꼭첫새그이저한두세네몇]) "),
        trailing=re.compile(
            r"(?<=[가-힣]) (?=(?:것|수|때|곳|줄|뿐|적|쪽|밤|뒤|앞|봐)"
            r"(?:에서?|에도|마다|[을를이가은는도만의]|으?로|까지|부터|입니다)?(?![가-힣]))"
        ),
    ),
    "en": _Conventions(
        year="{year}",
        month_of_year="{month} {year}",
        day_of_month="{day} {month} {year}",
        month_names=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        number="{:,}",
        letters_a_minute=1300,
        scripts=("LATIN", "HANGUL", "DIGIT"),
    ),
}

_PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")

# A run of digits, one letter, or a run of what lies between words.
_PIECE = re.compile(r"[0-9]+|[^\W_]|[\W_]+")

_Piece = tuple[int, int, str]  # rank of the script, count of digits, text
_LOOKED_AT = 2000  # characters, to tell the language of a text
_BREAK: _Piece = (-1, 0, "")  # before every script
_UNREADABLE: _Piece = (sys.maxsize, 0, "")  # after every script: an emoji, an empty name
SortKey = tuple[tuple[_Piece, ...], str]


_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing, though their category does not tell (Unicode, Default_Ignorable_Code_Point; and the blank of Braille)."""


def is_unseen(text: str) -> bool:
    """Tell whether nothing of a text is seen: it is empty, or of blanks and characters without a shape of their own."""
    return all(
        unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp", "Zs") or _UNSEEN.match(one) for one in text
    )


def nfc(text: str) -> str:
    """Compose a text into Unicode normalisation form C."""
    return unicodedata.normalize("NFC", text)


def format_date(day: datetime.date, language: str) -> str:
    """Write a day: 2026년 11월 21일, 21 November 2026."""
    return _fill(_CONVENTIONS[language].day_of_month, day, language)


def format_partial_date(text: str, language: str) -> str:
    """Write the day, month or year that 2021-03-31, 2021-12 or 2022 stands for.

    Any other form, and a day that no calendar has, raises ValueError.
    """
    conventions = _CONVENTIONS[language]
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a date such as 2021-03-31, 2021-12 or 2022")
    first_day = datetime.date.fromisoformat((text + "-01-01")[: len("2021-03-31")])
    patterns = (conventions.year, conventions.month_of_year, conventions.day_of_month)
    return _fill(patterns[text.count("-")], first_day, language)


def format_year(year: int, language: str) -> str:
    """Write a year: 2021년, 2021."""
    return _CONVENTIONS[language].year.format(year=year)


def format_number(n: int, language: str) -> str:
    """Write a number with its thousands separated: 12,345."""
    return _CONVENTIONS[language].number.format(n)


def kept_together(text: str, language: str) -> str:
    """Bind small words to their neighbours with no-break spaces, so that no line of a title ends or begins with one."""
    leading, trailing = _CONVENTIONS[language].leading, _CONVENTIONS[language].trailing
    text = leading.sub("\\1\N{NO-BREAK SPACE}", text) if leading else text
    return trailing.sub("\N{NO-BREAK SPACE}", text) if trailing else text


def sort_key(name: str, language: str) -> SortKey:
    """Make the key that sorts names as a list in the language does.

    The language's own script comes first, then the other, digits (by value) and the
    rest. Case, accents, width and leading punctuation do not count; a break between
    words precedes any letter. Only names equal in NFC have equal keys.
    """
    scripts = _CONVENTIONS[language].scripts
    pieces = tuple(_pieces(name, scripts))
    if pieces[:1] == (_BREAK,):
        pieces = pieces[1:]
    return pieces or (_UNREADABLE,), nfc(name)


def _pieces(name: str, scripts: tuple[str, ...]) -> Iterator[_Piece]:
    """Cut a name into pieces that compare as their letters, numbers and breaks do."""
    for piece in _PIECE.findall(_fold(name)):
        script = unicodedata.name(piece[0], "").split(" ")[0]
        rank = scripts.index(script) if script in scripts else len(scripts)
        if script == "DIGIT":
            digits = piece.lstrip("0")
            yield rank, len(digits), digits  # a longer number is a larger one
        elif piece[0].isalnum():
            # Decomposed, a lone ㄴ falls between 깋 and 나, as in a dictionary.
            yield rank, 0, unicodedata.normalize("NFD", piece)
        else:
            yield _BREAK


def _fold(name: str) -> str:
    """Drop the case, accents and width of a name's characters."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return nfc(bare.casefold())


def _fill(pattern: str, day: datetime.date, language: str) -> str:
    """Fill a date pattern with a day's year, month name and day."""
    month = _CONVENTIONS[language].month_names[day.month - 1]
    return pattern.format(year=day.year, month=month, day=day.day)


def seconds_to_read(letters: int, language: str) -> int:
    """Return how many seconds a text of this many characters takes to read."""
    return round(letters * 60 / _CONVENTIONS[language].letters_a_minute)


def is_name_anywhere(text: str, language: str) -> bool:
    """Tell whether a text of this language stands unchanged in any other: a Korean one without Hangul, such as LG CNS."""
    own = _CONVENTIONS[language].own_letters
    return own is not None and own.search(text) is None


def language_of(text: str) -> str:
    """Return the language whose own script most letters of a text are in; empty where that is none's. Looks at the beginning only."""
    scripts: Counter[str] = Counter()
    for letter in filter(str.isalpha, text[:_LOOKED_AT]):
        # A syllable says as much as two letters.
        scripts[unicodedata.name(letter, "").split(" ")[0]] += 1 + (
            unicodedata.east_asian_width(letter) == "W"
        )
    most = max(scripts, key=lambda script: scripts[script], default="")
    return next((code for code, conventions in _CONVENTIONS.items() if conventions.scripts[0] == most), "")
