"""What is read in Chinese text: every labelled line of zh.tsv, with the whole list of its readings."""

from pathlib import Path

import pytest

from core.quantities.chinese import lexicon as zh_lexicon
from core.quantities.chinese.reading import read_zh
from core.quantities.words import ZH_WORDS, Place
from tests.steps import steps

LINES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "zh.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def number(value):
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def moment(point):
    year = str(point.year) if point.year else f"year{point.year_offset:+d}" if point.year_offset is not None else ""
    parts = [year, f"month {point.month}" if point.month else "", f"day {point.day}" if point.day else "", point.part]
    return " ".join(part for part in parts if part)


def label(reading):
    """A reading as it is written in zh.tsv: 「近40万个」 cardinal 400000 nearly (个)."""
    words = [f"「{reading.raw}」", str(reading.kind)]
    if reading.value is not None:
        words.append(number(reading.value))
    if reading.low is not None:
        words.append(f"{number(reading.low)}..{number(reading.high)}")
    if reading.first is not None:
        words.append(moment(reading.first) + (f" .. {moment(reading.last)}" if reading.last else ""))
    if reading.kind == "name":
        words += [reading.key, ",".join(map(number, reading.numbers))]
    if [str(one) for one in reading.qualifiers] != ["exact"]:
        words.append("/".join(reading.qualifiers))
    words += [str(reading.unit) if reading.unit != "none" else "", f"({reading.counter})" if reading.counter else ""]
    words += [str(note) for note in reading.notes]
    words += [f"or {number(other)}" for other in reading.alternatives]
    words += ["weak"] * reading.weak + ["malformed"] * reading.malformed
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(("text", "labels"), LINES)
def test_a_line_is_read_as_labelled(text, labels):
    readings = read_zh(text)
    assert " | ".join(map(label, readings)) == labels
    assert all(text[reading.start : reading.end] == reading.raw for reading in readings)


NOUNS = (
    ("共查处违法排污案件30起", ["违法排污案件"]),
    ("查出高危漏洞13个，", ["高危漏洞"]),
    ("发现30个安全隐患，", ["安全隐患"]),
    ("有63.5%的受访者认为", ["受访者"]),
    ("受益农户120万户、新建水厂35座", ["受益农户", "水厂"]),
    ("国产化率不足20%", ["国产化率"]),
    ("对3亿多未登记的老用户", ["老用户"]),
    ("召开30余次座谈会，走访45家化工企业和12个村", ["座谈会", "化工企业", "村"]),
    ("31个省（区、市）和新疆生产建设兵团", ["省(区、市)"]),
    ("六位副主任委员带队", ["副主任委员带队"]),
    ("投入财政资金13.84亿元", ["财政资金"]),
    ("不满3个月即启动检查", [""]),
    ("参与调查的10370人中", [""]),
    ("第三次全体会议", ["全体会议"]),
    ("监督覆盖率达98.6%", ["监督覆盖率"]),
    ("抓获各类犯罪嫌疑人1046名", ["犯罪嫌疑人"]),
    ("处五千元以上五万元以下罚款", ["", "罚款"]),
    ("有八个市县未完成", ["市县"]),
    ("6名全国人大代表的意见", ["全国人大代表"]),
    ("全省养老机构1860家", ["养老机构"]),
    ("委托5个设区的市人大常委会和9个市的人大常委会", ["设区的市", "市"]),
    ("第十四届人大常委会第三次会议", ["人大常委会", "会议"]),
    ("九部门印发方案", ["部门"]),
    ("三级以上重要信息系统1.7万个", ["重要信息系统", "重要信息系统"]),
    # Whom something was handed to, one's party and what is wrong with a building are not counted.
    ("向公安机关移送涉嫌犯罪线索17件，移送检察机关6起，移交税务部门11件", ["涉嫌犯罪线索", "", ""]),
    ("调研组一行12人", [""]),
    ("市、县两级均已设立", [""]),
    ("23栋自动喷淋设施失灵，5栋宿舍楼未验收", ["", "宿舍楼"]),
    ("委托7个县人大常委会开展自查，11个县人民政府", ["", ""]),
    ("臭氧为71微克/立方米浓度", [""]),
    ("起草、修改规程16部，出台、完善办法9项，建成泵站4座", ["规程", "办法", "泵站"]),
    ("460家全部安装监控，32家如期完工，85家陆续停产", ["", "", ""]),
    ("8部门连续两年发文", ["部门", ""]),
    ("340家软件企业相关人员到场，15家医院负责人", ["软件企业", "医院"]),
    ("三四名护理员", ["护理员"]),
    # The whole of a share, where the qualifier stands before it.
    ("加班不得超过总工时的12%，罚款最高可达年销售额的6%", ["总工时", "年销售额"]),
    ("办结再审案件21件", ["再审案件"]),
)


