"""The words of the Chinese reader, as tables: a new counter, qualifier, idiom or time word is one line.

Everything is in the plain form of `Plain.chinese`: half-width digits and signs, no stray blanks.
"""

import re

from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

Q, K = Qualifier, UnitKind
Meaning = tuple[Qualifier, ...]
"""Every meaning the wording may have, the plainest first."""


def _by_word(rows: dict[Meaning, str]) -> dict[str, Meaning]:
    return {word: meaning for meaning, words in rows.items() for word in words.split()}


# --- qualifiers -----------------------------------------------------------------------------------------------------

# Before the number; every meaning the wording may have, the plainest first.
BEFORE = _by_word(
    {
        (Q.MORE_THAN,): "超过 超出 超 逾 高于 多于 大于 长于 远超 已超 >",
        (Q.MORE_THAN, Q.EXACT): "突破",
        (Q.AT_LEAST, Q.EXACT): "年满 最低 最短 满",
        (Q.NEARLY,): "近 将近 接近 趋近 逼近 临近",
        (Q.ABOUT, Q.NEARLY): "差不多",
        (Q.ABOUT,): "约 大约 大概 大致 约合 ≈",
        (Q.ABOUT, Q.EXACT): "估计",
        (
            Q.LESS_THAN,
        ): "不足 不满 不到 未满 不及 低于 少于 小于 短于 未到 未达 未达到 达不到 未足 没有达到 没达到 没到 <",
        (Q.AT_LEAST,): (
            "至少 起码 最少 不少于 不低于 不小于 不短于 不得少于 不得低于 不得短于 不应少于 不应低于 不能少于 不能低于 "
            "不应小于 不应短于 不能小于 不能短于 不可少于 不可低于 不宜少于 不宜低于 未少于 没有低于 没有少于 "
            "最低不少于 最低不低于 最少不低于 最少不少于 不下 不下于 不亚于 不得小于 ≥ 未低于"
        ),
        (Q.UP_TO,): (
            "最多 至多 不超过 不超 不高于 不多于 不大于 不长于 未超过 没有超过 不得超过 不得高于 不得多于 不得大于 "
            "不应超过 不能超过 不应高于 不可超过 不逾 最长不超过 最多不超过 最高不超过 未高于 ≤ "
            "不得长于 不得超出 不应多于 不应大于 不能高于 不能多于 不能大于 不可高于 不宜超过 不宜高于 不会超过 未多于 "
            "未超出 没有高于 不超出 未超 最高不得超过 最多不得超过 最长不得超过 最高不高于 最多不多于 最大不超过"
        ),
        (Q.UP_TO, Q.EXACT): "最高 最长 最大 可达",
        (Q.EXACT, Q.UP_TO): "达 达到 高达 多达 长达 已达",
    }
)
# An adverb stands before the verb: 至少召开两次, 最多保留3年.
ADVERBS = "至少 起码 最少 最多 至多"
VERBS_OF_ADVERBS = (
    "召开 举行 举办 开展 进行 组织 实施 安排 建成 建设 建立 新建 设立 设置 设有 配备 "
    "配置 配有 安装 完成 实现 培养 培训 保留 保存 保持 提供 接受 参加 检查 抽查 走访 "
    "听取 审议 报告 公布 发布 选派 派出 招收 引进 改造 解决 办理 拥有 增加 减少 提高 "
    "需要 需 要有 应有 应当有 应配备 要配备 使用 投入 支付 缴纳 补助 补贴 奖励 处以"
)
BEFORE_WITH_VERB: dict[str, Meaning] = {
    adverb + verb: BEFORE[adverb] for adverb in ADVERBS.split() for verb in VERBS_OF_ADVERBS.split()
}
# Between an extreme and its number: 最高可处100万元, 最多可以申请5次, 最高限额为3万元. 可 and 处 leave no doubt that
# it is a bound.
EXTREMES = "最高 最多 最低 最少 最长 最短 最大 至多 至少"
WORDS_OF_EXTREMES = (
    "可以 可 能够 能 将 应 须 处以 并处 处 判处 罚款 罚 给予 获得 获 享受 申请 申领 领取 领 贷款 贷 补偿 补助 补贴 "
    "奖补 "
    "奖励 奖 资助 支持 扶持 减免 赔付 赔偿 报销 抵扣 授信 达到 达 被 限额 额度 金额 限价 为 是 至 到 人民币 每次 每户 "
    "每年 每人 每月 每家 每亩 不超过 延长 延期 顺延"
)
# These also end other words (节约3万元, 传达3项): no qualifier after such a character.
NOT_AFTER = {
    "近": "附最邻亲新远靠",
    "约": "节合公制契预条签违邀规特大",
    "达": "传表下送发抵到直转",
    "超": "赶反",
    "满": "圆丰充美届",
    "不到": "得找看做想收受办见听",
}
# Only before a bare scale: 过万人, 成百家; not 通过百项.
BEFORE_SCALE: dict[str, Meaning] = {"过": (Q.MORE_THAN,), "成": (Q.ABOUT,)}
BEFORE_SCALE_NOT_AFTER = "通经超不度"
# A share of something named between the qualifier and the share: 不得超过用工总量的10%, 约占机动车总量的2.6%.
# Words of one character need 占 or 为 behind them, or a word that begins a whole: 近全市总数的一半.
WHOLE_HEADS = "全总整该我本当同其"
NO_WHOLE = "^的|部分|限额|标准|期限|规定|年龄|要求|以上|以下|[0-9二三四五六七八九十百千万亿]|[超达]过|[到于]"
# What may stand between a qualifier and its number without adding to it.
GLUE = "(?:了|为|有|占|是|达到?|到|在|计|每年|每月|每人|人民币|出|过)?"

