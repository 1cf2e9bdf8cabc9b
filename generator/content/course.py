"""What the front matter of a course may say, field by field, and the course that comes of it.

As with stories, the line of documentation on each field is written for who writes a course, and the guide is made from it. Whether
stories, chapters and times exist is the catalog's question (checks/courses.py). Nothing here opens a file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from generator.content import kinds, records
from generator.content.answers import ANSWERS, split_answers
from generator.content.fields import told
from generator.content.story import Written
from generator.content.words import Words

QUESTIONS = {
    "single": (
        "맞는 보기 하나에만 `right: true`를 적으세요.",
        "Mark exactly one choice with `right: true`.",
    ),
    "multiple": (
        "맞는 보기마다 `right: true`를 적으세요.",
        "Mark each right choice with `right: true`.",
    ),
    "true-false": (
        "`answer: true`나 `answer: false`를 더하세요.",
        "Add `answer: true` or `answer: false`.",
    ),
    "order": (
        "보기를 둘 이상, 맞는 차례로 적으세요.",
        "Write two choices or more, in the right order.",
    ),
    "short": (
        "`accept: 페인 포인트 | 불편`처럼 맞는 답을 적으세요.",
        "Write what is right, as in `accept: pain point | pain points`.",
    ),
}
"""The kinds of question there are, each with what makes an answer right, in Korean and English."""


def _all_but(*kinds_with: str) -> dict[str, tuple[str, str]]:
    """Return the kinds of question that do without a field, with what each takes."""
    return {name: wanted for name, wanted in QUESTIONS.items() if name not in kinds_with}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text of a list."""

    text: Words = told(
        kinds.TEXT, "글 한 줄.", "A line of text.", "불편을 먼저 묻습니다.", required=True, twin=True
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A story, or a part of its film, that a module shows."""

    story: str = told(
        kinds.IDENTIFIER,
        "이야기의 id나 폴더 이름.",
        "Id or folder name of a story.",
        "grandmothers-tv",
        required=True,
    )
    from_: float | None = told(
        kinds.TIME, "영상에서 볼 부분이 시작하는 때.", "Where the part of the film begins.", "0:12"
    )
    to: float | None = told(kinds.TIME, "볼 부분이 끝나는 때.", "Where the part of the film ends.", "0:40")
    chapter: Words | None = told(
        kinds.LINE,
        "때 대신 쓰는, 볼 장면의 제목이나 번호.",
        "Title or number of the chapter to watch, instead of times.",
        "그날 밤",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A step of a course."""

    title: Words = told(kinds.LINE, "제목.", "Title.", "먼저 듣습니다", required=True, twin=True)
    text: Words | None = told(
        kinds.PARAGRAPHS,
        "무엇을 보고 생각할지 몇 문장.",
        "What to look at and to think of, in a few sentences.",
        "이야기를 읽으며 고객이 무엇을 걱정했을지 생각해 보세요.",
        twin=True,
    )
    stories: tuple[Part, ...] = told(
        records.many_records(Part),
        "보고 읽을 이야기. 영상의 한 부분만 보게 할 수도 있습니다.",
        "Stories to watch or read, or parts of their films.",
        "[{story: grandmothers-tv, chapter: 그날 밤}, notebook]",
        default=(),
    )
    discussion: tuple[Line, ...] = told(
        records.many_records(Line),
        "함께 이야기할 질문.",
        "Questions to discuss.",
        "[나라면 무엇을 먼저 했을까요?]",
        default=(),
        twin=True,
    )
    reflection: Words | None = told(
        kinds.PARAGRAPHS,
        "혼자 생각하고 적을 거리. 적은 글은 그 기기에만 남습니다.",
        "Something to think and write about alone; what is written stays on the device.",
        "오늘 만날 고객 한 분을 떠올려 보세요.",
        twin=True,
    )
    notes: Words | None = told(
        kinds.PARAGRAPHS,
        "진행자에게만 보이는 메모. site 폴더에는 실리지 않습니다.",
        "Notes for the facilitator; never below `site/`.",
        "의견이 갈리면 고객의 자리에서 다시 보게 합니다.",
        twin=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to choose, or to put in order."""

    text: Words = told(kinds.LINE, "보기의 글.", "Its text.", "먼저 듣습니다", required=True, twin=True)
    right: bool = told(
        kinds.FLAG, "맞는 보기인지.", "Whether it is right to choose it.", "true", default=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the knowledge check."""

    kind: str = told(
        kinds.choice(*QUESTIONS),
        "single(하나 고르기), multiple(모두 고르기), true-false(맞는지 고르기), order(차례 맞추기), short(짧게 쓰기).",
        "`single` or `multiple` choice, `true-false`, `order`, or `short` text.",
        "single",
        required=True,
    )
    ask: Words = told(
        kinds.TEXT, "묻는 글.", "What is asked.", "가장 먼저 한 일은 무엇입니까?", required=True, twin=True
    )
    choices: tuple[Choice, ...] = told(
        records.many_records(Choice),
        "보기. order에서는 맞는 차례로 씁니다. 화면에서는 섞입니다.",
        "What to choose from. For `order`, in the right order; the page mixes them.",
        "[{text: 먼저 듣습니다, right: true}, 설명서를 드립니다]",
        default=(),
        twin=True,
        without=_all_but("single", "multiple", "order"),
    )
    answer: bool | None = told(
        kinds.FLAG,
        "true-false의 정답.",
        "The right answer of `true-false`.",
        "true",
        without=_all_but("true-false"),
    )
    accept: Words | None = told(
        ANSWERS,
        "short에서 맞는 답으로 칠 말. 여럿이면 |로 나누거나 목록으로 씁니다. 띄어쓰기와 대소문자는 가리지 않습니다.",
        "Answers that count as right for `short`, parted by `|` or as a list; blanks and capitals do not matter.",
        "페인 포인트 | 불편",
        twin=True,
        without=_all_but("short"),
    )
    feedback: Words | None = told(
        kinds.PARAGRAPHS,
        "답한 뒤에 보이는 풀이.",
        "Shown once it is answered.",
        "물건보다 사람의 걱정을 먼저 살폈습니다.",
        twin=True,
    )
    points: int = told(kinds.NUMBER, "배점.", "Points.", "1", default=1)

    @property
    def can_be_right(self) -> bool:
        """Tell whether there is an answer that is right."""
        right = sum(choice.right for choice in self.choices)
        return {
            "single": right == 1,
            "multiple": right > 0,
            "true-false": self.answer is not None,
            "order": len(self.choices) > 1,
            "short": self.accept is not None and all(map(accepted, dict(self.accept.by_language).values())),
        }[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The knowledge check at a course's end."""

    pass_mark: int = told(kinds.NUMBER, "통과하는 점수.", "Points needed to pass.", "4", required=True)
    questions: tuple[Question, ...] = told(
        records.many_records(Question),
        "문제.",
        "The questions.",
        "[{kind: true-false, ask: 부품은 그날 왔습니다., answer: false}]",
        required=True,
    )

    @property
    def points(self) -> int:
        """Return the score to be had."""
        return sum(one.points for one in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """When a course counts as done."""

    watched: int = told(
        kinds.NUMBER,
        "영상마다 보아야 하는 만큼(퍼센트). 글은 끝까지, 읽는 데 걸리는 시간만큼 열어 두어야 합니다.",
        "Share of each film to be watched, in per cent. An article is read to its end, and open as long as it takes to read.",
        "80",
        default=80,
    )
    check: bool = told(
        kinds.FLAG,
        "확인 문제를 통과해야 하는지.",
        "Whether the check has to be passed.",
        "true",
        default=True,
    )


@dataclass(frozen=True, kw_only=True)
class CourseFields:
    """All that stands between the two lines of `---` at the head of a course."""

    title: Words = told(kinds.LINE, "제목.", "Title.", "고객과의 첫 만남", required=True, twin=True)
    summary: Words = told(
        kinds.TEXT,
        "목록에 보이는 한두 문장.",
        "One or two sentences, shown in the list.",
        "처음 만난 고객의 말을 어떻게 들을지 세 이야기로 배웁니다.",
        required=True,
        twin=True,
    )
    status: str = told(
        kinds.choice("draft", "published"),
        "draft(쓰는 중), published(게시).",
        "`draft` or `published`.",
        "published",
        default="draft",
    )
    audience: Words = told(
        kinds.TEXT, "누가 배우는지.", "Who it is for.", "고객을 직접 만나는 구성원", required=True, twin=True
    )
    objectives: tuple[Line, ...] = told(
        records.many_records(Line),
        "배우고 나면 할 수 있는 것. 하나는 있어야 합니다.",
        "What one can do afterwards; at least one.",
        "[고객의 불편을 한 문장으로 적을 수 있다.]",
        default=(),
        twin=True,
    )
    minutes: int = told(
        kinds.NUMBER, "걸리는 시간(분).", "How long it takes, in minutes.", "30", required=True
    )
    competency: Words | None = told(
        kinds.LINE, "기르는 역량.", "The competency it builds.", "{ko: 고객 공감, en: Empathy with customers}"
    )
    modules: tuple[Module, ...] = told(
        records.many_records(Module),
        "배우는 차례. 영어 파일에도 같은 차례로 씁니다.",
        "The steps, in order; the English file has them in the same order.",
        "[{title: 먼저 듣습니다, stories: [notebook]}]",
        required=True,
        twin=True,
    )
    check: Check | None = told(
        records.record(Check),
        "배운 것을 확인하는 문제. 채점은 브라우저가 합니다.",
        "The knowledge check, marked in the browser.",
        "{pass_mark: 1, questions: [{kind: true-false, ask: 부품은 그날 왔습니다., answer: false}]}",
        twin=True,
    )
    completion: Completion | None = told(
        records.record(Completion),
        "언제 마친 것으로 칠지. 쓰지 않으면 영상마다 80%를 보고 확인 문제를 통과해야 합니다.",
        "When it counts as done; unless given, 80 % of each film and the check passed.",
        "{watched: 90}",
    )
    notes: Words | None = told(
        kinds.PARAGRAPHS,
        "과정 전체에 대해 진행자에게만 보이는 메모. site 폴더에는 실리지 않습니다.",
        "Notes for the facilitator on the whole course; never below `site/`.",
        "열두 명까지 둘러앉을 자리를 마련합니다.",
        twin=True,
    )
    translated_from: str | None = told(
        kinds.FINGERPRINT,
        "영문판에만 씁니다. 옮길 때 한국어 원문의 지문이며, delight check가 알려 줍니다.",
        "In the English twin only: fingerprint of the source it was translated from; `delight check` tells it.",
        "0f3a9c21b7de",
        twin=True,
    )


@dataclass(frozen=True, kw_only=True)
class Course(CourseFields, Written):
    """A valid course in all its languages."""

    slug: str
    """Name of its folder, and of its address."""
    folder: str
    """Path of its folder below the stories' folder."""

    @property
    def rule(self) -> Completion:
        """Return when it counts as done."""
        return self.completion or Completion()

    @property
    def parts(self) -> tuple[tuple[str, Part], ...]:
        """Return the stories that it shows, each with the dotted name of its field, in order; of a course that cannot be read, those known."""
        return tuple(
            (f"modules.{number}.stories.{n}", part)
            for number, module in enumerate(self.modules or ())
            for n, part in enumerate(module.stories or ())
        )


def accepted(text: str) -> tuple[str, ...]:
    """Return the answers that a short text is held against, as they are written; none that nobody can give."""
    return tuple(part for part in split_answers(text) if marked(part))


_NOT_MARKED = re.compile(r"[\s\ufeff.,!?·'\"‘’“”()-]+")


def marked(text: str) -> str:
    """Return what counts of a short answer when it is marked: the same as `plain` of overrides/script/learning/2-check.js returns.

    That is NFKC in small letters, without blanks and punctuation. An answer of which nothing is left cannot be given.
    """
    return _NOT_MARKED.sub("", unicodedata.normalize("NFKC", text).lower())
