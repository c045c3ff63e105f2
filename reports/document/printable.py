"""Texts as they can be printed: whatever cannot be set is removed or made visible, and noted with its place."""

import re
import unicodedata
from collections.abc import Collection

from core.text import Text

from .model import Language
from .notices import Notice, once

HAN = "\u2e80-\u2fdf\u3003-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
WIDE = HAN + "\u3000-\u303f\uff00-\uffef“”‘’…—"
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
INVISIBLE = "\u00ad\u180e\u200b-\u200d\u2060-\u2065\ufeff\ufe00-\ufe0f\U000e0000-\U000e0fff"
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb"
ODD = re.compile(f"[{BIDI}{INVISIBLE}{CONTROL}]")
SPACES = re.compile(r"[ \t\r\n\u1680\u2000-\u200a\u2028\u2029\u205f]+")
# In Chinese text: blanks beside Chinese characters go, and half-width marks beside them become full-width.
BLANK_IN_CHINESE = re.compile(f"(?<=[{WIDE}]) +| +(?=[{WIDE}])")
HALF_WIDTH = re.compile(rf"(?<=[{HAN}”》）])[,;:?!)]|[(](?=[{HAN}“《])|(?<=[{HAN}”》])[(]")
FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
LONG_WORD = re.compile(f"[^\\s{WIDE}-]{{46,}}")

REMOVED = {
    BIDI: Text(
        "已删除控制文字方向的不可见字符。", "Invisible marks that change the direction of writing were removed."
    ),
    CONTROL: Text("已删除控制字符。", "Control characters were removed."),
}
BROKEN_WORD = Text("有过长的词，已在行末断开。", "A very long word was broken over lines.")


class Printable:
    """Turns texts into printable ones and collects what was done to them.

    `meant` holds the code points that print in the face meant, `all` those that print in some face; both are given in
    code points. With neither, nothing is checked: what a screen shows is the screen's affair.
    """

    def __init__(self, meant: Collection[int] = (), all: Collection[int] = ()) -> None:
        self._every = frozenset(all)
        self._plain = frozenset(chr(code) for code in meant if not ODD.match(chr(code))) - {"\n", "\t", "\r"}
        self._notices: list[Notice] = []
        self._spare: set[str] = set()

    def text(self, value: str, lang: Language, where: str) -> str:
        """`value` ready to be printed in one run of text; notices name the place `where`."""
        value = SPACES.sub(" ", value).strip()
        if lang == "zh":
            value = HALF_WIDTH.sub(lambda match: match.group().translate(FULL_WIDTH), BLANK_IN_CHINESE.sub("", value))
        if odd := {char for char in value if char not in self._plain}:
            value = self._without(value, odd, where)
        if LONG_WORD.search(value):
            self._notices.append(Notice("info", BROKEN_WORD, where))
        return value

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was found, the fallback characters of the whole document in one notice."""
        found = once(self._notices)
        if not self._spare:
            return found
        shown = "、".join(sorted(self._spare))
        message = Text(f"以下字符用后备字体排印：{shown}", f"These characters were set in a fallback face: {shown}")
        return (*found, Notice("info", message))

    def _without(self, value: str, odd: set[str], where: str) -> str:
        """`value` with the characters `odd`, which are not plainly printable, removed, replaced or noted."""
        for pattern, message in REMOVED.items():
            if any(re.match(f"[{pattern}]", char) for char in odd):
                self._notices.append(Notice("warning", message, where))
        value = unicodedata.normalize("NFC", ODD.sub("", value)) if any(map(ODD.match, odd)) else value
        if not self._every:
            return _visible(value)
        missing = sorted(char for char in set(value) - self._plain - {" ", "\u00a0"} if self._missing(char))
        self._spare |= {
            char for char in set(value) - self._plain - set(missing) if char >= "\u2e80" and not char.isspace()
        }
        if missing:
            names = "、".join(substitute(char) for char in missing[:20])
            message = Text(
                f"没有字体含有这些字符，已印为编码：{names}",
                f"No font holds these characters; printed as codes: {names}",
            )
            self._notices.append(Notice("warning", message, where))
            value = value.translate({ord(char): substitute(char) for char in missing})
        return value

    def _missing(self, char: str) -> bool:
        """No face has it, or everybody's font means something else by it (private use, half of a pair)."""
        return ord(char) not in self._every or unicodedata.category(char) in {"Co", "Cs"}


def substitute(char: str) -> str:
    """What stands for a character that cannot be printed: 〔U+2B689〕."""
    return f"〔U+{ord(char):04X}〕"


def _visible(value: str) -> str:
    """Without halves of surrogate pairs, which no file can hold."""
    return re.sub("[\ud800-\udfff]", lambda match: substitute(match.group()), value)
