"""After a change, what is made anew is what shows it: counted, and compared with a search of the site before."""

import os
import re
import shutil
from pathlib import Path

from tests.build.running import built, differing, feeds_showing, pages_showing, times, tree
from tests.made_up import CAPTIONS, film, picture, replace, write, write_story, write_terms

STORY = "stories/2020/made-up-0002"


def page(name: str, language: str) -> str:
    return f"{language}/stories/{name}/index.html"


def frame(number: str, language: str) -> str:
    """Return the page of a story for other sites' frames."""
    return f"{language}/embed/id{number}/index.html"


def besides_search(report) -> set[str]:
    """Return what was written besides the files of search, which hold the words of every text."""
    return {path for path in report.written if not path.startswith("search/")}


def same_as_cold(project: Path) -> None:
    """See that the site is what a build with nothing remembered makes."""
    fresh = shutil.copytree(
        project, project.with_name("fresh"), ignore=shutil.ignore_patterns("site", ".cache")
    )
    shutil.copytree(project / ".cache/delight/theme", fresh / ".cache/delight/theme")
    built(fresh)
    assert differing(tree(project / "site"), tree(fresh / "site")) == []
    assert sorted(times(project / "site")) == sorted(times(fresh / "site")), "the same folders, too"
    shutil.rmtree(fresh)


def test_nothing(project: Path) -> None:
    when = times(project)
    report = built(project)
    assert (report.read, report.rendered, report.written, report.removed) == ((), (), (), ())
    cache = (".cache",)
    after = times(project)
    assert [path for path in differing(after, when) if not path.startswith(cache)] == []


def test_touch(project: Path) -> None:
    when = times(project / "site")
    for path in (*project.glob("stories/**/*"), *project.glob("overrides/**/*"), project / "mkdocs.yml"):
        os.utime(path, (1, 1))
    report = built(project)
    assert (report.read, report.rendered, report.written, report.removed) == ((), (), (), ())
    assert differing(times(project / "site"), when) == []


def test_body_of_a_translation(project: Path) -> None:
    replace(project / STORY / "index.en.md", "Made-up body", "Rewritten body")
    report = built(project)
    assert report.read == ("2020/made-up-0002",)
    shown = {page("made-up-0002", "en"), frame("0002", "en")}
    assert set(report.rendered) == besides_search(report) == shown
    assert {"search/ko.bin", "search/en.bin"} < set(report.written)
    same_as_cold(project)


def test_body_of_a_source(project: Path) -> None:
    replace(project / STORY / "index.ko.md", "지어낸 본문", "고쳐 쓴 본문")
    report = built(project)
    own = {page("made-up-0002", "ko"), frame("0002", "ko")}
    assert set(report.rendered) == own | {page("made-up-0002", "en")}, "its twin is stale"
    assert besides_search(report) == {*report.rendered, "stories.json"}
    same_as_cold(project)


def test_body_of_a_story_without_translation(project: Path) -> None:
    replace(project / "stories/2021/made-up-0003/index.ko.md", "지어낸 본문", "고쳐 쓴 본문")
    report = built(project)
    shown = {page("made-up-0003", "ko"), frame("0003", "ko")}
    assert set(report.rendered) == besides_search(report) == shown
    assert not [path for path in report.written if path.startswith("search/en/")], "not of the other language"
    same_as_cold(project)


def test_title(project: Path) -> None:
    before = tree(project / "site")
    for language, old, new in (("en", "Made-up title", "New title"), ("ko", "지어낸 제목", "고친 제목")):
        showing = pages_showing(before, f"{old} made-up-0002")
        assert len(showing) > 5
        replace(project / STORY / f"index.{language}.md", old, new)
        report = built(project)
        # A changed source makes its translation stale, which its page says.
        twin = {page("made-up-0002", "en")} if language == "ko" else set()
        assert set(report.rendered) == showing | twin
        feeds = feeds_showing(before, f"{old} made-up-0002")
        assert len(feeds) == 12, "all stories, two affiliates, one category, in three forms"
        told = {"stories.json", f"oembed/{language}/id0002.json"}
        assert besides_search(report) == showing | twin | feeds | told
        assert pages_showing(tree(project / "site"), f"{new} made-up-0002") == showing
    same_as_cold(project)


