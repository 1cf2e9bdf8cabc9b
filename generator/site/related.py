"""Stories to read next: those that share affiliate, category, journey, programme, tags or words with a story.

What two stories share counts the more, the fewer stories share it (inverse document frequency). Only the newest stories of
each shared thing are compared, so that the cost grows with the catalog and not with its square.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.content.story import Story

WEIGHTS = {"tag": 3.0, "programme": 2.0, "journey": 1.5, "affiliate": 1.5, "category": 1.0, "word": 1.0}
"""How much each kind of shared thing counts."""
COMPARED = 40
"""How many of the stories that share a thing are compared."""
COMMON = 0.25
"""A word in more than this share of the stories says nothing."""
_WORD = re.compile(r"[가-힣]{2,}|[A-Za-z]{3,}")

Trait = tuple[str, str]
"""What a story can share with another: (kind, value)."""


@dataclass(frozen=True, slots=True)
class Relations:
    """Who shares what."""

    stories: Sequence[Story]
    numbers: Mapping[str, int]
    """Place of each story among all, by folder name and by id."""
    traits: Sequence[tuple[Trait, ...]]
    holders: Mapping[Trait, Sequence[int]]
    """The stories that hold each trait, in the order of all."""

    def of(self, story: Story, count: int = 3) -> tuple[Story, ...]:
        """Return what to read after a story: what its author named first, then what it shares most with."""
        own = self.numbers[story.slug]
        named = [self.numbers[name] for name in story.related if self.numbers.get(name, own) != own]
        chosen = list(dict.fromkeys([*named, *self._likest(own, count + len(named))]))[:count]
        return tuple(self.stories[one] for one in chosen)

    def _likest(self, number: int, count: int) -> list[int]:
        """Return the stories that share most with one, the first of all first among equals."""
        scores: dict[int, float] = defaultdict(float)
        total = len(self.stories)
        for trait in self.traits[number]:
            sharing = self.holders[trait]
            if trait[0] == "word" and len(sharing) > max(2, total * COMMON):
                continue
            weight = WEIGHTS[trait[0]] * math.log(1 + total / len(sharing))
            for other in sharing[:COMPARED]:
                scores[other] += weight
        scores.pop(number, None)
        ranked = heapq.nsmallest(count, [(-round(score, 6), other) for other, score in scores.items()])
        return [other for _, other in ranked]


def find_relations(stories: Sequence[Story]) -> Relations:
    """Find what stories share with each other."""
    holders: dict[Trait, list[int]] = defaultdict(list)
    traits = [tuple(dict.fromkeys(_traits(story))) for story in stories]
    for number, found in enumerate(traits):
        for trait in found:
            holders[trait].append(number)
    numbers = {
        name: number for number, story in enumerate(stories) for name in (story.id, story.slug) if name
    }
    return Relations(stories, numbers, traits, holders)


def _traits(story: Story) -> Iterator[Trait]:
    yield "category", story.category
    for kind, values in (
        ("affiliate", story.affiliate),
        ("journey", story.journey),
        ("programme", story.programme),
        ("tag", story.tags),
    ):
        for value in values:
            yield kind, value
    source = story.languages[0]
    for word in _WORD.findall(f"{story.title.said_in(source).text} {story.summary.said_in(source).text}"):
        # Two syllables or five letters are a rough stem: what follows is mostly a particle or an ending.
        yield "word", word[:2] if word >= "가" else word[:5].lower()
