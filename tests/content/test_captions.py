"""Captions in all their forms: what is read of them, in which letters, and the WebVTT that comes of it.

All that is said here is made up. Many tables follow what the web platform's tests ask of a browser (webvtt/parsing).
"""

import time

import pysubs2
import pytest
import webvtt
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.languages import NAMES
from generator.content.captions import Captions, Cue, is_captions, vtt_of
from generator.content.subtitles import LIMIT, captions_in, decode, read_captions

VTT = """\
WEBVTT - 지어낸 자막

STYLE
::cue { color: yellow }

REGION
id:아래
lines:2

NOTE 여러 줄로 된
메모

1
00:01.000 --> 00:04.000 line:80% align:start
<v 홍길동>안녕하세요, <i>반갑습니다</i>.

둘째 말
00:00:04.000 --> 00:00:06.500
- 하나 &amp; 둘
- 셋

00:07.000 --> 00:08.000
끝입니다.
"""
SRT = """\
1
00:00:01,000 --> 00:00:04,000
<i>지어낸</i> 말입니다.

2
00:00:04,500 --> 00:00:06,000
{\\an8}- 하나
- 둘

3
00:00:07,000 --> 00:00:08,000
끝입니다.
"""
ASS = """\
[Script Info]
; 메모: 지어낸 것
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,보이지 않는 메모
Dialogue: 0,0:00:01.00,0:00:04.00,Default,홍길동,0,0,0,,{\\an8\\b1}지어낸 말,{\\b0}\\N쉼표도\\h있습니다
Dialogue: 0,0:00:04.00,0:00:06.50,Sign,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}
Dialogue: 0,0:00:07.00,0:00:08.00,Default,,0,0,0,,끝입니다.
"""
SMI = """\
<SAMI>
<HEAD>
<TITLE>지어낸 자막</TITLE>
<STYLE TYPE="text/css">
<!--
P { margin-left:8pt; text-align:center; }
.KRCC { Name:한국어; lang:ko-KR; SAMIType:CC; }
.ENCC { Name:English; lang:en-US; SAMIType:CC; }
-->
</STYLE>
</HEAD>
<BODY>
<SYNC Start=1000>
<P Class=KRCC>지어낸 말입니다.<br>두 줄이지요.
<P Class=ENCC>Made-up words,<br>in two lines.
<SYNC Start=4000><P Class=KRCC>&nbsp;
<SYNC Start=4500><P Class=ENCC>&nbsp;
<SYNC Start=7000><P Class=KRCC><font color="#ffff00">끝입니다.</font>
<P Class=ENCC>The &quot;end&quot;.
<SYNC Start=8000><P Class=KRCC>&nbsp
<P Class=ENCC>&nbsp
</BODY>
</SAMI>
"""
GOOD = {"vtt": VTT, "srt": SRT, "ass": ASS, "smi": SMI}


def held(text: str | bytes) -> Captions:
    found = captions_in(text if isinstance(text, bytes) else text.encode())
    assert found
    return found


def said(text: str | bytes, language: str = "ko") -> list[tuple[float | str, ...]]:
    """Return what is read of a file, each cue without a speaker as (start, end, text)."""
    return [tuple(cue if cue.speaker else cue[:3]) for cue in held(text).cues_in(language)]


def faults(text: str) -> dict[str, tuple[int, ...]]:
    return {fault.name: fault.lines for fault in held(text).faults}


# Each form as its tools write it


def test_vtt() -> None:
    assert said(VTT) == [
        (1, 4, "안녕하세요, 반갑습니다.", "홍길동"),
        (4, 6.5, "- 하나 & 둘\n- 셋"),
        (7, 8, "끝입니다."),
    ]
    assert held(VTT).tracks[0].lines == (14, 18, 22)
    assert (held(VTT).form, held(VTT).faults) == ("vtt", ())


def test_srt() -> None:
    assert said(SRT) == [(1, 4, "지어낸 말입니다."), (4.5, 6, "- 하나\n- 둘"), (7, 8, "끝입니다.")]
    assert held(SRT).tracks[0].lines == (2, 6, 11)


def test_ass() -> None:
    assert said(ASS) == [(1, 4, "지어낸 말,\n쉼표도 있습니다", "홍길동"), (7, 8, "끝입니다.")]
    assert held(ASS).tracks[0].lines == (12, 14)


