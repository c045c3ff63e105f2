"""Every figure and date of the two sample inspections prints as its report spells it, and in English beside it."""

from datetime import date

import pytest

from core.quantities import Period, Quantity, Style, write_en, write_zh


def number(value, unit="", qualifier="exact", written="", style="full", noun=None, kind="cardinal"):
    """A figure as sample files hold it, and the style it is cited in."""
    record = {"value": value, "unit": unit, "qualifier": qualifier, "kind": kind, "noun": noun}
    return Quantity.from_record(record | {"as_written": {"zh": written}}), Style.from_words([style])


def share(value, qualifier="exact", written=""):
    return number(value, "percent", qualifier, written, kind="percent")


def ordinal(value, unit, noun=None):
    return number(value, unit, kind="ordinal", noun=noun)


def name(zh, en):
    return Quantity.from_record({"kind": "name", "as_written": {"zh": zh, "en": en}}), Style()


def when(start=None, end=None, precision="day", zh="", en="", **more):
    record = {"start": start, "end": end, "precision": precision, "wording": {"zh": zh, "en": en}}
    return Period.from_record(record | more), Style()


def noun(zh, en, en_plural):
    return {"zh": zh, "en": en, "en_plural": en_plural}


PROVINCES = noun("省（区、市）", "province, autonomous region or municipality",
                 "provinces, autonomous regions and municipalities")  # fmt: skip
XPCC = noun("省（区、市）和新疆生产建设兵团", "", "provinces and the Xinjiang Production and Construction Corps")

