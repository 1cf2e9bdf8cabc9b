"""Reads a Common Cartridge as an importer does, and finds what one would stumble over.

In: the bytes of a cartridge. Out: what is in it, and sentences that tell what is wrong: identifiers, references, files, types, and the
rules of the QTI profile (IMS Common Cartridge 1.1, its schemas and the rules that stand beside them).
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_PROFILES = {
    "cc.multiple_choice.v0p1": "Single",
    "cc.true_false.v0p1": "Single",
    "cc.multiple_response.v0p1": "Multiple",
    "cc.fib.v0p1": "Single",
}
_OF_EXAM = {
    "cc_profile": {"cc.exam.v0p1"},
    "qmd_assessmenttype": {"Examination"},
    "qmd_scoretype": {"Percentage"},
    "qmd_feedbackpermitted": {"Yes", "No"},
    "cc_maxattempts": {"Examination", "unlimited", *"12345"},
}


class Cartridge(NamedTuple):
    """A cartridge, taken apart."""

    files: dict[str, bytes]
    version: str
    """`1p1` or `1p3`."""
    manifest: ET.Element

    @property
    def cp(self) -> str:
        """Return the manifest's namespace, as names of elements have it."""
        return f"{{http://www.imsglobal.org/xsd/imsccv{self.version}/imscp_v1p1}}"

    @property
    def lom(self) -> str:
        """Return the namespace of what it tells of itself."""
        return f"{{http://ltsc.ieee.org/xsd/imsccv{self.version}/LOM/manifest}}"

    @property
    def resources(self) -> dict[str, ET.Element]:
        """Return the resources by their identifiers."""
        return {one.attrib["identifier"]: one for one in self.manifest.iter(f"{self.cp}resource")}

    @property
    def folders(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Return each folder's title, and of each of its entries the title, the type, and the first file."""
        found = []
        for folder in self.manifest.findall(
            f"{self.cp}organizations/{self.cp}organization/{self.cp}item/{self.cp}item"
        ):
            entries = []
            for entry in folder.findall(f"{self.cp}item"):
                resource = self.resources[entry.attrib["identifierref"]]
                file = resource.find(f"{self.cp}file")
                assert file is not None
                entries.append((self.title(entry), resource.attrib["type"], file.attrib["href"]))
            found.append((self.title(folder), entries))
        return found

    def title(self, item: ET.Element) -> str:
        """Return the title of an entry."""
        return item.findtext(f"{self.cp}title", "")

    def parsed(self, path: str) -> ET.Element:
        """Return a file of XML."""
        return ET.fromstring(self.files[path])

    @property
    def items(self) -> list[ET.Element]:
        """Return the questions of its assessment."""
        quiz = next(
            (one for one in self.resources.values() if one.attrib["type"].endswith("/assessment")), None
        )
        if quiz is None:
            return []
        file = quiz.find(f"{self.cp}file")
        assert file is not None
        return list(self.parsed(file.attrib["href"]).iter(f"{QTI}item"))


def opened(path: Path) -> Cartridge:
    """Take a cartridge apart."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as held:
        assert held.testzip() is None
        files = {name: held.read(name) for name in held.namelist()}
        assert len(files) == len(held.namelist())
    version = re.search(
        rb'xmlns="http://www\.imsglobal\.org/xsd/imsccv(1p\d)/imscp_v1p1"', files["imsmanifest.xml"]
    )
    assert version and version.end() < 500
    return Cartridge(files, version[1].decode(), ET.fromstring(files["imsmanifest.xml"]))


def wrong(held: Cartridge) -> list[str]:
    """Return all that is wrong."""
    return [
        *_wrong_names(held),
        *_wrong_metadata(held),
        *_wrong_structure(held),
        *_wrong_resources(held),
        *_wrong_quiz(held),
        *(_wrong_for_moodle(held) if held.version == "1p1" else ()),
    ]


def _wrong_names(held: Cartridge) -> Iterator[str]:
    yield from (f"{name} is not ASCII" for name in held.files if not name.isascii())
    found = [one.attrib["identifier"] for one in held.manifest.iter() if "identifier" in one.attrib]
    yield from (f"{one} is no NCName" for one in found if not _NCNAME.fullmatch(one))
    yield from (f"{one} stands {count} times" for one, count in Counter(found).items() if count > 1)


def _wrong_metadata(held: Cartridge) -> Iterator[str]:
    cp, lom = held.cp, held.lom
    told = held.manifest.find(f"{cp}metadata")
    if told is None or [one.tag for one in told] != [f"{cp}schema", f"{cp}schemaversion", f"{lom}lom"]:
        yield "the metadata is not in order"
        return
    version = {"1p1": "1.1.0", "1p3": "1.3.0"}[held.version]
    if (told[0].text, told[1].text) != ("IMS Common Cartridge", version):
        yield "the schema is not named"
    if [one.tag for one in held.manifest] != [f"{cp}metadata", f"{cp}organizations", f"{cp}resources"]:
        yield "the manifest is not in order"
    if set(held.manifest.attrib) != {"identifier"}:
        yield "the manifest has attributes of its own"


def _wrong_structure(held: Cartridge) -> Iterator[str]:
    cp = held.cp
    organizations = held.manifest.findall(f"{cp}organizations/{cp}organization")
    if [one.attrib.get("structure") for one in organizations] != ["rooted-hierarchy"]:
        yield "there is not one rooted hierarchy"
    roots = organizations[0].findall(f"{cp}item")
    if len(roots) != 1 or set(roots[0].attrib) != {"identifier"} or roots[0].find(f"{cp}title") is not None:
        yield "there is not one root without title and reference"
    for folder in roots[0]:
        if folder.tag != f"{cp}item" or "identifierref" in folder.attrib:
            yield f"{folder.attrib} is no folder"
        if held.version == "1p1" and set("&<>") & set(held.title(folder)):
            yield f"Moodle stops at the folder {held.title(folder)}"
    for item in roots[0].iter(f"{cp}item"):
        if item is not roots[0] and (item[0].tag != f"{cp}title" or not (item[0].text or "").strip()):
            yield f"{item.attrib} has no title"
        wanted = item.attrib.get("identifierref")
        if wanted and wanted not in held.resources:
            yield f"{wanted} is no resource"
        if wanted and item.findall(f"{cp}item"):
            yield f"{wanted} has entries below it"


def _wrong_resources(held: Cartridge) -> Iterator[str]:
    cp, number = held.cp, held.version
    roots = {
        f"imswl_xmlv{number}": f"{{http://www.imsglobal.org/xsd/imsccv{number}/imswl_v{number}}}webLink",
        f"imsdt_xmlv{number}": f"{{http://www.imsglobal.org/xsd/imsccv{number}/imsdt_v{number}}}topic",
        f"imsqti_xmlv1p2/imscc_xmlv{number}/assessment": f"{QTI}questestinterop",
    }
    listed: set[str] = {"imsmanifest.xml"}
    shown = {
        one.attrib["identifierref"]
        for one in held.manifest.iter(f"{cp}item")
        if "identifierref" in one.attrib
    }
    for name, one in held.resources.items():
        kind, href = one.attrib["type"], one.attrib.get("href")
        files = [file.attrib["href"] for file in one]
        listed |= set(files)
        yield from (f"{name} wants {file}, which is not there" for file in files if file not in held.files)
        if len(set(files)) < len(files):
            yield f"{name} lists a file twice"
        if name not in shown:
            yield f"no entry leads to {name}"
        if kind == "webcontent":
            if href not in files:
                yield f"{name} does not list {href}"
        elif kind not in roots:
            yield f"{kind} is no type"
        elif href is not None or len(files) != 1:
            yield f"{name} has to have one file and no href"
        elif held.parsed(files[0]).tag != roots[kind]:
            yield f"{files[0]} is no {kind}"
        else:
            folder = f"{files[0].rpartition('/')[0]}/"
            if folder == "/" or sum(file.startswith(folder) for file in held.files) > 1:
                yield f"{files[0]} is in no folder of its own"
    yield from (f"{path} is not listed" for path in held.files.keys() - listed)


def _wrong_for_moodle(held: Cartridge) -> Iterator[str]:
    """Yield what Moodle would lose: it decodes entities once too often, and takes what is then a tag for one (backup/cc, safexml)."""
    roots = [held.manifest, *(held.parsed(path) for path in held.files if path.endswith(".xml"))]
    texts = [one.text or "" for root in roots for one in root.iter()]
    texts += [one.attrib["title"] for root in roots for one in root.iter() if "title" in one.attrib]
    texts += [content.decode() for path, content in held.files.items() if path.endswith(".html")]
    for text in texts:
        if html.unescape(text).count("<") != text.count("<") or ("<" in text and not _is_html(text)):
            yield f"Moodle loses a part of {text}"
    for one in held.manifest.iter(f"{held.lom}title"):
        name = "".join((one[0].text or "").split(" ")).encode()[:94]
        if name.decode(errors="ignore").encode() != name:
            yield f"Moodle makes no short name of {one[0].text}"


def _is_html(text: str) -> bool:
    return text.startswith("<!doctype html>") or not re.sub(r"</?p>", "", text).count("<")


def _wrong_quiz(held: Cartridge) -> Iterator[str]:
    for item in held.items:
        yield from (f"{item.attrib['ident']}: {one}" for one in _wrong_item(item))
    idents = [item.attrib["ident"] for item in held.items]
    if len(set(idents)) < len(idents):
        yield "two questions have one name"
    for path, content in held.files.items():
        if path.endswith(".xml") and b"<assessment" in content:
            for label, entry in fields(held.parsed(path)[0]).items():
                if entry not in _OF_EXAM.get(label, ()):
                    yield f"{label} cannot be {entry}"


def fields(owner: ET.Element) -> dict[str, str]:
    """Return the fields of metadata of an assessment or item."""
    inside = owner.find(f"{QTI}itemmetadata") if owner.tag == f"{QTI}item" else owner
    assert inside is not None
    return {
        one.findtext(f"{QTI}fieldlabel", ""): one.findtext(f"{QTI}fieldentry", "")
        for one in inside.findall(f"{QTI}qtimetadata/{QTI}qtimetadatafield")
    }


def _wrong_item(item: ET.Element) -> Iterator[str]:
    told = fields(item)
    profile = told.get("cc_profile", "")
    if profile not in _PROFILES or not 1 <= int(told.get("cc_weighting", "0")) <= 99:
        yield f"{told} is not in the profile"
        return
    if [one.tag.removeprefix(QTI) for one in item][:3] != ["itemmetadata", "presentation", "resprocessing"]:
        yield "it is not in order"
    material, response = item.findall(f"{QTI}presentation/*")
    if material.tag != f"{QTI}material" or not material.findtext(f"{QTI}mattext"):
        yield "nothing is asked"
    wanted = "response_str" if profile == "cc.fib.v0p1" else "response_lid"
    if response.tag != QTI + wanted or response.attrib["rcardinality"] != _PROFILES[profile]:
        yield "the response is of another kind"
    labels = [one.attrib["ident"] for one in response.iter(f"{QTI}response_label")]
    if len(set(labels)) < len(labels):
        yield "two choices have one name"
    if profile == "cc.true_false.v0p1" and labels != ["true", "false"]:
        yield "its choices are not true and false"
    scored = item.find(f"{QTI}resprocessing/{QTI}outcomes/{QTI}decvar")
    if scored is None or (scored.attrib["varname"], scored.attrib["maxvalue"]) != ("SCORE", "100"):
        yield "there is no score"
    yield from _wrong_conditions(item, response.attrib["ident"], labels)


def _wrong_conditions(item: ET.Element, response: str, labels: list[str]) -> Iterator[str]:
    conditions = item.findall(f"{QTI}resprocessing/{QTI}respcondition")
    scoring = [one for one in conditions if one.find(f"{QTI}setvar") is not None]
    if [one.findtext(f"{QTI}setvar") for one in scoring] != ["100"]:
        yield "there is not one way to be right"
    for one in item.iter(f"{QTI}varequal"):
        if one.attrib["respident"] != response or (labels and one.text not in labels):
            yield f"{one.text} is no answer"
    shown = {one.attrib["linkrefid"] for one in item.iter(f"{QTI}displayfeedback")}
    if shown != {one.attrib["ident"] for one in item.findall(f"{QTI}itemfeedback")}:
        yield "feedback and what shows it are not the same"


def right(item: ET.Element) -> list[str]:
    """Return what is right: names of choices, or answers."""
    wrong_ones = {one.text for outer in item.iter(f"{QTI}not") for one in outer}
    return [one.text or "" for one in item.iter(f"{QTI}varequal") if one.text not in wrong_ones]


def choices(item: ET.Element) -> dict[str, str]:
    """Return the choices, as texts, by name."""
    return {
        one.attrib["ident"]: one.findtext(f"{QTI}material/{QTI}mattext", "")
        for one in item.iter(f"{QTI}response_label")
    }
