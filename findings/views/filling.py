"""A return while it is filled in: what is to do, the beginning, and everything once more before it is signed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import INSPECTING_ROLES
from core.pages import Page
from core.spoken import spoken
from findings.actions.filling import begin_return
from findings.enums import RemarkKind
from findings.forms.filling import everything
from findings.forms.pointers import Pointer, pointers, way_to
from findings.forms.sheets import Sheet
from findings.models import Return, ReturnFile, ReturnSection, ReturnVersion
from findings.queries.returning import facts_of, form_of_return, latest_version
from findings.returns.content import Written, label_of
from findings.returns.rules import Fault, faults, of_section
from findings.workflow.returns import BEGIN
from inspections.asking.model import Form, Section
from inspections.enums import CAME_BACK
from inspections.models import Delegation


@dataclass
class Filling:
    """A return as one person sees it, read once for a page."""

    row: Return
    user: Any

    @cached_property
    def delegation(self) -> Delegation:
        return self.row.delegation

    @cached_property
    def form(self) -> Form:
        return form_of_return(self.row)

    @cached_property
    def rows(self) -> dict[str, ReturnSection]:
        """The sections as they are being written, by key."""
        rows = self.row.sections.select_related("section", "updated_by")
        return {row.section.key: row for row in rows}

    @cached_property
    def content(self) -> dict[str, Written]:
        return {key: row.content for key, row in self.rows.items()}

    @cached_property
    def faults(self) -> list[Fault]:
        return faults(self.form, self.content, facts_of(self.row))

    @cached_property
    def files(self) -> dict[str, ReturnFile]:
        return {str(file.key): file for file in self.row.files.select_related("attachment")}

    @cached_property
    def version(self) -> ReturnVersion | None:
        """What was submitted last."""
        return latest_version(self.delegation)

    @cached_property
    def is_filler(self) -> bool:
        return self.user.has_perm("inspections.fill_return", self.delegation)

    @property
    def may_fill(self) -> bool:
        return self.is_filler and self.delegation.is_being_written

    @property
    def is_submitted(self) -> bool:
        return self.delegation.state in CAME_BACK

    @cached_property
    def sent_back(self) -> list[tuple[Any, str, Any]]:
        """What the body above asked to be supplemented: what it is about, the way there, the reason."""
        if self.version is None or self.is_submitted:
            return []
        remarks = self.version.remarks.filter(kind=RemarkKind.SEND_BACK, sent=True)
        return [(spoken(label_of(self.form, one.address)), self.way_to(one.address), one) for one in remarks]

    def label(self, address: str) -> Any:
        """What stands at a full address, without the title of its section."""
        said = label_of(self.form, address)
        within = type(said)(said.zh.partition(" › ")[2] or said.zh, said.en.partition(" › ")[2] or said.en)
        return spoken(within)

    def url(self, section: Section) -> str:
        return reverse("return_section", args=[self.row.code, section.key])

    def way_to(self, address: str) -> str:
        """The address on the site of the field at a full address; "" where the form has no such section."""
        section = self.form.section(address.partition(".")[0])
        return way_to(section, self.url(section), self.content.get(section.key, {}), address) if section else ""

    def pointers(self, section: Section) -> list[Pointer]:
        return pointers(section, self.url(section), self.content, self.faults, self.label)

    def tasks(self) -> list[dict[str, Any]]:
        """Every section with its mark and the number of its errors."""
        return [
            {
                "section": section,
                "url": self.url(section),
                "row": self.rows.get(section.key),
                "errors": sum(fault.is_error for fault in of_section(self.faults, section.key)),
            }
            for section in self.form.sections
        ]


class ReturnPage(Page):
    """A page of one return, for the body that writes it: nobody above or beside it finds it."""

    model = Return

    @cached_property
    def filling(self) -> Filling:
        rows = Return.objects.visible_to(self.request.user).select_related(  # type: ignore[arg-type]  # signed in
            "delegation__inspection__organiser", "delegation__parent__body", "delegation__body__locality",
            "delegation__request",
        )  # fmt: skip
        return Filling(get_object_or_404(rows, code=self.kwargs["code"]), self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filling = self.filling
        return super().get_context_data(
            filling=filling, row=filling.row, delegation=filling.delegation, version=filling.version, **kwargs
        )


class TaskList(ReturnPage):
    """What there is to fill, what is filled, and what comes next."""

    template_name = "returns/filling/task_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = self.filling.tasks()
        done = sum(bool(task["row"] and task["row"].finished) for task in tasks)
        delegation, user = self.filling.delegation, self.request.user
        return super().get_context_data(
            tasks=tasks,
            done=done,
            may_sign=user.has_perm("inspections.sign_return", delegation),
            may_submit=user.has_perm("inspections.submit_return", delegation),
            may_entrust=user.has_perm("inspections.ask_below", delegation),
            may_begin=delegation.state in BEGIN.sources and user.has_perm("inspections.begin_return", delegation),
            **kwargs,
        )


class ReturnCheck(ReturnPage):
    """Every answer on one page with everything that is wrong, before somebody signs."""

    template_name = "returns/filling/check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filling = self.filling
        parts = []
        wrong: list[Pointer] = []
        for task in filling.tasks():
            section = task["section"]
            written = filling.content.get(section.key, {})
            found = of_section(filling.faults, section.key)
            sheet = Sheet(everything(section, written), written, found, filling.files)
            wrong += filling.pointers(section)
            parts.append({**task, "sheet": sheet})
        errors = [one for one in wrong if one.is_error]
        unfinished = [part for part in parts if part["section"].required and not (part["row"] and part["row"].finished)]
        return super().get_context_data(
            parts=parts,
            errors=errors,
            warnings=[one for one in wrong if not one.is_error],
            unfinished=unfinished,
            is_ready=not errors and not unfinished,
            may_sign=self.request.user.has_perm("inspections.sign_return", filling.delegation),
            **kwargs,
        )


class ReturnBegin(Page):
    """Asks before a return is begun, or taken up again after it was sent back; POST takes the step."""

    template_name = "returns/filling/begin.html"
    http_method_names = ["get", "head", "post"]

    @cached_property
    def delegation(self) -> Delegation:
        user: Any = self.request.user
        own = Delegation.objects.visible_to(user).filter(body__in=user.bodies_as(*INSPECTING_ROLES))
        row = get_object_or_404(own.select_related("inspection__organiser", "parent__body", "request"),
                                code=self.kwargs["code"])  # fmt: skip
        if not user.has_perm("inspections.begin_return", row):
            raise PermissionDenied
        return row

    def missing(self) -> list[str]:
        """Why it cannot be begun; nothing when it can."""
        row = self.delegation
        if row.state not in BEGIN.sources:
            return [_("已是“%(state)s”状态。") % {"state": row.get_state_display()}]
        if found := BEGIN.missing(row):
            return found
        return [] if row.request_id else [_("这项委托没有写明要报送的内容。")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("missing", self.missing())
        version = latest_version(self.delegation)
        sent = version.remarks.filter(kind=RemarkKind.SEND_BACK, sent=True) if version else []
        return super().get_context_data(
            delegation=self.delegation, remarks=sent, is_begun=hasattr(self.delegation, "returned"), **kwargs
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        missing = self.missing()
        user: Any = request.user
        if not missing:
            try:
                returned = begin_return(delegation=self.delegation, by=user)
            except ValidationError as refusal:
                missing = refusal.messages
            else:
                messages.success(request, _("可以填报了。填写的内容随时保存，报送以前只有本机关看得到。"))
                return redirect(returned)
        context = self.get_context_data(missing=missing, refused=True)
        return render(request, self.template_name, context, status=422)
