"""Days and whole numbers as people type them, beside the figures that `core.quantities` reads. What was typed stays as
it was typed; it is understood when it is read."""

import re
import unicodedata
from datetime import date

# 2017-10-31, 2017/10/31, 2017.10.31, 20171031, 2017年10月31日
DAY = re.compile(r"(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?|(\d{4})(\d{2})(\d{2})", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
NEGATIVE = re.compile(r"\s*(?:约|近)?\s*(?:[-\u2010-\u2015\u2212]|负)\s*\d")


def day_of(text: str) -> date | None:
    """The day that `text` names; None where it names none, or one that is in no calendar."""
    found = DAY.fullmatch(_plain(text))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_of(text: str) -> int | None:
    """The whole number that `text` is, in digits of whatever width; None for anything else."""
    found = WHOLE.fullmatch(_plain(text))
    return int(found[0]) if found else None


def is_negative(text: str) -> bool:
    """Whether a figure begins with a sign that readers of figures pass over: "-3" is not 3."""
    return bool(NEGATIVE.match(_plain(text)))


def _plain(text: str) -> str:
    """Full-width digits, letters and signs as narrow ones."""
    return unicodedata.normalize("NFKC", text).strip()
