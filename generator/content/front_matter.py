"""What the front matter of a story may say, field by field.

The line of documentation on each field is written for the author of a story, in Korean and English; the authoring guide
and the JSON Schema are made from it. Reading lives in reading.py, the kinds of value in kinds.py and records.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import MISSING, dataclass, field
from typing import Any

from generator.base.languages import NAMES
from generator.content import kinds, records
from generator.content.kinds import Kind
from generator.content.scenes import SCENES, Scenes
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
) -> Any:
    """Declare a field of front matter: its kind, its line of documentation in both languages, and an example.

    `twin` marks what each language tells in its own words; the rest stands once, in the source language.
    """
    about = {"kind": kind, "ko": ko, "en": en, "example": example, "required": required, "twin": twin}
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


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """All that stands between the two lines of `---` at the head of a story."""

    title: Words = told(
        kinds.LINE, "제목.", "Title.", "고객의 하루를 지킨 전화 한 통", required=True, twin=True
    )
    summary: Words = told(
        kinds.TEXT,
        "목록과 검색에 보이는 한두 문장.",
        "One or two sentences, shown in lists and in search.",
        "부품을 기다리는 동안 직원이 날마다 안부를 물었습니다.",
        required=True,
        twin=True,
    )
    affiliate: tuple[str, ...] = told(
        kinds.many_ids("affiliates"),
        "계열사 id. 여럿이면 목록으로 씁니다.",
        "Affiliate id, or a list of them.",
        "lg-electronics",
        required=True,
    )
    affiliate_note: str | None = told(
        kinds.choice("several", "unnamed"),
        "그룹 이야기일 때, 여러 계열사의 일(several)인지 계열사가 밝혀지지 않은 일(unnamed)인지.",
        "For a story of the group: `several` affiliates, or an `unnamed` one.",
        "several",
    )
    category: str = told(
        kinds.one_id("categories"),
        "이야기가 속한 분류 id.",
        "Category id.",
        "customer-contact",
        required=True,
    )
    year: int = told(kinds.YEAR, "일이 있었던 해.", "Year it happened.", "2021", required=True)
    id: str | None = told(
        kinds.PERMANENT,
        "바뀌지 않는 주소(/s/<id>/)의 이름. delight new가 써 주며 고치지 않습니다. 승인하거나 게시하려면 있어야 합니다.",
        "Name of the permanent address (/s/<id>/). Written by `delight new`, never changed; needed once approved or published.",
        "k7m2xq",
    )
    date: dt.date | None = told(
        kinds.DATE,
        "일이 있었던 날. year와 같은 해여야 합니다.",
        "Day it happened, in the year of `year`.",
        "2021-03-30",
    )
    status: str = told(
        kinds.choice("draft", "review", "approved", "published"),
        "draft(쓰는 중), review(검토 중), approved(승인됨, publish_on부터 보임), published(게시).",
        "`draft`, `review`, `approved` (shown from `publish_on` on) or `published`.",
        "published",
        default="draft",
    )
    approved_by: Words | None = told(
        kinds.LINE, "승인한 사람이나 부서.", "Who approved it.", "{ko: 예시팀, en: Example team}"
    )
    approved_on: dt.date | None = told(kinds.DATE, "승인한 날.", "Day it was approved.", "2021-04-01")
    publish_on: dt.date | None = told(
        kinds.DATE, "이날부터 보입니다.", "First day it is shown.", "2021-04-05"
    )
    expires_on: dt.date | None = told(
        kinds.DATE, "이날부터 보이지 않습니다.", "From this day on it is no longer shown.", "2031-04-05"
    )
    audience: str = told(
        kinds.choice("internal", "affiliate", "public"),
        "internal(사내), affiliate(해당 계열사만), public(누구나).",
        "`internal` (the group), `affiliate` (that affiliate only) or `public`.",
        "internal",
        default="internal",
    )
    award: tuple[Award, ...] = told(
        records.many_records(Award),
        "받은 상. 여럿이면 목록으로 씁니다.",
        "Prize won, or a list of them.",
        "{award: lg-awards, year: 2021, prize: first-class}",
        default=(),
    )
    badge: tuple[str, ...] = told(
        kinds.many_ids("badges"), "받은 배지 id.", "Badge id.", "lg-customer-delight", default=()
    )
    people: tuple[Person, ...] = told(
        records.many_records(Person),
        "이야기에 나오는 사람들.",
        "The people of the story.",
        "[{name: {ko: 홍길동, en: Hong Gil-dong}, role: {ko: 주임, en: supervisor}}]",
        default=(),
    )
    programme: tuple[str, ...] = told(
        kinds.many_ids("programmes"), "프로그램 id.", "Programme id.", "video-series", default=()
    )
    journey: tuple[str, ...] = told(
        kinds.many_ids("journey"),
        "고객 여정 단계 id.",
        "Id of a step of the customer's journey.",
        "service",
        default=(),
    )
    pain_point: Words | None = told(
        kinds.TEXT,
        "고객이 겪은 불편 한 문장.",
        "The customer's inconvenience, in one sentence.",
        "{ko: 부품이 늦었습니다., en: The part was late.}",
    )
    what_changed: Words | None = told(
        kinds.TEXT,
        "그 뒤에 달라진 점 한 문장.",
        "What was different afterwards, in one sentence.",
        "{ko: 그날 해결됐습니다., en: It was settled that day.}",
    )
    tags: tuple[str, ...] = told(
        kinds.TAGS,
        "찾을 때 쓸 낱말. tags.yml에 있으면 그 id, 없으면 낱말 그대로.",
        "Words to find it by: ids of tags.yml, or plain words.",
        "[visiting-repair]",
        default=(),
    )
    image: Image | None = told(
        records.record(Image),
        "대표 사진.",
        "Picture at the head.",
        "{file: photo.jpg, alt: 수리 도구를 든 직원}",
        twin=True,
    )
    video: Video | None = told(records.record(Video), "영상.", "Film.", "film.mp4")
    clip: Scenes | None = told(
        SCENES,
        "글로 만드는 20~60초 영상에 나올 문장 세 개에서 여섯 개. true면 본문에 ==이렇게== 표시한 문장이 나옵니다.",
        "Three to six sentences for a clip of 20 to 60 s made from the text; with `true`, those ==marked== in the text.",
        "[늦어진 부품: 수입 부품이 늦어졌습니다., 그날 밤: 대여용 TV를 놓아 드렸습니다., 안부 전화도 이어 갔습니다.]",
        twin=True,
    )
    related: tuple[str, ...] = told(
        kinds.NAMES_OF_STORIES,
        "함께 읽을 이야기의 id나 폴더 이름.",
        "Ids or folder names of stories to read next.",
        "[notebook]",
        default=(),
    )
    featured: bool = told(
        kinds.FLAG, "첫 화면에 크게 보입니다.", "Shown large on the home page.", "true", default=False
    )
    package: bool = told(
        kinds.FLAG,
        "사이트를 만들 때 이 이야기의 LMS 패키지도 만듭니다. 과정의 패키지는 쓰지 않아도 만듭니다.",
        "Packages of this story for an LMS are made with the site; courses have theirs without it.",
        "true",
        default=False,
    )
    consent: Consent | None = told(
        records.record(Consent), "나오는 사람의 동의.", "Consent of the people named.", "obtained"
    )
    sources: tuple[Source, ...] = told(
        records.many_records(Source),
        "사실의 출처.",
        "Where the facts come from.",
        "[{title: {ko: 예시일보, en: Example Daily}, date: 2021-03-31}]",
        default=(),
    )
    translated_from: str | None = told(
        kinds.FINGERPRINT,
        "영문판에만 씁니다. 옮길 때 한국어 원문의 지문이며, delight check가 알려 줍니다.",
        "In the English twin only: fingerprint of the source it was translated from; `delight check` tells it.",
        "0f3a9c21b7de",
        twin=True,
    )


@dataclass(frozen=True, kw_only=True)
class PlainPage:
    """A page that is not a story, such as the home page's greeting or `about`."""

    title: Words = told(kinds.LINE, "제목.", "Title.", "소개", required=True, twin=True)
    summary: Words = told(
        kinds.TEXT, "한두 문장.", "One or two sentences.", "이 사이트를 소개합니다.", required=True, twin=True
    )
    translated_from: str | None = told(
        kinds.FINGERPRINT, "영문판에만 씁니다.", "In the English twin only.", "0f3a9c21b7de", twin=True
    )
