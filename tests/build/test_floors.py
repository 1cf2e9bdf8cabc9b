"""The house of five floors: who may import whom, and that every text file is opened with a named encoding."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.made_up import ROOT

GENERATOR = ROOT / "generator"
MODULES = {
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
    for path in sorted(GENERATOR.rglob("*.py"))
}
FLOORS = {"base": 0, "content": 1, "page": 2} | dict.fromkeys(
    ("broadcast", "checks", "clips", "logs", "search", "site", "training"), 3
)
FLOORS["build"] = 4
TOP = 5
"""Everything else that stands directly in generator/."""
BELONGS = {
    "mkdocs": {"generator.plugin"},
    "properdocs": {"generator.plugin"},
    "material": set[str](),
    "frontmatter": {"generator.content.sheets"},
    # Commands with a module of their own add their options to the command's parser.
    "argparse": {
        f"generator.{name}"
        for name in (
            "arguments",
            "cli",
            "clip",
            "cues",
            "digest",
            "links",
            "media",
            "new",
            "package",
            "views",
        )
    },
    "click": set[str](),
    "sqlite3": {"generator.base.cache"},
    "jinja2": {"generator.base.render"},
    "mjml": {"generator.broadcast.mjml"},
    "watchdog": {"generator.serve"},
    "numpy": {
        "generator.search.anew",
        "generator.clips.encoding",
        "generator.clips.motion",
        "generator.clips.sound",
        "generator.broadcast.rendering",
    },
    "av": {
        "generator.content.frames",
        "generator.content.loudness",
        "generator.content.reels",
        "generator.clips.encoding",
        "generator.clips.sound",
        "generator.broadcast.rendering",
    },
    "weasyprint": {"generator.training.pdf"},
    "fontTools": {"generator.training.pdf"},
    "pydyf": {"generator.training.pdf"},
    "segno": {"generator.clips.drawing", "generator.page.codes"},
    # The tests alone read captions with these, to compare.
    "webvtt": set[str](),
    "pysubs2": set[str](),
    "zoneinfo": {"generator.broadcast.calendar"},
}
SCRIPTS = [
    path for folder in ("generator", "bench", "tools", "tests") for path in (ROOT / folder).rglob("*.py")
]
each_module = pytest.mark.parametrize("name", MODULES)


def imports(name: str) -> Iterator[str]:
    """Yield the modules that a module imports, at its head or inside a function."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: imports are absolute"
            for one in node.names:
                whole = f"{node.module}.{one.name}"
                yield whole if whole in MODULES else str(node.module)


def floor(name: str) -> int:
    """Return how high a module stands."""
    parts = name.split(".")
    if len(parts) > 1 and parts[1] in FLOORS:
        return FLOORS[parts[1]]
    return -1 if name == "generator" else TOP


@each_module
def test_imports_go_down(name: str) -> None:
    for other in (one for one in imports(name) if one.startswith("generator")):
        room, other_room = name.split(".")[1], other.split(".")[1]
        same_room = room == other_room and room in FLOORS
        both_on_top = floor(name) == floor(other) == TOP
        assert floor(other) < floor(name) or same_room or both_on_top, f"{name} imports {other}"


@each_module
def test_libraries_stay_in_their_module(name: str) -> None:
    for other in imports(name):
        library = other.partition(".")[0]
        assert name in BELONGS.get(library, {name}), f"{name} imports {library}"


def test_no_module_imports_itself_in_a_circle() -> None:
    below = {name: {one for one in imports(name) if one in MODULES} - {name} for name in MODULES}
    while free := {name for name, others in below.items() if not others}:
        below = {name: others - free for name, others in below.items() if name not in free}
    assert below == {}


def test_plugin_is_thin() -> None:
    assert len(MODULES["generator.plugin"].read_text(encoding="utf-8").splitlines()) < 100


def _texts(call: ast.Call) -> list[str]:
    """Return the texts that stand among a call's arguments."""
    given = (*call.args, *(key.value for key in call.keywords))
    return [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _calls_with_text(path: Path) -> Iterator[ast.Call]:
    """Yield the calls that open a file as text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        binary = any(set(text) <= set("rwxab+") and "b" in text for text in _texts(node))
        name, opens = called.rpartition(".")[2], called in ("open", "os.fdopen") or called.endswith(".open")
        if name in ("read_text", "write_text") or (
            opens and called not in ("Image.open", "av.open", "archive.open") and not binary
        ):
            yield node


@pytest.mark.parametrize("path", sorted(SCRIPTS), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_encodings_are_named(path: Path) -> None:
    for call in _calls_with_text(path):
        named = any(key.arg == "encoding" for key in call.keywords) or "utf-8" in _texts(call)
        assert named, f"{path}:{call.lineno}"
