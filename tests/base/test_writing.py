"""Dates, numbers and sorted names as both languages write them."""

import datetime
import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.writing import (
    format_date,
    format_number,
    format_partial_date,
    format_year,
    kept_together,
    nfc,
    sort_key,
)

LANGUAGES = ("ko", "en")
NAMES = st.one_of(st.text(), st.text("가각나ㄴAaéEz0129 -「LG漢🎉™ßı"))


@pytest.mark.parametrize(
    ("day", "korean", "english"),
    [
        ((2026, 11, 21), "2026년 11월 21일", "21 November 2026"),
        ((2021, 3, 1), "2021년 3월 1일", "1 March 2021"),
        ((2024, 2, 29), "2024년 2월 29일", "29 February 2024"),
    ],
)
def test_date(day: tuple[int, int, int], korean: str, english: str) -> None:
    date = datetime.date(*day)
    assert format_date(date, "ko") == korean
    assert format_date(date, "en") == english


@pytest.mark.parametrize(
    ("text", "korean", "english"),
    [
        ("2021-03-31", "2021년 3월 31일", "31 March 2021"),
        ("2021-12", "2021년 12월", "December 2021"),
        ("2021-01", "2021년 1월", "January 2021"),
        ("2022", "2022년", "2022"),
    ],
)
def test_partial_date(text: str, korean: str, english: str) -> None:
    assert format_partial_date(text, "ko") == korean
    assert format_partial_date(text, "en") == english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        *("", "21", "202", "20221", "2021-", "2021-3", "2021-13", "2021-00", "0000"),
        *("2021-02-30", "2021-03-31-01", "2021/03/31", "2021.03", "20210331"),
        *(" 2021", "2021\n", "2021-W01", "２０２１", "March 2021", "2021-03-31T00:00"),
    ],
)
def test_other_forms_of_date_are_refused(text: str, language: str) -> None:
    with pytest.raises(ValueError):
        format_partial_date(text, language)


@given(st.dates(), st.sampled_from(LANGUAGES))
def test_partial_date_of_a_whole_day_is_its_date(day: datetime.date, language: str) -> None:
    assert format_partial_date(day.isoformat(), language) == format_date(day, language)


def test_year() -> None:
    assert format_year(2021, "ko") == "2021년"
    assert format_year(2021, "en") == "2021"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (999, "999"), (12345, "12,345"), (1234567, "1,234,567"), (-1000, "-1,000")],
)
def test_number(number: int, written: str, language: str) -> None:
    assert format_number(number, language) == written


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ko", ["가전", "나무", "하늘", "apple", "LG", "Zoom", "2", "10", "漢字", "🎉"]),
        ("en", ["apple", "LG", "Zoom", "가전", "나무", "하늘", "2", "10", "漢字", "🎉"]),
        ("ko", ["ㄱ", "가", "가 나", "가나", "가A", "각", "까", "ㄴ", "나", "ㅎ", "하"]),
        ("ko", ["LG 전자", "LG CNS", "LG유플러스", "LGaim", "LX"]),
        ("en", ["LG", "LG CNS", "LG Uplus", "LGaim", "LG전자", "LX"]),
        ("en", ["Café", "cafe", "Caff", "Éclair", "Edge", "Zoë", "øre"]),
        ("ko", ["「감동」", "“고객”", "...나무", " 바다", "(주)한빛"]),
        ("en", ["G2", "G007", "G7", "G10", "G10b", "G100"]),
        ("en", ["straße", "strasse 2", "ｓtrasse 3"]),
    ],
)
def test_names_sort(language: str, names: list[str]) -> None:
    def sort(given_names: list[str]) -> list[str]:
        return sorted(given_names, key=lambda name: sort_key(name, language))

    assert sort(names[::-1]) == names
    decomposed = [unicodedata.normalize("NFD", name) for name in names]
    assert sort(decomposed[::-1]) == decomposed


@given(st.lists(NAMES, max_size=4, unique_by=nfc), st.sampled_from(LANGUAGES))
def test_order_of_names_is_total(names: list[str], language: str) -> None:
    keys = [sort_key(name, language) for name in names]
    assert len(set(keys)) == len(names)
    orders = {tuple(sorted(order)) for order in itertools.permutations(keys)}
    assert len(orders) == 1


@given(NAMES, st.sampled_from(LANGUAGES))
def test_composed_and_decomposed_names_have_one_key(name: str, language: str) -> None:
    decomposed = unicodedata.normalize("NFD", name)
    assert sort_key(decomposed, language) == sort_key(nfc(name), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_very_long_digits_sort(language: str) -> None:
    smaller, larger = "9" * 10_000, "1" + "0" * 10_000
    assert sort_key(smaller, language) < sort_key(larger, language)


def test_nfc_composes_hangul() -> None:
    assert nfc("\u1112\u1161\u11ab") == "한"


def test_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError, match="fr"):
        format_year(2021, "fr")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("화재 분진, 다들 안 된다던 수리", "ko", "화재 분진, 다들 안~된다던 수리"),
        ("조직의 이름부터 고객 쪽으로 돌려놓았습니다", "ko", "조직의 이름부터 고객~쪽으로 돌려놓았습니다"),
        ("그날 밤 TV를 놓아 드렸습니다", "ko", "그날~밤 TV를 놓아 드렸습니다"),
        (
            "불명확, 불확신, 불확실, 세 가지 불에 답하는 곳",
            "ko",
            "불명확, 불확신, 불확실, 세~가지 불에 답하는~곳",
        ),
        ("수박과 새우, 앞머리", "ko", "수박과 새우, 앞머리"),
        ("고객 수박", "ko", "고객 수박"),
        ("안", "ko", "안"),
        ("A TV that same night", "en", "A TV that same night"),
    ],
)
def test_small_words_stay_with_their_neighbours(text: str, language: str, expected: str) -> None:
    assert kept_together(text, language) == expected.replace("~", "\N{NO-BREAK SPACE}")
