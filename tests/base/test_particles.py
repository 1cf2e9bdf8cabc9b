"""Particles after Korean, English, numbers and signs, judged as an editor would."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.particles import particle, with_particle

# After a consonant (책), after ㄹ (길), after a vowel (나무).
PAIRS = {
    "을/를": ("책을", "길을", "나무를"),
    "은/는": ("책은", "길은", "나무는"),
    "이/가": ("책이", "길이", "나무가"),
    "과/와": ("책과", "길과", "나무와"),
    "아/야": ("책아", "길아", "나무야"),
    "으로/로": ("책으로", "길로", "나무로"),
    "으로서/로서": ("책으로서", "길로서", "나무로서"),
    "으로써/로써": ("책으로써", "길로써", "나무로써"),
    "이나/나": ("책이나", "길이나", "나무나"),
    "이라/라": ("책이라", "길이라", "나무라"),
    "이란/란": ("책이란", "길이란", "나무란"),
    "이랑/랑": ("책이랑", "길이랑", "나무랑"),
    "이며/며": ("책이며", "길이며", "나무며"),
    "이고/고": ("책이고", "길이고", "나무고"),
    "이든/든": ("책이든", "길이든", "나무든"),
    "이었/였": ("책이었", "길이었", "나무였"),
    "이에요/예요": ("책이에요", "길이에요", "나무예요"),
}
PAIR_OF = {form: pair for pair in PAIRS for form in pair.split("/")}

# Words and the forms that follow them, by what decides the form.
HANGUL = """
    이야기 를 | 감동 을 | 고객 은 | 회사 는 | 사람 이 | 기술 과 | 미래 와 | 서울 로
    부산 으로 | 제주 로 | 전자 를 | 유플러스 가 | 생활건강 은 | 값 을 | 닭 이 | 앎 으로
    여덟 으로 | ㄱ 을 | ㄹ 로 | ㄹ 을 | ㅎ 이 | ㅏ 를 | ㅋㅋ 은 | ㅠㅠ 는
"""
ACRONYMS = """
    LG 를 | CNS 는 | TV 를 | OLED 를 | AI 를 | LED 를 | CEO 가 | DX 로 | HVAC 를
    AR 로 | AR 을 | IPTV 가 | ESL 로 | ESL 은 | UX 는 | B2B 를 | H&A 를 | HE 는 | CSO 가
    ARS 를 | CV 를 | NM 이 | NM 으로 | KTL 이 | HR 은 | URL 로 | R&D 를 | Q&A 는
    QNED 가 | IoT 를 | ThinQ 는 | SaaS 를 | CLOi 가 | StanbyME 를 | LG CNS 와 | html 로
    pdf 를 | PCs 를 | AT&T 는 | x 를 | n 이 | A/S 를 | U+ 가 | Disney+ 를 | C# 은 | C++ 를
"""
CAPITALISED_WORDS = """
    NAVER 로 | NAVER 는 | SAMSUNG 은 | EXAONE 이 | GOOGLE 은 | DESIGN 이 | OBJET 를
    SIGNATURE 를 | NETFLIX 로 | KOSDAQ 은 | JPEG 으로
"""
ENGLISH = """
    Studio 가 | Display 를 | Uplus 는 | Chem 은 | Innovation 이 | Electronics 는
    Award 를 | Science Park 는 | Hill 이 | Hill 로 | Team 이 | Ring 이 | cloud 는
    Book 은 | Net 은 | Group 은 | Design 이 | Google 이 | Google 로 | Netflix 를
    Microsoft 는 | Apple 이 | Apple 로 | Zoom 이 | Teams 는 | Energy Solution 은
    Innotek 이 | HelloVision 은 | Sports 를 | YouTube 로 | GitHub 는 | WhatsApp 을
    iPhone 이 | iPad 를 | gram 은 | PuriCare 를 | Styler 를 | Notebook 을 | Home 으로
    Style 로 | Mobile 은 | Game 이 | Engine 을 | Membership 은 | Workshop 으로
    Startup 이 | Layout 을 | Type 은 | Week 를 | Boat 를 | Loop 를 | Cake 를 | Site 로
    Note 를 | Project 는 | Insight 를 | Art 는 | Camp 로 | Help 를 | Link 를 | Music 은
    Slack 으로 | Quick 이 | Robot 이 | Market 은 | Web 으로 | Lab 은 | Job 을 | Hub 가
    Club 은 | Blog 를 | Tag 는 | Bag 을 | Good 은 | Food 는 | Code 를 | Page 로 | Live 는
    Service 가 | Store 를 | Server 로 | Window 를 | Movie 는 | Health 는 | Watch 를
    Golf 는 | Climb 은 | Set 를 | Check 는 | Template 을 | Europe 은 | Stand by Me 는
    Magok 은 | Seoul 로 | Café 는 | Pokémon 이 | all-in-one 이 | Galaxy™ 를
    McDonald’s 는
