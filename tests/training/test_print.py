"""Hand-outs and guides in print: what they hold and never hold, and PDFs that other programs find whole, tagged and in order."""

import hashlib
import html
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
import segno
from axe_playwright_python.sync_playwright import Axe
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf.generic import ContentStream
from weasyprint.urls import FatalURLFetchingError

from generator.base.problems import message
from generator.base.settings import Settings
from generator.build import Order, check
from generator.content.visibility import Channel
from generator.page.fonts import faces_of
from generator.training import means
from generator.training.pdf import pdf
from generator.training.press import Font
from generator.training.unbroken import unbroken
from tests.build.running import DAY, build_here, built, settings_of, tree
from tests.pages.test_accessible import SIDEWAYS, SMALL_TARGETS, violations
from tests.rooms import room
from tests.training import prints
from tests.training.prints import SECRETS, SENTENCE, SLUG, STEPS, URL, guide, handout, pages, told

LANGUAGES = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    """The project with a long course, built; not to be changed."""
    return room(tmp_path_factory, "prints", lambda folder: prints.make(folder / "project")) / "project"


@pytest.fixture(scope="session")
def files(printed):
    """Every PDF of it, by a short name."""
    return {
        f"{kind}-{language}": printed / folder / of(language)
        for kind, folder, of in (("handout", "site", handout), ("guide", "trainers", guide))
        for language in ("ko", "en")
    }


NAMES = pytest.mark.parametrize("name", ["handout-ko", "handout-en", "guide-ko", "guide-en"])


def read(path) -> Any:
    """Open a PDF."""
    return pypdf.PdfReader(path)


def text_of(path):
    """Return the words of a PDF without blanks, in the order in which they are written."""
    return re.sub(r"\s", "", told("pdftotext", "-raw", path, "-"))


@NAMES
def test_marks_of_an_accessible_pdf(files, name):
    """ISO 14289-1 asks for these; pypdf is not what wrote them."""
    root = read(files[name]).trailer["/Root"]
    assert root["/Lang"] == name[-2:]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert 'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data().decode()
    kinds = list(_tags(root["/StructTreeRoot"]))
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= STEPS
    figures = [one for one in _elements(root["/StructTreeRoot"]) if one["/S"] == "/Figure"]
    told = [one["/Alt"] for one in figures]
    assert sum("QR" in one for one in told) == STEPS / 2
    assert [one for one in told if "QR" not in one] == (["두 빛깔"] if name.endswith("ko") else [])


def _elements(one):
    one = one.get_object()
    if isinstance(one, dict):
        if "/S" in one:
            yield one
        below = one.get("/K", [])
        for other in below if isinstance(below, list) else [below]:
            if not isinstance(other, int):
                yield from _elements(other)


def _tags(root):
    for one in _elements(root):
        kind = one["/S"]
        if kind == "/L":
            held = {other.get_object()["/S"] for other in one["/K"]}
            assert held <= {"/LI", "/L"}, "a list holds items only"
        yield kind


@NAMES
def test_title_language_and_paper(files, name):
    facts = dict(line.split(":", 1) for line in told("pdfinfo", files[name]).splitlines() if ":" in line)
    kinds = {"handout-ko": "학습 자료", "handout-en": "Hand-out", "guide-ko": "진행자 안내서"}
    title = "먼 길 <첫> & 걸음" if name.endswith("ko") else "A long <way> & back"
    site = "고객 감동 이야기" if name.endswith("ko") else "Customer Delight Stories"
    assert facts["Title"].strip() == f"{title} · {kinds.get(name, 'Facilitator’s guide')} – {site}"
    assert facts["Tagged"].strip() == "yes"
    assert "A4" in facts["Page size"]
    assert facts["JavaScript"].strip() == "no"


