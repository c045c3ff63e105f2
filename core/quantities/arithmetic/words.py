"""The words by which a text says how its numbers hang together, in both languages, as regular expressions."""

import re
from dataclasses import dataclass, fields
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Cues:
    sentence_end: re.Pattern[str]
    partly: re.Pattern[str]
    """What follows is a part of what was just told: 其中, of which. It does not claim to be all of it."""
    open_list: re.Pattern[str]
    """The parts told are not all, or no parts: 等, including."""
    total: re.Pattern[str]
    """Stands right before a number that is the sum of what was just told."""
    total_after: re.Pattern[str]
    """Stands right behind such a number."""
    bare: re.Pattern[str]
    """All that may stand in the clause of such a number before the word for the sum, if it sums up the list ahead."""
    whole_before: re.Pattern[str]
    """Stands right before a number that is the whole of what follows: of the 120."""
    whole_after: re.Pattern[str]
    """Stands between such a number and its first part: 120家中."""
    outcome: re.Pattern[str]
    """How the members of a whole came out: 合格, passed."""
    each_named: re.Pattern[str]
    """What follows are all the parts of what was just told: 分别为, comprising."""
    rest: re.Pattern[str]
    """Stands right before a number that is all that is left."""
    rise: re.Pattern[str]
    """Stands between a count and the percentage by which it has grown, from its noun on."""
    fall: re.Pattern[str]
    rise_to: re.Pattern[str]
    """Stands between such a percentage and the count that it led to."""
    fall_to: re.Pattern[str]
    from_: re.Pattern[str]
    """Stands before the earlier of two counts."""
    to: re.Pattern[str]
    """Stands between the earlier and the later count."""
    change: re.Pattern[str]
    """Stands between the later count and the change from the earlier one."""
    by: re.Pattern[str]
    """Stands right before a count that is a change itself: 增加100件."""
    share_of_count: re.Pattern[str]
    """Stands between a count and the share it makes up."""
    share_itself: re.Pattern[str]
    """Stands right before a share of one whole: 占, account for."""
    each: re.Pattern[str]
    """Between the number of groups and the number in each of them: 6个省各20个, 20 in each of 6 provinces."""
    average: re.Pattern[str]
    """Between a total and the number that comes to each group: 平均每县, an average of."""
    several_answers: re.Pattern[str]
    """Shares of a question with several answers may add up to more than 100%."""
    base_stated: re.Pattern[str]
    """The text says of what a share is taken."""


_ZH = {
    "sentence_end": r"[。;!?]",
    "partly": r"其中|(?<!不)包括|这当中|当中有|里面有",
    "open_list": r"等(?!级|候|待|于)|其中|包括|主要|如|涉及|新增|不含|除|来自|分布|平均|约|累计|覆盖|其他|以上|余|多",
    "total": r"(?:合计|共计|总计|总共|一共|合共|共)(?:为|有|达)?$|(?:合计|共计|总计)[^,。;、0-9]{1,6}$|总数(?:为|达)?$",
    "total_after": r"(?!)",
    "bare": r"(?:并|即|则)?",
    "whole_before": r"(?!)",
    "whole_after": r"(?:中|里|当中|之中)(?:,|有|的|$)|:$",
    "outcome": r"合格|达标|整改|办结|结案|审结|通过|符合|完成|优良",
    "each_named": r"分别(?:为|是|有|达|达到)|(?:分为|即|由)$",
    "rest": r"(?:其余|剩余|余下|剩下)(?:的)?(?:[^,。;、0-9]{0,4})$",
    "rise": r"[,(]?(?:总数|总量|数量|案件数|数)?,?(?:同比|环比|(?:比|较|与)[^,。;]{0,12}?(?:相比)?,?)?(?:增长|上升"
    r"|增加|提高|增幅(?:为|达)?|多)了?$",
    "fall": r"[,(]?(?:总数|总量|数量|案件数|数)?,?(?:同比|环比|(?:比|较|与)[^,。;]{0,12}?(?:相比)?,?)?(?:下降|减少"
    r"|降低|降幅(?:为|达)?|回落|少)了?$",
    "rise_to": r",?(?:增长|上升|增加|提高)?(?:达到|增至|升至|增加到|上升到)$",
    "fall_to": r",?(?:下降|减少|降低)?(?:降至|减至|降到|减少到|下降到|降为)$",
    "from_": r"(?:从|由)[^,。;0-9]{0,16}(?:[0-9]{4}年)?[^,。;0-9]{0,8}$",
    "to": r"[^,。;0-9]{0,12},?(?:[0-9]{4}年)?[^,。;0-9]{0,4}(?:增加到|增至|增长到|上升到|升至|提高到|扩大到|发展到"
    r"|增长至|上升至|提高至|"
    r"减少到|减至|下降到|降至|降到|降低到|减少至|下降至|下降为|增加为|增为|减为|变为)(?:了)?(?:[0-9]{4}年的?)?$",
    "change": r"[^,。;0-9]{0,10}[,(](?:[^,。;0-9]{0,6})(?P<way>增长|上升|增加|提高|增幅(?:为|达)?|下降|减少|降低"
    r"|降幅(?:为|达)?)了?$",
    "by": r"(?:增加|增长|上升|提高|多|减少|下降|降低|少)了?$",
    "share_of_count": r"[^0-9。;,、]{0,12}[,(](?:占(?:比|总数的?|总量的?|全部的?|比为|比达)?|占其?(?:比例)?(?:为)?)$",
    "share_itself": r"占(?:比|总数的?|总量的?|全部的?|比为|比达|比例为)?$",
    "each": r"[^0-9。;]{0,24}?(?:各|每[^0-9,。;]{1,6}?|均|分别)(?:有|选取|抽取|选择|抽查|检查|安排|派出|确定|选派"
    r"|随机抽取|随机选取|走访|配备)?$",
    "average": r"[^0-9。;]{0,8}[,(](?:平均)?每个?(?P<group>[^0-9,。;]{1,5}?)(?:平均)?"
    r"(?:检查|查处|受理|办理|有|为|达)?$",
    "several_answers": r"多选|可选多项|多项选择|不定项",
    "base_stated": r"(?:占|在|为)?(?:全部|所有|全体|总|被调查|受访者总|该部分|这部分|上述"
    r"|这些)[^,。;0-9]{0,10}(?:(?:的|中)[^0-9]{0,6})?$",
}

