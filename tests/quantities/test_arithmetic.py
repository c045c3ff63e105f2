"""The arithmetic of one language: what does not add up is found, what only looks alike is left alone."""

from dataclasses import fields

import pytest

from core.quantities.arithmetic.check import check_arithmetic, check_arithmetic_pair, find_faults
from core.quantities.chinese.reading import read_zh
from core.quantities.difference import DifferenceKind, Severity
from core.quantities.english.reading import read_en
from core.quantities.reading import Reading

# Text, and the calculation that the message must hold.
WRONG = {
    "zh": [
        ("抽取了120个设施（60个门户网站和50个业务系统）供测试。", "60 + 50"),
        ("走访养老机构45家（公办养老机构20家、民办养老机构20家）。", "20 + 20"),
        ("检查餐饮单位90家（学校食堂40家，餐馆60家）。", "40 + 60"),
        ("甲市查处30起、乙市查处40起，合计80起。", "30 + 40"),
        ("全年受理劳动争议120件，分别为欠薪60件、社保50件。", "60 + 50"),
        ("下拨资金500万元，其中中央财政300万元、省级财政250万元。", "3000000 + 2500000"),
        ("共检查加油站1200家，其中合格1300家。", "1300大于总体1200"),
        ("共有专任教师800名，其中乡村教师900名。", "900大于总体800"),
        ("抽查的120家企业中，90家达标，其余40家不达标。", "90 + 40"),
        ("甲、乙、丙三类问题分别占40%、35%和30%。", "40 + 35 + 30"),
        ("70%的河段达标，其余40%不达标。", "70 + 40"),
        ("抽查120家药店，其中30家不合格，占20%。", "30 ÷ 120 = 25%"),
        ("抽检食品1000批次，合格980批次，合格率为95%。", "980 ÷ 1000 = 98%"),
        ("受理投诉从500件增加到600件，增长25%。", "600 ÷ 500"),
        ("事故死亡人数由50人下降到40人，下降25%。", "40 ÷ 50"),
        ("受理投诉从500件增加到600件，增加150件。", "600 - 500"),
        ("全年查处案件58起，比上年增长16.3%。", "没有一个整数增长16.3%后为58"),
        ("抓获嫌疑人1046名，比上年上升74.57%。", "若原为599则为74.62%"),
        ("立案77件，同比下降12.55%。", "没有一个整数下降12.55%后为77"),
        ("在6个县各抽取20个样品，共130个。", "6 × 20 = 120"),
        ("6个县共检查120次，平均每县25次。", "120 ÷ 6 = 20"),
        ("超过80%的受访者表示满意，其中有45.5%的人非常满意。", "45.5%以什么为基数不清楚"),
        ("确定了五个重点：一是普法；二是配套法规；三是执法。", "有5项，后面列了3项"),
        ("发现隐患3500处，整改3200处，整改率95%。", "3200 ÷ 3500"),
        ("家庭农场从2015年的120家增加到2017年的150家，增长20%。", "150 ÷ 120"),
        ("城镇人口23.4万人，农村人口31.2万人，共55.6万人。", "234000 + 312000"),
        ("受理举报1.2万件，其中有效举报1.3万件。", "13000大于总体12000"),
        ("2016年，全省立案300件。2016年，海口市立案400件。", "400大于整个地区的300"),
    ],
    "en": [
        ("We tested 120 systems (60 websites and 50 business systems).", "60 + 50"),
        ("The team visited 45 nursing homes (20 public nursing homes and 20 private nursing homes).", "20 + 20"),
        ("There are 120 schools, comprising 60 primary schools and 50 middle schools.", "60 + 50"),
        ("Inspectors visited 30 hospitals in the north and 40 hospitals in the south, 80 in total.", "30 + 40"),
        ("Courts heard 30 cases in May and 40 cases in June, for a total of 80 cases.", "30 + 40"),
        ("A total of 500 cases were handled, of which 600 cases were closed.", "600, is larger than its whole, 500"),
        ("There are 800 teachers, including 900 rural teachers.", "900, is larger"),
        ("Of the 120 firms inspected, 90 passed and the remaining 40 failed.", "90 + 40"),
        ("Of the 120 pharmacies, 30, accounting for 20 percent, failed.", "30 ÷ 120 = 25%"),
        ("Complaints rose from 500 to 600, an increase of 25 percent.", "600 ÷ 500"),
        ("Deaths fell from 50 to 40, down 25 percent.", "40 ÷ 50"),
        ("Complaints rose from 500 cases to 600 cases, an increase of 150 cases.", "600 - 500"),
        ("The courts tried 1,046 cases, an increase of 74.57 percent over 2015.", "from 599 it would be 74.62%"),
        ("The police solved 58 cases, up 16.3 percent from the year before.", "No whole number grows by 16.3% to 58"),
        ("Over 80% of respondents were content, and 45.5% of them very content.", "unclear of what 45.5%"),
        ("Five focus points were set: first, publicity; second, rules; third, enforcement.", "5 items are announced, 3 follow"),
        ("Crimes A, B and C accounted for 40%, 35% and 30% respectively.", "40 + 35 + 30"),
        ("They collected 20 samples in each of six provinces, 130 samples in total.", "20 × 6 = 120"),
        ("The six counties made 120 inspections, an average of 25 inspections each.", "120 ÷ 6 = 20"),
        ("There were 120 people in total, 60 women and 70 men.", "60 + 70"),
        ("Inspectors found 3,500 hazards, of which 3,600 hazards were put right.", "3,600, is larger"),
        ("RMB 500 million was spent, of which RMB 300 million came from the centre and RMB 250 million from the province.",
         "300,000,000 + 250,000,000"),
        ("Of the rivers, 70% met the standard and the remaining 40% did not.", "70 + 40"),
    ],
}  # fmt: skip