def test_front_matter_that_only_the_story_shows(project: Path) -> None:
    replace(project / STORY / "index.ko.md", "status:", 'pain_point: "새 낱말"\nstatus:')
    report = built(project)
    shown = {page("made-up-0002", "ko"), page("made-up-0002", "en")}
    # Its text stands elsewhere in the file, and so is set anew where it is shown.
    assert set(report.rendered) == shown | {frame("0002", "ko")}
    assert besides_search(report) == shown | {"stories.json"}
    same_as_cold(project)


def test_front_matter_that_no_page_shows(project: Path) -> None:
    replace(project / STORY / "index.ko.md", "status:", "approved_by: 팀\nstatus:")
    report = built(project)
    own = {page("made-up-0002", "ko"), page("made-up-0002", "en"), frame("0002", "ko")}
    assert set(report.rendered) <= own
    assert report.written == ()
    replace(project / STORY / "index.ko.md", "status:", "approved_on: 2020-02-02\nstatus:")
    report = built(project)
    assert set(report.written) == feeds_showing(tree(project / "site"), "title made-up-0002") | feeds_showing(
        tree(project / "site"), "제목 made-up-0002"
    ), "feeds say when it came out"


def test_new_story(project: Path) -> None:
    before = tree(project / "site")
    write_story(
        project, "2017/newcomer", files={"film.mp4": film()} | CAPTIONS, video="film.mp4", category="culture"
    )
    report = built(project)
    assert report.read == ("2017/newcomer",)
    after = tree(project / "site")
    assert {
        "s/idnewcomer/index.html",
        "media/2017/newcomer/film.mp4",
        "ko/years/2017/index.html",
    } <= after.keys()
    assert not [path for path in report.rendered if path.startswith("s/") and path in before]
    changed = set(differing(after, before))
    assert set(report.rendered) == {path for path in changed if path.endswith(".html")}
    assert set(report.written) == changed & after.keys()
    same_as_cold(project)


def test_deleted_story(project: Path) -> None:
    # No other story names the last one.
    shutil.rmtree(project / "stories/2018/made-up-0012")
    report = built(project)
    assert report.read == ()
    assert {page("made-up-0012", "ko"), page("made-up-0012", "en"), "s/id0012/index.html"} < set(
        report.removed
    )
    for folder in ("ko/stories/made-up-0012", "media/2018/made-up-0012", "s/id0012"):
        assert not (project / "site" / folder).exists()
    assert not pages_showing(tree(project / "site"), "made-up-0012")
    same_as_cold(project)


def test_last_of_its_year(project: Path) -> None:
    write_story(project, "2015/alone", files={"a.png": picture(1)}, text={"ko": "![a](a.png)", "en": "a"})
    built(project)
    assert (project / "site/media/2015/alone/a.png").exists()
    shutil.rmtree(project / "stories/2015")
    built(project)
    for folder in ("media/2015", "ko/years/2015", "en/stories/alone", "s/idalone"):
        assert not (project / "site" / folder).exists()
    same_as_cold(project)


def test_renamed_story(project: Path) -> None:
    (project / "stories/2018/made-up-0012").rename(project / "stories/2018/renamed")
    report = built(project)
    assert report.read == ("2018/renamed",)
    after = tree(project / "site")
    assert not [path for path in after if "made-up-0012" in path]
    assert page("renamed", "en") in after
    assert b"/stories/renamed/" in after["s/id0012/index.html"], "the permanent address leads to the new one"
    same_as_cold(project)


