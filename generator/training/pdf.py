"""A printed page as PDF/UA-1 (ISO 14289-1): tagged, with language, title and bookmarks, and every font inside.

In: HTML, a style sheet and a typeface. Out: bytes, the same for the same. Loads WeasyPrint, and so is named and not imported (see
Drawn). Nothing is fetched from anywhere: there are only the two fonts and the photographs that are given.
"""

from __future__ import annotations

import html as entities
import io
import re

import pydyf
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from generator.content.pixels import resized
from generator.training.press import Font, Plate

_FEATURES = ("ccmp", "kern", "locl", "mark", "mkmk", "tnum")
"""OpenType features of a font that are kept."""
_UNUSED = ("BASE", "VORG", "vhea", "vmtx", "DSIG")
"""Tables for what is not set here: vertical lines."""
_ALWAYS = "0123456789/ .…•□"
"""Characters that stand in no text: page numbers, and the marks of lists."""
_TAG = re.compile(r"<[^>]*>")
_WEIGHTS = {"regular": 400, "bold": 700}


def pdf(
    html: str, style: str, regular: Font, bold: Font, plates: tuple[Plate, ...], drawn_with: tuple[str, ...]
) -> bytes:
    """Return a page as a PDF; `drawn_with` are the versions of the libraries, which decide how it comes out."""
    text = f"{_ALWAYS}{entities.unescape(_TAG.sub(' ', html))}"
    fonts = {"regular": cut_down(regular, text), "bold": cut_down(bold, text)}
    shown = {one.name: resized(one.source, one.content, one.width, one.kind) for one in plates}
    fetcher, configuration = _Own(fonts | shown), FontConfiguration()
    faces = "".join(
        f"@font-face{{font-family:d-own;src:url(own:{name});font-weight:{_WEIGHTS[name]}}}" for name in fonts
    )
    sheet = CSS(
        string=f"{faces}{style}:root{{--d-face:d-own}}", font_config=configuration, url_fetcher=fetcher
    )
    document = HTML(string=html, url_fetcher=fetcher, base_url="own:")
    made = document.write_pdf(
        stylesheets=[sheet], font_config=configuration, pdf_variant="pdf/ua-1", finisher=_set_margins_apart
    )
    assert isinstance(made, bytes)
    return made


def _set_margins_apart(_: Document, file: pydyf.PDF) -> None:
    """Mark what stands in the margins of a page as artifacts (ISO 14289-1, 7.8): WeasyPrint tags it, and leaves it out of the tree."""
    objects = {one.reference: one for one in file.objects}
    root = objects[file.catalog["StructTreeRoot"]]
    read, waiting = set(), list(root["K"])
    while waiting:
        if isinstance(reference := waiting.pop(), bytes):
            read.add(reference)
            waiting.extend(objects[reference].get("K", ()))
    places = objects[root["ParentTree"]]["Nums"]
    owners = dict(zip(places[::2], places[1::2], strict=True))
    for page in file.objects:
        if isinstance(page, pydyf.Dictionary) and "StructParents" in page and "Contents" in page:
            owner, drawn = owners[page["StructParents"]], objects[page["Contents"]].stream
            for at, what in enumerate(drawn):
                if what == b"BDC" and owner[drawn[at - 1]["MCID"]] not in read:
                    drawn[at - 2 : at] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
            owner[:] = [one if one in read else "null" for one in owner]


class _Own(URLFetcher):  # type: ignore[misc]
    """Gives the fonts and photographs that it holds, and refuses all else."""

    def __init__(self, held: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._held = held

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return what is called so, after `own:`; anything else is a mistake of ours."""
        found = self._held.get(url.removeprefix("own:"))
        if found is None:
            raise FatalURLFetchingError(f"a printed page asks for {url}")
        return URLFetcherResponse(url, found)


def cut_down(font: Font, text: str) -> bytes:
    """Return a font file of one face, in its weight, with the characters of a text only: of 16 MB, 40 KB are left."""
    with font.path.open("rb") as file, TTFont(file, fontNumber=font.number, lazy=True) as opened:
        options = subset.Options(layout_features=_FEATURES, hinting=False, notdef_outline=True)
        options.drop_tables += _UNUSED
        cutter = subset.Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(opened)
        if font.weight and "fvar" in opened:
            instancer.instantiateVariableFont(opened, {"wght": font.weight}, inplace=True)
        return _renumbered(_saved(opened))


def _renumbered(font: bytes) -> bytes:
    """Let the character IDs of a font of CFF outlines be the numbers of its glyphs.

    The text of a PDF names glyphs by number; a reader takes the numbers for character IDs where a font has some (ISO 32000-1, 9.7.4.2).
    """
    with TTFont(io.BytesIO(font)) as opened:
        if "CFF " not in opened or not hasattr(top := opened["CFF "].cff[0], "ROS"):
            return font
        outlines = top.CharStrings.charStrings
        names = {old: f"cid{number:05d}" if number else old for number, old in enumerate(top.charset)}
        top.charset[:] = names.values()
        top.CharStrings.charStrings = {names[old]: outlines[old] for old in names}
        return _saved(opened)


def _saved(font: TTFont) -> bytes:
    font.recalcTimestamp = False
    with io.BytesIO() as written:
        font.save(written)
        return written.getvalue()
