"""Makes projects for measuring: N stories of about the size that people write, in Korean and English, the same each time.

In: a folder and a number. Out: a project there, made with the tests' own maker. Sentences are put together from lists, and
say themselves that they are made up.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from tests.made_up import make_project as make_empty
from tests.made_up import picture, write_story, write_terms

ADDRESS = "https://stories.example/"
YEARS = range(2018, 2026)
TERMS: dict[str, dict[str, tuple[str, str]]] = {
    "affiliates": {f"made-up-{n}": (f"가상계열 {n}호", f"Made-up Affiliate {n}") for n in range(1, 14)},
    "categories": {
        "contact": ("가상 접점", "Made-up Contact"),
        "market": ("가상 시장", "Made-up Market"),
        "process": ("가상 과정", "Made-up Process"),
        "culture": ("가상 문화", "Made-up Culture"),
    },
    "programmes": {"talks": ("가상 강연", "Made-up Talks"), "visits": ("가상 방문", "Made-up Visits")},
    "journey": {
        "buying": ("가상 구매", "Made-up Buying"),
        "delivery": ("가상 배송", "Made-up Delivery"),
        "service": ("가상 서비스", "Made-up Service"),
    },
    "tags": {f"tag-{n}": (f"가상 낱말 {n}", f"Made-up tag {n}") for n in range(1, 25)},
}
_WHO = [
    ("가상의 직원이", "A made-up employee"),
    ("지어낸 고객이", "An invented customer"),
    ("이름 없는 동료가", "A nameless colleague"),
    ("연습용 상담사가", "A practice adviser"),
    ("예시 지점의 기사가", "The engineer of an example branch"),
]
_WHAT = [
    ("냉장고의 작은 소리를", "the small noise of a refrigerator"),
    ("늦어진 부품 소식을", "the news of a late part"),
    ("낡은 설명서의 그림을", "the pictures of an old manual"),
    ("세탁기의 **물길(배수)**을", "the **drain** of a washing machine"),
    ("화면의 밝기를", "the brightness of a screen"),
    ("통화가 끊기는 골목을", "the lane where calls drop"),
]
_HOW = [
    ("다음 날 아침까지 살펴보았습니다.", "was looked after until morning."),
    ("천천히 다시 설명했습니다.", "was explained again."),
    ("수첩에 적어 두었습니다.", "was noted down."),
    ("정한 절차대로 고쳤습니다.", "was put right by the book."),
    ("두 번 전화해 확인했습니다.", "was checked by telephone."),
    ("함께 웃으며 마무리했습니다.", "was settled with a laugh."),
]
_HEADS = [
    ("처음 온 전화", "The first call"),
    ("기다리는 동안", "While waiting"),
    ("다시 찾아간 날", "The day of the second visit"),
    ("그 뒤에 달라진 것", "What changed afterwards"),
    ("함께 배운 것", "What was learnt together"),
]
_LINK = (
    "이어지는 [다른 지어낸 이야기]({}/index.ko.md)에서도 같은 일이 있었습니다.",
    "The same is told in [another made-up story]({}/index.en.md).",
)
_ASIDE = (" _천천히_ 읽어도 `가상-7` 절차입니다.", " Even _slowly_ it is procedure `made-up-7`.")


def make_project(folder: Path, count: int) -> None:
    """Make a project of `count` stories in a folder that is not there yet."""
    make_empty(folder, stories=0, url=ADDRESS)
    for taxonomy, terms in TERMS.items():
        told = {
            one: {
                "name": _words(*name),
                "description": _words(f"{name[0]}의 설명입니다.", f"About {name[1]}."),
            }
            for one, name in terms.items()
        }
        write_terms(folder, taxonomy, told)
    for number in range(count):
        write_numbered(folder, number, count)


def write_numbered(project: Path, number: int, count: int) -> None:
    """Write the story of this number, whose links lead to others of `count`."""
    chance = random.Random(number)
    files, fields = {}, _fields(number, count, chance)
    if number % 4 == 0:
        fields["image"] = {"file": "photo.png", "alt": _words("가상 그림", "A made-up picture")}
        files["photo.png"] = picture(number)
    write_story(project, folder_of(number), text=_text(number, count, chance), files=files, **fields)


def folder_of(number: int) -> str:
    """Return the folder of the story of this number, below the stories' folder."""
    return f"{YEARS[number % len(YEARS)]}/made-up-{number:05}"


