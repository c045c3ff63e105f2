"""提出议题, and the base of the forms that are filled in for an inspection."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages import Page
from inspections.actions.planning import propose_inspection
from inspections.forms.planning import PlanningForm, ProposeForm
from inspections.models import Inspection
from inspections.queries.choices import may_propose_for
from inspections.wording.inspections import VERBS


class PlanningFormPage(Page):
    """A form of an inspection: GET shows it, POST acts; what cannot be taken comes back as typed, with sentences.

    Set `verb`, `form`, `template_name`, and `act` for what the form does; `begin` says what stands in a new one.
    """

    model = Inspection
    http_method_names = ["get", "head", "post"]
    verb = ""
    form: type[PlanningForm]

    def prepare(self) -> Inspection | None:
        """The inspection; 404 or 403 for whom it is not."""
        row = get_object_or_404(
            Inspection.objects.visible_to(self.request.user).select_related("organiser"), code=self.kwargs["code"]
        )
        if not self.request.user.has_perm(f"inspections.{self.verb}", row):
            raise PermissionDenied
        return row

    def begin(self, row: Inspection | None) -> dict[str, Any]:
        return {}

    def act(self, row: Any, form: Any) -> str:
        """Does what was asked and says it in a sentence; ValidationError for what cannot be done."""
        raise NotImplementedError

    def after(self, row: Any) -> str:
        """Where the person goes then."""
        return row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = kwargs.pop("row") if "row" in kwargs else self.prepare()
        form = kwargs.pop("form", None) or self.form(initial=self.begin(row), user=self.request.user, inspection=row)
        return super().get_context_data(row=row, form=form, label=VERBS[self.verb], **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.prepare()
        form = self.form(request.POST, user=request.user, inspection=row)
        if form.is_valid():
            try:
                said = self.act(row, form)
            except ValidationError as refusal:
                refuse(form, refusal)
            else:
                messages.success(request, said)
                return redirect(self.after(row))
        return self.again(row, form)

    def again(self, row: Any, form: Any, status: int = 422, **more: Any) -> HttpResponse:
        """The page once more, with what was typed."""
        context = self.get_context_data(row=row, form=form, **more)
        return render(self.request, self.template_name, context, status=status)


def refuse(form: PlanningForm, refusal: ValidationError) -> None:
    """Put the sentences of `refusal` beside the fields they are about; those about none stand above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class InspectionNew(PlanningFormPage):
    """A new topic, for those who plan inspections of a standing committee."""

    template_name = "inspections/inspection_new.html"
    verb = "propose"
    form = ProposeForm

    def prepare(self) -> None:
        if not may_propose_for(self.request.user).exists():  # type: ignore[arg-type]  # signed in, says the mixin
            raise PermissionDenied

    def begin(self, row: None) -> dict[str, Any]:
        return {"year": timezone.localdate().year + 1, "organiser": may_propose_for(self.request.user).first()}  # type: ignore[arg-type]

    def act(self, row: None, form: ProposeForm) -> str:
        values = {**form.values(), "instruments": form.keys("instruments")}
        self.made = propose_inspection(organiser=values["organiser"], values=values, by=self.request.user)  # type: ignore[arg-type]
        return _("已提出议题：%(row)s") % {"row": self.made}

    def after(self, row: None) -> str:
        return reverse("inspection", args=[self.made.code])
