"""Every page of the domain: it opens for those on the body, does not exist for others, and its queries do not grow."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Language
from accounts.models import User
from core.text import Text
from findings.enums import FindingKind, FindingState
from inspections.enums import BriefingForm, CommissionKind, MeetingKind
from inspections.models import (
    Briefing,
    Commission,
    Meeting,
    Method,
    SampleStratum,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
)
from reports.enums import Layout
from tests import make

PAGES = {
    "desk": "/",
    "inspections": "/inspections/",
    "inspection": "/inspections/npc/",
    "findings": "/findings/?inspection=npc",
    "finding": "/findings/npc-finding/",
    "recommendations": "/recommendations/?inspection=npc",
    "recommendation": "/recommendations/npc-recommendation/",
    "reports": "/reports/",
    "report": "/reports/npc-report/",
    "panel": "/reports/npc-report/renderings/",
    "checks": "/reports/npc-report/checks/",
    "checks_progress": "/reports/npc-report/checks/progress/",
}
ROWS = [name for name, address in PAGES.items() if "/npc-" in address or address == "/inspections/npc/"]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def speaking(user: User, language: str) -> User:
    user.language = language
    user.save()
    return user


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("page", PAGES)
def test_staff_of_the_body_see_the_page_in_both_languages(page, language, liu, beijing, media):
    answer = signed_in(speaking(liu, language)).get(PAGES[page])
    tag = "zh-Hans" if language == Language.ZH else "en"
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert page in ("panel", "checks_progress") or f'<html lang="{tag}"'.encode() in answer.content


@pytest.mark.parametrize("page", ROWS)
def test_a_row_does_not_exist_for_an_outsider(page, fu, wenchang, beijing, hainan, media):
    answers = [signed_in(user).get(PAGES[page]).status_code for user in (fu, wenchang)]
    assert answers == [404, 404]


@pytest.mark.parametrize("page", sorted(set(PAGES) - set(ROWS)))
def test_lists_hold_nothing_of_others(page, wenchang, beijing, hainan, media):
    answer = signed_in(wenchang).get(PAGES[page])
    assert answer.status_code == 200
    # Wenchang is entrusted by Hainan: on her desk stands that, and nothing else of anybody.
    own = {"Canary7hainanTitle"} if page == "desk" else set()
    assert set(re.findall(r"Canary7\w+", answer.content.decode())) == own


# --- Queries ---------------------------------------------------------------------------------------------------------


def add_inspection(world):
    make.make_inspection(world.inspection.organiser)


def add_around_the_inspection(world):
    """One more of everything the overview shows."""
    inspection, number = world.inspection, next(make.numbers)
    make.make_focus_point(inspection)
    make.make_participant(inspection)
    make.make_visit(inspection, f"9{number:05}")
    meeting = Meeting.objects.create(
        inspection=inspection, **make.written(Meeting, order=number, kind=MeetingKind.PLENARY)
    )
    body = make.make_body(f"body-{number}")
    Briefing.objects.create(meeting=meeting, body=body, form=BriefingForm.ORAL, order=1)
    Method.objects.create(inspection=inspection, **make.written(Method, order=number))
    commission = Commission.objects.create(
        inspection=inspection, body=body, **make.written(Commission, order=number, kind=CommissionKind.SURVEY)
    )
    SampleStratum.objects.create(
        commission=commission, **make.written(SampleStratum, order=1, dimension="kind", size=3)
    )
    survey = Survey.objects.create(commission=commission, **make.written(Survey))
    question = SurveyQuestion.objects.create(survey=survey, **make.written(SurveyQuestion, order=1))
    answer = SurveyAnswer.objects.create(question=question, **make.written(SurveyAnswer, order=1, base="ambiguous"))
    make.make_figure(inspection, kind="percent", unit="percent", noun=Text(), value="63.5", answer=answer)


def add_finding(world):
    finding = make.make_finding(world.inspection, kind=FindingKind.ACHIEVEMENT)
    world.recommendation.answers.add(finding)


def add_around_the_finding(world):
    """One more of everything the page of a finding shows."""
    finding = world.finding
    make.make_evidence(finding)
    figure = make.make_figure(world.inspection)
    figure.findings.add(finding, make.make_finding(world.inspection))
    make.make_recommendation(world.inspection, answers=(finding,))
    make.make_paragraph(make.make_section(world.report), findings=(finding,))


def add_recommendation(world):
    body = make.make_body(f"addressed-{next(make.numbers)}")
    make.make_recommendation(world.inspection, answers=(make.make_finding(world.inspection),), to=(body,))


def add_around_the_recommendation(world):
    """One more of everything the page of a recommendation shows."""
    world.recommendation.answers.add(make.make_finding(world.inspection))
    body = make.make_body(f"addressed-{next(make.numbers)}")
    world.recommendation.addressees.create(body=body, wording_zh="有关部门", order=next(make.numbers))
    paragraph = make.make_paragraph(make.make_section(world.report))
    paragraph.recommendations.add(world.recommendation)


def add_report(world):
    make.make_report(world.inspection)


def add_to_the_report(world):
    part = make.make_section(world.report)
    item = make.make_section(world.report, parent=part)
    make.make_paragraph(item, findings=(make.make_finding(world.inspection),))


def add_edition(world):
    """One more frozen version, with a finished file."""
    make.make_paragraph(world.report.sections.last())
    make.make_rendering(make.make_edition(world.report), Layout.EN, pdf=b"%PDF-1.7")


def add_result(world):
    """One more result, and one more that somebody let stand."""
    run = world.result.run
    make.make_result(run, severity="note", kind="notation")
    make.make_waiver(make.make_result(run, reading=Text(f"{next(make.numbers)}个", "12")))


GROWTH = {
    "desk": add_finding,
    "inspections": add_inspection,
    "inspection": add_around_the_inspection,
    "findings": add_finding,
    "finding": add_around_the_finding,
    "recommendations": add_recommendation,
    "recommendation": add_around_the_recommendation,
    "reports": add_report,
    "report": add_to_the_report,
    "panel": add_edition,
    "checks": add_result,
    "checks_progress": add_result,
}


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("page", PAGES)
def test_queries_do_not_grow_with_the_rows(page, chen, beijing, media):
    grow: Callable = GROWTH[page]
    client = signed_in(chen)
    grow(beijing)
    client.get(PAGES[page])  # the session and the first look at the clock
    few = queries_of(client, PAGES[page])
    for _ in range(3):
        grow(beijing)
    assert queries_of(client, PAGES[page]) == few


# --- What the pages say ------------------------------------------------------------------------------------------------


def test_internal_name_is_for_writer_and_leaders_only(liu, wang, chen, beijing):
    beijing.finding.actor_internal = "某市电力公司"
    beijing.finding.save()
    shown = {
        user.username: "某市电力公司" in signed_in(user).get(PAGES["finding"]).content.decode()
        for user in (liu, chen, wang)
    }
    assert shown == {"liu": True, "chen": True, "wang": False}


def test_a_step_asks_for_its_reason_and_keeps_what_was_typed(chen, beijing):
    client, address = signed_in(chen), "/findings/npc-finding/send_back/"
    assert client.get(address).status_code == 200
    refused = client.post(address, {"note": "   "})
    assert (refused.status_code, "请写明理由。" in refused.content.decode()) == (422, True)
    assert client.post(address, {"note": "请补充抽查记录"}).status_code == 302
    beijing.finding.refresh_from_db()
    assert beijing.finding.state == FindingState.SENT_BACK


def test_evidence_is_missing_and_the_typed_words_stay(chen, beijing):
    beijing.finding.evidence.all().delete()
    refused = signed_in(chen).post("/findings/npc-finding/verify/", {"note": "已与原始记录核对"})
    content = refused.content.decode()
    assert (refused.status_code, "尚未写明依据。" in content, "已与原始记录核对" in content) == (422, True, True)


def test_report_prints_its_citations_and_anchors_its_paragraphs(wang, beijing, media):
    content = signed_in(wang).get(PAGES["report"]).content.decode()
    paragraph = beijing.finding.cited_in.get()
    assert "{{" not in content
    assert "2017年12月24日报告" in content
    assert f'id="s{paragraph.section.order}-p{paragraph.order}"' in content
    assert f"/reports/npc-report/#s{paragraph.section.order}-p{paragraph.order}" in (
        signed_in(wang).get(PAGES["finding"]).content.decode()
    )


def test_texts_of_findings_and_recommendations_print_their_citations(liu, beijing):
    for row, column in ((beijing.finding, "facts_zh"), (beijing.recommendation, "content_zh")):
        setattr(row, column, "于{{ date:presented }}发现，{{ fig:unknown }}。")
        row.save()
        content = signed_in(liu).get(row.get_absolute_url()).content.decode()
        assert "于2017年12月24日发现，〔unknown〕。" in content


def test_only_who_may_print_gets_the_form(liu, wang, beijing, media):
    forms = {user.username: b'name="layout"' in signed_in(user).get(PAGES["report"]).content for user in (liu, wang)}
    assert forms == {"liu": True, "wang": False}


def test_no_layout_is_refused_with_a_sentence(liu, beijing, media):
    refused = signed_in(liu).post("/reports/npc-report/render/", headers={"HX-Request": "true"})
    assert (refused.status_code, "请选择至少一种版式。" in refused.content.decode()) == (422, True)


def test_without_scripts_the_answer_leads_back_to_the_files(liu, beijing, media):
    answer = signed_in(liu).post("/reports/npc-report/render/", {"layout": ["zh", "en"]})
    assert (answer.status_code, answer.url) == (302, "/reports/npc-report/#files")


def test_panel_asks_again_only_while_a_file_is_made(liu, beijing, media):
    client = signed_in(liu)
    busy = client.get(PAGES["panel"]).content
    beijing.waiting.delete()
    done = client.get(PAGES["panel"]).content
    assert (b"every 2s" in busy, b"every 2s" in done) == (True, False)


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin", "auditor"])
def test_who_runs_the_system_is_told_that_she_sees_no_content(role, request, beijing, media):
    content = signed_in(request.getfixturevalue(role)).get(PAGES["desk"]).content.decode()
    assert "您负责系统运行，不查看检查内容" in content
    assert "Canary7" not in content


def test_a_desk_without_work_says_so(wang, npcsc):
    assert "今天没有待办" in signed_in(wang).get(PAGES["desk"]).content.decode()


def test_an_unreadable_filter_is_an_error_not_everything(liu, beijing):
    content = signed_in(liu).get("/findings/?kind=nonsense").content.decode()
    assert (beijing.finding.title_zh in content, 'role="alert"' in content) == (False, True)
