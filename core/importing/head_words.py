"""The words by which the lines at the head and the end of a report are known. One line a form."""

import re

from core.importing.outline import Language


def _any(*patterns: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


_BLANK = r"[ \t\u00a0\u3000]"
_DASH = "[—―─–－~～-]"
_ZH_DATE = r"(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})\s*年"
_ZH_DAY = r"(?:19|20)\d{2}\s*(?:年|[-./])\s*\d{1,2}\s*(?:月|[-./])\s*\d{1,2}\s*日?"
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_EN_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}})"
_SESSION = "(?:meeting|session|plenum|plenary)"
_CLOCK = r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"

# 2017年…在…会议上, with its dash or in brackets. The line may be broken: OCCASION_END says whether it is complete.
OCCASION: dict[Language, re.Pattern[str]] = {
    "zh": _any(
        rf"^{_DASH}+\s*(?:{_ZH_DATE}|[在于]|第).*",
        rf"^{_DASH}+.*(?:会议|大会|全会|常委会)",
        rf"^[(（【\[]\s*{_DASH}*\s*{_ZH_DATE}.*",
        r"^[(（【\[].*(?:会议上?|大会上?|全会上?|常委会).*$",
        rf"^{_ZH_DATE}[^。；]*在[^。；]*(?:会议|大会|全会|常委会)上?$",
        r"^[在于][^。；，]{4,60}(?:会议|大会|全会)上$",
        rf"^[^。；，：]{{4,60}}(?:会议|大会|全会)\s*[(（]\s*{_ZH_DATE}[^。；]*[)）]$",
    ),
    "en": _any(
        r"^[(（\[]?\s*[—–―-]*\s*(?:as\s+)?(?:presented|delivered|given|submitted|made|read|reported|tabled)\b.*\b(?:at|to|before|on)\b",
        rf"^[—–―-]+\s*(?:at|on|before|in|to|{_EN_DAY})\b",
        rf"^[(（\[]\s*[—–―-]*\s*(?:at|on|before)?\s*(?:the\s.*(?:meeting|session)|{_EN_DAY})",
        rf"^[(（\[][^()（）]*(?:{_EN_DAY}|\b{_SESSION}\b)[^()（）]*[)）\]]?$",
        rf"^(?:on\s+)?{_EN_DAY},?\s+(?:at|before)\b",
        rf"^{_EN_DAY}\s*[,—–-]+\s*[^.;]*\b{_SESSION}\b[^.;]*$",
        rf"^[^.;:]*\b{_SESSION}\b[^.;:]*[,—–-]\s*{_EN_DAY}$",
        r"^at\s+the\b.*\b(?:meeting|session)\b",
        flags=re.IGNORECASE,
    ),
}
OCCASION_END: dict[Language, re.Pattern[str]] = {
    "zh": _any(r"(?:会议|大会|全会|常委会)上?[)）】\]]?$", r"[)）】\]]$", rf"{_ZH_DAY}$"),
    "en": _any(r"[)）\]]$", r"\d{4}$", r"\b(?:meeting|session|congress|committee)$", flags=re.IGNORECASE),
}

SALUTATION: dict[Language, re.Pattern[str]] = {
    "zh": _any(
        r"^[^。；！？]{0,80}(?:委员会|委员长|委员|代表|主任|秘书长|主席|主席团|省长|市长|同志|同志们|组成人员|领导|来宾|常委会"
        r"|人大|人民政府|办公厅|各位)[^。；！？]{0,12}[:：]$"
    ),
    "en": _any(
        r"^(?:to|dear|honou?rable|distinguished|respected|esteemed|fellow|mr\.?|madam|ladies|members|comrades|chair\w*|vice\b"
        r"|your|all|director|deput\w+|delegates|colleagues|standing|the\s+standing|national|chairm[ae]n)\b.{0,260}[:：,，]$",
        r"^[^.]{0,160}\b(?:standing committee|congress|members|deputies|delegates|colleagues|comrades)\s*[:：]$",
        flags=re.IGNORECASE,
    ),
}
NO_SALUTATION: dict[Language, re.Pattern[str]] = {
    "zh": _any("如下", "报告", "汇报", "以下", "建议", "问题是", "情况[:：]$", "提出", "指出", "强调"),
    "en": _any(
        r"\b(?:as follows|following|below|report\w*|suggest\w*|recommend\w*|propos\w*|point\w* out|that is"
        r"|includ\w+)\b",
        flags=re.IGNORECASE,
    ),
}
_ADDRESSEE = (
    r"(?:尊敬的|各位|全体|常委会)*(?:副?委员长|副?主任委员|副?主任|副?秘书长|副?主席|主席团|常委会?委员|委员们?|代表们?|常委会组成人员"
    r"|组成人员|同志们?|领导|来宾)"
)
# A salutation before the first sentence, on the same line.
SALUTATION_BEFORE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(rf"^(?:{_ADDRESSEE}[、，, 和]*)+[:：]\s*(?=\S)"),
    "en": re.compile(
        r"^(?:(?:mr\.?|madam|dear|distinguished|honou?rable)\s+)?(?:(?:vice[- ]?)?chair(?:m[ae]n|persons?|s)?"
        r"|secretary[- ]general|members|deputies|delegates|colleagues|comrades|and|of the|standing committee|fellow"
        r"|[, ])+:\s+(?=\S)",
        re.IGNORECASE,
    ),
}