# Between numeral and scale, or behind either: 1000余万, 3亿多, 十来个.
INSIDE: dict[str, Meaning] = {"余": (Q.MORE_THAN,), "多": (Q.MORE_THAN,), "来": (Q.ABOUT,), "几": (Q.MORE_THAN,)}

# After the counter.
AFTER = _by_word(
    {
        (Q.AT_LEAST, Q.MORE_THAN): "以上 及以上 或以上",
        (Q.AT_LEAST,): "(含)以上 含以上 起步",
        (Q.MORE_THAN, Q.AT_LEAST): "之上",
        (Q.MORE_THAN,): "开外 有余 出头",
        (Q.UP_TO, Q.LESS_THAN): "以下 及以下 或以下",
        (Q.UP_TO,): "(含)以下 以内 之内",
        (Q.LESS_THAN, Q.UP_TO): "之下",
        (Q.ABOUT,): "左右 上下 前后",
        (Q.EXACT, Q.UP_TO): "之多 之久",
        (Q.EXACT, Q.ABOUT): "不等",
    }
)
# Only after a measure of time: 半年内, 3日内. The rest of 内部, 内容, 内蒙古 is no qualifier.
AFTER_TIME = {"内": (Q.UP_TO, Q.EXACT)}
AFTER_UNLESS = {"内": "部容外蒙陆河务设涝资需地", "上下": "级游联"}

# Words before a span of time that say which one, not how long: 近两年 is "the past two years" or nearly two.
RELATIVE_TIME = _by_word(
    {
        (Q.EXACT, Q.NEARLY): "近",
        (Q.EXACT,): "最近 过去 今后 未来 连续 此前 前 后 上 下 这 每 为期 历时",
    }
)
RELATIVE_AFTER = re.compile("以来|来(?![访源自到电往信])|期间|间(?![接隔作题])|之间")
# 近 before a span of time is "nearly" behind these (用了近三个月, 拖延近两年), before a unit no one dates by, and where
# the sentence, or what is said of its length, ends with the span.
NEARLY_AFTER = re.compile(
    "(?:[由了过达用时历住耗延逾停欠拖距隔守跑花需有长晚早]|缩短|拖延"
    "|超期|逾期|延长|延迟|延误|推迟|提前|滞后|闲置|空置|停工|停产"
    "|停用|关闭|关停|经过|历经|距今|相隔|间隔|工作|从事|居住|生活"
    "|治疗|住院|服刑|羁押|潜逃|逃匿|等待|等候|坚持|超时|运行|使用"
    "|服役|存放|存在|持续|维持|拖欠|搁置|积压|耽搁|耽误|失修|节约|节省|减少|增加|压缩|压减|跨越|排队|为期|任职|任教"
    "|经营|种植|修建|筹备|跟踪|蹲点|驻村|奋战|鏖战|奔波|暂停|中断|缺位|空缺)$"
)
NEARLY_UNITS = frozenset(
    (
        "小时",
        "个小时",
        "个钟头",
        "分钟",
        "秒",
        "秒钟",
        "工作日",
        "个工作日",
        "课时",
        "个课时",
        "学时",
        "个学时",
        "世纪",
        "个世纪",
    )
)
NEARLY_BEFORE = re.compile("[。;!)]|之久|的?(?:时间|时长|历史|工龄|教龄|工期)|$")

