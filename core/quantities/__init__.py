"""Figures as records, written in Chinese and in English from the same record, read out of prose, and compared.

Pure Python, no Django, no network. `read_zh`, `read_en` and `compare` come from their own rooms (`chinese`, `english`,
`comparing`) and are loaded when they are asked for: their tables take a fifth of a second, which few processes need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from core.quantities.chinese.writing import write_zh
from core.quantities.english.writing import write_en
from core.quantities.model import Kind, Numerals, Quantity, QuantityError, Wording
from core.quantities.period import Period, Precision
from core.quantities.style import Extent, Style
from core.quantities.units import UNITS, Noun, Unit, UnitKind, unit
from core.quantities.words import Qualifier

if TYPE_CHECKING:
    from core.quantities.chinese.reading import read_zh
    from core.quantities.comparing.compare import compare
    from core.quantities.english.reading import read_en

_LATE = {
    "read_zh": "core.quantities.chinese.reading",
    "read_en": "core.quantities.english.reading",
    "compare": "core.quantities.comparing.compare",
}

__all__ = [
    "UNITS",
    "Extent",
    "Kind",
    "Noun",
    "Numerals",
    "Period",
    "Precision",
    "Qualifier",
    "Quantity",
    "QuantityError",
    "Style",
    "Unit",
    "UnitKind",
    "Wording",
    "compare",
    "read_en",
    "read_zh",
    "unit",
    "write_en",
    "write_zh",
]


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)
