"""The way of a draw: prepared, committed before its public value exists, then drawn once. What was abandoned stays."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.templatetags.words import best
from core.workflow import Step
from inspections.enums import DrawState as State
from inspections.models import Draw
from inspections.queries.draws import earlier_of
from inspections.queries.rosters import plan_of, problems_with, rows_of_draw


def plan_fits_the_rosters(draw: Draw) -> Iterator[str]:
    rows, inspectors = rows_of_draw(draw)
    yield from (best(problem) for problem in problems_with(plan_of(draw), rows, inspectors))


def says_why_again(draw: Draw) -> Iterator[str]:
    if not draw.reason and earlier_of(draw):
        yield _("这份名录已经用于抽取，请写明再次抽取的理由。")


def somebody_will_see_the_result(draw: Draw) -> Iterator[str]:
    if draw.embargo_until is None:
        return
    if draw.embargo_until <= timezone.now():
        yield _("保密截止时间已过，请先修改。")
    if not draw.cleared.exists():
        yield _("请指定保密期内可以查看结果的人员。")


COMMIT = Step(
    "commit_draw",
    frozenset({State.PLANNED}),
    State.COMMITTED,
    ready=(plan_fits_the_rosters, says_why_again, somebody_will_see_the_result),
)
MAKE = Step("make_draw", frozenset({State.COMMITTED}), State.DRAWN)
ABANDON = Step("abandon_draw", frozenset({State.PLANNED, State.COMMITTED}), State.ABANDONED, needs_note=True)

DRAW_STEPS = {step.verb: step for step in (COMMIT, MAKE, ABANDON)}

DRAW_STEP_LABELS = {
    "commit_draw": gettext_lazy("承诺"),
    "make_draw": gettext_lazy("抽取"),
    "abandon_draw": pgettext_lazy("draw", "作废"),
}
# The lines of the history. Who looked at a result, and what was replaced, is told only to those who may see it.
DRAW_VERBS = {
    **DRAW_STEP_LABELS,
    "prepare_draw": gettext_lazy("拟定"),
    "change_draw": gettext_lazy("修改"),
    "commitment": gettext_lazy("承诺摘要"),
    "certificate": gettext_lazy("证书摘要"),
    "replace_unit": gettext_lazy("替换单位"),
    "adopt_units": gettext_lazy("转为受检单位"),
    "look": gettext_lazy("查看结果"),
    "load_sample": gettext_lazy("载入示例"),
}
TELLING = frozenset({"certificate", "replace_unit", "adopt_units", "look"})
FORMS = {
    "page": gettext_lazy("网页"),
    "replacement": gettext_lazy("替换页"),
    "json": gettext_lazy("校验文件"),
    "pdf": gettext_lazy("抽取证书"),
    "csv": gettext_lazy("抽取结果表"),
}
