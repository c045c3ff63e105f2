"""What a body makes of the returns of those it entrusted in its turn: pieces go into its own draft, whole returns are
laid beside it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.pages import Page
from core.spoken import spoken
from findings.actions.taking_below import (
    attach_below,
    detach_below,
    take_figure_below,
    take_paragraph_below,
    take_row_below,
)
from findings.actions.taking_figures import add_up, note_of
from findings.models import Return, ReturnVersion
from findings.queries.returning import form_of_return
from findings.queries.side_by_side import written_sum
from findings.queries.taking import (
    entrusted_with,
    form_of_version,
    known_origins,
    latest_of,
    piece_of,
    requests_of,
    standings_of,
)
from findings.returns.content import label_of
from findings.returns.items import Piece, PieceKind, figure_places, items_of
from findings.taking import name_of
from findings.views.answering import number_in
from findings.views.taking_over import sentences_of, whole_versions
from inspections.asking.model import Form, SectionKind
from inspections.models import Delegation
from inspections.queries.asking import form_of

KIND_OF = {PieceKind.ROW: SectionKind.FINDINGS, PieceKind.PARAGRAPH: SectionKind.TEXT}


@dataclass(frozen=True)
class Picked:
    """What somebody wants in her own draft: one piece, or, with `is_sum`, what the figures of `versions` come to."""

    piece: Piece
    versions: list[ReturnVersion]
    is_sum: bool

    @property
    def version(self) -> ReturnVersion:
        return self.versions[0]


class BelowPage(Page):
    """A page of a body's own delegation, for its own people: whoever entrusted it finds nothing here."""

    http_method_names = ["get", "head", "post"]

    def own(self) -> tuple[Delegation, Return | None]:
        """The own delegation and its draft; 404 for who does not see it, 403 for who does not fill it."""
        user: Any = self.request.user
        rows = Delegation.objects.visible_to(user)
        related = ("inspection__organiser", "parent", "body__locality", "returned")
        delegation = get_object_or_404(rows.select_related(*related), code=self.kwargs["code"])
        if not self.may(delegation):
            raise PermissionDenied
        return delegation, getattr(delegation, "returned", None)

    def may(self, delegation: Delegation) -> bool:
        """Whether the person may do what this page is for."""
        return self.request.user.has_perm("inspections.fill_return", delegation)


class BelowTake(BelowPage):
    """Without a question: which items came back from below. `?from=<return>/<version>&address=…` asks where in the own
    draft that piece goes, and POST puts it there; with `sum` it is what the figures of all bodies come to."""

    template_name = "returns/taking/below_take.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delegation, returned = kwargs.pop("own", None) or self.own()
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        common = {
            "delegation": delegation,
            "returned": returned,
            "is_writing": returned is not None and delegation.is_being_written,
            "list_url": reverse("returns_below", args=[delegation.code]),
        }
        if "address" not in asked or returned is None:
            return super().get_context_data(**common, came=self.came(delegation), **kwargs)
        picked = self.picked(delegation, asked)
        known = known_origins(returned).get((str(picked.version.returned.delegation.key), picked.piece.address), "")
        return super().get_context_data(
            **common,
            **self.added(picked),
            picked=picked,
            label=label_of(form_of_version(picked.version), picked.piece.address),
            asked=asked,
            targets=targets_of(form_of_return(returned), picked.piece),
            chosen=asked.get("target") or same_place(form_of_return(returned), picked.piece),
            known=known,
            known_section=known.partition(".")[0],
            back=reverse("returns_item_below", args=[delegation.code, picked.piece.address]),
            **kwargs,
        )

    def came(self, delegation: Delegation) -> list[dict[str, Any]]:
        """What was asked below, item by item, with how many bodies have answered."""
        user = self.request.user
        found = []
        for request in requests_of(user, delegation.inspection, delegation):
            delegations = list(entrusted_with(user, request))
            count = latest_of(user, delegations).count()
            found.append(
                {"asked": request, "items": list(items_of(form_of(request))), "came": count, "of": len(delegations)}
            )
        return found

    def added(self, picked: Picked) -> dict[str, Any]:
        """What the figures come to, where a sum is asked for."""
        if not picked.is_sum:
            return {}
        try:
            added = add_up(form_of_version(picked.version), picked.versions, picked.piece.address)
        except ValidationError as refusal:
            return {"notes": sentences_of(refusal)}
        return {"shown": written_sum(added.sum), "notes": added.sum.notes, "note": note_of(added)}

    def picked(self, delegation: Delegation, asked: Any) -> Picked:
        """What the address names; 404 where it names nothing that came back from below."""
        user, address = self.request.user, asked.get("address", "")
        code, _slash, number = asked.get("from", "").partition("/")
        rows = ReturnVersion.objects.visible_to(user).submitted().filter(returned__delegation__parent=delegation)
        related = ("returned__delegation__body__locality", "returned__delegation__request")
        version = get_object_or_404(
            rows.distinct().select_related(*related), returned__code=code, number=number_in(number)
        )
        versions = [version]
        if "sum" in asked:
            request = version.returned.delegation.request
            standings = standings_of(user, request, address.partition(".")[0]) if request else []
            versions = whole_versions(user, [each.delegation for each in standings if each.is_open])
        found = [(each, piece_of(each, address)) for each in versions]
        piece = next((piece for _version, piece in found if piece is not None), None)
        if piece is None or ("sum" in asked and piece.kind is not PieceKind.FIGURE):
            raise Http404
        return Picked(piece, versions, "sum" in asked)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        delegation, returned = self.own()
        if returned is None or "address" not in request.POST:
            raise Http404
        picked = self.picked(delegation, request.POST)
        try:
            place = self.act(returned, picked)
        except ValidationError as refusal:
            context = self.get_context_data(own=(delegation, returned), errors=sentences_of(refusal))
            return render(request, self.template_name, context, status=422)
        where = label_of(form_of_return(returned), place)
        messages.success(request, _("已填入本级报送内容：%(place)s") % {"place": spoken(where)})
        return redirect("returns_item_below", code=delegation.code, address=picked.piece.address)

    def act(self, returned: Return, picked: Picked) -> str:
        target, by = self.request.POST.get("target", ""), self.request.user
        given: dict[str, Any] = {"returned": returned, "address": picked.piece.address, "by": by}
        if picked.piece.kind is PieceKind.ROW:
            return take_row_below(version=picked.version, section=target, **given)
        if picked.piece.kind is PieceKind.PARAGRAPH:
            return take_paragraph_below(version=picked.version, section=target, **given)
        replace = "replace" in self.request.POST
        return take_figure_below(versions=picked.versions, place=target, replace=replace, **given)


