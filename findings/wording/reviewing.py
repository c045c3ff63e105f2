"""Words for what stands in one section of one return."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from findings.queries.returns import Cell
from inspections.asking.model import SectionKind

CELL_STATES = {
    "reported": pgettext_lazy("section", "已报"),
    "empty": pgettext_lazy("section", "未填"),
    "sent_back": pgettext_lazy("section", "退回"),
    "missing": pgettext_lazy("section", "未报"),
}
AMOUNTS = {
    SectionKind.QUESTIONS: gettext_lazy("答%(given)s/%(asked)s问"),
    SectionKind.FIGURES: gettext_lazy("填%(given)s/%(asked)s格"),
    SectionKind.DUTIES: gettext_lazy("答%(given)s/%(asked)s项"),
    SectionKind.FILES: gettext_lazy("交%(given)s/%(asked)s份"),
}


def cell_words(cell: Cell) -> tuple[str, str]:
    """The state of a cell and how much stands there; "" where nothing came."""
    state = str(CELL_STATES[cell.state])
    tally = cell.tally
    if tally is None or (cell.state == "empty" and not tally.asked):
        return state, ""
    if cell.section.kind == SectionKind.TEXT:
        return state, ngettext("%(given)s段", "%(given)s段", tally.given) % {"given": tally.given}
    if cell.section.kind == SectionKind.FINDINGS:
        return state, _("问题%(problems)s · 成效%(achievements)s") % {
            "problems": tally.problems,
            "achievements": tally.achievements,
        }
    return state, AMOUNTS[cell.section.kind] % {"given": tally.given, "asked": tally.asked}
