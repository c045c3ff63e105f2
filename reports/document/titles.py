"""Where a title breaks: at its meaning, into a trapezoid or a diamond (GB/T 9704-2012, 7.3.1)."""

import re
from functools import cache
from math import ceil

from .model import Language

LINE_COST = {"zh": 0.5, "en": 1.5}
MOST_LINES = 12
# Words of the titles of reports: a title breaks between them, not within.
WORDS = re.compile(
    "(?:第[一二三四五六七八九十]+届)?(?:全国|省|市)人民代表大会|常务委员会|人大常委会|执法检查组?|中华人民共和国|(?:贯彻)?实施情况|检查情况|"
    "的?检查报告|的报告|第[一二三四五六七八九十]+[届次](?:会议上?)?"
)
LINKS = {"a", "an", "and", "by", "concerning", "for", "in", "of", "on", "the", "to", "with"}


def title_lines(text: str, lang: Language, limit: int) -> tuple[str, ...]:
    """The lines of a title of at most `limit` characters each.

    An empty title has none. A title that brings its own breaks ("\\n") keeps them; one that is too long to shape is
    returned whole.
    """
    if "\n" in text:
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")  # the wide blank between post and name stays
    if not text:
        return ()
    if len(text) <= limit or len(text) > limit * MOST_LINES:
        return (text,)
    breaks = _chinese_breaks(text) if lang == "zh" else _english_breaks(text)
    few = ceil(len(text) / limit)
    shapes = [shape for count in range(few, few + 3) if (shape := _shape(text, breaks, limit, count))]
    if not shapes:
        return (text,)
    cuts = (0, *min(shapes, key=lambda shape: shape[0] + LINE_COST[lang] * len(shape[1]))[1], len(text))
    return tuple(text[start:end].strip() for start, end in zip(cuts, cuts[1:], strict=False))


def _shape(text: str, breaks: dict[int, float], limit: int, count: int) -> tuple[float, tuple[int, ...]] | None:
    """The cheapest way to cut the text into `count` lines, with its cost."""
    mean = len(text) / count

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if left == 1:
            length = len(text) - start
            return (_unevenness(length, mean) + (4 if length < 4 else 0), ()) if length <= limit else None
        ways = []
        for end, cost in breaks.items():
            if start < end <= start + limit and (rest := best(end, left - 1)):
                ways.append((cost + _unevenness(end - start, mean) + rest[0], (end, *rest[1])))
        return min(ways, default=None)

    return best(0, count)


def _unevenness(length: int, mean: float) -> float:
    return ((length - mean) / mean) ** 2 * 4


def _chinese_breaks(text: str) -> dict[int, float]:
    """Cost of a break before each character: none at joints of meaning, high inside a word or a name in 《》."""
    joints = {edge for word in WORDS.finditer(text) for edge in word.span()}
    costs: dict[int, float] = {}
    depth = 0
    for place, char in enumerate(text):
        before, rest = text[place - 1], text[place:]
        clear = rest.startswith(("关于", "（")) or before in "、》）"
        forbidden = char in "、，。；：）》”’？！" or before in "（《“‘" or re.match(r"\w\w", before + char, re.ASCII)
        if place and not forbidden:
            cost = 0 if clear else 5 if before in "在和与及对" else 0.5 if place in joints else 1 if char == "《" else 5
            costs[place] = cost + 1.5 * bool(depth)
        depth += (char == "《") - (char == "》")
    return costs


def _english_breaks(text: str) -> dict[int, float]:
    """Cost of a break at each blank: none before a preposition or a conjunction, high after one."""
    costs = {}
    for match in re.finditer(" ", text):
        before = text[: match.start()].rsplit(" ", 1)[-1].lower()
        after = text[match.end() :].split(" ", 1)[0].lower()
        costs[match.start()] = 4.0 if before in LINKS else 0.0 if after in LINKS else 2.0
    return costs
