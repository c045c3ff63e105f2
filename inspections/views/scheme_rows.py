"""The pages of one row of a part: a new one, a change with both sides of a conflict, taking it out, its place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.history import entries_of
from inspections.actions.scheme import REASON_LENGTH, add_row, change_row, move_row, remove_row, restore_row
from inspections.forms.fields import Words
from inspections.scheme.form import RowForm
from inspections.scheme.locks import (
    closed_fields,
    is_removed_for_good,
    lock_of,
    may_change,
    void_lock_of,
)
from inspections.scheme.registry import PARTS
from inspections.scheme.wording import VERBS, told
from inspections.views.scheme import SIZE, PartPage, shown


class FormPage(PartPage):
    """A form of a row: what cannot be taken comes back as it was typed, with sentences."""

    template_name = "inspections/scheme_form.html"
    http_method_names = ["get", "head", "post"]

    def form_for(self, row: Any, data: Any = None, files: Any = None, **given: Any) -> RowForm:
        closed = closed_fields(self.part, self.inspection) if row.pk else []
        begun = self.part.begin(row)
        if not row.pk:  # what a new row does not say yet is left to the form
            begun = {name: value for name, value in begun.items() if value not in ("", None)}
        initial = {**begun, **given, "seen": self.part.seen(row) if row.pk else ""}
        return self.part.form(
            data,
            files,
            inspection=self.inspection,
            user=self.request.user,
            row=row,
            closed=closed,
            initial=initial,
        )

    def allow(self) -> None:
        if not may_change(self.request.user, self.part, self.inspection):
            raise PermissionDenied

    def refused(self, form: forms.Form, *, status: int = 422, **context: Any) -> HttpResponse:
        lost = [name for name in self.request.FILES if name in form.fields]
        return render(
            self.request,
            self.get_template_names(),
            self.get_context_data(form=form, lost=lost, **context),
            status=status,
        )


class SchemeNew(FormPage):
    """A new row; "and another" goes on to the next one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.allow()
        if "form" not in kwargs:
            owner = self.owner()
            kwargs["form"] = self.form_for(self.blank(), **({self.part.under: owner[1].pk} if owner else {}))
        lock = lock_of(self.part, self.inspection, adding=True)
        return super().get_context_data(is_new=True, lock=lock, back=self.back(), **kwargs)

    def blank(self) -> Any:
        if self.part.single:
            raise Http404
        return self.part.new(self.inspection)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.blank()
        self.allow()
        form = self.form_for(row, request.POST, request.FILES)
        if form.is_valid():
            try:
                row = add_row(part=self.part, inspection=self.inspection, values=form.values(), by=request.user)  # type: ignore[arg-type]
            except ValidationError as refusal:
                blame(form, refusal)
            else:
                messages.success(request, _("已保存：%(name)s") % {"name": shown(self.part, row, self.sight)})
                another = f"{self.address('scheme_new')}{self.kept('of')}"
                return redirect(another if "another" in request.POST else self.back(row))
        return self.refused(form)


