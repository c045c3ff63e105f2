"""What every part of an inspection file needs: the codes of the reference data, and lists in their order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import Body, Locality
from inspections.models import Instrument, Person
from reports.actions.loading.files import Row
from reports.actions.loading.rows import Codes, Wanted


@dataclass
class Known:
    """Codes of the reference data, each table read once."""

    @cached_property
    def bodies(self) -> Codes:
        return Codes.of(Body.objects.all(), "body")

    @cached_property
    def localities(self) -> Codes:
        return Codes.of(Locality.objects.all(), "division")

    @cached_property
    def instruments(self) -> Codes:
        return Codes.of(Instrument.objects.all(), "instrument")

    @cached_property
    def people(self) -> Codes:
        return Codes.of(Person.objects.all(), "person")


def listed(rows: Iterable[Row], read: Callable[[Row], dict[str, Any]]) -> list[Wanted]:
    """The rows in their order, each read and emptied of its keys."""
    wanted = []
    for order, row in enumerate(rows, start=1):
        wanted.append(Wanted(row.where, {"order": order, **read(row)}))
        row.done()
    return wanted
