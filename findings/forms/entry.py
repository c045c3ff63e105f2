"""The entry of a finding as a form: the finding itself, and under it a row for each figure and each thing it rests on.

A form only carries what was typed to `findings.recording`, which alone says what is wrong, and the answer back to the
field it is about.
"""

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.text import Text
from core.uploads import MEDIA_TYPES
from findings.enums import EvidenceKind, FindingKind, QuantityWord
from findings.forms.fields import CHOOSE, Choice, day, words
from findings.ladder import LADDER
from findings.queries.choices import articles_of, places_within, units_of, visits_of
from findings.recording import FIGURE, LONG, MOST_EVIDENCE, MOST_FIGURES, SHORT, SUGGESTION
from inspections.forms.lists import in_page_language
from inspections.models import Article, Inspection, Instrument

NUMBER = re.compile(r"(\d{1,3})(?:\s*[-\u4e4b.]\s*(\d{1,2}))?")
BETWEEN = re.compile(r"[\s,，、;；\u7b2c\u6761]+")  # 第 and 条 among them

# How the parts of the entry are called in the data.
BILINGUAL = ("title", "facts", "actor")
PLAIN = ("kind", "actor_internal", "quantity_word", "counted", "counted_of", "suggestion", "may_be_named", "found_on")
LINKS = ("visit", "unit", "place", "focus_point")


class ArticleNumbers(forms.CharField):
    """Articles of one instrument by their numbers, as one says them: 21、37, or 20-1 for an inserted one."""

    def __init__(self, instrument: Instrument, articles: Iterable[Article]) -> None:
        self.known = {(article.number, article.insertion): article for article in articles}
        shown = {spelled(article): label(article) for article in self.known.values()}
        attrs = {"data-articles": json.dumps(shown, ensure_ascii=False), "inputmode": "text", "autocomplete": "off"}
        title = in_page_language(instrument.short or instrument.title)
        super().__init__(
            label=_("%(law)s条文") % {"law": title},
            help_text=_("只填条号，如“21”就是第二十一条。多条用顿号或空格隔开。"),
            required=False,
            max_length=SHORT,
            widget=forms.TextInput(attrs=attrs),
        )

    def clean(self, value: Any) -> list[Article]:
        typed = super().clean(value)
        found, unknown = [], []
        for word in filter(None, BETWEEN.split(typed)):
            match = NUMBER.fullmatch(word)
            article = self.known.get((int(match[1]), int(match[2] or 0))) if match else None
            if article is None:
                unknown.append(word)
            elif article not in found:
                found.append(article)
        if unknown:
            raise ValidationError(_("没有这一条：%(words)s。") % {"words": " ".join(unknown)}, code="unknown")
        return found


def spelled(article: Article) -> str:
    """The number of an article as it is typed."""
    return f"{article.number}-{article.insertion}" if article.insertion else str(article.number)


def label(article: Article) -> str:
    return " ".join(filter(None, (in_page_language(article.label), in_page_language(article.subject))))