# --- counters -------------------------------------------------------------------------------------------------------

# Blank-separated; "条!例约" is no counter before 例 or 约; "~大" is none after a single Chinese digit, nor after 十.
_COUNTERS: dict[UnitKind, str] = {
    K.PERSON: "人口!普学老 人!才员均民士工体大防身力 名!列 位!于居次置移列 ",
    K.PERSON_TIME: "人次 人(次) 人·次 人天 人日 人年 诊次 例次",
    K.CASE: "起!来到诉步草源点 件 宗 例!如外行 件次 起次",
    K.ORGANISATION: "家!庭族禽畜乡园 户!籍口外型 所!有谓属得需涉 家次 户次 支!持付出部撑行",
    K.ITEM: "章!程节 项!目 条!例约款件 份!额 部!门委长队分署级属位局件直 项次 条次 件套 大类 大项 大块",
    K.BATCH: "批!准示评复判发 批次",
    K.PLACE: "处!理罚置分长女决 片区 ",
    K.SESSION: "场!所地馆合景面内外 场次 次!数生日品元级序 次/年 趟 回!应复收归到升落报来 遍!布及 轮!流换胎船",
    K.DURATION: (
        "年!代级轮份均度初末底鉴会味货龄 个月 天!然气津空下地坛河台安 日!常均报元本记程历前后起至 "
        "周!边围末密期转全到 星期 个星期 礼拜 小时 个小时 个钟头 分钟 秒!钟 秒钟 季度 个季度 学年 个学年 学期 个学期 "
        "课时 个课时 学时 个学时 工作日 个工作日 自然日 个自然日 日历天 昼夜 个昼夜 世纪 个世纪 周岁 岁!月 周年 "
        "月龄 个年度 年度!末初 "
    ),
    K.MONEY: ("元!旦素件器月宵勋帅首老 元人民币 人民币 美元 欧元 港元 港币 日元 英镑 卢布 韩元 澳元 加元 块钱 元钱"),
    K.AREA: "亩 公顷 平方米 平方公里 平方千米 平米 平方!根 km² km2 ㎡ m² m2 hm² hm2",
    K.LENGTH: "公里 千米 米!饭粉面线 厘米 毫米 微米 海里 华里 里!面程外屯 延长米 延米 英里 英尺 km cm mm m",
    K.WEIGHT: "吨 公斤 千克 克!服隆拉 毫克 微克 斤!两 市斤 公担 担!任心保当忧负 kg mg g t",
    K.VOLUME: "立方米 立方 立方千米 立方公里 升!级高至学值温降格 毫升 m³ m3 mL ml L",
    K.PERCENT: "% ‰ %% &!a 折!旧合叠算扣线射 成!员立果熟功效就长分绩品人年本交套",
    K.ORDINAL: "楼!房宇盘市道梯堂群",
    K.PERCENTAGE_POINT: "个基点 基点 个百分点 百分点 %个百分点 %百分点",
    K.MULTIPLE: "倍 ~番",
    K.NONE: (
        "大!学会家力气量幅型约概致队校数陆连运额堂厅米众小于部多 个!别体案性税位股子 种!植子类养 类!似型别 款!项式待 "
        "套!取餐用路现 台!风湾账上阶 台次 台(套) 台套 辆 辆次 艘 艘次 架!构设空 架次 列!入为车支举席 列次 "
        "只!有是能要在 头!部脑等条 匹!配 羽 尾!气矿水款部 株 棵 根!据本治除源 块!状 片!面 座!谈位 栋 幢 "
        "间!接隔作题谍 层!面次级出 本!级次地市省县区法条案人身着 册 篇!章 幅!度员 张 枚 把!握关手 颗 粒 袋 箱 瓶 桶 "
        "盒 包!括含装容 组!织成建长合 组次 对!于此外象策应口接方 双!方向重边 道!路理教德 口!径岸 眼!前下睛部科 "
        "~门!户店诊槛面 面!对向积临 扇 班!子级次 班次 节!约能日点假水庆俭 课!程题 堂 ~字!号 行!业为动政使程 页 床!位 "
        "张床位 席!位 股!东份权市 单!位独元一纯 笔!录试 则!是可会不 句 代!表码理替 级!别 度!过假 ° 摄氏度 ℃ °C 分贝 "
        "dB 千瓦 千瓦时 兆瓦 兆瓦时 吉瓦 千伏 千伏安 kW MW GW kWh 马力 千卡 焦耳 兆帕 帕 毫克/升 微克/立方米 "
        "毫克/立方米 毫克/千克 mg/L μg/m³ mg/kg TB GB MB KB PB Mbps 字节 门次 站!点位长式 团!队体结伙 封 "
        "具!有体备 柜 罐 车!辆次道间站 车次 船 井!下盖 桩 盏 棚 孔 束 卷 盘 顶 拨!付打款 "
        "波!动及 串 排!查放污水名出除 桌 ~版!权面本 ~方!面案式法向便 ~点!击 "
        "国!家务内际有 方面 点建议 点意见 点要求 点体会 点希望 点看法 点做法 点感受 点思考 点启示 点说明 "
        "吨位 载重吨 ~分!别布局为之析类管工级开散设发享支成明清给期批步钟多担头阶流 总吨 标准箱 吨标准煤 "
        "吨公里 蒸吨 蒸吨/小时 蒸吨/时 "
        "人·年 公里/小时 度电 "
        "剂!量次 剂次 针 胎!儿 平方公里/人 期!间限 届 集!中团体 出!头口台现动 "
        "层楼 路!径面线灯口段网由军易桥障况标基 ~队!伍员长列形友部 "
        "副!主厅省市书食职本处研作教产业总部检院校科县乡镇会委秘 "
        "通!过行知常报告用信讯道车勤风称胀关话八 通电话 伙!伴食 ~季!度节风军末候后 ~样!本品式板子机 样次 份次 标段 "
        "捆 筐 缸 "
        "杯 碗 盆 人份 床次 期次 "
    ),
}