class SchemeRow(FormPage):
    """A row with what hangs under it: a form for who may change it, facts for the others."""

    def row(self) -> Any:
        return get_object_or_404(self.part.listed(self.inspection, self.request.user), pk=self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = kwargs.pop("row", None) or self.row()
        rights, hidden = self.rights(self.part), self.part.hidden(self.sight)
        form = kwargs.pop("form", None) or self.form_for(row)
        void = getattr(row, "void_reason", "")
        lock = rights["lock"] or self.part.check_change(row, self.inspection) * rights["may"]
        facts = self.form_for(row).facts() if void or lock or not rights["may"] or kwargs.get("changed") else []
        labels = {form.fields[name].label for name in hidden if name in form.fields}
        return super().get_context_data(
            row=row,
            form=form,
            name=self.part.name(row, self.sight),
            rights=rights,
            lock=lock,
            void=void,
            writes=rights["may"] and (form.is_bound or not (void or lock)),
            facts=[fact for fact in facts if fact.label not in labels],
            closed=[name for name, field in form.fields.items() if field.disabled],
            children=self.children(row),
            entries=told(self.entries(row), self.part) if not hidden else [],
            verbs=VERBS,
            back=self.back(row),
            kept=self.kept(),
            raise_at="" if void else self.raise_at(row),
            may_state_share=self.part.key == "answers"
            and self.request.user.has_perm("findings.raise", self.inspection),
            **kwargs,
        )

    def raise_at(self, row: Any) -> str:
        """Where a finding is raised from here, as the form of the finding takes it; "" for whom it is not."""
        if not self.request.user.has_perm("findings.raise", self.inspection):
            return ""
        if self.part.key == "units":
            return f"visit={row.visit_id}&unit={row.pk}" if row.visit_id else f"unit={row.pk}"
        return f"visit={row.pk}" if self.part.key == "visits" else ""

    def entries(self, row: Any) -> Any:
        return entries_of(row).filter(verb__in=VERBS)

    def children(self, row: Any) -> list[dict[str, Any]]:
        tables = []
        for key in self.part.children:
            child = PARTS[key]
            rows = child.listed(self.inspection, self.request.user).filter(**{child.under: row})
            rows = list(rows.order_by(*child.keys)[: SIZE + 1])
            query = f"?of={row.pk}"
            tables.append(
                {
                    "part": child,
                    **self.table(child, rows[:SIZE], query, below=True),
                    "more": len(rows) > SIZE,
                    "rights": self.rights(child),
                    "query": query,
                }
            )
        return tables

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.was_removed():
            return self.too_late()
        row = self.row()
        self.allow()
        form = self.form_for(row, request.POST, request.FILES)
        if form.is_valid():
            try:
                row = change_row(
                    part=self.part,
                    inspection=self.inspection,
                    number=row.pk,
                    values=form.values(),
                    seen=form.cleaned_data["seen"],
                    by=request.user,  # type: ignore[arg-type]
                )
            except ValidationError as refusal:
                if getattr(refusal, "code", "") == "changed":
                    return self.conflict(form, refusal)
                blame(form, refusal)
            else:
                messages.success(request, _("已保存：%(name)s") % {"name": shown(self.part, row, self.sight)})
                return redirect(self.back(row))
        return self.refused(form)

    def was_removed(self) -> bool:
        """Whether somebody removed the row while the form was open."""
        number = self.kwargs["number"]
        if self.part.single or self.part.rows(self.inspection, self.request.user).filter(pk=number).exists():
            return False
        return self.entries(self.part.model(pk=number)).filter(verb="scheme_remove").exists()

    def too_late(self) -> HttpResponse:
        """What was typed stays in the form of a new row: nobody's words go with the row."""
        self.allow()
        form = self.form_for(self.part.new(self.inspection), self.request.POST, self.request.FILES)
        form.add_error(None, _("这一条刚被别人删除。您写的内容在下面，保存即作为新的一条。"))
        context = PartPage.get_context_data(
            self, form=form, is_new=True, back=self.back(), action=f"{self.address('scheme_new')}{self.kept()}",
            lost=[name for name in self.request.FILES if name in form.fields],
        )  # fmt: skip
        return render(self.request, self.get_template_names(), context, status=409)

    def conflict(self, form: RowForm, refusal: ValidationError) -> HttpResponse:
        """Somebody was quicker: her words beside what was typed, which a second try puts in their place."""
        form.add_error(None, refusal)
        row = self.row()
        form.data = form.data.copy()
        form.data["seen"] = self.part.seen(row)
        return self.refused(form, status=409, row=row, changed=self.entries(row).last())


class ReasonForm(forms.Form):
    """Why a row is removed or declared void."""

    reason = Words(
        label=pgettext_lazy("of a change", "理由"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("将写入办理记录，写入后不能更改。"),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class SchemeRemove(SchemeRow):
    """Asks before a row is removed, declared void, or stands again."""

    template_name = "inspections/scheme_remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.allow()
        row = kwargs.pop("row", None) or self.row()
        if self.part.single:
            raise Http404
        form = kwargs.pop("form", None) or ReasonForm(initial={"seen": self.part.seen(row)})
        form.fields["reason"].required = not is_removed_for_good(self.inspection)
        return PartPage.get_context_data(
            self,
            row=row,
            form=form,
            name=self.part.name(row, self.sight),
            void=getattr(row, "void_reason", ""),
            voids=self.part.voidable and not is_removed_for_good(self.inspection),
            lock=void_lock_of(self.part, self.inspection) or self.part.check_void(row, self.inspection),
            facts=self.form_for(row).facts(),
            back=f"{self.address('scheme_row', row.pk)}{self.kept()}",
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row, part = self.row(), self.part
        self.allow()
        if part.single:
            raise Http404
        name, form = shown(part, row, self.sight), ReasonForm(request.POST)
        if form.is_valid():
            given: dict[str, Any] = {"part": part, "inspection": self.inspection, "number": row.pk, "by": request.user}
            try:
                if "restore" in request.POST:
                    restore_row(**given)
                    said = _("已撤销作废：%(name)s")
                elif remove_row(reason=form.cleaned_data["reason"], seen=form.cleaned_data["seen"], **given):
                    said = _("已删除：%(name)s")
                else:
                    said = _("已作废：%(name)s")
            except ValidationError as refusal:
                blame(form, refusal)
                form.data = form.data.copy()
                form.data["seen"] = part.seen(self.row())
            else:
                messages.success(request, said % {"name": name})
                return redirect(self.back())
        return self.refused(form)


class SchemeMove(PartPage):
    """One place up or down."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not may_change(request.user, self.part, self.inspection):
            raise PermissionDenied
        if not self.part.ordered:
            raise Http404
        try:
            row = move_row(
                part=self.part,
                inspection=self.inspection,
                number=self.kwargs["number"],
                up=request.POST.get("to") == "up",
                by=request.user,  # type: ignore[arg-type]
            )
        except ObjectDoesNotExist as absent:
            raise Http404 from absent
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.back())
        return redirect(self.back(row))


def blame(form: forms.Form, refusal: ValidationError) -> None:
    """The sentences of `refusal` at their fields; those of a field that the form does not have stand above it."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
