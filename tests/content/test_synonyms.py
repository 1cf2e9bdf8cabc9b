"""Other names of the same thing, as search is given them: read in order and in NFC, and what is wrong is said."""

import unicodedata

from generator.content.sheets import File
from generator.content.synonyms import read_synonyms
from tests.content.projects import project, run, story

FILE = "taxonomy/synonyms.yml"
WRONG = """\
OLED: [올레드]
TV: 티비
OLED: [오엘이디]
LG: []
고객: {en: customer}
수첩: [notebook, [메모장]]
"": [없음]
"""


def names(text):
    return read_synonyms(File(FILE, text.encode()))


def test_names_stand_in_order_each_once():
    found, problems = names("TV: [티비, television, 티비, TV]\nLG: 엘지\n12: [열둘]\n")
    assert found == (("TV", "티비", "television"), ("LG", "엘지"), ("12", "열둘"))
    assert problems == ()


def test_names_are_read_in_nfc():
    text = "텔레비전: [티비, café]\n서비스 센터: [서비스센터]\n"
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert names(apart) == names(text)
    assert names(apart)[0][0] == ("텔레비전", "티비", "café")


def test_a_name_that_differs_in_its_normal_form_only_is_the_same_name():
    found, problems = names(f"수첩: [notebook]\n{unicodedata.normalize('NFD', '수첩')}: [메모장]\n")
    assert found == (("수첩", "notebook"),)
    assert [one.name for one in problems] == ["duplicate-field"]


def test_no_file_and_an_empty_one():
    assert read_synonyms(None) == ((), ())
    assert names("")[0] == names("# 아직 없음\n")[0] == ()


def test_what_is_wrong_is_said_where_it_stands(tmp_path):
    project(tmp_path, {f"stories/{FILE}": WRONG, "stories/2021/call/index.ko.md": story()})
    status, told = run(tmp_path, "check", language="en")
    assert status == 1
    lines = [line for line in told.splitlines() if "synonyms.yml" in line]
    assert [(line.split(":")[1], line.split("[")[-1]) for line in lines] == [
        ("3", "duplicate-field]"),
        ("4", "wrong-type]"),
        ("5", "wrong-type]"),
        ("6", "wrong-type]"),
        ("7", "wrong-type]"),
    ]
    assert "a list of other names" in lines[1]
    assert "OLED" in lines[0]


def test_what_is_right_is_read_beside_what_is_wrong():
    found, problems = names(WRONG)
    assert found == (("OLED", "올레드"), ("TV", "티비"))
    assert len(problems) == 5
