"""Packages of IMS Common Cartridge 1.1 and 1.3: links, topics to discuss, a quiz and pages, which an LMS makes its own things of.

In: an outline. Out: Contents with an imsmanifest.xml (IMS Common Cartridge Profile 1.1 and 1.3, each a profile of Content Packaging
1.2). Films stay on the site. What is no page has a folder of its own, as the profile wants it (Common Cartridge 1.1, 1.4). Below its
root an organization has folders only: an LMS makes a section, or a module, of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from generator.base.cache import digest
from generator.base.languages import Strings, strings
from generator.base.markup import around, document, element
from generator.base.outputs import Data, Page
from generator.content.words import Said, Words
from generator.training.courses import CourseRecord
from generator.training.packages.contents import Contents, Files, cut
from generator.training.packages.outline import Lead, Outline, Section
from generator.training.packages.quiz import QUESTION, as_html, assessment


@dataclass(frozen=True, slots=True)
class Version:
    """What the versions of Common Cartridge write otherwise."""

    number: str
    """As names of namespaces and types have it: `1p1`."""
    schema_version: str
    is_for_moodle: bool
    """Whether its best known importer is Moodle, which takes texts for HTML and the title of a folder for XML, and makes of a course's
    title a short name."""

    @property
    def link_type(self) -> str:
        """Return the type of a web link."""
        return f"imswl_xmlv{self.number}"

    @property
    def topic_type(self) -> str:
        """Return the type of a topic to discuss."""
        return f"imsdt_xmlv{self.number}"

    @property
    def quiz_type(self) -> str:
        """Return the type of an assessment."""
        return f"imsqti_xmlv1p2/imscc_xmlv{self.number}/assessment"

    def namespace(self, name: str) -> str:
        """Return a namespace of IMS: `imscp_v1p1`."""
        return f"http://www.imsglobal.org/xsd/imsccv{self.number}/{name}"


V11 = Version("1p1", "1.1.0", is_for_moodle=True)
V13 = Version("1p3", "1.3.0", is_for_moodle=False)
_AND = str.maketrans("&", "＆")
_SHORT_NAME = 94
"""Bytes of a course's title, without blanks, that Moodle takes for its short name; none where they end within a character."""
_PAGE, _QUIZ = "webcontent", "check/check.xml"


@dataclass(frozen=True, slots=True)
class CartridgeRecord:
    """All that a page of a cartridge prints."""

    title: Said
    summary: Said | None
    course: CourseRecord | None
    """The course, on the page about all of it; else None."""
    sections: tuple[Section, ...]
    is_alone: bool
    """Whether the page is of one section, whose title is the page's."""
    has_order: bool
    """Whether things that are put in order on the site are chosen from here."""


class _Thing(NamedTuple):
    """What an entry of the organization leads to."""

    name: str
    """Names entry and resource, within the package."""
    title: str
    type: str
    path: str


class _Folder(NamedTuple):
    name: str
    title: str
    things: tuple[_Thing, ...]


@dataclass(frozen=True, slots=True)
class CartridgeManifest:
    """An imsmanifest.xml of Common Cartridge."""

    version: Version
    identifier: str
    language: str
    title: Words
    summary: Words
    folders: tuple[_Folder, ...]

    @property
    def path(self) -> str:
        """Return where it stands in the package."""
        return "imsmanifest.xml"

    def content(self, files: Files) -> bytes:
        """Write it; importers look for its namespace within the first 500 bytes."""
        lom = f"http://ltsc.ieee.org/xsd/imsccv{self.version.number}/LOM/manifest"
        things = [thing for folder in self.folders for thing in folder.things]
        return document(
            around(
                "manifest",
                {
                    "xmlns": self.version.namespace("imscp_v1p1"),
                    "xmlns:lomimscc": lom,
                    "identifier": self.identifier,
                },
                around(
                    "metadata",
                    {},
                    element("schema", {}, "IMS Common Cartridge"),
                    element("schemaversion", {}, self.version.schema_version),
                    around("lomimscc:lom", {}, self._general()),
                ),
                around("organizations", {}, self._organization()),
                around("resources", {}, *(self._resource(thing, files) for thing in things)),
            )
        )

    def _general(self) -> Markup:
        """Write what it tells of itself."""
        return around(
            "lomimscc:general",
            {},
            self._texts("title", self._named(self.title)),
            element("lomimscc:language", {}, self.language),
            self._texts("description", self.summary),
        )

    def _named(self, title: Words) -> Words:
        if not self.version.is_for_moodle:
            return title
        return Words(tuple((code, _short(text)) for code, text in title.by_language))

    def _texts(self, name: str, words: Words) -> Markup:
        strings_of = (
            element("lomimscc:string", {"language": code}, text)
            for code, text in words.first_in(self.language)
        )
        return element(f"lomimscc:{name}", {}, *strings_of)

    def _organization(self) -> Markup:
        root = around("item", {"identifier": self._id("root")}, *map(self._folder, self.folders))
        return around(
            "organization",
            {"identifier": self._id("organization"), "structure": "rooted-hierarchy"},
            root,
        )

    def _folder(self, folder: _Folder) -> Markup:
        title = cut(folder.title)
        title = title.translate(_AND) if self.version.is_for_moodle else title
        entries = (
            element(
                "item",
                {"identifier": self._id(f"{one.name}-item"), "identifierref": self._id(one.name)},
                element("title", {}, cut(one.title)),
            )
            for one in folder.things
        )
        return around("item", {"identifier": self._id(folder.name)}, element("title", {}, title), *entries)

    def _resource(self, thing: _Thing, files: Files) -> Markup:
        is_page = thing.type == _PAGE
        held = (thing.path, *files[thing.path]) if is_page else (thing.path,)
        return around(
            "resource",
            {
                "identifier": self._id(thing.name),
                "type": thing.type,
                "href": thing.path if is_page else "",
            },
            *(element("file", {"href": path}) for path in held),
        )

    def _id(self, name: str) -> str:
        return f"{own_name(self.identifier)}-{name}"


