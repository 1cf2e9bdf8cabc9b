"""Every link of every page leads somewhere, wherever the site stands; what machines read agrees with the pages."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import jsonschema
import pytest

from generator.base.languages import strings
from tests.build.conftest import URL
from tests.build.reading_pages import Seen, read_pages
from tests.build.running import built, tree
from tests.made_up import GONE, UNSHOWN, replace, write_story

XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def project(pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pattern's stories, and one whose name and anchors are Hangul."""
    project = shutil.copytree(pattern, tmp_path_factory.mktemp("addresses") / "project")
    text = {
        "ko": "## 큰 제목, 첫째!\n\n[위로](#큰-제목-첫째) [딴 글](../made-up-0002/#처음)",
        "en": "## A\n\n[up](#a)",
    }
    write_story(project, "2020/한글-이름", id="hangul", text=text)
    return project


@pytest.fixture(scope="module")
def site(project: Path) -> dict[str, bytes]:
    built(project)
    return tree(project / "site")


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, Seen]:
    return read_pages(site)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[Callable[[str], tuple[int, bytes]]]:
    """Serve a folder over HTTP, and lend a function that asks for a path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    @cache
    def ask(path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    try:
        yield ask
    finally:
        server.shutdown()
        server.server_close()


def _is_moment(anchor: str) -> bool:
    """Tell whether an anchor is a moment of the page's film, not a place in the page."""
    return anchor.startswith("t=")


@pytest.mark.parametrize("below", ["/delight/", "/"])
def test_every_link_leads_somewhere(project: Path, tmp_path: Path, below: str) -> None:
    built(project, site_dir=tmp_path / below.strip("/"))
    outside, found = set(), set()
    with served(tmp_path) as ask:
        files = tree(tmp_path / below.strip("/"))
        todo = [below, *(below + quote(path) for path in files if path.endswith(".html"))]
        while todo:
            address = todo.pop()
            status, content = ask(address)
            assert status == 200, address
            found.add(address)
            seen = Seen(content.decode())
            for written in seen.links:
                # What names the host names the site, which stands on this machine only for now.
                inside = written.replace(URL, f"http://here{below}", 1)
                if address.endswith("404.html") and below == "/":
                    inside = inside.replace("/delight/", "/", 1)
                whole = urlsplit(urljoin(f"http://here{address}", inside))
                if whole.scheme == "mailto":
                    continue
                if whole.netloc != "here":
                    outside.add(written)
                    continue
                path, anchor = whole.path, unquote(whole.fragment)
                assert path.startswith(below), f"{address} leads out of the site: {written}"
                status, content = ask(path)
                assert status == 200, f"{address}: {written}"
                is_page = path.endswith(("/", ".html"))
                assert not anchor or _is_moment(anchor) or anchor in Seen(content.decode()).anchors, (
                    f"{address}: {written}"
                )
                if is_page and path not in found:
                    found.add(path)
                    todo.append(path)
    assert outside == {"https://example.org/?a=1&b=2"}


def test_every_page_can_be_reached(pages: dict[str, Seen]) -> None:
    reached, todo = set(), ["index.html"]
    while todo:
        path = todo.pop()
        reached.add(path)
        for written in pages[path].links:
            there = unquote(urlsplit(urljoin(f"http://here/{path}", written)).path).lstrip("/")
            there = f"{there}index.html" if there.endswith("/") or not there else there
            if there in pages and there not in reached:
                todo.append(there)
    notices = {f"{one}/stories/stage-{stage}/index.html" for stage in GONE for one in ("ko", "en")}
    notices |= {f"s/idstage{stage}/index.html" for stage in GONE}
    # Only other sites lead to what they show in a frame.
    embeds = {path for path in pages if path.startswith(("ko/embed/", "en/embed/"))}
    assert len(embeds) > 30
    assert pages.keys() - reached == notices | embeds | {"404.html", "ko/404.html", "en/404.html"}


def test_portable(project: Path, tmp_path: Path) -> None:
    built(project, site_dir=tmp_path / "stick", portable=True)
    site = tree(tmp_path / "stick")
    pages = read_pages(site)
    assert len(pages) > 80
    assert not [path for path in site if path.endswith(("404.html", "sitemap.xml"))]
    for path, seen in pages.items():
        for written in seen.links:
            bare, anchor = urldefrag(written)
            if bare == "https://example.org/?a=1&b=2" or bare.startswith("mailto:"):
                continue
            assert not urlsplit(bare).scheme and not bare.startswith("/"), f"{path}: {written}"
            assert bare.rsplit("/", 1)[-1] not in (".", "..") and not bare.endswith("/"), f"{path}: {written}"
            there = unquote(urlsplit(urljoin(f"http://here/{path}", bare)).path).lstrip("/")
            assert there in site, f"{path}: {written}"
            assert not anchor or _is_moment(anchor) or unquote(anchor) in pages[there].anchors, (
                f"{path}: {written}"
            )
        assert b"host.example" not in site[path]


def test_wrong_addresses(project: Path, pages: dict[str, Seen]) -> None:
    for path in ("404.html", "ko/404.html", "en/404.html"):
        for written in pages[path].links:
            assert written.startswith(("/delight/", "#", "mailto:")), f"{path}: {written}"
        assert not pages[path].indexed
    assert {"/delight/ko/", "/delight/en/"} <= set(pages["404.html"].links)