_N = r"[^.;0-9]"
_EN = {
    "sentence_end": r"[;!?]|\.(?=\s+[A-Z“\"(]|\s*$)",
    "partly": r"\b(?:of which|of whom|of these|of those|among (?:them|which|whom|these|those)|including|includes?"
    r"|included|with \w+ of them)\b",
    "open_list": r"\b(?:of which|of whom|among|including|included|such as|e\.g\.|etc|mainly|mostly|involving|other"
    r"|others|excluding|except|plus|"
    r"up|down|more|fewer|less|compared|average|covering|approximately|from|over|so on|notably)\b",
    "total": r"(?:\b(?:a (?:grand )?total of|totall?ing|in total|in all|altogether|all told|adding up to"
    r"|amounting to|bringing the total to|"
    r"making a total of|for a total of|which makes|the total (?:is|was|being|comes to))|=)\s*$",
    "total_after": r"^\s+(?:(?!and\b|or\b)[a-z'’-]+\s+){0,4}(?:in total|in all|altogether|all told)\b",
    "bare": r"(?:and|for|or|making|bringing|thus|that is|i\.e\.)?",
    "whole_before": r"\b(?:of|among)(?: the| these| those| all| all the)?$",
    "whole_after": r":$",
    "outcome": r"\b(?:passed|failed|met|qualified|compliant|closed|completed|settled|put right)\b",
    "each_named": r"\b(?:comprising|comprised of|consisting of|consisted of|made up of|composed of|namely"
    r"|divided into|broken down into|"
    r"respectively)\b",
    "rest": r"\b(?:the )?(?:remaining|other|rest(?: of [a-z ]+)?,?)\s*$",
    "rise": rf"{_N}{{0,60}}?(?:\bup(?: by)?|\ban? (?:year-on-year |annual )?(?:increase|rise|growth|jump|surge) of"
    rf"|\bincreas(?:e|ed|ing) (?:of|by)"
    r"|\brising(?: by)?|\brose(?: by)?|\bgrew(?: by)?|\bgrowing(?: by)?|\bmore than in [0-9]{4},? by)",
    "fall": rf"{_N}{{0,60}}?(?:\bdown(?: by)?|\ban? (?:year-on-year |annual )?(?:decrease|decline|drop|fall"
    rf"|reduction) of|\bdecreas(?:e|ed|ing) by"
    r"|\bfalling(?: by)?|\bfell(?: by)?|\bdropp(?:ed|ing)(?: by)?|\bdeclin(?:ed|ing)(?: by)?)",
    "rise_to": rf"{_N}{{0,30}}?\b(?:to|to reach|reaching)$",
    "fall_to": rf"{_N}{{0,30}}?\bto$",
    "from_": r"\bfrom(?: a total of)?$",
    "to": rf"{_N}{{0,40}}?(?:\bin [0-9]{{4}})?{_N}{{0,6}}?\bto$",
    "change": rf"{_N}{{0,50}}?(?:in [0-9]{{4}})?{_N}{{0,20}}?(?:\b(?P<way>up|down|(?:increase|rise|growth|decrease"
    rf"|decline|drop|fall|reduction)"
    r"(?=\s+of)|(?:increas|ris|grow|decreas|declin|dropp|fall)(?:ing|ed)(?=\s+by))(?: by| of)?)$",
    "by": r"\b(?:(?:increase|rise|growth|decrease|decline|drop|fall|reduction) of|by|up|down)$",
    "share_of_count": r"[^.;0-9,]{0,50}[,(]?\s*(?:which |who )?(?:or|accounting for|accounted for|account for"
    r"|representing|making up|made up|equal to|\()$",
    "share_itself": r"\b(?:accounting for|accounted for|account for|making up|made up|make up|representing)$",
    "each": rf"{_N}{{0,60}}\b(?:in|from|at|of|for|to) each of(?: the| these)?$",
    "average": rf"{_N}{{0,30}}[,(] ?(?:or |with |that is )?(?:an average of|averaging|on average)$",
    "several_answers": r"multiple (?:answers|choices|responses)|several answers|more than one (?:answer|option)",
    "base_stated": r"\bof (?:all|the total|total)\b[^0-9]{0,20}$",
}


def _compiled(table: dict[str, str], flags: int) -> Cues:
    return Cues(**{one.name: re.compile(table[one.name], flags) for one in fields(Cues)})


CUES: dict[Language, Cues] = {"zh": _compiled(_ZH, 0), "en": _compiled(_EN, re.IGNORECASE)}
# A sentence ends before a capital letter; every other cue of English ignores case.
object.__setattr__(CUES["en"], "sentence_end", re.compile(_EN["sentence_end"]))