# What is right, cannot be known, or only looks alike.
RIGHT = {
    "zh": [
        "抽取了120个设施（60个门户网站和60个业务系统）供测试。",
        "出动120人次（涉及30个部门和20个单位）。",
        "培训120人（含30名志愿者和20名学生）。",
        "处理问题120个（其中制度问题30个、管理问题20个）。",
        "走访医院120家（三级医院30家、二级医院50家等）。",
        "甲市查处30起、乙市查处40起，合计70起。",
        "发现一般隐患30处、重大隐患20处，共整改45处。",
        "检查企业120家，发现隐患30处、整改45处，共计罚款80万元。",
        "走访30个村和20个社区，共召开座谈会12场。",
        "全市有医疗机构1200家，其中医院30家、诊所900家。",
        "投入资金5亿元，其中2015年1亿元、2016年2亿元、2017年2亿元。",
        "从业人员3万人，其中女性1.8万人、党员2万人。",
        "检查10个乡镇，其中整改问题30个。",
        "检查10个乡镇，发现问题30个，其中立行立改20个。",
        "受访者中，男性占52%，女性占48%。",
        "有40%的企业认为审批慢，有55%的企业认为收费高，有30%的企业认为标准不一。",
        "对此题（可多选），分别占60%、55%和40%。",
        "抽查120家药店，其中30家不合格，占25%。",
        "抽检食品1000批次，合格980批次，合格率为98%。",
        "抽检食品1000批次，合格980批次，占全省抽检总量的12%。",
        "受理投诉从500件增加到600件，增长20%。",
        "农村人口从3.2万人增加到3.9万人，增长22%。",
        "查处案件718起，比上年上升16%。",
        "查处案件718起，涉案金额同比增长16.37%。",
        "查处案件7.2万起，同比增长16.37%。",
        "查处案件700余起，同比增长74.57%。",
        "办理案件123456件，同比增长23.57%。",
        "在6个县各抽取20个样品，共120个。",
        "在6个县各抽取20个样品，发现问题共13个。",
        "7个县共检查120次，平均每县17次。",
        "6个县共检查120次，平均每月25次。",
        "1000名受访者中，900人表示满意，其中63.5%的人非常满意。",
        "30%的企业建立了制度，其中60%的企业设有专人。",
        "满意率为90%，其中占全部受访者63.5%的人非常满意。",
        "确定了三个重点：一是普法；二是配套法规；三是执法。",
        "提出两点意见：一是加强领导，二是加大投入。",
        "全省查处电信诈骗案件300起。海口市受理投诉400件。",
        "不足20%的企业开展演练，超过30%的企业没有预案。",
        "省级11000个系统、11590个设施、抓获嫌疑人11000名。",
        "第十二届全国人大常委会第三十一次会议听取了报告。",
        "两年共办理500件，比前两年增加了100件。",
        "合格1000家，合格率83.3%；不合格200家，占16.7%。",
        "共有水库1200座，其中大型水库30座，中型水库100座，小型水库1070座。",
        "罚款80万元，没收违法所得120万元，合计200万元。",
        "受理案件1200件，比上年增加133件，增长12.5%。",
        "办结率为98.5%，其中按期办结率为95%。",
        "隐患3500处，已整改3200处，整改率91.4%。",
        "问卷显示，满意的占62%，基本满意的占30%，不满意的占8%。",
        "公立医院120家，床位3万张；民办医院80家，床位1万张，合计床位4万张。",
        "3个小组分别检查4个市、5个县和6个乡镇。",
        "违法行为300起、罚款200万元，同比分别增长20%和33%。",
        "法律共七章七十九条，其中第三章有11条。",
        "满意度从85%提高到92%，提高了7个百分点。",
        "企业从120家减少到90家，减少30家，下降25%。",
        "",
        "检查组开展了检查。",
    ],
    "en": [
        "We tested 120 systems (60 websites and 60 business systems).",
        "The campaign reached 120 people (including 30 minors and 20 students).",
        "It covered 120 firms (3,000 employees in 20 cities).",
        "The team inspected 120 firms, found 30 hazards and imposed 45 fines, 80 in total in the province.",
        "The province has 1,200 medical institutions, including 30 hospitals and 900 clinics.",
        "In 2016 the courts tried 500 cases, of which 300 were closed.",
        "The police inspected 10 townships, and 30 problems were found.",
        "There were 300 cases, with losses up 16.37 percent.",
        "The police solved 718 cases, up 16 percent from 2015.",
        "More than 700 cases were solved, up 74.57 percent.",
        "Complaints rose from 500 to 600, an increase of 20 percent.",
        "Of the respondents, 60% were satisfied, 55% had used the service and 30% had complained.",
        "Of the 30 rivers, 20 met the standard, accounting for 66.7 percent.",
        "Of the 1,000 respondents, 900 were content, and 63.5% of them very content.",
        "Some 30% of firms have rules, and 60% of them have a person in charge.",
        "Three focus points were set: first, publicity; second, rules; third, enforcement.",
        "Inspectors paid 60 visits to 30 hospitals and 20 schools.",
        "It handled 11,000 systems, 11,590 facilities and 11,000 suspects.",
        "Inspectors visited 30 hospitals in the north and 40 hospitals in the south, 70 in total.",
        "They collected 20 samples in each of six provinces, 120 in total.",
        "Of the 120 firms inspected, 90 passed and the other 30 failed.",
        "The 31st Meeting heard a report on 12 provinces.",
        "",
    ],
}  # fmt: skip

