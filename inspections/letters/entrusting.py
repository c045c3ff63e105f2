"""The words of a letter of entrustment: what the committee one level down is asked to inspect, and to report.

Supervision Law 2024, article 34: the committee entrusted inspects within its own area and reports in writing; where
both inspect jointly they keep one record and no report is due.
"""

from collections.abc import Iterator

from core.text import Text
from inspections.letters.model import Asked, Block, Facts, Letter, Mode
from inspections.letters.wording import day_text, filled, heading, items, letter, listed, sentences

TITLES = {
    Mode.INSPECTION: Text(
        "关于委托开展{laws}执法检查的函", "Letter of Entrustment for the Enforcement Inspection of {laws}"
    ),
    Mode.SELF_INSPECTION: Text(
        "关于委托开展{laws}实施情况自查的函", "Letter of Entrustment for a Self-inspection of the Enforcement of {laws}"
    ),
    Mode.JOINT: Text("关于联动开展{laws}执法检查的函", "Letter on the Joint Enforcement Inspection of {laws}"),
}
OPENING = Text(
    "根据{law}第{article}条的规定和{basis}，{organiser}{when}对{laws}实施情况开展执法检查，并{act}。现将有关事项函告如下。",
    "Under Article {article} of {law} and the {basis}, the {organiser} will inspect the enforcement of {laws}{when} "
    "and {act}, as follows.",
)
# Who was entrusted itself says by whom. When and on what basis is the matter of the committee above.
FURTHER_OPENING = Text(
    "受{above}委托，{organiser}对{laws}实施情况开展执法检查。根据{law}第{article}条的规定，现{act}。有关事项函告如下。",
    "Entrusted by the {above}, the {organiser} inspects the enforcement of {laws}. Under Article {article} of {law} it "
    "{act}, as follows.",
)
WHEN = Text("定于{period}", " ({period})")
SOME_LAWS = Text("有关法律法规", "the laws and regulations concerned")
ACTS = {
    Mode.INSPECTION: Text(
        "委托{you}对上述法律法规在本行政区域内的实施情况进行检查",
        "entrusts {you} with inspecting their enforcement within your administrative area",
    ),
    Mode.SELF_INSPECTION: Text(
        "委托{you}对上述法律法规在本行政区域内的实施情况组织自查",
        "entrusts {you} with organising a self-inspection of their enforcement within your administrative area",
    ),
    Mode.JOINT: Text(
        "请{you}在本行政区域内联动开展检查", "asks {you} to inspect jointly with it within your administrative area"
    ),
}

