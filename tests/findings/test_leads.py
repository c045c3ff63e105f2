"""Leads: kept apart from findings, for those who handle them; one becomes a finding only by being verified as one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.workflow import take
from findings.actions.leads import answer_lead, edit_lead, pass_on, raise_from_lead, receive_lead
from findings.enums import FindingState, LeadState
from findings.models import Finding, Lead
from findings.workflow.findings import CLOSE, LEAD_STEPS, RECORD, REGISTER, VERIFY
from inspections.models import Inspection
from inspections.queries.counts import focus_of
from tests.make import make_focus_point, make_inspection, make_lead, make_visit
from tests.security.site import browser_of

VALUES = {
    "channel": "letter", "received_on": "2017-09-02", "content": "反映某平台不删除违法信息", "informant": "某网民",
    "place": None, "visit": None,
}  # fmt: skip
TYPED = {name: value or "" for name, value in VALUES.items()}
DATA = {
    "kind": "problem",
    "title": {"zh": "不删除违法信息", "en": ""},
    "facts": {"zh": "经核对属实。", "en": ""},
    "evidence": [{"id": None, "kind": "reported_by_units", "source": {"zh": "来信", "en": ""}}],
}


def refusal(action, *args, **given) -> str:
    with pytest.raises(ValidationError) as refused:
        action(*args, **given)
    error = refused.value
    return error.code if hasattr(error, "code") else error.error_list[0].code


# --- Who sees --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sees"), [("liu", True), ("chen", True), ("zhang", True), ("wang", False), ("zhao", False), ("fu", False)]
)
def test_leads_are_for_those_who_handle_them(beijing, cast, name, sees):
    assert Lead.objects.visible_to(cast[name]).exists() == sees
    page = browser_of(cast[name]).get("/leads/").content.decode()
    assert (beijing.lead.content[:20] in page) == sees


def test_the_way_to_the_leads_is_shown_to_those_who_handle_them(beijing, liu, wang):
    pages = [browser_of(person).get("/findings/").content.decode() for person in (liu, wang)]
    assert ['href="/leads/' in page for page in pages] == [True, False]


# --- Writing one down ------------------------------------------------------------------------------------------------


def test_a_lead_is_written_down_and_numbered(npcsc, liu):
    inspection = make_inspection(npcsc, "one")
    told = (VALUES, {**VALUES, "content": "另一件事"})
    first, second = (receive_lead(inspection=inspection, values=values, by=liu) for values in told)
    assert [(row.ref, row.code, row.state) for row in (first, second)] == [
        ("L1", "one-l1", LeadState.RECEIVED), ("L2", "one-l2", LeadState.RECEIVED),
    ]  # fmt: skip
    assert [(entry.verb, entry.by_id) for entry in second.history] == [("receive_lead", liu.pk)]


def test_a_number_that_is_taken_is_passed_over(npcsc, liu):
    inspection = make_inspection(npcsc, "one")
    make_lead(inspection, "one-l3", ref="L2")
    lead = receive_lead(inspection=inspection, values=VALUES, by=liu)
    assert (lead.ref, lead.code) == ("L3", "one-l3-2")


def test_who_does_not_handle_leads_writes_none(npcsc, wang, fu):
    inspection = make_inspection(npcsc)
    for person in (wang, fu):
        with pytest.raises(PermissionDenied):
            receive_lead(inspection=inspection, values=VALUES, by=person)
    assert not Lead.objects.exists()


def test_a_visit_of_another_inspection_is_refused(npcsc, liu):
    foreign = make_visit(make_inspection(npcsc), "460000")
    with pytest.raises(ValidationError) as refused:
        receive_lead(inspection=make_inspection(npcsc), values={**VALUES, "visit": foreign}, by=liu)
    assert set(refused.value.error_dict) == {"visit"}


def test_the_form_keeps_what_was_typed(beijing, liu):
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {**TYPED, "received_on": str(tomorrow), "channel": ""}
    answer = browser_of(liu).post(f"/inspections/{beijing.inspection.code}/leads/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ["收到日期不能晚于今天。" in page, "请选择。" in page] == [True, True]
    assert [VALUES["content"] in page, VALUES["informant"] in page] == [True, True]


def test_from_a_visit_the_place_is_there_already(beijing, liu):
    url = f"/inspections/{beijing.inspection.code}/leads/new/?visit={beijing.visit.pk}"
    form = browser_of(liu).get(url).context["form"]
    assert (form["visit"].value(), form["place"].value()) == (beijing.visit.pk, beijing.visit.locality_id)


@pytest.mark.parametrize("visit", ["x", "0", "9" * 30, "-1", "%00"])
def test_a_strange_visit_in_the_address_is_left_out(beijing, liu, visit):
    url = f"/inspections/{beijing.inspection.code}/leads/new/?visit={visit}"
    assert browser_of(liu).get(url).context["form"]["visit"].value() is None


# --- Changing one ----------------------------------------------------------------------------------------------------


def as_stored(lead: Lead) -> dict:
    return {name: getattr(Lead.objects.get(pk=lead.pk), name) for name in VALUES}


def test_a_change_says_what_was_changed_and_not_who_told_it(beijing, liu):
    lead = edit_lead(lead=beijing.lead, values={**as_stored(beijing.lead), "informant": "张三"}, base=1, by=liu)
    (entry,) = lead.history
    assert (lead.informant, lead.version, entry.verb, entry.note) == ("张三", 2, "edit_lead", "反映人")


def test_nothing_changed_is_no_change(beijing, liu):
    lead = edit_lead(lead=beijing.lead, values=as_stored(beijing.lead), base=1, by=liu)
    assert (lead.version, list(lead.history)) == (1, [])


def test_two_who_change_it_at_once_see_both_versions(beijing, liu, zhang):
    edit_lead(lead=beijing.lead, values={**as_stored(beijing.lead), "content": "张组长写的"}, base=1, by=zhang)
    url = f"/leads/{beijing.lead.code}/edit/"
    answer = browser_of(liu).post(url, {**TYPED, "base": 1})
    page = answer.content.decode()
    assert (answer.status_code, "张组长写的" in page, VALUES["content"] in page) == (409, True, True)
    again = browser_of(liu).post(url, {**TYPED, "base": answer.context["form"]["base"].value()})
    beijing.lead.refresh_from_db()
    assert (again.status_code, beijing.lead.content) == (302, VALUES["content"])


def test_a_closed_lead_is_not_changed(npcsc, liu):
    lead = make_lead(make_inspection(npcsc), state=LeadState.CLOSED)
    assert refusal(edit_lead, lead=lead, values={**as_stored(lead), "content": "别的"}, base=1, by=liu) == "closed"


# --- Its way ---------------------------------------------------------------------------------------------------------


def test_the_whole_way(npcsc, cac_body, liu, zhang):
    lead = make_lead(make_inspection(npcsc))
    take(REGISTER, lead, by=liu)
    pass_on(lead=lead, to=cac_body, by=liu)
    answer_lead(lead=lead, answer="已责令整改。", by=liu)
    lead = take(CLOSE, lead, by=zhang, note="办结")
    assert (lead.state, lead.passed_to, lead.answer) == (LeadState.CLOSED, cac_body, "已责令整改。")
    assert [entry.verb for entry in lead.history] == list(LEAD_STEPS)


LEADS_TO = {
    LeadState.RECEIVED: {"register_lead"},
    LeadState.REGISTERED: {"pass_on", "close_lead"},
    LeadState.PASSED_ON: {"answer_lead"},
    LeadState.ANSWERED: {"close_lead"},
    LeadState.CLOSED: set(),
}


@pytest.mark.parametrize("verb", LEAD_STEPS)
@pytest.mark.parametrize("state", list(LeadState))
def test_every_step_from_every_state(npcsc, cac_body, zhang, state, verb):
    lead = make_lead(make_inspection(npcsc), state=state, passed_to=cac_body, answer="答复")
    if verb in LEADS_TO[state]:
        assert take(LEAD_STEPS[verb], lead, by=zhang, note="理由").state == LEAD_STEPS[verb].target
    else:
        assert refusal(take, LEAD_STEPS[verb], lead, by=zhang, note="理由") == "wrong_state"


def test_passing_on_asks_to_whom_and_an_answer_what_it_says(npcsc, liu):
    inspection = make_inspection(npcsc)
    registered = make_lead(inspection, state=LeadState.REGISTERED)
    passed = make_lead(inspection, state=LeadState.PASSED_ON, answer="")
    assert refusal(pass_on, lead=registered, to=None, by=liu) == "not_ready"
    assert refusal(answer_lead, lead=passed, answer=" ", by=liu) == "not_ready"
    assert set(Lead.objects.values_list("state", flat=True)) == {LeadState.REGISTERED, LeadState.PASSED_ON}


def test_the_page_of_a_step_asks_for_the_body(npcsc, cac_body, liu):
    lead = make_lead(make_inspection(npcsc), state=LeadState.REGISTERED)
    browser, url = browser_of(liu), f"/leads/{lead.code}/pass_on/"
    refused = browser.post(url, {"note": "请核实"})
    assert (refused.status_code, "请选择。" in refused.content.decode()) == (422, True)
    assert "请核实" in refused.content.decode()
    assert browser.post(url, {"note": "请核实", "to": cac_body.pk}).status_code == 302
    lead.refresh_from_db()
    assert (lead.state, lead.passed_to) == (LeadState.PASSED_ON, cac_body)


def test_staff_do_not_close_a_lead(npcsc, liu):
    lead = make_lead(make_inspection(npcsc), state=LeadState.ANSWERED)
    with pytest.raises(PermissionDenied):
        take(CLOSE, lead, by=liu, note="理由")


# --- A finding raised from it ----------------------------------------------------------------------------------------


def counts(inspection: Inspection, person) -> tuple[int, int]:
    """Problems on the overview, and in its lines by focus point."""
    row = Inspection.objects.visible_to(person).with_counts().get(pk=inspection.pk)
    return row.problems, sum(line.counts[2] for line in focus_of(row))


def test_it_counts_from_its_verification_on(npcsc, liu, chen, zhang):
    inspection = make_inspection(npcsc)
    focus = make_focus_point(inspection)
    lead = make_lead(inspection, state=LeadState.REGISTERED)
    finding = raise_from_lead(lead=lead, data={**DATA, "focus_point": focus.pk}, by=liu)
    seen = [(finding.state, counts(inspection, zhang))]
    for step, by in ((RECORD, liu), (VERIFY, chen)):
        finding = take(step, finding, by=by)
        seen.append((finding.state, counts(inspection, zhang)))
    assert seen == [
        (FindingState.DRAFT, (0, 0)),
        (FindingState.RECORDED, (0, 0)),
        (FindingState.VERIFIED, (1, 1)),
    ]


def test_the_lead_says_what_came_of_it(npcsc, liu):
    lead = make_lead(make_inspection(npcsc), state=LeadState.REGISTERED)
    finding = raise_from_lead(lead=lead, data=DATA, by=liu)
    lead.refresh_from_db()
    assert (lead.finding, lead.state, finding.written_by, finding.state) == (finding, "registered", liu, "draft")
    assert [(entry.verb, entry.note) for entry in lead.history] == [("raise_from_lead", finding.ref)]


def test_it_becomes_one_finding_and_no_second(npcsc, liu):
    lead = make_lead(make_inspection(npcsc), state=LeadState.REGISTERED)
    raise_from_lead(lead=lead, data=DATA, by=liu)
    assert refusal(raise_from_lead, lead=lead, data=DATA, by=liu) == "raised"
    assert Finding.objects.count() == 1


@pytest.mark.parametrize("state", [LeadState.RECEIVED, LeadState.CLOSED])
def test_what_is_not_registered_or_is_over_becomes_none(npcsc, liu, state):
    lead = make_lead(make_inspection(npcsc), state=state)
    assert refusal(raise_from_lead, lead=lead, data=DATA, by=liu) == "not_open"


def test_who_does_not_handle_it_raises_nothing_from_it(npcsc, wang):
    lead = make_lead(make_inspection(npcsc), state=LeadState.REGISTERED)
    with pytest.raises(PermissionDenied):
        raise_from_lead(lead=lead, data=DATA, by=wang)


def test_the_form_begins_with_what_was_told(npcsc, liu, wang, fu):
    inspection = make_inspection(npcsc, "one")
    lead = make_lead(inspection, state=LeadState.REGISTERED, content="某平台" * 30)
    url = f"/inspections/one/findings/new/?lead={lead.code}"
    form = browser_of(liu).get(url).context["entry"].form
    assert (form["facts_zh"].value(), form["title_zh"].value()) == (lead.content, f"{lead.content[:40]}…")
    assert [browser_of(person).get(url).status_code for person in (wang, fu)] == [403, 404]
    assert browser_of(liu).get("/inspections/one/findings/new/?lead=nothing").status_code == 404


def test_the_form_saves_it_as_the_finding_of_the_lead(npcsc, liu):
    lead = make_lead(make_inspection(npcsc, "one"), state=LeadState.REGISTERED)
    rows = {f"{name}-{part}": 0 for name in ("figures", "evidence") for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = {**rows, "kind": "problem", "title_zh": "不删除违法信息", "save": "1"}
    assert browser_of(liu).post(f"/inspections/one/findings/new/?lead={lead.code}", sent).status_code == 302
    lead.refresh_from_db()
    assert (lead.finding.title_zh, lead.finding.written_by) == ("不删除违法信息", liu)


def test_lists_mark_what_does_not_count_yet(npcsc, liu, chen, wang):
    inspection = make_inspection(npcsc, "one")
    finding = raise_from_lead(lead=make_lead(inspection, state=LeadState.REGISTERED), data=DATA, by=liu)
    take(RECORD, finding, by=liu)
    mark = "来自线索，核实后计入"
    assert mark in browser_of(wang).get("/findings/?inspection=one").content.decode()
    take(VERIFY, finding, by=chen)
    assert mark not in browser_of(wang).get("/findings/?inspection=one").content.decode()


def test_the_page_of_a_lead_hides_somebody_elses_draft(npcsc, liu, chen):
    lead = make_lead(make_inspection(npcsc), state=LeadState.REGISTERED)
    finding = raise_from_lead(lead=lead, data=DATA, by=liu)
    pages = [browser_of(person).get(lead.get_absolute_url()).content.decode() for person in (liu, chen)]
    assert [finding.title_zh in page for page in pages] == [True, False]


# --- The desk and the list -------------------------------------------------------------------------------------------


def test_leads_to_handle_lie_on_the_desk(npcsc, liu, zhang, wang):
    inspection = make_inspection(npcsc)
    for state in LeadState:
        make_lead(inspection, state=state, content=f"<{state}>")

    def on_the_desk(person) -> list[str]:
        return [row.state for row in browser_of(person).get("/").context["desk"].leads]

    assert [on_the_desk(person) for person in (liu, zhang, wang)] == [
        ["received", "registered"], ["received", "registered", "answered"], [],
    ]  # fmt: skip


@pytest.mark.parametrize("url", ["/leads/?inspection=many", "/leads/many-lead/", "/"])
def test_a_page_costs_the_same_for_one_lead_and_for_many(npcsc, liu, url, django_assert_max_num_queries):
    inspection, costs, browser = make_inspection(npcsc, "many"), [], browser_of(liu)
    lead = make_lead(inspection, "many-lead")
    for more in (1, 2, 5):
        for _ in range(more):
            make_lead(inspection)
            edit_lead(lead=lead, values={**VALUES, "content": str(more)}, base=_version(lead), by=liu)
        with django_assert_max_num_queries(100) as queries:
            assert browser.get(url).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] > 3


def _version(lead: Lead) -> int:
    return Lead.objects.get(pk=lead.pk).version


@pytest.mark.parametrize(
    ("asked", "found"), [({"state": "closed"}, {"b"}), ({"channel": "media"}, {"a"}), ({"q": "平台"}, {"a"})], ids=str
)
def test_the_list_narrows(npcsc, liu, asked, found):
    inspection = make_inspection(npcsc)
    make_lead(inspection, "a", channel="media", content="反映平台问题")
    make_lead(inspection, "b", state=LeadState.CLOSED)
    rows = browser_of(liu).get("/leads/", asked).context["rows"]
    assert {row.code for row in rows} == found