def test_smi() -> None:
    assert said(SMI) == [(1, 4, "지어낸 말입니다.\n두 줄이지요."), (7, 8, "끝입니다.")]
    assert said(SMI, "en") == [(1, 4.5, "Made-up words,\nin two lines."), (7, 8, 'The "end".')]
    assert held(SMI).languages == ("ko", "en")
    assert held(SMI).track_in("ko").lines == (13, 18)  # type: ignore[union-attr]


@pytest.mark.parametrize("form", GOOD)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp949", "euc_kr"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_letters_and_line_ends(form, encoding, ends):
    text = GOOD[form].replace("\n", ends)
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    found = held(marks.get(encoding, b"") + text.encode(encoding))
    assert found.form == form
    assert found.encoding == {"utf-8-sig": "utf-8", "euc_kr": "cp949"}.get(encoding, encoding)
    assert found.tracks == held(GOOD[form]).tracks


# WebVTT


@pytest.mark.parametrize(
    "file",
    [
        *("WEBVTT", "WEBVTT\n", "WEBVTT ", "WEBVTT\t제목", "\ufeffWEBVTT", "\n\nWEBVTT\n", "WEBVTT\n\n\n"),
        *("WEBVTT\n제목\n다음 줄\n\n", "WEBVTT\n\nNOTE\n메모\n", "WEBVTT\n\n줄 하나\n"),
    ],
)
def test_vtt_without_cues(file):
    assert held(file) == Captions("vtt", "utf-8", held(file).content)


@pytest.mark.parametrize(
    "file", ["", " ", "webvtt\n", "WEBVTTx\n", "WEB VTT\n\n안녕", "자막", "<!-- --> ", "-->"]
)
def test_no_captions(file):
    assert captions_in(file.encode()) is None


ONE_SECOND = "00:01.000 --> 00:02.000"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("한 줄", "한 줄"),
        ("  빈칸이   많은\t줄  ", "빈칸이 많은 줄"),
        ("첫 줄\n \n셋째 줄", "첫 줄\n셋째 줄"),
        ("<b>굵게</b>, <c.노랑>색</c>, <lang en>word</lang>, <u>밑줄", "굵게, 색, word, 밑줄"),
        ("노래 <00:01.500>한 <00:00:01.700>소절", "노래 한 소절"),
        ("<ruby>大韓<rt>대한</rt></ruby>의", "大韓(대한)의"),
        ("<ruby>大<rt>대<ruby>韓<rt>한", "大(대)韓(한)"),
        ("&amp;&lt;b&gt;&nbsp;끝&lrm;&#44032;&#xAC01;", "&<b> 끝\u200e가각"),
        ("R&D, AT&T, &모름; &nope;", "R&D, AT&T, &모름; &nope;"),
        ("1 < 2 > 0, <3, <뉴스>, <Laughs>", "1 < 2 > 0, <3, <뉴스>, <Laughs>"),
        ("<font color=red>붉게</font><br/>다음<BR>셋째", "붉게\n다음\n셋째"),
        ("{\\an8}위에, {말}", "위에, {말}"),
        ("끝나지 않은 <b", "끝나지 않은 <b"),
        ("각\u1100\u1161\u11a8", "각각"),
        ("\ufeff\u200b숨은\x07 글자\x1b", "\u200b숨은 글자"),
    ],
)
def test_text_of_a_cue(text, read):
    assert said(f"WEBVTT\n\n{ONE_SECOND}\n{text}\n") == [(1, 2, read)]


@pytest.mark.parametrize("text", ["", "<b></b>", "&nbsp;", "\u200b", "\u3000", "<v 홍길동>", "\x07"])
def test_blank_cue_is_left_out(text):
    assert held(f"WEBVTT\n\n{ONE_SECOND}\n{text}\n").tracks == ()


