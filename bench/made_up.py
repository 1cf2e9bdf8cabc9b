"""Makes projects for measuring: N plainly made-up stories in Korean and English, the same each time.

In: a folder and a number. Out: a whole project there, with the settings and the look of this one. No person, company or
event in it is real; sentences are put together from lists, and say so themselves.
"""

from __future__ import annotations

import random
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

from generator.content.body import Text
from generator.content.reading import read_story
from generator.content.sheets import File

HERE = Path(__file__).resolve().parent.parent
YEARS = range(2018, 2026)
TERMS: dict[str, list[tuple[str, str, str]]] = {
    "affiliates": [
        (f"made-up-{number}", f"가상계열 {number}호", f"Made-up Affiliate {number}")
        for number in range(1, 14)
    ],
    "categories": [
        ("contact", "가상 접점", "Made-up Contact"),
        ("market", "가상 시장", "Made-up Market"),
        ("process", "가상 과정", "Made-up Process"),
        ("culture", "가상 문화", "Made-up Culture"),
    ],
    "badges": [("badge", "가상 배지", "Made-up Badge")],
    "programmes": [
        ("talks", "가상 강연", "Made-up Talks"),
        ("visits", "가상 방문", "Made-up Visits"),
        ("films", "가상 영상", "Made-up Films"),
    ],
    "journey": [
        ("buying", "구매", "Buying"),
        ("delivery", "배송", "Delivery"),
        ("consultation", "상담", "Consultation"),
        ("service", "서비스", "Service"),
    ],
    "tags": [(f"tag-{number}", f"가상 낱말 {number}", f"Made-up tag {number}") for number in range(1, 25)],
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


def make_project(folder: Path, count: int) -> None:
    """Make a project of `count` stories in a folder that is not there yet."""
    stories = folder / "stories"
    (stories / "taxonomy").mkdir(parents=True)
    shutil.copy(HERE / "mkdocs.yml", folder)
    shutil.copytree(HERE / "overrides", folder / "overrides")
    for name, terms in TERMS.items():
        _write(stories / "taxonomy" / f"{name}.yml", "".join(_term(*term) for term in terms))
    _write(
        stories / "taxonomy" / "awards.yml",
        "awards:\n  name: {ko: 가상 어워즈, en: Made-up Awards}\n  prizes:\n"
        "    first:\n      name: {ko: 가상 일등상, en: Made-up First Prize}\n"
        "    special:\n      name: {ko: 가상 특별상, en: Made-up Special Prize}\n",
    )
    _write(
        stories / "about.ko.md",
        "---\ntitle: 소개\nsummary: 지어낸 이야기입니다.\n---\n\n재기 위한 것입니다.\n",
    )
    for number in range(count):
        write_story(stories, number, count)


def write_story(stories: Path, number: int, count: int) -> None:
    """Write the story of this number, whose links lead to others of `count`."""
    folder = stories / folder_of(number)
    folder.mkdir(parents=True)
    chance = random.Random(number)
    shown = [chance.choice(_WHAT) for _ in range(3)]
    links = [folder_of(chance.randrange(count)) for _ in range(chance.randint(2, 4))]
    plan = [[chance.sample(range(5), 3) for _ in range(5)] for _ in range(7)]
    texts = {language: _body(language, at, plan, links, number) for at, language in enumerate(("ko", "en"))}
    korean = _korean_front(number, count, chance) + texts["ko"]
    fingerprint = _fingerprint(folder_of(number), korean)
    english = (
        f"---\ntitle: Made-up story {number} of {shown[0][1].replace('*', '')}\n"
        f"summary: An invented report on {shown[1][1].replace('*', '')}, number {number}, for measuring only.\n"
        + ("image: {alt: A grey square}\n" if number % 4 == 0 else "")
        + f"translated_from: {fingerprint}\n---\n\n"
    )
    _write(folder / "index.ko.md", korean)
    _write(folder / "index.en.md", english + texts["en"])
    if number % 4 == 0:
        (folder / "photo.png").write_bytes(_picture(number))


def folder_of(number: int) -> str:
    """Return the folder of the story of this number, below the stories' folder."""
    return f"{YEARS[number % len(YEARS)]}/made-up-{number:05}"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _term(id_: str, ko: str, en: str) -> str:
    about = f"  description: {{ko: {ko}의 설명입니다., en: About {en}.}}\n"
    return f"{id_}:\n  name: {{ko: {ko}, en: {en}}}\n{about}"


def _korean_front(number: int, count: int, chance: random.Random) -> str:
    def ids(name: str, some: int) -> str:
        return ", ".join(one[0] for one in chance.sample(TERMS[name], some))

    year = YEARS[number % len(YEARS)]
    day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    what = [one[0].replace("*", "") for one in chance.sample(_WHAT, 3)]
    lines = [
        "---",
        f"id: madeup{number:05}",
        f"title: 지어낸 이야기 {number}, {what[0]} 살핀 하루",
        f"summary: {number}번째 가상 이야기입니다. {what[1]} 살피며 {what[2]} 함께 돌보았습니다.",
        f"affiliate: [{ids('affiliates', 1 + number % 5 // 4)}]",
        f"category: {TERMS['categories'][chance.randrange(4)][0]}",
        f"year: {year}",
        f"date: {day}",
        "status: published",
        "approved_by: {ko: 가상 승인팀, en: Made-up approvals}",
        f"approved_on: {day}",
        f"publish_on: {day}",
        "audience: internal",
        "people:",
        f"  - name: {{ko: 가명{number % 97}, en: Alias {number % 97}}}",
        "    role: {ko: 가상 주임, en: made-up supervisor}",
        "    team: {ko: 예시 지점, en: Example branch}",
        f"  - {{name: {{ko: 가명{number % 89}, en: Alias {number % 89}}}, role: {{ko: 가상 선임, en: made-up senior}}}}",
        f"journey: [{ids('journey', 2)}]",
        f"programme: {ids('programmes', 1)}",
        f'pain_point: {{ko: "{what[0]} 알 길이 없었습니다.", en: "Made-up pain point number {number}."}}',
        f'what_changed: {{ko: "{what[1]} 바로 알게 되었습니다.", en: "Made-up change number {number}."}}',
        f"tags: [{ids('tags', 3)}, 자유 낱말 {number % 50}]",
        f"related: [{', '.join(_slug(chance.randrange(count), number, count) for _ in range(3))}]",
        "consent: {status: not-needed, note: {ko: 지어낸 이야기, en: invented}}",
        "sources:",
        f"  - title: {{ko: 가상일보 {number}호, en: Made-up Daily no. {number}}}",
        f"    date: {day}",
        f"    url: https://news.example/{number}",
        f"  - title: {{ko: 예시 사보, en: Example house magazine}}\n    date: {year}-03",
    ]
    if number % 3 == 0:
        lines.append(
            f"award: {{award: awards, year: {year}, prize: {chance.choice(['first', 'special'])}}}\nbadge: badge"
        )
    if number % 4 == 0:
        lines.append("image: {file: photo.png, alt: 회색 네모, credit: {ko: 가상 홍보팀, en: Made-up PR}}")
    return "\n".join([*lines, "---", "", ""])


def _slug(number: int, own: int, count: int) -> str:
    other = number if number != own else (number + 1) % max(count, 2)
    return folder_of(other).rpartition("/")[2]


def _body(language: str, at: int, plan: list[list[list[int]]], links: list[str], number: int) -> str:
    """Return a text of about 4 KB in Korean and 3 KB in English, built the same in both languages."""

    def sentence(who: int, what: int, how: int) -> str:
        return f"{_WHO[who][at]}{' ' if at == 0 else ': '}{_WHAT[what][at]} {_HOW[how][at]}"

    def paragraph(section: int) -> str:
        return " ".join(sentence(*indices) for indices in plan[section][: 5 - at])

    aside = ("_천천히_ 읽어도 `가상-7` 절차입니다.", "Even _slowly_ it is procedure `made-up-7`.")
    link = (
        "이어지는 [다른 지어낸 이야기]({}/index.ko.md)에서도 같은 일이 있었습니다.",
        "The same is told in [another made-up story]({}/index.en.md).",
    )
    blocks = [paragraph(0), paragraph(1)]
    for section in range(5):
        blocks += [f"{'##' if section != 2 else '###'} {_HEADS[section][at]}", paragraph(section + 2)]
        if section < len(links):
            blocks.append(link[at].format(f"../../{links[section]}"))
        if section in (1, 3):
            blocks.append("\n".join(f"- {sentence(*indices)}" for indices in plan[section]))
        if section == 2:
            blocks.append(f"> {sentence(*plan[6][0])} {aside[at]}")
        if section == 3 and number % 5 == 0:
            head = ("| 달 | 지어낸 수 |", "| Month | Made-up count |")[at]
            rows = [f"| {month} | {(number * month) % 97} |" for month in range(1, 7)]
            blocks.append("\n".join([head, "| --- | ---: |", *rows]))
    return "\n\n".join(blocks) + "\n"


class _NoText:
    """Stands in for the converter: a fingerprint needs no HTML."""

    key = ""

    def convert(self, *_: object) -> tuple[Text, list[Any]]:
        return Text("", "", (), (), ()), []


def _fingerprint(folder: str, korean: str) -> str:
    """Return what the English twin says it was translated from."""
    files = {"ko": File(f"stories/{folder}/index.ko.md", korean.encode())}
    converter: Any = _NoText()
    found = read_story(folder, files, "ko", converter)
    if found.value is None:
        raise ValueError(f"the made-up story is not valid: {found.problems}")
    return found.value.fingerprint


def _picture(number: int) -> bytes:
    """Return a small PNG of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    side, grey = 64, number % 256
    rows = (b"\x00" + bytes([grey]) * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
