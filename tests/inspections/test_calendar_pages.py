"""工作日历: a year at a glance, and the days on which a congress departs from the nation."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from inspections.actions.calendar import remove_day, set_day
from inspections.models import CalendarDay
from inspections.queries.calendars import year_of
from inspections.working_days import add_working_days, known_years
from tests import make
from tests.security.site import browser_of

THIRD_MONTH = date(2017, 3, 30)


def add(browser, body, year: int = 2017, **sent):
    return browser.post(f"{reverse('calendar_body', args=[body.code])}?year={year}", sent)


def test_a_day_off_moves_what_is_due(hainan_sc, fu):
    answer = add(browser_of(fu), hainan_sc, day="2017-03-30", is_working="off", note="三月三")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/calendar/hainan-sc/?year=2017")
    assert add_working_days(hainan_sc, date(2017, 3, 29), 1) == date(2017, 3, 31)
    page = browser_of(fu).get(answer.headers["Location"]).content.decode()
    assert ("三月三" in page, "day-own-off" in page) == (True, True)
    browser_of(fu).post(reverse("calendar_day_remove", args=["hainan-sc", CalendarDay.objects.get().pk]))
    assert add_working_days(hainan_sc, date(2017, 3, 29), 1) == THIRD_MONTH


def test_said_twice_the_later_word_counts(hainan_sc, fu):
    for note in ("三月三", "黎族苗族传统节日"):
        set_day(body=hainan_sc, values={"day": THIRD_MONTH, "is_working": False, "note": note}, by=fu)
    assert CalendarDay.objects.get().note == "黎族苗族传统节日"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"day": "2017-03-30", "is_working": "working"}, "本来就上班"),
        ({"day": "2017-10-02", "is_working": "off"}, "本来就放假"),
        ({"day": "2017-09-30", "is_working": "working"}, "本来就上班"),
        ({"day": "2017-04-02", "is_working": "off"}, "本来就放假"),
        ({"day": "1999-03-30", "is_working": "off"}, "2000年至2100年"),
        ({"day": "9999-12-31", "is_working": "off"}, "请核对年份"),
        ({"day": "2017-02-30", "is_working": "off"}, "请按"),
        ({"day": "2017-03-30", "is_working": "perhaps"}, "perhaps"),
        ({"day": "2017-03-30", "is_working": "off", "note": "长" * 81}, "81"),
        ({"day": "2017-03-30", "is_working": "off", "note": "甲\0"}, "有误"),
        ({}, "请填写"),
    ],
)
def test_what_is_no_departure_gets_a_sentence(hainan_sc, fu, sent, sentence):
    answer = add(browser_of(fu), hainan_sc, **sent)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, CalendarDay.objects.exists()) == (422, True, False)
    assert ('id="error-summary"' in page, "有误：" in page) == (True, True)


def test_each_congress_keeps_its_own(hainan_sc, wenchang_sc, fu, clerk, signatory, wenchang, liu):
    values = {"day": THIRD_MONTH, "is_working": False, "note": "三月三"}
    for person in (signatory, wenchang, liu):
        with pytest.raises(PermissionDenied):
            set_day(body=hainan_sc, values=values, by=person)
    row = set_day(body=hainan_sc, values=values, by=clerk)
    for person in (signatory, wenchang, liu):
        with pytest.raises(PermissionDenied):
            remove_day(row=row, by=person)
    foreign = reverse("calendar_day_remove", args=[wenchang_sc.code, row.pk])
    assert browser_of(wenchang).post(foreign).status_code == 404  # not by way of one's own calendar
    assert CalendarDay.objects.count() == 1
    assert [entry.verb for entry in hainan_sc.history.all()] == ["day_off"]


def test_who_works_in_several_chooses_and_an_administrator_has_none(npcsc, hainan_sc, system_admin):
    both = make.make_user("both", (npcsc, Role.STAFF), (hainan_sc, Role.STAFF))
    page = browser_of(both).get(reverse("calendar")).content.decode()
    assert ("/calendar/npcsc/" in page, "/calendar/hainan-sc/" in page) == (True, True)
    assert browser_of(system_admin).get(reverse("calendar")).status_code == 403


def test_a_year_that_is_not_known_says_so(hainan_sc, fu):
    address, beyond = reverse("calendar_body", args=["hainan-sc"]), known_years().stop
    said = f"只收录2001年至{beyond - 1}年"
    assert said in browser_of(fu).get(f"{address}?year={beyond}").content.decode()
    assert said not in browser_of(fu).get(f"{address}?year=2017").content.decode()


@pytest.mark.parametrize("year", ["", "x", "0", "99999999999", "-1", "１２３４", "1999", "2101", "%00"])
def test_a_strange_year_is_this_one(hainan_sc, fu, year):
    assert browser_of(fu).get(f"{reverse('calendar_body', args=['hainan-sc'])}?year={year}").status_code == 200


def test_a_year_is_whole(hainan_sc):
    CalendarDay.objects.create(body=hainan_sc, day=THIRD_MONTH)
    months = year_of(hainan_sc, 2017)
    shown = [day for month in months for week in month.weeks for day in week if day]
    assert (len(months), len(shown), {len(week) for month in months for week in month.weeks}) == (12, 365, {7})
    marks = {day.day: day.mark for day in shown if day.mark}
    assert (marks[THIRD_MONTH], marks[date(2017, 9, 30)], marks[date(2017, 10, 2)]) == ("own-off", "worked", "off")
    assert (date(2017, 10, 14) in marks, date(2017, 3, 31) in marks) == (False, False)
    assert sum(month.working for month in months) == 248  # 249 by the notice of the State Council, less one


def test_queries_do_not_grow_with_the_days(hainan_sc, fu):
    address, counts = f"{reverse('calendar_body', args=['hainan-sc'])}?year=2017", []
    for number in (1, 2, 20):
        for day in range(number):
            CalendarDay.objects.get_or_create(body=hainan_sc, day=date(2017, 6, day + 1))
        browser = browser_of(fu)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert (len(set(counts)), counts[0] < 15) == (1, True), counts
