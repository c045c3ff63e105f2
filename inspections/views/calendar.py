"""工作日历: which days a congress works, a year at a glance, and where it departs from the national calendar."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Body
from core.history import entries_of
from core.pages import Page
from core.templatetags.quantities import day as day_text
from core.templatetags.words import best
from inspections.actions.calendar import EARLIEST, LATEST, remove_day, set_day
from inspections.forms.calendar import DayForm
from inspections.queries.calendars import bodies_of, kept_by, own_days, year_of
from inspections.views.planning import refuse
from inspections.wording.requests import CALENDAR_VERBS, WEEKDAYS
from inspections.working_days import known_years


class Calendars(Page):
    """The congresses the person works in; where it is one only, its calendar at once."""

    template_name = "requests/calendars.html"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        bodies = kept_by(user) or list(bodies_of(user))
        if not bodies:
            raise PermissionDenied
        if len(bodies) == 1:
            return redirect("calendar_body", code=bodies[0].code)
        return self.render_to_response(self.get_context_data(bodies=bodies))


class BodyPage(Page):
    """A page of the calendar of one congress; 404 for who does not work in it."""

    @cached_property
    def body(self) -> Body:
        user: Any = self.request.user
        worked_in = bodies_of(user)
        return get_object_or_404(worked_in, code=self.kwargs["code"])

    def may_edit(self) -> bool:
        return self.request.user.has_perm("inspections.edit_calendar", self.body)


class CalendarPage(BodyPage):
    """A year of the calendar; who keeps it adds days here."""

    template_name = "requests/calendar.html"
    http_method_names = ["get", "head", "post"]

    @property
    def year(self) -> int:
        """The year asked for, this one where none or a strange one is."""
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
        return year if EARLIEST.year <= year <= LATEST.year else timezone.localdate().year

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body, year, known = self.body, self.year, known_years()
        may_edit = self.may_edit()
        months = year_of(body, year)
        given: dict[str, Any] = {"user": self.request.user}
        kwargs.setdefault("form", DayForm(**given))
        return super().get_context_data(
            body=body,
            year=year,
            earlier=year - 1 if year > EARLIEST.year else None,
            later=year + 1 if year < LATEST.year else None,
            months=months,
            working=sum(month.working for month in months),
            known=known,
            is_known=year in known,
            days=own_days(body, year),
            may_edit=may_edit,
            history=entries_of(body).filter(verb__in=CALENDAR_VERBS) if may_edit else [],
            verbs=CALENDAR_VERBS,
            weekdays=WEEKDAYS,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        body = self.body
        if not self.may_edit():
            raise PermissionDenied
        form = DayForm(request.POST, user=user)
        if form.is_valid():
            try:
                row = set_day(body=body, values=form.values(), by=user)
            except ValidationError as refusal:
                refuse(form, refusal)
            else:
                messages.success(request, _("已保存：%(day)s") % {"day": best(day_text(row.day))})
                return redirect(address_of(body, row.day.year))
        return render(request, self.template_name, self.get_context_data(form=form), status=422)


class DayRemove(BodyPage):
    """Removes a day of one's own; the national calendar counts again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        row = get_object_or_404(self.body.calendar_days.all(), pk=kwargs["number"])
        if not self.may_edit():
            raise PermissionDenied
        remove_day(row=row, by=user)
        messages.success(request, _("已删除：%(name)s") % {"name": best(day_text(row.day))})
        return redirect(address_of(self.body, row.day.year))


def address_of(body: Body, year: int) -> str:
    return f"{reverse('calendar_body', args=[body.code])}?year={year}"
