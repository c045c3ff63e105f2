"""Lines that were broken at a width become paragraphs again. A text whose lines are paragraphs is left as it is.

A line is full where the first word of the next one would not have fitted. Broken lines end in the middle of a sentence;
only where many full lines do so was the text broken at that width.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.importing.ending import STRONG, WEAK, is_closing_line
from core.importing.head_words import OCCASION, OCCASION_END, SALUTATION
from core.importing.labels import labels
from core.importing.outline import Language
from core.importing.scripts import script

NARROWEST, WIDEST = 20, 130  # columns of a broken text
LEAST_BROKEN, LEAST_SHARE = 3, 0.1  # broken lines, and their share of all lines
LEAST_FULL = 0.6  # share of the full lines that are broken
LEAST_HELD, LEAST_WORDS = 20, 8  # characters, words of a line that goes on behind the turn of a page
HEAD = 12  # lines in which the head of a report ends

_TOKEN = re.compile(r"(?:[A-Za-z0-9.,%’'-]+|.)[，。、；：？！”’）》】]*")
_ENDED = re.compile(r"[。！？!?…：:；;.][”’\"'）)》】]*$")
_BRACKETS = ("—", "―", "─", "－", "–", "-", "(", "（", "【", "[")
_INNER = re.compile(r"[，、。；：,]")
_INDENT = re.compile(r"^(?:\u3000|\t| {2,})")
_RUN = re.compile(r"^(?:[一二三四五六七八九十]+(?:是|要)|第[一二三四五六七八九十]+[，,、是]|其[一二三四五]|[—–―-]{2})")

Measure = Callable[[str], int]


def columns(text: str) -> int:
    """The width of a text where a Chinese character is as wide as two letters."""
    return sum(1 if ord(char) < 0x1100 else 2 for char in text)


@dataclass(frozen=True, slots=True)
class Width:
    """At how many characters or columns the lines of one language were broken."""

    language: Language
    measure: Measure
    most: int

    def is_full(self, line: str, following: str) -> bool:
        """True when the first word of the following line would not have fitted."""
        token = _TOKEN.match(following.strip())
        word = following.split()[0] if self.language == "en" else token[0] if token else ""
        slack = 0 if self.language == "en" else self.measure("一")
        return self.measure(line.rstrip()) + self.measure(word) + (self.language == "en") + slack > self.most


def paragraphs(
    lines: Sequence[str], *, apart: frozenset[int], turned: frozenset[int], barred: frozenset[int] = frozenset()
) -> list[list[int]]:
    """The places of the lines of each paragraph, in order. `apart`: lines behind a blank one; `turned`: lines behind
    the turn of a page, before which a paragraph may have been broken off at any width; `barred`: lines that begin one.
    """
    scripts = [script(line) for line in lines]
    widths = [width for one in ("zh", "en") if (width := _width(lines, scripts, one))]
    parted = frozenset() if 3 * len(apart) > 2 * len(lines) else apart
    indented = sum(bool(_INDENT.match(line)) for line in lines) * 10 > len(lines)
    result: list[list[int]] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else ""
        language: Language = "en" if scripts[at - 1] == "en" else "zh"
        width = next((one for one in widths if one.language == language), None)
        begins = (
            not at
            or at in barred
            or scripts[at] not in (scripts[at - 1], "")
            or (indented and bool(_INDENT.match(line)))
            or _begins(line, before, language, early=at < HEAD)
        )
        if begins:
            goes_on = False
        elif at in turned:
            goes_on = is_broken_off(before, line) and (width is None or width.is_full(before, line))
        else:
            goes_on = width is not None and at not in parted and width.is_full(before, line)
        if goes_on:
            result[-1].append(at)
        else:
            result.append([at])
    return result


def joined(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one: English words are parted by a blank, all else by nothing."""
    text, english = lines[0].rstrip(), script("".join(lines)) == "en"
    for line in lines[1:]:
        text = f"{text}{' ' if english and not text.endswith('-') else ''}{line.strip()}"
    return text


def _width(lines: Sequence[str], scripts: Sequence[str], language: Language) -> Width | None:
    """The width at which the lines of a language were broken; None for a text whose lines are its paragraphs."""
    rows = [at for at in range(len(lines)) if (scripts[at] or language) == language]
    best: tuple[int, Width] | None = None
    for measure in (len, columns) if language == "zh" else (len,):
        sizes = sorted(measure(lines[at].rstrip()) for at in rows)
        for most in {sizes[-1], sizes[-1 - len(sizes) // 40]} if sizes else ():
            width = Width(language, measure, most)
            if not NARROWEST <= most * (2 if language == "zh" and measure is len else 1) <= WIDEST:
                continue
            full = [at for at in rows if at + 1 < len(lines) and _goes_over(lines[at], lines[at + 1], width)]
            broken = [
                at for at in full if not _ENDED.search(lines[at].rstrip()) and not _is_labelled(lines[at + 1], language)
            ]
            least = max(LEAST_BROKEN, LEAST_SHARE * len(rows), LEAST_FULL * len(full))
            if len(broken) >= least and (best is None or len(broken) > best[0]):
                best = len(broken), width
    return best[1] if best else None


def _goes_over(line: str, following: str, width: Width) -> bool:
    """True for a full line; the one behind it is not set in as the first of a paragraph is."""
    return width.is_full(line, following) and not _INDENT.match(following)


def _is_labelled(line: str, language: Language) -> bool:
    return any(not one.weak for one in labels(line.strip(), language))


def _begins(line: str, before: str, language: Language, *, early: bool) -> bool:
    """True for a line that begins a paragraph whatever the width of the one before it. `early`: it may belong to the
    head, whose lines end no sentence."""
    text, ended = line.strip(), bool(_ENDED.search(before.rstrip()))
    concludes = STRONG[language].match(text) or WEAK[language].match(text)
    if ended and (concludes or _RUN.match(text) or is_closing_line(text, language)):
        return True
    if _is_labelled(text, language) and (ended or _is_labelled(before, language)):
        return True
    if not early:
        return False
    addressed = SALUTATION[language].search(text) and OCCASION_END[language].search(before.strip())
    return bool(addressed or (text.startswith(_BRACKETS) and OCCASION[language].search(text)))


def is_broken_off(before: str, line: str) -> bool:
    """True for text that ends in the middle of a sentence with which `line` goes on."""
    text = before.strip()
    if _ENDED.search(text) or script(line) not in (script(text), ""):
        return False
    if script(text) == "en":
        return len(text.split()) >= LEAST_WORDS and line.strip()[:1].islower()
    return len(text) >= LEAST_HELD and bool(_INNER.search(text))
