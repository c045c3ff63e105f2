"""What is inspected, why and how: basics, instruments with their articles, focus points, methods."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.history import record
from core.templatetags.words import best
from inspections.enums import InspectionMode, InstrumentKind, InstrumentState
from inspections.models import Article, FocusPoint, Inspection, Instrument, Method
from inspections.queries import registers
from inspections.scheme.days import WithPeriod, bounds, dates_of, has_new_dates, period, settle, wrong_order
from inspections.scheme.fields import REQUIRED, OneOfOurs, Pick, choice, day, pair, yes_no
from inspections.scheme.fields import number as whole
from inspections.scheme.form import RowForm
from inspections.scheme.part import Column, Part, Sight, in_use_by

WHAT, WHO, WHERE, THIRD, ENTRUSTED = "what", "who", "where", "third", "entrusted"


class BasicsForm(WithPeriod, RowForm):
    title_zh, title_en = pair(gettext_lazy("名称"), 200)
    mode = choice(gettext_lazy("检查形式"), InspectionMode)
    starts, ends, precision = period(gettext_lazy("检查开始"), pgettext_lazy("date", "检查结束"))
    basis_zh, basis_en = pair(gettext_lazy("检查依据"), 200, required=False)
    purpose_zh, purpose_en = pair(gettext_lazy("检查目的"), required=False, rows=5)
    note_zh, note_en = pair(pgettext_lazy("remark", "说明"), required=False, rows=3)
    beside = (("starts", "ends", "precision"),)


class Basics(Part):
    key, group, title, one = "basics", WHAT, pgettext_lazy("scheme", "基本情况"), pgettext_lazy("scheme", "基本情况")
    hint = gettext_lazy("名称、依据、目的、时间、形式")
    icon = "file-text"
    model, form = Inspection, BasicsForm
    path, single, ordered = "pk", True, False

    def rows(self, inspection: Inspection, user: Any = None) -> QuerySet:
        return Inspection.objects.filter(pk=inspection.pk)

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        before = dates_of(row)
        super().assign(row, values)
        settle(row, before)

    def check(self, row: Any) -> dict[str, str]:
        return wrong_order(row) or (left_outside(row) if has_new_dates(row) else {})

    def lacks_english(self, row: Any) -> bool:
        return any(text.zh and not text.en for text in (row.title, row.basis, row.purpose, row.note))


def left_outside(row: Inspection) -> dict[str, str]:
    """A sentence where a visit that was planned would no longer lie within the time of the inspection."""
    first, last = bounds(row)
    for visit in row.visits.filter(void_reason="").exclude(starts=None).select_related("locality"):
        begins, ends = bounds(visit)
        if (first and begins and begins < first) or (last and (ends or begins or last) > last):
            said = {"place": best(visit.locality.name), "period": best(visit.period_text)}
            return {"starts": _("%(place)s的实地检查（%(period)s）不在这段时间内。请先改实地检查的时间。") % said}
    return {}


# --- Instruments -----------------------------------------------------------------------------------------------------


class InstrumentForm(RowForm):
    """Adding: one that is known, or with the box ticked a new one. Changing: the one that only this inspection has."""

    instrument = Pick(
        gettext_lazy("法律、决定或法规"),
        registers.instruments,
        new="new",
        required=True,
        help_text=gettext_lazy("输入名称、简称或英文名称。"),
    )
    new = yes_no(gettext_lazy("新登记：库中没有这一法律文件"), gettext_lazy("只在新登记时填写以下各项。"))
    title_en = pair("", 160)[1]
    short_zh, short_en = pair(gettext_lazy("简称"), 80, required=False)
    kind = choice(pgettext_lazy("sort", "种类"), InstrumentKind, required=False)
    in_force_on = day(gettext_lazy("施行日期"))
    beside = (("kind", "in_force_on"),)

    def prepare(self) -> None:
        self.fields["title_en"].label = _("英文名称")
        if self.row.pk:
            del self.fields["instrument"], self.fields["new"]
            self.fields["kind"].required = True
            title_zh, title_en = pair(gettext_lazy("名称"), 160)
            rest = {name: field for name, field in self.fields.items() if name != "title_en"}
            self.fields = {"title_zh": title_zh, "title_en": title_en, **rest}

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("new") and not values.get("kind"):
            self.add_error("kind", REQUIRED["required"])
        return values


class Instruments(Part):
    key, group, title, one = "instruments", WHAT, gettext_lazy("检查对象"), gettext_lazy("法律文件")
    hint = gettext_lazy("检查哪些法律、决定和法规")
    icon = "book-open"
    model, form = Instrument, InstrumentForm
    keys, ordered = ("pk",), False
    columns = (
        Column(pgettext_lazy("sort", "种类"), lambda row, sight: row.get_kind_display()),
        Column(gettext_lazy("施行日期"), lambda row, sight: row.in_force_on),
    )
    children = ("articles",)

    def rows(self, inspection: Inspection, user: Any = None) -> QuerySet:
        return inspection.instruments.all()

    def new(self, inspection: Inspection) -> Any:
        return Instrument()

    @property
    def names(self) -> list[str]:
        return ["title_zh", "title_en", "short_zh", "short_en", "kind", "in_force_on"]

    def begin(self, row: Any) -> dict[str, Any]:
        return self.values(row) if row.pk else {}

    def told(self, row: Any) -> dict[str, str]:
        return {"instruments": str(row), **super().told(row)}

    def enter(self, row: Any, values: Mapping[str, Any], by: Any) -> Mapping[str, Any]:
        chosen = values.get("instrument")
        if chosen is not None and not isinstance(chosen, str):
            row.pk, row._state.adding = chosen.pk, False
            row.refresh_from_db()
            return {}
        if chosen:
            row.code = free_code(Instrument, values["title_en"] or "instrument")
            row.state = InstrumentState.IN_FORCE
            return {**values, "title_zh": chosen}
        return values

    def store(self, row: Any, inspection: Inspection, by: Any) -> None:
        """The row, with its link to the inspection."""
        is_new = row._state.adding
        row.save()
        if is_new:
            record(row, verb="scheme_add", by=by)
        inspection.instruments.add(row)

    def subject(self, row: Any, inspection: Inspection) -> Inspection:
        """An instrument is there for all; that it is inspected here is a matter of the inspection."""
        return inspection

    def check_change(self, row: Any, inspection: Inspection) -> str:
        if row.inspections.exclude(pk=inspection.pk).exists():
            return _("这一法律文件也用于其他检查，不能在这里修改。")
        return ""

    def in_use(self, row: Any, inspection: Inspection) -> str:
        """Findings and the responsibility list belong to a later app: they are asked through the reverse accessors."""
        for relation, path in (("responsibility_items", "article__instrument"), ("findings", "articles__instrument")):
            rows = getattr(inspection, relation).filter(**{path: row})
            if rows.exists():
                return in_use_by(rows.model)
        return ""

    def remove(self, row: Any, inspection: Inspection) -> None:
        inspection.instruments.remove(row)

    def lacks_english(self, row: Any) -> bool:
        return not row.title.en


class ArticleForm(RowForm):
    instrument = OneOfOurs(
        gettext_lazy("法律文件"), lambda inspection: inspection.instruments.all(), lambda row: row.title, required=True
    )
    number = whole(gettext_lazy("第几条"), required=True, help_text=gettext_lazy("只填数字，如 21。"))
    insertion = whole(gettext_lazy("之几"), low=0, help_text=gettext_lazy("“第二十条之一”填 1；没有的不填。"))
    subject_zh, subject_en = pair(
        gettext_lazy("主要内容"), 200, required=False, help_text=gettext_lazy("几个字说明谁有什么义务，不抄条文。")
    )
    beside = (("number", "insertion"),)


class Articles(Part):
    key, group, title, one = "articles", WHAT, gettext_lazy("重点条文"), gettext_lazy("条文")
    hint = gettext_lazy("逐条对照检查的条文")
    icon = "list-ordered"
    model, form = Article, ArticleForm
    path, parent, ordered = "instrument__inspections", "instrument", False
    keys = ("instrument_id", "number", "insertion")
    related = ("instrument",)
    columns = (
        Column(gettext_lazy("法律文件"), lambda row, sight: row.instrument.short or row.instrument.title, "above"),
        Column(gettext_lazy("主要内容"), lambda row, sight: row.subject),
    )

    def name(self, row: Any, sight: Sight) -> Any:
        return row.label

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        super().assign(row, {**values, "insertion": values.get("insertion") or 0})

    def check_change(self, row: Any, inspection: Inspection) -> str:
        """An article is there for all inspections of its instrument: what another one rests on stays as it is."""
        for relation in row._meta.related_objects:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: row})
            if rows.exclude(inspection=inspection).exists():
                return _("这一条文已用于其他检查，不能在这里修改。")
        return ""

    def check(self, row: Any) -> dict[str, str]:
        same = self.siblings(row).filter(number=row.number, insertion=row.insertion).exclude(pk=row.pk)
        return {"number": _("这一条已经登记。")} if same.exists() else {}


# --- Focus points and methods -----------------------------------------------------------------------------------------


class FocusForm(RowForm):
    title_zh, title_en = pair(pgettext_lazy("one", "检查重点"), 200)


class Focus(Part):
    key, group, title, one = "focus", WHAT, pgettext_lazy("many", "检查重点"), pgettext_lazy("one", "检查重点")
    hint = gettext_lazy("按方案中的顺序排列")
    icon = "target"
    model, form = FocusPoint, FocusForm
    alike = ("title_zh",)


class MethodForm(RowForm):
    title_zh, title_en = pair(gettext_lazy("检查方式"), 120)
    note_zh, note_en = pair(pgettext_lazy("remark", "说明"), required=False, rows=3)
    is_new = yes_no(gettext_lazy("首次采用"))


class Methods(Part):
    key, group, title, one = "methods", WHAT, pgettext_lazy("many", "检查方式"), pgettext_lazy("one", "检查方式")
    hint = gettext_lazy("座谈会、实地检查、随机抽查、问卷调查等")
    icon = "search-check"
    model, form = Method, MethodForm
    alike = ("title_zh",)
    columns = (
        Column(pgettext_lazy("remark", "说明"), lambda row, sight: row.note),
        Column(gettext_lazy("首次采用"), lambda row, sight: _("是") if row.is_new else ""),
    )


def free_code(model: Any, name: str, length: int = 60) -> str:
    """A code made of `name` that no row of `model` has yet."""
    stem = slugify(name)[:length].strip("-") or model._meta.model_name
    taken = set(model._default_manager.filter(code__startswith=stem).values_list("code", flat=True))
    code, counted = stem, 1
    while code in taken:
        counted += 1
        code = f"{stem}-{counted}"
    return code
