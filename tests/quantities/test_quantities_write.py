"""The grammar of both languages: the house's tables, qualifiers at their places, scales, styles, near misses."""

import pytest

from core.quantities import Noun, Numerals, Qualifier, Quantity, QuantityError, Style, unit, write_en, write_zh


def written(style="full", **record):
    quantity, words = Quantity.from_record(record), Style.from_words(style.split())
    return write_zh(quantity, words), write_en(quantity, words)


def money(value, qualifier="exact", **more):
    return {"value": value, "unit": "cny", "kind": "money", "qualifier": qualifier} | more


def percent(value, qualifier="exact", **more):
    return {"value": value, "unit": "percent", "kind": "percent", "qualifier": qualifier} | more


def count(value, unit_key, qualifier="exact", word=None, **more):
    return {"value": value, "unit": unit_key, "qualifier": qualifier, "zh_qualifier": word} | more


HOUSE = (
    (count("11000", "piece"), "1.1万个", "11,000"),
    (count("17000", "piece"), "1.7万个", "17,000"),
    (count("400000", "piece", "nearly"), "近40万个", "nearly 400,000"),
    (count("300000000", "", "more_than", "多"), "3亿多", "more than 300 million"),
    (count("10000000", "", "more_than", "余"), "1000余万", "more than 10 million"),
    (count("10000000", "user", "more_than", "余"), "1000余万用户", "more than 10 million users"),
    (count("10000000", "piece", "nearly"), "近1000万个", "nearly 10 million"),
    (money("17000000", "more_than", zh_qualifier="多"), "1700多万元", "more than RMB 17 million"),
    (money("1384000000"), "13.84亿元", "RMB 1.384 billion"),
    (count("20000", "person_named", "more_than", "多"), "2万多名", "more than 20,000 people"),
    (count("10000", "event", "more_than"), "超过1万场次", "more than 10,000 events"),
    (count("200000000", "person", "about"), "约2亿人", "about 200 million people"),
    (percent("20", "less_than"), "不足20%", "less than 20%"),
    (count("3", "month", "less_than"), "不满3个月", "less than three months"),
    (count("59800000", "person_time", "more_than", "多"), "5980多万人次", "more than 59.8 million participations"),
    (count("15370000", "company_time"), "1537万家次", "15.37 million inspections of businesses"),
    (count("123000000", "mu"), "1.23亿亩", "123 million mu"),
    (count("8200000", "hectare"), "820万公顷", "8.2 million hectares"),
    (count("1390820000000", "jin"), "13908.2亿斤", "1,390.82 billion jin"),
    (count("695410000", "tonne", zh_scale="亿"), "6.9541亿吨", "695.41 million tonnes"),
    (percent("74.57"), "74.57%", "74.57%"),
    (count("6", "province"), "6省（区、市）", "six provinces, autonomous regions and municipalities"),
)

# 余 and 多 stand where the numeral lets them; the rest stand before the numeral or after the counter.
QUALIFIED = (
    (count("30", "time", "more_than", "余"), "30余次", "more than 30 times"),
    (count("200", "piece", "more_than", "多"), "200多个", "more than 200"),
    (count("13000", "website", "more_than", "多", zh_scale=""), "13000多家网站", "more than 13,000 websites"),
    (count("150000000", "user", "more_than", "多"), "1.5亿多用户", "more than 150 million users"),
    (count("2000000000", "user", "more_than", "多"), "20多亿用户", "more than 2 billion users"),
    (count("2000000000", "user", "more_than", as_written={"zh": "20亿多用户"}), "20亿多用户",
     "more than 2 billion users"),
    (count("3", "year", "more_than", "多"), "3年多", "more than three years"),
    (count("3", "month", "more_than", "多"), "3个多月", "more than three months"),
    (count("30", "year", "more_than", "多"), "30多年", "more than 30 years"),
    (count("10", "month", "more_than", "多"), "10多个月", "more than 10 months"),
    (percent("60", "more_than", zh_qualifier="多"), "60多%", "more than 60%"),
    (count("10", "city", "at_least", "以上"), "10个以上市", "at least 10 cities"),
    (count("30", "piece", "about", "左右"), "30个左右", "about 30"),
    (count("3", "day_limit", "up_to", "以内"), "3日以内", "up to three days"),
    (count("3", "day_limit", "up_to"), "最多3日", "up to three days"),
    (count("50", "person", "at_least"), "至少50人", "at least 50 people"),
    (count("50", "person", "more_than", "以上"), "50人以上", "more than 50 people"),
    (count("50", "person", "nearly", "接近"), "接近50人", "nearly 50 people"),
    ({"value": "2", "unit": "level", "kind": "level", "qualifier": "up_to"}, "二级以下", "Level 2 or below"),
    ({"value": "2", "unit": "level", "kind": "level"}, "二级", "Level 2"),
)  # fmt: skip

