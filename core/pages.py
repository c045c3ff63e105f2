"""Pages: short classes that ask for what the person may see, ask the policy, and render.

A row of somebody else's does not exist (404); a verb that is not hers is refused (403). Nothing here knows a model.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from core.paging import page_of
from core.workflow import Step, take

NOTE_LENGTH = 2000


def seen_through(accessor: str, model: type[Model], user: Any) -> Prefetch:
    """Prefetches the rows behind `accessor` of `model` as far as `user` sees them, those of a later app too: a link is
    no way round `visible_to`."""
    related: Any = model._meta.get_field(accessor).related_model
    return Prefetch(accessor, related.objects.visible_to(user))


@method_decorator(never_cache, name="dispatch")
class Page(LoginRequiredMixin, TemplateView):
    """A page for people who are signed in; no browser keeps it after they leave."""


class ListPage(Page):
    """A filtered list, paged by key. Set `model`, `template_name`, `keys` (the ordering) and perhaps `filter_form`.

    A filter form has a method `narrow(queryset)`; an invalid filter shows its error and no rows.
    """

    model: type[Model]
    keys: list[str]
    filter_form: Any = None  # a class made with (data, user=...) that can `narrow`
    size = 50

    def get_rows(self) -> QuerySet:
        """What the person may see, before the filter."""
        return self.model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]

    def get_keys(self, form: Any) -> list[str]:
        """The ordering of what `form` (or None) left over. A column that a filter holds to one value is best left out:
        the database then sees better how few rows a page is."""
        return self.keys

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows, form = self.get_rows(), None
        if self.filter_form:
            form = self.filter_form(self.request.GET or None, user=self.request.user)
            if form.is_bound:
                rows = form.narrow(rows) if form.is_valid() else rows.none()
        page = page_of(rows, self.get_keys(form), self.request.GET, self.size)
        return super().get_context_data(page=page, rows=page.rows, form=form, **kwargs)


class DetailPage(Page):
    """One row under its code. Set `model`, `template_name`, and `related` for what the template walks through.

    `verb` is what the policy is asked for.
    """

    model: type[Model]
    verb = "view"

    def get_rows(self) -> QuerySet:
        return self.model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = get_object_or_404(self.get_rows(), code=self.kwargs["code"])
        if not self.request.user.has_perm(f"{row._meta.app_label}.{self.verb}", row):
            raise PermissionDenied
        return super().get_context_data(row=row, **self.more(row), **kwargs)

    def more(self, row: Any) -> dict[str, Any]:
        """What else the template needs to know about `row`."""
        return {}


class StepPage(Page):
    """Confirms one step of a workflow: GET asks (with a reason where the step needs one), POST takes it.

    Set `model`, `steps` (verb → Step), `labels` (verb → words) and `template_name`.
    """

    model: type[Model]
    steps: dict[str, Step]
    labels: dict[str, Any]
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> tuple[Any, Step]:
        row = get_object_or_404(self.model.objects.visible_to(self.request.user), code=self.kwargs["code"])  # type: ignore[attr-defined]
        step = self.steps[self.kwargs["verb"]]
        if not self.request.user.has_perm(f"{row._meta.app_label}.{step.verb}", row):
            raise PermissionDenied
        return row, step

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, step = self.prepare()
        return super().get_context_data(row=row, step=step, label=self.labels[step.verb], **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row, step = self.prepare()
        note = request.POST.get("note", "").replace("\0", "")[:NOTE_LENGTH]  # PostgreSQL holds no NUL
        try:
            row = self.act(row, step, note)
        except ValidationError as refusal:
            context = self.get_context_data(errors=refusal.messages, note=note)
            return render(request, self.get_template_names(), context, status=422)
        messages.success(request, _("已%(verb)s：%(row)s") % {"verb": self.labels[step.verb], "row": row})
        return redirect(self.after(row))

    def act(self, row: Any, step: Step, note: str) -> Any:
        """Take the step. A page whose step needs more than a note has an action of its own."""
        return take(step, row, by=self.request.user, note=note)  # type: ignore[arg-type]  # signed in, says the mixin

    def after(self, row: Any) -> str:
        """Where the person goes then."""
        return row.get_absolute_url()
