"""The form by which a finding is written down and changed, where one stands: at a visit, a unit, a line of the list."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.pages import Page
from findings.actions.entering import Typed, enter_finding, reenter_finding, try_to_record
from findings.actions.recording import EDITABLE, Conflict
from findings.comparing import differences, merged
from findings.forms.entry import Entry
from findings.models import Evidence, Finding, Lead
from findings.queries.prefill import begun
from findings.recording import entry_of, name_of, read_entry
from findings.workflow.findings import RECORD
from inspections.enums import OVER
from inspections.models import Inspection

MORE = ("figures", "evidence")


class EntryPage(Page):
    """GET shows the form, POST saves it; what cannot be saved comes back as it was typed, with sentences."""

    template_name = "findings/entry.html"
    http_method_names = ["get", "head", "post"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.inspection: Inspection
        self.finding: Finding | None = None
        self.lead: Lead | None = None

    def prepare(self) -> None:
        """Set `inspection` and what else the form is about; 404 or 403 for whom it is not."""
        raise NotImplementedError

    def start(self) -> dict[str, Any]:
        """What the form begins with."""
        raise NotImplementedError

    def save(self, typed: Typed) -> Finding:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "entry" not in kwargs:
            self.prepare()
            kwargs["entry"] = Entry(self.inspection, start=self.start())
        kwargs["entry"].tell(self.stored_rows(), kwargs.pop("unsent", {}))
        return super().get_context_data(
            inspection=self.inspection,
            finding=self.finding,
            lead=self.lead,
            may_record=self.may_record,
            is_over=self.inspection.state in OVER,
            back=self.back,
            **kwargs,
        )

    @property
    def back(self) -> str:
        if self.finding:
            return self.finding.get_absolute_url()
        return f"{reverse('findings')}?inspection={self.inspection.code}"

    @property
    def may_record(self) -> bool:
        """A new finding is its writer's; another one is registered by her alone."""
        if self.finding is None:
            return True
        return self.finding.state in RECORD.sources and self.person.has_perm("findings.record", self.finding)

    def stored_rows(self) -> dict[str, Evidence]:
        rows = self.finding.evidence.select_related("attachment") if self.finding else ()
        return {str(name_of(row)): row for row in rows}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        if (rows := request.POST.get("more")) in MORE:
            return self.with_another_row(str(rows))
        entry = Entry(self.inspection, sent=(request.POST, request.FILES))
        stored = entry_of(self.finding)["evidence"] if self.finding else ()
        if not entry.is_readable():
            self.look_at_the_rest(entry, stored)
            return self.again(entry)
        data = entry.data(stored)
        typed = Typed(data, entry.files, entry.form.cleaned_data["base"] or 0)
        try:
            if "apart" in request.POST:
                finding = enter_finding(inspection=self.inspection, typed=as_new(typed), by=self.person)
            else:
                finding = self.save(self.resolved(typed))
        except ValidationError as refusal:
            entry.refuse(refusal)
            return self.again(entry)
        except Conflict as conflict:
            return self.conflict(entry, data, conflict)
        return self.after(finding)

    @property
    def person(self) -> Any:
        return self.request.user

    def look_at_the_rest(self, entry: Entry, stored: Any) -> None:
        """Some field could not even be read: name what is wrong with the others in the same breath."""
        try:
            read_entry(entry.data(stored), inspection=self.inspection)
        except ValidationError as refusal:
            entry.refuse(refusal)

    def with_another_row(self, rows: str) -> HttpResponse:
        """One more empty row, for those whose browser runs no scripts too; nothing is saved."""
        data = self.request.POST.copy()
        total = data.get(f"{rows}-TOTAL_FORMS", "")
        data[f"{rows}-TOTAL_FORMS"] = str(int(total) + 1 if total.isdecimal() and len(total) < 4 else 1)
        entry = Entry(self.inspection, sent=(data, self.request.FILES))
        entry.say_nothing_yet()
        return render(
            self.request, self.template_name, self.get_context_data(entry=entry, another=rows, **self.unsent())
        )

    def unsent(self) -> dict[str, Any]:
        """The files that were chosen and not kept. A page exchanged in place keeps them chosen; a new page cannot."""
        return {} if self.request.htmx else {"unsent": {name: file.name for name, file in self.request.FILES.items()}}  # type: ignore[attr-defined]

    def again(self, entry: Entry, status: int = 422, **more: Any) -> HttpResponse:
        context = self.get_context_data(entry=entry, **self.unsent(), **more)
        return render(self.request, self.template_name, context, status=status)

    def resolved(self, typed: Typed) -> Typed:
        return typed

    def conflict(self, entry: Entry, data: Mapping[str, Any], conflict: Conflict) -> HttpResponse:
        raise NotImplementedError

    def after(self, finding: Finding) -> HttpResponse:
        """Say what was saved and show the finding; without what its registration needs, show the form once more."""
        address = finding.get_absolute_url()
        if "record" in self.request.POST and self.person.has_perm("findings.record", finding):
            saved = try_to_record(finding=finding, by=self.person)
            if saved.not_recorded:
                messages.warning(self.request, _("已保存为草稿，尚未登记：") + " ".join(saved.not_recorded))
                address = f"{reverse('finding_edit', args=[finding.code])}#evidence"
            else:
                messages.success(self.request, _("已保存并登记：%(row)s") % {"row": finding})
        else:
            messages.success(self.request, _("已保存：%(row)s") % {"row": finding})
        if self.request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)


