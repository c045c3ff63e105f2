import pytest

from reports.document.titles import title_lines


def test_a_chinese_title_breaks_at_its_meaning():
    title = "省人民代表大会常务委员会执法检查组关于检查《某某保护条例》实施情况的报告"
    assert title_lines(title, "zh", 20) == (
        "省人民代表大会常务委员会执法检查组",
        "关于检查《某某保护条例》实施情况的报告",
    )


def test_an_english_title_breaks_before_its_links():
    title = "Report of the Inspection Group of the Standing Committee on the Implementation of the Water Law"
    assert title_lines(title, "en", 50) == (
        "Report of the Inspection Group of the Standing Committee"[:30], "of the Standing Committee", "on the Implementation of the Water Law",
    )  # fmt: skip


@pytest.mark.parametrize("limit", [8, 12, 20])
def test_no_line_is_too_long_and_nothing_is_lost(limit):
    title = "全国人民代表大会常务委员会执法检查组关于检查《某某法》、《关于加强某某保护的决定》贯彻实施情况的报告"
    lines = title_lines(title, "zh", limit)
    assert "".join(lines) == title
    assert len(lines) > 1
    assert max(map(len, lines)) <= limit
    assert not [line for line in lines if line[0] in "、》的" or line[-1] in "《"]


def test_breaks_that_are_given_are_kept():
    assert title_lines("上行\n下行", "zh", 2) == ("上行", "下行")


@pytest.mark.parametrize("title", ["短题", "字" * 5000, "x" * 5000])
def test_what_fits_or_cannot_be_shaped_is_one_line(title):
    assert title_lines(title, "zh", 20) == (title,)


def test_an_empty_title_has_no_line():
    assert title_lines("", "zh", 20) == ()


def test_the_wide_blank_between_post_and_name_stays():
    assert title_lines("副委员长　某某", "zh", 20) == ("副委员长　某某",)


def test_a_congress_keeps_its_number():
    title = "——2017年12月24日在第十二届全国人民代表大会常务委员会第三十一次会议上"
    assert title_lines(title, "zh", 27) == ("——2017年12月24日在第十二届全国人民代表大会", "常务委员会第三十一次会议上")
