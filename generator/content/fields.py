"""How a field of front matter is declared, and the groups of fields that a story's holds: awards, people, pictures, films, sources.

The line of documentation on each field is written for the author of a story, in Korean and English; the authoring guide
and the JSON Schema are made from it. The kinds of value are in kinds.py and records.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from typing import Any

from generator.base.languages import NAMES
from generator.content import kinds, records
from generator.content.kinds import Kind
from generator.content.words import Words


def told(
    kind: Kind,
    ko: str,
    en: str,
    example: str,
    *,
    required: bool = False,
    twin: bool = False,
    default: Any = None,
    without: Mapping[str, tuple[str, str]] | None = None,
) -> Any:
    """Declare a field of front matter: its kind, its line of documentation in both languages, and an example.

    `twin` marks what each language tells in its own words; the rest stands once, in the source language. `without`
    tells for each `kind` of the group that does without the field what to write instead, in Korean and English.
    """
    about = {"kind": kind, "ko": ko, "en": en, "example": example, "required": required, "twin": twin}
    about["without"] = without or {}
    return field(default=MISSING if required else default, metadata=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A prize that a story won."""

    award: str = told(kinds.one_id("awards"), "상 id.", "Award id.", "lg-awards", required=True)
    year: int = told(kinds.YEAR, "받은 해.", "Year it was given.", "2021", required=True)
    prize: str = told(
        kinds.IDENTIFIER, "그 상의 부문상 id.", "Id of a prize of that award.", "first-class", required=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone a story names."""

    name: Words = told(kinds.LINE, "이름.", "Name.", "{ko: 홍길동, en: Hong Gil-dong}", required=True)
    role: Words | None = told(kinds.LINE, "직급이나 역할.", "Position or role.", "{ko: 주임, en: supervisor}")
    team: Words | None = told(kinds.LINE, "소속.", "Team.", "{ko: 예시 지점, en: Example branch}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The picture at the head of a story."""

    file: str = told(
        kinds.FILE,
        "이야기 폴더 안의 파일 이름.",
        "Name of a file in the story's folder.",
        "photo.jpg",
        required=True,
    )
    alt: Words | None = told(
        kinds.LINE,
        "사진을 보지 못하는 사람에게 들려줄 설명. 영문판은 영어로 따로 씁니다.",
        "What the picture shows, for those who cannot see it; the English twin has its own.",
        "수리 도구를 든 직원",
        twin=True,
    )
    credit: Words | None = told(
        kinds.LINE, "사진을 찍거나 제공한 사람.", "Who took or gave the picture.", "{ko: 홍보팀, en: PR team}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """The same film in another size."""

    file: str = told(
        kinds.FILM,
        "이야기 폴더 안의 파일 이름이나 미디어 서버의 주소.",
        "Name of a file in the story's folder, or an address on the media host.",
        "film-720.mp4",
        required=True,
    )
    height: int | None = told(
        kinds.NUMBER,
        "화면 높이(화소). 미디어 서버에 있는 파일에만 씁니다.",
        "Height in pixels; needed only of a file on the media host.",
        "720",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsFile:
    """A file of what is said in a film, in one language."""

    language: str = told(kinds.choice(*NAMES), "언어.", "Language.", "ko", required=True)
    file: str = told(
        kinds.FILE,
        "이야기 폴더 안의 파일 이름.",
        "Name of a file in the story's folder.",
        "film.ko.smi",
        required=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter of a film."""

    at: float = told(kinds.TIME, "시작하는 때.", "When it begins.", "1:05", required=True)
    title: Words = told(kinds.LINE, "제목.", "Title.", "{ko: 첫 전화, en: The first call}", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """The film of a story."""

    file: str = told(
        kinds.FILM,
        "이야기 폴더 안의 파일 이름이나 미디어 서버의 주소.",
        "Name of a file in the story's folder, or an address on the media host.",
        "film.mp4",
        required=True,
    )
    renditions: tuple[Rendition, ...] = told(
        records.many_records(Rendition),
        "같은 영상의 다른 크기.",
        "The same film in other sizes.",
        "[film-720.mp4, film-360.mp4]",
        default=(),
    )
    length: float | None = told(
        kinds.TIME,
        "길이. 미디어 서버에 있는 영상에만 씁니다. 폴더에 있는 영상은 재어서 압니다.",
        "Length; needed only of a film on the media host, as others are measured.",
        "4:12",
    )
    poster: str | None = told(
        kinds.FILE,
        "재생하기 전에 보일 그림. 쓰지 않으면 대표 사진이나 영상의 한 장면을 씁니다.",
        "Picture shown before the film plays; else the story's picture, or a frame of the film.",
        "poster.jpg",
    )
    poster_at: float | None = told(
        kinds.TIME,
        "그림으로 쓸 장면의 때.",
        "Moment of the film whose frame is the poster.",
        "0:12",
    )
    captions: tuple[WordsFile, ...] = told(
        records.files_by_language(WordsFile),
        "언어마다의 자막 파일. captions.ko.vtt처럼 이름을 지으면 쓰지 않아도 됩니다.",
        "Caption file of each language; not needed for files named like captions.ko.vtt.",
        "{ko: film.ko.smi, en: film.en.srt}",
        default=(),
    )
    chapters: tuple[Chapter, ...] = told(
        records.records_by_time(Chapter),
        "장면의 때와 제목. chapters.ko.vtt 파일로 두어도 됩니다.",
        "Times and titles of chapters; may also be files named like chapters.ko.vtt.",
        "{0:00: 늦어진 부품, 1:05: 그날 밤}",
        default=(),
    )
    descriptions: tuple[WordsFile, ...] = told(
        records.files_by_language(WordsFile),
        "언어마다의 화면 해설 글 파일. descriptions.ko.vtt처럼 이름을 지으면 쓰지 않아도 됩니다.",
        "Audio description as text, a file for each language; not needed for files named like descriptions.ko.vtt.",
        "{ko: scenes.ko.vtt}",
        default=(),
    )
    sign: str | None = told(
        kinds.FILM,
        "수어 통역이 든 영상.",
        "The film with sign language.",
        "film-sign.mp4",
    )
    dialogue: str | None = told(
        kinds.choice(*NAMES),
        "영상에서 말하는 언어. 쓰지 않으면 글의 언어입니다.",
        "Language spoken in the film; that of the text unless given.",
        "ko",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whether the people named agreed."""

    status: str = told(
        kinds.choice("not-needed", "obtained", "pending", "withdrawn"),
        "동의 상태. withdrawn이면 이야기를 바로 내립니다.",
        "State of consent; with `withdrawn` the story is taken down at once.",
        "obtained",
        required=True,
    )
    note: Words | None = told(
        kinds.TEXT,
        "동의에 관한 한 줄.",
        "A line about the consent.",
        "{ko: 공개된 보도, en: published report}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from."""

    title: Words = told(
        kinds.LINE,
        "매체나 문서 이름.",
        "Name of the publication or document.",
        "{ko: 예시일보, en: Example Daily}",
        required=True,
    )
    date: str | None = told(
        kinds.PARTIAL_DATE, "나온 날, 달 또는 해.", "Day, month or year it appeared.", "2021-03-31"
    )
    url: str | None = told(kinds.WEB_ADDRESS, "웹 주소.", "Web address.", "https://news.example/1")
