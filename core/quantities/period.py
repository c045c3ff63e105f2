"""Dates and periods: one record, written in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from babel.dates import get_month_names

from core.quantities.model import QuantityError, Wording


class Precision(StrEnum):
    """How exactly a date is known. THIRD is a third of a month (旬), PLAN a planning period that goes by its name."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    THIRD = "third"
    PLAN = "plan"


_PARTS = {Precision.PLAN: 1, Precision.YEAR: 1, Precision.MONTH: 2, Precision.THIRD: 3, Precision.DAY: 3}
_ZH_THIRDS = ("上旬", "中旬", "下旬")
_EN_THIRDS = ("early ", "mid-", "late ")


@dataclass(frozen=True, slots=True)
class Period:
    """A date, or a period that includes both its ends; without an end and `open_ended`, one that goes on.

    Dates known to the day, month or year are always computed from `start` and `end`, so both languages agree. The
    wording stands where the record cannot carry what was said: planning periods, thirds of months, and relative periods
    (近两年) whose first year the source leaves open.
    """

    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.DAY
    end_precision: Precision | None = None
    open_ended: bool = False
    relative: bool = False
    wording: Wording = Wording()

    def __post_init__(self) -> None:
        if self.start is None and (self.end is not None or not (self.wording.zh or self.wording.en)):
            raise QuantityError("a period needs its start or its wording")
        if self.start and self.end and self.end < self.start:
            raise QuantityError("a period ends before it starts")
        if self.open_ended and self.end:
            raise QuantityError("an open period has no end")

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The period of a record with plain values; its wording lies under `wording` or directly under `zh` and `en`.

        A record without an end whose wording says 以来 or since is open.
        """
        words = record.get("wording") or record
        wording = Wording(words.get("zh") or "", words.get("en") or "")
        open_wording = wording.zh.endswith("以来") or wording.en.lower().startswith("since ")
        try:
            return cls(
                start=_date(record.get("start")),
                end=_date(record.get("end")),
                precision=Precision(record.get("precision") or Precision.DAY),
                end_precision=Precision(record["end_precision"]) if record.get("end_precision") else None,
                open_ended=bool(record.get("open_ended", open_wording and not record.get("end"))),
                relative=bool(record.get("relative")),
                wording=wording,
            )
        except QuantityError:
            raise
        except ValueError as error:
            raise QuantityError(str(error)) from error

    @property
    def keeps_wording(self) -> bool:
        """Whether the source's wording is printed rather than the dates."""
        worded = self.precision in (Precision.PLAN, Precision.THIRD)
        vague = self.relative and self.precision is not Precision.DAY
        return self.start is None or ((worded or vague) and bool(self.wording.zh or self.wording.en))

    def zh(self) -> str:
        """2017年12月24日, 2017年8月至10月, 2015年以来. Months and days are not padded (GB/T 9704-2012, 7.3.5.4)."""
        if self.start is None or self.keeps_wording:
            return self._worded(self.wording.zh, "zh")
        first = _zh_parts(self.start, self.precision)
        if self.open_ended:
            return "".join(first) + "以来"
        last = _zh_parts(self.end or self.start, self.end_precision or self.precision)
        if last == first:
            return "".join(first)
        # An end known less well than the start still says its last part: 2017年8月25日至8月.
        return "".join(first) + "至" + "".join(last[min(_shared(first, last), len(last) - 1) :])

    def en(self) -> str:
        """24 December 2017, August to October 2017, 10–13 October 2017, since 2015."""
        if self.start is None or self.keeps_wording:
            return self._worded(self.wording.en, "en")
        first = _en_parts(self.start, self.precision)
        if self.open_ended:
            return "since " + _en_join(first)
        last = _en_parts(self.end or self.start, self.end_precision or self.precision)
        if last == first:
            return _en_join(first)
        shared = _shared(first, last) if len(first) == len(last) else 0
        if shared == 2 and self.precision is Precision.DAY:
            return f"{first[2]}–{_en_join(last)}"
        return f"{_en_join(first[shared:])} to {_en_join(last)}"

    def _worded(self, text: str, language: str) -> str:
        if not text:
            raise QuantityError(f"the period has no wording in {language!r}")
        return text


def _date(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))


def _third(moment: date) -> int:
    return min((moment.day - 1) // 10, 2)


def _zh_parts(moment: date, precision: Precision) -> list[str]:
    """Year, month, day: the order in which two dates share their beginning."""
    day = _ZH_THIRDS[_third(moment)] if precision is Precision.THIRD else f"{moment.day}日"
    return [f"{moment.year}年", f"{moment.month}月", day][: _PARTS[precision]]


def _en_parts(moment: date, precision: Precision) -> list[str]:
    """Year, month, day; a third of a month is said with the month."""
    month = str(get_month_names("wide", locale="en")[moment.month])
    if precision is Precision.THIRD:
        return [str(moment.year), _EN_THIRDS[_third(moment)] + month]
    return [str(moment.year), month, str(moment.day)][: _PARTS[precision]]


def _en_join(parts: list[str]) -> str:
    return " ".join(reversed(parts))


def _shared(first: list[str], last: list[str]) -> int:
    """How many leading parts both dates have in common."""
    return next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
