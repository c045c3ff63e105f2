"""Topics, decisions from the minutes, and letters: what is written, what is refused, and what stays."""

import io
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone
from docx import Document

from accounts.enums import Role
from core.text import Text
from inspections.actions.letters import issue_letter
from inspections.actions.planning import propose_inspection, record_decision
from inspections.enums import InspectionState as State
from inspections.models import Decision, Delegation, Inspection, Letter
from tests import make
from tests.inspections_planning import ready_inspection

TOPIC = {
    "title": Text("《旅游法》执法检查", "Inspection of the Tourism Law"),
    "year": 2018,
    "basis": Text(),
    "purpose": Text(" 投诉多。 "),
    "instruments": [],
}
DECISION = {
    "subject": "plan",
    "outcome": "approved",
    "meeting": Text("第八十次委员长会议"),
    "held_on": date(2017, 3, 1),
    "document_number": " 纪要8 ",
    "note": Text(),
}


def faults(call) -> dict[str, str]:
    """Field → sentence; "" for what is about none."""
    with pytest.raises(ValidationError) as refused:
        call()
    error = refused.value
    if hasattr(error, "error_dict"):
        return {name: " ".join(error.messages) for name, error in
                ((name, ValidationError(errors)) for name, errors in error.error_dict.items())}  # fmt: skip
    return {"": " ".join(error.messages)}


# --- Topics ----------------------------------------------------------------------------------------------------------


def test_a_topic_is_proposed_under_a_code_of_its_own(npcsc, liu):
    law = make.make_article().instrument
    row = propose_inspection(organiser=npcsc, values={**TOPIC, "instruments": [law.pk]}, by=liu)
    row.refresh_from_db()
    assert (row.code, row.state, row.title, row.purpose.zh) == (
        "npcsc-2018-1",
        State.PROPOSED,
        TOPIC["title"],
        "投诉多。",
    )
    assert list(row.instruments.all()) == [law]
    assert [(entry.verb, entry.target, entry.by_id) for entry in row.history] == [("propose", "proposed", liu.pk)]


def test_codes_count_on_and_are_never_given_twice(npcsc, liu):
    make.make_inspection(npcsc, "npcsc-2018-2")
    titles = [Text(f"议题{number}") for number in range(3)]
    codes = [propose_inspection(organiser=npcsc, values={**TOPIC, "title": title}, by=liu).code for title in titles]
    assert codes == ["npcsc-2018-1", "npcsc-2018-3", "npcsc-2018-4"]


@pytest.mark.parametrize("name", ["chen", "wang", "zhao", "sun", "fu", "wenchang", "cac", "superuser", "leaver"])
def test_nobody_else_proposes_for_the_committee(npcsc, cast, name):
    with pytest.raises(PermissionDenied):
        propose_inspection(organiser=npcsc, values=TOPIC, by=cast[name])
    assert Inspection.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": Text("  ", "English alone")}, "title_zh"),
        ({"purpose": Text()}, "purpose_zh"),
        ({"year": 2006}, "year"),
    ],
    ids=str,
)
def test_a_topic_without_title_reason_or_a_likely_year_is_refused(npcsc, liu, given, field):
    found = faults(lambda: propose_inspection(organiser=npcsc, values={**TOPIC, **given}, by=liu))
    assert list(found) == [field]
    assert Inspection.objects.count() == 0


def test_a_topic_lies_at_most_five_years_ahead(npcsc, liu):
    this_year = timezone.localdate().year
    late = {**TOPIC, "year": this_year + 6}
    assert list(faults(lambda: propose_inspection(organiser=npcsc, values=late, by=liu))) == ["year"]
    assert propose_inspection(organiser=npcsc, values={**TOPIC, "year": this_year + 5}, by=liu).pk


def test_the_same_topic_is_not_proposed_twice_in_a_year(npcsc, hainan_sc, liu, fu):
    propose_inspection(organiser=npcsc, values=TOPIC, by=liu)
    assert faults(lambda: propose_inspection(organiser=npcsc, values=TOPIC, by=liu)) == {
        "title_zh": "本年度已有同名的执法检查。"
    }
    propose_inspection(organiser=hainan_sc, values=TOPIC, by=fu)
    propose_inspection(organiser=npcsc, values={**TOPIC, "year": 2019}, by=liu)


