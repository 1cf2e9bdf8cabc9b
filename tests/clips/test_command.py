"""`delight clip`, and the clips that a build makes, as a person meets them."""

from __future__ import annotations

import re
from pathlib import Path

import av
import pytest
from PIL import Image

from tests.content.projects import SETTINGS, project, run, story, with_theme

FOLDER = "stories/2021/call/index"
SCENES = "[그날의 전화: 전화를 드렸습니다., 부품이 왔습니다., 고쳐 드렸습니다.]"
ADDRESS = SETTINGS.replace("docs_dir", "site_url: https://stories.example/\ndocs_dir")


def written(root: Path, body: str = "이야기입니다.", settings: str = ADDRESS, **fields: str) -> Path:
    return project(root, {f"{FOLDER}.ko.md": story(body, id="demo42", **fields), "mkdocs.yml": settings})


def picture(path: Path) -> tuple[str | None, tuple[int, int]]:
    """Return what kind of picture a file is, and its size."""
    with Image.open(path) as opened:
        return opened.format, opened.size


def in_folder(
    root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, language: str = "ko"
) -> tuple[int, str]:
    """Run the command where a person would, and so find the files that it writes there."""
    monkeypatch.chdir(root)
    return run(root, "clip", *arguments, language=language)


def test_a_film_with_captions_and_poster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, clip=SCENES)
    status, told = in_folder(tmp_path, monkeypatch, "demo42", "--shape", "tall")
    assert (status, re.sub(r"[0-9.]+ MB", "… MB", told)) == (
        0,
        "call.ko.tall.mp4: 21.5초, … MB. 자막과 포스터도 옆에 만들었습니다.\n",
    )
    with av.open(str(tmp_path / "call.ko.tall.mp4")) as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == (1080, 1920)
    assert (tmp_path / "call.ko.tall.vtt").read_text("utf-8").startswith("WEBVTT\n\n00:00:0")
    assert picture(tmp_path / "call.ko.tall.webp") == ("WEBP", (1080, 1920))


def test_cards_to_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, clip=SCENES, settings=SETTINGS)
    status, told = in_folder(tmp_path, monkeypatch, "call", "--cards", "cards", language="en")
    names = sorted(path.name for path in (tmp_path / "cards").iterdir())
    assert names == ["01-title.png", "02-scene.png", "03-scene.png", "04-scene.png", "05-end.png"]
    assert picture(tmp_path / "cards/01-title.png") == ("PNG", (1920, 1080))
    assert (status, told) == (
        0,
        "The end card has no QR code, as site_url is not set or the story has no id.\n5 cards drawn into cards.\n",
    )


def test_sentences_are_chosen_where_none_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "고객이 전화를 주셨습니다. 부품이 늦었습니다.\n\n> 인용한 문장은 고르지 않습니다.\n\n직원이 날마다 안부를 물었습니다."
    written(tmp_path, body)
    status, told = in_folder(tmp_path, monkeypatch, "call", "--cards", "cards")
    assert status == 0
    assert [line for line in told.splitlines() if line.startswith("  - ")] == [
        "  - 고객이 전화를 주셨습니다.",
        "  - 부품이 늦었습니다.",
        "  - 직원이 날마다 안부를 물었습니다.",
    ]


@pytest.mark.parametrize(
    ("arguments", "fields", "told"),
    [
        (["nobody"], {}, "nobody라는 이야기가 없습니다."),
        (["call", "--language", "en"], {"clip": SCENES}, "call은 이 언어로 쓰여 있지 않습니다."),
        (["call"], {"consent": "withdrawn", "clip": SCENES}, "나오는 분이 동의를 거둔 이야기"),
        (["call"], {"year": "어제"}, "`delight check`로 먼저 고치세요."),
        (["call"], {"clip": "[하나입니다., 둘입니다.]"}, "[clip-sentences]"),
        (["call"], {"clip": f"[{', '.join(['가나다라 ' * 10] * 6)}]"}, "[clip-too-long]"),
        (["call"], {"clip": SCENES, "title": "웃음 🙂"}, "🙂"),
        (["call", "--sound", "nothing.wav"], {"clip": SCENES}, "소리를 읽지 못했습니다."),
        (["call"], {"body": "짧다."}, "본문에서 영상에 쓸 문장을 찾지 못했습니다."),
    ],
)
def test_what_is_told_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], fields: dict[str, str], told: str
) -> None:
    written(tmp_path, **fields)
    status, found = in_folder(tmp_path, monkeypatch, *arguments)
    assert (status, told in found) == (1, True), found
    assert not list(tmp_path.glob("*.mp4"))


def test_a_font_that_is_not_there_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, clip=SCENES, settings=SETTINGS + "      clip_font: nowhere.ttf\n")
    status, told = in_folder(tmp_path, monkeypatch, "call")
    assert (status, "[clip-not-made]" in told) == (1, True)


def test_a_build_makes_a_clip_once(tmp_path: Path) -> None:
    with_theme(written(tmp_path, clip=SCENES, status="published"))
    film = tmp_path / "site/media/2021/call/clip.ko.mp4"
    assert run(tmp_path, "build")[0] == 0
    made = film.read_bytes()
    assert film.with_name("captions.ko.vtt").read_text("utf-8").count("-->") == 3
    assert picture(film.with_suffix(".webp")) == ("WEBP", (1920, 1080))
    assert "쓴 파일 0" in run(tmp_path, "build")[1]
    # What the clip does not show changes nothing of it; and a text does not either.
    path = tmp_path / f"{FOLDER}.ko.md"
    path.write_text(path.read_text("utf-8").replace("이야기입니다.", "다른 이야기입니다."), "utf-8")
    before = film.stat().st_mtime_ns
    assert run(tmp_path, "build")[0] == 0
    assert film.stat().st_mtime_ns == before
    # Another folder gets the same film without its being made again.
    kept = _kept(tmp_path)
    assert len(kept) == 1
    assert run(tmp_path, "build", "-d", str(tmp_path / "other"))[0] == 0
    assert (tmp_path / "other/media/2021/call/clip.ko.mp4").read_bytes() == made
    assert _kept(tmp_path) == kept


def _kept(root: Path) -> dict[str, int]:
    """Return the films that are kept; one made again is another file."""
    return {path.name: path.stat().st_ino for path in (root / ".cache/delight/drawn").iterdir()}


def test_a_build_without_a_font_goes_on_without_clips(tmp_path: Path) -> None:
    with_theme(
        written(
            tmp_path, clip=SCENES, status="published", settings=SETTINGS + "      clip_font: nowhere.ttf\n"
        )
    )
    status, told = run(tmp_path, "build")
    assert (status, told.count("[clip-not-made]")) == (0, 1)
    assert not (tmp_path / "site/media").exists()
