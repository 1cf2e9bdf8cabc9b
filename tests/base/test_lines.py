"""Where lines of a card end, how wide they are, and how long they take to read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.lines import MOST, reading_seconds, set_cards, set_title, width

TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            [
                "할머니가",
                "TV를",
                "20",
                "명에게",
                "the",
                "grandmother’s",
                "그날",
                "밤,",
                "놓아",
                "드렸습니다.",
                "漢字",
                "😀",
            ]
        ),
        max_size=30,
    ).map(" ".join),
)


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        # One line, two lines, and no more cards than it takes.
        ("고맙습니다.", [["고맙습니다."]]),
        ("따님이 홈페이지에 글을 남겼습니다.", [["따님이 홈페이지에", "글을 남겼습니다."]]),
        ("TV가 없으면 적적하실까 마음이 쓰였습니다.", [["TV가 없으면 적적하실까", "마음이 쓰였습니다."]]),
        # A helping verb stays with its verb, a noun with what describes it.
        ("그날 밤, 대여용 TV를 놓아 드렸습니다.", [["그날 밤, 대여용 TV를", "놓아 드렸습니다."]]),
        (
            "한 기업 고객이 오래 묵은 악성 재고를 안고 있었습니다.",
            [["한 기업 고객이 오래 묵은", "악성 재고를 안고 있었습니다."]],
        ),
        # Lines end after a comma or at a clause rather than within a phrase.
        ("전화로 안부를 묻고 수리 소식을 전했습니다.", [["전화로 안부를 묻고", "수리 소식을 전했습니다."]]),
        ("제품을 꼼꼼히 살피고 수리해 드렸습니다.", [["제품을 꼼꼼히 살피고", "수리해 드렸습니다."]]),
        # Numbers stay with what they count, names with their titles.
        ("그날 고객 20 명에게 전화했습니다.", [["그날 고객 20 명에게", "전화했습니다."]]),
        (
            "지난달부터 고객을 만난 임호성 주임이 말했습니다.",
            [["지난달부터 고객을 만난", "임호성 주임이 말했습니다."]],
        ),
        (
            "서울 마곡동에서 2021년 3월 30일에 열렸습니다.",
            [["서울 마곡동에서", "2021년 3월 30일에 열렸습니다."]],
        ),
        # A longer sentence goes on on another card, which is not left with one short word.
        (
            "안마의자를 비롯한 값비싼 가전의 브랜드들은 수리할 수 없다고 했습니다.",
            [["안마의자를 비롯한", "값비싼 가전의 브랜드들은"], ["수리할 수 없다고 했습니다."]],
        ),
    ],
)
def test_korean_cards(text: str, cards: list[list[str]]) -> None:
    assert [list(card) for card in set_cards(text, "ko")] == cards


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("In Seosan, a grandmother’s TV broke down.", [["In Seosan, a grandmother’s", "TV broke down."]]),
        ("He kept calling, with news of the repair.", [["He kept calling,", "with news of the repair."]]),
        ("So he arranged a loan set and installed it.", [["So he arranged a loan set", "and installed it."]]),
        ("The winners of 2021 were 13 teams in all.", [["The winners of 2021", "were 13 teams in all."]]),
        (
            "He received the award on 30 March 2021.",
            [["He received the award", "on 30 March 2021."]],
        ),
    ],
)
def test_english_cards(text: str, cards: list[list[str]]) -> None:
    assert [list(card) for card in set_cards(text, "en")] == cards


@pytest.mark.parametrize(
    ("title", "language", "lines"),
    [
        ("전화 한 통", "ko", ["전화 한 통"]),
        (
            "할머니가 적적하실까 봐, 그날 밤 TV를 놓아 드렸습니다",
            "ko",
            ["할머니가 적적하실까 봐,", "그날 밤 TV를 놓아 드렸습니다"],
        ),
        (
            "화재 분진이 덮인 집, 다들 안 된다던 수리를 해냈습니다",
            "ko",
            ["화재 분진이 덮인 집,", "다들 안 된다던 수리를 해냈습니다"],
        ),
        (
            "A TV that same night, so that a grandmother would not be lonely",
            "en",
            ["A TV that same night,", "so that a grandmother", "would not be lonely"],
        ),
    ],
)
def test_titles(title: str, language: str, lines: list[str]) -> None:
    assert list(set_title(title, language)) == lines


def test_a_title_that_no_three_lines_hold_gets_wider_ones() -> None:
    lines = set_title("아주 " * 40 + "긴 제목", "ko")
    assert len(lines) <= 3
    assert max(map(width, lines)) > MOST


def test_a_word_wider_than_a_line_is_cut_after_a_hyphen_or_slash_if_it_has_one() -> None:
    cards = set_cards("see intranet.example/customer-delight/stories/of-the-year now", "en")
    assert cards[0][0].endswith(("/", "-", "."))
    assert all(width(line) <= MOST for card in cards for line in card)


def test_a_whole_paragraph_is_set_at_once() -> None:
    text = "가나다라 마바사아 자차카타 파하. " * 60
    cards = set_cards(text, "ko")
    assert "".join("".join(line for card in cards for line in card).split()) == "".join(text.split())
    assert all(len(card) <= 2 and all(width(line) <= MOST for line in card) for card in cards)


@given(TEXTS, st.sampled_from(["ko", "en"]))
@settings(deadline=None, max_examples=150)
def test_no_word_is_lost_and_no_line_too_long(text: str, language: str) -> None:
    cards = set_cards(text, language)
    lines = [line for card in cards for line in card]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(0 < len(card) <= 2 for card in cards)
    assert all(width(line) <= MOST for line in lines)
    assert "".join("".join(set_title(text, language)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "language", "seconds"),
    [
        ("고맙습니다.", "ko", 5 / 8),
        ("TV를 놓아 드렸습니다", "ko", 10 / 8),
        ("부품 3개", "ko", 4 / 8),
        ("Thank you very much", "en", 19 / 17),
        ("", "ko", 0.0),
    ],
)
def test_reading_takes_its_time(text: str, language: str, seconds: float) -> None:
    assert reading_seconds(text, language) == pytest.approx(seconds)