# What comes near to a fault: other things, other wholes, sorts that overlap, rates, averages, other subjects.
NEAR = {
    "zh": [
        # what is left over is of another whole
        "检查医院30家、学校20家，其余15家单位自查。",
        "督查组走访企业134家，召开座谈会25场。其余21个市由市人大常委会自行检查。",
        "发放问卷3000份，收回有效问卷2864份，其余8个市县的问卷正在统计。",
        "检查企业120家，责令整改30家，立案20家，其余问题移交部门处理。",
        "30%的企业是国有企业，70%的企业达标，其余30%未达标。",
        # of what a share is taken is said, or there is no whole to take it of
        "问卷显示，80%的受访者骑车戴头盔，三分之一的受访者承认闯过红灯。",
        "总体合格率为98.5%，其中蔬菜97.1%、水果96.4%。",
        "一般公共预算支出增长20%，其中教育支出增长15%。",
        "广播电视覆盖率达95%，其中农村90%。",
        "80%的企业建有制度，其中大部分是小微企业，30%的企业设有专人。",
        # shares of several wholes, or of sorts that overlap
        "中小企业占90%，高新企业占30%。",
        "女性占52%，农村户籍占60%。",
        "2015年和2016年分别占60%和65%。",
        "两类案件分别占全省的60%、全国的55%。",
        "抽检药品200批次，其中不合格30批次，占20%的问题药品来自网店。",
        # one person may be counted twice
        "培训120人（女性50人，党员40人）。",
        "共有代表400名（妇女代表150名，少数民族代表180名）。",
        "从业人员共300人，分别为女性200人、党员150人。",
        # a total of something else
        "查处食品案件30件、药品案件40件，移送司法机关共20件。",
        "走访30个村和20个社区，发现问题共120个。",
        "甲市办理30起、乙市办理40起，五年来全省共办理300起。",
        # the whole is told without an exact number, or is another thing
        "培训干部20人，覆盖群众近万人，其中教师300人。",
        "有企业近5000家，检查1200家，其中食品企业3000家。",
        "5人带队，查验从业人员健康证，发现其中30人无证。",
        "3个项目包括20个子项目。",
        "2个乡镇整体搬迁，其中30个村已经完成。",
        # growth of an average, of a score, per year, or of one of two counts
        "月均查处58起，同比增长16.3%。",
        "综合得分58分，比上年提高16.3%。",
        "从2012年的500件增加到2016年的600件，年均增长4.7%。",
        "立案侦查43件58人，同比上升16.2%。",
        "立案50起、结案58起，分别增长25%和16.3%。",
        # a number before a list that does not announce it, and a name that holds a territory
        "走访12个乡镇，发现如下问题：一是认识不够；二是投入不足。",
        "召开座谈会12次，认为存在这些问题：一是认识不够；二是投入不足。",
        "全国人大常委会检查组召开座谈会12次。海南省召开座谈会30次。",
    ],
    "en": [
        "The group inspected 134 traders and held 25 meetings. The other 21 cities were asked to inspect themselves.",
        "They sent out 3,000 forms, of which 2,864 came back. The remaining 8 counties are still counting.",
        "The team saw 30 hospitals and 20 schools, and the other 15 institutions checked themselves.",
        "Of the 120 firms, 90 passed. The other 40 firms of the county were not inspected.",
        "Some 30% of firms are state firms, 70% passed and the remaining 30% failed.",
        "The remaining 40 percent of farmers and the other 30 percent of workers agreed.",
        "Only 43.2% of cyclists wear a lamp, and one third of those asked jump red lights.",
        "Some 80% of residents were content, and 20% of those surveyed had complained.",
        "Some 80% of residents were content, and 20% of those interviewed had complained.",
        "Some 80% of residents were content, and 20% of those questioned had complained.",
        "Over half of farmers knew the law, and 12% of those polled had used it.",
        "About 60% of drivers stop, and of those without a licence 20% were fined.",
        "The pass rate was 98.5%, of which vegetables 97.1%.",
        "Spending rose by 20%, of which 15% went to schools.",
        "Some 80% of firms, most of them small, have rules, and 30% of all firms have staff.",
        "Small firms accounted for 90%, and new firms accounted for 30%.",
        "Women accounted for 52%, and rural residents accounted for 60%.",
        "They accounted for 60% in 2015 and 65% in 2016 respectively.",
        "The two kinds accounted for 60% and 55% respectively of the totals of 2015 and 2016.",
        "There are 120 firms, including 30 pharmacies, accounting for 20 percent of the pharmacies in the province.",
        "It trained 120 people (50 women and 40 Party members).",
        "There were 300 teachers, comprising 200 women and 150 Party members.",
        "Courts heard 30 cases of theft and 40 cases of fraud, and closed a total of 300 cases.",
        "The courts handled 500 cases, 300 and 100 more than in 2015 and 2016 respectively.",
        "The group worked in 120 firms: 50 were fined and 40 were closed.",
        "The province trained 20 officials and reached thousands of people, including 300 teachers.",
        "The 3 projects include 20 sub-projects.",
        "Inspectors looked at 24 townships in 12 counties, including 48 villages.",
        "On average 58 cases were filed each month, up 16.3 percent.",
        "Cases rose from 500 in 2012 to 600 in 2016, an average annual increase of 4.7 percent.",
        "Cases rose from 500 to 600, increasing by 4.7 percent a year.",
        "They filed 50 cases and closed 58 cases, up 25% and 16.3% respectively.",
        "We visited 12 townships and found these problems: first, low awareness; second, little money.",
    ],
}  # fmt: skip

