"""Codecs as a browser is told them in a MIME type (RFC 6381), from what stands at the head of a stream.

In: FFmpeg's names of codecs and the bytes that a decoder is begun with. Out: `avc1.64001f, mp4a.40.2`. A browser leaves out a film of
which it is told something wrong, so that nothing is said where it cannot be said for sure.
"""

from __future__ import annotations

_PLAIN = {"vp8": "vp8", "vp9": "vp9", "opus": "opus", "vorbis": "vorbis"}
"""What needs no more than its name in a WebM."""


def codecs_of(container: str, video: tuple[str, bytes], audio: tuple[str, bytes]) -> str:
    """Return the codecs of a film, each given as name and head (name empty: no sound); empty where one cannot be told."""
    told = [_told(container, *one) for one in (video, audio) if one[0]]
    return ", ".join(told) if all(told) else ""


def _told(container: str, codec: str, head: bytes) -> str:
    if codec == "av1" and len(head) >= 4 and head[0] == 0x81:
        return _av1(head)
    if container == "WebM":
        return _PLAIN.get(codec, "")
    if codec == "h264" and len(head) >= 4 and head[0] == 1:
        return f"avc1.{head[1:4].hex()}"
    if codec == "aac" and len(head) >= 2:
        kind = head[0] >> 3
        kind = 32 + ((head[0] & 7) << 3 | head[1] >> 5) if kind == 31 else kind
        return f"mp4a.40.{kind}"
    return "opus" if codec == "opus" else ""


def _av1(head: bytes) -> str:
    """Return profile, level, tier and depth as the AV1 ISO media binding has them (section 5, from `av1C`)."""
    profile, level, tier = head[1] >> 5, head[1] & 31, "H" if head[2] >> 7 else "M"
    depth = (12 if head[2] & 0x20 else 10) if head[2] & 0x40 else 8
    return f"av01.{profile}.{level:02}{tier}.{depth:02}"
