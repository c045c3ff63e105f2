"""Terms: another rendering than the glossary's is seen, once; what only looks like one is left alone."""

from datetime import date
from pathlib import Path

import pytest

from core.quantities.difference import DifferenceKind, Severity
from reports.agreement.glossary import LISTS
from reports.agreement.terms import Glossary, Term, check_terms
from tests.steps import steps

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = Glossary.from_tsv(ROOT / "fixtures/reference/glossary.tsv")

GLOSSARY = Glossary(
    (
        Term("全国人民代表大会", "National People's Congress", ("全国人大",), ("NPC",)),
        Term(
            "全国人民代表大会常务委员会",
            "Standing Committee of the National People's Congress",
            ("全国人大常委会",),
            ("NPCSC", "Standing Committee"),
        ),
        Term("生态环境部", "Ministry of Ecology and Environment", short=("MEE",)),
        Term("水利部", "Ministry of Water Resources"),
        Term("科学技术部", "Ministry of Science and Technology", ("科技部",), ("MOST",)),
        Term("最高人民法院", "Supreme People's Court"),
        Term("最高人民检察院", "Supreme People's Procuratorate"),
        Term("国家林业和草原局", "National Forestry and Grassland Administration"),
        Term("环境监测中心", "Environmental Monitoring Center"),
        Term("固体废物污染环境防治法", "Law on the Prevention and Control of Environmental Pollution by Solid Waste"),
        Term("关于加快推进生态文明建设的意见", "Opinions on Accelerating Ecological Progress"),
        Term("执法检查", "enforcement inspection", accepted=("law enforcement inspection",)),
        Term("执法检查组", "enforcement inspection group", ("检查组",), ("inspection group",)),
        Term("受访者", "respondent", avoided=("interviewee",)),
        Term("危险废物经营许可证", "hazardous waste operating licence"),
        Term("风险评估", "risk assessment"),
        Term("网络安全法", "Cybersecurity Law"),
        Term("排污许可", "pollutant discharge permit", avoided=("emission permit",)),
        Term("排放许可", "emission permit"),
        Term("举报", "report", checked=False, avoided=("denounce",)),
        Term("张平", "Zhang Ping", group="persons"),
        Term("黄河流域", "Yellow River basin"),
    )
)


def check(*pairs: tuple[str, str], glossary: Glossary = GLOSSARY) -> list[tuple[int, str, str | None]]:
    """What is found, as (pair, Chinese, English), after a look at everything that holds of each result."""
    found = check_terms(pairs, glossary)
    for one in found:
        zh, en = pairs[one.pair]
        difference = one.difference
        assert (difference.kind, difference.severity) == (DifferenceKind.TERM, Severity.WARNING)
        assert difference.zh and zh[difference.zh.start : difference.zh.end] == difference.zh.text
        assert difference.en is None or en[difference.en.start : difference.en.end] == difference.en.text
        for message in (difference.message_zh, difference.message_en):
            assert difference.zh.text in message
            assert difference.en is None or difference.en.text in message
    return [(one.pair, one.difference.zh.text, one.difference.en.text if one.difference.en else None) for one in found]


# --- Another rendering -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zh", "en", "rendering"),
    [
        ("水利部作了汇报。", "The Ministry of Water Conservancy Resources reported.", "Ministry of Water Conservancy Resources"),
        ("生态环境部负责。", "The Ministry of Environment and Ecology is in charge.", "Ministry of Environment and Ecology"),
        ("国家林业和草原局参加。", "The State Forestry and Grassland Administration took part.",
         "State Forestry and Grassland Administration"),
        ("委托环境监测中心检测。", "The Environmental Supervision Centre was entrusted with tests.",
         "Environmental Supervision Centre"),
        ("《固体废物污染环境防治法》实施。",
         "The Law on Prevention of Environment Pollution Caused by Solid Wastes is in force.",
         "Law on Prevention of Environment Pollution Caused by Solid Wastes"),
        ("有63%的受访者认为", "63% of interviewees believe", "interviewees"),
        ("《网络安全法》实施", "The Network Security Law is in force.", "Network Security Law"),
        ("《网络安全法》实施", "The Cybersecurity Act is in force.", "Cybersecurity Act"),
        ("开展风险评估", "carry out hazard assessments", "hazard assessments"),
        ("水利部和水利部所属单位",
         "The Ministry of Water Resources and bodies under the Ministry of Water Conservancy Resources",
         "Ministry of Water Conservancy Resources"),
        ("核发排污许可", "Emission permits were issued", "Emission permits"),
        ("持有危险废物经营许可证", "holds a hazardous waste business licence", "hazardous waste business licence"),
        ("黄河流域治理", "work in the Yellow River area", "Yellow River area"),
    ],
)  # fmt: skip
def test_another_rendering_is_shown_with_its_place(zh, en, rendering):
    assert [(pair, shown) for pair, _, shown in check((zh, en))] == [(0, rendering)]