@NAMES
def test_every_font_is_inside(files, name):
    rows = told("pdffonts", files[name]).splitlines()[2:]
    assert len(rows) == 2, "a regular and a bold weight, and none of the machine's besides"
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@NAMES
def test_character_ids_are_numbers_of_glyphs(files, name):
    """Text names its glyphs by one number, which ISO 32000-1 (9.7.4.2) has for a character ID and some readers for a place."""
    for page in read(files[name]).pages:
        named: dict[str, set[int]] = {}
        for operands, operator in ContentStream(page.get_contents(), None).operations:
            if operator == b"Tf":
                codes = named.setdefault(operands[0], set())
            elif operator in (b"Tj", b"TJ"):
                for part in operands[0] if operator == b"TJ" else operands:
                    data = getattr(part, "original_bytes", b"")
                    codes |= {high << 8 | low for high, low in zip(data[::2], data[1::2], strict=True)}
        assert sum(map(len, named.values())) > 10
        for font, codes in named.items():
            [inner] = page["/Resources"]["/Font"][font]["/DescendantFonts"]
            with TTFont(io.BytesIO(inner.get_object()["/FontDescriptor"]["/FontFile3"].get_data())) as opened:
                order = opened.getGlyphOrder()
                assert [order[code] for code in codes] == [f"cid{code:05d}" for code in codes]


def test_photographs_are_inside(files, printed):
    rows = told("pdfimages", "-list", files["handout-ko"]).splitlines()[2:]
    assert [row.split()[3] for row in rows] == ["1200"]
    assert not told("pdfimages", "-list", files["handout-en"]).splitlines()[2:]
    assert "<img" not in (printed / f"trainers/ko/{SLUG}/index.html").read_text("utf-8")


def test_bookmarks_follow_the_headings(files):
    found = read(files["handout-ko"]).outline
    assert [one.title.replace("\xa0", " ") for one in found if not isinstance(one, list)] == [
        "먼 길 <첫> & 걸음"
    ]
    steps = [one.title for one in found[1] if not isinstance(one, list)]
    assert len(steps) == STEPS + 1
    assert steps[0].startswith("1 걸음 1")


def test_korean_is_read_in_order(files):
    text = text_of(files["handout-ko"])
    assert re.sub(r"\s", "", SENTENCE) in text
    wanted = [
        "학습자료고객감동이야기먼길<첫>&걸음",
        "요약입니다.",
        *(f"{n}걸음{n}을내딛는" for n in range(1, STEPS + 1)),
        "하나만맞습니까?",
    ]
    found = [text.index(one) for one in wanted]
    assert found == sorted(found)
    assert "1<2" in text


@NAMES
def test_no_word_of_hangul_is_cut(files, name):
    """A line begins where a word does: each is made of whole words of the sentence."""
    words = {*SENTENCE.split(), "함께를", "봅니다.", "1", "<", "2"}
    lines = told("pdftotext", "-layout", files[name], "-").splitlines()
    about = [line for line in lines if "수첩에" in line or "여쭈었습니다." in line]
    assert about if name.endswith("ko") else not about
    for line in about:
        cut = {one.replace("•", "") for one in line.split()} - words - {""}
        assert not cut - {"배우고", "나면"}, line