class BelowAttach(BelowPage):
    """Which returns from below go up with the own one: GET lists them, POST attaches one or takes it away."""

    template_name = "returns/taking/below_attach.html"

    def may(self, delegation: Delegation) -> bool:
        return self.request.user.has_perm("inspections.attach_below", delegation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delegation, returned = kwargs.pop("own", None) or self.own()
        user = self.request.user
        asked = requests_of(user, delegation.inspection, delegation)
        standings = [each for request in asked for each in standings_of(user, request, "")]
        attached = set(returned.attached.values_list("pk", flat=True)) if returned else set()
        return super().get_context_data(
            delegation=delegation,
            returned=returned,
            standings=standings,
            attached=attached,
            older=older_of(returned, standings),
            is_writing=returned is not None and delegation.is_being_written,
            list_url=reverse("returns_below", args=[delegation.code]),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        delegation, returned = self.own()
        sent: Any = request.POST
        acts = {"attach": attach_below, "detach": detach_below}
        act = next((name for name in acts if name in sent), "")
        rows = ReturnVersion.objects.visible_to(request.user).submitted()  # type: ignore[arg-type]
        rows = (
            rows.filter(returned__delegation__parent=delegation).distinct().select_related("returned__delegation__body")
        )
        version = rows.filter(pk=number_in(sent.get(act, ""))).first() if act else None
        if returned is None or version is None:
            raise Http404
        try:
            acts[act](returned=returned, version=version, by=request.user)  # type: ignore[arg-type]
        except ValidationError as refusal:
            context = self.get_context_data(own=(delegation, returned), errors=sentences_of(refusal))
            return render(request, self.template_name, context, status=422)
        sentence = _("已附上：%(body)s") if act == "attach" else _("已取下：%(body)s")
        messages.success(request, sentence % {"body": spoken(name_of(version.returned.delegation.body))})
        return redirect("below_attach", code=delegation.code)


def targets_of(form: Form, piece: Piece) -> list[tuple[str, Any]]:
    """Where in the own form a piece may go: sections of its kind, or the places of figures."""
    if piece.kind is PieceKind.FIGURE:
        return [(address, label_of(form, address)) for address, *_rest in figure_places(form)]
    return [(section.key, section.title) for section in form.sections if section.kind == KIND_OF[piece.kind]]


def same_place(form: Form, piece: Piece) -> str:
    """The place of the same name, where the request below was made after the own one."""
    places = [place for place, _label in targets_of(form, piece)]
    wanted = piece.address if piece.kind is PieceKind.FIGURE else piece.section.key
    return wanted if wanted in places else ""


def older_of(returned: Return | None, standings: list[Any]) -> dict[int, int]:
    """Number of the return below → number of the version that is attached, where a newer one has come since."""
    if returned is None:
        return {}
    newest = {each.version.returned_id: each.version.number for each in standings if each.version}
    rows = returned.attached.values_list("returned", "number")
    return {key: number for key, number in rows if newest.get(key, number) > number}
