"""A number in a cell as the text that a person sees there: 0.5 in per cent is "50%", a date is 2017-10-31."""

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

EXACT = 15  # digits that a spreadsheet keeps of a number
LARGEST = 30  # exponent
LITERAL = re.compile(r'"([^"]*)"|\\(.)')
BRACKETS = re.compile(r"\[[^\]]*\]|[_*].")  # colours, currencies and places; what only fills up space
DIGITS = re.compile(r"[#0?,]*[#0?](?:\.[#0?]*)?")


def shown(text: str, code: str, epoch: datetime) -> tuple[str, str]:
    """(text, fault) of the number `text` under the format `code`; the fault is "" or a key of CELLS."""
    try:
        value = Decimal(text[:60])
        if not value.is_finite() or abs(value.adjusted()) > LARGEST:
            return text[:60], "digits"
    except InvalidOperation:
        return text[:60], "error"
    if is_date_format(code):
        return _day(float(value), epoch)
    return _number(value, code)


def _day(serial: float, epoch: datetime) -> tuple[str, str]:
    try:
        moment = from_excel(serial, epoch=epoch) if serial >= 0 else None
    except (ValueError, OverflowError):
        return f"{serial:g}", "date"
    if not isinstance(moment, datetime):
        return f"{serial:g}", "date"  # a time without a day, or before the calendar begins
    return moment.date().isoformat(), ""


def _number(value: Decimal, code: str) -> tuple[str, str]:
    """A number: its digits after the point, its groups and what stands around it are those of the format."""
    parts = code.split(";")
    has_own_sign = value < 0 and len(parts) > 1 and bool(parts[1])  # "0;(0)": the format says what is negative
    form = BRACKETS.sub("", parts[1] if has_own_sign else parts[0])
    value = abs(value) if has_own_sign else value
    bare = LITERAL.sub("", form)
    digits = DIGITS.search(bare)
    is_whole = value == value.to_integral_value()
    if is_whole and len(str(abs(int(value)))) > EXACT:
        return f"{value:f}", "digits"
    if "%" in bare:
        value *= 100
    if not digits or "General" in bare or "/" in bare or "E" in bare:
        return _plain(value) + ("%" if "%" in bare else ""), ""
    wanted = digits[0].partition(".")[2].count("0") + digits[0].partition(".")[2].count("#")
    grouped = "," in digits[0]
    said = f"{round(value, wanted):,.{wanted}f}" if grouped else f"{round(value, wanted):.{wanted}f}"
    if "#" in digits[0].partition(".")[2] and "." in said:
        said = said.rstrip("0").rstrip(".")
    if not wanted and not grouped:
        said = said.zfill(digits[0].count("0"))
    return _around(form, said), ""


def _around(form: str, said: str) -> str:
    """What a format puts before and behind the number: "12件" for 0"件"."""
    bare = LITERAL.sub(lambda match: "\0" * len(match[0]), form)
    digits = DIGITS.search(bare)
    if not digits:
        return said
    before, behind = form[: digits.start()], form[digits.end() :]
    return (_words(before) + said + _words(behind)).strip()


def _words(form: str) -> str:
    return LITERAL.sub(lambda match: match[1] or match[2] or "", form)


def _plain(value: Decimal) -> str:
    """The shortest writing of what the spreadsheet holds: binary fractions end at the fifteenth digit."""
    rounded = Decimal(f"{value:.15g}")
    return str(int(rounded)) if rounded == rounded.to_integral_value() else f"{rounded.normalize():f}"
