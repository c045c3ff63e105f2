"""Two languages of a report that agree give no result; each way of spoiling one of them gives exactly one, in its place.

The report has no arithmetic of its own that a changed figure leaves alone, so warnings of that kind may stand beside.
"""

import re
from collections.abc import Sequence

import pytest

from core.importing.outline import Piece, Role
from core.importing.structure import outline
from core.quantities.difference import DifferenceKind as K
from core.quantities.difference import Severity as S
from reports.agreement.alignment import Pair
from reports.agreement.check import check_outlines, check_pairs, check_paragraph
from reports.agreement.result import Place, Result
from reports.agreement.terms import Glossary, Term
from tests.reports.agreement.sample import EN, ZH, joined, place, split_at, swapped, without
from tests.steps import steps

NO_TERMS = Glossary()


def checked(zh: Sequence[str] = ZH, en: Sequence[str] = EN, glossary: Glossary = NO_TERMS) -> list[Result]:
    return check_outlines(outline(zh, "zh"), outline(en, "en"), glossary)


def errors(zh: Sequence[str] = ZH, en: Sequence[str] = EN) -> list[Result]:
    """The errors; whatever is found stands where it says it does."""
    results = checked(zh, en)
    for result in results:
        for lines, spot in ((zh, result.zh), (en, result.en)):
            assert spot is None or lines[spot.paragraph - 1][spot.start : spot.end] == spot.text
    return [result for result in results if result.severity is S.ERROR]


def the_error(zh: Sequence[str] = ZH, en: Sequence[str] = EN) -> Result:
    found = errors(zh, en)
    assert len(found) == 1, [result.message_en for result in found]
    return found[0]


def replaced(lines: Sequence[str], old: str, new: str) -> list[str]:
    """The lines with those words, which stand in them once, in other words."""
    text = "\n".join(lines)
    assert text.count(old) == 1, old
    return text.replace(old, new).split("\n")


def test_two_languages_that_agree_give_no_result():
    assert [(result.severity, result.message_en) for result in checked()] == []


# --- Figures ---------------------------------------------------------------------------------------------------------

_DIGITS = re.compile(r"\d[\d,.]*\d|\d")
_LABEL = re.compile(r"\(\d+\)|[IVX]+\.")


def figures(lines: Sequence[str]) -> list[tuple[int, int, int]]:
    """Line, start and end of every numeral in digits outside the numbers of headings."""
    found = []
    for at, line in enumerate(lines):
        begin = label.end() if (label := _LABEL.match(line)) else 0
        found += [(at, match.start(), match.end()) for match in _DIGITS.finditer(line, begin)]
    return found


def another(number: str) -> str:
    """A number of the same length that can stand in the same place, of a day or a month too."""
    last = number[-1]
    return number[:-1] + ("1" if last == "0" else "8" if last == "9" else str(int(last) + 1))


def named(lines: Sequence[str], places: Sequence[tuple[int, int, int]]) -> list[str]:
    return [f"{at + 1}: {lines[at][max(0, start - 6) : end + 6]}" for at, start, end in places]


@pytest.mark.parametrize("spot", figures(ZH), ids=named(ZH, figures(ZH)))
def test_every_figure_changed_in_the_chinese_is_one_error_there(spot):
    at, start, end = spot
    line = ZH[at][:start] + another(ZH[at][start:end]) + ZH[at][end:]
    error = the_error([*ZH[:at], line, *ZH[at + 1 :]])
    assert error.kind in (K.VALUE, K.MISSING)
    assert error.zh and error.zh.paragraph == at + 1
    assert error.zh.start < end and start < error.zh.end