CONTENT = Text("检查内容", "What to inspect")
CONTENT_OPENING = Text("请围绕以下重点开展检查：", "Please inspect the following in particular:")
REQUIREMENTS = Text("有关要求", "Requirements")
SCHEME = Text(
    "结合本地实际制定检查方案，依照法定程序组织开展检查；",
    "draw up an inspection scheme suited to local conditions and organise the inspection under statutory procedure;",
)
METHODS = Text(
    "坚持问题导向，采取座谈会、实地检查、随机抽查、问卷调查等方式，全面了解实施情况，查找突出问题；",
    "proceed from the problems; learn how the law is enforced through discussion meetings, on-site inspections, random "
    "checks, questionnaires and other forms, and identify the outstanding problems;",
)
SELF_INSPECTION = Text(
    "结合本地实际组织自查，坚持问题导向，全面了解实施情况，如实反映突出问题；",
    "organise the self-inspection to suit local conditions, proceed from the problems, learn how the law is enforced "
    "and report the outstanding problems truthfully;",
)
TOGETHER = Text(
    "与执法检查组商定检查的时间、地点和方式，上下联动开展检查；",
    "agree with the inspection group on the time, places and forms of the inspection, and inspect jointly;",
)
ONE_RECORD = Text(
    "检查情况由双方共同记录，不另行报送。",
    "both sides keep one record of the inspection; no separate report is due.",
)
RETURN = Text(
    "形成书面报告，内容包括实施的基本情况和成效、存在的主要问题及原因、改进执法工作和修改完善有关法律法规的意见建议，"
    "所用数据应当注明来源和统计时间。",
    "set out in a written report how the law is enforced and with what results, the main problems and their causes, "
    "and suggestions for improving enforcement and amending the laws and regulations concerned; state the source and "
    "the period of every figure.",
)
DEMANDS = {
    Mode.INSPECTION: (SCHEME, METHODS, RETURN),
    Mode.SELF_INSPECTION: (SELF_INSPECTION, RETURN),
    Mode.JOINT: (SCHEME, TOGETHER, ONE_RECORD),
}
ASKED = Text("报送内容", "What to submit")
ASKED_OPENING = Text("请按以下部分报送：", "Please submit the following sections:")
FINGERPRINT = Text(
    "随函文件包签名公钥的核对码：{fingerprint}，请在收到文件包时核对。",
    "Fingerprint of the key that signs our file packages: {fingerprint}. Please compare it when a package arrives.",
)
DEADLINE = Text("报送期限", "Time limit")
WHAT = {
    Mode.INSPECTION: Text("受委托执法检查情况报告", "report on the entrusted inspection"),
    Mode.SELF_INSPECTION: Text("自查情况报告", "report on the self-inspection"),
}
RETURN_BY = Text(
    "请于{day}前将{what}经主任会议审定后书面报送{issuer}。",
    "Please submit the {what} in writing, once your Chairpersons’ Meeting has approved it, to the {issuer} by {day}.",
)
RETURN_SOON = Text(
    "请在检查结束后及时将{what}经主任会议审定后书面报送{issuer}。",
    "Please submit the {what} in writing, once your Chairpersons’ Meeting has approved it, to the {issuer} promptly "
    "after the inspection.",
)
END = Text("特此函达。", "")


def entrustment(facts: Facts) -> Letter:
    """委托函: to a standing committee one level down."""
    title = filled(TITLES[facts.mode], facts, laws=_laws(facts.short_titles))
    return letter(facts, title, list(_blocks(facts)))


def _blocks(facts: Facts) -> Iterator[Block]:
    yield Block(_opening(facts))
    for number, (title, blocks) in enumerate(_parts(facts), start=1):
        yield heading(number, title)
        yield from blocks
    if facts.fingerprint:
        yield Block(filled(FINGERPRINT, facts, fingerprint=Text(facts.fingerprint, facts.fingerprint)))
    yield Block(END)


def _parts(facts: Facts) -> Iterator[tuple[Text, list[Block]]]:
    if facts.focus:
        yield CONTENT, [Block(CONTENT_OPENING), *items(facts.focus)]
    yield REQUIREMENTS, list(sentences(*DEMANDS[facts.mode]))
    if facts.mode == Mode.JOINT:
        return
    if facts.asked:
        yield ASKED, [Block(ASKED_OPENING), *items(tuple(map(_section, facts.asked)))]
    by = {"what": WHAT[facts.mode]}
    due = filled(RETURN_BY, facts, day=day_text(facts.due), **by) if facts.due else filled(RETURN_SOON, facts, **by)
    yield DEADLINE, [Block(due)]


def _opening(facts: Facts) -> Text:
    laws = _laws(facts.instruments)
    act = filled(ACTS[facts.mode], facts)
    when = filled(WHEN, facts) if facts.period else Text()
    opening = FURTHER_OPENING if facts.above else OPENING
    return filled(opening, facts, laws=laws, act=act, when=when, above=facts.above)


def _laws(titles: tuple[Text, ...]) -> Text:
    return listed(titles, titles=True) or SOME_LAWS


def _section(section: Asked) -> Text:
    """主要数据：立案数（件）、结案数（件）; in English with commas, and a colon behind the title."""
    if not section.items:
        return section.title
    zh, en = "、".join(one.zh for one in section.items), ", ".join(one.en for one in section.items)
    return Text(f"{section.title.zh}：{zh}", f"{section.title.en}: {en}")
