"""Remarks of those who entrusted beside the items of a return: written on a page of their own, or in the paper."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import Text
from findings.actions.reviewing import add_remark, change_remark, remove_remark
from findings.enums import RemarkKind
from findings.forms.reviewing import RemarkForm
from findings.models import ReturnVersion
from findings.queries.papers import addresses_of, item_at, name_of
from findings.queries.returns import remarks_on
from findings.views.reviewing_version import VersionPage, address_of, shown
from findings.workflow.returns import SEND_BACK


class RemarkPage(VersionPage):
    """A remark beside one item: GET asks for it, POST writes it. Where htmx runs, both happen in the paper itself."""

    template_name = "returns/reviewing/remark.html"
    http_method_names = ["get", "head", "post"]
    remark: Any = None  # the one that is changed
    label = gettext_lazy("写批注")

    def prepare(self) -> ReturnVersion:
        version = super().prepare()
        if not self.request.user.has_perm("inspections.annotate_return", self.delegation):
            raise PermissionDenied
        return version

    def address(self) -> str:
        """The item that is meant; "" where this version has none such."""
        asked = self.request.POST.get("item") or self.request.GET.get("address", "")
        return asked if asked in addresses_of(self.asked, self.content) else ""

    def form(self, address: str, data: Any = None) -> RemarkForm:
        remark = self.remark
        return RemarkForm(
            data,
            places=self.places(address),
            may_send_back=self.delegation.state in SEND_BACK.sources and self.is_last,
            initial={"address": address, "kind": remark.kind if remark else RemarkKind.NOTE,
                     "text": remark.text if remark else ""},
            auto_id=f"remark-{address}-%s".replace(".", "-"),
        )  # fmt: skip

    def places(self, address: str) -> list[tuple[str, Text]]:
        """The item and its parts, where it has some: the columns of a row, the fields of a finding."""
        item = None if self.remark else item_at(self.asked, self.version.content, address)
        parts = [part.address for part in item.parts] if item else []
        return [(place, name_of(self.asked, self.content, place)) for place in (address, *parts)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        address = self.address()
        if not address:
            raise Http404
        return self.answer(address, None if "closed" in request.GET else self.form(address), 200)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        address = self.address()
        if not address:
            return self.answer("", None, 422)
        form = self.form(address, request.POST)
        try:
            if not form.is_valid() and "remove" not in request.POST:
                return self.answer(address, form, 422)
            done = self.act(form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, "; ".join(refusal.messages))
            return self.answer(address, form, 422)
        if request.htmx:  # type: ignore[attr-defined]
            return self.answer(address, None, 200)
        messages.success(request, done)
        return redirect(f"{address_of(self.version)}#i-{address}")

    def act(self, given: dict[str, Any]) -> str:
        """Do it and say so."""
        user: Any = self.request.user
        add_remark(version=self.version, address=given["address"], kind=given["kind"], text=given["text"], by=user)
        return _("已写明退回原因，退回时一并发出。") if given["kind"] == RemarkKind.SEND_BACK else _("已写批注。")

    def answer(self, address: str, form: RemarkForm | None, status: int) -> HttpResponse:
        """The page; for htmx only the remarks of the item as they stand in the paper, with the form if open."""
        parts = {**self.parts(), "form": form, "address": address, "remark": self.remark, "label": self.label}
        parts["name"] = name_of(self.asked, self.content, address) if address else ""
        if self.request.htmx and address:  # type: ignore[attr-defined]
            there = list(remarks_on(self.version, self.request.user))  # type: ignore[arg-type]  # signed in
            whole = ".".join(address.split(".")[:2])
            parts |= {"here": shown(self.asked, self.content, there).get(whole, []), "may_annotate": True}
            parts["address"] = whole
            return render(self.request, "returns/reviewing/_remarks.html", parts, status=status)
        context = self.get_context_data(errors=status != 200, **parts)
        return render(self.request, self.template_name, context, status=status)


class RemarkChange(RemarkPage):
    """Another wording for a remark, or its removal; what was sent stays."""

    label = gettext_lazy("修改批注")

    def prepare(self) -> ReturnVersion:
        version = super().prepare()
        user: Any = self.request.user
        self.remark = get_object_or_404(remarks_on(version, user), pk=self.kwargs["pk"])
        return version

    def address(self) -> str:
        return self.remark.address if self.remark else ""

    def act(self, given: dict[str, Any]) -> str:
        user: Any = self.request.user
        if "remove" in self.request.POST:
            remove_remark(remark=self.remark, by=user)
            return _("已删除。")
        change_remark(remark=self.remark, kind=given["kind"], text=given["text"], by=user)
        return _("已保存。")