CASES = {side: [(side, *case) for case in cases] for side, cases in WRONG.items()}


@pytest.mark.parametrize(("language", "text", "calculation"), [*CASES["zh"], *CASES["en"]])
def test_what_does_not_add_up_is_found_once_with_its_calculation(language, text, calculation):
    found = check_arithmetic(text, language)
    assert len(found) == 1
    assert calculation in (found[0].message_zh if language == "zh" else found[0].message_en)
    assert (found[0].kind, found[0].severity) == (DifferenceKind.ARITHMETIC, Severity.WARNING)


@pytest.mark.parametrize(("language", "text", "calculation"), [*CASES["zh"], *CASES["en"]])
def test_a_result_stands_where_the_text_says_it(language, text, calculation):
    for found in check_arithmetic(text, language):
        mine, other = (found.zh, found.en) if language == "zh" else (found.en, found.zh)
        assert other is None
        assert text[mine.start : mine.end] == mine.text


@pytest.mark.parametrize(
    ("language", "text"),
    [(side, text) for table in (RIGHT, NEAR) for side, texts in table.items() for text in texts],
)
def test_what_is_right_or_only_looks_alike_is_left_alone(language, text):
    assert [one.message_en for one in check_arithmetic(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "2016年，全省立案300件，同比增长20%。海口市立案400件。"),
        ("zh", "全国立案3000件。2017年，福建省立案4000件。"),
        ("zh", "2016年办理案件500件，其中2017年结案600件。"),
        ("zh", "海口市2017年立案200件。2016年，全省立案300件。三亚市立案400件。"),
        ("en", "In 2016, courts nationwide tried 300 cases. Haikou City tried 400 cases."),
    ],
)
def test_what_cannot_be_compared_is_only_a_note(language, text):
    found = check_arithmetic(text, language)
    assert [one.severity for one in found] == [Severity.NOTE]
    assert "cannot be compared" in found[0].message_en
    assert "无法比较" in found[0].message_zh


