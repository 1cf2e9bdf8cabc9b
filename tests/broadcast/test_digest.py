"""The month's mail: what it holds, that mail programs can show it, and that nothing is in it that readers may not see."""

from __future__ import annotations

import contextlib
import email.policy
import io
import re
import sys
from dataclasses import replace as changed
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from generator.base.languages import strings
from generator.broadcast.digest import Digest, Month, digest_of
from generator.broadcast.plain_text import WIDTH, columns, text_of, wrapped
from generator.build import Order, read_all
from generator.cli import main
from generator.content.views import NO_VIEWS, Views
from generator.content.visibility import Channel
from generator.page.tokens import colours
from tests.build.running import DAY, built, settings_of, theme_of, tree
from tests.made_up import CAPTIONS, ROOT, film, make_project, replace, write_stages, write_story

URL = "https://host.example/delight/"
TOKENS = (ROOT / "overrides/style/tokens.css").read_text(encoding="utf-8")
LONG = {
    "ko": "긴 낱말이 없는 제목을 아주 길게 적어 본 것 " * 4,
    "en": "A title as long as an editor would write one " * 4,
}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project where much came out in November 2026, one story in October, and none in September."""
    root = make_project(tmp_path_factory.mktemp("digest") / "project", 9, URL)
    write_stages(root)
    for name in ("draft", "review", "withdrawn", "affiliate"):
        path = root / f"stories/2020/stage-{name}/index.ko.md"
        replace(path, "status:", "publish_on: 2026-11-02\nstatus:")
    replace(root / "stories/2020/stage-public/index.ko.md", "status:", "publish_on: 2026-11-20\nstatus:")
    for number in range(40):
        more: dict[str, Any] = {"video": "film.mp4"} if number % 4 == 0 else {}
        if number % 3 == 0:
            more["award"] = {"award": "prize", "year": 2024, "prize": "first"}
        write_story(
            root,
            f"2024/new-{number:02}",
            ("ko",) if number == 1 else ("ko", "en"),
            files={"film.mp4": film(), **CAPTIONS} if "video" in more else {},
            title={one: f"{text}{number:02} <&\"'>" for one, text in LONG.items()},
            summary={one: f"{text}{number:02}" for one, text in LONG.items()},
            publish_on=f"2026-11-{1 + number // 2:02}",
            category=("contact", "market", "culture")[number % 3],
            affiliate=["one", "two"],
            **more,
        )
    photo = io.BytesIO()
    Image.effect_noise((2000, 1200), 60).convert("RGB").save(photo, "JPEG", quality=95)
    image = {"file": "photo.jpg", "alt": {"ko": "사진 설명", "en": "What it shows"}}
    files = {"photo.jpg": photo.getvalue()}
    write_story(root, "2023/lead", files=files, image=image, featured=True, publish_on="2026-11-03")
    write_story(root, "2023/october", publish_on="2026-10-31")
    write_story(root, "2026/by-date", date="2026-11-30", approved_on="2026-10-01")
    return root


def run(project: Path, *arguments: object, language: str = "en") -> tuple[int, str]:
    """Run `delight digest`, and return its exit status and what it printed."""
    told = io.StringIO()
    given = ["digest", "-f", str(project / "mkdocs.yml"), "--lang", language, *map(str, arguments)]
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        status = main([*given, "--date", str(DAY)])
    return status, told.getvalue()


@pytest.fixture(scope="module")
def mails(project: Path) -> dict[str, bytes]:
    """The files of November."""
    status, told = run(project, "2026-11")
    assert status == 0, told
    files = {path.name: path.read_bytes() for path in (project / "mail").iterdir()}
    assert set(files) == {f"2026-11.{one}.{kind}" for one in ("ko", "en") for kind in ("html", "txt", "eml")}
    assert all(f"/mail/{name} " in told for name in files)
    return files


def digest(project: Path, month: Month, language: str, views: Views = NO_VIEWS) -> Digest | None:
    settings = settings_of(project)
    catalog, _ = read_all(settings, Order(DAY, Channel("site"), settings.site_dir, jobs=1))
    return digest_of(month, language, changed(catalog, views=views, made={}), settings, TOKENS)


@pytest.fixture(scope="module")
def november(project: Path) -> dict[str, Digest]:
    views = Views(
        days={
            "2026-11-01": {"read": {"id0003": 9, "idnew07": 10, "iddraft": 99}},
            "2026-11-30": {"watched": {"id0003": 11, "idnew00": 12}, "read": {"idnew02": 9}},
            "2026-12-01": {"read": {"idnew03": 99}},
        },
        months={"2026-11": {"read": {"idnew07": 20}}, "2026-10": {"read": {"idnew04": 99}}},
    )
    made = {one: digest(project, Month(2026, 11), one, views) for one in ("ko", "en")}
    return {language: one for language, one in made.items() if one}


class Mail(HTMLParser):
    """A mail's HTML as a mail program reads it: every element closed, and what it leads to."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.images: list[dict[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(content)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        assert len(told) == len(attrs), "an attribute twice"
        self.tags.append((tag, told))
        self.links += [told[name] for name in ("href", "src", "background", "action") if name in told]
        if tag == "img":
            self.images.append(told)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        """Read what Outlook for Windows reads, the tables around our own."""
        if data.startswith("[if mso"):
            inner = data.partition("]>")[2].rpartition("<![endif]")[0]
            assert "http" not in re.sub(r'"urn:[^"]*"', "", inner)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_html_is_fit_for_mail(mails: dict[str, bytes], language: str) -> None:
    content = mails[f"2026-11.{language}.html"]
    assert len(content) < 100_000
    mail = Mail(content.decode())
    names = [tag for tag, _ in mail.tags]
    assert not {"script", "form", "iframe", "object", "svg", "link", "base"} & set(names)
    assert not [name for _, told in mail.tags for name in told if name.startswith("on") or name == "id"]
    assert all(one.startswith(URL) or one.startswith("mailto:") for one in mail.links), mail.links
    assert not re.search(rb"url\(|@import|@font-face|fonts\.g", content)
    html = next(told for tag, told in mail.tags if tag == "html")
    article = next(told for _, told in mail.tags if told.get("role") == "article")
    assert html["lang"] == article["lang"] == language
    assert article["aria-label"]
    assert all(told.get("role") == "presentation" for tag, told in mail.tags if tag == "table")
    assert all(one.get("alt") for one in mail.images)
    assert names.count("h1") == 1
    assert ("name", "color-scheme") in [
        next(iter(told.items())) for tag, told in mail.tags if tag == "meta" and told
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_all_it_leads_to_is_in_the_site(project: Path, mails: dict[str, bytes], language: str) -> None:
    theme_of(project)
    built(project)
    site = tree(project / "site")
    links = [one for one in Mail(mails[f"2026-11.{language}.html"].decode()).links if one.startswith(URL)]
    for one in links:
        path = urlsplit(one).path.removeprefix("/delight/")
        assert f"{path}index.html" in site or path in site, one


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_that_readers_may_not_see(mails: dict[str, bytes], language: str) -> None:
    mail = message_from_bytes(mails[f"2026-11.{language}.eml"], policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    for text in (
        mails[f"2026-11.{language}.html"].decode(),
        mails[f"2026-11.{language}.txt"].decode(),
        *parts,
    ):
        assert not re.search("SECRET(?!public)", text)
    assert "stage-public" in mails[f"2026-11.{language}.html"].decode() + parts[0]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_text_is_narrow(mails: dict[str, bytes], language: str) -> None:
    text = mails[f"2026-11.{language}.txt"].decode()
    for line in text.splitlines():
        assert columns(line) <= WIDTH or re.fullmatch(r" *https?://\S+", line), line
        assert line == line.rstrip()
    assert "\n\n\n" not in text
    assert "<" not in re.sub(r"\d\d <&\"'>", "", text)


def test_wrapping() -> None:
    assert list(wrapped("가나 다라 마바", width=9)) == ["가나 다라", "마바"]
    assert list(wrapped("가나 다라 마바", " ", width=6)) == [" 가나", " 다라", " 마바"]
    assert list(wrapped("가나다라마 바", width=5)) == ["가나", "다라", "마 바"]
    assert list(wrapped("abcdefg hi", width=4)) == ["abcd", "efg", "hi"]
    assert list(wrapped("  \n ")) == []
    assert [columns(one) for one in ("가", "a", "“", "é", "e\u0301", "😀")] == [2, 1, 2, 2, 1, 2]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_mail_opens(mails: dict[str, bytes], november: dict[str, Digest], language: str) -> None:
    content = mails[f"2026-11.{language}.eml"]
    assert len(content) < 1_000_000
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    mail = message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert [part.defects for part in mail.walk() if part.defects] == []
    assert mail["Subject"] == november[language].subject
    assert mail["Date"].datetime.isoformat() == "2026-11-30T09:00:00+09:00"
    assert mail["MIME-Version"] == "1.0"
    assert mail["Content-Language"] == language
    assert mail["X-Unsent"] == "1"
    assert mail["To"] is mail["Message-ID"] is mail["List-Unsubscribe"] is None
    assert str(mail["From"]).endswith("<delight@company.example>")
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "multipart/related"]
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain
    assert rich
    text = plain.get_content()
    assert text.splitlines() == mails[f"2026-11.{language}.txt"].decode().splitlines()
    html = rich.get_content()
    shown = {one["src"] for one in Mail(html).images}
    pictures = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert shown == {f"cid:{part['Content-ID'].strip('<>')}" for part in pictures}
    for part in pictures:
        with Image.open(io.BytesIO(part.get_content())) as picture:
            assert picture.get_format_mimetype() == part.get_content_type()
            assert picture.width <= 1200
    photo = next(part for part in pictures if part.get_content_type() == "image/jpeg")
    assert photo["Content-Disposition"].startswith("inline")


def test_the_same_bytes_again(project: Path, mails: dict[str, bytes], tmp_path: Path) -> None:
    status, told = run(project, "2026-11", "--out", tmp_path / "out")
    assert status == 0, told
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == mails


def test_what_it_tells(november: dict[str, Digest]) -> None:
    korean, english = november["ko"], november["en"]
    assert korean.lead.address == f"{URL}ko/stories/lead/", "the featured story"
    assert (korean.lead.poster.address, korean.lead.poster.alt) == (
        f"{URL}media/2023/lead/photo.jpg",
        "사진 설명",
    )
    assert [one.length for one in korean.films] == ["0:02"] * 5
    assert not any(one.is_film for one in korean.articles)
    told = [*korean.films, *korean.articles, *korean.more]
    assert len({one.address for one in told}) == len(told) == 5 + 8 + 15
    assert len(told) + 1 + korean.left == 42, "40 stories, the lead and the public one"
    assert english.left == korean.left - 1, "one is not in English"
    assert all(one.prize for one in korean.prizes)
    assert len(korean.prizes) == 6
    seen = [f"{URL}ko/stories/{one}/" for one in ("new-07", "new-00", "made-up-0003")]
    assert [one.address for one in korean.watched] == seen
    assert [one.address for one in english.watched] == [
        f"{URL}en/stories/{one}/" for one in ("new-07", "new-00")
    ], "the third is in Korean only"
    assert (korean.period, english.period) == ("2026년 11월", "November 2026")
    assert korean.subject == "[고객 감동 이야기] 2026년 11월: 지어낸 제목 lead"
    assert english.subject == "Customer Delight Stories, November 2026: Made-up title lead"
    assert korean.preheader == "새로 실린 이야기 42편. 지어낸 요약 lead"
    assert (korean.home, korean.stories) == (f"{URL}ko/", f"{URL}ko/stories/")
    assert korean.tell == "mailto:delight@company.example"
    for one in (*korean.films, *korean.articles, *korean.more, *korean.watched, *korean.prizes):
        assert one.address in text_of(korean)


def test_long_titles_leave_room_for_fewer_stories(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", 1, "https://intranet.long-example.example/customer-delight/")
    for number in range(40):
        words = {one: text * 5 for one, text in LONG.items()}
        name = f"2024/긴-이름을-가진-이야기-{number:02}"
        write_story(root, name, title=words, summary=words, publish_on="2026-11-05")
    status, told = run(root, "2026-11")
    assert status == 0, told
    for language in ("ko", "en"):
        content = (root / f"mail/2026-11.{language}.html").read_bytes()
        assert 40_000 < len(content) <= 100_000
        assert "긴-이름" in unquote(content.decode())


def test_by_when_they_came_out(project: Path) -> None:
    october = digest(project, Month(2026, 10), "ko")
    assert october is not None
    addresses = [one.address for one in (october.lead, *october.articles)]
    assert addresses == [f"{URL}ko/stories/{one}/" for one in ("october", "by-date")]
    assert digest(project, Month(2026, 9), "ko") is None
    assert digest(project, Month(2018, 1), "ko") is None, "a year alone is no month"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_refusals(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    t = strings(language)
    month = {"ko": "2026년 9월", "en": "September 2026"}[language]
    status, told = run(project, "2026-09", "--out", tmp_path, language=language)
    expected = [t("digest.empty", month=month, language=t(f"languages.{one}")) for one in ("ko", "en")]
    assert (status, told.splitlines()) == (1, expected)
    status, told = run(project, "2026-10", "--language", "en", "--out", tmp_path, language=language)
    assert (status, len(told.splitlines()), "2026-10.en.eml" in told) == (0, 3, True)
    for path in tmp_path.iterdir():
        path.unlink()
    with monkeypatch.context() as absent:
        absent.setitem(sys.modules, "mjml", None)
        assert run(project, "2026-11", "--out", tmp_path, language=language) == (
            1,
            t("digest.no_mjml") + "\n",
        )
    whole = (project / "mkdocs.yml").read_text(encoding="utf-8")
    try:
        replace(project / "mkdocs.yml", f'site_url: "{URL}"', 'site_url: ""')
        assert run(project, "2026-11", "--out", tmp_path, language=language) == (
            1,
            t("digest.no_address") + "\n",
        )
    finally:
        (project / "mkdocs.yml").write_text(whole, encoding="utf-8", newline="\n")
    broken = project / "stories/2024/broken/index.ko.md"
    broken.parent.mkdir()
    try:
        broken.write_text("---\ntitle: x\n---\n\nx\n", encoding="utf-8")
        status, told = run(project, "2026-11", "--out", tmp_path, language=language)
        assert (status, told.splitlines()[-1]) == (1, t("digest.stopped"))
        assert "[missing-field]" in told
    finally:
        broken.unlink()
        broken.parent.rmdir()
    assert list(tmp_path.iterdir()) == []


def test_last_month_unless_told(project: Path, tmp_path: Path) -> None:
    status, _ = run(project, "--out", tmp_path)
    assert (status, {path.name[:7] for path in tmp_path.iterdir()}) == (0, {"2026-10"})


@pytest.mark.parametrize("month", ["2026", "2026-13", "2026-00", "0000-01", "11-2026", "2026-1"])
def test_months_that_there_are_not(project: Path, month: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["digest", month, "-f", str(project / "mkdocs.yml"), "--lang", "en"])
    assert f"cannot be {month}. It can be: YYYY-MM." in capsys.readouterr().err


def test_last_days() -> None:
    assert [Month(2024, 2).last, Month(2026, 12).last] == [date(2024, 2, 29), date(2026, 12, 31)]
    assert Month(2026, 12).last + timedelta(1) == date(2027, 1, 1)


def test_colours() -> None:
    light, dark = colours(TOKENS, {})
    assert {"paper", "paper-low", "ink", "ink-soft", "line", "accent", "fill", "on-fill"} <= light.keys()
    assert light.keys() == dark.keys()
    assert light["ink"] != dark["ink"]
    own = {"accent": "light-dark(#112233, #ddeeff)", "fill": "#445566", "ink": "oklch(40% 0.1 20)"}
    one, two = colours(TOKENS, own)
    assert (one["accent"], two["accent"], one["fill"], two["fill"]) == (
        "#112233",
        "#ddeeff",
        "#445566",
        "#445566",
    )
    assert one["ink"] == light["ink"], "which no mail program would understand"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_can_be_read_by_all(open_page, mails: dict[str, bytes], language: str, scheme: str) -> None:
    """Contrast, names and headings, on a phone and a desk; nothing is asked of the network."""
    html = mails[f"2026-11.{language}.html"].decode().replace(f'src="{URL}', 'src="data:,')
    rules = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"],
        "rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}},
    }
    for width in (360, 700):
        page = open_page(scheme=scheme, viewport={"width": width, "height": 900})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))  # noqa: B023
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert all(one.startswith("data:") for one in asked)
    found = Axe().run(page, options=rules).response["violations"]
    assert [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]] == []


def test_a_site_without_contact_or_photographs(project: Path) -> None:
    settings = changed(settings_of(project), contact={}, audience="public")
    catalog, _ = read_all(settings, Order(DAY, Channel("site", "public"), settings.site_dir, jobs=1))
    made = digest_of(Month(2026, 11), "ko", catalog, settings, TOKENS)
    assert made is not None
    assert (made.tell, made.is_internal, made.films, made.articles) == ("", False, (), ())
    assert "사내" not in text_of(made)
    assert "사내에서만" in strings("ko")("digest.internal", site="")
