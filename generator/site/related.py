"""Stories to read next: those that share affiliate, category, journey, programme, tags or words with a story.

What two stories share counts the more, the fewer stories share it (inverse document frequency). Only the newest stories of
each shared thing are compared, so that the cost grows with the catalog and not with its square.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.content.story import Story

WEIGHTS = {"tag": 3.0, "programme": 2.0, "journey": 1.5, "affiliate": 1.5, "category": 1.0, "word": 1.0}
"""How much each kind of shared thing counts."""
COMPARED = 60
"""How many of the stories that share a thing are compared."""
COMMON = 0.25
"""A word in more than this share of the stories says nothing."""
_WORD = re.compile(r"[가-힣]{2,}|[A-Za-z]{3,}")


def related_stories(stories: Sequence[Story], count: int = 3) -> Mapping[str, tuple[Story, ...]]:
    """Return for each story, by folder name, those to read next: what its author named first, then what it shares most with."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    traits = [tuple(dict.fromkeys(_traits(story))) for story in stories]
    for number, found in enumerate(traits):
        for trait in found:
            holders[trait].append(number)
    known = {name: number for number, story in enumerate(stories) for name in (story.slug, story.id) if name}
    result = {}
    for number, story in enumerate(stories):
        named = [known[name] for name in story.related if known.get(name, number) != number]
        likest = _likest(number, traits[number], holders, len(stories))
        chosen = list(dict.fromkeys([*named, *likest]))[:count]
        result[story.slug] = tuple(stories[one] for one in chosen)
    return result


def _likest(
    number: int,
    traits: Sequence[tuple[str, str]],
    holders: Mapping[tuple[str, str], Sequence[int]],
    total: int,
) -> list[int]:
    """Return the numbers of the stories that share most with one, newest first among equals."""
    scores: dict[int, float] = defaultdict(float)
    for trait in traits:
        sharing = holders[trait]
        if trait[0] == "word" and len(sharing) > max(2, total * COMMON):
            continue
        weight = WEIGHTS[trait[0]] * math.log(1 + total / len(sharing))
        for other in sharing[:COMPARED]:
            scores[other] += weight
    scores.pop(number, None)
    return sorted(scores, key=lambda one: (-round(scores[one], 6), one))[:6]


def _traits(story: Story) -> Iterator[tuple[str, str]]:
    """Yield what a story can share with another, as (kind, value)."""
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