def test_a_name_that_the_english_does_not_have_is_missed():
    assert check(("水利部提交了报告。", "A written report was submitted by the water authorities in July.")) == [
        (0, "水利部", None)
    ]
    assert check(("张平参加了检查。", "Chang P'ing took part in the inspection.")) == [(0, "张平", None)]


def test_a_term_of_several_places_that_the_english_never_has_is_missed_once():
    pair = ("开展风险评估，完善风险评估机制。", "Hazards are to be weighed up and the mechanism for it improved.")
    assert check(pair, pair) == [(0, "风险评估", None)]
    assert check(("开展风险评估。", "Hazards are to be weighed up.")) == []


def test_a_rendering_is_shown_once_in_a_document_and_another_one_again():
    pairs = [
        ("水利部和受访者", "The Ministry of Water Conservancy Resources and interviewees"),
        ("水利部说", "The Ministry of Water Conservancy Resources said; two interviewees"),
        ("水利部说", "The Ministry of Hydraulic Resources said"),
    ]
    assert [(pair, en) for pair, _, en in check(*pairs)] == [
        (0, "Ministry of Water Conservancy Resources"),
        (0, "interviewees"),
        (2, "Ministry of Hydraulic Resources"),
    ]


def test_a_wrong_rendering_beside_the_right_one_is_seen_when_the_chinese_says_it_twice():
    en = "60% of respondents agree, and 20% of interviewees do not."
    assert check(("六成受访者同意，两成受访者不同意。", en)) == [(0, "受访者", "interviewees")]
    assert check(("六成受访者同意，两成被约谈人员不同意。", en)) == []


def test_the_rendering_is_marked_at_the_mention_it_belongs_to():
    zh = "受访者认为有效。" + "各地开展了大量工作。" * 10 + "有的受访者认为一般。"
    en = "Respondents find it works. " + "Much has been done everywhere. " * 10 + "Some interviewees find it fair."
    (found,) = check_terms([(zh, en)], GLOSSARY)
    assert found.difference.zh.start == zh.rindex("受访者")


# --- The same said otherwise -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("全国人大常委会通过", "The Standing Committee of the National People’s Congress adopted"),
        ("全国人大常委会通过", "The National People's Congress Standing Committee adopted"),
        ("全国人大常委会通过", "The NPCSC adopted"),
        ("全国人民代表大会常务委员会通过", "the NPC's standing committee adopted"),
        ("环境监测中心", "the environmental-monitoring centres"),
        ("环境监测中心", "ENVIRONMENTAL MONITORING CENTER"),
        ("生态环境部", "the Ministry of Ecology & Environment"),
        ("生态环境部", "MEE officials"),
        ("水利部、生态环境部", "the Ministries of Water Resources and of Ecology and Environment"),
        ("科技部、水利部、生态环境部", "the Ministries of Science and Technology, Water Resources, and Ecology and Environment"),
        ("最高人民法院、最高人民检察院", "the Supreme People's Court and Procuratorate"),
        ("危险废物经营许可证", "operating licenses for hazardous waste"),
        ("定期开展风险评估", "risks are assessed regularly"),
        ("定期开展风险评估", "regular assessments of risk"),
        ("定期开展风险评估", "more assessment is needed, and it improves assessment"),
        ("《网络安全法》和《水法》", "the Cybersecurity Law and the Water Law"),
        ("依照《网络安全法》", "under the Law, and the Food Safety and Quality Law"),
        ("检查组", "the Inspection Group"),
        ("水利部门也参加", "the water departments took part too"),
        ("生态环境部门户网站", "the portal of the Ministry of Ecology and Environment"),
        ("扩张平台", "expanding the platform"),
        ("张平副主任", "Vice-Chairperson Zhang Ping"),
        ("举报", "denounce"),
        ("全国 人大 常委会", "the NPC Standing Committee"),
        ("《关于加快推进生态文明建设的意见》", "Opinions of the State Council on Accelerating Ecological Progress"),
    ],
)  # fmt: skip
def test_the_glossarys_rendering_in_another_dress_is_right(zh, en):
    assert check((zh, en)) == []


