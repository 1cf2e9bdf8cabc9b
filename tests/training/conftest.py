"""A small project with a course: an article, a film of eight seconds of which a part is wanted, and a question of each kind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.running import built
from tests.content.projects import project, story, with_theme
from tests.films import make_film
from tests.pages import sites
from tests.rooms import room
from tests.training.packs import SITE
from tests.training.prints import keep_drawn

VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\nA\n"
COURSE = """---
title: 고객과의 <첫> 만남 & 그 뒤
summary: 처음 만난 고객의 말을 어떻게 들을지 배웁니다.
status: published
audience: 고객을 직접 만나는 구성원
objectives: [고객의 불편을 한 문장으로 적을 수 있다.]
minutes: 30
modules:
  - title: 먼저 듣습니다
    stories: [call]
    discussion: [무엇이 달랐을까요?]
    reflection: 한 분을 떠올려 보세요.
    notes: 비밀-하나
  - title: 다음을 봅니다
    stories: [{story: film, from: 0:02, to: 0:04}]
check:
  pass_mark: 5
  questions:
    - {kind: single, ask: 하나, choices: [아닌 것, {text: 맞는 것, right: true}], feedback: 풀이-하나}
    - {kind: multiple, ask: 모두, choices: [{text: 맞는 것, right: true}, 아닌 것, {text: 또 맞는 것, right: true}]}
    - {kind: true-false, ask: 맞습니까?, answer: false}
    - {kind: order, ask: 차례, choices: [가, 나, 다], points: 2}
    - {kind: short, ask: 무엇입니까?, accept: 페인 포인트 | pain point}
notes: 비밀-둘
---

함께 배웁니다. [그 이야기](../../2021/call/index.ko.md)를 읽습니다.
"""
TWIN = """---
title: First contact
summary: How to listen to a customer.
audience: Those who meet customers
objectives: [Put a pain point in one sentence.]
modules:
  - {title: Listen first, discussion: [What was different?], reflection: Think of someone., notes: Secret one}
  - {title: Then watch}
check:
  questions:
    - {ask: One, choices: [Wrong, Right], feedback: Why}
    - {ask: All, choices: [Right, Wrong, Right too]}
    - {ask: True or not}
    - {ask: Order, choices: [A, B, C]}
    - {ask: What, accept: pain point}
notes: Secret two
---

We learn together.
"""


def make(root: Path) -> Path:
    """Write the project."""
    out, english = (
        {"status": "published"},
        "---\ntitle: A call\nsummary: A call that helped.\n---\n\nA story.\n",
    )
    files = {
        "stories/2021/call/index.ko.md": story("짧은 이야기입니다.", id="call22", **out),
        "stories/2021/call/index.en.md": english,
        "stories/2021/film/index.ko.md": story(id="film22", video="film.webm", **out),
        "stories/2021/other/index.ko.md": story(id="other2", **out),
        "stories/2021/film/captions.ko.vtt": VTT,
        "stories/2021/film/captions.en.vtt": VTT,
        "stories/courses/first-contact/index.ko.md": COURSE,
        "stories/courses/first-contact/index.en.md": TWIN,
    }
    project(root, files)
    make_film(root / "stories/2021/film/film.webm", seconds=8, fps=5, sound=None)
    return with_theme(root)


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built; not to be changed."""
    return room(tmp_path_factory, "training", _build) / "project"


def _build(folder: Path) -> None:
    root = make(folder / "project")
    keep_drawn(root)
    built(root)


@pytest.fixture
def own(school: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(school, tmp_path / "project", symlinks=True))


@pytest.fixture(scope="session")
def own_address(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it that knows where its site stands; not to be changed."""
    root = Path(shutil.copytree(school, tmp_path_factory.mktemp("addressed") / "project", symlinks=True))
    settings = root / "mkdocs.yml"
    settings.write_text(f"site_url: {SITE}\n{settings.read_text('utf-8')}", "utf-8")
    return root


@pytest.fixture(scope="session")
def address(school: Path) -> Iterator[str]:
    """Where the site is served."""
    with sites.served({"t": school / "site"}) as host:
        yield f"{host}t/"
