"""How much one number looks like a slip of another, and what a number without a value may stand for."""

import re
from decimal import Decimal
from fractions import Fraction

from core.quantities.reading import Number, Reading


def slip(zh: Number, en: Number) -> int:
    """The factor of 10, 100 … by which two numbers with the same digits differ; 0 where they do not."""
    low, high = sorted((Fraction(zh), Fraction(en)))
    if low <= 0 or low == high:
        return 0
    ratio = high / low
    power = len(str(int(ratio))) - 1
    return 10**power if ratio == 10**power and power else 0


def digits(number: Decimal) -> str:
    """The significant digits as a string."""
    return "".join(map(str, number.normalize().as_tuple().digits))


def transposed(zh: Number, en: Number) -> bool:
    """Whether two digits have changed places, and nothing else."""
    if isinstance(zh, Fraction) or isinstance(en, Fraction):
        return False
    one, other = (f"{number:f}" for number in (zh, en))
    apart = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(apart) != 2:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]


def likeness(zh: Number, en: Number) -> float:
    """From 0 to 1, how much one number looks like a slip of the other: same digits, one digit other, two swapped."""
    if zh == en or slip(zh, en) or transposed(zh, en):
        return 1.0
    if isinstance(zh, Fraction) or isinstance(en, Fraction):
        return 0.0
    one, other = f"{zh:f}", f"{en:f}"
    if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
        return min(1.0, 0.3 * (max(len(digits(zh)), len(digits(en))) - 1))
    shorter, longer = sorted((digits(zh), digits(en)), key=len)
    dropped = any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
    return min(1.0, 0.3 * len(shorter)) if dropped and len(shorter) > 1 else 0.0


_ZH_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_EN_SIZES = {"dozen": 12, "score": 20, "ten": 10, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_EN_SIZE = re.compile(r"\b(dozen|score|ten|hundred|thousand|million|billion)s?\b", re.I)


def vague_bounds(reading: Reading) -> tuple[Decimal, Decimal] | None:
    """From where to where a vague number may lie: 数百 from 100 to 1000. None where it says no size (若干, several)."""
    if reading.low is not None and reading.high is not None:
        return Decimal(str(float(reading.low))), Decimal(str(float(reading.high)))
    zh = [_ZH_SIZES[char] for char in reading.raw if char in _ZH_SIZES]
    en = [_EN_SIZES[word.lower()] for word in _EN_SIZE.findall(reading.raw)]
    sizes = zh or en
    if not sizes:
        return None
    if "成千上万" in reading.raw:
        return Decimal(1000), Decimal(100_000)
    product = 1
    for size in sizes:
        product *= size
    return Decimal(product), Decimal(product * 10)
