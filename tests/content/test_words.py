"""The words of the interface and of messages: the same in both languages, all there, and none too many."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest

from generator.base.languages import NAMES, strings
from generator.base.problems import messages
from tests.content.projects import ROOT

SOURCES = [
    *(path for path in (ROOT / "generator").rglob("*.py")),
    *(path for path in (ROOT / "overrides").rglob("*.html")),
    *(path for path in (ROOT / "overrides").rglob("*.mjml")),
]
CALL = re.compile(
    r"""\b(?:t|strings\([^()]*\))\(\s*(?P<first>f?(?:"[^"]*"|'[^']*')(?:\s*~\s*[\w.]+|\s*~\s*"[^"]*"|\s*~\s*'[^']*')*)"""
)
"""A call for words: `t("a.b")`, `t(f"a.{b}")` in Python, `t("a." ~ b ~ ".c")` in a template."""
GIVEN = re.compile(
    r"""\b(?:t|strings\([^()]*\))\(\s*["']([a-z_.-]+)["']((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)"""
)
"""A call with a whole key, and what it gives for the words to name."""


def keys(language: str) -> set[str]:
    return set(strings(language).words)


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def _called() -> Iterator[tuple[str, str]]:
    """Yield (file, pattern of keys) of every call for words."""
    for path in SOURCES:
        for call in CALL.finditer(path.read_text("utf-8")):
            pieces = re.split(r"\s*~\s*", call["first"])
            pattern = ""
            for piece in pieces:
                if quoted := re.fullmatch(r"(f?)([\"'])(.*)\2", piece):
                    text = re.escape(quoted[3])
                    pattern += re.sub(r"\\\{.*?\\\}", r"[\\w.-]+", text) if quoted[1] else text
                else:
                    pattern += r"[\w.-]+"
            yield path.relative_to(ROOT).as_posix(), pattern


CALLED = sorted(set(_called()))


def test_both_languages_have_the_same_keys() -> None:
    plain = {language: {key for key in keys(language) if not key.endswith(".one")} for language in NAMES}
    assert plain["ko"] == plain["en"]
    for language in NAMES:
        assert {key.removesuffix(".one") for key in keys(language)} == plain[language]


@pytest.mark.parametrize("key", sorted(keys("ko") & keys("en")))
def test_both_languages_name_the_same_things(key: str) -> None:
    korean, english = (strings(language).words for language in ("ko", "en"))
    assert fields(korean[key]) == fields(english[key])
    assert fields(english.get(f"{key}.one", "")) <= fields(english[key])


@pytest.mark.parametrize(("file", "pattern"), CALLED)
def test_every_key_that_is_asked_for_is_there(file: str, pattern: str) -> None:
    assert any(re.fullmatch(pattern, key) for key in keys("ko"))


def test_what_words_name_is_given() -> None:
    calls = [call for path in SOURCES for call in GIVEN.findall(path.read_text("utf-8"))]
    assert len(calls) > 50
    for key, given in (call for call in calls if call[0] in keys("ko")):
        for language in NAMES:
            needed = fields(strings(language).words[key])
            assert "**" in given or needed <= set(re.findall(r"(\w+)=", given)), key


def test_every_key_is_asked_for() -> None:
    texts = "\n".join(path.read_text("utf-8") for path in SOURCES)
    written = set(re.findall(r"[\"']([a-z_-]+(?:\.[a-z_-]+)+)[\"']", texts))
    unused = {
        key
        for key in keys("ko")
        if key not in written and not any(re.fullmatch(pattern, key) for _, pattern in CALLED)
    }
    assert not unused


@pytest.mark.parametrize("name", sorted(messages()))
def test_messages_name_the_same_things_in_both_languages(name: str) -> None:
    told = messages()[name]
    assert told["level"] in ("error", "warning")
    assert set(told) - {"level", "ko_alone", "en_alone"} == {"ko", "en"}
    assert ("ko_alone" in told) == ("en_alone" in told)

    def named(key: str) -> set[str]:
        return {re.sub("_(ko|en)$", "", field) for field in fields(told.get(key, ""))}

    assert named("ko") == named("en")
    assert named("ko_alone") == named("en_alone")
    # What is said when no word is near names no near word, and nothing that is not known then.
    assert named("ko_alone") <= named("ko") - {"nearest"}


LEADING = {
    "published-story-missing",
    "published-story-hidden",
    "address-lost",
    "redirect-to-nowhere",
    "redirect-in-circle",
}
"""What suggests an address to lead to: there is always one, if only the home page."""


def test_a_message_that_suggests_a_word_can_do_without() -> None:
    for name, told in messages().items():
        is_sure = name in LEADING
        assert ("nearest" in fields(told["ko"])) == ("ko_alone" in told or is_sure), name
