"""The typeface: found, or missed with a word; and what it lacks."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from generator.base.problems import Place, message
from generator.base.settings import Settings
from generator.clips.means import means
from generator.clips.means import missing as missing_problem
from generator.page.fonts import _short_runs, find_fonts, folders, opened
from tests.clips.stories import faces


def test_this_machine_has_a_korean_face_in_two_weights() -> None:
    found = faces()
    names = [
        ImageFont.truetype(one.path, 40, index=one.number).getname() for one in (found.regular, found.bold)
    ]
    assert "JP" not in f"{names[0][0]}"
    assert found.regular != found.bold
    assert found.lacks("가나다 ABC 0123 感動 “인용” – … ·’é") == ""
    assert found.lacks("웃음 🙂, 🙂") == "🙂"


def test_fonts_are_looked_for_where_systems_keep_them() -> None:
    assert all(folder.is_absolute() for folder in folders())


def test_a_font_that_is_named_is_taken_or_missed(tmp_path: Path) -> None:
    (tmp_path / "company.ttf").write_bytes(b"no font")
    assert find_fonts([tmp_path / "company.ttf"]) == (tmp_path / "company.ttf", tmp_path / "company.ttf")
    assert find_fonts([tmp_path / "nowhere.ttf"]) is None
    for name in ("company.ttf", "nowhere.ttf"):
        settings = Settings(tmp_path, {}, clip_fonts=(tmp_path / name,))
        held, problems = means(settings, None, Place("mkdocs.yml"))
        assert held is None
        assert [one.name for one in problems] == ["clip-not-made"]
        assert "clip_font" in message(problems[0], "ko")


@given(st.binary(max_size=400))
def test_no_bytes_are_too_strange(data: bytes) -> None:
    room = Path(__file__).parent / "nowhere"
    for start in (b"", b"OTTO", b"ttcf\x00\x01\x00\x00\x00\x00\x00\x01", b"\x00\x01\x00\x00"):
        assert _held(start + data, room) is None


def _held(data: bytes, room: Path):
    class Bytes:
        """A path whose file holds these bytes."""

        def read_bytes(self) -> bytes:
            return data

    return opened([Bytes()])[0]  # type: ignore[list-item]


def test_a_table_of_segments_may_hold_code_points_without_a_glyph() -> None:
    # Two segments: A–C with glyphs 5, 0, 7 from an array, and a–c by a difference.
    ends, begins, deltas = (0x43, 0x63, 0xFFFF), (0x41, 0x61, 0xFFFF), (0, 1, 1)
    offsets = (6, 0, 0)  # from the first of them to the array right after the last
    table = struct.pack(">7H", 4, 0, 0, 6, 0, 0, 0)
    table += struct.pack(">3H", *ends) + b"\0\0" + struct.pack(">3H", *begins)
    table += struct.pack(">3H", *deltas) + struct.pack(">3H", *offsets) + struct.pack(">3H", 5, 0, 7)
    held = {code for first, last in _short_runs(table, 0) for code in range(first, last + 1)}
    assert held == {0x41, 0x43, 0x61, 0x62, 0x63}


@pytest.mark.parametrize("missing", ["library", "font", "named"])
def test_what_is_missing_is_told_in_both_languages(missing: str) -> None:
    told = missing_problem(missing, Place("mkdocs.yml"))
    assert len({message(told, language) for language in ("ko", "en")}) == 2
