"""Korean particles (조사) that fit the word before them: 서울로, LG를, Team이.

A word goes in, the form of a written pair such as 을/를 comes out. The word is read
aloud as a Korean reader would, and only the end of that reading counts. The readings
of Latin words are a heuristic with a list of exceptions; meaning and spacing are not
looked at.
"""

import re
import string
import unicodedata

_PAIRS = (
    *("을/를", "은/는", "이/가", "과/와", "아/야", "으로/로", "으로서/로서", "으로써/로써"),
    *(
        "이나/나",
        "이라/라",
        "이라는/라는",
        "이란/란",
        "이랑/랑",
        "이며/며",
        "이고/고",
        "이든/든",
        "이었/였",
        "이에요/예요",
    ),
)
_FORMS = {
    written: (after_consonant, after_vowel)
    for after_consonant, after_vowel in (pair.split("/") for pair in _PAIRS)
    for written in (f"{after_consonant}/{after_vowel}", f"{after_vowel}/{after_consonant}")
}

_FINALS = 28  # final consonants of a syllable block, counting "none" as number 0
_RIEUL = 8  # the number of final ㄹ

_DIGITS = "영일이삼사오육칠팔구"
_MYRIADS = "천만억조경해"  # what ends a round number, per four zeros (천: also 십, 백)

_CURRENCIES = {"$": "달러", "₩": "원", "€": "유로", "£": "파운드", "¥": "엔"}
_SIGNS = _CURRENCIES | {"%": "퍼센트", "°": "도", "+": "플러스", "#": "샵"}

# Units, after a number, whose name ends otherwise than their letters would.
_UNITS = (
    dict.fromkeys(("nm", "μm", "mm", "cm", "m", "km", "m3"), "미터")
    | dict.fromkeys(("mg", "g", "kg"), "그램")
    | dict.fromkeys(("ml", "mL", "l", "L", "kl", "kL"), "리터")
    | {"t": "톤", "dB": "데시벨", "px": "픽셀", "Pa": "파스칼", "nit": "니트"}
    | {"in": "인치", "min": "분", "cal": "칼로리", "kcal": "칼로리"}
)
_MEASURE = re.compile(r"[0-9]\s?([A-Za-zμ]+3?)\Z")

# The letters whose Korean names end in a consonant; all other names end in a vowel.
_LETTERS = {"l": "엘", "m": "엠", "n": "엔", "r": "알"}

# How English words end when read as loanwords: the first match wins, and what matches
# none ends in a vowel (cloud 클라우드, park 파크, site 사이트, server 서버, teams 팀스).
# The reading stands for its final sound only.
_ENDINGS = tuple(
    (re.compile(rf"(?:{spelling})\Z"), reading)
    for spelling, reading in (
        (r"le?", "을"),  # hill 힐, google 구글, style 스타일
        (r"[mn]e?|ng|mb", "음"),  # team 팀, phone 폰, ring 링, climb 클라임
        (r"ook|out|oup|eap|eep|type", "윽"),  # book 북, layout 레이아웃, group 그룹
        (r"[aeio]b", "윽"),  # web 웹, lab 랩, job 잡; but hub 허브
        (r"(?:ai|au|ea|ee|ei|ie|oa|oo|ou|[^q]ui)[kpt]", "으"),  # week 위크, boat 보트
        (r"[aeiou](?:ck|pp|[ckpt])", "윽"),  # music 뮤직, slack 슬랙, app 앱, net 넷
    )
)
_EXCEPTIONS = {
    "apec": "에이펙",
    "bag": "백",
    "ballet": "발레",
    "big": "빅",
    "bit": "비트",
    "buffet": "뷔페",
    "check": "체크",
    "chocolate": "초콜릿",
    "circuit": "서킷",
    "club": "클럽",
    "debut": "데뷔",
    "europe": "유럽",
    "foot": "풋",
    "god": "갓",
    "good": "굿",
    "hit": "히트",
    "jet": "제트",
    "jpeg": "제이펙",
    "kit": "키트",
    "knock": "노크",
    "kosdaq": "코스닥",
    "le": "르",
    "lidar": "라이다",
    "me": "미",
    "objet": "오브제",
    "opec": "오펙",
    "private": "프라이빗",
    "pub": "펍",
    "scout": "스카우트",
    "set": "세트",
    "shock": "쇼크",
    "soup": "수프",
    "template": "템플릿",
    "zip": "집",
}
_SHORTEST_CAPITALISED_WORD = 5  # NAVER and SAMSUNG are words, OLED and HVAC letters


