"""Answers of a course's question are the same, however an author parts them."""

from __future__ import annotations

import pytest

from generator.base.problems import is_error
from generator.content.course import Question, accepted
from generator.content.sheets import read_sheet


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("수첩 | 작은 수첩", ("수첩", "작은 수첩")),
        ("수첩｜작은 수첩", ("수첩", "작은 수첩")),
        ("[수첩, 작은 수첩]", ("수첩", "작은 수첩")),
        ("\n  - 수첩\n  - 작은\n    수첩", ("수첩", "작은 수첩")),
        ("[수첩 | 공책, 작은 수첩]", ("수첩", "공책", "작은 수첩")),
        ("{ko: [수첩, 작은 수첩], en: notebook}", ("수첩", "작은 수첩")),
        ('"빨강, 파랑"', ("빨강, 파랑",)),
        ("1,000 | 천", ("1,000", "천")),
        ("7", ("7",)),
    ],
)
def test_answers_that_are_right(written: str, expected: tuple[str, ...]) -> None:
    sheet = read_sheet(f"accept: {written}\n", "a.md", "ko", Question, [])
    assert sheet is not None and not sheet.problems
    assert accepted(sheet.values["accept"].get("ko")) == expected


@pytest.mark.parametrize("written", ["[수첩, [공책]]", "[수첩, {ko: 공책}]", "[수첩, ~]"])
def test_what_is_no_list_of_answers(written: str) -> None:
    sheet = read_sheet(f"accept: {written}\n", "a.md", "ko", Question, [])
    assert sheet is not None and any(map(is_error, sheet.problems))
