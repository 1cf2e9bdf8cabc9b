"""Films, opened: what is known of each kind, its loudness, its frames, and that no damage is more than a value."""

import hashlib
import io
import struct
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageFilter, ImageStat

from generator.content import boxes, stills
from generator.content.films import Damage, Film, Storyboard
from generator.content.reels import poster, probed, storyboard
from tests import films
from tests.films import make_film


def seen(path: Path) -> Film:
    (found,) = probed([path])
    assert isinstance(found, Film), found
    return found


def damage(path: Path) -> str:
    (found,) = probed([path])
    assert isinstance(found, Damage), found
    return found.reason


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.mark.parametrize(
    ("name", "how", "mime", "obstacles"),
    [
        ("a.mp4", {}, 'video/mp4; codecs="avc1.42c00b, mp4a.40.2"', ()),
        ("silent.mp4", {"sound": None}, 'video/mp4; codecs="avc1.42c00b"', ()),
        ("b.webm", {}, 'video/webm; codecs="vp9, opus"', ()),
        ("c.webm", {"codec": "libvpx"}, 'video/webm; codecs="vp8, opus"', ()),
        ("d.mp4", {"codec": "libx265"}, "video/mp4", ("HEVC/H.265",)),
        ("e.mp4", {"pixels": "yuv422p10le"}, 'video/mp4; codecs="avc1.7a000b, mp4a.40.2"', ("H.264 10-bit 4:2:2",)),
        ("f.mov", {"codec": "mpeg4"}, "video/quicktime", ("QuickTime", "MPEG-4 Part 2")),
        ("g.mkv", {}, 'video/matroska; codecs="avc1.42c00b, mp4a.40.2"', ("Matroska",)),
        ("h.avi", {"codec": "mpeg4", "audio_codec": "ac3"}, "video/x-msvideo", ("AVI", "MPEG-4 Part 2", "AC-3")),
        ("i.ts", {"codec": "mpeg2video", "audio_codec": "mp2", "fps": 25}, "video/mp2t", ("MPEG-TS", "MPEG-2", "MP2")),
        ("j.mov", {"audio_codec": "pcm_s16le"}, "video/quicktime", ("QuickTime", "PCM")),
    ],
)  # fmt: skip
def test_kinds(room, name, how, mime, obstacles):
    film = seen(make_film(room / name, **how))
    assert (film.mime, film.obstacles) == (mime, obstacles)
    assert film.source_type in (mime, "")
    assert film.seconds == pytest.approx(2, abs=0.25)
    assert (film.width, film.height, film.size) == (320, 180, (room / name).stat().st_size)
    assert film.frame_rate == how.get("fps", 5)
    assert Path(name).suffix in film.suffixes


def test_name_is_not_asked(room):
    film = seen(make_film(room / "named.mp4", container="webm"))
    assert (film.container, film.suffixes) == ("WebM", (".webm",))


@pytest.mark.parametrize(
    ("how", "size"),
    [
        ({"turned": 90}, (180, 320)),
        ({"turned": -90}, (180, 320)),
        ({"turned": 180}, (320, 180)),
        ({"size": (180, 320)}, (180, 320)),
        ({"pixel_shape": Fraction(4, 3)}, (427, 180)),
        ({"pixel_shape": Fraction(3, 4)}, (320, 240)),
        ({"pixel_shape": Fraction(4, 3), "turned": 90}, (180, 427)),
    ],
)
def test_size_as_it_is_seen(room, how, size):
    path = make_film(room / "shaped.mp4", **how)
    film = seen(path)
    assert (film.width, film.height) == size
    assert opened(poster(path, "", 1.0, 10_000, "JPEG")).size == size
    board = film.storyboard
    assert max(board.width, board.height) == 160
    assert board.width / board.height == pytest.approx(size[0] / size[1], rel=0.05)


@pytest.mark.parametrize(
    ("turned", "corner"), [(0, "left top"), (90, "left bottom"), (180, "right bottom"), (-90, "right top")]
)
def test_which_way_is_up(room, turned, corner):
    """The sky is dark above and bright below, and a film turned so many degrees counterclockwise has its own above elsewhere."""
    path = make_film(room / "turned.mp4", turned=turned, sound=None)
    picture = opened(poster(path, "", 0.0, 320, "JPEG")).convert("L")
    width, height = picture.size
    edges = {
        "left top": (0, 0, width, 8), "right bottom": (0, height - 8, width, height),
        "left bottom": (0, 0, 8, height), "right top": (width - 8, 0, width, height),
    }  # fmt: skip
    darkest = min(edges, key=lambda name: ImageStat.Stat(picture.crop(edges[name])).mean[0])
    assert darkest == corner


