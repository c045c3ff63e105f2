"""Title, occasion, presenter, byline and salutation are told from each other and from the text."""

import pytest

from core.importing.outline import Role
from core.importing.structure import outline

ZH_TEXT = "根据年度监督工作计划，执法检查组检查了水法的实施情况。现将检查情况报告如下："
EN_TEXT = "In accordance with its plan the group inspected how the Water Law is applied. The findings are as follows:"
ZH_TITLE, EN_TITLE = (
    "关于检查《中华人民共和国水法》实施情况的报告",
    "Report on the Inspection of the Implementation of the Water Law",
)


def found(lines: list[str], language: str) -> list[tuple[str, str]]:
    """Role and text of the pieces of a head, followed by text and a first part."""
    text = (
        [ZH_TEXT, "一、工作", ZH_TEXT, "二、问题", ZH_TEXT]
        if language == "zh"
        else [EN_TEXT, "I. Work", EN_TEXT, "II. Gaps", EN_TEXT]
    )
    pieces = outline([*lines, *text], language).pieces
    return [(piece.role.value, piece.text) for piece in pieces[: -len(text)]]


@pytest.mark.parametrize(
    "title",
    [
        [ZH_TITLE],
        ["关于检查《中华人民共和国水法》", "实施情况的报告"],
        ["全国人民代表大会常务委员会执法检查组", "关于检查《中华人民共和国水法》实施情况的报告"],
        ["某省人大常委会执法检查组关于检查《中华人民共和国水法》和", "《某省节约用水条例》实施情况的报告"],
        ["关于《中华人民共和国", "水法》实施情况的", "执法检查报告"],
        [ZH_TITLE, "（摘要）"],
        ["关于检查水法实施情况的报告（书面）"],
        ["某市水法实施情况的调研", "报告"],
    ],
)
def test_a_chinese_title_may_have_several_lines(title):
    assert found([*title, "——2020年8月8日在省第十三届人大常委会第三次会议上", "赵东"], "zh") == [
        *(("title", line) for line in title),
        ("occasion", "——2020年8月8日在省第十三届人大常委会第三次会议上"),
        ("presenter", "赵东"),
    ]
    assert found(title, "zh") == [("title", line) for line in title]


@pytest.mark.parametrize(
    "title",
    [
        [EN_TITLE],
        ["REPORT OF THE LAW ENFORCEMENT INSPECTION GROUP"],
        ["Report of the Inspection Group of the Standing Committee", "on the Implementation of the Water Law"],
        ["Report on the Inspection of the", "Water Law of the People’s Republic of China"],
        ["Report on the Water Law and", "the Soil Law of the People’s Republic of China"],
        ["Report on the Implementation of the Water Law.", "(Abridged)"],
        ["Report of the Law Enforcement Inspection Group of the Standing Committee of the National People’s Congress", "on the Inspection of the Implementation of the “Water Law”"],
    ],
)  # fmt: skip
def test_an_english_title_may_have_several_lines(title):
    occasion = "Presented at the Third Meeting of the Standing Committee on 8 August 2020"
    assert found([*title, occasion, "Zhao Dong"], "en") == [
        *(("title", line) for line in title), ("occasion", occasion), ("presenter", "Zhao Dong"),
    ]  # fmt: skip
    assert found(title, "en") == [("title", line) for line in title]


