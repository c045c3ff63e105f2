"""Names that carry numerals (十九大, G20, 第二十一条, 〔2017〕12号): a table.

A name is compared as a name. Its numerals are no quantities, but they are kept,
so that a count which the other language
writes out (三农, "the three rural issues") is not missed.

How a row is written. `zh` and `en` are regular expressions, alternatives separated by " / "; either may be empty. Each
alternative begins with a plain character, a class of them, or a numeral. `<1>`, `<2>` and so on are captured numerals,
numbered in the order in which the name's numbers are given, whatever their order in the text; `<0>` is not kept.
Variants: `<1o>` an English ordinal (19th, nineteenth), `<1r>` a number or Roman numeral, `<1d>` digits only, `<1y>` a
year from 2020 up, `<1:…>` exactly what the expression says. English ignores case and takes any white space for a blank.
`numbers` is what a name says without a captured numeral.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """One name, or one kind of names, in both languages. Several rows may share a key."""

    key: str
    zh: str
    en: str
    numbers: tuple[int, ...] = ()


# 十二大行动 counts twelve great campaigns; 十二大 alone is the 12th Party Congress.
_NOT_COUNTED = (
    "(?!类|重点|重大|领域|工程|行业|行动|任务|措施|产业|方面|项|片|件|板块|体系|机制|专项|理念|战略|品牌|园区|系统|基地"
    "|企业|强|名|攻坚|新兴|支柱|特色|主导|水|河|江|湖|城|平台|问题|环节|举措|工作|中心|部门|家|电|商|银|运|关|目标"
    "|指标)"
)
_LONG_HOTLINE = r"1[02]\d\d\d|9[56]\d\d\d"
_HOTLINE = r"1(?:10|14|17|19|20|22)|1[02]\d\d\d|9[56]\d\d\d"
_ZH_HOTLINE = (
    "(?:政府|政务|市长|市民|公共|服务|便民|旅游|环保|消费者|举报|投诉|监督|法律|价格|食品|卫生|热线|平台|电话|报警"
    "|接处?警"
    "|指挥|急救|火警|短号|号码|活动日|宣传日|专线|系统"
    # Words between the number and what it is, but no counter: 12338妇女维权热线, not 12345件热线诉求.
    '|(?![件个起人次条宗通名户家元吨辆台部万亿余多])[\u4e00-\u9fff“”"]{1,10}?(?:热线|专线|服务台|举报电话|投诉电话))'
)
_EN_HOTLINE = (
    r"(?:(?!and\b|or\b|of\b|by\b|in\b)[a-z'’]+ )?(?:(?!and\b|or\b|of\b|by\b|in\b)[a-z'’]+ )?(?:(?!and\b"
    r"|or\b)[a-z'’]+ )?"
    "(?:hotlines?|helplines?|platform|line|day|number|call cent(?:er|re)s?)"
)
# What may stand before the number of a line: the complaints line 12316, calls to 12345.
_BEFORE_HOTLINE = " / ".join(
    f"{words} <1:{_LONG_HOTLINE}>"
    for words in (
        "(?:hot|help)?lines?", "(?:hotlines?|helplines?|phone|telephone|complaints?|short|service) numbers?",
        "platforms?", "call(?:s|ed|ing)?", "calls? to", "phon(?:e|es|ed|ing)", "telephon(?:e|es|ed|ing)",
        "ring(?:s|ing)?",
    )
)  # fmt: skip
_READING = "(?:readings?|deliberations?)"
_PLENUMS = "(?:Plenary (?:Sessions?|Meetings?)|Plenums?|Plena)"
_ZH_AND = "(?:[、,和及与]|以及)"
# What one enterprise, river or village each has one of; other pairs of ones are counted.
_ONE_EACH = (
    "(?:polic(?:y|ies)|plans?|strateg(?:y|ies)|files?|products?|codes?|cards?|certificates?|lists?|doctors?|maps?"
    "|ledgers?|chiefs?|schemes?|measures?|solutions?|special(?:i?ty|t(?:y|ies))|brands?|industr(?:y|ies)|archives?"
    "|records?|dossiers?|licen[cs]es?|permits?|advis[eo]rs?|standards?|accounts?)"
)
_ZH_DAY = (
    '(?:[”"』]日|[”"』]?(?:全民|国家|国际|世界|消费者|宣传|活动|晚会|知识产权|防灾|禁毒|宪法|特别重大|特大|重大|事故|案|专案'
    "|事件|爆炸|暴雨|地震|洪灾|火灾|讲话|专项))"
)
_EN_DAY = (
    r"(?:(?!(?:an?|per|each|every)\b)['’a-z]+ ){0,3}(?:day|accident|incident|explosion|earthquake|flood|rainstorm|case)"
)
_ZH_INSTITUTION = (
    "(?:人民医院|附属医院|中学|小学|幼儿园|高级中学|巡回法庭|中级人民法院|看守所|监狱|检察分院|水厂|污水处理厂|发电厂)"
)
_EN_INSTITUTION = (
    "(?:People['’]s Hospital|Affiliated Hospital|(?:Senior |Junior )?(?:Middle|High|Primary) School|Kindergarten"
    "|Circuit (?:Court|Tribunal)|Intermediate People['’]s Court|Detention (?:House|Cent(?:er|re))|Prison"
    "|Water(?:works| Plant)|(?:Waste ?water|Sewage) Treatment Plant|Power (?:Plant|Station))"
)
_QUOTE = '[”"』]'

_CONGRESSES_AND_PLANS = (
    Name("party_congress", "党的<1>大 / 中共<1>大 / <1:十[二三四五六七八九]|二十>大" + _NOT_COUNTED,
         "<1o> (?:CPC |Party )?National Congress(?: of the (?:CPC|Communist Party of China|Party))?"
         " / <1o> (?:CPC|Party|Communist Party) (?:National )?Congress"),
    Name("plenary_session",
         "<1>届<2>中全会 / 第?<1>届中央委员会第<2>次全体会议"
         f" / <1>届<2>中(?:全会)?{_ZH_AND}<3>中(?:全会)?(?:{_ZH_AND}<4>中)?(?:全会)?(?:{_ZH_AND}<5>中)?全会",
         f"<2o>(?:, <3o>)?(?:, <4o>)?,? and <5o> {_PLENUMS} of (?:the )?<1o> (?:(?:CPC|Party) )?Central Committee"
         f" / <2o>(?:, <3o>)?(?:, <4o>)?,? and <5o> {_PLENUMS} of the Central Committee of the <1o> CPC"
         f" / <1o> (?:(?:CPC|Party) )?Central Committee['’]s <2o>(?:, <3o>)?(?:, <4o>)?,? and <5o> {_PLENUMS}"
         " / <2o> (?:Plenary (?:Session|Meeting)|Plenum) of (?:the )?<1o> (?:(?:CPC|Party) )?Central Committee"
         " / <2o> (?:Plenary (?:Session|Meeting)|Plenum) of the Central Committee of the <1o> CPC"
         " / <1o> (?:(?:CPC|Party) )?Central Committee['’]s <2o> (?:plenary session|plenum)"),
    Name("plenary_session_alone", "<1>中全会 / <1>中(?=(?:[、,和及与]|以及)<0>中全会)", ""),
    # With 第 both numerals are ordinals and compared as such.
    Name("congress_session",
         "<1:(?<!第)[一二三四五六七八九十]{1,3}>届(?:全国人大|[省市县区]人大|人大"
         "|政协)?(?:常委会)?<2:[一二三四五六七八九十]{1,3}>次(?:会议|全会|会)",
         ""),
    Name("five_year_plan",
         "<1:十[一二三四五六七]>五 / <1:[七八九]|十>五(?=[”\"』]?(?:计划|规划|时期|期间|以来|末|初))"
         " / <1>五(?=[”\"』]?(?:普法|法治宣传)) / <1>五(?<=[“\"『][五六七八九]五)(?=[”\"』])"
         " / 第<1>个五年(?:规划|计划|普法)",
         "<1o> Five[- ]Year(?: (?:Plan|Programme|Program)(?: Period)?)? / <1o> FYP"),
    Name("five_year_plan_alone", "五年(?:规划|计划)", "Five[- ]Year (?:Plan|Program(?:me)?)s?", (5,)),
    Name("two_sessions", "两会(?!员|计)", "two (?:annual )?sessions", (2,)),
    Name("programme_year",
         "中国<1y>(?!年) / 创新<1y>(?!年) / 制造<1y>(?!年) / 愿景<1y>(?!年) / 战略<1y>(?!年) / 工程<1y>(?!年)"
         " / 现代化<1y>(?!年) / <1y>年?(?:可持续发展)?议程 / <1y>年?(?:远景目标|远景规划)",
         "China <1y> / Innovation <1y> / Vision <1y> / Strategy <1y> / Modernization <1y> / Initiative <1y>"
         " / <1y> (?:Sustainable Development )?(?:Agenda|Programme|Program|Vision|Initiative|Blueprint|Goals)"
         " / Agenda <1y>"),
    Name("no_1_document", "中央一号文件 / 一号文件",
         r"No\. ?1 (?:Central )?(?:Policy )?Document / Central Document No\. ?1 / Document No\. ?1", (1,)),
    Name("pollution_action_plan", "[大水土]气?十条", r"ten[- ]point (?:air|water|soil)[a-z ]*? plan", (10,)),
    Name("eight_point_decision", "八项规定", "eight[- ]point (?:decision|frugality code|rules?|regulations?)", (8,)),
)  # fmt: skip

_PROVISIONS_AND_DOCUMENTS = (
    Name("article",
         r"第<1>条(?:之[一二三四五])?(?:第<2>款)?(?:第<3>项)?(?!生产线|线|路|高速|跑道|地铁) / 第<1>[、,和至-]第?<2>条",
         r"Articles? <1r>(?:\(<2d>\))?(?:\(<3d>\))? / Art\. ?<1d>"
         r" / Article <1r>,? (?:paragraph|para\.?|clause|subparagraph|section|item) <2r>"
         r"(?:,? (?:item|subparagraph|point) <3r>)?"
         r" / Paragraph <2r>(?: of|,) Article <1r> / Item <3r>(?: of|,) Paragraph <2r>(?: of|,) Article <1r>"
         r" / Clause <2r>(?: of|,) Article <1r> / Item <2r>(?: of|,) Article <1r>"
         r" / <2o> (?:paragraph|clause|item) of Article <1r>"
         r" / Articles <1r>(?:, <2r>)?(?:, <3r>)?(?:(?:,? (?:and|or|to|through) |[–-])<4r>)"),
    Name("paragraph", "第<1>款", r"Paragraphs? <1r> / Para\. ?<1d> / <1o> paragraph"),
    Name("item_of_article", "第<1>项(?=规定|情形|[、,]第|之规定|至第)",
         r"Items? <1r>(?= of\b| to\b|,| above| below|\)) / Items <1r>(?=,? (?:and|or|to|through) <0r>| ?[-–]<0r>)"),
    Name("chapter", "第<1>章", "Chapter <1r>"),
    Name("section", "第<1>节", r"Section <1r>(?:\.\d+)*"),
    Name("part", "第<1>编 / 第<1>部分", "Part <1r>"),
    Name("clause", "", r"Clause <1r>(?:\.\d+)*"),
    Name("annex", "附件<1> / 附录<1> / 附表<1> / 附图<1>",
         "Annex <1r> / Appendix <1r> / Attachment <1r> / Schedule <1r>"),
    Name("table", "表<1d>(?:[-—.][0-9]+)?(?![0-9年月%万亿名人个家元起件项条次处户])", r"Table <1d>(?:[-–.]\d+)?"),
    Name("figure", "图<1d>(?:[-—.][0-9]+)?(?![0-9年月%万亿名人个家元起件项条次处户])",
         r"Figure <1d>(?:[-–.]\d+)? / Fig\. ?<1d>"),
    Name("document_number", r"[〔[(]<1:(?:19|20)\d\d>[〕\])]第?<2:\d{1,5}>号",
         r"[〔[(]<1:(?:19|20)\d\d>[〕\])],? ?(?:No\. ?)?<2d> / No\. ?<2d>,? ?[〔[(]<1:(?:19|20)\d\d>[〕\])]"
         r" / No\. ?<2d> of <1:(?:19|20)\d\d>"),
    # No. 5 may be any of these, so that they share a key with what else is numbered (3号楼, 1号装置).
    Name("number", "第<1>号(?=令|主席令|公告|指导|决定|文件|议案|建议|提案) / 令第<1>号 / 公告第<1>号"
         " / <1>号令",
         r"No\. ?<1d>"),
    Name("national_standard", r"GB(?:/[TZ])? ?<1:\d{3,6}>(?:\.\d+)?(?:[-—]<2:(?:19|20)?\d\d>)?",
         r"GB(?:/[TZ])? ?<1:\d{3,6}>(?:\.\d+)?(?:[-–—]<2:(?:19|20)?\d\d>)?"),
    Name("local_or_industry_standard", r"[DHJSYLNTWCQ][BJYSHQGAZLDFT](?:/T"
         r"|\d\d(?:/T)?)? ?<1:\d{2,6}>(?:\.\d+)?(?:[-—]<2:(?:19|20)?\d\d>)?",
         r"[DHJSYLNTWCQ](?-i:[BJYSHQGAZLDFT])(?:/T|\d\d(?:/T)?)? ?<1:\d{2,6}>(?:\.\d+)?(?:[-–—]<2:(?:19|20)?\d\d>)?"),
    Name("iso_standard", r"ISO(?:/IEC)?[ -]?<1:\d{3,6}>(?:-\d+)?(?::<2:\d{4}>)? / IEC[ -]?<1:\d{3,6}>(?:-\d+)*",
         r"ISO(?:/IEC)?[ -]?<1:\d{3,6}>(?:-\d+)?(?::<2:\d{4}>)? / IEC[ -]?<1:\d{3,6}>(?:-\d+)*"),
    Name("vulnerability_number", r"C[VN][EVN]V?D?-<1:\d{4}>-<2:\d{4,7}> / MS<1:\d\d>-<2:\d{3}>",
         r"C[VN][EVN]V?D?-<1:\d{4}>-<2:\d{4,7}> / MS<1:\d\d>-<2:\d{3}>"),
)  # fmt: skip

_DAYS_AND_HOTLINES = (
    Name("hotline", f"<1:{_HOTLINE}>(?={_QUOTE}?{_ZH_HOTLINE})"
         f" / <1:{_HOTLINE}>(?=、(?:1(?:10|14|17|19|20|22)|12\\d\\d\\d)[”\"』]?)",
         f"<1:{_HOTLINE}>[”\"]? {_EN_HOTLINE} / hotline <1:{_HOTLINE}> / dial(?:s|l?ed|l?ing)? <1:{_HOTLINE}>"
         f" / {_BEFORE_HOTLINE}"),
    Name("hotline", f"<1:{_HOTLINE}>(?<=[“\"『]\\d\\d\\d)(?={_QUOTE})"
         f" / <1:{_HOTLINE}>(?<=[“\"『]\\d\\d\\d\\d\\d)(?={_QUOTE})", ""),
    Name("day", rf"<1:\d\d?>[.·•‧]<2:\d\d?>(?={_ZH_DAY}) / <1:\d\d?>[.·•‧]<2:\d\d?>(?<=[“\"『]\d.\d\d)(?={_QUOTE})",
         rf"<1:\d\d?>[.·•‧]<2:\d\d?>[”\"]? {_EN_DAY}"),
    Name("parade_of_3_september", f"九三(?={_QUOTE}?(?:阅兵|大阅兵|纪念|胜利|抗战))",
         "V[- ]Day (?:military )?parade / Victory Day parade / Jiusan (?:military )?parade"
         " / September 3 (?:military )?parade / 3 September (?:military )?parade",
         (9, 3)),
    Name("jiusan_society", "九三学社", "Jiusan Society / September 3 Society", (9, 3)),
    Name("army_day", f"八一(?=建军|南昌|勋章|队|{_QUOTE}|、七一)", "Army Day / August 1 Army Day / Bayi", (8, 1)),
    Name("labour_day", f"五一(?=劳动|国际|假期|黄金周|期间|小长假|节|前|{_QUOTE}|、)",
         "May Day / (?:International )?Labou?r Day / May 1 holiday", (5, 1)),
    Name("childrens_day", f"六一(?=儿童|国际|节|期间|{_QUOTE}|、)",
         "Children['’]s Day / International Children['’]s Day", (6, 1)),
    Name("party_day", f"七一(?=建党|讲话|勋章|表彰|{_QUOTE})", "CPC Founding Day / July 1 Medal", (7, 1)),
    Name("national_day_holiday", "十一(?=黄金周|假期|长假|小长假)",
         "National Day holidays? / National Day Golden Week", (10, 1)),
    Name("womens_day", f"三八(?=妇女|国际|红旗|维权|节|{_QUOTE})",
         "Women['’]s Day / International Women['’]s Day / March 8 Red[- ]Banner",
         (3, 8)),
    Name("youth_day", f"五四(?=青年|运动|奖章|精神|{_QUOTE})", "May Fourth / May 4th / May 4 Medal / Youth Day", (5,
         4)),
    Name("arbor_day", "三一二植树节 / 3·12植树节", "Arbor Day", (3, 12)),
    Name("singles_day", "双十一 / 双11(?![0-9])", "Singles['’] Day / Double[- ]Eleven / Double[- ]11", (11, 11)),
    Name("mid_year_sale", f"618(?={_QUOTE}?(?:大促|购物|促销|电商))", "618 (?:shopping|sales?|promotion)", (6, 18)),
    Name("round_the_clock", r"<1:7>[×xX*]<2:24>(?=小时) / <2:24>[×xX*]<1:7>小时",
         r"<2:24>[/×x]<1:7> / <1:7>[×x]<2:24>"),
    Name("world_war", "第?<1>次世界大战 / <1:[一二]>战(?=期间|后|时期|前)", "<1o> World War / World War <1r>"),
    Name("september_18", "九一八(?=事变|纪念|历史)", "September 18 Incident / Mukden Incident", (9, 18)),
    Name("december_9", "一二[·.]?九(?=运动)", "December 9 Movement / December 9th Movement", (12, 9)),
)  # fmt: skip

_POLITICS = (
    Name("belt_and_road", "一带一路", "Belt and Road / One Belt,? (?:and )?One Road", (1, 1)),
    Name("law_and_decision", "一法一决定", "Law and Decision / one law and one decision", (1, 1)),
    Name("law_and_regulation", "一法一条例 / 一法一办法 / 一法一例",
         "Law and (?:the )?(?:Regulations?|Measures|Rules) / one law and one (?:regulation|set of measures)", (1, 1)),
    Name("law_and_two", "一法两条例 / 一法两决定 / 一法二条例",
         "Law and (?:the )?two (?:Regulations|Decisions) / one law and two (?:regulations|decisions)", (1, 2)),
    Name("government_and_two_chambers", "一府两院", "one government and two (?:courts|chambers|houses|organs)"
         " / government,? (?:the )?court and (?:the )?procuratorate", (1, 2)),
    Name("government_commission_chambers", "一府一委两院",
         "one government,? one commission,? and two (?:courts|chambers|houses|organs)"
         " / government,? (?:the )?supervisory commission,? (?:the )?court,? and (?:the )?procuratorate", (1, 1, 2)),
    Name("two_chambers", "两院(?!士|区)", "two chambers / two courts", (2,)),
    Name("two_supreme_organs", "两高(?=一部|联合|报告|司法解释|发布|出台|[”\"])",
         "two supreme (?:judicial )?(?:organs|bodies) / two supremes", (2,)),
    Name("one_country_two_systems", "一国两制", "one country,? two systems", (1, 2)),
    Name("three_represents", "三个代表", "Three Represents", (3,)),
    Name("three_rural_issues", "三农", "three rural issues / three[- ]dimensional rural issues"
         " / agriculture,? (?:the )?(?:countryside|rural areas),? and (?:the )?(?:farmers|rural people"
         "|rural residents)", (3,)),
    Name("four_forms_of_decadence", "四风", "four (?:forms of decadence|malfeasances|undesirable work ?styles|winds)",
         (4,)),
    Name("two_responsibilities", "两个责任", "two responsibilities", (2,)),
    Name("three_public_expenses", "三公(?=经费|消费|支出|开支)(?:经费|消费|支出|开支)",
         "three public (?:expenses|expenditures|consumptions|funds) / three types of official spending"
         " / three official (?:expenses|expenditures)", (3,)),
    Name("three_simultaneities", "三同时",
         "three simultaneit(?:y|ies) / three simultaneous(?:es|ness| systems?| requirements?| principles?)?"
         " / three[- ]at[- ]the[- ]same[- ]time", (3,)),
    Name("five_sphere_plan", "五位一体",
         "five[- ]sphere integrated plan / five[- ]in[- ]one(?: (?:layout|general layout|overall plan))?", (5,)),
    Name("four_comprehensives", "四个全面",
         "four[- ]pronged comprehensive strategy / four comprehensives / four[- ]pronged strategy", (4,)),
    Name("four_consciousnesses", "四个意识", "four consciousness(?:es)? / four kinds of consciousness", (4,)),
    Name("four_confidences", "四个自信", "four (?:matters of )?confidences? / four[- ]sphere confidence", (4,)),
    Name("two_upholds", "两个维护", "two upholds / two safeguards / two maintains", (2,)),
    Name("two_establishes", "两个确立", "two establish(?:es|ments) / two affirmations", (2,)),
    Name("two_studies", "两学一做", "two studies,? (?:and )?one action / two studies and one qualification", (2, 1)),
    Name("three_stricts", "三严三实", "three stricts,? (?:and )?three (?:honests|steadies|earnests|steadfasts)"
         " / three guidelines for ethical behaviou?r", (3, 3)),
    Name("three_cuts", "三去一降一补", "three cuts,? one reduction,? and one (?:improvement|strengthening)"
         " / five priority tasks", (3, 1, 1)),
    Name("streamlining", "放管服", "delegat(?:e|ing|ion)(?: of)? powers?,? (?:streamlin(?:e|ing) administration,? )?and"
         " (?:improve|improving|optimi[sz]e|optimi[sz]ing)[a-z ]*? services / fang guan fu"),
    Name("random_checks", "双随机[、,]?一公开", "two randoms,? (?:and )?one (?:disclosure|publicity|open|release)"
         " / two[- ]random,? one[- ]open"
         " / double random(?:ness)?,? (?:and )?one (?:disclosure|publicity|open(?:ness)?)", (2, 1)),
    Name("double_first_class", "双一流", "double[- ](?:first|world)[- ]class", (2, 1)),
    Name("mass_innovation", "双创", "mass entrepreneurship and innovation / double innovations?", (2,)),
    Name("double_reduction", "双减", "double reductions?", (2,)),
    Name("double_control", "双控", "dual control / double control", (2,)),
    Name("double_carbon", "双碳", "dual[- ]carbon / double[- ]carbon / carbon peak(?:ing)? and (?:carbon )?neutrality",
         (2,)),
    Name("three_major_one_large", "三重一大", "three majors? and one large / three importants? and one (?:large|big)",
         (3, 1)),
    Name("six_stabilities", "六稳", "six stabilit(?:y|ies) / stability (?:in|on) (?:the )?six (?:fronts|areas)", (6,)),
    Name("six_guarantees", "六保", "six guarantees / security in (?:the )?six areas", (6,)),
    Name("two_assurances", "两不愁[、,]?三保障", "two (?:no[- ]worries|assurances),? (?:and )?three guarantees", (2,
         3)),
    Name("two_mountains", "两山(?=理论|理念|论|[”\"])", "two mountains", (2,)),
    Name("two_centenary_goals", "两个一百年", "two centenar(?:y|ies)(?: goals)?", (2, 100)),
    Name("four_strictest", "四个最严", "four (?:strictests?|most[- ]stringents?|most strict|most rigorous)", (4,)),
    Name("four_nos_two_directs", "四不两直", "four no['’]?s (?:and )?two directs?", (4, 2)),
    Name("one_post_two_duties", "一岗双责", "one post,? (?:with )?(?:two|dual|double) (?:responsibilities|duties)", (1,
         2)),
    Name("one_case_double_investigation", "一案双查", "one case,? (?:two|double|dual) investigations?", (1, 2)),
    Name("three_fixes", "三定(?=方案|规定)", "three[- ]fix(?:es|ed|ation)? / three determinations", (3,)),
    Name("three_rights_separation", "三权分置", "separation of (?:the )?three rights / three[- ]rights? separation",
         (3,)),
    Name("one_vote_veto", "一票否决", "one[- ](?:vote|ballot) veto", (1,)),
    Name("nine_dragons", "九龙治水", "nine dragons", (9,)),
    Name("hundred_day_campaign", "百日(?:攻坚|整治|专项|安全|清剿)*(?:行动|战|会战|大战)",
         "(?:100|hundred)[- ]day (?:special )?(?:campaign|action|operation|drive)", (100,)),
    Name("survey_of_ten_thousand", "万人(?=调查|问卷|评议|大调查)",
         "10,?000[- ]person / ten[- ]thousand[- ]person / mass survey", (10000,)),
    Name("thousand_talents", "千人计划", "Thousand (?:Talents|Persons|People)(?: (?:Plan|Programme|Program))?",
         (1000,)),
    Name("ten_thousand_talents", "万人计划", "Ten[- ]Thousand (?:Talents|Persons)(?: (?:Plan|Programme|Program))?",
         (10000,)),
    Name("ten_thousand_enterprises", "万企(?=兴万村|帮万村)", "10,?000 enterprises / ten thousand enterprises",
         (10000,)),
    Name("first_secretary", "第一书记", "first (?:party )?secretar(?:y|ies)", (1,)),
    Name("first_responsible_person", "第一责任人",
         "first (?:person )?responsible(?: persons?)? / first person in charge"
         " / primary (?:person responsible|responsible person)", (1,)),
    Name("number_one_leader", "一把手", "top leaders? / number[- ]one leaders? / first[- ]in[- ]command"
         " / No\\. ?1 leaders?", (1,)),
    Name("both_hands", "两手抓 / 两手都要硬 / 一手抓", "both hands / two[- ]handed approach", (2,)),
)  # fmt: skip

_FIELDS = (
    Name("three_wastes", "三废", "three (?:kinds of |types of |industrial )?wastes", (3,)),
    Name("three_no_products", "三无(?=产品|食品|船舶|人员|渔船|企业)(?:产品|食品|船舶|人员|渔船|企业)",
         "three[- ]no(?:['’]?s|es)?(?: products?| goods| foods?| vessels?| ships?)?", (3,)),
    Name("three_guarantees", "三包(?=[^括含]|$)", "three guarantees", (3,)),
    Name("five_insurances", "五险一金", "five (?:social )?insurances? and (?:one"
         "|(?:the )?housing)(?: (?:housing )?(?:provident )?fund)?", (5, 1)),
    Name("university_project", f"<1:211|985>(?=工程|高校|大学|院校|{_QUOTE}|、)",
         "Project <1:211|985> / <1:211|985> (?:Project|universit(?:y|ies))"),
    Name("qr_code", "二维码", "QR[- ]codes? / two[- ]dimensional (?:bar ?)?codes? / 2D (?:bar ?)?codes?", (2,)),
    Name("compulsory_education", "九年义务教育 / 九年制义务教育",
         "nine[- ]year(?:s of| free)? compulsory education / 9[- ]year compulsory education",
         (9,)),
    Name("third_party", "第三方(?!面|案)", "third[- ]part(?:y|ies)", (3,)),
    Name("third_person", "第三人(?=[,。、;诉称的与])", "third persons?", (3,)),
    Name("front_line", "第一线 / 一线(?!城市|希望)", "front[- ]?lines? / first[- ]lines?", (1,)),
    Name("tier_of_city", "<1:一|二|三|四>线(?=城市)", "<1o>[- ]tier(?= cit(?:y|ies))"),
    Name("discipline", "<1:一|二>级学科", "<1o>[- ](?:tier|level|class) (?:[a-z]+ )?(?:[a-z]+ )?disciplines?"),
    Name("top_hospital", "三甲医院 / 三甲(?=综合|[、,。]) / 三级甲等",
         "(?:Class|Grade)[- ]?(?:A tertiary|3A|III[- ]?A)"
         " / Grade III,? (?:Class|Level) A / tertiary Grade[- ]A / Level 3A / top[- ]tier hospitals?", (3,)),
    Name("lunar_day", "[农阴]历<1>月(?:初)?<2>",
         "<2o> (?:day )?(?:of )?(?:the )?<1o> lunar month"),
    Name("particulate_matter", r"PM ?<1:2\.5|10>", r"PM ?<1:2\.5|10>"),
    Name("gas", r"[CSNO][Oo]?(?<![A-Z][A-Z][A-Z])<1:2|3>(?![0-9.,]|[A-Za-z]) / NH<1:3>(?![0-9])",
         "[CSN]O<1:2|3> / O<1:3> / NH<1:3>"),
    Name("water_class", "<1:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V>类?(?:[~～—–-]|[至到])<2:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V>类",
         "(?:Class|Grade|Category|Categories|Classes|Grades) <1:I{1,3}|IV|V> ?(?:-|–|—|~|to|through)"
         " ?(?:(?:Class|Grade|Category) )?<2:I{1,3}|IV|V>"),
    Name("water_class", "<1:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V>类", "(?:Class|Grade|Category) <1:I{1,3}|IV|V>"),
    Name("mobile_generation", "<1:[2-6]>G(?![A-Za-z0-9])", "<1:[2-6]>G"),
    # Not an inspection group of twenty-one, nor a group of eight.
    Name("group_of_states", r"G<1:7|8|20|77>(?!\d)",
         r"G<1:7|8|20|77> / Group of <1:Seven|Eight|Twenty|77>"
         "(?=$|[.;:]| (?:nations|countries|summit|leaders|economies))"),
    Name("group_of_states", "<1:二十|七|八|七十七>国集团", ""),
    Name("motorway", r"[GS]<1:\d{1,4}>(?=[^\d]{0,8}(?:高速|国道|省道|公路|沿线)) / <1:\d{3}>(?=国道|省道|县道)",
         r"[GS]<1:\d{1,4}> (?:[a-z–-]+ )?(?:Expressway|Highway|National Highway|Motorway)"
         r" / (?:National|Provincial) Highway <1d> / Highway <1d>"),
    Name("metro_line", "地铁<1>号线 / 轨道交通<1>号线 / <1>号线(?!索)", "(?:(?:Metro|Subway) )?Line <1d>"),
    Name("number", "<1>号(?=楼|院|泊位|码头|井|矿|机组|门|车间|厂房|仓库|库房|窗口|装置|设施|设备|锅炉|炉|高炉|泵|闸|坝"
         "|桥|隧道|储罐|罐|塔|变电站|站房|生产线|住宅|宿舍|地块|填埋|排污口|排口|监测点|点位|标段|展厅|食堂|教学楼"
         "|病房)", ""),
    Name("institution", f"第<1>{_ZH_INSTITUTION} / 市<1:[一二三四五六七八九十]>中(?=[、,。])",
         f"<1o> {_EN_INSTITUTION} / No\\. ?<1d> {_EN_INSTITUTION}"),
    Name("point_of_sale", "POS机?", "POS (?:machines?|terminals?)"),
    Name("dealership", "4S店", "4S (?:shops?|stores?|dealers?|dealerships?)", (4,)),
    Name("business_model", "[OBPCM]2[OBPCM](?![A-Za-z0-9])", "[OBPCM]2[OBPCM]", (2,)),
    Name("three_dimensional", "3D(?![A-Za-z0-9])", "3D / three[- ]dimensional", (3,)),
    Name("disease", "新冠 / COVID-19", "COVID[- ]19", (19,)),
    Name("flu", r"H<1:\d\d?>N<2:\d\d?>", r"H<1:\d\d?>N<2:\d\d?>"),
    Name("diabetes", "<1:[1-2]>型糖尿病 / <1:[一二ⅠⅡ]>型糖尿病", "type[- ]<1r> diabetes"),
    Name("internet_protocol", r"IPv<1:[46]>", r"IPv<1:[46]>"),
    Name("industry_4", r"工业<1:[2-5]\.0>", r"Industry <1:[2-5]\.0>"),
    Name("version", r"v<1:\d+\.\d+>(?:\.\d+)* / 版本<1:\d+\.\d+>(?:\.\d+)*",
         r"v<1:\d+\.\d+>(?:\.\d+)* / Version <1:\d+(?:\.\d+)?>(?:\.\d+)*"),
    Name("three_sectors", "三次产业", "three (?:strata of )?(?:industries|sectors|industrial sectors)", (3,)),
    Name("generation_born", "<1:[5-9]0|00|10|95>后(?=[^续期来面者方]|$)",
         "post[- ]<1:(?:19|20)?\\d0|95>s?(?: generation)?"),
    Name("rail_ticket_site", "12306(?=[”\"』]|网|客|平|售|APP|app|热|电)",
         "12306(?=[”\"]| (?:platform|website|site|app|hotline|system|ticket))"),
    Name("three_norths_forest", "三北(?=防护林|工程|地区)", "Three[- ]Norths?", (3,)),
    Name("three_gorges", "三峡", "Three Gorges", (3,)),
    Name("three_rivers_source", "三江源", "Sanjiangyuan / Three[- ]Rivers?[- ](?:Source|Headwaters?)", (3,)),
    Name("yangtze_delta", "长三角 / 珠三角 / 三角洲", "", (3,)),
    Name("place", "三沙 / 三亚 / 五指山 / 四川 / 九江 / 三明 / 五家渠 / 八达岭 / 百色 / 万宁 / 千岛湖 / 双鸭山"
         " / 十堰 / 九寨沟"
         " / 两江新区 / 三河 / 四平 / 六枝 / 七台河 / 二连浩特 / 三台县 / 四会 / 六合 / 三水区 / 万州 / 万年县"
         " / 三门(?=县|峡)"
         " / 八步区 / 二道区 / 两当县 / 五河县 / 三穗 / 三江 / 九龙坡 / 六盘水 / 三原县 / 百里洲 / 五台 / 四子王"
         " / 六安 / 八里桥"
         " / 三里屯 / 五道口 / 十里河 / 万家寨 / 三道湾 / 五大连池 / 千山 / 九华 / 三峡 / 三清山 / 四明 / 八公山"
         " / 两广 / 两湖 / 两淮",
         ""),
    Name("brand", "三一(?=重工|集团) / 一汽 / 七匹狼 / 六和 / 三元(?=食品|集团|牛奶) / 五粮液 / 五矿"
         " / 四通(?=集团|桥) / 三星(?=电子|公司)"
         " / 58同城 / 360(?=公司|集团|安全) / 三只松鼠 / 九阳 / 十三香 / 二商 / 百度 / 一号店 / 1号店",
         "58[.]com / 360 (?:Security|Total Security|Group|Enterprise Security)"),
    Name("tricycle", "[二两三四]轮(?=车|摩托|电动)",
         "two[- ]wheel(?:er|ers|ed) / three[- ]wheel(?:er|ers|ed) / four[- ]wheel(?:er|ers|ed)"
         " / tricycles? / two[- ]wheel"),
    Name("second_hand", "二手", "second[- ]hand", (2,)),
    Name("second_of_its_kind", "二套房 / 二孩 / 二胎 / 三孩 / 三胎 / 一孩",
         "second homes? / (?:two|three|one)[- ]child policy"
         " / second[- ]child"),
    Name("nine_year_school", "一贯制 / 九年一贯制 / 十二年一贯制", "nine[- ]year (?:schools?|system)"),
    Name("instance", "<1:一|二|三|四>审(?=稿|法院|判决|终审|案件|审结|程序|期间|阶段|裁|后|前|时|中|通过|表决|意见|修改"
         "|已|未|[、,。;)]|和|及|以及|至|$)",
         f"<1o>[- ]instance / <1o> {_READING}"
         f" / <1o>(?:, <2o>)?(?:, <3o>)?,? (?:and|or) <4o> {_READING}"
         " / <1o>(?:, <2o>)?,? (?:and|or) <4o> instances?"),
    Name("first_hand", "第一手 / 一手(?=资料|材料|房)", "first[- ]hand", (1,)),
    Name("first_class", "一流", "first[- ](?:class|rate) / world[- ]class", (1,)),
    Name("one_stop", "一站式 / 一条龙 / 一窗(?=受理|通办|式) / 一网通办 / 一网统管 / 一门式",
         "one[- ]stop / one[- ]window / one-network / single[- ]window / all[- ]in[- ]one", (1,)),
    Name("at_most_once", "最多跑一次 / 只跑一次", "(?:at )?most one (?:visit|trip)"
         " / one[- ](?:visit|trip)(?: only)? / visit (?:at most )?once", (1,)),
    Name("one_to_one_policy",
         "一[户企河村县镇品厂店车人地矿湖库点园区山田林校案院行](?:一[策档码品方案长医警业卡证法村图账员特]"
         "|双[责查岗])",
         f"one[- ][a-z]+[-, ] ?one[- ]{_ONE_EACH}(?!,? (?:and )?(?:one|two|three|four|five|\\d))", (1, 1)),
    Name("one_to_one", "一对一 / 点对点 / 一一对应", "one[- ](?:on|to)[- ]one", (1, 1)),
    Name("one_size_fits_all", "一刀切", "one[- ]size[- ]fits[- ]all", (1,)),
    Name("package", "一揽子", "package of / comprehensive package", (1,)),
    Name("disposable", "一次性", "disposable(?! incomes?) / one-(?:time|off) / single[- ]use", (1,)),
    Name("all_purpose_card", "一卡通", "all[- ]in[- ]one card / one[- ]card", (1,)),
    Name("first_motion", "一号(?=工程|提案|议案|公路|建议)", "number[- ]one (?:project|proposal|bill)", (1,)),
    Name("zero_tolerance", "零容忍", "zero[- ]tolerance", (0,)),
    Name("zero_distance", "零(?=距离|距|排放|事故|报告|增长|死亡|差评|壁垒|关税|门槛|散|售|星|部件|碳)",
         "zero[- ](?:distance|emissions?|accidents?|growth|deaths?|tariffs?|threshold|carbon|discharge)", (0,)),
    Name("five_guarantees", "五保(?=户|供养|老人|对象|人员)", "five[- ]guarantees?", (5,)),
    Name("four_haves", "四有(?=[^关]|$)", "four haves / four[- ]haves", (4,)),
    Name("four_earlies", "四早", "four earl(?:y|ies)", (4,)),
    Name("three_high", "三高(?=企业|行业|[、,”人群])", "three highs / high blood pressure, high blood", (3,)),
    Name("two_highs_one_surplus", "两高一剩 / 两高一资", "two highs? and one (?:surplus|resource|low)", (2, 1)),
    Name("three_regions_three_prefectures", "三区三州", "three regions and three prefectures", (3, 3)),
    Name("three_lines_one_list", "三线一单", "three lines and one (?:list|permit)", (3, 1)),
    Name("three_zones_three_lines", "三区三线", "three zones and three lines", (3, 3)),
    Name("red_line_of_land", "18亿亩(?=耕地红线|红线)", "red line of (?:1\\.8 billion mu|120 million hectares)",
         (1800000000,)),
    Name("one_plus_n", r"<1:\d+>\+[NnXx](?![a-z])", r"<1:\d+> ?\+ ?[NX]"),
    Name("guideline_in_characters", "<1>字(?=方针|要求|原则|治水|箴言|口诀|诀)",
         "<1>[- ](?:character|word) (?:policy|guideline|principle|motto|requirement)s?"),
    Name("first_aid", "", "first[- ]aid", (1,)),
)  # fmt: skip

NAMES: tuple[Name, ...] = (
    *_CONGRESSES_AND_PLANS,
    *_PROVISIONS_AND_DOCUMENTS,
    *_DAYS_AND_HOTLINES,
    *_POLITICS,
    *_FIELDS,
)
