"""A small project whose packages are opened in an LMS: a film of six seconds, whole and in parts, an article, questions, a check.

`make(root)` writes it, `packed(root, …)` packs what is asked for and returns the folder that each package was unpacked into, as an LMS
does when it imports it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from tests.build.running import delight, succeeded
from tests.content.projects import SETTINGS, project, story, with_theme
from tests.films import make_film

FORMATS = ("scorm12", "scorm2004", "cmi5")
SITE = "https://stories.example/"
SECONDS = 6
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nA\n\n00:02.000 --> 00:05.000\nB\n"
COURSE = """---
title: 고객과의 <첫> 만남 & 그 뒤
summary: 처음 만난 고객의 말을 어떻게 들을지 배웁니다.
status: published
audience: 고객을 직접 만나는 구성원
objectives: [고객의 불편을 한 문장으로 적을 수 있다.]
minutes: 30
modules:
  - title: 먼저 보고 읽습니다
    text: 무엇이 달랐는지 찾아보세요.
    stories: [film, call]
    discussion: [무엇이 달랐을까요?]
    reflection: 한 분을 떠올려 보세요.
  - title: 부분만 봅니다
    stories: [{story: film, from: 0:02, to: 0:04}, {story: film, from: 0:04}]
  - title: 함께 이야기합니다
    discussion: [나라면 무엇을 했을까요?]
check:
  pass_mark: 5
  questions:
    - {kind: single, ask: 하나, choices: [아닌 것, {text: 맞는 것, right: true}], feedback: 풀이-하나}
    - {kind: multiple, ask: 모두, choices: [{text: 맞는 것, right: true}, 아닌 것, {text: 또 맞는 것, right: true}]}
    - {kind: true-false, ask: 맞습니까?, answer: false}
    - {kind: order, ask: 차례, choices: [가, 나, 다], points: 2}
    - {kind: short, ask: 무엇입니까?, accept: 페인 포인트 | pain point}
---

함께 배웁니다. [그 이야기](../../2021/call/index.ko.md)와 [과정 목록](/ko/training/)이 있습니다.
"""
TWIN = """---
title: First contact
summary: How to listen to a customer.
audience: Those who meet customers
objectives: [Put a pain point in one sentence.]
modules:
  - {title: Watch and read, text: Find what was different., discussion: [What was different?], reflection: Think of someone.}
  - {title: Watch parts}
  - {title: Talk about it, discussion: [What would you have done?]}
check:
  questions:
    - {ask: One, choices: [Wrong, Right], feedback: Why}
    - {ask: All, choices: [Right, Wrong, Right too]}
    - {ask: True or not}
    - {ask: Order, choices: [A, B, C]}
    - {ask: What, accept: pain point}
---

We learn together.
"""
TWICE = """---
title: 두 번 읽기
summary: 같은 글을 다시 읽습니다.
status: published
audience: 고객을 직접 만나는 구성원
objectives: [고객의 불편을 한 문장으로 적을 수 있다.]
minutes: 10
modules:
  - {title: 읽고 또 읽습니다, stories: [call, call]}
  - {title: 쉬어 갑니다, text: 잠깐 창밖을 보세요.}
  - {title: 한 번 더 쉬어 갑니다}
  - {title: 마지막으로 읽습니다, stories: [call]}
---

다시 읽습니다.
"""
ARTICLE = """## 그날

짧은 이야기입니다. [영상](../film/index.ko.md)과 [바깥](https://example.org/)이 있습니다.[^1]

[그 뒤로](#그-뒤)

## 그 뒤

{more}

[^1]: 각주입니다.
"""
MORE = "\n\n".join(["네"] * 20)
"""As high as a screen, and read in a few seconds."""


def make(root: Path, needs_check: bool = True, site: str = SITE) -> Path:
    """Write the project."""
    out = {"status": "published"}
    rule = "" if needs_check else "completion: {check: false}\n"
    files = {
        "mkdocs.yml": (f"site_url: {site}\n" if site else "") + SETTINGS,
        "stories/2021/call/index.ko.md": story(ARTICLE.format(more=MORE), id="call22", **out),
        "stories/2021/film/index.ko.md": story(
            "## 그날\n\n영상입니다. [처음으로](#t=0:01)[^1]\n\n[^1]: 각주입니다.\n",
            id="film22",
            video="film.webm",
            **out,
        ),
        "stories/2021/film/captions.ko.vtt": VTT,
        "stories/2021/film/captions.en.vtt": VTT,
        "stories/courses/first-contact/index.ko.md": COURSE.replace("check:\n", f"{rule}check:\n", 1),
        "stories/courses/first-contact/index.en.md": TWIN,
        "stories/courses/twice/index.ko.md": TWICE,
    }
    project(root, files)
    make_film(root / "stories/2021/film/film.webm", seconds=SECONDS, fps=5, sound=None)
    return with_theme(root)


def packed(
    root: Path, out: Path, name: str = "first-contact", formats: Iterable[str] = FORMATS, language: str = ""
) -> Path:
    """Pack a course or story of the project, and return the folder that holds a folder for each package: `first-contact.ko.cmi5`."""
    wanted = [part for one in formats for part in ("--format", one)]
    spoken = ("--language", language) if language else ()
    succeeded(delight(root, "package", name, *wanted, *spoken, "--out", out))
    for file in sorted(out.glob("*.zip")):
        with zipfile.ZipFile(file) as held:
            held.extractall(out / file.stem)
        file.unlink()
    return out