NUMERALS = (
    (count("2", "piece", zh_numerals="han"), "两个", "two"),
    (count("12", "person_honoured", zh_numerals="han"), "十二位", "12 people"),
    (count("105", "item", zh_numerals="han"), "一百零五项", "105 items"),
    (count("110", "item", zh_numerals="han"), "一百一十项", "110 items"),
    (count("2015", "item", zh_numerals="han"), "二千零一十五项", "2,015 items"),
    (count("10", "year", "more_than", "多", zh_numerals="han"), "十多年", "more than 10 years"),
    ({"value": "2", "unit": "session", "kind": "ordinal"}, "第二次会议", "second meeting"),
    ({"value": "9", "unit": "term", "kind": "ordinal"}, "第九届", "ninth"),
    ({"value": "10", "unit": "term", "kind": "ordinal"}, "第十届", "10th"),
    ({"value": "11", "unit": "term", "kind": "ordinal"}, "第十一届", "11th"),
    ({"value": "22", "unit": "session", "kind": "ordinal"}, "第二十二次会议", "22nd meeting"),
    ({"value": "23", "unit": "session", "kind": "ordinal"}, "第二十三次会议", "23rd meeting"),
    ({"value": "111", "unit": "session", "kind": "ordinal"}, "第一百一十一次会议", "111th meeting"),
    ({"value": "31", "unit": "session", "kind": "ordinal", "as_written": {"zh": "第31次会议"}}, "第31次会议",
     "31st meeting"),
)  # fmt: skip

RANGES = (
    (money(None, low="900000000", high="1600000000"), "9亿～16亿元", "RMB 900 million to 1.6 billion"),
    (percent(None, low="15", high="30"), "15%～30%", "15% to 30%"),
    (percent(None, "about", low="15.5", high="30"), "约15.5%～30%", "about 15.5% to 30%"),
    (count(None, "year", low="3", high="5"), "3～5年", "three to five years"),
    (count(None, "year", low="8", high="12"), "8～12年", "8 to 12 years"),
    (count(None, "piece", "about", "左右", low="20", high="30"), "20～30个左右", "about 20 to 30"),
    (count(None, "person", low="9000", high="12000"), "9000～1.2万人", "9,000 to 12,000 people"),
    (count(None, "person", low="9000", high="12000", zh_scale=""), "9000～12000人", "9,000 to 12,000 people"),
    (count(None, "person", low="3", high="50000"), "3～50000人", "3 to 50,000 people"),
    (count(None, "person", low="30000", high="50000"), "3万～5万人", "30,000 to 50,000 people"),
)

