"""Writing the scheme: each part is added to, changed, moved, emptied; what cannot be is refused with a sentence."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from core.history import entries_of
from core.text import Text
from inspections.actions.scheme import add_row, change_row, move_row, remove_row, restore_row
from inspections.enums import InspectionState
from inspections.models import Instrument, Material, Meeting, Participant, Person, SubGroup, Survey, Unit, Visit
from inspections.scheme.registry import PARTS
from tests import make, worlds
from tests.inspections.scheme_rows import ROWS, add_member, add_one_of_each, add_sub_group, add_visit

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
CHANGED = {
    "basics": "purpose_en", "instruments": "short_en", "articles": "subject_en", "focus": "title_en",
    "methods": "note_en", "sub_groups": "note_en", "members": "post_en", "visits": "note_en", "days": "plan_en",
    "units": "published_en", "meetings": "place_en", "materials": "title_en", "commissions": "task_en",
    "strata": "kind_en", "surveys": "topics_en", "questions": "text_en", "answers": "text_en",
    "delegations": "described_en", "deadlines": "title_en",
}  # fmt: skip


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def inspection(beijing, media):
    """Beijing's inspection while its scheme is drafted: August to October 2017."""
    row = beijing.inspection
    row.state, row.precision, row.wording = InspectionState.SCHEME_DRAFT, "month", Text()
    row.starts, row.ends = date(2017, 8, 1), date(2017, 10, 1)
    row.save()
    return row


def address(key: str, *rest: object) -> str:
    return "/".join(["/inspections/npc/scheme", key, *map(str, rest), ""])


def sent(key: str, inspection, user, row=None, **changes) -> dict[str, object]:
    """What the browser sends of the form of `row` (of a new one), with `changes` typed."""
    part = PARTS[key]
    row = row or part.new(inspection)
    initial = {**part.begin(row), "seen": part.seen(row) if row.pk else ""}
    form = part.form(inspection=inspection, user=user, row=row, initial=initial)
    values = {name: form[name].value() for name in form.fields if name != "file"} | changes
    return {name: value for name, value in values.items() if value not in (None, False)}


def saved(client, page: str, data: dict) -> None:
    """The form is taken, or the test shows the sentences."""
    answer = client.post(page, data)
    assert answer.status_code == 302, answer.context["form"].errors.as_text() if answer.context else answer.content


def refused(client, page: str, data: dict, status: int = 422) -> str:
    answer = client.post(page, data)
    assert answer.status_code == status
    return answer.content.decode()


def new_rows(inspection) -> dict[str, dict[str, object]]:
    """What somebody types to add a row to each part."""
    add_one_of_each(inspection)
    survey = Survey.objects.filter(commission__inspection=inspection).first()
    commission = ROWS["commissions"](inspection)
    both = {"zh": "新的文字", "en": "new words"}

    def pair(name: str) -> dict[str, str]:
        return {f"{name}_{lang}": words for lang, words in both.items()}

    return {
        "instruments": {"instrument": "数据安全法", "new": "on", "title_en": "Data Law", "kind": "law"},
        "articles": {"instrument": inspection.instruments.first().pk, "number": "999", **pair("subject")},
        "focus": pair("title"),
        "methods": {**pair("title"), "is_new": "on"},
        "sub_groups": {"number": "9999", **pair("note"), "head": inspection.participants.last().pk},
        "members": {"person": "王伟", "name_en": "Wang Wei", "new": "on", "capacity": "group_member", "rank": "staff"},
        "visits": {"locality": ROWS["visits"](inspection) and make_place("150000"), "starts": "2017-09-11", "ends": "2017-09-15"},
        "days": {"visit": add_visit(inspection).pk, "day": "2017-09-05", **pair("plan")},
        "units": {"arrangement": "covert", **pair("name"), **pair("published"), "checked_on": "2017-09-05"},
        "meetings": {"kind": "plenary", "number": "1", **pair("title"), "starts": "2017-08-25", "oral": "国家网信办\n工信部", "new_bodies": "on"},
        "materials": {"kind": "ledger", **pair("title"), "sender_name": "张三", "on_paper_only": "on"},
        "commissions": {"kind": "test", "body": "测评中心", "new": "on", "name_en": "Test Centre", **pair("task")},
        "strata": {"commission": commission.pk, "dimension": "kind", "size": "60", **pair("kind")},
        "surveys": {"commission": commission.pk, **pair("title"), **pair("territory"), "respondents": "10370"},
        "questions": {"survey": survey.pk, **pair("text")},
        "answers": {"question": survey.questions.get_or_create(order=1, defaults={"text_zh": "问"})[0].pk, **pair("text"), "base": "respondents"},
        "delegations": {"mode": "inspection", **pair("described"), "number": "12", "due": "2017-10-31"},
        "deadlines": {"kind": "report", "due": "2017-12-01"},
    }  # fmt: skip


