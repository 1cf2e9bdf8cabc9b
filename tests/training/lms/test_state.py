"""What was done, as a text for an LMS: never longer than it may be, never more than was really played, and nothing from what is not ours."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

# A unit of so many steps of such lengths; what was played of each; and what a later session reads from what was written.
_ROUND = """([steps, plays, seen, score, points]) => {
  const { joined } = delightTraining, state = new delightLms.State(steps, points);
  const text = state.write(plays.map((film, n) => ({ film: joined(film, 0), length: steps[n].to, ...seen[n] })), score);
  const later = new delightLms.State(steps, points), found = later.read(text);
  const again = later.write(found.seen, found.score);
  return { text, again, found, stretches: steps.map((step, n) => later.stretches(n, step.to)) };
}"""


@pytest.fixture(scope="module")
def tool(browser, lms_host):
    """A page that holds the script."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{lms_host}packages/first-contact.ko.scorm12/module-1.html")
    yield page
    context.close()


def step(seconds, reading=30, start=0.0):
    return {"from": start, "to": start + seconds, "isFilm": seconds > 0, "reading": reading}


def play(seconds, rng, start=0.0):
    """Play a film as someone does who jumps about."""
    plays = []
    for _ in range(rng.randrange(30)):
        begin = rng.uniform(start, start + seconds)
        plays.append([begin, min(start + seconds, begin + rng.expovariate(8 / seconds))])
    return plays


def covered(plays, start, end):
    """Return the seconds of a stretch that were played, by counting its edges."""
    edges = sorted({start, end, *(min(max(one, start), end) for pair in plays for one in pair)})
    return sum(b - a for a, b in pairwise(edges) if any(one <= a and b <= other for one, other in plays))


MOST_STEPS = 1000
"""Steps that are kept of a unit; no module has as many."""
UNITS = {
    "one": [step(6)],
    "short": [step(0.3), step(2)],
    "usual": [step(300), step(0, 90), step(40, start=12)],
    "long": [step(3 * 3600)],
    "many": [step(60 + 7 * n) for n in range(30)],
    "many-long": [step(3 * 3600) for _ in range(30)],
    "films-and-texts": [step(0 if n % 2 else 600, 5000) for n in range(400)],
    "endless": [step(60) for _ in range(1200)],
}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_short_and_true(tool, unit, seed):
    steps, rng = UNITS[unit], random.Random(f"{unit}{seed}")
    plays = [play(one["to"] - one["from"], rng, one["from"]) if one["isFilm"] else [] for one in steps]
    seen = [
        {
            "open": rng.uniform(0, 1.5 * one["reading"]),
            "end": rng.random() < 0.5,
            "done": rng.random() < 0.5,
        }
        for one in steps
    ]
    made = tool.evaluate(_ROUND, [steps, plays, seen, 7, 12])
    assert len(made["text"]) <= 4096
    assert made["again"] == made["text"]
    assert made["found"]["score"] == 7
    for n, one in enumerate(steps[:MOST_STEPS]):
        assert made["found"]["seen"][n]["end"] == seen[n]["end"]
        assert made["found"]["seen"][n]["done"] == seen[n]["done"]
        assert made["found"]["seen"][n]["open"] <= seen[n]["open"]
        for begin, end in made["stretches"][n]:
            # Less than a fiftieth of a second may be wanting of each cell, of which there are two a second at most.
            assert end - begin - covered(plays[n], begin, end) <= 0.02 * max(1, 2 * (end - begin)) + 1e-6
            assert one["from"] - 1e-6 <= begin < end <= one["to"] + 1e-6


def test_every_other_second_of_three_hours(tool):
    plays = [[[second, second + 1] for second in range(0, 3 * 3600, 2)]]
    made = tool.evaluate(_ROUND, [UNITS["long"], plays, [{}], None, 0])
    assert len(made["text"]) <= 4096
    assert sum(end - begin for begin, end in made["stretches"][0]) == pytest.approx(5400, rel=0.01)
    # Where cells are longer than what was played, nothing is claimed.
    many = tool.evaluate(_ROUND, [UNITS["many-long"], plays * 30, [{}] * 30, None, 0])
    assert len(many["text"]) <= 4096
    assert many["stretches"] == [[]] * 30


