"""What people mistype or paste into the planning: days no calendar of an inspection has, signs that no letter can hold,
a time that leaves out what is planned, an article that others rest on."""

from datetime import date

import pytest
from django.utils import timezone

from core.text import Text
from inspections.actions.copying import shifted
from inspections.forms.fields import YEARS_AHEAD, Day, Words
from inspections.models import Article
from inspections.scheme.registry import PARTS
from tests import make
from tests.inspections.scheme_rows import add_meeting, add_visit
from tests.inspections.test_scheme_changes import address, inspection, refused, saved, sent, signed_in

__all__ = ["inspection"]  # the fixture

FIRST = date(2017, 8, 1)


# --- Fields ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["2017-09-18", "2017/9/18", "2017.09.18", "2017年9月18日", "２０１７-０９-１８", " 2017-09-18 "]
)
def test_a_day_is_read_as_people_write_it(typed):
    assert Day().clean(typed) == date(2017, 9, 18)


@pytest.mark.parametrize("typed", ["0001-01-01", "0026-10-01", "1948-12-31", "9999-12-31", "far"])
def test_a_year_that_is_a_slip_of_the_keys_is_said(typed):
    if typed == "far":
        typed = f"{timezone.localdate().year + YEARS_AHEAD + 1}-01-01"
    with pytest.raises(Exception, match=str(timezone.localdate().year + YEARS_AHEAD)):
        Day().clean(typed)


