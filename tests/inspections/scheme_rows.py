"""One row for each part of a scheme."""

from datetime import date, timedelta
from typing import Any

from core.text import Text
from inspections.models import (
    Briefing,
    Commission,
    Delegation,
    Inspection,
    Meeting,
    Method,
    SampleStratum,
    SubGroup,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
)
from tests import make


def _row(model: Any, **given: Any) -> Any:
    return model.objects.create(**make.written(model, **given))


def add_article(inspection: Inspection, **given: Any) -> Any:
    article = make.make_article(next(make.numbers), **given)
    inspection.instruments.add(article.instrument)
    return article


def add_sub_group(inspection: Inspection, **given: Any) -> SubGroup:
    return _row(SubGroup, inspection=inspection, number=next(make.numbers), **given)


def add_member(inspection: Inspection, **given: Any) -> Any:
    given.setdefault("sub_group", add_sub_group(inspection))
    body = make.make_body(f"body-{next(make.numbers)}")
    return make.make_participant(inspection, institution=body, leads_sub_group=True, **given)


def add_visit(inspection: Inspection, **given: Any) -> Any:
    given.setdefault("sub_group", add_sub_group(inspection))
    given = {"starts": "2017-09-04", "ends": "2017-09-08", "precision": "day", "record": "", **given}
    return make.make_visit(inspection, f"9{next(make.numbers):05}", no_record_reason="", **given)


def add_day(inspection: Inspection, **given: Any) -> Any:
    """The next day of the visit, from its first one on."""
    visit = given.pop("visit", None) or add_visit(inspection)
    day = date(2017, 9, 4) + timedelta(days=visit.days.count())
    return make.make_visit_day(visit, **{"day": day, **given})


def add_unit(inspection: Inspection, **given: Any) -> Any:
    visit = given.pop("visit", None) or add_visit(inspection)
    return make.make_unit(inspection, visit=visit, locality=visit.locality, checked_on="2017-09-04", **given)


def add_meeting(inspection: Inspection, **given: Any) -> Meeting:
    given = {"order": next(make.numbers), "kind": "plenary", "starts": "2017-09-04", "precision": "day", **given}
    meeting = _row(Meeting, inspection=inspection, **given)
    for order, form in enumerate(("oral", "written"), start=1):
        body = make.make_body(f"body-{next(make.numbers)}")
        Briefing.objects.create(meeting=meeting, body=body, form=form, order=order)
    return meeting


def add_material(inspection: Inspection, **given: Any) -> Any:
    body = make.make_body(f"body-{next(make.numbers)}")
    return make.make_material(
        inspection,
        sender=body,
        meeting=add_meeting(inspection),
        visit=add_visit(inspection),
        on_paper_only=True,
        **given,
    )


def add_commission(inspection: Inspection, **given: Any) -> Commission:
    body = make.make_body(f"body-{next(make.numbers)}")
    values = {"order": next(make.numbers), "kind": "survey", **given}
    return _row(Commission, inspection=inspection, body=body, **values)


def add_stratum(inspection: Inspection, **given: Any) -> SampleStratum:
    commission = given.pop("commission", None) or add_commission(inspection)
    return _row(SampleStratum, commission=commission, order=next(make.numbers), dimension="kind", size=20, **given)


def add_survey(inspection: Inspection, **given: Any) -> Survey:
    commission = given.pop("commission", None)
    if commission is None or Survey.objects.filter(commission=commission).exists():
        commission = add_commission(inspection)
    return _row(Survey, commission=commission, **given)


def add_question(inspection: Inspection, **given: Any) -> SurveyQuestion:
    survey = given.pop("survey", None) or add_survey(inspection)
    return _row(SurveyQuestion, survey=survey, order=next(make.numbers), **given)


def add_answer(inspection: Inspection, **given: Any) -> SurveyAnswer:
    question = given.pop("question", None) or add_question(inspection)
    answer = _row(SurveyAnswer, question=question, order=next(make.numbers), base="respondents", **given)
    make.make_figure(inspection, kind="percent", unit="percent", noun=Text(), value="63.5", answer=answer)
    return answer


def add_delegation(inspection: Inspection, **given: Any) -> Delegation:
    body = make.make_body(f"body-{next(make.numbers)}")
    return _row(Delegation, inspection=inspection, body=body, order=next(make.numbers), **given)


ROWS = {
    "instruments": lambda inspection: add_article(inspection).instrument,
    "articles": add_article,
    "focus": make.make_focus_point,
    "methods": lambda inspection: _row(Method, inspection=inspection, order=next(make.numbers)),
    "sub_groups": lambda inspection: add_member(inspection).sub_group,
    "members": add_member,
    "visits": add_visit,
    "days": add_day,
    "units": add_unit,
    "meetings": add_meeting,
    "materials": add_material,
    "commissions": add_commission,
    "strata": add_stratum,
    "surveys": add_survey,
    "questions": add_question,
    "answers": add_answer,
    "delegations": add_delegation,
    "deadlines": make.make_deadline,
}


def add_one_of_each(inspection: Inspection) -> None:
    for add in ROWS.values():
        add(inspection)
