"""What is told of captions: whether they can be read while they are seen, their times, and languages that are missing."""

import time

import pytest

from generator.base.pace import LINES, length
from generator.base.problems import Place, Problem, is_error, message
from generator.checks.captions import caption_problems, chapter_problems, missing_captions, time_problems
from generator.content.captions import Captions, Fault, Track
from tests.content.projects import project, run, story


def captions(*cues: tuple[float, float, str], faults: tuple[Fault, ...] = ()) -> Captions:
    """Return captions whose cues (start, end, text) stand in lines 10, 20, 30 …"""
    starts, ends, texts = zip(*cues, strict=True) if cues else ((), (), ())
    count = len(cues)
    track = Track(
        "",
        tuple(round(start * 1000) for start in starts),
        tuple(round(end * 1000) for end in ends),
        texts,
        ("",) * count,
        tuple(10 * number for number in range(1, count + 1)),
    )
    return Captions("vtt", "utf-8", "", (track,) if cues else (), faults)


def told(found: Captions, language: str = "ko", seconds: float | None = None) -> dict[str, int]:
    """Return the line of each problem by its name."""
    return {one.name: one.place.line for one in caption_problems("captions.ko.vtt", found, language, seconds)}


# Length


@pytest.mark.parametrize(
    ("text", "korean", "english"),
    [
        ("", 0, 0),
        ("말씀", 2, 4),
        ("지어낸 말.", 5, 10),
        ("made up", 3.5, 7),
        ("LG전자 2021년, TV", 3 + 0.5 * 11, 17),
        ("“말…”", 2.5, 5),
        ("ＴＶ、㈜", 4, 8),
        ("두\n줄", 2, 4),
        ("각\u200b\u0301", 1, 2),
        ("👍", 1, 2),
    ],
)
def test_length(text, korean, english):
    assert (length(text, "ko"), length(text, "en")) == (korean, english)


# Cues


@pytest.mark.parametrize(
    ("language", "text", "seconds", "fast"),
    [
        ("ko", "가" * 12, 1, False),
        ("ko", "가" * 12, 0.999, True),
        ("ko", "가" * 11 + "  ", 1, False),
        ("ko", "가" * 11 + " ab", 1, True),
        ("ko", "a" * 24, 1, False),
        ("ko", "a" * 25, 1, True),
        ("en", "a" * 20, 1, False),
        ("en", "a" * 19 + "\na", 1, False),
        ("en", "a" * 21, 1, True),
        ("en", "가" * 10, 1, False),
        ("en", "가" * 11, 1, True),
        ("en", "a" * 40, 2, False),
    ],
)
def test_speed(language, text, seconds, fast):
    assert ("cue-fast" in told(captions((0, seconds, text)), language)) == fast


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ko", "가" * 16, set()),
        ("ko", "가" * 17, {"cue-long-line"}),
        ("ko", "가" * 16 + "\n" + "가" * 16, set()),
        ("ko", "가\n" + "가" * 16 + ".", {"cue-long-line"}),
        ("ko", "a" * 32, set()),
        ("ko", "a" * 33, {"cue-long-line"}),
        ("en", "a" * 42, set()),
        ("en", "a" * 43, {"cue-long-line"}),
        ("ko", "\n".join("가" * LINES), set()),
        ("ko", "\n".join("가" * (LINES + 1)), {"cue-lines"}),
        ("en", "a\nb\n" + "c" * 50, {"cue-lines", "cue-long-line"}),
    ],
)
def test_lines(language, text, names):
    assert told(captions((0, 60, text)), language).keys() == names


@pytest.mark.parametrize(
    ("times", "line"),
    [
        ([(0, 2), (2, 4)], None),
        ([(0, 2.001), (2, 4)], 20),
        ([(0, 2), (1, 4), (3, 5)], 20),
        ([(0, 100), (10, 20), (30, 40)], 20),
        ([(0, 2), (2, 4), (3.9, 5)], 30),
    ],
)
def test_overlap(times, line):
    found = captions(*((start, end, "말") for start, end in times))
    assert told(found).get("cue-overlap") == line


@pytest.mark.parametrize(
    ("end", "seconds", "late"),
    [(10, 10, False), (10.5, 10, False), (10.501, 10, True), (10, None, False), (10.5, 9.99, True)],
)
def test_past_the_end(end, seconds, late):
    assert ("cue-past-end" in told(captions((0, 1, "말"), (9, end, "끝")), "ko", seconds)) == late
    described = list(time_problems("descriptions.ko.vtt", captions((9, end, "끝" * 50)), "ko", seconds))
    assert [one.name for one in described] == (["cue-past-end"] if late else [])


@pytest.mark.parametrize(
    ("starts", "seconds", "lines"),
    [
        ((0, 5, 9.999), 10, {}),
        ((0, 5, 10), 10, {"chapter-past-end": 3}),
        ((0, 5, 10), None, {}),
        ((0, 20, 5, 30), 10, {"chapter-past-end": 2, "cue-order": 3}),
        ((), 10, {}),
    ],
)
def test_chapters(starts, seconds, lines):
    found = chapter_problems("chapters.ko.vtt", enumerate(starts, 1), seconds)
    assert {one.name: one.place.line for one in found} == lines


