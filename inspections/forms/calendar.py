"""The form of the working-day calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.forms.planning import PlanningForm
from inspections.scheme.fields import CHOOSE, day, text

OFF, WORKING = "off", "working"


class DayForm(PlanningForm):
    """A day off more, or a working day more."""

    day = day(_("日期"), required=True)
    is_working = forms.ChoiceField(
        label=_("上班或放假"), choices=[(OFF, _("放假")), (WORKING, _("上班"))], initial=OFF, error_messages=CHOOSE
    )
    note = text(_("事由"), 80, required=False, help_text=_("如：三月三、抗击台风停工。"))
    rows = (("day", "is_working"), ("note",))

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "is_working": self.cleaned_data["is_working"] == WORKING}
