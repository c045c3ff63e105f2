"""Pieces of two languages find each other, whatever is missing, added, moved, split or merged."""

import pytest

from core.importing.outline import Outline, Piece, Role
from reports.agreement.alignment import Pair, align
from tests.reports.agreement.sample import EN, ZH, joined, outlined, place, split_at, swapped, unstructured, without
from tests.steps import steps

# The sample has the same lines in both languages, so line n belongs to line n.
ZH_LINE = {line: at for at, line in enumerate(ZH)}
EN_LINE = {line: at for at, line in enumerate(EN)}
TITLE = (0, 1)


def lines(pairs: list[Pair]) -> list[tuple[list[int], list[int]]]:
    return [([ZH_LINE[p.text] for p in pair.zh], [EN_LINE[p.text] for p in pair.en]) for pair in pairs]


def apart(pairs: list[Pair]) -> list[tuple[list[int], list[int]]]:
    """The pairs that are not a line and its translation."""
    return [(zh, en) for zh, en in lines(pairs) if zh != en]


def test_every_line_finds_its_translation():
    pairs = align(outlined(ZH, "zh"), outlined(EN, "en"))
    assert apart(pairs) == []
    assert len(pairs) == len(ZH) - 1  # the two lines of the title are one


@pytest.mark.parametrize("at", range(5, len(ZH)))
def test_a_line_that_one_language_lacks_leaves_all_others_in_place(at):
    assert apart(align(outlined(ZH, "zh"), outlined([*EN[:at], *EN[at + 1 :]], "en"))) == [([at], [])]
    assert apart(align(outlined([*ZH[:at], *ZH[at + 1 :]], "zh"), outlined(EN, "en"))) == [([], [at])]


ITEMS = [at for at, line in enumerate(EN) if line.startswith("(")]


@pytest.mark.parametrize("at", ITEMS)
def test_a_missing_item_is_told_by_its_content_though_the_others_are_numbered_anew(at):
    """`outlined` counts items by their place, so what follows has other numbers in the two languages."""
    pairs = align(outlined(ZH, "zh"), outlined([*EN[:at], *EN[at + 2 :]], "en"))
    assert apart(pairs) == [([at], []), ([at + 1], [])]


PARTS = [at for at, line in enumerate(EN) if line.startswith(("I", "V")) and ". " in line[:5]]


@pytest.mark.parametrize(("begin", "end"), list(zip(PARTS, [*PARTS[1:], len(EN) - 2], strict=True)))
def test_a_missing_part_takes_nothing_else_along(begin, end):
    pairs = align(outlined([*ZH[:begin], *ZH[end:]], "zh"), outlined(EN, "en"))
    assert apart(pairs) == [([], [at]) for at in range(begin, end)]


def test_a_paragraph_added_in_one_language_stands_alone():
    added = "各地还普遍开展了敬老月活动，评选表彰了一批孝亲敬老先进典型，在全社会营造了尊老爱老的良好氛围。"
    at = place(ZH, "（三）权益保护")
    pairs = align(outlined([*ZH[:at], added, *ZH[at:]], "zh"), outlined(EN, "en"))
    lone = [pair for pair in pairs if not pair.en]
    assert [piece.text for pair in lone for piece in pair.zh] == [added]
    assert apart([pair for pair in pairs if pair.en]) == []


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_structure_found_in_one_language_or_none_does_no_harm(language):
    zh = unstructured(ZH, "zh") if language in ("zh", "both") else outlined(ZH, "zh")
    en = unstructured(EN, "en") if language in ("en", "both") else outlined(EN, "en")
    assert [each for each in apart(align(zh, en)) if each != ([0, 1], [0, 1])] == []


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("(1) Rules and systems", "(2) The supply", 2),
        ("(1) Facilities are", "(2) Obstacles", 2),
        ("(2) Obstacles", "(3) A severe", 2),
        ("On 18 April", "Led by 4", 1),
    ],
)
def test_what_stands_in_another_order_is_still_found(first, second, count):
    assert apart(align(outlined(ZH, "zh"), outlined(swapped(EN, first, second, count), "en"))) == []


@pytest.mark.parametrize("words", ["二是扩大", "三是发展", "首次引入", "同时，委托", "电话咨询量"])
def test_a_paragraph_split_in_one_language_is_one_pair(words):
    pairs = align(outlined(split_at(ZH, words), "zh"), outlined(EN, "en"))
    assert [len(pair.zh) for pair in pairs if len(pair.zh) > 1] == [2, 2]  # the title, and this
    assert all(pair.zh and pair.en for pair in pairs)


def test_a_numbered_run_set_on_lines_of_its_own_is_one_pair():
    broken = list(EN)
    for words in ("Second, facilities", "Third, community", "Fourth, the nursing"):
        broken = split_at(broken, words)
    pairs = align(outlined(ZH, "zh"), outlined(broken, "en"))
    assert all(pair.zh and pair.en for pair in pairs)
    assert max(len(pair.en) for pair in pairs) == 4