@pytest.mark.parametrize(
    "occasion",
    [
        ["——2017年12月24日在第十二届全国人民代表大会常务委员会第三十一次会议上"],
        ["--2017年12月24日在省人大常委会第3次会议上"],
        ["－－2017年12月24日在省第十三届人民代表大会常务委员会第三次会议上"],
        ["― 2017年12月24日在省人大常委会会议上"],
        ["(2017年12月24日在省第十三届人民代表大会常务委员会第三次会议上)"],
        ["（2017年12月24日省第十三届人大常委会第三次会议）"],
        ["——在省人大常委会第三次会议上"],
        ["——二〇一七年十二月二十四日在省人大常委会会议上"],
        ["2017年12月24日在省第十三届人民代表大会常务委员会第三次会议上"],
        ["——2017年12月24日在省第十三届人民代表大会", "常务委员会第三次会议上"],
        ["（2017年12月24日在省第十三届人民代表大会", "常务委员会第三次会议上）"],
        ["（2017年12月24日）"],
    ],
)
def test_a_chinese_occasion_is_known_by_its_form(occasion):
    assert found([ZH_TITLE, *occasion, "执法检查组组长　赵东"], "zh") == [
        ("title", ZH_TITLE), *(("occasion", line) for line in occasion), ("presenter", "执法检查组组长　赵东"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "occasion",
    [
        "Presented at the 31st Meeting of the 12th National People’s Congress Standing Committee on 24 December 2017",
        "(Delivered at the Third Meeting of the Standing Committee on December 24, 2017)",
        "— At the Third Meeting of the Standing Committee of the Provincial People’s Congress on December 24, 2017",
        "—24 December 2017, at the 31st meeting of the Standing Committee",
        "--Submitted to the Standing Committee on 24 December 2017",
        "(24 December 2017)",
        "On December 24, 2017, at the Third Meeting of the Standing Committee",
        "At the Third Session of the Thirteenth Standing Committee",
        "As delivered at the 31st meeting of the Standing Committee",
        "(Third session of the Ninth Municipal People’s Congress, May 6, 2021)",
        "(Eleventh meeting of the Standing Committee)",
        "6 May 2021, Third Meeting of the Standing Committee",
        "Third Meeting of the Standing Committee of the Ninth Municipal People’s Congress, 6 May 2021",
    ],
)
def test_an_english_occasion_is_known_by_its_form(occasion):
    assert found([EN_TITLE, occasion, "Wang Hong"], "en") == [
        ("title", EN_TITLE), ("occasion", occasion), ("presenter", "Wang Hong"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "presenter", ["赵东", "赵 东", "赵　东", "欧阳东方", "阿布都热西提", "执法检查组组长 赵东", "全国人大常委会副委员长　赵东方",
                  "省人大常委会副主任、执法检查组组长 赵东", "报告人：赵东"]
)  # fmt: skip
def test_a_chinese_presenter_stands_below_the_title(presenter):
    assert found([ZH_TITLE, presenter], "zh") == [("title", ZH_TITLE), ("presenter", presenter)]


@pytest.mark.parametrize(
    "presenter", ["Wang Hong", "By Wang Hong", "WANG Hong", "Wang Hong, Vice-Chairperson of the Standing Committee",
                  "Vice-Chairperson Wang Hong", "Presented by Wang Hong, head of the group"]
)  # fmt: skip
def test_an_english_presenter_stands_below_the_title(presenter):
    assert found([EN_TITLE, presenter], "en") == [("title", EN_TITLE), ("presenter", presenter)]


@pytest.mark.parametrize(
    "salutation",
    [
        "全国人民代表大会常务委员会：", "省人大常委会:", "委员长、各位副委员长、秘书长、各位委员：", "主任、各位副主任、秘书长、各位委员:",
        "各位代表：", "主席团：", "尊敬的主任、各位组成人员：", "各位领导，同志们：", "省人民政府：",
    ],
)  # fmt: skip
def test_a_chinese_salutation_ends_with_a_colon(salutation):
    assert found([ZH_TITLE, salutation], "zh") == [("title", ZH_TITLE), ("salutation", salutation)]


@pytest.mark.parametrize(
    "salutation",
    [
        "To the Standing Committee of the National People’s Congress:", "Chairman, Vice-Chairpersons, Secretary-General and Members:",
        "Chairperson, Vice-Chairpersons and members of the Standing Committee,", "Mr. Chairman, Vice Chairmen, Members:",
        "Distinguished Members:", "Dear Deputies,", "Fellow Deputies:", "The Standing Committee of the National People’s Congress:",
        "Honorable Chairman, Vice Chairpersons, Secretary General, and Members of the Committee:",
    ],
)  # fmt: skip
def test_an_english_salutation_ends_with_a_colon_or_a_comma(salutation):
    assert found([EN_TITLE, salutation], "en") == [("title", EN_TITLE), ("salutation", salutation)]


@pytest.mark.parametrize(
    "line",
    ["现将有关情况报告如下：", "检查组提出以下建议：", "根据常委会的安排，现将执法检查的情况报告如下:", "主要问题是："],
)
def test_a_sentence_that_ends_with_a_colon_is_no_salutation(line):
    assert found([ZH_TITLE, line], "zh") == [("title", ZH_TITLE), ("body", line)]


@pytest.mark.parametrize(
    "line", ["The findings of the group are as follows:", "The group makes the following suggestions:"]
)
def test_an_english_sentence_that_ends_with_a_colon_is_no_salutation(line):
    assert found([EN_TITLE, line], "en") == [("title", EN_TITLE), ("body", line)]


def test_a_salutation_on_the_line_of_the_text_is_cut_off():
    pieces = outline(
        [ZH_TITLE, f"主任、各位副主任、秘书长、各位委员：{ZH_TEXT}", "一、工作", ZH_TEXT, "二、问题"], "zh"
    ).pieces
    assert [(piece.role, piece.text) for piece in pieces[1:3]] == [
        (Role.SALUTATION, "主任、各位副主任、秘书长、各位委员："), (Role.BODY, ZH_TEXT),
    ]  # fmt: skip
    assert (pieces[2].number, pieces[2].start) == (2, 18)


@pytest.mark.parametrize(
    "byline",
    ["来源：某省人大网", "来源:某报 作者:张三", "作者：张三", "记者 李四", "本报记者 李四 王五", "发布时间：2019-11-02 10:30", "2019年11月2日 10:30",
     "2019-11-02", "【字号：大 中 小】", "责任编辑：张三", "新华社北京12月24日电", "浏览次数：1024", "https://www.example.cn/a.html", "（记者 李四）"],
)  # fmt: skip
def test_who_published_a_chinese_text_is_a_byline(byline):
    assert found([ZH_TITLE, byline], "zh") == [("title", ZH_TITLE), ("byline", byline)]
    assert (
        outline([ZH_TITLE, ZH_TEXT, "一、工作", ZH_TEXT, "二、问题", ZH_TEXT, "以上报告，请审议。"], "zh")
        .pieces[-1]
        .role
        is Role.CLOSING
    )


@pytest.mark.parametrize(
    "byline", ["Source: Provincial People’s Congress", "Published: 2 November 2019", "November 2, 2019", "By our reporter Li Si",
               "Translated by Zhang San", "Author: Zhang San", "https://www.example.cn/a.html", "2019-11-02"]
)  # fmt: skip
def test_who_published_an_english_text_is_a_byline(byline):
    assert found([EN_TITLE, byline], "en") == [("title", EN_TITLE), ("byline", byline)]


@pytest.mark.parametrize(
    "byline",
    ["某省人大网消息(张三)", "某省人大网讯（记者 张三 通讯员 李四）", "本报讯（记者张三）", "本报讯", "本网讯 ", "新华社北京12月24日电（记者张三、李四）",
     "新华社北京12月24日电 ", "（记者 张三）", "本报记者 张三 报道：", "中国环境报讯（记者张三）", "【本网消息】"],
)  # fmt: skip
def test_a_chinese_byline_before_the_first_sentence_is_metadata(byline):
    pieces = outline([ZH_TITLE, byline + ZH_TEXT, "一、工作", ZH_TEXT, "二、问题"], "zh").pieces
    assert [(piece.role, piece.text) for piece in pieces[1:3]] == [(Role.BYLINE, byline.strip()), (Role.BODY, ZH_TEXT)]
    assert (pieces[2].number, pieces[2].start) == (2, len(byline))


@pytest.mark.parametrize(
    "text",
    ["互联网（以下简称网络）的发展很快，法律的实施十分重要。", "通讯员队伍建设得到加强，各地组织了培训。", "电力监管（含核电）不断加强，成效明显。",
     "本报告所称用水，是指生活用水和生产用水。", "新闻报道（含网络报道）普遍客观，群众知晓率提高。", "广播电视台（站）开展了宣传，覆盖面不断扩大。"],
)  # fmt: skip
def test_a_first_sentence_with_brackets_is_no_byline(text):
    assert [piece.role for piece in outline([ZH_TITLE, text, "一、工作", ZH_TEXT, "二、问题"], "zh").pieces[:2]] == [
        "title",
        "body",
    ]


def test_an_english_byline_before_the_first_sentence_is_metadata():
    for byline in ("BEIJING, Dec. 24 (Xinhua) -- ", "Hainan NPC Online news (Yang Cheng) "):
        pieces = outline([EN_TITLE, byline + EN_TEXT, "I. Work", EN_TEXT, "II. Gaps"], "en").pieces
        assert [(piece.role, piece.text) for piece in pieces[1:3]] == [
            (Role.BYLINE, byline.strip()),
            (Role.BODY, EN_TEXT),
        ]


def test_a_byline_may_stand_between_title_and_occasion():
    lines = [
        ZH_TITLE,
        "来源：某省人大网　2019年11月2日",
        "——2019年10月8日在省人大常委会第三次会议上",
        "赵东",
        "省人大常委会：",
    ]
    assert [role for role, _ in found(lines, "zh")] == ["title", "byline", "occasion", "presenter", "salutation"]


def test_a_report_may_begin_with_its_text():
    assert [piece.role.value for piece in outline([ZH_TEXT, "一、工作", ZH_TEXT, "二、问题"], "zh").pieces] == [
        "body",
        "part",
        "body",
        "part",
    ]
    assert [piece.role.value for piece in outline([EN_TEXT, "I. Work", EN_TEXT, "II. Gaps"], "en").pieces] == [
        "body",
        "part",
        "body",
        "part",
    ]


def test_an_occasion_follows_a_title_of_two_lines():
    title = ["Inspection Group of the Standing Committee", "Report on the Inspection of the Water Law"]
    occasion = "(Third session of the Ninth Municipal People’s Congress, May 6, 2021)"
    assert found([*title, occasion], "en") == [*(("title", line) for line in title), ("occasion", occasion)]


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (["Li Wen, deputy director of the Standing Committee"], "en"),
        (["Delivered at the Third Meeting on May 6, 2021", "Li Wen"], "en"),
        (["市人大常委会副主任　李文"], "zh"),
        (["——2021年5月6日在市人大常委会第三次会议上", "李文"], "zh"),
    ],
)
def test_a_person_is_no_title_where_the_title_is_missing(lines, language):
    assert found(lines, language)[-1] == ("presenter", lines[-1])


