"""Findings and figures: who sees them, how they are looked for, and what the database itself refuses."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.history import record
from core.quantities import QuantityError, write_en, write_zh
from core.templatetags.components import capped
from core.text import Text
from findings.enums import EvidenceKind, FindingKind, FindingState
from findings.forms.lists import FindingFilter
from findings.models import Figure, Finding
from tests.make import make_evidence, make_figure, make_finding, make_focus_point, make_inspection
from tests.security.site import browser_of


def seen_by(person) -> set[str]:
    return set(Finding.objects.visible_to(person).values_list("code", flat=True))


# --- Who sees --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(FindingState))
def test_a_draft_is_seen_by_its_writer_alone_and_everything_else_by_the_group(npcsc, liu, zhang, wang, fu, state):
    make_finding(make_inspection(npcsc), "one", by=liu, state=state)
    group = set() if state == FindingState.DRAFT else {"one"}
    assert [seen_by(person) for person in (liu, zhang, wang, fu)] == [{"one"}, group, group, set()]


def test_a_draft_without_a_writer_is_seen_by_nobody(npcsc, liu, zhang):
    make_finding(make_inspection(npcsc), state=FindingState.DRAFT)
    assert (seen_by(liu), seen_by(zhang)) == (set(), set())


def test_a_writer_who_left_sees_her_draft_no_more(npcsc, leaver):
    make_finding(make_inspection(npcsc), by=leaver, state=FindingState.DRAFT)
    assert seen_by(leaver) == set()


def test_figures_and_dates_are_seen_with_their_inspection(beijing, hainan, liu, wenchang):
    for rows in (type(beijing.figure).objects, type(beijing.date).objects):
        assert [row.inspection for row in rows.visible_to(liu)] == [beijing.inspection]
        assert list(rows.visible_to(wenchang)) == []


@pytest.mark.parametrize(("name", "shown"), [("liu", True), ("zhang", True), ("wang", False), ("zhao", False)])
def test_the_unit_behind_the_wording_is_named_to_few(beijing, cast, name, shown):
    page = browser_of(cast[name]).get(beijing.finding.get_absolute_url()).content.decode()
    assert (beijing.finding.actor_internal in page, beijing.finding.title_zh in page) == (shown, True)


# --- Looking for them ------------------------------------------------------------------------------------------------


@pytest.fixture
def many(npcsc, liu):
    inspection = make_inspection(npcsc, "many")
    focus = make_focus_point(inspection, order=2)
    make_finding(inspection, "a", by=liu, title=Text("机房漏水", "Leaking server room"), state=FindingState.VERIFIED)
    make_finding(inspection, "b", by=liu, title=Text("密码简单", "Weak passwords"), focus_point=focus)
    make_finding(
        inspection,
        "c",
        by=liu,
        kind=FindingKind.ACHIEVEMENT,
        facts=Text("100%_合格", "All passed"),
        actor=Text("某机房", "a server room"),
    )
    own = make_finding(inspection, "d", by=liu, state=FindingState.DRAFT, evidence=False)
    make_evidence(own, kind=EvidenceKind.SURVEY)
    make_evidence(own, kind=EvidenceKind.SURVEY)
    return inspection


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abcd"),
        ({"kind": "achievement"}, "c"),
        ({"state": "verified"}, "a"),
        ({"evidence": "survey"}, "d"),
        ({"focus": "2"}, "b"),
        ({"inspection": "many", "kind": "problem"}, "abd"),
        ({"q": "机房"}, "ac"),
        ({"q": "SERVER room"}, "ac"),
        ({"q": "server leaking"}, "a"),
        ({"q": "%"}, "c"),
        ({"q": "_"}, "c"),
        ({"q": "nothing"}, ""),
    ],
    ids=str,
)
def test_a_filter_narrows(many, liu, asked, found):
    form = FindingFilter(asked, user=liu)
    assert form.is_valid()
    rows = [row.code for row in form.narrow(Finding.objects.visible_to(liu))]
    assert sorted(rows) == list(found)


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "x"},
        {"state": "x"},
        {"evidence": "x"},
        {"focus": "0"},
        {"focus": "x"},
        {"q": "x" * 101},
        {"inspection": "hainan"},
    ],
)
def test_a_filter_that_asks_for_what_is_not_there_is_refused(many, hainan, liu, asked):
    assert not FindingFilter(asked, user=liu).is_valid()


def test_the_drafts_of_others_are_not_counted_either(many, wang):
    counted = type(many).objects.visible_to(wang).with_counts().get()
    assert (counted.problems, counted.achievements) == (2, 1)


@pytest.mark.parametrize("url", ["/findings/", "/findings/?inspection=many&q=文字", "/inspections/", "/"])
def test_a_list_costs_the_same_for_one_row_and_for_more(npcsc, liu, zhang, url, django_assert_max_num_queries):
    inspection, costs = make_inspection(npcsc, "many"), []
    browser = browser_of(zhang)
    for more in (1, 4):
        for _ in range(more):
            make_finding(inspection, by=liu, focus_point=make_focus_point(inspection))
            make_inspection(npcsc)
        with django_assert_max_num_queries(100) as queries:
            browser.get(url)
        costs.append(len(queries))
    assert costs[0] == costs[1] > 3


# --- Pages of a step -------------------------------------------------------------------------------------------------


def test_a_step_asks_and_then_leads_back_with_its_line_of_history(beijing, zhang):
    browser = browser_of(zhang)
    url = f"/findings/{beijing.finding.code}/send_back/"
    asked = browser.get(url).content.decode()
    assert ("<textarea" in asked, beijing.finding.title_zh in asked) == (True, True)
    answer = browser.post(url, {"note": "照片<b>不清</b>"}, follow=True)
    assert answer.redirect_chain == [(beijing.finding.get_absolute_url(), 302)]
    assert "照片&lt;b&gt;不清&lt;/b&gt;" in answer.content.decode()


def test_a_refused_step_says_why_and_keeps_what_was_written(beijing, zhang):
    answer = browser_of(zhang).post(f"/findings/{beijing.finding.code}/send_back/", {"note": "  "})
    assert (answer.status_code, "请写明理由。" in answer.content.decode()) == (422, True)
    assert list(beijing.finding.history) == []


def test_a_step_that_comes_too_late_says_in_which_state_the_row_is(beijing, chen, zhang):
    url = f"/findings/{beijing.finding.code}/verify/"
    answers = [browser_of(person).post(url) for person in (chen, zhang)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "已是“已核实”状态。" in answers[1].content.decode()


def test_the_buttons_are_those_that_would_work(beijing, liu, chen, wang):
    buttons = {
        person.username: [
            verb
            for verb in ("record", "verify", "send_back", "withdraw")
            if f"/findings/npc-finding/{verb}/" in browser_of(person).get("/findings/npc-finding/").content.decode()
        ]
        for person in (liu, chen, wang)
    }
    assert buttons == {"liu": ["withdraw"], "chen": ["verify", "send_back", "withdraw"], "wang": []}


def test_the_history_of_a_row_is_that_row_alone(beijing, liu):
    with transaction.atomic():
        record(beijing.finding, verb="record", by=liu, note="此条")
        record(beijing.drafted, verb="record", by=liu, note="彼条")
    assert [entry.note for entry in beijing.finding.history] == ["此条"]


# --- Figures ---------------------------------------------------------------------------------------------------------


def test_a_figure_writes_itself_in_both_languages(npcsc):
    figure = make_figure(
        make_inspection(npcsc), value=Decimal(10_000_000), qualifier="nearly", unit="account", scale_zh="万", noun=Text("账号", "account"),
        noun_en_plural="accounts",
    )  # fmt: skip
    figure.refresh_from_db()
    assert (write_zh(figure.quantity), write_en(figure.quantity)) == ("近1000万个账号", "nearly 10 million accounts")


def test_a_further_mention_takes_the_value_of_the_first(npcsc):
    inspection = make_inspection(npcsc)
    first = make_figure(inspection, value=10370, unit="respondent")
    again = make_figure(inspection, value=None, same_as=first)
    assert (again.source, again.quantity, first.source) == (first, first.quantity, first)


def test_a_record_that_contradicts_itself_says_so(npcsc):
    with pytest.raises(QuantityError):
        make_figure(make_inspection(npcsc), kind="percent", unit="account").quantity  # noqa: B018


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({"value": 1}, True),
        ({"value": None}, False),
        ({"value": None, "low": 1, "high": 2}, True),
        ({"value": None, "low": 1}, False),
        ({"value": None, "kind": "name"}, True),
    ],
    ids=str,
)
def test_a_figure_without_a_value_is_refused_by_the_database(npcsc, given, stands):
    inspection = make_inspection(npcsc)
    if stands:
        assert make_figure(inspection, **given).pk
    else:
        with pytest.raises(IntegrityError, match="figure_has_value"), transaction.atomic():
            make_figure(inspection, **given)


@pytest.mark.parametrize("same", [{"code": "x"}, {"ref": "N1"}], ids=str)
def test_codes_and_numbers_are_given_once_in_an_inspection(npcsc, hainan_sc, same):
    inspection = make_inspection(npcsc)
    make_figure(inspection, **same)
    make_figure(make_inspection(hainan_sc), **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_figure(inspection, **same)
    assert Figure.objects.count() == 2


@pytest.mark.parametrize("same", [{"ref": "I.1"}, {"order": 7}], ids=str)
def test_findings_are_numbered_once_in_an_inspection(npcsc, same):
    inspection = make_inspection(npcsc)
    make_finding(inspection, **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_finding(inspection, **same)


def test_a_list_of_inspections_counts_no_further_than_anybody_reads(many, wang, monkeypatch):
    exact = type(many).objects.visible_to(wang).with_counts().get()
    listed = type(many).objects.visible_to(wang).with_capped_counts().get()
    names = ("problems", "achievements", "asked_for")
    assert [getattr(listed, name) for name in names] == [getattr(exact, name) for name in names]
    assert exact.problems > 1
    monkeypatch.setattr("inspections.querysets.COUNTED", 1)
    assert type(many).objects.visible_to(wang).with_capped_counts().get().problems == 2
    assert (capped(1000), capped(1001)) == ("1000", "1000+")