# --- Decisions -------------------------------------------------------------------------------------------------------


def test_a_decision_is_recorded_as_the_minutes_have_it(npcsc, sun):
    row = make.make_inspection(npcsc)
    made = record_decision(inspection=row, values=DECISION, by=sun)
    assert (made.document_number, made.meeting.zh, made.recorded_by) == ("纪要8", "第八十次委员长会议", sun)
    entry = row.history.get()
    said = "列入年度监督工作计划 · 第八十次委员长会议 · 2017-03-01 · 通过 · 纪要8"
    assert (entry.verb, entry.by_id, entry.note) == ("record_decision", sun.pk, said)
    row.refresh_from_db()
    assert row.state == State.PROPOSED  # recording moves nothing


@pytest.mark.parametrize("name", ["liu", "chen", "zhang", "wang", "zhao", "fu", "wenchang", "superuser", "leaver"])
def test_only_the_secretary_records(npcsc, cast, name):
    row = make.make_inspection(npcsc)
    with pytest.raises(PermissionDenied):
        record_decision(inspection=row, values=DECISION, by=cast[name])
    assert (row.decisions.count(), row.history.count()) == (0, 0)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_on": date(2015, 12, 31)}, "held_on"),
        ({"meeting": Text(" ", "Meeting")}, "meeting_zh"),
        ({"outcome": "refused"}, "outcome"),
    ],
    ids=str,
)
def test_what_no_minutes_can_say_is_refused(npcsc, sun, given, field):
    row = make.make_inspection(npcsc)
    assert list(faults(lambda: record_decision(inspection=row, values={**DECISION, **given}, by=sun))) == [field]
    assert (row.decisions.count(), row.history.count()) == (0, 0)


@pytest.mark.parametrize("held_on", [date(2016, 1, 1), date(2016, 12, 20)])
def test_the_plan_of_a_year_is_decided_from_the_year_before_on(npcsc, sun, held_on):
    row = make.make_inspection(npcsc)
    assert record_decision(inspection=row, values={**DECISION, "held_on": held_on}, by=sun).pk


def test_the_year_of_a_topic_is_the_year_in_beijing(npcsc, sun):
    row = make.make_inspection(npcsc)
    row.created = datetime(2015, 12, 31, 20, tzinfo=UTC)  # four in the morning of 1 January
    before = {**DECISION, "held_on": date(2015, 12, 31)}
    assert list(faults(lambda: record_decision(inspection=row, values=before, by=sun))) == ["held_on"]
    assert record_decision(inspection=row, values={**DECISION, "held_on": date(2016, 1, 1)}, by=sun).pk


def test_a_decision_is_of_today_at_the_latest(npcsc, sun):
    row, today = make.make_inspection(npcsc), timezone.localdate()
    tomorrow = {**DECISION, "held_on": today + timedelta(days=1)}
    assert list(faults(lambda: record_decision(inspection=row, values=tomorrow, by=sun))) == ["held_on"]
    assert (row.decisions.count(), row.history.count()) == (0, 0)
    assert record_decision(inspection=row, values={**DECISION, "held_on": today}, by=sun).pk


def test_not_submitting_is_an_outcome_for_the_report(npcsc, sun):
    values = {**DECISION, "subject": "submission", "outcome": "refused"}
    assert record_decision(inspection=make.make_inspection(npcsc), values=values, by=sun).pk


def test_a_correction_is_a_further_record_that_says_so(npcsc, sun):
    row = make.make_inspection(npcsc)
    first = record_decision(inspection=row, values=DECISION, by=sun)
    again = {**DECISION, "outcome": "returned"}
    assert list(faults(lambda: record_decision(inspection=row, values=again, by=sun))) == ["note_zh"]
    second = record_decision(inspection=row, values={**again, "note": Text("更正：实为退回修改。")}, by=sun)
    first.refresh_from_db()
    assert ([first.outcome, second.outcome], Decision.objects.count()) == (["approved", "returned"], 2)


# --- Letters ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def approved(npcsc, media):
    row = ready_inspection(npcsc, state=State.SCHEME_APPROVED)
    row.letters.all().delete()
    return row