def make_place(code: str) -> str:
    """The name of a locality that nobody visits yet."""
    other = make.make_inspection(worlds.body("npcsc"))
    return make.make_visit(other, code).locality.name_zh


LISTED = [key for key, part in PARTS.items() if not part.single]


@pytest.mark.parametrize("key", LISTED)
def test_a_row_is_added_with_its_history(inspection, liu, key):
    typed, part = new_rows(inspection)[key], PARTS[key]
    before = set(part.rows(inspection).values_list("pk", flat=True))
    saved(signed_in(liu), address(key, "new"), typed)
    row = part.rows(inspection).exclude(pk__in=before).get()
    assert entries_of(row).get(verb="scheme_add").by_id == liu.pk
    if part.ordered:
        assert row.order == max(part.siblings(row).values_list("order", flat=True))


@pytest.mark.parametrize("key", LISTED)
def test_a_form_that_is_sent_twice_adds_one_row(inspection, liu, key):
    typed, part, client = new_rows(inspection)[key], PARTS[key], signed_in(liu)
    saved(client, address(key, "new"), typed)
    there = part.rows(inspection).count()
    again = client.post(address(key, "new"), typed)
    assert part.rows(inspection).count() == there
    if part.alike:
        assert again.status_code == 422
        assert again.context["form"].non_field_errors()
        kept = again.context["form"]
        assert {name: kept[name].value() for name in typed if kept[name].value() is not True} == {
            name: str(value) for name, value in typed.items() if kept[name].value() is not True
        }


def test_what_was_declared_void_may_be_added_anew(inspection, liu):
    typed = new_rows(inspection)["meetings"]
    saved(signed_in(liu), address("meetings", "new"), typed)
    Meeting.objects.filter(inspection=inspection, title_zh=typed["title_zh"]).update(void_reason="改期")
    saved(signed_in(liu), address("meetings", "new"), typed)


def test_material_with_another_file_is_other_material(inspection, liu):
    typed = {"kind": "ledger", "title_zh": "台账"}
    client = signed_in(liu)
    for content, status in ((PDF, 302), (PDF, 422), (PDF.replace(b"1 0", b"2 0"), 302)):
        file = SimpleUploadedFile("a.pdf", content)
        answer = client.post(address("materials", "new"), {**typed, "file": file})
        assert answer.status_code == status, answer.context["form"].errors.as_text()
    assert inspection.materials.filter(title_zh="台账").count() == 2


@pytest.mark.parametrize("key", PARTS)
def test_a_row_is_changed_with_its_history(inspection, liu, key):
    add_one_of_each(inspection)
    part = PARTS[key]
    row, name = part.rows(inspection).last(), CHANGED[key]
    saved(signed_in(liu), address(key, row.pk), sent(key, inspection, liu, row, **{name: "said anew"}))
    old = getattr(row, name)
    row.refresh_from_db()
    assert getattr(row, name) == "said anew"
    assert f"{name}: {old} → said anew" in entries_of(row).get(verb="scheme_change").note


