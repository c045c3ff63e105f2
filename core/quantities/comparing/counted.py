"""What a reading counts, as far as that is sure: only things that are surely different make a difference."""

import re
from functools import lru_cache
from typing import Literal

from core.quantities.nouns import concepts, may_be_same, of_one_kind
from core.quantities.reading import Reading
from core.quantities.units import UnitKind

Language = Literal["zh", "en"]

# Where a Chinese phrase turns into a sentence: 78980个发出整改通知, 1000余万依法暂停服务.
_VERB = re.compile(
    "发出|依法|暂停|登载|列入|纳入|参加|参与|进行|开展|得到|通过|获得|实现|完成|建成|建立|设立|存在|出现|发生|认为|反映"
    "|接受|提供|提出|受到|缺少|缺乏|达到|达|均|都|已|未(?!成年)|被(?!告|害|保险|征)|将|由|为|是"
    "|有(?!限|机|色|害|毒|关|效|偿|轨)|于|向|就业|上岗|同意"
    "|在(?!校|职|押|建|编|线|册|岗)|对(?!象)|从(?!业)|按|不(?!良|法)|级$"
)
# 国有林场, 所有企业, 私有: not the verb.
_NO_VERB = re.compile("[国所私公专特固]有")
# 抽查900余个: what is done, not what is counted, where it stands before the number.
_ACTION = re.compile(
    "(?:抽查|检查|查处|排查|整改|受理|办理|办结|处理|培训|通报|处置|发放|查封|立案|监督|新增|涉及|责令)$"
)
# What may stand between a noun and the number after it: 高危漏洞共13个, but not 检查组发现2起.
_LINK = re.compile("(?:总?共|合?计|总计|累计|有|共有|约|达|达到|为|数|数量|总数|近|超过|逾|已|均|各|:|：|，|,)*")
# 400,000 of all kinds: a word that stands for whatever is counted.
_EMPTY = frozenset({"category", "matter"})
# A list counts all its members: 养老机构和社区服务站63家, 63 care homes and community service stations.
_LISTED_BEFORE = re.compile(r"([\u4e00-\u9fff]{2,12})[和与及、]$")
_LISTED_AFTER = re.compile(r"(?:, [a-z][a-z'’ -]{1,30}){0,3},? and ((?:[a-z][a-z'’-]* ?){1,5})")
_OF = re.compile(r" of ((?:[a-z][a-z'’-]* ?){1,4})")
_PERSON = frozenset({"person"})
_HOUSEHOLD = frozenset({"household"})
_FIRM = frozenset({"organisation"})


# What a counter says by itself, beside whatever the noun says. 大 and the like leave open what is counted.
_BY_COUNTER = {
    "家": "organisation website platform park market site scenic_area temple pollution_source base",
    "所": "organisation", "件": "case complaint lawsuit suggestion incident project", "宗": "case dispute",
    "起": "case accident incident fire dispute lawsuit complaint violation disaster", "例": "case disease_case",
    "栋": "house", "幢": "house", "级": "level", "路": "team road", "条": "message rule regulation road suggestion",
    "部": "law regulation rule normative_document", "场": "meeting event", "次": "time",
    "家次": "inspection visit time", "户次": "inspection visit time", "所次": "inspection visit time",
}  # fmt: skip
_COUNTERS = {counter: frozenset(keys.split()) for counter, keys in _BY_COUNTER.items()}
# Counters of turns: of inspections, whatever is inspected.
_TURNS = frozenset({"家次", "户次", "所次"})
_DATA = frozenset({"data_volume"})
_OPEN = frozenset({"大"})
# 36,000 items: an English word that only portions, where what it portions is left out or told later.
_PORTION = re.compile(r"(?:\w+ )?(?:items?|sets?|pieces?|ones|others?|units?|lots?|points?|parts?)$")


