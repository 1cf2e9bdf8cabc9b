"""Sound under a clip: as long, as loud and no louder than broadcasting wants it, whatever the file."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from generator.clips.encoding import film
from generator.clips.sound import LOUDNESS, PEAK, SAMPLES, NotSoundError, fitting_sound, measured
from tests.clips.stories import look, made_up_clip, reading, short


def write_wav(path: Path, samples, rate: int = 44100) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples.T, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def tone(seconds: float, level: float, rate: int = 44100):
    time = np.arange(round(seconds * rate)) / rate
    return level * np.sin(2 * np.pi * 330 * time) * (1 + np.sin(2 * np.pi * time)) / 2


def ticks(seconds: float, rate: int = 44100):
    """Loud ticks over a faint tone: at −24 LKFS their peaks would be far too high."""
    sound = tone(seconds, 0.02, rate)
    sound[:: rate // 4] = 0.9
    return sound


@pytest.mark.parametrize(
    "make", [lambda: tone(6, 0.9), lambda: tone(6, 0.01), lambda: ticks(6)], ids=["loud", "faint", "ticks"]
)
def test_loudness_and_peaks(tmp_path: Path, make) -> None:
    sound = fitting_sound(write_wav(tmp_path / "sound.wav", make()), 5)
    loudness, peak = measured(sound)
    assert sound.shape == (2, 5 * SAMPLES)
    assert loudness == pytest.approx(LOUDNESS, abs=0.3)
    assert peak <= PEAK


def test_a_longer_sound_fades_away_and_a_shorter_one_is_followed_by_silence(tmp_path: Path) -> None:
    long = fitting_sound(write_wav(tmp_path / "long.wav", tone(9, 0.5)), 4)
    assert np.abs(long[:, -100:]).max() < 0.01 < np.abs(long[:, 2 * SAMPLES : 3 * SAMPLES]).max()
    brief = fitting_sound(write_wav(tmp_path / "brief.wav", tone(1, 0.5)), 4)
    assert brief.shape == (2, 4 * SAMPLES)
    assert not brief[:, 2 * SAMPLES :].any()


def test_silence_stays_silent(tmp_path: Path) -> None:
    assert not fitting_sound(write_wav(tmp_path / "silent.wav", np.zeros(44100)), 2).any()


def test_the_film_is_as_loud_as_wanted(tmp_path: Path) -> None:
    clip = short(made_up_clip(), 1.0)
    sound = fitting_sound(write_wav(tmp_path / "sound.wav", ticks(9)), clip.seconds)
    made = film(clip, look(), sound)
    with reading(made) as opened:
        stream = opened.streams.audio[0]
        assert (stream.codec_context.name, stream.rate, stream.layout.name) == ("aac", SAMPLES, "stereo")
        heard = np.concatenate([frame.to_ndarray() for frame in opened.decode(stream)], axis=1)
    loudness, peak = measured(np.ascontiguousarray(heard))
    assert loudness == pytest.approx(LOUDNESS, abs=0.5)
    assert peak <= PEAK
    assert heard.shape[1] / SAMPLES == pytest.approx(clip.seconds, abs=0.05)
    assert film(clip, look(), sound) == made


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"RIFF\x00\x00"])
def test_a_file_without_sound(tmp_path: Path, content: bytes, made: bytes) -> None:
    (tmp_path / "sound.mp3").write_bytes(content)
    with pytest.raises(NotSoundError):
        fitting_sound(tmp_path / "sound.mp3", 2)
    (tmp_path / "silent.mp4").write_bytes(made)
    with pytest.raises(NotSoundError):
        fitting_sound(tmp_path / "silent.mp4", 2)
    with pytest.raises(NotSoundError):
        fitting_sound(tmp_path / "nowhere.wav", 2)
