"""Letters of an inspection: the list, the form with its preview, and the file."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages import DetailPage
from inspections.actions.letters import ISSUING, checked, issue_letter
from inspections.forms.planning import LetterForm
from inspections.letters.model import Letter as Written
from inspections.models import Inspection
from inspections.queries.choices import bodies
from inspections.queries.entrusting import letters_of
from inspections.queries.letters import letter_of
from inspections.views.planning import PlanningFormPage, refuse


class LetterList(DetailPage):
    """The letters that were issued, with their files."""

    model = Inspection
    template_name = "inspections/letter_list.html"

    def more(self, row: Inspection) -> dict[str, Any]:
        letters = letters_of(row).select_related("attachment", "pdf", "issued_by").prefetch_related("recipients")
        may_issue = self.request.user.has_perm("inspections.issue_letter", row)
        return {"letters": letters, "may_issue": may_issue, "is_time": row.state in ISSUING}


class LetterNew(PlanningFormPage):
    """A letter is looked at before it is issued: 印发 takes exactly what the last preview showed, or shows it anew."""

    template_name = "inspections/letter_form.html"
    verb = "issue_letter"
    form = LetterForm

    def begin(self, row: Inspection | None) -> dict[str, Any]:
        return LetterForm.begin(row) if row is not None else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["is_time"] = context["row"].state in ISSUING
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row: Any = self.prepare()
        form = LetterForm(request.POST, user=request.user, inspection=row)
        if not form.is_valid():
            return self.again(row, form)
        try:
            values, english = form.letter_values(bodies(form.keys("recipients"))), form.cleaned_data["english"]
            letter = letter_of(row, checked(row, values, english=english))
            digest = digest_of(letter, english=english)
            if "issue" in request.POST and form.cleaned_data["seen"] == digest:
                issued = issue_letter(inspection=row, values=values, english=english, by=request.user)  # type: ignore[arg-type]
                messages.success(request, _("已印发：%(number)s") % {"number": issued.number})
                return redirect("letters", code=row.code)
        except ValidationError as refusal:
            refuse(form, refusal)
            return self.again(row, form)
        form.data = {**form.data.dict(), "seen": digest}
        changed = "issue" in request.POST
        return self.again(row, form, 200, letter=letter, with_english=english, changed=changed)


def digest_of(letter: Written, *, english: bool) -> str:
    """What a preview shows, as a digest: another word is another letter."""
    return hashlib.sha256(repr((letter, english)).encode()).hexdigest()


@login_required
@require_safe
def download_letter(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The file of a letter; 404 where there is none."""
    row = get_object_or_404(Inspection.objects.visible_to(request.user), code=code)
    letter = get_object_or_404(letters_of(row).select_related("attachment").exclude(attachment=None), pk=number)
    if not request.user.has_perm("inspections.view", row):
        raise PermissionDenied
    return letter.attachment.as_download()
