"""How much the words behind a label look like a heading, and where the heading ends before its text."""

import re

from core.importing.labels import Label
from core.importing.outline import Language

# On a line of its own; the same with a full stop; with its text behind it; a label before mere text; hardly a label.
STANDALONE, PLAIN_SENTENCE, RUN_IN, NO_HEADING, UNLIKELY = 2.0, 1.7, 1.2, 0.3, -1.0
ZH_LONGEST, ZH_SENTENCE, ZH_RUN_IN = 150, 80, 60  # characters without blanks
LEAST_TEXT = 8  # characters behind a colon that make a sentence
EN_LONGEST, EN_RUN_IN = 260, 200  # characters
# Half-width a full stop ends a sentence between a Chinese character and a blank or another one: not in 4.18 or No. 3.
ZH_END = re.compile(
    r"(?:[。！？；!?;]|．(?![0-9０-９])|(?<=[\u4e00-\u9fff”’）)》」%])\.(?=[\s\u4e00-\u9fff“‘《（(”’）)》」]|$))[”’）)》」]*"
)
_ZH_COLON = re.compile(r"[：:]")
_ZH_GAP = re.compile(r"(?:[ \t\u00a0]{2,}|\u3000)[ \t\u00a0\u3000]*(?=\S)")
_EN_END = re.compile(r"[.!?;:][”’\"')）]*(?=\s+[\"“‘'(（]?[A-Z0-9])")
_EN_LAST = re.compile(r"[.!?][”’\"')）]*$")
# Words with a point that ends no sentence.
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:No|Nos|Art|Arts|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|cf|Vol|Sec|Chap|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|Co|Ltd|Inc|Corp)|\b[A-Z])\.$"
)
# One blank between Chinese characters; several in a sentence are stray.
_ZH_BLANK = re.compile(r"(?<=[\u4e00-\u9fff”》）])[ \u00a0](?=[\u4e00-\u9fff0-9“《])")
LEAST_HEADING, LEAST_SENTENCE = 4, 16  # characters before a lone blank, and of the sentence behind it
_CONTENTS_LINE = re.compile(r"(?:\.{3,}|…{1,}|·{3,}|\t)\s*\d{1,3}$")


def first_sentence(text: str) -> int:
    """Where the first English sentence of `text` ends, its mark included; the end of the text when it is alone."""
    for found in _EN_END.finditer(text):
        mark = found.start()
        if not (text[mark] == "." and _ABBREVIATIONS.search(text[max(0, mark - 12) : mark + 1])):
            return found.end()
    return len(text)


def weigh(text: str, label: Label, language: Language) -> tuple[float, int]:
    """How likely the words behind the label are a heading, and where in `text` the heading ends."""
    return _weigh_zh(text, label.end) if language == "zh" else _weigh_en(text, label.end)


def _weigh_zh(text: str, begin: int) -> tuple[float, int]:
    rest = text[begin : begin + 400]
    size = len("".join(rest.split()))
    if not size:
        return UNLIKELY, len(text)
    if _CONTENTS_LINE.search(rest):
        return NO_HEADING, len(text)
    gap = _ZH_GAP.search(rest)
    if gap and size > ZH_RUN_IN and gap.start() <= ZH_RUN_IN and not ZH_END.search(rest[: gap.start()]):
        return RUN_IN, begin + gap.end()
    if at := _lone_blank(rest):
        return RUN_IN, begin + at
    end = ZH_END.search(rest)
    if end is None or end.end() == len(rest.rstrip()):
        mark = rest[end.start()] if end else ""
        if mark in ("；", ";"):
            return UNLIKELY, len(text)
        if size <= (ZH_SENTENCE if mark else ZH_LONGEST) and len(text) - begin <= len(rest):
            colon = _ZH_COLON.search(rest)
            if mark and colon and colon.start() <= ZH_RUN_IN // 2 and size - colon.start() > LEAST_TEXT:
                return RUN_IN, begin + colon.end()
            return (PLAIN_SENTENCE if mark else STANDALONE), len(text)
    colon = _ZH_COLON.search(rest)
    if (
        colon
        and colon.start() <= ZH_RUN_IN // 2
        and (end is None or colon.start() < end.start())
        and not set("，,") & set(rest[: colon.start()])
    ):
        return RUN_IN, begin + colon.end()
    if end and end.end() <= ZH_RUN_IN and rest[end.start()] not in "；;":
        return RUN_IN, begin + end.end()
    return NO_HEADING, begin


def _lone_blank(rest: str) -> int:
    """Where the text begins behind a heading that only one blank parts from it; 0 where none does."""
    end = ZH_END.search(rest)
    sentence = rest[: end.end()] if end else ""
    blanks = [found.start() for found in _ZH_BLANK.finditer(sentence)]
    if (
        len(blanks) != 1
        or not LEAST_HEADING <= blanks[0] <= ZH_RUN_IN // 2
        or set("，,、：:") & set(sentence[: blanks[0]])
    ):
        return 0
    return blanks[0] + 1 if len(sentence) - blanks[0] > LEAST_SENTENCE else 0


def _weigh_en(text: str, begin: int) -> tuple[float, int]:
    rest = text[begin : begin + 800]
    if not rest.strip():
        return UNLIKELY, len(text)
    if _CONTENTS_LINE.search(rest):
        return NO_HEADING, len(text)
    end = first_sentence(rest)
    whole = end >= len(rest.rstrip()) and len(text) - begin <= len(rest)
    if rest.rstrip().endswith((";", "；", "; and", "; or")) and whole:
        return UNLIKELY, len(text)
    if whole:
        if len(rest) > EN_LONGEST:
            return NO_HEADING, begin
        if not _EN_LAST.search(rest.rstrip()):
            return STANDALONE, len(text)
        return (PLAIN_SENTENCE if len(rest.split()) <= 25 else NO_HEADING), len(text) if len(
            rest.split()
        ) <= 25 else begin
    if end <= EN_RUN_IN and rest[end - 1] != ";":
        return RUN_IN, begin + end
    return NO_HEADING, begin