@pytest.mark.parametrize("key", PARTS)
def test_what_is_unchanged_writes_nothing(inspection, liu, key):
    add_one_of_each(inspection)
    row = PARTS[key].rows(inspection).last()
    before = PARTS[key].seen(row)
    saved(signed_in(liu), address(key, row.pk), sent(key, inspection, liu, row))
    row = PARTS[key].rows(inspection).get(pk=row.pk)
    assert (PARTS[key].seen(row), entries_of(row).filter(verb="scheme_change").exists()) == (before, False)


@pytest.mark.parametrize("key", PARTS)
def test_a_form_with_nothing_in_it_says_what_is_needed(inspection, liu, key):
    add_one_of_each(inspection)
    row = PARTS[key].rows(inspection).last()
    pages = [address(key, row.pk)] + ([] if PARTS[key].single else [address(key, "new")])
    for page in pages:
        answer = signed_in(liu).post(page, {})
        assert answer.status_code in (409, 422)
        assert answer.context["form"].errors


@pytest.mark.parametrize("key", [key for key in LISTED if PARTS[key].ordered])
def test_a_row_moves_up_and_down_and_stays_at_the_ends(inspection, liu, key):
    part, client = PARTS[key], signed_in(liu)
    first = ROWS[key](inspection)
    given = {part.parent: getattr(first, part.parent)} if part.parent else {}
    ROWS[key](inspection, **given)
    rows = list(part.siblings(first).order_by("order"))
    for number, to in ((1, "up"), (0, "down"), (0, "up")):
        assert client.post(address(key, rows[number].pk, "move"), {"to": to}).status_code == 302
        if number == 0 and to == "up":
            break
        rows.insert(number - 1 if to == "up" else number + 1, rows.pop(number))
        assert [row.pk for row in part.siblings(first).order_by("order")] == [row.pk for row in rows]
    assert [row.pk for row in part.siblings(first).order_by("order")] == [row.pk for row in rows]


@pytest.mark.parametrize("key", LISTED)
def test_a_row_that_nothing_refers_to_is_removed_before_the_notice(inspection, liu, key):
    part = PARTS[key]
    row = (ROWS["commissions"] if key == "commissions" else ROWS[key])(inspection)
    if key == "sub_groups":
        row = add_sub_group(inspection)
    if key == "answers":
        row.figure.delete()
    saved(signed_in(liu), address(key, row.pk, "remove"), {"seen": part.seen(part.rows(inspection).get(pk=row.pk))})
    assert not part.rows(inspection).filter(pk=row.pk).exists()
    subject = inspection if key == "instruments" else row  # the law stays, only this inspection leaves it
    assert entries_of(subject).get(verb="scheme_remove").by_id == liu.pk


VOIDABLE = [key for key in LISTED if PARTS[key].voidable]


@pytest.mark.parametrize("key", VOIDABLE)
def test_after_the_notice_a_row_is_declared_void_with_a_reason_and_stands_again(inspection, liu, key):
    row, part, client = ROWS[key](inspection), PARTS[key], signed_in(liu)
    inspection.state = InspectionState.NOTIFIED
    inspection.save()
    page = address(key, row.pk, "remove")
    seen = part.seen(part.rows(inspection).get(pk=row.pk))
    assert "请写明理由。" in refused(client, page, {"seen": seen, "reason": "  "})
    saved(client, page, {"seen": seen, "reason": "因故取消"})
    row = part.rows(inspection).get(pk=row.pk)
    assert row.void_reason == "因故取消"
    content = client.get(address(key)).content.decode()
    assert ('class="void"' in content, "因故取消" in content) == (True, True)
    assert client.post(address(key, row.pk), sent(key, inspection, liu, row)).status_code == 422
    saved(client, page, {"restore": "yes"})
    row.refresh_from_db()
    assert row.void_reason == ""
    assert [entry.verb for entry in entries_of(row)] == ["scheme_void", "scheme_restore"]


