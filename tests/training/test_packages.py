"""Packages are what their standards ask for, hold all that they name, and are the same bytes each time."""

import json
import math
import re
import shutil
import subprocess
import sys
import zipfile
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree
from PIL import Image

from generator.base.languages import strings
from generator.base.settings import PACKAGES
from generator.content.files import LONGEST_NAME
from generator.training.packages import FORMATS
from generator.training.units import mastery_of
from tests.build.running import built, times
from tests.content.projects import run
from tests.made_up import ROOT
from tests.training.packs import SITE, packed, schema_of

SCORM = ("scorm12", "scorm2004")
COURSE = "stories/courses/first-contact/index.ko.md"
XML = "{http://www.w3.org/XML/1998/namespace}"
TITLE = "고객과의 <첫> 만남 & 그 뒤"
SHOWN = "고객과의 ＜첫＞ 만남 & 그 뒤"
"""As systems that take it for HTML show it, too."""


@pytest.fixture(scope="session")
def packages(own_address: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, zipfile.ZipFile]:
    """A package of the course in each format and language, by name."""
    return packed(own_address, tmp_path_factory.mktemp("packages"), "first-contact", *PACKAGES)


def local(element):
    return element.tag.rpartition("}")[2]


def all_of(root, name):
    return [one for one in root.iter() if isinstance(one.tag, str) and local(one) == name]


def test_the_settings_know_every_format():
    assert set(FORMATS) == set(PACKAGES)


def test_the_list_names_formats_in_the_language_of_the_package(own):
    names = "scorm12, scorm12-single, scorm12-thin"
    change(own, "mkdocs.yml", "stories:\n", f"stories:\n      packages: [{names}]\n")
    change(own, "mkdocs.yml", "docs_dir:", f"site_url: {SITE}\ndocs_dir:")
    built(own)
    listed = (own / "trainers/index.html").read_text("utf-8")
    shown = dict(re.findall(r'href="packages/first-contact\.([a-z0-9.-]+)\.zip" download>([^<]+)<', listed))
    assert shown == {
        "ko.scorm12": "SCORM 1.2",
        "ko.scorm12-single": "SCORM 1.2, 과정을 한 덩어리로",
        "ko.scorm12-thin": "SCORM 1.2, 영상은 사이트에서",
        "en.scorm12": "SCORM 1.2",
        "en.scorm12-single": "SCORM 1.2, one SCO",
        "en.scorm12-thin": "SCORM 1.2, films on the site",
    }


def test_every_format_has_a_name():
    for language in ("ko", "en"):
        assert all(strings(language)(f"training.formats.{name}") for name in FORMATS)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", SCORM)
def test_manifests_are_what_the_schemas_ask_for(packages, form, language):
    package = packages[f"first-contact.{language}.{form}"]
    schema_of(form).assertValid(etree.fromstring(package.read("imsmanifest.xml")))


@pytest.mark.parametrize("form", SCORM)
def test_a_schema_sees_what_is_wrong(packages, form):
    manifest = etree.fromstring(packages[f"first-contact.ko.{form}"].read("imsmanifest.xml"))
    all_of(manifest, "resource")[0].attrib.pop("type")
    assert not schema_of(form).validate(manifest)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", [*SCORM, "scorm12-thin", "scorm2004-thin"])
def test_every_name_in_a_manifest_leads_to_what_there_is(packages, form, language):
    package = packages[f"first-contact.{language}.{form}"]
    root = ElementTree.fromstring(package.read("imsmanifest.xml"))
    names = set(package.namelist())
    identifiers = [name for one in root.iter() if (name := one.get("identifier"))]
    assert len(identifiers) == len(set(identifiers))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one, re.ASCII) for one in identifiers)
    resources = {one.get("identifier"): one for one in all_of(root, "resource")}
    items = all_of(root, "item")
    assert [one.get("identifierref") for one in items] == list(resources)
    for resource in resources.values():
        held = [one.get("href") for one in all_of(resource, "file")]
        assert resource.get("href") == held[0]
        assert len(held) == len(set(held)) and set(held) <= names
        assert next(value for key, value in resource.items() if key.lower().endswith("scormtype")) == "sco"
    listed = {one.get("href") for one in all_of(root, "file")}
    location = next(one.text for one in all_of(root, "location"))
    assert names == listed | {"imsmanifest.xml", location}
    assert all(one.find("./{*}title").text for one in [*items, *all_of(root, "organization")])
    assert all_of(root, "organizations")[0].get("default") == all_of(root, "organization")[0].get(
        "identifier"
    )