# What makes another word of a counter where one character does not tell: 5000万个人信息.
COUNTER_UNLESS = {
    "个": re.compile("个人(?:信息|账户|账号|所得|数据|隐私|简历|资料|用户|住房|消费|贷款)"),
    "年": re.compile("年(?:检(?![查测验修疫察])|审(?![定结理计批查议判核]))"),  # 年检; but 三年检查企业20家
}


def _counters() -> dict[str, list[tuple[str, UnitKind, frozenset[str], bool]]]:
    """By first character, the longest first: the counter, its kind, what must not follow, whether it is loose."""
    table: dict[str, list[tuple[str, UnitKind, frozenset[str], bool]]] = {}
    for kind, row in _COUNTERS.items():
        for entry in row.split():
            word, _, unless = entry.partition("!")
            loose = word.startswith("~")
            word = word.removeprefix("~")
            table.setdefault(word[0], []).append((word, kind, frozenset(unless), loose))
    for rows in table.values():
        rows.sort(key=lambda one: -len(one[0]))
    return table


COUNTERS = _counters()
# In front of the number, and the counter it stands for where the number has none or only 元.
CURRENCY_NAMES = {
    **dict.fromkeys(("人民币", "RMB", "CNY", "¥"), "元"),
    **dict.fromkeys(("US$", "USD", "$", "美元", "美金"), "美元"),
    **dict.fromkeys(("HK$", "港币", "港元"), "港元"),
    **dict.fromkeys(("€", "欧元"), "欧元"),
    **dict.fromkeys(("£", "英镑"), "英镑"),
    "日元": "日元",
}
CURRENCIES = tuple(CURRENCY_NAMES)

# Places are counted with 个 or without: 6省(区、市), 18个市县. Not 3个市场, 12个省级部门.
_PLACE = "设区的市|地级市|县级市|自治[区州县旗]|省|市|县|区|州|盟|旗|乡|镇|街道|社区|村"
PLACES = re.compile(
    rf"(?:{_PLACE})(?:[、和及]?(?:{_PLACE}|份|居(?!民)|\([省市县区州盟旗乡镇村、]+\)))*"
    "(?![级场域委政长立办厅公人道外内民区中属直所法组庄落干貌管辖间])"
)
# Nouns that follow even a Chinese numeral without a counter: 九部门, 四部委.
DIRECT_NOUNS = re.compile(
    "部门|部委|单位|国(?!家|务|内|际|有|资|企|策|标|庆|防|道|产)|校(?!长|园|外|内|车|企)|企业|高校|院校|用户"
)

# --- what is counted ------------------------------------------------------------------------------------------------

