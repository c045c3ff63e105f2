"""What reports count: a table of nouns in both languages.

`zh` holds Chinese words, separated by blanks. `en` holds English singulars, separated by commas; a plural that does not
follow the rules stands behind a slash. A word may stand in several rows: English "system" is 系统 and 制度.
`under` names wider concepts: an enterprise is an organisation, so a text may say either. `near` names groups of words
that texts use for each other. Two concepts that are neither equal, nor one under the other, nor near,
are different things.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    key: str
    zh: str
    en: str
    under: str = ""
    near: str = ""


C = Counted

_PERSONS = (
    C("person", "人 人员 群众 民众 公众 个人 者 人数 人士 人口",
      "person/people, individual, personnel, member of the public/members of the public,"
      " human, soul, population"),
    C("respondent", "受访者 被调查者 调查对象 受访人", "respondent, interviewee, people surveyed", "person"),
    C("expert", "专家 学者 专业人员 技术人员 专业技术人员 专业人才",
      "expert, specialist, scholar, technician, professional, technical personnel",
      "person", "skilled"),
    C("talent", "人才", "talent, professional, specialist", "person", "skilled"),
    C("suspect", "犯罪嫌疑人 嫌疑人 嫌犯", "suspect, criminal suspect", "person", "offender"),
    C("defendant", "被告人 被告", "defendant, accused", "person", "offender"),
    C("offender", "罪犯 违法人员 违法行为人 犯罪分子 涉案人员 违法者",
      "offender, criminal, perpetrator, violator, lawbreaker, convict", "person", "offender"),
    C("prisoner", "服刑人员 在押人员 囚犯", "prisoner, inmate, detainee", "person", "offender"),
    C("victim", "被害人 受害人 受害者 遇难者 死者 伤者 伤亡人员", "victim, casualty, death, fatality, injured",
      "person"),
    C("witness", "证人", "witness/witnesses", "person"),
    C("student", "学生 在校生 中小学生 大学生 研究生 毕业生 生 学员",
      "student, pupil, graduate, undergraduate, trainee", "person", "youth"),
    C("child", "儿童 未成年人 少年儿童 幼儿 婴儿 孩子 青少年 新生儿",
      "child/children, minor, infant, juvenile, adolescent, young people, newborn",
      "person", "youth"),
    C("teacher", "教师 老师 教职工 专任教师 教员", "teacher, faculty member, instructor, teaching staff", "person"),
    C("doctor", "医生 医师 执业医师 全科医生 大夫", "doctor, physician, general practitioner", "person", "medic"),
    C("nurse", "护士 护理人员 注册护士", "nurse, nursing staff", "person", "medic"),
    C("health_worker", "卫生技术人员 医务人员 医护人员 乡村医生 卫生人员",
      "health worker, medical worker, medical staff, health professional,"
      " medical personnel, village doctor", "person", "medic"),
    C("patient", "患者 病人 病患 感染者", "patient, sufferer, infected person", "person", "sick"),
    C("disabled_person", "残疾人 残障人士", "disabled person/disabled people, "
      "person with disabilities/people with disabilities, persons with disabilities/persons with disabilities",
      "person"),
    C("elderly_person", "老年人 老人 高龄老人", "elderly person/elderly people, senior, older person/older people, "
      "elderly, senior citizen, old people", "person"),
    C("woman", "妇女 女性 女职工", "woman/women, female", "person"),
    C("man", "男性", "man/men, male", "person"),
    C("worker", "工人 职工 劳动者 员工 农民工 从业人员 务工人员 用工 就业人员",
      "worker, employee, labourer, laborer, staff, staff member, migrant worker,"
      " practitioner, workforce, jobholder", "person"),
    C("official", "公务员 领导干部 干部 工作人员 公职人员 行政人员",
      "official, cadre, civil servant, public servant, leading cadre, functionary, staff member",
      "person", "officer"),
    C("enforcement_officer", "执法人员 监管人员 监督员 检查人员 民警 警察 干警 警力 城管队员 执法队员 监察员 检查员",
      "law enforcement officer, officer, inspector, police officer, supervisor, law enforcement personnel, police",
      "person", "officer"),
    C("judge", "法官 审判员 审判人员", "judge, judicial officer", "person", "officer"),
    C("prosecutor", "检察官 检察人员", "prosecutor, procurator", "person", "officer"),
    C("lawyer", "律师 法律工作者", "lawyer, attorney, legal worker", "person"),
    C("mediator", "调解员 人民调解员 仲裁员", "mediator, arbitrator", "person"),
    C("deputy", "代表 人大代表 全国人大代表", "deputy/deputies, delegate, representative, NPC deputy/NPC deputies",
      "person"),
    C("committee_member", "委员 常委会组成人员 组成人员 政协委员", "member, committee member", "person"),
    C("vice_chair", "副委员长 副主任 副主席", "vice chair, vice chairperson, deputy committee chair, "
      "vice chairman/vice chairmen, deputy director", "person"),
    C("farmer", "农民 农户 村民 种植户 养殖户 渔民 牧民",
      "farmer, villager, peasant, fisherman/fishermen, herder, grower, farmer household, rural household",
      "person", "household"),
    C("resident", "居民 市民 常住人口 户籍人口 城镇居民", "resident, inhabitant, citizen, permanent resident",
      "person"),
    C("household", "户 家庭 农户 贫困户 住户 户家庭", "household, family/families, home, rural household", "",
      "household"),
    C("poor_person", "贫困人口 低保对象 困难群众 特困人员 低收入人口",
      "poor person/poor people, people in poverty, recipient of subsistence allowances,"
      " people in need, low-income people", "person"),
    C("user", "用户 使用者 网民 账户 注册用户 消费者 客户",
      "user, subscriber, netizen, customer, internet user, client, consumer", "person", "account"),
    C("consumer", "消费者 顾客 游客 旅客 乘客", "consumer, customer, tourist, visitor, passenger, traveller, traveler",
         "person"),
    C("volunteer", "志愿者 义工", "volunteer", "person"),
    C("driver", "驾驶员 驾驶人 司机", "driver, motorist", "person"),
    C("soldier", "军人 士兵 退役军人 官兵", "soldier, veteran, serviceman/servicemen, ex-serviceman/ex-servicemen",
      "person"),
    C("insured_person", "参保人 参保人员 参保人数 被保险人",
      "insured person/insured people, insured, policyholder, participant", "person"),
    C("participant", "参与者 参会人员 参加人员 与会人员 学员 参训人员", "participant, attendee, trainee", "person"),
    C("applicant", "申请人 申请者 当事人 投诉人 举报人 原告",
      "applicant, claimant, party/parties, petitioner, complainant, plaintiff, whistle-blower, informant",
      "person"),
    C("leader", "负责人 主要负责人 领导 法定代表人 组长 书记", "leader, person in charge/persons in charge, "
      "principal, head, legal representative, secretary/secretaries",
      "person"),
    C("shareholder", "股东 投资者 投资人", "shareholder, investor", "person"),
    C("inventor", "发明人 科研人员 研究人员 科技人员", "inventor, researcher, scientist, research personnel", "person",
         "skilled"),
    C("missing_person", "失踪人员 失踪者 走失人员", "missing person/missing people", "person"),
    C("carer", "护理员 养老护理员 照护人员 保育员", "caregiver, carer, care worker, nursing assistant", "person",
      "medic"),
)  # fmt: skip

_ORGANISATIONS = (
    C("organisation", "单位 机构 组织 主体 社会组织 团体 经营主体 市场主体 经营单位 生产经营单位 运营单位",
      "organisation, organization, institution, entity/entities, work unit, unit,"
      " body/bodies, establishment, operator, association, market entity/market entities, group"),
    C("enterprise", "企业 公司 商家 厂商 央企 国企 经营者 运营商 供应商 中小企业 集团",
      "enterprise, company/companies, firm, business/businesses, corporation,"
      " operator, business operator, vendor, supplier, SME, manufacturer, state-owned enterprise", "organisation"),
    C("factory", "工厂 厂 厂家 生产企业 作坊 车间", "factory/factories, plant, manufacturer, workshop, mill, producer",
         "enterprise"),
    C("shop", "商店 门店 店铺 网店 超市 商户 店 药店 零售店 摊位 经营户", "shop, store, supermarket, "
      "pharmacy/pharmacies, merchant, retailer, outlet, online shop, stall, vendor",
      "enterprise"),
    C("individual_business", "个体工商户 个体户", "self-employed individual, "
      "individual business/individual businesses, sole trader, individually-owned business",
      "enterprise"),
    C("restaurant", "餐馆 饭店 餐厅 餐饮单位 餐饮企业 食堂", "restaurant, catering business/catering businesses, "
      "canteen, catering service provider, eatery/eateries",
      "enterprise"),
    C("hotel", "宾馆 酒店 旅馆 民宿", "hotel, guesthouse, inn, homestay", "enterprise"),
    C("market", "市场 农贸市场 集贸市场 批发市场", "market, wholesale market, farmers' market", "",
      "site organisation_site"),
    C("bank", "银行 金融机构 网点", "bank, financial institution, branch, outlet", "enterprise"),
    C("insurer", "保险公司 保险机构", "insurer, insurance company/insurance companies", "enterprise"),
    C("mine", "矿山 煤矿 矿井 尾矿库 采石场",
      "mine, coal mine, colliery/collieries, quarry/quarries, tailings pond, pit", "enterprise", "site"),
    C("farm", "养殖场 农场 家庭农场 牧场 屠宰场 林场",
      "farm, forest farm, ranch/ranches, breeding farm, slaughterhouse, livestock farm, abattoir", "enterprise",
      "site"),
    C("cooperative", "合作社 农民专业合作社", "cooperative, co-operative, specialised cooperative", "enterprise"),
    C("hospital", "医院 公立医院 综合医院 专科医院", "hospital, public hospital", "organisation", "health_body"),
    C("clinic", "诊所 卫生院 卫生室 卫生服务中心 社区卫生服务中心 卫生所 门诊部",
      "clinic, health centre, health center, health station, township health centre", "organisation",
      "health_body"),
    C("health_body", "医疗机构 医疗卫生机构 卫生机构 疾控中心", "medical institution, healthcare institution, "
      "health institution, medical facility/medical facilities,"
      " centre for disease control", "organisation", "health_body"),
    C("school", "学校 中小学 小学 中学 高中 职业学校 校 幼儿园",
      "school, primary school, middle school, secondary school, vocational school, kindergarten", "organisation",
      "education_body"),
    C("university", "高校 大学 高等学校 学院 院校 高等院校",
      "university/universities, college, higher education institution, academy/academies", "organisation",
      "education_body"),
    C("training_body", "培训机构 校外培训机构",
      "training institution, training centre, training organisation, tutoring institution", "organisation",
      "education_body"),
    C("kindergarten", "幼儿园 托儿所 托育机构",
      "kindergarten, nursery/nurseries, childcare institution, childcare centre", "organisation", "education_body"),
    C("elderly_home", "养老院 敬老院 养老机构 养老服务机构 福利院 养老服务中心",
      "nursing home, elderly-care home, elderly care institution, home for the aged, retirement home,"
      " care home, elderly-care institution, welfare home, elderly care home, home", "organisation"),
    C("court", "法院 人民法院 法庭 人民法庭", "court, people's court, tribunal", "organisation", "judicial_body"),
    C("procuratorate", "检察院 人民检察院", "procuratorate, people's procuratorate", "organisation", "judicial_body"),
    C("police_station", "派出所 公安机关 公安局",
      "police station, public security organ, public security bureau/public security bureaux", "organisation",
      "government_body"),
    C("department", "部门 委办局 职能部门 部委 机关 政府部门 厅局 行政机关 成员单位",
      "department, agency/agencies, ministry/ministries, authority/authorities, bureau/bureaux,"
      " commission, government body/government bodies, organ, member unit", "organisation", "government_body"),
    C("government", "政府 人民政府", "government, people's government", "organisation", "government_body"),
    C("congress", "人大 人大常委会 人民代表大会", "people's congress/people's congresses, standing committee",
      "organisation", "government_body"),
    C("committee", "委员会 专门委员会 居委会 村委会 领导小组", "committee, commission, special committee, "
      "neighbourhood committee, villagers' committee, leading group",
      "organisation", "team"),
    C("team", "小组 检查组 工作组 调研组 督查组 队伍 执法队 大队 支队 团队 班组 组",
      "group, team, inspection group, working group, squad, brigade, panel, task force, unit",
      "organisation", "team"),
    C("party_organisation", "党组织 党支部 党委 党组",
      "party organisation, party branch/party branches, party committee, party group", "organisation"),
    C("trade_union", "工会", "trade union, union", "organisation"),
    C("law_firm", "律师事务所 法律援助中心 公证处 司法所",
      "law firm, legal aid centre, notary office, judicial office", "organisation"),
    C("mediation_body", "调解组织 调解委员会 仲裁委员会 仲裁机构", "mediation organisation, mediation committee, "
      "arbitration commission, arbitration body/arbitration bodies",
      "organisation"),
    C("laboratory", "实验室 检测机构 检验机构 检验检测机构", "laboratory/laboratories, testing institution, "
      "testing body/testing bodies, lab, inspection body/inspection bodies", "organisation"),
    C("library", "图书馆 博物馆 文化馆 美术馆 纪念馆 文化站",
      "library/libraries, museum, cultural centre, gallery/galleries, memorial hall", "organisation", "site"),
    C("media_outlet", "媒体 报社 电视台 报刊 电台",
      "media outlet, newspaper, television station, broadcaster, radio station", "organisation"),
    C("gang", "团伙 犯罪团伙 黑恶势力 犯罪集团 帮派",
      "gang, criminal gang, syndicate, ring, criminal group, criminal organisation", "organisation", "team"),
    C("sector", "行业 领域", "sector, industry/industries, field, area, domain, trade", "", "area_of_work"),
    C("community", "社区 小区 居民小区", "community/communities, residential community/residential communities, "
      "neighbourhood, residential compound, residential area, residential quarter, housing estate", "",
      "division_low"),
    C("temple", "寺庙 宗教活动场所 教堂 清真寺", "temple, church/churches, religious site, mosque, "
      "monastery/monasteries, place of worship/places of worship", "", "site"),
)  # fmt: skip

_DIVISIONS = (
    C("division", "地区 地方 区域 行政区 行政区划",
      "region, locality/localities, area, district, administrative division, jurisdiction, place", "", "division"),
    C("province", "省 省份 省区 省区市 自治区 省级", "province, autonomous region, region, "
      "municipality/municipalities, provincial-level region, provincial division,"
      " provincial unit", "division", "division_top"),
    C("city", "市 城市 地市 设区的市 市州 地级市 州 盟", "city/cities, municipality/municipalities, prefecture, "
      "league, prefecture-level city/prefecture-level cities", "division",
      "division_mid"),
    C("city_county", "市县 县市区 县区 区县 市县区", "city and county/cities and counties, "
      "county and district/counties and districts, city/cities, county/counties, district",
      "division", "division_mid division_county"),
    C("county", "县 区 旗 县级市 县域 自治县 市辖区", "county/counties, district, banner, "
      "county-level city/county-level cities, autonomous county/autonomous counties", "division",
      "division_county"),
    C("township", "乡镇 乡 镇 街道 镇街 街道办", "township, town, subdistrict, sub-district, street", "division",
      "division_low"),
    C("village", "村 行政村 村庄 自然村 村居 建制村", "village, administrative village, hamlet", "division",
      "division_low"),
    C("country", "国家 国", "country/countries, nation, state", "division"),
    C("site", "场所 地点 点位 现场 处所 点 处", "site, place, location, venue, spot, point, premises/premises", "",
      "site organisation_site"),
    C("den", "窝点 黑窝点", "den, hideout, lair, hideaway, illegal site, illegal workshop", "site", "site"),
    C("park", "园区 开发区 工业园区 产业园区", "park, industrial park, development zone, industrial zone", "", "site"),
    C("base", "基地 示范基地 示范区 试点 示范点",
      "base, demonstration base, demonstration zone, demonstration area, demonstration site, pilot, pilot area,"
      " pilot site", "", "site"),
    C("reserve", "保护区 自然保护区 水源地 饮用水水源地 保护地 湿地 国家公园",
      "reserve, nature reserve, protected area, water source, drinking water source, wetland,"
      " conservation area, national park, source of drinking water/sources of drinking water", "", "site"),
    C("scenic_area", "景区 景点 旅游景区", "scenic area, scenic spot, tourist attraction, attraction, tourist site",
      "", "site"),
    C("toilet", "厕所 公厕 卫生厕所", "toilet, public toilet, latrine, sanitary toilet"),
)  # fmt: skip

_NETWORKS = (
    C("system", "系统 信息系统 网络系统 业务系统 控制系统",
      "system, information system, network system, business system, operational system", "", "network_thing"),
    C("platform", "平台 网络平台 云平台", "platform", "", "network_thing"),
    C("website", "网站 门户网站 站点 网页 政府网站 主页",
      "website, portal website, portal, site, web page, webpage, web site", "", "network_thing"),
    C("facility", "设施 基础设施 关键信息基础设施", "facility/facilities, infrastructure, infrastructure system, "
      "infrastructure facility/infrastructure facilities", "", "network_thing equipment works"),
    C("network", "网络", "network", "", "network_thing"),
    C("application", "应用程序 APP 应用 软件 小程序 移动应用 客户端",
      "application, app, software, program, mini program, applet, software product", "", "network_thing"),
    C("server", "服务器 主机 终端", "server, host, terminal, computer", "", "network_thing equipment"),
    C("database", "数据库", "database", "", "network_thing"),
    C("data_volume", "兆 兆字节 吉字节 太字节",
      "byte, kilobyte, megabyte, gigabyte, terabyte, petabyte, KB/KB, MB/MB, GB/GB, TB/TB"),
    C("forum", "论坛 贴吧 版块 栏目 频道", "forum, message board, board, section, channel, column, bulletin board", "",
         "network_thing account"),
    C("account", "账号 账户 帐号 公众号 公众账号 用户账号", "account, user account, public account", "", "account"),
    C("domain_name", "域名 地址", "domain name, domain, address/addresses"),
    C("link", "链接 网址", "link, URL, web address/web addresses"),
    C("vulnerability", "漏洞", "vulnerability/vulnerabilities, loophole, flaw, weakness/weaknesses, bug", "",
      "problem"),
    C("threat", "威胁 攻击 网络攻击", "threat, attack, cyberattack, cyber attack, cyber-attack", "",
      "problem incident"),
    C("virus", "病毒 木马 恶意程序", "virus/viruses, trojan, malware, malicious program", "", "problem"),
    C("message", "信息 短信 消息 违法信息 有害信息 条信息 邮件", "message, "
      "item of information/items of information, post, text message, piece of information/pieces of information, "
      "information,"
      " email, e-mail"),
    C("data_item", "数据 记录", "record, data record, item of data/items of data, entry/entries, data"),
    C("phone_number", "号码 电话号码 手机号", "number, phone number, telephone number, mobile number"),
    C("phone", "电话 手机", "phone, telephone, mobile phone, call, telephone call", "", "call"),
    C("bank_card", "银行卡 卡 信用卡 社保卡", "bank card, card, credit card, social security card"),
    C("base_station", "基站 伪基站", "base station, pseudo base station, fake base station", "", "equipment station"),
    C("video", "视频 影片 节目 直播", "video, film, programme, program, broadcast, live stream, clip"),
)  # fmt: skip

_CASES_AND_ACTS = (
    C("case", "案件 案 起案件 刑事案件 民事案件 行政案件 件案件 违法案件",
      "case, criminal case, civil case, administrative case", "", "case"),
    C("lawsuit", "诉讼 公益诉讼 诉讼案件 公益诉讼案件", "lawsuit, litigation, action, suit, "
      "public interest litigation, legal action, public interest lawsuit, legal proceeding", "case", "case"),
    C("dispute", "纠纷 争议 矛盾纠纷 劳动争议 矛盾", "dispute, controversy/controversies, conflict", "", "case"),
    C("complaint", "投诉 投诉举报 举报 信访 诉求 信访件 来信来访 线索 举报线索 反映 投诉件",
      "complaint, report, request, petition, appeal, tip-off, lead, clue, grievance, tip,"
      " letter and visit/letters and visits",
      "", "case call"),
    C("accident", "事故 安全事故 生产安全事故 交通事故", "accident, crash/crashes, workplace accident, mishap", "",
      "incident"),
    C("incident", "事件 突发事件 安全事件 案事件", "incident, event, emergency/emergencies, occurrence", "",
      "incident case event"),
    C("fire", "火灾 起火灾", "fire, blaze", "", "incident"),
    C("disaster", "灾害 自然灾害 地质灾害 洪水 地震",
      "disaster, natural disaster, flood, earthquake, landslide, geological hazard, geological disaster", "",
      "incident"),
    C("epidemic", "疫情", "outbreak, epidemic", "", "incident sick"),
    C("disease_case", "病例 确诊病例 例 职业病",
      "case, confirmed case, occupational disease, case of disease/cases of disease, infection", "", "sick"),
    C("crime", "犯罪 罪名 犯罪行为", "crime, offence, offense, criminal act", "", "case"),
    C("violation", "违法行为 违规行为 违法违规行为 违法 违章 违法违规问题 违法建设", "violation, breach/breaches, "
      "offence, offense, irregularity/irregularities, illegal act, infringement,"
      " unlawful act, contravention, infraction", "", "problem case"),
    C("problem", "问题 不足 短板 困难 缺陷 问题隐患 薄弱环节", "problem, issue, shortcoming, "
      "deficiency/deficiencies, difficulty/difficulties, defect, weakness/weaknesses,"
      " inadequacy/inadequacies, question", "", "problem matter"),
    C("hazard", "隐患 安全隐患 风险 风险点 风险隐患 危险源", "hazard, risk, hidden danger, danger, safety hazard, "
      "risk point, hidden risk, safety risk, potential hazard, hazard source",
      "", "problem"),
    C("penalty", "处罚 行政处罚 处分 罚单 处罚决定", "penalty/penalties, punishment, sanction, "
      "administrative penalty/administrative penalties, disciplinary action, penalty decision,"
      " administrative punishment", "", "decision case"),
    C("fine", "罚款 罚金 罚没款 罚没金额", "fine, forfeiture, monetary penalty/monetary penalties", "",
      "decision money_sum"),
    C("warning", "警告 约谈 预警 警示", "warning, caution, alert, early warning, interview, regulatory talk, "
      "admonition", "", "decision meeting"),
    C("arrest", "逮捕 批捕 拘留", "arrest, detention", "", "decision"),
    C("prosecution", "起诉 公诉 抗诉", "prosecution, indictment, protest, charge", "", "decision case"),
    C("judgment", "判决 裁判 裁定 判决书 裁判文书", "judgment, judgement, ruling, verdict, court decision", "",
      "decision case"),
    C("rectification_notice", "整改通知书 责令整改 通知书 整改通知 监督意见书 督办单", "rectification notice, "
      "notice, rectification order, order, correction notice, notice of rectification/notices of rectification",
      "", "decision document_thing"),
    C("procuratorial_suggestion", "检察建议 司法建议", "procuratorial suggestion, procuratorial recommendation, "
      "judicial recommendation, judicial suggestion", "", "suggestion document_thing"),
    C("order_", "命令 禁止令 人身安全保护令 保护令", "order, protection order, injunction, writ", "",
      "decision document_thing"),
    C("measure_taken", "措施 举措 办法 行动措施 强制措施", "measure, step, action, initiative, move, coercive measure",
         "", "task rules"),
    C("transfer", "移送 移送案件", "transfer, referral, case transferred", "", "case"),
    C("tax_case", "涉税案件 税款", "tax case, tax", "case", "money_sum"),
)  # fmt: skip

_RULES_AND_PAPERS = (
    C("law", "法律 法", "law, act, statute", "", "rules"),
    C("regulation", "法规 条例 地方性法规 行政法规 规定 法规规章",
      "regulation, local regulation, ordinance, administrative regulation, by-law, rule, provision", "", "rules"),
    C("rule", "规章 规则 制度 管理办法 实施细则 办法 细则 机制", "rule, rule and regulation/rules and regulations, "
      "measure, system, mechanism, institution, procedure, regulation,"
      " detailed rule, administrative measure", "", "rules"),
    C("normative_document", "规范性文件 文件 政策文件 政策 政策措施 法律文书 文书", "normative document, document, "
      "policy document, policy/policies, regulatory document, file, paper, official document",
      "", "rules document_thing"),
    C("standard", "标准 国家标准 行业标准 地方标准 规范 技术规范", "standard, national standard, industry standard, "
      "norm, specification, code, technical specification, benchmark", "", "rules"),
    C("article_of_law", "条款 条文 条", "article, clause, provision, term", "", "rules"),
    C("plan", "规划 计划 方案 预案 应急预案",
      "plan, programme, program, scheme, contingency plan, emergency plan, emergency response plan", "",
      "document_thing"),
    C("report", "报告 调查报告 通报 简报 工作报告", "report, survey report, bulletin, briefing, circular", "",
      "document_thing"),
    C("opinion", "意见 审议意见 意见建议", "opinion, comment, view, deliberation opinion, guideline", "",
      "suggestion document_thing rules"),
    C("suggestion", "建议 整改建议 议案 提案 代表建议",
      "suggestion, recommendation, proposal, bill, motion, advice, piece of advice/pieces of advice", "", "suggestion"),
    C("questionnaire", "问卷 调查问卷", "questionnaire, survey form, survey, survey response", "", "document_thing"),
    C("contract", "合同 协议 劳动合同 责任书 协议书",
      "contract, agreement, labour contract, responsibility agreement, employment contract", "", "document_thing"),
    C("licence", "许可证 证照 执照 营业执照 许可 行政许可 资质 排污许可证 证", "licence, license, permit, "
      "certificate, approval, administrative licence, business licence, authorisation, qualification,"
      " pollutant discharge permit, discharge permit", "", "licence"),
    C("certificate", "证书 认证 资格证 证明 证件 身份证",
      "certificate, certification, credential, qualification, proof, identity card, ID card", "",
      "licence document_thing"),
    C("registration", "登记 备案 注册", "registration, filing, record", "", "licence application_made"),
    C("application_made", "申请 申报", "application, request, submission", "", "licence application_made"),
    C("approval_item", "审批事项 行政审批事项 事项 服务事项 权力事项 许可事项 清单", "approval item, item, matter, "
      "service item, administrative approval, government service, power, list", "", "matter"),
    C("indicator", "指标", "indicator, index/indices, target, metric, quota", "", "goal"),
    C("goal", "目标 任务目标", "goal, objective, target, aim", "", "goal"),
    C("patent", "专利 商标 著作权 发明专利 版权", "patent, trademark, copyright, invention", ""),
    C("book", "书 图书 书籍 出版物 刊物 教材 册",
      "book, publication, periodical, textbook, journal, volume, copy/copies"),
    C("pamphlet", "宣传资料 宣传册 手册 传单 资料 宣传品", "pamphlet, leaflet, brochure, handbook, manual, flyer, "
      "publicity material, piece of publicity material/pieces of publicity material,"
      " promotional material, copy/copies"),
    C("article_in_media", "稿件 文章 报道 新闻",
      "article, news item, news report, story/stories, report, press report, piece"),
    C("poster", "标语 海报 横幅 展板 广告", "poster, banner, slogan, advertisement, display board, billboard"),
)  # fmt: skip

_ACTIVITIES = (
    C("meeting", "会议 座谈会 会 全体会议 研讨会 推进会 听证会 汇报会 发布会 论坛", "meeting, discussion meeting, "
      "forum, symposium/symposia, conference, hearing, seminar, session, plenary meeting,"
      " press conference, discussion, workshop, consultation", "", "meeting event"),
    C("training", "培训 培训班 讲座 学习班 研讨班 课程 课", "training session, training course, "
      "training class/training classes, lecture, course, class/classes, training, workshop,"
      " seminar, talk, lesson", "", "meeting event"),
    C("event", "活动 宣传活动 场活动 演出 比赛 竞赛 节目", "event, activity/activities, campaign, publicity event, "
      "performance, competition, contest, publicity activity/publicity activities, show",
      "", "event"),
    C("campaign", "专项行动 行动 整治行动 专项整治 专项执法 集中整治", "campaign, operation, special campaign, "
      "special operation, crackdown, action, drive, rectification campaign", "", "event inspection task"),
    C("inspection", "检查 抽查 执法检查 监督检查 巡查 督查 排查 核查 督导 检查次数 暗访 调研 视察",
      "inspection, check, spot check, spot-check, law enforcement inspection, patrol, survey,"
      " supervision, examination, visit, random check, investigation, unannounced inspection, audit, "
      "investigation and inspection", "", "inspection"),
    C("drill", "演练 应急演练 演习", "drill, exercise, emergency drill, emergency response drill", "", "event"),
    C("visit", "走访 考察 来访 调研", "visit, field visit, study visit, trip", "", "inspection"),
    C("trip", "出行 旅客发送量 人次", "trip, journey, passenger trip, visit"),
    C("evaluation", "评估 评价 考核 评审 测评", "evaluation, assessment, appraisal, review, test", "", "inspection"),
    C("audit", "审计 审计项目", "audit, audit project", "", "inspection"),
    C("test", "检测 检验 试验 监测 化验 考试",
      "test, examination, trial, monitoring, analysis/analyses, measurement, inspection, exam", "",
      "inspection sample"),
    C("mediation", "调解 仲裁", "mediation, arbitration, conciliation", "", "case"),
    C("legal_aid", "法律援助 法律援助案件 法律咨询 咨询",
      "legal aid case, legal aid, consultation, legal consultation, enquiry/enquiries, inquiry/inquiries", "",
      "case call"),
    C("service", "服务", "service", ""),
    C("task", "任务 工作任务 研究任务 工作 重点任务",
      "task, assignment, job, piece of work/pieces of work, mission, research task", "", "task matter"),
    C("project", "项目 工程 建设项目 课题 重大项目 专项 重点项目 工程项目", "project, programme, scheme, "
      "construction project, research project, engineering project, works, initiative", "", "task works"),
    C("activity_day", "宣传周 宣传日 宣传月", "publicity week, publicity day, awareness week, awareness day", "",
      "event"),
    C("performance", "场次 场", "performance, showing, session, event", "", "event meeting"),
)  # fmt: skip

_GOODS = (
    C("sample", "样品 样本 样 抽检样品 检样 水样 土样", "sample, specimen, water sample, test sample, food sample", "",
         "sample"),
    C("batch", "批次 批 批产品", "batch/batches, lot, consignment, shipment", "", "sample"),
    C("product", "产品 商品 货物 物品 用品 农产品 假冒伪劣商品 假货 消费品", "product, good/goods, "
      "commodity/commodities, article, item, counterfeit, merchandise, counterfeit good/counterfeit goods", "",
      "sample"),
    C("food", "食品 食用农产品 粮食 蔬菜 水果 肉类 猪肉 畜产品 水产品", "food, food product, foodstuff, "
      "edible agricultural product, grain, vegetable, fruit, meat, pork, aquatic product,"
      " agricultural product", "product", "sample"),
    C("drug", "药品 药物 中药 疫苗 毒品", "drug, medicine, vaccine, medication, pharmaceutical, narcotic", "product",
      "sample"),
    C("medical_device", "医疗器械 医疗设备 器械", "medical device, medical equipment, instrument", "product",
      "equipment"),
    C("cosmetic", "化妆品", "cosmetic, cosmetic product", "product"),
    C("pesticide", "农药 化肥 肥料 种子 兽药 饲料 农资",
      "pesticide, fertiliser, fertilizer, seed, veterinary drug, feed, agricultural input", "product"),
    C("equipment", "设备 装置 仪器 机器 器材 特种设备 电梯 锅炉 台 套", "piece of equipment/pieces of equipment, "
      "device, machine, instrument, apparatus/apparatuses, equipment, unit,"
      " set, item of equipment/items of equipment, special equipment, appliance", "", "equipment"),
    C("elevator", "电梯", "elevator, lift", "equipment"),
    C("boiler", "锅炉 燃煤锅炉 炉", "boiler, coal-fired boiler, furnace", "equipment"),
    C("vehicle", "车辆 汽车 机动车 车 客车 货车 校车 电动自行车 老旧车 校车 公交车 出租车 黄标车 新能源汽车 电动车",
         "vehicle, car, motor vehicle, bus/buses, lorry/lorries, truck, school bus/school buses, electric bicycle,"
      " taxi, automobile, electric vehicle, e-bike", "", "equipment"),
    C("ship", "船舶 船 渔船 船只 艘", "ship, vessel, boat, fishing boat, fishing vessel", "", "equipment"),
    C("aircraft", "飞机 航班 无人机", "aircraft/aircraft, plane, flight, drone", "", "equipment"),
    C("gun", "枪支 枪 爆炸物品 弹药 管制刀具", "gun, firearm, explosive, weapon, ammunition, knife/knives"),
    C("camera", "摄像头 探头 监控 视频监控", "camera, surveillance camera, CCTV camera, video camera", "", "equipment"),
    C("house", "房屋 住房 住宅 房 套房 农房 危房 建筑 楼宇 楼 保障性住房 建筑物 商品房", "house, housing unit, "
      "home, dwelling, apartment, flat, building, dilapidated house, residential unit, structure,"
      " unit, affordable home"),
    C("bed", "床位 病床 养老床位 床", "bed, hospital bed, nursing bed, elderly-care bed, care bed, bed space"),
    C("seat", "座位 学位 席位", "seat, place, school place, student place"),
    C("parking_space", "停车位 车位 停车场 泊位 充电桩",
      "parking space, parking place, car park, parking lot, charging pile, charging point, berth"),
    C("tree", "树 树木 古树名木 株 苗木", "tree, old tree, ancient tree, sapling, seedling"),
    C("animal", "动物 野生动物 牲畜 头 只 猪 牛 羊",
      "animal, wild animal, livestock, pig, cattle/cattle, sheep/sheep, head/head, chicken, hog"),
    C("species", "物种 种类 品种", "species/species, variety/varieties, kind, type, breed"),
    C("relic", "文物 文物保护单位 遗址 古建筑", "cultural relic, relic, heritage site, protected site, "
      "ancient building, historical site, cultural heritage site"),
)  # fmt: skip

_ENVIRONMENT_AND_WORKS = (
    C("outfall", "排污口 入河排污口 入海排污口 排放口",
      "outfall, sewage outfall, outlet, discharge outlet, drain outlet, sewage outlet, discharge point", "",
      "site_of_water"),
    C("river", "河流 河道 河 江河 水系 支流 河湖 黑臭水体 水体", "river, watercourse, stream, "
      "tributary/tributaries, waterway, body of water/bodies of water, water body/water bodies, lake", "", "water"),
    C("lake", "湖泊 湖 库塘", "lake, pond", "", "water"),
    C("section_of_water", "断面 考核断面 监测断面",
      "section, monitoring section, cross-section, cross section, river section", "", "station site_of_water"),
    C("monitoring_station", "监测站 监测点 监测站点 自动站 观测站 监测点位 空气站",
      "monitoring station, monitoring point, monitoring site, observation station, station", "", "station equipment"),
    C("station", "站 车站 加油站 变电站 中转站 服务站", "station, petrol station, gas station, substation, "
      "filling station, transfer station, service station", "", "station site"),
    C("dam", "水库 大坝 坝 堤坝 水电站 水闸", "dam, reservoir, embankment, hydropower station, levee, sluice", "",
      "works"),
    C("sewage_plant", "污水处理厂 污水处理设施 污水厂", "sewage treatment plant, wastewater treatment plant, "
      "sewage plant, sewage treatment facility/sewage treatment facilities, treatment plant,"
      " sewage works, wastewater plant", "factory facility", "works"),
    C("landfill", "填埋场 垃圾场 垃圾填埋场 焚烧厂 垃圾处理设施 垃圾站 焚烧发电厂", "landfill, landfill site, dump, "
      "incineration plant, waste treatment facility/waste treatment facilities, incinerator,"
      " waste facility/waste facilities", "facility", "works site"),
    C("pollution_source", "污染源 排放源 污染点",
      "pollution source, source of pollution/sources of pollution, emission source, polluter, source"),
    C("pipe", "管网 管道 管线 排水管网", "pipeline, pipe, pipe network, sewer, pipeline network, drainage network", "",
         "works"),
    C("road", "道路 公路 高速公路 路段 路 农村公路 线路 铁路", "road, highway, expressway, road section, route, "
      "street, railway, line, motorway, stretch of road/stretches of road", "", "works"),
    C("bridge", "桥 桥梁 隧道", "bridge, tunnel", "", "works"),
    C("well", "井 机井 水井", "well", "", "works"),
    C("day_of_good_air", "优良天数 天", "day, day with good air quality/days with good air quality, good-air day"),
    C("plot", "地块 宗地 土地 图斑 耕地 污染地块", "plot, parcel, plot of land/plots of land, "
      "piece of land/pieces of land, land parcel, site, contaminated plot, land", "", "site"),
    C("forest", "林地 森林 草原", "forest, woodland, grassland"),
    C("construction_site", "工地 施工工地 建筑工地 施工现场", "construction site, building site, work site, worksite",
         "", "site"),
    C("substance", "物质 化学品 危险化学品 污染物 原料 添加剂",
      "substance, chemical, hazardous chemical, pollutant, material, additive, ingredient"),
    C("waste", "废物 固体废物 垃圾 危险废物 医疗废物 污水",
      "waste, solid waste, rubbish, garbage, hazardous waste, medical waste, sewage, refuse"),
)  # fmt: skip

_WORK_AND_WORDS = (
    C("focus_point", "重点 重点问题 重点内容 要点 关键",
      "focus point, focus, key point, point, priority/priorities, focus area, key area", "", "area_of_work matter"),
    C("aspect", "方面 角度 环节 层面 维度 特点",
      "aspect, area, respect, field, link, dimension, facet, feature, stage", "", "area_of_work matter"),
    C("matter", "情况 内容 事 事情 议题 事项 题 项", "matter, item, issue, topic, question, thing, point, subject", "",
         "matter"),
    C("principle", "原则 理念 要求", "principle, concept, requirement, idea", "", "matter"),
    C("category", "类 类型 类别 种", "category/categories, type, kind, class/classes, sort", "", "matter"),
    C("level", "级 级别 层次 等级 层级", "level, grade, tier, class/classes, rank"),
    C("stage", "阶段 步骤 期 轮 轮次", "stage, step, phase, round, period"),
    C("time", "次 次数 回 遍", "time, occasion, instance", "", "event inspection"),
    C("share", "比例 占比 率 比重 百分比", "share, proportion, rate, ratio, percentage"),
    C("model", "模式 典型 案例 经验 样板 典型案例",
      "model, example, case, typical case, experience, practice, exemplary case"),
    C("post", "岗位 职位 编制 名额 公益性岗位",
      "post, position, job, quota, vacancy/vacancies, public welfare post, staff quota, slot"),
    C("award", "奖 奖项 荣誉 称号", "award, prize, honour, honor, title"),
    C("fund", "资金 基金 经费 款项 赃款 补贴 存款 贷款 欠薪 工资 投资 产值 收入 金额", "fund/funds, funding, "
      "payment, illicit money, subsidy/subsidies, deposit, loan, wage arrears, wage, investment,"
      " output value, income, amount, proceeds, money, arrears", "", "money_sum"),
    C("tax", "税 税收 税款 费", "tax/taxes, tax revenue, fee, charge, revenue", "", "money_sum"),
    C("loss", "损失 经济损失 直接经济损失", "loss/losses, economic loss/economic losses, damage", "", "money_sum"),
    C("social_insurance", "社保 社会保险 养老保险 医疗保险 险种",
      "social insurance, pension insurance, medical insurance, insurance scheme, insurance"),
    C("month", "月 个月 月份", "month", "", "duration"),
    C("year", "年 年度", "year", "", "duration"),
    C("day", "日 工作日 天数", "day, working day, workday", "", "duration"),
    C("week", "周 星期", "week", "", "duration"),
    C("hour", "小时 学时 课时 钟头", "hour, class hour", "", "duration"),
    C("language", "语言 文字 语种 种语言", "language"),
    C("ethnic_group", "民族 少数民族", "ethnic group, ethnic minority/ethnic minorities, nationality/nationalities"),
    C("discipline", "学科 专业", "discipline, subject, major, speciality/specialities"),
    C("technology", "技术 核心技术 成果 科技成果",
      "technology/technologies, technique, achievement, result, core technology/core technologies"),
    C("right", "权利 权益 义务 职责 责任", "right, interest, obligation, duty/duties, responsibility/responsibilities"),
    C("window", "窗口 服务窗口 服务点 服务大厅",
      "window, counter, service window, service point, service hall, service counter", "", "site"),
    C("hotline", "热线 专线", "hotline, helpline", "", "call"),
    C("channel_", "渠道 途径", "channel, avenue, way"),
    C("factor", "因素 原因 理由", "factor, reason, cause"),
    C("step_down", "百分点", "percentage point"),
    C("animal_disease", "病 疾病 传染病 职业病",
      "disease, illness/illnesses, infectious disease, occupational disease", "", "sick"),
    C("operation_med", "手术 门诊 诊疗人次", "operation, surgery/surgeries, outpatient visit, consultation"),
    C("vaccination", "接种 剂次 剂", "dose, vaccination, vaccine dose, shot, jab"),
    C("birth", "出生 新生儿", "birth, newborn", "", "youth"),
    C("marriage", "婚姻 离婚 结婚", "marriage, divorce"),
    C("adoption", "收养", "adoption"),
    C("import_", "进口 出口 报关单", "import, export, customs declaration"),
    C("transaction", "交易 订单 笔", "transaction, order, deal, trade, purchase"),
    C("cell", "版面 专栏 专题", "page, special column, feature"),
)  # fmt: skip

COUNTED: tuple[Counted, ...] = (
    *_PERSONS, *_ORGANISATIONS, *_DIVISIONS, *_NETWORKS, *_CASES_AND_ACTS, *_RULES_AND_PAPERS, *_ACTIVITIES, *_GOODS,
    *_ENVIRONMENT_AND_WORKS, *_WORK_AND_WORDS,
)  # fmt: skip
