"""Before a device takes findings along, each needs the name that the device will call it by."""

import uuid

from django.db import transaction

from accounts.models import User
from findings.models import Finding
from findings.queries.package import own_open
from inspections.models import Inspection


@transaction.atomic
def name_drafts(*, inspection: Inspection, by: User) -> int:
    """Give a `uuid` to those of the person's open findings that have none; returns how many. A mark for devices, no
    change of the finding: it stands in no history."""
    rows = list(own_open(inspection, by).filter(uuid=None).select_for_update(of=("self",)).only("pk"))
    for row in rows:
        row.uuid = uuid.uuid4()
    return Finding.objects.bulk_update(rows, ["uuid"])
