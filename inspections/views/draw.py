"""Draws: the list, a draw as it was committed, its preparation, its steps, and the slip that is read out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.pages import DetailPage, Page, StepPage
from core.templatetags.words import best
from inspections.actions.drawing import abandon_draw, change_draw, commit_draw, make_draw, prepare_draw
from inspections.drawing.plan import DIMENSIONS
from inspections.drawing.protocol import public_value_of
from inspections.drawing.refusal import Refusal
from inspections.enums import DrawState, RosterKind
from inspections.forms.draws import DrawForm, RangeForm, begin_with, strata_of
from inspections.models import Draw, Inspection, Roster
from inspections.queries.draws import counted, earlier_of, exclusions_of, place_among
from inspections.queries.rosters import counts_by, grid_of
from inspections.workflow.draws import DRAW_STEP_LABELS, DRAW_STEPS, DRAW_VERBS, FORMS, TELLING


class DrawList(Page):
    """The draws of one inspection with the abandoned ones, and the rosters for those who prepare."""

    template_name = "inspections/draw_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        inspection = get_object_or_404(Inspection.objects.visible_to(user), code=self.kwargs["code"])
        if not user.has_perm("inspections.view", inspection):
            raise PermissionDenied
        draws = Draw.objects.visible_to(user).filter(inspection=inspection)
        return super().get_context_data(
            inspection=inspection,
            draws=draws.order_by("number"),
            counted=counted(inspection),
            rosters=Roster.objects.visible_to(user).filter(inspection=inspection).select_related("imported_by"),
            may_prepare=user.has_perm("inspections.prepare_draw", inspection),
            may_import=user.has_perm("inspections.import_roster", inspection),
            **kwargs,
        )


class DrawFormPage(Page):
    """The plan of a draw: GET shows it for the roster and the strata that were chosen, POST keeps it."""

    template_name = "inspections/draw_form.html"
    http_method_names = ["get", "head", "post"]
    draw: Draw | None = None

    def prepare(self) -> None:
        """Set `inspection` and, for a change, `draw`; 404 or 403 for whom they are not."""
        user = self.request.user
        self.inspection = get_object_or_404(Inspection.objects.visible_to(user), code=self.kwargs["code"])
        if not user.has_perm("inspections.prepare_draw", self.inspection):
            raise PermissionDenied

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.prepare()
        return super().get_context_data(**self.parts(), **kwargs)

    def parts(self, form: DrawForm | None = None) -> dict[str, Any]:
        rosters = Roster.objects.visible_to(self.request.user).filter(inspection=self.inspection)
        units = rosters.filter(kind=RosterKind.UNITS).order_by("-pk")
        ask = RangeForm(self.request.GET if "roster" in self.request.GET else None, rosters=units)
        roster = ask.cleaned_data["roster"] if ask.is_bound and ask.is_valid() else self.roster_at_first(units)
        strata = strata_of(ask.cleaned_data["by"]) if ask.is_bound and ask.is_valid() else self.strata_at_first()
        if not ask.is_bound and roster:
            ask = RangeForm(initial={"roster": roster.code, "by": strata}, rosters=units)
        if form is None and roster:
            form = self.form_for(roster, strata, rosters)
        earlier = earlier_of(self.draw or Draw(inspection=self.inspection, roster=roster)) if roster else []
        if form:
            form.fields["reason"].required = bool(earlier)
        return {"inspection": self.inspection, "draw": self.draw, "ask": ask, "form": form, "roster": roster,
                "earlier": earlier, "strata": strata}  # fmt: skip

    def roster_at_first(self, units: Any) -> Roster | None:
        return self.draw.roster if self.draw else units.first()

    def strata_at_first(self) -> list[str]:
        return self.draw.plan["strata"] if self.draw else list(DIMENSIONS)

    def form_for(self, roster: Roster, strata: list[str], rosters: Any) -> DrawForm:
        given = {"inspection": self.inspection, "roster": roster, "strata": strata, "rosters": rosters}
        if self.request.method == "POST":
            return DrawForm(self.filled(roster, strata), **given)
        if not self.draw:
            return DrawForm(**given)
        names = DrawForm(**given).names
        return DrawForm(initial={**begin_with(self.draw, names), "seen": self.draw.updated.isoformat()}, **given)

    def filled(self, roster: Roster, strata: list[str]) -> Any:
        """What was sent; where "the same in each" was pressed, with that number in every stratum that has as many."""
        sent = self.request.POST.copy()
        each = sent.get("each", "")
        if "fill" in sent and each.isdecimal() and len(each) < 7:
            cells = grid_of(counts_by(roster, strata), strata).cells
            sent.update({f"quota-{number}": "" for number, _cell in enumerate(cells, start=1)})
            for number, cell in enumerate(cells, start=1):
                sent[f"quota-{number}"] = str(min(int(each), cell.size))
        return sent

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.prepare()
        parts = self.parts()
        form = parts["form"]
        if form is None or form.is_too_fine:
            return self.again(parts, 422)
        if "fill" in request.POST:
            form.is_bound, form.initial = False, {name: form.data.get(name) for name in form.fields}
            form.initial["cleared"] = form.data.getlist("cleared")
            return self.again(parts, 200)
        if not form.is_valid():
            return self.again(parts, 422)
        try:
            draw = self.act(form)
        except ValidationError as refusal:
            form.refuse(refusal)
            return self.again(parts, 422)
        messages.success(request, _("已保存：%(draw)s") % {"draw": best(draw.title)})
        return redirect(draw)

    def act(self, form: DrawForm) -> Draw:
        return prepare_draw(inspection=self.inspection, intent=form.intent(), by=self.request.user)

    def again(self, parts: dict[str, Any], status: int) -> HttpResponse:
        return render(self.request, self.template_name, super().get_context_data(**parts), status=status)


class DrawNew(DrawFormPage):
    """A further draw of an inspection."""


class DrawChange(DrawFormPage):
    """Another plan, while nothing is committed."""

    def prepare(self) -> None:
        related = ("inspection", "roster", "inspectors")
        self.draw = get_object_or_404(
            Draw.objects.visible_to(self.request.user).select_related(*related), code=self.kwargs["code"]
        )
        self.inspection = self.draw.inspection
        if not self.request.user.has_perm("inspections.prepare_draw", self.draw):
            raise PermissionDenied

    def act(self, form: DrawForm) -> Draw:
        seen = form.cleaned_data["seen"]
        return change_draw(draw=self.draw, intent=form.intent(), by=self.request.user, seen=seen)

    def parts(self, form: DrawForm | None = None) -> dict[str, Any]:
        if self.draw and self.draw.state != DrawState.PLANNED:
            state = _("已是“%(state)s”状态。") % {"state": self.draw.get_state_display()}
            return {"inspection": self.inspection, "draw": self.draw, "form": None, "fixed": state}
        return super().parts(form)


class DrawDetail(DetailPage):
    """A draw: where it stands, what was fixed, when and by whom. What it brought has a page of its own."""

    model = Draw
    template_name = "inspections/draw_detail.html"

    def get_rows(self) -> Any:
        related = ("inspection__organiser", "roster", "inspectors", "committed_by", "drawn_by")
        return super().get_rows().select_related(*related)

    def more(self, row: Draw) -> dict[str, Any]:
        user = self.request.user
        knows_roster = Roster.objects.visible_to(user).filter(pk=row.roster_id).exists()
        sees = row.state == DrawState.DRAWN and user.has_perm("inspections.see_result", row)
        strata = row.plan.get("strata", [])
        quota = row.plan.get("quota", {})
        history = row.history if sees else row.history.exclude(verb__in=TELLING)
        steps = [
            (verb, label)
            for verb, label in DRAW_STEP_LABELS.items()
            if row.state in DRAW_STEPS[verb].sources and user.has_perm(f"inspections.{verb}", row)
        ]
        return {
            "knows_roster": knows_roster,
            "sees_result": sees,
            "under_embargo": not row.embargo_is_over(),
            "cleared": row.cleared.all(),
            "grid": grid_of(quota, strata),
            "exclusions": exclusions_of(row) if knows_roster else [],
            "excluded": len(row.plan.get("exclusions", [])),
            "earlier": earlier_of(row),
            "place": place_among(row, list(row.inspection.draws.all())),
            "allowed_steps": steps,
            "may_change": row.state == DrawState.PLANNED and user.has_perm("inspections.prepare_draw", row),
            "history": history,
            "verbs": DRAW_VERBS,
            "states": {**dict(DrawState.choices), **FORMS},
        }


class DrawSlip(DetailPage):
    """The commitment on one sheet, to be printed, read out and signed before the public value exists."""

    model = Draw
    template_name = "inspections/draw_slip.html"

    def get_rows(self) -> Any:
        rows = super().get_rows().exclude(committed=None)
        return rows.select_related("inspection__organiser", "committed_by")

    def more(self, row: Draw) -> dict[str, Any]:
        quota = row.commitment["plan"]["quota"]
        grid = grid_of(quota, row.commitment["plan"]["strata"])
        return {"grid": grid, "place": place_among(row, list(row.inspection.draws.all()))}


class DrawStep(StepPage):
    """Confirms one step of a draw. The draw itself asks twice: the value is shown large before it counts."""

    model = Draw
    steps = DRAW_STEPS
    labels = DRAW_STEP_LABELS
    template_name = "inspections/draw_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        row, step = context["row"], context["step"]
        missing = step.missing(row) if self.request.method != "POST" and row.state in step.sources else []
        strata = row.plan.get("strata", [])
        return {**context, "missing": missing, "grid": grid_of(row.plan.get("quota", {}), strata)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row, step = self.prepare()
        value = request.POST.get("public_value", "")
        try:
            if step.verb == "make_draw" and "confirmed" not in request.POST:
                return render(
                    request, self.template_name, self.get_context_data(value=public_value_of(value), asked=True)
                )
            row = self.act(row, step.verb, value)
        except Refusal as refusal:
            return self.refused([best(problem) for problem in refusal.problems], value)
        except ValidationError as refusal:
            return self.refused(refusal.messages, value)
        messages.success(request, _("已%(verb)s：%(row)s") % {"verb": self.labels[step.verb], "row": best(row.title)})
        return redirect(self.after(row))

    def act(self, row: Draw, verb: str, value: str) -> Draw:
        sent, by = self.request.POST, self.request.user
        if verb == "commit_draw":
            return commit_draw(draw=row, by=by, seen=moment_of(sent.get("seen", "")))
        if verb == "make_draw":
            return make_draw(draw=row, public_value=value, by=by)
        return abandon_draw(draw=row, note=sent.get("note", "").replace("\0", "")[:300], by=by)

    def refused(self, errors: list[str], value: str) -> HttpResponse:
        note = self.request.POST.get("note", "")
        context = self.get_context_data(errors=errors, value=value, note=note)
        return render(self.request, self.template_name, context, status=422)


def moment_of(text: str) -> Any:
    """When the person saw the plan last changed; None for what is no moment."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None
