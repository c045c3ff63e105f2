"""Writing a quantity in English."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal

from core.quantities.model import Kind, Quantity, QuantityError
from core.quantities.period import Period
from core.quantities.style import FULL, Extent, Style
from core.quantities.units import MEASURES, Noun, UnitKind
from core.quantities.words import EN_LEVEL_WORDS, EN_PLAIN, EN_SCALES, EN_WORDS, fitting_scale

_ENGLISH = Locale("en")
_ORDINAL_ENDINGS = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

# Kinds whose numbers stay in digits, and the word that joins a noun to a measure: 123 million mu of farmland.
_ALWAYS_DIGITS = MEASURES - {UnitKind.DURATION, UnitKind.MULTIPLE}
_JOINS = {UnitKind.PERCENT: "of", UnitKind.MONEY: "in"}


def write_en(item: Quantity | Period, style: Style = FULL) -> str:
    """The English of a figure, a date or a period. QuantityError if the record has no English to print."""
    text = item.en() if isinstance(item, Period) else _write(item, style)
    return text[:1].upper() + text[1:] if style.cap else text


def _write(item: Quantity, style: Style) -> str:
    if item.kind is Kind.NAME:
        if not item.as_written.en:
            raise QuantityError("the name has no English wording")
        return item.as_written.en
    if item.kind is Kind.LEVEL:
        return _level(item, style)
    if item.kind is Kind.ORDINAL:
        return _with_noun(_ordinal(int(item.value or 0), style), item.printed_noun.en, style)
    return " ".join(part for part in (EN_WORDS[item.qualifier], _counted(item, style)) if part)


def _counted(item: Quantity, style: Style) -> str:
    """Number, unit and noun, as far as the style wants them."""
    number = _number(item, style)
    kind = item.unit.kind
    if kind not in MEASURES:
        return _with_noun(number, _agreeing(item.printed_noun, item), style)
    if kind is UnitKind.PERCENT:
        number = number + "%"
    elif style.extent is not Extent.NUMBER:
        number = item.unit.noun.en + number if kind is UnitKind.MONEY else f"{number} {_agreeing(item.unit.noun, item)}"
    if item.noun is None or style.extent is not Extent.FULL:
        return number
    return f"{number} {_JOINS.get(kind, 'of')} {_plural(item.noun)}"


def _with_noun(number: str, noun: str, style: Style) -> str:
    return f"{number} {noun}" if noun and style.extent is Extent.FULL else number


def _number(item: Quantity, style: Style) -> str:
    if item.low is not None and item.high is not None:
        ends = (item.low, item.high)
        # Both ends alike: "8 to 12", not "eight to 12".
        words = all(_in_words(item, number, style) for number in ends)
        texts = [_spelled(int(number)) if words else _digits(item, number) for number in ends]
        if item.unit.kind is UnitKind.PERCENT:
            texts[0] += "%"
        return " to ".join(texts)
    number = item.value if item.value is not None else Decimal(0)
    return _spelled(int(number)) if _in_words(item, number, style) else _digits(item, number)


def _digits(item: Quantity, number: Decimal) -> str:
    """Digits with grouping commas, and million, billion or trillion where it loses no digit."""
    scale = fitting_scale(number, EN_SCALES, EN_PLAIN)
    digits = item.numeral(number / scale.size)
    whole, _, places = digits.partition(".")
    grouped = format_decimal(Decimal(whole), locale=_ENGLISH)
    return (f"{grouped}.{places}" if places else grouped) + (f" {scale.word}" if scale.word else "")


def _in_words(item: Quantity, number: Decimal, style: Style) -> bool:
    """One to nine in running text; up to ninety-nine where a sentence begins with the number itself."""
    if style.digits or "." in item.numeral(number) or item.unit.kind in _ALWAYS_DIGITS:
        return False
    begins = style.cap and not EN_WORDS[item.qualifier]
    return number < 100 if begins else 1 <= number <= 9


def _spelled(number: int) -> str:
    if number < 20:
        return _NUMBERS[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_NUMBERS[ones]}" if ones else "")


def _ordinal(number: int, style: Style) -> str:
    if number < len(_ORDINALS) and not style.digits:
        return _ORDINALS[number]
    return f"{format_decimal(number, locale=_ENGLISH)}{_ORDINAL_ENDINGS[_ENGLISH.ordinal_form(number)]}"


def _level(item: Quantity, style: Style) -> str:
    """Level 3 or above; with a noun: information systems at Level 3 or above."""
    level = f"{item.unit.noun.en} {int(item.value or 0)} {EN_LEVEL_WORDS[item.qualifier]}".rstrip()
    if item.noun is None or style.extent is not Extent.FULL:
        return level
    return f"{_plural(item.noun)} at {level}"


def _agreeing(noun: Noun, item: Quantity) -> str:
    """Singular for one alone (more than one case), plural for everything else (0.5 hectares, 1.0 months)."""
    return noun.en if item.value == 1 and item.numeral(item.value) == "1" else _plural(noun)


def _plural(noun: Noun) -> str:
    if noun.en and not noun.en_plural:
        raise QuantityError(f"the noun {noun.en!r} has no plural")
    return noun.en_plural