@pytest.mark.parametrize("form", SCORM)
def test_titles_are_in_both_languages(packages, form):
    package = packages[f"first-contact.ko.{form}"]
    root = ElementTree.fromstring(package.read("imsmanifest.xml"))
    assert next(one.find("./{*}title").text for one in all_of(root, "organization")) == SHOWN
    titles = all_of(ElementTree.fromstring(package.read("metadata.xml")), "title")[0]
    told = {one.get("language") or one.get(f"{XML}lang"): one.text for one in titles}
    assert told == {"ko": TITLE, "en": "First contact"}


def test_titles_of_cmi5_are_in_both_languages(packages):
    root = etree.fromstring(packages["first-contact.ko.cmi5"].read("cmi5.xml"))
    assert all(
        one.tag.startswith("{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}")
        for one in root.iter()
    )
    assert [local(one) for one in root] == ["course", *["au"] * 3]
    told = {one.get("lang"): one.text for one in root[0][0]}
    assert told == {"ko": TITLE, "en": "First contact"}
    units = all_of(root, "au")
    names = set(packages["first-contact.ko.cmi5"].namelist())
    assert {one.find("./{*}url").text for one in units} <= names
    assert len({one.get("id") for one in units} | {root[0].get("id")}) == 4
    assert all([local(part) for part in one] == ["title", "description", "url"] for one in units)
    marked = {one.get("moveOn"): one.get("masteryScore") for one in units}
    assert marked == {"Completed": None, "CompletedAndPassed": "0.83"}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("form", "file"),
    [("scorm12", "metadata.xml"), ("scorm2004", "metadata.xml"), ("cmi5", "cmi5.xml")],
)
def test_a_packages_own_language_comes_first(packages, form, file, language):
    """The player of CATAPULT, and with it Moodle's plugin for cmi5, shows the first title that it finds (mod_cmi5launch, au_helpers)."""
    root = etree.fromstring(packages[f"first-contact.{language}.{form}"].read(file))
    for name in ("title", "description"):
        for texts in all_of(root, name):
            codes = [one.get("lang") or one.get("language") or one.get(f"{XML}lang") for one in texts]
            assert codes[0] == language and len(codes) == 2


def test_quotes_in_titles_are_no_entities(own, tmp_path):
    """Moodle takes all but entities with names for text, and would show `&#34;` (mod_scorm, scormlib.php)."""
    hostile = """'그' "말"의 &lt; & <뜻>"""
    change(own, COURSE, "title: 먼저 듣습니다", f"title: {json.dumps(hostile, ensure_ascii=False)}")
    for name, package in packed(own, tmp_path / "out", "first-contact", *SCORM, "cmi5").items():
        file = "cmi5.xml" if name.endswith("cmi5") else "imsmanifest.xml"
        text = package.read(file).decode()
        assert set(re.findall(r"&(.*?);", text)) <= {"amp", "lt", "gt", "quot"}
        titles = [one.text for one in etree.fromstring(text.encode()).iter("{*}title", "{*}langstring")]
        if name.startswith("first-contact.ko"):
            assert ("""'그' "말"의 ＆lt; & ＜뜻＞""" if file == "imsmanifest.xml" else hostile) in titles


def test_packages_of_two_languages_are_two_courses_to_an_lms(packages):
    ids = [
        {
            one.get("id")
            for one in etree.fromstring(packages[f"first-contact.{language}.cmi5"].read("cmi5.xml"))
        }
        for language in ("ko", "en")
    ]
    assert len(ids[0]) == len(ids[1]) == 4
    assert not ids[0] & ids[1]
    manifests = [
        etree.fromstring(packages[f"first-contact.{language}.scorm12"].read("imsmanifest.xml"))
        for language in ("ko", "en")
    ]
    assert manifests[0].get("identifier") != manifests[1].get("identifier")