class EntryForm(forms.Form):
    """The finding itself. The fields for articles depend on the instruments of the inspection."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), choices=FindingKind.choices[::-1], widget=forms.RadioSelect, error_messages=CHOOSE
    )
    title_zh = words(gettext_lazy("标题"), SHORT, gettext_lazy("一句话说清是什么情况。"), lang="zh-Hans", required=True)
    title_en = words(gettext_lazy("标题（英文）"), SHORT, lang="en")
    facts_zh = words(gettext_lazy("事实"), LONG, gettext_lazy("何时何地、看到什么、依据什么。"), lang="zh-Hans", rows=6)
    facts_en = words(gettext_lazy("事实（英文）"), LONG, lang="en", rows=6)
    actor_zh = words(
        gettext_lazy("公开表述"), SHORT, gettext_lazy("报告里这样写，如“某省级部门”“有的单位”。"), lang="zh-Hans"
    )
    actor_en = words(gettext_lazy("公开表述（英文）"), SHORT, lang="en")
    actor_internal = words(
        gettext_lazy("内部名称"),
        SHORT,
        gettext_lazy("单位的真实名称，不写入报告，只有检查工作人员看得到。"),
        lang="zh-Hans",
    )
    may_be_named = forms.TypedChoiceField(
        label=gettext_lazy("可否点名"),
        choices=[("", gettext_lazy("不点名")), ("yes", gettext_lazy("可以点名"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    counted = forms.IntegerField(label=gettext_lazy("存在此情况的数量"), required=False)
    counted_of = forms.IntegerField(label=gettext_lazy("检查总数"), required=False)
    quantity_word = forms.ChoiceField(
        label=gettext_lazy("程度用词"), choices=[("", gettext_lazy("不用")), *QuantityWord.choices], required=False
    )
    visit = Choice(gettext_lazy("实地检查"), gettext_lazy("不在实地检查中"))
    unit = Choice(gettext_lazy("受检单位"), gettext_lazy("不是某一单位"))
    place = Choice(gettext_lazy("所在地区"), gettext_lazy("不限于一地"))
    found_on = day(gettext_lazy("发现日期"))
    focus_point = Choice(pgettext_lazy("one", "检查重点"), gettext_lazy("未归入检查重点"))
    suggestion = words(gettext_lazy("现场建议"), SUGGESTION, rows=3, lang="zh-Hans")
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    origin = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "visit": visits_of(inspection),
            "unit": units_of(inspection),
            "place": places_within(inspection),
            "focus_point": inspection.focus_points.all(),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["quantity_word"].widget.attrs["data-ladder"] = json.dumps(
            [asdict(rung) | {"label": str(QuantityWord(rung.word).label)} for rung in LADDER], ensure_ascii=False
        )
        self.laws: list[str] = []
        by_law: dict[Instrument, list[Article]] = {}
        for article in articles_of(inspection):
            by_law.setdefault(article.instrument, []).append(article)
        for instrument, articles in by_law.items():
            name = f"articles_{instrument.pk}"
            self.fields[name] = ArticleNumbers(instrument, articles)
            self.laws.append(name)
        for name in ("counted", "counted_of"):
            self.fields[name].error_messages["invalid"] = _("请填写整数。")
            self.fields[name].widget.attrs |= {"min": 0, "inputmode": "numeric"}

    @property
    def law_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.laws]

    def as_data(self) -> dict[str, Any]:
        """What was typed, as `read_entry` takes it; what is no number or no row is left out."""
        typed = self.cleaned_data
        data: dict[str, Any] = {name: typed.get(name) for name in PLAIN}
        for name in BILINGUAL:
            data[name] = {"zh": typed.get(f"{name}_zh", ""), "en": typed.get(f"{name}_en", "")}
        data |= {name: row.pk if (row := typed.get(name)) else None for name in LINKS}
        data["articles"] = [article.pk for name in self.laws for article in typed.get(name) or ()]
        return data


class RowForm(forms.Form):
    """A row whose English is folded away until there is some."""

    english: tuple[str, ...] = ()

    @property
    def shows_english(self) -> bool:
        return any(self[name].value() or self[name].errors for name in self.english)


class FigureForm(RowForm):
    """One figure as it is written, and what is counted by it."""

    code = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    zh = words(gettext_lazy("数据"), FIGURE, lang="zh-Hans")
    en = words(gettext_lazy("数据（英文）"), FIGURE, lang="en")
    what_zh = words(gettext_lazy("统计对象"), SHORT, lang="zh-Hans")
    what_en = words(gettext_lazy("统计对象（英文）"), SHORT, lang="en")
    english = ("en", "what_en")

    def as_data(self) -> dict[str, Any]:
        typed = self.cleaned_data
        what = {"zh": typed.get("what_zh", ""), "en": typed.get("what_en", "")}
        return {"code": typed.get("code", ""), "what": what, "zh": typed.get("zh", ""), "en": typed.get("en", "")}


class EvidenceForm(RowForm):
    """One thing the finding rests on. A file is never asked for, and a stored one is not exchanged."""

    id = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("依据种类"), choices=[("", gettext_lazy("请选择")), *EvidenceKind.choices], required=False
    )
    source_zh = words(gettext_lazy("来源说明"), SHORT, lang="zh-Hans")
    source_en = words(gettext_lazy("来源说明（英文）"), SHORT, lang="en")
    file = forms.FileField(
        label=gettext_lazy("文件"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)}),
        error_messages={"empty": gettext_lazy("这个文件是空的。")},
    )
    english = ("source_en",)

    def as_data(self, stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """The row; what belongs to its file comes from what is `stored`, never from the form."""
        typed = self.cleaned_data
        name = typed.get("id") or str(uuid.uuid4())
        data = {
            "kind": typed.get("kind", ""),
            "source": {"zh": typed.get("source_zh", ""), "en": typed.get("source_en", "")},
        }
        return {**stored.get(name, {}), "id": name, **data}


class Rows(forms.BaseFormSet):
    """Rows of one kind; those left empty are not there."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        for name in form.fields:
            form.fields[name].widget.attrs.setdefault("autocomplete", "off")

    @cached_property
    def filled(self) -> list[Any]:
        return [
            form
            for form in self.forms
            if any(value for name, value in form.cleaned_data.items() if name not in ("id", "code"))
        ]


FigureRows = forms.formset_factory(FigureForm, formset=Rows, max_num=MOST_FIGURES, absolute_max=MOST_FIGURES)
EvidenceRows = forms.formset_factory(EvidenceForm, formset=Rows, max_num=MOST_EVIDENCE, absolute_max=MOST_EVIDENCE)


