"""The files of search in a built site: from a folder and from a server, when some are gone, and what stands in them."""

import base64
import json
import re
import zlib
from urllib.parse import quote

import pytest

from generator.search.entries import unpack
from tests.pages.conftest import watched

HIDDEN = (
    "보이지 않아야",
    "must not be seen",
    "쓰고 있는 이야기",
    "쓰는 중입니다",
    "제 날을 기다리는",
    "waits for its day",
)
SHOWN = ("수수한 이야기", "A plain story")


def found(page):
    page.locator("delight-search[data-ready]").wait_for()
    return page.locator(".d-hit__title").all_inner_texts()


def paths(site):
    """Return the path of each file of search below its folder, without its ending."""
    folder = site / "search"
    return {path.relative_to(folder).as_posix().partition(".")[0]: path for path in folder.rglob("*.*")}


def contents(site):
    """Return the bytes of each file of search by its name, as a server has them."""
    made = {}
    for name, path in paths(site).items():
        if path.suffix == ".bin":
            made[name] = path.read_bytes()
        else:
            made[name] = base64.b64decode(json.loads(filed(path, name)))
    return made


def filed(path, name):
    """Return what a script tells of a file, as JSON."""
    [(own, told)] = re.findall(r'^delight\.filed\("([^"]+)",(.+)\);\n$', path.read_text(encoding="utf-8"))
    assert own == name
    return told


def listed(site):
    """Return the manifest of Korean, which leads to all else."""
    return unpack(contents(site)["ko"])


def named(site):
    """Return the names of all files that the list leads to."""
    first, files = listed(site), contents(site)
    yield first["facets"]
    for language, one in first["languages"].items():
        yield one["directory"]
        told = unpack(files[one["directory"]])
        marks = {table: re.findall(".....", some) for table, some in told["marks"].items()}
        for table in ("shard", "first", "last", "initials"):
            yield from (f"{language}/{table}-{number}-{mark}" for number, mark in enumerate(marks[table]))
        for number, there in enumerate(told["there"]):
            if there == "1":
                yield f"{language}/entry-{number}-{marks['entry'][number // told['group']]}"


def named_by(address):
    """Return the name of the file of search at an address."""
    return address.partition("/search/")[2].partition(".")[0]


def plain(content):
    """Return all that a file says."""
    if content[:1] == b"\x78":
        return json.dumps(unpack(content), ensure_ascii=False)
    size = int.from_bytes(content[:4], "little")
    return zlib.decompress(content[4 : 4 + size]).decode()


# From a folder


@pytest.mark.parametrize(
    "language, query, title", [("ko", "수수한", "수수한 이야기"), ("en", "plain", "A plain story")]
)
def test_search_from_a_folder(open_page, folders, language, query, title):
    page = open_page()
    diary = watched(page)
    root = folders["portable"].as_uri()
    page.goto(f"{root}/{language}/search/index.html?q={quote(query)}")
    assert title in found(page)
    page.locator("#__ask").fill("qwzx")
    page.locator("[data-part=none]").wait_for()
    page.locator("#__ask").fill(query)
    hit = page.locator(".d-hit__title").get_by_text(title, exact=True)
    hit.wait_for()
    page.locator("[name=year]").first.check()
    page.locator(".d-chip").wait_for()
    page.go_back()
    page.locator(".d-chip").wait_for(state="detached")
    hit.click()
    page.wait_for_url(f"{root}/{language}/stories/plain/index.html")
    assert diary.wrong == []
    assert diary.hosts() == {"file:"}


def test_the_box_from_a_folder(open_page, folders):
    page = open_page()
    diary = watched(page)
    root = folders["portable"].as_uri()
    page.goto(f"{root}/ko/index.html")
    page.locator("#__find").fill("수수한")
    page.get_by_role("option", name="수수한 이야기").wait_for()
    page.locator("#__find").press("Enter")
    page.wait_for_url(f"{root}/ko/search/index.html?q=*")
    assert "수수한 이야기" in found(page)
    assert diary.wrong == []
    assert diary.hosts() == {"file:"}


# When something is gone


def gone(route):
    route.fulfill(status=404, body="gone")