def test_what_passes_is_told(packages):
    first = ElementTree.fromstring(packages["first-contact.ko.scorm12"].read("imsmanifest.xml"))
    assert [one.text for one in all_of(first, "masteryscore")] == ["83"]
    later = ElementTree.fromstring(packages["first-contact.ko.scorm2004"].read("imsmanifest.xml"))
    assert [one.text for one in all_of(later, "minNormalizedMeasure")] == ["0.83"]


@pytest.mark.parametrize(
    ("mark", "points", "share"),
    [(5, 6, 0.83), (2, 3, 0.66), (6, 6, 1), (0, 6, 0), (1, 300, 0.0033), (100, 150, 0.6666), (7, 10, 0.7)],
)
def test_what_passes_is_told_in_two_digits(mark, points, share):
    """The player of CATAPULT keeps two, and refuses what does not tell the same (sessions.mastery_score: a FLOAT(8,2))."""
    assert mastery_of(mark, points) == share
    assert math.ceil(share * points - 1e-6) == mark


class _Asked(HTMLParser):
    """Collects what a page asks for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("src", "href", "poster", "data-board"):
                self.found.add(value)
            if name in ("srcset", "imagesrcset"):
                self.found |= {part.split()[0] for part in value.split(",")}


@pytest.mark.parametrize("form", [one for one in PACKAGES if not one.startswith("cc")])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_pages_ask_for_nothing_that_is_not_there(packages, form, language):
    package = packages[f"first-contact.{language}.{form}"]
    names = set(package.namelist())
    pages = [name for name in names if name.endswith(".html")]
    assert pages
    for page in pages:
        for asked in _Asked(package.read(page).decode()).found:
            path = asked.partition("#")[0].partition("?")[0]
            assert not path or path in names or asked.startswith(SITE), f"{page} asks for {asked}"


@pytest.mark.parametrize("form", PACKAGES)
def test_files_have_names_that_every_system_unpacks(packages, form):
    package = packages[f"first-contact.ko.{form}"]
    assert package.testzip() is None
    for info in package.infolist():
        assert info.filename.isascii() and "\\" not in info.filename and ".." not in info.filename
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
    assert package.namelist()[0] in ("imsmanifest.xml", "cmi5.xml")
    assert package.namelist() == list(dict.fromkeys(package.namelist()))


@pytest.mark.parametrize("form", ["scorm12", "scorm2004", "cmi5"])
def test_films_stay_on_the_site_where_that_is_wanted(packages, form):
    whole, thin = packages[f"first-contact.ko.{form}"], packages[f"first-contact.ko.{form}-thin"]
    films = {name for name in whole.namelist() if name.endswith(".webm")}
    assert films == set(whole.namelist()) - set(thin.namelist())
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".", name) for name in films] == ["media/2021/film/film.webm"]
    pages = "".join(unescape(thin.read(name).decode()) for name in thin.namelist() if name.endswith(".html"))
    assert f'src="{SITE}media/2021/film/film.webm"' in pages
    assert re.search(r"media-src [^;]*https://stories\.example[ ;]", pages)
    assert not any(b"media-src" in whole.read(name) for name in whole.namelist() if name.endswith(".html"))
    captions = [name for name in thin.namelist() if name.endswith(".vtt")]
    assert captions  # from another host a browser would not load them


def test_equal_input_gives_equal_bytes(own_address, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    packed(own_address, first, "first-contact", *PACKAGES)
    packed(own_address, second, "first-contact", *PACKAGES)
    names = sorted(path.name for path in first.iterdir())
    assert len(names) == 2 * len(PACKAGES)
    assert names == sorted(path.name for path in second.iterdir())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_files_of_two_stories_have_names_of_their_own(own, tmp_path):
    """Some systems find a file by its last name alone (openedx-scorm-xblock before 19.0.5)."""
    for story in ("call", "film"):
        path = own / f"stories/2021/{story}"
        Image.new("RGB", (64, 64), "teal").save(path / "그림.png")
        Image.new("RGB", (64, 64), "navy" if story == "call" else "teal").save(path / "photo.png")
        index = path / "index.ko.md"
        index.write_text(index.read_text("utf-8") + "\n\n![그림](photo.png)\n\n![그림](그림.png)\n", "utf-8")
    for package in packed(own, tmp_path / "out", "first-contact", *SCORM, "cmi5").values():
        names = sorted(name.rpartition("/")[2] for name in package.namelist())
        assert names == sorted(set(names))


def test_learners_get_no_notes(packages):
    for package in packages.values():
        for name in package.namelist():
            content = package.read(name)
            assert not [one for one in ("비밀-하나", "비밀-둘", "Secret one") if one.encode() in content], (
                name
            )


def test_a_story_alone(own_address, tmp_path):
    made = packed(own_address, tmp_path, "film22", *PACKAGES)
    root = ElementTree.fromstring(made["film.ko.scorm12"].read("imsmanifest.xml"))
    schema_of("scorm12").assertValid(etree.fromstring(made["film.ko.scorm12"].read("imsmanifest.xml")))
    assert [one.get("href") for one in all_of(root, "resource")] == ["story.html"]
    names = made["film.ko.scorm2004"].namelist()
    assert sum(name.startswith("media/2021/film/film.") and name.endswith(".webm") for name in names) == 1


# --- With the site ----------------------------------------------------------------------------------------


def test_packages_come_with_the_site_beside_it(school):
    assert not list((school / "site").rglob("*.zip"))
    names = {path.name for path in (school / "trainers/packages").iterdir()}
    # Without the site's address there is nothing to lead to.
    assert names == {
        f"first-contact.{language}.{form}.zip"
        for language in ("ko", "en")
        for form in ("scorm12", "scorm2004", "cmi5")
    }


def test_only_what_changed_is_packed_anew(own):
    built(own)
    before = times(own / "trainers/packages")
    built(own)
    assert times(own / "trainers/packages") == before
    change(own, "stories/2021/other/index.ko.md", "이야기입니다.", "다른 이야기입니다.")
    built(own)
    assert times(own / "trainers/packages") == before
    change(own, "stories/2021/call/index.en.md", "A story.", "Another story.")
    built(own)
    after = times(own / "trainers/packages")
    changed = {name for name in after if name != "." and after[name] != before[name]}
    assert changed == {f"first-contact.en.{form}.zip" for form in ("scorm12", "scorm2004", "cmi5")}
    package = zipfile.ZipFile(own / "trainers/packages/first-contact.en.scorm12.zip")
    assert b"Another story." in package.read("module-1.html")


def test_stories_that_ask_for_it_are_packed(own):
    change(own, "stories/2021/other/index.ko.md", "id: other2", "id: other2\npackage: true")
    change(own, "mkdocs.yml", "stories:", "stories:\n      packages: [scorm12]")
    built(own)
    names = {path.name for path in (own / "trainers/packages").iterdir()}
    assert names == {"first-contact.ko.scorm12.zip", "first-contact.en.scorm12.zip", "other.ko.scorm12.zip"}
    assert b"package" not in (own / "site/stories.json").read_bytes()


def test_a_story_may_be_called_as_a_course_is(own):
    (own / "stories/2021/other").rename(own / "stories/2021/first-contact")
    change(own, "stories/2021/first-contact/index.ko.md", "id: other2", "id: other2\npackage: true")
    change(own, "mkdocs.yml", "stories:", "stories:\n      packages: [scorm12]")
    built(own)
    names = {path.name for path in (own / "trainers/packages").iterdir()}
    assert {"first-contact.ko.scorm12.zip", "story-first-contact.ko.scorm12.zip"} < names


def test_what_a_story_and_a_course_of_one_name_are_to_an_lms(own, tmp_path):
    (own / "stories/2021/other").rename(own / "stories/2021/first-contact")
    change(own, "mkdocs.yml", "", f"site_url: {SITE}\n")
    forms = ("scorm12", "cc11")
    course = packed(own, tmp_path / "course", "first-contact", *forms)
    story = packed(own, tmp_path / "story", "other2", *forms)
    for form in forms:
        ids = [
            etree.fromstring(made[f"{name}.ko.{form}"].read("imsmanifest.xml")).get("identifier")
            for made, name in ((course, "first-contact"), (story, "story-first-contact"))
        ]
        assert ids[0] != ids[1]


def test_names_and_titles_that_manifests_cannot_hold(own, tmp_path):
    """Names of files are addresses in a manifest, and titles are of 200 characters at most in SCORM 1.2."""
    names = ["a  b.jpg", "100%.jpg", "c#d&e.jpg", "사진.jpg", "자료.html"]
    for name in names:
        path = own / "stories/2021/call" / name
        if name.endswith("jpg"):
            Image.new("RGB", (64, 64), "teal").save(path)
        else:
            path.write_text("<!doctype html><title>x</title>", "utf-8")
    text = "".join(
        f"![그림](<{name}>)\n\n" if name.endswith("jpg") else f"[자료](<{name}>)\n\n" for name in names
    )
    change(
        own,
        "stories/2021/call/index.ko.md",
        "짧은 이야기입니다.",
        text.replace("%", "%25").replace("#", "%23"),
    )
    change(own, COURSE, "title: 먼저 듣습니다", f"title: {'아주 긴 제목 ' * 50}")
    made = packed(own, tmp_path / "out", "first-contact", *SCORM, "cmi5")
    for form in SCORM:
        package = made[f"first-contact.ko.{form}"]
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
        schema_of(form).assertValid(manifest)
        listed = {one.get("href") for one in all_of(manifest, "file")}
        assert listed < set(package.namelist())
        assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", one) for one in listed)
        assert sum(one.endswith(".html") and one.startswith("media/") for one in listed) == 1
        assert any(one.startswith("media/") and one.endswith(".jpg") for one in listed)


def test_nothing_to_pack_is_told(own, tmp_path):
    for setting, told in (("[]", "packages"), ("[cc11, cc13]", "site_url")):
        settings = own / "mkdocs.yml"
        whole = settings.read_text("utf-8")
        settings.write_text(whole.replace("stories:", f"stories:\n      packages: {setting}", 1), "utf-8")
        status, printed = run(own, "package", "first-contact", "--out", str(tmp_path / "out"))
        assert (status, told in printed) == (1, True), printed
        settings.write_text(whole, "utf-8")


def test_files_of_the_longest_name_can_be_written(own, tmp_path):
    name = "가" * (LONGEST_NAME // 3) + "-x"
    assert len(name.encode()) == LONGEST_NAME
    (own / "stories/courses/first-contact").rename(own / f"stories/courses/{name}")
    change(own, "mkdocs.yml", "docs_dir:", f"site_url: {SITE}\ndocs_dir:")
    shutil.rmtree(own / "site")  # nothing is asked of addresses that were
    built(own)
    assert packed(own, tmp_path / "out", name, *FORMATS)
    made = [path.name for below in ("site", "trainers", "out") for path in (own / below).rglob(f"{name}*")]
    assert {one.removeprefix(name) for one in made} >= {
        "",
        ".handout.ko.pdf",
        ".guide.ko.pdf",
        ".ko.scorm12.zip",
    }


def test_why_others_do_not_see_a_course_is_told(own, tmp_path):
    change(own, "mkdocs.yml", "stories:", "stories:\n      audience: public")
    status, printed = run(own, "package", "first-contact", "--out", str(tmp_path / "out"))
    assert status == 1
    assert "이 사이트에서 보이지 않는 이야기" in printed


def test_the_list_tells_a_story_from_a_course_of_its_name(own):
    (own / "stories/2021/other").rename(own / "stories/2021/first-contact")
    change(own, "stories/2021/first-contact/index.ko.md", "id: other2", "id: other2\npackage: true")
    built(own)
    page = (own / "trainers/index.html").read_text("utf-8")
    assert page.count("packages/story-first-contact.ko.scorm12.zip") == 1
    assert page.count("packages/first-contact.ko.scorm12.zip") == 1


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


# --- The command ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("first-contct",), "혹시 first-contact 아닌가요?"),
        (("nothing-like-it",), "nothing-like-it이라는 과정이나 이야기가 없습니다."),
        (("other", "--language", "en"), "영어로 쓰여 있지 않습니다"),
        (("first-contact", "--format", "scorm12-thin"), "site_url"),
    ],
)
def test_what_cannot_be_packed_is_told(own, tmp_path, arguments, told):
    status, printed = run(own, "package", *arguments, "--out", str(tmp_path / "out"))
    assert status == 1
    assert told in printed
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("courses/first-contact/index.ko.md", "stories: [call]", "stories: [cal]", "index.ko.md:10:15"),
        ("courses/first-contact/index.ko.md", "to: 0:04", "to: 9:04", "9:04"),
        ("courses/first-contact/index.ko.md", "pass_mark: 5", "pass_mark: 7", "index.ko.md"),
        (
            "courses/first-contact/index.ko.md",
            "objectives: [고객의 불편을 한 문장으로 적을 수 있다.]",
            "objectives: []",
            "index.ko.md",
        ),
        (
            "courses/first-contact/index.ko.md",
            "{text: 맞는 것, right: true}], feedback",
            "맞는 것], feedback",
            "index.ko.md",
        ),
        ("courses/first-contact/index.ko.md", "status: published", "status: draft", "초안"),
        ("2021/call/index.ko.md", "status: published", "status: draft", "index.ko.md:10:15"),
        (
            "2021/call/index.ko.md",
            "status: published",
            "status: published\nexpires_on: 2020-01-01",
            "내려간 이야기",
        ),
    ],
)
def test_where_something_is_wrong_no_package_is_made(own, tmp_path, path, old, new, told):
    change(own, f"stories/{path}", old, new)
    status, printed = run(own, "package", "first-contact", "--out", str(tmp_path / "out"))
    assert status == 1
    assert told in printed
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to_is_told(own, tmp_path):
    (tmp_path / "out").write_text("mine", "utf-8")
    status, printed = run(own, "package", "first-contact", "--out", str(tmp_path / "out"))
    assert status == 1
    assert "--out" in printed and "Traceback" not in printed
    assert (tmp_path / "out").read_text("utf-8") == "mine"


def test_which_story_went_is_told_with_its_line(own, tmp_path):
    change(own, "stories/2021/call/index.ko.md", "status: published", "status: published\nconsent: withdrawn")
    status, printed = run(own, "package", "first-contact", "--out", str(tmp_path / "out"))
    assert status == 1
    assert f"{COURSE}:10:15: warning: call 이야기가 내려져서(동의를 거두심)" in printed


def test_an_answer_is_wanted_in_the_language_of_the_course(own):
    change(own, COURSE, ", accept: 페인 포인트 | pain point", "")
    status, printed = run(own, "check")
    assert status == 1
    assert "5번 문제의 정답이 정해지지 않았습니다" in printed


def test_a_story_that_learners_do_not_see_is_not_packed(own, tmp_path):
    change(own, "stories/2021/other/index.ko.md", "status: published", "status: review")
    status, printed = run(own, "package", "other2", "--out", str(tmp_path / "out"), language="en")
    assert status == 1
    assert "Learners do not see the story other2 (in review)." in printed


# --- Open edX ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", SCORM)
def test_open_edx_opens_it(packages, form, tmp_path):
    package = packages[f"first-contact.ko.{form}"]
    run_ = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            str(ROOT / "tests/training/open_edx.py"),
            package.filename,
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run_.returncode == 0, run_.stderr
    opened = json.loads(run_.stdout)
    assert opened["version"] == {"scorm12": "SCORM_12", "scorm2004": "SCORM_2004"}[form]
    assert opened["page"] == "module-1.html"
    assert opened["warnings"] == []
    for title in ("먼저 듣습니다", "다음을 봅니다", SHOWN):
        assert title in opened["menu"]
