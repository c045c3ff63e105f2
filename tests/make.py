"""Rows for tests: plain functions, no surprises. What a test does not name is filled with something ordinary.

`mark` is a canary: it stands in every text a person could have written, whatever texts a model has or will have.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.enums import BodyKind, Role
from accounts.models import Body, Locality, Membership, User
from core.attachments import keep
from core.text import Text
from findings.enums import EvidenceKind, FindingKind, FindingState
from findings.models import (
    CitedDate,
    Evidence,
    Figure,
    Finding,
    Lead,
    ResponsibilityAnswer,
    ResponsibilityItem,
    Return,
    ReturnRemark,
    ReturnSection,
    ReturnVersion,
)
from findings.queries.returning import frozen
from findings.returns.content import digest_of
from inspections.asking.store import digest_of as digest_of_form
from inspections.drawing import protocol
from inspections.drawing.certificate import certificate_of
from inspections.enums import DelegationState, DrawState
from inspections.models import (
    Article,
    Commission,
    Deadline,
    Decision,
    Delegation,
    Draw,
    FocusPoint,
    Inspection,
    Instrument,
    Letter,
    Material,
    Participant,
    Person,
    Request,
    RequestColumn,
    RequestQuestion,
    RequestSection,
    Roster,
    RosterRow,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    Unit,
    Visit,
    VisitDay,
)
from inspections.queries.asking import form_of
from inspections.queries.rosters import plan_of, rows_of_draw
from inspections.sealing import seal
from recommendations.models import Addressee, Recommendation
from reports.actions.editions import freeze_report
from reports.enums import CheckKind, CheckSeverity, CheckState, Layout, RenderingState
from reports.models import CheckResult, CheckRun, Edition, GlossaryTerm, Paragraph, Rendering, Report, Section, Waiver

PASSWORD = "旭日东升-2017-keep"
SHORTEST_TEXT = 40  # shorter columns hold keys and counters, no prose
NOT_PROSE = {"code", "digest", "password", "username", "void_reason", "announced_digest", "payload_digest"}


LOW = 1_000  # above every number that a test itself gives, so that the two never meet nor change places
HIGH = 16_000  # half of what a small integer holds


class Numbers:
    """1001, 1002 …, for all tests of a run; between two of them it begins anew before the smallest columns are full."""

    def __init__(self) -> None:
        self.last = LOW

    def __iter__(self) -> "Numbers":
        return self

    def __next__(self) -> int:
        self.last += 1
        return self.last

    def begin_anew(self) -> None:
        if self.last > HIGH:
            self.last = LOW


numbers = Numbers()


def texts_of(model: type[models.Model]) -> list[models.Field]:
    """The columns of `model` that hold what a person wrote."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, models.SlugField | models.JSONField)
        and field.name not in NOT_PROSE
        and (field.max_length is None or field.max_length >= SHORTEST_TEXT)
    ]


def written(model: type[models.Model], mark: str = "", **given: object) -> dict[str, object]:
    """Values for every text of `model`: an ordinary word, with `mark` behind it; `given` wins. Nothing is void."""
    words = {field.name: f"{'文字' if field.name.endswith('_zh') else 'words'}{mark}" for field in texts_of(model)}
    for name in [name for name, value in given.items() if isinstance(value, Text)]:
        text = given.pop(name)
        given |= {f"{name}_zh": text.zh, f"{name}_en": text.en}
    return {**words, **given}


# --- People and bodies -----------------------------------------------------------------------------------------------


def make_body(code: str, *, kind: str = BodyKind.STANDING_COMMITTEE, parent: Body | None = None, **given) -> Body:
    return Body.objects.create(code=code, kind=kind, parent=parent, **written(Body, name_zh=code, **given))


def make_user(username: str, *memberships: tuple[Body, Role], password: str = "", **given) -> User:
    user = User(username=username, **{"name_zh": username, "name_en": username.title(), **given})
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    for body, role in memberships:
        make_membership(user, body, role)
    return user


def make_membership(user: User, body: Body, role: Role, **given) -> Membership:
    yesterday = timezone.localdate() - timedelta(days=1)
    return Membership.objects.create(user=user, body=body, role=role, **{"since": yesterday, **given})


# --- The records of an inspection ------------------------------------------------------------------------------------


def make_inspection(organiser: Body, code: str = "", *, mark: str = "", **given) -> Inspection:
    return Inspection.objects.create(
        code=code or f"inspection-{next(numbers)}",
        organiser=organiser,
        **written(Inspection, mark, **{"year": 2017, **given}),
    )