@pytest.mark.parametrize("spot", figures(EN), ids=named(EN, figures(EN)))
def test_every_figure_changed_in_the_english_is_one_error_there(spot):
    at, start, end = spot
    line = EN[at][:start] + another(EN[at][start:end]) + EN[at][end:]
    error = the_error(en=[*EN[:at], line, *EN[at + 1 :]])
    assert error.kind in (K.VALUE, K.MISSING)
    assert error.en and error.en.paragraph == at + 1
    assert error.en.start < end and start < error.en.end


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("近90万名", "90万名", K.QUALIFIER),
        ("超过21万张", "近21万张", K.QUALIFIER),
        ("210余条", "210条", K.QUALIFIER),
        ("3400多个", "约3400个", K.QUALIFIER),
        ("约1.3亿元", "1.3亿元", K.QUALIFIER),
        ("不足8%", "超过8%", K.QUALIFIER),
        ("1.2万余次", "1.2万次", K.QUALIFIER),
        ("不少于20平方米", "不超过20平方米", K.QUALIFIER),
        ("8000名左右", "8000名", K.QUALIFIER),
        ("不到2.4万名", "2.4万名", K.QUALIFIER),
        ("4位副主任", "6位副主任", K.VALUE),
        ("47.6亿元", "4.76亿元", K.VALUE),
        ("5万至8万名", "5万至7万名", K.VALUE),
        ("6月上旬至7月中旬", "6月上旬至8月中旬", K.VALUE),
        ("三分之一的乡镇", "三分之二的乡镇", K.VALUE),
        ("用三年时间", "用五年时间", K.VALUE),
        ("为老年人提供援助1.2万余次", "为老年人提供援助", K.MISSING),
        ("实地走访", "随行记者12名，实地走访", K.MISSING),
    ],
)
def test_other_words_for_a_figure_in_the_chinese_are_one_error(old, new, kind):
    error = the_error(replaced(ZH, old, new))
    assert (error.kind, (error.zh or error.en).paragraph) == (
        kind,
        next(at for at, line in enumerate(ZH, 1) if old in line),
    )


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("nearly 900,000", "900,000", K.QUALIFIER),
        ("over 210,000 beds", "about 210,000 beds", K.QUALIFIER),
        ("more than 210 opinions", "210 opinions", K.QUALIFIER),
        ("less than 8%", "8%", K.QUALIFIER),
        ("fewer than 24,000", "more than 24,000", K.QUALIFIER),
        ("about 60 days", "60 days", K.QUALIFIER),
        ("12,480", "1.2480", K.MALFORMED),
        ("RMB 4.76 billion", "RMB 4.76 million", K.VALUE),
        ("8.365 million", "8,365", K.VALUE),
        ("one third", "two thirds", K.VALUE),
        ("1,860 care homes", "care homes", K.MISSING),
        ("visited 63", "visited 24 hospitals and 63", K.MISSING),
    ],
)
def test_other_words_for_a_figure_in_the_english_are_one_error(old, new, kind):
    error = the_error(en=replaced(EN, old, new))
    assert (error.kind, (error.en or error.zh).paragraph) == (
        kind,
        next(at for at, line in enumerate(EN, 1) if old in line),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12,480", "12.480"),
        ("1,860", "1860"),
        ("46.7%", "46,7%"),
        ("21.3%", "21.3 per cent"),
        ("nearly 900,000", "almost 900 thousand"),
        ("4 vice", "four vice"),
        ("26 September 2023", "September 26, 2023"),
        ("more than 210", "over 210"),
        ("one third", "a third"),
    ],
)
def test_another_spelling_of_an_equal_value_is_at_most_a_note(old, new):
    results = checked(en=replaced(EN, old, new))
    assert len(results) <= 1
    assert {result.severity for result in results} <= {S.NOTE}


# --- Pieces ----------------------------------------------------------------------------------------------------------

BODIES = [at for at, line in enumerate(ZH) if 5 < at < len(ZH) - 1 and not re.match(r"[一二三四]、|（", line)]


@pytest.mark.parametrize("at", BODIES)
def test_a_paragraph_that_one_language_lacks_is_one_error(at):
    error = the_error([*ZH[:at], *ZH[at + 1 :]])
    assert (error.kind, error.zh, error.en) == (K.MISSING, None, Place(EN[at], at + 1, 0, len(EN[at])))
    error = the_error(en=[*EN[:at], *EN[at + 1 :]])
    assert (error.kind, error.zh, error.en) == (K.MISSING, Place(ZH[at], at + 1, 0, len(ZH[at])), None)


ITEMS = [at for at, line in enumerate(EN) if line.startswith("(")]


@pytest.mark.parametrize("at", ITEMS)
def test_an_item_that_one_language_lacks_is_one_error_with_all_its_figures(at):
    error = the_error(en=[*EN[:at], *EN[at + 2 :]])
    assert (error.zh, error.en) == (Place(ZH[at], at + 1, 0, len(ZH[at])), None)
    assert error.message_zh.startswith("英文缺整个条目“（")
    assert error.message_en.startswith("The English lacks the numbered item “（")


def test_a_heading_that_one_language_lacks_is_one_error():
    error = the_error(en=without(EN, "(2) Obstacles"))
    assert error.message_en == "The English lacks the heading “（二）医养结合存在障碍”."


def test_a_part_that_one_language_lacks_is_one_error():
    begin, end = place(ZH, "二、"), place(ZH, "三、")
    error = the_error([*ZH[:begin], *ZH[end:]])
    assert error.message_zh == "中文缺整个部分“II. What has been achieved”。"
    assert error.message_en == "The Chinese lacks the whole part “II. What has been achieved”."


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("To the Standing", "the salutation"),
        ("This report is", "the closing line"),
        ("Delivered at", "the line that says when and where the report was given"),
        ("Work for the elderly concerns", "the closing paragraph"),
    ],
)
def test_a_line_of_the_frame_that_one_language_lacks_is_one_error(lead, name):
    error = the_error(en=without(EN, lead))
    assert error.message_en.startswith(f"The English lacks {name} “")