@pytest.mark.parametrize("unit", UNITS)
def test_all_is_all(tool, unit):
    steps = UNITS[unit]
    plays = [[[one["from"], one["to"]]] if one["isFilm"] else [] for one in steps]
    made = tool.evaluate(_ROUND, [steps, plays, [{}] * len(steps), None, 0])
    assert len(made["text"]) <= 4096
    for one, stretches in zip(steps[:MOST_STEPS], made["stretches"], strict=False):
        assert sum(end - begin for begin, end in stretches) == pytest.approx(one["to"] - one["from"])


def test_nothing_is_next_to_nothing(tool):
    made = tool.evaluate(_ROUND, [UNITS["long"], [[]], [{}], None, 0])
    assert len(made["text"]) == 13
    assert made["stretches"] == [[]]
    assert made["found"]["score"] is None


def test_what_is_damaged_is_nothing(tool):
    steps, rng = UNITS["usual"], random.Random(1)
    made = tool.evaluate(_ROUND, [steps, [[[0, 200]], [], [[12, 30]]], [{}] * 3, 3, 6])
    whole = made["text"]
    read = """([steps, texts]) => texts.map((text) => {
      const state = new delightLms.State(steps, 6), found = state.read(text);
      return [found === null, state.cells.every((cells) => cells.every((one) => one === 0 || one === 1)), found && found.score];
    })"""
    foreign = [
        "",
        "x",
        "d1",
        whole[:11],
        f"{whole}{'_' * 4000}",
        whole.replace("d1", "d2"),
        f" {whole}",
        whole + "가",
        7,
        None,
        {},
    ]
    assert [one[0] for one in tool.evaluate(read, [steps, foreign])] == [True] * len(foreign)
    changed = []
    for _ in range(300):
        place = rng.randrange(len(whole))
        changed.append(whole[:place] + chr(rng.randrange(32, 0x3000)) + whole[place + 1 :])
    for is_nothing, is_sound, score in tool.evaluate(read, [steps, changed]):
        assert is_sound
        assert is_nothing or score is None or 0 <= score <= 6


def test_what_another_unit_left_is_nothing(tool):
    made = tool.evaluate(_ROUND, [UNITS["usual"], [[[0, 200]], [], []], [{}] * 3, None, 0])
    other = """([steps, text]) => new delightLms.State(steps, 0).read(text) === null"""
    for new in ({"to": 301}, {"key": "another"}):
        assert tool.evaluate(other, [[UNITS["usual"][0] | new, *UNITS["usual"][1:]], made["text"]])
    assert not tool.evaluate(other, [UNITS["usual"], made["text"]])


def test_a_unit_knows_which_stories_it_shows(tool):
    keys = tool.evaluate("() => document.querySelector('delight-unit').state.steps.map(({ key }) => key)")
    assert keys == tool.evaluate(
        "() => [...document.querySelectorAll('[data-step]')].map((one) => one.dataset.step)"
    )
    assert all(keys)


def test_a_film_of_unknown_length_waits_for_it(tool):
    unknown = [{"from": 0, "to": 0, "isFilm": True, "reading": 0}]
    found = tool.evaluate(
        """([steps]) => {
          const state = new delightLms.State(steps), text = state.write([{ film: [[0, 30]], length: 60 }]);
          const later = new delightLms.State(steps), seen = later.read(text).seen;
          return [later.stretches(0, 0), later.write(seen) === text, later.stretches(0, 60)];
        }""",
        [unknown],
    )
    assert found[0] == []
    assert found[1] is True
    assert sum(end - begin for begin, end in found[2]) == pytest.approx(30, abs=0.1)


@pytest.mark.parametrize(
    "seconds, timespan, duration",
    [
        (0, "0000:00:00.00", "PT0S"),
        (59.999, "0000:01:00.00", "PT60S"),
        (3661.5, "0001:01:01.50", "PT3661.5S"),
        (4e7, "9999:59:59.99", "PT40000000S"),
    ],
)
def test_how_long_it_took_as_standards_write_it(tool, seconds, timespan, duration):
    told = tool.evaluate("(seconds) => [delightLms.timespan(seconds), delightLms.duration(seconds)]", seconds)
    assert told == [timespan, duration]


def test_names_that_are_nobody_elses(tool):
    names = tool.evaluate("Array.from({ length: 200 }, () => delightLms.uuid())")
    pattern = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
    assert len(set(names)) == 200
    assert all(
        tool.evaluate("([name, pattern]) => new RegExp(pattern).test(name)", [one, pattern])
        for one in names[:5]
    )
