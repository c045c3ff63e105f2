"""What a page hands to its drawings: plain values, no model, no markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.text import Text

VISITED, ENTRUSTED, UNKNOWN, NONE = "visited", "entrusted", "unknown", ""


@dataclass(frozen=True)
class Place:
    """A province in the tile grid; `state` is VISITED, ENTRUSTED, UNKNOWN (not stated) or NONE."""

    code: str
    name: Text
    state: str = NONE
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a survey: `share` in percent (0 to 100), `value` the words printed beside it ("63.5%")."""

    label: Text
    share: Decimal
    value: str | Text
    note: Text = Text()


@dataclass(frozen=True)
class CountRow:
    """One line of a counts table: as many counts as the table has columns."""

    label: Text
    counts: Sequence[int]
    url: str = ""


@dataclass(frozen=True)
class Number:
    """A number that stands large above its label; `unit` follows it small (个, 次, 人)."""

    value: str | Text
    label: Any
    unit: Any = ""
    url: str = ""
