"""方案: the outline, the itinerary, and the list of each part; `scheme_rows` has the pages of one row."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.pages import Page
from core.paging import LONGEST, page_of
from core.templatetags.words import best
from inspections.models import Inspection
from inspections.queries.itinerary import itinerary_of
from inspections.scheme.locks import (
    is_removed_for_good,
    lock_of,
    may_change,
    void_lock_of,
)
from inspections.scheme.outline import missing_for_submission, outline_of
from inspections.scheme.part import Column, Part, Sight
from inspections.scheme.registry import PARTS

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


class MaterialFile(SchemePage):
    """The file of a material, for whoever may see the inspection."""

    def get(self, request: HttpRequest, **kwargs: Any) -> Any:
        material = get_object_or_404(
            PARTS["materials"].listed(self.inspection, request.user).exclude(attachment=None), pk=self.kwargs["number"]
        )
        if not request.user.has_perm("inspections.view", material):
            raise PermissionDenied
        return material.attachment.as_download()


def shown(part: Part, row: Any, sight: Sight) -> str:
    """What the row is called, as plain words."""
    return best(part.name(row, sight))