# Where a noun phrase ends on the right, or begins on the left.
_PARTICLES = (
    "的 了 着 并(?!购|网) 且 而 但 也 还(?!款|贷) 与 及(?!格|时)(?<!普及) 或 和(?!谐|平|睦|田|解) 等(?!级|保) 均 "
    "都(?!市) 已 未(?!成年|来) 将 把 由 在(?!线|校|职|建|编|岗|押|册|园|逃) 被(?!告|害|保|征|监|执) "
    "为(?!主|民)(?<!行为)(?<!作为) 是 对(?!象|策|外|口) 从(?!业) 向(?!导)(?<!方向)(?<!面向)(?<!定向)(?<!走向) 至 "
    "到(?!位|岗|期) 达(?!标) 共(?!享|同|产|青|管) 其(?!他|它) 于(?!都) 以 "
    "有(?!关|限|害|机|色|毒|线|效|偿|轨|奖|序)(?<!国有)(?<!所有) "
    "中(?!心|央|小|学|国|型|毒|药|介|医|专|职|华|层|队|标|西|部|转|高|等|低)(?<!集中) 比(?!例|赛|武|率|重) "
    "占(?!地|用) 经(?!营|济|费|办|验|纪|贸) 按 因 就(?!业|诊|医|读|餐) 则 又 即 仍 只 曾 约(?!谈) 近(?!海|视|郊) "
    "超(?!标|市|载|限|声|级|范|额|重|速|高|大) 逾(?!期) 不(?!动产|良|合格|法|锈) 起(?!重|诉|点) 内(?=$) "
    "应(?!急|用|届|对) 须 必须 可(?!燃|再生|回收) 能(?=够) 正 再(?!生|就业|审) 时(?=$) 后(?=$) 每 各(?!类|级|种|项) 该 "
    "来自 以来 同比 环比 其中 分别 包括 涉及 左右 以上 以下 之一 期间 尚 没有 存在 来(?!电|源|访|华|水) 上(?=$) 这 "
    "亟待 亟需 急需 予以 大关 仅 全部 全都 一律 正在 依法 依规 按期 按时 如期 及时 陆续 相继 已经 尚未 从未 仍然 "
    "普遍 不合格(?![率产食样项企批药单化指]) "
    "那 第 连续 先后 多年 [一二两三四五六七八九十](?=[个名项年家次位省市县区州乡镇村])"
)
_VERBS = (
    "抓获 破获 侦破 侦办 查处 查出 查获 查办 查明 查封 立案 审理 审结 办结 受理 办理 打掉 端掉 捣毁 缴获 冻结 "
    "关闭 关停 "
    "取缔 注销 取消 累计 总计 合计 共计 新增 新建 建成 建立 完成 发现 通报 下达 投入 安排 发放 拨付 筹集 组织 举办 "
    "召开 开展 进行 实施 抽取 约谈 责令 罚没 没收 实现 覆盖 惠及 帮助 培养 设立 设置 配备 聘请 选派 选取 出动 派出 "
    "制定 出台 发布 印发 修订 通过 提出 提起 高出 收到 收集 征集 走访 随机 接受 参加 参与 认为 表示 反映 得到 获得 "
    "超过 达到 提高 下降 上升 增长 增加 减少 降低 降至 增至 拥有 保持 维持 当场 包含 存有 清理 拆除 排查 解决 移送 "
    "起诉 判处 批捕 逮捕 追回 挽回 支持 享受 纳入 登记 化解 接待 接到 录取 招收 引进 出具 造成 形成 分为 只有 仅有 "
    "平均 大约 遇到 实地 赴 听取 审议 评选 命名 授予 表彰 种植 修复 治愈 收治 接种 "
    "修改 完善 起草 废止 订立 签订 签署 颁布 推出 研制 购置 改建 扩建 打造 创建 搭建 承办 转办 交办 督办 移交 送交 "
    "报送 上报 发生 签发 扣押 接听 作出 "
    "引入 挂牌 报请 提请 争取 筹措 下拨 兑现 撤销 吊销 暂扣 收缴 退还 返还 排除 问责 劝返 解救 "
    "确诊 受伤 失踪 转移 安置 供给 调出 储备 净增 维修 更换 淘汰 启动"
)
# 覆盖率, 保有量, 增加值: no verb before these.
_NO_VERB = "(?![率量值费期额面数度款])"
NOUN_STOP = re.compile(
    "|".join(
        sorted(
            [*_PARTICLES.split(), *(word + _NO_VERB for word in _VERBS.split())],
            key=lambda word: -len(re.sub(r"\(\?.*?\)|\[.*?\]", "", word)),
        )
    )
)
NOUN_RUN = re.compile("[\u3400-\u9fffA-Za-z]{1,16}(?:\\([\u3400-\u9fff、]{1,10}\\))?")
LONGEST_NOUN = 14
# Nouns that are not what is counted: whom cases were handed to (移送公安机关29起), whose committees there are
# (8个市人大常委会), what is wrong with a building (19栋自动消防设施), one's party (检查组一行14人).
NOT_CASES = re.compile("(?:机关|部门|法院|检察院|政府|人大|常委会|委员会|公安|纪委|监委|纪检监察|公诉|单位|[局厅署])$")
CASE_COUNTERS = frozenset(("起", "件", "人", "名", "例", "宗", "件次", "人次", "条", "项"))
NOT_PLACES = re.compile("(?:设区的)?[省市县区州盟旗乡镇]{1,3}级?(?:人大|人民代表大会|政协|党委|人民政府|政府|纪委)")
NOT_PARTY = re.compile("(?:一行|等|以及|之中|之内|其他)$")
BUILDING_COUNTERS = frozenset({"栋", "幢"})
BUILDINGS = re.compile("[楼房宅舍厦厂馆库棚墅屋塔厅店院]|建筑|公寓|车间|校区|住户|大棚|家园|别墅")
# 260多家企业相关人员 counts firms.
ORGANISATION_OF = re.compile(
    ".*?(?:企业|公司|单位|机构|医院|学校|院校|高校|工厂|商户|协会|银行|门店|超市|酒店|农户|家庭|合作社|厂|店|所|校)"
    "(?=相关|有关|负责|人员|职工|员工|代表|从业|管理|法定|主要|工作人|业主|经营者|[0-9])"
)