@pytest.mark.parametrize(
    ("text", "read", "speaker"),
    [
        ("<v 홍길동>안녕", "안녕", "홍길동"),
        ("<v.크게.천천히 Hong  Gil-dong>안녕</v>", "안녕", "Hong Gil-dong"),
        ("<v 갑 &amp; 을>안녕", "안녕", "갑 & 을"),
        ("[문 여는 소리] <v 홍길동>안녕</v> [웃음]", "[문 여는 소리] 안녕 [웃음]", "홍길동"),
        ("<v>안녕", "안녕", ""),
        ("<v 홍길동>안녕</v>\n<v 홍길동>또 봐", "안녕\n또 봐", "홍길동"),
        ("<v 홍길동>안녕\n<v 성춘향>네, 안녕", "홍길동: 안녕\n성춘향: 네, 안녕", ""),
        ("- 안녕\n- 네", "- 안녕\n- 네", ""),
        ("<V 홍길동>안녕", "안녕", "홍길동"),
    ],
)
def test_speaker(text, read, speaker):
    assert held(f"WEBVTT\n\n{ONE_SECOND}\n{text}\n").cues_in("ko") == (Cue(1, 2, read, speaker),)


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("00:01.000 --> 00:02.000", (1, 2)),
        ("00:00:01.000-->00:00:02.000", (1, 2)),
        ("\t00:01.000 \t-->\t00:02.000\tposition:10%", (1, 2)),
        ("00:01.000 --> 00:02.000garbage", (1, 2)),
        ("100:00:00.000 --> 100:00:01.000", (360_000, 360_001)),
        ("59:59.999 --> 60:00.000", None),
        ("59:59.999 --> 01:00:00.000", (3599.999, 3600)),
        ("0:01 --> 0:02", (1, 2)),
        ("00:00:01,5 --> 00:00:02,25", (1.5, 2.25)),
        ("00: 00: 01, 500 -> 00: 00: 02, 000", (1.5, 2)),
        ("00:00:01:500 ---> 00:00:02:000", (1.5, 2)),
        ("00:01.000 --> 00:02.000000001", (1, 2)),
        ("00:61.000 --> 00:62.000", None),
        ("00:61:00.000 --> 00:62:00.000", None),
        ("00:01.000 --> ", None),
        ("--> 00:02.000", None),
        ("1 --> 2", None),
        ("-00:00:01.000 --> 00:00:02.000", None),
        ("00:01.000 --> 00:02.000.000", None),
        ("٠٠:٠١.٠٠٠ --> ٠٠:٠٢.٠٠٠", None),
        ("99999999999999999999:00:01.000 --> 99999999999999999999:00:02.000", None),
    ],
)
def test_times(line, times):
    found = held(f"WEBVTT\n\n00:00.000 --> 00:00.500\n먼저\n\n{line}\n말\n")
    shown = [cue[:2] for cue in found.cues_in("ko")][1:]
    # Without two dashes it is no line of times to WebVTT, but to SubRip, which nobody wrote down.
    if "-->" not in line:
        shown = [cue[:2] for cue in held(f"{line}\n말\n").cues_in("ko")]
    assert shown == ([] if times is None else [times])
    assert ("cue-time" in {fault.name for fault in found.faults}) == (times is None)


def test_lines_that_vtt_joins() -> None:
    """A line of times begins a cue even where no empty line stands before it, unless it is the first of its own block."""
    file = (
        "WEBVTT\n00:01.000 --> 00:02.000\n하나\n2\n00:02.000 --> 00:03.000\n둘\n00:03.000 --> 00:04.000\n"
        "00:04.000 --> 00:05.000\n넷\nNOTE 이것도 말입니다\n\nid\n\n00:05.000 --> 00:06.000\n다섯\n\n"
        "NOTE 메모\n00:09 --> 못 읽을 시각\n없는 말\n\n00:06.000 --> 00:07.000\n여섯"
    )
    assert said(file) == [
        (1, 2, "하나"),
        (2, 3, "둘"),
        (4, 5, "넷\nNOTE 이것도 말입니다"),
        (5, 6, "다섯"),
        (6, 7, "여섯"),
    ]
    assert faults(file) == {"cue-time": (18,)}


# SubRip


