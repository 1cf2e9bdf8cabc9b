"""A long made-up course to print, and what other programs read in its PDFs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from tests.build.running import built
from tests.content.projects import SETTINGS, project, story, with_theme
from tests.pages.sites import DRAWN

URL = "https://stories.example/delight/"
SLUG = "long-course"
SECRETS = ("비밀", "Secret", "풀이", "정답")
SENTENCE = "직원은 손님의 말을 끝까지 듣고 수첩에 적어 가며 다시 여쭈었습니다."
STEPS, LONG = 14, 7
"""How many steps there are, and which has a title that fits into no margin."""


def course(language: str) -> str:
    """Return a course whose steps are of many lengths, so that a page ends at many places."""
    korean = language == "ko"
    words = SENTENCE if korean else "The employee listened to the end, wrote it down and asked again."
    said = {
        "ko": ("걸음", "무엇이 달랐나요?", "비밀 메모"),
        "en": ("Step", "What was different?", "Secret note"),
    }
    step, ask, note = said[language]
    steps = []
    for number in range(1, STEPS + 1):
        lines = [
            f"  - title: {step} {number} {('을 내딛는 긴 제목입니다' if korean else 'of a long way') * (30 if number == LONG else 1)}",
            f"    text: {' '.join([words] * (1 + number % 4))}",
            f"    discussion: [{', '.join([ask] * (1 + number % 3))}]",
            f"    notes: {note} {number}",
        ]
        if korean:
            lines.append("    stories: [call]" if number % 2 else "    stories: []")
        steps.append("\n".join(lines))
    head = {
        "ko": "title: 먼 길 <첫> & 걸음\nsummary: 요약입니다.\nstatus: published\nminutes: 30\naudience: 구성원",
        "en": "title: A long <way> & back\nsummary: A summary.\naudience: Everyone",
    }
    kinds = (
        "{kind: single, ask: 하나만 맞습니까?, choices: [아닌 것, {text: 맞는 것, right: true}], feedback: 풀이 하나}",
        "{kind: true-false, ask: 참입니까?, answer: false, feedback: 풀이 둘}",
        "{kind: order, ask: 차례는 무엇입니까?, choices: [하나, 둘, 셋, 넷]}",
        "{kind: short, ask: 낱말은 무엇입니까?, accept: 정답낱말}",
    )
    twins = (
        "{ask: Which one?, choices: [Wrong, Right], feedback: Secret why}",
        "{ask: True?, feedback: Secret too}",
        "{ask: In which order?, choices: [One, Two, Three, Four]}",
        "{ask: Which word?, accept: secretword}",
    )
    asked = "\n".join(f"    - {one}" for one in (kinds if korean else twins))
    mark = "  pass_mark: 2\n" if korean else ""
    text = (
        f"{SENTENCE} [**함께**를](../../2021/call/index.ko.md) 봅니다. 1 &lt; 2\n\n![두 빛깔](photo.jpg)"
        if korean
        else "Text."
    )
    return (
        f"---\n{head[language]}\nobjectives: ['{words}']\nmodules:\n{chr(10).join(steps)}\n"
        f"check:\n{mark}  questions:\n{asked}\nnotes: {note}\n---\n\n{text}\n"
    )


def make(root: Path) -> Path:
    """Write the project, and build it."""
    english = "---\ntitle: A call\nsummary: A call that helped.\n---\n\nA story.\n"
    files = {
        "mkdocs.yml": SETTINGS.replace("docs_dir", f"site_url: {URL}\ndocs_dir"),
        "stories/2021/call/index.ko.md": story(id="call22", status="published", package="true"),
        "stories/2021/call/index.en.md": english,
        f"stories/courses/{SLUG}/index.ko.md": course("ko"),
        f"stories/courses/{SLUG}/index.en.md": course("en"),
    }
    with_theme(project(root, files))
    Image.new("RGB", (1400, 500), "#1f5c62").save(root / f"stories/courses/{SLUG}/photo.jpg")
    keep_drawn(root)
    built(root)
    return root


def keep_drawn(root: Path) -> None:
    """Let a project share what tests drew before."""
    DRAWN.mkdir(parents=True, exist_ok=True)
    folder = root / ".cache/delight"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "drawn").symlink_to(DRAWN, target_is_directory=True)


def handout(language: str) -> str:
    """Return the path of the hand-out's PDF below site/."""
    return f"{language}/training/{SLUG}/handout/{SLUG}.handout.{language}.pdf"


def guide(language: str) -> str:
    """Return the path of the guide's PDF below trainers/."""
    return f"{language}/{SLUG}/{SLUG}.guide.{language}.pdf"


def told(program: str, *arguments: object) -> str:
    """Return what one of Poppler's programs prints."""
    command = [program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


class Line(NamedTuple):
    """A line of a page, from above."""

    text: str
    """Without blanks."""
    top: float
    """Points from the page's upper edge."""


def pages(path: Path) -> Iterator[list[Line]]:
    """Yield the lines of each page of a PDF."""
    word = re.compile(r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)">(.*?)</word>')
    for page in told("pdftotext", "-bbox", path, "-").split("<page ")[1:]:
        lines: dict[int, list[tuple[float, str]]] = {}
        for left, _, bottom, text in word.findall(page):
            lines.setdefault(round(float(bottom)), []).append((float(left), text))
        yield [Line("".join(text for _, text in sorted(lines[y])), float(y)) for y in sorted(lines)]