@pytest.mark.parametrize("typed", ["2017-02-30", "2017-13-01", "x", "2017-09-18\0"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(Exception, match="日期"):
        Day(error_messages={"invalid": "日期"}).clean(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("会\x08议", "会议"),
        ("\u202e会议", "会议"),
        (" 会议 \x1b ", "会议"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("会\t议 😀", "会\t议 😀"),
    ],
)
def test_a_text_keeps_what_can_be_printed(typed, kept):
    assert Words().clean(typed) == kept


def test_a_text_of_nothing_but_signs_is_empty():
    with pytest.raises(Exception, match="空"):
        Words(error_messages={"required": "空"}).clean("\x08\u202e")


def test_nul_is_refused_with_a_sentence():
    with pytest.raises(Exception, match="控制字符"):
        Words().clean("会\0议")


def test_signs_that_turn_the_writing_do_not_reach_the_scheme(inspection, liu):
    saved(signed_in(liu), address("focus", "new"), {"title_zh": "个人\u202e信息\x08保护"})
    assert inspection.focus_points.last().title_zh == "个人信息保护"


# --- The time of the inspection ---------------------------------------------------------------------------------------


def period(inspection, liu, starts: str, ends: str) -> dict[str, object]:
    return sent("basics", inspection, liu, inspection, starts=starts, ends=ends, precision="day")


@pytest.mark.parametrize(
    ("starts", "ends"), [("2017-09-05", "2017-10-31"), ("2017-08-01", "2017-09-07"), ("2017-10-01", "2017-10-31")]
)
def test_the_inspection_is_not_shortened_past_a_visit(inspection, liu, starts, ends):
    visit = make.make_visit(inspection, "350000", starts="2017-09-04", ends="2017-09-08", precision="day")
    page = address("basics", inspection.pk)
    said = refused(signed_in(liu), page, period(inspection, liu, starts, ends))
    assert "不在这段时间内" in said
    assert visit.locality.name_zh in said
    inspection.refresh_from_db()
    assert inspection.starts == FIRST
    saved(signed_in(liu), page, period(inspection, liu, "2017-09-04", "2017-09-08"))


def test_a_visit_that_is_void_is_in_nobodys_way(inspection, liu):
    make.make_visit(inspection, "350000", starts="2017-09-04", precision="day", void_reason="改期")
    saved(signed_in(liu), address("basics", inspection.pk), period(inspection, liu, "2017-10-01", "2017-10-31"))


def test_what_stood_outside_before_hinders_no_other_change(inspection, liu):
    make.make_visit(inspection, "350000", starts="2016-09-04", precision="day")
    saved(signed_in(liu), address("basics", inspection.pk), sent("basics", inspection, liu, inspection, note_zh="改"))


@pytest.mark.parametrize("what", ["unit", "meeting"])
def test_a_visit_is_not_shortened_past_what_happened_on_it(inspection, liu, what):
    visit = add_visit(inspection, starts="2017-09-04", ends="2017-09-08")
    if what == "unit":
        make.make_unit(inspection, visit=visit, checked_on="2017-09-07")
    else:
        add_meeting(inspection, visit=visit, starts="2017-09-07", kind="discussion", title=Text("某座谈会"))
    visit.refresh_from_db()
    page, typed = address("visits", visit.pk), sent("visits", inspection, liu, visit, ends="2017-09-06")
    said = refused(signed_in(liu), page, typed)
    assert ("某座谈会" if what == "meeting" else "检查日期不在这段时间内") in said
    saved(signed_in(liu), page, {**typed, "ends": "2017-09-07"})


# --- A row that goes while its form is open ---------------------------------------------------------------------------


def test_words_typed_into_a_row_that_was_declared_void_are_not_lost(inspection, liu):
    visit = add_visit(inspection)
    typed = sent("visits", inspection, liu, visit, record="写了很久的检查记录")
    type(visit).objects.filter(pk=visit.pk).update(void_reason="改期")
    said = refused(signed_in(liu), address("visits", visit.pk), typed)
    assert "已作废，不能修改。" in said
    assert "写了很久的检查记录" in said


def test_words_typed_into_a_row_that_was_removed_make_a_new_one(inspection, liu, zhang, wang, hainan, fu):
    page = address("focus", (point := make.make_focus_point(inspection)).pk)
    typed = sent("focus", inspection, liu, point, title_zh="写了很久的重点")
    saved(signed_in(zhang), f"{page}remove/", {"seen": PARTS["focus"].seen(point)})
    said = refused(signed_in(liu), page, typed, status=409)
    assert "刚被别人删除" in said
    assert "写了很久的重点" in said
    new = address("focus", "new")
    assert f'action="{new}"' in said
    saved(signed_in(liu), new, typed)
    assert inspection.focus_points.filter(title_zh="写了很久的重点").count() == 1
    assert signed_in(wang).post(page, typed).status_code == 403  # not hers to change
    assert signed_in(fu).post(page, typed).status_code == 404  # nor the inspection hers to see
    assert signed_in(liu).post(address("focus", point.pk + 100_000), typed).status_code == 404


def test_a_text_that_is_too_long_is_told_by_how_much(inspection, liu):
    said = refused(signed_in(liu), address("focus", "new"), {"title_zh": "长" * 201})
    assert "不超过200个字，现在有201个字。" in said


# --- Articles that others rest on -------------------------------------------------------------------------------------


@pytest.mark.parametrize("use", ["finding", "line"])
def test_an_article_that_another_inspection_uses_keeps_its_number(inspection, hainan, liu, use):
    article = make.make_article(21)
    inspection.instruments.add(article.instrument)
    hainan.inspection.instruments.add(article.instrument)
    if use == "finding":
        hainan.finding.articles.add(article)
    else:
        make.make_item(hainan.inspection, article=article)
    typed = sent("articles", inspection, liu, article, number="88")
    assert "已用于其他检查" in refused(signed_in(liu), address("articles", article.pk), typed)
    assert Article.objects.get(pk=article.pk).number == 21


def test_an_article_of_ones_own_may_be_put_right(inspection, beijing, liu):
    article = make.make_article(21)
    inspection.instruments.add(article.instrument)
    beijing.finding.articles.add(article)
    page = address("articles", article.pk)
    saved(signed_in(liu), page, sent("articles", inspection, liu, article, number="22"))
    assert Article.objects.get(pk=article.pk).number == 22


# --- Copying ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(9998, 12, 25)])
def test_a_deadline_at_the_end_of_the_calendar_can_be_copied(day):
    assert date(9999, 1, 1) <= shifted(day, 1) <= date.max


def test_every_part_that_puts_rows_in_order_knows_a_row_again():
    ordered = {key for key, part in PARTS.items() if part.ordered and not part.single}
    by_a_rule_of_their_own = {"sub_groups", "members", "visits", "surveys"}
    assert ordered - {key for key in ordered if PARTS[key].alike} <= by_a_rule_of_their_own
