"""A filled page is what MkDocs itself would have rendered at that address: every page of a site, byte for byte.

Our templates give the values of the slots; a second MkDocs, without our plugin, renders overrides/main.html with these values.
A new theme, or links that count their depth wrong, cannot drift unseen.
"""

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from generator.base.theme import SLOTS, Theme, cut, slots
from tests.build.running import built, differing, mkdocs, succeeded, theme_of, tree
from tests.made_up import write

CUT = "\0"
CONFIG = """
INHERIT: mkdocs.yml
plugins: []
hooks: [own.py]
nav: []
not_in_nav: "*"
docs_dir: own
site_dir: own-site
"""
HOOKS = """
import json
from pathlib import Path
from mkdocs.structure.files import File, InclusionLevel
from generator.base.languages import strings
from generator.base.theme import mended

PAGES = json.loads(Path(__file__).with_name("own.json").read_text(encoding="utf-8"))
NAMES = {"ko": "고객 감동 이야기", "en": "Customer Delight Stories"}

def on_config(config):
    config.theme.static_templates.clear()

def on_files(files, config):
    for path in PAGES:
        source = path.replace(".html", ".md")
        files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    return files

def on_page_context(context, page, config, nav):
    language = page.url.split("/")[0]
    own = {"language": language, "t": strings(language), "site_name": NAMES[language]}
    return context | own | {"slots": PAGES[page.file.dest_uri]}

def on_post_page(output, page, config):
    return mended(output)
"""


@pytest.fixture(scope="module")
def both(
    pattern: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Every page that stands in the theme: as we fill it, and as MkDocs renders it."""
    project = shutil.copytree(pattern, tmp_path_factory.mktemp("filling") / "project")
    built(project)
    ours = tree(project / "site")
    theme = theme_of(project)
    # The theme's own text follows the slots, because the policy in the head names the hashes of its scripts.
    only_slots = {
        one: CUT.join(slots().values()) + CUT + "".join(cut(chrome)[::2])
        for one, chrome in theme.chromes.items()
    }
    built(project, made=Theme(only_slots, theme.files), site_dir=project / "slots")
    values = {
        path: dict(zip(SLOTS, parts, strict=False))
        for path, content in tree(project / "slots").items()
        if path.endswith("/index.html") and len(parts := content.decode().split(CUT)) > len(SLOTS)
    }
    (project / "own").mkdir()
    write(project / "own.json", json.dumps(values))
    write(project / "own.py", HOOKS)
    write(project / "own.yml", CONFIG)
    succeeded(mkdocs(project, "-f", "own.yml"))
    return {path: ours[path] for path in values}, tree(project / "own-site")


def test_every_page(both: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    ours, theirs = both
    assert len(ours) > 60
    assert {path.count("/") for path in ours} == {1, 2, 3, 4, 5}, "from home down to further pages of a list"
    assert differing(ours, {path: theirs.get(path) for path in ours}) == []


def test_no_script_or_style_is_inline(both: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    for path, content in both[0].items():
        page = content.decode()
        # Data for machines is never run, and a policy lets it be (HTML standard, "prepare the script element").
        assert not re.search(r"""<script(?![^>]*\bsrc=)(?! type="application/ld\+json">)""", page), path
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        assert policy and "script-src &#39;self&#39;;" in policy[1], path


def test_every_inline_script_is_in_the_policy(both: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    for path, content in both[1].items():
        page = content.decode() if path.endswith("index.html") else ""
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
            name = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"sha256-{name}" in page, f"{path}: {script[:40]}"
        for tag in re.findall(r"<script\b[^>]*>", page):
            assert tag == "<script>" or "src=" in tag or re.search(r'type="application/(ld\+)?json"', tag), (
                tag
            )
        assert "<style" not in page
        assert not re.search(r'<[^>]*\s(style|on[a-z]+)="', page), path
