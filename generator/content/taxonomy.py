"""Taxonomies: what stories are sorted by, kept as data files below stories/taxonomy/.

In: the bytes of `<name>.yml`. Out: Terms by id, in the order of the file, and Problems.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.base.problems import Place, Problem, problem, suggestion
from generator.content import kinds
from generator.content.kinds import Sheet, Words, made, read_fields
from generator.content.sheets import File, missing_fields, read_mapping
from generator.content.story import told

NAMES = ("affiliates", "categories", "awards", "badges", "programmes", "journey", "tags", "messages")
"""The taxonomies there are, each a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    """A prize of an award."""

    id: str = told(kinds.IDENTIFIER, "부문상 id.", "Id of the prize.", "first-class", required=True)
    name: Words = told(
        kinds.LINE, "이름.", "Name.", "{ko: 일등상, en: First prize}", required=True, twin=True
    )
    description: Words | None = told(
        kinds.TEXT, "한 문장 설명.", "A sentence about it.", "{ko: 가장 큰 상, en: the highest prize}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An award as it was given in one year."""

    id: str = told(kinds.IDENTIFIER, "해.", "The year.", "2021", required=True)
    lead: Words | None = told(
        kinds.TEXT,
        "어떤 자리였는지 한두 문장.",
        "What the day was like, in a sentence or two.",
        "{ko: 한 문장, en: a sentence}",
    )
    remarks: Words | None = told(
        kinds.TEXT,
        "그날 나온 말, 옮겨 적은 대로.",
        "What was said that day, indirectly.",
        "{ko: 한 문장, en: a sentence}",
    )
    badge: Words | None = told(
        kinds.TEXT, "배지를 누가 받았는지.", "Who received the badge.", "{ko: 한 문장, en: a sentence}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFields:
    """What a taxonomy says of one id."""

    name: Words = told(
        kinds.LINE, "이름.", "Name.", "{ko: LG전자, en: LG Electronics}", required=True, twin=True
    )
    description: Words | None = told(
        kinds.TEXT, "한 문장 설명.", "A sentence about it.", "{ko: 한 문장, en: a sentence}"
    )
    order: int | None = told(
        kinds.NUMBER,
        "목록에서의 순서. 없으면 파일 순서.",
        "Order in lists; else the order of the file.",
        "10",
    )
    parent: str | None = told(
        kinds.IDENTIFIER, "위에 있는 것의 id.", "Id of what it belongs to.", "lg-electronics"
    )
    colour: str | None = told(kinds.COLOUR, "색.", "Colour.", '"#1d5c63"')
    valid_from: dt.date | None = told(
        kinds.DATE, "이름이 쓰이기 시작한 날.", "First day of this name.", "2020-12-01"
    )
    valid_to: dt.date | None = told(
        kinds.DATE, "이름이 쓰인 마지막 날.", "Last day of this name.", "2021-05-01"
    )
    successor: tuple[str, ...] = told(
        kinds.IDENTIFIERS, "뒤를 이은 것의 id.", "Ids of what followed it.", "[lx-example]", default=()
    )
    stories: tuple[str, ...] = told(
        kinds.NAMES_OF_STORIES, "이 말을 살아 낸 이야기.", "Stories that live it.", "[notebook]", default=()
    )
    editions: tuple[Edition, ...] = told(
        kinds.records_by_id(Edition),
        "상을 준 해마다의 이야기.",
        "The award year by year.",
        "{2021: {lead: …}}",
        default=(),
    )
    prizes: tuple[Prize, ...] = told(
        kinds.records_by_id(Prize), "상의 부문상.", "Prizes of an award.", "{first: {name: …}}", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(TermFields):
    """One entry of a taxonomy."""

    id: str
    taxonomy: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All taxonomies, each as terms by id in the order of display."""

    terms: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)

    def of(self, name: str) -> Mapping[str, Term]:
        """Return the terms of one taxonomy by id."""
        return self.terms.get(name, {})

    def family(self, name: str, id_: str) -> tuple[str, ...]:
        """Return an id and all that stands below it."""
        below = [one.id for one in self.of(name).values() if one.parent == id_ and one.id != id_]
        return (id_, *(deeper for child in below for deeper in self.family(name, child)))


def read_taxonomy(files: Mapping[str, File], source: str) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """Read the taxonomies from their files by name."""
    problems: list[Problem] = []
    terms = {}
    for name, file in sorted(files.items()):
        if name in NAMES:
            terms[name] = _read_terms(name, file, source, problems)
        else:
            problems.append(
                problem(Place(file.path), "unknown-taxonomy", name=name, nearest=suggestion(name, NAMES))
            )
    return Taxonomy(terms), tuple(problems)


def _read_terms(name: str, file: File, source: str, problems: list[Problem]) -> dict[str, Term]:
    node = read_mapping(file, problems)
    terms: dict[str, Term] = {}
    seen: dict[str, Place] = {}
    for key_node, value_node in node.value if node else ():
        id_ = kinds.scalar(key_node) or ""
        place = seen.get(id_)
        here = Place(file.path, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if place:
            problems.append(problem(here, "duplicate-field", field=id_, line=place.line))
            continue
        seen[id_] = here
        term = _read_term(name, id_, value_node, Sheet(file.path, source, places={"": here}), problems)
        if term:
            terms[id_] = term
    problems += _bad_parents(terms, seen)
    ordered = sorted(
        terms.values(), key=lambda one: one.order if one.order is not None else list(terms).index(one.id)
    )
    return {one.id: one for one in ordered}


def _read_term(name: str, id_: str, node: yaml.Node, sheet: Sheet, problems: list[Problem]) -> Term | None:
    place = sheet.places[""]
    if not kinds.is_identifier(id_):
        problems.append(
            problem(
                place,
                "wrong-type",
                field=id_ or "?",
                wanted_ko=kinds.IDENTIFIER.ko,
                wanted_en=kinds.IDENTIFIER.en,
            )
        )
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.append(problem(place, "missing-field", field=f"{id_}.name", example="{ko: …, en: …}"))
        return None
    values: dict[str, Any] = read_fields(node, TermFields, sheet)
    found = sheet.problems + missing_fields(sheet, TermFields, values=values)
    problems += found
    return None if found else made(Term, values, id=id_, taxonomy=name)


def _bad_parents(terms: Mapping[str, Term], places: Mapping[str, Place]) -> list[Problem]:
    """Find parents and successors that do not exist, and terms that are above themselves."""
    found = []
    for term in terms.values():
        for other in (*((term.parent,) if term.parent else ()), *term.successor):
            if other not in terms:
                found.append(
                    problem(
                        places[term.id],
                        "unknown-id",
                        value=other,
                        taxonomy=term.taxonomy,
                        nearest=suggestion(other, terms),
                    )
                )
        above, seen = term.parent, {term.id}
        while above and above in terms and above not in seen:
            seen.add(above)
            above = terms[above].parent
        if above in seen:
            found.append(problem(places[term.id], "circular-parent", value=term.id))
    return found