@pytest.mark.parametrize(
    ("file", "read"),
    [
        ("00:01,000 --> 00:02,000\n번호 없음\n00:03,000 --> 00:04,000\n붙어 있음", ["번호 없음", "붙어 있음"]),
        ("7\n00:01,000 --> 00:02,000\n하나\n7\n00:03,000 --> 00:04,000\n둘\n\n\n8\n", ["하나", "둘\n8"]),
        ("1\n00:01,000 --> 00:02,000\n2021\n\n2\n00:03,000 --> 00:04,000\n해\n", ["2021", "해"]),
        ("00:01,000 --> 00:02,000\n2021\n\n00:03,000 --> 00:04,000\n해\n", ["2021", "해"]),
        ("1\n00:01,000 --> 00:02,000\n\n2\n00:03,000 --> 00:04,000\n해\n", ["해"]),
        ("1\n00:01,000 --> 00:02,000\n해\n\n2\n\n00:03,000 --> 00:04,000\n달\n", ["해", "달"]),
        ("1\n00:01,000 --> 00:02,000 X1:100 Y1:20\n앞\n\n뒤\n", ["앞\n뒤"]),
        ("1\n00:01,000 --> 00:02,000\n<font size=\"12\">크게</font>{\\i1}, {말}\n", ["크게, {말}"]),
        ("\ufeff1\n00:01,000 --> 00:02,000\n앞\n\ufeff1\n00:03,000 --> 00:04,000\n뒤\n", ["앞", "뒤"]),
        ("머리말\n\n1\n00:01,000 --> 00:02,000\n말\n", ["말"]),
        ("1\n00:01,000 --> 00:02,000\n서울 --> 부산\nDialogue: 말\n", ["서울 --> 부산\nDialogue: 말"]),
    ],
)  # fmt: skip
def test_srt_as_people_write_it(file, read):
    assert [cue[2] for cue in said(file)] == read


def test_srt_with_a_time_that_cannot_be_read() -> None:
    file = SRT.replace("00:00:04,500 -->", "00:00:xx,500 -->")
    assert [cue[2] for cue in said(file)] == ["지어낸 말입니다.", "끝입니다."]
    assert faults(file) == {"cue-time": (6,)}


# SubStation Alpha


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("말, 쉼표, 또", "말, 쉼표, 또"),
        (r"첫 줄\N둘째\n줄\h끝", "첫 줄\n둘째 줄 끝"),
        (r"{\pos(1,2)\fnNanum}말{\i1}씀{\r}", "말씀"),
        (r"{\p1}m 0 0 l 1 1{\p0}말{\p2}m 1 1", "말"),
        (r"{\pbo5\pos(1,1)}말", "말"),
        ("{메모}말 {닫지 않음", "말 {닫지 않음"),
        ("<b>말</b> &amp;", "<b>말</b> &amp;"),
        ("}말{", "}말{"),
    ],
)
def test_text_of_an_event(text, read):
    file = f"[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{text}\n"
    assert said(file) == [(1, 2, read)]


def test_ass_in_another_order_of_fields() -> None:
    file = (
        "[Script Info]\n[V4 Styles]\nFormat: Name, Text\n[Events]\nFormat: Marked, End, Start, Actor, Text\n"
        "Dialogue: Marked=0,0:00:02.00,0:00:01.00,홍길동,하나, 둘\n"
        "dialogue: Marked=0,0:00:02.00,둘,홍길동,말\n"
        "Dialogue: 0\n"
    )
    assert said(file) == [(1, 2, "하나, 둘", "홍길동")]
    assert faults(file) == {"cue-time": (7, 8)}


def test_layers_that_say_the_same_are_one() -> None:
    event = "Dialogue: {},0:00:01.00,0:00:02.00,Default,,0,0,0,,{}말\n"
    assert said("[Events]\n" + event.format(0, r"{\bord3}") + event.format(1, "")) == [(1, 2, "말")]


# SAMI


def smi(*syncs: str, head: str = "") -> str:
    return f"<SAMI><HEAD>{head}</HEAD>\n<BODY>\n" + "\n".join(f"<SYNC {one}" for one in syncs)


