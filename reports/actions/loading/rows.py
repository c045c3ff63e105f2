"""Bringing rows in step with a file. What is already so is not written again: `updated` and the history stay still."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet

from reports.actions.loading.files import SampleError

M = TypeVar("M", bound=Model)
AWAY = 10_000  # where an order is parked that another row needs; no sample list is as long


@dataclass
class Tally:
    """What a load did: rows made, rows changed, rows removed."""

    created: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)

    def __str__(self) -> str:
        return f"{self.created} created, {self.changed} changed, {self.removed} removed"


@dataclass(frozen=True)
class Wanted:
    """A row as the file has it. `once` holds what is only set when the row is made, such as its state."""

    where: str
    values: Mapping[str, Any]
    once: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Writer:
    """Writes wanted rows and counts what it did."""

    tally: Tally = field(default_factory=Tally)

    def sync(
        self,
        rows: "QuerySet[M]",
        key: Sequence[str],
        wanted: Iterable[Wanted],
        *,
        fixed: Mapping[str, Any] | None = None,
        prune: bool = True,
        unique_order: bool = False,
    ) -> list[M]:
        """The rows for `wanted`, in its order: found among `rows` by `key` and changed, or made with `fixed`.

        `prune` removes those of `rows` that the file does not have. `unique_order` is for lists whose orders may not
        meet even for a moment.
        """
        wanted = list(wanted)
        there = {tuple(getattr(row, name) for name in key): row for row in rows}
        keys = [tuple(want.values[name] for name in key) for want in wanted]
        for number, one in enumerate(keys):
            if one in keys[:number]:
                raise SampleError(wanted[number].where, f"stands twice: {', '.join(map(str, one))}")
        if unique_order:
            _make_room(rows, there, dict(zip(keys, wanted, strict=True)))
        result = []
        for one, want in zip(keys, wanted, strict=True):
            row = there.get(one)
            if row is None:
                row = rows.model(**(fixed or {}), **want.values, **want.once)
                self._save(row, want.where)
                self.tally.created += 1
            else:
                self.bring(row, want.values, want.where)
            result.append(row)
        if prune:
            for row in there.values():
                if row not in result:
                    row.delete()
                    self.tally.removed += 1
        return result

    def bring(self, row: Model, values: Mapping[str, Any], where: str) -> None:
        """Give `row` these values; it is saved only when one of them is new."""
        news = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not news:
            return
        for name, value in news.items():
            setattr(row, name, value)
        self._save(row, where)
        self.tally.changed += 1

    def link(self, row: Model, name: str, wanted: Iterable[int | str]) -> None:
        """Make the many-to-many relation `name` hold exactly the rows with these keys."""
        related = getattr(row, name)
        if set(related.values_list("pk", flat=True)) != set(wanted):
            related.set(list(wanted))
            self.tally.changed += 1

    def make(self, row: M, where: str) -> M:
        """Save a new row, and count it."""
        self._save(row, where)
        self.tally.created += 1
        return row

    @staticmethod
    def _save(row: Model, where: str) -> None:
        """Save `row` once its own fields are valid; rows it refers to were looked up already."""
        try:
            row.clean_fields(exclude=[column.name for column in row._meta.fields if column.is_relation])
        except ValidationError as error:
            faults = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
            raise SampleError(where, faults) from error
        row.save()


def _make_room(rows: "QuerySet[Any]", there: Mapping[Any, Any], wanted: Mapping[Any, Wanted]) -> None:
    """Park the rows whose order the file gives to another one."""
    orders = {want.values["order"] for want in wanted.values()}
    in_the_way = [
        row.pk
        for one, row in there.items()
        if row.order in orders and (one not in wanted or wanted[one].values["order"] != row.order)
    ]
    if in_the_way:
        rows.filter(pk__in=in_the_way).update(order=F("order") + AWAY)


class Codes:
    """Codes of one kind of row and the keys they stand for; an unknown one is an error with its place."""

    def __init__(self, rows: Iterable[tuple[Any, int | str]], kind: str) -> None:
        self.keys, self.kind = {str(code): key for code, key in rows}, kind

    @classmethod
    def of(cls, rows: "QuerySet[Any]", kind: str, name: str = "code") -> "Codes":
        return cls(rows.values_list(name, "pk"), kind)

    def key(self, code: str | None, where: str) -> Any:
        """The key for `code`; None for None."""
        if code is None:
            return None
        try:
            return self.keys[str(code)]
        except KeyError:
            raise SampleError(where, f"unknown {self.kind} “{code}”") from None

    def all(self, codes: Iterable[str], where: str) -> list[Any]:
        return [self.key(code, where) for code in codes]
