"""The next number in an inspection."""

from django.db.models import Max, QuerySet


def next_number(rows: QuerySet, prefix: str) -> int:
    """The first number behind all of `rows` that no `ref` has; the caller holds the lock of the inspection."""
    number = (rows.aggregate(last=Max("order"))["last"] or 0) + 1
    while rows.filter(ref=f"{prefix}{number}").exists():
        number += 1
    return number
