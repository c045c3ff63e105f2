"""Old lines of the ledger of devices."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from findings.models import Operation

FEWEST_DAYS = 90  # a device may come out of a drawer after a summer
BATCH = 5000


def purge_operations(*, days: int) -> int:
    """Delete what was received more than `days` ago, in batches; returns how many lines. ValueError below FEWEST_DAYS.

    Asked again afterwards, such an operation finds its content in place or meets a conflict: nothing is doubled but the
    question.
    """
    if days < FEWEST_DAYS:
        raise ValueError(f"{days} days are fewer than {FEWEST_DAYS}")
    old = Operation.objects.filter(received__lt=timezone.now() - timedelta(days=days)).order_by("received")
    deleted = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            deleted += Operation.objects.filter(pk__in=keys).delete()[0]
    return deleted