# How they are told


def test_many_of_a_kind_are_one_problem() -> None:
    found = captions(*((2 * n, 2 * n + 1, "일 초에 모두 읽기는 어려운 말") for n in range(500)))
    (one,) = caption_problems("captions.ko.vtt", found, "ko", None)
    assert message(one, "ko") == (
        "captions.ko.vtt:10:1: warning: 1초에 14.5자를 읽어야 해서 빠릅니다(12자까지). 글을 줄이거나 더 오래 보이게 하세요. "
        "이런 곳이 499군데 더 있습니다(행: 20, 30, 40, 50, 60 …). [cue-fast]"
    )
    (few,) = caption_problems("captions.ko.vtt", captions((0, 1, "말" * 13), (1, 2, "말" * 14)), "ko", None)
    assert message(few, "en") == (
        "captions.ko.vtt:10:1: warning: At 13 characters a second it is too fast to read; 12 is the most. "
        "Shorten it, or let it stay longer. There is one more like it (line: 20). [cue-fast]"
    )


def test_speed_that_is_hardly_too_high_looks_so() -> None:
    (one,) = caption_problems("captions.ko.vtt", captions((0, 0.999, "가" * 12)), "ko", None)
    assert dict(one.values)["speed"] == "12.1"


def test_faults_of_reading_are_told_at_their_lines() -> None:
    faults = (Fault("cue-time", (7, 9)), Fault("cue-order", (12,)))
    found = list(time_problems("a.vtt", captions((0, 1, "말"), faults=faults), "ko", None))
    assert [(one.name, one.place) for one in found] == [
        ("cue-time", Place("a.vtt", 7)),
        ("cue-order", Place("a.vtt", 12)),
    ]
    assert not any(map(is_error, found))


def test_a_file_without_cues_is_an_error() -> None:
    (one,) = caption_problems("2021/call/captions.ko.vtt", captions(), "ko", 10)
    assert is_error(one) and one.name == "captions-empty" and dict(one.values) == {"file": "captions.ko.vtt"}
    unknown = Captions("", "", "", (), (Fault("captions-encoding", (3,)),))
    assert list(caption_problems("a.vtt", unknown, "ko", 10)) == [
        Problem(Place("a.vtt", 3), "captions-encoding")
    ]


@pytest.mark.parametrize(
    ("there", "wanted", "missing"),
    [
        ({"ko"}, ("ko", "en"), ["captions.en.vtt"]),
        ({"en"}, ("ko", "en"), ["captions.ko.vtt"]),
        ({"ko", "en"}, ("ko", "en"), []),
        (set(), ("ko", "en"), []),
        ({"ko"}, ("ko",), []),
        ({"en"}, ("ko",), []),
        ({"ja"}, ("ko", "en"), []),
    ],
)
def test_missing_language(there, wanted, missing):
    found = list(missing_captions(Place("index.ko.md", 8), there, wanted))
    assert [dict(one.values)["file"] for one in found] == missing


def test_files_that_the_front_matter_names(tmp_path) -> None:
    folder = "stories/2021/call"
    named = "{ko: film.ko.smi, en: film.en.txt}"
    files: dict[str, str | bytes] = {
        f"{folder}/index.ko.md": story(video=f"{{file: film.mp4, captions: {named}, descriptions: ko.srt}}"),
        f"{folder}/film.ko.vtt": "WEBVTT\n",
        f"{folder}/film.en.txt": "00:01.000 --> 00:02.000\nMade-up words.\n",
        f"{folder}/ko.srt": "1\n00:00:01,000 --> 00:00:02,000\n이 글은 일 초에 읽기에는 길지만 해설입니다.\n2\n0 --> 1\n",
    }
    _, told = run(project(tmp_path, files), "check", language="en")
    assert (
        f"{folder}/index.ko.md:7:40: error: There is no file film.ko.smi in the story's folder. Use film.ko.vtt"
        in told
    )
    assert f"{folder}/film.en.txt:1:1: error: film.en.txt cannot be read as captions." in told
    assert f"{folder}/ko.srt:5:1: warning: The time cannot be read" in told
    assert "cue-fast" not in told and "captions-missing-language" not in told


def test_a_story_whose_text_cannot_be_read(tmp_path) -> None:
    files: dict[str, str | bytes] = {
        "stories/2021/call/index.ko.md": story(
            None, video="{file: film.mp4, chapters: {0:05: 끝, 0:01: 앞}}"
        ),
        "stories/2021/call/captions.ko.vtt": "WEBVTT\n",
    }
    _, told = run(project(tmp_path, files), "check")
    assert {"[empty-body]", "[missing-file]", "[captions-empty]", "[cue-order]"} <= set(told.split())


def test_time_it_takes() -> None:
    """A hundred thousand cues in order: what 200 films with captions of two languages hold."""
    found = captions(*((2 * n, 2 * n + 2, "지어낸 말을 한 줄에\n또 한 줄에") for n in range(100_000)))
    began = time.process_time()
    assert told(found, "ko", 200_000) == {}
    assert time.process_time() - began < 3
