"""方案: the outline, the list of each part, and the forms that add, change, move, remove or void a row."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.history import entries_of
from core.pages import Page
from core.paging import LONGEST, page_of
from core.templatetags.words import best
from inspections.actions.scheme import REASON_LENGTH, add_row, change_row, move_row, remove_row, restore_row
from inspections.forms.fields import Words
from inspections.models import Inspection
from inspections.queries.itinerary import itinerary_of
from inspections.scheme.form import RowForm
from inspections.scheme.locks import (
    closed_fields,
    is_removed_for_good,
    lock_of,
    may_change,
    void_lock_of,
)
from inspections.scheme.outline import missing_for_submission, outline_of
from inspections.scheme.part import Column, Part, Sight
from inspections.scheme.registry import PARTS
from inspections.scheme.wording import VERBS, told

SIZE = 50
PARENTS = {child: part for part in PARTS.values() for child in part.children}
KEPT = ("of", "after", "before")  # of an address: the row one came from, the page of the list


@dataclass(frozen=True)
class Line:
    """A row as its list shows it."""

    row: Any
    name: Any
    cells: list[tuple[Any, Any, str]]
    url: str
    lacks_english: bool


class SchemePage(Page):
    """A page of the scheme of one inspection; whoever may see the inspection may read it."""

    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and request.method and request.method.lower() in self.http_method_names:
            self.open()
        return super().dispatch(request, *args, **kwargs)

    def open(self) -> None:
        """The inspection and what the reader may see of it."""
        user = self.request.user
        self.inspection = get_object_or_404(
            Inspection.objects.visible_to(user).select_related("organiser"),  # type: ignore[arg-type]
            code=self.kwargs["code"],
        )
        if not user.has_perm("inspections.view", self.inspection):
            raise PermissionDenied
        self.sight = Sight(user, names=user.has_perm("inspections.see_unit_names", self.inspection))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(inspection=self.inspection, **kwargs)


class SchemeOutline(SchemePage):
    """All parts, how much stands in each, and what is still missing for submission."""

    template_name = "inspections/scheme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        basics = PARTS["basics"]
        return super().get_context_data(
            groups=outline_of(self.inspection, self.request.user),
            missing=missing_for_submission(self.inspection),
            is_open=not lock_of(basics, self.inspection),
            lock=lock_of(basics, self.inspection),
            **kwargs,
        )


class SchemeItinerary(SchemePage):
    """The days of all visits."""

    template_name = "inspections/scheme_itinerary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = PARTS["units"]
        seen = list(units.listed(self.inspection, self.request.user).filter(void_reason=""))
        for unit in seen:
            unit.shown = units.name(unit, self.sight)
        return super().get_context_data(itinerary=itinerary_of(self.inspection, seen), **kwargs)


# --- One part ---------------------------------------------------------------------------------------------------------


class PartPage(SchemePage):
    """A page within one part."""

    def open(self) -> None:
        super().open()
        if self.kwargs["part"] not in PARTS:
            raise Http404
        self.part = PARTS[self.kwargs["part"]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outline = reverse("scheme", args=[self.inspection.code])
        return super().get_context_data(**{**kwargs, "part": self.part, "outline": outline})

    def kept(self, *names: str) -> str:
        """What of the address goes on to the next one, with its "?"."""
        asked = {name: self.request.GET.get(name, "") for name in names or KEPT}
        query = urlencode({name: value for name, value in asked.items() if 0 < len(value) <= LONGEST})
        return f"?{query}" if query else ""

    def owner(self) -> tuple[Part, Any] | None:
        """The row under which the person came here."""
        parent, number = PARENTS.get(self.part.key), self.request.GET.get("of", "")
        if parent is None or not (number.isdecimal() and len(number) < 19):
            return None
        row = parent.listed(self.inspection, self.request.user).filter(pk=number).first()
        return (parent, row) if row else None

    def address(self, name: str, *args: Any, part: Part | None = None) -> str:
        return reverse(name, args=[self.inspection.code, (part or self.part).key, *args])

    def back(self, row: Model | None = None) -> str:
        """To the row one came from, or to the list, at the place of `row`."""
        anchor = f"#r{row.pk}" if row and row.pk else ""
        if owner := self.owner():
            parent, above = owner
            return f"{self.address('scheme_row', above.pk, part=parent)}#{self.part.key}"
        return f"{self.address('scheme_part')}{self.kept('after', 'before')}{anchor}"

    def table(self, part: Part, rows: list[Any], query: str = "", *, below: bool = False) -> dict[str, Any]:
        """What a list needs; `below` the row they hang under nobody needs to be told which it is."""
        columns = [column for column in part.columns if not (below and column.kind == "above")]
        return {"columns": columns, "lines": self.lines(part, rows, columns, query)}

    def lines(self, part: Part, rows: list[Any], columns: list[Column], query: str) -> list[Line]:
        hidden = part.hidden(self.sight)
        return [
            Line(
                row,
                part.name(row, self.sight),
                [(column.label, column.value(row, self.sight), column.kind) for column in columns],
                f"{self.address('scheme_row', row.pk, part=part)}{query}",
                not hidden and part.lacks_english(row),
            )
            for row in rows
        ]

    def rights(self, part: Part) -> dict[str, Any]:
        """What the person may do in `part` now."""
        may = may_change(self.request.user, part, self.inspection)
        return {
            "may": may,
            "may_add": may and not part.single and not lock_of(part, self.inspection, adding=True),
            "may_move": may and part.ordered and not lock_of(part, self.inspection, adding=True),
            "may_remove": may and not part.single and not void_lock_of(part, self.inspection),
            "for_good": is_removed_for_good(self.inspection),
            "lock": lock_of(part, self.inspection) if may else "",
        }


class SchemePart(PartPage):
    """The rows of a part; of the basics, which are one row, what they say."""

    template_name = "inspections/scheme_part.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        part, keys = self.part, list(PARTS)
        rows = part.listed(self.inspection, self.request.user)
        place = keys.index(part.key)
        there = self.single() if part.single else self.paged(rows)
        return super().get_context_data(
            earlier=PARTS[keys[place - 1]] if place else None,
            later=PARTS[keys[place + 1]] if place + 1 < len(keys) else None,
            rights=self.rights(part),
            **there,
            **kwargs,
        )

    def paged(self, rows: QuerySet) -> dict[str, Any]:
        page = page_of(rows, list(self.part.keys), self.request.GET, SIZE)
        return {"page": page, **self.table(self.part, page.rows, self.kept("after", "before"))}

    def single(self) -> dict[str, Any]:
        row = self.part.rows(self.inspection).get()
        form = self.part.form(inspection=self.inspection, user=self.request.user, row=row, initial=self.part.begin(row))
        return {"facts": form.facts(), "row": row}


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


class MaterialFile(SchemePage):
    """The file of a material, for whoever may see the inspection."""

    def get(self, request: HttpRequest, **kwargs: Any) -> Any:
        material = get_object_or_404(
            PARTS["materials"].listed(self.inspection, request.user).exclude(attachment=None), pk=self.kwargs["number"]
        )
        if not request.user.has_perm("inspections.view", material):
            raise PermissionDenied
        return material.attachment.as_download()


def blame(form: forms.Form, refusal: ValidationError) -> None:
    """The sentences of `refusal` at their fields; those of a field that the form does not have stand above it."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def shown(part: Part, row: Any, sight: Sight) -> str:
    """What the row is called, as plain words."""
    return best(part.name(row, sight))
