"""Words by which a paragraph is known again in the other language.

They only weigh where a paragraph belongs; no result is drawn from them. A row holds Chinese words, a bar, and
beginnings of English words in lower case. A new word is one row.
"""

_ROWS = """
安全|secur safe
网络|network cyber online
信息|inform data
数据|data
个人|personal individual
用户|user
公民|citizen
群众|mass people public
人民|people
公众 社会|public soci
法律|law legal legisl
法规 条例|regulation
规章|rule
办法|measure rule
立法|legislat
修改 修订|amend revis
执法|enforce
检查|inspect check examin
抽查|spot sampl random
随机|random
审查|review
审议|deliberat review consider
审判 审理|tri court adjudic heard hear
法院|court
检察|procurat prosecut
公安 警察|police public
司法|judic
犯罪|crim offen
嫌疑人|suspect
案件|case
处罚|penal punish fine
罚款|fine
赔偿|compensat
诉讼|litigat lawsuit suit
公益|public
监督|supervis oversight monitor
监管|supervis regulat oversight
监测|monitor
检测 检验|test inspect detect
评估|assess evaluat
考核|assess evaluat apprais
调查|investig survey
调研|research investig stud
问卷|questionnaire survey
受访|respondent interviewee
座谈|discuss symposi meet
会议|meeting conference session
汇报|report brief
报告|report
全体|plenary
代表|deput represent
委员|committee commission member
常委会|standing
主任|director chair
副主任|deputy vice
组长|head leader
小组|group team
政府|government
国务院|council
部门|department author agenc
党委|party
领导|lead
干部|cadre official
机构|institut bod agenc organ
机关|organ bod author organ
单位|unit entit employer organi
企业|enterprise compan firm business
公司|compan
工厂|factor plant
行业|sector industr
产业|industr
工业|industr
农业|agricultur farm
农村 乡村|rural village
农民|farmer peasant
城市|cit urban
城镇|town urban
社区|communit
居民|resident
乡镇|township town
街道|subdistrict street
学校|school
高校 大学|universit college institut
学生|student pupil
教师|teacher
教育|educat
培训|train
宣传|public propagand promot educat
普法|law
讲座|lecture
媒体|media
报刊|newspaper
意识|aware conscious
认识|understand recogni
重视|attach import attention regard
思想|thought ideolog
精神|spirit
批示 指示|instruct
主席|president chair
书记|secretary
战略|strateg
规划 计划|plan program
方案|plan scheme program
预案|contingen emergenc plan
应急|emergenc
演练|drill
风险|risk
隐患|hazard hidden vulnerab danger
漏洞|vulnerab loophole
事故|accident
事件|incident event
威胁|threat
攻击|attack
防护 保护|protect
防范|prevent guard defen
预防|prevent
治理|govern control manag treat
整治|rectif campaign
整改 改正|rectif correct
打击|crack combat attack fight strik
查处|investigat punish
关闭 关停|clos shut
取消 吊销|revok cancel
约谈|talk summon interview
举报|report
投诉|complain
账号|account
网站|website site
平台|platform
系统|system
设施|facilit infrastruct
设备|equipment device
基础|infrastruct basic foundation base
关键|critical key
重要|important major
重点|key focus
重大|major significan
技术|technolog techni
科技|scien
科学|scien
研究|research stud
研发|research develop
创新|innovat
人才|talent personnel professional
专家|expert
人员|personnel staff people person worker
队伍|team force personnel ranks
编制|establishment staff post compil
专业|profession special expert
经费|fund
资金|fund
投入|invest input
补贴|subsid
财政|financ fiscal budget
预算|budget
税|tax
金融 银行|bank financ
保险|insur
市场|market
价格|price
收费|fee charg
产品|product
质量|qualit
标准|standard
认证|certif accredit
许可|licen permit
备案|fil record
登记|regist
注册|regist
实名|real
制度|system institut structur regime
机制|mechanism
体制|system structur regime
体系|system
责任|responsib liab
职责|dut responsib
权益|right
利益|interest
协调|coordinat
统筹|coordinat overall comprehensive
联合|joint
合作 协作|cooperat collaborat coordinat
共享|shar
发展|develop
经济|econom
建设|construct build develop
改革|reform
服务|service
管理|manag administ
运营|operat
运行|operat run
保障|safeguard guarantee ensur protect
落实|implement carr
实施|implement
贯彻|implement
执行|implement execut enforc
加强|strengthen enhanc reinforc
强化|strengthen
提高 提升|rais improv enhanc increas
完善|improv perfect
健全|improv sound establish complet perfect
加快|accelerat speed faster
推进 推动|promot advanc push
建立|establish set
制定|formulat draft drew issu
出台 印发|issu publish promulgat
解决|resolv solv
问题|problem issue
困难|difficult
不足|insufficien inadequa lack shortage short less
薄弱|weak
滞后|lag
突出|prominent
建议|suggest recommend propos
意见|opinion suggest
成效 效果|result effect achiev efficac
做法|practice method approach
工作|work
情况|situation condition circumstanc
要求|requir demand
规定|provision provid rule regulat stipulat
机会|opportunit
互联网|internet
电信 通信|telecom communicat
电话|telephon phone
移动|mobile
广播|radio broadcast
电视|television
新闻|news press
出版|publication press
邮件|mail
软件|software
程序|procedur application program software
下载|download
上传|upload
诈骗|fraud
谣言|rumo
色情|porn obscen
暴力|violen
恐怖|terror
未成年|minor
儿童|child
青少年 青年|youth young
妇女|women
老龄 老年 老人 敬老|elder aged old senior geriatr
养老|elder pension care
医养|medical
护理|nurs care
床位|bed
救助|assist aid relief
赡养 扶养|support maint
子女|child
分布 布局|distribut layout locat
均衡|even balanc
短缺|short
障碍|obstacle barrier
就医 看病|medical
食堂|canteen
残疾|disab
家庭|famil household
医疗|medic health
医院|hospital
卫生|health hygien sanit
健康|health
疾病|diseas
疫苗|vaccin
药品 药|drug medicin pharmac
食品|food
餐饮|cater restaurant
粮食|grain
蔬菜|vegetab
畜禽|livestock poultr
养殖|breed farm aquacultur
种子|seed
农药|pesticid
化肥|fertili
土壤|soil
耕地|farmland arable
土地|land
森林|forest
草原|grassland
湿地|wetland
海洋|marine ocean sea
河流|river
河长|river
湖泊|lake
水库|reservoir
水源|source water
饮用水|drink
用水 供水|water
地下水|groundwater
流域|basin river
水质|quality
污水 废水|sewage wastewater
垃圾|waste garbage
固体|solid
废物|waste
危险|hazard danger
大气|air atmospher
空气|air
污染|pollut contaminat
排放|emission discharg emit
排污|discharg pollut
环境|environment
环保|environment
生态|ecolog
资源|resource
能源|energ
节约|conserv sav
煤|coal
电力|power electric
石油|oil petrol
矿|mine mining mineral
锅炉|boiler
机动车 车辆|vehicle
交通|transport traffic
运输|transport
铁路|rail
公路 道路|road highway
港口|port
航空|aviation air
船舶|ship vessel
快递|express courier parcel
旅游|touris travel
文化|cultur
文物|relic heritage
体育|sport
就业|employ job
劳动|labo work
工资|wage pay salar
工会|union
职工 工人|worker employee staff
农民工|migrant
社会保险|insur
合同|contract
消费|consum
商标|trademark
专利|patent
知识产权|intellectual
版权|copyright
竞争|compet
电子|electronic
商务|commerc
物流|logistic
仓库|warehouse
生产|product produc
销售|sale sell sold
进口|import
出口|export
外国|foreign
国际|international
国家|state national countr nation
全国|national nationwide countr
中央|central
地方|local
各地|local
省级|provinc
市级|municip cit
县级|count
各级|level
基层|grassroot primary communit
民族|ethnic nation
自治|autonom
华侨|overseas
消防|fire
火灾|fire
地震|earthquake
洪水 防洪|flood
气象|meteorolog weather
救援|rescue
死亡|death die died dead kill
受伤|injur
慈善|charit
志愿|volunteer
捐赠|donat
红十字|cross
统计|statistic
审计|audit
档案|archive
保密|secre confiden
国防|defen
军队|militar arm
退役|veteran retire
宗教|religio
信访|petition
调解|mediat
仲裁|arbitrat
律师|lawyer attorney
公证|notar
行政|administ
许多|many
不少|quite many number
一些|some several
部分|some part
目前 当前|present current now
去年|last
今年|this
同时|same also
此外 另外|addition furthermore moreover besides
例如 比如|example instance
主要|main principal major
存在|exist
开展|carr conduct launch
组织|organi
参加 参与|particip part join attend
听取|hear heard listen
走访|visit
实地|site field
委托|entrust commission
邀请|invit
抓获|arrest caught captur
侦破|solv crack
发现|found find discover
显示 表明|show indicat suggest
超过|exceed more over
增长 上升 增加|increas rise rose grew grow up
下降 减少|decreas declin drop fell fall reduc down
完成|complet finish
改进|improv
方法 方式|method way mean
如下|follow
以下|follow below
代表团|delegation
千家万户|household famil
学习|study learn
中心|cent
办公室|office
负责|responsib charge
选取 抽取|select drew draw chose
公布 发布|publish releas
总体|overall general
达到|reach
覆盖|cover
新时代|era
社会主义|socialis
总书记|secretary
北京|beijing
天津|tianjin
河北|hebei
山西|shanxi
内蒙古|mongolia
辽宁|liaoning
吉林|jilin
黑龙江|heilongjiang
上海|shanghai
江苏|jiangsu
浙江|zhejiang
安徽|anhui
福建|fujian
江西|jiangxi
山东|shandong
河南|henan
湖北|hubei
湖南|hunan
广东|guangdong
广西|guangxi
海南|hainan
重庆|chongqing
四川|sichuan
贵州|guizhou
云南|yunnan
西藏|tibet xizang
陕西|shaanxi
甘肃|gansu
青海|qinghai
宁夏|ningxia
新疆|xinjiang
香港|kong
澳门|maca
台湾|taiwan
长江|yangtze
黄河|yellow
"""

