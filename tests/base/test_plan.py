"""A plan: what is worked out, what is remembered, and what is refused."""

from importlib.metadata import version

import pytest

from generator.base.installed import version_of
from generator.base.outputs import Data, Group, Output, Page
from generator.base.plan import make_plan


def group(key: str, made: list[str], *paths: str) -> Group:
    """Return a group of one file a path, which notes that it was worked out."""

    def make() -> list[Page | Data]:
        made.append(key)
        return [Data(path, f"{key} {path}".encode()) for path in paths]

    return Group(key, make)


def test_remembered_groups_are_not_worked_out_until_a_file_of_theirs_is_wanted() -> None:
    made: list[str] = []
    parts: list[Output | Group] = [group("one", made, "a", "b"), Data("c", b"c"), group("two", made, "d")]
    first = make_plan(parts, {})
    assert made == ["one", "two"]
    made.clear()
    second = make_plan(parts, first.groups)
    assert (second.keys, made) == (first.keys, [])
    assert [one.path for one in second.outputs({"c", "b", "a"})] == ["a", "b", "c"]
    assert made == ["one"], "once, though two of its files are wanted"


def test_only_groups_of_today_are_remembered() -> None:
    before = make_plan([group("old", [], "a")], {})
    assert list(make_plan([group("new", [], "a")], before.groups).groups) == ["new"]


@pytest.mark.parametrize("remembered", [False, True])
def test_two_outputs_at_one_path(remembered: bool) -> None:
    one = group("one", [], "a")
    groups = make_plan([one], {}).groups if remembered else {}
    with pytest.raises(ValueError, match="a"):
        make_plan([one, Data("a", b"")], groups)


def test_rendering_is_part_of_the_key_of_pages_only() -> None:
    plan = make_plan([Data("a", b""), Page("b", "story", None)], {})
    one, other = plan.wanted("one"), plan.wanted("other")
    assert (one["a"] == other["a"], one["b"] == other["b"]) == (True, False)


@pytest.mark.parametrize("name", ["Jinja2", "MarkupSafe", "mkdocs-material", "PyYAML", "pymdown-extensions"])
def test_versions_are_those_that_python_knows(name: str) -> None:
    assert version_of(name) == version(name)


def test_version_of_nothing() -> None:
    assert version_of("plainly-made-up-library") == ""
