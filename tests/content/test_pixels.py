"""Pictures: what is known of one, and its bytes at a width, without what a camera wrote into it."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from generator.content.pictures import Picture, kind_of
from generator.content.pixels import probed, resized


def saved(tmp_path: Path, picture: Image.Image, name: str, **options) -> Path:
    path = tmp_path / name
    picture.save(path, **options)
    return path


def shown(path: Path, width: int, kind: str) -> Image.Image:
    made = Image.open(io.BytesIO(resized(path, "", width, kind)))
    made.load()
    return made


def seen(path: Path) -> Picture:
    (found,) = probed([path])
    assert found
    return found


@pytest.mark.parametrize(
    ("size", "widths"),
    [((4000, 3000), (480, 960, 1600)), ((1000, 10), (480, 960, 1000)), ((480, 1), (480,)), ((64, 64), (64,))],
)
def test_sizes(tmp_path, size, widths):
    found = seen(saved(tmp_path, Image.new("RGB", size), "a.png"))
    assert (found.width, found.height, found.widths) == (*size, widths)


def test_turned_picture_stands_upright(tmp_path):
    picture = Image.new("RGB", (40, 20), "red")
    exif = picture.getexif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (37.0, 30.0, 0.0)}
    path = saved(tmp_path, picture, "turned.jpg", exif=exif, comment=b"made up")
    found = seen(path)
    assert (found.width, found.height) == (20, 40)
    for kind in ("WEBP", "JPEG"):
        made = shown(path, 20, kind)
        assert made.size == (20, 40)
        assert not made.getexif() and "comment" not in made.info and "icc_profile" not in made.info


def test_profile_is_applied(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    path = saved(tmp_path, Image.new("RGB", (8, 8), "#808080"), "a.png", icc_profile=profile.tobytes())
    assert "icc_profile" not in shown(path, 8, "PNG").info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel(tmp_path, mode):
    name = "a.jpg" if mode == "CMYK" else "a.png"
    path = saved(tmp_path, Image.new(mode, (6, 4)), name)
    assert seen(path).width == 6
    for kind in ("WEBP", "JPEG", "PNG"):
        assert shown(path, 3, kind).size == (3, 2)


def test_sixteen_bits_are_scaled(tmp_path):
    path = saved(tmp_path, Image.new("I;16", (4, 4), 32768), "grey.png")
    assert shown(path, 4, "PNG").convert("L").getextrema() in ((127, 127), (128, 128))


def test_transparency_is_kept_or_white(tmp_path):
    path = saved(tmp_path, Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "a.png")
    assert shown(path, 4, "WEBP").convert("RGBA").getchannel("A").getextrema() == (0, 0)
    assert shown(path, 4, "JPEG").getextrema() == ((255, 255),) * 3


def test_what_moves_stays_as_it_is(tmp_path):
    frames = [Image.new("RGB", (5, 5), colour) for colour in ("red", "blue")]
    for name in ("a.gif", "a.webp"):
        path = saved(tmp_path, frames[0], name, save_all=True, append_images=frames[1:])
        assert (seen(path).width, seen(path).kind, seen(path).widths) == (5, "", ())


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('<svg width="30" height="20px" viewBox="0 0 3 2">', (30, 20)),
        ("<?xml version='1.0'?><svg viewBox='0 0 1600 900' width='100%'>", (1600, 900)),
        ("<svg>", (0, 0)),
    ],
)
def test_drawings(tmp_path, text, size):
    path = tmp_path / "a.svg"
    path.write_text(f"{text}</svg>", "utf-8")
    assert (seen(path).width, seen(path).height, seen(path).widths) == (*size, ())


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.jpg", b""), ("a.png", b"\x89PNG\r\n\x1a\n"), ("a.svg", b"<p>"), ("gone.png", None)],
)
def test_what_is_no_picture(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert probed([tmp_path / name]) == [None]


def test_kinds():
    assert [kind_of(name) for name in ("A.JPG", "b.jpeg", "c", "d.txt", "e.tar.gif", "f/g.avif")] == [
        *("JPEG", "JPEG", "", "", "GIF", "AVIF")
    ]


def test_same_bytes_each_time(tmp_path):
    path = saved(tmp_path, Image.linear_gradient("L").convert("RGB"), "a.png")
    for kind in ("WEBP", "JPEG", "PNG"):
        assert resized(path, "", 100, kind) == resized(path, "", 100, kind)
