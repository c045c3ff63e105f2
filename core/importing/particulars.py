"""What a report says of itself in its head: the day, the year, the laws, the bodies."""

import re
from collections.abc import Iterable
from datetime import date

from core.text import Text

_LAW = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_QUOTED = re.compile(r"“([^“”]+)”")
_TERM = re.compile(r"第[一二三四五六七八九十百〇零\d]+届")
_DAY = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_DASHES = re.compile(r"^[\s—―─–－-]+")
INSPECTION = Text("{laws}执法检查", "Enforcement inspection of the {laws}")


def inspection_title(title: Text) -> Text:
    """The laws that the title of a report names, and what was done with them; the title itself where it names none."""
    zh = "".join(f"《{law}》" for law in _LAW.findall(title.zh))
    en = " and ".join(_QUOTED.findall(title.en))
    return Text(
        INSPECTION.zh.format(laws=zh) if zh else title.zh.replace("\n", ""),
        INSPECTION.en.format(laws=en) if en else title.en.replace("\n", " "),
    )


def day_of(occasion: str) -> date | None:
    """The first day that a Chinese text states in full; None where it states none, or one that does not exist."""
    found = _DAY.search("".join(occasion.split()))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def year_of(texts: Iterable[str]) -> int | None:
    """The first year in the texts."""
    for text in texts:
        if found := _YEAR.search(text):
            return int(found[1])
    return None


def as_named(text: str) -> str:
    """A text in which bodies are looked for: without blanks, terms (第十三届) and names of laws, which name others."""
    return _TERM.sub("", _LAW.sub("", "".join(text.replace("'", "’").split())))


def without_dash(occasion: str) -> str:
    """An occasion without the dash before it or the brackets around all of it, which print adds again."""
    text = _DASHES.sub("", occasion).strip()
    whole = text[:1] in ("（", "(") and text[-1:] in ("）", ")") and not set(text[1:-1]) & set("（()）")
    return _DASHES.sub("", text[1:-1]).strip() if whole else text
