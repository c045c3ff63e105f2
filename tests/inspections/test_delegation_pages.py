"""Delegations on the web: what each side finds on the pages, what it does not, and a sentence for what cannot be."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.text import Text
from core.workflow import take
from findings.workflow.returns import REOPEN
from inspections.actions.reminding import urge
from inspections.enums import DelegationState
from inspections.models import Delegation, Letter
from inspections.views.delegation_steps import JointRecordNew
from inspections.workflow.delegations import STEPS
from tests import make
from tests.inspections.delegating import approved, intended, letter_values, placed
from tests.security.site import browser_of

State = DelegationState
SECRET = "内部意见七号"


@pytest.fixture
def inspection(npcsc):
    return approved(npcsc)


@pytest.fixture
def row(inspection, hunan_sc):
    return make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection))


def page(person, route: str, *args) -> str:
    answer = browser_of(person).get(reverse(route, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def status(person, route: str, *args) -> int:
    return browser_of(person).get(reverse(route, args=args)).status_code


# --- Lists -----------------------------------------------------------------------------------------------------------


def test_bodies_stand_in_standard_order_whatever_they_did(inspection, liu, hunan_sc, hainan_sc):
    make.make_delegation(inspection, placed(hainan_sc, "460000"), state=State.ARCHIVED)
    make.make_delegation(inspection, placed(hunan_sc, "430000"), state=State.ISSUED)
    shown = page(liu, "delegations", inspection.code)
    assert shown.index("湖南省人大常委会") < shown.index("海南省人大常委会")


def test_nested_ones_stand_on_the_page_of_their_body_alone(row, liu, hunan, fu):
    city = make.make_body("changsha-sc", parent=row.body, name=Text("长沙市人大常委会", "Changsha"))
    nested = make.make_delegation(row.inspection, city, parent=row, state=State.ISSUED)
    assert "长沙市人大常委会" not in page(liu, "delegations", row.inspection.code)
    assert "长沙市人大常委会" in page(hunan, "delegations_below", row.code)
    for route, code in (("delegation", nested.code), ("delegations_below", row.code)):
        assert [status(person, route, code) for person in (liu, fu, hunan)] == [404, 404, 200]
    for route in ("letters", "scheme"):
        assert "长沙" not in page(liu, route, row.inspection.code)
    assert "长沙" not in page(liu, "scheme_part", row.inspection.code, "delegations")


@pytest.mark.parametrize("route", ["delegations", "my_delegations"])
def test_as_many_queries_for_many_as_for_one(inspection, liu, npcsc, route):
    counts, browser = [], browser_of(liu)
    request = make.make_request(inspection)
    for wanted in (1, 3, 30):
        for number in range(inspection.delegations.count(), wanted):
            body = make.make_body(f"province-{number}", parent=npcsc)
            one = make.make_delegation(inspection, body, request=request)
            one.reminders.create(kind="soon", day=timezone.localdate(), text_zh="请按期报送。")
        path = reverse(route, args=[inspection.code] if route == "delegations" else [])
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path, {"side": "above"}).content.decode().count("<tr role") == wanted + 1
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_a_person_finds_both_sides_and_what_is_next(row, liu, hunan, hunan_head, wenchang):
    ours = page(hunan, "my_delegations")
    assert f'href="{reverse("return", args=[row.code])}"' in ours and "今天到期" in ours
    assert row.inspection.title.zh in page(hunan_head, "my_delegations")
    assert "湖南省人大常委会" in page(liu, "my_delegations")
    assert "没有受委托的检查" in page(wenchang, "my_delegations")


def test_what_has_not_gone_out_is_not_there_for_the_body(inspection, hunan, hunan_sc, liu):
    draft = intended(inspection, hunan_sc)
    assert [status(person, "delegation", draft.code) for person in (liu, hunan)] == [200, 404]
    assert "没有受委托的检查" in page(hunan, "my_delegations")


# --- One delegation --------------------------------------------------------------------------------------------------


def test_each_side_reads_the_official_steps_and_its_own_notes(row, liu, hunan, hunan_head):
    Delegation.objects.filter(pk=row.pk).update(state=State.APPROVED)
    take(REOPEN, row, by=hunan_head, note=SECRET)
    above, below = page(liu, "delegation", row.code), page(hunan, "delegation", row.code)
    assert SECRET not in above and SECRET in below
    assert "起草中" in above


def test_a_note_of_those_above_stays_above(inspection, liu, hunan, hunan_sc):
    row = intended(inspection, hunan_sc)
    take(STEPS["consult"], row, by=liu, note=SECRET)
    Delegation.objects.filter(pk=row.pk).update(state=State.ISSUED)
    assert SECRET in page(liu, "delegation", row.code)
    assert SECRET not in page(hunan, "delegation", row.code)


@pytest.mark.parametrize(
    ("state", "route"),
    [
        (State.ISSUED, "delegation_step"),
        (State.RECEIVED, "delegation_step"),
        (State.INSPECTING, "return_begin"),
        (State.DRAFTING, "return"),
        (State.RETURNED, "return_begin"),
    ],
)
def test_the_next_step_is_one_large_button(row, hunan, state, route):
    Delegation.objects.filter(pk=row.pk).update(state=state)
    (address,) = re.findall(r'class="btn btn-big" href="([^"]+)"', page(hunan, "delegation", row.code))
    verb = {State.ISSUED: ["receive_delegation"], State.RECEIVED: ["set_delegated_scheme"]}.get(state, [])
    assert address == reverse(route, args=[row.code, *verb])


@pytest.mark.parametrize("route", ["delegation", "delegations", "my_delegations"])
def test_what_came_back_is_one_step_away_from_who_reviews_it(row, liu, route):
    """On its own page above all: a button that leads to the page it stands on leads nowhere."""
    Delegation.objects.filter(pk=row.pk).update(state=State.SUBMITTED)
    returned = make.make_return(Delegation.objects.get(pk=row.pk))
    for number in (1, 2):
        make.make_version(returned, number=number)
    argument = {"delegation": [row.code], "delegations": [row.inspection.code]}.get(route, [])
    shown = page(liu, route, *argument)
    assert re.search(rf'class="btn[^"]*" href="{reverse("return_version", args=[row.code, 2])}">审阅', shown)


def test_the_stages_carry_their_days(row, hunan, hunan_head):
    Delegation.objects.filter(pk=row.pk).update(state=State.ISSUED)
    take(STEPS["receive_delegation"], row, by=hunan_head)
    shown = page(hunan, "delegation", row.code)
    today = str(timezone.localdate())
    assert re.search(rf'stage-done">\s*<b><span class="numeric">2</span>签收</b>\s*已完成 <span[^>]*>{today}', shown)
    assert 'aria-current="step"' in shown


def test_the_reminder_is_seen_by_the_body_reminded(row, zhang, hunan, hunan_head):
    urge(delegation=row, by=zhang)
    assert "敬请及时报送" in page(hunan, "delegation", row.code)
    assert "催办" in page(hunan_head, "my_delegations")
    assert (
        zhang.name.zh
        not in page(hunan, "delegation", row.code).partition('id="reminders"')[2].partition("</section>")[0]
    )


# --- Making and issuing ----------------------------------------------------------------------------------------------


def test_bodies_are_chosen_by_boxes_and_typed_words_stay(inspection, liu, hunan_sc, hainan_sc):
    placed(hunan_sc, "430000"), placed(hainan_sc, "460000")
    browser, path = browser_of(liu), reverse("delegation_new", args=[inspection.code])
    answer = browser.post(path, {"bodies": [hunan_sc.pk], "mode": "inspection", "due": "0001-01-01"})
    assert answer.status_code == 422
    assert re.search(rf'value="{hunan_sc.pk}"[^>]*checked', answer.content.decode())
    assert 'href="#id_due"' in answer.content.decode()
    answer = browser.post(path, {"bodies": [hunan_sc.pk, hainan_sc.pk], "mode": "inspection", "days": "20"})
    assert (answer.status_code, inspection.delegations.count()) == (302, 2)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"bodies": ["x"], "mode": "inspection"},
        {"bodies": ["99999999999999999999"], "mode": "inspection"},
        {"bodies": ["\0"], "mode": "inspection"},
        {"bodies": [], "mode": "x" * 300, "due": "2026-13-40", "days": "9" * 40},
        {"request": "99999999999999999999", "mode": "inspection"},
    ],
    ids=str,
)
def test_nonsense_gets_a_sentence(inspection, liu, hunan_sc, sent):
    answer = browser_of(liu).post(reverse("delegation_new", args=[inspection.code]), sent)
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.content.decode()
    assert inspection.delegations.count() == 0


def test_a_letter_is_looked_at_and_then_goes_out_exactly_so(media, inspection, sun, hunan, hunan_sc):
    row = intended(inspection, hunan_sc)
    given = letter_values()
    sent = {"delegations": [row.pk], "number": given["number"], "issued_on": given["issued_on"].isoformat()}
    browser, path = browser_of(sun), reverse("delegations_issue", args=[inspection.code])
    shown = browser.post(path, {**sent, "preview": "1"})
    words = shown.content.decode()
    assert (shown.status_code, Letter.objects.filter(kind="entrustment").count()) == (200, 0)
    assert "报送内容" in words and "湖南省人大常委会" in words
    seen = re.search(r'name="seen" value="(\w{64})"', words)[1]
    again = browser.post(path, {**sent, "seen": "0" * 64, "issue": "1"})
    assert "再看一遍" in again.content.decode()
    assert browser.post(path, {**sent, "seen": seen, "issue": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.letter.number) == (State.ISSUED, given["number"])
    for name, start in (("delegation_letter_pdf", b"%PDF-"), ("delegation_letter_docx", b"PK")):
        answer = browser_of(hunan).get(reverse(name, args=[row.code]))
        assert b"".join(answer.streaming_content).startswith(start)
    assert row.letter.number in page(sun, "letters", inspection.code)


def test_the_letter_of_a_body_below_is_no_letter_of_the_organiser(media, row, sun, liu, hunan_head):
    city = make.make_body("changsha-sc", parent=row.body, name=Text("长沙市人大常委会", "Changsha"))
    nested = make.make_delegation(row.inspection, city, parent=row, state=State.INTENDED, mode="joint", due=None)
    row.inspection.organiser.short = row.inspection.organiser.name
    row.inspection.organiser.save()
    given = letter_values(5)
    sent = {"delegations": [nested.pk], "number": given["number"], "issued_on": given["issued_on"].isoformat()}
    path = reverse("delegation_step", args=[nested.code, "issue_delegation"])
    words = browser_of(hunan_head).post(path, {**sent, "preview": "1"}).content.decode()
    assert "受全国人大常委会委托" in words
    seen = re.search(r'name="seen" value="(\w{64})"', words)[1]
    assert browser_of(hunan_head).post(path, {**sent, "seen": seen, "issue": "1"}).status_code == 302
    letter = Letter.objects.get(kind="entrustment")
    assert letter.number not in page(sun, "letters", row.inspection.code)
    assert status(liu, "letter_file", row.inspection.code, letter.pk) == 404


# --- Steps, 催办, the joint record ------------------------------------------------------------------------------------


def test_a_step_out_of_turn_says_why(row, hunan):
    path = reverse("delegation_step", args=[row.code, "receive_delegation"])
    assert "已是“起草中”状态" in browser_of(hunan).get(path).content.decode()
    answer = browser_of(hunan).post(path)
    assert (answer.status_code, "已是“起草中”状态" in answer.content.decode()) == (422, True)


def test_urging_twice_says_when_it_was(row, zhang):
    browser, path = browser_of(zhang), reverse("delegation_urge", args=[row.code])
    assert "敬请及时报送" in browser.get(path).content.decode()
    assert browser.post(path).status_code == 302
    answer = browser.post(path)
    assert (answer.status_code, "已经提醒过" in answer.content.decode()) == (422, True)


def test_the_dry_run_names_who_would_be_reminded(row, liu, hunan, hunan_head):
    assert "湖南省人大常委会：受委托开展" in page(liu, "reminders", row.inspection.code)
    assert status(hunan, "reminders", row.inspection.code) == 404
    assert "今天没有要提醒的单位" in page(hunan_head, "reminders_below", row.code)
    assert row.reminders.count() == 0


@pytest.fixture
def joint(inspection, hunan_sc):
    return intended(inspection, hunan_sc, mode="joint", state=State.INSPECTING, request=None)


def test_both_sides_write_the_joint_record_and_read_it(media, joint, liu, hunan, fu):
    pdf = SimpleUploadedFile("记录.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    path = reverse("joint_record_new", args=[joint.code])
    day = timezone.localdate().isoformat()
    assert browser_of(hunan).post(path, {"day": day, "text_zh": "查了三家企业。", "file": pdf}).status_code == 302
    assert browser_of(liu).post(path, {"day": day, "text_zh": "共同召开座谈会。"}).status_code == 302
    for person in (liu, hunan):
        shown = page(person, "delegation", joint.code)
        assert "查了三家企业。" in shown and "共同召开座谈会。" in shown
    entry = joint.joint_records.get(body=joint.body)
    assert [one.body for one in joint.joint_records.order_by("pk")] == [joint.body, joint.inspection.organiser]
    assert [status(person, "joint_record_file", joint.code, entry.pk) for person in (liu, hunan, fu)] == [200, 200, 404]


@pytest.mark.parametrize(
    "sent",
    [
        {"day": "2999-01-01", "text_zh": "未来"},
        {"day": "x", "text_zh": "a\0b"},
        {"text_zh": "x" * 20_001},
        {"day": "2026-01-01", "text_zh": "有", "file": SimpleUploadedFile("a.pdf", b"<svg onload=x>")},
        {"day": "2026-01-01", "text_zh": "有", "file": SimpleUploadedFile("a.pdf", b"")},
    ],
    ids=range(5),
)
def test_a_bad_entry_is_refused_with_what_was_typed(media, joint, hunan, sent):
    answer = browser_of(hunan).post(reverse("joint_record_new", args=[joint.code]), sent)
    assert (answer.status_code, joint.joint_records.count()) == (422, 0)
    assert 'id="error-summary"' in answer.content.decode()


def test_only_a_joint_one_has_a_record_and_large_requests_are_refused(row, hunan):
    answer = browser_of(hunan).post(
        reverse("joint_record_new", args=[row.code]), {"day": timezone.localdate().isoformat(), "text_zh": "有"}
    )
    assert (answer.status_code, "只有联动检查" in answer.content.decode()) == (422, True)
    assert JointRecordNew.largest_request < 21_000_000


# --- The scheme ------------------------------------------------------------------------------------------------------


def test_the_scheme_keeps_what_is_not_issued_and_leads_on_for_the_rest(npcsc, liu, hunan_sc, hainan_sc):
    inspection = make.make_inspection(npcsc, state="scheme_draft")
    draft, gone = intended(inspection, hunan_sc), intended(inspection, hainan_sc, state=State.ISSUED)
    browser = browser_of(liu)
    assert reverse("delegation", args=[gone.code]) in page(liu, "scheme_part", inspection.code, "delegations")
    for route in ("scheme_row", "scheme_remove"):
        path = reverse(route, args=[inspection.code, "delegations", gone.pk])
        assert "委托函已经发出" in browser.get(path).content.decode()
        assert browser.post(path, {"mode": "joint", "body": "海南省人大常委会", "reason": "x"}).status_code in (
            422,
            409,
        )
    gone.refresh_from_db()
    assert (gone.mode, gone.is_void) == ("inspection", False)
    path = reverse("scheme_remove", args=[inspection.code, "delegations", draft.pk])
    seen = re.search(r'name="seen" value="(\w{64})"', browser.get(path).content.decode())[1]
    assert browser.post(path, {"seen": seen, "reason": ""}).status_code == 302
    assert not Delegation.objects.filter(pk=draft.pk).exists()