@pytest.mark.parametrize(
    ("file", "read"),
    [
        # An end that no other cue tells, nor the next SYNC of the other language.
        (smi("Start=1000><P Class=KRCC>말"), [(1, 4, "말")]),
        (
            smi("Start=1000><P Class=KRCC>말", "Start=2000><P Class=ENCC>x", "Start=9000><P Class=KRCC>끝"),
            [(1, 9, "말"), (9, 12, "끝")],
        ),
        (smi("Start=1000 End=1500><P Class=KRCC>말", "Start=9000><P Class=KRCC>&nbsp;"), [(1, 1.5, "말")]),
        # What names no class belongs to the first one; a blank one ends all.
        (smi("Start=1000><P>말", "Start=2000><P>&nbsp;"), [(1, 2, "말")]),
        (smi("Start=1000>말", "Start=2000>"), [(1, 2, "말")]),
        (smi("Start=1000><P Class=KRCC>말", "Start=2000><P>둘", "Start=3000>"), [(1, 2, "말"), (2, 3, "둘")]),
        # However it is written.
        (smi("start = '1000' ><p class = \"krcc\" >말</P></SYNC>", "START=2000><P>&nbsp"), [(1, 2, "말")]),
        (
            smi("Start=1000><P Class=KRCC>첫 줄<P Class=KRCC>둘째\n줄", "Start=2000><P Class=KRCC>"),
            [(1, 2, "첫 줄\n둘째 줄")],
        ),
        (smi("Start=1000><P Class=KRCC>위", "Start=1000><P Class=KRCC>아래"), [(1, 4, "위\n아래")]),
        (
            smi("Start=1000><P Class=KRCC ID=Source>홍길동<P Class=KRCC>말", "Start=2000><P Class=KRCC>"),
            [(1, 2, "말", "홍길동")],
        ),
        (
            smi("Start=1000><P Class=KRCC>&lt;뉴스&gt; A&B <뉴스>", "Start=2000>"),
            [(1, 2, "<뉴스> A&B <뉴스>")],
        ),
        (
            smi("Start=1000><P Class=KRCC>말<!-- 메모\n<SYNC Start=1500> -->씀", "Start=2000>"),
            [(1, 2, "말 씀")],
        ),
        (smi("Start=1000><P Class=KRCC>말", "Start=2000><P Class=KRCC>&nbsp;</BODY>남은 것"), [(1, 2, "말")]),
        # Cut off.
        (smi("Start=1000><P Class=KRCC>말", "Start=2000><P Class=KRC"), [(1, 2, "말")]),
        (smi("Start=1000><P Class=KRCC>말", "Sta"), [(1, 4, "말")]),
        (smi("Start=1000><P Class=KRCC>말<fo"), [(1, 4, "말")]),
    ],
)
def test_smi_as_people_write_it(file, read):
    assert said(file) == read


def test_smi_out_of_order() -> None:
    file = smi("Start=5000><P Class=KRCC>둘", "Start=1000><P Class=KRCC>하나", "Start=9000><P Class=KRCC>")
    assert said(file) == [(1, 5, "하나"), (5, 9, "둘")]
    assert faults(file) == {"cue-order": (4,)}
    one_after_another = smi(
        *("Start=1000><P Class=KRCC>하나", "Start=5000><P Class=KRCC>"),
        *("Start=1000><P Class=ENCC>one", "Start=3000><P Class=ENCC>"),
    )
    assert (said(one_after_another), said(one_after_another, "en")) == ([(1, 5, "하나")], [(1, 3, "one")])
    assert faults(one_after_another) == {}


@pytest.mark.parametrize(
    ("name", "style", "text", "language"),
    [
        ("KRCC", "", "말", "ko"),
        ("KOREANSC", "", "말", "ko"),
        ("ENUSCC", "", "words", "en"),
        ("EGCC", "", "words", "en"),
        ("JPCC", "", "言葉", "ja"),
        ("A1", ".a1 {lang: ko-KR}", "words", "ko"),
        ("A1", ".A1 {Name:한국어; lang:kr-KR;}", "words", "ko"),
        ("KRCC", "<!-- .KRCC{Name:x;\nlang:en-US;} -->", "words", "en"),
        ("SUBTTL", "", "지어낸 말 (made up)", "ko"),
        ("SUBTTL", "", "Made up", "en"),
        ("SUBTTL", "", "1234", ""),
    ],
)
def test_language_of_a_class(name, style, text, language):
    file = smi(f"Start=1000><P Class={name}>{text}", head=f"<STYLE>{style}</STYLE>")
    assert [track.language for track in held(file).tracks] == [language]


