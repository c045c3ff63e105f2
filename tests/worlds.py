"""Two inspections with everything under them, and who comes to look: a canary in every text, whose and of which kind."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.enums import BodyKind, Role
from accounts.models import Body, User
from core.attachments import keep
from core.text import Text
from findings.enums import FindingState
from findings.models import CitedDate, Figure, Finding, Lead, ResponsibilityItem, Return, ReturnVersion
from inspections.enums import DelegationState
from inspections.models import Delegation, Draw, Inspection, Letter, Material, Roster, Unit, Visit
from recommendations.enums import RecommendationState
from recommendations.models import Recommendation
from reports.enums import Layout
from reports.models import CheckResult, Edition, GlossaryTerm, Paragraph, Rendering, Report
from tests import make

BODIES = {
    "npcsc": (BodyKind.STANDING_COMMITTEE, "", Text("全国人大常委会", "NPC Standing Committee")),
    "hainan-sc": (BodyKind.STANDING_COMMITTEE, "npcsc", Text("海南省人大常委会", "Hainan Standing Committee")),
    "wenchang-sc": (BodyKind.STANDING_COMMITTEE, "hainan-sc", Text("文昌市人大常委会", "Wenchang Standing Committee")),
    "hunan-sc": (BodyKind.STANDING_COMMITTEE, "npcsc", Text("湖南省人大常委会", "Hunan Standing Committee")),
    "cac": (BodyKind.DEPARTMENT, "", Text("国家网信办", "Cyberspace Administration")),
    "hainan-police": (BodyKind.DEPARTMENT, "", Text("海南省公安厅", "Hainan Police")),
}
CAST = {
    "liu": ("npcsc", Role.STAFF),
    "chen": ("npcsc", Role.SUBGROUP_HEAD),
    "zhang": ("npcsc", Role.GROUP_HEAD),
    "wang": ("npcsc", Role.MEMBER),
    "zhao": ("npcsc", Role.TRANSLATOR),
    "sun": ("npcsc", Role.SECRETARY),
    "fu": ("hainan-sc", Role.STAFF),
    "clerk": ("hainan-sc", Role.PROVINCIAL_OFFICER),
    "signatory": ("hainan-sc", Role.PROVINCIAL_SIGNATORY),
    "wenchang": ("wenchang-sc", Role.STAFF),
    "wenchang_head": ("wenchang-sc", Role.PROVINCIAL_SIGNATORY),
    "hunan": ("hunan-sc", Role.PROVINCIAL_OFFICER),
    "hunan_head": ("hunan-sc", Role.PROVINCIAL_SIGNATORY),
    "cac": ("cac", Role.RESPONSIBLE_BODY),
    "system_admin": ("npcsc", Role.SYSTEM_ADMIN),
    "security_admin": ("npcsc", Role.SECURITY_ADMIN),
    "audit_admin": ("npcsc", Role.AUDIT_ADMIN),
    "auditor": ("npcsc", Role.AUDITOR),
    "superuser": ("", None),
    "leaver": ("npcsc", Role.STAFF),
}
PDF = b"%PDF-1.7 not a real one: "


def body(code: str) -> Body:
    """The body of BODIES under `code`, with those above it."""
    kind, parent, name = BODIES[code]
    known = Body.objects.filter(code=code).first()
    return known or make.make_body(code, kind=kind, parent=body(parent) if parent else None, name=name)


def person(name: str) -> User:
    """Somebody of CAST with her membership; that of `leaver` ended yesterday."""
    if known := User.objects.filter(username=name).first():
        return known
    code, role = CAST[name]
    user = make.make_user(name, is_superuser=not code, is_staff=not code)
    if code:
        ended = timezone.localdate() - timedelta(days=1) if name == "leaver" else None
        make.make_membership(user, body(code), role, until=ended)
    return user


# What follows the canary: in which records it stands. Internal is the name of the unit behind "some units", Result
# what a draw under embargo brought. Request is what a body below was asked, Draft what it writes, Return what it
# submitted, Remark what was noted about it above.
KINDS = (
    "Title", "Inspection", "Drafted", "Finding", "Internal", "Recommendation", "Proposed", "Figure", "Report", "File",
    "Lead", "Roster", "Result", "Request", "Draft", "Return", "Remark",
)  # fmt: skip


@dataclass
class World:
    """One inspection with everything under it; `mark` stands in all its texts, followed by whose text it is."""

    mark: str
    inspection: Inspection
    drafted: Finding
    finding: Finding
    recommendation: Recommendation
    proposed: Recommendation
    figure: Figure
    date: CitedDate
    report: Report
    edition: Edition
    ready: Rendering
    waiting: Rendering
    paragraph: Paragraph
    result: CheckResult
    waived: CheckResult
    term: GlossaryTerm
    visit: Visit
    unit: Unit
    material: Material
    letter: Letter
    lead: Lead
    item: ResponsibilityItem
    roster: Roster
    draw: Draw
    delegation: Delegation  # of which the return is being written
    returned: Return
    submitted: Delegation  # of which a version was submitted
    version: ReturnVersion


def make_world(code: str, organiser: Body, writer: User, addressed: Body, below: Body) -> World:
    mark = f"Canary7{code}"
    title = Text(f"执法检查{mark}Title", f"Inspection {mark}Title")
    inspection = make.make_inspection(organiser, code, mark=f"{mark}Inspection", title=title)
    focus = make.make_focus_point(inspection, mark=f"{mark}Inspection")
    visit = make.make_visit(inspection, "460000", mark=f"{mark}Inspection")
    make.make_visit_day(visit, mark=f"{mark}Inspection")
    unit = make.make_unit(
        inspection, mark=f"{mark}Inspection", visit=visit, record="",
        name=Text(f"受检单位{mark}Internal", f"Unit {mark}Internal"),
    )  # fmt: skip
    paper = keep(PDF + f"{mark}Inspection".encode(), name="material.pdf", media_type="application/pdf")
    material = make.make_material(inspection, mark=f"{mark}Inspection", visit=visit, attachment=paper)
    letter = make.make_letter(inspection, mark=f"{mark}Inspection")
    make.make_decision(inspection, mark=f"{mark}Inspection", recorded_by=writer)
    make.make_survey_answer(inspection, mark=f"{mark}Inspection")
    make.make_deadline(inspection, mark=f"{mark}Inspection")
    item = make.make_item(inspection, mark=f"{mark}Inspection", focus_point=focus)
    make.make_answer(item, visit, mark=f"{mark}Inspection", written_by=writer)
    lead = make.make_lead(inspection, f"{code}-lead", mark=f"{mark}Lead", written_by=writer)
    roster = make.make_roster(inspection, f"{code}-roster", mark=f"{mark}Roster")
    draw = make.make_draw(roster, f"{code}-draw", mark=f"{mark}Inspection", result=f"{mark}Result", cleared=(writer,))
    for state in ("planned", "committed"):
        make.make_draw(
            roster,
            f"{code}-{state}",
            mark=f"{mark}Inspection",
            state=state,
            cleared=(writer,),
            reason=f"{mark}Inspection",
        )
    make.make_participant(inspection, mark=f"{mark}Inspection")
    drafted = make.make_finding(
        inspection, f"{code}-drafted", mark=f"{mark}Drafted", by=writer, state=FindingState.DRAFT, focus_point=focus
    )
    finding = make.make_finding(
        inspection,
        f"{code}-finding",
        mark=f"{mark}Finding",
        by=writer,
        focus_point=focus,
        actor_internal=f"{mark}Internal",
    )
    figure = make.make_figure(
        inspection, "cases", mark=f"{mark}Figure", noun=Text(f"案件{mark}Figure", f"case{mark}Figure")
    )
    figure.findings.add(finding)
    date = make.make_date(inspection, "presented", mark=f"{mark}Figure")
    recommendation = make.make_recommendation(
        inspection,
        f"{code}-recommendation",
        mark=f"{mark}Recommendation",
        answers=(finding, drafted),
        to=(addressed,),
        state=RecommendationState.ASSIGNED,
    )
    proposed = make.make_recommendation(
        inspection, f"{code}-proposed", mark=f"{mark}Proposed", to=(addressed,), state=RecommendationState.IN_REPORT
    )
    report = make.make_report(inspection, f"{code}-report", mark=f"{mark}Report")
    section = report.sections.last()
    cites = Text("共立案{{ fig:cases }}，{{ date:presented }}报告。", "In all {{ fig:cases }}, {{ date:presented }}.")
    paragraph = make.make_paragraph(section, cites, findings=(finding,))
    edition = make.make_edition(report, by=writer)
    ready = make.make_rendering(edition, Layout.ZH, pdf=PDF + f"{mark}File".encode())
    waiting = make.make_rendering(edition, Layout.FACING)
    check = make.make_check(report)
    result, waived = make.make_result(check, mark=f"{mark}Report"), make.make_result(check, mark=f"{mark}Report 2")
    make.make_waiver(waived, mark=f"{mark}Report")
    request = make.make_request(inspection, f"{code}-request", mark=f"{mark}Request")
    delegation = make.make_delegation(inspection, below, mark=f"{mark}Request", request=request)
    returned = make.make_return(delegation, mark=f"{mark}Draft")
    submitted = make.make_delegation(
        inspection, below, mark=f"{mark}Request", request=request, state=DelegationState.SUBMITTED
    )
    version = make.make_version(make.make_return(submitted, mark=f"{mark}Return"))
    make.make_remark(version, writer, mark=f"{mark}Remark")
    return World(
        mark, inspection, drafted, finding, recommendation, proposed, figure, date, report, edition, ready, waiting,
        paragraph, result, waived, make.make_term(f"{code}-term"), visit, unit, material, letter, lead, item, roster,
        draw, delegation, returned, submitted, version,
    )  # fmt: skip


def make_beijing() -> World:
    return make_world("npc", body("npcsc"), person("liu"), body("cac"), body("hunan-sc"))


def make_hainan() -> World:
    return make_world("hainan", body("hainan-sc"), person("fu"), body("hainan-police"), body("wenchang-sc"))


# --- Who saw what ----------------------------------------------------------------------------------------------------

CANARY = re.compile(rf"Canary7(npc|hainan)({'|'.join(KINDS)})")


def canaries(text: str) -> set[tuple[str, str]]:
    """(world, kind) of every canary in `text`."""
    return set(CANARY.findall(text))


def link(beijing: World, hainan: World) -> None:
    """Links between the worlds in every relation there is: none of them may be a way from one to the other."""
    for ours, theirs in ((beijing, hainan), (hainan, beijing)):
        ours.recommendation.answers.add(theirs.finding, theirs.drafted)
        ours.figure.findings.add(theirs.finding)
        for paragraph in ours.report.sections.last().paragraphs.all():
            paragraph.findings.add(theirs.finding)
            paragraph.recommendations.add(theirs.recommendation)