def test_sorts_that_are_together_above_their_whole_are_a_note_since_they_may_overlap():
    (found,) = check_arithmetic("审结案件1200件，其中刑事案件300件、民事案件500件、行政案件450件。", "zh")
    assert found.severity is Severity.NOTE
    assert "300 + 500 + 450" in found.message_zh


def test_full_width_signs_and_stray_blanks_are_read_through():
    text = "抽取了 １２０ 个设施（ 60个门户网站 和 50 个业务系统 ）供测试。"
    (found,) = check_arithmetic(text, "zh")
    assert "110" in found.message_zh


def test_one_fault_of_both_languages_is_one_result_with_both_places():
    zh = "抽取了120个设施（60个门户网站和50个业务系统）供测试。"
    en = "We tested 120 systems (60 websites and 50 business systems)."
    (found,) = check_arithmetic_pair(zh, en)
    assert found.zh.text.startswith("120个")
    assert found.en.text.startswith("120 systems")


def test_faults_that_differ_stay_two_results():
    zh = "抽取了120个设施（60个门户网站和50个业务系统）供测试。"
    en = "We tested 120 systems (60 websites and 40 business systems)."
    found = check_arithmetic_pair(zh, en)
    assert [(one.zh is None, one.en is None) for one in found] == [(False, True), (True, False)]


