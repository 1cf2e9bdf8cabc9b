"""Which stories are shown where, and how the places tell that they are not the site."""

import re
from pathlib import Path

import pytest

from tests.build.reading_pages import read_pages
from tests.build.running import built, delight, differing, pages_showing, succeeded, times, tree
from tests.made_up import GONE, UNSHOWN, replace, write_story

STAGES = (*UNSHOWN, *GONE, "affiliate", "public")


def shown(site: dict[str, bytes]) -> set[str]:
    """Return the stages whose story a site shows."""
    return {stage for stage in STAGES if pages_showing(site, f"SECRET{stage}")}


def test_site_and_serve(project: Path) -> None:
    assert shown(tree(project / "site")) == {"public"}
    built(project, channel="serve", site_dir=project / "serve")
    served = tree(project / "serve")
    assert shown(served) == {*UNSHOWN, "affiliate", "public"}
    badges = {"draft": "Draft", "review": "In review", "approved": "Waiting", "scheduled": "Waiting"}
    for stage, badge in badges.items():
        page = served[f"en/stories/stage-{stage}/index.html"].decode()
        assert re.search(r'class="d-banner" role="note">This story (is|waits)', page)
        card = served["en/stories/index.html"].decode().split(f"SECRET{stage}", 1)
        lists = [path for path in pages_showing(served, f"stage-{stage}/") if "/stories/page/" in path]
        assert len(card) > 1 or lists
        for path in pages_showing(served, f"Secret title SECRET{stage}</a></h"):
            assert badge in served[path].decode(), path
    assert "d-banner" not in served["en/stories/stage-public/index.html"].decode()
    assert not [path for path, seen in read_pages(served).items() if seen.indexed]


def test_preview(project: Path) -> None:
    before, when = tree(project / "site"), times(project / "site")
    succeeded(delight(project, "build", "--preview"))
    preview = tree(project / "site-preview")
    assert shown(preview) == {*UNSHOWN, "affiliate", "public"}
    for path, seen in read_pages(preview).items():
        assert not seen.indexed, path
        assert not seen.rel("canonical"), path
        assert path.startswith("s/") or path == "index.html" or b"d-watermark" in preview[path], path
    assert b"d-watermark" not in before["en/stories/stage-public/index.html"]
    assert b"<loc>" not in preview.get("sitemap.xml", b"")
    assert differing(tree(project / "site"), before) == []
    assert differing(times(project / "site"), when) == []


@pytest.mark.parametrize(
    ("day", "stages"),
    [
        ("2999-01-01", {"public"}),
        ("2999-01-02", {"public", "scheduled"}),
        ("2001-01-01", {"public"}),
        ("2000-12-31", {"public", "expired"}),
    ],
)
def test_days(project: Path, day: str, stages: set[str]) -> None:
    succeeded(delight(project, "build", "--date", day))
    site = tree(project / "site")
    assert shown(site) == stages
    for stage in stages:
        for path in (f"media/2020/stage-{stage}/SECRET{stage}.png", f"ko/stories/stage-{stage}/index.html"):
            assert path in site


@pytest.mark.parametrize(
    ("options", "stages"),
    [
        ("affiliate: three", {"affiliate", "public"}),
        ("affiliate: one", {"public"}),
        ("audience: public", {"public"}),
        ("audience: public\n      affiliate: three", {"public"}),
    ],
)
def test_readers(project: Path, options: str, stages: set[str]) -> None:
    replace(project / "mkdocs.yml", "      page_size:", f"      {options}\n      page_size:")
    built(project)
    site = tree(project / "site")
    assert shown(site) == stages
    assert bool(pages_showing(site, "made-up-0002")) == ("public" not in options)
    assert not [path for path in site if "stage-affiliate" in path] or "affiliate" in stages


def test_gone_for_readers_who_never_saw_it(project: Path) -> None:
    write_story(project, "2020/over", audience="affiliate", affiliate="three", expires_on="2001-01-01")
    built(project)
    assert not [path for path in tree(project / "site") if "over/" in path or "idover" in path]


def test_link_to_a_hidden_story(project: Path) -> None:
    text = {
        "ko": "[가리킨 낱말](../stage-draft/index.ko.md)",
        "en": "[the words](../stage-draft/index.en.md)",
    }
    write_story(project, "2020/linking", text=text, related=["stage-review"])
    report = built(project)
    assert [one.name for one in report.problems] == ["link-to-hidden"] * 2
    page = tree(project / "site")["en/stories/linking/index.html"].decode()
    assert "the words" in page
    assert "stage-draft" not in page
    assert not re.search("SECRET(?!public)", page)
    built(project, channel="serve", site_dir=project / "serve")
    page = tree(project / "serve")["en/stories/linking/index.html"].decode()
    assert "stage-draft/" in page
    assert "SECRETreview" in page
