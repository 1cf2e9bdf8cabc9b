"""Taxonomies: what stories are sorted by, kept as data files below stories/taxonomy/.

In: the bytes of `<name>.yml`. Out: Terms by id, in the order of the file, and Problems.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import yaml

from generator.base.problems import Place, Problem, problem, suggestion
from generator.content import kinds, records
from generator.content.fields import told
from generator.content.kinds import Sheet
from generator.content.mappings import read_fields
from generator.content.records import made
from generator.content.sheets import File, missing_fields, read_mapping
from generator.content.synonyms import SYNONYMS
from generator.content.words import Words

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
        records.records_by_id(Edition),
        "상을 준 해마다의 이야기.",
        "The award year by year.",
        "{2021: {lead: …}}",
        default=(),
    )
    prizes: tuple[Prize, ...] = told(
        records.records_by_id(Prize), "상의 부문상.", "Prizes of an award.", "{first: {name: …}}", default=()
    )


_FIELDS = records.record(TermFields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(TermFields):
    """One entry of a taxonomy."""

    id: str
    taxonomy: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All taxonomies, each as terms by id in the order of display."""

    terms: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)
    unread: frozenset[tuple[str, str]] = frozenset()
    """(taxonomy, id) of terms that something is wrong with; without an id where a whole file could not be read."""

    def of(self, name: str) -> Mapping[str, Term]:
        """Return the terms of one taxonomy by id."""
        return self.terms.get(name, {})

    def may_hold(self, name: str, id_: str) -> bool:
        """Tell whether an id is known, or would be if what is wrong with its taxonomy were mended."""
        return id_ in self.of(name) or not self.unread.isdisjoint({(name, ""), (name, id_)})

    def family(self, name: str, id_: str) -> tuple[str, ...]:
        """Return an id and all that stands below it."""
        below = [one.id for one in self.of(name).values() if one.parent == id_ and one.id != id_]
        return (id_, *(deeper for child in below for deeper in self.family(name, child)))


def read_taxonomy(files: Mapping[str, File], source: str) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """Read the taxonomies from their files by name."""
    problems: list[Problem] = []
    terms: dict[str, dict[str, Term]] = {}
    unread: set[tuple[str, str]] = set()
    for name, file in sorted(files.items()):
        if name in NAMES:
            before = len(problems)
            node = read_mapping(file, problems)
            unread |= {(name, "")} if len(problems) > before else set()
            terms[name] = _read_terms(name, node, Sheet(file.path, source), problems, unread)
        elif name != SYNONYMS:
            shown, near = PurePosixPath(file.path).name, suggestion(name, (*NAMES, SYNONYMS))
            problems.append(problem(Place(file.path), "unknown-taxonomy", name=shown, **near))
    return Taxonomy(terms, frozenset(unread)), tuple(problems)


def _read_terms(
    name: str,
    node: yaml.MappingNode | None,
    empty: Sheet,
    problems: list[Problem],
    unread: set[tuple[str, str]],
) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    sheets: dict[str, Sheet] = {}
    for key_node, value_node in node.value if node else ():
        id_ = kinds.scalar(key_node) or ""
        sheet = Sheet(empty.path, empty.language)
        here = sheet.mark("", key_node)
        if id_ in sheets:
            first = sheets[id_].places[""]
            problems.append(problem(here, "duplicate-field", field=id_, line=first.line))
            continue
        sheets[id_] = sheet
        term = _read_term(name, id_, value_node, sheet)
        problems += sheet.problems
        if term:
            terms[id_] = term
        else:
            unread.add((name, id_))
    problems += _bad_parents(terms, sheets)
    ordered = sorted(
        terms.values(), key=lambda one: one.order if one.order is not None else list(terms).index(one.id)
    )
    return {one.id: one for one in ordered}


def _read_term(name: str, id_: str, node: yaml.Node, sheet: Sheet) -> Term | None:
    """Read a term, noting on the sheet what is wrong with it."""
    wanted = kinds.IDENTIFIER if not records.is_identifier(id_) else _FIELDS
    if wanted is kinds.IDENTIFIER or not isinstance(node, yaml.MappingNode):
        sheet.note("wrong-type", "", field=id_ or "?", wanted_ko=wanted.ko, wanted_en=wanted.en)
        return None
    values: dict[str, Any] = read_fields(node, TermFields, sheet)
    sheet.problems += missing_fields(sheet, TermFields, values=values)
    return None if sheet.problems else made(Term, values, id=id_, taxonomy=name)


def _bad_parents(terms: Mapping[str, Term], sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Find parents and successors that do not exist, and terms that are above themselves."""
    for term in terms.values():
        places = sheets[term.id].places
        named = {"parent": term.parent} | {f"successor.{n}": one for n, one in enumerate(term.successor)}
        for at, other in named.items():
            if other and other not in sheets:
                near = suggestion(other, sheets)
                yield problem(places[at], "unknown-id", value=other, taxonomy=term.taxonomy, **near)
        above, seen = term.parent, set[str]()
        while above and above in terms and above not in seen:
            seen.add(above)
            above = terms[above].parent
        if term.id in seen:
            yield problem(places["parent"], "circular-parent", value=term.id)