def test_a_post_in_lower_case_is_no_line_of_the_title():
    presenter = "Li Wen, chairman of the Rural Affairs Committee"
    assert found([EN_TITLE, presenter], "en") == [("title", EN_TITLE), ("presenter", presenter)]


@pytest.mark.parametrize(
    "line", ["某省人大常委会会议文件（七）", "常委会第九次会议材料之三", "附件2", "（送审稿）", "秘密★"]
)
def test_what_offices_write_over_a_title_is_none_of_it(line):
    assert found([line, ZH_TITLE], "zh") == [("byline", line), ("title", ZH_TITLE)]


@pytest.mark.parametrize(
    "line",
    ["某省第十四届人大常委会第八次会议（2024年1月17日）", "2019年 4月 24日 在 市十五届人大常委会 第二十次会议 上"],
)
def test_an_occasion_may_name_the_meeting_first_or_have_stray_blanks(line):
    assert found([ZH_TITLE, line], "zh") == [("title", ZH_TITLE), ("occasion", line)]


def test_who_delivers_a_report_is_its_presenter():
    lines = [
        EN_TITLE,
        "Delivered by Chen Tang, Chairperson of the Committee,",
        "at the Eighth Session of the Standing Committee",
    ]
    assert [role for role, _text in found(lines, "en")] == ["title", "presenter", "occasion"]