@NAMES
def test_pages_are_numbered_and_headed(files, name):
    lines = list(pages(files[name]))
    assert len(lines) >= 4
    title = "먼길" if name.endswith("ko") else "Along"
    for number, page in enumerate(lines, start=1):
        assert page[-1].text == f"{number}/{len(lines)}"
        assert page[0].text.startswith(title) == (number > 1)
    middle = lines[len(lines) // 2][0].text
    assert re.search("걸음[0-9]+을" if name.endswith("ko") else "Step[0-9]+of", middle), "the section, too"


def test_a_title_too_long_for_the_margin_is_cut_off_there(files):
    assert any(page[0].text.endswith("…") for file in files.values() for page in pages(file))


@NAMES
def test_margins_are_not_read_out(files, name):
    """ISO 14289-1, 7.8: page numbers and running headers are artifacts; all other text is in the tree."""
    file = read(files[name])
    kept = {
        one for element in _elements(file.trailer["/Root"]["/StructTreeRoot"]) for one in _numbers(element)
    }
    for number, page in enumerate(file.pages):
        marks, apart = [], 0
        for operands, operator in ContentStream(page.get_contents(), None).operations:
            if operator == b"BDC":
                marks.append((operands[0], operands[1].get("/Type"), operands[1].get("/MCID")))
            elif operator == b"BMC":
                marks.append((operands[0], None, None))
            elif operator == b"EMC":
                marks.pop()
            elif operator in (b"Tj", b"TJ"):
                kind, which, place = marks[-1]
                assert which == "/Pagination" if kind == "/Artifact" else (number, place) in kept
                apart += kind == "/Artifact"
        assert apart == (1 if number == 0 else 3)


def _numbers(element):
    """Yield page and number of what a structure element marks."""
    if held := [one for one in element.get("/K", []) if isinstance(one, int)]:
        yield from (
            (list(element["/Pg"]["/Parent"]["/Kids"]).index(element.raw_get("/Pg")), one) for one in held
        )


@NAMES
def test_no_heading_ends_a_page(files, name):
    """Nor is a step's introduction alone: what it leads to stands on the same page."""
    reader = read(files[name])
    headings = {re.sub(r"\s", "", one.title) for one in _flat(reader.outline)}
    assert len(headings) > STEPS
    last = [page[-2].text for page in pages(files[name])]
    assert not headings.intersection(last)


def _flat(outline):
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


@LANGUAGES
def test_codes_lead_to_the_permanent_address(files, language, tmp_path):
    told("pdftoppm", "-r", "300", "-gray", "-f", "1", "-l", "1", files[f"handout-{language}"], tmp_path / "p")
    (picture,) = tmp_path.glob("p*")
    matrix = segno.make_qr(f"{URL}s/call22/", error="m").matrix
    with Image.open(picture) as page:
        black = page.point(lambda value: 255 if value < 12 else 0)  # ink is #1f1b18
        left, top, right, bottom = black.getbbox() or (0, 0, 0, 0)
        module = (right - left) / len(matrix)
        assert module == pytest.approx((bottom - top) / len(matrix), abs=0.2)
        seen = [
            [
                black.getpixel((int(left + (x + 0.5) * module), int(top + (y + 0.5) * module))) == 255
                for x in range(len(matrix))
            ]
            for y in range(len(matrix))
        ]
    assert seen == [[bool(one) for one in row] for row in matrix]
    links = [one.get_object()["/A"]["/URI"] for one in read(files[f"handout-{language}"]).pages[0]["/Annots"]]
    assert f"{URL}s/call22/" in links
    assert "stories.example/delight/s/call22/" in text_of(files[f"handout-{language}"])


def test_learners_see_no_note_and_no_answer(printed, files):
    for path, content in tree(printed / "site").items():
        if "/handout/" not in path:
            continue
        text = text_of(printed / "site" / path) if path.endswith(".pdf") else content.decode()
        held = [one for one in SECRETS if one in text.replace("secretword", "Secret")]
        assert held == [], path
        assert "맞는것" in re.sub(r"\s", "", text) or "Right" in text, "what may be chosen is there"
        if path.startswith("ko"):
            places = [text.index(one) for one in ("하나<", "둘<", "셋<", "넷<")] if "<li" in text else []
            assert not places or places != sorted(places), "choices to be put in order stand in another"
    for name in ("guide-ko", "guide-en"):
        text = text_of(files[name])
        assert "비밀메모" in text or "Secretnote" in text
        assert "정답낱말" in text or "secretword" in text


def test_pages_lead_to_their_pdfs(printed):
    site = tree(printed / "site")
    for language in ("ko", "en"):
        course = site[f"{language}/training/{SLUG}/index.html"].decode()
        assert f'href="../../../{language}/training/{SLUG}/handout/"' in course
        assert f'href="../../../{handout(language)}" download' in course
        page = site[f"{language}/training/{SLUG}/handout/index.html"].decode()
        assert f'href="{handout(language).rpartition("/")[2]}" download' in page
        assert page.count('<svg role="img"') == STEPS / 2
        assert '<meta name="robots" content="noindex">' in page
    index = (printed / "trainers/index.html").read_text("utf-8")
    for language in ("ko", "en"):
        assert f'href="{guide(language)}" download' in index
        assert f'href="{language}/{SLUG}/index.html"' in index
        assert (printed / "trainers" / guide(language)).is_file()
    packages = re.findall('href="(packages/[^"]+)" download', index)
    assert ">SCORM 1.2</a>" in index
    names = (SLUG, "call")
    wanted = {f"packages/{name}.{language}.scorm12.zip" for name in names for language in ("ko", "en")}
    assert wanted <= set(packages)
    assert all((printed / "trainers" / one).is_file() for one in packages)


def given():
    """Return a small page, and what it is drawn with."""
    faces = faces_of(Settings(Path(), {}), None)
    assert faces
    body = f"<h1>제목</h1><p>{html.escape(SENTENCE)}</p>"
    page = f'<html lang="ko"><head><meta charset="utf-8"><title>제목</title></head><body>{body}</body></html>'
    return page, "html{font-family:var(--d-face)}", Font.of(faces.regular), Font.of(faces.bold), (), ("1",)


def test_equal_input_gives_equal_bytes():
    first = pdf(*given())
    assert pdf(*given()) == first
    command = (
        "import hashlib; from generator.training.pdf import pdf; from tests.training.test_print import given;"
        "print(hashlib.sha256(pdf(*given())).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    assert other.stdout.strip() == hashlib.sha256(first).hexdigest()


@pytest.mark.parametrize("address", ["https://other.example/a.png", "file:///etc/hostname", "a.png"])
def test_nothing_is_fetched(address):
    page, *others = given()
    with pytest.raises(FatalURLFetchingError, match="a printed page asks for"):
        pdf(page.replace("<p>", f'<p><img src="{address}" alt="">'), *others)


def test_what_did_not_change_is_not_drawn_again(printed, tmp_path):
    own = shutil.copytree(printed, tmp_path / "own", symlinks=True)
    built(own)  # a folder of its own has templates of its own
    (own / ".cache/delight/drawn").unlink()
    course = own / f"stories/courses/{SLUG}/index.ko.md"
    source = course.read_text("utf-8")
    course.write_text(source.replace("비밀 메모 3", "비밀 메모 셋"), "utf-8")
    written = built(own).written
    assert not [path for path in written if path.endswith(".pdf")], "no note is in a hand-out"
    assert len(list((own / ".cache/delight/drawn").iterdir())) == 1, "the one guide that holds it"
    assert built(own).written == ()
    course.write_text(source.replace("요약입니다.", "다른 요약입니다."), "utf-8")
    assert {path for path in built(own).written if path.endswith(".pdf")} == {handout("ko")}
    style = own / "overrides/style/sheet/sheet.css"
    style.write_text(style.read_text("utf-8").replace("size: A4", "size: A5"), "utf-8")
    assert {path for path in built(own).written if path.endswith(".pdf")} == {handout("ko"), handout("en")}


MISSING = {"library": "WeasyPrint", "system": "libpango", "named": "clip_font"}


@pytest.mark.parametrize("what", MISSING)
def test_without_what_it_takes(printed, tmp_path, monkeypatch, what):
    """The site is there, with its hand-outs as pages, and says once what to install."""
    own = shutil.copytree(printed, tmp_path / "own", symlinks=True)
    if what == "library":
        monkeypatch.setitem(sys.modules, "weasyprint", None)
    elif what == "system":
        means.drawn_with.cache_clear()
        monkeypatch.setattr(means, "_PANGO", ("libnowhere.so.0",))
    else:
        settings = own / "mkdocs.yml"
        settings.write_text(
            settings.read_text("utf-8").rstrip() + "\n      clip_font: nowhere.ttf\n", "utf-8"
        )
    try:
        report = built(own)
    finally:
        means.drawn_with.cache_clear()
    (one,) = (one for one in report.problems if one.name == "pdf-not-made")
    for language in ("ko", "en"):
        assert MISSING[what] in message(one, language)
    for folder in ("site", "trainers"):
        found = tree(own / folder)
        assert not [path for path, content in found.items() if path.endswith(".pdf") or b".pdf" in content]
    assert (own / f"site/ko/training/{SLUG}/handout/index.html").is_file()


def test_the_check_tells_it_too(printed, tmp_path, monkeypatch):
    own = shutil.copytree(printed, tmp_path / "own", symlinks=True)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    report = check(settings_of(own), Order(DAY, Channel("site"), own / "site", jobs=1))
    assert [one.name for one in report.problems].count("pdf-not-made") == 1


def test_nothing_is_drawn_while_a_site_is_written(printed, tmp_path):
    build_here(printed, "serve", site_dir=tmp_path / "served", live="delight")
    assert (tmp_path / f"served/ko/training/{SLUG}/handout/index.html").is_file()
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize(
    "given, made",
    [
        ("<body><p>수첩에 글을</p>", "<body><p><d-word>수첩에</d-word> <d-word>글을</d-word></p>"),
        ("<body><p>이 <b>수첩</b>을</p>", "<body><p>이 <b><d-word>수첩</d-word></b>\u2060을</p>"),
        ('<body><p><a href="/">첫 수첩</a>을', '<body><p><d-word><a href="/">첫 수첩</a></d-word>\u2060을'),
        ("<title>수첩에</title><body class=x>", "<title>수첩에</title><body class=x>"),
        ("<body><svg><title>수첩에</title></svg>", "<body><svg><title>수첩에</title></svg>"),
        ("<body><p>수첩</p><p>글을", "<body><p><d-word>수첩</d-word></p><p><d-word>글을</d-word>"),
        (f"<body>{'가' * 21}", f"<body>{'가' * 21}"),
    ],
)
def test_words_are_kept_whole(given, made):
    assert unbroken(given) == made


def test_a_browser_prints_the_same_pages(open_page, printed):
    """Chromium knows no running headers; it numbers its pages as the PDF does."""
    page = open_page((printed / f"site/ko/training/{SLUG}/handout/index.html").as_uri())
    made = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [round(float(one)) for one in made.pages[0].mediabox[2:]] == [595, 842]
    text = [re.sub(r"\s", "", one.extract_text()) for one in made.pages]
    assert all(f"{number}/{len(text)}" in one for number, one in enumerate(text, start=1))
    assert not any("과정으로돌아가기" in one for one in text)


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(
    "path",
    [
        f"site/ko/training/{SLUG}/handout/index.html",
        f"site/en/training/{SLUG}/handout/index.html",
        f"trainers/ko/{SLUG}/index.html",
        "trainers/index.html",
    ],
)
def test_pages_are_accessible(open_page, printed, path, scheme):
    page = open_page((printed / path).as_uri(), scheme=scheme)
    assert violations(Axe(), page) == []
    assert page.evaluate(SMALL_TARGETS, 24) == []
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == []


def test_a_companys_own_colours_are_printed(printed, tmp_path):
    own = shutil.copytree(printed, tmp_path / "own", symlinks=True)
    settings = own / "mkdocs.yml"
    settings.write_text(
        f"{settings.read_text('utf-8').rstrip()}\n      tokens: {{training: '#123456'}}\n", "utf-8"
    )
    built(own)
    content = pypdf.PdfReader(own / "site" / handout("ko")).pages[0].get_contents()
    assert content is not None
    assert b"0.070588 0.203922 0.337255 rg" in content.get_data()
    (style,) = (own / "site/assets").glob("sheet.*.css")
    assert "--d-training:#123456" in style.read_text("utf-8")