def make_focus_point(inspection: Inspection, *, mark: str = "", **given) -> FocusPoint:
    values = {"order": next(numbers), **given}
    return FocusPoint.objects.create(inspection=inspection, **written(FocusPoint, mark, **values))


def make_visit(inspection: Inspection, code: str, *, mark: str = "", **given) -> Visit:
    locality, _ = Locality.objects.get_or_create(
        code=code, defaults=written(Locality, kind="province", name_zh=code, name_en=code)
    )
    return Visit.objects.create(
        inspection=inspection, locality=locality, **written(Visit, mark, **{"order": next(numbers), **given})
    )


def make_participant(inspection: Inspection, *, mark: str = "", **given) -> Participant:
    number = next(numbers)
    person = Person.objects.create(code=f"person-{number}", **written(Person, mark))
    values = {"order": number, "capacity": "group_member", **given}
    return Participant.objects.create(inspection=inspection, person=person, **written(Participant, mark, **values))


def make_visit_day(visit: Visit, **given) -> VisitDay:
    mark = given.pop("mark", "")
    return VisitDay.objects.create(visit=visit, **written(VisitDay, mark, **{"day": "2017-09-01", **given}))


def make_unit(inspection: Inspection, *, mark: str = "", **given) -> Unit:
    values = {"order": next(numbers), **given}
    return Unit.objects.create(inspection=inspection, **written(Unit, mark, **values))


def make_material(inspection: Inspection, *, mark: str = "", **given) -> Material:
    values = {"order": next(numbers), "kind": "self_inspection", **given}
    return Material.objects.create(inspection=inspection, **written(Material, mark, **values))


def make_letter(inspection: Inspection, *, mark: str = "", **given) -> Letter:
    values = {"kind": "notice", "number": f"常办〔2017〕{next(numbers)}号{mark}", "issued_on": "2017-08-01", **given}
    return Letter.objects.create(inspection=inspection, **written(Letter, mark, **values))


def make_decision(inspection: Inspection, *, mark: str = "", **given) -> Decision:
    values = {"subject": "plan", "outcome": "approved", "held_on": "2017-03-01", **given}
    return Decision.objects.create(inspection=inspection, **written(Decision, mark, **values))


def make_deadline(inspection: Inspection, *, mark: str = "", **given) -> Deadline:
    values = {"kind": "report", "due": "2017-12-01", **given}
    return Deadline.objects.create(inspection=inspection, **written(Deadline, mark, **values))


def make_article(number: int = 21, *, instrument: Instrument | None = None, **given) -> Article:
    """An article of `instrument`; without one, of a law made for it."""
    if instrument is None:
        code = f"law-{next(numbers)}"
        instrument = Instrument.objects.create(
            code=code, kind="law", state="in_force", **written(Instrument, title=Text(f"法律{code}", f"Law {code}"))
        )
    return Article.objects.create(instrument=instrument, number=number, **written(Article, **given))


def make_survey_answer(inspection: Inspection, *, mark: str = "", **given) -> SurveyAnswer:
    """An answer with its question, its survey and who was asked to hold it; its share is not stated."""
    body = make_body(f"pollster-{next(numbers)}")
    values = {"order": next(numbers), "kind": "survey", "body": body}
    commission = Commission.objects.create(inspection=inspection, **written(Commission, mark, **values))
    survey = Survey.objects.create(commission=commission, **written(Survey, mark))
    question = SurveyQuestion.objects.create(survey=survey, **written(SurveyQuestion, mark, order=1))
    return SurveyAnswer.objects.create(question=question, **written(SurveyAnswer, mark, **{"order": 1, **given}))


# --- Draws -----------------------------------------------------------------------------------------------------------


