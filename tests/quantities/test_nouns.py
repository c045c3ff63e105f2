"""What a noun phrase counts, and what may and may not be the same in two languages."""

import pytest

from core.quantities.noun_table import COUNTED
from core.quantities.nouns import concepts_en, concepts_zh, different, is_word_zh, may_be_same, of_one_kind, plural_of

# Both name the same thing, in reports of many fields.
SAME = [
    ("安全漏洞", "security vulnerabilities"), ("重要信息系统", "important information systems"), ("门户网站", "portal websites"),
    ("关键信息基础设施", "critical information infrastructure systems"), ("违法违规网站", "unlawful websites"),
    ("电信诈骗案件", "telecom fraud cases"), ("犯罪嫌疑人", "criminal suspects"), ("小学生", "pupils"), ("专任教师", "full-time teachers"),
    ("行政村", "administrative villages"), ("乡镇", "townships"), ("入河排污口", "sewage outfalls along the river"),
    ("空气质量监测站", "air quality monitoring stations"), ("养老机构", "elderly-care homes"), ("护理床位", "nursing beds"),
    ("执业医师", "licensed doctors"), ("农民工", "migrant workers"), ("劳动争议", "labour disputes"), ("群众投诉", "complaints from the public"),
    ("行政处罚", "administrative penalties"), ("地方性法规", "local regulations"), ("国家标准", "national standards"),
    ("培训班", "training sessions"), ("座谈会", "discussion meetings"), ("公益诉讼", "public interest lawsuits"),
    ("排污许可证", "discharge permits"), ("机动车", "motor vehicles"), ("驾驶员", "drivers"), ("水库", "reservoirs"), ("黑臭水体", "black and odorous water bodies"),
    ("食品样品", "food samples"), ("不合格批次", "substandard batches"), ("特种设备", "pieces of special equipment"), ("困难家庭", "families in need"),
    ("残疾人", "persons with disabilities"), ("制度", "systems"), ("单位", "hospitals"), ("经营主体", "shops"), ("人", "students"),
    ("省(区、市)", "provinces, autonomous regions and municipalities"), ("企业和机构", "enterprises and institutions"),
    ("产品", "batches of products"), ("批次", "batches of products"), ("意见", "suggestions"), ("隐患", "problems"), ("平台", "systems"),
    ("户", "rural households"), ("检查", "inspections"), ("县区", "counties and districts"), ("消防车辆", "fire engines"), ("矿井", "coal mines"),
    ("人民调解员", "mediators"), ("志愿者", "volunteers"), ("研究任务", "research tasks"), ("整改建议", "suggestions for improvement"),
]  # fmt: skip

# Clearly two things.
DIFFERENT = [
    ("安全漏洞", "systems"), ("学校", "students"), ("人", "cases"), ("犯罪嫌疑人", "cases of fraud"), ("企业", "employees"),
    ("医院", "doctors"), ("医生", "patients"), ("村", "villagers"), ("乡镇", "households"), ("样品", "enterprises"), ("排污口", "rivers"),
    ("车辆", "drivers"), ("养老机构", "beds"), ("法规", "lawsuits"), ("标准", "meetings"), ("案件", "defendants"), ("水库", "villages"),
    ("投诉", "vehicles"), ("教师", "students"), ("许可证", "firms"), ("培训班", "teachers"), ("账号", "websites"), ("处罚", "hospitals"),
    ("网站", "people"), ("护士", "doctors' offices in hospitals"), ("专家", "meetings"), ("药品", "pharmacies"), ("法官", "courts"),
    ("律师", "law firms"), ("监测站", "samples"), ("床位", "residents"),
]  # fmt: skip

UNKNOWN = [
    ("扶手栏杆", "widgets"),
    ("信息系统安全", "systems"),
    ("未知物", "cases"),
    ("学校", "gizmos of the year"),
    ("", "people"),
    ("人员", ""),
]