# --- shares, multiples, vague numbers -------------------------------------------------------------------------------

PER_OF = {"百": 1, "千": 10, "万": 100}  # 百分之三 is 3 per cent, 千分之三 0.3

# Words that are a share by themselves; qualifiers from their wording.
HALVES = _by_word(
    {
        (Q.MORE_THAN,): "过半数 超半数 逾半数 过半 超半 逾半 多半 大半 一大半 一多半",
        (Q.LESS_THAN,): "一小半",
        (Q.EXACT,): "半数 一半 减半 对半",
        (Q.NEARLY,): "近半数 近半",
    }
)
HALF_UNITS = re.compile(
    "年(?!级|轮)|个(?:多)?(?:月|小时|学期|世纪|学年|工作日)|天(?!然)|小时|日(?!常|报|制)|学期|个(?!人|体)|公里|亩|斤|吨"
)

# 翻一番 is twice as much, 翻两番 four times, 翻倍 twice; 翻了近一番 nearly twice.
DOUBLINGS = re.compile(
    "翻(?:了)?(?P<word>近|将近|接近|约|超过?|逾)?(?:(?P<han>[一两二三四五六七八九]|[0-9]{1,2})番|番(?!茄)|(?P<bei>倍))"
)

# Vague numbers that name a size, and those that name none.
VAGUE_SIZES = re.compile(
    "成百上千|成千上万|千千万万|数以(?:十|百|千|万|亿|十万|百万|千万|亿万)计"
    "|(?:好几|几|数|上)[十百千万亿][百千万亿]{0,2}[余多]?|[一二两三四五六七八九]?十几[万亿]?[余多]?"
)
VAGUE_NOT_AFTER = {
    "数": "人总次户件个分指系参倍少多岁基年天位点函代奇偶常整度实无家均单",
    "上": "以线网场市际面路身海之加补晚早船马",
    "几": "茶无",
}
VAGUE_WORDS = re.compile("若干|好几|多|几|数")
VAGUE_COUNTERS = re.compile(
    "个(?!体|性)|家|名(?!单|额|录|称|字|目|义)|次(?!数)|项|种(?!植|子)|起|条(?!例|款|件)|处(?!理|罚|置)|部(?!门|分|队)"
    "|份(?!额)|件|位(?!数|置|于|移)|所|批|场(?!所)|轮|台|户|类|套|年(?!级|龄|度)|天|吨|元(?!化|素)|人次?|门|座|篇|本|期"
    "|届|倍|部门|地区|地"
)
# 多 takes only what makes no word of its own with it: 多个, 多家; not 多元, 多人, nor 10多个 and 更多个.
VAGUE_MANY_NOT = re.compile("多(?:元|人|类|套|座|本|期|届|门|台|户|吨|所|天)")
VAGUE_MANY_NOT_AFTER = "许众更很较最太越诸增繁不大为0123456789余"

