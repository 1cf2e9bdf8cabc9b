"""Faults of YAML are told as a person made them, whichever parser found them."""

from __future__ import annotations

import pytest
import yaml

from generator.base.yaml_errors import problem_of

FAULTS = {
    "title: A: b\nx: 1\n": "1:9 colon-in-value",
    "image: {file: a.jpg, alt: a: b}\n": "1:28 colon-in-value",
    "a:\n  - b: c: d\n": "2:9 colon-in-value",
    'title: "b": c\n': "1:11 colon-in-value",
    'title: "a\nsummary: x\n': "1:8 quote-not-closed",
    'title: "a\nsummary: "x"\ny: 1\n': "1:8 quote-not-closed",
    "title: 'a\nsummary: x 'b' c\ny: 1\n": "1:8 quote-not-closed",
    'a:\n  - "b\n  - "c"\n': "2:5 quote-not-closed",
    'a: ["b, c]\nx: 1\n': "1:5 quote-not-closed",
    'title: "a\n--- b\n': "1:8 quote-not-closed",
    'title: "감동"을 만든 사람들\nx: 1\n': "1:12 text-after-quote",
    "title: 'It's here'\n": "1:12 text-after-quote",
    'a:\n  - "b" c\n': "2:9 text-after-quote",
    'a: ["b" c, d]\n': "1:9 text-after-quote",
    "a: [b, c\nx: y\n": "1:4 bracket-not-closed",
    "x: y\na: {b: c\n": "2:4 bracket-not-closed",
    "a: [b, c}\n": "1:4 bracket-not-closed",
    "title: [긴급] 전화\nx: 1\n": "1:8 sign-at-start",
    "title: {a: [b]} c\nx: 1\n": "1:8 sign-at-start",
    "a: [x, @b]\n": "1:8 sign-at-start",
    "a: ] b\n": "1:4 sign-at-start",
    **{f"title: {sign}전화 x\ny: 1\n": "1:8 sign-at-start" for sign in "@`%*&!|>,]}"},
    "title: *delight\n": "1:8 sign-at-start",
    "a: &x b\nc: &x d\n": "2:4 sign-at-start",
    "tags: - a\n": "1:7 list-beside-name",
    "a: b\n   c: d\n": "2:4 indentation",
    "a:\n  b: c\n d: e\n": "3:2 indentation",
    "a:\n  - b\n - c\n": "3:2 indentation",
    "a:\n  - b: c\n   d: e\n": "3:4 indentation",
    " a: b\nc: d\n": "2:1 indentation",
    "a: b\n- c\n": "2:1 indentation",
    "title: x\ny\nz: 1\n": "2:1 line-without-colon",
    "title: x\ny\n": "2:1 line-without-colon",
    "title:x\ny: 1\n": "1:1 line-without-colon",
    "tags:\n  - a\n  -b\nx: 1\n": "3:3 line-without-colon",
    "title： x\ny: 1\n": "1:6 full-width-colon",
    "x: 1\ntitle ：y\nz: 1\n": "2:7 full-width-colon",
    "x: 1\ntitle：y\n": "2:6 full-width-colon",
    "a:\n  b: 1\n  c： 2\n": "3:4 full-width-colon",
    "x: y\n0：02 z\n": "2:2 full-width-colon",
    'a: "C:\\전화"\n': "1:7 unknown-escape",
    'a: ["C:\\Users"]\n': "1:8 unknown-escape",
    "a:\n\tb: 1\n": "2:1 front-matter-tab",
    "a:\n  b: 1\n\tc: 2\n": "3:1 front-matter-tab",
    "a: b\n--- c\n": None,
    "a: b\n... c\n": None,
}


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])
@pytest.mark.parametrize(("text", "expected"), FAULTS.items())
def test_faults(text: str, expected: str | None, loader: type[yaml.SafeLoader]) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as raised:
        yaml.compose(text, Loader=loader)
    found = problem_of(raised.value, text, "a.yml")
    assert (found and f"{found.place.line}:{found.place.column} {found.name}") == expected
