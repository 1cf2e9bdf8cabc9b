"""An open film: its streams, what can be decoded of them, and its frames as they are seen.

In: the path of a film. Out: frames and pictures. What a film tells of itself is taken together in reels.py. Loads PyAV.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace
from PIL import Image

from generator.content.stills import GOOD, WIDTH, fades, score

FORMATS = {
    "mov,mp4,m4a,3gp,3g2,mj2": "MP4",
    "matroska,webm": "Matroska",
    "avi": "AVI",
    "mpegts": "MPEG-TS",
    "mpeg": "MPEG-PS",
    "asf": "ASF",
    "flv": "Flash Video",
    "ogg": "Ogg",
    "mxf": "MXF",
}
"""What FFmpeg calls containers. No others are opened: a playlist, for one, could name any file or host."""
_OPTIONS = {"format_whitelist": ",".join(FORMATS), "protocol_whitelist": "file"}
MOST_PACKETS = 4_000_000
"""A day of sound: what has more is not read on."""
_PIXELS_TO_WALK = 4_000_000_000
"""Pixels that are decoded where keyframes alone do not do: a minute of 1080p, some seconds of work."""
_UNTOLD = 2
"""What FFmpeg calls colours of which nothing is told."""
_FIRST = 0.85
"""What the very first frame counts."""
_CANDIDATES = 12
"""Frames of which one is chosen to stand for the film."""


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a film, and close it in the end; raise what FFmpeg raises where it is none."""
    # A name with a colon would else be taken for an address on another host.
    with av.open(f"file:{path}", options=_OPTIONS, metadata_errors="replace") as container:
        yield container


def picture_of(container: InputContainer) -> Any:
    """Return the stream of the picture, which is not the cover that a song comes with; None where there is none."""
    return next((one for one in _known(container.streams.video) if not _is_cover(one)), None)


def sound_of(container: InputContainer) -> Any:
    """Return the stream of the sound that is heard; None where there is none."""
    return next(_known(container.streams.audio), None)


def _known(streams: Iterable[Any]) -> Iterator[Any]:
    """Yield the streams that there is a decoder for."""
    return (one for one in streams if one.codec_context is not None)


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & Disposition.attached_pic)


def alone(container: InputContainer, stream: Any) -> None:
    """Have nothing read but one stream."""
    for one in container.streams:
        if one is not stream:
            one.discard = Discard.all


def decoded(container: InputContainer, stream: Any) -> Iterator[Any]:
    """Yield what can be decoded of a stream, from where the container stands."""
    packets = enumerate(container.demux(stream))
    while True:
        frames: list[Any] = []
        try:
            count, packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return
        with suppress(av.FFmpegError):  # a damaged packet
            frames = packet.decode()
        yield from frames
        if count > MOST_PACKETS:
            return


