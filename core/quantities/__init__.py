"""Figures as records, written in Chinese and in English from the same record. Pure Python, no Django, no network."""

from core.quantities.en import write_en
from core.quantities.model import Kind, Numerals, Quantity, QuantityError, Wording
from core.quantities.period import Period, Precision
from core.quantities.style import Extent, Style
from core.quantities.units import UNITS, Noun, Unit, UnitKind, unit
from core.quantities.words import Qualifier
from core.quantities.zh import write_zh

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
    "unit",
    "write_en",
    "write_zh",
]