@pytest.fixture
def values(cac_body):
    return {
        "kind": "notice",
        "number": "常办[2017]12号",
        "issued_on": date(2017, 7, 20),
        "recipients": [cac_body],
        "delegation": None,
        "addressee": Text(),
        "contact": " 张三 010-1 ",
    }


def issued(inspection, values, by, **more) -> Letter:
    return issue_letter(inspection=inspection, values=values, by=by, **more)


def text_of(letter: Letter) -> str:
    content = letter.attachment.path.read_bytes()
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def test_a_letter_is_issued_with_its_file(approved, values, npcsc, cac_body, sun):
    letter = issued(approved, values, sun)
    letter.refresh_from_db()
    assert (letter.number, letter.addressee.zh, letter.contact) == ("常办〔2017〕12号", cac_body.short.zh, "张三 010-1")
    assert (list(letter.recipients.all()), letter.issued_by) == ([cac_body], sun)
    assert letter.attachment.name == "常办〔2017〕12号 关于开展《网络安全法》执法检查的通知.docx"
    assert letter.attachment.is_whole() and letter.attachment.media_type.endswith("wordprocessingml.document")
    assert f"{npcsc.short.zh}定于2017年8月至10月对《中华人民共和国网络安全法》实施情况开展执法检查" in text_of(letter)
    entry = approved.history.get()
    assert (entry.verb, "常办〔2017〕12号" in entry.note) == ("issue_letter", True)


@pytest.mark.parametrize("name", ["liu", "chen", "zhang", "wang", "zhao", "fu", "wenchang", "superuser", "leaver"])
def test_only_the_secretary_issues(approved, values, cast, name):
    with pytest.raises(PermissionDenied):
        issued(approved, values, cast[name])
    assert approved.letters.count() == 0


@pytest.mark.parametrize("state", list(State))
def test_letters_are_issued_once_the_scheme_is_approved_and_until_field_work_ends(approved, values, sun, state):
    approved.state = state
    approved.save()
    if state in (State.SCHEME_APPROVED, State.NOTIFIED, State.IN_PROGRESS):
        assert issued(approved, values, sun).pk
    else:
        assert "不能印发函件" in faults(lambda: issued(approved, values, sun))[""]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"number": "2017-12"}, "number"),
        ({"number": "常办〔2016〕12号"}, "number"),
        ({"issued_on": date(2017, 2, 28)}, "issued_on"),
        ({"recipients": []}, "recipients"),
    ],
    ids=str,
)  # fmt: skip
def test_a_letter_with_a_wrong_number_date_or_nobody_to_go_to_is_refused(approved, values, sun, given, field):
    assert list(faults(lambda: issued(approved, {**values, **given}, sun))) == [field]
    assert (approved.letters.count(), approved.history.count()) == (0, 0)


def test_a_letter_of_tomorrow_is_refused(approved, values, sun):
    day = timezone.localdate() + timedelta(days=1)
    sent = {**values, "issued_on": day, "number": f"常办〔{day.year}〕1号"}
    assert list(faults(lambda: issued(approved, sent, sun))) == ["issued_on"]
    assert (approved.letters.count(), approved.history.count()) == (0, 0)


def test_a_number_is_given_once_by_a_committee_over_all_its_inspections(approved, values, npcsc, hainan_sc, sun):
    make.make_letter(make.make_inspection(npcsc), number="常办〔2017〕12号")
    make.make_letter(make.make_inspection(hainan_sc), number="常办〔2017〕13号")
    assert "已经用过" in faults(lambda: issued(approved, values, sun))["number"]
    assert issued(approved, {**values, "number": "常办〔2017〕13号"}, sun).pk


def delegation_of(inspection, **given) -> Delegation:
    return Delegation.objects.create(inspection=inspection, **make.written(Delegation, order=1, **given))


def test_an_entrustment_names_its_delegation_and_its_time_limit(approved, values, hainan_sc, sun):
    delegation = delegation_of(approved, body=hainan_sc, due=date(2017, 10, 15))
    sent = {**values, "kind": "entrustment", "recipients": [hainan_sc], "delegation": delegation}
    letter = issued(approved, sent, sun)
    assert letter.delegation == delegation
    assert "请于2017年10月15日前将受委托执法检查情况报告" in text_of(letter)
    assert "并委托你常委会对上述法律法规" in text_of(letter)


