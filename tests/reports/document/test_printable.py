import pytest

from core.text import Text
from reports.document.printable import Printable, substitute

MEANT = {ord(c) for c in "中国文字，。（）abc019 “”"}
ALL = MEANT | {ord("喆"), ord("é")}


@pytest.fixture
def printable():
    return Printable(MEANT, ALL)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("中国 文字", "中国文字"),
        ("中国,文字", "中国，文字"),
        ("中国(文字)", "中国（文字）"),
        ("中国 abc 文字", "中国abc文字"),
        ("abc abc", "abc abc"),
        ("10,000", "10,000"),
        ("  中国\n文字\t", "中国文字"),
        ("a\nb", "a b"),
    ],
)
def test_chinese_is_set_full_width_and_without_blanks(given, printed):
    assert Printable().text(given, "zh", "p1") == printed


def test_english_keeps_its_blanks_and_marks():
    assert Printable().text("a (b), c: 10,000  d", "en", "p1") == "a (b), c: 10,000 d"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("\x00", "控制字符"),
        ("\x1b", "控制字符"),
        ("\x9f", "控制字符"),
        ("\u202e", "文字方向"),
        ("\u200f", "文字方向"),
        ("\u2066", "文字方向"),
    ],
)
def test_invisible_characters_go_with_a_notice(printable, bad, said):
    assert printable.text(f"中{bad}国", "zh", "p7") == "中国"
    assert [(one.level, one.where) for one in printable.notices] == [("warning", "p7")]
    assert said in printable.notices[0].message.zh


@pytest.mark.parametrize("bad", ["\u200b", "\u200d", "\ufeff", "\ufe0f", "\u00ad"])
def test_marks_without_a_meaning_on_paper_go_silently(printable, bad):
    assert printable.text(f"中{bad}国", "zh", "p7") == "中国"
    assert printable.notices == ()


@pytest.mark.parametrize("char", ["\U0001f600", "\U0002b689", "\ue000", "\ud800", "䶮"])
def test_a_character_without_a_font_shows_its_code(printable, char):
    assert printable.text(f"中{char}国", "zh", "p7") == f"中〔U+{ord(char):04X}〕国"
    notice = printable.notices[0]
    assert (notice.level, notice.where) == ("warning", "p7")
    assert substitute(char) in notice.message.zh
    assert substitute(char) in notice.message.en


def test_a_fallback_face_is_one_notice_for_the_whole_document(printable):
    assert [printable.text("喆", "zh", f"p{n}") for n in range(3)] == ["喆"] * 3
    assert [(one.level, one.where, one.message) for one in printable.notices] == [
        ("info", "", Text("以下字符用后备字体排印：喆", "These characters were set in a fallback face: 喆"))
    ]


def test_an_accent_is_no_news(printable):
    assert printable.text("é", "en", "p1") == "é"
    assert printable.notices == ()


def test_a_very_long_word_is_noted(printable):
    printable.text("a" * 60, "en", "title")
    assert [(one.level, one.where) for one in printable.notices] == [("info", "title")]


def test_a_long_chinese_text_is_no_long_word(printable):
    printable.text("中国" * 60, "zh", "title")
    assert printable.notices == ()
