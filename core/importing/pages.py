"""What pages add to a text: their numbers and running heads, which pasted text carries along between its lines."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

_N = r"[0-9０-９]{1,3}"
_DASH = "[-—–―─－·•~～]"
# A line that is a page's number and cannot be anything else.
NUMBER = re.compile(
    rf"^(?:{_DASH}+\s*{_N}\s*{_DASH}+|第\s*{_N}\s*页(?:\s*[,，、/／(（]?\s*共\s*{_N}\s*页\s*[)）]?)?"
    rf"|{_N}\s*[/／]\s*{_N}|共\s*{_N}\s*页\s*[,，]?\s*第\s*{_N}\s*页"
    rf"|[Pp](?:age|AGE)\s+{_N}(?:\s+(?:of|OF)\s+{_N}|\s*[/／]\s*{_N})?)$"
)
BARE_NUMBER = re.compile(rf"^{_N}$")
_DIGITS = re.compile(r"[0-9０-９]+")
_LETTER = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_TITLE = re.compile(r"报告|汇报|report", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？；，,;:：!?]$")
PAGE = 4  # lines that a page has at least
LONGEST_HEAD, SHORTEST_HEAD = 80, 6  # characters, letters
FIRST_LINES = 4  # lines at the top in which a running head may be the title itself


def furniture(lines: Sequence[str]) -> frozenset[int]:
    """The places of the lines that are page numbers or running heads."""
    texts = [" ".join(line.split()) for line in lines]
    numbers = {at for at, text in enumerate(texts) if NUMBER.match(text)} | _counting(texts)
    return frozenset(numbers | set(_heads(texts, numbers)))


def _counting(texts: Sequence[str]) -> set[int]:
    """Bare numbers that count on page after page: 1, 2, 3; those of a table stand closer together."""
    bare = [(at, int(text)) for at, text in enumerate(texts) if BARE_NUMBER.match(text)]
    best: list[tuple[int, int]] = []
    for place, first in enumerate(bare):
        run = [first]
        for one in bare[place + 1 :]:
            if one[1] == run[-1][1] + 1 and one[0] - run[-1][0] >= PAGE:
                run.append(one)
        if len(run) > len(best):
            best = run
    return {at for at, _number in best} if len(best) > 1 else set()


def _heads(texts: Sequence[str], numbers: set[int]) -> Iterator[int]:
    """Short lines that recur where pages end or begin. The first one of them all may be the title of the text."""
    places = defaultdict(list)
    for at, text in enumerate(texts):
        key = _DIGITS.sub("", "".join(text.split()))
        named = len(_LETTER.findall(key)) >= SHORTEST_HEAD
        if named and at not in numbers and len(text) <= LONGEST_HEAD and not _SENTENCE.search(text):
            places[key].append(at)
    for row in places.values():
        if len(row) < 2:
            continue
        ends = [at for at in row if _at_page_end(at, numbers)]
        if 2 * len(ends) >= len(row) and ends:
            yield from (at for at in row if at in ends or at >= FIRST_LINES or not _TITLE.search(texts[at]))


def _at_page_end(at: int, numbers: set[int]) -> bool:
    return not numbers.isdisjoint((at - 2, at - 1, at + 1, at + 2))
