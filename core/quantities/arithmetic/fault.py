"""One fault in the arithmetic of a text, before it becomes a difference."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from core.quantities.difference import Severity, Span


@dataclass(frozen=True, slots=True)
class Fault:
    """`rule` and `numbers` tell what is wrong with what, so that both languages of one fault are known as one."""

    rule: str
    numbers: tuple[Fraction, ...]
    severity: Severity
    span: Span
    zh: str
    en: str


def shown_zh(number: Fraction) -> str:
    """A number in digits, without needless zeros; at most two decimals."""
    return _shown(number, "")


def shown_en(number: Fraction) -> str:
    return _shown(number, ",")


def sum_zh(numbers: Iterable[Fraction]) -> str:
    return " + ".join(map(shown_zh, numbers))


def sum_en(numbers: Iterable[Fraction]) -> str:
    return " + ".join(map(shown_en, numbers))


def _shown(number: Fraction, group: str) -> str:
    text = format(float(number), f"{group}.2f")
    return text.rstrip("0").rstrip(".")
