"""The units and counters figures are given in: a table, so that a new one is one line.

A unit is named by an English slug. It carries the Chinese counter (量词) that follows the numeral, and the nouns that a
figure without a noun of its own is printed with. The counters follow official usage: 起 for cases cracked, 件 for cases
tried, 家 for firms and sites, 人 or 名 for persons (GB/T 15835-2011 leaves the choice of counters to usage).
"""

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit measures. Figures of different kinds are never compared."""

    NONE = "none"
    PERSON = "person"
    PERSON_TIME = "person_time"
    CASE = "case"
    ORGANISATION = "organisation"
    ITEM = "item"
    BATCH = "batch"
    PLACE = "place"
    SESSION = "session"
    DURATION = "duration"
    MONEY = "money"
    AREA = "area"
    LENGTH = "length"
    WEIGHT = "weight"
    VOLUME = "volume"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    MULTIPLE = "multiple"
    LEVEL = "level"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, in both languages. English gives singular and plural, because neither is derived."""

    zh: str
    en: str
    en_plural: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: the Chinese counter, and the noun used where the figure brings none.

    The English of a money unit is what stands before the number; that of a level, before the numeral.
    """

    key: str
    counter: str
    noun: Noun
    kind: UnitKind


K = UnitKind

# What is measured may have decimals that carry meaning; what is counted has none.
MEASURES = frozenset(
    {K.DURATION, K.MONEY, K.AREA, K.LENGTH, K.WEIGHT, K.VOLUME, K.PERCENT, K.PERCENTAGE_POINT, K.MULTIPLE}
)

# key, Chinese counter, Chinese noun, English singular, English plural, kind
_ROWS = (
    ("none", "", "", "", "", K.NONE),
    # persons
    ("person", "人", "", "person", "people", K.PERSON),
    ("person_named", "名", "", "person", "people", K.PERSON),
    ("person_honoured", "位", "", "person", "people", K.PERSON),
    ("respondent", "名", "受访者", "respondent", "respondents", K.PERSON),
    ("expert", "名", "专家", "expert", "experts", K.PERSON),
    ("suspect", "名", "犯罪嫌疑人", "criminal suspect", "criminal suspects", K.PERSON),
    ("student", "名", "学生", "student", "students", K.PERSON),
    ("user", "", "用户", "user", "users", K.PERSON),
    ("person_time", "人次", "", "participation", "participations", K.PERSON_TIME),
    # cases
    ("case_solved", "起", "", "case", "cases", K.CASE),
    ("case_tried", "件", "", "case", "cases", K.CASE),
    ("incident", "起", "事件", "incident", "incidents", K.CASE),
    # bodies, firms, sites
    ("enterprise", "家", "企业", "enterprise", "enterprises", K.ORGANISATION),
    ("institution", "家", "机构", "institution", "institutions", K.ORGANISATION),
    ("bank", "家", "银行", "bank", "banks", K.ORGANISATION),
    ("website", "家", "网站", "website", "websites", K.ORGANISATION),
    ("operator", "家", "运营商", "operator", "operators", K.ORGANISATION),
    ("body", "个", "机构", "body", "bodies", K.ORGANISATION),
    ("department", "个", "部门", "department", "departments", K.ORGANISATION),
    ("department_bare", "", "部门", "department", "departments", K.ORGANISATION),
    ("work_unit", "个", "单位", "organisation", "organisations", K.ORGANISATION),
    ("group", "个", "小组", "group", "groups", K.ORGANISATION),
    ("gang", "个", "犯罪团伙", "criminal gang", "criminal gangs", K.ORGANISATION),
    ("household", "户", "", "household", "households", K.ORGANISATION),
    ("major", "大", "", "", "", K.ORGANISATION),
    ("company_time", "家次", "", "inspection of a business", "inspections of businesses", K.ORGANISATION),
    # things
    ("piece", "个", "", "", "", K.ITEM),
    ("item", "项", "", "item", "items", K.ITEM),
    ("article", "条", "", "item", "items", K.ITEM),
    ("copy", "份", "", "copy", "copies", K.ITEM),
    ("document", "部", "", "", "", K.ITEM),
    ("standard", "项", "标准", "standard", "standards", K.ITEM),
    ("task", "项", "任务", "task", "tasks", K.ITEM),
    ("suggestion", "条", "建议", "suggestion", "suggestions", K.ITEM),
    ("focus_point", "个", "重点", "focus point", "focus points", K.ITEM),
    ("aspect", "个", "方面", "aspect", "aspects", K.ITEM),
    ("system", "个", "信息系统", "information system", "information systems", K.ITEM),
    ("network_system", "个", "网络系统", "network system", "network systems", K.ITEM),
    ("facility", "个", "设施", "facility", "facilities", K.ITEM),
    ("platform", "个", "平台", "platform", "platforms", K.ITEM),
    ("portal", "个", "门户网站", "portal website", "portal websites", K.ITEM),
    ("account", "个", "账号", "account", "accounts", K.ITEM),
    ("forum", "个", "", "forum", "forums", K.ITEM),
    ("vulnerability", "个", "漏洞", "vulnerability", "vulnerabilities", K.ITEM),
    ("threat", "个", "安全威胁", "security threat", "security threats", K.ITEM),
    ("batch", "批次", "", "batch", "batches", K.BATCH),
    ("lot", "批", "", "lot", "lots", K.BATCH),
    # places
    ("place", "处", "", "place", "places", K.PLACE),
    ("den", "处", "窝点", "den", "dens", K.PLACE),
    ("province", "省（区、市）", "", "province, autonomous region or municipality",
     "provinces, autonomous regions and municipalities", K.PLACE),
    ("province_each", "个省（区、市）", "", "province, autonomous region or municipality",
     "provinces, autonomous regions and municipalities", K.PLACE),
    ("city", "个", "市", "city", "cities", K.PLACE),
    ("city_county", "个", "市县", "city or county", "cities and counties", K.PLACE),
    # meetings and occurrences
    ("event", "场次", "", "event", "events", K.SESSION),
    ("show", "场", "", "event", "events", K.SESSION),
    ("time", "次", "", "time", "times", K.SESSION),
    ("meeting", "次", "会议", "meeting", "meetings", K.SESSION),
    # durations
    ("minute", "分钟", "", "minute", "minutes", K.DURATION),
    ("hour", "小时", "", "hour", "hours", K.DURATION),
    ("day", "天", "", "day", "days", K.DURATION),
    ("day_limit", "日", "", "day", "days", K.DURATION),
    ("working_day", "个工作日", "", "working day", "working days", K.DURATION),
    ("week", "周", "", "week", "weeks", K.DURATION),
    ("month", "个月", "", "month", "months", K.DURATION),
    ("year", "年", "", "year", "years", K.DURATION),
    # measures
    ("cny", "元", "", "RMB ", "RMB ", K.MONEY),
    ("usd", "美元", "", "US$", "US$", K.MONEY),
    ("mu", "亩", "", "mu", "mu", K.AREA),
    ("hectare", "公顷", "", "hectare", "hectares", K.AREA),
    ("square_metre", "平方米", "", "square metre", "square metres", K.AREA),
    ("square_km", "平方公里", "", "square kilometre", "square kilometres", K.AREA),
    ("metre", "米", "", "metre", "metres", K.LENGTH),
    ("km", "公里", "", "kilometre", "kilometres", K.LENGTH),
    ("jin", "斤", "", "jin", "jin", K.WEIGHT),
    ("kg", "公斤", "", "kilogram", "kilograms", K.WEIGHT),
    ("tonne", "吨", "", "tonne", "tonnes", K.WEIGHT),
    ("cubic_metre", "立方米", "", "cubic metre", "cubic metres", K.VOLUME),
    ("percent", "%", "", "%", "%", K.PERCENT),
    ("percentage_point", "个百分点", "", "percentage point", "percentage points", K.PERCENTAGE_POINT),
    ("multiple", "倍", "", "time", "times", K.MULTIPLE),
    # numbered things
    ("level", "级", "", "Level", "Level", K.LEVEL),
    ("session", "次", "会议", "meeting", "meetings", K.ORDINAL),
    ("term", "届", "", "", "", K.ORDINAL),
    ("issue", "期", "", "issue", "issues", K.ORDINAL),
    ("rank", "位", "", "", "", K.ORDINAL),
)  # fmt: skip

UNITS: dict[str, Unit] = {
    key: Unit(key, counter, Noun(zh, en, en_plural), kind) for key, counter, zh, en, en_plural, kind in _ROWS
}


def unit(key: str) -> Unit:
    """The unit of that key; the empty key is a bare number. An unknown key raises a KeyError that names it."""
    if key == "":
        return UNITS["none"]
    if key not in UNITS:
        raise KeyError(f"unknown unit {key!r}")
    return UNITS[key]