def test_a_line_of_another_row_is_removed_after_the_notice_with_a_reason(inspection, liu):
    inspection.state = InspectionState.NOTIFIED
    inspection.save()
    row, part, client = ROWS["strata"](inspection), PARTS["strata"], signed_in(liu)
    page, seen = address("strata", row.pk, "remove"), part.seen(row)
    assert "请写明理由。" in refused(client, page, {"seen": seen})
    saved(client, page, {"seen": seen, "reason": "重复登记"})
    assert entries_of(row).get(verb="scheme_remove").note.startswith("重复登记")


def test_what_findings_refer_to_is_not_removed(inspection, beijing, liu):
    client = signed_in(liu)
    beijing.finding.visit, beijing.finding.unit = beijing.visit, beijing.unit
    beijing.finding.save()
    article = ROWS["articles"](inspection)
    beijing.finding.articles.add(article)
    focus = beijing.finding.focus_point
    for key, row in (("units", beijing.unit), ("articles", article), ("focus", focus), ("visits", beijing.visit)):
        part = PARTS[key]
        answer = refused(
            client, address(key, row.pk, "remove"), {"seen": part.seen(part.rows(inspection).get(pk=row.pk))}
        )
        assert "引用，不能删除" in answer
        assert part.rows(inspection).filter(pk=row.pk).exists()


def test_an_instrument_whose_articles_are_cited_stays(inspection, beijing, liu):
    article = ROWS["articles"](inspection)
    beijing.finding.articles.add(article)
    part = PARTS["instruments"]
    page = address("instruments", article.instrument.pk, "remove")
    assert "不能删除" in refused(signed_in(liu), page, {"seen": part.seen(article.instrument)})
    assert article.instrument in inspection.instruments.all()


def test_an_instrument_that_others_inspect_is_not_changed_here(inspection, beijing, hainan, liu):
    article = ROWS["articles"](inspection)
    hainan.inspection.instruments.add(article.instrument)
    client, row = signed_in(liu), article.instrument
    assert "不能在这里修改" in client.get(address("instruments", row.pk)).content.decode()
    refused(client, address("instruments", row.pk), sent("instruments", inspection, liu, row, short_en="Law"))
    row.refresh_from_db()
    assert row.short_en != "Law"


def test_an_instrument_that_is_known_is_only_linked(inspection, liu):
    known = make.make_article().instrument
    saved(signed_in(liu), address("instruments", "new"), {"instrument": known.title_zh})
    assert known in inspection.instruments.all()
    assert Instrument.objects.filter(title_zh=known.title_zh).count() == 1


# --- Who, when, where -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["focus", "visits", "units"])
def test_who_may_not_is_refused_by_the_action_itself(inspection, liu, chen, wang, fu, key):
    row, part = ROWS[key](inspection), PARTS[key]
    for user in (wang, fu, chen):  # before the approval not even the head of a sub-group
        given = {"part": part, "inspection": inspection, "by": user}
        with pytest.raises(PermissionDenied):
            add_row(values={}, **given)
        with pytest.raises(PermissionDenied):
            change_row(number=row.pk, values={}, seen="", **given)
        with pytest.raises(PermissionDenied):
            remove_row(number=row.pk, reason="", seen="", **given)
        with pytest.raises(PermissionDenied):
            move_row(number=row.pk, up=True, **given)
        with pytest.raises(PermissionDenied):
            restore_row(number=row.pk, **given)


def test_a_row_of_another_inspection_is_not_reached(inspection, hainan, liu):
    row = hainan.inspection.focus_points.get()
    client = signed_in(liu)
    pages = [address("focus", row.pk), address("focus", row.pk, "remove"), address("focus", row.pk, "move")]
    assert [client.post(page, {"title_zh": "x", "to": "up"}).status_code for page in pages] == [404] * 3


def test_a_choice_of_another_inspection_is_no_choice(inspection, hainan, liu):
    typed = {"visit": hainan.visit.pk, "day": "2017-09-05", "plan_zh": "座谈"}
    refused(signed_in(liu), address("days", "new"), typed)
    assert not hainan.visit.days.filter(plan_zh="座谈").exists()