# Whole lines that say who published the text, and when.
BYLINE: dict[Language, re.Pattern[str]] = {
    "zh": _any(
        r"^[【\[(（]?\s*(?:文章|信息|稿件)?(?:来\s*源|稿源|作\s*者|记\s*者|通讯员|编\s*辑|责任编辑|责\s*编|撰稿|撰文|摄影|审核|校对|发布时间|发布日期"
        r"|发布机构|发布单位|成文日期|日\s*期|时\s*间|更新时间|浏览次数|浏览量|点击数?|点击次数|阅读|字号|字体|打印|分享|索引号|原标题)\s*[:：/／]",
        r"^(?:字号|打印本页|关闭窗口|返回顶部|分享到)",
        rf"^{_ZH_DAY}{_CLOCK}(?:\s*(?:来源|作者|星期|\S+网).*)?$",
        r"^(?:新华社|中新社|本报|本网|本台|\S{2,12}(?:网|报|社|台)).{0,20}(?:电|讯|消息|报道)[)）]?$",
        r"^[(（]?(?:(?:本报|本网|见习|\S{2,10}(?:网|报|社|台))?记者|通讯员)\s*[:：]?\s*[\u4e00-\u9fff·、\s]{2,20}[)）]?$",
        r"^(?:本文|本报告)(?:来源|转载|刊载|原载)",
        r"^\S{0,40}(?:会议|大会|常委会)(?:第\S{1,4}次会议)?(?:文件|材料)\s*(?:[(（【〔\[]?\s*(?:之)?[\d０-９一二三四五六七八九十]{1,4}\s*[)）】〕\]]?)?$",
        r"^附件\s*[\d０-９一二三四五六七八九十]{0,2}\s*[:：]?$",
        r"^[(（【]?\s*(?:秘密|机密|内部(?:资料|文件)|注意保存|征求意见稿|讨论稿|送审稿|审议稿|草案|代拟稿)\s*[★☆]?\s*[)）】]?$",
        r"^https?://\S+$",
    ),
    "en": _any(
        r"^[\[(]?\s*(?:source|author|authors|reporter|reporters|editor|editors|published|posted|updated|last\s+(?:updated|modified)"
        r"|date|translator|translation|translated|original|photo|publisher|released|issued|views|byline)\s*(?:by|on|at)?\s*[:：]",
        r"^[\[(]?(?:posted|published|updated|translated|edited|reported|written)\s+(?:by|on|at|in)\b",
        r"^by\s+(?:our|staff|a\s+staff|the\s+staff|xinhua)\b",
        rf"^{_EN_DAY}{_CLOCK}\.?$",
        r"^(?:19|20)\d{2}-\d{1,2}-\d{1,2}\b.{0,20}$",
        r"^[(\[]?xinhua[)\]]?$",
        r"^https?://\S+$",
        flags=re.IGNORECASE,
    ),
}
_OUTLET = (
    r"(?:本报|本网|本台|本刊|新华社|中新社|人民日报|[\u4e00-\u9fff]{0,10}(?:网|报|周刊|电视台|广播电台|客户端|频道))"
)
_NAME = r"[\u4e00-\u9fff·]{2,4}"
_NAMES = (
    r"(?:记者|通讯员|见习记者|特约记者)?\s*[\u4e00-\u9fff·]{1,4}"
    r"(?:[\s、,，]*(?:记者|通讯员)?\s*[\u4e00-\u9fff·]{1,4}){0,5}"
)
# Who reports and from where, before the first sentence: 某某网消息（张三）, 新华社北京12月24日电（记者 张三）.
BYLINE_BEFORE: dict[Language, re.Pattern[str]] = {
    "zh": _any(
        rf"^{_OUTLET}\S{{0,4}}?(?:\d{{1,2}}月\d{{1,2}}日)?(?:消息|讯|电|报道){_BLANK}*[(（]{_NAMES}(?:报道|文)?[)）]{_BLANK}*"
        rf"[:：]?{_BLANK}*",
        rf"^{_OUTLET}[\u4e00-\u9fff]{{0,4}}\d{{1,2}}月\d{{1,2}}日(?:电|讯|消息){_BLANK}*",
        rf"^{_OUTLET}(?:消息|讯){_BLANK}+",
        r"^本[报网台]讯\s*[:：]?\s*",
        rf"^[(（](?:本报|本网|{_OUTLET})?(?:记者|通讯员){_BLANK}*{_NAMES}[)）]{_BLANK}*",
        rf"^{_OUTLET}(?:记者|通讯员){_BLANK}*{_NAME}(?:[\s、]+{_NAME}){{0,3}}{_BLANK}*(?:报道[:：]?|[:：]){_BLANK}*",
        rf"^【[^】]{{1,30}}】{_BLANK}*",
    ),
    "en": _any(
        r"^(?:[A-Z][A-Za-z’'. ]{1,40},\s+)?(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}\s+)?"
        r"\((?:Xinhua|[A-Z][\w ]{1,30}(?:News|Daily|Times|Agency|Online))\)\s*(?:--|[—–-])\s*",
        r"^(?:[A-Z][\w’']*\s+){0,6}(?:News|Daily|Online|Net|Network|Website|website|news|Xinhua|Times)"
        r"(?:\s+(?:news|report|News|Report))?\s*"
        r"\((?!hereafter|hereinafter|the\b|“)[^()]{2,40}\)\s*[:,—–-]*\s*",
    ),
}

