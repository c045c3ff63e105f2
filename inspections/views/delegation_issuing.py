"""发函: the letter of entrustment is looked at before it goes out, to one body or to several at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from inspections.actions.entrusting import BEFORE_ISSUE
from inspections.actions.issuing import checked, issue_delegations
from inspections.forms.delegations import IssueForm
from inspections.models import Delegation, Inspection
from inspections.queries.delegations import RELATED
from inspections.queries.entrusting import delegations_of, letter_to
from inspections.views.delegations import PlacePage
from inspections.views.letters import digest_of
from inspections.views.planning import refuse


class DelegationsIssue(PlacePage):
    """印发 takes exactly what the last preview showed, or shows it anew."""

    template_name = "delegations/issue.html"
    http_method_names = ["get", "head", "post"]
    only: Delegation | None = None

    def allow(self) -> None:
        inspection, parent = self.place
        draft = self.only or Delegation(inspection=inspection, parent=parent)
        if not self.request.user.has_perm("inspections.issue_delegation", draft):
            raise PermissionDenied

    def rows(self) -> Any:
        """Those that can still go out, with what a letter says of them."""
        waiting = delegations_of(*self.place).filter(state__in=BEFORE_ISSUE, void_reason="").exclude(body=None)
        rows = waiting.select_related("parent__inspection__organiser", *RELATED)
        return rows.filter(pk=self.only.pk) if self.only else rows

    def form(self, data: Any = None) -> IssueForm:
        rows = self.rows()
        alike = [row.pk for row in rows if is_like(row, rows[0])]
        return IssueForm(data, delegations=rows, initial={"delegations": alike})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form()
        chosen = {str(key) for key in form["delegations"].value() or []}
        waiting = [(row, str(row.pk) in chosen) for row in form.fields["delegations"].queryset]  # type: ignore[attr-defined]
        back = self.only.get_absolute_url() if self.only else self.address("delegations")
        return super().get_context_data(form=form, waiting=waiting, only=self.only, back=back, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.again(form)
        given = form.values()
        chosen, english = list(given.pop("delegations")), given.pop("english")
        try:
            letter = letter_to(chosen, checked(chosen, given, english=english))
            digest = digest_of(letter, english=english)
            if "issue" in request.POST and form.cleaned_data["seen"] == digest:
                issued = issue_delegations(delegations=chosen, values=given, english=english, by=request.user)  # type: ignore[arg-type]
                messages.success(request, _("已发函：%(number)s") % {"number": issued.number})
                return redirect(self.only or self.address("delegations"))
        except ValidationError as refusal:
            refuse(form, refusal)  # type: ignore[arg-type]  # it has fields like the forms of the planning
            return self.again(form)
        form.data = form.data.copy()
        form.data["seen"] = digest
        return self.again(form, 200, letter=letter, with_english=english, changed="issue" in request.POST)

    def again(self, form: IssueForm, status: int = 422, **more: Any) -> HttpResponse:
        return render(self.request, self.template_name, self.get_context_data(form=form, **more), status=status)


def is_like(row: Delegation, other: Delegation) -> bool:
    """Whether one letter may say both."""
    return (row.mode, row.request_id, row.due) == (other.mode, other.request_id, other.due)


class DelegationsIssueBelow(DelegationsIssue):
    """The letters of a body that entrusts in its turn."""

    below = True


class DelegationIssue(DelegationsIssue):
    """The letter of one delegation."""

    @cached_property
    def place(self) -> tuple[Inspection, Delegation | None]:
        rows = Delegation.objects.visible_to(self.request.user)  # type: ignore[arg-type]  # signed in, says dispatch
        self.only = get_object_or_404(
            rows.select_related("parent__inspection__organiser", *RELATED), code=self.kwargs["code"]
        )
        return self.only.inspection, self.only.parent
