"""A running order (편성표): what is shown when, on one screen or channel, as `stories/broadcast/<name>.yml` says it.

In: the bytes of the file. Out: a RunningOrder, and Problems. Which stories there are, and what may be shown on which day, is not
known here: timeline.py asks for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.base.cache import digest
from generator.base.languages import NAMES
from generator.base.problems import Place, Problem, problem
from generator.broadcast import calendar
from generator.content import kinds, records
from generator.content.fields import told
from generator.content.kinds import Sheet, kind_of_values, scalar
from generator.content.mappings import read_fields
from generator.content.records import made
from generator.content.sheets import File, missing_fields, read_mapping
from generator.content.story import Places
from generator.content.visibility import Channel
from generator.content.words import Words

CARD_SECONDS = 30.0
"""How long a card is shown unless told otherwise."""
MESSAGE_SECONDS = 15.0


def _read_name(node: Any, sheet: Sheet, at: str) -> str | None:
    return scalar(node)


STORY = kind_of_values(
    "이야기의 id나 폴더 이름", "the id or folder name of a story", {"type": "string"}, lambda _: _read_name
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a running order: a story, a message, or something that fills the time."""

    story: str | None = told(
        STORY,
        "이야기의 id나 폴더 이름. 이것만 쓸 때는 `- notebook`처럼 이름만 적어도 됩니다.",
        "Id or folder name of a story; alone it may stand as a plain name, `- notebook`.",
        "notebook",
    )
    message: Words | None = told(
        kinds.LINE,
        "알릴 말. 큰 글씨로 한 장이 나갑니다.",
        "A message, shown large on a card of its own.",
        "{ko: 이야기를 들려주세요, en: Tell us your story}",
    )
    text: Words | None = told(
        kinds.TEXT,
        "알릴 말 아래에 작게 쓸 한두 문장.",
        "One or two sentences below the message.",
        "{ko: 사내 메일로 보내 주세요., en: Write to us by mail.}",
    )
    filler: Words | None = told(
        kinds.LINE,
        "남는 시간을 채울 말. `for`가 없으면 다음 순서나 끝나는 때까지 채웁니다.",
        "Words that fill the time left; without `for` until the next item or the end.",
        "{ko: 곧 다음 이야기가 이어집니다, en: More stories soon}",
    )
    for_: float | None = told(
        kinds.TIME,
        "보일 시간(초 또는 분:초). 이야기에 쓰면 영상 대신 글 카드를 이만큼 보입니다.",
        "How long it is shown, in seconds or as 0:40; of a story, its card is shown so long instead of the film.",
        "40",
    )
    show: str | None = told(
        kinds.choice("film", "card"),
        "이야기를 영상(film)으로 보일지 글 카드(card)로 보일지. 쓰지 않으면 영상이 있을 때 영상입니다.",
        "Whether a story is shown as its `film` or as a `card`; its film, where there is one, unless given.",
        "card",
    )
    from_: float | None = told(kinds.TIME, "영상의 이때부터.", "From this moment of the film.", "0:12")
    to: float | None = told(kinds.TIME, "영상의 이때까지.", "To this moment of the film.", "1:05")
    chapter: str | None = told(
        STORY,
        "영상의 이 장면만. 장면의 제목이나 번호(1부터)입니다.",
        "Only this chapter of the film: its title, or its number from 1.",
        "그날 밤",
    )
    at: int | None = told(
        calendar.CLOCK,
        "꼭 이때 시작합니다.",
        "Begins exactly then.",
        '"12:30"',
    )

    @property
    def kind(self) -> str:
        """Return what it is: `story`, `message` or `filler`."""
        return "story" if self.story else "message" if self.message else "filler"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFields:
    """A part of a day: when it is on, and its items in order."""

    title: Words | None = told(
        kinds.LINE,
        "이 시간의 이름.",
        "Name of this part of the day.",
        "{ko: 점심 방송, en: Lunch programme}",
    )
    days: tuple[int, ...] = told(
        calendar.WEEKDAYS,
        "나가는 요일. 쓰지 않으면 날마다.",
        "Weekdays it is on; every day unless given.",
        "월-금",
        default=(),
    )
    dates: tuple[tuple[dt.date, dt.date], ...] = told(
        calendar.DATES,
        "나가는 날이나 기간. 요일도 쓰면 그 기간의 그 요일입니다.",
        "Days or periods it is on; with weekdays, those weekdays of the period.",
        "2026-12-01 ~ 2026-12-31",
        default=(),
    )
    except_: tuple[tuple[dt.date, dt.date], ...] = told(
        calendar.DATES,
        "쉬는 날이나 기간.",
        "Days or periods on which it is not on, such as holidays.",
        "[2026-12-25, 2027-01-01]",
        default=(),
    )
    start: tuple[int, ...] = told(
        calendar.CLOCKS,
        "시작하는 때. 하루에 여러 번이면 목록으로 씁니다.",
        "When it begins; a list for several times a day.",
        '["08:00", "12:00"]',
        default=(),
    )
    until: int | None = told(
        calendar.CLOCK,
        "이때까지 되풀이합니다. 쓰지 않으면 한 번만 나갑니다.",
        "Repeated until then; shown once unless given.",
        '"18:00"',
    )
    total: float | None = told(
        kinds.TIME,
        "한 번 나가는 데 걸려야 하는 시간. 맞지 않으면 알려 줍니다.",
        "How long one run should take; told where it does not.",
        "10:00",
    )
    items: tuple[Item, ...] = told(
        records.many_records(Item),
        "나가는 순서.",
        "What is shown, in order.",
        "[grandmothers-tv, {story: notebook, for: 40}]",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFields(BlockFields):
    """All that a running order says."""

    title: Words = told(
        kinds.LINE,
        "편성표의 이름.",
        "Name of the running order.",
        "{ko: 로비 화면, en: Lobby screen}",
        required=True,
    )
    summary: Words | None = told(
        kinds.TEXT,
        "한두 문장 설명.",
        "One or two sentences about it.",
        "{ko: 본사 1층 로비에서 봅니다., en: Seen in the lobby.}",
    )
    channel: str = told(
        kinds.IDENTIFIER,
        "어디서 보는지(예: lobby, tv).",
        "Where it is watched, such as `lobby` or `tv`.",
        "lobby",
        default="screen",
    )
    audience: str = told(
        kinds.choice("internal", "public"),
        "화면 앞에 있는 사람. internal(사내), public(방문객도).",
        "Who is there: `internal`, or `public` where visitors pass.",
        "internal",
        default="internal",
    )
    affiliate: str | None = told(
        kinds.one_id("affiliates"),
        "한 계열사 사람만 보는 화면이면 그 계열사 id.",
        "Affiliate id, where only that affiliate's people are there.",
        "lg-electronics",
    )
    zone: str = told(
        calendar.ZONE,
        "때를 어느 시간대로 적었는지.",
        "Time zone of its times.",
        "Asia/Seoul",
        default=calendar.HOME,
    )
    captions: str | None = told(
        kinds.choice(*NAMES),
        "자막의 언어. 쓰지 않으면 쪽의 언어입니다.",
        "Language of the captions; that of the page unless given.",
        "ko",
    )
    burned_in: bool = told(
        kinds.FLAG,
        "자막을 영상에 새기고 소리 크기를 맞춘 파일도 만듭니다.",
        "Also makes files with captions burned in and loudness set.",
        "true",
        default=False,
    )
    cards: float = told(
        kinds.TIME,
        "글 카드 한 장을 보이는 시간.",
        "How long a card of a story is shown.",
        "30",
        default=CARD_SECONDS,
    )
    blocks: tuple[BlockFields, ...] = told(
        records.many_records(BlockFields),
        "하루를 여러 시간으로 나눌 때 씁니다. 여기에 쓰지 않은 항목은 위에 쓴 것을 따릅니다.",
        "For a day of several parts; what a part does not say is as said above.",
        '[{title: 점심 방송, start: "12:00", items: [notebook]}]',
        default=(),
    )


_INHERITED = ("title", "days", "dates", "except_", "start", "until", "total")
"""What a block takes from its running order where it says nothing itself."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a day, with all that it takes from its running order."""

    at: str
    """Dotted name of its fields: `` or `blocks.0.`."""
    fields: BlockFields

    def is_on(self, day: dt.date) -> bool:
        """Tell whether it begins on a day."""
        own = self.fields
        wanted = not own.dates or calendar.is_among(day, own.dates)
        return (
            wanted and (not own.days or day.weekday() in own.days) and not calendar.is_among(day, own.except_)
        )


@dataclass(frozen=True, kw_only=True)
class RunningOrder(OrderFields):
    """A valid running order."""

    name: str
    """Name of its file, and of its address."""
    key: str
    """Key of all that its file says."""
    places: Places

    @property
    def tzinfo(self) -> dt.tzinfo:
        """Return its time zone."""
        return calendar.zone_of(self.zone)

    @property
    def viewers(self) -> Channel:
        """Return who watches, for visibility to decide what is shown to them."""
        return Channel("broadcast", self.audience, self.affiliate or "")

    def place(self, at: str = "") -> Place:
        """Return where a field stands, or else where the file begins."""
        return self.places.get(at) or Place(self.places.path)

    @property
    def parts(self) -> tuple[Block, ...]:
        """Return the parts of its days: its own items, then its blocks."""
        own = [Block("", self)] if self.items else []
        return (*own, *(Block(f"blocks.{n}.", self._completed(one)) for n, one in enumerate(self.blocks)))

    def _completed(self, block: BlockFields) -> BlockFields:
        taken = {
            name: getattr(self, name)
            for name in _INHERITED
            if getattr(block, name) in (None, ()) and not (name in ("until", "total") and block.start)
        }
        return replace(block, **taken)

    @property
    def stories(self) -> tuple[str, ...]:
        """Return the names of the stories that it names, each once, in order."""
        named = (item.story for block in self.parts for item in block.fields.items if item.story)
        return tuple(dict.fromkeys(named))


def read_orders(
    files: Mapping[str, File], source: str
) -> tuple[tuple[RunningOrder, ...], tuple[Problem, ...]]:
    """Read running orders from their files by name; one that something is wrong with is left out."""
    problems: list[Problem] = []
    read = [_read_order(name, file, source, problems) for name, file in sorted(files.items())]
    return tuple(one for one in read if one), tuple(problems)


def _read_order(name: str, file: File, source: str, problems: list[Problem]) -> RunningOrder | None:
    before = len(problems)
    node = read_mapping(file, problems)
    if node is None:
        if len(problems) == before:
            problems.append(problem(Place(file.path), "front-matter-empty"))
        return None
    sheet = Sheet(file.path, source)
    sheet.mark("", node)
    values = read_fields(node, OrderFields, sheet)
    sheet.problems += missing_fields(sheet, OrderFields, values=values)
    if not sheet.problems:
        order: RunningOrder = made(
            RunningOrder,
            values,
            name=name,
            key=digest(file.path, file.content),
            places=Places.of(file.path, sheet.places),
        )
        sheet.problems += _contradictions(order, sheet)
        if not sheet.problems:
            return order
    problems += sheet.problems
    return None


def _contradictions(order: RunningOrder, sheet: Sheet) -> Iterator[Problem]:
    """Find items that say nothing or several things, and parts of a day without a beginning or without items."""
    if not order.parts:
        yield problem(sheet.places[""], "order-without-items")
    for block in order.parts:
        where = sheet.places[block.at.rstrip(".")]
        if not block.fields.items:
            yield problem(where, "order-without-items")
        if not block.fields.start:
            yield problem(where, "missing-field", field="start", key="start", example='"12:00"')
        for number, item in enumerate(block.fields.items):
            said = [one for one in (item.story, item.message, item.filler) if one]
            of_film = (item.from_, item.to, item.chapter, item.show)
            if len(said) != 1 or (not item.story and any(one is not None for one in of_film)):
                yield problem(sheet.places[f"{block.at}items.{number}"], "order-item-unclear")
