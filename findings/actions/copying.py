"""从上次检查复制, the whole of it: the scheme, and the responsibility list, which belongs to this app."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from findings.actions.responsibilities import copy_items
from inspections.actions.copying import Copied, copy_scheme
from inspections.models import Inspection


@dataclass(frozen=True)
class CopiedInspection:
    """What was copied: the parts of the scheme, and how many lines of the responsibility list."""

    scheme: Copied
    responsibilities: int


@transaction.atomic
def copy_inspection(*, inspection: Inspection, source: Inspection, by: User) -> CopiedInspection:
    """Both or neither. Raises what `copy_scheme` and `copy_items` raise; then nothing is written."""
    scheme = copy_scheme(inspection=inspection, source=source, by=by)
    return CopiedInspection(scheme, copy_items(source=source, target=inspection, by=by))
