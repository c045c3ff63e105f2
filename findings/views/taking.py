"""One item of the returns side by side: for the organiser, or for a body that entrusted others in its turn."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.pages import DetailPage
from findings.queries.side_by_side import neighbours, sheet_of
from findings.queries.taking import known_origins, requests_of, standings_of, taken_over
from findings.returns.items import item_at, items_of
from inspections.enums import OVER
from inspections.models import Delegation, Inspection, Request
from inspections.queries.asking import form_of


class ReturnsItem(DetailPage):
    """What each body gave for one question, row of figures, text or list of findings, and what that comes to."""

    model: Any = Inspection
    template_name = "returns/taking/item.html"
    http_method_names = ["get", "head"]
    route = "returns_item"

    def more(self, row: Any) -> dict[str, Any]:
        user, address = self.request.user, self.kwargs["address"]
        asked = [(request, form_of(request)) for request in self.requests(row)]
        holding = [(request, form) for request, form in asked if item_at(form, address)]
        wanted = self.request.GET.get("request", "")
        found = next((each for each in holding if each[0].code == wanted), holding[0] if holding else None)
        if found is None:
            raise Http404
        request, form = found
        item = item_at(form, address)
        assert item is not None  # noqa: S101  `holding` holds it
        standings = standings_of(user, request, item.section.key)
        sheet = sheet_of(item, standings, self.taken(row, standings))
        before, after = neighbours(items_of(form), item.address)
        return {
            "sheet": sheet,
            "item": item,
            "asked": request,
            "others": [other for other, _form in holding if other != request],
            "before": before,
            "after": after,
            "route": self.route,
            "first_version": next((each.version for each in standings if each.is_open), None),
            "may_take": self.may_take(row, [each.delegation for each in standings]),
            **self.around(row),
        }

    def requests(self, row: Any) -> list[Request]:
        return requests_of(self.request.user, row)

    def taken(self, row: Any, standings: Any) -> dict[tuple[int, str], Any]:
        return taken_over(self.request.user, standings)

    def may_take(self, row: Any, delegations: list[Delegation]) -> bool:
        """Whether buttons to take over are offered."""
        user = self.request.user
        takes = bool(delegations) and user.has_perm("inspections.take_over", delegations[0])
        return takes and row.state not in OVER and user.has_perm("findings.raise", row)

    def around(self, row: Any) -> dict[str, Any]:
        """What the frame of the page names: the inspection, and where the list of returns is."""
        return {"inspection": row, "list_url": reverse("returns", args=[row.code]), "is_below": False}


class ReturnsItemBelow(ReturnsItem):
    """The same for those whom a body entrusted in its turn: its own people see it, nobody above them."""

    model = Delegation
    verb = "view_versions"
    route = "returns_item_below"

    def get_rows(self) -> Any:
        rows = Delegation.objects.visible_to(self.request.user)
        return rows.select_related("inspection__organiser", "parent", "body", "returned")

    def more(self, row: Delegation) -> dict[str, Any]:
        if row.body_id not in self.request.user.inspecting_bodies:
            raise PermissionDenied  # whoever entrusted this body sees its return, not what came to it from below
        return super().more(row)

    def requests(self, row: Delegation) -> list[Request]:
        return requests_of(self.request.user, row.inspection, row)

    def taken(self, row: Delegation, standings: Any) -> dict[tuple[int, str], Any]:
        """Rows of findings that stand in the own draft: where they stand there."""
        returned = getattr(row, "returned", None)
        if returned is None:
            return {}
        keys = {str(each.delegation.key): each.delegation.pk for each in standings}
        known = known_origins(returned)
        return {(keys[key], address): at for (key, address), at in known.items() if key in keys}

    def may_take(self, row: Delegation, delegations: list[Delegation]) -> bool:
        writes = row.is_being_written and hasattr(row, "returned")
        return writes and bool(delegations) and self.request.user.has_perm("inspections.fill_return", row)

    def around(self, row: Delegation) -> dict[str, Any]:
        return {
            "inspection": row.inspection,
            "list_url": reverse("returns_below", args=[row.code]),
            "is_below": True,
            "own": getattr(row, "returned", None),
        }


def inspection_at(page: Any) -> Inspection:
    """The inspection that an address names, as far as the person sees it; 404 otherwise."""
    return get_object_or_404(Inspection.objects.visible_to(page.request.user), code=page.kwargs["code"])
