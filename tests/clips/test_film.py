"""The film itself: what kind of file it is, what is seen in it, and that the same clip gives the same bytes."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import segno
from PIL import Image

from generator.base.languages import strings
from generator.clips import drawing
from generator.clips.drawing import draw_cards
from generator.clips.encoding import RATE, film, stills
from generator.clips.look import SIZES
from generator.clips.motion import Scenery, meeting_webp
from generator.content.scenes import Scene
from generator.page.covers import COVERS, GESTURES, Gesture
from tests.clips.stories import ADDRESS, look, made_up_clip, pictures, reading, short

SAFE = 0.05
BOTH = pytest.mark.parametrize("shape", ["wide", "tall"])


@pytest.fixture(scope="module")
def seen(made):
    return pictures(made)


def test_it_is_what_players_and_broadcasters_take(made, clip) -> None:
    with reading(made) as opened:
        stream = opened.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (stream.width, stream.height, stream.average_rate) == (1920, 1080, RATE)
        assert (context.color_range, context.colorspace, context.color_primaries, context.color_trc) == (
            1,
            1,
            1,
            1,
        )
        assert not opened.streams.audio
        assert float(stream.duration * stream.time_base) == pytest.approx(clip.seconds, abs=1 / RATE)
        assert opened.metadata.keys() <= {"major_brand", "minor_version", "compatible_brands"}
    assert made.index(b"moov") < made.index(b"mdat"), "it plays before all of it has come"


def test_the_same_clip_gives_the_same_bytes(made, clip) -> None:
    assert film(clip, look()) == made


def test_a_player_can_start_at_every_card(made, clip) -> None:
    with reading(made) as opened:
        keys = {round(float(one.pts * one.time_base), 3) for one in opened.demux(video=0) if one.is_keyframe}
    assert {round(start, 3) for start in clip.starts} <= keys


def test_every_card_is_seen(seen, clip) -> None:
    """In the middle of its time the film shows each card as it is drawn, but for what compression takes."""
    for start, card, still in zip(clip.starts, clip.cards, stills(clip, look()), strict=True):
        picture = seen[round((start + card.seconds * 0.9) * RATE)].astype(int)
        sheet = np.asarray(still)[700:].astype(int)
        assert np.abs(picture[700:] - sheet).mean() < 3, card.kind
        assert (picture.max(axis=2) < 90).mean() > 0.005, "there are letters"


def test_shapes_move_gently_and_meet(seen) -> None:
    def meeting(picture) -> float:
        """Return how much of it has the colour of the meeting."""
        colour = np.array([0xBD, 0x46, 0x30])
        return float((np.abs(picture.astype(int) - colour).max(axis=2) < 12).mean())

    assert meeting(seen[0]) < meeting(seen[len(seen) // 2]) < meeting(seen[-1])
    light = np.array([picture.mean() / 255 for picture in seen])
    # WCAG 2.3.1 asks that nothing flashes: here the whole picture never changes by more than a few hundredths.
    assert np.abs(np.diff(light)).max() < 0.05


@BOTH
@pytest.mark.parametrize("gesture", GESTURES)
def test_in_every_composition_they_begin_apart_or_nearly(gesture: Gesture, shape: str) -> None:
    for mirrored in (False, True):
        own = replace(look(shape=shape), drawing=COVERS[gesture], mirrored=mirrored)
        right, down = {"shelter": (0, 1), "hold": (0, -1)}.get(gesture, (1, 0))
        scenery = Scenery(replace(own, nears=(-right if mirrored else right, down)))
        met, apart = (
            int((numbers // 16 * (numbers % 16) > 0).sum())
            for numbers in (scenery.numbers(scenery.steps(away))[0] for away in (0, 1))
        )
        assert met > 8000
        assert apart < met / 2


def test_the_last_card_leads_to_the_address(seen) -> None:
    code: Any = segno.make(ADDRESS, error="m", micro=False)
    size = code.symbol_size(border=0)[0]
    grey = seen[-1].mean(axis=2)
    dark = np.argwhere(grey[:, 1300:] < 100)
    top, left = dark.min(axis=0)
    scale = 430 // (size + 8)
    read = [
        [
            grey[top + int((row + 0.5) * scale), 1300 + left + int((column + 0.5) * scale)] < 128
            for column in range(size)
        ]
        for row in range(size)
    ]
    assert read == [[bool(dark) for dark in row] for row in code.matrix]


def test_without_an_address_there_is_no_code() -> None:
    with_code, without = (draw_cards(made_up_clip(), look(address))[-1] for address in (ADDRESS, ""))
    assert (len(with_code.sheets), len(without.sheets)) == (2, 1)


LONG = {
    "plain": {},
    "long title": {
        "title": "아주 길어서 한 화면에 다 들어가지 않을 것 같은 제목을 끝까지 읽어도 줄이 넘치지 않는지 봅니다"
    },
    "many people": {
        "people": "[" + ", ".join(f"{{name: 홍길동, role: 사원, team: 예시 {n}지점}}" for n in range(5)) + "]"
    },
    "one word": {"title": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"},
    "long names": {
        "people": "[{name: 홍길동, role: 고객 경험 혁신 담당 수석 연구위원, team: 예시 고객 경험 혁신 본부 고객 가치 담당 서비스 기획 운영 지점}]"
    },
    "hanja": {"title": "感動의 하루"},
}


@BOTH
@pytest.mark.parametrize("fields", LONG.values(), ids=LONG)
def test_no_letter_stands_at_the_edge(shape: str, fields: dict[str, str]) -> None:
    scenes = (
        Scene("직원은 우산 두 개를 들고 정류장으로 나가 손님을 기다렸다가 함께 걸어왔습니다.", "정류장까지"),
        Scene("see https://intranet.example/customer-delight/stories/2024/of-the-year now"),
        Scene("비.", "아주 길어서 한 줄에 다 들어가지 않을 것 같은 장면의 제목을 붙여 봅니다 정말입니다"),
    )
    width, height = SIZES[shape]  # type: ignore[index]
    x, y = round(width * SAFE), round(height * SAFE)
    for still in draw_cards(made_up_clip(*scenes, **fields), look(shape=shape)):
        dark = np.asarray(still.image.convert("L")) < 150
        assert not dark[:, :x].any()
        assert not dark[:, width - x :].any()
        assert not dark[height - y :].any()
        covered = np.asarray(still.mask) == 255
        assert not (dark & ~covered).any(), "no letter beside its sheet"
        assert still.sheets[0].top >= y


@BOTH
def test_letters_are_large_enough(shape: str) -> None:
    """From four metres, on 55 inches, a letter of 44 pixels is seen at more than 20 minutes of arc."""
    measures = drawing._MEASURES[shape]  # type: ignore[index]
    assert min(measures.small, 44) == 44


@pytest.mark.parametrize("colour", [drawing._INK, drawing._SOFT, drawing._ACCENT])
def test_contrast(colour: str) -> None:
    def luminance(told: str) -> float:
        parts = [int(told[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert (luminance(drawing._PAPER) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def test_a_tall_film() -> None:
    clip = short(made_up_clip(), 0.2)
    seen = pictures(film(clip, look(shape="tall")))
    assert seen[0].shape == (1920, 1080, 3)
    assert seen[-1][-300:, :900].mean() > 200, "paper below"


def test_the_poster_is_the_meeting_without_words() -> None:
    poster = Image.open(io.BytesIO(meeting_webp(look())))
    assert (poster.format, poster.size) == ("WEBP", (1920, 1080))
    again = meeting_webp(replace(look(), address="", scan=strings("en")("clip.scan")))
    assert again == meeting_webp(look())
