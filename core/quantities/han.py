"""Reading Chinese numerals: the inverse of `words.han_numeral`, for what people write."""

_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_DIGITS |= {"肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_TENS = {"廿": "二十", "卅": "三十"}

HAN_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
"""The characters of everyday numerals, for the character classes of readers."""


def han_value(text: str) -> int:
    """The whole number those Chinese numerals (or Arabic digits) say: 三十一 is 31, 十 is 10, 二〇一七 is 2017.

    一百二 and 三万五 are read as spoken, 120 and 35000. ValueError for what is no numeral.
    """
    if text.isascii() and text.isdigit():
        return int(text)
    for short, tens in _TENS.items():
        text = text.replace(short, tens)
    if not text or any(char not in _DIGITS and char not in _PLACES and char not in _GROUPS for char in text):
        raise ValueError(f"{text!r} is no Chinese numeral")
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _spoken(text)


def _spoken(text: str) -> int:
    """A numeral with places. Groups nest: 一万亿 is 10^12."""
    total = group = 0
    digit: int | None = None
    last = 1  # the size of the place before, for a bare last digit: 一百二
    for char in text:
        if char in _DIGITS:
            if digit:
                raise ValueError(f"{text!r} is no Chinese numeral")
            digit = _DIGITS[char]
            last = 1 if digit == 0 else last
        elif char in _PLACES:
            last = _PLACES[char]
            group += (1 if digit is None or (digit == 0 and last == 10) else digit) * last
            digit = None
        else:
            last = _GROUPS[char]
            group += digit or 0
            if last > total:
                total = (total + group or 1) * last
            else:
                total += group * last
            group, digit = 0, None
    if digit is None:
        return total + group
    return total + group + digit * (last // 10 if last >= 100 else 1)