def test_a_presenter_that_one_language_lacks_is_no_error():
    assert errors(en=without(EN, "Lin Shouren")) == []


def test_a_numbered_run_with_an_item_more_is_one_error_with_all_its_figures():
    shorter = replaced(
        EN,
        " Third, community services were developed. More than 3,400 community canteens have been built, and nearly 900,000"
        " elderly people have received meals. Fourth,",
        " Third,",
    )
    error = the_error(en=shorter)
    assert error.kind is K.MISSING and error.zh and error.zh.text.startswith("三是发展社区服务")
    assert error.zh.paragraph == place(ZH, "一是加大资金") + 1


def test_a_paragraph_added_to_one_language_is_one_error():
    added = "检查组还专门听取了6名全国人大代表的意见，并在罗江市召开了由23家企业参加的专题座谈会。"
    at = place(ZH, "为了更准确")
    error = the_error([*ZH[:at], added, *ZH[at:]])
    assert error.zh == Place(added, at + 1, 0, len(added))


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("(1) Rules and systems", "(2) The supply", 2),
        ("(2) Obstacles", "(3) A severe", 2),
        ("On 18 April", "Led by 4", 1),
    ],
)
def test_another_order_is_one_warning(first, second, count):
    results = [result for result in checked(en=swapped(EN, first, second, count)) if result.severity is not S.NOTE]
    assert [(result.kind, result.severity) for result in results] == [(K.MISSING, S.WARNING)]
    assert results[0].message_en.startswith("The order differs")


@pytest.mark.parametrize(
    "words", ["同时，委托其余", "检查组还随机抽取", "二是扩大设施规模", "公安机关开展打击", "有的市规定"]
)
def test_a_paragraph_split_in_the_chinese_is_no_difference(words):
    assert checked(split_at(ZH, words)) == []


@pytest.mark.parametrize(
    "words", ["The standing committees of the people", "Second, facilities", "In a campaign against"]
)
def test_a_paragraph_split_in_the_english_is_no_difference(words):
    assert checked(en=split_at(EN, words)) == []


def relabelled(lines: Sequence[str], pattern: str, label: str) -> list[str]:
    return [re.sub(pattern, label, line) for line in lines]


def run_in(lines: Sequence[str], item: str, end: str) -> list[str]:
    """The lines with the heading of each item before its text in one paragraph."""
    return re.sub(rf"(?m)^({item}.*)\n", rf"\1{end}", "\n".join(lines)).split("\n")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (ZH, relabelled(EN, r"^(\(\d+\)|[IVX]+\.) ", "")),
        (relabelled(ZH, r"^(（[一二三]）|[一二三四]、)", ""), EN),
        (ZH, relabelled(EN, r"^([IVX]+)\. ", r"Part \1: ")),
        (ZH, relabelled(EN, r"^\((\d+)\) ", r"\1. ")),
        (relabelled(ZH, "[，；]", ","), EN),
        (run_in(ZH, "（[一二三]）", "。"), EN),
        (ZH, run_in(EN, r"\(\d\)", ". ")),
        ([part for line in ZH for part in re.split("(?=[二三四]是[发扩壮])", line)], EN),
    ],
    ids=[
        "no numbers en",
        "no numbers zh",
        "parts named",
        "other numbers",
        "one comma for all",
        "run-in zh",
        "run-in en",
        "lines",
    ],
)
def test_another_way_of_setting_headings_and_runs_is_no_difference(zh, en):
    assert checked(zh, en) == []


def test_a_figure_changed_in_a_split_paragraph_is_found_in_the_right_half():
    lines = split_at(ZH, "公安机关开展打击")
    spoilt = replaced(lines, "1035名", "1305名")
    error = the_error(spoilt)
    assert error.zh == Place("1305名", place(lines, "公安机关") + 1, *_span(spoilt, "1305名"))


def _span(lines: Sequence[str], words: str) -> tuple[int, int]:
    line = next(line for line in lines if words in line)
    return line.index(words), line.index(words) + len(words)


@pytest.mark.parametrize("lead", ["检查组由4位", "为了更准确"])
def test_paragraphs_merged_in_one_language_are_no_difference(lead):
    assert checked(joined(ZH, lead)) == []


def test_a_sentence_that_stands_in_the_next_paragraph_is_no_error():
    sentence = "同时，委托其余9个市的人大常委会对本行政区域内的情况进行检查。"
    zh = replaced(ZH, sentence, "")
    at = place(zh, "为了更准确")
    zh[at] = sentence + zh[at]
    assert {result.severity for result in checked(zh)} <= {S.NOTE}