@pytest.mark.parametrize(("text", "nouns"), NOUNS)
def test_the_counted_thing_stands_behind_the_counter_or_before_the_number(text, nouns):
    assert [reading.noun for reading in read_zh(text)] == nouns


def test_a_number_that_holds_for_each_of_several_things_says_so():
    each = [(reading.raw, reading.key) for reading in read_zh("卫生院与敬老院各7家，另有诊所9家，各类驿站5处。")]
    assert each == [("7家", "each"), ("9家", ""), ("5处", "")]


READ = [reading for text, _ in LINES for reading in read_zh(text)]
COUNTERS = {reading.counter for reading in READ}
RAW = [reading.raw.replace("（", "(").replace("）", ")").replace("％", "%") for reading in READ]


def longest(words, raw, where):
    """The longest word of a table with which a reading begins or ends."""
    return max((word for word in words if getattr(raw, where)(word)), key=len, default="")


def seen(words, where):
    return {longest(words, raw, where) for raw in RAW}


ADVERBS_WITH_VERBS = {
    adverb + verb for adverb in zh_lexicon.ADVERBS.split() for verb in zh_lexicon.VERBS_OF_ADVERBS.split()
}

ROWS = {
    "counters": {word for rows in zh_lexicon.COUNTERS.values() for word, *_ in rows} - COUNTERS,
    "qualifiers before": set(zh_lexicon.BEFORE) - ADVERBS_WITH_VERBS - seen(zh_lexicon.BEFORE, "startswith"),
    "adverbs before a verb": {
        verb
        for verb in zh_lexicon.VERBS_OF_ADVERBS.split()
        if not any(longest(ADVERBS_WITH_VERBS, raw, "startswith").endswith(verb) for raw in RAW)
    },
    "qualifiers before a scale": set(zh_lexicon.BEFORE_SCALE) - seen(zh_lexicon.BEFORE_SCALE, "startswith"),
    "qualifiers inside": {word for word in zh_lexicon.INSIDE if not any(word in raw for raw in RAW)},
    "qualifiers after": {*zh_lexicon.AFTER, *zh_lexicon.AFTER_TIME}
    - seen([*zh_lexicon.AFTER, *zh_lexicon.AFTER_TIME], "endswith"),
    "words of time": set(zh_lexicon.RELATIVE_TIME) - seen(zh_lexicon.RELATIVE_TIME, "startswith"),
    "relative years": set(zh_lexicon.RELATIVE_YEARS) - seen(zh_lexicon.RELATIVE_YEARS, "startswith"),
    "parts of years and months": set(zh_lexicon.PARTS) - seen(zh_lexicon.PARTS, "endswith"),
    "currencies": {word for word in zh_lexicon.CURRENCIES if not any(word in raw.replace("￥", "¥") for raw in RAW)},
    "halves": set(zh_lexicon.HALVES) - {longest(zh_lexicon.HALVES, raw, "startswith") for raw in RAW},
    "sequence words": set(zh_lexicon.SEQUENCE_WORDS) - set(RAW),
    "shares of": {word for word in zh_lexicon.PER_OF if not any(f"{word}分之" in raw for raw in RAW)},
}


@pytest.mark.parametrize("table", ROWS)
def test_every_row_of_a_table_is_read_in_some_line(table):
    assert not ROWS[table]


def test_every_idiom_stands_in_some_line_and_is_no_quantity_there():
    idioms = [entry.partition("!")[0] for entry in zh_lexicon.IDIOMS.split()]
    free = {
        idiom
        for text, _ in LINES
        for idiom in idioms
        if (at := text.find(idiom)) >= 0
        and not any(
            reading.kind != "name" and reading.start < at + len(idiom) and at < reading.end for reading in read_zh(text)
        )
    }
    assert set(idioms) - free == set()


def test_the_readers_words_hold_every_word_of_the_writer():
    tables = {
        Place.BEFORE: zh_lexicon.BEFORE,
        Place.INSIDE: zh_lexicon.INSIDE,
        Place.AFTER: zh_lexicon.AFTER,
    }
    assert all(word.qualifier in tables[word.place][word.text] for word in ZH_WORDS)


def test_a_text_twice_as_long_takes_about_twice_the_steps():
    text = "".join(text for text, _ in LINES)[:9_000]
    read_zh(text)  # compiles
    once, twice = (steps(lambda times=times: read_zh(text * times)) for times in (1, 2))
    assert 1.5 * once < twice < 2.2 * once
