"""Forms of a request: its title and where it begins, its sections, columns and questions, lines to be pasted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.quantities.headings import OFFERED
from core.text import Text
from inspections.actions.request_questions import KINDS
from inspections.enums import CountedRows, QuestionKind, SectionKind
from inspections.forms.lists import in_page_language
from inspections.forms.planning import PlanningForm
from inspections.models import Request, RequestQuestion, RequestSection
from inspections.queries.requests import figures_beside, unit_text
from inspections.scheme.fields import choice, day, number, pair, text, yes_no

MOST_DAYS = 365
STANDARD, COPY = "standard", "copy"
LONG_GUIDANCE, SHORT = 2000, 300


class RequestChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Request) -> str:
        return f"{in_page_language(row.title)} · {in_page_language(row.inspection.title)}"


class RequestForm(PlanningForm):
    """Title, note and term."""

    title_zh, title_en = pair(gettext_lazy("名称"), 200)
    note_zh, note_en = pair(gettext_lazy("总的要求"), LONG_GUIDANCE, required=False, rows=4)
    days = number(
        gettext_lazy("办理期限（工作日）"), high=MOST_DAYS,
        help_text=gettext_lazy("自委托函发出的次日起算，按本级的工作日历。"),
    )  # fmt: skip
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    rows: tuple[tuple[str, ...], ...] = (("title_zh", "title_en"), ("note_zh", "note_en"), ("days",))


class NewRequestForm(RequestForm):
    """The same, and with what the request begins."""

    begin = forms.ChoiceField(
        label=gettext_lazy("从哪里开始"), widget=forms.RadioSelect,
        choices=[(STANDARD, gettext_lazy("标准提纲")), (COPY, gettext_lazy("从以往委托事项复制"))],
    )  # fmt: skip
    source = RequestChoice(
        label=gettext_lazy("复制哪一份"), queryset=None, required=False, empty_label=gettext_lazy("（未填）"),
        to_field_name="code", help_text=gettext_lazy("复制各部分、问题、列和勾稽关系，之后可以再改。"),
    )  # fmt: skip
    rows = (("title_zh", "title_en"), ("begin",), ("source",), ("days",), ("note_zh", "note_en"))

    def __init__(self, *args: Any, sources: QuerySet[Request], **given: Any) -> None:
        self.sources = sources
        super().__init__(*args, **given)

    def prepare(self) -> None:
        self.fields["source"].queryset = self.sources.select_related("inspection")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("begin") == COPY and not typed.get("source") and "source" not in self.errors:
            self.add_error("source", _("请选择要复制的委托事项。"))
        return typed


class SectionForm(PlanningForm):
    """Kind and words of a section; the kind only of a new one."""

    kind = choice(gettext_lazy("种类"), SectionKind)
    title_zh, title_en = pair(gettext_lazy("标题"), 120)
    guidance_zh, guidance_en = pair(gettext_lazy("填写说明"), LONG_GUIDANCE, required=False, rows=3)
    required = yes_no(gettext_lazy("必须填写"))
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    rows = (("kind",), ("title_zh", "title_en"), ("guidance_zh", "guidance_en"), ("required",))

    def __init__(self, *args: Any, section: RequestSection | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        if section:
            del self.fields["kind"]


class ColumnForm(PlanningForm):
    """A column of a table."""

    title_zh, title_en = pair(
        gettext_lazy("列名"), 80, help_text=gettext_lazy("如“2017年”“2017年1—8月”，起止日期可以不填。")
    )
    starts, ends = day(gettext_lazy("起")), day(gettext_lazy("止"))
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    rows = (("title_zh", "title_en"), ("starts", "ends"))


class RowChoice(forms.ModelChoiceField):
    """A figure of the same request."""

    def label_from_instance(self, row: RequestQuestion) -> str:
        return f"{in_page_language(row.section.title)} › {in_page_language(row.prompt)}"


class PartChoice(forms.ModelChoiceField):
    """A figure of the same section."""

    def label_from_instance(self, row: RequestQuestion) -> str:
        return in_page_language(row.prompt)


class QuestionForm(PlanningForm):
    """What is asked, how it is answered, and with what a figure must agree."""

    kind = choice(gettext_lazy("答复方式"), QuestionKind)
    prompt_zh, prompt_en = pair(gettext_lazy("问什么"), SHORT, rows=2)
    guidance_zh, guidance_en = pair(gettext_lazy("填写说明"), SHORT, required=False, rows=2)
    unit = forms.ChoiceField(label=gettext_lazy("计量单位"), required=False)
    options = text(
        gettext_lazy("选项"), 4000, required=False, rows=4,
        help_text=gettext_lazy("用于“选择”。一行一个，英文写在竖线后面：已出台 | Adopted"),
    )  # fmt: skip
    required = yes_no(gettext_lazy("必须填写"))
    evidence = yes_no(gettext_lazy("须附依据"))
    part_of = PartChoice(
        label=pgettext_lazy("figure", "是哪一项的分项"), queryset=None, required=False,
        empty_label=gettext_lazy("不是分项"),
    )  # fmt: skip
    parts_complete = yes_no(gettext_lazy("各分项合计等于总数"))
    equals = RowChoice(
        label=gettext_lazy("应与哪一项一致"), queryset=None, required=False, empty_label=gettext_lazy("不比对")
    )
    counts = forms.ChoiceField(
        label=gettext_lazy("应与条数一致"), required=False,
        choices=[("", gettext_lazy("不比对")), *CountedRows.choices],
    )  # fmt: skip
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    rows = (
        ("kind", "unit"),
        ("prompt_zh", "prompt_en"),
        ("guidance_zh", "guidance_en"),
        ("options",),
        ("required", "evidence"),
        ("part_of", "parts_complete"),
        ("equals", "counts"),
    )

    def __init__(self, *args: Any, section: RequestSection, question: RequestQuestion | None, **given: Any) -> None:
        self.section, self.question = section, question
        super().__init__(*args, **given)

    def prepare(self) -> None:
        kinds = KINDS[SectionKind(self.section.kind)]
        fields: Any = self.fields
        fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            del fields["kind"]
        figures = figures_beside(self.section, self.question)
        fields["part_of"].queryset = figures.filter(section=self.section)
        fields["equals"].queryset = figures
        fields["unit"].choices = [("", _("（未填）")), *unit_choices()]
        for name in self.superfluous(kinds):
            del self.fields[name]

    def superfluous(self, kinds: Iterable[QuestionKind]) -> list[str]:
        """Fields that no question of this section has."""
        names = [] if QuestionKind.CHOICE in kinds else ["options"]
        if QuestionKind.FIGURE not in kinds:
            names += ["unit", "part_of", "parts_complete", "equals", "counts"]
        if self.section.kind == SectionKind.QUESTIONS:
            names += ["part_of", "parts_complete"]
        return names + (["evidence"] if self.section.kind == SectionKind.FILES else [])

    def clean_options(self) -> list[Text]:
        lines = [line.partition("|") for line in self.cleaned_data["options"].splitlines() if line.strip()]
        options = [Text(zh.strip(), en.strip()) for zh, _bar, en in lines]
        if len(options) > 30 or any(len(one.zh) > 120 or len(one.en) > 120 or not one.zh for one in options):
            raise ValidationError(_("最多30个选项，每个不超过120字。"))
        if len({one.zh for one in options}) < len(options):
            raise ValidationError(_("有重复的选项。"))
        return options

    def values(self) -> dict[str, Any]:
        first = KINDS[SectionKind(self.section.kind)][0]
        return {"kind": first, "evidence": False, "options": [], **super().values()}


class LinesForm(PlanningForm):
    """Several at once, one a line."""

    lines = text(gettext_lazy("一行一项"), 20_000, rows=8)
    rows = (("lines",),)


def unit_choices() -> list[tuple[str, str]]:
    """Units as they stand behind a figure: counter and noun."""
    return [(key, in_page_language(unit_text(key))) for key in OFFERED]


def begin_question(row: RequestQuestion) -> dict[str, Any]:
    """What the form of `row` starts with."""
    names = ("kind", "unit", "required", "evidence", "part_of", "parts_complete", "equals", "counts")
    options = "\n".join(f"{one['zh']} | {one['en']}" if one["en"] else one["zh"] for one in row.options)
    texts = {
        f"{name}_{lang}": getattr(row, f"{name}_{lang}") for name in ("prompt", "guidance") for lang in ("zh", "en")
    }
    return {**{name: getattr(row, name) for name in names}, "options": options, **texts}
