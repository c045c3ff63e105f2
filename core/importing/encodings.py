"""Bytes of a plain text file become characters: the encoding is found, never guessed past what the bytes bear out."""

import codecs
import re

from core.importing.faults import fault

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("gb18030", "utf-16-le", "utf-16-be")
SAMPLE = 20_000  # characters that are looked at
PLAUSIBLE = 0.9  # of them, how many a Chinese or English report has of its ordinary characters; wrong encodings: < 0.6
WHITE = "\t\n\r\x0b\x0c\x85"
MARKS = frozenset("　、。〈〉《》「」『』【】〔〕〖〗…—–‘’“”·°％‰℃①②③④⑤⑥⑦⑧⑨⑩①〇㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩\xa0×÷±§")
# Bytes of Windows-1252 that English has: quotes, dashes, signs, letters with accents. Not those that are quotes, dashes
# and blanks on a Macintosh (0xCA, 0xD0-0xD5).
TYPOGRAPHY_1252 = frozenset(
    b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa2\xa3\xa7\xa9\xae\xb0\xb1\xb2\xb3\xb7\xbd\xc0\xc4\xc7\xc9\xd6\xd7"
    b"\xdc" + bytes(range(0xDF, 0x100))
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
LONE = 0.8  # share of runs of such bytes that are a single one in Windows-1252; in Chinese they come in pairs
CONTROLS = 0.005  # share of control characters above which a file is no text


def decoded(content: bytes) -> tuple[str, str]:
    """The text without its byte order mark, and the encoding; SourceError when it is no text, or none is sure."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding), encoding
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\x00" not in text:
        return _textual(text), "utf-8"
    if _is_western(content):
        return _textual(content.decode("cp1252")), "cp1252"
    ranked = []
    for encoding in CANDIDATES:
        try:
            attempt = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        ranked.append((_plausibility(attempt[:SAMPLE]), encoding, attempt))
    if ranked:
        share, encoding, attempt = max(ranked, key=lambda row: row[0])
        if share >= PLAUSIBLE and "\x00" not in attempt:
            return _textual(attempt), encoding
    raise fault("binary" if _is_binary(content) else "encoding")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return _textual(content.decode(encoding))
    except UnicodeDecodeError:
        raise fault("encoding") from None


def _textual(text: str) -> str:
    """The text unless it is full of control characters."""
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in WHITE)
    if "\x00" in text or controls > CONTROLS * len(text):
        raise fault("binary")
    return text.removeprefix("\ufeff")


def _is_binary(content: bytes) -> bool:
    """True when control characters are too many for any one-byte or two-byte Chinese encoding."""
    controls = sum(content.count(bytes([code])) for code in range(32) if chr(code) not in WHITE)
    return controls > CONTROLS * len(content)


def _is_western(content: bytes) -> bool:
    """True for English in Windows-1252, whose quotes GB 18030 would swallow together with the next letter."""
    runs = _HIGH_RUN.findall(content)
    high = set(b"".join(runs))
    if b"\x00" in content or not high <= TYPOGRAPHY_1252 or sum(map(len, runs)) >= 0.2 * len(content):
        return False
    return sum(len(run) == 1 for run in runs) >= LONE * len(runs)


def _plausibility(text: str) -> float:
    """The share of characters that are ASCII, Chinese punctuation, full-width forms or everyday Chinese characters."""
    return sum(map(_is_ordinary, text)) / max(len(text), 1)


def _is_ordinary(char: str) -> bool:
    if char.isascii():
        return char.isprintable() or char in WHITE
    if "\u4e00" <= char <= "\u9fff":
        try:
            return 0xB0 <= char.encode("gb2312")[0] <= 0xD7  # the 3755 characters of the first level
        except UnicodeEncodeError:
            return False
    return char in MARKS or "\uff01" <= char <= "\uff5e" or char in "￥－"