def test_name_of_a_file_says_its_language(tmp_path) -> None:
    """It is right even where the file calls its only class something else; it does not choose between two."""
    paths = {
        name: tmp_path / name for name in ("captions.ko.smi", "captions.smi", "captions.en.smi", "a.smi")
    }
    for path in paths.values():
        path.write_text(smi("Start=1000><P Class=ENCC>지어낸 말"), encoding="utf-8")
    paths["a.smi"].write_text(SMI, encoding="cp949")
    languages = [found.languages for found in read_captions(paths.values()) if found]
    assert languages == [("ko",), ("en",), ("en",), ("ko", "en")]


# In which letters


@pytest.mark.parametrize(
    "data",
    [
        "It\u2019s a caf\u00e9, “said” someone".encode("cp1252"),
        "Ärger in Århus, Übergröße".encode("latin-1"),
        "字幕是编出来的，没有人说过这些话。".encode("gbk"),
        "これは作り話の字幕です。誰も話していません。".encode("shift_jis"),
        "これは作り話の字幕です。誰も話していません。".encode("euc_jp"),
        "Это придуманные субтитры.".encode("cp1251"),
        "지어낸 말".encode()[:-1],
        "지어낸 말".encode("cp949")[:-1] + b"\n",
        "지어낸 말".encode() + "지어낸 말".encode("cp949"),
    ],
)
def test_other_letters_do_not_become_korean(data):
    found = held(b"00:01,000 --> 00:02,000\nFirst line\n" + data)
    assert (found.encoding, found.tracks) == ("", ())
    assert [fault.name for fault in found.faults] == ["captions-encoding"]
    assert found.faults[0].lines == (3,)
    assert captions_in(data) is None


@pytest.mark.parametrize("text", ["ㅋㅋㅋㅋㅋㅋ 정말요?", "똠방각하라는 말을 아세요?", "大韓이라는 말을 지어냈습니다", "♪ 노래 ♬ “말”"])  # fmt: skip
def test_korean_is_known_by_its_syllables(text):
    text = f"{text} 그렇게 지어낸 말을 했습니다"
    assert said(f"00:01,000 --> 00:02,000\n{text}".encode("cp949")) == [(1, 2, text)]


@pytest.mark.parametrize(
    "data",
    [
        *(b"\0" * 100, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\xff\xfe\0\0" + "말".encode("utf-32-le")),
        *(VTT.encode("utf-16-le"), VTT.encode("utf-16-be"), b"\xff\xfe" + VTT.encode("utf-16-le")[:-1]),
        *(VTT.replace("안녕", "\0").encode(), b"\xff\xfe\x00\xd8\x00\xd8"),
    ],
)
def test_bytes_that_are_no_text(data):
    assert captions_in(data) is None


def test_files(tmp_path) -> None:
    paths = [tmp_path / name for name in ("a.vtt", "none.vtt", "folder.vtt", "huge.srt")]
    paths[0].write_bytes(VTT.encode())
    paths[2].mkdir()
    with paths[3].open("wb") as huge:
        huge.write(SRT.encode())
        huge.truncate(LIMIT + 1)
    assert read_captions(paths) == [held(VTT), None, None, None]


# What is wrong in them


def test_order_and_what_cannot_be_shown() -> None:
    file = (
        "WEBVTT\n\n00:05.000 --> 00:06.000\n셋\n\n00:01.000 --> 00:02.000\n하나\n\n00:03.000 --> 00:04.000\n둘\n\n"
        "00:08.000 --> 00:07.000\n거꾸로\n\n00:08.000 --> 00:08.000\n보일 틈 없음\n\n00:09.000 --> 00:08.000\n\n"
    )
    assert said(file) == [(1, 2, "하나"), (3, 4, "둘"), (5, 6, "셋")]
    assert faults(file) == {"cue-order": (6,), "cue-backwards": (12, 15)}


def test_track_is_that_of_the_language_asked_for() -> None:
    assert held(VTT).cues_in("en") == held(VTT).cues_in("ko") != ()
    assert held(SMI).cues_in("ja") == ()
    assert held(smi("Start=1000><P Class=ENCC>x")).cues_in("ko") == ()


# WebVTT written


def test_vtt_of() -> None:
    cues = [
        Cue(3, 4, "- <뉴스> & --> 끝\n\n- 네", "갑 > 을"),
        Cue(1, 3, "하나"),
        Cue(3599.9996, 3600.0004, "반올림"),
        Cue(360_000, 360_001, "백 시간"),
        Cue(5, 5, "보일 틈 없음"),
        Cue(6, 7, " \n "),
    ]
    assert vtt_of(cues) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.999\n하나\n\n"
        "00:00:03.000 --> 00:00:04.000\n<v 갑 &gt; 을>- &lt;뉴스&gt; &amp; --&gt; 끝\n- 네\n\n"
        "100:00:00.000 --> 100:00:01.000\n백 시간\n"
    )
    assert vtt_of(()) == "WEBVTT\n"