@pytest.mark.parametrize("lead", ["检查组由4位", "为了更准确", "以上报告"])
def test_two_paragraphs_merged_in_one_language_are_one_pair(lead):
    pairs = align(outlined(joined(ZH, lead), "zh"), outlined(EN, "en"))
    assert all(pair.zh and pair.en for pair in pairs)
    assert [len(pair.en) for pair in pairs if len(pair.en) > 1] == [2, 2]


def test_a_heading_that_runs_into_its_text_is_paired_with_both():
    lines_ = joined(EN, "Only 512 care homes", " ")
    pairs = align(outlined(ZH, "zh"), outlined(lines_, "en"))
    assert all(pair.zh and pair.en for pair in pairs)
    assert [len(pair.zh) for pair in pairs if pair.en[0].text.startswith("(2) Obstacles")] == [2]


def test_front_matter_is_paired_by_role_whatever_its_order():
    at = place(EN, "Delivered at")
    other = [*EN[:at], EN[at + 1], EN[at], *EN[at + 2 :]]
    assert apart(align(outlined(ZH, "zh"), outlined(other, "en"))) == []


def test_a_salutation_that_one_language_lacks_is_alone():
    pairs = align(outlined(ZH, "zh"), outlined(without(EN, "To the Standing"), "en"))
    assert [pair.zh[0].role for pair in pairs if not pair.en] == [Role.SALUTATION]


def test_an_empty_outline_leaves_every_piece_alone():
    pairs = align(outlined(ZH, "zh"), Outline("en", ()))
    assert [pair.zh[0].number for pair in pairs] == list(range(1, len(ZH) + 1))
    assert not any(pair.en for pair in pairs)
    assert align(Outline("zh", ()), Outline("en", ())) == []


def test_each_piece_is_in_exactly_one_pair():
    pairs = align(outlined(without(ZH, "检查组由4位"), "zh"), outlined(without(EN, "(2) Obstacles", 2), "en"))
    for language, count in (("zh", len(ZH) - 1), ("en", len(EN) - 2)):
        numbers = sorted(piece.number for pair in pairs for piece in getattr(pair, language))
        assert numbers == list(range(1, count + 1))


def test_pairs_come_in_the_order_of_the_chinese_text():
    pairs = align(outlined(ZH, "zh"), outlined(swapped(EN, "(1) Facilities are", "(2) Obstacles", 2), "en"))
    numbers = [pair.zh[0].number for pair in pairs if pair.zh]
    assert numbers == sorted(numbers)


def test_what_only_the_english_has_stands_behind_what_precedes_it():
    at = place(ZH, "（二）医养结合存在障碍")
    pairs = align(outlined([*ZH[:at], *ZH[at + 2 :]], "zh"), outlined(EN, "en"))
    places = lines(pairs)
    assert places.index(([], [at])) == places.index(([at - 1], [at - 1])) + 1


def long_outlines(length):
    zh = [Piece(at, f"第{at}个单位报告了{at * 7}起案件。", Role.BODY) for at in range(1, length + 1)]
    en = [Piece(at, f"Unit number {at} reported {at * 7:,} cases.", Role.BODY) for at in range(1, length + 1)]
    return Outline("zh", tuple(zh)), Outline("en", tuple(one for one in en if one.number != length // 2))


def test_a_missing_paragraph_is_found_in_a_report_of_four_hundred():
    pairs = align(*long_outlines(400))
    assert [pair.zh[0].number for pair in pairs if not pair.en] == [200]


def test_aligning_looks_only_near_the_diagonal():
    # Twice as many paragraphs take about twice the steps, where every paragraph against every other took four times.
    align(*long_outlines(20))  # compiles
    once, twice = (steps(lambda length=length: align(*long_outlines(length))) for length in (100, 200))
    assert 1.5 * once < twice < 2.5 * once


def test_a_sentence_taken_for_a_heading_in_one_language_goes_back_to_its_text():
    zh_text, en_heading = "对120个问题建立台账，其余8个问题限期解决，年底前报告。", "(2) Keep a ledger of 120 problems."
    en_text = "The other 8 are to be solved in time and reported on by the end of the year."
    zh = [Piece(1, "（二）", Role.ITEM, 0, 1, 2, "（二）"), Piece(1, zh_text, Role.BODY, 3, 1, 2)]
    en = [Piece(1, en_heading, Role.ITEM, 0, 1, 2, "(2)"), Piece(1, en_text, Role.BODY, len(en_heading) + 1, 1, 2)]
    heading, text = align(Outline("zh", tuple(zh)), Outline("en", tuple(en)))
    assert [piece.text for piece in (*heading.zh, *heading.en)] == ["（二）", "(2)"]
    assert [piece.text for piece in text.zh] == [zh_text]
    assert [(piece.text, piece.start) for piece in text.en] == [(f"{en_heading[3:]} {en_text}", 3)]
