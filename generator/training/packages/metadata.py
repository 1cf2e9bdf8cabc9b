"""What a package of SCORM tells of itself in all its languages: IEEE 1484.12 Learning Object Metadata.

SCORM 1.2 has it in IMS' own form (Learning Resource Meta-data 1.2.1), SCORM 2004 in that of IEEE 1484.12.3.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from generator.base.markup import around, document, element
from generator.content.words import Words


class _Form(NamedTuple):
    namespace: str
    text: str
    """The element of a text in one language, and its attribute."""
    attribute: str


_IMS = _Form("http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "langstring", "xml:lang")
_IEEE = _Form("http://ltsc.ieee.org/xsd/LOM", "string", "language")


def metadata(is_ieee: bool, title: Words, summary: Words, language: str) -> bytes:
    """Write title and summary in every language that they are written in."""
    form = _IEEE if is_ieee else _IMS
    return document(
        around(
            "lom",
            {"xmlns": form.namespace},
            around(
                "general",
                {},
                _texts("title", title, form, language),
                element("language", {}, language),
                _texts("description", summary, form, language),
            ),
        )
    )


def _texts(name: str, words: Words, form: _Form, language: str) -> Markup:
    return element(
        name,
        {},
        *(element(form.text, {form.attribute: code}, text) for code, text in words.first_in(language)),
    )