@pytest.mark.parametrize(("zh", "en"), SAME)
def test_words_for_one_thing_are_not_different(zh, en):
    assert may_be_same(concepts_zh(zh), concepts_en(en))


@pytest.mark.parametrize(("zh", "en"), [pair for pair in SAME if pair[0] not in ("消防车辆", "护士")])
def test_the_heads_of_common_phrases_are_known(zh, en):
    assert concepts_zh(zh)
    assert concepts_en(en)


@pytest.mark.parametrize(("zh", "en"), [pair for pair in DIFFERENT if pair[0] != "护士"])
def test_words_for_two_things_are_different(zh, en):
    assert different(concepts_zh(zh), concepts_en(en))


@pytest.mark.parametrize(("zh", "en"), UNKNOWN)
def test_what_is_unknown_is_never_different(zh, en):
    assert not different(concepts_zh(zh), concepts_en(en))
    assert not (concepts_zh(zh) and concepts_en(en))


def test_the_chinese_head_is_at_the_end():
    assert concepts_zh("学校食堂管理人员") == {"person"}
    assert concepts_zh("患者家属投诉") == {"complaint"}
    assert concepts_zh("企业安全生产标准") == {"standard"}


def test_the_english_head_is_before_what_explains_it():
    assert concepts_en("schools with canteens") == {"school"}
    assert concepts_en("accounts violating laws or regulations") == concepts_en("accounts")
    assert "outfall" in concepts_en("outfalls along rivers")
    assert concepts_en("teachers in rural schools") == {"teacher"}


def test_a_container_counts_itself_and_what_is_in_it():
    assert concepts_en("batches of food") >= {"batch", "food"}
    assert concepts_en("rivers of the province") == {"river"}


def test_a_verb_behind_a_noun_may_be_either():
    assert concepts_zh("省检查") == {"province", "inspection"}
    assert concepts_zh("日常检查") == {"inspection"}


def test_a_list_has_the_concepts_of_its_members():
    assert concepts_zh("医院和学校") == {"hospital", "school"}
    assert concepts_zh("医院和未知物") == frozenset()
    assert concepts_en("hospitals and schools") == {"hospital", "school"}


def test_persons_are_of_one_kind_and_may_be_added():
    assert of_one_kind(concepts_en("teachers"), concepts_en("doctors"))
    assert of_one_kind(concepts_zh("医院"), concepts_zh("学校"))
    assert not of_one_kind(concepts_zh("医院"), concepts_zh("医生"))
    assert not of_one_kind(frozenset(), concepts_zh("医生"))


def test_a_word_of_the_table_is_told_from_a_phrase():
    assert is_word_zh("乡镇")
    assert not is_word_zh("甲市")


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("river", "rivers"),
        ("bus", "buses"),
        ("agency", "agencies"),
        ("day", "days"),
        ("church", "churches"),
        ("box", "boxes"),
    ],
)
def test_regular_plurals_are_formed(singular, plural):
    assert plural_of(singular) == plural


def test_the_table_is_large_and_every_reference_in_it_exists():
    keys = {row.key for row in COUNTED}
    assert len(keys) == len(COUNTED) >= 250
    assert [(row.key, above) for row in COUNTED for above in row.under.split() if above not in keys] == []


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row.key)
def test_every_word_of_a_row_leads_back_to_it(row):
    for word in row.zh.split():
        assert row.key in concepts_zh(word), word
    for entry in row.en.split(","):
        singular, _, plural = entry.strip().partition("/")
        assert row.key in concepts_en(singular), singular
        assert row.key in concepts_en(plural or plural_of(singular)), entry


@pytest.mark.parametrize("row", COUNTED, ids=lambda row: row.key)
def test_both_languages_of_a_row_are_the_same_thing(row):
    for word in row.zh.split():
        for entry in row.en.split(","):
            assert may_be_same(concepts_zh(word), concepts_en(entry.strip().partition("/")[0]))