def test_after_the_approval_only_the_results_of_a_commission_are_open(inspection, chen):
    row = ROWS["commissions"](inspection)
    inspection.state = InspectionState.IN_PROGRESS
    inspection.save()
    client = signed_in(chen)
    typed = sent("commissions", inspection, chen, row, task_zh="别的任务", accepted_on="2017-10-20")
    saved(client, address("commissions", row.pk), typed)
    row.refresh_from_db()
    assert (row.task_zh, row.accepted_on) == ("文字", date(2017, 10, 20))
    assert "请先退回" in refused(client, address("commissions", "new"), {"kind": "test", "body": "x"})


def test_a_deadline_is_done_after_the_field_work_too(inspection, liu):
    row = ROWS["deadlines"](inspection)
    inspection.state = InspectionState.REPORTING
    inspection.save()
    saved(signed_in(liu), address("deadlines", row.pk), sent("deadlines", inspection, liu, row, done_on="2017-12-01"))
    row.refresh_from_db()
    assert row.done_on == date(2017, 12, 1)


# --- Dates ------------------------------------------------------------------------------------------------------------


def test_a_date_outside_the_inspection_is_refused_with_its_period(inspection, liu):
    client, place = signed_in(liu), make_place("150000")
    typed = {"locality": place, "starts": "2017-07-31", "ends": "2017-08-02"}
    answer = refused(client, address("visits", "new"), typed)
    assert "不在检查时间（2017年8月至10月）之内。" in answer
    saved(client, address("visits", "new"), {**typed, "starts": "2017-08-01", "ends": "2017-10-31"})
    unit = {"arrangement": "random", "name_zh": "某单位", "checked_on": "2017-11-01"}
    assert "不在检查时间" in refused(client, address("units", "new"), unit)


def test_a_day_outside_the_visit_is_refused_with_its_place_and_period(inspection, liu):
    visit, client = add_visit(inspection), signed_in(liu)
    place = visit.locality.name_zh
    typed = {"visit": visit.pk, "day": "2017-09-09", "plan_zh": "座谈"}
    sentence = f"不在{place}实地检查时间（2017年9月4日至8日）之内。"
    assert sentence in refused(client, address("days", "new"), typed)
    saved(client, address("days", "new"), {**typed, "day": "2017-09-08"})
    assert "已有行程" in refused(client, address("days", "new"), {**typed, "day": "2017-09-08"})
    meeting = {"kind": "local", "title_zh": "座谈会", "visit": visit.pk, "starts": "2017-09-09"}
    assert sentence in refused(client, address("meetings", "new"), meeting)
    unit = {"arrangement": "random", "name_zh": "某单位", "visit": visit.pk, "checked_on": "2017-09-03"}
    assert sentence in refused(client, address("units", "new"), unit)
    row = Visit.objects.get(pk=visit.pk)
    answer = refused(client, address("visits", visit.pk), sent("visits", inspection, liu, row, ends="2017-09-07"))
    assert "有的行程不在这段时间内" in answer


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        ("2017-09-02", "2017-09-01", "结束日期不能早于开始日期。"),
        ("", "2017-09-01", "也请写开始日期。"),
        ("31.9.2017", "", "请按“2018-03-11”的样子填写日期。"),
    ],
)
def test_dates_that_make_no_period_are_refused(inspection, liu, starts, ends, sentence):
    typed = {"locality": make_place("150000"), "starts": starts, "ends": ends, "note_zh": "保留我"}
    answer = refused(signed_in(liu), address("visits", "new"), typed)
    assert (sentence in answer, "保留我" in answer) == (True, True)


def test_a_second_visit_to_the_same_place_is_refused(inspection, liu):
    visit = add_visit(inspection)
    answer = refused(signed_in(liu), address("visits", "new"), {"locality": visit.locality.name_zh})
    assert "已有到这个地区的实地检查" in answer


