"""The parts of the scheme in their order."""

from typing import Any

from django.utils.translation import gettext_lazy

from inspections.scheme import basics, entrusting, group, meetings, third_parties, visits
from inspections.scheme.part import Part

PARTS: dict[str, Part] = {
    part.key: part
    for part in (
        basics.Basics(),
        basics.Instruments(),
        basics.Articles(),
        basics.Focus(),
        basics.Methods(),
        group.SubGroups(),
        group.Members(),
        visits.Visits(),
        visits.VisitDays(),
        visits.Units(),
        meetings.Meetings(),
        meetings.Materials(),
        third_parties.Commissions(),
        third_parties.Strata(),
        third_parties.Surveys(),
        third_parties.Questions(),
        third_parties.Answers(),
        entrusting.Delegations(),
        entrusting.Deadlines(),
    )
}

GROUPS: dict[str, Any] = {
    basics.WHAT: gettext_lazy("检查什么"),
    basics.WHO: gettext_lazy("谁去检查"),
    basics.WHERE: gettext_lazy("到哪里、听谁、看什么"),
    basics.THIRD: gettext_lazy("第三方"),
    basics.ENTRUSTED: gettext_lazy("委托与期限"),
}