@pytest.mark.parametrize("what", ["ko/shard", "/entry", "directory", "everything"])
@pytest.mark.parametrize("how", ["404", "no network"])
def test_a_file_that_does_not_come_is_asked_for_again(open_page, host, folders, what, how):
    site = folders["own"]
    names = {name for name in (*named(site), "ko") if what in name or what == "everything"}
    asked = []

    def answer(route):
        name = named_by(route.request.url)
        asked.append(name)
        if name not in names:
            route.continue_()
        elif how == "404":
            gone(route)
        else:
            route.abort("internetdisconnected")

    page = open_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/culture/own/search/**", answer)
    page.goto(f"{host}own/ko/search/?q={quote('수첩')}")
    page.locator("delight-search[data-ready]").wait_for()
    calm = page.locator("[data-part=failed]")
    assert calm.is_visible()
    assert page.locator(".d-hit").count() == 0
    assert page.locator("[data-part=lists]").is_visible()
    assert names & set(asked)
    page.evaluate("document.querySelector('delight-search').removeAttribute('data-ready')")
    page.get_by_role("button", name="다시 해 보기").click()
    page.locator("delight-search[data-ready]").wait_for()
    assert calm.is_visible(), "still gone"
    page.wait_for_load_state("networkidle")  # what the other files were asked for came late
    page.unroute_all()
    with page.expect_response("**/culture/own/search/**") as response:
        page.get_by_role("button", name="다시 해 보기").click()
    if how == "404":
        assert response.value.url.endswith("search/ko.bin"), (
            "a newer site may stand there: its manifest comes first"
        )
    page.locator(".d-hit mark").filter(has_text="수첩").first.wait_for()
    assert not calm.is_visible()
    assert errors == []


def test_a_site_that_was_built_anew_under_an_open_page(open_page, host, folders):
    """All names have changed since the page asked for the list: it asks for the new one by itself."""
    site = folders["own"]
    page = open_page(f"{host}own/ko/search/?q={quote('수첩')}")
    assert found(page)
    fetched = page.evaluate("() => performance.getEntriesByType('resource').map((one) => one.name)")
    old = set(named(site)) - set(map(named_by, fetched))
    asked = []

    def answer(route):
        asked.append(named_by(route.request.url))
        if asked[-1] == "ko":
            old.clear()  # what the new list names is there
        if asked[-1] in old:
            gone(route)
        else:
            route.continue_()

    page.route("**/culture/own/search/**", answer)
    page.locator("#__ask").fill("배터리")
    page.locator(".d-hit mark").filter(has_text="배터리").first.wait_for()
    assert "ko" in asked
    assert not page.locator("[data-part=failed]").is_visible()


# What stands in them


@pytest.mark.parametrize("name", ["own", "extra", "preview", "portable"])
def test_the_list_names_every_file_and_no_other(folders, name):
    site = folders[name]
    names = list(named(site))
    assert len(set(names)) == len(names)
    assert paths(site).keys() == {"ko", "en", *names}
    endings = {path.suffix for path in paths(site).values()}
    assert endings == {".js" if name == "portable" else ".bin"}


@pytest.mark.parametrize("name", ["own", "extra", "portable"])
def test_no_other_index_is_shipped(folders, name):
    files = [
        path.relative_to(folders[name]).as_posix() for path in folders[name].rglob("*") if path.is_file()
    ]
    assert not [path for path in files if "search_index" in path or "lunr" in path or "worker" in path]
    languages = {"ko/search/index.html", "en/search/index.html"}
    assert {path for path in files if path.startswith(("ko/search/", "en/search/"))} == languages


@pytest.mark.parametrize("name", ["extra", "portable"])
def test_hidden_stories_are_in_no_file(folders, name):
    told = [plain(content) for content in contents(folders[name]).values()]
    for words in SHOWN:
        assert any(words in one for one in told), words
    for words in HIDDEN:
        assert not any(words in one for one in told), words
    for slug in ("expired", "withdrawn", "draft", "waiting"):
        assert not any(f"stories/{slug}/" in one for one in told), slug
    # Nor is a word of theirs a term or a spelling.
    for term in ("않아야", "않아", "must"):
        assert not any(f'"{term}"' in one for one in told), term


def test_a_preview_has_what_is_not_out_yet_and_nothing_that_is_gone(folders):
    told = [plain(content) for content in contents(folders["preview"]).values()]
    assert any("쓰고 있는 이야기" in one for one in told)
    assert not any("보이지 않아야" in one for one in told)


def test_files_are_the_same_from_a_folder_and_from_a_server(folders):
    """But for the addresses, which name a file in a folder, and what is named after them."""
    mine, other = (
        {plain(content) for content in contents(folders[name]).values()} for name in ("extra", "portable")
    )
    assert len(mine) == len(other)
    addressed = lambda one: "stories/" in one or '"marks"' in one  # noqa: E731
    assert {one for one in mine if not addressed(one)} == {one for one in other if not addressed(one)}