class Reel:
    """An open film whose picture is looked at; to be used in a `with`. Times are seconds from its beginning."""

    def __init__(self, path: Path) -> None:
        self._closing = ExitStack()
        self._container = self._closing.enter_context(opened(path))
        self._video = picture_of(self._container)
        self._began = (self._container.start_time or 0) / 1_000_000
        self._turned = 0
        self._shown: int | None = None
        """Where the keyframe stands that was last decoded alone."""
        alone(self._container, self._video)

    def __enter__(self) -> Reel:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height as they are seen, once a frame was decoded."""
        width, height = self._video.codec_context.width, self._video.codec_context.height
        drawn_out = float(self._video.sample_aspect_ratio or 1)
        if 0.1 < drawn_out < 10:  # as HTML has it: one side grows, none shrinks
            width, height = round(width * max(1.0, drawn_out)), round(height * max(1.0, 1 / drawn_out))
        return (height, width) if self._turned % 180 else (width, height)

    def upright(self, frame: VideoFrame, size: tuple[int, int] | None = None) -> Image.Image:
        """Return a frame as it is seen, in its own size or another."""
        width, height = size or self.size
        if self._turned % 180:
            width, height = height, width
        # What tells nothing of its colours is taken by browsers for BT.709 from 720 rows on, and FFmpeg would not.
        is_hd = frame.colorspace == _UNTOLD and frame.height >= 720
        colours = Colorspace.ITU709 if is_hd else None
        made = frame.reformat(width, height, "rgb24", src_colorspace=colours, interpolation="BICUBIC")
        picture: Image.Image = made.to_image()
        return picture.rotate(self._turned, expand=True) if self._turned else picture

    def frame_at(self, time: float) -> VideoFrame | None:
        """Return the frame that is seen at a second, or None where the film has ended then."""
        before = None
        for begins, frame in self._frames_from(time):
            if begins > time + 0.001:
                return before or frame
            before = frame
        return before

    def frames_at(self, times: list[float]) -> Iterator[tuple[int, VideoFrame]]:
        """Yield for each of these seconds, which are in order, its number and a frame of then.

        In a long film it is the keyframe before, as no more than a minute of 1080p is decoded.
        """
        frame, number = None, 0
        frames = self._video.frames or times[-1] * (self._video.average_rate or 30)
        if frames * self._pixels() > _PIXELS_TO_WALK:
            for number, time in enumerate(times):
                if found := self._keyframe_at(time):
                    frame = found[1]
                if frame:
                    yield number, frame
            return
        for begins, frame in islice(self._frames_from(0.0), 2 * self._affordable()):
            while number < len(times) and times[number] <= begins:
                yield number, frame
                number += 1
        yield from ((one, frame) for one in range(number, len(times)) if frame)

    def good_moment(self, seconds: float) -> float:
        """Return a second whose frame is good to stand for a film of a length."""
        times = _moments(seconds)
        scored = []
        for moment in times:
            if found := self._keyframe_at(moment):
                time, frame = found
                # A film seldom begins with the frame that tells most of it.
                scored.append((score(_grey(frame)) * (1 if time > 0 else _FIRST), time))
        if max(scored, default=(0.0, 0.0))[0] < GOOD:
            scored += self._walked(times)
        scored.sort(key=lambda one: (-one[0], one[1]))
        for _, time in scored[:4]:
            if not self._fades(time):
                return time
        return scored[0][1] if scored else 0.0

    def _walked(self, times: list[float]) -> Iterator[tuple[float, float]]:
        """Yield (score, second) of the frames of these moments, as far as can be decoded in some seconds."""
        wanted = iter(times)
        next_one = next(wanted)
        for time, frame in islice(self._frames_from(0.0), self._affordable()):
            if time >= next_one:
                yield score(_grey(frame)), time
                next_one = next((one for one in wanted if one > time), math.inf)
            if next_one == math.inf:
                return

    def _fades(self, time: float) -> bool:
        """Tell whether the picture fades in the half second after a frame."""
        first = None
        for count, (begins, frame) in enumerate(self._frames_from(time)):
            if begins >= time - 0.001 and first is None:
                first = _grey(frame)
            if first and (begins >= time + 0.5 or count > 60):
                return fades(first, _grey(frame))
        return False

    def _frames_from(self, time: float) -> Iterator[tuple[float, VideoFrame]]:
        """Yield the frames from the keyframe before a second on, and when each is seen first."""
        self._seek(time)
        self._video.codec_context.skip_frame = "DEFAULT"
        for frame in decoded(self._container, self._video):
            yield self._time(frame), self._noted(frame)

    def _keyframe_at(self, time: float) -> tuple[float, VideoFrame] | None:
        """Return the keyframe before a second, and when it is seen; None where it is the last one again, or cannot be decoded."""
        self._seek(time)
        decoder = self._video.codec_context
        with suppress(av.FFmpegError):
            for count, packet in enumerate(self._container.demux(self._video)):
                if packet.is_keyframe and packet.pts is not None:
                    if packet.pts == self._shown:
                        return None
                    self._shown = packet.pts
                    frames = [
                        one for one in (*decoder.decode(packet), *decoder.decode(None)) if not one.is_corrupt
                    ]
                    decoder.flush_buffers()
                    return (self._time(frames[0]), self._noted(frames[0])) if frames else None
                if count > 100:
                    break
        return None

    def _seek(self, time: float) -> None:
        with suppress(av.FFmpegError):  # what cannot be sought in is read on
            self._container.seek(round((time + self._began) / self._video.time_base), stream=self._video)

    def _noted(self, frame: VideoFrame) -> VideoFrame:
        """Note how a frame is to be turned."""
        self._turned = round(frame.rotation / 90) * 90 % 360
        return frame

    def _time(self, frame: VideoFrame) -> float:
        return float((frame.pts or 0) * (frame.time_base or self._video.time_base)) - self._began

    def _pixels(self) -> int:
        decoder = self._video.codec_context
        return max(1, int(decoder.width) * int(decoder.height))

    def _affordable(self) -> int:
        """Return how many frames are decoded in some seconds."""
        return _PIXELS_TO_WALK // self._pixels()


def _moments(seconds: float) -> list[float]:
    """Return the seconds at which a frame is looked for, denser at first: within half a minute, or a third of a longer film."""
    first, last = min(2.0, seconds / 10), min(seconds * 0.95, max(30.0, seconds / 3))
    if first <= 0:
        return [0.0]
    step = (last / first) ** (1 / (_CANDIDATES - 1))
    return [first * step**number for number in range(_CANDIDATES)]


def _grey(frame: VideoFrame) -> Image.Image:
    """Return a frame as stills.py looks at it."""
    size = (WIDTH, max(2, round(WIDTH * frame.height / frame.width)))
    plane = frame.reformat(*size, "gray").planes[0]
    return Image.frombytes("L", size, bytes(plane), "raw", "L", plane.line_size)