@pytest.mark.parametrize("second", ["The Ministry has acted since.", "It has acted since, and its reports are public."])
def test_what_was_named_before_may_be_spoken_of_shortly(second):
    assert (
        check(("水利部作了汇报。", "The Ministry of Water Resources reported."), ("水利部已采取措施。", second)) == []
    )
    assert check(("水利部已采取措施。", "The Ministry has acted since.")) == []


def test_a_short_form_of_a_long_name_is_right_after_the_name():
    whole = ("委托环境监测中心", "the Environmental Monitoring Center was entrusted")
    short = ("环境监测中心报告", "the Monitoring Center reported")
    assert check(whole, short) == []
    assert [en for _, _, en in check(short, whole)] == ["Monitoring Center"]


def test_the_longest_term_hides_the_shorter_ones():
    assert check(("全国人大常委会", "the Standing Committee")) == []
    assert check(("全国人大", "the Standing Committee of the national congress")) == [(0, "全国人大", None)]


def test_an_avoided_rendering_that_renders_another_term_is_right():
    pair = ("核发排污许可和排放许可", "pollutant discharge permits and emission permits were issued")
    assert check(pair) == []
    assert check(("核发排放许可", "emission permits were issued")) == []


def test_an_abbreviation_is_no_word():
    assert check(("科技部", "most enterprises and the science authorities have done their part")) == [
        (0, "科技部", None)
    ]


def test_an_abridged_english_is_not_searched_for_what_it_leaves_out():
    zh = "水利部作了汇报，" + "介绍了近年来开展的各项工作和取得的成效，" * 3
    assert check((zh, "A report was heard.")) == []


@pytest.mark.parametrize("pair", [("水利部", ""), ("", "The ministry"), ("水利部", "   ")])
def test_a_paragraph_without_a_partner_is_passed_over(pair):
    assert check(pair) == []


def test_terms_that_are_not_checked_hide_others_and_are_never_reported():
    terms = (Term("主任", "chairperson"), Term("主任委员", "chairperson of a committee", checked=False))
    assert check(("主任委员", "the head"), glossary=Glossary(terms)) == []
    assert check(
        ("主任和副主任开会，主任讲话", "the heads met, and one of them spoke at length"), glossary=Glossary(terms)
    ) == [(0, "主任", None)]


# --- Two ways --------------------------------------------------------------------------------------------------------


def test_two_right_renderings_in_one_document_are_reported_once_at_the_rarer():
    pairs = [
        ("开展执法检查", "The enforcement inspection began"),
        ("这次执法检查", "This law enforcement inspection"),
        ("执法检查和执法检查组", "The enforcement inspection and the law enforcement inspection group"),
        ("执法检查结束", "The law enforcement inspection ended, and the enforcement inspection too"),
        ("执法检查表明", "The enforcement inspection shows"),
    ]
    assert check(*pairs) == [(1, "执法检查", "law enforcement inspection")]
    message = check_terms(pairs, GLOSSARY)[0].difference.message_en
    assert "“enforcement inspection” (3×)" in message


def test_one_rendering_throughout_is_right_whichever_it_is():
    assert check(*[("执法检查", "law enforcement inspections")] * 3) == []


def test_an_abbreviation_is_no_second_way():
    assert check(("全国人大", "the National People's Congress"), ("全国人大", "the NPC")) == []


# --- Titles ----------------------------------------------------------------------------------------------------------


def test_a_document_with_two_english_titles_is_reported():
    pairs = [
        ("依据《湿地保护办法》和《河道管理条例》", "under the “Measures for Wetland Protection” and the “Regulations on River Management”"),
        ("《河道管理条例》规定", 'the "River Course Management Rules" provide'),
        ("《湿地保护办法》规定", "the *Measures for Wetland Protection* provide"),
    ]  # fmt: skip
    assert check(*pairs) == [(1, "《河道管理条例》", "River Course Management Rules")]