def pair(number: int, zh: str, en: str) -> Pair:
    return Pair((Piece(number, zh, Role.BODY),), (Piece(number, en, Role.BODY),))


def test_a_figure_that_the_next_pair_has_in_the_other_language_is_a_note_with_both_places():
    pairs = [
        pair(1, "检查组走访了63家企业。抽查了18个项目。", "The group visited 63 companies."),
        pair(2, "召开座谈会27次。", "It checked 18 projects at random. It held 27 discussion meetings."),
    ]
    (result,) = check_pairs(pairs, NO_TERMS)
    assert (result.kind, result.severity) == (K.MISSING, S.NOTE)
    assert (result.zh.text, result.zh.paragraph, result.en.text, result.en.paragraph) == ("18个", 1, "18", 2)


def test_figures_that_only_look_alike_in_neighbouring_pairs_stay_errors():
    pairs = [
        pair(1, "走访了63家企业，抽查了18个项目。", "The group visited 63 companies."),
        pair(2, "召开座谈会27次。", "It held 27 discussion meetings with 19 experts."),
    ]
    assert [result.severity for result in check_pairs(pairs, NO_TERMS)] == [S.ERROR, S.ERROR]


def test_the_places_of_a_piece_that_begins_inside_a_paragraph_are_those_of_the_paragraph():
    zh = Piece(7, "全省有12个县。", Role.BODY, start=9)
    en = Piece(3, "The province has 13 counties.", Role.BODY, start=4)
    (result,) = check_pairs([Pair((zh,), (en,))], NO_TERMS)
    assert (result.zh.paragraph, result.zh.start) == (7, 9 + 3)
    assert (result.en.paragraph, result.en.start) == (3, 4 + 17)


def test_the_number_of_a_heading_is_no_figure():
    zh = Piece(1, "（五）加强监督", Role.ITEM, part=1, item=5, label="（五）")
    en = Piece(1, "(4) Strengthen supervision", Role.ITEM, part=1, item=4, label="(4)")
    assert {result.severity for result in check_pairs([Pair((zh,), (en,))], NO_TERMS)} <= {S.NOTE}


# --- Terms and arithmetic --------------------------------------------------------------------------------------------


def test_a_term_rendered_otherwise_is_one_warning_in_its_place():
    glossary = Glossary((Term("民政厅", "Department of Civil Affairs"),))
    assert checked(glossary=glossary) == []
    results = checked(en=replaced(EN, "Department of Civil Affairs", "Department of Civil Matters"), glossary=glossary)
    assert [(result.kind, result.severity) for result in results] == [(K.TERM, S.WARNING)]
    assert results[0].zh and results[0].zh.paragraph == place(ZH, "4月18日") + 1


def test_a_sum_that_both_languages_state_wrongly_is_one_result():
    zh = "全省共抽查120家机构，其中公办机构60家、民办机构70家。"
    en = "In the province 120 institutions were inspected: 60 public institutions and 70 private institutions."
    results = check_paragraph(zh, en, NO_TERMS)
    assert [(result.kind, bool(result.zh), bool(result.en)) for result in results] == [(K.ARITHMETIC, True, True)]


# --- One paragraph ---------------------------------------------------------------------------------------------------


def test_one_paragraph_is_checked_by_itself():
    (result,) = check_paragraph("全省有12个县。", "The province has 13 counties.", NO_TERMS)
    assert (result.kind, result.zh.text, result.en.text) == (K.VALUE, "12个", "13")
    assert (result.zh.paragraph, result.en.paragraph) == (1, 1)


@pytest.mark.parametrize(
    ("zh", "en"), [("全省有12个县。", ""), ("", "The province has 12 counties."), ("", " "), (" ", "")]
)
def test_a_language_that_is_not_written_yet_misses_nothing(zh, en):
    assert check_paragraph(zh, en, NO_TERMS) == []


def test_a_paragraph_twice_as_long_takes_about_twice_the_steps():
    at = place(ZH, "检查组由4位")
    check_paragraph(ZH[at], EN[at], NO_TERMS)  # compiles
    once, twice = (
        steps(lambda times=times: check_paragraph(ZH[at] * times, f"{EN[at]} " * times, NO_TERMS)) for times in (2, 4)
    )
    assert 1.5 * once < twice < 3 * once


def test_the_json_of_a_result_has_what_readers_of_it_rely_on():
    result = the_error(replaced(ZH, "57个", "75个"))
    assert list(result.as_json()) == ["kind", "severity", "zh", "en", "message_zh", "message_en"]
    assert result.as_json()["zh"] == {"text": "75个", "paragraph": 10, "start": result.zh.start, "end": result.zh.end}