# Values that look alike and must not be rounded, padded or scaled into one another.
NEAR_MISSES = (
    (count("9999", "piece"), "9999个", "9,999"),
    (count("10000", "piece"), "1万个", "10,000"),
    (count("10001", "piece"), "10001个", "10,001"),
    (count("10370", "piece"), "10370个", "10,370"),
    (count("11000", "piece"), "1.1万个", "11,000"),
    (count("11500", "piece"), "11500个", "11,500"),
    (count("11590", "piece"), "11590个", "11,590"),
    (count("53560", "piece"), "53560个", "53,560"),
    (count("78980", "piece"), "78980个", "78,980"),
    (count("99999000", "piece"), "9999.9万个", "99.999 million"),
    (count("100000000", "piece"), "1亿个", "100 million"),
    (count("100000001", "piece"), "100000001个", "100,000,001"),
    (count("999000", "piece"), "99.9万个", "999,000"),
    (count("1000000", "piece"), "100万个", "1 million"),
    (count("1234567", "piece"), "1234567个", "1,234,567"),
    (money("1200000000000"), "1.2万亿元", "RMB 1.2 trillion"),
    (money("0.5"), "0.5元", "RMB 0.5"),
    (count("0", "case_tried"), "0件", "0 cases"),
    (count("1", "case_tried"), "1件", "one case"),
    (count("1", "case_tried", "more_than"), "超过1件", "more than one case"),
    (count("2", "case_tried"), "2件", "two cases"),
    (count("9", "case_tried"), "9件", "nine cases"),
    (count("10", "case_tried"), "10件", "10 cases"),
    (count("1", "mu"), "1亩", "1 mu"),
    (count("1", "tonne"), "1吨", "1 tonne"),
    (count("0.5", "tonne"), "0.5吨", "0.5 tonnes"),
    (count("1.5", "multiple"), "1.5倍", "1.5 times"),
    (count("3", "percentage_point"), "3个百分点", "3 percentage points"),
    (count("1", "percentage_point"), "1个百分点", "1 percentage point"),
    (percent("50"), "50%", "50%"),
    (percent("50.0000"), "50%", "50%"),
    (percent("50", significant=3), "50.0%", "50.0%"),
    (percent("0.05", significant=2), "0.050%", "0.050%"),
    (money("170000000", significant=3), "1.70亿元", "RMB 170 million"),
    (count("17000", "piece", significant=5), "1.7万个", "17,000"),
    (count("17000.0000", "piece"), "1.7万个", "17,000"),
    (count("1", "month", significant=2), "1.0个月", "1.0 months"),
)

WITH_NOUNS = (
    (percent("63.5", noun={"zh": "受访者", "en": "respondent", "en_plural": "respondents"}),
     "63.5%的受访者", "63.5% of respondents"),
    (money("1384000000", noun={"zh": "经费", "en": "state funding", "en_plural": "state funding"}),
     "13.84亿元经费", "RMB 1.384 billion in state funding"),
    (count("123000000", "mu", noun={"zh": "耕地", "en": "farmland", "en_plural": "farmland"}),
     "1.23亿亩耕地", "123 million mu of farmland"),
    ({"value": "3", "unit": "level", "kind": "level", "qualifier": "at_least",
      "noun": {"zh": "信息系统", "en": "information system", "en_plural": "information systems"}},
     "三级以上信息系统", "information systems at Level 3 or above"),
    (count("1", "piece", noun={"zh": "省", "en": "province", "en_plural": "provinces"}), "1个省", "one province"),
)  # fmt: skip

ALL = HOUSE + QUALIFIED + NUMERALS + RANGES + NEAR_MISSES + WITH_NOUNS


@pytest.mark.parametrize(("record", "zh", "en"), ALL, ids=[row[1] for row in ALL])
def test_a_figure_prints_in_both_languages(record, zh, en):
    assert written(**record) == (zh, en)


ACCOUNTS = {"value": "10000000", "unit": "account", "qualifier": "nearly"}
PEOPLE = {"value": "11000", "unit": "suspect", "qualifier": "more_than", "as_written": {"zh": "1.1万余名"}}
THREE = {"value": "3", "unit": "vulnerability"}

