"""委托事项: the pages that add, change, move and remove sections, columns, and what a section asks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.words import best
from inspections.actions.request_questions import (
    KINDS,
    add_lines,
    add_question,
    change_question,
    mark_of_question,
    move_question,
    remove_question,
)
from inspections.actions.request_sections import (
    add_column,
    add_section,
    change_column,
    change_section,
    mark_of_column,
    mark_of_section,
    move_column,
    move_section,
    remove_column,
    remove_section,
)
from inspections.forms.requests import ColumnForm, LinesForm, QuestionForm, SectionForm, begin_question
from inspections.models import RequestColumn, RequestQuestion
from inspections.queries.asking import form_of
from inspections.queries.requests import shown_sections
from inspections.views.request import RequestEditPage
from inspections.wording.requests import ADD, CHANGE, REQUEST_VERBS


class SectionPage(RequestEditPage):
    """A page below a section."""

    section: Any

    def prepare(self) -> None:
        self.section = get_object_or_404(self.row.sections.all(), key=self.kwargs["section"])
        self.section.request = self.row

    @property
    def back(self) -> str:
        return reverse("request_section_change", args=[self.row.code, self.section.key])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.prepare()
        return super().get_context_data(**{**kwargs, "section": self.section})  # the address names its key only


class RowMove(RequestEditPage):
    """Moves one row; there is nothing to look at."""

    http_method_names = ["post"]

    def form(self, data: Any = None) -> None:
        return None


# --- Sections ---------------------------------------------------------------------------------------------------------


class SectionNew(RequestEditPage):
    label = REQUEST_VERBS["add_section"]

    def form(self, data: Any = None) -> SectionForm:
        return SectionForm(data, initial={"required": True}, **self.kwargs_of())

    def act(self, form: Any) -> str:
        section = add_section(request=self.row, values=form.values(), by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("已增加：%(name)s") % {"name": best(section.title)})
        if section.kind in KINDS:
            return reverse("request_section_change", args=[self.row.code, section.key])
        return f"{self.row.get_absolute_url()}#i-{section.key}"


class SectionChange(SectionPage):
    """The words of a section, and below them what it asks."""

    template_name = "requests/section.html"

    @property
    def back(self) -> str:
        return f"{self.row.get_absolute_url()}#i-{self.section.key}"

    def form(self, data: Any = None) -> SectionForm:
        row = self.section
        names = ("title", "guidance")
        texts = {f"{name}_{lang}": getattr(row, f"{name}_{lang}") for name in names for lang in ("zh", "en")}
        initial = {**texts, "required": row.required, "seen": mark_of_section(row)}
        return SectionForm(data, section=row, initial=initial, **self.kwargs_of())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = next(one for one in shown_sections(form_of(self.row)) if one.section.key == self.section.key)
        return {**context, "shown": shown, "asks": self.section.kind in KINDS, "add": ADD.get(self.section.kind, ""),
                "may_take_duties": self.row.parent_id is None}  # fmt: skip

    def act(self, form: Any) -> str:
        given: dict[str, Any] = {"seen": form.cleaned_data["seen"], "by": self.request.user}
        change_section(section=self.section, values=form.values(), **given)
        messages.success(self.request, _("已保存。"))
        return reverse("request_section_change", args=[self.row.code, self.section.key])


class SectionRemove(SectionPage):
    label = REQUEST_VERBS["remove_section"]
    template_name = "requests/remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "name": self.section.title, "told": [row.prompt for row in self.section.questions.all()]}

    def act(self, form: Any) -> str:
        remove_section(section=self.section, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("已删除：%(name)s") % {"name": best(self.section.title)})
        return self.row.get_absolute_url()


class SectionMove(RowMove, SectionPage):
    def act(self, form: Any) -> str:
        move_section(section=self.section, up=is_up(self.request), by=self.request.user)  # type: ignore[arg-type]
        return f"{self.row.get_absolute_url()}#i-{self.section.key}"


# --- Columns ----------------------------------------------------------------------------------------------------------


class ColumnNew(SectionPage):
    label = REQUEST_VERBS["add_column"]

    def prepare(self) -> None:
        super().prepare()
        if self.section.kind != "figures":
            raise Http404

    def form(self, data: Any = None) -> ColumnForm:
        return ColumnForm(data, **self.kwargs_of())

    def act(self, form: Any) -> str:
        column = add_column(section=self.section, values=form.values(), by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("已增加：%(name)s") % {"name": best(column.title)})
        return f"{self.back}#columns"


class ColumnPage(SectionPage):
    """A page of one column."""

    column: RequestColumn

    def prepare(self) -> None:
        super().prepare()
        self.column = get_object_or_404(self.section.columns.all(), key=self.kwargs["column"])
        self.column.section = self.section


class ColumnChange(ColumnPage):
    label = REQUEST_VERBS["change_column"]

    def form(self, data: Any = None) -> ColumnForm:
        row = self.column
        initial = {"title_zh": row.title.zh, "title_en": row.title.en, "starts": row.starts, "ends": row.ends}
        return ColumnForm(data, initial={**initial, "seen": mark_of_column(row)}, **self.kwargs_of())

    def act(self, form: Any) -> str:
        given: dict[str, Any] = {"seen": form.cleaned_data["seen"], "by": self.request.user}
        change_column(column=self.column, values=form.values(), **given)
        messages.success(self.request, _("已保存。"))
        return f"{self.back}#columns"


class ColumnRemove(ColumnPage):
    label = REQUEST_VERBS["remove_column"]
    template_name = "requests/remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "name": self.column.title, "told": []}

    def act(self, form: Any) -> str:
        remove_column(column=self.column, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("已删除：%(name)s") % {"name": best(self.column.title)})
        return f"{self.back}#columns"


class ColumnMove(RowMove, ColumnPage):
    def act(self, form: Any) -> str:
        move_column(column=self.column, up=is_up(self.request), by=self.request.user)  # type: ignore[arg-type]
        return f"{self.back}#columns"


# --- What is asked ----------------------------------------------------------------------------------------------------


class AskingPage(SectionPage):
    """A page of a section that asks something by itself."""

    def prepare(self) -> None:
        super().prepare()
        if self.section.kind not in KINDS:
            raise Http404


class QuestionNew(AskingPage):
    """A new question; "and another" goes on to the next one."""

    def prepare(self) -> None:
        super().prepare()
        self.label = ADD[self.section.kind]

    def form(self, data: Any = None) -> QuestionForm:
        return QuestionForm(data, section=self.section, question=None, **self.kwargs_of())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"is_new": True, **kwargs})

    def act(self, form: Any) -> str:
        row = add_question(section=self.section, values=form.values(), by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("已增加：%(name)s") % {"name": best(row.prompt)})
        return self.request.path if "another" in self.request.POST else f"{self.back}#q-{row.key}"


class LinesPaste(AskingPage):
    """Several rows at once, one a line."""

    template_name = "requests/lines.html"

    def form(self, data: Any = None) -> LinesForm:
        return LinesForm(data, **self.kwargs_of())

    def act(self, form: Any) -> str:
        typed: dict[str, Any] = {"text": form.cleaned_data["lines"], "by": self.request.user}
        made = add_lines(section=self.section, **typed)
        said = ngettext("已增加%(number)s项。", "已增加%(number)s项。", len(made)) % {"number": len(made)}
        messages.success(self.request, said if made else _("没有新的内容：各行都已经有了。"))
        unclear = [row for row in made if row.kind == "figure" and not row.unit]
        if unclear:
            names = _("、").join(row.prompt.zh for row in unclear[:5]) + ("…" if len(unclear) > 5 else "")
            messages.warning(self.request, _("没有认出计量单位：%(names)s。可逐项修改时选择。") % {"names": names})
        return f"{self.back}#questions"


class QuestionPage(AskingPage):
    """A page of one question."""

    question: RequestQuestion

    def prepare(self) -> None:
        super().prepare()
        self.question = get_object_or_404(self.section.questions.all(), key=self.kwargs["question"])
        self.question.section = self.section


class QuestionChange(QuestionPage):
    def prepare(self) -> None:
        super().prepare()
        self.label = CHANGE[self.section.kind]

    def form(self, data: Any = None) -> QuestionForm:
        initial = {**begin_question(self.question), "seen": mark_of_question(self.question)}
        given: dict[str, Any] = {"section": self.section, "question": self.question, "initial": initial}
        return QuestionForm(data, **given, **self.kwargs_of())

    def act(self, form: Any) -> str:
        given: dict[str, Any] = {"seen": form.cleaned_data["seen"], "by": self.request.user}
        change_question(question=self.question, values=form.values(), **given)
        messages.success(self.request, _("已保存。"))
        return f"{self.back}#q-{self.question.key}"


class QuestionRemove(QuestionPage):
    label = REQUEST_VERBS["remove_question"]
    template_name = "requests/remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        parts = [row.prompt for row in self.question.parts.all()]
        return {**context, "name": self.question.prompt, "told": [], "parts": parts}

    def act(self, form: Any) -> str:
        remove_question(question=self.question, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("已删除：%(name)s") % {"name": best(self.question.prompt)})
        return f"{self.back}#questions"


class QuestionMove(RowMove, QuestionPage):
    def act(self, form: Any) -> str:
        move_question(question=self.question, up=is_up(self.request), by=self.request.user)  # type: ignore[arg-type]
        return f"{self.back}#q-{self.question.key}"


def is_up(request: HttpRequest) -> bool:
    return request.POST.get("to") == "up"