NPCSC = (
    ("N01", ordinal("31", "session"), "第三十一次会议", "31st meeting"),
    ("N02", ordinal("12", "term"), "第十二届", "12th"),
    ("N03", when("2017-12-24"), "2017年12月24日", "24 December 2017"),
    ("N04", when("2012-12-01", precision="month"), "2012年12月", "December 2012"),
    ("N05", when("2016-11-01", "2016-11-30", "month"), "2016年11月", "November 2016"),
    ("N06", when("2017-01-01", precision="year"), "2017年", "2017"),
    ("N07", when("2017-08-01", "2017-10-31", "month"), "2017年8月至10月", "August to October 2017"),
    ("N08", when("2017-06-01", zh="今年6月1日", relative=True), "2017年6月1日", "1 June 2017"),
    ("N09", number("3", "month", "less_than"), "不满3个月", "less than three months"),
    ("N10", number("5", "focus_point", written="五个重点"), "五个重点", "five focus points"),
    ("N11", when("2017-08-25", zh="8月25日"), "2017年8月25日", "25 August 2017"),
    ("N12", ordinal("1", "session", noun("全体会议", "plenary meeting", "plenary meetings")),
     "第一次全体会议", "first plenary meeting"),
    ("N13", number("6", "person_honoured", written="六位副委员长",
                   noun=noun("副委员长", "vice-chairperson", "vice-chairpersons")),
     "六位副委员长", "six vice-chairpersons"),
    ("N14", number("6", "province"), "6省（区、市）", "six provinces, autonomous regions and municipalities"),
    ("N15", number("30", "meeting", "more_than", "30余次座谈会",
                   noun=noun("座谈会", "discussion meeting", "discussion meetings")),
     "30余次座谈会", "more than 30 discussion meetings"),
    ("N16", number("12", "piece", noun=PROVINCES),
     "12个省（区、市）", "12 provinces, autonomous regions and municipalities"),
    ("N17", when("2017-09-01", "2017-10-20", "third", "9月上旬至10月中旬", "from early September to mid-October"),
     "9月上旬至10月中旬", "from early September to mid-October"),
    ("N18", number("20", "system"), "20个信息系统", "20 information systems"),
    ("N19", number("6", "piece", noun=noun("省", "province", "provinces")), "6个省", "six provinces"),
    ("N20", number("31", "province_each"), "31个省（区、市）", "31 provinces, autonomous regions and municipalities"),
    ("N21", number("10", "aspect"), "10个方面", "10 aspects"),
    ("N22", number("10370", "person"), "10370人", "10,370 people"),
    ("N23", number("21", "expert"), "21名专家", "21 experts"),
    ("N24", number("6", "group"), "6个小组", "six groups"),
    ("N25", number("13", "work_unit"), "13个单位", "13 organisations"),
    ("N26", number("120", "system"), "120个信息系统", "120 information systems"),
    ("N27", number("9", "department_bare"), "9部门", "nine departments"),
    ("N28", number("4", "year", written="连续四年"), "四年", "four years"),
    ("N29", number("10000", "event", "more_than", "超过1万场次"), "超过1万场次", "more than 10,000 events"),
    ("N30", number("200000000", "person", "about"), "约2亿人", "about 200 million people"),
    ("N31", number("200", "body", "more_than", "200多个中央部委"), "200多个机构", "more than 200 bodies"),
    ("N32", number("260", "enterprise", "more_than", "260多家"), "260多家企业", "more than 260 enterprises"),
    ("N33", number("198", "standard"), "198项标准", "198 standards"),
    ("N34", when("2016-01-01", "2016-12-31", "year"), "2016年", "2016"),
    ("N35", number("11000", "piece", written="1.1万个"), "1.1万个", "11,000"),
    ("N36", number("4000", "suggestion", "more_than", "4000余条"), "4000余条建议", "more than 4,000 suggestions"),
    ("N37", number("11590", "piece"), "11590个", "11,590"),
    ("N38", when("2017-01-01", None, "year", "2017年以来", "since 2017"), "2017年以来", "since 2017"),
    ("N39", number("900", "network_system", "more_than", "900余个"),
     "900余个网络系统", "more than 900 network systems"),
    ("N40", number("78980", "vulnerability"), "78980个漏洞", "78,980 vulnerabilities"),
    ("N41", number("140000", "system"), "14万个信息系统", "140,000 information systems"),
    ("N42", number("17000", "piece"), "1.7万个", "17,000"),
    ("N43", number("3", "level", "at_least", kind="level"), "三级以上", "Level 3 or above"),
    ("N44", number("400000", "piece", "nearly", "近40万个"), "近40万个", "nearly 400,000"),
    ("N45", number("100", "body"), "100个机构", "100 bodies"),
    ("N46", number("101", "enterprise", noun=noun("央企", "central enterprise", "central enterprises")),
     "101家央企", "101 central enterprises"),
    ("N47", number("31", "piece", noun=XPCC),
     "31个省（区、市）和新疆生产建设兵团", "31 provinces and the Xinjiang Production and Construction Corps"),
    ("N48", number("35000", "threat"), "3.5万个安全威胁", "35,000 security threats"),
    ("N49", when("2015-01-01", None, "year", open_ended=True), "2015年以来", "since 2015"),
    ("N50", number("2200", "website", "more_than", "2200余家"), "2200余家网站", "more than 2,200 websites"),
    ("N51", number("13000", "website", "more_than", "13000多家"), "13000多家网站", "more than 13,000 websites"),
    ("N52", number("10000000", "account", "nearly"), "近1000万个账号", "nearly 10 million accounts"),
    ("N53", number("10370", "person", style="count"), "10370人", "10,370"),
    ("N54", share("90", "more_than"), "超过90%", "more than 90%"),
    ("N55", share("63.5"), "63.5%", "63.5%"),
    ("N56", when(None, None, "year", "五年来", "over the past five years", relative=True),
     "五年来", "over the past five years"),
    ("N57", number("300000000", "", "more_than", "3亿多"), "3亿多", "more than 300 million"),
    ("N58", number("10000000", "user", "more_than", "1000余万用户"), "1000余万用户", "more than 10 million users"),
    ("N59", number("31", "piece", noun=XPCC),
     "31个省（区、市）和新疆生产建设兵团", "31 provinces and the Xinjiang Production and Construction Corps"),
    ("N60", when(None, None, "year", "近两年", "the past two years", relative=True), "近两年", "the past two years"),
    ("N61", number("3700", "case_solved", "more_than", "3700余起"), "3700余起", "more than 3,700 cases"),
    ("N62", number("11000", "suspect", "more_than", "11000余名"),
     "11000余名犯罪嫌疑人", "more than 11,000 criminal suspects"),
    ("N63", when("2014-01-01", "2017-09-30", "year", end_precision="month"),
     "2014年至2017年9月", "2014 to September 2017"),
    ("N64", number("1529", "case_tried"), "1529件", "1,529 cases"),
    ("N65", when("2016-01-01", "2020-12-31", "plan", "“十三五”", "the 13th Five-Year Plan period"),
     "“十三五”", "the 13th Five-Year Plan period"),
    ("N66", number("1384000000", "cny", kind="money"), "13.84亿元", "RMB 1.384 billion"),
    ("N67", number("47", "task"), "47项任务", "47 tasks"),
    ("N68", when("2020-01-01", None, "year"), "2020年", "2020"),
    ("N69", name("科技创新2030", "Innovation 2030"), "科技创新2030", "Innovation 2030"),
    ("N70", share("55.4"), "55.4%", "55.4%"),
    ("N71", share("20", "less_than", "不足20%"), "不足20%", "less than 20%"),
    ("N72", number("120", "piece"), "120个", "120"),
    ("N73", number("60", "portal"), "60个门户网站", "60 portal websites"),
    ("N74", number("60", "system"), "60个信息系统", "60 information systems"),
    ("N75", number("30", "vulnerability"), "30个漏洞", "30 vulnerabilities"),
    ("N76", number("13", "vulnerability"), "13个漏洞", "13 vulnerabilities"),
    ("N77", number("3", "vulnerability"), "3个漏洞", "three vulnerabilities"),
    ("N78", share("52.1"), "52.1%", "52.1%"),
    ("N79", share("49.6"), "49.6%", "49.6%"),
    ("N80", share("18.3"), "18.3%", "18.3%"),
    ("N81", share("61.2"), "61.2%", "61.2%"),
    ("N82", share("52.5"), "52.5%", "52.5%"),
    ("N83", share("18.9"), "18.9%", "18.9%"),
    ("N84", number("10370", "respondent"), "10370名受访者", "10,370 respondents"),
    ("N85", share("69", "more_than"), "超过69%", "more than 69%"),
    ("N86", share("21.6"), "21.6%", "21.6%"),
    ("N87", ordinal("5", "", noun("空间", "space", "spaces")), "第五空间", "fifth space"),
    ("N88", name("党的十九大", "the 19th Party Congress"), "党的十九大", "the 19th Party Congress"),
)  # fmt: skip

