"""Who was commissioned: tests, surveys, evaluations, experts; the sample, and what a survey asked and was answered."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.spoken import in_both
from core.templatetags.quantities import written
from core.text import Text
from inspections.enums import CommissionKind, ShareBase, StratumDimension
from inspections.models import Commission, Inspection, SampleStratum, Survey, SurveyAnswer, SurveyQuestion
from inspections.queries import registers
from inspections.scheme.basics import THIRD
from inspections.scheme.days import WithPeriod, dates_of, period, settle, wrong_order
from inspections.scheme.fields import OneOfOurs, Pick, choice, day, number, pair, text, yes_no
from inspections.scheme.form import RowForm
from inspections.scheme.group import new_body
from inspections.scheme.part import FIELD_WORK, Column, Part, Sight
from inspections.scheme.visits import period_of


def commission_name(row: Commission) -> Text:
    kind = in_both(CommissionKind(row.kind).label)
    return Text(f"{row.body.name.zh} · {kind.zh}", f"{row.body.name.best('en')} · {kind.en}")


def commission_choice(*kinds: str) -> OneOfOurs:
    def rows(inspection: Inspection) -> QuerySet:
        found = inspection.commissions.select_related("body")
        return found.filter(kind__in=kinds) if kinds else found

    return OneOfOurs(pgettext_lazy("one", "第三方委托"), rows, commission_name, required=True)


class CommissionForm(WithPeriod, RowForm):
    kind = choice(pgettext_lazy("sort", "种类"), CommissionKind)
    body = Pick(gettext_lazy("受托机构"), registers.bodies, new="new", required=True, max_length=120)
    name_en = text(gettext_lazy("机构英文名称"), 120, required=False, help_text=gettext_lazy("新登记的机构填写。"))
    new = yes_no(gettext_lazy("新登记：名录中没有这个机构"))
    bodies_open = yes_no(gettext_lazy("还有其他机构参加（“等”）"))
    task_zh, task_en = pair(gettext_lazy("任务"), rows=3)
    scope_zh, scope_en = pair(gettext_lazy("范围"), required=False, rows=3)
    starts, ends, precision = period(gettext_lazy("开始日期"), gettext_lazy("结束日期"))
    selected_by_zh, selected_by_en = pair(gettext_lazy("选取方式"), 160, required=False)
    blind = yes_no(gettext_lazy("运营单位事先不知情"))
    contract_number = text(gettext_lazy("委托合同编号"), 60, required=False)
    deliverable_zh, deliverable_en = pair(gettext_lazy("成果"), 160, required=False)
    accepted_on = day(gettext_lazy("验收日期"))
    beside = (
        ("body", "name_en"),
        ("new", "bodies_open"),
        ("starts", "ends", "precision"),
        ("contract_number", "accepted_on"),
    )


class Commissions(Part):
    key, group, title = "commissions", THIRD, pgettext_lazy("many", "第三方委托")
    one = pgettext_lazy("one", "第三方委托")
    hint = gettext_lazy("检测、问卷调查、评估、专家参与")
    icon = "handshake"
    model, form = Commission, CommissionForm
    alike = ("kind", "body_id", "task_zh", "scope_zh", "starts", "ends")
    until = FIELD_WORK
    late = ("contract_number", "deliverable_zh", "deliverable_en", "accepted_on")
    related = ("body",)
    fetched = ("strata",)
    columns = (
        Column(gettext_lazy("任务"), lambda row, sight: row.task),
        Column(pgettext_lazy("when", "时间"), period_of),
        Column(gettext_lazy("样本数"), lambda row, sight: sample_of(row), "number"),
        Column(gettext_lazy("验收日期"), lambda row, sight: row.accepted_on),
    )
    children = ("strata", "surveys")

    def name(self, row: Any, sight: Sight) -> Any:
        return commission_name(row)

    def enter(self, row: Any, values: Mapping[str, Any], by: Any) -> Mapping[str, Any]:
        if "body" not in values:
            return values
        return {**values, "body": new_body(values["body"], by, name_en=values.get("name_en", ""))}

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        before = dates_of(row)
        super().assign(row, values)
        settle(row, before)

    def check(self, row: Any) -> dict[str, str]:
        faults = wrong_order(row)
        if row.accepted_on and row.starts and row.accepted_on < row.starts:
            faults["accepted_on"] = _("验收日期不能早于开始日期。")
        return faults


def sample_of(row: Commission) -> Any:
    """The sum of each dimension, which divides the same sample in its own way: said once where they agree."""
    sums: dict[str, int] = {}
    for stratum in row.strata.all():
        sums[stratum.dimension] = sums.get(stratum.dimension, 0) + stratum.size
    return " ≠ ".join(str(size) for size in sorted(set(sums.values()))) if sums else ""


class StratumForm(RowForm):
    commission = commission_choice()
    dimension = choice(gettext_lazy("怎样分层"), StratumDimension)
    locality = Pick(gettext_lazy("地区"), registers.localities, help_text=gettext_lazy("按地区分层的填写。"))
    size = number(gettext_lazy("样本数"), low=0, high=100_000_000, required=True)
    kind_zh, kind_en = pair(gettext_lazy("类别"), 80, required=False, help_text=gettext_lazy("按类别分层的填写。"))
    beside = (("commission", "dimension"), ("locality", "size"))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if (
            values.get("dimension") == StratumDimension.PLACE
            and not values.get("locality")
            and "locality" not in self.errors
        ):
            self.add_error("locality", _("请填写地区。"))
        if values.get("dimension") == StratumDimension.KIND and not values.get("kind_zh"):
            self.add_error("kind_zh", _("请填写类别。"))
        return values


class Strata(Part):
    key, group, title, one = "strata", THIRD, pgettext_lazy("many", "样本"), pgettext_lazy("one", "样本分层")
    hint = gettext_lazy("按地区或类别抽取多少")
    icon = "chart-pie"
    model, form = SampleStratum, StratumForm
    alike = ("dimension", "locality_id", "kind_zh")
    path, parent = "commission__inspection", "commission"
    until = FIELD_WORK
    keys = ("commission__order", "order")
    related = ("commission__body", "locality")
    columns = (
        Column(pgettext_lazy("one", "第三方委托"), lambda row, sight: commission_name(row.commission), "above"),
        Column(gettext_lazy("怎样分层"), lambda row, sight: row.get_dimension_display()),
        Column(gettext_lazy("样本数"), lambda row, sight: row.size, "number"),
    )

    def name(self, row: Any, sight: Sight) -> Any:
        return row.locality.name if row.locality else row.kind


# --- Surveys ----------------------------------------------------------------------------------------------------------


class SurveyForm(RowForm):
    commission = commission_choice(CommissionKind.SURVEY)
    title_zh, title_en = pair(gettext_lazy("问卷名称"), 160)
    territory_zh, territory_en = pair(gettext_lazy("调查地域"), 120)
    mode_zh, mode_en = pair(gettext_lazy("调查方式"), 80, required=False)
    respondents = number(
        gettext_lazy("回收有效问卷"), high=2_000_000_000, help_text=gettext_lazy("调查完成后填写份数。")
    )
    topics_zh, topics_en = pair(gettext_lazy("调查内容"), 160, required=False)
    beside = (("commission", "respondents"),)


class Surveys(Part):
    key, group, title, one = "surveys", THIRD, pgettext_lazy("many", "问卷调查"), gettext_lazy("问卷")
    hint = gettext_lazy("问卷名称、地域、方式、份数")
    icon = "clipboard-pen"
    model, form = Survey, SurveyForm
    path, parent, ordered = "commission__inspection", "commission", False
    until = FIELD_WORK
    keys = ("commission__order",)
    related = ("commission__body",)
    columns = (
        Column(pgettext_lazy("one", "第三方委托"), lambda row, sight: commission_name(row.commission), "above"),
        Column(gettext_lazy("调查地域"), lambda row, sight: row.territory),
        Column(gettext_lazy("回收有效问卷"), lambda row, sight: row.respondents, "number"),
    )
    children = ("questions",)

    def check(self, row: Any) -> dict[str, str]:
        taken = self.siblings(row).exclude(pk=row.pk).exists()
        return {"commission": _("这项委托已有问卷。")} if taken else {}


class QuestionForm(RowForm):
    survey = OneOfOurs(
        gettext_lazy("问卷"),
        lambda inspection: Survey.objects.filter(commission__inspection=inspection),
        lambda row: row.title,
        required=True,
    )
    text_zh, text_en = pair(gettext_lazy("题目"), 200)


class Questions(Part):
    key, group, title, one = "questions", THIRD, pgettext_lazy("many", "题目"), pgettext_lazy("one", "题目")
    hint = gettext_lazy("问卷中的问题，按顺序排列")
    icon = "circle-question-mark"
    model, form = SurveyQuestion, QuestionForm
    alike = ("text_zh",)
    path, parent = "survey__commission__inspection", "survey"
    until = FIELD_WORK
    keys = ("survey__commission__order", "order")
    related = ("survey__commission",)
    fetched = ("answers",)
    columns = (
        Column(gettext_lazy("问卷"), lambda row, sight: row.survey.title, "above"),
        Column(pgettext_lazy("number", "答案数"), lambda row, sight: len(row.answers.all()), "number"),
    )
    children = ("answers",)

    def name(self, row: Any, sight: Sight) -> Any:
        return row.text


class AnswerForm(RowForm):
    question = OneOfOurs(
        pgettext_lazy("one", "题目"),
        lambda inspection: SurveyQuestion.objects.filter(survey__commission__inspection=inspection),
        lambda row: row.text,
        required=True,
    )
    text_zh, text_en = pair(gettext_lazy("答案"), 200)
    base = choice(gettext_lazy("百分比的基数"), ShareBase)

    def prepare(self) -> None:
        self.fields["base"].initial = ShareBase.RESPONDENTS


class Answers(Part):
    key, group, title, one = "answers", THIRD, pgettext_lazy("many", "答案"), pgettext_lazy("one", "答案")
    hint = gettext_lazy("各题的答案；百分比来自检查发现中的数据")
    icon = "chart-bar"
    model, form = SurveyAnswer, AnswerForm
    alike = ("text_zh",)
    path, parent = "question__survey__commission__inspection", "question"
    until = FIELD_WORK
    keys = ("question__survey__commission__order", "question__order", "order")
    related = ("question__survey__commission",)
    columns = (
        Column(pgettext_lazy("one", "题目"), lambda row, sight: row.question.text, "above"),
        Column(gettext_lazy("占比"), lambda row, sight: share_of(row), "number"),
        Column(gettext_lazy("百分比的基数"), lambda row, sight: row.get_base_display()),
    )

    def listed(self, inspection: Inspection, user: Any) -> QuerySet:
        rows = super().listed(inspection, user)
        with_figure = any(relation.name == "figure" for relation in SurveyAnswer._meta.related_objects)
        return rows.select_related("figure__same_as") if with_figure else rows

    def name(self, row: Any, sight: Sight) -> Any:
        return row.text


def share_of(row: SurveyAnswer) -> Any:
    """The share a finding's figure states; figures belong to a later app and come through the reverse accessor."""
    figure = getattr(row, "figure", None)
    ours = figure is not None and figure.inspection_id == row.question.survey.commission.inspection_id
    return written(figure) if ours else ""