def _fields(number: int, count: int, chance: random.Random) -> dict[str, Any]:
    year = YEARS[number % len(YEARS)]
    day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    one, two, three = (said.replace("*", "") for said, _ in chance.sample(_WHAT, 3))
    return {
        "title": _words(f"지어낸 이야기 {number}, {one} 살핀 하루", f"Made-up story {number} of one day"),
        "summary": _words(
            f"{number}번째 가상 이야기입니다. {two} 살피며 {three} 함께 돌보았습니다.",
            f"An invented report, number {number}, for measuring only; no one in it is real.",
        ),
        "id": f"madeup{number:05}",
        "affiliate": chance.sample(sorted(TERMS["affiliates"]), 1 + number % 5 // 4),
        "category": chance.choice(sorted(TERMS["categories"])),
        "date": day,
        "approved_by": _words("가상 승인팀", "Made-up approvals"),
        "approved_on": day,
        "publish_on": day,
        "people": [
            {
                "name": _words(f"가명{number % 97}", f"Alias {number % 97}"),
                "role": _words("가상 주임", "made-up supervisor"),
                "team": _words("예시 지점", "Example branch"),
            },
            {
                "name": _words(f"가명{number % 89}", f"Alias {number % 89}"),
                "role": _words("선임", "made-up senior"),
            },
        ],
        "award": [{"award": "prize", "year": year, "prize": "first"}] if number % 3 == 0 else [],
        "programme": chance.choice(sorted(TERMS["programmes"])),
        "journey": chance.sample(sorted(TERMS["journey"]), 2),
        "pain_point": _words(f"{one} 알 길이 없었습니다.", f"Made-up pain point number {number}."),
        "what_changed": _words(f"{two} 바로 알게 되었습니다.", f"Made-up change number {number}."),
        "tags": [*chance.sample(sorted(TERMS["tags"]), 3), f"자유 낱말 {number % 50}"],
        "related": sorted(
            {folder_of(chance.randrange(count))[5:] for _ in range(3)} - {folder_of(number)[5:]}
        ),
        "consent": {"status": "not-needed", "note": _words("지어낸 이야기", "invented")},
        "sources": [
            {
                "title": _words(f"가상일보 {number}호", f"Made-up Daily no. {number}"),
                "date": day,
                "url": f"https://news.example/{number}",
            },
            {"title": _words("예시 사보", "Example house magazine"), "date": f"{year}-03"},
        ],
    }


def _text(number: int, count: int, chance: random.Random) -> dict[str, str]:
    """Return a text of about 4 KB in Korean and 3 KB in English, built the same in both."""
    links = [folder_of(chance.randrange(count)) for _ in range(chance.randint(2, 4))]
    plan = [
        [(chance.choice(_WHO), chance.choice(_WHAT), chance.choice(_HOW)) for _ in range(5)] for _ in range(7)
    ]

    def written(at: int) -> str:
        sentences = [
            [f"{who[at]}{('', ':')[at]} {what[at]} {how[at]}" for who, what, how in one] for one in plan
        ]
        paragraphs = [" ".join(one[: 5 - at]) for one in sentences]
        blocks = paragraphs[:2]
        for section, head in enumerate(_HEADS):
            blocks += [f"{'###' if section == 2 else '##'} {head[at]}", paragraphs[section + 2]]
            if section < len(links):
                blocks.append(_LINK[at].format(f"../../{links[section]}"))
            if section in (1, 3):
                blocks.append("\n".join(f"- {one}" for one in sentences[section]))
            if section == 2:
                blocks.append(f"> {sentences[6][0]}{_ASIDE[at]}")
            if section == 3 and number % 5 == 0:
                head_row = ("| 달 | 지어낸 수 |", "| Month | Made-up count |")[at]
                rows = [f"| {month} | {(number * month) % 97} |" for month in range(1, 7)]
                blocks.append("\n".join([head_row, "| --- | ---: |", *rows]))
        return "\n\n".join(blocks)

    return _words(written(0), written(1))


def _words(ko: str, en: str) -> dict[str, str]:
    return {"ko": ko, "en": en}