def particle(word: str, pair: str) -> str:
    """Choose the form of a pair, written in either order, that follows a word.

    A word that cannot be read (empty, emoji, Chinese characters) takes the form that
    follows a vowel. An unknown pair raises ValueError.
    """
    if pair not in _FORMS:
        known = ", ".join(_PAIRS)
        raise ValueError(f"{pair!r} is not a pair of particles; known: {known}")
    after_consonant, after_vowel = _FORMS[pair]
    final = _final_consonant(_reading(_spoken_part(word)))
    if final == _RIEUL and after_consonant.startswith("으로"):
        return after_vowel
    return after_consonant if final else after_vowel


def with_particle(word: str, pair: str) -> str:
    """Append to a word the form of a pair that follows it."""
    return word + particle(word, pair)


def _spoken_part(word: str) -> str:
    """Cut a word after its last spoken character, before any gloss in brackets.

    Brackets that hold the whole word, or have no partner, are mere punctuation.
    """
    # NFKC joins decomposed Hangul and opens ㎏, ℃, ㈜ and full-width letters; it would
    # also turn ™ into the letters TM.
    text = unicodedata.normalize("NFKC", word.replace("™", ""))
    depth = 0
    last = 0
    for end in range(len(text), 0, -1):
        character = text[end - 1]
        depth += (character in ")]}〕") - (character in "([{〔")
        if character.isalnum() or character in _SIGNS:
            last = last or end
            if depth <= 0:
                return text[:end]
    return text[:last]


def _reading(text: str) -> str:
    """Write in Hangul what the end of a text sounds like, or return it unread."""
    measure = _MEASURE.search(text)
    if measure and measure[1] in _UNITS:
        return _UNITS[measure[1]]
    last = text[-1:]
    if not last:
        return ""
    if last in string.digits:
        return _number_reading(text)
    if last in string.ascii_letters:
        return _latin_reading(text)
    if "\u1100" <= last <= "\u11ff":
        return _jamo_reading(last)
    return _SIGNS.get(last, last)


def _number_reading(text: str) -> str:
    """Read the number that ends a text: 2.0 영, 15 오, 12,000 천, $10 달러."""
    before = text.rstrip(string.digits + ".,")
    sign = before.rstrip()[-1:]
    if sign in _CURRENCIES:
        return _CURRENCIES[sign]
    number = text[len(before) :].replace(",", "")
    zeros = len(number) - len(number.rstrip("0"))
    if "." in number or zeros in (0, len(number)):
        return _DIGITS[int(number[-1])]
    return _MYRIADS[zeros // 4 :][:1]


def _latin_reading(text: str) -> str:
    """Read the Latin letters that end a text, one by one or as an English word.

    Of a word with capitals inside (YouTube, ThinQ) only the last part is read.
    """
    letters = text[len(text.rstrip(string.ascii_letters)) :]
    part = re.split(r"(?<=[a-z])(?=[A-Z])", letters)[-1]
    word = part.lower()
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    is_acronym = part.isupper() and len(part) < _SHORTEST_CAPITALISED_WORD
    if is_acronym or not re.search("[aeiouy]", word):
        return _LETTERS.get(word[-1], "이")
    return next((reading for end, reading in _ENDINGS if end.search(word)), "으")


def _jamo_reading(jamo: str) -> str:
    """Name a lone letter of Hangul: ㄱ 기역, ㄹ 리을, ㅏ 아."""
    if "\u1160" <= jamo <= "\u11a7":
        return "아"
    return "리을" if jamo in "\u1105\u11af" else "기역"


def _final_consonant(reading: str) -> int:
    """Number the final consonant of a reading's last syllable, 0 for none."""
    last = reading[-1:]
    return (ord(last) - ord("가")) % _FINALS if "가" <= last <= "힣" else 0