LINES = st.text(max_size=20)
CUES = st.lists(
    st.builds(
        lambda start, length, text, speaker: Cue(start / 1000, (start + length) / 1000, text, speaker),
        st.integers(0, 20_000),
        st.integers(0, 5000),
        st.one_of(
            st.lists(LINES, max_size=3).map("\n".join), st.sampled_from(["<b>", "a --> b", "&amp;", "1"])
        ),
        st.one_of(st.just(""), st.sampled_from(["--", "홍길동", "a --> b"]), LINES),
    ),
    max_size=8,
)


@given(CUES)
def test_what_is_written_is_read_again(cues):
    """As WebVTT, by ourselves and by webvtt-py, which is strict here; and no cue ends where another begins."""
    text = vtt_of(cues)
    again = held(text).cues_in("ko")
    assert held(text).faults == () and vtt_of(again) == text
    assert not {cue.end for cue in again} & {cue.start for cue in again}
    other = webvtt.from_string(text, strict=True).captions
    assert len(other) >= len(again)  # which leaves out what cannot be seen
    times = {(one.start_time.in_milliseconds(), one.end_time.in_milliseconds()) for one in other}
    assert {(round(cue.start * 1000), round(cue.end * 1000)) for cue in again} <= times


WORDS = st.lists(
    st.sampled_from(["지어낸", "말", "made", "up", "1 < 2", "R&D", "2021", "- 네"]), min_size=1
).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
FILES = st.lists(st.tuples(st.integers(1, 900), TEXTS), min_size=1, max_size=6).map(
    lambda found: [
        (1000 * number + rest, 1000 * number + 950, text) for number, (rest, text) in enumerate(found)
    ]
)