class FindingNew(EntryPage):
    """A finding is raised from where one stands; place, unit and the unit of last time are there already."""

    def prepare(self) -> None:
        self.inspection = get_object_or_404(Inspection.objects.visible_to(self.person), code=self.kwargs["code"])
        if not self.person.has_perm("findings.raise", self.inspection):
            raise PermissionDenied
        if code := self.request.GET.get("lead", ""):
            self.lead = get_object_or_404(
                Lead.objects.visible_to(self.person).filter(inspection=self.inspection), code=code.replace("\0", "")
            )
            if not self.person.has_perm("findings.raise_from_lead", self.lead):
                raise PermissionDenied

    def start(self) -> dict[str, Any]:
        return begun(self.inspection, self.request.GET, self.lead, self.person)

    def save(self, typed: Typed) -> Finding:
        return enter_finding(inspection=self.inspection, typed=typed, by=self.person, lead=self.lead)


class FindingEdit(EntryPage):
    """A finding is changed by its writer or by a head, until it has been verified."""

    model = Finding

    def prepare(self) -> None:
        self.finding = get_object_or_404(
            Finding.objects.visible_to(self.person).select_related("inspection"), code=self.kwargs["code"]
        )
        if not self.person.has_perm("findings.edit", self.finding):
            raise PermissionDenied
        self.inspection = self.finding.inspection

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        if self.finding and self.finding.state not in EDITABLE:
            messages.warning(request, _("已核实的检查发现不能修改，请先退回；撤回的不再修改。"))
            return redirect(self.finding.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def start(self) -> dict[str, Any]:
        assert self.finding is not None  # noqa: S101  prepare() found it
        return {**entry_of(self.finding), "base": self.finding.version}

    def save(self, typed: Typed) -> Finding:
        assert self.finding is not None  # noqa: S101
        return reenter_finding(finding=self.finding, typed=typed, by=self.person)

    def resolved(self, typed: Typed) -> Typed:
        """After a conflict: the fields for which hers were chosen are taken from there, and what gives way is named."""
        if "resolve" not in self.request.POST or self.finding is None:
            return typed
        theirs = entry_of(self.finding)
        taken = [] if "mine" in self.request.POST else self.request.POST.getlist("theirs")
        data = merged(typed.data, theirs, taken)
        rows = differences(origin_of(self.request.POST), theirs, data, self.inspection)
        files = {} if "evidence" in taken else typed.files
        return Typed(data, files, typed.base, [(row.label, row.theirs) for row in rows])

    def conflict(self, entry: Entry, data: Mapping[str, Any], conflict: Conflict) -> HttpResponse:
        """Somebody was quicker. What stood there, hers and the person's own stand side by side; nothing is lost."""
        self.finding = conflict.theirs
        rows = differences(origin_of(self.request.POST), entry_of(conflict.theirs), data, self.inspection)
        entry.form.data = entry.form.data.copy()
        entry.form.data["base"] = str(conflict.theirs.version)
        by = conflict.theirs.history.filter(verb="edit").last()
        return self.again(entry, status=409, differences=rows, by=by)


def origin_of(sent: QueryDict) -> dict[str, Any] | None:
    """What the form began with, as the page carried it; None for what is no entry."""
    try:
        origin = json.loads(sent.get("origin", ""))
    except ValueError:
        return None
    return origin if isinstance(origin, dict) else None


def as_new(typed: Typed) -> Typed:
    """The same as a finding of its own: new rows for the figures and the evidence. Stored files stay with the other."""
    figures = [{**row, "code": None} for row in typed.data["figures"]]
    evidence = [
        {"id": str(uuid.uuid4()), "kind": row["kind"], "source": row["source"]} for row in typed.data["evidence"]
    ]
    return Typed({**typed.data, "figures": figures, "evidence": evidence}, typed.files)
