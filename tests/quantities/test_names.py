"""Names that carry numerals, in both languages, and what only looks like one."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from core.quantities import names
from core.quantities.english.numerals import en_value
from core.quantities.han import han_value
from core.quantities.names import NAMES, en_names, zh_names
from core.quantities.plain import Plain
from core.quantities.words import han_numeral

ROWS = list(csv.DictReader((Path(__file__).parent / "names.tsv").open(encoding="utf-8"), delimiter="\t"))
FINDERS = {"zh": zh_names, "en": en_names}

# Numerals that count, and words that only look like names.
NOT_NAMES = {
    "zh": (
        "十二大行动全面展开", "检查了12大类产品", "共有三大运营商", "七五折优惠", "投诉12315件", "共120家企业", "增长4.15倍",
        "第二次全体会议", "一个月内整改", "第五空间", "三级以上医院", "两个部门", "三个方案", "第三方面的问题", "十五个工作日",
        "100G带宽", "四级联动", "五年内建成", "第二条生产线", "八一路口", "二线希望小学", "三种农产品", "办结12345件热线诉求", "图3000元的利", "第十三届全国人大常委会第三次会议", "中国2020年",
    ),
    "en": (
        "at its second plenary meeting", "five years later", "the third quarter", "21 articles of clothing", "a party of 19",
        "12,345 platforms", "two people in session", "section chiefs", "part of the plan", "three groups of waste firms", "one of the roads",
        "first, train staff", "four people", "the 13th National People's Congress", "36 chapters", "10 items on the list",
        "one bed, one chair and two lamps", "one hall, one gate", "calls to 12,345 people",
        "at Level 3 or above", "120 important systems", "15 days", "nine years of work", "O2 supplies", "a figure 12,000 higher", "items of 5 firms",
    ),
}  # fmt: skip


def _marked(text):
    """The text without its brackets, and the places that stood in them. A bracket inside a name is part of it."""
    plain, places, start, depth = "", [], 0, 0
    for at, char in enumerate(text):
        if char == "[" and depth == 0:
            start, depth = len(plain), 1
            continue
        if char == "[":
            depth += 1
        if char == "]" and depth == 1 and not (text[at + 1 : at + 4] == " No" or text[at + 1 :].startswith("]8号")):
            places.append((start, len(plain)))
            depth = 0
            continue
        if char == "]" and depth > 1:
            depth -= 1
        plain += char
    return plain, places


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['key']}-{row['zh'] or row['en']}")
def test_a_name_is_found_with_its_numbers(row, language):
    text, places = _marked(row[language] or "")
    found = [one for one in FINDERS[language](text) if one[2] == row["key"]]
    for place in places:
        assert place in [(start, end) for start, end, *_ in found], list(FINDERS[language](text))
    if language == "zh" or not (row["zh"] or "").strip():
        numbers = tuple(Decimal(number) for number in (row["numbers"] or "").split())
        assert [one[3] for one in found if one[:2] in places] == [numbers] * len(places)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES, ids=lambda name: f"{name.key}-{(name.zh or name.en)[:20]}")
def test_every_row_of_the_table_has_an_example(name, language):
    finder = names._zh() if language == "zh" else names._en()
    own = [row for rows in finder._rows.values() for row in rows if row.name is name]
    texts = [_marked(row[language] or "")[0] for row in ROWS if row["key"] == name.key]
    alternatives = name.zh if language == "zh" else name.en
    assert not alternatives or any(row.pattern.search(text) for row in own for text in texts)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_languages_of_a_name_carry_the_same_numbers(language):
    other = "en" if language == "zh" else "zh"
    for row in ROWS:
        if row["key"] in ("programme_year", "university_project") or not (row["zh"] and row["en"]):
            continue
        one, two = (
            {found[3] for found in FINDERS[side](_marked(row[side])[0]) if found[2] == row["key"]}
            for side in (language, other)
        )
        assert not one or not two or one & two, row


@pytest.mark.parametrize("text", NOT_NAMES["zh"])
def test_a_chinese_count_is_no_name(text):
    assert [text[start:end] for start, end, *_ in zh_names(Plain.chinese(text).text)] == []


@pytest.mark.parametrize("text", NOT_NAMES["en"])
def test_an_english_count_is_no_name(text):
    assert [text[start:end] for start, end, *_ in en_names(text)] == []


def test_the_longest_name_wins():
    text = "contrary to Article 21, paragraph 1 of it"
    assert [text[start:end] for start, end, *_ in en_names(text)] == ["Article 21, paragraph 1"]


# Lists and ranges: one name with all its numbers in both languages.
LISTS = (
    ("第七条、第九条和第十六条", "Articles 7, 9 and 16", "article", (7, 9, 16)),
    ("第七条至第九条", "Articles 7 to 9", "article", (7, 9)),
    ("第七条及第九条", "Article 7 and Article 9", "article", (7, 9)),
    ("第二章和第四章", "Chapter 2 and Chapter 4", "chapter", (2, 4)),
    ("一审、二审", "first and second readings", "instance", (1, 2)),
    ("十七届三中、五中全会", "third and fifth plenums of the 17th Central Committee", "plenary_session", (17, 3, 5)),
    (
        "十七届二中、三中和四中全会",
        "17th CPC Central Committee's second, third and fourth plenary sessions",
        "plenary_session",
        (17, 2, 3, 4),
    ),
)


@pytest.mark.parametrize(("zh", "en", "key", "numbers"), LISTS)
def test_a_list_of_names_is_one_name_with_all_numbers(zh, en, key, numbers):
    for find, text in ((zh_names, zh), (en_names, en)):
        assert list(find(text)) == [(0, len(text), key, tuple(map(Decimal, numbers)))]


def test_provisions_of_two_clauses_stay_apart():
    assert [found[3] for found in zh_names("违反第七条，依照第九条处罚")] == [(7,), (9,)]
    assert [found[3] for found in en_names("contrary to Article 7, under Article 9")] == [(7,), (9,)]


def test_numerals_in_a_title_are_names():
    text = "《2020年七大重点工程方案》和《“十三五”国家规划》实施2年"
    found = [(text[start:end], key, numbers) for start, end, key, numbers in zh_names(text)]
    assert found == [
        ("2020", "title", (Decimal(2020),)),
        ("七", "title", (Decimal(7),)),
        ("十三五", "five_year_plan", (Decimal(13),)),
    ]


def test_names_come_in_order_and_do_not_overlap():
    for row in ROWS:
        for language in ("zh", "en"):
            places = [one[:2] for one in FINDERS[language](_marked(row[language] or "")[0])]
            assert all(one[1] <= two[0] for one, two in zip(places, places[1:], strict=False))


@pytest.mark.parametrize("number", [*range(131), 200, 1008, 2017, 10000, 20500, 10**8, 10**12, 123456789])
def test_chinese_numerals_are_read_as_they_are_written(number):
    assert han_value(han_numeral(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("两", 2), ("二〇一七", 2017), ("二零一七", 2017), ("一百二", 120), ("三万五", 35000), ("廿一", 21), ("12", 12)],
)
def test_spoken_chinese_numerals_are_read(text, number):
    assert han_value(text) == number


@pytest.mark.parametrize("text", ["", "一二十", "家", "十个", "1万"])
def test_what_is_no_chinese_numeral_is_refused(text):
    with pytest.raises(ValueError, match="numeral"):
        han_value(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("21st", 21), ("Twenty-first", 21), ("nineteenth", 19), ("XIV", 14), ("iv", 4), ("ninety nine", 99), ("12", 12)],
)
def test_english_numerals_are_read(text, number):
    assert en_value(text) == number


@pytest.mark.parametrize("text", ["people", "IIII", "third party", ""])
def test_what_is_no_english_numeral_is_refused(text):
    with pytest.raises(ValueError, match="number"):
        en_value(text)


def test_every_alternative_begins_as_the_table_requires():
    with pytest.raises(ValueError, match="plain character"):
        names._heads("(?<=x)y")
    assert names._heads("(?:the )?law") == {"t", "l"}
    assert re.compile(names._source("<1o> law", names._EN_SLOTS)).fullmatch("21st law")