def test_a_delegation_that_names_nobody_is_addressed_as_it_is_described(approved, values, sun):
    delegation = delegation_of(approved, described=Text("其他市县人大常委会", "other standing committees"))
    letter = issued(approved, {**values, "kind": "entrustment", "recipients": [], "delegation": delegation}, sun)
    assert (letter.addressee.zh, "并委托你们对" in text_of(letter)) == ("其他市县人大常委会", True)


def test_a_delegation_of_another_inspection_or_on_a_notice_is_refused(approved, values, npcsc, sun):
    own, foreign = delegation_of(approved), delegation_of(make.make_inspection(npcsc))
    for kind, delegation in (("notice", own), ("entrustment", foreign)):
        sent = {**values, "kind": kind, "delegation": delegation}
        assert list(faults(lambda sent=sent: issued(approved, sent, sun))) == ["delegation"]


def test_the_time_limit_of_a_notice_is_the_first_deadline_for_material_that_stands(approved, values, sun):
    make.make_deadline(approved, kind="material", due="2017-09-20")
    make.make_deadline(approved, kind="material", due="2017-09-01", void_reason="改期")
    make.make_deadline(approved, kind="report", due="2017-08-01")
    assert "于2017年9月20日前报送" in text_of(issued(approved, values, sun))


def test_a_translation_is_added_when_asked_for_and_refused_where_it_would_have_gaps(approved, values, sun):
    approved.focus_points.update(title_en="")
    said = faults(lambda: issued(approved, values, sun, english=True))
    assert (list(said), approved.focus_points.get().title.zh in said["english"]) == (["english"], True)
    approved.focus_points.update(title_en="publicity")
    assert "Unofficial translation" in text_of(issued(approved, values, sun, english=True))


def test_the_office_signs_where_the_committee_has_one(approved, values, npcsc, sun):
    make.make_body("office", kind="office", parent=npcsc, name=Text("全国人民代表大会常务委员会办公厅", "Office"))
    assert "全国人民代表大会常务委员会办公厅\n2017年7月20日" in text_of(issued(approved, values, sun))


def test_a_letter_stays_as_it_was_issued(approved, values, sun):
    letter = issued(approved, values, sun)
    before = text_of(letter)
    approved.focus_points.update(title_zh="别的重点")
    assert (text_of(Letter.objects.get(pk=letter.pk)), "别的重点" in before) == (before, False)


def test_somebody_with_a_role_in_two_committees_proposes_for_either(npcsc, hainan_sc):
    both = make.make_user("both", (npcsc, Role.STAFF), (hainan_sc, Role.GROUP_HEAD))
    codes = [propose_inspection(organiser=body, values=TOPIC, by=both).code for body in (npcsc, hainan_sc)]
    assert codes == ["npcsc-2018-1", "hainan-sc-2018-1"]


@pytest.mark.django_db(transaction=True)
def test_of_two_letters_under_one_number_at_once_one_is_issued(npcsc, cac_body, sun, media):
    """In two inspections of one committee, so that no constraint of the table helps."""
    rows = [ready_inspection(npcsc, state=State.SCHEME_APPROVED) for _ in range(2)]
    sent = {
        "kind": "notice", "number": "常办〔2017〕77号", "issued_on": date(2017, 7, 20), "recipients": [cac_body],
        "delegation": None, "addressee": Text(), "contact": "",
    }  # fmt: skip
    start, outcomes = threading.Barrier(2), []

    def run(row):
        try:
            start.wait(60)
            outcomes.append(issue_letter(inspection=row, values=sent, by=sun).number)
        except ValidationError as refused:
            outcomes.append(list(refused.error_dict)[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(row,)) for row in rows]
    [thread.start() for thread in threads]
    [thread.join(300) for thread in threads]
    assert sorted(outcomes) == ["number", "常办〔2017〕77号"]
    assert Letter.objects.filter(number="常办〔2017〕77号").count() == 1
