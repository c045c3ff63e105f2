"""Sample files: YAML rows that know where they stand, so that every error names its file and its row."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from core.quantities import Period, QuantityError
from core.text import Text

REQUIRED = object()
PERIOD_KEYS = {"start", "end", "precision", "end_precision", "open_ended", "relative", "zh", "en"}


class SampleError(ValueError):
    """A sample file cannot be loaded; the message names the file and the row."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(f"{where}: {fault}")


class Row:
    """One mapping of a sample file. Every key is taken by name; `done` refuses those that nobody took."""

    def __init__(self, data: Any, where: str) -> None:
        if not isinstance(data, Mapping):
            raise SampleError(where, f"a mapping was expected, not {data!r}")
        self.data, self.where = data, where
        self._taken: set[str] = set()

    def take(self, name: str, default: Any = REQUIRED) -> Any:
        """The value of `name`; without a default, SampleError where it is missing."""
        self._taken.add(name)
        if name not in self.data and default is REQUIRED:
            raise SampleError(self.where, f"“{name}” is missing")
        return self.data.get(name, default)

    def text(self, name: str) -> Text:
        """The text of `name` in both languages; empty where it is missing or null."""
        try:
            return Text.of(self.take(name, None))
        except (TypeError, ValueError) as error:
            raise SampleError(self.where, f"“{name}” is no text in zh and en: {error}") from error

    def names(self, name: str) -> list[str]:
        """The list of codes under `name`, empty where it is missing; each only once."""
        values = [str(value) for value in self.take(name, None) or []]
        if twice := sorted({value for value in values if values.count(value) > 1}):
            raise SampleError(self.where, f"“{name}” names {', '.join(twice)} twice")
        return values

    def rows(self, name: str) -> "list[Row]":
        """The mappings under `name`, in order; empty where it is missing."""
        return rows_of(self.take(name, None) or [], f"{self.where}, {name}")

    def row(self, name: str) -> "Row | None":
        data = self.take(name, None)
        return None if data is None else Row(data, f"{self.where}, {name}")

    def period(self, name: str = "period") -> dict[str, Any]:
        """The columns of a dated record; all empty where the period is not stated."""
        data = self.take(name, None)
        if data is not None and (unknown := set(data) - PERIOD_KEYS):
            raise SampleError(self.where, f"unknown in “{name}”: {', '.join(sorted(unknown))}")
        return dated(data, self.where)

    def done(self) -> None:
        """Raise SampleError for keys that were not taken: a misspelt key must not be lost in silence."""
        if unknown := set(self.data) - self._taken:
            raise SampleError(self.where, f"unknown: {', '.join(sorted(map(str, unknown)))}")


def dated(data: Mapping[str, Any] | None, where: str) -> dict[str, Any]:
    """The columns of core.periods.Dated for a period as the files write it."""
    if data is None:
        return {"starts": None, "ends": None, "precision": "", "end_precision": "", "open_ended": False,
                "relative": False, "wording": Text()}  # fmt: skip
    try:
        period = Period.from_record(data)
    except QuantityError as error:
        raise SampleError(where, str(error)) from error
    return {
        "starts": period.start,
        "ends": period.end,
        "precision": period.precision.value,
        "end_precision": period.end_precision.value if period.end_precision else "",
        "open_ended": period.open_ended,
        "relative": period.relative,
        "wording": Text(period.wording.zh, period.wording.en),
    }


def rows_of(data: Any, where: str) -> list[Row]:
    if not isinstance(data, list):
        raise SampleError(where, "a list was expected")
    return [Row(item, f"{where} {_label(item, number)}") for number, item in enumerate(data, start=1)]


def _label(item: Any, number: int) -> str:
    """What a reader finds the row by: its number in the inventory, its code, or its place in the list."""
    if isinstance(item, Mapping):
        for key in ("ref", "code", "username"):
            if item.get(key):
                return str(item[key])
    return str(number)


def read_yaml(path: Path) -> Row:
    """The whole of a YAML file; SampleError where it is missing or no YAML."""
    where = f"{path.parent.name}/{path.name}"
    try:
        with path.open(encoding="utf-8") as file:
            return Row(yaml.load(file, yaml.CSafeLoader), where)  # noqa: S506  the safe loader, in C
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SampleError(where, str(error)) from error


def read_tsv(path: Path) -> Iterator[Row]:
    """The lines of a tab-separated file with a header line, empty cells as empty strings."""
    where = f"{path.parent.name}/{path.name}"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for number, line in enumerate(csv.DictReader(file, delimiter="\t"), start=2):
                yield Row(line, f"{where} line {number}")
    except OSError as error:
        raise SampleError(where, str(error)) from error
