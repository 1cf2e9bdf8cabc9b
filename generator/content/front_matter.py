"""What the front matter of a story, and of a page that is none, may say, field by field. Reading lives in reading.py."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.content import kinds, records
from generator.content.fields import Award, Consent, Image, Person, Source, Video, told
from generator.content.scenes import SCENES, Scenes
from generator.content.words import Words


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