def test_new_dates_leave_no_old_wording(inspection, liu):
    row = ROWS["meetings"](inspection)
    assert row.wording.zh == "文字"
    saved(signed_in(liu), address("meetings", row.pk), sent("meetings", inspection, liu, row, starts="2017-09-06"))
    row.refresh_from_db()
    assert (row.starts, row.wording) == (date(2017, 9, 6), Text())


# --- People and bodies ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["王胜俊", "Wang Shengjun", "wangshengjun", "WangSheng", "ws", "胜俊"])
def test_a_person_is_found_by_name_pinyin_and_initials(inspection, liu, typed):
    person = Person.objects.create(code="wang-shengjun", name=Text("王胜俊", "Wang Shengjun"))
    Participant.objects.create(inspection=inspection, person=person, order=900, capacity="presenter")
    saved(signed_in(liu), address("members", "new"), {"person": typed, "capacity": "group_member"})
    assert inspection.participants.get(person=person, capacity="group_member").order > 900


def test_a_name_nobody_has_is_entered_only_when_it_is_said_to_be_new(inspection, liu):
    client, typed = signed_in(liu), {"person": "王圣俊", "name_en": "Wang Shengjun", "capacity": "group_member"}
    assert "没有登记“王圣俊”" in refused(client, address("members", "new"), typed)
    assert not Person.objects.filter(name_zh="王圣俊").exists()
    saved(client, address("members", "new"), {**typed, "new": "on"})
    assert Person.objects.get(name_zh="王圣俊").name_en == "Wang Shengjun"


def test_a_name_that_several_have_is_asked_back(inspection, liu):
    for number in (1, 2):
        person = Person.objects.create(code=f"wang-wei-{number}", name=Text("王伟", "Wang Wei"))
        Participant.objects.create(inspection=inspection, person=person, order=900 + number, capacity="presenter")
    client = signed_in(liu)
    answer = refused(client, address("members", "new"), {"person": "王伟", "capacity": "group_member"})
    assert "王伟 (wang-wei-1)、王伟 (wang-wei-2)" in answer
    saved(client, address("members", "new"), {"person": "王伟 (wang-wei-2)", "capacity": "group_member"})


def test_people_of_other_committees_are_not_offered(inspection, beijing, hainan, liu):
    stranger = hainan.inspection.participants.get().person
    client = signed_in(liu)
    assert stranger.name_zh not in client.get(address("members", "new")).content.decode()
    typed = {"person": stranger.name_zh, "capacity": "group_member"}
    assert "没有登记" in refused(client, address("members", "new"), typed)


def test_the_same_person_in_the_same_function_is_refused(inspection, liu):
    row = add_member(inspection)
    typed = {"person": row.person.name_zh, "capacity": row.capacity}
    row.person.name_zh = typed["person"] = "李平"
    row.person.save()
    assert "同一职责" in refused(signed_in(liu), address("members", "new"), typed)


def test_an_expert_needs_an_institution_and_a_head_a_sub_group(inspection, liu):
    typed = {"person": "赵六", "new": "on", "capacity": "group_member", "rank": "expert", "leads_sub_group": "on"}
    answer = refused(signed_in(liu), address("members", "new"), typed)
    assert ("专家请填写所在单位。" in answer, "请选择小组。" in answer) == (True, True)


def test_the_head_of_a_sub_group_is_one_of_the_members(inspection, liu):
    group, member = add_sub_group(inspection), add_member(inspection)
    saved(signed_in(liu), address("sub_groups", group.pk), sent("sub_groups", inspection, liu, group, head=member.pk))
    member.refresh_from_db()
    assert (member.sub_group, member.leads_sub_group) == (group, True)
    group = SubGroup.objects.get(pk=group.pk)
    saved(signed_in(liu), address("sub_groups", group.pk), sent("sub_groups", inspection, liu, group, head=""))
    member.refresh_from_db()
    assert (member.sub_group, member.leads_sub_group) == (group, False)


