"""Documents lead where they say, and leave out nothing that the program offers."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
import yaml

from generator import reference
from generator.base.languages import NAMES, strings
from generator.base.problems import messages
from generator.base.settings import OPTIONS, read_settings
from generator.cli import _parser
from generator.site.data import schema
from tests.docs.documents import DOCUMENTS, ROOT, anchors, blocks, halves, links, prose

GUIDES = ("docs/writing.md", "docs/admin.md")
MKDOCS_SETTINGS = (
    *("site_name", "site_url", "docs_dir", "site_dir", "theme", "custom_dir", "font", "language"),
    *("markdown_extensions", "INHERIT", "!ENV"),
)
"""What mkdocs.yml says outside our plugin."""
SHELLS = ("sh", "bat", "cron", "powershell")
_INLINE_COMMAND = re.compile(
    r"`(?:[^`\s]*[/\\])?delight ((?:build|check|serve|new|media|clip|digest|broadcast|links)\b[^`\n]*)`"
)
_COMMAND = re.compile(
    r"^(?:.*[/\\ ])?delight (build|check|serve|new|media|clip|digest|broadcast|links)\b(.*)$", re.MULTILINE
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    wrong = [
        target
        for target in links(document)
        if not target.startswith(("https://", "http://")) and not _exists(document, unquote(target))
    ]
    assert not wrong


def _exists(document: str, target: str) -> bool:
    path, _, anchor = target.partition("#")
    file = (ROOT / document).parent / path if path else ROOT / document
    name = file.resolve().relative_to(ROOT).as_posix()
    return file.exists() and (not anchor or anchor in anchors(name))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_reference_parts_are_up_to_date(document: str) -> None:
    assert reference.renewed(DOCUMENTS[document]) == DOCUMENTS[document], "make docs"


def test_every_kind_of_reference_is_in_the_guides() -> None:
    for name in ("story", "page", "term"):
        for language, half in zip(NAMES, halves("docs/writing.md"), strict=True):
            assert f"<!-- reference: {name} {language} -->" in half


def test_every_message_is_explained() -> None:
    assert set(messages()) == anchors("docs/messages.md") - {"메시지--messages"}


@pytest.mark.parametrize("language", NAMES)
def test_messages_name_no_placeholder_of_the_program(language: str) -> None:
    keys = {key for told in messages().values() for key in re.findall(r"\{(\w+)", told[language])}
    if language != "en":
        assert keys <= set(reference.PLACEHOLDERS[language]), (
            "add it to PLACEHOLDERS in generator/reference.py"
        )


def _commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    actions = _parser(strings("en"))._actions
    subparsers = next(one for one in actions if isinstance(one, argparse._SubParsersAction))
    yield from subparsers.choices.items()


@pytest.mark.parametrize("half", [0, 1])
def test_every_command_and_option_is_told(half: int) -> None:
    told = halves("docs/admin.md")[half]
    for name, parser in _commands():
        assert f"`delight {name}`" in told
        for option in (one for action in parser._actions for one in action.option_strings):
            assert re.search(rf"`(?:[^`]* )?{re.escape(option)}(?: [^`]*)?`", told), option


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_can_be_run(document: str) -> None:
    shells = "\n".join(one.text for one in blocks(*SHELLS) if one.document == document)
    in_blocks = [" ".join(found) for found in _COMMAND.findall(shells)]
    for given in [*_INLINE_COMMAND.findall(prose(document)), *in_blocks]:
        words = shlex.split(re.split(r" (?:>>?|&&|\|\||#) ?", re.sub("〈[^〉]*〉", "x", given))[0])
        if (
            "--help" not in words and len(words) > 1 and words != ["links", "redirect"]
        ):  # a command alone is its name
            _parser(strings("en")).parse_args(words)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_targets_of_make_exist(document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", DOCUMENTS[document], re.MULTILINE)) <= targets


@pytest.mark.parametrize("half", [0, 1])
def test_every_setting_is_told(half: int) -> None:
    told = halves("docs/admin.md")[half]
    rows = set(re.findall(r"^\| `(\w+)[^`]*` \|", told, re.MULTILINE))
    assert set(OPTIONS) <= rows
    assert [name for name in MKDOCS_SETTINGS if not re.search(rf"`[^`\n]*{name}\b", told)] == []


@pytest.mark.parametrize("block", [one for one in blocks("yaml") if one.document == "docs/admin.md"], ids=str)
def test_examples_of_settings_are_right(block, tmp_path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(re.sub("(?<=^INHERIT: ).*", str(ROOT / "mkdocs.yml"), block.text), "utf-8")
    assert read_settings(config)[1] == ()


def test_the_example_of_settings_knows_only_what_there_is() -> None:
    whole = max((one.text for one in blocks("yaml") if one.document == "docs/admin.md"), key=len)
    assert set(yaml.safe_load(whole)) <= {*MKDOCS_SETTINGS, "plugins"}


@pytest.mark.parametrize("half", [0, 1])
def test_every_field_of_the_data_is_told(half: int) -> None:
    told = "".join(halves(guide)[half] for guide in GUIDES)
    whole = schema()
    names = {*whole["properties"], *whole["properties"]["stories"]["items"]["properties"]} - {"$schema"}
    assert {name for name in names if f"`{name}`" not in told} == set()


@pytest.mark.parametrize(
    "guide", [*GUIDES, "docs/broadcast.md", "docs/trainers.md", "README.md", "CONTRIBUTING.md"]
)
def test_both_languages_tell_the_same(guide: str) -> None:
    """Count the sections and tables, as a part left out in one language would show there."""
    korean, english = (
        [len(re.findall(pattern, half, re.MULTILINE)) for pattern in (r"^### ", r"^#### ", r"^\| ---")]
        for half in (halves(guide)[0].split("\n## 한국어\n")[1], halves(guide)[1])
    )
    assert korean == english