def make_roster(inspection: Inspection, code: str = "", *, rows: int = 6, mark: str = "", **given) -> Roster:
    """A roster of `rows` units: half of them portals, half business systems, all in one place."""
    number = next(numbers)
    values = {"kind": "units", "digest": f"{number:064x}", "size": rows, **given}
    values.setdefault("counts", {"150000|portal": rows // 2, "150000|system": rows - rows // 2})
    roster = Roster.objects.create(
        inspection=inspection, code=code or f"roster-{number}", **written(Roster, mark, **values)
    )
    RosterRow.objects.bulk_create(
        RosterRow(
            roster=roster,
            position=position,
            ident=f"U{position:03}",
            name=f"单位{position}{mark}",
            place="150000",
            kind="portal" if position <= rows // 2 else "system",
        )
        for position in range(1, rows + 1)
    )
    return roster


def make_draw(
    roster: Roster,
    code: str = "",
    *,
    mark: str = "",
    result: str = "",
    cleared: tuple[User, ...] = (),
    secret: bytes = bytes(32),
    **given,
) -> Draw:
    """A draw of one portal that was made and is under embargo, or, with `state`, stands before that; it is a real one.

    `result` is a canary in what it brought.
    """
    number = next(numbers)
    values = {
        "number": number,
        "plan": {"strata": ["place", "kind"], "quota": {"150000|portal": 1}},
        "embargo_until": timezone.now() + timedelta(days=1),
        "reason": "",
        "public_value": "",
        **given,
    }
    state = values.pop("state", DrawState.DRAWN)
    draw = Draw.objects.create(
        inspection=roster.inspection, roster=roster, code=code or f"draw-{number}", **written(Draw, mark, **values)
    )
    draw.cleared.set(cleared)
    if state == DrawState.PLANNED:
        return draw
    (rows, inspectors), plan, now = rows_of_draw(draw), plan_of(draw), timezone.now()
    draw.commitment = protocol.commit(rows, plan, secret, inspectors, draw.public_source)
    draw.state, draw.sealed, draw.committed = DrawState.COMMITTED, seal(secret, draw.code), now
    draw.committed_by = User.objects.order_by("pk").first()
    draw.save()
    if state == DrawState.COMMITTED:
        return draw
    drawn = protocol.draw(rows, plan, secret, "7 3 5", draw.commitment, inspectors)
    draw.state = state
    draw.save()
    if state == DrawState.DRAWN:
        certificate = {**certificate_of(draw.commitment, secret, drawn, rows, inspectors), "note": result}
        for stratum, idents in drawn.drawn.items():
            for rank, ident in enumerate(idents, start=1):
                row = roster.rows.get(ident=ident)
                people = drawn.pairs.get(ident, [])
                draw.tickets.create(stratum=stratum, rank=rank, row=row, reason=result, inspectors=people)
        draw.public_value, draw.certificate, draw.drawn = drawn.public_value, certificate, now
        draw.drawn_by = draw.committed_by
        draw.save()
    return draw


# --- Findings --------------------------------------------------------------------------------------------------------


def make_lead(inspection: Inspection, code: str = "", *, mark: str = "", **given) -> Lead:
    number = next(numbers)
    values = {"ref": f"L{number}", "channel": "letter", "received_on": "2017-09-01", **given}
    return Lead.objects.create(inspection=inspection, code=code or f"lead-{number}", **written(Lead, mark, **values))


def make_item(inspection: Inspection, *, mark: str = "", **given) -> ResponsibilityItem:
    values = {"order": next(numbers), **given}
    values.setdefault("article", make_article())
    return ResponsibilityItem.objects.create(inspection=inspection, **written(ResponsibilityItem, mark, **values))


def make_answer(item: ResponsibilityItem, visit: Visit, *, mark: str = "", **given) -> ResponsibilityAnswer:
    values = {"answer": "partly", **given}
    return ResponsibilityAnswer.objects.create(item=item, visit=visit, **written(ResponsibilityAnswer, mark, **values))


def make_finding(
    inspection: Inspection,
    code: str = "",
    *,
    mark: str = "",
    by: User | None = None,
    evidence: bool = True,
    state: str = FindingState.RECORDED,
    **given,
) -> Finding:
    number = next(numbers)
    values = {"ref": f"F{number}", "order": number, "kind": FindingKind.PROBLEM, "state": state, "written_by": by}
    finding = Finding.objects.create(
        code=code or f"finding-{number}", inspection=inspection, **written(Finding, mark, **{**values, **given})
    )
    if evidence:
        make_evidence(finding, mark=mark)
    return finding


def make_evidence(finding: Finding, *, mark: str = "", **given) -> Evidence:
    values = {"order": next(numbers), "kind": EvidenceKind.INSPECTION, **given}
    return Evidence.objects.create(finding=finding, **written(Evidence, mark, **values))


def make_figure(inspection: Inspection, code: str = "", *, mark: str = "", **given) -> Figure:
    number = next(numbers)
    values = {"ref": f"N{number}", "order": number, "kind": "cardinal", "value": 12, "unit": "case_tried", **given}
    return Figure.objects.create(
        inspection=inspection,
        code=code or f"figure-{number}",
        **written(Figure, mark, **{"starts": "2017-01-01", "precision": "year", **values}),
    )


def make_date(inspection: Inspection, code: str, *, mark: str = "", **given) -> CitedDate:
    number = next(numbers)
    values = {"ref": f"D{number}", "order": number, "starts": "2017-12-24", "precision": "day", **given}
    return CitedDate.objects.create(inspection=inspection, code=code, **written(CitedDate, mark, **values))


def make_recommendation(
    inspection: Inspection,
    code: str = "",
    *,
    mark: str = "",
    answers: tuple[Finding, ...] = (),
    to: tuple[Body, ...] = (),
    **given,
) -> Recommendation:
    number = next(numbers)
    values = {"ref": f"R{number}", "order": number, **given}
    row = Recommendation.objects.create(
        inspection=inspection, code=code or f"recommendation-{number}", **written(Recommendation, mark, **values)
    )
    row.answers.set(answers)
    for order, body in enumerate(to, start=1):
        Addressee.objects.create(recommendation=row, body=body, order=order, **written(Addressee, mark))
    return row


# --- Delegations and returns -----------------------------------------------------------------------------------------

# What the ordinary request asks: one section of each kind.
ASKED = {
    "overview": "text", "outline": "questions", "cases": "figures", "problems": "findings", "duties": "duties",
    "papers": "files",
}  # fmt: skip


def make_request(inspection: Inspection, code: str = "", *, mark: str = "", fixed: bool = True, **given) -> Request:
    """A request with one section of each kind of ASKED: two questions, two columns and three rows of figures of which
    two are the parts of the first, one line of the responsibility list, one file."""
    row = Request.objects.create(
        inspection=inspection, code=code or f"request-{next(numbers)}", **written(Request, mark, **given)
    )
    for order, (key, kind) in enumerate(ASKED.items(), start=1):
        section = RequestSection.objects.create(
            request=row, key=key, **written(RequestSection, mark, order=order, kind=kind, required=key == "overview")
        )
        _make_questions(section, mark)
    if fixed:
        row.fixed_at, row.digest = timezone.now(), digest_of_form(form_of(row))
        row.save()
    return row


def _make_questions(section: RequestSection, mark: str) -> None:
    def ask(order: int, key: str, kind: str, **given) -> RequestQuestion:
        values = written(RequestQuestion, mark, order=order, kind=kind, **given)
        return RequestQuestion.objects.create(section=section, key=key, **values)

    if section.kind == "questions":
        ask(1, "organised", "text")
        ask(2, "reported", "yes_no")
    if section.kind == "figures":
        for order, year in enumerate((2016, 2017), start=1):
            RequestColumn.objects.create(
                section=section, order=order, key=f"y{year}", starts=f"{year}-01-01", ends=f"{year}-12-31",
                **written(RequestColumn, mark, title=Text(f"{year}年{mark}", f"{year}{mark}")),
            )  # fmt: skip
        whole = ask(1, "all", "figure", unit="case_tried")
        for order, key in enumerate(("solved", "open"), start=2):
            ask(order, key, "figure", unit="case_tried", part_of=whole, parts_complete=True)
    if section.kind == "duties":
        ask(1, "publicity", "duty")
    if section.kind == "files":
        ask(1, "statistics", "file")


def make_delegation(
    inspection: Inspection, body: Body | None, *, mark: str = "", request: Request | None = None, **given
) -> Delegation:
    """`body` was entrusted and is writing its return, unless `given` says otherwise."""
    values = {"order": next(numbers), "state": DelegationState.DRAFTING, "due": timezone.localdate(), **given}
    return Delegation.objects.create(
        inspection=inspection, body=body, request=request, **written(Delegation, mark, **values)
    )


def make_return(delegation: Delegation, *, mark: str = "", finished: bool = True) -> Return:
    """What the body writes in answer to the request of make_request: something in every section but the files."""
    row = Return.objects.create(delegation=delegation)
    words = {
        "overview": {"p1": f"本地区开展了执法检查{mark}。", "p2": f"共立案12件{mark}。"},
        "outline": {"organised": f"由主任会议组织{mark}", "reported": "yes"},
        "cases": {"all.y2016": "9件", "solved.y2016": "5件", "open.y2016": "4件", "all.y2017": "12件"},
        "problems": {
            "rows": ["a"], "a.kind": "problem", "a.title": f"有的单位未备案{mark}", "a.facts": f"查了13家{mark}。",
            "a.counted": "9", "a.counted_of": "13", "a.word": "多数",
        },
        "duties": {"publicity.answer": "partly", "publicity.note": f"尚不经常{mark}"},
        "papers": {},
    }  # fmt: skip
    assert delegation.request is not None
    for section in delegation.request.sections.all():
        ReturnSection.objects.create(
            returned=row, section=section, content=words.get(section.key, {}), finished=finished, version=1
        )
    return row


def make_version(returned: Return, *, submitted: bool = True, number: int = 1, **given) -> ReturnVersion:
    """The draft of `returned` as it was signed, and submitted."""
    content = frozen(returned, number=number)
    receipt = {"receipt": f"{returned.code}-{number}", "submitted_at": timezone.now()} if submitted else {}
    return ReturnVersion.objects.create(
        returned=returned,
        number=number,
        content=content,
        digest=digest_of(content),
        request_digest=content["request_digest"],
        **{"signed_name": "某人", **receipt, **given},
    )


def make_remark(version: ReturnVersion, by: User, *, mark: str = "", **given) -> ReturnRemark:
    values = {"address": "overview.p1", "kind": "note", "text": f"请核实{mark}", **given}
    return ReturnRemark.objects.create(version=version, written_by=by, **values)


# --- Reports ---------------------------------------------------------------------------------------------------------


def make_report(inspection: Inspection, code: str = "", *, mark: str = "", sections: bool = True, **given) -> Report:
    """A report with an opening, one part, one item and a paragraph in each."""
    report = Report.objects.create(
        code=code or f"report-{next(numbers)}", inspection=inspection, **written(Report, mark, **given)
    )
    if sections:
        opening = Section.objects.create(report=report, order=1)
        part = make_section(report, mark=mark)
        item = make_section(report, parent=part, mark=mark)
        for section in (opening, part, item):
            make_paragraph(section, mark=mark)
    return report


def make_section(report: Report, *, parent: Section | None = None, mark: str = "", **given) -> Section:
    values = {"order": next(numbers) + 1, **given}
    return Section.objects.create(report=report, parent=parent, **written(Section, mark, **values))


def make_paragraph(section: Section, text: Text | None = None, *, mark: str = "", findings=()) -> Paragraph:
    given = {"text": text} if text else {}
    row = Paragraph.objects.create(section=section, **written(Paragraph, mark, order=next(numbers), **given))
    row.findings.set(findings)
    return row


def make_edition(report: Report, *, by: User | None = None) -> Edition:
    """The frozen report, exactly as the action freezes it."""
    return freeze_report(report=report, by=by)


def make_rendering(edition: Edition, layout: str = Layout.ZH, *, pdf: bytes = b"", **given) -> Rendering:
    """A file of `edition`: waiting for a worker, or ready when `pdf` are its bytes."""
    ready = {}
    if pdf:
        kept = keep(pdf, name=f"{edition.report.code}-{edition.number}.pdf", media_type="application/pdf")
        ready = {"state": RenderingState.READY, "attachment": kept, "pages": 1}
    values = {"variant": settings.ZHIJIAN_PDF_VARIANT, **ready, **given}
    return Rendering.objects.create(edition=edition, layout=layout, **values)


def make_check(report: Report, *, state: str = CheckState.DONE, **given) -> CheckRun:
    """A check of `report` that ended well and found nothing yet."""
    ended = {"finished": timezone.now()} if state == CheckState.DONE else {}
    return CheckRun.objects.create(report=report, **{"state": state, **ended, **given})


def make_result(run: CheckRun, *, mark: str = "", **given) -> CheckResult:
    """Something a check found in the last paragraph of its report: 13 in the Chinese, 12 in the English."""
    section = run.report.sections.last()
    place = f"s{section.order}-p{section.paragraphs.last().order}" if section else "title"
    values = {
        "order": next(numbers),
        "kind": CheckKind.VALUE,
        "severity": CheckSeverity.ERROR,
        "place": Text(place, place),
        "text": Text(f"共13个系统{mark}。", f"In all 12 systems {mark}."),
        "reading": Text("13个", "12"),
        "start_zh": 1,
        "end_zh": 4,
        "start_en": 7,
        "end_en": 9,
        **given,
    }
    result = CheckResult(run=run, **written(CheckResult, mark, **values))
    result.wording = result.digest_of_wording()
    result.save()
    return result


def make_waiver(result: CheckResult, *, mark: str = "", **given) -> Waiver:
    """Lets `result` stand."""
    values = {"kind": result.kind, "wording": result.wording, "by_name": "某人", **given}
    return Waiver.objects.create(report=result.run.report, **written(Waiver, mark, **values))


def make_term(code: str = "", **given) -> GlossaryTerm:
    """A term of the glossary, in use since always; it carries no mark, as it is no inspection's."""
    number = next(numbers)
    values = {"group": "other", "zh": f"术语{number}", "en": f"term {number}", **given}
    return GlossaryTerm.objects.create(code=code or f"term-{number}", **values)
