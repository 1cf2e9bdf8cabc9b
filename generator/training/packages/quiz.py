"""A knowledge check as an assessment of QTI 1.2.1, in the profile of Common Cartridge (IMS CC 1.1 and 1.3, the same in both).

In: questions. Out: the bytes of an XML file. The profile knows no pass mark, which the title tells instead, and no order: a learner
chooses the right one of several orders, for the same points, and right as a whole or not at all, as on the site. A choice of one out
of two is written as such, although the profile would have three: importers take it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from generator.base.cache import digest
from generator.base.languages import Strings
from generator.base.markup import around, clean, document, element
from generator.content.words import PARTING
from generator.training.courses import Asked, Choice
from generator.training.packages.contents import cut

_NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_MOST_WEIGHT = 99
"""The profile has weights from 1 to 99."""
_ORDERS = 4
"""Most orders to choose from."""
QUESTION = 120
"""Most characters of a question that name it in a list."""
_EXAM = (
    ("cc_profile", "cc.exam.v0p1"),
    ("qmd_assessmenttype", "Examination"),
    ("qmd_scoretype", "Percentage"),
    ("qmd_feedbackpermitted", "Yes"),
    ("cc_maxattempts", "unlimited"),
)


class _Option(NamedTuple):
    """Something to choose."""

    ident: str
    text: str
    right: bool


def assessment(identifier: str, title: str, questions: tuple[Asked, ...], t: Strings) -> bytes:
    """Write an assessment; its items are numbered from 1."""
    most = max(one.points for one in questions)
    scale = _MOST_WEIGHT / most if most > _MOST_WEIGHT else 1.0
    items = (
        _item(f"{identifier}-{number}", one, max(1, round(one.points * scale)), t)
        for number, one in enumerate(questions, start=1)
    )
    section = around("section", {"ident": f"{identifier}-section"}, *items)
    return document(
        around(
            "questestinterop",
            {"xmlns": _NAMESPACE},
            around("assessment", {"ident": identifier, "title": title}, _metadata(*_EXAM), section),
        )
    )


def as_html(*paragraphs: str) -> str:
    """Return paragraphs as HTML of ASCII alone: some importers read HTML that tells no encoding as Latin-1."""
    html = "".join(f"<p>{escape(clean(one))}</p>" for one in paragraphs)
    return html.encode("ascii", "xmlcharrefreplace").decode()


def _metadata(*fields: tuple[str, object]) -> Markup:
    return around(
        "qtimetadata",
        {},
        *(
            element(
                "qtimetadatafield", {}, element("fieldlabel", {}, label), element("fieldentry", {}, entry)
            )
            for label, entry in fields
        ),
    )


def _item(ident: str, asked: Asked, weight: int, t: Strings) -> Markup:
    profile, response, right = _PARTS[asked.kind](asked, t)
    feedback = asked.feedback.text if asked.feedback else ""
    conditions = [
        *_told(feedback),
        around(
            "respcondition",
            {"continue": "No"},
            around("conditionvar", {}, *right),
            element("setvar", {"action": "Set", "varname": "SCORE"}, 100),
        ),
    ]
    scored = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    outcomes = element("outcomes", {}, element("decvar", scored))
    metadata = _metadata(("cc_profile", profile), ("cc_weighting", weight))
    return around(
        "item",
        {"ident": ident, "title": cut(asked.text.text, QUESTION)},
        element("itemmetadata", {}, metadata),
        around("presentation", {}, _html(*_question(asked, t)), response),
        around("resprocessing", {}, outcomes, *conditions),
        *(
            [around("itemfeedback", {"ident": _FEEDBACK}, element("flow_mat", {}, _feedback(feedback)))]
            if feedback
            else []
        ),
    )


_FEEDBACK = "general_fb"
"""Feedback that is shown whatever was answered."""


def _told(feedback: str) -> Iterator[Markup]:
    """Yield the condition, always true, that shows a question's feedback."""
    if feedback:
        shown = element("displayfeedback", {"feedbacktype": "Response", "linkrefid": _FEEDBACK})
        yield around(
            "respcondition", {"continue": "Yes"}, element("conditionvar", {}, element("other")), shown
        )


def _plain(text: str) -> Markup:
    return element("material", {}, element("mattext", {"texttype": "text/plain"}, text))


