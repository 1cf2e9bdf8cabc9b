"""A story to make clips of, and the films made from it: short ones, as nothing is asked of them that takes long."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import av
import numpy as np

from generator.base.languages import strings
from generator.clips.look import Look, look_of
from generator.content.body import Converter, Markup
from generator.content.clip import Clip, make_clip
from generator.content.faces import Faces
from generator.content.reading import read_story
from generator.content.scenes import Scene
from generator.content.sheets import File
from generator.content.story import Story
from generator.content.taxonomy import Taxonomy
from generator.page.fonts import find_fonts, joined, opened

ADDRESS = "https://stories.example/s/demo42/"
SCENES = (
    Scene("비가 갑자기 쏟아진 오후였습니다.", "갑작스러운 비"),
    Scene("손님은 우산 없이 버스를 타고 오셨습니다."),
    Scene("직원은 우산 두 개를 들고 정류장으로 나갔습니다.", "정류장까지"),
)
FRONT = {
    "id": "demo42",
    "title": "비 오는 날, 우산을 들고 정류장으로",
    "summary": "지어낸 요약입니다.",
    "affiliate": "example",
    "category": "contact",
    "year": "2024",
}


def story(body: str = "지어낸 이야기입니다.", **fields: str) -> Story:
    """Return a made-up story in Korean."""
    front = "".join(f"{key}: {value}\n" for key, value in (FRONT | fields).items())
    file = File("index.ko.md", f"---\n{front}---\n\n{body}\n".encode())
    reading = read_story("2024/umbrella-day", {"ko": file}, "ko", Converter(Markup()))
    assert isinstance(reading.value, Story), reading.problems
    return reading.value


def faces() -> Faces:
    """Return the faces of this machine."""
    fonts = find_fonts()
    assert fonts, "a Korean font: make font"
    found = joined(*opened(fonts))
    assert found
    return found


def look(address: str = ADDRESS, shape: Any = "wide") -> Look:
    """Return the look of the story's clip."""
    found = faces()
    scan = strings("ko")("clip.scan")
    return replace(
        look_of("demo42", "contact", None, (found.regular, found.bold), address, scan), shape=shape
    )


def short(clip: Clip, seconds: float = 0.6) -> Clip:
    """Return a clip whose cards last only so long."""
    return replace(clip, cards=tuple(replace(card, seconds=seconds) for card in clip.cards))


def made_up_clip(*scenes: Scene, **fields: str) -> Clip:
    """Return the clip of the made-up story."""
    return make_clip(story(**fields), "ko", scenes or SCENES, Taxonomy({}))


def reading(film: bytes) -> Any:
    """Open a film."""
    return av.open(io.BytesIO(film))


def pictures(film: bytes) -> list[np.ndarray]:
    """Return every picture of a film as red, green and blue."""
    with reading(film) as opened_film:
        return [frame.to_ndarray(format="rgb24", src_colorspace=1) for frame in opened_film.decode(video=0)]