def test_a_fault_of_one_language_has_no_place_in_the_other():
    (found,) = check_arithmetic_pair("抽取了120个设施（60个门户网站和60个业务系统）。", WRONG["en"][0][0])
    assert found.zh is None
    assert "60 + 50" in found.message_zh


def test_growth_is_judged_as_precisely_as_it_is_told():
    assert check_arithmetic("立案120件，同比增长9.1%。", "zh") == []  # 110
    assert check_arithmetic("立案120件，同比增长9.09%。", "zh") == []
    assert len(check_arithmetic("立案120件，同比增长9.19%。", "zh")) == 1


class Counted(Reading):
    """A reading that counts how often it is looked at."""

    __slots__ = ()
    looks = 0

    def __getattribute__(self, name):
        Counted.looks += 1
        return object.__getattribute__(self, name)


def looks(text, language):
    """How often the check of a text looks at its readings."""
    readings = read_zh(text) if language == "zh" else read_en(text)
    counted = [Counted(**{one.name: getattr(reading, one.name) for one in fields(Reading)}) for reading in readings]
    Counted.looks = 0
    find_faults(text, counted, language)
    return Counted.looks


# Shapes of paragraphs with many numbers, each written for a number of members.
LONG = {
    "zh": [
        lambda n: "检查了" + "、".join(f"医院{i + 3}家" for i in range(n)) + "。",
        lambda n: "，".join(f"共检查企业{i + 7}家，其中药店{i + 3}家" for i in range(n // 2)) + "。",
        lambda n: "".join(f"检查企业{i + 100}家，其中药店{i + 20}家，占{i % 60 + 1}%。" for i in range(n // 3)),
        lambda n: "，".join(f"其余{i + 3}家" for i in range(n)) + "。",
        lambda n: "，".join(f"其余{i % 90}%" for i in range(n)) + "。",
        lambda n: "分别占" + "、".join(f"{i % 70 + 1}.5%" for i in range(n)) + "。",
        lambda n: "".join(f"全省立案{i + 100}件。海口市立案{i + 50}件。" for i in range(n // 2)),
        lambda n: "".join(f"提出{i % 9 + 2}点要求：一是办理{i + 3}件；二是办结{i + 2}件。" for i in range(n // 3)),
        lambda n: "120个设施（" + "、".join(f"{i + 1}个网站" for i in range(n)) + "）。",
        lambda n: "".join(f"受理投诉从{i + 500}件增加到{i + 600}件，增长{i % 30}%。" for i in range(n // 3)),
    ],
    "en": [
        lambda n: "Inspectors visited " + ", ".join(f"{i + 3} hospitals" for i in range(n)) + ".",
        lambda n: "They found " + ", ".join(f"a total of {i + 7} cases, including {i + 3} cases" for i in range(n // 2)) + ".",
        lambda n: "It had " + ", ".join(f"the other {i + 3} firms" for i in range(n)) + ".",
        lambda n: ", ".join(f"the remaining {i % 90}%" for i in range(n)) + ".",
        lambda n: " ".join(f"Of the {i + 90} firms, {i + 9}, or {i % 60 + 1} percent, failed." for i in range(n // 3)),
        lambda n: "We tested 120 systems (" + ", ".join(f"{i + 1} websites" for i in range(n)) + ").",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "shape"), [(side, shape) for side, shapes in LONG.items() for shape in shapes])
def test_the_work_grows_with_the_numbers_of_a_paragraph_and_not_with_their_square(language, shape):
    few, many = looks(shape(100), language), looks(shape(400), language)
    assert few > 100
    assert many < 6 * few


def test_a_fault_is_still_found_behind_hundreds_of_numbers():
    text = LONG["zh"][0](300) + WRONG["zh"][0][0]
    (found,) = check_arithmetic(text, "zh")
    assert "60 + 50" in found.message_zh
