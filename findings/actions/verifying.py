"""The steps of a finding, taken by somebody who has seen its words as they stand."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.workflow import Step, take
from findings.models import Finding
from findings.workflow.findings import VERIFY


@transaction.atomic
def take_step(*, step: Step, finding: Finding, seen: int, by: User, note: str = "") -> Finding:
    """Take `step`; nobody verifies words that were changed after she read them: `seen` is the version she read.

    Raises what `take` raises, and ValidationError `changed`.
    """
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if step == VERIFY and finding.version != seen:
        raise ValidationError(_("这条检查发现刚被改过，请看过现在的内容再核实。"), code="changed")
    return take(step, finding, by=by, note=note)
