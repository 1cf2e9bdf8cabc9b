"""What the tests of clips share: a catalog, and a film that is made once."""

import datetime as dt

import pytest

from generator.clips.encoding import film
from generator.content.catalog import Catalog
from generator.content.taxonomy import Taxonomy
from generator.content.visibility import Channel
from tests.clips.stories import faces, look, made_up_clip, short


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog(
        (), (), Taxonomy({}), dt.date(2026, 11, 21), Channel("site"), "ko", frozenset(), faces=faces()
    )


@pytest.fixture(scope="session")
def clip():
    """A clip of five cards that last 0.6 s each."""
    return short(made_up_clip(people="[{name: 홍길동, role: 사원, team: 예시 지점}]"))


@pytest.fixture(scope="session")
def made(clip) -> bytes:
    """The film of that clip, wide and silent."""
    return film(clip, look())
