"""What a clip says, and for how long: from a story's sentences to cards, captions and chapters."""

from dataclasses import replace

import pytest

from generator.base.lines import reading_seconds
from generator.content.body import Converter, Markup
from generator.content.clip import LONGEST, SHORTEST, chosen_from, clip_of, make_clip, scenes_of
from generator.content.reading import Reading, read_story
from generator.content.scenes import Scene
from generator.content.sheets import File
from generator.content.story import Story
from generator.content.taxonomy import Taxonomy
from tests.clips.stories import FRONT, SCENES, made_up_clip, story

LISTED = "[갑작스러운 비: 비가 쏟아졌습니다., 우산이 없었습니다., 우산을 빌려 드렸습니다.]"


def test_a_clip_shows_title_sentences_people_and_end() -> None:
    clip = made_up_clip(people="[{name: 홍길동, role: 사원, team: 예시 지점}, {name: 아무개}]")
    assert [card.kind for card in clip.cards] == ["title", "scene", "scene", "scene", "people", "end"]
    assert clip.cards[0].lines == ("비 오는 날,", "우산을 들고 정류장으로")
    assert (clip.cards[4].lines, clip.cards[4].notes) == (("홍길동 사원", "아무개"), ("예시 지점", ""))
    assert clip.cards[-1].label == "글로 만든 영상"


def test_nobody_named_and_too_many_to_name() -> None:
    assert "people" not in [card.kind for card in made_up_clip().cards]
    many = made_up_clip(people="[" + ", ".join(f"{{name: 사람{n}}}" for n in range(6)) + "]")
    assert many.cards[-2].lines == ("사람0", "사람1", "사람2", "외 3명")


def test_every_card_can_be_read_twice() -> None:
    for card in made_up_clip(people="[{name: 홍길동, role: 사원, team: 예시 지점}]").cards[:-1]:
        words = " ".join((*card.lines, *(card.notes if card.kind == "people" else ())))
        assert card.seconds >= 2 * reading_seconds(words, "ko"), card


def test_a_clip_of_little_text_lasts_twenty_seconds_all_the_same() -> None:
    clip = made_up_clip(*(Scene(text) for text in ("비.", "우산.", "해.")), title="비")
    assert SHORTEST <= clip.seconds <= SHORTEST + 3
    assert clip.seconds == sum(card.seconds for card in clip.cards)


def test_captions_say_the_sentences_when_they_are_seen() -> None:
    clip = made_up_clip()
    first = clip.cards[0].seconds
    assert clip.cues[0].start == first
    assert clip.cues[0].text == "비가 갑자기\n쏟아진 오후였습니다."
    assert [cue.end for cue in clip.cues[:-1]] == [cue.start for cue in clip.cues[1:]]
    assert clip.cues[-1].end == clip.seconds - clip.cards[-1].seconds


def test_chapters_begin_with_their_sentence_and_the_first_with_the_clip() -> None:
    clip = made_up_clip()
    assert clip.chapters == ((0.0, "갑작스러운 비"), (clip.cues[2].start, "정류장까지"))
    assert made_up_clip(*(Scene(scene.text) for scene in SCENES)).chapters == ()


def test_a_long_sentence_goes_on_in_its_chapter() -> None:
    long = "안마의자를 비롯한 값비싼 가전의 브랜드들은 수리할 수 없다고 했습니다."
    clip = made_up_clip(Scene(long, "안 된다는 말"), *SCENES[1:])
    assert [card.label for card in clip.cards[1:3]] == ["안 된다는 말"] * 2
    assert [title for _, title in clip.chapters] == ["안 된다는 말", "정류장까지"]


def test_sentences_are_those_listed_or_else_those_marked() -> None:
    marked = "==첫 문장.== 사이. ==둘째 **문장**==입니다. `==코드==`"
    assert scenes_of(story(marked, clip="true"), "ko") == (Scene("첫 문장."), Scene("둘째 문장"))
    assert [scene.chapter for scene in scenes_of(story(marked, clip=LISTED), "ko")] == [
        "갑작스러운 비",
        "",
        "",
    ]
    assert scenes_of(story(marked), "ko") == ()
    assert scenes_of(story(marked, clip="true"), "en") == ()


