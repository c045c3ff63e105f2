"""从上次检查复制. The page stands here since it copies the responsibility list as well, which belongs to this app."""

from django.utils.translation import gettext as _

from findings.actions.copying import CopiedInspection, copy_inspection
from inspections.forms.planning import CopyForm
from inspections.models import Inspection
from inspections.views.planning import PlanningFormPage
from inspections.wording.planning import PARTS


class InspectionCopy(PlanningFormPage):
    """Which earlier inspection the scheme is copied from; afterwards, what was copied and what was not."""

    template_name = "inspections/copy.html"
    verb = "copy"
    form = CopyForm

    def act(self, row: Inspection, form: CopyForm) -> str:
        copied = copy_inspection(inspection=row, source=form.cleaned_data["source"], by=self.request.user)  # type: ignore[arg-type]
        return told(copied)


def told(copied: CopiedInspection) -> str:
    """What was copied, and what was left as it stood, in a sentence or two."""
    counts = {**copied.scheme.counts, "responsibilities": copied.responsibilities}
    parts = [
        _("%(part)s%(number)s项") % {"part": PARTS[part], "number": counts[part]} for part in counts if counts[part]
    ]
    sentences = [_("已复制：%(parts)s。") % {"parts": _("、").join(parts)} if parts else _("没有可复制的内容。")]
    if copied.scheme.kept:
        kept = _("、").join(str(PARTS[part]) for part in copied.scheme.kept)
        sentences.append(_("已有内容、保持不变：%(parts)s。") % {"parts": kept})
    sentences.append(_("时间、会议决定、函件、检查记录和检查发现没有复制。"))
    return " ".join(sentences)