# --- idioms that are no quantities ----------------------------------------------------------------------------------

# Words whose numeral would otherwise be read, with what stands before it; "一起!案事" is none before 案 or 事.
# Words whose numeral no counter follows (统一, 千方百计, 五指山) need no line.
IDIOMS = (
    "一样 一面 一方面 一度 一道 一行 一头 一席之地 一成不变 一抓到底 一盘棋 一张网 一张图 一本账 一个样 一股 "
    "一起!案事刑民交纠 一口气 一身 一代 一步 一本正经 一家人 一笔勾销 一遍 进一步 下一步 上一步 第一时间 第二课堂 "
    "第一产业 第二产业 第三产业 第一生产力 第三世界 第一位的 第一要务 第一动力 第一资源 第一道防线 一二线 三四线 "
    "一级市场 二级市场 三级跳 三次分配 三位一体 四位一体 六位一体 两头!牛猪羊 两面 两层皮 "
    "两张皮 两本账 两条腿 两只手 四面八方 四处!违污排隐安整重水饮文风房工窝点 四周 四层 三番五次 三天两头 三元区 "
    "三元桥 九台区 七里河 三国演义 三条红线 一人一 一车一 一户一 一船一 一县一 一村一 一乡一 一镇一 一校一 一省一 "
    "一年一度 一天到晚 一日三餐 一日游 一元化 一元论 二元!钱 三元 一轮轮 一批批 一项项 一件件 一次次 一个个 一条条 "
    "一户户 一桩桩 一名一 一条心 最后一公里 十分!之钟 一次性 二次供水 二次污染 二次加压 二次创业 二次利用 "
    "二次分配 二次元 二次抽检 二次供餐 "
    # Set phrases.
    "三天打鱼两天晒网 一级抓一级 一级带一级 层层抓一级 一心一意 四通八达 五花八门 "
    "七上八下 九牛一毛 十全十美 百花齐放 千家万户 千军万马 万无一失 一分为二 举一反三 "
    "三令五申 五湖四海 一窗通办 一件事一次办 一把尺子 一把手工程 一把抓 一本通 一本经 "
    "一口清 一刻不停 一年四季 一天一个样 一年一个样 一步一个脚印 一步到位 一针见血 "
    "一清二楚 一五一十 一石二鸟 一箭双雕 一举两得 一网打尽 一厢情愿 一如既往 一朝一夕 "
    "一知半解 一鳞半爪 一星半点 一年半载 一时半会 一丝不苟 一视同仁 一言一行 一点一滴 "
    "一草一木 一砖一瓦 一针一线 一来二去 一而再再而三 一波三折 一环扣一环 一件接着一件 "
    "一茬接着一茬 一代接着一代 一张蓝图绘到底 一条龙服务 一口价 一条腿走路 一边倒 "
    "三心二意 三言两语 三三两两 三长两短 三下五除二 三更半夜 三五成群 三头六臂 "
    "三生有幸 接二连三 丢三落四 朝三暮四 颠三倒四 不三不四 四平八稳 四分五裂 四面楚歌 "
    "四海为家 五光十色 五颜六色 五味杂陈 五脏六腑 六神无主 七零八落 七嘴八舌 七拼八凑 "
    "乱七八糟 横七竖八 八仙过海 八面玲珑 八九不离十 九死一生 九霄云外 十拿九稳 "
    "十有八九 十万火急 十年树木 百年树人 百年大计 百年老店 百年未有之大变局 百战百胜 "
    "百折不挠 百无一疏 百密一疏 百里挑一 百般阻挠 百炼成钢 百尺竿头 百家争鸣 百业待兴 "
    "千差万别 千变万化 千辛万苦 千丝万缕 千头万绪 千言万语 千篇一律 千方百计 千锤百炼 "
    "千秋万代 千秋大业 千载难逢 千钧一发 千山万水 千真万确 成千累万 万家灯火 万众一心 "
    "万古长青 万里长征 万紫千红 万象更新 万事大吉 万全之策 两面三刀 两全其美 两败俱伤 "
    "两袖清风 两难 两回事 一回事 两码事 一码事 一股脑 一股劲 一个口子 一个漏斗 "
    "一个锅里 一阵风 一锅粥 一锅煮 一窝蜂 一潭死水 一亩三分地 一把钥匙开一把锁 "
    "一个萝卜一个坑 一碗水端平 一竿子插到底 一棍子打死 一头雾水 一头热 一家之言 "
    "一家独大 一己之私 一地鸡毛 半斤八两 八字没一撇 五十步笑百步 三百六十行 九九归一 "
    "三句话不离本行 三寸之舌 三缄其口 三思而行 一日千里 一日不如一日 一日为师 一日之计 "
    "一夜之间 一夜成名 一代宗师 一代人接着一代人 说一套做一套 一套一套 一项一项 "
    "一家一家 一户一户 一个一个 一件一件 一条一条 一次又一次 一年又一年 一批又一批 "
    "一轮又一轮 一遍又一遍"
)

