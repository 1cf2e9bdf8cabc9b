"""Stories to read next: what the author named, then what shares the most of what few share."""

from types import SimpleNamespace

from generator.content.words import Said
from generator.site.related import find_relations


def story(slug, title="가나", category="contact", **more):
    """Return what relations look at in a story."""
    given = {"affiliate": (), "journey": (), "programme": (), "tags": (), "related": (), "id": f"id-{slug}"}
    words = SimpleNamespace(said_in=lambda language: Said(title, language))
    return SimpleNamespace(
        **given | more,
        slug=slug,
        category=category,
        languages=("ko",),
        title=words,
        summary=SimpleNamespace(said_in=lambda language: Said("", language)),
    )


def next_to(stories, slug, count=3):
    relations = find_relations(stories)
    return [one.slug for one in relations.of(next(one for one in stories if one.slug == slug), count)]


def test_what_the_author_named_comes_first_in_that_order():
    stories = [story("a"), story("b"), story("c"), story("d", category="other")]
    stories[0].related = ("d", "id-c", "gone", "a")
    assert next_to(stories, "a") == ["d", "c", "b"]


def test_a_shared_tag_counts_more_than_a_shared_category():
    stories = [
        story("a", tags=("repair",)),
        story("b"),
        story("c", category="other", tags=("repair",)),
    ]
    assert next_to(stories, "a") == ["c", "b"]


def test_what_few_share_counts_more():
    common = [story(f"n{number}", category="other", affiliate=("big",)) for number in range(20)]
    stories = [story("a", affiliate=("big", "small"), category="one"), *common]
    stories.append(story("z", category="two", affiliate=("small",)))
    assert next_to(stories, "a", 1) == ["z"]


def test_words_count_whatever_particle_follows():
    stories = [
        story("a", "할머니의 세탁기", category="one"),
        story("b", "텔레비전", category="two"),
        story("c", "세탁기를 고친 날", category="three"),
        story("d", "전화", category="four"),
    ]
    assert next_to(stories, "a", 1) == ["c"]


def test_the_first_of_all_comes_first_among_equals_and_none_is_its_own_neighbour():
    stories = [story(name) for name in "abcde"]
    assert next_to(stories, "c") == ["a", "b", "d"]
    assert next_to([story("alone")], "alone") == []
