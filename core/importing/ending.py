"""The end of a report: the closing line (以上报告，请审议), what stands behind it, and the concluding paragraph."""

import re
from collections.abc import Sequence

from core.importing.headings import Heading
from core.importing.outline import Language

_ZH_LINE, _EN_LINE = 60, 260  # characters that a closing line has at most
CLOSING_LINE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"^(?:(?:以上|上述|本|现将|特将)[^。；]{0,16}(?:报告|汇报|意见|情况)[^。]{0,8}[，,]?[^。]{0,6}"
        r"(?:请|提请|谨请|敬请|供)[^。]{0,16}(?:审议|审查|批评指正|审阅|参考)"
        r"|(?:以上|上述)(?:报告|汇报)(?:完毕)?|(?:请|提请|敬请)(?:予以?|会议|各位\S{0,6}|常委会)?(?:审议|审查)"
        r"|[特专]此(?:报告|汇报)(?:[，,]?(?:请|提请|敬请|谨请)[^。；]{0,12}(?:审议|审查|审阅))?|(?:我的)?(?:报告|汇报)(?:完毕|到此结束)(?:[，,]?(?:请|提请|敬请)[^。；]{0,12}(?:审议|审查|审阅))?|谢谢(?:大家|各位\S{0,8})?)[。.！!]?$"
    ),
    "en": re.compile(
        r"^(?:(?:the\s+)?(?:above|foregoing|preceding)\b.{0,120}\b(?:deliberat|review|consider|examin|discuss|comment|approv|report)\w*"
        r"|(?:this|the\s+present)\s+report\b.{0,80}\b(?:submitted|presented|offered)\b.{0,80}\b(?:deliberat|review|consider|examin|discuss)\w*"
        r"|(?:we\s+|i\s+)?(?:hereby\s+|respectfully\s+|now\s+)*(?:submit|present|offer)(?:ted)?\b.{0,100}\b(?:deliberat|review|consider|examin|discuss)\w*"
        r"|(?:we\s+|i\s+|you are\s+)?(?:kindly\s+|respectfully\s+)*(?:please|request\w*|ask\w*|invite\w*)\b.{0,60}"
        r"\b(?:deliberat|review|consider|examin|discuss)\w*"
        r"|(?:that|this)\s+(?:concludes|is\s+the\s+end\s+of)\b.{0,60}|(?:it\s+is\s+)?(?:hereby|respectfully)\s+(?:reported|submitted)"
        r"|(?:my\s+)?report\s+is\s+(?:over|complete|finished)|thank\s+you(?:\s+(?:all|very\s+much|for\s+your\s+attention))?)"
        r"[^.;]{0,80}[.!。]?$",
        re.IGNORECASE,
    ),
}  # fmt: skip
_SENTENCE_BEFORE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?:[。！？]|(?<=[\u4e00-\u9fff])\.)[”’）)]*\s*(?=[^。！？]{2,60}[。.！!]?$)"),
    "en": re.compile(r"[.!?][”’)]*\s+(?=[A-Z][^.!?]{2,240}[.!]?$)"),
}
# Beginnings of a paragraph that concludes a report. Strong ones do so anywhere; the weak ones only where the other
# items show that the paragraph is none of the last item.
STRONG: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"^(?:总之|总而言之|总的来[说看]|综上|综上所述|最后[，,])"),
    "en": re.compile(
        r"^(?:in (?:conclusion|sum|summary|short|a word|closing)\b|to (?:conclude|sum up|summarize)\b|overall,"
        r"|all in all\b|finally,)",
        re.IGNORECASE,
    ),
}
WEAK: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"^(?:当前|目前|今后|下一步|展望|面向未来|面对新|站在新|进入新|新时代|新征程|新形势|今年是|让我们|我们要|我们相信|我们坚信|各位|同志们|(?:副?委员长|副?主任)[、，]"
        r"|.{0,60}(?:使命光荣|任重道远|意义重大|责任重大|永远在路上))"
    ),
    "en": re.compile(
        r"^(?:at present|currently|nowadays|today,|now,|going forward|looking (?:ahead|forward)|let us"
        r"|we (?:must|will|should|believe|are convinced)"
        r"|in the (?:next|new|coming)|from now|standing at|this year|faced with|facing\b|members,|comrades)\b",
        re.IGNORECASE,
    ),
}
WISHES: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(
        "中国梦|伟大复兴|小康社会|现代化国家|现代化强国|作出新的?(?:更大)?的?贡献|而(?:努力|不懈)奋斗|坚强(?:法治)?保障|新局面|新篇章"
        "|(?:十九|二十)大精神|为核心的党中央"
    ),
    "en": re.compile(
        r"chinese dream|rejuvenation|moderately prosperous|moderni[sz]ed (?:socialist )?country|new era|new chapter"
        r"|(?:new|greater) contributions?|party congress|national congress of the (?:communist|party)"
        r"|(?:strong|firm|solid|sound) (?:\w+ )?guarantees?",
        re.IGNORECASE,
    ),
}
_ANNEX: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"^(?:附件|附表|附录|附[:：])\s*[\d一二三四五六七八九十]{0,2}\s*(?:[:：].*)?$"),
    "en": re.compile(r"^(?:annex|appendix|attachment)(?:es|s)?\b\s*[\dIVX]{0,3}\s*(?:[:.].*)?$", re.IGNORECASE),
}