@pytest.mark.parametrize(
    "second",
    [
        "the “Regulations on River Management of the People's Republic of China” provide",
        "the “River Management Regulation” provides",
        "the river regulations provide",
        "the “four haves” and the “Regulations on River Management” provide",
    ],
)
def test_a_title_said_in_the_same_words_is_one_title(second):
    first = ("《河道管理条例》", "the “Regulations on River Management”")
    assert check(first, ("《河道管理条例》规定", second)) == []


def test_titles_are_paired_with_the_quotations_around_them():
    pairs = [
        ("“两手抓”，执行《河道管理条例》", "“grasp with both hands”, and apply the “Regulations on River Management”"),
        ("《河道管理条例》要求“两手抓”", "the “Regulations on River Management” ask to “grasp with both hands”"),
    ]
    assert check(*pairs) == []


def test_a_law_of_the_glossary_with_two_wrong_titles_is_not_reported_thrice():
    pairs = [
        (
            "《关于加快推进生态文明建设的意见》",
            "the “Opinion concerning Accelerating Ecological Civilization Progress”",
        ),
        ("《关于加快推进生态文明建设的意见》", "the “Opinions on Speeding up Ecological Progress Construction”"),
    ]
    assert len(check(*pairs)) == 2


# --- The glossary ----------------------------------------------------------------------------------------------------


def test_a_term_holds_from_its_first_day_to_its_last():
    old = Term("监督办公室", "Office of Oversight", valid_to=date(2018, 3, 10))
    new = Term("监督办公室", "Office of Supervision", valid_from=date(2018, 3, 11))
    glossary, pair = Glossary((old, new)), ("监督办公室作了汇报", "The Office of Oversight reported")
    assert check(pair, glossary=glossary.on(date(2018, 3, 10))) == []
    assert check(pair, glossary=glossary.on(date(2018, 3, 11))) == [(0, "监督办公室", "Office of Oversight")]
    assert check(pair, glossary=glossary) == []


def test_a_glossary_is_read_from_a_file(tmp_path):
    file = tmp_path / "glossary.tsv"
    file.write_text(
        "zh\ten\tshort\tchecked\tvalid_from\n水利部\tMinistry of Water Resources\tMWR | Water Ministry\tno\t2018-03-17\n"
    )
    assert Glossary.from_tsv(file).terms == (
        Term("水利部", "Ministry of Water Resources", short=("MWR", "Water Ministry"), checked=False, valid_from=date(2018, 3, 17)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"zh": "水利部"}, "needs its Chinese and its English"),
        ({"zh": "水利部", "en": "x", "checked": "perhaps"}, "yes or no"),
        ({"zh": "水利部", "en": "x", "valid_from": "2018"}, "line 2"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row, fault):
    with pytest.raises(ValueError, match=fault) as error:
        Glossary.from_rows([row])
    assert "line 2" in str(error.value)


def test_equal_glossaries_are_written_alike():
    assert repr(Glossary(GLOSSARY.terms)) == repr(Glossary(tuple(GLOSSARY.terms)))


def test_the_sample_glossary_says_each_term_once_and_contradicts_itself_nowhere():
    assert len(SAMPLE.terms) > 339
    seen = [(term.zh, term.valid_from) for term in SAMPLE.terms]
    assert sorted(seen) == sorted(set(seen))
    for term in SAMPLE.terms:
        for name in LISTS:
            assert len(set(getattr(term, name))) == len(getattr(term, name)), term
        assert not {term.en, *term.short, *term.accepted} & set(term.avoided), term


@pytest.mark.parametrize("term", [term for term in SAMPLE.terms if term.checked], ids=lambda term: term.zh)
def test_every_checked_term_of_the_sample_is_content_with_its_own_renderings(term):
    for text in (term.en, *term.short, *term.accepted):
        assert check((term.zh, f"It was the {text} that acted."), glossary=SAMPLE) == []


def test_a_report_twice_as_long_takes_about_twice_the_steps():
    pairs = [("全国人大常委会执法检查组听取国务院和公安部的汇报，开展风险评估和应急演练。" * 9,
              "The NPCSC inspection group heard the State Council and the police ministry and assessed risks. " * 9)] * 56  # fmt: skip
    check_terms(pairs, SAMPLE)  # compiles
    once, twice = (steps(lambda times=times: check_terms(pairs * times, SAMPLE)) for times in (1, 2))
    assert 1.5 * once < twice < 2.2 * once
