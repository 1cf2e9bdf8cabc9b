"""What is wrong with the arguments of a command is told in the reader's language, with the nearest of what there is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from generator.arguments import Parser
from generator.base.languages import NAMES, strings
from generator.cli import _parser, main

COMMANDS = "build, check, serve, new, media, clip, digest, views, broadcast, links, package"
ENGLISH = ("usage", "positional", "options:", "error", "argument", "expected", "invalid", "show this")
"""Words of argparse's own."""


@pytest.mark.parametrize(
    ("given", "korean", "english"),
    [
        (
            "biuld",
            f"biuld라는 명령은 없습니다. 쓸 수 있는 명령: {COMMANDS}. 혹시 build 아닌가요?",
            f"There is no command biuld. Commands: {COMMANDS}. Did you mean build?",
        ),
        (
            "links recrod",
            "recrod라는 명령은 없습니다. 쓸 수 있는 명령: record, redirect. 혹시 record 아닌가요?",
            "There is no command recrod. Commands: record, redirect. Did you mean record?",
        ),
        (
            "build --jbos=3",
            "--jbos는 여기에 쓸 수 없습니다. `--help`로 쓸 수 있는 것을 보세요. 혹시 --jobs 아닌가요?",
            "--jbos cannot be used here. See what can with `--help`. Did you mean --jobs?",
        ),
        (
            "check stories",
            "stories는 여기에 쓸 수 없습니다. `--help`로 쓸 수 있는 것을 보세요.",
            "stories cannot be used here. See what can with `--help`.",
        ),
        (
            "digest --language kr",
            "--language에 kr은 쓸 수 없습니다. 쓸 수 있는 값: ko, en.",
            "--language cannot be kr. It can be: ko, en.",
        ),
        (
            "build --jobs many",
            "--jobs에 many는 쓸 수 없습니다. 정수를 적으세요.",
            "--jobs cannot be many. Give a whole number.",
        ),
        (
            "package call --date 21.11.2026",
            "--date에 21.11.2026은 쓸 수 없습니다. 쓸 수 있는 값: YYYY-MM-DD.",
            "--date cannot be 21.11.2026. It can be: YYYY-MM-DD.",
        ),
        (
            "build --jobs",
            "--jobs 다음에 값이 없습니다. 값을 적으세요.",
            "--jobs stands without its value. Write it behind.",
        ),
        ("package", "빠진 것이 있습니다. 더 적으세요: name.", "Something is missing. Add: name."),
        (
            "broadcast --csv --ics",
            "--ics와 --csv는 함께 쓸 수 없습니다. 하나만 쓰세요.",
            "--ics and --csv cannot be used together. Give one of them.",
        ),
        (
            "check --strict=1",
            "--strict에는 값(1)을 붙이지 않습니다. --strict만 쓰세요.",
            "--strict takes no value (1). Write --strict alone.",
        ),
        (
            "build --p",
            "--p만으로는 어느 옵션인지 알 수 없습니다. 끝까지 적으세요: --portable, --preview.",
            "--p may be several options. Write the whole of one: --portable, --preview.",
        ),
    ],
)
def test_what_is_wrong_with_arguments(
    given: str, korean: str, english: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, expected in (("ko", korean), ("en", english)):
        with pytest.raises(SystemExit) as ended:
            main(["--lang", language, *given.split()])
        *usage, told = capsys.readouterr().err.splitlines()
        assert ended.value.code == 2
        assert told.partition(": ")[2] == expected
        assert usage[0].startswith(strings(language)("arguments.usage"))


def test_a_language_that_there_is_not_is_told_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIGHT_LANG", "ko")
    with pytest.raises(SystemExit):
        main(["build", "--lang", "kr"])
    told = capsys.readouterr().err
    assert told.count("--lang에 kr은 쓸 수 없습니다. 쓸 수 있는 값: en, ko.") == 1
    assert told.count("kr") == 1


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in dict.fromkeys(action.choices.values()):
                yield from _parsers(below)


def test_help_in_korean_has_no_word_of_argparse() -> None:
    parsers = list(_parsers(_parser(strings("ko"))))
    assert len(parsers) > 12
    for parser in parsers:
        assert isinstance(parser, Parser)
        told = parser.format_help()
        assert not [word for word in ENGLISH if word in told.lower().replace("[options]", "")], told
        assert told.count("옵션:\n") == 1


def test_the_usage_names_every_command() -> None:
    for language in NAMES:
        usage = " ".join(_parser(strings(language)).format_usage().split())
        assert set(COMMANDS.split(", ")) <= set(usage.split())