@pytest.mark.parametrize(
    ("paragraphs", "chosen"),
    [
        # The first of each paragraph, then second ones; in the order of the text.
        (
            ["첫 문단의 첫째 문장입니다. 첫 문단의 둘째 문장입니다.", "둘째 문단의 첫째 문장입니다. 짧다."],
            ["첫 문단의 첫째 문장입니다.", "첫 문단의 둘째 문장입니다.", "둘째 문단의 첫째 문장입니다."],
        ),
        # None that is too long for a screen.
        (["가나다라마 " * 30 + "끝.", "알맞은 길이의 문장입니다."], ["알맞은 길이의 문장입니다."]),
        # A point within a number or an address ends no sentence; a closing quotation mark belongs to it.
        (
            ["값이 3.5배가 되었습니다. “정말 고맙습니다.”라는 글이 왔습니다."],
            ["값이 3.5배가 되었습니다.", "“정말 고맙습니다.”라는 글이 왔습니다."],
        ),
        ([f"{n}번째 문단의 첫 문장입니다. 다른 문장도 있습니다." for n in range(9)], None),
        ([], []),
    ],
)
def test_sentences_are_chosen(paragraphs: list[str], chosen: list[str] | None) -> None:
    found = [scene.text for scene in chosen_from(paragraphs)]
    assert found == chosen if chosen is not None else len(found) == 5


def test_a_build_makes_none_that_takes_too_long_or_has_too_few_sentences(catalog) -> None:
    good = story(clip=LISTED)
    assert clip_of(good, "ko", catalog) is not None
    assert clip_of(good, "ko", replace(catalog, faces=None, made={})) is None
    assert clip_of(good, "en", catalog) is None
    assert clip_of(story(clip="[하나입니다., 둘입니다.]"), "ko", replace(catalog, made={})) is None
    long = ", ".join(["가나다라 " * 10] * 6)
    assert make_clip(story(), "ko", [Scene("가나다라 " * 10)] * 6, Taxonomy({})).seconds > LONGEST
    assert clip_of(story(clip=f"[{long}]"), "ko", replace(catalog, made={})) is None
    assert clip_of(story(clip=LISTED, title="웃음 🙂"), "ko", replace(catalog, made={})) is None


def read(korean: str, english: str = "") -> Reading:
    """Read a story whose texts ask for a clip in these words."""
    ko = "".join(f"{key}: {value}\n" for key, value in (FRONT | {"clip": korean}).items())
    en = f"---\ntitle: In the rain\nsummary: Made up.\n{english}---\n\nMade up. ==Marked.== ==Twice.== ==Thrice.==\n"
    files = {
        "ko": File("index.ko.md", f"---\n{ko}---\n\n지어낸 글.\n".encode()),
        "en": File("index.en.md", en.encode()),
    }
    return read_story("2024/umbrella-day", files, "ko", Converter(Markup()))


def test_each_language_has_its_own_sentences() -> None:
    found = read(LISTED, "clip:\n  - Rain: It poured.\n  - No umbrella was there.\n").value
    assert isinstance(found, Story)
    assert scenes_of(found, "en") == (Scene("It poured.", "Rain"), Scene("No umbrella was there."))
    assert scenes_of(found, "ko")[0] == Scene("비가 쏟아졌습니다.", "갑작스러운 비")
    marked = read(LISTED).value
    assert isinstance(marked, Story)
    assert [scene.text for scene in scenes_of(marked, "en")] == ["Marked.", "Twice.", "Thrice."]


def test_a_translation_is_older_than_new_sentences() -> None:
    one, other = read(LISTED).value, read(LISTED.replace("우산을", "긴 우산을")).value
    assert one and other and one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    "value", ["false", "한 문장", "[]", "{장면: 문장}", "[{하나: 둘, 셋: 넷}]", "[[가, 나]]", "['']"]
)
def test_what_is_no_list_of_sentences_is_refused(value: str) -> None:
    found = read(value)
    assert found.value is None
    assert [one.name for one in found.problems if one.place.path == "index.ko.md"] == ["wrong-type"]