# Where a title ends; what binds the next line to it; what shows that it is not complete.
TITLE_END: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?:报告|说明|意见|汇报|情况|综述|总结|讲话)(?:\s*[(（][^()（）]{1,20}[)）])?$"),
    "en": re.compile(r"(?!)"),  # an English title may end with any word
}
TITLE_GOES_ON: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?:关于|的|和|与|及|暨|、|检查|对|《)$"),
    "en": re.compile(
        r"(?:[,:“‘(—–-]|\b(?:on|of|the|and|for|in|to|by|concerning|regarding|about|with|a|an|at|from))$", re.IGNORECASE
    ),
}
TITLE_CONTINUES: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"^(?:关于|检查|实施|贯彻|执行|情况|的|和|与|及|暨|、|《|[(（])"),
    "en": re.compile(
        r"^(?:[a-z(“‘]|on\b|of\b|concerning\b|regarding\b|the\b|and\b|for\b|in\b|law\b|implementation\b|inspection\b|report\b"
        r"|people[’']s\b|standing\b|national\b)", re.IGNORECASE,
    ),
}  # fmt: skip

_POST_ZH = "主任|委员|主席|组长|报告人|汇报人|秘书长|厅长|局长|部长|院长|检察长|省长|市长|州长|县长|副?委员长|同志"
_POST_EN = (
    r"(?i:(?:vice[- ]?|deputy\s+|executive\s+)*(?:chair(?:m[ae]n|woman|person)?|director|president|secretary|minister"
    r"|governor|mayor|head|leader|member|commissioner|prosecutor|procurator)(?:[- ]general)?)"
)
PRESENTER: dict[Language, re.Pattern[str]] = {
    "zh": _any(
        r"^[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff·]){1,7}$",
        r"^[\u4e00-\u9fff·]{2,12}(?:[\s、]+[\u4e00-\u9fff·]{2,4}){1,4}$",
        rf"^[^。；！？，]{{0,40}}(?:{_POST_ZH})[^。；！？，]{{0,12}}$",
    ),
    "en": _any(
        r"^(?:By\s+|Presented by\s+|Reporter:\s*|Presenter:\s*)?[A-Z][\w’'·-]+"
        r"(?:[\s,]+(?:[A-Z][\w’'·.-]*|and|of|the|for)){0,24}\.?$",
        r"^(?:By|Presenter|(?:Presented|Delivered|Submitted|Reported|Read)\s+by)\b.{2,160}$",
    ),
}
# Words that a title has and a presenter has not.
NO_PRESENTER: dict[Language, re.Pattern[str]] = {
    "zh": _any("报告(?!人)", "情况", "实施", "检查《", "关于", "《", "法》", "的意见"),
    "en": _any(
        r"\breport\b",
        r"\binspection\b(?! group| team)",
        r"\bimplement",
        r"\blaw\b(?! enforcement inspection group| committee)",
        r"“",
        r"^(?:concerning|regarding|on|of|the|and|in|for)\b",
        flags=re.IGNORECASE,
    ),
}  # fmt: skip
# A line that names a person, whatever stands before it: a name with a post.
PERSON: dict[Language, re.Pattern[str]] = {
    "zh": _any(
        rf"^[^。；！？，]{{2,40}}(?:{_POST_ZH})[ \t\u00a0\u3000]+[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff·]){{1,7}}$",
        r"^(?:报告人|汇报人)\s*[:：]?\s*[\u4e00-\u9fff·\s]{2,12}$",
    ),
    "en": _any(
        rf"^(?:By\s+)?[A-Z][\w’'·-]+(?:\s+[A-Z][\w’'·.-]*){{0,3}},\s+(?:[\w-]+\s+){{0,4}}?{_POST_EN}\b",
        rf"^(?:[\w-]+\s+)?{_POST_EN}\s+[A-Z][\w’'·-]+(?:\s+[A-Z][\w’'·-]+){{0,3}}$",
        r"^(?:Presented|Delivered|Submitted|Reported|Read)\s+by\b.{2,160}$",
        r"^(?:Presenter|Reporter)\b.{2,160}$",
    ),
}