"""
MIXED = """
    LG전자 를 | 5G 를 | V50 을 | iPhone 15 를 | G7 은 | 4K 를 | 8K 로 | OLED TV 를
    AI폰 은 | B2B팀 이 | 3D 로 | Windows 11 을 | CO2 를 | 4th 는
"""
NUMBERS = """
    0 은 | 1 로 | 1 을 | 2 를 | 3 으로 | 4 는 | 5 가 | 6 으로 | 7 로 | 8 로 | 8 이 | 9 와
    10 으로 | 15 를 | 21 로 | 100 은 | 2000 을 | 2026 이 | 12,000 을 | 30,000 이
    100,000 은 | 100000000 을 | 1,000,000,000,000 는 | 10000000000000 로
    10000000000000000 을 | 2.0 을 | 3.5 를 | 2.10 은 | 3.1 로 | 1.5.2 는 | 007 은 | 000 이
"""
UNITS = """
    12편 을 | 50% 를 | 50 % 를 | 3kg 을 | 3㎏ 을 | 5km 를 | 20cm 를 | 30℃ 를 | 30°C 는
    100ml 를 | 1.5L 로 | 10GB 를 | 7일 을 | 7일 로 | 5g 은 | 2t 으로 | 16px 로 | 40dB 을
    10m² 를 | 10m³ 를 | 60Hz 로 | 27in 를 | 30min 이 | 180° 로 | 10㎛ 를 | 3 kg 은
    $10 를 | ₩1,000 은 | 100₩ 을 | $ 로 | 8㎡ 는 | 500kcal 를 | 600nit 로
"""
PUNCTUATION = """
    마크다운(Markdown) 을 | LG전자(주) 를 | LG전자㈜ 는 | 「이야기」 를 | '감동' 을
    “고객” 을 | ‘미래’ 는 | "Team" 이 | 《책》 을 | 〈길〉 로 | (감동) 은 | [미래] 는
    나이[年歲] 는 | 감동(感動)! 이 | 「이야기(Story)」 는 | 책(그림(사진)) 을 | (주) 는
    감동… 을 | 고객, 은 | 왜? 는 | 2) 는 | 사과 :) 는 | 책( 을 | 감동🎉 을 | ＬＧ 를
"""
UNREADABLE = "🎉 를 | 感動 는 | 漢字 로 | … 가 | ★ 는 | () 를 | β 는"

ROWS = [
    tuple(row.strip().rsplit(" ", 1))
    for table in (
        *(HANGUL, ACRONYMS, CAPITALISED_WORDS, ENGLISH, MIXED),
        *(NUMBERS, UNITS, PUNCTUATION, UNREADABLE),
    )
    for row in table.replace("\n", "|").split("|")
    if row.strip()
]

WORDS = st.one_of(
    st.text(),
    st.text("가각갈힣ㄱㄹㅏ갈LlMeptokTV0159.,%$°+()[] 「」'™㎏²é漢🎉"),
)


@pytest.mark.parametrize(("word", "form"), ROWS)
def test_form_after_word(word: str, form: str) -> None:
    assert particle(word, PAIR_OF[form]) == form


@pytest.mark.parametrize(("word", "form"), ROWS)
def test_decomposed_word_takes_the_same_form(word: str, form: str) -> None:
    decomposed = unicodedata.normalize("NFD", word)
    assert particle(decomposed, PAIR_OF[form]) == form


@pytest.mark.parametrize("pair", PAIRS)
def test_every_pair_in_either_order(pair: str) -> None:
    reverse = "/".join(reversed(pair.split("/")))
    for written in (pair, reverse):
        words = ("책", "길", "나무")
        assert tuple(with_particle(word, written) for word in words) == PAIRS[pair]


@pytest.mark.parametrize("word", ["감동 ", "감동\n", " 감동", "감동\u200b"])
def test_spaces_around_a_word_are_not_read(word: str) -> None:
    assert particle(word, "을/를") == "을"


@pytest.mark.parametrize("word", ["", " ", "\n"])
def test_nothing_takes_the_vowel_form(word: str) -> None:
    assert particle(word, "을/를") == "를"


@pytest.mark.parametrize("pair", ["", "을", "을/은", "을를", "을/를/은"])
def test_unknown_pair_is_refused(pair: str) -> None:
    with pytest.raises(ValueError, match="is not a pair of particles; known: 을/를, "):
        particle("책", pair)


@given(WORDS, st.sampled_from(sorted(PAIRS)))
def test_any_text_takes_one_of_two_forms(word: str, pair: str) -> None:
    form = particle(word, pair)
    assert form in pair.split("/")
    assert with_particle(word, pair) == word + form


@given(WORDS, st.sampled_from(sorted(PAIRS)))
def test_composed_and_decomposed_text_agree(word: str, pair: str) -> None:
    composed = particle(unicodedata.normalize("NFC", word), pair)
    assert particle(unicodedata.normalize("NFD", word), pair) == composed
