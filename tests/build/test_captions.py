"""Captions of a site: in whatever form and letters they come, pages show them as WebVTT; an edit makes nothing else anew."""

from pathlib import Path

from generator.search.entries import Entry, unpacked
from tests.build.running import built, tree
from tests.made_up import film, replace, write_story

SMI = """\
<SAMI><BODY>
<SYNC Start=1000>
<P Class=KRCC>지어낸 말입니다.
<P Class=ENCC>Made-up words &amp; more.
<SYNC Start=4000><P Class=KRCC>둘째 말입니다.<P Class=ENCC>&nbsp;
<SYNC Start=6000><P Class=KRCC>&nbsp;
</BODY></SAMI>
"""
VTT = {
    "ko": "WEBVTT\n\n00:00:01.000 --> 00:00:03.999\n지어낸 말입니다.\n\n00:00:04.000 --> 00:00:06.000\n둘째 말입니다.\n",
    "en": "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nMade-up words &amp; more.\n",
}


def captioned(project: Path, name: str, content: bytes, **video: object) -> Path:
    """Write a story with a film and one file of captions, and return that file."""
    files = {"film.mp4": film(), name: content}
    write_story(project, "2017/captioned", files=files, video={"file": "film.mp4", **video})
    return project / "stories/2017/captioned" / name


def shown(project: Path) -> dict[str, str]:
    found = tree(project / "site")
    return {
        path.rpartition("/")[2]: content.decode()
        for path, content in found.items()
        if path.startswith("media/2017/captioned/captions")
    }


def entries(project: Path, language: str) -> list[Entry]:
    """Return what search knows of the stories."""
    files = (project / "site/search" / language).glob("entry-*.bin")
    return [unpacked(path.read_bytes()) for path in sorted(files)]


def test_both_languages_of_a_sami_file(project: Path) -> None:
    captioned(project, "captions.smi", SMI.encode("cp949"))
    built(project)
    assert shown(project) == {f"captions.{language}.vtt": text for language, text in VTT.items()}
    for language, text in (("ko", "둘째 말입니다."), ("en", "Made-up words & more.")):
        page = (project / f"site/{language}/stories/captioned/index.html").read_text("utf-8")
        assert page.count("<track") == 2
        assert text in {cue.text for entry in entries(project, language) for cue in entry.cues}


def test_captions_that_the_front_matter_names(project: Path) -> None:
    captioned(project, "film.smi", SMI.encode("utf-16"), captions={"ko": "film.smi"})
    built(project)
    assert shown(project) == {"captions.ko.vtt": VTT["ko"]}


def test_an_edit_makes_only_what_shows_it(project: Path) -> None:
    path = captioned(project, "captions.ko.srt", "1\n00:00:01,000 --> 00:00:04,000\n지어낸 말\n".encode())
    built(project)
    assert built(project).written == ()
    replace(path, "지어낸 말", "고쳐 쓴 말")
    report = built(project)
    pages = {f"{language}/stories/captioned/index.html" for language in ("ko", "en")}
    assert set(report.rendered) == pages, "the transcript belongs to both"
    written = {one for one in report.written if not one.startswith("search/")}
    assert written - pages == {"media/2017/captioned/captions.ko.vtt"}
    assert not [one for one in report.written if one.startswith("search/en/")]
    assert "고쳐 쓴 말" in {cue.text for entry in entries(project, "ko") for cue in entry.cues}
    assert "고쳐 쓴 말" in shown(project)["captions.ko.vtt"]
    path.rename(path.with_name("transcript.ko.txt"))
    built(project)
    assert shown(project) == {}


def test_captions_that_a_text_links_to(project: Path) -> None:
    """They are there once, as WebVTT."""
    captioned(project, "captions.ko.vtt", VTT["ko"].encode("cp949"))
    replace(
        project / "stories/2017/captioned/index.ko.md", "지어낸 본문", "[자막](captions.ko.vtt) 지어낸 본문"
    )
    built(project)
    assert shown(project) == {"captions.ko.vtt": VTT["ko"]}
