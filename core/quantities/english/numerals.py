"""Reading English number words, ordinals and Roman numerals up to two digits, as names carry them."""

import re

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FIRSTS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)

CARDINALS = {word: at for at, word in enumerate(_ONES.split(), 1)} | {
    word: at * 10 for at, word in enumerate(_TENS.split(), 2)
}
ORDINALS = {word: at for at, word in enumerate(_FIRSTS.split(), 1)} | {
    f"{word[:-1]}ieth": at * 10 for at, word in enumerate(_TENS.split(), 2)
}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_IS_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)?")

_TENS_FIRST = "|".join(_TENS.split())
CARDINAL = (
    rf"(?:\d{{1,4}}|(?:{_TENS_FIRST})(?:[- ](?:{'|'.join(_ONES.split()[:9])})\b)?|{'|'.join(reversed(_ONES.split()))})"
)
"""A regular expression (case ignored) for a number in digits or words."""

ORDINAL = (
    rf"(?:\d{{1,4}} ?(?:st|nd|rd|th)\b|(?:{_TENS_FIRST})[- ](?:{'|'.join(_FIRSTS.split()[:9])})"
    rf"|{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
)
"""The same for an ordinal."""

ROMAN = r"(?-i:[IVX]{1,7}\b)"


def en_value(text: str) -> int:
    """The whole number those digits, words or Roman numerals say: 21st, twenty-one, XXI. ValueError for others."""
    word = text.strip().lower()
    if digits := _DIGITS.fullmatch(word.replace(" ", "")):
        return int(digits[1])
    parts = re.split(r"[- ]+", word)
    if all(part in CARDINALS or part in ORDINALS for part in parts) and len(parts) <= 2:
        return sum(CARDINALS.get(part, 0) or ORDINALS[part] for part in parts)
    if _IS_ROMAN.fullmatch(word):
        values = [_ROMAN[char] for char in word]
        return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    raise ValueError(f"{text!r} is no number")