HAINAN = (
    ("H01", when("2017-01-01", precision="year"), "2017年", "2017"),
    ("H02", when("2017-10-10", "2017-10-13"), "2017年10月10日至13日", "10–13 October 2017"),
    ("H03", number("6", "city_county", "at_least"), "至少6个市县", "at least six cities and counties"),
    ("H04", when("2017-10-17"), "2017年10月17日", "17 October 2017"),
    ("H05", number("3", "major", written="三大网络运营商",
                   noun=noun("网络运营商", "major network operator", "major network operators")),
     "三大网络运营商", "three major network operators"),
    ("H06", when("2017-04-17", "2017-04-17"), "2017年4月17日", "17 April 2017"),
    ("H07", number("20000", "student", "more_than", "2万多名学生"), "2万多名学生", "more than 20,000 students"),
    ("H08", number("5", "city", "at_least"), "至少5个市", "at least five cities"),
    ("H09", number("18", "city_county"), "18个市县", "18 cities and counties"),
    ("H10", when("2017-09-01", zh="今年9月1日", relative=True), "2017年9月1日", "1 September 2017"),
    ("H11", when("2016-05-01", precision="month"), "2016年5月", "May 2016"),
    ("H12", when("2016-09-01", precision="month"), "2016年9月", "September 2016"),
    ("H13", number("7", "bank", written="七家银行"), "七家银行", "seven banks"),
    ("H14", number("3", "operator", written="三大网络运营商"), "三家运营商", "three operators"),
    ("H15", number("718", "case_solved"), "718起", "718 cases"),
    ("H16", share("16"), "16%", "16%"),
    ("H17", number("1046", "suspect"), "1046名犯罪嫌疑人", "1,046 criminal suspects"),
    ("H18", share("74.57"), "74.57%", "74.57%"),
    ("H19", number("1313", "case_solved"), "1313起", "1,313 cases"),
    ("H20", number("290", "gang"), "290个犯罪团伙", "290 criminal gangs"),
    ("H21", number("277", "den"), "277处窝点", "277 dens"),
    ("H22", number("1677", "suspect"), "1677名犯罪嫌疑人", "1,677 criminal suspects"),
    ("H23", number("17000000", "cny", "more_than", "1700多万元", kind="money"),
     "1700多万元", "more than RMB 17 million"),
    ("H24", number("16", "time"), "16次", "16 times"),
    ("H25", number("18", "city_county"), "18个市县", "18 cities and counties"),
    ("H26", share("100"), "100%", "100%"),
    ("H27", number("7", "case_solved"), "7起", "seven cases"),
    ("H28", number("29", "case_solved"), "29起", "29 cases"),
    ("H29", number("4", "website"), "4家网站", "four websites"),
    ("H30", number("70", "forum"), "70个", "70 forums"),
    ("H31", number("20493", "forum"), "20493个", "20,493 forums"),
    ("H32", number("1", "platform"), "1个平台", "one platform"),
    ("H33", number("53560", "account"), "53560个账号", "53,560 accounts"),
    ("H34", when("2016-04-19"), "2016年4月19日", "19 April 2016"),
    ("H35", name("“4.15”", "15 April"), "“4.15”", "15 April"),
    ("H36", name("“110”", "“110”"), "“110”", "“110”"),
    ("H37", when("2016-01-01", "2020-12-31", "plan", "“七五”普法", "the seventh five-year law publicity plan"),
     "“七五”普法", "the seventh five-year law publicity plan"),
)  # fmt: skip


@pytest.mark.parametrize(("ref", "cited", "zh", "en"), NPCSC + HAINAN, ids=[row[0] for row in NPCSC + HAINAN])
def test_a_figure_of_the_reports_prints_in_both_languages(ref, cited, zh, en):
    item, style = cited
    assert (write_zh(item, style), write_en(item, style)) == (zh, en)


def test_no_row_of_the_reports_is_missing():
    assert [row[0] for row in NPCSC] == [f"N{n:02}" for n in range(1, 89)]
    assert [row[0] for row in HAINAN] == [f"H{n:02}" for n in range(1, 38)]


def test_a_record_may_hold_dates_as_dates():
    assert write_zh(Period.from_record({"start": date(2017, 12, 24)})) == "2017年12月24日"
