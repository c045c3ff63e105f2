"""Numbers of headings: written (一, IV, c, ③) and read."""

HAN = "〇一二三四五六七八九"
HAN_VALUES = {char: value for value, char in enumerate(HAN)} | {
    char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")
} | {"两": 2, "○": 0}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
ROMAN = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
ROMAN_SIGNS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")  # from U+2160 on
ROMAN_CHARS = str.maketrans({chr(0x2160 + place): letters for place, letters in enumerate(ROMAN_SIGNS)})
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth")  # fmt: skip


def chinese(n: int) -> str:
    """1 to 999 in Chinese numerals; digits beyond."""
    if not 0 < n < 1000:
        return str(n)
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{HAN[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else HAN[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (HAN[ones] if ones else "")


def roman(n: int) -> str:
    """1 to 399 in Roman numerals; digits beyond."""
    if not 0 < n < 400:
        return str(n)
    text = ""
    for letters, value in ROMAN:
        count, n = divmod(n, value)
        text += letters * count
    return text


def alphabetic(n: int) -> str:
    """A to Z, then AA, BB … as Word counts."""
    return chr(ord("A") + (n - 1) % 26) * min((n - 1) // 26 + 1, 5)


def circled(n: int) -> str:
    """① to ⑳; digits beyond."""
    return chr(0x2460 + n - 1) if 0 < n <= 20 else str(n)


def from_chinese(text: str) -> int:
    """The value of 一, 十二, 二十, 一百零一, 壹; 0 for what is no number below 1000."""
    text = "".join(text.split())
    if not any(char in TENS for char in text):
        return int("".join(str(HAN_VALUES[char]) for char in text)) if 0 < len(text) <= 3 else 0
    total, held = 0, 0
    for char in text:
        if char in TENS:
            total, held = total + (held or 1) * TENS[char], 0
        else:
            held = HAN_VALUES[char]
    return total + held


def from_roman(text: str) -> int:
    """The value of a Roman numeral of either case; 0 for letters that do not make one up to 399."""
    text = text.translate(ROMAN_CHARS).upper()
    n, rest = 0, text
    for letters, value in ROMAN:
        while rest.startswith(letters):
            n, rest = n + value, rest[len(letters) :]
    return n if not rest and roman(n) == text else 0


def from_word(text: str) -> int:
    """The value of one … twelve, first … twelfth; 0 for another word."""
    word = text.lower()
    for words in (WORDS, ORDINALS):
        if word in words:
            return words.index(word) + 1
    return 0


def from_mark(text: str) -> int:
    """The value of a single sign: ①, ⑴, ⒈, ㈠; 0 for another one."""
    for first, last in ((0x2460, 0x2473), (0x2474, 0x2487), (0x2488, 0x249B), (0x3220, 0x3229)):
        if len(text) == 1 and first <= ord(text) <= last:
            return ord(text) - first + 1
    return 0
