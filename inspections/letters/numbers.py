"""Numbers of official documents (发文字号): 常办〔2017〕12号."""

import re
from dataclasses import dataclass

# Brackets, digits and blanks as they are typed; the standard has 〔〕 and half-width digits (GB/T 9704—2012, 7.2.5).
_BRACKETS = str.maketrans("[]【】（）()［］﹝﹞", "〔〕" * 6)
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,20})〔(\d{4})〕([1-9]\d{0,5})号")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The organ's sign, the year, and the running number of that year."""

    sign: str
    year: int
    running: int

    def __str__(self) -> str:
        return f"{self.sign}〔{self.year}〕{self.running}号"


def read_number(text: str) -> DocumentNumber | None:
    """The number in `text`, however its brackets were typed; None for what has not the form of one (a zero before the
    running number, a short year, 第)."""
    plain = re.sub(r"\s+", "", text).translate(_BRACKETS).translate(_DIGITS)
    match = _NUMBER.fullmatch(plain)
    return DocumentNumber(match[1], int(match[2]), int(match[3])) if match else None