def test_who_reported_stands_in_the_order_typed(inspection, liu, cac_body):
    police = worlds.body("hainan-police")
    typed = {
        "kind": "briefing",
        "title_zh": "汇报会",
        "oral": f"{police.name_zh}\n国家网信办",
        "written": "国家网信办",
        "oral_open": "on",
    }
    saved(signed_in(liu), address("meetings", "new"), typed)
    meeting = Meeting.objects.get(title_zh="汇报会")
    told = [(one.form, one.order, one.body) for one in meeting.briefings.order_by("form", "order")]
    assert told == [("oral", 1, police), ("oral", 2, cac_body), ("written", 1, cac_body)]
    assert meeting.oral_open


def test_a_body_nobody_knows_is_named_in_the_refusal(inspection, liu):
    typed = {"kind": "briefing", "title_zh": "汇报会", "oral": "国家网信办\n国家网信半"}
    answer = refused(signed_in(liu), address("meetings", "new"), typed)
    assert ("没有登记“国家网信半”" in answer, "国家网信办\n国家网信半" in answer) == (True, True)


# --- Material ---------------------------------------------------------------------------------------------------------


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [("自查报告.pdf", PDF, "application/pdf"), ("照片.jpg", picture(), "image/jpeg")],
)
def test_a_file_is_kept_and_given_to_whoever_sees_the_inspection(inspection, liu, wang, fu, name, content, media_type):
    typed = {"kind": "self_inspection", "title_zh": "某部门自查报告", "file": upload(name, content)}
    saved(signed_in(liu), address("materials", "new"), typed)
    material = Material.objects.get(title_zh="某部门自查报告")
    assert (material.attachment.media_type, material.attachment.name) == (media_type, name)
    assert material.received_by == liu
    page = f"/inspections/npc/materials/{material.pk}/file/"
    answer = signed_in(wang).get(page)
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (content, media_type)
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in(fu).get(page).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("网页.pdf", b"<html><script>alert(1)</script></html>"),
        ("程序.docx", b"MZ\x90\x00"),
        ("空.pdf", b""),
        ("大.pdf", b"%PDF-1.7" + b"0" * 20_000_001),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(inspection, liu, name, content):
    typed = {"kind": "ledger", "title_zh": "台账", "sender_name": "保留我", "file": upload(name, content)}
    answer = refused(signed_in(liu), address("materials", "new"), typed)
    assert ("保留我" in answer, "请重新选择文件" in answer) == (True, True)
    assert not Material.objects.filter(title_zh="台账").exists()


@pytest.mark.parametrize("title", ["机密★ 情况报告", "绝密☆10年", "关于…的报告（秘密）", "秘密：某报告", "【机密】"])
def test_what_is_marked_as_secret_is_refused(inspection, liu, title):
    typed = {"kind": "ledger", "title_zh": title, "on_paper_only": "on"}
    assert "不得录入、存储国家秘密" in refused(signed_in(liu), address("materials", "new"), typed)
    named = {"kind": "ledger", "title_zh": "报告", "file": upload(f"{title.replace('/', '')}.pdf", PDF)}
    assert "不得录入、存储国家秘密" in refused(signed_in(liu), address("materials", "new"), named)


@pytest.mark.parametrize("title", ["商业秘密保护制度", "保守国家秘密法落实情况", "泄露秘密案件台账"])
def test_the_word_alone_is_no_mark(inspection, liu, title):
    saved(signed_in(liu), address("materials", "new"), {"kind": "ledger", "title_zh": title, "on_paper_only": "on"})


def test_neither_file_nor_paper_and_both_are_refused(inspection, liu):
    client, typed = signed_in(liu), {"kind": "ledger", "title_zh": "台账"}
    assert "请上传文件" in refused(client, address("materials", "new"), typed)
    both = {**typed, "on_paper_only": "on", "file": upload("a.pdf", PDF)}
    assert "不必勾选" in refused(client, address("materials", "new"), both)