STYLES = (
    (ACCOUNTS, "", "近1000万个账号", "nearly 10 million accounts"),
    (ACCOUNTS, "full", "近1000万个账号", "nearly 10 million accounts"),
    (ACCOUNTS, "count", "近1000万个", "nearly 10 million"),
    (ACCOUNTS, "number", "近1000万", "nearly 10 million"),
    (ACCOUNTS, "plain", "近10000000个账号", "nearly 10 million accounts"),
    (ACCOUNTS, "cap", "近1000万个账号", "Nearly 10 million accounts"),
    (ACCOUNTS, "cap count", "近1000万个", "Nearly 10 million"),
    (PEOPLE, "full", "1.1万余名犯罪嫌疑人", "more than 11,000 criminal suspects"),
    (PEOPLE, "plain count", "11000余名", "more than 11,000"),
    (PEOPLE, "plain number", "11000余", "more than 11,000"),
    (THREE, "full", "3个漏洞", "three vulnerabilities"),
    (THREE, "cap", "3个漏洞", "Three vulnerabilities"),
    (THREE, "digits", "3个漏洞", "3 vulnerabilities"),
    (THREE, "digits cap number", "3", "3"),
    ({"value": "21", "unit": "expert"}, "cap", "21名专家", "Twenty-one experts"),
    ({"value": "30", "unit": "expert"}, "cap", "30名专家", "Thirty experts"),
    ({"value": "120", "unit": "system"}, "cap", "120个信息系统", "120 information systems"),
    ({"value": "30", "unit": "expert", "qualifier": "about"}, "cap", "约30名专家", "About 30 experts"),
    (count("3", "year", "more_than", "多"), "number", "超过3", "more than three"),
    (count("30", "year", "more_than", "多"), "number", "30多", "more than 30"),
    (money("30000", "more_than", zh_qualifier="多"), "number", "3万多", "more than 30,000"),
    (count(None, "person", low="9000", high="12000"), "plain", "9000～12000人", "9,000 to 12,000 people"),
    (percent("20", "less_than"), "number", "不足20%", "less than 20%"),
    (money("1384000000"), "number", "13.84亿", "1.384 billion"),
    (money("1384000000"), "plain", "1384000000元", "RMB 1.384 billion"),
    ({"value": "3", "unit": "month", "qualifier": "less_than"}, "number", "不满3", "less than three"),
    ({"value": "31", "unit": "session", "kind": "ordinal"}, "count", "第三十一次", "31st"),
    ({"value": "1", "unit": "session", "kind": "ordinal"}, "digits", "第一次会议", "1st meeting"),
    ({"value": "1", "unit": "session", "kind": "ordinal"}, "cap", "第一次会议", "First meeting"),
    ({"kind": "name", "as_written": {"zh": "一法一决定", "en": "the Law and the Decision"}}, "cap",
     "一法一决定", "The Law and the Decision"),
)  # fmt: skip


@pytest.mark.parametrize(("record", "style", "zh", "en"), STYLES)
def test_the_style_of_the_citation_decides_how_much_is_printed(record, style, zh, en):
    assert written(style, **record) == (zh, en)


SPELLINGS = (
    ("10000000", "more_than", "1000余万用户", "1000余万"),
    ("10000000", "more_than", "1000多万用户", "1000多万"),
    ("10000000", "more_than", "逾1000万用户", "逾1000万"),
    ("11000", "more_than", "11000余名", "11000余"),
    ("11000", "more_than", "1.1万余名", "1.1万余"),
    ("90000000", "nearly", "近9000万", "近9000万"),
    ("7", "exact", "七家银行", "七"),
    ("7", "exact", "十七家银行", "7"),
    ("3", "exact", "13个", "3"),
    ("13000", "exact", "12个", "1.3万"),
    ("11000", "more_than", "近1.1万", "超过1.1万"),
)


@pytest.mark.parametrize(("value", "qualifier", "source", "zh"), SPELLINGS)
def test_the_spelling_of_the_source_is_kept_only_where_it_says_the_same(value, qualifier, source, zh):
    quantity = Quantity.from_record({"value": value, "qualifier": qualifier, "as_written": {"zh": source}})
    assert write_zh(quantity) == zh


def test_what_the_record_fixes_goes_before_the_spelling_of_the_source():
    record = {"value": "11000", "qualifier": "more_than", "as_written": {"zh": "11000余名"}, "unit": "suspect"}
    fixed = {"zh_scale": "万", "zh_qualifier": "多"}
    assert write_zh(Quantity.from_record(record | fixed)) == "1.1万多名犯罪嫌疑人"