@given(FILES, st.sampled_from(["srt", "ass", "vtt"]))
def test_other_readers_read_the_same(cues, form):
    """What pysubs2 writes is read as it was meant."""
    file = pysubs2.SSAFile()
    for start, end, text in cues:
        file.append(pysubs2.SSAEvent(start // 10 * 10, end, text.replace("\n", r"\N")))
    text = file.to_string(form)
    read = held(text)
    assert read.form == form and read.faults == ()
    assert [(cue.start, cue.end, cue.text) for cue in read.cues_in("ko")] == [
        (start // 10 * 10 / 1000, end / 1000, text) for start, end, text in cues
    ]


# Whatever stands in a file


def try_all(data: bytes) -> None:
    found = captions_in(data)
    if not found:
        return
    for language in (*NAMES, ""):
        cues = found.cues_in(language)
        assert list(cues) == sorted(cues, key=lambda cue: cue[:2])
        for cue in cues:
            assert 0 <= cue.start < cue.end and cue.text.strip() and "\r" not in cue.text
            assert all(line.strip() == line != "" for line in cue.text.split("\n"))
            assert "\n" not in cue.speaker
        again = captions_in(vtt_of(cues).encode())
        assert again and again.faults == ()
    last = decode(data).text.count("\n") + 1
    lines = [line for fault in found.faults for line in fault.lines]
    lines += [line for track in found.tracks for line in track.lines]
    assert all(1 <= line <= last for line in lines) or not found.encoding


@given(st.binary(max_size=400))
def test_any_bytes(data):
    try_all(data)


PIECES = [
    *("WEBVTT", "\n", "\n\n", "\r", "00:01.000", " --> ", "00:02,000", "0:00:03.00", "-->", "NOTE", "STYLE", "1"),
    *("<", ">", "</", "<v ", "<v.a 홍>", "</v>", "<ruby>", "<rt>", "<b", "&", "&amp;", "&nbsp", "&#0;", "&#xD800;", "말"),
    *("<SAMI>", "<SYNC Start=", "<SYNC Start=1000>", "<P>", "<P Class=KRCC>", "<P Class=EN", "</BODY>", "<!--", "<STYLE>"),
    *(".A{lang:ko}", "[Script Info]\n", "[Events]\n", "Format: Start, Text\n", "Dialogue: ", "Dialogue: 0,0:00:01.00,", ","),
    *("0:00:02.00,", "{", "}", r"{\p1}", r"\N", "\ufeff", "\u2028", "\x0b", "\x1c", "\u3000", "1000", "99999999999"),
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("<SYNC Start=1000>")
@example("<SYNC Start=1000><v  --> WEBVTT")
@example("WEBVTT\n\n00:02.000 --> 00:01.000\n말\n")
@example("<SYNC Start=1000><P Class=KRCC>말<SYNC Start=1000>")
def test_any_pieces(text):
    try_all(text.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(sorted(GOOD)), st.sampled_from(["utf-8", "cp949", "utf-16"]), st.data())
def test_any_mutation(form, encoding, data):
    whole = bytearray(GOOD[form].encode(encoding))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole)))
        length = data.draw(st.integers(0, 40))
        whole[at : at + length] = data.draw(st.one_of(st.binary(max_size=8), st.just(bytes(whole[:60]))))
    try_all(bytes(whole))


LONG = 50_000
HEADS = {
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
    "srt": "00:00:01,000 --> 00:00:02,000\n",
    "ass": "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,",
    "smi": "<SAMI><SYNC Start=1000><P Class=KRCC>",
}
ABSURD = [
    *("<", "<b ", "</", "<v a>", "<rt>", "&", "&a", "{", r"{\p1", "-", "-->", "--> \n", "0", "0:", "0,", " ", "\t", "\n", "1\n"),
    *("<sync ", "<sync start=1>", "<p class=a>", "<!--", ".a{", "<p", "x=", "\u200b", "가"),
]  # fmt: skip


@pytest.mark.parametrize("form", HEADS)
def test_absurd_files_take_no_longer(form):
    """A file of fifty kilobytes takes a few hundredths of a second; were any of it quadratic, it would take minutes."""
    began = time.process_time()
    for piece in ABSURD:
        try_all((HEADS[form] + piece * (LONG // len(piece))).encode())
    try_all(
        "".join(f"<sync start={n}><p class=z{n}>가<sync start={n}><p>&nbsp;" for n in range(3000)).encode()
    )
    assert time.process_time() - began < 30


def test_twenty_thousand_cues() -> None:
    def at(number: int) -> str:
        return f"{number // 1800:02}:{number // 30 % 60:02}:{number % 30 * 2:02}"

    count = 20_000
    files = [
        "WEBVTT\n\n" + "".join(f"{at(n)}.000 --> {at(n + 1)}.000\n말 {n}\n\n" for n in range(count)),
        "".join(f"{n}\n{at(n)},000 --> {at(n + 1)},000\n말 {n}\n\n" for n in range(count)),
        "[Events]\n"
        + "".join(f"Dialogue: 0,{at(n)}.00,{at(n + 1)}.00,D,,0,0,0,,말 {n}\n" for n in range(count)),
        smi(*(f"Start={2000 * n}><P Class=KRCC>말 {n}" for n in range(count))),
    ]
    began = time.process_time()
    for file in files:
        cues = held(file).cues_in("ko")
        assert len(cues) == count and cues[12_345][::2] == (24_690, "말 12345")
    assert time.process_time() - began < 10


# What files are called


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("2021/call/captions.ko.vtt", True),
        ("2021/call/descriptions.ko.ass", True),
        ("2021/call/자막.SMI", True),
        ("2021/call/sub/captions.ko.ssa", True),
        ("2021/call/captions.ko.txt", False),
        ("captions.ko.vtt", False),
        ("taxonomy/captions.ko.vtt", False),
    ],
)
def test_names(path, found):
    assert is_captions(path) == found
