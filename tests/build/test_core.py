"""The core knows neither MkDocs nor its forks nor the theme."""

import shutil
from pathlib import Path

from tests.build.running import delight, differing, python, succeeded, tree

REFUSING = """
import sys
REFUSED = {"mkdocs", "properdocs", "material", "click"}
class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in REFUSED:
            raise ImportError("refused: " + name)
sys.meta_path.insert(0, Refusing())
"""
PLAIN = """
import datetime
from pathlib import Path
from generator.base.settings import read_settings
from generator.base.theme import SLOTS, Theme, slots
from generator.build import Order, build
from generator.content.visibility import Channel
settings, _ = read_settings(Path("mkdocs.yml"))
body = "".join(f"<div>{slot}</div>" for slot in slots().values())
chromes = {one: f"<!doctype html><html lang={one}><a href='../../../x/'></a>{body}</html>" for one in settings.languages}
Path("nothing").mkdir()
order = Order(datetime.date(2026, 11, 21), Channel("site"), Path("plain").resolve())
report = build(settings, Theme(chromes, Path("nothing").resolve()), order)
print(report.failed, report.stories, len(report.rendered))
"""


def test_catalog_and_pages_without_mkdocs(pattern: Path, tmp_path: Path) -> None:
    project = shutil.copytree(pattern, tmp_path / "project")
    shutil.rmtree(project / ".cache")
    told = succeeded(python(project, "-c", REFUSING + PLAIN)).stdout.split()
    site = tree(project / "plain")
    pages = [path for path in site if path.endswith(".html")]
    assert told == ["False", "13", str(len(pages))]
    story = site["ko/stories/made-up-0002/index.html"].decode()
    assert story.startswith("<!doctype html><html lang=ko><a href='../../../x/'></a>")
    assert "지어낸 본문 made-up-0002" in story
    assert "@@delight" not in story


def test_kept_theme_needs_no_mkdocs(project: Path) -> None:
    before = tree(project / "site")
    shutil.rmtree(project / "site")
    run = "import sys\nfrom generator.cli import main\nstatus = main(sys.argv[1:])\n"
    told = "print(sorted(REFUSED & {name.partition('.')[0] for name in sys.modules}))\nsys.exit(status)"
    for command in ("build", "check"):
        assert succeeded(python(project, "-c", REFUSING + run + told, command)).stdout.endswith("[]\n")
    assert differing(tree(project / "site"), before) == []


def test_theme_made_anew_where_it_is_not_kept(project: Path) -> None:
    shutil.rmtree(project / ".cache/delight/theme")
    assert "refused: mkdocs" in python(project, "-c", REFUSING + "from generator import plugin").stderr
    succeeded(delight(project, "build"))
    assert len(list(project.glob(".cache/delight/theme/*/chrome.*.html"))) == 2
    assert not list(project.glob(".cache/delight/theme.new/*"))
