"""Words set in lines, as television sets them: where a line ends, how wide it is, how long it takes to read.

In: a text and its language. Out: lines of whole words, balanced, and seconds. What each language binds together, and where it
likes to break, is one record in one table. Pixels and fonts are not known here: a width is counted in full-width characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice, product
from math import inf

from generator.base.writing import kept_together

MOST = 16.0
"""Width of a line at most: 16 Korean syllables, or 32 Latin letters and blanks, which count half (Netflix's guide for Korean)."""
ONE_LINE = 10.0
"""Up to this width a text stays on one line."""
_WEIGHED = 5
"""Cards of one sentence up to which all ways to set it are weighed: each card more doubles their number."""
_EVENNESS = 12.0
"""What a line costs that is as far from the mean as it could be; what it breaks costs 0 to 4."""
_LONELY = 6.0
"""What a line costs that holds next to nothing."""
_BOUND = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class _Habits:
    """How one language is set and read."""

    bound: re.Pattern[str]
    """Blanks that no line ends at: numbers with their units, names with their titles, an article with its noun."""
    broken: Callable[[str, str], float]
    """How bad it is to break between two words: 0 after a comma, 4 where both belong to one phrase."""
    syllables: float
    """Full-width characters, digits and capitals read in a second."""
    letters: float
    """Other characters read in a second; 0 where they are read along."""


_TITLES = "주임|사원|선임|책임|대리|과장|차장|부장|팀장|지점장|센터장|상무|전무|부사장|사장|부회장|회장|기사|상담사|고객|어르신|님|씨"
_AUXILIARY = re.compile(
    r"(?:드[리려렸린릴립]|주[시신셨었고며기]|줬|준|줄|보[았니고면]|봤|본|볼|갔|가[는고며]|왔|오[는고며]|놓[았은고]|두[었고]|뒀|둔"
    r"|있|없|싶|냈|낸|내[고며었]|버[렸리린]|말[았고]|않|못)"
)
"""How a helping verb begins, which belongs to the verb before it: 놓아 드렸습니다."""
_BEFORE_AUXILIARY = re.compile(r"[가-힣]*[아어여해져와워려러겨켜춰고지]")
_CLAUSE = re.compile(r"[가-힣]*(?:고|며|면|서|지만|는데|까|게|도록|려고|아|어|여|해|져)")
_PARTICLE = re.compile(
    r"[가-힣A-Za-z0-9)”’]*(?:[은는이가을를에께로와과도만]|까지|부터|에서|한테|처럼|보다|다|요)"
)


def _broken_in_korean(before: str, after: str) -> float:
    bare = before.rstrip("”’\"')」』》〉")
    if bare[-1:] in ",.!?…;:，。":
        return 0.0
    if _AUXILIARY.match(after) and _BEFORE_AUXILIARY.fullmatch(bare):
        return 4.0
    if _CLAUSE.fullmatch(bare):
        return 0.6
    if _PARTICLE.fullmatch(bare):
        return 1.0
    final = (ord(bare[-1]) - ord("가")) % 28 if bare and "가" <= bare[-1] <= "힣" else 0
    # A verb that ends in ㄴ or ㄹ, like the particle 의, describes the word after it: 늦어진 부품.
    return 4.0 if final in (4, 8) or bare.endswith("의") else 2.5


_WEAK = frozenset(
    """
    a an the of to in on at by for with from into as and or but nor so that which who if than is are was were be been has had
    have will would can could not no his her its their our my your this these those very
    """.split()  # noqa: SIM905 - forty lines shorter
)
"""English words that lean on the one after them."""
_CLAUSES = frozenset(
    [
        "and",
        "but",
        "or",
        "so",
        "that",
        "which",
        "who",
        "because",
        "when",
        "while",
        "after",
        "before",
        "until",
        "if",
        "than",
    ]
)
"""English words that begin a clause."""
_PLACES = frozenset(["to", "of", "in", "on", "at", "by", "for", "with", "from", "as"])
"""English words that begin what belongs to a verb or noun before them."""


def _broken_in_english(before: str, after: str) -> float:
    bare = before.rstrip("”’\"')")
    if bare[-1:] in ",.!?…;:—–":
        return 0.0
    if bare.lower() in _WEAK:
        return 4.0
    return 0.7 if after.lower() in _CLAUSES else 1.3 if after.lower() in _PLACES else 2.0


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_HABITS = {
    "ko": _Habits(
        bound=re.compile(
            rf"(?<=[0-9]) (?=[^\W\d_])|(?<=년) (?=[0-9]{{1,2}}월)|(?<=월) (?=[0-9]{{1,2}}일)|(?<=제) (?=[0-9])"
            rf"|(?<=[A-Z]{{2}}) (?=[가-힣])"
            rf"|(?<=[가-힣]{{2}}) (?=(?:{_TITLES})(?:에게|께서?|[은는이가을를의과와도]|으?로|입니다)?(?![가-힣]))"
        ),
        broken=_broken_in_korean,
        syllables=8.0,
        letters=0.0,
    ),
    "en": _Habits(
        bound=re.compile(
            rf"(?<![0-9,.])(?:(?<=\b[0-9])|(?<=\b[0-9]{{2}})|(?<=\b[0-9]{{3}})|(?<=[0-9][,.][0-9]{{3}})) (?=\w)"
            rf"|(?:(?<=\ba)|(?<=\ban)|(?<=\bthe)|(?<=\bA)|(?<=\bAn)|(?<=\bThe)|(?<=\bMr\.)|(?<=\bMs\.)|(?<=\bDr\.)) "
            rf"| (?=(?:{_MONTHS})\b(?<=[0-9] ))|(?<=ber) (?=[0-9]{{4}}\b)|(?<=ary) (?=[0-9]{{4}}\b)"
            r"|(?:(?<=March)|(?<=April)|(?<=May)|(?<=June)|(?<=July)|(?<=August)) (?=[0-9]{4}\b)"
        ),
        broken=_broken_in_english,
        syllables=8.0,
        letters=17.0,
    ),
}


def width(text: str) -> float:
    """Return the width of a text in full-width characters: a Korean syllable is 1, a Latin letter or blank a half."""
    return sum(map(_width, text))


@cache
def _width(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5


def reading_seconds(text: str, language: str) -> float:
    """Return how long it takes to read a text once, without haste: 8 Korean syllables a second, 17 Latin characters.

    In Korean blanks and signs take no time, small Latin letters half a syllable's; digits and capitals are read one by one.
    """
    habits = _HABITS[language]
    if habits.letters:
        full = sum(_width(one) == 1.0 for one in text)
        return full / habits.syllables + (len(text) - full) / habits.letters
    read = [one for one in text if one.isalnum()]
    return sum(0.5 if one.islower() else 1.0 for one in read) / habits.syllables


def set_cards(text: str, language: str, lines: int = 2) -> tuple[tuple[str, ...], ...]:
    """Return a sentence set on as few cards as hold it, each of at most so many lines of `MOST`."""
    words = _words(text, language, MOST)
    if not words:
        return ()
    one_line = width(" ".join(words)) <= ONE_LINE or len(words) == 1
    for count in range(1, _WEIGHED + 1):
        patterns = (
            [(1,)]
            if one_line
            else [one for one in product(range(1, lines + 1), repeat=count) if sum(one) > 1]
        )
        if found := _best(words, patterns, MOST, language):
            return found
    filled = list(_filled(words))
    return tuple(tuple(filled[at : at + lines]) for at in range(0, len(filled), lines))


def _filled(words: Iterable[str]) -> Iterator[str]:
    """Yield lines that each hold as many words as they can."""
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and width(longer) > MOST:
            yield line.replace(_BOUND, " ")
            longer = word
        line = longer
    yield line.replace(_BOUND, " ")


def set_title(text: str, language: str, lines: int = 3, most: float = MOST) -> tuple[str, ...]:
    """Return a title in as few lines as hold it; one too long for `lines` gets wider ones, to be set in smaller type."""
    while words := _words(text, language, most):
        fewest = 1 if width(" ".join(words)) <= ONE_LINE or len(words) == 1 else 2
        for count in range(fewest, max(fewest, lines) + 1):
            if found := _best(words, [(count,)], most, language):
                return found[0]
        most *= 1.15
    return ()


def _words(text: str, language: str, most: float) -> list[str]:
    """Return the words of a text, what belongs together as one, and none wider than a line."""
    bound = _HABITS[language].bound.sub(_BOUND, kept_together(" ".join(text.split()), language))
    return [part for word in bound.split(" ") if word for part in _fitting(word, most)]


def _fitting(word: str, most: float) -> Iterator[str]:
    """Yield a word, or the parts of one that is wider than a line: at its own blanks, after a hyphen or slash, or anywhere."""
    if width(word) <= most:
        yield word
    elif _BOUND in word:
        for part in word.split(_BOUND):
            yield from _fitting(part, most)
    else:
        end = 1
        while width(word[: end + 1]) <= most:
            end += 1
        good = max((word.rfind(sign, 0, end) + 1 for sign in "-/_.·"), default=0)
        cut = good if good > end // 2 else end
        yield word[:cut]
        yield from _fitting(word[cut:], most)


def _best(
    words: Sequence[str], patterns: Iterable[tuple[int, ...]], most: float, language: str
) -> tuple[tuple[str, ...], ...] | None:
    """Return the words on cards, as the best of these patterns of lines on each card has them; None where no line may be so wide."""
    set_in = [
        (*_set(words, pattern, most, language), pattern) for pattern in patterns if sum(pattern) <= len(words)
    ]
    cost, lines, pattern = min(set_in, default=(inf, (), ()))
    if cost == inf:
        return None
    left = iter(lines)
    return tuple(tuple(islice(left, count)) for count in pattern)


def _set(
    words: Sequence[str], pattern: tuple[int, ...], most: float, language: str
) -> tuple[float, tuple[str, ...]]:
    """Return the least cost of setting the words in this pattern, and the lines.

    A line costs how far it is from the mean, and what it breaks; where a card ends, that counts twice.
    """
    broken, count = _HABITS[language].broken, sum(pattern)
    mean = width(" ".join(words)) / count
    ends_card = set(accumulate(pattern))

    @cache
    def rest(start: int, line: int) -> tuple[float, tuple[str, ...]]:
        """Return the least cost of the lines from this one on, which begins at `start`, and the lines."""
        best: tuple[float, tuple[str, ...]] = (inf, ())
        left = count - line
        for end in range(len(words) if left == 1 else start + 1, len(words) - left + 2):
            text = " ".join(words[start:end])
            if width(text) > most:
                break
            cost = _EVENNESS * ((width(text) - mean) / most) ** 2 + (
                _LONELY if width(text) < min(6.0, mean * 0.6) else 0
            )
            after: tuple[float, tuple[str, ...]] = (0.0, ())
            if left > 1:
                after = rest(end, line + 1)
                cost += broken(words[end - 1], words[end]) * (2 if line + 1 in ends_card else 1)
            best = min(best, (cost + after[0], (text.replace(_BOUND, " "), *after[1])))
        return best

    return rest(0, 0)