def test_search_engines_are_told_the_same_by_page_and_sitemap(
    site: dict[str, bytes], pages: dict[str, Seen]
) -> None:
    root = ElementTree.fromstring(site["sitemap.xml"])
    listed = {}
    for entry in root.findall("s:url", XML):
        address = entry.findtext("s:loc", namespaces=XML) or ""
        others = entry.findall("x:link", XML)
        assert {one.get("rel") for one in others} <= {"alternate"}
        listed[address] = {one.get("hreflang", ""): one.get("href", "") for one in others}
    assert len(listed) == len(root), "every address once"
    by_address = {URL + quote(path.removesuffix("index.html")): seen for path, seen in pages.items()}
    assert listed.keys() <= by_address.keys(), "every address is a page"
    assert listed.keys() == {
        address for address, seen in by_address.items() if seen.indexed and not address.endswith(".html")
    }
    for address, seen in by_address.items():
        told = {one["hreflang"]: one["href"] for one in seen.rel("alternate") if "hreflang" in one}
        if address in listed:
            (canonical,) = seen.rel("canonical")
            assert canonical["href"] == address
            assert seen.meta("og:url") == [address]
            if len(listed[address]) > 1:
                assert told == listed[address] | {"x-default": told["ko"]}
            else:
                assert told == {}
            assert listed[address][seen.language] == address
            for other in listed[address].values():
                assert listed[other] == listed[address], "alternates name each other"
        else:
            # What other sites show in a frame names the story's own page.
            named = {one["href"] for one in seen.rel("canonical")}
            assert named <= listed.keys(), address
            assert not named or "/embed/" in address


def test_what_a_shared_link_shows(pages: dict[str, Seen], site: dict[str, bytes]) -> None:
    for path, seen in pages.items():
        if not seen.indexed or path.endswith("404.html"):
            continue
        for name in ("type", "site_name", "title", "description", "url", "locale"):
            (told,) = seen.meta(f"og:{name}")
            assert told, f"{path}: og:{name}"
        assert seen.meta("description") == seen.meta("og:description")
        for image in seen.meta("og:image"):
            assert image.startswith(URL)
            assert unquote(image.removeprefix(URL)) in site
    story = pages["en/stories/made-up-0006/index.html"]
    assert story.meta("og:title") == ["Made-up title made-up-0006"]
    assert story.meta("og:image") == [f"{URL}media/2018/made-up-0006/head.png"]
    assert (story.meta("og:locale"), story.meta("og:locale:alternate")) == (["en_US"], ["ko_KR"])


def test_untranslated_story(pages: dict[str, Seen], site: dict[str, bytes]) -> None:
    only_korean, notice = (pages[f"{one}/stories/made-up-0003/index.html"] for one in ("ko", "en"))
    assert only_korean.indexed
    assert [one for one in only_korean.rel("alternate") if "hreflang" in one] == []
    assert not notice.indexed
    assert "../../../ko/stories/made-up-0003/" in notice.links
    assert b"en/stories/made-up-0003/" not in site["sitemap.xml"]


def test_catalog_as_data(site: dict[str, bytes]) -> None:
    schema, catalog = json.loads(site["stories.schema.json"]), json.loads(site["stories.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(catalog)
    assert catalog["$schema"] in site
    assert len(catalog["stories"]) == 14
    for story in catalog["stories"]:
        for address in (*story["addresses"].values(), story["permanent"]):
            assert f"{address}index.html" in site
        assert set(story["title"]) == set(story["languages"])
        assert not story.keys() & {"approved_by", "approved_on", "translated_from"}
    broken = catalog | {"stories": [catalog["stories"][0] | {"year": "soon"}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(broken)


@pytest.mark.parametrize("stage", [*UNSHOWN, "affiliate"])
def test_hidden_story_is_nowhere(site: dict[str, bytes], stage: str) -> None:
    for word in (f"SECRET{stage}", f"stage-{stage}", f"idstage{stage}"):
        assert not [path for path in site if word in path]
        assert not [path for path, content in site.items() if word.encode() in content]


@pytest.mark.parametrize("stage", GONE)
def test_story_that_is_gone_gives_a_notice(
    site: dict[str, bytes], pages: dict[str, Seen], stage: str
) -> None:
    assert not [path for path in site if f"SECRET{stage}" in path]
    assert not [path for path, content in site.items() if f"SECRET{stage}".encode() in content]
    for language in ("ko", "en"):
        path = f"{language}/stories/stage-{stage}/index.html"
        assert not pages[path].indexed
        assert pages[path].language == language
        for one in ("ko", "en"):
            assert strings(one)(f"notice.{stage}.title") in site[path].decode()
    assert f"stage-{stage}".encode() not in site["sitemap.xml"] + site["stories.json"]
    assert f"../../ko/stories/stage-{stage}/" in pages[f"s/idstage{stage}/index.html"].links


def test_site_that_does_not_know_where_it_stands(project: Path, tmp_path: Path) -> None:
    unplaced = shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("site"))
    replace(unplaced / "mkdocs.yml", URL, "")
    built(unplaced)
    site = tree(unplaced / "site")
    assert "sitemap.xml" not in site
    for path, seen in read_pages(site).items():
        assert not seen.rel("canonical") and not seen.meta("og:url") and not seen.meta("og:image")
        if path.endswith("404.html"):
            assert all(written.startswith(("/", "#", "mailto:")) for written in seen.links)
    assert not [path for path, content in site.items() if b"host.example" in content]