class Entry:
    """The whole form: the finding, its figures, what it rests on."""

    def __init__(self, inspection: Inspection, *, start: Mapping[str, Any] | None = None, sent: Any = None) -> None:
        self.inspection = inspection
        if sent is None:
            start = start or {}
            self.form = EntryForm(initial=self.initial(start), inspection=inspection)
            self.figures = FigureRows(initial=[_figure_row(row) for row in start.get("figures", ())], prefix="figures")
            self.evidence = EvidenceRows(
                initial=[_evidence_row(row) for row in start.get("evidence", ())], prefix="evidence"
            )
            for rows in (self.figures, self.evidence):
                rows.extra = 0 if rows.initial else 1  # an empty row where there is none; a button brings the next
        else:
            data, files = sent
            self.form = EntryForm(data, inspection=inspection)
            self.figures = FigureRows(data, prefix="figures")
            self.evidence = EvidenceRows(data, files, prefix="evidence")

    def initial(self, start: Mapping[str, Any]) -> dict[str, Any]:
        values = {name: start.get(name) for name in (*PLAIN, *LINKS, "base")}
        values["may_be_named"] = "yes" if start.get("may_be_named") else ""
        for name in BILINGUAL:
            text = start.get(name) or {}
            values |= {f"{name}_zh": text.get("zh", ""), f"{name}_en": text.get("en", "")}
        chosen = set(start.get("articles", ()))
        typed: dict[int, list[str]] = {}
        for article in articles_of(self.inspection).filter(pk__in=chosen) if chosen else ():
            typed.setdefault(article.instrument_id, []).append(spelled(article))
        values |= {f"articles_{law}": "、".join(numbers) for law, numbers in typed.items()}
        values["origin"] = json.dumps(dict(start), ensure_ascii=False) if start.get("base") else ""
        return values

    def is_readable(self) -> bool:
        """Whether every field could be read at all; then `data` is whole."""
        return all([self.form.is_valid(), self.figures.is_valid(), self.evidence.is_valid()])

    def data(self, stored: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
        """What was typed as `read_entry` takes it; `stored` are the rows of evidence that are there already."""
        there = {row["id"]: row for row in stored}
        return {
            **self.form.as_data(),
            "figures": [form.as_data() for form in self.figures.filled],
            "evidence": [form.as_data(there) for form in self.evidence.filled],
        }

    def tell(self, stored: Mapping[str, Any], unsent: Mapping[str, str]) -> None:
        """Say of each row of evidence what is stored of it, and which file was chosen and is not kept."""
        for form in self.evidence.forms:
            form.stored = stored.get(form["id"].value() or "")
            form.unsent = unsent.get(form.add_prefix("file"), "")

    @property
    def files(self) -> dict[int, Any]:
        """The files that were chosen, by the place of their row in `data`."""
        rows = enumerate(form.cleaned_data.get("file") for form in self.evidence.filled)
        return {place: file for place, file in rows if file}

    def say_nothing_yet(self) -> None:
        """Nobody asked to save: the form stands there as it was typed, without a word on what is missing."""
        for form in (self.form, *self.figures.forms, *self.evidence.forms):
            form._errors = ErrorDict()
        for rows in (self.figures, self.evidence):
            rows._errors, rows._non_form_errors = [], ErrorList()

    def refuse(self, refusal: ValidationError) -> None:
        """Put each sentence beside the field it is about."""
        if not hasattr(refusal, "error_dict"):
            self.form.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            form, field = self._field(name)
            for error in errors:
                if field is None or field not in form.errors:
                    form.add_error(field, error)

    def _field(self, name: str) -> tuple[forms.Form, str | None]:
        """The form and the field of it that `figures.0.what.zh` names."""
        form: forms.Form = self.form
        for prefix, rows in (("figures", self.figures), ("evidence", self.evidence)):
            match = re.fullmatch(rf"{prefix}\.(\d+)\.(.+)", name)
            if match and int(match[1]) < len(rows.filled):
                form, name = rows.filled[int(match[1])], match[2]
        field = name.replace(".", "_")
        if field == "articles" and self.form.laws:
            field = self.form.laws[0]
        return (form, field) if field in form.fields else (self.form, None)

    @property
    def all_errors(self) -> list[tuple[str, str, list[str]]]:
        """(id, label, sentences) of every field with a fault, in the order of the page."""
        fields = [field for form in (self.form, *self.figures.forms, *self.evidence.forms) for field in form]
        return [(field.id_for_label or field.auto_id, field.label, field.errors) for field in fields if field.errors]

    @property
    def general_errors(self) -> list[str]:
        forms_ = (self.form, *self.figures.forms, *self.evidence.forms)
        sentences = [sentence for form in forms_ for sentence in form.non_field_errors()] if self.form.is_bound else []
        return [*sentences, *self.figures.non_form_errors(), *self.evidence.non_form_errors()]

    @property
    def has_errors(self) -> bool:
        return self.form.is_bound and bool(self.all_errors or self.general_errors)


def _figure_row(row: Mapping[str, Any]) -> dict[str, Any]:
    what = Text.of(row["what"])
    return {"code": row["code"], "zh": row["zh"], "en": row["en"], "what_zh": what.zh, "what_en": what.en}


def _evidence_row(row: Mapping[str, Any]) -> dict[str, Any]:
    source = Text.of(row["source"])
    return {"id": row["id"], "kind": row["kind"], "source_zh": source.zh, "source_en": source.en}