def test_translation_added_and_taken_away(project: Path) -> None:
    before = tree(project / "site")
    story, name = project / "stories/2021/made-up-0003", page("made-up-0003", "en")
    write(story / "index.en.md", "---\ntitle: Now in English\nsummary: Now\nimage: {alt: Now}\n---\n\nNow.\n")
    report = built(project)
    assert name in report.rendered
    assert b"Now in English" in tree(project / "site")[name]
    same_as_cold(project)
    (story / "index.en.md").unlink()
    built(project)
    assert differing(tree(project / "site"), before) == []


def test_name_of_a_taxonomy(project: Path) -> None:
    before = tree(project / "site")
    showing = pages_showing(before, "Made-up culture")
    replace(project / "stories/taxonomy/categories.yml", "Made-up culture", "Made-up custom")
    report = built(project)
    assert report.read == ()
    assert besides_search(report) == showing | feeds_showing(before, "Made-up culture") | {"stories.json"}
    # A notice in the place of a translation that is missing holds the story's card, and shows no category of it.
    unneeded = set(report.rendered) - showing
    assert unneeded <= pages_showing(before, 'class="d-notice__title"')
    same_as_cold(project)


def test_term_added_and_taken_away(project: Path) -> None:
    before = tree(project / "site")
    names = {
        one: {"ko": f"가상 {one}", "en": f"Made-up {one}"} for one in ("contact", "market", "culture", "new")
    }
    old = (project / "stories/taxonomy/categories.yml").read_text(encoding="utf-8")
    write_terms(project, "categories", names)
    report = built(project)
    new = {f"{one}/categories/new/index.html" for one in ("ko", "en")}
    assert new < set(report.rendered)
    assert set(report.rendered) == {
        path for path in differing(tree(project / "site"), before) if path.endswith(".html")
    }
    write(project / "stories/taxonomy/categories.yml", old)
    report = built(project)
    style = {path for path in report.removed if path.endswith(".css")}
    assert set(report.removed) == new | style
    assert len(style) == 1, "which holds the colours of the category"
    assert differing(tree(project / "site"), before) == []


def test_picture(project: Path) -> None:
    path = "2018/made-up-0006/head.png"
    (project / f"stories/{path}").write_bytes(picture(77))
    report = built(project)
    assert (report.read, report.rendered) == ((), ())
    assert report.written == (f"media/{path}", f"pictures/1/{path}.webp")
    same_as_cold(project)


def test_template(project: Path) -> None:
    before = tree(project / "site")
    pages = {path for path in before if path.endswith(".html")}
    replace(project / "overrides/pages/overview.html", "d-list__text", "d-list__text d-new")
    report = built(project)
    assert report.read == ()
    assert set(report.rendered) == pages
    assert set(report.written) == pages_showing(before, "d-entries")
    same_as_cold(project)


def test_theme_template(project: Path) -> None:
    before = tree(project / "site")
    replace(project / "overrides/partials/header.html", "d-top__row", "d-top__row d-new")
    report = built(project)
    assert set(report.written) == pages_showing(before, "d-top__row")
    same_as_cold(project)


def test_style_and_script(project: Path) -> None:
    before = tree(project / "site")
    replace(project / "overrides/style/prose.css", "\n", "\n/* new */\n")
    replace(project / "overrides/script/language.js", "\n", "\nvoid 0;\n")
    report = built(project)
    assert set(report.written) >= {path for path in before if path.endswith(".html")}
    assert {re.sub(r"\.[0-9a-f]{8}\.", ".", path) for path in report.removed} == {
        "assets/delight.css",
        "assets/delight.js",
    }
    same_as_cold(project)


def test_settings(project: Path) -> None:
    replace(project / "mkdocs.yml", "page_size: 5", "page_size: 9")
    built(project)
    same_as_cold(project)
    replace(project / "mkdocs.yml", "https://host.example/delight/", "https://other.example/")
    report = built(project)
    assert report.read == ()
    same_as_cold(project)


def test_two_sites_in_turn(project: Path) -> None:
    other = project / "site-portable"
    for _ in range(2):
        report = built(project, site_dir=other, portable=True)
    assert report.written == ()
    report = built(project)
    assert report.rendered == report.written == ()