def _feedback(text: str) -> Markup:
    """Return it as it is; only HTML has paragraphs."""
    paragraphs = text.split(PARTING)
    return _html(*paragraphs) if len(paragraphs) > 1 else _plain(text)


def _html(*paragraphs: str) -> Markup:
    return element("material", {}, element("mattext", {"texttype": "text/html"}, as_html(*paragraphs)))


def _question(asked: Asked, t: Strings) -> tuple[str, ...]:
    if asked.kind != "order":
        return (asked.text.text,)
    things = (f"{_letter(n)}. {one.text.text}" for n, one in enumerate(asked.choices))
    return (asked.text.text, *things, t("cartridge.choose_order"))


def _letter(number: int) -> str:
    """Return the letter that stands for the n-th thing to put in order, from 0; after Z comes A2."""
    again, letter = divmod(number, 26)
    return f"{chr(ord('A') + letter)}{again + 1 if again else ''}"


_Parts = tuple[str, Markup, list[Markup]]
"""Profile, response, and the conditions that are right."""


def _single(asked: Asked, t: Strings) -> _Parts:
    return _one_of("cc.multiple_choice.v0p1", _options(asked.choices))


def _true_false(asked: Asked, t: Strings) -> _Parts:
    options = [
        _Option("true", t("training.true"), asked.answer),
        _Option("false", t("training.false"), not asked.answer),
    ]
    return _one_of("cc.true_false.v0p1", options)


def _order(asked: Asked, t: Strings) -> _Parts:
    """Return orders to choose from: the right one, those with two neighbours exchanged, and the reverse."""
    numbered = list(enumerate(asked.choices))
    right = [number for number, one in sorted(numbered, key=lambda pair: pair[1].place)]
    wrong = [[*right[:n], right[n + 1], right[n], *right[n + 2 :]] for n in range(len(right) - 1)]
    told = {" → ".join(map(_letter, order)): order == right for order in (right, *wrong, right[::-1])}
    key = digest("orders", asked.text.text)
    by_chance = sorted(told, key=lambda text: digest(key, text))
    kept = {
        next(text for text in told if told[text]),
        *[text for text in by_chance if not told[text]][: _ORDERS - 1],
    }
    options = [
        _Option(f"choice-{n}", text, told[text])
        for n, text in enumerate((text for text in by_chance if text in kept), start=1)
    ]
    return _one_of("cc.multiple_choice.v0p1", options)


def _multiple(asked: Asked, t: Strings) -> _Parts:
    options = _options(asked.choices)
    # Importers know the right ones of several by this attribute, although the names of choices have no case.
    chosen = {one.ident: _equal(one.ident, "Yes") for one in options}
    parts = (chosen[one.ident] if one.right else element("not", {}, chosen[one.ident]) for one in options)
    return "cc.multiple_response.v0p1", _choice(options, "Multiple"), [around("and", {}, *parts)]


def _short(asked: Asked, t: Strings) -> _Parts:
    """Return a blank to fill in; answers written without blanks are right too, and so is either case."""
    spellings = (spelling for one in asked.accept for spelling in (one, "".join(one.split())))
    answers = {one.casefold(): one for one in reversed(list(spellings))}
    response = element(
        "response_str",
        {"ident": _RESPONSE, "rcardinality": "Single"},
        element("render_fib", {"columns": "30", "rows": "1"}),
    )
    return "cc.fib.v0p1", response, [_equal(one, "No") for one in reversed(list(answers.values()))]


_PARTS = {
    "single": _single,
    "multiple": _multiple,
    "true-false": _true_false,
    "order": _order,
    "short": _short,
}
_RESPONSE = "response1"


def _options(choices: tuple[Choice, ...]) -> list[_Option]:
    return [_Option(f"choice-{n}", one.text.text, one.right) for n, one in enumerate(choices, start=1)]


def _one_of(profile: str, options: list[_Option]) -> _Parts:
    return profile, _choice(options, "Single"), [_equal(one.ident) for one in options if one.right]


def _choice(options: list[_Option], cardinality: str) -> Markup:
    labels = (element("response_label", {"ident": one.ident}, _plain(one.text)) for one in options)
    return around(
        "response_lid",
        {"ident": _RESPONSE, "rcardinality": cardinality},
        around("render_choice", {"shuffle": "No"}, *labels),
    )


def _equal(value: str, case: str = "") -> Markup:
    return element("varequal", {"respident": _RESPONSE, "case": case}, value)