def is_closing_line(text: str, language: Language) -> bool:
    """True for the sentence that hands the report over: 以上报告，请审议."""
    longest = _ZH_LINE if language == "zh" else _EN_LINE
    return len(text) <= longest and bool(
        CLOSING_LINE[language].match("".join(text.split()) if language == "zh" else text)
    )


def closing_line(texts: Sequence[str], language: Language) -> int:
    """The place of the closing line; that of the annexes where there is none, or the number of paragraphs."""
    for at in range(len(texts) - 1, len(texts) // 3, -1):
        if is_closing_line(texts[at], language):
            # 请审议 and 谢谢大家 may stand on two lines.
            while at > 0 and is_closing_line(texts[at - 1], language):
                at -= 1
            return at
    for at in range(len(texts) // 2 + 1, len(texts)):
        if _ANNEX[language].match(texts[at]):
            return at
    return len(texts)


def closing_within(text: str, language: Language) -> int:
    """Where the closing line begins inside the last paragraph; 0 where that paragraph does not end with one."""
    for found in _SENTENCE_BEFORE[language].finditer(text[-400:]):
        begin = max(len(text) - 400, 0) + found.end()
        if is_closing_line(text[begin:], language):
            return begin
    return 0


def concluding(texts: Sequence[str], found: Sequence[Heading], end: int, language: Language) -> int:
    """The first of the paragraphs before `end` that conclude the whole report and not its last item; `end` for none."""
    if not found:
        return end
    last = found[-1]
    begin = last.at if last.end < len(texts[last.at]) else last.at + 1  # the item's first paragraph
    if end - begin < 2:
        return end
    usual = _usual(texts, found) if last.item else None
    at = end - 1
    if STRONG[language].match(texts[at]):
        return at
    surplus = end - begin - usual if usual is not None else 0
    if surplus < 1:
        return end
    sign = WEAK[language].match(texts[at]) or WISHES[language].search(texts[at])
    return at if sign else end


def _usual(texts: Sequence[str], found: Sequence[Heading]) -> int | None:
    """How many paragraphs the other items of the last part have at most; None when there is no other item."""
    part = found[-1].part
    items = [heading for heading in found if heading.part == part and heading.item]
    counts = [
        following.at - one.at - (0 if one.end < len(texts[one.at]) else 1)
        for one, following in zip(items, items[1:], strict=False)
    ]
    return max(counts, default=None)