# Slogans that count what is not said (四不放过, 五个一批, 三长制): names, whose numbers the other language may tell.
_NOT_DONE = "放过|伤害|误|准|用|摘|变|漏|打折|愁|见面|脱|松|许|得|能|出|进|直|怕|发生|动摇|降低|减"
SLOGANS = re.compile(
    f"(?P<n>[两三四五六七八九十])(?:个?不(?:{_NOT_DONE})|长制|员联动"
    '|个(?P<one>一)(?:批(?![次发准评])|(?=[”"』,。、;]|工程|行动|活动|机制|模式|目标|要求)))'
)

# --- enumerators, ordinals ------------------------------------------------------------------------------------------

_ONE_TO_NINETEEN = "十[一二三四五六七八九]?|[一二三四五六七八九]"
ENUMERATOR = re.compile(f"(?P<n>{_ONE_TO_NINETEEN})(?:是|要(?!素|点|件|求)|靠|抓|看|来(?=[,讲说])|则(?=[,是]))")
ENUMERATOR_ORDINAL = re.compile(f"(?:第|其)(?P<n>{_ONE_TO_NINETEEN})(?=[,、:是]|点[,、是])")
SEQUENCE_WORDS = {"首先": 1, "其次": 2, "再次": 3}
LABEL = re.compile(
    f"(?P<han>{_ONE_TO_NINETEEN}|二十[一二三四五六七八九]?)、(?![一二三四五六七八九十])"
    r"|\((?P<inner>[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)"
    r"|(?P<digits>[0-9]{1,2})(?:、(?![0-9])|\)|\.(?= ?[^0-9 ])|\. (?=[0-9](?![0-9]*[万亿%])))"
)
FIRSTS = re.compile(
    "开局之?年|首(?:次|个|批|家|例|部|届|位|条|台|座|轮|场|期|项|份|支|艘|款)(?!都|席|要|先|长)|头一(?:次|个|年|批)"
)
# Numbers of levels rather than a grade: 省市县三级, 四级人大, 五级书记.
COUNTED_LEVELS_BEFORE = re.compile("[省市县乡村镇区州院社站各上下]$")
COUNTED_LEVELS_AFTER = re.compile(
    "人大|政府|法院|检察|联动|书记|党委|党组织|行政|网络|体系|管理|联网|组织|代表|河长|林长|河湖长|干部|财政|机构|监管"
    "|服务|平台|诊疗|部门|贯通"
)
SESSIONS_OF = re.compile("届(?=全国|省|市|县|区|自治|人大|政协|中央|中[国共]|常委|[一二三四五六七八九十]+次)")

# --- dates ----------------------------------------------------------------------------------------------------------

# How many years from this one; None for those that name a year told before, and need a month behind them.
RELATIVE_YEARS = {
    **dict.fromkeys(("今年度", "今年", "本年度", "本年"), 0),
    **dict.fromkeys(("去年", "上年度", "上年", "上一年度"), -1),
    "前年": -2,
    **dict.fromkeys(("明年", "下年度"), 1),
    **dict.fromkeys(("次年", "翌年", "同年", "当年", "每年"), None),
}
PARTS = {
    **dict.fromkeys(("上旬", "上半月", "年初", "初"), "early"),
    **dict.fromkeys(("中旬", "年中", "中"), "mid"),
    **dict.fromkeys(("下旬", "下半月", "年底", "年末", "底", "末"), "late"),
    "上半年": "h1",
    "下半年": "h2",
}