def test_lengths(room):
    assert seen(make_film(room / "one.mp4", seconds=1)).seconds == 1
    assert seen(make_film(room / "instant.mp4", seconds=0.2, sound=None)).storyboard.frames == 1
    whole_day = make_film(room / "3h.mp4", seconds=3 * 3600, fps=Fraction(1, 60), sound=None)
    began = time.perf_counter()
    film = seen(whole_day)
    assert (film.seconds, film.frame_rate) == (3 * 3600, 0.017)
    board = storyboard(whole_day, "", film.storyboard)
    assert time.perf_counter() - began < 5
    assert len(board) < 400_000
    assert film.storyboard == Storyboard(120, 90, 10, 9, 160, 90)


@pytest.mark.parametrize(
    ("how", "loudness"),
    [
        # A sine of 997 Hz at −20 dBFS has −23 LKFS in one channel (BS.1770-4, annex 1), and 3 more in two.
        ({"sound": "tone", "level": -20, "layout": "mono"}, -23.0),
        ({"sound": "tone", "level": -20}, -20.0),
        ({"sound": "tone", "level": -33}, -33.0),
        # Left, right and centre count once, the surrounds 1.41 times, the deep one not at all.
        ({"sound": "tone", "level": -20, "layout": "5.1"}, -15.4),
        ({"sound": "tone", "level": -20, "container": "webm"}, -20.0),
    ],
)
def test_loudness(room, how, loudness):
    film = seen(make_film(room / "loud.mp4", seconds=4, **how))
    assert film.loudness == pytest.approx(loudness, abs=0.11)
    assert how["level"] <= film.true_peak < how["level"] + 5  # the encoder adds some where the tone begins


def test_loudness_without_a_codec_between(room):
    how: dict[str, Any] = {"sound": "tone", "level": -6.0, "audio_codec": "pcm_s16le", "seconds": 3}
    film = seen(make_film(room / "exact.mov", **how))
    assert (film.loudness, film.true_peak) == (-6.0, -6.0)


def test_nothing_to_hear(room):
    for sound in ("silence", None):
        film = seen(make_film(room / "still.mp4", sound=sound))
        assert (film.loudness, film.true_peak) == (None, None)
        assert bool(film.audio_codec) == bool(sound)


def test_highest_of_all_peaks_counts(room):
    film = seen(make_film(room / "claps.mov", sound="claps", audio_codec="pcm_s16le", seconds=3))
    assert film.true_peak is not None and film.true_peak > -2


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.write_text("영상이 아니라 글입니다.\n" * 500, "utf-8"), "unreadable"),
        (lambda path: path.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "utf-8"), "unreadable"),
        (lambda path: Image.new("RGB", (64, 64)).save(path, "JPEG"), "unreadable"),
        (lambda path: path.unlink(), "unreadable"),
        (lambda path: (path.unlink(), path.mkdir()), "unreadable"),
        (films.broken_header, "unreadable"),
        (films.unfinished, "unfinished"),
        (lambda path: films.cut(path, 0.6), "cut-off"),
        (lambda path: films.cut(path, 0.98), "cut-off"),
        (lambda path: films.cut(path, 0.01), "unfinished"),
    ],
)
def test_damage(tmp_path, spoil, reason):
    path = make_film(tmp_path / "film.mp4", seconds=8)
    spoil(path)
    assert damage(path) == reason


@pytest.mark.parametrize(
    ("name", "how", "reason"),
    [
        ("late.mp4", {"faststart": False}, "unfinished"),
        ("cut.webm", {}, "cut-off"),
        ("cut.mkv", {}, "cut-off"),
    ],
)
def test_what_is_cut_in_other_containers(room, name, how, reason):
    path = films.cut(make_film(room / name, seconds=12, **how), 0.5)
    assert damage(path) == reason
    if reason == "cut-off":
        (found,) = probed([path])
        assert isinstance(found, Damage)
        assert found.seconds == pytest.approx(12, abs=0.1)
        assert 4 < found.whole_until < 8


def test_sound_alone_and_walls_of_pixels(room):
    assert damage(make_film(room / "song.mp4", picture=False)) == "no-picture"
    wall = make_film(room / "wall.mov", codec="qtrle", pixels="rgb24")
    assert damage(films.too_large(wall)) == "too-large"


def test_odd_names(tmp_path):
    for name in ("a:b.mp4", "영상 1.mp4", "100%d#?.mp4", "-i.mp4", "http:x.mp4"):
        assert seen(make_film(tmp_path / name, seconds=1)).seconds == 1


def test_type_that_a_browser_would_refuse_is_not_told(room):
    """Chromium plays H.264 in a QuickTime file, unless it is told what it is."""
    assert seen(make_film(room / "told.mov")).source_type == ""


