"""The words of the letters: both languages say the same, lists are punctuated as they should, the law is cited rightly."""

import re
from dataclasses import replace
from datetime import date

import pytest

from core.text import Text
from inspections.letters.entrusting import entrustment
from inspections.letters.model import Facts, Kind, Stop
from inspections.letters.numbers import read_number
from inspections.letters.wording import entrusting_article, lacking_english, listed, notice

HAN = re.compile(r"[\u3400-\u9fff]")
LAW = Text("中华人民共和国网络安全法", "Cybersecurity Law of the People’s Republic of China")
DECISION = Text("关于加强网络信息保护的决定", "Decision on Strengthening Network Information Protection")
FACTS = Facts(
    organiser=Text("全国人大常委会", "NPCSC"),
    issuer=Text("全国人民代表大会常务委员会办公厅", "General Office of the NPCSC"),
    number="常办〔2017〕12号",
    day=date(2017, 8, 1),
    addressee=Text("福建省人大常委会", "Fujian Standing Committee"),
    basis=Text("全国人大常委会2017年监督工作计划", "supervision work plan of the NPCSC for 2017"),
    period=Text("2017年8月至10月", "August to October 2017"),
    instruments=(LAW, DECISION),
    short_titles=(Text("网络安全法", "Cybersecurity Law"), DECISION),
    focus=(Text("宣传教育情况", "publicity and education"), Text("配套法规制定情况", "supporting regulations")),
    stops=(Stop(Text("福建省", "Fujian")), Stop(Text("河南省", "Henan"))),
    due=date(2017, 9, 1),
    contact="010-12345678",
)


def words(letter, lang: str = "zh") -> str:
    return "\n".join(block.text.get(lang) for block in letter.blocks)


@pytest.mark.parametrize("write", [notice, entrustment])
def test_every_sentence_but_the_formula_at_the_end_stands_in_both_languages(write):
    letter = write(FACTS)
    *blocks, end = letter.blocks
    assert all(block.text.complete for block in blocks)
    assert (end.text.zh in ("特此通知。", "特此函达。"), end.text.en) == (True, "")
    assert not HAN.search(words(letter, "en")) and "{" not in words(letter) + words(letter, "en")


def test_a_notice_says_what_when_where_and_what_to_prepare():
    letter = notice(FACTS)
    assert letter.title.zh == "关于开展《网络安全法》和《关于加强网络信息保护的决定》执法检查的通知"
    text = words(letter)
    assert text.startswith("根据《中华人民共和国各级人民代表大会常务委员会监督法》和全国人大常委会2017年监督工作计划，")
    assert (
        "全国人大常委会定于2017年8月至10月对《中华人民共和国网络安全法》和《关于加强网络信息保护的决定》实施情况开展执法检查"
        in text
    )
    assert "1. 宣传教育情况；\n2. 配套法规制定情况。" in text
    assert "执法检查组将赴福建省和河南省开展实地检查" in text
    assert "于2017年9月1日前报送全国人民代表大会常务委员会办公厅；" in text
    assert [block.text.zh for block in letter.blocks if block.kind == Kind.HEADING] == [
        "一、检查重点", "二、检查时间和地点", "三、需要准备的工作",
    ]  # fmt: skip
    assert letter.note.zh == "（联系人及电话：010-12345678）"


def test_where_every_visit_has_its_days_they_are_listed():
    stops = (Stop(Text("福建省", "Fujian"), Text("2017年9月4日至8日", "4–8 September 2017")),)
    assert "1. 福建省：2017年9月4日至8日。" in words(notice(replace(FACTS, stops=stops)))
    assert "检查地点和具体行程另行通知" in words(notice(replace(FACTS, stops=())))


def test_an_open_list_of_places_says_so_and_takes_no_and():
    letter = notice(replace(FACTS, stops_open=True))
    assert "将赴福建省、河南省等地开展" in words(letter)
    assert "in Fujian, Henan and other places" in words(letter, "en")


def test_without_a_contact_there_is_no_note_and_without_a_day_no_time_limit():
    letter = notice(replace(FACTS, contact="", due=None))
    assert (letter.note, "形成书面汇报材料；" in words(letter)) == (Text(), True)
    assert "请在检查结束后及时将" in words(entrustment(replace(FACTS, due=None)))


@pytest.mark.parametrize(
    ("day", "number", "words_of_it"),
    [
        (date(2017, 8, 1), 25, "第二十五条"),
        (date(2024, 11, 7), 25, "第二十五条"),
        (date(2024, 11, 8), 34, "第三十四条"),
    ],
)
def test_entrusting_rests_on_the_article_of_the_day(day, number, words_of_it):
    letter = entrustment(replace(FACTS, day=day))
    assert (entrusting_article(day), words_of_it in words(letter)) == (number, True)
    assert f"Under Article {number} of the Law" in words(letter, "en")


@pytest.mark.parametrize(("to_one", "you"), [(True, "并委托你常委会对"), (False, "并委托你们对")])
def test_one_committee_is_addressed_as_one(to_one, you):
    assert you in words(entrustment(replace(FACTS, to_one=to_one)))


@pytest.mark.parametrize(
    ("texts", "titles", "zh", "en"),
    [
        ((), False, "", ""),
        (("甲",), False, "甲", "a"),
        (("甲", "乙"), False, "甲和乙", "a and a"),
        (("甲", "乙", "丙"), False, "甲、乙和丙", "a, a and a"),
        (("甲", "乙", "丙"), True, "《甲》《乙》和《丙》", "the a, the a and the a"),
    ],
)
def test_lists(texts, titles, zh, en):
    assert listed([Text(text, "a") for text in texts], titles=titles) == Text(zh, en)


def test_what_has_no_english_is_named_once():
    focus = (Text("宣传教育情况"), Text("宣传教育情况"), Text("x", "x"))
    assert lacking_english(replace(FACTS, focus=focus, period=Text("近期"))) == ["近期", "宣传教育情况"]
    assert lacking_english(FACTS) == []


# --- Numbers of documents --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "常办〔2017〕12号",
        "常办[2017]12号",
        " 常办 【2017】 12 号",
        "常办（2017）12号",
        "常办(２０１７)１２号",
        "常办［2017］12号",
    ],
)
def test_a_number_is_read_however_its_brackets_were_typed(typed):
    number = read_number(typed)
    assert (str(number), number.sign, number.year, number.running) == ("常办〔2017〕12号", "常办", 2017, 12)


@pytest.mark.parametrize(
    "typed",
    ["", "12", "常办2017 12号", "常办〔17〕12号", "常办〔2017〕012号", "常办〔2017〕0号", "常办〔2017〕第12号", "〔2017〕12号",
     "常办〔2017〕12", "office〔2017〕12号", "常办〔2017〕12号附件", "常办〔2017〕一号", "常办〔2017〕1234567号"],
)  # fmt: skip
def test_what_is_no_number_is_none(typed):
    assert read_number(typed) is None
