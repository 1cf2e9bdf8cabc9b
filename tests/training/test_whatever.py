"""Whatever stands in a course, `delight check` says what is wrong with it and never breaks off."""

import random
import re

import pytest

from tests.content.projects import run

COURSE = "stories/courses/first-contact/index"
VALUES = [": ~", ": 3", ": [a", "", ": {x: y}", ": []", ": true", ": -1", ": 9:99:99"]
SIGNS = ["", "[", "{", '"', ": "]


def spoilt(text: str, chance: random.Random) -> str:
    """Return a text with one to three of its lines spoilt as a hurried editor, or a broken program, might."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        line = lines[at]
        lines[at] = chance.choice(
            [
                "",
                line[: chance.randrange(len(line) + 1)],
                f"{line}\n{chance.choice(lines)}",
                re.sub(":.*", chance.choice(VALUES), line, count=1),
                f"  {line}",
                line.replace(chance.choice("[]{},:- "), chance.choice(SIGNS), 1),
            ]
        )
    return "\n".join(lines)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("seed", range(5))
def test_nothing_in_a_course_breaks_a_check(own, seed, language):
    file, chance = own / f"{COURSE}.{language}.md", random.Random(seed)
    whole = file.read_text("utf-8")
    told = set()
    for _ in range(20):
        file.write_text(spoilt(whole, chance), "utf-8")
        status, printed = run(own, "check")
        assert (status == 1) == bool(re.search(r": error: ", printed)), printed
        told |= set(re.findall(r"\[([a-z-]+)\]", printed))
    assert len(told) > 3


def test_a_course_that_is_not_yaml(own):
    (own / f"{COURSE}.ko.md").write_text("---\ntitle: [열린 괄호\n---\n\n글\n", "utf-8")
    status, printed = run(own, "check")
    assert status == 1
    assert f"{COURSE}.ko.md:" in printed


def test_what_only_the_translation_has_is_told_and_what_the_source_lacks(own):
    file = own / f"{COURSE}.ko.md"
    text = file.read_text("utf-8")
    file.write_text(re.sub("^objectives: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    _, printed = run(own, "check")
    assert "[course-without-objectives]" in printed
    assert "[shared-in-twin]" in printed