def test_live_webm(room):
    film = seen(make_film(room / "live.webm", more={"live": "1"}, seconds=3))
    assert not film.faststart
    assert film.seconds == pytest.approx(3, abs=0.3)


def test_faststart(room):
    assert seen(make_film(room / "front.mp4")).is_ready
    back = seen(make_film(room / "back.mp4", faststart=False))
    assert (back.faststart, back.is_ready) == (False, False)
    fragments = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    assert seen(make_film(room / "parts.mp4", faststart=False, more=fragments)).is_ready


@pytest.mark.parametrize("name", ["place.mp4", "place.mov"])
@pytest.mark.parametrize("faststart", [True, False])
def test_made_ready(room, name, faststart):
    path = make_film(room / name, seconds=5, faststart=faststart, place="+37.5665+126.9780/")
    before = seen(path)
    assert (before.faststart, before.tells_place) == (faststart, True)
    made = b"".join(boxes.ready(path, ""))
    assert len(made) == path.stat().st_size
    assert not any(one in made for one in (b"loci", b"\xa9xyz", b"+37.5665"))
    ready = path.with_stem("ready")
    ready.write_bytes(made)
    after = seen(ready)
    assert (after.faststart, after.tells_place, after.is_ready) == (True, False, True)
    told = ("seconds", "loudness", "true_peak", "codecs", "poster_at", "frame_rate")
    assert [getattr(after, one) for one in told] == [getattr(before, one) for one in told]
    for at in (0.0, 2.5, 4.8):
        assert poster(ready, "", at, 320, "JPEG") == poster(path, "", at, 320, "JPEG")
    assert b"".join(boxes.ready(ready, "")) == made


def test_what_cannot_be_made_ready_comes_as_it_is(room):
    for name, content in (
        ("text.mp4", b"no film"),
        ("empty.mp4", b""),
        ("half.mp4", b"\0\0\0\x08ftyp\0\0\0\x18moov"),
    ):
        (room / name).write_bytes(content)
        assert b"".join(boxes.ready(room / name, "")) == content


@pytest.mark.parametrize("keyframes", [5, 250])
def test_poster_is_not_black(room, keyframes):
    path = make_film(room / "dark.mp4", seconds=20, black=5, keyframes=keyframes, sound=None)
    film = seen(path)
    assert 5 <= film.poster_at <= 20
    assert ImageStat.Stat(opened(poster(path, "", film.poster_at, 320, "JPEG")).convert("L")).stddev[0] > 20


def test_poster_is_neither_white_nor_blurred_nor_in_a_fade(room):
    hills = films._scene((320, 180))
    blurred = hills.filter(ImageFilter.GaussianBlur(8))

    def scene(time: float) -> Image.Image:
        if time < 2:
            return Image.new("RGB", (320, 180), "white")
        if time < 6:
            return ImageEnhance.Brightness(hills).enhance((time - 2) / 4)
        return hills if 10 <= time < 14 else blurred

    for keyframes in (5, 250):
        film = seen(make_film(room / "shots.mp4", seconds=20, scene=scene, keyframes=keyframes, sound=None))
        assert 10 <= film.poster_at < 14


def test_film_that_is_black_throughout(room):
    path = make_film(room / "night.mp4", seconds=3, black=9)
    film = seen(path)
    assert 0 <= film.poster_at <= 3
    assert opened(poster(path, "", film.poster_at, 320, "WEBP")).size == (320, 180)


def test_moments_are_told_by_their_frames(room):
    """The bar moves on by seven pixels a frame, so that every frame has it elsewhere."""
    path = make_film(room / "bar.mp4", seconds=8, keyframes=40)

    def bar(at: float) -> int:
        row = opened(poster(path, "", at, 320, "JPEG")).crop((0, 138, 320, 139)).convert("RGB")
        red, _, blue = (band.tobytes() for band in row.split())
        return next(x for x in range(320) if red[x] > 180 and blue[x] < 110)

    for at in (0.0, 0.2, 1.0, 3.1, 7.8):
        assert bar(at) == pytest.approx(int(at * 5) * 7, abs=2)


def test_poster_past_the_end_is_the_last_frame(room):
    path = make_film(room / "short.mp4", seconds=2)
    assert poster(path, "", 99.0, 320, "JPEG") == poster(path, "", 1.8, 320, "JPEG")


def test_pictures_of_what_is_no_film(room):
    """A file may be changed between the moment it is looked at and the moment it is drawn."""
    (room / "gone.mp4").write_bytes(b"no film")
    assert opened(poster(room / "gone.mp4", "", 1.0, 320, "JPEG")).size == (320, 180)
    assert opened(storyboard(room / "gone.mp4", "", Storyboard(1, 4, 2, 2, 160, 90))).size == (320, 180)