REFUSED = (
    ({"value": None}, "a figure has either a value or a range; one without number is a name"),
    ({"value": "3", "low": "1", "high": "2"}, "a figure has either a value or a range; one without number is a name"),
    ({"low": "1"}, "a range needs both ends"),
    ({"low": "2", "high": "2"}, "the low end of a range is below its high end"),
    ({"low": "1", "high": "2", "qualifier": "nearly"}, "a range cannot be nearly"),
    ({"value": "-1"}, "a figure is a finite number from 0 up"),
    ({"value": "NaN"}, "a figure is a finite number from 0 up"),
    ({"value": "1E+999999"}, "a figure stays below 10^18 and has at most 8 decimals"),
    ({"value": "twelve"}, "'twelve' is not a number"),
    ({"value": 63.5}, "63.5 is not exact: give the number as text"),
    ({"value": "1", "qualifier": "roughly"}, "'roughly' is not a valid Qualifier"),
    ({"value": "1", "kind": "ratio"}, "'ratio' is not a valid Kind"),
    ({"value": "1", "zh_scale": "千"}, "no scale '千'"),
    ({"value": "1", "qualifier": "nearly", "zh_qualifier": "余"}, "余 does not say nearly"),
    ({"value": "1", "zh_qualifier": "余"}, "余 does not say exact"),
    ({"value": "1.5", "zh_numerals": "han"}, "only a whole number is written in Chinese numerals"),
    ({"value": "1.5", "kind": "ordinal"}, "ordinal needs a whole number from 1 up"),
    ({"value": "0", "kind": "level", "unit": "level"}, "level needs a whole number from 1 up"),
    ({"value": "3", "kind": "level", "unit": "level", "qualifier": "about"}, "a level cannot be about"),
    ({"value": "3", "kind": "ordinal", "qualifier": "about"}, "an ordinal is exact"),
    ({"value": "3", "kind": "percent", "unit": "piece"}, "percent cannot be given in unit 'piece'"),
    ({"value": "3", "unit": "percent"}, "unit 'percent' needs kind percent"),
    ({"value": "11590", "significant": 2}, "2 significant digits, but the number has 4"),
    ({"kind": "name"}, "a name needs its wording"),
    ({"kind": "name", "value": "1", "as_written": {"zh": "一"}}, "a name has no value"),
    ({"value": "2", "unit": "multiple", "noun": {"zh": "事"}}, "unit 'multiple' takes no noun"),
)


@pytest.mark.parametrize(("record", "message"), REFUSED)
def test_a_record_that_contradicts_itself_is_refused(record, message):
    with pytest.raises(QuantityError) as refusal:
        Quantity.from_record(record)
    assert str(refusal.value) == message


def test_an_unknown_unit_is_refused_by_name():
    with pytest.raises(QuantityError, match="^unknown unit 'furlong'$"):
        Quantity.from_record({"value": "1", "unit": "furlong"})


def test_what_one_language_lacks_is_not_made_up():
    chinese_only = Quantity.from_record({"kind": "name", "as_written": {"zh": "“110”活动日"}})
    assert write_zh(chinese_only) == "“110”活动日"
    with pytest.raises(QuantityError, match="the name has no English wording"):
        write_en(chinese_only)
    unpaired = Quantity.from_record({"value": "2", "noun": {"zh": "省", "en": "province"}})
    with pytest.raises(QuantityError, match="the noun 'province' has no plural"):
        write_en(unpaired)


@pytest.mark.parametrize(
    ("words", "message"),
    (
        (["loud"], "unknown style 'loud'; known: full, count, number, plain, cap, digits"),
        (["cap", ""], "unknown style ''; known: full, count, number, plain, cap, digits"),
        (["count", "number"], "styles 'count' and 'number' exclude each other"),
    ),
)
def test_an_unknown_style_is_refused(words, message):
    with pytest.raises(ValueError) as refusal:
        Style.from_words(words)
    assert str(refusal.value) == message


def test_a_quantity_is_built_from_typed_values_too():
    quantity = Quantity(
        value=Quantity.from_record({"value": "7"}).value,
        qualifier=Qualifier.EXACT,
        unit=unit("bank"),
        noun=Noun("银行", "bank", "banks"),
        zh_numerals=Numerals.HAN,
    )
    assert (write_zh(quantity), write_en(quantity)) == ("七家银行", "seven banks")