def counted(reading: Reading, language: Language, text: str) -> frozenset[str]:
    """What is counted. A counter of persons goes before a noun that only stands near: 每个小组至少10人."""
    if language == "zh" and reading.counter in _OPEN:
        return frozenset()
    if language == "en" and _PORTION.fullmatch(reading.noun.lower()):
        # 36,000 items of information
        return _portioned(reading, text)
    if language == "en" and concepts(reading.counter, language) == _DATA:
        # 36,000 megabytes
        return concepts(reading.counter, language)
    if language == "zh" and reading.counter in _TURNS:
        return _COUNTERS[reading.counter]
    found = (
        _concepts(reading.noun, language, reading.counter != "家" and not _stands_before(reading, text))
        if reading.noun and _counts(reading, language, text)
        else frozenset()
    )
    found |= _listed(reading, language, text) if found else found
    if reading.counter.endswith("户"):
        # 市场主体6万户, 种粮大户: a household, and the firm that its noun names.
        return _HOUSEHOLD | found if of_one_kind(found, _FIRM) else _HOUSEHOLD
    if reading.unit is UnitKind.PERSON and not (found and may_be_same(found, _PERSON)):
        return _PERSON
    return found | _COUNTERS.get(reading.counter, frozenset()) if found and language == "zh" else found


def _portioned(reading: Reading, text: str) -> frozenset[str]:
    begin = text.lower().find(reading.noun.lower(), reading.end, reading.end + len(reading.noun) + 8)
    found = _OF.match(text, begin + len(reading.noun)) if begin >= 0 else None
    # five focus points of the inspection: the word before may make a thing of it
    itself = concepts(reading.noun, "en") if " " in reading.noun.strip() else frozenset()
    return concepts(found[1].strip(), "en") | itself if found else frozenset()


def _stands_before(reading: Reading, text: str) -> bool:
    """Whether the noun stands before its number: then it ends there, and may begin with a verb (收回问卷)."""
    return bool(text) and text.find(reading.noun, reading.end, reading.end + len(reading.noun) + 8) < 0


def _counts(reading: Reading, language: Language, text: str) -> bool:
    """Whether the noun is surely what is counted. What stands before 的 only describes it (4家登载新闻的网站); a noun
    before the number is its subject where a verb comes between."""
    if language == "en" or not text:
        return True
    after = text.find(reading.noun, reading.end, reading.end + len(reading.noun) + 8)
    if after >= 0:
        return text[after + len(reading.noun) : after + len(reading.noun) + 1] != "的"
    if _ACTION.search(reading.noun):
        return False
    before = text.rfind(reading.noun, 0, reading.start)
    return before < 0 or bool(_LINK.fullmatch(text[before + len(reading.noun) : reading.start].replace(" ", "")))


def _listed(reading: Reading, language: Language, text: str) -> frozenset[str]:
    """What else is counted where the noun stands in a list with one number."""
    if language == "zh":
        begin = text.rfind(reading.noun, 0, reading.start)
        found = _LISTED_BEFORE.search(text, max(0, begin - 13), begin) if begin > 0 else None
    else:
        begin = text.lower().find(reading.noun.lower(), reading.end, reading.end + len(reading.noun) + 8)
        found = _LISTED_AFTER.match(text, begin + len(reading.noun)) if begin >= 0 else None
    return concepts(found[1].strip(), language) if found else frozenset()


@lru_cache(4096)
def _concepts(noun: str, language: Language, runs_on: bool = True) -> frozenset[str]:
    """What a noun phrase names. A Chinese one may run on into its sentence (基地列入计划), so that every known word it
    begins with counts too, but for a counter that only organisations have: 检查单位13家 are no inspections."""
    found = concepts(noun, language) - _EMPTY
    if language == "en" or not found:
        return found
    verb = _VERB.search(_NO_VERB.sub("__", noun))
    if verb:
        return concepts(noun[: verb.start()], language) if verb.start() > 1 else frozenset()
    if not runs_on:
        return found
    return found.union(*(concepts(noun[:length], language) for length in range(2, min(len(noun), 12))))