def _short(title: str) -> str:
    """Return a title of which Moodle can make a short name: cut off, where it would be cut off within a character."""
    for longest in range(len(title), 0, -1):
        name = cut(title, longest)
        start = name.replace(" ", "").encode()[:_SHORT_NAME]
        if start.decode(errors="ignore").encode() == start:
            return name
    return title


def own_name(identifier: str) -> str:
    """Return what the identifiers of a package begin with, so that several can be imported into one course."""
    return f"d{digest(identifier)[:12]}"


@dataclass(slots=True)
class _Making:
    """A cartridge being made. Lives only meanwhile."""

    version: Version
    identifier: str
    outline: Outline
    t: Strings
    pages: list[Page] = field(default_factory=list)
    data: list[Data] = field(default_factory=list)

    def folders(self) -> Iterator[_Folder]:
        """Yield the folders of the organization; their pages and files are added as they come."""
        outline, t = self.outline, self.t
        title = outline.title.said_in(outline.language).text
        if outline.course is None:
            page = self._page("about", t("cartridge.about_story"), "", self._whole())
            yield _Folder("story", title, (page, *self._links("story", outline.sections[0])))
            return
        yield _Folder("start", t("cartridge.about"), (self._page("about", title, "", self._whole()),))
        for number, section in enumerate(outline.sections, start=1):
            name = f"module-{number}"
            record = CartridgeRecord(section.title, None, None, (section,), is_alone=True, has_order=False)
            page = self._page(f"{name}-page", section.title.text, f".{number}", record)
            things = (page, *self._links(name, section), *self._topics(name, section))
            yield _Folder(name, section.title.text, things)
        if outline.questions:
            yield _Folder("check-folder", t("training.check"), (self._check(outline.course),))

    def _whole(self) -> CartridgeRecord:
        outline = self.outline
        return CartridgeRecord(
            title=outline.title.said_in(outline.language),
            summary=outline.summary.said_in(outline.language),
            course=outline.course,
            sections=outline.sections,
            is_alone=outline.course is None,
            has_order=any(one.kind == "order" for one in outline.questions),
        )

    def _page(self, name: str, title: str, ending: str, record: CartridgeRecord) -> _Thing:
        """Add a page at the root, under a name that no other package's has: in an LMS their files stand side by side."""
        path = f"{self.identifier.removeprefix('delight.')}{ending}.html"
        is_whole = record.course is not None
        self.pages.append(
            Page(
                path,
                "cartridge",
                record,
                text=self.outline.text if is_whole else "",
                targets=self.outline.targets if is_whole else (),
                language=self.outline.language,
            )
        )
        return _Thing(name, title, _PAGE, path)

    def _links(self, name: str, section: Section) -> Iterator[_Thing]:
        for number, lead in enumerate(section.leads, start=1):
            path = f"links/{name}-{number}/link.xml"
            self.data.append(Data(path, _link(lead, self.version)))
            yield _Thing(f"{name}-link-{number}", lead.label, self.version.link_type, path)

    def _topics(self, name: str, section: Section) -> Iterator[_Thing]:
        for number, question in enumerate(section.discussion, start=1):
            path, title = f"topics/{name}-{number}/topic.xml", cut(question.text, QUESTION)
            self.data.append(Data(path, _topic(title, question, self.version)))
            yield _Thing(f"{name}-topic-{number}", title, self.version.topic_type, path)

    def _check(self, course: CourseRecord) -> _Thing:
        title = self.t("cartridge.check", n=course.points, mark=course.pass_mark)
        ident = f"{own_name(self.identifier)}-quiz"
        self.data.append(Data(_QUIZ, assessment(ident, title, course.questions, self.t)))
        return _Thing("check", title, self.version.quiz_type, _QUIZ)


def _link(lead: Lead, version: Version) -> bytes:
    return document(
        around(
            "webLink",
            {"xmlns": version.namespace(f"imswl_v{version.number}")},
            element("title", {}, cut(lead.label)),
            element("url", {"href": lead.address, "target": "_blank"}),
        )
    )


def _topic(title: str, question: Said, version: Version) -> bytes:
    return document(
        around(
            "topic",
            {"xmlns": version.namespace(f"imsdt_v{version.number}")},
            element("title", {}, title),
            element("text", {"texttype": "text/html"}, as_html(question.text)),
        )
    )


def cartridge_contents(version: Version, identifier: str, outline: Outline) -> Contents:
    """Return the contents of a cartridge."""
    outline = outline.as_html if version.is_for_moodle else outline
    made = _Making(version, identifier, outline, strings(outline.language))
    folders = tuple(made.folders())
    manifest = CartridgeManifest(
        version, identifier, outline.language, outline.title, outline.summary, folders
    )
    return Contents(tuple(made.pages), manifest, tuple(made.data))