# --- Two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", PARTS)
def test_what_somebody_else_wrote_meanwhile_is_shown_and_nothing_is_lost(inspection, liu, zhang, key):
    add_one_of_each(inspection)
    row, name = PARTS[key].rows(inspection).last(), CHANGED[key]
    mine = sent(key, inspection, liu, row, **{name: "words of liu"})
    theirs = sent(key, inspection, zhang, row, **{name: "words of zhang"})
    saved(signed_in(zhang), address(key, row.pk), theirs)
    answer = signed_in(liu).post(address(key, row.pk), mine)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert ("words of zhang" in content, "words of liu" in content, "zhang于" in content) == (True, True, True)
    row = PARTS[key].rows(inspection).get(pk=row.pk)
    assert getattr(row, name) == "words of zhang"
    saved(signed_in(liu), address(key, row.pk), {**mine, "seen": PARTS[key].seen(row)})  # what the form now carries
    assert answer.context["form"].data["seen"] == PARTS[key].seen(row)


def test_nobody_removes_what_was_changed_meanwhile(inspection, liu):
    row, part = ROWS["focus"](inspection), PARTS["focus"]
    seen = part.seen(row)
    row.title_zh = "改过了"
    row.save()
    answer = refused(signed_in(liu), address("focus", row.pk, "remove"), {"seen": seen})
    assert ("刚被别人改过" in answer, "改过了" in answer) == (True, True)


def test_rows_added_at_once_get_places_of_their_own(inspection, liu):
    for number in range(3):
        add_row(part=PARTS["focus"], inspection=inspection, values={"title_zh": f"重点{number}"}, by=liu)
    orders = list(inspection.focus_points.values_list("order", flat=True))
    assert len(orders) == len(set(orders))


def test_a_refused_addition_leaves_nothing_behind(inspection, liu):
    people = Person.objects.count()
    values = {"person": "王五", "new": True, "capacity": "group_member", "name_en": ""}
    row = add_row(part=PARTS["members"], inspection=inspection, values=values, by=liu)
    with pytest.raises(ValidationError):
        add_row(part=PARTS["members"], inspection=inspection, values={**values, "person": row.person}, by=liu)
    assert Person.objects.count() == people + 1


# --- Units and draws --------------------------------------------------------------------------------------------------


def test_a_unit_that_a_draw_keeps_back_is_not_there_yet(inspection, beijing, liu, zhang):
    ticket = beijing.draw.tickets.get()
    ticket.unit = make.make_unit(inspection, name=Text("保密单位", "Kept back"))
    ticket.save()
    pages = {
        name: signed_in(user).get(address("units")).content.decode() for name, user in (("liu", liu), ("zhang", zhang))
    }
    assert {name: "保密单位" in page for name, page in pages.items()} == {"liu": True, "zhang": False}
    assert signed_in(zhang).get(address("units", ticket.unit.pk)).status_code == 404
    assert signed_in(liu).get(address("units", ticket.unit.pk)).status_code == 200


def test_a_unit_lies_where_its_visit_is_unless_said_otherwise(inspection, liu):
    visit = add_visit(inspection)
    saved(signed_in(liu), address("units", "new"), {"arrangement": "random", "name_zh": "某单位", "visit": visit.pk})
    assert Unit.objects.get(name_zh="某单位").locality == visit.locality


def test_a_row_added_from_another_row_leads_back_there(inspection, liu):
    visit, client = add_visit(inspection), signed_in(liu)
    page = f"{address('days', 'new')}?of={visit.pk}"
    assert f'<option value="{visit.pk}" selected>' in client.get(page).content.decode()
    typed = {"visit": visit.pk, "day": "2017-09-05", "plan_zh": "座谈"}
    assert client.post(page, typed).url == f"{address('visits', visit.pk)}#days"
    assert client.post(page, {**typed, "day": "2017-09-06", "another": "yes"}).url == page


def test_the_history_of_a_row_is_told_in_words(inspection, liu):
    row = ROWS["members"](inspection)
    client = signed_in(liu)
    saved(client, address("members", row.pk), sent("members", inspection, liu, row, capacity="deputy_head"))
    assert "职责：检查组成员 → 检查组副组长" in client.get(address("members", row.pk)).content.decode()
