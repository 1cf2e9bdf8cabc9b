"""`delight media`: a table that stands straight, numbers for programs, and an exit status."""

import json
import unicodedata
from pathlib import Path

import pytest

from tests import films
from tests.content.projects import project, run, story
from tests.docs.documents import halves
from tests.films import make_film


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four stories: a film as it should be, one too loud and under a long name, one that is cut off, and none."""
    root = tmp_path_factory.mktemp("media")
    names = ("call", "비-오는-날-우산을-들고-정류장으로", "cut")
    files: dict[str, str | bytes] = {
        f"stories/2021/{name}/index.ko.md": story(video="film.mp4") for name in names
    }
    for name in names:
        for language in ("ko", "en"):
            files[f"stories/2021/{name}/captions.{language}.vtt"] = "WEBVTT\n\n00:00.000 --> 00:00.900\n네.\n"
    files["stories/2021/call/chapters.ko.vtt"] = "WEBVTT\n\n00:00.000 --> 00:00.900\n처음\n"
    files["stories/2021/none/index.ko.md"] = story()
    project(root, files)
    make_film(root / "stories/2021" / names[0] / "film.mp4", faststart=False)
    make_film(root / "stories/2021" / names[1] / "film.mp4", level=-1, size=(1920, 1080))
    films.cut(make_film(root / "stories/2021" / names[2] / "film.mp4", seconds=8), 0.5)
    return root


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_table(root, language):
    status, told = run(root, "media", language=language)
    assert status == 1
    table, _, messages = told.partition("\n\n")
    rows = table.splitlines()[1:]
    assert [row.split()[0] for row in rows] == ["call", "cut", "비-오는-날-우산을…"]
    assert max(map(columns, table.splitlines())) <= 100
    assert "0:02" in rows[0] and "320×180" in rows[0] and "H.264/AAC" in rows[0] and "ko en" in rows[0]
    loud = rows[2].index("−10.9*") + len("−10.9")
    assert columns(rows[2][:loud]) == columns(rows[0][: rows[0].index("−23.9") + len("−23.9")])
    assert rows[1].endswith("1!")
    assert "[film-cut-off]" in messages and "[film-too-loud]" in messages


def test_json(root):
    status, told = run(root, "media", "call", "--json")
    (film,) = json.loads(told)["films"]
    assert status == 0
    wanted = {
        "story": "call", "file": "film.mp4", "seconds": 2.0, "width": 320, "height": 180, "frame_rate": 5.0,
        "container": "MP4", "video_codec": "h264", "audio_codec": "aac", "plays_everywhere": True,
        "faststart": False, "loudness": -23.9, "loudness_off": 0.0,
        "captions": {"ko": 1, "en": 1}, "chapters": {"ko": 1}, "descriptions": {}, "problems": [],
    }  # fmt: skip
    assert wanted.items() <= film.items()
    status, told = run(root, "media", "cut", "--json")
    (film,) = json.loads(told)["films"]
    assert status == 1
    assert [(one["level"], one["name"], one["line"]) for one in film["problems"]] == [
        ("error", "film-cut-off", 7)
    ]
    assert "loudness" not in film


def test_every_field_of_the_json_is_told(root):
    _, told = run(root, "media", "--json")
    report = json.loads(told)
    films = {
        name
        for one in report["films"]
        for name in (*one, *(key for found in one["problems"] for key in found))
    }
    for half in halves("docs/admin.md"):
        assert {
            name for name in films | set(report) | set(report["target"]) if f"`{name}`" not in half
        } == set()


def test_only_what_is_wrong_with_films(tmp_path):
    fields = {"image": "{file: gone.jpg, alt: 없는 사진}", "video": "gone.mp4"}
    status, told = run(
        project(tmp_path, {"stories/2021/call/index.ko.md": story(**fields)}), "media", "--json"
    )
    (film,) = json.loads(told)["films"]
    missing = [one["message"] for one in film["problems"] if one["name"] == "missing-file"]
    assert status == 1
    assert len(missing) == 1 and "gone.mp4" in missing[0]


def test_unknown_story(root):
    status, told = run(root, "media", "nothing")
    assert status == 1 and "nothing" in told


def test_no_films(tmp_path):
    status, told = run(project(tmp_path, {"stories/2021/none/index.ko.md": story()}), "media")
    assert (status, told) == (0, "영상이 있는 이야기가 없습니다.\n")