def test_storyboard_shows_the_film_in_order(room):
    path = make_film(room / "board.mp4", seconds=12)
    board = seen(path).storyboard
    assert board == Storyboard(1, 12, 10, 2, 160, 90)
    sheet = opened(storyboard(path, "", board)).convert("RGB")
    assert sheet.size == (1600, 180)
    tiles = [sheet.crop((x * 160, y * 90, x * 160 + 160, y * 90 + 90)) for y in range(2) for x in range(10)]
    assert len({hashlib.sha256(tile.tobytes()).digest() for tile in tiles[:12]}) == 12
    assert all(max(ImageStat.Stat(tile).mean) < 2 for tile in tiles[12:])


def test_same_bytes_each_time(room):
    path = make_film(room / "again.mp4", seconds=6)
    film = seen(path)
    assert seen(path) == film
    assert poster(path, "", 1.0, 320, "WEBP") == poster(path, "", 1.0, 320, "WEBP")
    assert storyboard(path, "", film.storyboard) == storyboard(path, "", film.storyboard)
    assert make_film(room / "twice.mp4", seconds=6).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("seconds", "every", "frames"),
    [
        (0.04, 1, 1),
        (1, 1, 1),
        (99.5, 1, 100),
        (100.5, 2, 51),
        (600, 10, 60),
        (3600, 60, 60),
        (10800, 120, 90),
        (6e5, 6000, 100),
    ],
)
def test_storyboards(seconds, every, frames):
    film = Film(seconds, 1920, 1080, 25, "MP4", "h264", "", "yuv420p", "", 1, True, False, None, None, 0, "")
    board = film.storyboard
    assert (board.every, board.frames, board.width, board.height) == (every, frames, 160, 90)
    assert board.columns * board.rows >= board.frames


def test_frames_that_stand_for_a_film():
    scene = films._scene((320, 180)).convert("L")
    blurred = scene.resize((16, 9)).resize((320, 180))
    faded = scene.point(lambda one: one * 0.15)
    for worse in (Image.new("L", (320, 180)), Image.new("L", (320, 180), 255), blurred, faded):
        assert stills.score(worse) < stills.score(scene)
    assert stills.fades(faded, scene) and stills.fades(
        scene, scene.point(lambda one: one + (255 - one) * 0.5)
    )
    assert not stills.fades(scene, films._scene((320, 180)).convert("L"))


@pytest.fixture(scope="module")
def whole(room) -> dict[str, bytes]:
    how: dict[str, Any] = {"seconds": 2, "size": (96, 64), "layout": "mono"}
    names = ("whole.mp4", "whole.webm", "whole.mov", "whole.avi", "whole.ts")
    made = {name: make_film(room / name, **how, codec="mpeg4" if "avi" in name else "") for name in names}
    return {name: path.read_bytes() for name, path in made.items()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_whatever_is_written_over_it(whole, room, data):
    """Mutated and truncated films are films or damaged, and can be drawn; numbers that they tell may be any."""
    name = data.draw(st.sampled_from(sorted(whole)))
    content = bytearray(whole[name])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=12)):
        content[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, min(4000, len(content) - 8)))
        content[at : at + 8] = struct.pack(
            ">Q", data.draw(st.sampled_from([0, 1, 2**31, 2**32 - 1, 2**63, 2**64 - 1]))
        )
    path = room / f"mutated{Path(name).suffix}"
    path.write_bytes(
        content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content
    )
    began = time.perf_counter()
    (found,) = probed([path])
    assert isinstance(found, Film | Damage)
    b"".join(boxes.ready(path, ""))
    if isinstance(found, Film):
        assert found.seconds >= 0 and found.width > 0 and found.height > 0
        assert found.storyboard.frames <= 100
        assert poster(path, "", found.poster_at, 96, "JPEG")
        assert storyboard(path, "", found.storyboard)
    assert time.perf_counter() - began < 8


@pytest.mark.parametrize(("told", "meant"), [(2, 1), (1, 1), (5, 5)])
def test_colours_of_a_large_picture(room, told, meant):
    """FFmpeg's 2 is nothing told, 1 is BT.709, 5 is BT.601."""
    path = room / "red.mp4"
    with av.open(str(path), "w") as file:
        video = file.add_stream("libx264", rate=5)
        video.width, video.height, video.pix_fmt = 1280, 720, "yuv420p"
        video.codec_context.colorspace = told
        frame = av.VideoFrame.from_image(Image.new("RGB", (1280, 720), (200, 30, 60)))
        frame = frame.reformat(format="yuv420p", dst_colorspace=meant)
        frame.colorspace, frame.pts = told, 0
        file.mux([*video.encode(frame), *video.encode(None)])
    assert opened(poster(path, "", 0.0, 64, "PNG")).getpixel((5, 5)) == pytest.approx((200, 30, 60), abs=4)