# word → numbers of its rows; longest beginnings are tried first, so a row may refine another
ZH_WORDS: dict[str, set[int]] = {}
EN_STEMS: dict[str, set[int]] = {}
for _row, _line in enumerate(line for line in _ROWS.splitlines() if line):
    _zh, _en = _line.split("|")
    for _word in _zh.split():
        ZH_WORDS.setdefault(_word, set()).add(_row)
    for _stem in _en.split():
        EN_STEMS.setdefault(_stem, set()).add(_row)

_ZH_LENGTHS = sorted({len(word) for word in ZH_WORDS})
_EN_LENGTHS = sorted({len(stem) for stem in EN_STEMS})


def zh_rows(text: str) -> set[int]:
    """The rows of which a word stands in the Chinese text."""
    found: set[int] = set()
    for length in _ZH_LENGTHS:
        for word in ZH_WORDS.keys() & {text[at : at + length] for at in range(len(text) - length + 1)}:
            found |= ZH_WORDS[word]
    return found


def en_rows(words: set[str]) -> set[int]:
    """The rows of which a beginning opens one of the lower-case English words."""
    stems = {word[:length] for word in words for length in _EN_LENGTHS}
    found: set[int] = set()
    for stem in EN_STEMS.keys() & stems:
        found |= EN_STEMS[stem]
    return found
